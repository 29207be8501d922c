"""Meetings as open data: when, where, in what state, and the agenda with what became of each item."""

from __future__ import annotations

from collections.abc import Iterator

from portal.derived.attendance import GROUPS, attendance_at
from portal.derived.context import Context
from portal.derived.public import Closed, Handling, Record
from portal.derived.states import meeting_state
from portal.model import addresses
from portal.model.kinds import MEETING
from portal.model.meeting import Meeting
from portal.model.vocabulary import MeetingState, Outcome
from portal.outputs.data.columns import Column, DataRegister, Row, Type, coded, listed, people
from portal.outputs.data.shared import (
    ATTACHMENTS,
    HEAD,
    TAIL,
    VOTE,
    case_type,
    closed_row,
    day,
    first,
    folded,
    head,
    papers,
    party,
    party_id,
    tail,
    votes,
)  # fmt: skip

__all__ = ["REGISTER"]

_AGENDA = (
    Column("position", Type.INTEGER, required=True),
    Column("case_number", source="agenda.number"),
    Column("title", source="agenda.title", about="item_title"),
    Column("url", Type.URL, about="item_url", required=True),
    Column("case_type", source="agenda.type"),
    Column("case", source="agenda.case", about="case_id"),
    listed("cases", "agenda.case", about="item_cases"),
    Column("project", source="agenda.project", about="project_id"),
    listed("projects", "agenda.project", about="item_projects"),
    people("presenter", "agenda.presenter"),
    Column("approves", source="agenda.approves"),
    listed("approved_meetings", "agenda.approves"),
    coded("outcome", Outcome, "agenda.outcome"),
    *VOTE,
    Column("is_decision", Type.BOOLEAN, required=True),
    Column("number_of_follow_ups", Type.INTEGER, required=True),
    ATTACHMENTS,
    Column("legal_basis", source="agenda.exempt.basis"),
    Column("exempt_until", Type.DATE, "agenda.exempt.until"),
)
_ATTENDANCE = (
    people("name", "name", about="person_name"),
    Column("group", Type.CODE, values=GROUPS, required=True),
    Column("role", source="role"),
    Column("organisation", source="organisation", about="person_organisation"),
    Column("organisation_title", source="organisation", about="person_organisation_title"),
    people("substitute_for", "substitute_for"),
    listed("items", "items", about="person_items"),
    listed("items_missed", about="person_items_missed"),
)


def _rows(context: Context) -> Iterator[Row]:
    yield from (_row(context, meeting) for meeting in context.portal.meetings)
    for closed in context.portal.closed_of(MEETING):
        yield {**closed_row(context, closed), **_when(context, closed), "number": folded(closed.number)}


def _row(context: Context, meeting: Record[Meeting]) -> Row:
    portal, facts = context.portal, meeting.facts
    items = portal.items(meeting.id)
    approval = portal.approved_by(meeting.id)
    return {
        **head(context, meeting),
        "state": meeting_state(portal, meeting, context.today).value,
        "number": folded(facts.number),
        **_when(context, meeting),
        "start": facts.start.isoformat("minutes") if facts.start else None,
        "end": facts.end.isoformat("minutes") if facts.end else None,
        "place": folded(facts.place),
        "online": facts.online,
        "cancelled_reason": facts.cancelled.reason if facts.cancelled else None,
        "moved_from": day(facts.moved_from.day if facts.moved_from else None),
        "submission_deadline": day(context.deadline(meeting.body_id, meeting.day, "submission")),
        "notice_sent": day(facts.notice_sent),
        "minutes_sent": day(facts.minutes_sent),
        "minutes_approved": day(approval.meeting.day) if approval else None,
        "minutes_approved_by": approval.meeting.id if approval else None,
        "number_of_items": len(items),
        "number_of_decisions": sum(handling.is_decision for handling in items),
        "number_of_present": len(facts.present) or None,
        "agenda": [_item(context, handling) for handling in items],
        "chair": folded(facts.chair),
        "minute_taker": folded(facts.minutes_by),
        "attendance": [
            {
                "name": folded(one.person.name),
                "group": one.group,
                "role": folded(one.person.role),
                "organisation": party_id(context, one.person.organisation),
                "organisation_title": party(context, one.person.organisation),
                "substitute_for": folded(one.person.substitute_for),
                "items": list(one.items),
                "items_missed": list(one.missed),
            }
            for one in attendance_at(facts, [handling.entry.item for handling in items])
        ],
        **tail(context, meeting),
    }


def _when(context: Context, meeting: Record[Meeting] | Closed) -> Row:
    body = folded(context.body(meeting.body_id).text)
    return {"date": day(meeting.day), "body": meeting.body_id, "body_title": body}


def _item(context: Context, handling: Handling) -> Row:
    entry, projects = handling.entry, context.portal.projects_of(handling)
    item = entry.item
    return {
        "position": entry.position,
        "case_number": folded(item.number),
        "title": folded(context.item_title(handling).text),
        "url": context.url(f"{context.portal.address_of(handling.meeting)}#{entry.anchor}"),
        "case_type": case_type(context.item_types(handling)),
        "case": first(item.cases),
        "cases": list(item.cases),
        "project": first(projects),
        "projects": list(projects),
        "presenter": folded(item.presenter),
        "approves": first(item.approves),
        "approved_meetings": list(item.approves),
        "outcome": item.outcome.value if item.outcome else None,
        **votes(item.vote),
        "is_decision": handling.is_decision,
        "number_of_follow_ups": len(item.follow_up),
        "attachments": papers(context, handling.meeting, item.attachments),
        "legal_basis": folded(item.exempt.basis) if item.exempt else None,
        "exempt_until": day(item.exempt.until) if item.exempt else None,
    }


REGISTER = DataRegister(
    "meetings",
    addresses.MEETINGS,
    MEETING.name,
    (
        *HEAD,
        coded("state", MeetingState, about="meeting_state"),
        Column("number", source="number", about="meeting_number"),
        Column("date", Type.DATE, about="meeting_date", required=True),
        Column("body", required=True),
        Column("body_title"),
        Column("start", Type.TIME, "start"),
        Column("end", Type.TIME, "end"),
        Column("place", source="place"),
        Column("online", Type.URL, "online"),
        Column("cancelled_reason", source="cancelled.reason"),
        Column("moved_from", Type.DATE, "moved_from"),
        Column("submission_deadline", Type.DATE),
        Column("notice_sent", Type.DATE, "notice_sent"),
        Column("minutes_sent", Type.DATE, "minutes_sent"),
        Column("minutes_approved", Type.DATE),
        Column("minutes_approved_by"),
        Column("number_of_items", Type.INTEGER),
        Column("number_of_decisions", Type.INTEGER),
        Column("number_of_present", Type.INTEGER),
        Column("agenda", Type.OBJECTS, "agenda", fields=_AGENDA),
        people("chair", "chair"),
        people("minute_taker", "minutes_by"),
        Column("attendance", Type.OBJECTS, ", ".join(GROUPS), fields=_ATTENDANCE, people=True),
        *TAIL,
    ),
    _rows,
)
