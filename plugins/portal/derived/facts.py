"""What is worked out of a portal on a day: each fact once, for every page and every output.

A portal holds what editors wrote; this holds what follows from it and from today. Pages, papers, calendars, feeds, open
data, OParl, the search and the draft agenda read these values and work out nothing themselves. Where the record
format is silent, the answer stands here:

- A cancelled meeting decides nothing and is nobody's next meeting (`hindsight.as_of`, the record format §5.5).
- An exempt or a retracted meeting is told as a meeting of its body on its day, and counts as the next one.
- A closed record is counted nowhere but among the closed ones.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from statistics import multimode
from typing import Any, TypeVar

from portal.derived.agreements import (
    AgreementFacts,
    PartyCover,
    agreement_facts,
    party_covers,
    points_covered,
)
from portal.derived.attendance import attendance_at
from portal.derived.known import (
    AnyMeeting,
    CaseFacts,
    Counts,
    Deadline,
    Destination,
    FollowUpFacts,
    ItemFacts,
    Lack,
    ListedCase,
    MeetingFacts,
    MilestoneFacts,
    OrganisationFacts,
    ProjectFacts,
    numbers_borne,
)
from portal.derived.plans import PlanFacts, plan_facts
from portal.derived.representation import Representation, representation_of
from portal.derived.states import (
    case_state,
    closing_before,
    comes_up,
    follow_up_state,
    followed_up,
    is_recommendation,
    is_report_due,
    meeting_state,
    milestone_state,
    minutes_approval,
    rests,
    waits_for,
    was_sent_on,
)
from portal.derived.themes import ThemeFacts, theme_facts
from portal.linked.graph import Graph, Handling, Task
from portal.linked.hindsight import has_minutes, is_coming, is_held
from portal.model.agreement import Agreement
from portal.model.case import Case, Foreseen
from portal.model.kinds import AGREEMENT, CASE, ORGANISATION, Kind
from portal.model.organisation import Member, Organisation
from portal.model.plan import Plan
from portal.model.project import Milestone, Project
from portal.model.values import PartialDate
from portal.model.vocabulary import (
    CaseType,
    FollowUpState,
    MeetingState,
    OrganisationKind,
    Outcome,
    SectionMeaning,
)
from portal.public.portal import Closed, PublicPortal
from portal.public.visibility import Visibility
from portal.source.record import Key, Record

__all__ = ["Facts"]

V = TypeVar("V")

_MEETING_OR_NOT = (OrganisationKind.STEERING, OrganisationKind.PROJECT_GROUP, OrganisationKind.WORKING_GROUP)
"""Groups for one task: they take cases as long as they meet."""


class Facts:
    """The facts of a portal on a day, worked out when they are first asked for.

    `portal` is the public portal, or the records of an editor's draft as they can be told today; `closed` are those of
    its records that may only be known of. `report_days` is the age in days at which a project's report is too old.
    """

    def __init__(self, portal: Graph, today: dt.date, report_days: int, closed: Iterable[Closed] = ()) -> None:
        self._portal = portal
        self.today = today
        self._report_days = report_days
        self._closed = {one.key: one for one in closed}
        self._known: dict[tuple[str, Any], Any] = {}

    @classmethod
    def of_public(cls, portal: PublicPortal, report_days: int) -> Facts:
        """The facts of a public portal on its day."""
        return cls(portal, portal.today, report_days, portal.closed.values())

    def _once(self, name: str, key: Any, make: Callable[[], V]) -> V:
        found: V | None = self._known.get((name, key))
        if found is None:
            found = self._known[name, key] = make()
        return found

    def _deadline(self, day: dt.date | None) -> Deadline | None:
        return Deadline(day, (day - self.today).days) if day else None

    def is_past(self, day: dt.date) -> bool:
        """Whether a day was before today."""
        return day < self.today

    # -- meetings and their items

    def is_held(self, meeting: AnyMeeting) -> bool:
        """Whether a meeting was held; of a closed one, its date alone tells."""
        if isinstance(meeting, Closed):
            return meeting.day < self.today
        return is_held(self._portal, meeting, self.today)

    def is_coming(self, meeting: AnyMeeting) -> bool:
        """Whether a meeting is yet to be held."""
        if isinstance(meeting, Closed):
            return meeting.day >= self.today
        return is_coming(self._portal, meeting, self.today)

    def meeting(self, meeting: AnyMeeting) -> MeetingFacts:
        """What is known of a meeting, public or closed."""
        return self._once("meeting", meeting.id, lambda: self._meeting(meeting))

    def _meeting(self, meeting: AnyMeeting) -> MeetingFacts:
        previous, following = self._beside(meeting)
        days = (meeting.day - self.today).days
        if meeting.day < self.today <= meeting.last_day:
            days = 0  # it goes on
        held, coming = self.is_held(meeting), self.is_coming(meeting)
        body = self._portal.organisation(meeting.body_id)
        deadlines = body.facts.deadlines if body else None
        submission, notice, minutes = (
            self._deadline(deadlines.due(which, day)) if deadlines else None
            for which, day in (("submission", meeting.day), ("notice", meeting.day), ("minutes", meeting.last_day))
        )
        if isinstance(meeting, Closed):
            return MeetingFacts(meeting, days, held, coming, previous, following, submission=submission)
        approval, approving = minutes_approval(self._portal, meeting, self.today)
        items = self._portal.items(meeting.id)
        return MeetingFacts(
            meeting,
            days,
            held,
            coming,
            previous,
            following,
            state=meeting_state(self._portal, meeting, self.today),
            cancelled_reason=meeting.facts.cancelled.reason if meeting.facts.cancelled else None,
            has_minutes=held and has_minutes(self._portal, meeting),
            submission=submission,
            notice=notice,
            minutes=minutes,
            approval=approval,
            approving=approving,
            items=tuple(map(self.item, items)),
            attendance=tuple(attendance_at(meeting.facts, [handling.entry.item for handling in items])),
            members=_members(body.facts, meeting.day) if body else (),
        )

    def _beside(self, meeting: AnyMeeting) -> tuple[AnyMeeting | None, AnyMeeting | None]:
        """The meetings of its body before and after it that were not cancelled."""
        calendar = self._portal.calendar_of(meeting.body_id)
        places, standing = self._once("calendar", meeting.body_id, lambda: _places_in(calendar))
        at = places[meeting.id]
        before, after = bisect_left(standing, at), bisect_right(standing, at)
        return (
            calendar[standing[before - 1]] if before else None,
            calendar[standing[after]] if after < len(standing) else None,
        )

    @cached_property
    def coming(self) -> tuple[MeetingFacts, ...]:
        """All meetings yet to be held, in time."""
        return tuple(self.meeting(one) for one in self._portal.calendar if self.is_coming(one))

    @cached_property
    def held(self) -> tuple[MeetingFacts, ...]:
        """All meetings that were held, the latest first."""
        return tuple(self.meeting(one) for one in reversed(self._portal.calendar) if self.is_held(one))

    def item(self, handling: Handling) -> ItemFacts:
        """What is known of an item of a meeting."""
        key = (handling.meeting.id, handling.entry.position)
        return self._once("item", key, lambda: self._item(handling))

    def types_of(self, handling: Handling) -> tuple[CaseType, ...]:
        """The types of an item, or those of its cases."""
        cases = self._portal.cases_of(handling)
        return handling.entry.item.type or tuple(dict.fromkeys(one for case in cases for one in case.facts.type or ()))

    def _item(self, handling: Handling) -> ItemFacts:
        item, cases = handling.entry.item, self._portal.cases_of(handling)
        is_standing = _is_standing(handling)
        types = self.types_of(handling)
        follow_ups = tuple(self.follow_up(Task(handling, one)) for one in item.follow_up) if is_standing else ()
        closings = [closing_before(self._portal, case, handling, self.today) for case in cases]
        every = [closing for closing in closings if closing]
        has_words = bool(handling.entry.having(SectionMeaning.DECISION))
        return ItemFacts(
            handling,
            outcome=item.outcome if is_standing else None,
            is_decision=handling.is_decision,
            is_routine=bool(item.approves) or (item.outcome is Outcome.APPROVED and not has_words),
            types=types,
            follow_ups=follow_ups,
            followed_up=followed_up(item, self.today) if is_standing else None,
            lack=_lack(handling, types),
            closing=max(every, key=lambda one: one.date) if len(every) == len(closings) and every else None,
            is_held_back=item.exempt is not None or bool(self.closed_cases(handling)),
            projects=self._portal.projects_of(handling),
            is_cancelled=not is_standing,
            is_recommendation=is_standing and is_recommendation(item),
        )

    def closed_cases(self, handling: Handling) -> list[Closed]:
        """The cases of an item that may be known of but not read."""
        keys = (("case", id_) for id_ in handling.entry.item.cases)
        return [self._closed[key] for key in keys if key in self._closed]

    @cached_property
    def decisions(self) -> tuple[Handling, ...]:
        """Every decision of every body, newest first, in the order of the agenda within a meeting."""

        def newest_first(handling: Handling) -> tuple[Any, ...]:
            day, hour, body, number = self._portal.times[handling.meeting.id]
            return (-day.toordinal(), -hour.hour, -hour.minute, body, -number, handling.entry.position)

        return tuple(sorted((one for one in self._portal.handlings if one.is_decision), key=newest_first))

    # -- follow-ups

    def follow_up(self, task: Task) -> FollowUpFacts:
        """What is known of a follow-up."""
        follow_up = task.follow_up
        state = follow_up_state(follow_up, self.today)
        day = follow_up.due if state.is_open() else follow_up.done
        rank = (list(FollowUpState).index(state), day or dt.date.max, *task.order)
        days = (follow_up.due - self.today).days if follow_up.due and state.is_open() else None
        return FollowUpFacts(task, state, days, rank, task.position)

    @cached_property
    def follow_ups(self) -> tuple[FollowUpFacts, ...]:
        """Every follow-up of the portal, in the order of the meetings and their agendas."""
        return tuple(map(self.follow_up, self._portal.tasks))

    @cached_property
    def lacking(self) -> tuple[ItemFacts, ...]:
        """The decisions whose follow-up is not placed, in time."""
        return tuple(known for known in map(self.item, self._portal.handlings) if known.lack)

    @cached_property
    def themes(self) -> dict[str, ThemeFacts]:
        """What is of each theme, by its id, in the order of the portal's list."""
        themes = getattr(self._portal, "themes", ())
        return theme_facts(self._portal, themes, self.decisions, self.today)

    # -- plans and agreements

    @cached_property
    def plans(self) -> tuple[PlanFacts, ...]:
        """Every plan, in order of id."""
        return tuple(map(self.plan, self._portal.plans))

    def plan(self, plan: Record[Plan]) -> PlanFacts:
        """What is known of a plan."""
        return self._once("plan", plan.id, lambda: self._plan(plan))

    def _plan(self, plan: Record[Plan]) -> PlanFacts:
        own = (self.follow_up(task) for task in self._portal.measures if task.plan is plan)
        return plan_facts(self._portal, plan, self.today, own)

    @cached_property
    def agreements(self) -> tuple[AgreementFacts, ...]:
        """Every agreement, in order of id."""
        return tuple(map(self.agreement, self._portal.of_kind(AGREEMENT)))

    @cached_property
    def party_covers(self) -> tuple[PartyCover, ...]:
        """Every party of an agreement, with what holds for it and what no agreement covers."""
        return party_covers(self._portal, self.agreements, self.today)

    @cached_property
    def points_covered(self) -> tuple[tuple[int, tuple[AgreementFacts, ...]], ...]:
        """Each of the law's points with the agreements in force that cover it."""
        return points_covered(self.agreements)

    def agreement(self, agreement: Record[Agreement]) -> AgreementFacts:
        """What is known of an agreement."""
        return self._once("agreement", agreement.id, lambda: agreement_facts(self._portal, agreement, self.today))

    # -- cases

    @cached_property
    def listed_cases(self) -> tuple[ListedCase, ...]:
        """Every case, those that may only be known of last."""
        cases: list[Record[Case] | Closed] = [*self._portal.cases, *self.closed(CASE)]
        return tuple(map(self.listed, cases))

    def listed(self, case: Record[Case] | Closed) -> ListedCase:
        """By what a case is found among all of them."""
        return self._once("listed case", case.id, lambda: self._listed(case))

    def _listed(self, case: Record[Case] | Closed) -> ListedCase:
        portal, today = self._portal, self.today
        route = portal.route(case.id)
        days = [handling.meeting.day for handling in route]
        if isinstance(case, Closed):
            return ListedCase(case, case.visibility, (), tuple(sorted({day.year for day in days})))
        submitted = case.facts.submitted
        up = [handling.meeting for handling in route if comes_up(portal, case, handling, today)]
        ordered = [one for one in up if self.is_held(one)] + [one for one in up if self.is_coming(one)]
        return ListedCase(
            case,
            case_state(portal, case, today),
            tuple(dict.fromkeys([*(id_ for one in route for id_ in one.meeting.body_ids), *case.facts.for_bodies])),
            tuple(sorted({day.year for day in (*days, submitted) if day})),
            ordered[-1].day if ordered else submitted,
        )

    def case(self, case: Record[Case]) -> CaseFacts:
        """What is known of a case."""
        return self._once("case", case.id, lambda: self._case(case))

    def _case(self, case: Record[Case]) -> CaseFacts:
        portal, today = self._portal, self.today
        route = portal.route(case.id)
        up = [handling for handling in route if comes_up(portal, case, handling, today)]
        coming = [handling for handling in up if self.is_coming(handling.meeting)]
        waiting = waits_for(portal, case, today)
        ahead = [Destination(one.meeting.body_id, one.meeting) for one in coming]
        foreseen = () if case.facts.closed else tuple(self._foreseen(case, up, waiting))
        return CaseFacts(
            case,
            state=case_state(portal, case, today),
            route=tuple(route),
            treated=tuple(handling for handling in up if self.is_held(handling.meeting)),
            coming=tuple(coming),
            decisions=tuple(handling for handling in route if handling.is_decision),
            follow_ups=tuple(map(self.follow_up, portal.tasks_of_case(case.id))),
            waits_for=waiting,
            foreseen=foreseen,
            sent_on=tuple(filter(was_sent_on, route)),
            goes_to=(*ahead, *(one for id_ in waiting for one in self._destinations(id_))),
        )

    def _foreseen(self, case: Record[Case], up: list[Handling], waiting: tuple[str, ...]) -> Iterator[Foreseen]:
        """The steps of a route that was foreseen which are neither taken nor told of otherwise.

        A body that is named twice is to treat the case twice. A day that is past is when it was foreseen, and no more.
        """
        left = Counter(id_ for handling in up for id_ in handling.meeting.body_ids)
        left.update(waiting)
        for step in case.facts.planned:
            id_ = self._portal.names.find(step.organisation) if step.organisation else None
            if id_ and left[id_]:
                left[id_] -= 1
            elif step.organisation:
                is_past = step.date is not None and step.date.last < self.today
                yield step.model_copy(update={"date": None}) if is_past else step

    def year_of_case(self, case: Record[Case]) -> int | None:
        """The year under which a case is listed: that of its submission, else of its first meeting."""
        if case.facts.submitted:
            return case.facts.submitted.year
        route = self._portal.route(case.id)
        return route[0].meeting.day.year if route else None

    def numbers_of(self, closed: Closed) -> tuple[str, ...]:
        """The numbers of a closed meeting or case."""
        own = (closed.number,) if closed.number else ()
        return own or (self.numbers_of_case(closed.id) if closed.kind is CASE else ())

    def numbers_of_case(self, case_id: str) -> tuple[str, ...]:
        """The numbers that a case, public or closed, has borne in the bodies, in the order it got them."""
        return numbers_borne(self._portal.route(case_id))

    def _destinations(self, body_id: str) -> list[Destination]:
        """The next meeting of a body that a case may still come up in; where it takes no more, the first that does.

        The agenda of a meeting that has been called is out without it: such a one is told beside the next where cases
        may be submitted to it still, and alone where no other is planned.
        """
        coming = self.organisation(body_id).coming
        if not coming:
            return [Destination(body_id)]
        left = [one for one in coming if one.state is not MeetingState.CALLED]
        called = [one for one in coming if one.state is MeetingState.CALLED and one.submission and one.takes_cases]
        without = [Destination(body_id, one.meeting, one.submission, is_called_without=True) for one in called[:1]]
        if not left:
            return without or [Destination(body_id, coming[0].meeting, is_called_without=True)]
        open_ = [one for one in left if one.takes_cases]
        shown = left[:1] if left[0].takes_cases else (*left[:1], *open_[:1])
        return [*without, *(Destination(body_id, one.meeting, one.submission) for one in shown)]

    # -- organisations and projects

    def organisation(self, organisation_id: str) -> OrganisationFacts:
        """What is known of a body or a partner; of one that is closed or unknown, its meetings."""
        return self._once("organisation", organisation_id, lambda: self._organisation(organisation_id))

    def _organisation(self, id_: str) -> OrganisationFacts:
        portal = self._portal
        meetings = portal.calendar_of(id_)
        coming = tuple(self.meeting(one) for one in meetings if self.is_coming(one))
        record = portal.organisation(id_)
        is_over = record is not None and self.is_over(record.facts)
        return OrganisationFacts(
            id_,
            tuple(meetings),
            held=tuple(one for one in meetings if self.is_held(one)),
            coming=coming,
            is_over=is_over,
            is_open=record is not None and not is_over and self._can_be_asked(record.facts, bool(coming)),
            decisions=tuple(one for one in portal.handlings_of_body(id_) if one.is_decision),
            follow_ups=tuple(map(self.follow_up, portal.tasks_of_organisation(id_))),
            record=record,
            members=record.facts.members_on(self.today) if record else (),
        )

    def is_over(self, facts: Organisation) -> bool:
        """Whether an organisation is not there any more."""
        return facts.valid is not None and facts.valid.to is not None and facts.valid.to.last < self.today

    def representation(self, organisation_id: str) -> Representation | None:
        """Who a body lacks and whether it can decide; `None` of one that does not say who is to sit on it."""
        return self._once("representation", organisation_id, lambda: self._representation(organisation_id))

    def _representation(self, id_: str) -> Representation | None:
        record = self._portal.organisation(id_)
        if record is None or not (record.facts.seats or record.facts.quorum):
            return None
        held = [one for one in map(self.meeting, self.organisation(id_).held) if one.record is not None]
        return representation_of(record, held, self._portal.names.find, self.today)

    def coming_for(self, organisation_id: str) -> list[MeetingFacts]:
        """The next meeting of each body on which an organisation has a seat, in time."""
        bodies = dict.fromkeys(body.id for body, _ in self.seats(organisation_id))
        coming = [one.next for one in map(self.organisation, bodies) if one.next]
        return sorted(coming, key=lambda one: (one.meeting.day, one.meeting.id))

    def decided_for(self, organisation_id: str) -> list[Handling]:
        """The decisions that give an organisation something to do or answer a case that it submitted, newest first.

        Approvals of agendas and minutes are left out.
        """
        owed = [one.handling for one in self._portal.tasks_of_organisation(organisation_id) if one.handling]
        submitted = self._portal.referring(CASE, (ORGANISATION.name, organisation_id), "submitted_by")
        answering = (handling for case in submitted for handling in self._portal.route(case.id))
        concerning = {one.decision_address for one in (*owed, *answering)}
        found = sorted(place for one in concerning for place in self._places_of_decisions.get(one, ()))
        return [self.decisions[place] for place in found]

    @cached_property
    def _places_of_decisions(self) -> dict[str, list[int]]:
        """Where each decision stands among all, by its address, but for approvals of agendas and minutes."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.decisions):
            if not self.item(one).is_routine:
                found.setdefault(one.decision_address, []).append(place)
        return found

    def owed_milestones(self, organisation_id: str) -> list[tuple[Record[Project], Milestone]]:
        """The milestones that an organisation is to see to and that are not done, each with its project."""
        return self._owed_milestones.get(organisation_id, [])

    @cached_property
    def _owed_milestones(self) -> dict[str, list[tuple[Record[Project], Milestone]]]:
        owed: dict[str, list[tuple[Record[Project], Milestone]]] = {}
        for project in self._portal.projects:
            for one in project.facts.milestones:
                if one.who and not one.done and (id_ := self._portal.names.find(one.who)):
                    owed.setdefault(id_, []).append((project, one))
        return owed

    def seats(self, organisation_id: str) -> list[tuple[Record[Organisation], Member]]:
        """The seats on other bodies that an organisation fills, each with the body."""
        return self._seats.get(organisation_id, [])

    @cached_property
    def _seats(self) -> dict[str, list[tuple[Record[Organisation], Member]]]:
        seats: dict[str, list[tuple[Record[Organisation], Member]]] = {}
        for body in self._portal.organisations:
            for member in body.facts.members_on(self.today):
                id_ = self._portal.names.find(member.organisation) if member.organisation else None
                if id_ and id_ != body.id:
                    seats.setdefault(id_, []).append((body, member))
        return seats

    def _can_be_asked(self, facts: Organisation, meets: bool) -> bool:
        has_begun = not (facts.valid and facts.valid.start and facts.valid.start.first > self.today)
        is_asked = facts.kind.is_body() and facts.kind is not OrganisationKind.SECRETARIAT
        return has_begun and is_asked and (meets or facts.kind not in _MEETING_OR_NOT)

    def usual_length(self, organisation_id: str) -> dt.timedelta | None:
        """How long a body's meetings take most often, the shorter of two; `None` where none says when it ended."""
        return self._usual_lengths.get(organisation_id)

    @cached_property
    def _usual_lengths(self) -> dict[str, dt.timedelta]:
        lengths: dict[str, list[int]] = {}
        for meeting in self._portal.meetings:
            start, end = meeting.facts.start, meeting.facts.end
            if start and end and end > start:
                minutes = 60 * (end.hour - start.hour) + end.minute - start.minute
                lengths.setdefault(meeting.body_id, []).append(minutes)
        return {body: dt.timedelta(minutes=min(multimode(found))) for body, found in lengths.items()}

    @cached_property
    def secretariat(self) -> Record[Organisation] | None:
        """The secretariat that is there today; of several, the first with a mailbox, with any contact, or at all."""
        every = (one for one in self._portal.organisations if one.facts.kind is OrganisationKind.SECRETARIAT)
        there = [one for one in every if not self.organisation(one.id).is_over]
        there.sort(key=lambda one: (not (one.facts.contact and one.facts.contact.email), not one.facts.contact))
        return there[0] if there else None

    def project(self, project: Record[Project]) -> ProjectFacts:
        """What is known of a project."""
        return self._once("project", project.id, lambda: self._project(project))

    def _project(self, project: Record[Project]) -> ProjectFacts:
        facts, today = project.facts, self.today
        report, assessed = facts.latest_report(today), facts.latest_assessment(today)
        is_over = facts.phase is not None and facts.phase.is_over()
        ahead = [
            (one.when.end.last, n, one)
            for n, one in enumerate(facts.milestones)
            if one.when is not None and not one.done and one.when.end.last >= today
        ]
        return ProjectFacts(
            project,
            report=report,
            health=assessed.health if assessed and not is_over else None,
            is_over=is_over,
            report_age=(today - report.date).days if report else None,
            is_report_due=is_report_due(facts, today, self._report_days),
            milestones=tuple(
                MilestoneFacts(one, milestone_state(one, today, rests(facts, one))) for one in facts.milestones
            ),
            next_milestone=min(ahead)[2] if ahead else None,
            reports=tuple(one for one in facts.reports if one.date <= today),
            cases=tuple(self._portal.cases_of_project(project.id)),
            items=tuple(self._portal.handlings_of_project(project.id)),
        )

    def has_come(self, date: PartialDate | dt.date) -> bool:
        """Whether a day, a month or a year has begun; what is dated later is a plan, and no fact."""
        return (date.first if isinstance(date, PartialDate) else date) <= self.today

    def days_of(self, record: Record[Any]) -> tuple[dt.date, ...]:
        """The days that the record's own fields are, in their order."""
        return tuple(value for _, value in record.facts if type(value) is dt.date)

    # -- the whole portal

    @cached_property
    def counts(self) -> Counts:
        """How many there are of each thing; a closed record is counted among the closed ones alone."""
        overdue = [-one.days for one in self.follow_ups if one.is_overdue and one.days is not None]
        return Counts(
            public=Counter(record.kind.name for record in self._portal.records.values()),
            closed=Counter(one.kind.name for one in self._closed.values()),
            decisions=len(self.decisions),
            follow_ups=Counter(one.state for one in self.follow_ups),
            oldest_overdue=max(overdue, default=0),
        )

    def closed(self, kind: Kind | None = None, is_exempt: bool | None = None) -> list[Closed]:
        """The closed records, all or those of a kind, and all or those that are exempt or retracted, in order of id."""
        chosen = (one for _, one in sorted(self._closed.items()) if kind is None or one.kind is kind)
        return [one for one in chosen if is_exempt is None or (one.visibility is Visibility.EXEMPT) is is_exempt]

    def title_of(self, key: Key) -> str | None:
        """The title that may be known of a record: its own, or the public one of an exempt record."""
        record, closed = self._portal.records.get(key), self._closed.get(key)
        title: str | None = record.facts.title if record else closed.title if closed else None
        return title

    def known(self, key: Key) -> Record[Any] | Closed | None:
        """The record with a key, public or closed."""
        return self._portal.records.get(key) or self._closed.get(key)


