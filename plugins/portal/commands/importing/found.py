"""What was found in a document: its kind, facts for records, what was left, and what an editor must answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from portal.commands.importing.document.blocks import Block, DocumentPlace
from portal.model import addresses

__all__ = [
    "ENOUGH",
    "DocumentKind",
    "FactSource",
    "Facts",
    "Found",
    "Held",
    "NewRecord",
    "Question",
    "short_slug",
    "strings_in",
]

_LONGEST_SLUG = 60
ENOUGH = 0.6
"""How sure a fact is, between 0 and 1, that is written; of what is less sure an editor is asked."""


class DocumentKind(str, Enum):
    """What a document is."""

    SUBMISSION = "submission"
    AGENDA = "agenda"
    MINUTES = "minutes"
    REPORT = "report"
    PLAN = "plan"
    AGREEMENT = "agreement"


@dataclass(frozen=True)
class Question:
    """A field that the document does not tell, or tells in two ways; `code` says which, `read` what was read there.

    `candidates` are what it may be, the likeliest first, each as it would be written; `field` is where the answer
    belongs, dotted from the record (`agenda.2.outcome`, `absent`), blank where it belongs in none. Of several files
    `file` is the one that it is of, and `record` the path of its own record.
    """

    about: str
    code: str
    place: DocumentPlace | None = None
    read: str = ""
    candidates: tuple[str, ...] = ()
    field: str = ""
    file: int = 0
    record: str = ""


@dataclass(frozen=True)
class FactSource:
    """Where a fact was read: `field` is dotted from the front matter of the record at a path (`agenda.2.outcome`), or
    `text` and the heading for words of its body (`text.05/21.Vedtak`); `confidence` is between 0 and 1, `text` what
    stands there, `file` the one of several that it stands in.
    """

    record: str
    field: str
    place: DocumentPlace
    confidence: float
    text: str
    file: int = 0


class Facts(dict[str, Any]):
    """Facts by field, each with the place where it was read, how sure it is, and the words that stand there.

    What is less sure than `ENOUGH` is no fact: it is `doubtful`, and asked about.
    """

    def __init__(self, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(facts or {})
        self.sources: dict[str, tuple[DocumentPlace, float, str]] = {}
        self.doubtful: list[tuple[str, Any, DocumentPlace, str]] = []

    def put(self, name: str, value: Any, place: DocumentPlace, words: str, confidence: float = 1.0) -> None:
        """Take a fact, where there is one and none is known yet."""
        if value and confidence < ENOUGH:
            self.doubtful.append((name, value, place, words))
        elif value and name not in self:
            self[name] = value
            self.sources[name] = (place, confidence, words)

    def add(self, name: str, value: Any, place: DocumentPlace, words: str, confidence: float = 1.0) -> None:
        """Take one more of a list."""
        if confidence < ENOUGH:
            self.doubtful.append((name, value, place, words))
            return
        listed = self.setdefault(name, [])
        self.sources[f"{name}.{len(listed)}"] = (place, confidence, words)
        listed.append(value)

    def asked(self, about: str = "", where: str = "") -> Iterator[Question]:
        """What is too little sure, as questions with what was read and what it may be; nothing of what is known."""
        for name, value, place, words in self.doubtful:
            if name not in self:
                may_be = " – ".join(strings_in(value))
                yield Question(about or name, "import.ask_unsure", place, words, (may_be,), f"{where}{name}")

    def told(self, record: str, where: str = "") -> Iterator[FactSource]:
        """Where each fact was read; `where` is the place of these facts in the record at a path."""
        for name, (place, confidence, words) in self.sources.items():
            yield FactSource(record, f"{where}{name}", place, confidence, words)


@dataclass(frozen=True)
class NewRecord:
    """A record to be: its path below the portal, its front matter as text, and its words as Markdown."""

    path: str
    facts: dict[str, Any]
    text: str = ""


@dataclass(frozen=True)
class Held:
    """What was held back as closed: an item by its number and the mark that closed it, or a block that has words of
    one, whose `about` is blank. `words` are all that is held back.
    """

    about: str
    mark: str
    block: Block
    words: str


@dataclass
class Found:
    """The records of one document, and where each of their facts was read.

    `archive_refs` are the archive numbers that stand beside items, by the item's number, or else its title.
    """

    records: list[NewRecord] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    left: list[Block] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    sources: list[FactSource] = field(default_factory=list)
    archive_refs: dict[str, str] = field(default_factory=dict)


def short_slug(title: str) -> str:
    """An id from a title, cut between words."""
    slug = addresses.slug(title)
    return slug if len(slug) <= _LONGEST_SLUG else slug[: _LONGEST_SLUG + 1].rpartition("-")[0]


def strings_in(value: Any) -> Iterator[str]:
    """Every text in a fact, however it is made up of lists and mappings."""
    if isinstance(value, (list, tuple, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)
    else:
        yield str(value)
