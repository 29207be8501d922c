"""What a build is doing: for who waits, when it takes more than two seconds, and as a profile afterwards."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, TextIO

import click

from portal.language.catalogue import Catalogue

__all__ = ["SILENT", "Profile", "Progress", "Teller", "progress_on_terminal"]

_PATIENCE = 2.0
"""Seconds for which nothing is said."""
_LINE_EVERY = 5.0
"""Seconds between two lines where there is no terminal."""


class Progress:
    """Hears what is being done; this one keeps it to itself."""

    def begin(self, phase: str, total: int = 0) -> None:
        """A phase begins, the one before it ends; `total` is the number of its steps, where that is known."""

    def advance(self, steps: int) -> None:
        """So many steps of the phase are done."""

    def counting(self, phase: str) -> Callable[[int], None]:
        """What is told of each step of a phase, with how many there are; the phase begins anew with the first."""
        steps = count()

        def heard(total: int) -> None:
            if next(steps) == 0:
                self.begin(phase, total)
            self.advance(1)

        return heard

    def made(self, address: str, size: int, seconds: float) -> None:
        """A file of so many bytes was made, in so many seconds of processor time."""

    def end(self) -> None:
        """The last phase ends."""


SILENT = Progress()


class Teller(Progress):
    """Tells on a terminal with a bar, and in plain lines elsewhere, such as in the log of a CI."""

    def __init__(self, catalogue: Catalogue, stream: TextIO | None = None) -> None:
        self._catalogue, self._stream = catalogue, stream or sys.stderr
        self._begun = self._told = time.monotonic()
        self._phase, self._done, self._total = "", 0, 0
        self._bar: Any = None

    def begin(self, phase: str, total: int = 0) -> None:
        self._close()
        self._phase, self._done, self._total = phase, 0, total
        self._tell()

    def advance(self, steps: int) -> None:
        self._done += steps
        if self._bar is not None:
            self._bar.update(steps)
        else:
            self._tell()

    def end(self) -> None:
        self._close()

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None

    def _tell(self) -> None:
        now = time.monotonic()
        if now - self._begun < _PATIENCE:
            return
        words = self._catalogue.text(f"progress.{self._phase}")
        if self._stream.isatty():
            if self._total:
                self._bar = click.progressbar(length=self._total, label=words, file=self._stream, show_pos=True)
                self._bar.update(self._done)
            else:
                click.echo(f"{words} …", file=self._stream)
        elif not self._done or now - self._told >= _LINE_EVERY:
            self._told = now
            count = f" {self._done}/{self._total}" if self._total else ""
            click.echo(f"{words}{count}", file=self._stream)


def progress_on_terminal(catalogue: Catalogue) -> Progress:
    """What tells somebody who waits at a terminal; nobody else, whose log is to hold what was found and no more."""
    return Teller(catalogue) if sys.stderr.isatty() else SILENT


class Profile(Progress):
    """Adds up the seconds of each phase, and the files, bytes and seconds of each output; tells another all of it."""

    def __init__(self, other: Progress) -> None:
        self._other = other
        self._phase, self._since = "", time.monotonic()
        self._phases: dict[str, float] = {}
        self._outputs: dict[str, list[float]] = {}

    def begin(self, phase: str, total: int = 0) -> None:
        self._other.begin(phase, total)
        self._count(phase)

    def advance(self, steps: int) -> None:
        self._other.advance(steps)

    def made(self, address: str, size: int, seconds: float) -> None:
        one = self._outputs.setdefault(_output_of(address), [0, 0, 0.0])
        for n, more in enumerate((1, size, seconds)):
            one[n] += more

    def end(self) -> None:
        self._other.end()
        self._count("")

    def _count(self, phase: str) -> None:
        now = time.monotonic()
        if self._phase:
            self._phases[self._phase] = self._phases.get(self._phase, 0.0) + now - self._since
        self._phase, self._since = phase, now

    def lines(self, catalogue: Catalogue) -> Iterator[str]:
        """The phases with their seconds, then the outputs with their seconds of processor time, files and bytes."""
        for phase, seconds in self._phases.items():
            yield f"{seconds:9.2f} s  {catalogue.text(f'progress.{phase}')}"
        yield ""
        for name, (files, size, seconds) in sorted(self._outputs.items(), key=lambda one: -one[1][2]):
            yield catalogue.text(
                "progress.output",
                seconds=f"{seconds:9.2f}",
                files=f"{files:7.0f}",
                megabytes=f"{size / 1e6:9.2f}",
                name=name,
            )


def _output_of(address: str) -> str:
    """The first folder of an address, and the sort of the file: `/saker/ html`."""
    folder, _, rest = address.lstrip("/").partition("/")
    name = address.rpartition("/")[2]
    return f"/{folder}{'/' if rest or address.endswith('/') else ''} {name.rpartition('.')[2] or 'html'}"
