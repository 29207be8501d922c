"""An organisation: a body with its mandate, members and meetings, or a partner with what it owns and owes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.gist import first_words, gist
from portal.derived.items import DecisionRow, decision_row
from portal.derived.key_facts import KeyFact, key_facts, referrers
from portal.derived.known import OrganisationFacts
from portal.derived.parts import Hyperlink, TaskRow, View
from portal.derived.people import Group, people_at
from portal.derived.public import Record
from portal.model import addresses
from portal.model.kinds import CASE, ORGANISATION, PROJECT, Kind
from portal.model.organisation import Member, Organisation
from portal.model.values import Span
from portal.pages.views.linked_data import organisation_data
from portal.pages.views.record import RecordPage, record_view, shared
from portal.pages.views.rows import CaseRow, MeetingRow, case_row, dated_link, meeting_row

__all__ = ["MemberRow", "OrganisationPage", "view"]


@dataclass(frozen=True)
class MemberRow:
    """A seat on a body, and for whom its holder speaks; of a partner's seats, on which body."""

    name: str
    position: str = ""
    role: str | None = None
    organisation: Hyperlink | None = None
    substitute: str | None = None


@dataclass(frozen=True)
class LatestAttendance:
    """Who met, and for whom, at the body's latest meeting that tells; no more is gathered about people."""

    meeting: Hyperlink
    day: dt.date
    lang: str | None
    groups: tuple[Group, ...]
    forgets_names: bool = False


@dataclass(frozen=True)
class OwedMilestone:
    """A milestone of a project that a partner is to see to, and when it is to end."""

    what: str
    lang: str | None
    when: Span | None
    project: Hyperlink


@dataclass(frozen=True)
class OrganisationPage(RecordPage):
    """What the page of a body or a partner shows.

    `deadlines` are the body's own, in words.
    `next` is the next meeting, and after it the first that a case can still be submitted to, if that is another.
    """

    kind: str
    is_body: bool
    short: str | None
    next: tuple[MeetingRow, ...]
    deadlines: tuple[str, ...]
    members: tuple[MemberRow, ...]
    attended: LatestAttendance | None
    tasks: tuple[TaskRow, ...]
    year: int
    meetings: tuple[MeetingRow, ...]
    other_meetings: tuple[MeetingRow, ...]
    decisions: tuple[DecisionRow, ...]
    cases: tuple[CaseRow, ...]
    owned: tuple[Hyperlink, ...]
    steered: tuple[Hyperlink, ...]
    partner_in: tuple[Hyperlink, ...]
    milestones: tuple[OwedMilestone, ...]
    seats: tuple[MemberRow, ...]
    submitted: tuple[Hyperlink, ...]
    children: tuple[Hyperlink, ...]


def view(context: Context, organisation: Record[Organisation]) -> View:
    """The page of a body or a partner."""
    facts, known = organisation.facts, context.facts.organisation(organisation.id)
    is_body, lang, year = facts.kind.is_body(), context.foreign(facts), context.today.year
    rows = [meeting_row(context, meeting) for meeting in known.meetings]
    page = OrganisationPage(
        **shared(context, organisation, _facts(context, organisation, known), organisation.outline),
        kind=context.t(f"organisation_kind.{facts.kind.value}"),
        is_body=is_body,
        short=facts.short,
        next=_next_meetings(context, known),
        deadlines=_deadlines(context, facts),
        members=tuple(_member_row(context, member, lang) for member in facts.members),
        attended=_attended(context, organisation) if is_body else None,
        tasks=context.tasks(one.task for one in known.follow_ups),
        year=year,
        meetings=tuple(row for row in rows if row.day.year == year),
        other_meetings=tuple(row for row in reversed(rows) if row.day.year != year),
        decisions=tuple(decision_row(context, handling) for handling in reversed(known.decisions)),
        cases=_cases(context, organisation),
        owned=_referring(context, organisation, PROJECT, "owner"),
        steered=_referring(context, organisation, PROJECT, "steering"),
        partner_in=_referring(context, organisation, PROJECT, "partners"),
        milestones=_milestones(context, organisation),
        seats=_seats(context, organisation),
        submitted=_referring(context, organisation, CASE, "submitted_by"),
        children=_referring(context, organisation, ORGANISATION, "parent"),
    )
    register = addresses.BODIES if is_body else addresses.PARTNERS
    description = _description(context, organisation, page.kind)
    return record_view(
        context,
        organisation,
        page,
        description,
        organisation_data(context, organisation, description),
        crumbs=(Hyperlink(context.t("menu.bodies" if is_body else "menu.partners"), register),),
        feed=context.feed_of_body(organisation.id),
        calendar=addresses.calendar_of(organisation.id) if is_body or known.meetings else "",
    )


