"""What is known of each thing today: plain frozen values, which `Facts` gives.

Their properties follow from what they hold; nothing here looks at the portal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.derived.attendance import Attendance
from portal.derived.states import (
    MinutesApproval,
)
from portal.linked.graph import Handling, Task
from portal.model.case import Case, Closing, Foreseen
from portal.model.kinds import Kind
from portal.model.meeting import Meeting
from portal.model.organisation import Member, Organisation
from portal.model.project import Milestone, Project, Report
from portal.model.vocabulary import (
    CaseState,
    CaseType,
    FollowUpState,
    Health,
    MeetingState,
    MilestoneState,
    Outcome,
)
from portal.public.portal import Closed
from portal.public.visibility import Visibility
from portal.source.record import Record

__all__ = [
    "AnyMeeting", "CaseFacts", "Counts", "Deadline", "Destination", "FollowUpFacts", "ItemFacts", "Lack", "ListedCase",
    "MeetingFacts", "MilestoneFacts", "OrganisationFacts", "ProjectFacts", "numbers_borne",
]  # fmt: skip

AnyMeeting = Record[Meeting] | Closed
"""A meeting that can be read, or that may only be known of."""


@dataclass(frozen=True)
class Deadline:
    """A day on which something is due; `days` counts to it, and is negative when it is past."""

    day: dt.date
    days: int

    @property
    def is_past(self) -> bool:
        return self.days < 0


@dataclass(frozen=True)
class FollowUpFacts:
    """A follow-up today.

    `days` counts to the day on which it is due, negative when that is past; `None` where it is done or has no such
    day. `rank` orders follow-ups: overdue first, then open by due date, then done. `position` is its place among those
    of its item, from 1.
    """

    task: Task
    state: FollowUpState
    days: int | None
    rank: tuple[Any, ...]
    position: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it is not done, overdue or not."""
        return self.state.is_open()

    @property
    def is_overdue(self) -> bool:
        return self.state is FollowUpState.OVERDUE


@dataclass(frozen=True)
class Lack:
    """What a formal decision lacks of follow-up: all of it, or somebody `responsible`, or the date when it is `due`."""

    follow_up: bool = False
    responsible: bool = False
    due: bool = False

    def __bool__(self) -> bool:
        return self.follow_up or self.responsible or self.due


@dataclass(frozen=True)
class ItemFacts:
    """An item of a meeting today (OParl: AgendaItem, and Consultation).

    `is_decision` tells that its meeting was held and decided it: it has words of a decision, or an outcome that
    decides. `is_routine` is a decision that approves minutes or an agenda, with no words that a reader would look for.
    `types` are its own, or those of its cases. `closing` is how its cases, the last of them, were closed before the
    meeting. `followed_up` is the most pressing state of its follow-ups; `None` where it has none.
    """

    handling: Handling
    outcome: Outcome | None
    is_decision: bool
    is_routine: bool
    types: tuple[CaseType, ...]
    follow_ups: tuple[FollowUpFacts, ...]
    followed_up: FollowUpState | None
    lack: Lack
    closing: Closing | None
    is_held_back: bool
    """Whether it, or a case of it, may be known of only."""
    projects: tuple[str, ...] = ()
    """The ids of its own project, or of those of its cases."""
    is_cancelled: bool = False
    """Whether its meeting was cancelled."""
    is_recommendation: bool = False
    """Whether what it came to is a recommendation to other bodies, which are to decide."""


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting today.

    `days` counts to its date, negative when that is past. `submission` is the last day for submitting a case to it,
    `notice` and `minutes` those on which agenda and minutes are due: the body's own deadlines, `None` where it has
    none. `missing` is the one of the latter that holds for what is not there yet. `previous` and `next` are the body's
    meetings beside it; those that were cancelled are passed over. A closed meeting has no `state`, items or people.
    """

    meeting: AnyMeeting
    days: int
    is_held: bool
    is_coming: bool
    previous: AnyMeeting | None
    next: AnyMeeting | None
    state: MeetingState | None = None
    cancelled_reason: str | None = None
    has_minutes: bool = False
    submission: Deadline | None = None
    notice: Deadline | None = None
    minutes: Deadline | None = None
    approval: MinutesApproval | None = None
    approving: Handling | None = None
    items: tuple[ItemFacts, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    members: tuple[Member, ...] = ()
    """Those that sat on its body on its day, or will; none where the body tells of no other members."""

    @property
    def is_closed(self) -> bool:
        """Whether it may be known of, but not read."""
        return isinstance(self.meeting, Closed)

    @property
    def record(self) -> Record[Meeting] | None:
        """The meeting where it can be read."""
        return None if isinstance(self.meeting, Closed) else self.meeting

    @property
    def number(self) -> str | None:
        """The body's own number of it."""
        return self.meeting.number if isinstance(self.meeting, Closed) else self.meeting.facts.number

    @property
    def shown_state(self) -> MeetingState | Visibility:
        """Its state, or of a closed one that it is exempt or retracted."""
        if isinstance(self.meeting, Closed):
            return self.meeting.visibility
        assert self.state is not None
        return self.state

    @property
    def is_cancelled(self) -> bool:
        return self.state is MeetingState.CANCELLED

    @property
    def is_approved(self) -> bool:
        """Whether its minutes were approved."""
        return self.approval is MinutesApproval.APPROVED

    @property
    def is_past(self) -> bool:
        """Whether it was held, or its day is past."""
        return self.is_held or self.days < 0

    @property
    def is_unapproved(self) -> bool:
        """Whether its minutes are not approved, and no coming meeting is to approve them."""
        return self.state is MeetingState.MINUTES_DRAFT and self.approval is not MinutesApproval.COMING

    @property
    def has_deadline(self) -> bool:
        """Whether there is a last day for submitting cases to it, as calendars tell."""
        return self.submission is not None and not self.is_cancelled

    @property
    def page_kind(self) -> str:
        """What its page is today: `minutes`, `notice` once there is an agenda, or a `plan` before that."""
        if self.has_minutes:
            return "minutes"
        return "notice" if self.items else "plan"

    @property
    def takes_cases(self) -> bool:
        """Whether a case can still be submitted to it."""
        return self.is_coming and not (self.submission and self.submission.is_past)

    @property
    def missing(self) -> Deadline | None:
        """When the agenda of a planned meeting, or the minutes of one that was held, are due."""
        if self.state is MeetingState.PLANNED:
            return self.notice
        return self.minutes if self.state is MeetingState.AWAITING_MINUTES else None

    @property
    def is_late(self) -> bool:
        """Whether agenda or minutes are missing after the body's own deadline."""
        return self.missing is not None and self.missing.is_past

    @property
    def approved_by(self) -> Handling | None:
        """The item by which its minutes were approved."""
        return self.approving if self.approval is MinutesApproval.APPROVED else None

    @property
    def decisions(self) -> tuple[ItemFacts, ...]:
        """The items that were decided."""
        return tuple(item for item in self.items if item.is_decision)

    @property
    def number_of_overdue(self) -> int:
        """How many of its follow-ups are overdue."""
        return sum(one.is_overdue for item in self.items for one in item.follow_ups)


