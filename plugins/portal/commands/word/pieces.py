"""A document of ours, as it was written or edited, in the pieces that its paper has: what stands where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.commands.importing.document.blocks import Block, Document, Heading, Item, Table
from portal.language.catalogue import Catalogue
from portal.model.headings import opens_item
from portal.model.meeting import AgendaItem

__all__ = ["FACTS", "GROUPS", "PAIRS", "Heads", "Line", "Where", "heads_of", "pieces_of"]

Where = tuple[str, ...]
"""What a line is of: `fact` and its name, `people` and their group, `item` with its place on the agenda and the heading
above, `pair`, `title`, `outcome`, `cell` (an outcome in the list of items) and `task` of an item, `lead` and `text` of
the meeting, or `row`, `rest` and others, which are of no field or say again what stands elsewhere."""
FACTS = (
    "date", "time", "number", "place", "online", "chair", "minutes_by", "notice_sent", "minutes_sent", "archive_ref",
)  # fmt: skip
PAIRS = ("agenda.type", "agenda.presenter")
_OTHER_PAIRS = ("paper_pdf.case", "paper_pdf.cases", "fact.project", "paper_pdf.approves", "paper_pdf.earlier_numbers")
_OTHER_FACTS = ("body", "submission", "approval", "moved_from")
GROUPS = ("present", "invited", "observers", "secretariat", "absent")
_TAIL = ("papers.meeting", "corrections.title", "cite.title")


@dataclass(frozen=True)
class Line:
    """A line of a document: its words, which paragraph it is, and whether it is one of a list."""

    text: str
    place: int
    is_item: bool = False
    is_numbered: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heads:
    """The words by which a paper's parts are known: its catalogue, the place on the record's agenda, the number and the
    heading of each item, and the lines that tell what became of one."""

    catalogue: Catalogue
    items: tuple[tuple[str, str, str], ...]
    outcomes: frozenset[str]

    def item(self, heading: str) -> str | None:
        """The place on the agenda of the item that a heading opens."""
        told = " ".join(heading.split())
        by_words = (at for at, _, words in self.items if words == told)
        by_number = (at for at, number, _ in self.items if number and opens_item(told, number))
        return next(by_words, None) or next(by_number, None)


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
    reader = _Reader(heads)
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

    def take(self, block: Block) -> None:
        if isinstance(block, Heading) and block.level <= 3:
            self._heading(block, " ".join(block.text.split()))
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._line(block, " ".join(block.text.split()))

    def _heading(self, block: Heading, text: str) -> None:
        t, item = self.heads.catalogue.text, self.heads.item(text)
        self.is_opening = True
        if block.level == 1:
            self.at = ("head",)
        elif block.level == 2 and item is not None:
            self._put(("title", item), text, block)
            self.at = ("item", item, "")
        elif block.level == 2 and text == t("people.title"):
            self.at = ("people", "")
        elif block.level == 2 and text == t("agenda.title"):
            self.at = ("row",)
        elif block.level == 2:
            is_tail = text in map(t, _TAIL)
            self.at = ("rest", text) if is_tail else ("text", text, "")
            self._put(self.at, text, block) if not is_tail else None
        elif self.at[0] == "people":
            self.at = ("people", next((name for name in GROUPS if text == t(f"people.{name}")), ""))
        elif self.at[0] in ("item", "task", "pair") or (self.at[0] == "rest" and len(self.at) > 2):
            self._part(text)
        elif self.at[0] == "text":
            self.at = (*self.at[:2], text)
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
            for row in rows:
                self._row(dict(zip(head, row, strict=False)), table)
        else:
            self._put(self.at, "\n".join(" | ".join(row) for row in (head, *rows)), table)

    def _row(self, cells: dict[str, str], table: Table) -> None:
        """A row of the agenda: what became of its item, and what the item itself says too."""
        t = self.heads.catalogue.text
        named = (cells.get(t(key), "") for key in ("agenda.number", "agenda.item"))
        item = self.heads.item(" ".join(filter(None, named)))
        for name, text in cells.items():
            is_outcome = item is not None and name == t("agenda.outcome")
            where = ("cell", item or "") if is_outcome else ("row", item or "", name)
            self._put(where, text, table)

    def _put(self, where: Where, text: str, block: Block) -> None:
        is_numbered = isinstance(block, Item) and block.is_numbered
        line = Line(text, block.place.line, isinstance(block, Item), is_numbered)
        self.pieces.setdefault(where, []).append(line)
