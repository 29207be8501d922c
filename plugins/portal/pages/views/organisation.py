"""An organisation: a body with its mandate, members and meetings, or a partner with what it owns and owes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from portal.derived.agreements import AgreementFacts
from portal.derived.context import Context
from portal.derived.gist import first_words, gist_of
from portal.derived.items import DecisionRow, decision_row
from portal.derived.key_facts import KeyFact, key_facts, referrers
from portal.derived.known import OrganisationFacts
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, TaskRow, View
from portal.derived.people import Group, people_at
from portal.derived.public import Record
from portal.model import addresses
from portal.model.case import Case
from portal.model.kinds import CASE, ORGANISATION, PLAN, PROJECT, Kind
from portal.model.organisation import Member, Organisation
from portal.model.project import Milestone, Project
from portal.model.values import Span
from portal.pages.views import bounds
from portal.pages.views.agreement import AgreementRow, agreement_row
from portal.pages.views.bounds import Side, described, fits, sides, titled
from portal.pages.views.linked_data import organisation_data
from portal.pages.views.record import RecordPage, record_view, shared
from portal.pages.views.representation import RepresentationView, representation_view
from portal.pages.views.rows import (
    CaseRow,
    MeetingRow,
    MemberRow,
    case_row,
    dated_link,
    meeting_row,
    member_row,
)  # fmt: skip

__all__ = ["OrganisationPage", "list_views", "view"]


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

    `deadlines` are the body's own, in words. `other_members` are those that it had, or is to have.
    `next` is the next meeting, and after it the first that a case can still be submitted to, if that is another; of a
    partner the next ones of the bodies on which it has a seat, and `decisions` are those that concern it.
    """

    kind: str
    over: StateLabel | None
    is_body: bool
    short: str | None
    next: tuple[MeetingRow, ...]
    deadlines: tuple[str, ...]
    members: tuple[MemberRow, ...]
    other_members: tuple[MemberRow, ...]
    representation: RepresentationView | None
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
    agreements: tuple[AgreementRow, ...]
    plans: tuple[Hyperlink, ...]
    more: tuple[More, ...]


@dataclass(frozen=True)
class More:
    """Where all of a list stand of which a page shows the first, and how many they are; `name` is the list's field."""

    name: str
    address: str
    number: int


@dataclass(frozen=True)
class OrganisationList:
    """One of the lists of an organisation, by its name; `side` of it is shown."""

    name: str
    organisation: Hyperlink
    lede: str
    rows: tuple[Any, ...]
    side: Side


@dataclass(frozen=True)
class _List:
    """What a list's rows are made of in their order, how a row is made of one, and the message it is called by."""

    items: Sequence[Any]
    row: Callable[[Any], Any]
    title: str

    def rows(self, most: int | None) -> tuple[Any, ...]:
        return tuple(map(self.row, self.items[:most]))


def _lists(context: Context, organisation: Record[Organisation]) -> dict[str, _List]:
    """The lists of an organisation's page, which may be long."""
    portal, facts, id_ = context.portal, context.facts, organisation.id
    tasks = sorted(map(facts.follow_up, portal.tasks_of_organisation(id_)), key=lambda one: one.rank)
    own = [one for one in portal.handlings_of_body(id_) if one.is_decision]
    own.sort(key=lambda one: portal.times[one.meeting.id], reverse=True)  # those of a meeting stay as on its agenda
    decisions = own if organisation.facts.kind.is_body() or own else facts.decided_for(id_)[: bounds.FEW]

    def referring(kind: Kind, field: str, title: str) -> _List:
        found = portal.referring(kind, organisation.key, field)
        if kind in (PROJECT, PLAN):
            found.sort(key=lambda one: (facts.project(one) if kind is PROJECT else facts.plan(one)).rank)
        return _List(found[::-1] if kind is CASE else found, context.link_to, title)

    return {
        "tasks": _List(tasks, lambda one: context.task(one.task), "organisation.tasks"),
        "meetings": _List([*reversed(portal.calendar_of(id_))], partial(meeting_row, context), "menu.meetings"),
        "decisions": _List(decisions, partial(decision_row, context), "decisions.title"),
        "cases": _List(_cases(context, organisation), partial(case_row, context), "organisation.cases"),
        "owned": referring(PROJECT, "owner", "organisation.owns"),
        "steered": referring(PROJECT, "steering", "organisation.steers"),
        "partner_in": referring(PROJECT, "partners", "organisation.partner_in"),
        "milestones": _List(facts.owed_milestones(id_), partial(_milestone, context), "organisation.milestones"),
        "seats": _List(facts.seats(id_), partial(_seat, context), "organisation.seats"),
        "submitted": referring(CASE, "submitted_by", "organisation.submitted"),
        "children": referring(ORGANISATION, "parent", "organisation.children"),
        "agreements": _List(_agreements(context, id_), partial(agreement_row, context), "organisation.agreements"),
        "plans": referring(PLAN, "organisation", "organisation.plans"),
    }