def _places_in(calendar: Sequence[AnyMeeting]) -> tuple[dict[str, int], list[int]]:
    """The place of each meeting in a body's calendar by its id, and the places of those that were not cancelled."""
    places = {meeting.id: at for at, meeting in enumerate(calendar)}
    return places, [at for at, meeting in enumerate(calendar) if not _is_cancelled(meeting)]


def _is_cancelled(meeting: AnyMeeting) -> bool:
    return not isinstance(meeting, Closed) and meeting.facts.cancelled is not None


def _is_standing(handling: Handling) -> bool:
    return handling.meeting.facts.cancelled is None


def _members(facts: Organisation, day: dt.date) -> tuple[Member, ...]:
    """The members of a body on a day, where it had others on others."""
    return facts.members_on(day) if any(one.start or one.to for one in facts.members) else ()


def _lack(handling: Handling, types: tuple[CaseType, ...]) -> Lack:
    """What a decision of type `V` with the outcome `decided` lacks; approved minutes ask for nothing more."""
    item = handling.entry.item
    is_formal = item.outcome is Outcome.DECIDED and item.final and CaseType.DECISION in types and _is_standing(handling)
    if not is_formal or (item.approves and not item.follow_up):
        return Lack()
    open_ = [one for one in item.follow_up if not one.done]
    return Lack(
        follow_up=not item.follow_up,
        responsible=any(not one.responsible for one in open_),
        due=any(not one.due for one in open_),
    )
