"""A cache of small values between runs: one JSON file, which may be deleted at any time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

__all__ = ["ValueCache", "code_version"]

_READERS = ("linkify-it-py", "markdown-it-py", "nh3", "pydantic", "pyyaml")
"""The packages that decide, beside our own code, what is read out of a record."""


class ValueCache:
    """Values by key, each a plain JSON value.

    `path` is the file; what it holds counts only if it was written by the same `version`. Only what was asked for since
    it was opened is kept by `save`, so the file does not grow. One that is damaged, or cannot be written, is no fault:
    all is worked out anew. Keys are stored as digests, for a key may name what is not public.
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
        if self._used.keys() == self._old.keys():
            return
        beside = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(json.dumps({"version": self._version, "values": self._used}), encoding="utf-8")
            beside.replace(self._path)
        except OSError:
            beside.unlink(missing_ok=True)

    def _read(self) -> dict[str, Any]:
        try:
            told = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        is_ours = isinstance(told, dict) and told.get("version") == self._version
        values = told.get("values") if is_ours else None
        return values if isinstance(values, dict) else {}


@cache
def code_version() -> str:
    """A digest of the code that reads and publishes records."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(file.read_bytes())
    for package in _READERS:
        digest.update(version(package).encode())
    return digest.hexdigest()
