"""Registers with facets: the page of all rows, and one that is prepared for each choice of each facet.

A register that is too long for a page shows the first of its rows and leads on to its years, and so does a choice; a
year that is too long still has several sides. What is on them is found by the script among the register's rows
(`outputs.narrowing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, View
from portal.model import addresses
from portal.pages.views.bounds import Side, described, first_side, fits, fullest, sides, titled
from portal.pages.views.facets import Axis, Bounds, Facet, FacetChoice, Narrowing, marked

__all__ = ["FacetedRegister", "FoundRow"]

Chosen = tuple[tuple[int, FacetChoice], ...]
"""Choices, each with the number of the axis that it is of."""


@dataclass(frozen=True)
class FoundRow:
    """A row as the script shows it that finds it: what it is called by, the bodies or those who are to do it, and when.

    `number` stands before its title, `day` is written out.
    """

    title: Hyperlink
    number: str
    about: tuple[Hyperlink, ...]
    day: str
    state: StateLabel | None


def _by_value(axis: Axis, items: Iterable[Any]) -> dict[str, list[Any]]:
    """The items that each choice of a facet holds, by its value."""
    held: dict[str, list[Any]] = {}
    for item in items:
        for value in dict.fromkeys(axis.held_by(item)):
            held.setdefault(value, []).append(item)
    return held


class FacetedRegister:
    """A register and the pages for each choice of its facets.

    `name` is the register's in the catalogues and among the templates. `items` are what its rows are made of, `row`
    makes one: a frozen dataclass with `marks`, and the `keys` of the records that it tells of. `page` makes the values
    of a page: how it is narrowed, its rows, and how many there are in all that can be read and that can not; `found`
    makes a row for the script. The rows come in the order of the items, or in descending order of their `rank`.
    """

    def __init__(
        self,
        context: Context,
        name: str,
        address: str,
        items: Sequence[Any],
        axes: Sequence[Axis],
        row: Callable[[Any], Any],
        page: Callable[[Narrowing, tuple[Any, ...], int, int], Any],
        found: Callable[[Any], FoundRow],
        is_closed: Callable[[Any], bool] = lambda item: False,
        rank: Callable[[Any], Any] | None = None,
    ) -> None:
        self._context = context
        self._name = name
        self.address = address
        self._items = items
        self.axes = axes
        self._row = row
        self._page = page
        self._found = found
        self._is_closed = is_closed
        self._rank = rank
        self.is_long = not fits(len(items))
        self._in_order: dict[tuple[tuple[int, str], ...], tuple[Sequence[Any], int]] = {}
        self._years_of: dict[tuple[int, str], dict[str, list[Any]]] = {}
        self._rows: dict[int, Any] = {}

    def views(self) -> Iterator[LazyView]:
        """The page of the register with all its rows, then one for each choice of each facet."""
        yield LazyView(self.address, partial(self._view, (), None))
        for number, one in enumerate(self.axes):
            for choice in one.facet.choices:
                yield from self._of_choice(number, choice)

    @cached_property
    def _held(self) -> list[dict[str, list[Any]]]:
        """The items that each choice of each facet holds, by its value."""
        return [_by_value(one, self._items) for one in self.axes]

    def found(self) -> Iterator[tuple[FoundRow, list[str]]]:
        """All rows that can be read as the script shows them, in their order, each with the choices that hold it."""
        for item in self._shown(())[0]:
            if not self._is_closed(item):
                yield self._found(item), [mark for one in self.axes for mark in one.marks(item)]

    def _shown(self, chosen: Chosen) -> tuple[Sequence[Any], int]:
        """The items that hold all that is chosen, in the order of their rows, and how many of them can be read."""
        key = tuple((number, choice.value) for number, choice in chosen)
        if key not in self._in_order:
            items = self._holding(chosen)
            ordered = sorted(items, key=self._rank, reverse=True) if self._rank else items
            self._in_order[key] = ordered, self._number(items)
        return self._in_order[key]

    def _marked(self, item: Any) -> Any:
        """The row of an item, which stands on some pages."""
        if id(item) not in self._rows:
            self._rows[id(item)] = marked(self._row(item), item, self.axes)
        return self._rows[id(item)]

    def _holding(self, chosen: Chosen) -> Sequence[Any]:
        """The items that hold all that is chosen, as the register was given them; behind the first stands a year."""
        if not chosen:
            return self._items
        (number, choice), *years = chosen
        if not years:
            return self._held[number].get(choice.value, ())
        return self._year_by_year(number, choice.value).get(years[0][1].value, ())

    def _year_by_year(self, number: int, value: str) -> dict[str, list[Any]]:
        """The items that a choice holds, by their years."""
        if (number, value) not in self._years_of:
            years = next(one for one in self.axes if one.facet.is_of_years)
            self._years_of[number, value] = _by_value(years, self._held[number].get(value, ()))
        return self._years_of[number, value]

    def _of_choice(self, number: int, choice: FacetChoice) -> Iterator[LazyView]:
        address, chosen = choice.link.address or self.address, ((number, choice),)
        if not self.is_long or fits(len(self._held[number].get(choice.value, ()))):
            yield LazyView(address, partial(self._view, chosen, None))
            return
        years = self._years(chosen)
        if not years:
            yield from self._sides(address, chosen)
            return
        yield LazyView(address, partial(self._view, chosen, None))
        for at, year, _ in years:
            yield from self._sides(addresses.of_year(address, year.value), (*chosen, (at, year)))

    def _sides(self, base: str, chosen: Chosen) -> Iterator[LazyView]:
        for side in sides(base, len(self._holding(chosen))):
            yield LazyView(side.address, partial(self._view, chosen, side))

    def _years(self, chosen: Chosen) -> list[tuple[int, FacetChoice, int]]:
        """The years of what is chosen, where no year is: which axis they are, the year, how many rows it has."""
        numbers = (number for number, one in enumerate(self.axes) if one.facet.is_of_years)
        at = next(numbers, None)
        if at is None or any(number == at for number, _ in chosen):
            return []
        counted = ((year, self._number(self._holding((*chosen, (at, year))))) for year in self.axes[at].facet.choices)
        return [(at, year, number) for year, number in counted if number]

    def _number(self, items: Iterable[Any]) -> int:
        return sum(not self._is_closed(item) for item in items)

    @cached_property
    def _facets(self) -> tuple[Facet, ...]:
        """The facets, each choice with the number of its rows; the fullest of too many choices."""
        facets = []
        for held, one in zip(self._held, self.axes, strict=True):
            choices = [replace(c, count=self._number(held.get(c.value, ()))) for c in one.facet.choices]
            facets.append(replace(one.facet, choices=fullest(choices, lambda choice: choice.count)))
        return tuple(facets)

    def _view(self, chosen: Chosen, side: Side | None) -> View:
        context, menu = self._context, self._context.t(f"menu.{self._name}")
        items, number = self._shown(chosen)
        links = tuple((self.axes[number].facet.name, choice.link) for number, choice in chosen)
        base = side.base if side else links[-1][1].address if links else self.address
        side = side or first_side(base or self.address, len(items))
        is_part = side.last - side.first + 1 < side.total
        bounds = Bounds(side, self._leads(chosen, side), addresses.rows_of(self.address)) if is_part else None
        narrowing = Narrowing(self._facets, self.address, self._shown(())[1], links, bounds)
        rows = [self._marked(item) for item in side.rows(items)]
        title = context.t("facet.title_of", register=menu, choice=narrowing.words) if links else None
        title = title or context.t(f"{self._name}.title")
        return View(
            f"register/{self._name.replace('_', '-')}.html",
            side.address,
            titled(context, title, side),
            self._page(narrowing, tuple(rows), number, len(items) - number),
            menu=self.address,
            description=self._described(menu, narrowing, number, side),
            updated=context.updated(*(key for row in rows for key in row.keys)),
            crumbs=self._crumbs(menu, links, side),
        )

    def _leads(self, chosen: Chosen, side: Side) -> tuple[FacetChoice, ...]:
        """The pages of the years, where the rest is no side of the same list."""
        if side.of > 1:
            return ()
        return tuple(
            FacetChoice(
                replace(year.link, address=addresses.of_year(side.base, year.value) if chosen else year.link.address),
                year.value,
                number,
            )
            for _, year, number in self._years(chosen)
        )

    def _crumbs(self, menu: str, links: tuple[tuple[str, Hyperlink], ...], side: Side) -> tuple[Hyperlink, ...]:
        """The register, and the pages between that and this one."""
        above = [link for _, link in links[:-1]]
        if side.number > 1 and links:
            above.append(replace(links[-1][1], address=side.base))
        return (Hyperlink(menu, self.address), *above) if links else ()

    def _described(self, menu: str, narrowing: Narrowing, number: int, side: Side) -> str:
        """How much of a register a choice holds."""
        if not narrowing.chosen:
            return self._context.t(f"{self._name}.lede")
        (facet, first), *others = narrowing.chosen
        told = self._context.t(
            "card.facet",
            number=number,
            total=narrowing.total,
            register=menu[:1].lower() + menu[1:],
            facet=facet,
            choice=". ".join([first.text, *(f"{name}: {link.text}" for name, link in others)]),
        )
        return described(self._context, told, side)