def _description(context: Context, organisation: Record[Organisation], kind: str) -> str:
    """What sort of organisation it is, and its own first words or what its page tells."""
    words = first_words(organisation.outline, context.lang_of(organisation.facts))
    if words:
        return gist(f"{kind}.", words)
    key = "card.body" if organisation.facts.kind.is_body() else "card.partner"
    return context.t(key, kind=kind, title=organisation.facts.title)


def _facts(context: Context, organisation: Record[Organisation], known: OrganisationFacts) -> tuple[KeyFact, ...]:
    facts, valid, contact = organisation.facts, organisation.facts.valid, organisation.facts.contact
    start = context.t("valid.from", date=context.period(valid.start)) if valid and valid.start else ""
    to = context.t("valid.to", date=context.period(valid.to)) if valid and valid.to else ""
    email, phone, url = (contact.email, contact.phone, contact.url) if contact else (None, None, None)
    return key_facts(
        context,
        (
            ("parent", context.link(("organisation", facts.parent)) if facts.parent else None),
            ("authority", context.t(f"authority.{facts.authority.value}") if facts.authority else None),
            ("valid", f"{start} {to}".strip()),
            ("predecessor", context.link(("organisation", facts.predecessor)) if facts.predecessor else None),
            ("successor", _referring(context, organisation, ORGANISATION, "predecessor")),
            ("next_meeting", dated_link(context, known.next.meeting) if known.next else None),
            KeyFact("email", (Hyperlink(email),) if email else (), url=f"mailto:{email}", is_wide=True),
            ("phone", phone),
            KeyFact("website", (Hyperlink(url.split("/")[2]),) if url else (), url=url, is_wide=True),
            *referrers(context, organisation),
            ("archive_ref", facts.archive_ref),
        ),
    )


def _next_meetings(context: Context, known: OrganisationFacts) -> tuple[MeetingRow, ...]:
    others = (known.next_open,) if known.next_open is not known.next else ()
    return tuple(meeting_row(context, one.meeting) for one in (known.next, *others) if one)


def _deadlines(context: Context, facts: Organisation) -> tuple[str, ...]:
    kinds = ("submission", "notice", "minutes") if facts.deadlines else ()
    days = ((kind, getattr(facts.deadlines, kind)) for kind in kinds)
    return tuple(context.catalogue.count(f"deadlines.{kind}", number) for kind, number in days if number is not None)


def _position(context: Context, member: Member) -> str:
    return context.t(f"position.{member.position.value}") if member.position else ""


def _member_row(context: Context, member: Member, lang: str | None) -> MemberRow:
    organisation = context.party(member.organisation, lang)
    return MemberRow(member.name, _position(context, member), member.role, organisation, member.substitute)


def _attended(context: Context, organisation: Record[Organisation]) -> LatestAttendance | None:
    told = [meeting for meeting in context.portal.meetings_of(organisation.id) if meeting.facts.present]
    if not told:
        return None
    latest = told[-1]
    return LatestAttendance(
        context.link_to(latest, "#_deltakarar"),
        latest.day,
        context.foreign(latest.facts),
        people_at(context, latest),
        context.forgets_names(latest.day),
    )


def _is_named(context: Context, organisation: Record[Organisation], text: str | None) -> bool:
    return text is not None and context.portal.names.find(text) == organisation.id


def _referring(context: Context, organisation: Record[Organisation], kind: Kind, field: str) -> tuple[Hyperlink, ...]:
    """The records of a kind that refer to an organisation in a field."""
    return tuple(map(context.link_to, context.portal.referring(kind, organisation.key, field)))


def _milestones(context: Context, organisation: Record[Organisation]) -> tuple[OwedMilestone, ...]:
    """The milestones that a partner is to see to, and that are not done."""
    return tuple(
        OwedMilestone(one.what, context.foreign(project.facts), one.when, context.link_to(project))
        for project in context.portal.projects
        for one in project.facts.milestones
        if not one.done and _is_named(context, organisation, one.who)
    )


def _cases(context: Context, organisation: Record[Organisation]) -> tuple[CaseRow, ...]:
    """The cases that a body has treated, or that wait for it, the latest first."""
    ids = {id_ for h in context.portal.handlings_of_body(organisation.id) for id_ in h.entry.item.cases}
    ids |= {case.id for case in context.portal.referring(CASE, organisation.key, "for")}
    cases = [case for id_ in sorted(ids, reverse=True) if (case := context.portal.case(id_))]
    return tuple(case_row(context, case) for case in cases)


def _seats(context: Context, organisation: Record[Organisation]) -> tuple[MemberRow, ...]:
    """The seats on bodies that a partner fills."""
    return tuple(
        MemberRow(member.name, _position(context, member) or member.role or "", organisation=context.link_to(body))
        for body in context.portal.organisations
        if body.id != organisation.id
        for member in body.facts.members
        if _is_named(context, organisation, member.organisation)
    )
