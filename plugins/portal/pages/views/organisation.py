"""An organisation: a body with its mandate, members and meetings, or a partner with what it owns and owes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from portal.derived.context import Context
from portal.derived.gist import first_words, gist
from portal.derived.parts import Hyperlink, View
from portal.derived.public import Closed, Handling, Record
from portal.model import addresses
from portal.model.organisation import Organisation
from portal.pages.views.agenda import decision_row
from portal.pages.views.linked_data import organisation_data
from portal.pages.views.people import Group, people_at
from portal.pages.views.rows import CaseRow, MeetingRow, case_row, meeting_row

__all__ = ["view"]


def view(context: Context, organisation: Record[Organisation]) -> View:
    """The page of a body or a partner."""
    portal, facts = context.portal, organisation.facts
    is_body = facts.kind.is_body()
    mine = portal.handlings_of_body(organisation.id)
    calendar = portal.calendar_of(organisation.id)
    year = context.today.year
    this_year = [meeting_row(context, m) for m in calendar if m.day.year == year]
    values = {
        "record": organisation,
        "facts": facts,
        "lang": context.foreign(facts),
        "hold": context.hold(organisation),
        "is_body": is_body,
        "kind": context.t(f"organisation_kind.{facts.kind.value}"),
        "parent": context.link(("organisation", facts.parent)) if facts.parent else None,
        "predecessor": context.link(("organisation", facts.predecessor)) if facts.predecessor else None,
        "successors": _referring(context, organisation, "predecessor"),
        "children": _referring(context, organisation, "parent"),
        "members": [
            {
                "member": member,
                "organisation": context.party(member.organisation, context.foreign(facts)),
                "position": context.t(f"position.{member.position.value}") if member.position else "",
            }
            for member in facts.members
        ],
        "year": year,
        "meetings": this_year,
        "all_meetings": [meeting_row(context, m) for m in reversed(calendar) if m.day.year != year],
        "next": _next_meetings(context, calendar),
        "attended": _attended(context, organisation) if is_body else None,
        "cases": _cases(context, organisation, mine),
        "decisions": [decision_row(context, h) for h in reversed(mine) if h.is_decision],
        "seats": _seats(context, organisation),
        "owned": [context.link_to(p) for p in portal.projects if _names(context, p.facts.owner, organisation)],
        "steered": [context.link_to(p) for p in portal.projects if p.facts.steering == organisation.id],
        "partner_in": [
            context.link_to(p)
            for p in portal.projects
            if any(_names(context, text, organisation) for text in p.facts.partners)
        ],
        "milestones": [
            {"what": m.what, "when": m.when, "project": context.link_to(p), "lang": context.foreign(p.facts)}
            for p in portal.projects
            for m in p.facts.milestones
            if not m.done and _names(context, m.who, organisation)
        ],
        "submitted": [
            context.link_to(case)
            for case in portal.cases
            if case.facts.submitted_by and _names(context, case.facts.submitted_by.organisation, organisation)
        ],
        "tasks": context.tasks(portal.tasks_of_organisation(organisation.id)),
        "outline": organisation.outline,
        "papers": context.papers(organisation, facts.attachments),
    }
    register = addresses.BODIES if is_body else addresses.PARTNERS
    description = _description(context, organisation, str(values["kind"]))
    return View(
        template="record/organisation.html",
        address=portal.address_of(organisation),
        title=context.title(organisation),
        values=values,
        menu=register,
        description=description,
        source=organisation.path,
        updated=context.updated(organisation.key),
        crumbs=(Hyperlink(context.t("menu.bodies" if is_body else "menu.partners"), register),),
        feed=context.feed_of_body(organisation.id),
        calendar=addresses.calendar_of(organisation.id) if is_body or calendar else "",
        structured=organisation_data(context, organisation, description),
    )


def _description(context: Context, organisation: Record[Organisation], kind: str) -> str:
    """What sort of organisation it is, and its own first words or what its page tells."""
    words = first_words(organisation.outline, context.lang_of(organisation.facts))
    if words:
        return gist(f"{kind}.", words)
    key = "card.body" if organisation.facts.kind.is_body() else "card.partner"
    return context.t(key, kind=kind, title=organisation.facts.title)


def _next_meetings(context: Context, calendar: list[Record[Any] | Closed]) -> list[MeetingRow]:
    """The body's next meeting; after it the first that a case can still be submitted to, if that is another."""
    rows = [meeting_row(context, meeting) for meeting in calendar if context.is_coming(meeting)]
    open_ = (row for row in rows if row.submission and row.submission >= context.today)
    first, takes_cases = next(iter(rows), None), next(open_, None)
    return [row for row in (first, takes_cases if takes_cases is not first else None) if row]


@dataclass(frozen=True)
class LatestAttendance:
    """Who met, and for whom, at the body's latest meeting that tells; no more is gathered about people."""

    meeting: Hyperlink
    day: dt.date
    lang: str | None
    groups: list[Group]
    forgets_names: bool = False


def _attended(context: Context, organisation: Record[Organisation]) -> LatestAttendance | None:
    told = [meeting for meeting in context.portal.meetings_of(organisation.id) if meeting.facts.present]
    if not told:
        return None
    latest = told[-1]
    link = context.link_to(latest, "#_deltakarar")
    return LatestAttendance(
        link,
        latest.day,
        context.foreign(latest.facts),
        people_at(context, latest),
        context.forgets_names(latest.day),
    )


def _names(context: Context, text: str | None, organisation: Record[Organisation]) -> bool:
    return text is not None and context.portal.names.find(text) == organisation.id


def _referring(context: Context, organisation: Record[Organisation], field: str) -> list[Hyperlink]:
    others = context.portal.organisations
    return [context.link_to(other) for other in others if getattr(other.facts, field) == organisation.id]


def _cases(context: Context, organisation: Record[Organisation], mine: list[Handling]) -> list[CaseRow]:
    """The cases that a body has treated, or that wait for it, the latest first."""
    ids = {id_ for h in mine for id_ in h.entry.item.cases}
    ids |= {case.id for case in context.portal.cases if organisation.id in case.facts.for_bodies}
    cases = [case for id_ in ids if (case := context.portal.case(id_))]
    return [case_row(context, case) for case in sorted(cases, key=lambda c: c.id, reverse=True)]


def _seats(context: Context, organisation: Record[Organisation]) -> list[dict[str, Any]]:
    """The seats on bodies that a partner fills."""
    return [
        {
            "body": context.link_to(body),
            "name": member.name,
            "position": context.t(f"position.{member.position.value}") if member.position else member.role or "",
        }
        for body in context.portal.organisations
        if body.id != organisation.id
        for member in body.facts.members
        if _names(context, member.organisation, organisation)
    ]
