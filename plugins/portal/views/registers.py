"""The registers: lists of everything of one kind, each complete without a script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from portal import addresses
from portal.linking.graph import Handling
from portal.publication.portal import Closed, PublicPortal
from portal.record import Record, meeting_order
from portal.records.kinds import CASE, ORGANISATION, PROJECT
from portal.records.organisation import Organisation
from portal.records.project import Project
from portal.records.vocabulary import CaseState, OrganisationKind
from portal.views.agenda import decision_row
from portal.views.context import Context
from portal.views.page import Hyperlink, View
from portal.views.project import health_of, is_report_old, next_milestone
from portal.views.rows import case_row, meeting_row

__all__ = ["decisions", "views"]


def views(context: Context) -> Iterator[View]:
    """The pages of all registers."""
    yield from _cases(context)
    yield _calendar(context)
    yield from _years(context)
    yield _projects(context)
    yield from _organisations(context)
    yield _decisions(context)


def decisions(portal: PublicPortal) -> list[Handling]:
    """Every decision of every body, newest first, in the order of the agenda within a meeting."""
    decided = [h for h in portal.handlings if h.entry.is_decision() and not h.meeting.facts.cancelled]
    return sorted(decided, key=_newest_first)


def _newest_first(handling: Handling) -> tuple[Any, ...]:
    day, which = meeting_order(handling.meeting.id)
    return (-day.toordinal(), -which, handling.meeting.id, handling.entry.position)


# -- cases


def _cases(context: Context) -> Iterator[View]:
    """The register of cases, and a prepared page for each of its facets."""
    cases: list[Record[Any] | Closed] = [*context.portal.cases, *context.portal.closed_of(CASE)]
    rows = [case_row(context, case) for case in cases]
    rows.sort(key=lambda row: (row["latest"] or dt.date.min, row["title"].address), reverse=True)
    facets = _case_facets(context, rows)
    yield _case_register(context, rows, facets)
    for facet in facets:
        for choice in facet["choices"]:
            chosen = [row for row in rows if choice["holds"](row)]
            yield _case_register(context, chosen, facets, choice["link"], facet["name"])


def _case_facets(context: Context, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # An address that has been published answers for ever: every body and every state has its page.
    treated = {id_ for row in rows for id_ in row["body_ids"]}
    treated |= {record.id for record in context.portal.organisations if record.facts.kind.is_body()}
    bodies = sorted(treated, key=lambda id_: (context.body(id_).text, id_))
    years = sorted({year for row in rows for year in row["years"]}, reverse=True)
    return [
        _facet(context, "body", [_body_choice(context, id_) for id_ in bodies], rows),
        _facet(context, "year", [_year_choice(year) for year in years], rows),
        _facet(context, "state", [_state_choice(context, state) for state in CaseState], rows),
    ]


def _body_choice(context: Context, id_: str) -> tuple[Hyperlink, Any]:
    body = context.body(id_)
    return Hyperlink(body.text, addresses.cases_by_body(id_), body.lang), lambda row: id_ in row["body_ids"]


def _year_choice(year: int) -> tuple[Hyperlink, Any]:
    return Hyperlink(str(year), addresses.cases_by_year(year)), lambda row: year in row["years"]


def _state_choice(context: Context, state: CaseState) -> tuple[Hyperlink, Any]:
    link = Hyperlink(context.state(state).text, addresses.cases_by_state(state.value))
    return link, lambda row: row["value"] == state.value


def _facet(context: Context, name: str, choices: Iterable[tuple[Hyperlink, Any]], rows: list[Any]) -> dict[str, Any]:
    return {
        "name": context.t(f"facet.{name}"),
        "choices": [
            {"link": link, "holds": holds, "count": sum(1 for row in rows if holds(row))} for link, holds in choices
        ],
    }


def _case_register(
    context: Context, rows: list[Any], facets: list[Any], choice: Hyperlink | None = None, facet: str = ""
) -> View:
    address = (choice.address if choice else None) or addresses.CASES
    title = context.t("cases.title_of", choice=choice.text) if choice else context.t("cases.title")
    total = len(context.portal.cases) + len(context.portal.closed_of(CASE))
    values = {
        "rows": rows,
        "facets": facets,
        "all": addresses.CASES,
        "total": total,
        "address": address,
        "choice": choice,
        "facet": facet,
    }
    crumbs = (Hyperlink(context.t("menu.cases"), addresses.CASES),) if choice else ()
    return View(
        "register/cases.html",
        address,
        title,
        values,
        menu=addresses.CASES,
        description=context.t("cases.lede"),
        crumbs=crumbs,
    )


# -- meetings


def _calendar(context: Context) -> View:
    portal = context.portal
    rows = [meeting_row(context, meeting) for meeting in portal.calendar]
    values = {
        "coming": [row for row in rows if not row["is_past"]],
        "held": [row for row in reversed(rows) if row["is_past"]][:8],
        "year": context.today.year,
        "months": _months([row for row in rows if row["day"].year == context.today.year]),
        "years": _year_links(context),
    }
    return View(
        "register/meetings.html",
        addresses.MEETINGS,
        context.t("meetings.title"),
        values,
        menu=addresses.MEETINGS,
        description=context.t("meetings.lede"),
    )


def _years(context: Context) -> Iterator[View]:
    years = sorted({meeting.day.year for meeting in context.portal.calendar})
    for year in years:
        rows = [meeting_row(context, m) for m in context.portal.calendar if m.day.year == year]
        values = {
            "year": year,
            "months": _months(rows),
            "bodies": _by_body(rows),
            "years": _year_links(context),
            "number": len(rows),
        }
        yield View(
            "register/year.html",
            addresses.meeting_year(year),
            context.t("year.title", year=year),
            values,
            menu=addresses.MEETINGS,
            description=context.t("year.lede", year=year),
            crumbs=(Hyperlink(context.t("menu.meetings"), addresses.MEETINGS),),
        )


def _year_links(context: Context) -> list[Hyperlink]:
    years = sorted({meeting.day.year for meeting in context.portal.calendar}, reverse=True)
    return [Hyperlink(str(year), addresses.meeting_year(year)) for year in years]


def _months(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The meetings of a year by month, the empty months left out."""
    months: dict[dt.date, list[dict[str, Any]]] = {}
    for row in rows:
        months.setdefault(row["day"].replace(day=1), []).append(row)
    return [{"month": month, "meetings": meetings} for month, meetings in sorted(months.items())]


