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
from portal.pages.views.facets import Narrowing, axis, body_axis, counted, faceted, year_axis
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
    states = ((context.state(one).text, addresses.cases_by_state(one.value), one.value) for one in CaseState)
    axes = (
        body_axis(context, rows, addresses.cases_by_body, lambda row: row.body_ids),
        year_axis(context, rows, addresses.cases_by_year, lambda row: row.years),
        axis(context, "state", ((Hyperlink(text, to), value) for text, to, value in states), lambda row: (row.value,)),
    )
    yield from faceted(context, "cases", addresses.CASES, _page, rows, axes)


def _page(narrowing: Narrowing, rows: tuple[CaseRow, ...]) -> CasesPage:
    number = counted(rows)
    return CasesPage(narrowing, rows, number, len(rows) - number)