@dataclass(frozen=True)
class Destination:
    """Where a case goes on: a body, and its meeting if one is planned; `deadline` for submitting to it, if it must.

    `is_called_without` tells that the meeting's agenda is out, and the case is not on it.
    """

    body_id: str
    meeting: AnyMeeting | None = None
    deadline: Deadline | None = None
    is_called_without: bool = False


@dataclass(frozen=True)
class ListedCase:
    """By what a case, public or closed, is found among all of them, without what is told on its page.

    `body_ids` are the bodies that it has been at or was sent to, `years` those of its submission and its meetings, and
    `latest_step` is that of `CaseFacts`. Of a closed case only the years are told.
    """

    case: Record[Case] | Closed
    state: CaseState | Visibility
    body_ids: tuple[str, ...]
    years: tuple[int, ...]
    latest_step: dt.date | None = None

    @property
    def is_closed(self) -> bool:
        """Whether it may be known of, but not read."""
        return isinstance(self.case, Closed)

    @property
    def record(self) -> Record[Case] | None:
        """The case where it can be read."""
        return None if isinstance(self.case, Closed) else self.case

    @property
    def closed(self) -> Closed | None:
        """What may be known of it, where it can not be read."""
        return self.case if isinstance(self.case, Closed) else None


@dataclass(frozen=True)
class CaseFacts:
    """A case today.

    `route` are all its items in time, those of cancelled meetings too; `treated` those of meetings that were held,
    `coming` those of meetings to come. `waits_for` are the ids of the bodies that it waits for, and `goes_to` where it
    goes on: the coming meetings that treat it, then those of the bodies that it waits for.
    """

    case: Record[Case]
    state: CaseState
    route: tuple[Handling, ...]
    treated: tuple[Handling, ...]
    coming: tuple[Handling, ...]
    decisions: tuple[Handling, ...]
    follow_ups: tuple[FollowUpFacts, ...]
    waits_for: tuple[str, ...]
    goes_to: tuple[Destination, ...]
    foreseen: tuple[Foreseen, ...] = ()
    """The steps of the route that was foreseen which it has not taken, and does not wait for either."""
    sent_on: tuple[Handling, ...] = ()
    """The items by which a meeting sent it on to other bodies."""

    @property
    def latest_decision(self) -> Handling | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def latest_step(self) -> dt.date | None:
        """The day of the last meeting that treated it or will, those that were cancelled passed over; or else the day
        on which it was submitted.
        """
        up = (*self.treated, *self.coming)
        return up[-1].meeting.day if up else self.case.facts.submitted

    @property
    def number_of_open(self) -> int:
        """How many of its follow-ups are not done."""
        return sum(one.is_open for one in self.follow_ups)

    @property
    def up(self) -> tuple[Handling, ...]:
        """Its items of meetings that were held or are to come, in time."""
        return (*self.treated, *self.coming)

    @property
    def body_ids(self) -> tuple[str, ...]:
        """The bodies that have or had it on an agenda, in the order in which it came to them."""
        return tuple(dict.fromkeys(id_ for one in self.route for id_ in one.meeting.body_ids))

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers that it has borne."""
        return numbers_borne(self.route)

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a body, or was submitted and stands on no agenda, and is no letter that was answered."""
        is_new = self.state is CaseState.SUBMITTED and self.case.facts.answered is None
        return is_new or bool(self.waits_for)


