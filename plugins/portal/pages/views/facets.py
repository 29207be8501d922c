"""Facets of a register: for each choice a page that was prepared, so that no script is needed.

With a script they are filters whose state is in the address, `?utval=ssu&ar=2021`: a facet's `key` and a choice's
`value` are what stands there, and what each row is marked with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, View

__all__ = [
    "Facet",
    "FacetChoice",
    "FacetedRegister",
    "Marks",
    "Option",
    "counted",
    "facet",
    "faceted",
    "marks_of",
    "option_of_body",
    "option_of_year",
]  # fmt: skip

Marks = Callable[[Any], str]
"""What a row is marked with for the script: `utval:ssu ar:2021 ar:2020`."""


@dataclass(frozen=True)
class Option:
    """One choice to be: the page that shows it, and which rows hold it."""

    link: Hyperlink
    value: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class FacetChoice:
    """One choice of a facet, with the rows that hold it, and how many they are."""

    link: Hyperlink
    value: str
    rows: tuple[Any, ...]

    @property
    def count(self) -> int:
        return counted(self.rows)


@dataclass(frozen=True)
class Facet:
    """One way to narrow a register; its choices lead to pages of their own, or to parts of this one, or nowhere."""

    name: str
    key: str
    choices: tuple[FacetChoice, ...]

    @property
    def needs_script(self) -> bool:
        return not any(choice.link.address for choice in self.choices)


def counted(rows: Iterable[Any]) -> int:
    """How many rows there are: those of the `same` thing count once, and what may not be read is counted apart."""
    return len({getattr(row, "same", 0) or -id(row) for row in rows if not getattr(row, "is_closed", False)})


_KEYS = {"body": "utval", "year": "ar", "state": "tilstand", "type": "type", "responsible": "ansvarleg"}
"""What each facet is called in addresses, in those of the prepared pages too."""


def facet(context: Context, name: str, options: Iterable[Option], rows: Sequence[Any]) -> Facet:
    """A facet by its name in the catalogues; each of its choices keeps the order of the rows."""
    choices = (
        FacetChoice(option.link, option.value, tuple(row for row in rows if option.holds(row))) for option in options
    )
    return Facet(context.t(f"facet.{name}"), _KEYS[name], tuple(choices))


def marks_of(facets: Sequence[Facet]) -> Marks:
    """What marks a row: each choice that holds it."""
    held: dict[int, list[str]] = {}
    for one in facets:
        for choice in one.choices:
            for row in choice.rows:
                held.setdefault(id(row), []).append(f"{one.key}:{choice.value}")
    return lambda row: " ".join(held.get(id(row), ()))


def option_of_body(context: Context, id_: str, address: str, holds: Callable[[Any], bool]) -> Option:
    """A body as a choice."""
    body = context.body(id_)
    return Option(Hyperlink(body.text, address, body.lang), id_, holds)


def option_of_year(year: int, address: str, holds: Callable[[Any], bool]) -> Option:
    """A year as a choice."""
    return Option(Hyperlink(str(year), address), str(year), holds)


@dataclass(frozen=True)
class FacetedRegister:
    """A register that facets narrow: its template, its address, and its words."""

    template: str
    address: str
    menu: str
    title: str
    lede: str


def faceted(
    context: Context,
    register: FacetedRegister,
    rows: Sequence[Any],
    facets: Sequence[Facet],
    values: Callable[[Sequence[Any]], Mapping[str, Any]],
) -> Iterator[View]:
    """The page of all rows, then one for each choice of each facet; `values` gives what else the template gets.

    A row has the `keys` of the records that it tells of.
    """
    marks = marks_of(facets)
    yield _page(context, register, rows, values, facets, marks, counted(rows))
    for one in facets:
        for choice in one.choices:
            yield _page(context, register, choice.rows, values, facets, marks, counted(rows), choice.link, one.name)


def _page(
    context: Context,
    register: FacetedRegister,
    rows: Sequence[Any],
    values: Callable[[Sequence[Any]], Mapping[str, Any]],
    facets: Sequence[Facet],
    marks: Marks,
    total: int,
    choice: Hyperlink | None = None,
    chosen: str = "",
) -> View:
    address = (choice.address if choice else None) or register.address
    shared = {"facets": facets, "all": register.address, "total": total, "address": address, "marks": marks}
    return View(
        register.template,
        address,
        context.t("facet.title_of", register=register.menu, choice=choice.words) if choice else register.title,
        {**values(rows), **shared, "choice": choice, "facet": chosen},
        menu=register.address,
        description=_described(context, register, counted(rows), total, choice, chosen) if choice else register.lede,
        updated=context.updated(*(key for row in rows for key in row.keys)),
        crumbs=(Hyperlink(register.menu, register.address),) if choice else (),
    )


def _described(
    context: Context, register: FacetedRegister, number: int, total: int, choice: Hyperlink, facet_name: str
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
