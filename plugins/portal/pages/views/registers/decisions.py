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
from portal.pages.views.faceted import FacetedRegister, FoundRow
from portal.pages.views.facets import Narrowing, axis, body_axis, year_axis

__all__ = ["DecisionsPage", "register", "views"]


@dataclass(frozen=True)
class DecisionsPage:
    """The register of decisions, or those of one choice, by year."""

    narrowing: Narrowing
    years: tuple[tuple[int, tuple[DecisionRow, ...]], ...]
    number: int


def views(context: Context) -> Iterator[LazyView]:
    """The register of all decisions, then one for each body, year and type."""
    yield from register(context).views()


def register(context: Context) -> FacetedRegister:
    """All decisions, as they can be narrowed."""
    decisions = context.facts.decisions

    def types_of(handling: Handling) -> list[str]:
        return [type_.value.lower() for type_ in context.facts.types_of(handling)]

    types = ((context.types((one,)), addresses.decisions_by_type(one.value), one.value.lower()) for one in CaseType)
    return FacetedRegister(
        context,
        "decisions",
        addresses.DECISIONS,
        decisions,
        (
            body_axis(context, decisions, addresses.decisions_by_body, lambda one: one.meeting.body_ids),
            year_axis(context, decisions, addresses.decisions_by_year, lambda one: (one.meeting.day.year,)),
            axis(context, "type", ((Hyperlink(text, to), value) for text, to, value in types), types_of),
        ),
        partial(decision_row, context),
        _page,
        partial(_found, context),
    )


def _page(narrowing: Narrowing, rows: Sequence[DecisionRow], number: int, closed: int) -> DecisionsPage:
    years = groupby(rows, lambda row: row.day.year)
    return DecisionsPage(narrowing, tuple((year, tuple(found)) for year, found in years), number)


def _found(context: Context, handling: Handling) -> FoundRow:
    title, outcome = context.item_title(handling), context.facts.item(handling).outcome
    return FoundRow(
        Hyperlink(title.text or context.item_number(handling), handling.decision_address, title.lang),
        handling.entry.item.number or "",
        tuple(map(context.body, handling.meeting.body_ids)),
        context.dates.day(handling.meeting.day),
        context.state(outcome) if outcome else None,
    )
