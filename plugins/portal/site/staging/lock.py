"""One build of a site at a time: a lock that dies with the process that holds it (flock(2))."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

__all__ = ["Lock", "LockHeld"]

_flock: Callable[[int], None] | None
try:
    import fcntl
except ImportError:  # a system without flock: nothing is locked there
    _flock = None
else:

    def _flock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LockHeld(Exception):
    """Another process has the lock; `holder` says which, as it wrote itself: number and machine."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


class Lock:
    """The lock that a file stands for; the file is there while the lock is held, and may outlive a dead holder.

    Raises `Held` while another living process has it, and `OSError` where the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
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
                raise LockHeld(holder or "?") from None
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
