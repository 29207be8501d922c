"""The stage: a folder beside the old site in which the new one is built, until it takes its place.

On a system that cannot let two folders change places, the old site is moved aside first. A process that dies between
the two moves leaves no site, but the old one under the name `.<site>.old-<number>`; `mend` puts it back.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from portal.language.catalogue import Catalogue
from portal.language.reasons import reason_of
from portal.site.staging.exchange import exchange, flush
from portal.source.tree import readable_name

__all__ = ["Lock", "Stage", "StagingError", "explain", "mend", "staged"]

_OF_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
"""What only writing can meet with, whichever file the system names."""
_SECOND = 1_000_000_000  # nanoseconds


_flock: Callable[[int], None] | None
try:
    import fcntl
except ImportError:  # a system without flock: nothing is locked there
    _flock = None
else:

    def _flock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class StagingError(Exception):
    """Why no site can be built, or be put in its place; `text` says it in words."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self._key, self._values = key, values

    def text(self, catalogue: Catalogue) -> str:
        """What is wrong, and what to do, in the catalogue's language."""
        return catalogue.text(self._key, **self._values)


class Stage:
    """A new site beside the one at `target`, on the same file system; `folder` is where to write it.

    It holds the site's lock until it is swapped in or abandoned. What dead builds left is taken away first. Raises
    `StagingError` and `OSError`.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()
        if os.path.ismount(self.target):
            raise StagingError("staging.mount", folder=target)
        if self.target.exists() and not self.target.is_dir():
            raise StagingError("staging.no_folder", folder=target)
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            raise StagingError("staging.no_folder", folder=target.parent) from None
        self.folder = self._beside("new")
        self._lock = Lock(self.target, target)
        try:
            _put_back(self.target)
            _sweep(self.target)
            self.folder.mkdir()
            if self.target.is_dir():
                _like(self.target, self.folder)
        except OSError:
            self._lock.release()
            raise

    def keep_times(self) -> None:
        """Let files that are as the old site has them keep its time of writing, by which servers tell what is new.

        They know it to the second: one that is written anew within the second is given the next.
        """
        for file in (path for path in self.folder.rglob("*") if path.is_file()):
            old = self.target / file.relative_to(self.folder)
            with suppress(OSError):
                was, now = old.stat(), file.stat()
                if was.st_size == now.st_size and old.read_bytes() == file.read_bytes():
                    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
                elif now.st_mtime_ns // _SECOND <= was.st_mtime_ns // _SECOND:
                    os.utime(file, ns=(now.st_atime_ns, was.st_mtime_ns + _SECOND))

    def swap(self, keeps: Callable[[str], bool] = lambda path: False) -> None:
        """Put the new site in the old one's place, and let the next build begin.

        What the old site has and the new one lacks comes along where `keeps(path)`, its path below the site with `/`.
        Raises `OSError` and `StagingError`, and leaves the old site as it is.
        """
        if self.target.is_dir():
            _carry(self.target, self.folder, keeps)
        flush(self.folder)
        if not self.target.exists():
            self.folder.rename(self.target)
        elif not exchange(self.folder, self.target):
            self._move_in()
        flush(self.target.parent)
        self.abandon()

    def abandon(self) -> None:
        """Take away what is on the stage, and let the next build begin."""
        for leftover in (self.folder, self._beside("old")):
            shutil.rmtree(leftover, ignore_errors=True)
        self._lock.release()

    def _move_in(self) -> None:
        aside = self._beside("old")
        self.target.rename(aside)
        try:
            self.folder.rename(self.target)
        except OSError:
            aside.rename(self.target)
            raise

    def _beside(self, what: str) -> Path:
        return self.target.with_name(f".{self.target.name}.{what}-{os.getpid()}")


@contextmanager
def staged(target: Path) -> Iterator[Stage]:
    """A stage that is abandoned if what is done with it does not come to its end."""
    stage = Stage(target)
    try:
        yield stage
    finally:
        stage.abandon()


def mend(target: Path) -> None:
    """Put the old site back where a process died with it in its hands; nothing, where a living one has the site."""
    target = target.resolve()
    if target.exists() or not any(_left(target, "old")):
        return
    with suppress(StagingError, OSError):
        lock = Lock(target, target)
        try:
            _put_back(target)
        finally:
            lock.release()


def explain(fault: Exception, target: Path, catalogue: Catalogue) -> str:
    """Why a site was not published; of a system's fault, which file could not be read, or that it could not write."""
    if not isinstance(fault, OSError):
        return fault.text(catalogue) if isinstance(fault, StagingError) else str(fault)
    reason = reason_of(fault, catalogue)
    file = Path(os.fsdecode(fault.filename)) if isinstance(fault.filename, str | bytes | os.PathLike) else None
    home = target.resolve()
    there = Path.cwd() / file if file else None
    if fault.errno in _OF_WRITING or there is None or there == home.parent or _is_of(there, home):
        return catalogue.text("write.failed", folder=target, reason=reason)
    return catalogue.text("staging.source", path=readable_name(str(file)), reason=reason)


