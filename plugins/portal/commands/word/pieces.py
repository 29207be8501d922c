"""A document of ours, as it was written or edited, in the pieces that its paper has: what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from portal.commands.importing.document.blocks import Block, Document, Heading, Item, Table
from portal.language.catalogue import Catalogue
from portal.language.spelling import closest
from portal.model.headings import opens_item
from portal.model.meeting import AgendaItem

__all__ = ["FACTS", "GROUPS", "PAIRS", "Heads", "Line", "Where", "heads_of", "pieces_of"]

Where = tuple[str, ...]
"""What a line is of: `fact` and its name, `people` and their group, `item` with its place on the agenda and the heading
above, `pair`, `title`, `part` (a heading), `outcome`, `cell` (an outcome in the list of items) and `task` of an item,
`lead`, `heading` and `text` of the meeting, or `row`, `rest` and others, which are of no field or say again what stands
elsewhere."""
FACTS = (
    "date", "time", "number", "place", "online", "chair", "minutes_by", "notice_sent", "minutes_sent", "archive_ref",
)  # fmt: skip
PAIRS = ("agenda.type", "agenda.presenter")
_OTHER_PAIRS = ("paper_pdf.case", "paper_pdf.cases", "fact.project", "paper_pdf.approves", "paper_pdf.earlier_numbers")
_OTHER_FACTS = ("body", "submission", "approval", "moved_from")
GROUPS = ("present", "invited", "observers", "secretariat", "absent")
_ALIKE = 0.6
"""So much alike are two headings of which one may be the other, edited, where not as many are gone as are new."""
_TAIL = ("papers.meeting", "corrections.title", "cite.title")


@dataclass(frozen=True)
class Line:
    """A line of a document: its words, which paragraph it is, and whether it is one of a list."""

    text: str
    place: int
    is_item: bool = False
    is_numbered: bool = False
    cells: tuple[str, ...] = ()


Outline = tuple[tuple[str, tuple[str, ...]], ...]


def _outline(document: Document) -> Outline:
    found: list[tuple[str, list[str]]] = []
    for block in document.blocks:
        words = " ".join(block.text.split()) if isinstance(block, Heading) else ""
        if isinstance(block, Heading) and block.level == 2:
            found.append((words, []))
        elif isinstance(block, Heading) and block.level == 3 and found:
            found[-1][1].append(words)
    return tuple((words, tuple(below)) for words, below in found)


def _as_written(written: Sequence[str], read: Sequence[str]) -> list[str]:
    """For each of some words in a row what it was called when they were written: itself, if it is as it was or is new.

    One that is neither and stands where another is gone is that one, edited.
    """
    told, left = list(read), [one for one in written if one not in read]
    for tag, start, end, first, last in SequenceMatcher(None, written, read, autojunk=False).get_opcodes():
        if tag != "replace":
            continue
        gone = [one for one in written[start:end] if one in left]
        come = [n for n in range(first, last) if read[n] not in written]
        if len(gone) == len(come):
            pairs = list(zip(come, gone, strict=True))
        else:
            near = ((n, closest(read[n], gone, cutoff=_ALIKE)) for n in come)
            pairs = [(n, one) for n, one in near if one]
        for n, one in pairs:
            if one in left:
                told[n] = one
                left.remove(one)
    return told


@dataclass(frozen=True)
class Heads:
    """The words by which a paper's parts are known: its catalogue, the place on the record's agenda, the number and the
    heading of each item, and the lines that tell what became of one. `outline` are the headings of the paper as it was
    written, those of level two each with those below it; by them one that was edited is known.
    """

    catalogue: Catalogue
    items: tuple[tuple[str, str, str], ...]
    outcomes: frozenset[str]
    outline: Outline = ()

    def like(self, document: Document) -> Heads:
        """The same, with the outline of a document that is the paper as it was written."""
        return replace(self, outline=_outline(document))

    def item(self, heading: str) -> str | None:
        """The place on the agenda of the item that a heading opens."""
        told = " ".join(heading.split())
        by_words = (at for at, _, words in self.items if words == told)
        by_number = (at for at, number, _ in self.items if number and opens_item(told, number))
        return next(by_words, None) or next(by_number, None)

    def key(self, heading: str) -> str:
        """What a heading of level two is known by, whatever it is called now: its item's place, else its words."""
        item = self.item(heading)
        return heading if item is None else f"\0{item}"


def heads_of(words: dict[str, Any], items: Sequence[AgendaItem], catalogue: Catalogue) -> Heads:
    """The heads of a paper, from the tree it was written of, and the items of the meeting's agenda."""
    headings = [_said(block["runs"]) for block in words["blocks"] if block["kind"] == "heading" and block["level"] == 2]
    agenda = catalogue.text("agenda.title")
    first = headings.index(agenda) + 1 if agenda in headings else len(headings)
    shown = headings[first : first + len(items)]
    named = tuple(
        (str(at), item.number or "", words) for at, (item, words) in enumerate(zip(items, shown, strict=False))
    )
    boxes = [block["blocks"][-1] for block in words["blocks"] if block["kind"] == "decision"]
    quiet = {_said(one["runs"]) for one in boxes if one["runs"] and all(run.get("quiet") for run in one["runs"])}
    return Heads(catalogue, named, frozenset(quiet))


def _said(runs: list[dict[str, Any]]) -> str:
    return " ".join("".join(run["text"] for run in runs).split())