def _is_long(lists: Mapping[str, _List]) -> bool:
    return not fits(*(len(one.items) for one in lists.values()))


def list_views(context: Context, organisation: Record[Organisation]) -> Iterator[LazyView]:
    """The pages of the lists of which an organisation's page has but the first rows, since it would be too long."""
    lists = _lists(context, organisation)
    for name in addresses.ORGANISATION_LISTS if _is_long(lists) else ():
        if len(lists[name].items) > bounds.FEW:
            base = addresses.organisation_list(organisation.address, name)
            for side in sides(base, len(lists[name].items)):
                yield LazyView(side.address, partial(_list_view, context, organisation, name, lists[name], side))


def _list_view(context: Context, organisation: Record[Organisation], name: str, one: _List, side: Side) -> View:
    heading = context.t(one.title)
    title = context.t("facet.title_of", register=context.title(organisation), choice=heading)
    register, here = _register(context, organisation), context.link_to(organisation)
    return View(
        "register/of-organisation.html",
        side.address,
        titled(context, title, side),
        OrganisationList(name, here, heading, tuple(map(one.row, side.rows(one.items))), side),
        menu=register.address or "",
        description=described(context, context.t("organisation.list", title=title, number=len(one.items)), side),
        updated=context.updated(organisation.key),
        crumbs=(register, here),
    )


def _register(context: Context, organisation: Record[Organisation]) -> Hyperlink:
    """The register that an organisation stands in."""
    if organisation.facts.kind.is_body():
        return Hyperlink(context.t("menu.bodies"), addresses.BODIES)
    return Hyperlink(context.t("menu.partners"), addresses.PARTNERS)


def _more(organisation: Record[Organisation], lists: Mapping[str, _List]) -> Iterator[More]:
    """Where all of each long list of a long page stand."""
    registers = {"decisions": addresses.decisions_by_body, "cases": addresses.cases_by_body}
    for name, one in lists.items():
        if len(one.items) > bounds.FEW:
            in_register = registers.get(name)
            own = in_register or partial(addresses.organisation_list, organisation.address)
            yield More(name, own(organisation.id if in_register else name), len(one.items))


def view(context: Context, organisation: Record[Organisation]) -> View:
    """The page of a body or a partner."""
    facts, known = organisation.facts, context.facts.organisation(organisation.id)
    is_body, lang, year = facts.kind.is_body(), context.foreign(facts), context.today.year
    lists = _lists(context, organisation)
    most = bounds.FEW if _is_long(lists) else None
    meetings = lists["meetings"]
    this_year = [one for one in meetings.items if one.day.year == year][:most]
    others = [one for one in meetings.items if one.day.year != year] if most is None else []
    rows: dict[str, Any] = {name: one.rows(most) for name, one in lists.items() if name != "meetings"}
    page = OrganisationPage(
        **shared(context, organisation, _facts(context, organisation, known), organisation.outline),
        kind=context.t(f"organisation_kind.{facts.kind.value}"),
        over=StateLabel(context.t("bodies.over"), "t-mute", "s-dash") if known.is_over else None,
        is_body=is_body,
        short=facts.short,
        next=_next_meetings(context, known)
        or tuple(meeting_row(context, one.meeting) for one in context.facts.coming_for(organisation.id)),
        deadlines=_deadlines(context, facts),
        members=tuple(member_row(context, member, lang) for member in known.members),
        other_members=tuple(member_row(context, one, lang) for one in facts.members if one not in known.members),
        representation=representation_view(context, organisation),
        attended=_attended(context, organisation) if is_body else None,
        year=year,
        meetings=tuple(map(meetings.row, reversed(this_year))),
        other_meetings=tuple(map(meetings.row, others)),
        **rows,
        more=tuple(_more(organisation, lists)) if most else (),
    )
    description = _description(context, organisation, page.kind)
    return record_view(
        context,
        organisation,
        page,
        description,
        organisation_data(context, organisation, description),
        crumbs=(_register(context, organisation),),
        feed=context.feed_of_body(organisation.id),
        calendar=addresses.calendar_of(organisation.id) if is_body or known.meetings else "",
    )


