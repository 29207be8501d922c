"""The shelf of papers that have been printed: a folder of files named by all that went into them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

__all__ = ["Shelf"]

_KEPT = 3600.0
"""Seconds for which a paper stays that no build has asked for: another build may be at it now."""


class Shelf:
    """Papers by key, in one folder. Where the folder cannot be written, each paper is made anew.

    `made` counts the papers that were not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[Path] = set()
        self.made = 0

    def fetch(self, key: str, make: Callable[[], bytes]) -> Path | bytes:
        """The paper of a key: where it lies, or its bytes where nothing can be laid."""
        path = self._folder / f"{key}.pdf"
        self._used.add(path)
        try:
            os.utime(path)
            return path
        except OSError:
            content = make()
        self.made += 1
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            return content
        return path

    def clear(self) -> None:
        """Take away what was not fetched, here or by another build within the hour."""
        oldest = time.time() - _KEPT
        for path in self._folder.glob("*.pdf*") if self._folder.is_dir() else ():
            try:
                if path not in self._used and path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError:
                continue
        for path in self._folder.glob(".*.pdf.*") if self._folder.is_dir() else ():
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError:
                continue
