"""Records as rows of a list or a register."""

from __future__ import annotations

from typing import Any

from portal.publication.portal import Closed
from portal.record import Record
from portal.records.case import Case
from portal.records.meeting import Meeting
from portal.states import case_state, meeting_state
from portal.views.case import case_numbers
from portal.views.context import Context

__all__ = ["case_row", "meeting_row"]


def meeting_row(context: Context, meeting: Record[Meeting] | Closed) -> dict[str, Any]:
    """A meeting in a list: when, what, where, its state and what can still be done."""
    row: dict[str, Any] = {
        "title": context.link_to(meeting),
        "body": context.body(meeting.body_id),
        "body_id": meeting.body_id,
        "day": meeting.day,
        "is_past": meeting.day < context.today,
        "days": (meeting.day - context.today).days,
        "number": meeting.number if isinstance(meeting, Closed) else meeting.facts.number,
        "submission": None,
        "notice": None,
        "minutes": None,
    }
    if isinstance(meeting, Closed):
        return {**row, "facts": None, "state": context.state(meeting.visibility), "value": meeting.visibility.value}
    state = meeting_state(context.portal, meeting, context.today)
    if state.is_coming():
        row["submission"] = context.deadline(meeting.body_id, meeting.day, "submission")
    if state.value == "planned":
        row["notice"] = context.deadline(meeting.body_id, meeting.day, "notice")
    if state.value == "awaiting_minutes":
        row["minutes"] = context.deadline(meeting.body_id, meeting.day, "minutes")
    return {**row, "facts": meeting.facts, "state": context.state(state), "value": state.value}


def case_row(context: Context, case: Record[Case] | Closed) -> dict[str, Any]:
    """A case in a register."""
    portal = context.portal
    route = portal.route(case.id)
    bodies = list(dict.fromkeys(h.meeting.body_id for h in route))
    row: dict[str, Any] = {"title": context.link_to(case), "numbers": case_numbers(route)}
    if isinstance(case, Closed):
        return {
            **row,
            "submitted": None,
            "types": "",
            "state": context.state(case.visibility),
            "value": case.visibility.value,
            "years": {h.meeting.day.year for h in route},
            "bodies": [],
            "body_ids": set(),
            "latest": None,
        }
    facts = case.facts
    state = case_state(portal, case, context.today)
    waiting = [id_ for id_ in facts.for_bodies if id_ not in bodies]
    years = {h.meeting.day.year for h in route} | ({facts.submitted.year} if facts.submitted else set())
    return {
        **row,
        "submitted": facts.submitted,
        "types": context.types(facts.type or ()),
        "state": context.state(state),
        "value": state.value,
        "years": years,
        "bodies": [context.body(id_) for id_ in (*bodies, *waiting)],
        "body_ids": {*bodies, *waiting},
        "latest": route[-1].meeting.day if route else facts.submitted,
    }
