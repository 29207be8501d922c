"""The register of decisions across all bodies, and a prepared page for each body, year and type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from portal.derived.context import Context
from portal.derived.items import DecisionRow, decision_row
from portal.derived.parts import Hyperlink, LazyView
from portal.derived.public import Handling
from portal.model import addresses
from portal.model.vocabulary import CaseType
from portal.pages.views.facets import FacetedRegister, Narrowing, axis, body_axis, year_axis

__all__ = ["DecisionsPage", "views"]


@dataclass(frozen=True)
class DecisionsPage:
    """The register of decisions, or those of one choice, by year."""

    narrowing: Narrowing
    years: tuple[tuple[int, tuple[DecisionRow, ...]], ...]
    number: int


def views(context: Context) -> Iterator[LazyView]:
    """The register of all decisions, then one for each body, year and type."""
    yield from _register(context).views()


def _register(context: Context) -> FacetedRegister:
    decisions = context.facts.decisions

    def types_of(handling: Handling) -> list[str]:
        return [type_.value.lower() for type_ in context.facts.item(handling).types]

    types = ((context.types((one,)), addresses.decisions_by_type(one.value), one.value.lower()) for one in CaseType)
    return FacetedRegister(
        context,
        "decisions",
        addresses.DECISIONS,
        decisions,
        (
            body_axis(context, decisions, addresses.decisions_by_body, lambda one: (one.meeting.body_id,)),
            year_axis(context, decisions, addresses.decisions_by_year, lambda one: (one.meeting.day.year,)),
            axis(context, "type", ((Hyperlink(text, to), value) for text, to, value in types), types_of),
        ),
        partial(decision_row, context),
        _page,
    )


def _page(narrowing: Narrowing, rows: Sequence[DecisionRow], number: int, closed: int) -> DecisionsPage:
    years = groupby(rows, lambda row: row.day.year)
    return DecisionsPage(narrowing, tuple((year, tuple(found)) for year, found in years), number)