def _description(context: Context, organisation: Record[Organisation], kind: str) -> str:
    """What sort of organisation it is, and its own first words or what its page tells."""
    words = first_words(organisation.outline, context.lang_of(organisation.facts))
    if words or organisation.facts.summary:
        return gist_of(organisation.facts, f"{kind}.", words)
    key = "card.body" if organisation.facts.kind.is_body() else "card.partner"
    return context.t(key, kind=kind, title=organisation.facts.title)


def _facts(context: Context, organisation: Record[Organisation], known: OrganisationFacts) -> tuple[KeyFact, ...]:
    facts, valid, contact = organisation.facts, organisation.facts.valid, organisation.facts.contact
    email, phone, url = (contact.email, contact.phone, contact.url) if contact else (None, None, None)
    return key_facts(
        context,
        (
            ("parent", context.link(("organisation", facts.parent)) if facts.parent else None),
            ("authority", context.t(f"authority.{facts.authority.value}") if facts.authority else None),
            ("registration", _grouped(facts.registration) if facts.registration else None),
            ("valid", context.between(valid.start, valid.to) if valid else None),
            ("predecessor", context.link(("organisation", facts.predecessor)) if facts.predecessor else None),
            ("successor", _referring(context, organisation, ORGANISATION, "predecessor")),
            ("next_meeting", dated_link(context, known.next.meeting) if known.next else None),
            KeyFact("email", (Hyperlink(email),) if email else (), url=f"mailto:{email}", is_wide=True),
            ("phone", phone),
            KeyFact("website", (Hyperlink(url.split("/")[2]),) if url else (), url=url, is_wide=True),
            *referrers(context, organisation),
            KeyFact("themes", context.themes_of(facts), is_wide=True),
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


def _grouped(number: str) -> str:
    """An organisation's number in groups of three, which do not part at a line's end."""
    return "\u00a0".join((number[:3], number[3:6], number[6:]))


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


def _referring(context: Context, organisation: Record[Organisation], kind: Kind, field: str) -> tuple[Hyperlink, ...]:
    """The records of a kind that refer to an organisation in a field."""
    return tuple(map(context.link_to, context.portal.referring(kind, organisation.key, field)))


def _milestone(context: Context, owed: tuple[Record[Project], Milestone]) -> OwedMilestone:
    """A milestone that a partner is to see to."""
    project, one = owed
    return OwedMilestone(one.what, context.foreign(project.facts), one.when, context.link_to(project))


def _cases(context: Context, organisation: Record[Organisation]) -> list[Record[Case]]:
    """The cases that a body has treated, or that wait for it, the latest first."""
    ids = {id_ for h in context.portal.handlings_of_body(organisation.id) for id_ in h.entry.item.cases}
    ids |= {case.id for case in context.portal.referring(CASE, organisation.key, "for")}
    return [case for id_ in sorted(ids, reverse=True) if (case := context.portal.case(id_))]


def _agreements(context: Context, organisation_id: str) -> list[AgreementFacts]:
    """The agreements that an organisation is a party to: those that hold, then those on their way, then the rest."""
    for cover in context.facts.party_covers:
        if cover.organisation_id == organisation_id:
            return [*cover.in_force, *cover.ahead, *cover.past]
    return []


def _seat(context: Context, seat: tuple[Record[Organisation], Member]) -> MemberRow:
    """A seat on a body that a partner fills."""
    body, member = seat
    row = member_row(context, member, None)
    return MemberRow(member.name, row.position or member.role or "", organisation=context.link_to(body))
