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
from portal.pages.views.facets import (
    Axis,
    FacetedRegister,
    Narrowing,
    Option,
    axis,
    faceted,
    option_of_body,
    option_of_year,
)

__all__ = ["DecisionsPage", "views"]


def views(context: Context) -> Iterator[View]:
    """The register of all decisions, then one for each body, year and type."""
    rows = [decision_row(context, handling) for handling in context.facts.decisions]
    t = context.t
    names = (t("menu.decisions"), t("decisions.title"), t("decisions.lede"))
    register = FacetedRegister("register/decisions.html", addresses.DECISIONS, *names, _by_year)
    yield from faceted(context, register, rows, _axes(context, rows))


def _axes(context: Context, rows: list[DecisionRow]) -> list[Axis]:
    # An address that has been published answers for ever: every body and every type has its page.
    deciding = {row.body_id for row in rows}
    deciding |= {record.id for record in context.portal.organisations if record.facts.kind.is_body()}
    bodies = sorted(deciding, key=lambda id_: (context.body(id_).text, id_))
    years = sorted({row.day.year for row in rows}, reverse=True)
    return [
        axis(context, "body", [_of_body(context, id_) for id_ in bodies]),
        axis(context, "year", [_of_year(year) for year in years]),
        axis(context, "type", [_of_type(context, type_) for type_ in CaseType]),
    ]


def _of_body(context: Context, id_: str) -> Option:
    return option_of_body(context, id_, addresses.decisions_by_body(id_), lambda row: row.body_id == id_)


def _of_year(year: int) -> Option:
    return option_of_year(year, addresses.decisions_by_year(year), lambda row: row.day.year == year)


def _of_type(context: Context, type_: CaseType) -> Option:
    link = Hyperlink(context.types((type_,)), addresses.decisions_by_type(type_.value))
    return Option(link, type_.value.lower(), lambda row: type_ in row.case_types)


@dataclass(frozen=True)
class DecisionsPage:
    """The register of decisions, or those of one choice, by year."""

    narrowing: Narrowing
    years: tuple[tuple[int, tuple[DecisionRow, ...]], ...]
    number: int


def _by_year(narrowing: Narrowing, rows: Sequence[DecisionRow]) -> DecisionsPage:
    years = groupby(rows, lambda row: row.day.year)
    return DecisionsPage(narrowing, tuple((year, tuple(found)) for year, found in years), len(rows))
