"""The tables of a report that are its budget, in kroner by year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from portal.commands.importing.document.blocks import Block, Paragraph, Table
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.reports.tables import cell_text, head_of
from portal.commands.importing.reports.values import one_of

__all__ = ["is_budget", "joined", "take_budget", "with_sides"]


_SIDES, _WORDS, _KINDS, _TELLS = (
    terms("budget.sides"), terms("budget.words"), terms("budget.kinds"), pattern("budget.tells")
)  # fmt: skip
_MOST_ROWS, _LONGEST = 200, 60


class _Unclear(Exception):
    """A table that cannot be read whole."""


def with_sides(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, with a table that the name of a side stands in the midst of as one again."""
    found: list[Block] = []
    for block in blocks:
        name, table = (found[-1], found[-2]) if len(found) > 1 else (None, None)
        if isinstance(block, Table) and isinstance(table, Table) and name and _goes_on(table, name, block):
            found[-2:] = [Table.of((*table.rows, (name.text,), *block.rows), table.place)]
        else:
            found.append(block)
    return found


def _goes_on(upper: Table, name: Block, lower: Table) -> bool:
    """Whether a table without a head of its own is the other side of the budget above it."""
    is_side = isinstance(name, Paragraph) and len(name.text) < _LONGEST and _side(name.text) is not None
    has_head = any(_named("year", cell) or _named("amount", cell) for cell in lower.rows[0])
    return is_side and not has_head and len(upper.rows) < _MOST_ROWS and is_budget(upper, "")


def is_budget(table: Table, heading: str) -> bool:
    """Whether a table is one of money: one side of a budget named in it, and years or amounts at its head."""
    head, rows = head_of(table)
    sides = [_side(cell_text(row, 0)) or _sum_of(cell_text(row, 0)) for row in (head, *rows)]
    has_amounts = any(_named("year", cell) or _named("amount", cell) for cell in head[1:])
    return has_amounts and (any(sides) or _TELLS.search(heading) is not None)


def take_budget(table: Table, heading: str) -> dict[str, Any] | None:
    """What a table says of a budget, as the record has it; `None` where not all of it can be told."""
    try:
        return _Budget(table, heading).take()
    except _Unclear:
        return None


def joined(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any] | None:
    """Two tables as one budget; `None` where both tell of the same side."""
    sides = [side for side, _ in _SIDES]
    if any(side in first and side in second for side in sides):
        return None
    both = {side: {**first, **second}[side] for side in sides if side in first or side in second}
    totals = {**first.get("totals", {}), **second.get("totals", {})}
    years = sorted({*first["years"], *second["years"]})
    return {"years": years, **both, **({"totals": totals} if totals else {})}


def _named(name: str, words: str) -> bool:
    return _WORDS.fits(name, " ".join(words.split()).strip(" :"))


def _side(words: str) -> str | None:
    bare = re.sub(r"\s*\((?:kr|kroner|nok)\)", "", words.strip(" :"), flags=re.IGNORECASE)
    return _SIDES.whole(bare)


def _sum_of(words: str) -> str | None:
    """What a row of sums adds up: a side by name, or "" for the one above it; `None` for other rows."""
    match = re.fullmatch(rf"(?:{_WORDS['sum']})\b\s*(.*)", words.strip(" :"), re.IGNORECASE)
    if not match or (match[1] and not _side(match[1])):
        return None
    return _side(match[1]) or ""


def _amount(words: str) -> str:
    bare = re.sub(r"^(?:kr|nok)\.?\s*|\s*(?:kr|kroner|nok)\.?$|,-{1,2}$|,00$", "", words, flags=re.IGNORECASE)
    if not re.fullmatch(r"[-−–]?\d{1,3}(?:[\s\u00a0\u2009\u202f.]\d{3})*|[-−–]?\d+", bare):
        raise _Unclear
    return re.sub(r"[\s.]", "", bare).replace("−", "-").replace("–", "-")


class _Budget:
    """Reads a table from its head down, one side after the other."""

    def __init__(self, table: Table, heading: str) -> None:
        self._head, self._rows = head_of(table)
        told = f"{heading} {' '.join(self._head)} {' '.join(table.rows[0])}"
        if re.search(_WORDS["unit"], told, re.IGNORECASE):
            raise _Unclear
        self._years: dict[int, str] = {}
        self._kind: int | None = None
        self._across: int | None = None
        self._columns(re.findall(r"\b20\d\d\b", told))
        self._now = _side(self._head[0]) or self._side_of(heading)
        self._lines: dict[str, list[dict[str, Any]]] = {}
        self._totals: dict[str, dict[str, str]] = {}

    def _columns(self, told: list[str]) -> None:
        for n, cell in enumerate(self._head[1:], 1):
            words = " ".join(cell.split()).strip(" :")
            if year := re.fullmatch(_WORDS["year"], words, re.IGNORECASE):
                self._years[n] = year[1]
            elif _named("kind", words):
                self._kind = n
            elif _named("sum", words) and self._years:
                self._across = n
            elif _named("amount", words) and not self._years and len(set(told)) == 1:
                self._years[n] = told[0]
            elif any(cell_text(row, n) for row in self._rows):
                raise _Unclear
        if not self._years or len(set(self._years.values())) < len(self._years):
            raise _Unclear

    def _side_of(self, heading: str) -> str | None:
        told = {side for word in re.findall(r"\w+", heading) if (side := _side(word))}
        return told.pop() if len(told) == 1 and len(self._years) > 0 else None

    def take(self) -> dict[str, Any]:
        for row in self._rows:
            self._row(row)
        if not self._lines:
            raise _Unclear
        sides = {side: self._lines[side] for side, _ in _SIDES if side in self._lines}
        totals = {side: self._totals[side] for side, _ in _SIDES if side in self._totals}
        years = sorted(set(self._years.values()))
        return {"years": years, **sides, **({"totals": totals} if totals else {})}

    def _row(self, row: tuple[str, ...]) -> None:
        item = cell_text(row, 0)
        written = {year: cell_text(row, n) for n, year in self._years.items() if cell_text(row, n)}
        if not item and not written:
            return
        if side := _side(item):
            self._open(side, written)
            return
        if written and all(words == year for year, words in written.items()):
            raise _Unclear  # a head in the midst of a table
        amounts = {year: _amount(words) for year, words in written.items()}
        self._check_across(row, amounts)
        summed = _sum_of(item)
        if self._now is None or not item or len(row) > len(self._head) or (summed and summed != self._now):
            raise _Unclear
        if summed is not None:
            self._totals[self._now] = amounts
            self._now = None
            return
        kind = cell_text(row, self._kind)
        value = one_of(_KINDS, kind) if kind else None
        if kind and not value:
            raise _Unclear
        line = {"item": item, **({"kind": value} if value else {}), **({"amounts": amounts} if amounts else {})}
        self._lines.setdefault(self._now, []).append(line)

    def _open(self, side: str, written: dict[str, str]) -> None:
        """A row that names the side which the rows below it are of; it may repeat the years."""
        if side in self._totals or any(words != year for year, words in written.items()):
            raise _Unclear
        self._now = side

    def _check_across(self, row: tuple[str, ...], amounts: dict[str, str]) -> None:
        if (words := cell_text(row, self._across)) and int(_amount(words)) != sum(map(int, amounts.values())):
            raise _Unclear
