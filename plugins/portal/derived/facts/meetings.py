"""The meetings and their items: what was held, what comes, and what was decided."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from portal.derived.attendance import attendance_at
from portal.derived.facts.follow_ups import FollowUps
from portal.derived.known import AnyMeeting, ItemFacts, Lack, MeetingFacts
from portal.derived.states import closing_before, followed_up, is_recommendation, meeting_state, minutes_approval
from portal.linked.graph import Handling, Task
from portal.linked.hindsight import has_minutes, is_coming, is_held
from portal.model.meeting import usual_length
from portal.model.organisation import Member, Organisation
from portal.model.vocabulary import CaseType, Outcome, SectionMeaning
from portal.public.portal import Closed

__all__ = ["Meetings"]


class Meetings(FollowUps):
    """What is known of meetings and of their items."""

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

    @cached_property
    def lacking(self) -> tuple[ItemFacts, ...]:
        """The decisions whose follow-up is not placed, in time."""
        return tuple(known for known in map(self.item, self._portal.handlings) if known.lack)

    def usual_length(self, organisation_id: str) -> dt.timedelta | None:
        """How long a body's meetings take most often, the shorter of two; `None` where none says when it ended."""
        return self._usual_lengths.get(organisation_id)

    @cached_property
    def _usual_lengths(self) -> dict[str, dt.timedelta]:
        lengths: dict[str, list[int]] = {}
        for meeting in self._portal.meetings:
            if minutes := meeting.facts.minutes_taken:
                lengths.setdefault(meeting.body_id, []).append(minutes)
        usual = {body: usual_length(found) for body, found in lengths.items()}
        return {body: dt.timedelta(minutes=minutes) for body, minutes in usual.items() if minutes}


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
