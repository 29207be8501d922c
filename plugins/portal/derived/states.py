"""What can be worked out is never typed: the states of meetings, cases, follow-ups and milestones.

All are functions of the linked records and of today (the record format, §3).
"""

from __future__ import annotations

import datetime as dt
from enum import Enum

from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.linked.graph import Graph, Handling
from portal.linked.hindsight import has_minutes, is_coming, is_held
from portal.model.case import Case, Closing
from portal.model.meeting import AgendaItem, FollowUp, Meeting
from portal.model.project import Milestone, Project
from portal.model.vocabulary import CaseState, FollowUpState, MeetingState, MilestoneState, Outcome, Phase
from portal.source.record import Record

__all__ = [
    "MinutesApproval", "case_state", "closing_before", "comes_up", "follow_up_state", "followed_up",
    "is_recommendation", "is_report_due", "meeting_state", "milestone_state", "minutes_approval", "outcome_of",
    "rests", "waits_for", "was_sent_on",
]  # fmt: skip


def meeting_state(graph: Graph, meeting: Record[Meeting], today: dt.date) -> MeetingState:
    """Where a meeting is on its way."""
    if meeting.facts.cancelled:
        return MeetingState.CANCELLED
    if not is_held(graph, meeting, today):
        return MeetingState.CALLED if graph.items(meeting.id) else MeetingState.PLANNED
    if not has_minutes(graph, meeting):
        return MeetingState.AWAITING_MINUTES
    return MeetingState.MINUTES_APPROVED if graph.approved_by(meeting.id) else MeetingState.MINUTES_DRAFT


class MinutesApproval(str, Enum):
    """How it stands with the approval of minutes that an item is to approve."""

    APPROVED = "approved"
    COMING = "coming"
    REFUSED = "refused"
    UNTOLD = "untold"


def minutes_approval(
    graph: Graph, meeting: Record[Meeting], today: dt.date
) -> tuple[MinutesApproval, Handling] | tuple[None, None]:
    """How it stands with the approval of a meeting's minutes, and the item that tells; `None` where no item is to.

    Without an approval the next meeting that is to approve them counts, then the last that should have: it has told
    another outcome (`REFUSED`), or none.
    """
    approved = graph.approved_by(meeting.id)
    if approved:
        return MinutesApproval.APPROVED, approved
    asked = graph.approvals(meeting.id)
    for handling in asked:
        if is_coming(graph, handling.meeting, today):
            return MinutesApproval.COMING, handling
    if not asked:
        return None, None
    return MinutesApproval.REFUSED if outcome_of(asked[-1]) else MinutesApproval.UNTOLD, asked[-1]


def closing_before(graph: Graph, case: Record[Case], handling: Handling, today: dt.date) -> Closing | None:
    """How a case was closed before an item's meeting; a meeting to come treats no closed case."""
    closed = case.facts.closed
    if closed and (closed.date < handling.meeting.day or is_coming(graph, handling.meeting, today)):
        return closed
    return None


def comes_up(graph: Graph, case: Record[Case], handling: Handling, today: dt.date) -> bool:
    """Whether a case was up as an item, or will be: the meeting is not cancelled, nor to come after it was closed."""
    meeting = handling.meeting
    is_over = is_coming(graph, meeting, today) and closing_before(graph, case, handling, today) is not None
    return not meeting.facts.cancelled and not is_over


def case_state(graph: Graph, case: Record[Case], today: dt.date) -> CaseState:
    """Where a case is: its latest meeting that was not cancelled counts, those to come too."""
    if case.facts.closed:
        return CaseState.CLOSED
    route = [handling for handling in graph.route(case.id) if not handling.meeting.facts.cancelled]
    if not route:
        return CaseState.SUBMITTED
    latest = route[-1]
    if not is_held(graph, latest.meeting, today):
        return CaseState.SCHEDULED
    outcome = outcome_of(latest)
    if outcome is None:
        return CaseState.AWAITING_MINUTES
    open_ = any(
        follow_up_state(follow_up, today).is_open() for handling in route for follow_up in handling.entry.item.follow_up
    )
    if open_:
        return CaseState.FOLLOW_UP
    return CaseState.RECOMMENDED if is_recommendation(latest.entry.item) else CaseState(outcome.value)


