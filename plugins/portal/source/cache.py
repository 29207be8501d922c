"""What is kept between runs, by digests of all that it was made of: small values in one database, files as they are.

The folder may be deleted at any time, restored, shared between branches, and used by several runs at once. What is
damaged in it, or cannot be written, is no fault: it is made anew. Keys are digests, for what they are made of may not
be public, and no text is kept of a record that holds something back.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

__all__ = ["FOLDER", "Cache", "Shelf", "code_version", "digest_of"]

FOLDER = "build/cache"
"""The folder of a portal that keeps what was made of its files; it may be deleted at any time."""

_KEPT_DAYS = 30
"""Days for which a value or a file stays that nothing asks for."""
_MOST_BYTES = 2_000_000_000
"""Bytes of the values, and of the files; of more, what was used longest ago goes."""
_FRESH = 3600.0
"""Seconds for which a file stays in any case: another build may be at it now."""
_DAY = 86_400
_SUM = ".sum"
_WAITED = 5.0
"""Seconds for which one run waits for another that writes."""

_READERS = ("linkify-it-py", "markdown-it-py", "nh3", "pydantic", "pyyaml")
"""The packages that decide, beside our own code, what is read out of a record."""

_TABLE = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, day INTEGER NOT NULL, value BLOB NOT NULL)"
_FIND = "SELECT key, day, value FROM kept WHERE key = ?"
_FIND_BELOW = "SELECT key, day, value FROM kept WHERE key >= ? AND key < ?"
_KEEP = "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)"
_USE = "UPDATE kept SET day = ? WHERE key = ?"
_DROP_OLD = "DELETE FROM kept WHERE day < ?"
_BYTES = (
    "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"
)
_DROP_MOST = """DELETE FROM kept WHERE key IN (
    SELECT key FROM (SELECT key, sum(length(value)) OVER (ORDER BY day DESC, key) AS bytes FROM kept) WHERE bytes > ?
)"""


def digest_of(*parts: object) -> bytes:
    """A key of parts that `repr` tells apart."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).digest()


class Cache:
    """Values by key in one database, and files by name, in a folder of their own; keys and names are digests.

    `made` counts the PDFs that were not there. One that does not `keep` values gives those that are there.
    """

    def __init__(self, folder: Path, keeps: bool = True) -> None:
        self._keeps = keeps
        self._database = folder / "values.sqlite"
        self._files = folder / "files"
        self._used: set[Path] = set()
        self.made = 0

    # -- values

    def find(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are there and whole."""
        found = self.rows(_FIND, [(key,) for key in keys])
        self.use(key for key, (day, _) in found.items() if day != _today())
        return {key: value for key, (_, value) in found.items()}

    def keep(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values by their keys."""
        if self._keeps and (rows := [(key, _today(), _sealed(value)) for key, value in values.items()]):
            self._within(lambda database: database.executemany(_KEEP, rows))

    def use(self, keys: Iterable[bytes]) -> None:
        """Remember that the values of some keys were used today."""
        if self._keeps and (rows := [(_today(), key) for key in keys]):
            self._within(lambda database: database.executemany(_USE, rows))

    def rows(self, query: str, asked: list[tuple[bytes, ...]]) -> dict[bytes, tuple[int, bytes]]:
        """The day on which each was used last and the value, of what a query finds for each row of parameters."""
        found: dict[bytes, tuple[int, bytes]] = {}

        def look(database: sqlite3.Connection) -> None:
            for parameters in asked:
                for key, day, sealed in database.execute(query, parameters):
                    if (value := _opened(sealed)) is not None:
                        found[key] = (day, value)

        if asked and self._database.is_file():
            self._within(look)
        return found

    def fetch_bytes(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """The value of a key, made by `make` if it is not there."""
        found = self.find([key]).get(key)
        if found is None:
            self.keep({key: (found := make())})
        return found

    def _within(self, act: Callable[[sqlite3.Connection], object]) -> None:
        """Do something with the database in one transaction, opened anew: no connection may outlive a fork.

        What goes wrong ends it and is no fault; a database that is damaged is deleted.
        """
        try:
            self._database.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._database, timeout=_WAITED)) as database, database:
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = OFF")
                database.execute(_TABLE)
                act(database)
        except (OSError, sqlite3.OperationalError):
            return
        except sqlite3.DatabaseError:
            for end in ("", "-wal", "-shm"):
                with suppress(OSError):
                    self._database.with_name(f"{self._database.name}{end}").unlink(missing_ok=True)

    # -- files

    def fetch(self, name: str, make: Callable[[], bytes]) -> Path | bytes:
        """The path of a file, made by `make` if it is not there whole; its content where nothing can be written.

        Its checksum lies beside it.
        """
        path = self._files / name
        self._used.add(path)
        with suppress(OSError):
            if _beside(path).read_bytes() == _sum(path.read_bytes()):
                os.utime(path)
                return path
        content = make()
        self.made += path.suffix == ".pdf"
        return path if _write(path, content) and _write(_beside(path), _sum(content)) else content

    # -- both

    def tidy(self) -> None:
        """Delete what nothing has asked for in a month, and of what is too much what was used longest ago."""
        if self._database.is_file():
            self._within(_tidy_values)
        oldest, fresh, left = time.time() - _KEPT_DAYS * _DAY, time.time() - _FRESH, _MOST_BYTES
        with suppress(OSError):
            unused = {path for path in self._files.iterdir() if path.suffix != _SUM} - self._used
            files = [(path, path.lstat()) for path in unused]
            for path, seen in sorted(files, key=lambda file: -file[1].st_mtime):
                left -= seen.st_size
                if seen.st_mtime < oldest or (left < 0 and seen.st_mtime < fresh):
                    path.unlink(missing_ok=True)
                    _beside(path).unlink(missing_ok=True)