def _is_of(path: Path, target: Path) -> bool:
    """Whether a path is a site's, or on its stage, or its lock."""
    names = (target.name, f".{target.name}.new-", f".{target.name}.old-", f".{target.name}.lock")
    below = path.relative_to(target.parent).parts if path.is_relative_to(target.parent) else ()
    return bool(below) and (below[0] in (names[0], names[3]) or below[0].startswith(names[1:3]))


class Lock:
    """One run at a time, of a build or of another job: a lock that dies with the process that holds it (flock(2)).

    Its file is there while it is held, and may outlive a dead holder. Raises `StagingError` while another living
    process has it, with its number and machine and what the site was `called`; `OSError` where no file can be made.
    """

    def __init__(self, target: Path, called: Path) -> None:
        self._called, self._path = called, target.with_name(f".{target.name}.lock")
        self._file = self._taken()
        os.truncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}, {socket.gethostname()}\n".encode())

    def _taken(self) -> int:
        while True:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                if _flock is not None:
                    _flock(file)
                if self._is_there(file):
                    return file
            except BlockingIOError:
                holder = os.read(file, 200).decode("utf-8", "replace").strip()
                os.close(file)
                raise StagingError("staging.held", folder=self._called, holder=holder or "?") from None
            except OSError:
                os.close(file)
                raise
            os.close(file)  # its holder took it away as we came: the next is ours, or somebody else's

    def _is_there(self, file: int) -> bool:
        try:
            return os.path.samestat(os.fstat(file), self._path.stat())
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Let the next one have it."""
        if self._file >= 0:
            self._path.unlink(missing_ok=True)
            os.close(self._file)
            self._file = -1


def _left(target: Path, what: str) -> Iterator[Path]:
    """The folders of ours that lie beside a site."""
    pattern = re.compile(rf"{re.escape(f'.{target.name}.{what}-')}\d+")
    yield from (path for path in target.parent.iterdir() if pattern.fullmatch(path.name) and not path.is_symlink())


def _put_back(target: Path) -> None:
    if not target.exists():
        for aside in _left(target, "old"):
            aside.rename(target)
            return


def _sweep(target: Path) -> None:
    for what in ("new", "old"):
        for leftover in _left(target, what):
            shutil.rmtree(leftover, ignore_errors=True)


def _like(old: Path, new: Path) -> None:
    """Let a folder be readable to those who could read the old one, as far as we may decide that."""
    with suppress(OSError):
        shutil.copystat(old, new)
    seen = old.stat()
    if hasattr(os, "chown") and (seen.st_uid, seen.st_gid) != (new.stat().st_uid, new.stat().st_gid):
        with suppress(OSError):
            os.chown(new, seen.st_uid, seen.st_gid)


def _carry(old: Path, new: Path, keeps: Callable[[str], bool]) -> None:
    """Let what is kept of the old site be in the new one too, as the same files."""
    for current, folders, names in os.walk(old):
        here = Path(current)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*names, *links):
            path = (here / name).relative_to(old)
            if keeps(path.as_posix()):
                _carry_one(here / name, new / path, path)
        if not folders and not names and here != old and keeps(here.relative_to(old).as_posix()):
            with suppress(FileExistsError, NotADirectoryError):
                (new / here.relative_to(old)).mkdir(parents=True, exist_ok=True)


def _carry_one(old: Path, new: Path, path: Path) -> None:
    if new.is_dir() and not new.is_symlink():
        raise StagingError("staging.in_the_way", path=path)
    if os.path.lexists(new):
        return
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise StagingError("staging.in_the_way", path=path) from None
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(old, new, follow_symlinks=False)