def waits_for(graph: Graph, case: Record[Case], today: dt.date, route: list[Handling] | None = None) -> tuple[str, ...]:
    """The ids of the bodies that a case waits for, those first that were asked first.

    These are the bodies that were asked to treat it and have not, those that another recommended it to and that have
    not treated it since, nor the body that came after them, those whose meeting was cancelled, and those that postponed
    it or sent it back; not one that has it on the agenda of a coming meeting, nor one after whose handling another body
    decided, approved or rejected it. A closed or withdrawn case waits for none. `route` are the handlings that count,
    all of the case's if left out.
    """
    every = graph.route(case.id) if route is None else route
    held = [handling for handling in every if not handling.meeting.facts.cancelled]
    if case.facts.closed or (held and outcome_of(held[-1]) is Outcome.WITHDRAWN):
        return ()
    latest = {id_: position for position, handling in enumerate(every) for id_ in handling.meeting.body_ids}
    sent = {
        id_: position
        for position, handling in enumerate(every)
        if was_sent_on(handling)
        for id_ in handling.entry.item.to_bodies
    }
    succeeded = {id_ for id_, at in sent.items() if any(latest.get(one, -1) > at for one in graph.successors_of(id_))}
    bodies = dict.fromkeys([*case.facts.for_bodies, *latest, *sent])
    return tuple(
        id_
        for id_ in bodies
        if id_ not in succeeded
        if id_ not in latest or latest[id_] < sent.get(id_, -1) or _is_unfinished(every[latest[id_] :])
    )


def was_sent_on(handling: Handling) -> bool:
    """Whether a meeting that was held sent what an item is about on to other bodies, for them to decide."""
    told = outcome_of(handling)
    has_stopped = told in (None, Outcome.POSTPONED, Outcome.RETURNED, Outcome.WITHDRAWN, Outcome.REJECTED)
    return bool(handling.entry.item.to_bodies) and not has_stopped and not handling.meeting.facts.cancelled


def is_recommendation(item: AgendaItem) -> bool:
    """Whether what an item came to is a recommendation to another body, which is to decide."""
    return item.outcome is Outcome.RECOMMENDED or (
        not item.final and item.outcome is not None and item.outcome.is_carried()
    )


def _is_unfinished(handlings: list[Handling]) -> bool:
    """Whether a body's last handling put the case off or was cancelled, and none that came after it decided."""
    first, *later = handlings
    put_off = first.meeting.facts.cancelled or outcome_of(first) in (Outcome.POSTPONED, Outcome.RETURNED)
    final = (Outcome.DECIDED, Outcome.APPROVED, Outcome.REJECTED, Outcome.ELECTED)
    decided = (h for h in later if outcome_of(h) in final and h.entry.item.final and not h.meeting.facts.cancelled)
    return bool(put_off) and not any(True for _ in decided)


def outcome_of(handling: Handling) -> Outcome | None:
    """The outcome of an item."""
    return handling.entry.item.outcome


def follow_up_state(follow_up: FollowUp, today: dt.date) -> FollowUpState:
    """Done, open, or overdue when it was due before today."""
    if follow_up.done:
        return FollowUpState.DONE
    return FollowUpState.OVERDUE if follow_up.due and follow_up.due < today else FollowUpState.OPEN


def followed_up(item: AgendaItem, today: dt.date) -> FollowUpState | None:
    """How the follow-ups of an item stand together: as the most pressing of them; `None` when it has none."""
    found = {follow_up_state(follow_up, today) for follow_up in item.follow_up}
    return next((state for state in FollowUpState if state in found), None)


def is_report_due(project: Project, today: dt.date, days: int) -> bool:
    """Whether a project that goes on has no report, or its latest one is older than so many days.

    An idea, a plan and what is paused or over report nothing; without a phase a
    project goes on in its period.
    """
    if project.phase not in (None, Phase.ACTIVE):
        return False
    period = project.period
    if project.phase is None and period is not None:
        is_before = period.start is not None and period.start.first > today
        is_after = period.to is not None and period.to.last < today
        if is_before or is_after:
            return False
    latest = project.latest_report(today)
    return latest is None or (today - latest.date).days > days


def milestone_state(milestone: Milestone, today: dt.date, rests: bool = False) -> MilestoneState:
    """Done, overdue when its last day is past, ongoing when it spans today, or to come.

    What spans today is paused where its project or line of work rests.
    """
    if milestone.done:
        return MilestoneState.DONE
    if milestone.when is None:
        return MilestoneState.UNDATED
    if milestone.when.end.last < today:
        return MilestoneState.OVERDUE
    if milestone.when.start.first > today:
        return MilestoneState.COMING
    return MilestoneState.PAUSED if rests else MilestoneState.ONGOING


def rests(project: Project, milestone: Milestone) -> bool:
    """Whether a milestone's project is paused, or the line of work that it names, as that tells of itself.

    A line of work tells its state in free words, which begin with one of those that say so in any language.
    """
    if project.phase is Phase.PAUSED:
        return True
    what = milestone.what.casefold()
    named = [one for one in project.workstreams if one.name.casefold() in what]
    signs = tuple(sign for lang in LANGUAGES for sign in catalogue_for(lang).text("state.paused_signs").split(", "))
    return any(one.status.strip().casefold().startswith(signs) for one in named)
