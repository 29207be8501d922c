"""A budget as bars: each year's costs and income, with what is not money apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.model.project import Budget, BudgetLine
from portal.model.vocabulary import CostKind

__all__ = ["Bars", "Segment", "YearBar", "draw_budget"]

_KINDS = (CostKind.GRANT, CostKind.OWN, None, CostKind.IN_KIND)
"""From the left: money that is given, money of one's own, the rest, and last the work that is put in."""


@dataclass(frozen=True)
class Segment:
    """A part of a bar; `kind` is empty where the record does not tell it."""

    kind: str
    start: float
    width: float
    amount: int


@dataclass(frozen=True)
class YearBar:
    """A year's `costs` or `income`, in NOK: the true sum, and the parts that can be drawn."""

    year: int
    side: str
    total: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Bars:
    """The bars of a budget, on one scale. `kinds` are those that occur, for the legend.

    `has_negative` tells that an amount below zero is in the sums, and not drawn.
    """

    bars: tuple[YearBar, ...]
    kinds: tuple[str, ...]
    has_negative: bool


def draw_budget(budget: Budget) -> Bars | None:
    """A bar for each year and side with an amount; `None` when there is none. What is below zero is not drawn."""
    sides = {
        (year, side): _by_kind(getattr(budget, side), year)
        for year in sorted(set(budget.years))
        for side in ("costs", "income")
    }
    drawn = {key: {kind: amount for kind, amount in sums.items() if amount > 0} for key, sums in sides.items()}
    largest = max((sum(parts.values()) for parts in drawn.values()), default=0)
    if largest <= 0:
        return None
    bars = tuple(
        _bar(year, side, sum(sides[year, side].values()), parts, largest)
        for (year, side), parts in drawn.items()
        if parts
    )
    found = {segment.kind for bar in bars for segment in bar.segments}
    has_negative = any(amount < 0 for sums in sides.values() for amount in sums.values())
    return Bars(bars, tuple(name for name in map(_name, _KINDS) if name in found), has_negative)


def _by_kind(lines: Sequence[BudgetLine], year: int) -> dict[CostKind | None, int]:
    return {kind: sum(line.amounts.get(year, 0) for line in lines if line.kind is kind) for kind in _KINDS}


def _bar(year: int, side: str, total: int, parts: dict[CostKind | None, int], largest: int) -> YearBar:
    segments, start = [], 0
    for kind, amount in parts.items():
        left, right = round(100 * start / largest, 2), round(100 * (start + amount) / largest, 2)
        segments.append(Segment(_name(kind), left, round(right - left, 2), amount))
        start += amount
    return YearBar(year, side, total, tuple(segments))


def _name(kind: CostKind | None) -> str:
    return kind.value if kind else ""
