"""What the guard gathers of a file: passages of text, each with its spot, and traces of people and of work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["Passage", "Reading", "Spot", "SpotKind", "Trace", "TraceKind"]


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


@dataclass(frozen=True)
class Reading:
    """A file, read: all its text, and its traces. `unread` names what could not be looked into, and why."""

    passages: tuple[Passage, ...] = ()
    traces: tuple[Trace, ...] = ()
    unread: str = ""