class Shelf:
    """The values of one sort, such as those of one version of the code, all read at once and kept by `save`."""

    def __init__(self, cache: Cache, *sort: object) -> None:
        self._cache = cache
        self._sort = digest_of(*sort)[:12]
        rows = cache.rows(_FIND_BELOW, [(self._sort, self._sort + b"\xff" * 20)])
        self._held = {key: value for key, (_, value) in rows.items()}
        self._unused = {key for key, (day, _) in rows.items() if day != _today()}
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()

    def get(self, key: object, make: Callable[[], bytes]) -> bytes:
        """The value of a key (of anything whose `repr` tells it apart); `make` works it out if it is not there."""
        name = self._sort + digest_of(key)[:20]
        if name not in self._held:
            self._held[name] = self._new[name] = make()
        self._used.add(name)
        return self._held[name]

    def save(self) -> None:
        """Keep what was not there, and remember what was used."""
        self._cache.keep(self._new)
        self._cache.use(self._unused & self._used)


def _tidy_values(database: sqlite3.Connection) -> None:
    database.execute(_DROP_OLD, (_today() - _KEPT_DAYS,))
    if database.execute(_BYTES).fetchone()[0] > _MOST_BYTES:
        database.execute(_DROP_MOST, (_MOST_BYTES // 2,))


def _today() -> int:
    """The number of the day."""
    return int(time.time()) // _DAY


def _sealed(value: bytes) -> bytes:
    """A value with its checksum before it."""
    return _sum(value) + value


def _opened(sealed: bytes) -> bytes | None:
    """A value whose checksum is right."""
    value = sealed[4:]
    return value if _sum(value) == sealed[:4] else None


def _beside(path: Path) -> Path:
    """Where the checksum of a file lies."""
    return path.with_name(f"{path.name}{_SUM}")


def _sum(value: bytes) -> bytes:
    """The checksum of a value, of four bytes."""
    return zlib.crc32(value).to_bytes(4, "big")


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
    """A digest of the code and the words that read and publish records."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for end in ("py", "po"):
        for file in sorted(Path(__file__).parents[1].rglob(f"*.{end}")):
            digest.update(file.read_bytes())
    for package in _READERS:
        digest.update(version(package).encode())
    return digest.hexdigest()
