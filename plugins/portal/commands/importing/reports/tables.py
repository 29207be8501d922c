"""The facts of a project that stand behind labels, and in tables whose heads tell which field they fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from portal.commands.importing.document.blocks import Block, DocumentPlace, Heading, Item, Paragraph, Table
from portal.commands.importing.found import Question
from portal.commands.importing.lexicon import entry, pattern, terms
from portal.commands.importing.reports.values import (
    health_in,
    level_in,
    month_end,
    organisation_in,
    organisations_in,
    period_in,
    phase_in,
    when_in,
)
from portal.linked.names import OrganisationNames

__all__ = ["Labels", "cell_text", "head_of", "take_rows"]
_NEED = {
    "risks": ("what", "likelihood", "consequence"), "indicators": ("name",), "milestones": ("what",),
    "workstreams": ("name", "status"),
}  # fmt: skip
"""What a row must say for a fact of the record to be made of it; a table that lacks such a column is another one."""
_TABLES = {name: terms(f"report.tables.{name}") for name in _NEED}
_MEASURED_ON, _LABELS = re.compile(rf"^{entry('report.measured_on')}", re.IGNORECASE), terms("report.labels")
_TITLES = (pattern("report.title"), pattern("report.titled"))
_FIELDS = {"from": "period/from", "to": "period/to", "date": "reports/date", "health": "reports/health"}
"""The fields of the record that labels stand for, where they are called otherwise."""
_LONGEST_TITLE = 120


def _day(text: str) -> str | None:
    when = when_in(text)
    return when if when and len(when) == len("2021-02-19") else None


_CONVERT: dict[tuple[str, str], Callable[[str], str | None]] = {
    ("risks", "likelihood"): level_in, ("risks", "consequence"): level_in, ("milestones", "when"): when_in,
    ("milestones", "from"): when_in, ("milestones", "to"): when_in, ("milestones", "done"): _day,
    ("workstreams", "health"): health_in,
}  # fmt: skip
"""How the cells of a column are read that hold more than text."""


def cell_text(row: tuple[str, ...], at: int | None) -> str:
    """The words of a cell on one line; nothing for a dash, or where the row is shorter."""
    words = " ".join(row[at].split()) if at is not None and at < len(row) else ""
    return "" if re.fullmatch(r"[-–—]+", words) else words


def head_of(table: Table) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The row with the heads of the columns, and those below it; a row above that is one title is passed over."""
    first, *rest = table.rows
    is_title = len(rest) > 1 and len({cell.strip() for cell in first if cell.strip()}) == 1 and len(rest[0]) > 1
    return (rest[0], tuple(rest[1:])) if is_title else (first, tuple(rest))


def take_rows(table: Table, names: OrganisationNames) -> TableFacts | None:
    """The facts of a table, one a row; `None` where its head is not that of a table which fills a field."""
    head, rows = head_of(table)
    for name, needed in _NEED.items():
        at = _TABLES[name].columns(head)
        dated = _dated(head, at)
        if all(column in at for column in needed) and _is_enough(name, at, dated):
            taken = TableFacts(name, names, table.place, at, dated if name == "indicators" else {})
            taken.take(rows, len(head))
            return taken
    return None


def _is_enough(kind: str, at: dict[str, int], dated: dict[int, str]) -> bool:
    """Whether the head says more than a name: when, or what is measured."""
    if kind == "milestones":
        return "when" in at or "from" in at
    return kind != "indicators" or bool(dated) or "target" in at or "unit" in at


def _dated(head: tuple[str, ...], at: dict[str, int]) -> dict[int, str]:
    """The columns whose heads are a day or a month."""
    found = {}
    for n, cell in enumerate(head):
        when = when_in(_MEASURED_ON.sub("", " ".join(cell.split()), count=1))
        if when and n not in at.values() and ".." not in when and len(when) > len("2021"):
            found[n] = when
    return found


