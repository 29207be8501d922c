"""Tables of a report whose heads tell which field they fill: milestones, work streams, risks and indicators."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from portal.commands.importing.document import Table
from portal.commands.importing.found import Question
from portal.commands.importing.layouts.reports import MEASURED_ON, REPORT_TABLES, REPORT_TABLES_NEED
from portal.commands.importing.meetings.tables import columns
from portal.commands.importing.reports.dates import month_end, when_in
from portal.commands.importing.reports.words import health_in, level_in, organisation_in
from portal.linked.names import OrganisationNames

__all__ = ["Taken", "cell_text", "head_of", "take_rows"]


@dataclass
class Taken:
    """What a table gave for the field `name`; `is_whole` tells that nothing of it is lost without the table."""

    name: str
    values: list[dict[str, Any]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    is_whole: bool = True


def cell_text(row: tuple[str, ...], at: int | None) -> str:
    """The words of a cell on one line; nothing for a dash, or where the row is shorter."""
    words = " ".join(row[at].split()) if at is not None and at < len(row) else ""
    return "" if re.fullmatch(r"[-–—]+", words) else words


def head_of(table: Table) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The row with the heads of the columns, and those below it; a row above that is one title is passed over."""
    first, *rest = table.rows
    is_title = len(rest) > 1 and len({cell.strip() for cell in first if cell.strip()}) == 1 and len(rest[0]) > 1
    return (rest[0], tuple(rest[1:])) if is_title else (first, tuple(rest))


def take_rows(table: Table, names: OrganisationNames) -> Taken | None:
    """The facts of a table, one a row; `None` where its head is not that of a table which fills a field."""
    head, rows = head_of(table)
    for kind, words in REPORT_TABLES.items():
        at = columns(head, words)
        dated = _dated(head, at)
        if all(name in at for name in REPORT_TABLES_NEED[kind]) and _is_enough(kind, at, dated):
            return _Rows(kind, at, dated if kind == "indicators" else {}, table, names).take(rows, len(head))
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
        when = when_in(re.sub(rf"^{MEASURED_ON}", "", " ".join(cell.split()), flags=re.IGNORECASE))
        if when and n not in at.values() and ".." not in when and len(when) > len("2021"):
            found[n] = when
    return found


class _Rows:
    """Takes the rows of one table."""

    def __init__(
        self, kind: str, at: dict[str, int], dated: dict[int, str], table: Table, names: OrganisationNames
    ) -> None:
        self._at = at
        self._dated = dated
        self._place = table.place
        self._convert: dict[tuple[str, str], Callable[[str], str | None]] = {
            ("risks", "likelihood"): level_in, ("risks", "consequence"): level_in, ("milestones", "when"): when_in,
            ("milestones", "from"): when_in, ("milestones", "to"): when_in, ("milestones", "done"): _day,
            ("milestones", "who"): lambda text: organisation_in(text, names), ("workstreams", "health"): health_in,
        }  # fmt: skip
        self._taken = Taken(kind)

    def take(self, rows: tuple[tuple[str, ...], ...], width: int) -> Taken:
        taken = self._taken
        used = {*self._at.values(), *self._dated}
        unused = [cell_text(row, n) for row in rows for n in range(max(width, len(row))) if n not in used]
        if any(unused):
            taken.is_whole = False
            taken.questions.append(Question(taken.name, "import.ask_table", self._place))
        for row in rows:
            self._row(row)
        if any(len(when) == len("2021-02") for when in self._dated.values()):
            taken.questions.append(Question(taken.name, "import.ask_month", self._place))
        return taken

    def _row(self, row: tuple[str, ...]) -> None:
        said = {name: cell_text(row, n) for name, n in self._at.items() if cell_text(row, n)}
        values = [(when, cell_text(row, n)) for n, when in self._dated.items() if cell_text(row, n)]
        if not said and not values:
            return
        kind = self._taken.name
        named = next(iter(REPORT_TABLES_NEED[kind]))
        facts: dict[str, Any] = {}
        for name, words in said.items():
            value = self._convert.get((kind, name), str)(words)
            if value:
                facts[name] = value
            else:
                self._ask(f"{kind}/{said.get(named, '')}/{name}")
        if values:
            facts["values"] = [
                {"date": month_end(when) if len(when) == len("2021-02") else when, "value": value}
                for when, value in values
            ]
        self._join_ends(facts, said.get(named, ""))
        missing = [name for name in REPORT_TABLES_NEED[kind] if name not in facts]
        for name in missing:
            if name not in said:
                self._ask(f"{kind}/{said.get(named, '')}/{name}")
        if not missing:
            order = (*REPORT_TABLES[kind], "values")
            self._taken.values.append({name: facts[name] for name in order if name in facts})

    def _join_ends(self, facts: dict[str, Any], what: str) -> None:
        """From one date to another, where they stand in columns of their own."""
        if self._taken.name != "milestones":
            return
        ends = [end for name in ("from", "to") if (end := facts.pop(name, None))]
        if not ends or "when" in facts:
            return
        if len(ends) == 2 and (any(".." in end for end in ends) or ends[1] < ends[0][: len(ends[1])]):
            self._ask(f"milestones/{what}/when")
        else:
            facts["when"] = "..".join(ends)

    def _ask(self, about: str) -> None:
        self._taken.questions.append(Question(about, "import.ask_unclear", self._place))
        self._taken.is_whole = False


def _day(text: str) -> str | None:
    when = when_in(text)
    return when if when and len(when) == len("2021-02-19") else None
