"""Work in a process of its own, with so much time and memory and no more."""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

__all__ = ["GIGABYTES", "SECONDS", "bounded"]

SECONDS, GIGABYTES = 20, 2
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["portal.site.building", "portal.commands.cli", "fuzz.extremes", "fuzz.feats"])


def bounded(work: Callable[..., None], *given: Any, seconds: int = SECONDS) -> str:
    """What went wrong with the work, else nothing; a function of a module, for it is found there by its name.

    It gets `seconds` of CPU time and so many gigabytes of address space; a process that has imported all, and has no
    threads, makes the one that works.
    """
    reading, writing = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=_try, args=(writing, seconds, work, given))
    process.start()
    writing.close()
    try:
        told = str(reading.recv())
    except EOFError:
        told = ""
    process.join()
    reading.close()
    return told or (f"ended by {process.exitcode}" if process.exitcode else "")


def _try(writing: Connection, seconds: int, work: Callable[..., None], given: tuple[Any, ...]) -> None:
    signal.alarm(600)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
    try:
        work(*given)
        writing.send("")
    except BaseException as fault:
        writing.send(f"{type(fault).__name__}: {str(fault)[:1000]}")