@dataclass(frozen=True)
class OrganisationFacts:
    """A body or a partner today.

    `meetings` are all its meetings in time, the cancelled and the closed ones too; `held` and `coming` leave the
    cancelled ones out. `is_open` tells that a body can be asked to treat a case: it meets, has begun, and is not over.
    `record` is its own, `None` of one that is closed or unknown.
    """

    id: str
    meetings: tuple[AnyMeeting, ...]
    held: tuple[AnyMeeting, ...]
    coming: tuple[MeetingFacts, ...]
    is_over: bool = False
    is_open: bool = False
    decisions: tuple[Handling, ...] = ()
    follow_ups: tuple[FollowUpFacts, ...] = ()
    record: Record[Organisation] | None = None
    members: tuple[Member, ...] = ()
    """Those that it has today."""

    @property
    def next(self) -> MeetingFacts | None:
        """The next meeting, be it closed."""
        return self.coming[0] if self.coming else None

    @property
    def next_open(self) -> MeetingFacts | None:
        """The first meeting whose last day for submitting a case is known and not past."""
        return next((one for one in self.coming if one.submission and one.takes_cases), None)

    @property
    def latest(self) -> AnyMeeting | None:
        """The last meeting that was held."""
        return self.held[-1] if self.held else None

    @property
    def number_of_meetings(self) -> int:
        """How many meetings were held or are to come, the closed ones not counted."""
        known = (*self.held, *(one.meeting for one in self.coming))
        return sum(not isinstance(meeting, Closed) for meeting in known)


@dataclass(frozen=True)
class MilestoneFacts:
    """A milestone of a project today."""

    milestone: Milestone
    state: MilestoneState


@dataclass(frozen=True)
class ProjectFacts:
    """A project today: its latest report, the latest that tells its health, and whether another is due.

    What is over has no health any more, whatever its last report told. `report_age` is in days. `next_milestone`
    comes first of those that are not done and not past. `reports` are those that are dated by today.
    """

    project: Record[Project]
    report: Report | None
    health: Health | None
    is_over: bool
    report_age: int | None
    is_report_due: bool
    milestones: tuple[MilestoneFacts, ...]
    next_milestone: Milestone | None
    reports: tuple[Report, ...]
    cases: tuple[Record[Case], ...] = ()
    items: tuple[Handling, ...] = ()
    """Its own, and those of its cases, in time."""

    @property
    def rank(self) -> tuple[bool, int, str]:
        """What orders projects: what goes on first, the worst health at the top, then what is over; each by title."""
        health = list(Health).index(self.health) if self.health else len(Health)
        return self.is_over, health, str(self.project.facts.title)


@dataclass(frozen=True)
class Counts:
    """How many there are of what can be read, by kind; and how many closed records of each kind there are beside."""

    public: Mapping[str, int]
    closed: Mapping[str, int]
    decisions: int
    follow_ups: Mapping[FollowUpState, int] = field(default_factory=dict)
    oldest_overdue: int = 0
    """The days by which the oldest follow-up is overdue."""

    def of(self, kind: Kind) -> int:
        """How many records of a kind can be read."""
        return self.public.get(kind.name, 0)

    def held_back(self, kind: Kind) -> int:
        """How many records of a kind may be known of and not read: registers list them beside the others."""
        return self.closed.get(kind.name, 0)

    @property
    def open(self) -> int:
        """How many follow-ups are not done, the overdue ones among them."""
        return sum(number for state, number in self.follow_ups.items() if state.is_open())


def numbers_borne(route: Iterable[Handling]) -> tuple[str, ...]:
    """The numbers that a case has borne in the bodies, in the order it got them; `route` are its items in time."""
    return tuple(dict.fromkeys(one.entry.item.number for one in route if one.entry.item.number))
