"""What processes cost: CPU, wall time, and the memory of all of them together as the kernel shares it out (PSS).

Each runs in a session of its own, by which its children are known; none outlives the one that started it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Figures", "die_by_signals", "measure", "settle", "started"]

_EVERY = 0.2  # seconds between two looks at the memory
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figures:
    """What a command cost with all its children: CPU and wall seconds, the peak of its memory in MB.

    `apart` is the peak of Pagefind's own process, which `memory` does not hold.
    """

    cpu: float
    wall: float
    memory: float
    apart: float


def die_by_signals() -> None:
    """Have signals end this process as a fault does, so that what it started ends with it.

    So does Ctrl-C's, which whoever started it in the background may have had it ignore.
    """
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda got, _: sys.exit(128 + got))


@contextmanager
def started(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs in a folder and is killed at the end, with all its children; `log` has what it tells."""
    with log.open("wb") as told:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        if process.returncode is None:
            process.wait()


def measure(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], log: Path) -> Figures:
    """Run a command to its end. Raises `SystemExit` with what it told if it fails."""
    start = time.monotonic()
    with started(command, folder, environment, log) as process, _Looking(process.pid) as looking:
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {process.returncode}\n{log.read_text('utf-8')[-4000:]}")
    return Figures(usage.ru_utime + usage.ru_stime, wall, looking.most, looking.apart)


def settle(session: int, longest: float = 120.0) -> None:
    """Wait until the processes of a session have nothing more to do."""
    end = time.monotonic() + longest
    before = -1.0
    while time.monotonic() < end:
        now = sum(_seconds(stat) for _, stat in _processes(session))
        if now - before < 0.03:
            return
        before = now
        time.sleep(0.5)


class _Looking(threading.Thread):
    """Looks at the memory of a session's processes for as long as it is entered."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._ended = threading.Event()
        self.most = self.apart = 0.0

    def __enter__(self) -> _Looking:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join()

    def run(self) -> None:
        while not self._ended.wait(_EVERY):
            ours = apart = 0.0
            for number, stat in _processes(self._session):
                if stat[0].startswith("pagefind"):
                    apart += _shared_out(number)
                else:
                    ours += _shared_out(number)
            self.most, self.apart = max(self.most, ours), max(self.apart, apart)


def _processes(session: int) -> Iterator[tuple[int, list[str]]]:
    """The processes of a session, with what their `stat` says from the name on."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                name, _, rest = (folder / "stat").read_text("utf-8", "replace").partition("(")[2].rpartition(")")
                stat = [name, *rest.split()]
                if int(stat[4]) == session:
                    yield int(folder.name), stat


def _seconds(stat: list[str]) -> float:
    """The CPU seconds of a process and of those of its children that have ended."""
    return sum(map(int, stat[12:16])) / _TICKS


def _shared_out(number: int) -> float:
    """The memory of a process in MB; what it shares with others counts by its share."""
    with suppress(OSError):
        for line in Path(f"/proc/{number}/smaps_rollup").read_text("utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
