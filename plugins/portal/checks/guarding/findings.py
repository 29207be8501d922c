"""What the guard gathers of a file: passages of text, each with its spot, and traces of people and of work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

__all__ = ["Passage", "Reading", "Spot", "SpotKind", "Trace", "TraceKind"]

_NOBODY = frozenset((
    "", "microsoft office user", "microsoft office-brukar", "microsoft office-bruker", "windows user",
    "windows-brukar", "windows-bruker", "python-docx", "openpyxl", "apache poi", "un-named", "author", "forfatter",
    "forfattar", "user", "brukar", "bruker", "admin",
))  # fmt: skip
"""Authors that programs write and that name nobody."""


class SpotKind(Enum):
    """The kinds of place within a file; `guard_spot.<value>` is how people call one, its `name` filled in."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    DELETION = "deletion"
    PART = "part"
    CELL = "cell"
    SLIDE = "slide"
    NOTES = "notes"
    PROPERTY = "property"
    PAGE = "page"
    ANNOTATION = "annotation"
    FIELD = "field"
    REVISION = "revision"
    EMBEDDED = "embedded"
    METADATA = "metadata"


@dataclass(frozen=True)
class Spot:
    """A place within a file, such as page 2, or cell B7 of a sheet."""

    kind: SpotKind
    name: str = ""


@dataclass(frozen=True)
class Passage:
    """A piece of text and where it stands. `heading` is the text of what it stands below, which tells what it is."""

    text: str
    spot: Spot
    heading: str = ""


class TraceKind(Enum):
    """What a file may tell beside its words; `problem.guard_<value>` says it."""

    AUTHOR = "author"
    COMPANY = "company"
    REVISIONS = "revisions"
    COMMENTS = "comments"
    HIDDEN_SHEETS = "hidden_sheets"
    HIDDEN_CELLS = "hidden_cells"
    HIDDEN_SLIDES = "hidden_slides"
    HIDDEN_TEXT = "hidden_text"
    EARLIER = "earlier"
    EMBEDDED = "embedded"
    LOCATION = "location"
    DEVICE = "device"
    PROPERTIES = "properties"


@dataclass(frozen=True)
class Trace:
    """One kind of trace in a file, and what it tells: a name, a number of them, or nothing."""

    kind: TraceKind
    detail: str = ""


@dataclass
class Reading:
    """A file, as it is read: all its text, and its traces. `unread` names what could not be looked into, and why."""

    passages: list[Passage] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    unread: str = ""

    def say(self, text: str, kind: SpotKind, name: str = "", heading: str = "") -> None:
        """Take a piece of text at its spot."""
        self.passages.append(Passage(text, Spot(kind, name), heading))

    def tell(self, kind: TraceKind, detail: str | int) -> None:
        """Take a trace, if there is something of it: a number of them, or what it tells."""
        if detail:
            self.traces.append(Trace(kind, str(detail)))

    def tell_names(self, kind: TraceKind, names: Iterable[str]) -> None:
        """Take the people or companies of a list, each once, those whom programs write left out."""
        known = (name for value in names if (name := value.strip()).lower() not in _NOBODY)
        self.tell(kind, ", ".join(dict.fromkeys(known)))