def _by_body(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The meetings of a year by body."""
    bodies: dict[str, dict[str, Any]] = {}
    for row in rows:
        bodies.setdefault(row["body_id"], {"body": row["body"], "meetings": []})["meetings"].append(row)
    return sorted(bodies.values(), key=lambda group: group["body"].text)


# -- projects


def _projects_order(project: Record[Project]) -> tuple[bool, str]:
    """What goes on first, then what is over; each by title."""
    phase = project.facts.phase
    return (phase is not None and phase.is_over(), str(project.facts.title))


def _projects(context: Context) -> View:
    rows = [
        {
            "title": context.link_to(project),
            "lang": context.foreign(project.facts),
            "owner": context.party(project.facts.owner),
            "phase": context.state(project.facts.phase) if project.facts.phase else None,
            "report": project.facts.latest_report(),
            "health": health_of(context, project),
            "is_old": is_report_old(context, project),
            "milestone": next_milestone(context, project),
            "period": project.facts.period,
        }
        for project in sorted(context.portal.projects, key=_projects_order)
    ]
    closed = [{"title": context.link_to(c), "state": context.state(c.visibility)} for c in
              context.portal.closed_of(PROJECT)]  # fmt: skip
    values = {"rows": rows, "closed": closed}
    return View(
        "register/projects.html",
        addresses.PROJECTS,
        context.t("projects.title"),
        values,
        menu=addresses.PROJECTS,
        description=context.t("projects.lede"),
    )


# -- organisations


def _organisations(context: Context) -> Iterator[View]:
    for is_body, address, name in ((True, addresses.BODIES, "bodies"), (False, addresses.PARTNERS, "partners")):
        groups = []
        for kind in OrganisationKind:
            chosen = [
                _organisation_row(context, record)
                for record in context.portal.organisations
                if record.facts.kind is kind and kind.is_body() is is_body
            ]
            if chosen:
                chosen.sort(key=lambda row: (row["is_over"], row["title"].text))
                groups.append({"name": context.t(f"organisation_kinds.{kind.value}"), "rows": chosen})
        closed = [
            {"title": context.link_to(c), "state": context.state(c.visibility)}
            for c in context.portal.closed_of(ORGANISATION)
            if c.is_body is is_body
        ]
        other = addresses.PARTNERS if is_body else addresses.BODIES
        values = {"groups": groups, "closed": closed, "is_body": is_body, "other": other}
        yield View(
            "register/organisations.html",
            address,
            context.t(f"{name}.title"),
            values,
            menu=address,
            description=context.t(f"{name}.lede"),
        )


def _organisation_row(context: Context, record: Record[Organisation]) -> dict[str, Any]:
    calendar = context.portal.calendar_of(record.id)
    coming = [meeting for meeting in calendar if meeting.day >= context.today]
    held = [meeting for meeting in calendar if meeting.day < context.today]
    return {
        "title": context.link_to(record),
        "short": record.facts.short,
        "lang": context.foreign(record.facts),
        "parent": context.link(("organisation", record.facts.parent)) if record.facts.parent else None,
        "members": len(record.facts.members),
        "is_over": _is_over(context, record),
        "next": _dated(context, coming[0]) if coming else None,
        "last": _dated(context, held[-1]) if held else None,
    }


def _is_over(context: Context, record: Record[Organisation]) -> bool:
    valid = record.facts.valid
    return valid is not None and valid.to is not None and valid.to.last < context.today


def _dated(context: Context, meeting: Record[Any] | Closed) -> Hyperlink:
    return Hyperlink(context.dates.day(meeting.day), context.portal.address_of_key(meeting.key))


# -- decisions


def _decisions(context: Context) -> View:
    years: dict[int, list[dict[str, Any]]] = {}
    for handling in decisions(context.portal):
        years.setdefault(handling.meeting.day.year, []).append(decision_row(context, handling))
    values = {"years": list(years.items()), "number": sum(len(rows) for rows in years.values())}
    return View(
        "register/decisions.html",
        addresses.DECISIONS,
        context.t("decisions.title"),
        values,
        menu=addresses.DECISIONS,
        description=context.t("decisions.lede"),
    )
