"""Lines of amounts, whose columns were lost with the layout, become a table again where the sums leave no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from portal.commands.importing.document.blocks import Block, Paragraph, Table
from portal.commands.importing.lexicon import pattern

__all__ = ["with_amounts"]

_HEAD, _TOTAL = pattern("line.amounts_head"), pattern("line.amounts_total")
_ROW = re.compile(r"(?P<what>\D.*?)\s+(?P<digits>\d{1,3}(?: \d{1,3})+)")
_MOST_DIGITS = 15  # groups of digits in a row


@dataclass(frozen=True)
class _Row:
    """A line of the table: its words, and the groups of digits behind them."""

    what: str
    groups: tuple[str, ...] = ()


def with_amounts(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a head with years and a sum, and the rows of amounts below it, as a table.

    Each row must add up to its own sum, and the rows of a part to its total, in one way only; else all stays text.
    """
    at = 0
    while at < len(blocks):
        head = _HEAD.fullmatch(blocks[at].text.strip()) if isinstance(blocks[at], Paragraph) else None
        rows = list(_rows(blocks[at + 1 :])) if head else []
        table = _table(head, rows) if head and rows else None
        if table is None:
            yield blocks[at]
            at += 1
        else:
            yield Table.of(table, blocks[at].place)
            at += 1 + len(rows)


def _rows(blocks: Sequence[Block]) -> Iterator[_Row]:
    """The rows below a head; a short line without amounts, between them, is the title of a part."""
    rows: list[_Row] = []
    for block in blocks:
        match = _ROW.fullmatch(" ".join(block.text.split())) if isinstance(block, Paragraph) else None
        if match:
            rows.append(_Row(match["what"], tuple(match["digits"].split(" "))))
        elif isinstance(block, Paragraph) and len(block.text) < 40 and not re.search(r"\d|:", block.text):
            rows.append(_Row(block.text.strip()))
        else:
            break
    while rows and not rows[-1].groups:
        rows.pop()
    yield from rows


def _table(head: re.Match[str], rows: Sequence[_Row]) -> list[tuple[str, ...]] | None:
    years = re.findall(r"\d{4}", head["years"])
    written: list[tuple[str, ...]] = [(head["what"], *years, head["sum"])]
    part: list[_Row] = []
    for row in rows:
        if not row.groups:
            written += [(kept.what, *("" for _ in years), "") for kept in part]  # a part without a total of its own
            part = []
            written.append((row.what, *("" for _ in years), ""))
            continue
        part.append(row)
        if _TOTAL.match(row.what):
            placed = _placed(part, len(years))
            if placed is None:
                return None
            written += [(r.what, *map(_said, amounts)) for r, amounts in zip(part, placed, strict=True)]
            part = []
    return None if part else written


def _placed(part: Sequence[_Row], years: int) -> list[tuple[int | None, ...]] | None:
    """The amounts of a part's rows in their columns, the last row being their total; `None` where that is not sure."""
    *rows, total = [list(_readings(row.groups, years)) for row in part]
    ways = []
    for last in total:
        if None in last:
            continue
        for chosen in _combinations(rows):
            sums = [sum(amounts[n] or 0 for amounts in chosen) for n in range(years + 1)]
            if sums == list(last):
                ways.append([*chosen, last])
    return ways[0] if len(ways) == 1 else None


def _combinations(rows: list[list[tuple[int | None, ...]]]) -> Iterator[tuple[tuple[int | None, ...], ...]]:
    number = 1
    for readings in rows:
        number *= len(readings)
        if number > 10_000:
            return
    yield from product(*rows)


def _readings(groups: Sequence[str], years: int) -> Iterator[tuple[int | None, ...]]:
    """Each way to read groups of digits as amounts a year that add up to the sum behind them."""
    if len(groups) > _MOST_DIGITS:
        return
    for amounts in _splits(groups):
        *parts, total = amounts
        if not parts or len(parts) > years or sum(parts) != total:
            continue
        for places in product((False, True), repeat=years):
            if sum(places) == len(parts):
                given = iter(parts)
                yield (*(next(given) if filled else None for filled in places), total)


def _splits(groups: Sequence[str]) -> Iterator[list[int]]:
    """Each way to part groups of digits into amounts with spaces between thousands."""
    if not groups:
        yield []
        return
    for end in range(1, len(groups) + 1):
        if any(len(group) != 3 for group in groups[1:end]):
            return
        if groups[0].startswith("0") and (end > 1 or groups[0] != "0"):
            return
        for rest in _splits(groups[end:]):
            yield [int("".join(groups[:end])), *rest]


def _said(amount: int | None) -> str:
    return "" if amount is None else f"{amount:,}".replace(",", " ")
