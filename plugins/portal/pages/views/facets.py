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
    "Axis",
    "Facet",
    "FacetChoice",
    "Narrowing",
    "axis",
    "body_axis",
    "counted",
    "faceted",
    "narrowed",
    "year_axis",
]

_KEYS = {"body": "utval", "year": "ar", "state": "tilstand", "type": "type", "responsible": "ansvarleg"}
"""What each facet is called in addresses, in those of the prepared pages too."""


@dataclass(frozen=True)
class FacetChoice:
    """One choice of a facet, the page that shows it, and how many rows hold it."""

    link: Hyperlink
    value: str
    count: int = 0


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
class Axis:
    """A facet whose rows are not counted yet; `held_by` gives the values of the choices that a row holds."""

    facet: Facet
    held_by: Callable[[Any], Iterable[str]]


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


def axis(
    context: Context, name: str, choices: Iterable[tuple[Hyperlink, str]], held_by: Callable[[Any], Iterable[str]]
) -> Axis:
    """A facet by its name in the catalogues, with the link and the value of each choice."""
    return Axis(Facet(context.t(f"facet.{name}"), _KEYS[name], tuple(FacetChoice(*one) for one in choices)), held_by)


def body_axis(
    context: Context, rows: Iterable[Any], address_of: Callable[[str], str], held_by: Callable[[Any], Iterable[str]]
) -> Axis:
    """The bodies by name; every public one has its page, for an address that was published answers for ever."""
    ids = {id_ for row in rows for id_ in held_by(row)}
    ids |= {record.id for record in context.portal.organisations if record.facts.kind.is_body()}
    bodies = sorted(((context.body(id_), id_) for id_ in ids), key=lambda pair: (pair[0].text, pair[1]))
    choices = ((Hyperlink(body.text, address_of(id_), body.lang), id_) for body, id_ in bodies)
    return axis(context, "body", choices, held_by)


def year_axis(
    context: Context, rows: Iterable[Any], address_of: Callable[[int], str], years_of: Callable[[Any], Iterable[int]]
) -> Axis:
    """The years of the rows, the latest first."""
    years = sorted({year for row in rows for year in years_of(row)}, reverse=True)
    choices = ((Hyperlink(str(year), address_of(year)), str(year)) for year in years)
    return axis(context, "year", choices, lambda row: map(str, years_of(row)))


def counted(rows: Iterable[Any]) -> int:
    """How many rows there are: those of the `same` thing count once, and what may not be read is counted apart."""
    return len({getattr(row, "same", 0) or -id(row) for row in rows if not getattr(row, "is_closed", False)})


def narrowed(axes: Iterable[Axis], rows: Sequence[Any]) -> tuple[tuple[Facet, ...], list[Any]]:
    """The facets of the rows, and the rows with `marks`: each choice that holds a row, `utval:ssu ar:2021 ar:2020`."""
    marks: list[list[str]] = [[] for _ in rows]
    facets = []
    for one in axes:
        held = [set(one.held_by(row)) for row in rows]
        choices = []
        for choice in one.facet.choices:
            holding = [number for number, values in enumerate(held) if choice.value in values]
            for number in holding:
                marks[number].append(_mark(one.facet, choice))
            choices.append(replace(choice, count=counted([rows[number] for number in holding])))
        facets.append(replace(one.facet, choices=tuple(choices)))
    return tuple(facets), [replace(row, marks=" ".join(held)) for row, held in zip(rows, marks, strict=True)]


def _mark(facet: Facet, choice: FacetChoice) -> str:
    return f"{facet.key}:{choice.value}"


def faceted(
    context: Context,
    name: str,
    address: str,
    values: Callable[[Narrowing, tuple[Any, ...]], Any],
    rows: Sequence[Any],
    axes: Sequence[Axis],
) -> Iterator[View]:
    """The page of a register with all its rows, then one for each choice of each facet, with the rows in their order.

    `name` is the register's in the catalogues and among the templates; `values` makes the values of a page of rows. A
    row is a frozen dataclass with `marks`, and the `keys` of the records that it tells of.
    """
    facets, marked = narrowed(axes, rows)
    shared = Narrowing(facets, address, counted(rows), address)
    menu = context.t(f"menu.{name}")

    def page(narrowing: Narrowing, held: list[Any]) -> View:
        choice = narrowing.choice
        return View(
            f"register/{name}.html",
            narrowing.address,
            context.t("facet.title_of", register=menu, choice=choice.words) if choice else context.t(f"{name}.title"),
            values(narrowing, tuple(held)),
            menu=address,
            description=_described(context, menu, narrowing, counted(held)) if choice else context.t(f"{name}.lede"),
            updated=context.updated(*(key for row in held for key in row.keys)),
            crumbs=(Hyperlink(menu, address),) if choice else (),
        )

    yield page(shared, marked)
    for facet in facets:
        for choice in facet.choices:
            held = [row for row in marked if _mark(facet, choice) in row.marks.split()]
            here = choice.link.address or address
            yield page(replace(shared, address=here, choice=choice.link, chosen=facet.name), held)


def _described(context: Context, menu: str, narrowing: Narrowing, number: int) -> str:
    """How much of a register a choice holds."""
    return context.t(
        "card.facet",
        number=number,
        total=narrowing.total,
        register=menu[:1].lower() + menu[1:],
        facet=narrowing.chosen,
        choice=narrowing.choice.text if narrowing.choice else "",
    )
