"""A problem in a record: where it stands, how grave it is, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from portal.language.catalogue import Catalogue
from portal.language.reasons import reason_words

__all__ = ["MOST_IN_A_FILE", "MessageWords", "Place", "Problem", "Severity", "error", "report", "unreadable", "warning"]

MOST_IN_A_FILE = 500
"""So many faults of one sort are told of one file; with more, the file is broken as a whole."""

_LONGEST_SHOWN = 400
_BREAKS = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Severity(Enum):
    """Whether a problem stops the build."""

    ERROR = "error"
    WARNING = "warning"

    def stops_build(self) -> bool:
        return self is Severity.ERROR


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file. `line` and `column` count characters from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{_shown(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True)
class MessageWords:
    """Words of the catalogues that fill a placeholder of a problem's message."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, catalogue: Catalogue) -> str:
        return catalogue.text(self.key, **self.values)


@dataclass(frozen=True)
class Problem:
    """One fault in one place.

    `code` names the message `problem.<code>` in the catalogues; `values` fill
    its placeholders, so that no sentence stands in the code.
    """

    place: Place
    code: str
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, catalogue: Catalogue) -> str:
        """What is wrong, what was found and what to do, in the catalogue's language."""
        values = {name: _told(value, catalogue) for name, value in self.values.items()}
        return catalogue.text(f"problem.{self.code}", **values)

    def line(self, catalogue: Catalogue) -> str:
        """`path:line:column: text`, the form that editors and terminals can follow."""
        prefix = "" if self.severity.stops_build() else catalogue.text("problem.warning_prefix")
        return f"{self.place}: {prefix}{self.text(catalogue)}"


def _told(value: object, catalogue: Catalogue) -> object:
    if isinstance(value, MessageWords):
        return _shown(value.text(catalogue))
    return _shown(value) if isinstance(value, str) else value


def _shown(text: str) -> str:
    """What an editor or a file says, as it can stand in a message: on one line, not endless, steering no terminal."""
    line = _UNSEEN.sub("\ufffd", _BREAKS.sub(" ", text))
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"


def error(place: Place, code: str, **values: object) -> Problem:
    """A problem that stops the build."""
    return Problem(place, code, Severity.ERROR, values)


def unreadable(place: Place, fault: OSError) -> Problem:
    """That a file or a folder could not be read, and why, in the words of the catalogues."""
    return error(place, "unreadable", reason=MessageWords(*reason_words(fault)))


def warning(place: Place, code: str, **values: object) -> Problem:
    """A problem that is told, and stops nothing."""
    return Problem(place, code, Severity.WARNING, values)


def report(problems: Iterable[Problem], catalogue: Catalogue) -> str:
    """All problems as text: the errors first, then the warnings, each by place."""
    ordered = sorted(set_of(problems), key=lambda p: (p.place, p.code))
    parts = []
    for severity in Severity:
        chosen = [p for p in ordered if p.severity is severity]
        if chosen:
            parts.append(catalogue.count(f"problem.heading_{severity.value}", len(chosen)))
            parts.extend(problem.line(catalogue) for problem in chosen)
    return "\n".join(parts)


def set_of(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without repetitions, in the order they came."""
    seen: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        key = (problem.place, problem.code, tuple(sorted((k, str(v)) for k, v in problem.values.items())))
        seen.setdefault(key, problem)
    return list(seen.values())
