"""The register of cases, and a prepared page for each of its facets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, View
from portal.model import addresses
from portal.model.kinds import CASE
from portal.model.vocabulary import CaseState
from portal.pages.views.facets import (
    Axis,
    FacetedRegister,
    Narrowing,
    Option,
    axis,
    counted,
    faceted,
    option_of_body,
    option_of_year,
)
from portal.pages.views.rows import CaseRow, case_row, closed_case_row

__all__ = ["CasesPage", "views"]


@dataclass(frozen=True)
class CasesPage:
    """The register of cases, or those of one choice; `number` counts those that can be read, `closed` the others."""

    narrowing: Narrowing
    rows: tuple[CaseRow, ...]
    number: int
    closed: int


def views(context: Context) -> Iterator[View]:
    """The register of all cases, then one for each body, year and state."""
    rows = [case_row(context, case) for case in context.portal.cases]
    rows += [closed_case_row(context, case) for case in context.facts.closed(CASE)]
    rows.sort(key=lambda row: (row.latest or dt.date.min, row.title.address or ""), reverse=True)
    t = context.t
    names = (t("menu.cases"), t("cases.title"), t("cases.lede"))
    register = FacetedRegister("register/cases.html", addresses.CASES, *names, _page)
    yield from faceted(context, register, rows, _axes(context, rows))


def _page(narrowing: Narrowing, rows: tuple[CaseRow, ...]) -> CasesPage:
    number = counted(rows)
    return CasesPage(narrowing, rows, number, len(rows) - number)


def _axes(context: Context, rows: list[CaseRow]) -> list[Axis]:
    # An address that has been published answers for ever: every body and every state has its page.
    treated = {id_ for row in rows for id_ in row.body_ids}
    treated |= {record.id for record in context.portal.organisations if record.facts.kind.is_body()}
    bodies = sorted(treated, key=lambda id_: (context.body(id_).text, id_))
    years = sorted({year for row in rows for year in row.years}, reverse=True)
    return [
        axis(context, "body", [_of_body(context, id_) for id_ in bodies]),
        axis(context, "year", [_of_year(year) for year in years]),
        axis(context, "state", [_of_state(context, state) for state in CaseState]),
    ]


def _of_body(context: Context, id_: str) -> Option:
    return option_of_body(context, id_, addresses.cases_by_body(id_), lambda row: id_ in row.body_ids)


def _of_year(year: int) -> Option:
    return option_of_year(year, addresses.cases_by_year(year), lambda row: year in row.years)


def _of_state(context: Context, state: CaseState) -> Option:
    link = Hyperlink(context.state(state).text, addresses.cases_by_state(state.value))
    return Option(link, state.value, lambda row: row.value == state.value)
