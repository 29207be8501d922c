"""Lists that are too long for one page: cut into sides, each with an address of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from portal.derived.context import Context
from portal.derived.parts import Hyperlink
from portal.model import addresses

__all__ = ["FEW", "MOST", "Side", "described", "first_side", "fits", "fullest", "sides", "titled"]

R = TypeVar("R")

MOST = 100
"""How many rows of lists a page shows at most."""
FEW = 10
"""How many rows of each list are shown by a page whose lists are too long together."""
_BESIDE = 2
"""How many sides are led to on either hand of the one shown, besides the first and the last."""


@dataclass(frozen=True)
class Side:
    """The rows from `first` to `last` (from 1) of a list of `total`, as the page at `address` shows them.

    It is side `number` (from 1) `of` so many.
    """

    base: str
    number: int
    of: int
    first: int
    last: int
    total: int

    @property
    def address(self) -> str:
        return addresses.side(self.base, self.number)

    @property
    def previous(self) -> str:
        """The address of the side before; empty for the first."""
        return addresses.side(self.base, self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The address of the side after; empty for the last."""
        return addresses.side(self.base, self.number + 1) if self.number < self.of else ""

    @property
    def links(self) -> tuple[Hyperlink | None, ...]:
        """The sides nearby, the first and the last, by their numbers; `None` where some are left out."""
        near = {1, self.of, *range(max(1, self.number - _BESIDE), min(self.of, self.number + _BESIDE) + 1)}
        found: list[Hyperlink | None] = []
        for number in sorted(near):
            if number - 1 not in {0, *near}:
                found.append(None)
            found.append(Hyperlink(str(number), addresses.side(self.base, number)))
        return tuple(found)

    def rows(self, rows: Sequence[R]) -> tuple[R, ...]:
        """Those of the whole list's rows that it shows."""
        return tuple(rows[self.first - 1 : self.last])


def titled(context: Context, title: str, side: Side) -> str:
    """What a side is called, of a page called so: by its number but for the first."""
    return context.t("sides.title", title=title, number=side.number) if side.number > 1 else title


def described(context: Context, words: str, side: Side) -> str:
    """What a side is described with, of a page described so."""
    return f"{words} {context.t('sides.of', number=side.number, of=side.of)}" if side.of > 1 else words


def fits(*numbers: int) -> bool:
    """Whether lists of so many rows fit on one page together."""
    return sum(numbers) <= MOST


def fullest(rows: Sequence[R], size: Callable[[R], int]) -> tuple[R, ...]:
    """The rows in their order; of more than a page can hold, those of the greatest size."""
    if fits(len(rows)):
        return tuple(rows)
    chosen = sorted(range(len(rows)), key=lambda at: size(rows[at]), reverse=True)[:MOST]
    return tuple(rows[at] for at in sorted(chosen))


def first_side(base: str, total: int) -> Side:
    """The first rows of a list of `total`, on a page that leads on to others than its sides."""
    return Side(base, 1, 1, 1, min(MOST, total), total)


def sides(base: str, total: int) -> Iterator[Side]:
    """The sides of a list of `total` rows, the first of which answers at `base`; one where it fits on that."""
    of = max(1, -(-total // MOST))
    for number in range(1, of + 1):
        yield Side(base, number, of, MOST * (number - 1) + 1, min(MOST * number, total), total)
