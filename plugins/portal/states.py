"""What can be worked out is never typed: the states of meetings, cases, follow-ups and milestones.

All are functions of the linked records and of today (the record format, §3).
"""

from __future__ import annotations

import datetime as dt

from portal.linking.graph import Graph, Handling
from portal.record import Record
from portal.records.case import Case
from portal.records.meeting import FollowUp, Meeting
from portal.records.project import Milestone
from portal.records.vocabulary import CaseState, FollowUpState, MeetingState, MilestoneState, Outcome

__all__ = ["case_state", "follow_up_state", "has_minutes", "meeting_state", "milestone_state"]


def has_minutes(graph: Graph, meeting: Record[Meeting]) -> bool:
    """Minutes exist when an item has an outcome or somebody is recorded as present."""
    return graph.agendas[meeting.id].has_minutes


def meeting_state(graph: Graph, meeting: Record[Meeting], today: dt.date) -> MeetingState:
    """Where a meeting is on its way; it is held when its date is before today."""
    if meeting.facts.cancelled:
        return MeetingState.CANCELLED
    if meeting.day >= today:
        return MeetingState.CALLED if graph.items(meeting.id) else MeetingState.PLANNED
    if not has_minutes(graph, meeting):
        return MeetingState.AWAITING_MINUTES
    return MeetingState.MINUTES_APPROVED if graph.approved_by(meeting.id) else MeetingState.MINUTES_DRAFT


def case_state(graph: Graph, case: Record[Case], today: dt.date) -> CaseState:
    """Where a case is: its latest meeting that was not cancelled counts, those to come too."""
    if case.facts.closed:
        return CaseState.CLOSED
    route = [handling for handling in graph.route(case.id) if not handling.meeting.facts.cancelled]
    if not route:
        return CaseState.SUBMITTED
    latest = route[-1]
    if latest.meeting.day >= today:
        return CaseState.SCHEDULED
    outcome = outcome_of(latest)
    if outcome is None:
        return CaseState.AWAITING_MINUTES
    open_ = any(
        follow_up_state(follow_up, today).is_open() for handling in route for follow_up in handling.entry.item.follow_up
    )
    return CaseState.FOLLOW_UP if open_ else CaseState(outcome.value)


def outcome_of(handling: Handling) -> Outcome | None:
    """The outcome of an item."""
    return handling.entry.item.outcome


def follow_up_state(follow_up: FollowUp, today: dt.date) -> FollowUpState:
    """Done, open, or overdue when it was due before today."""
    if follow_up.done:
        return FollowUpState.DONE
    return FollowUpState.OVERDUE if follow_up.due and follow_up.due < today else FollowUpState.OPEN


def milestone_state(milestone: Milestone, today: dt.date) -> MilestoneState:
    """Done, overdue when its last day is past, ongoing when it spans today, or to come."""
    if milestone.done:
        return MilestoneState.DONE
    if milestone.when is None:
        return MilestoneState.UNDATED
    if milestone.when.end.last < today:
        return MilestoneState.OVERDUE
    return MilestoneState.ONGOING if milestone.when.start.first <= today else MilestoneState.COMING
