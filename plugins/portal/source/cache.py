"""Caches between builds, which may be deleted at any time: `FileCache` of files, such as printed papers, by a hash of
all that goes into each, and `ValueCache` of small values in one JSON file. One that is damaged, or cannot be written,
is no fault: what is not there is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

__all__ = ["FileCache", "ValueCache", "code_version"]

_KEPT = 3600.0
"""Seconds for which a file stays that no build has asked for: another build may be at it now."""

_READERS = ("linkify-it-py", "markdown-it-py", "nh3", "pydantic", "pyyaml")
"""The packages that decide, beside our own code, what is read out of a record."""


class FileCache:
    """A folder of files, each named by a hash of all that goes into it.

    `made` counts the PDFs that were not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[Path] = set()
        self.made = 0

    def fetch(self, name: str, make: Callable[[], bytes]) -> Path | bytes:
        """The path of a file, made by `make` if it is not there; its content where nothing can be written."""
        path = self._folder / name
        self._used.add(path)
        try:
            os.utime(path)
            return path
        except OSError:
            content = make()
        self.made += path.suffix == ".pdf"
        return path if _write(path, content) else content

    def fetch_bytes(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The content of the file of a name."""
        found = self.fetch(name, make)
        return found.read_bytes() if isinstance(found, Path) else found

    def clear(self) -> None:
        """Delete what no build has fetched within the hour, this one or another."""
        oldest = time.time() - _KEPT
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path not in self._used and path.lstat().st_mtime < oldest:
                with suppress(OSError):
                    path.unlink(missing_ok=True)


class ValueCache:
    """Plain JSON values by key, in the file `path`.

    What the file holds counts only if it was written by the same `version`. Only what was asked for since it was opened
    is kept by `save`, so the file does not grow. Keys are stored as digests, for a key may name what is not public.
    """

    def __init__(self, path: Path, version: str) -> None:
        self._path = path
        self._version = version
        self._old = self._read()
        self._used: dict[str, Any] = {}

    def get(self, key: object, make: Callable[[], Any]) -> Any:
        """The value of a key (of anything whose `repr` tells it apart); `make` works it out if it is not there."""
        name = hashlib.sha256(repr(key).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        if name not in self._used:
            self._used[name] = self._old[name] if name in self._old else make()
        return self._used[name]

    def save(self) -> None:
        """Write what was used; nothing where that is what was read."""
        if self._used.keys() != self._old.keys():
            _write(self._path, json.dumps({"version": self._version, "values": self._used}).encode())

    def _read(self) -> dict[str, Any]:
        try:
            told = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        is_ours = isinstance(told, dict) and told.get("version") == self._version
        values = told.get("values") if is_ours else None
        return values if isinstance(values, dict) else {}


def _write(path: Path, content: bytes) -> bool:
    """Put a whole file in its place at once; whether it could be done."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
        return True
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        return False


@cache
def code_version() -> str:
    """A digest of the code that reads and publishes records."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(file.read_bytes())
    for package in _READERS:
        digest.update(version(package).encode())
    return digest.hexdigest()
