"""Meetings as open data: when, where, in what state, and the agenda with what became of each item."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from portal.derived.context import Context
from portal.derived.public import GROUPS, Closed
from portal.model import addresses
from portal.model.kinds import MEETING
from portal.model.vocabulary import MeetingForm, MeetingState, Outcome
from portal.outputs.data import shared as s
from portal.outputs.data.columns import DataRegister, Fact, Prose, Read, Row, Url

__all__ = ["REGISTER"]


class AgendaData(Row, part="handling.entry.item", within="agenda."):
    """An item on the agenda of a meeting (`ItemFacts`)."""

    position: Annotated[int, Fact("handling.entry.position")]
    case_number: Annotated[str | None, Read("agenda.number")]
    title: Annotated[str | None, Fact("handling", "item_title", "agenda.title", by=s.item_title)]
    url: Annotated[Url, Fact("handling", "item_url", by=s.item_url)]
    case_type: Annotated[str | None, Fact("types", source="agenda.type", by=s.case_type)]
    case: Annotated[str | None, Fact("handling.entry.item.case.0", "case_id", "agenda.case")]
    cases: Annotated[tuple[str, ...], Read("agenda.case", "item_cases")]
    project: Annotated[str | None, Fact("projects.0", "project_id", "agenda.project")]
    projects: Annotated[tuple[str, ...], Fact("projects", "item_projects", "agenda.project")]
    presenter: Annotated[str | None, Read("agenda.presenter", people=True)]
    approves: Annotated[str | None, Fact("handling.entry.item.approves.0", source="agenda.approves")]
    approved_meetings: Annotated[tuple[str, ...], Read("agenda.approves")]
    outcome: Annotated[Outcome | None, Fact("outcome", source="agenda.outcome")]
    vote: Annotated[s.VotesData, Fact("handling.entry.item.vote")]
    is_decision: Annotated[bool, Fact("is_decision")]
    is_recommendation: Annotated[bool, Fact("is_recommendation", source="agenda.final")]
    sent_to: Annotated[tuple[str, ...], Read("agenda.to")]
    added: Annotated[bool, Read("agenda.added", "item_added")]
    closed_doors: Annotated[str | None, Read("agenda.closed.basis")]
    disqualified: Annotated[tuple[str, ...], Read("agenda.disqualified", people=True)]
    number_of_follow_ups: Annotated[int, Fact("follow_ups", by=s.count)]
    attachments: Annotated[tuple[s.AttachmentData, ...], Fact("handling", source="attachments", by=s.item_papers)]
    legal_basis: Annotated[str | None, Read("agenda.exempt.basis")]
    exempt_until: Annotated[dt.date | None, Read("agenda.exempt.until")]


class AttendanceData(Row, part="person"):
    """Somebody who was at a meeting, or was absent (`Attendance`)."""

    name: Annotated[str | None, Read("name", "person_name", people=True)]
    group: Annotated[str, Fact("group", values=GROUPS)]
    role: Annotated[str | None, Read("role")]
    organisation: Annotated[str | None, Read("organisation", "person_organisation", by=s.party_id)]
    organisation_title: Annotated[str | None, Read("organisation", "person_organisation_title", by=s.party)]
    substitute_for: Annotated[str | None, Read("substitute_for", people=True)]
    items: Annotated[tuple[str, ...], Fact("items", "person_items", "items")]
    items_missed: Annotated[tuple[str, ...], Fact("missed", "person_items_missed")]
    arrived: Annotated[str | None, Read("arrived")]
    left: Annotated[str | None, Read("left")]


class MeetingData(Row, part="meeting.facts"):
    """A meeting (`MeetingFacts`)."""

    head: Annotated[s.HeadData, Fact("meeting")]
    state: Annotated[MeetingState | None, Fact("state", "meeting_state")] = None
    number: Annotated[str | None, Read("number", "meeting_number")] = None
    date: Annotated[dt.date, Fact("meeting.day", "meeting_date")]
    body: Annotated[str, Fact("meeting.body_id")]
    body_title: Annotated[str | None, Fact("meeting.body_id", by=s.body_title)]
    with_bodies: Annotated[tuple[str, ...], Read("with")] = ()
    form: Annotated[MeetingForm | None, Read("form", "meeting_form")] = None
    end_date: Annotated[dt.date | None, Read("end_date")] = None
    start: Annotated[dt.time | None, Read("start")] = None
    end: Annotated[dt.time | None, Read("end")] = None
    place: Annotated[str | None, Read("place")] = None
    online: Annotated[Url | None, Read("online")] = None
    cancelled_reason: Annotated[Prose | None, Fact("cancelled_reason", source="cancelled.reason")] = None
    moved_from: Annotated[dt.date | None, Fact("meeting.facts.moved_from.day", source="moved_from")] = None
    submission_deadline: Annotated[dt.date | None, Fact("submission.day")] = None
    notice_sent: Annotated[dt.date | None, Read("notice_sent")] = None
    minutes_sent: Annotated[dt.date | None, Read("minutes_sent")] = None
    minutes_approved: Annotated[dt.date | None, Fact("approved_by.meeting.day")] = None
    minutes_approved_by: Annotated[str | None, Fact("approved_by.meeting.id")] = None
    number_of_items: Annotated[int | None, Fact("items", by=s.count)] = None
    number_of_decisions: Annotated[int | None, Fact("decisions", by=s.count)] = None
    number_of_present: Annotated[int | None, Fact("meeting.facts.present", by=lambda _, all_: len(all_) or None)] = None
    agenda: Annotated[tuple[AgendaData, ...], Fact("items", source="agenda")] = ()
    chair: Annotated[str | None, Read("chair", people=True)] = None
    minute_taker: Annotated[str | None, Read("minutes_by", people=True)] = None
    attendance: Annotated[tuple[AttendanceData, ...], Fact("attendance", source=", ".join(GROUPS), people=True)] = ()
    tail: Annotated[s.TailData, Fact("meeting")]


def _closed(context: Context, closed: Closed) -> dict[str, Any]:
    when = {"date": closed.day, "body": closed.body_id, "body_title": s.body_title(context, closed.body_id)}
    return {**when, "number": closed.number}


REGISTER = DataRegister(
    "meetings",
    addresses.MEETINGS,
    MEETING,
    MeetingData,
    facts=lambda context: map(context.facts.meeting, context.portal.meetings),
    years=lambda context: (meeting.day.year for meeting in context.portal.calendar),
    year=lambda _, facts: facts.meeting.day.year,
    closed=_closed,
)
