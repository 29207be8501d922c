"""Facets of a register: for each choice a page that was prepared, so that no script is needed.

With a script they are filters whose state is in the address, `?utval=ssu&ar=2021`: a facet's `key` and a choice's
`value` are what stands there, and what each row is marked with.

The pages themselves are made by `pages.views.faceted`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import Hyperlink
from portal.language.phrase import joined
from portal.pages.views.bounds import Side, fits

__all__ = [
    "Axis",
    "Bounds",
    "Facet",
    "FacetChoice",
    "Narrowing",
    "axis",
    "body_axis",
    "marked",
    "narrowed",
    "year_axis",
]

_KEYS = {
    "body": "utval", "year": "ar", "state": "tilstand", "type": "type", "responsible": "ansvarleg", "level": "niva",
    "party": "part",
}  # fmt: skip
"""What each facet is called in addresses, in those of the prepared pages too."""
_NO_YEAR = "utan"
"""What stands for no year in addresses."""


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
    def is_of_years(self) -> bool:
        return self.key == _KEYS["year"]

    @property
    def needs_script(self) -> bool:
        return not any(choice.link.address for choice in self.choices)


@dataclass(frozen=True)
class Axis:
    """A facet whose rows are not counted yet; `held_by` gives the values of the choices that a row holds."""

    facet: Facet
    held_by: Callable[[Any], Iterable[str]]

    def marks(self, row: Any) -> list[str]:
        """The choices that hold a row, as it is marked with them: `utval:ssu`."""
        held = {*self.held_by(row)}
        return [f"{self.facet.key}:{one.value}" for one in self.facet.choices if one.value in held]


@dataclass(frozen=True)
class Bounds:
    """What of a register that is too long for a page this one shows: its `side` of the rows that it would have.

    `years` lead to all of them; a script finds them in the file at `rows`.
    """

    side: Side
    years: tuple[FacetChoice, ...]
    rows: str


@dataclass(frozen=True)
class Narrowing:
    """How a register can be narrowed, and how it is.

    `all` is the register's address, `total` the number of its rows. The page shown has the rows that hold what is
    `chosen`, each choice with the name of its facet, or all; but of a long list what is within its `bounds`.
    """

    facets: tuple[Facet, ...]
    all: str
    total: int
    chosen: tuple[tuple[str, Hyperlink], ...] = ()
    bounds: Bounds | None = None

    @property
    def links(self) -> tuple[Hyperlink, ...]:
        """The choices made."""
        return tuple(link for _, link in self.chosen)

    @property
    def words(self) -> str:
        """The choices made, in words."""
        return self.links[0].words if len(self.links) == 1 else joined((link.words for link in self.links), ", ")

    def choice_of(self, facet: str) -> Hyperlink | None:
        """What is chosen of a facet, by its name."""
        return dict(self.chosen).get(facet)


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
    context: Context,
    rows: Sequence[Any],
    address_of: Callable[[int | str], str],
    years_of: Callable[[Any], Iterable[int]],
) -> Axis:
    """The years of the rows, the latest first; where the rows are too many for a page, those of no year come last."""
    years = sorted({year for row in rows for year in years_of(row)}, reverse=True)
    choices = [(Hyperlink(str(year), address_of(year)), str(year)) for year in years]
    if fits(len(rows)) or all(map(any, map(years_of, rows))):
        return axis(context, "year", choices, lambda row: map(str, years_of(row)))
    choices.append((Hyperlink(context.t("facet.no_year"), address_of(_NO_YEAR)), _NO_YEAR))
    return axis(context, "year", choices, lambda row: [*map(str, years_of(row))] or [_NO_YEAR])


def narrowed(axes: Sequence[Axis], rows: Sequence[Any]) -> tuple[tuple[Facet, ...], list[Any]]:
    """The facets of the rows, and the rows with `marks`: each choice that holds a row, `utval:ssu ar:2021 ar:2020`.

    Rows that are of the `same` thing count once.
    """
    facets = []
    for one in axes:
        held = [({*one.held_by(row)}, row.same or -number) for number, row in enumerate(rows, 1)]
        choices = (
            replace(choice, count=len({same for values, same in held if choice.value in values}))
            for choice in one.facet.choices
        )
        facets.append(replace(one.facet, choices=tuple(choices)))
    return tuple(facets), [marked(row, row, axes) for row in rows]


def marked(row: Any, item: Any, axes: Iterable[Axis]) -> Any:
    """A row with the choices that hold the item that it is made of."""
    return replace(row, marks=" ".join(mark for one in axes for mark in one.marks(item)))