def pieces_of(document: Document, heads: Heads) -> dict[Where, list[Line]]:
    """The lines of a document by what they are of, in the order in which they stand."""
    outline = _outline(document)
    names = [heads.key(words) for words, _ in outline]
    written = dict(zip(map(heads.key, dict(heads.outline)), heads.outline, strict=True))
    known = _as_written([*written], names) if written else names
    reader = _Reader(heads)
    for key, (words, below) in zip(known, outline, strict=True):
        first, parts = written.get(key, (words, below))
        reader.named.append(first if key in written else words)
        reader.named += _as_written(parts, below)
    for block in document.blocks:
        reader.take(block)
    return reader.pieces


@dataclass
class _Reader:
    heads: Heads
    pieces: dict[Where, list[Line]] = field(default_factory=dict)
    at: Where = ("rest", "")
    is_opening: bool = True
    """Whether the lines at hand may be facts, which stand right below a heading."""
    named: list[str] = field(default_factory=list)
    """What the headings of level two and three that are still to come were called when the paper was written."""

    def take(self, block: Block) -> None:
        if isinstance(block, Heading) and block.level <= 3:
            self._heading(block, " ".join(block.text.split()))
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._line(block, " ".join(block.text.split()))

    def _heading(self, block: Heading, text: str) -> None:
        was = text
        if self.named and block.level > 1:
            was = self.named.pop(0)
        t, item = self.heads.catalogue.text, self.heads.item(was)
        self.is_opening = True
        if block.level == 1:
            self.at = ("head",)
            self._put(("rest", "title"), text, block)
        elif block.level == 2 and item is not None:
            self._put(("title", item), text, block)
            self.at = ("item", item, "")
        elif block.level == 2 and was in map(t, ("people.title", "agenda.title", *_TAIL)):
            self._put(("rest", "heading", was), text, block)
            self.at = {t("people.title"): ("people", ""), t("agenda.title"): ("row",)}.get(was, ("rest", was))
        elif block.level == 2:
            self.at = ("text", was, "")
            self._put(("heading", was, ""), text, block)
        elif self.at[0] == "people":
            self.at = ("people", next((name for name in GROUPS if was == t(f"people.{name}")), ""))
            self._put(("rest", "heading", was), text, block)
        elif self.at[0] in ("item", "task", "pair") or (self.at[0] == "rest" and len(self.at) > 2):
            self._put(("part", self.at[1], was), text, block)
            self._part(was)
        elif self.at[0] == "text":
            self.at = (*self.at[:2], was)
            self._put(("heading", *self.at[1:]), text, block)
        else:
            self._line(block, text)

    def _part(self, text: str) -> None:
        """A part of an item."""
        t, item = self.heads.catalogue.text, self.at[1]
        self.is_opening = False
        if text == t("task.title"):
            self.at = ("task", item)
        elif text == t("papers.item"):
            self.at = ("rest", item, text)
        else:
            self.at = ("item", item, text)
            self.pieces.setdefault(self.at, [])

    def _line(self, block: Block, text: str) -> None:
        t = self.heads.catalogue.text
        label, _, value = text.partition(": ")
        where = self.at
        if where == ("head",):
            known = next(
                (name for name in (*FACTS, *_OTHER_FACTS) if self.is_opening and label == t(f"fact.{name}")), ""
            )
            self.is_opening = bool(known) or not self.pieces.get(("fact", "date"))
            where = ("fact", known) if known in FACTS else ("rest", "head") if self.is_opening else ("lead",)
        elif where[0] == "item" and where[2] == "":
            known = next((key for key in (*PAIRS, *_OTHER_PAIRS) if self.is_opening and label == t(key)), "")
            is_outcome = label == t("agenda.outcome")
            self.is_opening = bool(known)
            where = ("pair", where[1], known) if known else ("outcome", where[1]) if is_outcome else where
            text = value if known or is_outcome else text
        elif where[0] == "item" and text in self.heads.outcomes:
            where = ("outcome", where[1])
        self._put(where, value if where[0] == "fact" else text, block)

    def _table(self, table: Table) -> None:
        head, *rows = [tuple(" ".join(cell.split()) for cell in row) for row in table.rows]
        if self.at[0] == "task":
            for row in rows:
                line = Line(" | ".join(filter(None, row)), table.place.line, cells=row)
                self.pieces.setdefault(self.at, []).append(line)
        elif self.at[0] == "row":
            for at, row in enumerate(rows):
                nth = str(at) if len(rows) == len(self.heads.items) else None
                self._row(dict(zip(head, row, strict=False)), nth, table)
        else:
            self._put(self.at, "\n".join(" | ".join(row) for row in (head, *rows)), table)

    def _row(self, cells: dict[str, str], nth: str | None, table: Table) -> None:
        """A row of the agenda: what became of its item, and what the item itself says too; `nth` is the item whose row
        it is, by its place, should nothing in it tell.
        """
        t = self.heads.catalogue.text
        named = (cells.get(t(key), "") for key in ("agenda.number", "agenda.item"))
        item = self.heads.item(" ".join(filter(None, named))) or nth
        for name, text in cells.items():
            is_outcome = item is not None and name == t("agenda.outcome")
            where = ("cell", item or "") if is_outcome else ("row", item or "", name)
            self._put(where, text, table)

    def _put(self, where: Where, text: str, block: Block) -> None:
        is_numbered = isinstance(block, Item) and block.is_numbered
        line = Line(text, block.place.line, isinstance(block, Item), is_numbered)
        self.pieces.setdefault(where, []).append(line)