@dataclass
class TableFacts:
    """What a table gives for the field `name`; `is_whole` tells that nothing of it is lost without the table.

    `at` is which of its columns holds what, `dated` are those whose heads are dates.
    """

    name: str
    names: OrganisationNames
    place: DocumentPlace
    at: Mapping[str, int]
    dated: Mapping[int, str]
    values: list[dict[str, Any]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    is_whole: bool = True

    def take(self, rows: Sequence[tuple[str, ...]], width: int) -> None:
        """Take the rows below the head."""
        used = {*self.at.values(), *self.dated}
        if any(cell_text(row, n) for row in rows for n in range(max(width, len(row))) if n not in used):
            self.is_whole = False
            self.questions.append(Question(self.name, "import.ask_table", self.place))
        for row in rows:
            self._row(row)
        if any(len(when) == len("2021-02") for when in self.dated.values()):
            self.questions.append(Question(self.name, "import.ask_month", self.place))

    def _value(self, column: str, words: str) -> str | None:
        if column == "who" and self.name == "milestones":
            return organisation_in(words, self.names)
        return _CONVERT.get((self.name, column), str)(words)

    def _row(self, row: tuple[str, ...]) -> None:
        said = {name: cell_text(row, n) for name, n in self.at.items() if cell_text(row, n)}
        values = [(when, cell_text(row, n)) for n, when in self.dated.items() if cell_text(row, n)]
        if not said and not values:
            return
        about = f"{self.name}/{said.get(_NEED[self.name][0], '')}"
        facts: dict[str, Any] = {}
        for name, words in said.items():
            if value := self._value(name, words):
                facts[name] = value
            else:
                self._ask(f"{about}/{name}")
        if values:
            facts["values"] = [
                {"date": month_end(when) if len(when) == len("2021-02") else when, "value": value}
                for when, value in values
            ]
        if self.name == "milestones":
            self._join_ends(facts, about)
        missing = [name for name in _NEED[self.name] if name not in facts]
        for name in missing:
            if name not in said:
                self._ask(f"{about}/{name}")
        if not missing:
            order = (*(name for name, _ in _TABLES[self.name]), "values")
            self.values.append({name: facts[name] for name in order if name in facts})

    def _join_ends(self, facts: dict[str, Any], about: str) -> None:
        """From one date to another, where they stand in columns of their own."""
        ends = [end for name in ("from", "to") if (end := facts.pop(name, None))]
        if not ends or "when" in facts:
            return
        if len(ends) == 2 and (any(".." in end for end in ends) or ends[1] < ends[0][: len(ends[1])]):
            self._ask(f"{about}/when")
        else:
            facts["when"] = "..".join(ends)

    def _ask(self, about: str) -> None:
        self.questions.append(Question(about, "import.ask_unclear", self.place))
        self.is_whole = False


@dataclass
class Labels:
    """What stands behind labels; `facts` by label, with `places` where each stood."""

    names: OrganisationNames
    facts: dict[str, Any] = field(default_factory=dict)
    places: dict[str, DocumentPlace] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def read_title(self, blocks: Sequence[Block]) -> None:
        """The name of the project in the report's own title."""
        for block in blocks:
            if isinstance(block, (Heading, Paragraph)):
                self._title(block)

    def _title(self, block: Block) -> None:
        for title in _TITLES:
            match = title.fullmatch(" ".join(block.text.split()))
            if match and match["title"][0].isalpha() and not when_in(match["title"]):
                self.facts.setdefault("title", match["title"].strip())
                return

    def read(self, blocks: Sequence[Block]) -> list[Block]:
        """Take the labels in some blocks; gives the blocks without what became facts."""
        rest: list[Block] = []
        for block in blocks:
            if isinstance(block, Table):
                rest += self.read_table(block)
            elif isinstance(block, (Heading, Item)):
                rest += [block] if not (isinstance(block, Item) and self._line(block.text, block.place)) else []
            else:
                lines = [line for line in block.text.split("\n") if not self._line(line, block.place)]
                rest += [replace(block, text="\n".join(lines))] if lines else []
        return rest

    def read_table(self, table: Table) -> list[Block]:
        """Take the rows of a table whose first column holds labels; gives what is left of it."""
        rows = [row for row in table.rows if len(row) > 1]
        told = [row for row in rows if _label(row[0]) and not any(cell.strip() for cell in row[2:])]
        if len(told) < 2:
            return [table]
        known = set(told)
        rest = tuple(
            row for row in table.rows if row not in known or not self._take(_label(row[0]), row[1], table.place)
        )
        return [Table.of(rest, table.place)] if rest else []

    def _line(self, line: str, place: DocumentPlace) -> bool:
        found = _LABELS.label(line)
        return bool(found and found[1]) and found is not None and self._take(found[0], found[1], place)

    def _take(self, name: str | None, words: str, place: DocumentPlace) -> bool:
        """Take what stands behind a label; whether nothing of it is lost without the words."""
        words = words.strip()
        if not name or not words:
            return bool(name)
        if name in self.facts:
            return bool(self.facts[name] == " ".join(words.split()))
        value, is_whole = self._value(name, words)
        if value:
            self.facts[name] = value
            self.places[name] = place
        if not is_whole:
            self.questions.append(Question(_FIELDS.get(name, name), "import.ask_unclear", place))
        return is_whole

    def _value(self, name: str, words: str) -> tuple[Any, bool]:
        value: Any
        if name == "partners":
            return organisations_in(words, self.names)
        if name == "title":
            value = " ".join(words.split()) if len(words) <= _LONGEST_TITLE else None
        elif name == "owner":
            value = organisation_in(words, self.names)
        elif name == "steering":
            value = self.names.find(" ".join(words.split()))
        elif name == "period":
            value = period_in(words)
        elif name in ("from", "to"):
            value = when if (when := when_in(words)) and ".." not in when else None
        elif name == "date":
            value = _day(words)
        elif name == "summary":
            value = " ".join(words.split())
        else:
            value = (phase_in if name == "phase" else health_in)(words)
        return value, value is not None


def _label(words: str) -> str | None:
    found = _LABELS.label(f"{' '.join(words.split()).rstrip(': ')}:")
    return found[0] if found and not found[1] else None
