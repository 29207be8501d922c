"""The register of cases, and a prepared page for each of its facets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from portal.derived.context import Context
from portal.derived.known import ListedCase
from portal.derived.parts import Hyperlink, LazyView
from portal.model import addresses
from portal.model.vocabulary import CaseState
from portal.pages.views.faceted import FacetedRegister, FoundRow
from portal.pages.views.facets import Narrowing, axis, body_axis, year_axis
from portal.pages.views.rows import CaseRow, listed_case_row

__all__ = ["CasesPage", "register", "views"]


@dataclass(frozen=True)
class CasesPage:
    """The register of cases, or those of one choice; `number` counts those that can be read, `closed` the others."""

    narrowing: Narrowing
    rows: tuple[CaseRow, ...]
    number: int
    closed: int


def views(context: Context) -> Iterator[LazyView]:
    """The register of all cases, then one for each body, year and state."""
    yield from register(context).views()


def register(context: Context) -> FacetedRegister:
    """All cases, as they can be narrowed."""
    cases = context.facts.listed_cases
    states = ((context.state(one).text, addresses.cases_by_state(one.value), one.value) for one in CaseState)
    choices = ((Hyperlink(text, to), value) for text, to, value in states)
    return FacetedRegister(
        context,
        "cases",
        addresses.CASES,
        cases,
        (
            body_axis(context, cases, addresses.cases_by_body, lambda one: one.body_ids),
            year_axis(context, cases, addresses.cases_by_year, lambda one: one.years),
            axis(context, "state", choices, lambda one: (one.state.value,)),
        ),
        partial(listed_case_row, context),
        CasesPage,
        partial(_found, context),
        is_closed=lambda one: one.is_closed,
        rank=lambda one: (one.latest_step or dt.date.min, one.case.address),
    )


def _found(context: Context, listed: ListedCase) -> FoundRow:
    return FoundRow(
        context.link_to(listed.case),
        ", ".join(context.facts.numbers_of_case(listed.case.id)),
        tuple(map(context.body, listed.body_ids)),
        context.dates.day(listed.latest_step) if listed.latest_step else "",
        context.state(listed.state),
    )
