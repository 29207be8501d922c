"""The register of decisions across all bodies, and a prepared page for each body, year and type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, View
from portal.derived.public import Handling, MeetingTime, PublicPortal
from portal.model import addresses
from portal.model.vocabulary import CaseType
from portal.pages.views.agenda import DecisionRow, decision_row
from portal.pages.views.facets import Facet, FacetedRegister, Option, facet, faceted, option_of_body, option_of_year

__all__ = ["decisions", "views"]


def views(context: Context) -> Iterator[View]:
    """The register of all decisions, then one for each body, year and type."""
    rows = [decision_row(context, handling) for handling in decisions(context.portal)]
    t = context.t
    names = (t("menu.decisions"), t("decisions.title"), t("decisions.lede"))
    register = FacetedRegister("register/decisions.html", addresses.DECISIONS, *names)
    yield from faceted(context, register, rows, _facets(context, rows), _by_year)


def decisions(portal: PublicPortal) -> list[Handling]:
    """Every decision of every body, newest first, in the order of the agenda within a meeting."""
    decided = (handling for handling in portal.handlings if handling.is_decision)
    return sorted(decided, key=lambda h: _newest_first(portal.times[h.meeting.id], h.entry.position))


def _newest_first(time: MeetingTime, position: int) -> tuple[Any, ...]:
    day, hour, body, number = time
    return (-day.toordinal(), -hour.hour, -hour.minute, body, -number, position)


def _facets(context: Context, rows: list[DecisionRow]) -> list[Facet]:
    # An address that has been published answers for ever: every body and every type has its page.
    deciding = {row.body_id for row in rows}
    deciding |= {record.id for record in context.portal.organisations if record.facts.kind.is_body()}
    bodies = sorted(deciding, key=lambda id_: (context.body(id_).text, id_))
    years = sorted({row.day.year for row in rows}, reverse=True)
    return [
        facet(context, "body", [_of_body(context, id_) for id_ in bodies], rows),
        facet(context, "year", [_of_year(year) for year in years], rows),
        facet(context, "type", [_of_type(context, type_) for type_ in CaseType], rows),
    ]


def _of_body(context: Context, id_: str) -> Option:
    return option_of_body(context, id_, addresses.decisions_by_body(id_), lambda row: row.body_id == id_)


def _of_year(year: int) -> Option:
    return option_of_year(year, addresses.decisions_by_year(year), lambda row: row.day.year == year)


def _of_type(context: Context, type_: CaseType) -> Option:
    link = Hyperlink(context.types((type_,)), addresses.decisions_by_type(type_.value))
    return Option(link, type_.value.lower(), lambda row: type_ in row.case_types)


def _by_year(rows: Sequence[DecisionRow]) -> dict[str, Any]:
    years: dict[int, list[DecisionRow]] = {}
    for row in rows:
        years.setdefault(row.day.year, []).append(row)
    return {"years": list(years.items()), "number": len(rows)}
