"""Facets of a register: for each choice a page that was prepared, so that no script is needed.

With a script they are filters whose state is in the address, `?utval=ssu&ar=2021`: a facet's `key` and a choice's
`value` are what stands there, and what each row is marked with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, View

__all__ = [
    "Axis", "Facet", "FacetChoice", "FacetedRegister", "Narrowing", "Option", "axis", "counted", "faceted", "narrowed",
    "option_of_body", "option_of_year",
]  # fmt: skip

_KEYS = {"body": "utval", "year": "ar", "state": "tilstand", "type": "type", "responsible": "ansvarleg"}
"""What each facet is called in addresses, in those of the prepared pages too."""


@dataclass(frozen=True)
class Option:
    """One choice to be: the page that shows it, and which rows hold it."""

    link: Hyperlink
    value: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class Axis:
    """A facet to be: its name, its key in addresses, and its choices."""

    name: str
    key: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class FacetChoice:
    """One choice of a facet, and how many rows hold it."""

    link: Hyperlink
    value: str
    count: int


@dataclass(frozen=True)
class Facet:
    """One way to narrow a register; its choices lead to pages of their own, or to parts of this one, or nowhere."""

    name: str
    key: str
    choices: tuple[FacetChoice, ...]

    @property
    def needs_script(self) -> bool:
        return not any(choice.link.address for choice in self.choices)


@dataclass(frozen=True)
class Narrowing:
    """How a register can be narrowed, and how it is.

    `all` is the register's address, `total` the number of its rows; `address` that of the page shown, which has the
    rows that hold `choice` of the facet `chosen`, or all.
    """

    facets: tuple[Facet, ...]
    all: str
    total: int
    address: str
    choice: Hyperlink | None = None
    chosen: str = ""


def axis(context: Context, name: str, options: Iterable[Option]) -> Axis:
    """A facet to be, by its name in the catalogues."""
    return Axis(context.t(f"facet.{name}"), _KEYS[name], tuple(options))


def counted(rows: Iterable[Any]) -> int:
    """How many rows there are: those of the `same` thing count once, and what may not be read is counted apart."""
    return len({getattr(row, "same", 0) or -id(row) for row in rows if not getattr(row, "is_closed", False)})


def narrowed(axes: Iterable[Axis], rows: Sequence[Any]) -> tuple[tuple[Facet, ...], list[Any]]:
    """The facets of the rows, and the rows with `marks`: each choice that holds a row, `utval:ssu ar:2021 ar:2020`."""
    marks: list[list[str]] = [[] for _ in rows]
    facets = []
    for one in axes:
        choices = []
        for option in one.options:
            held = [number for number, row in enumerate(rows) if option.holds(row)]
            for number in held:
                marks[number].append(f"{one.key}:{option.value}")
            choices.append(FacetChoice(option.link, option.value, counted([rows[number] for number in held])))
        facets.append(Facet(one.name, one.key, tuple(choices)))
    return tuple(facets), [replace(row, marks=" ".join(held)) for row, held in zip(rows, marks, strict=True)]


def option_of_body(context: Context, id_: str, address: str, holds: Callable[[Any], bool]) -> Option:
    """A body as a choice."""
    body = context.body(id_)
    return Option(Hyperlink(body.text, address, body.lang), id_, holds)


def option_of_year(year: int, address: str, holds: Callable[[Any], bool]) -> Option:
    """A year as a choice."""
    return Option(Hyperlink(str(year), address), str(year), holds)


@dataclass(frozen=True)
class FacetedRegister:
    """A register that facets narrow: its template, its address, its words, and how rows become its page's values.

    A row is a frozen dataclass with `marks`, and the `keys` of the records that it tells of.
    """

    template: str
    address: str
    menu: str
    title: str
    lede: str
    values: Callable[[Narrowing, tuple[Any, ...]], Any]


def faceted(context: Context, register: FacetedRegister, rows: Sequence[Any], axes: Sequence[Axis]) -> Iterator[View]:
    """The page of all rows, then one for each choice of each facet, with the rows in their order."""
    facets, marked = narrowed(axes, rows)
    shared = Narrowing(facets, register.address, counted(rows), register.address)
    yield _page(context, register, shared, marked)
    for one in axes:
        for option in one.options:
            held = [row for row in marked if option.holds(row)]
            address = option.link.address or register.address
            yield _page(context, register, replace(shared, address=address, choice=option.link, chosen=one.name), held)


def _page(context: Context, register: FacetedRegister, narrowing: Narrowing, rows: list[Any]) -> View:
    choice = narrowing.choice
    return View(
        register.template,
        narrowing.address,
        context.t("facet.title_of", register=register.menu, choice=choice.words) if choice else register.title,
        register.values(narrowing, tuple(rows)),
        menu=register.address,
        description=_described(context, register, narrowing, choice, counted(rows)) if choice else register.lede,
        updated=context.updated(*(key for row in rows for key in row.keys)),
        crumbs=(Hyperlink(register.menu, register.address),) if choice else (),
    )


def _described(
    context: Context, register: FacetedRegister, narrowing: Narrowing, choice: Hyperlink, number: int
) -> str:
    """How much of a register a choice holds."""
    return context.t(
        "card.facet",
        number=number,
        total=narrowing.total,
        register=register.menu[:1].lower() + register.menu[1:],
        facet=narrowing.chosen,
        choice=choice.text,
    )
