"""Facets of a register: for each choice a page that was prepared, so that no script is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.views.context import Context
from portal.views.page import Hyperlink, View

__all__ = ["Choice", "Facet", "Option", "Register", "facet", "faceted", "option_of_body", "option_of_year"]


@dataclass(frozen=True)
class Option:
    """One choice to be: the page that shows it, and which rows hold it."""

    link: Hyperlink
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class Choice:
    """One choice of a facet, with the rows that hold it."""

    link: Hyperlink
    rows: tuple[Any, ...]

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Facet:
    """One way to narrow a register."""

    name: str
    choices: tuple[Choice, ...]


def facet(context: Context, name: str, options: Iterable[Option], rows: Sequence[Any]) -> Facet:
    """A facet by its name in the catalogues; each of its choices keeps the order of the rows."""
    return Facet(
        context.t(f"facet.{name}"),
        tuple(Choice(option.link, tuple(row for row in rows if option.holds(row))) for option in options),
    )


def option_of_body(context: Context, id_: str, address: str, holds: Callable[[Any], bool]) -> Option:
    """A body as a choice."""
    body = context.body(id_)
    return Option(Hyperlink(body.text, address, body.lang), holds)


def option_of_year(year: int, address: str, holds: Callable[[Any], bool]) -> Option:
    """A year as a choice."""
    return Option(Hyperlink(str(year), address), holds)


@dataclass(frozen=True)
class Register:
    """A register that facets narrow: its template, its address, and its words."""

    template: str
    address: str
    menu: str
    title: str
    lede: str


def faceted(
    context: Context,
    register: Register,
    rows: Sequence[Any],
    facets: Sequence[Facet],
    values: Callable[[Sequence[Any]], Mapping[str, Any]],
) -> Iterator[View]:
    """The page of all rows, then one for each choice of each facet; `values` gives what else the template gets.

    A row has the `keys` of the records that it tells of.
    """
    yield _page(context, register, rows, values, facets, len(rows))
    for one in facets:
        for choice in one.choices:
            yield _page(context, register, choice.rows, values, facets, len(rows), choice.link, one.name)


def _page(
    context: Context,
    register: Register,
    rows: Sequence[Any],
    values: Callable[[Sequence[Any]], Mapping[str, Any]],
    facets: Sequence[Facet],
    total: int,
    choice: Hyperlink | None = None,
    chosen: str = "",
) -> View:
    address = (choice.address if choice else None) or register.address
    shared = {"facets": facets, "all": register.address, "total": total, "address": address}
    return View(
        register.template,
        address,
        context.t("facet.title_of", register=register.menu, choice=choice.words) if choice else register.title,
        {**values(rows), **shared, "choice": choice, "facet": chosen},
        menu=register.address,
        description=_described(context, register, len(rows), total, choice, chosen) if choice else register.lede,
        updated=context.updated(*(key for row in rows for key in row.keys)),
        crumbs=(Hyperlink(register.menu, register.address),) if choice else (),
    )


def _described(
    context: Context, register: Register, number: int, total: int, choice: Hyperlink, facet_name: str
) -> str:
    """How much of a register a choice holds."""
    return context.t(
        "card.facet",
        number=number,
        total=total,
        register=register.menu[:1].lower() + register.menu[1:],
        facet=facet_name,
        choice=choice.text,
    )
