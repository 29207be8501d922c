"""The shelf of what has been printed: a folder of files named by all that went into them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

__all__ = ["FileCache"]

_KEPT = 3600.0
"""Seconds for which a file stays that no build has asked for: another build may be at it now."""


class FileCache:
    """Files by name, in one folder. Where the folder cannot be written, each is made anew.

    `made` counts the PDFs that were not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[Path] = set()
        self.made = 0

    def fetch(self, name: str, make: Callable[[], bytes]) -> Path | bytes:
        """The file of a name: where it lies, or its bytes where nothing can be laid."""
        path = self._folder / name
        self._used.add(path)
        try:
            os.utime(path)
            return path
        except OSError:
            content = make()
        self.made += path.suffix == ".pdf"
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            beside.replace(path)
        except OSError:
            return content
        finally:
            _remove(beside)
        return path

    def fetch_bytes(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The content of the file of a name."""
        found = self.fetch(name, make)
        return found.read_bytes() if isinstance(found, Path) else found

    def clear(self) -> None:
        """Take away what no build has fetched within the hour, this one or another."""
        oldest = time.time() - _KEPT
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path not in self._used and path.lstat().st_mtime < oldest:
                _remove(path)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # what cannot be taken away, lies there
