"""The register of cases, and a prepared page for each of its facets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, View
from portal.derived.public import Closed, Record
from portal.model import addresses
from portal.model.kinds import CASE
from portal.model.vocabulary import CaseState
from portal.pages.views.facets import (
    Facet,
    FacetedRegister,
    Option,
    counted,
    facet,
    faceted,
    option_of_body,
    option_of_year,
)
from portal.pages.views.rows import CaseRow, case_row

__all__ = ["views"]


def views(context: Context) -> Iterator[View]:
    """The register of all cases, then one for each body, year and state."""
    cases: list[Record[Any] | Closed] = [*context.portal.cases, *context.portal.closed_of(CASE)]
    rows = [case_row(context, case) for case in cases]
    rows.sort(key=lambda row: (row.latest or dt.date.min, row.title.address or ""), reverse=True)
    t = context.t
    register = FacetedRegister(
        "register/cases.html", addresses.CASES, t("menu.cases"), t("cases.title"), t("cases.lede")
    )
    yield from faceted(context, register, rows, _facets(context, rows), _values)


def _values(rows: Sequence[CaseRow]) -> dict[str, Any]:
    number = counted(rows)
    return {"rows": rows, "number": number, "closed": len(rows) - number}


def _facets(context: Context, rows: list[CaseRow]) -> list[Facet]:
    # An address that has been published answers for ever: every body and every state has its page.
    treated = {id_ for row in rows for id_ in row.body_ids}
    treated |= {record.id for record in context.portal.organisations if record.facts.kind.is_body()}
    bodies = sorted(treated, key=lambda id_: (context.body(id_).text, id_))
    years = sorted({year for row in rows for year in row.years}, reverse=True)
    return [
        facet(context, "body", [_of_body(context, id_) for id_ in bodies], rows),
        facet(context, "year", [_of_year(year) for year in years], rows),
        facet(context, "state", [_of_state(context, state) for state in CaseState], rows),
    ]


def _of_body(context: Context, id_: str) -> Option:
    return option_of_body(context, id_, addresses.cases_by_body(id_), lambda row: id_ in row.body_ids)


def _of_year(year: int) -> Option:
    return option_of_year(year, addresses.cases_by_year(year), lambda row: year in row.years)


def _of_state(context: Context, state: CaseState) -> Option:
    link = Hyperlink(context.state(state).text, addresses.cases_by_state(state.value))
    return Option(link, state.value, lambda row: row.value == state.value)
