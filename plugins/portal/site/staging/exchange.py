"""Two folders change places in one step, where the system can do that: no moment has neither, or half of each."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["exchange", "flush"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # renameat2(2), Linux 3.15
_RENAME_SWAP = 2  # renamex_np(2), macOS 10.12
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What a system, or a file system, answers that does not know the call."""


def exchange(one: Path, other: Path) -> bool:
    """Let two names on one file system change places; `False` where that cannot be done in one step.

    Raises `OSError` where it can be done, but not with these.
    """
    call = _call()
    if call is None:
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        done = call(first, second, _RENAME_SWAP)
    else:
        done = call(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    if done == 0:
        return True
    fault = ctypes.get_errno()
    if fault in _CANNOT:
        return False
    raise OSError(fault, os.strerror(fault), str(other))


def flush(folder: Path) -> None:
    """Have the disk hold all that was written where `folder` lies.

    One call for the whole file system (syncfs(2)): it costs what is not yet written, not so much for each file.
    """
    call = getattr(_library(), "syncfs", None)
    if call is None:
        getattr(os, "sync", lambda: None)()
        return
    place = os.open(folder, os.O_RDONLY)
    try:
        if call(place) != 0:
            fault = ctypes.get_errno()
            raise OSError(fault, os.strerror(fault), str(folder))
    finally:
        os.close(place)


def _call() -> Any:
    """The system's call that lets names change places, if it has one."""
    return getattr(_library(), "renamex_np" if sys.platform == "darwin" else "renameat2", None)


@cache
def _library() -> Any:
    """The C library; `None` where there is none to be asked."""
    try:
        return ctypes.CDLL(None, use_errno=True)
    except (OSError, TypeError):
        return None
