"""The register of decisions across all bodies, and a prepared page for each body, year and type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.derived.context import Context
from portal.derived.items import DecisionRow, decision_row
from portal.derived.parts import Hyperlink, View
from portal.model import addresses
from portal.model.vocabulary import CaseType
from portal.pages.views.facets import Narrowing, axis, body_axis, faceted, year_axis

__all__ = ["DecisionsPage", "views"]


@dataclass(frozen=True)
class DecisionsPage:
    """The register of decisions, or those of one choice, by year."""

    narrowing: Narrowing
    years: tuple[tuple[int, tuple[DecisionRow, ...]], ...]
    number: int


def views(context: Context) -> Iterator[View]:
    """The register of all decisions, then one for each body, year and type."""
    rows = [decision_row(context, handling) for handling in context.facts.decisions]
    types = ((context.types((one,)), addresses.decisions_by_type(one.value), one.value.lower()) for one in CaseType)
    axes = (
        body_axis(context, rows, addresses.decisions_by_body, lambda row: (row.body_id,)),
        year_axis(context, rows, addresses.decisions_by_year, lambda row: (row.day.year,)),
        axis(context, "type", ((Hyperlink(text, to), value) for text, to, value in types), _types),
    )
    yield from faceted(context, "decisions", addresses.DECISIONS, _by_year, rows, axes)


def _types(row: DecisionRow) -> list[str]:
    return [type_.value.lower() for type_ in row.case_types]


def _by_year(narrowing: Narrowing, rows: Sequence[DecisionRow]) -> DecisionsPage:
    years = groupby(rows, lambda row: row.day.year)
    return DecisionsPage(narrowing, tuple((year, tuple(found)) for year, found in years), len(rows))
