"""The cases: their states, their way through the bodies, and where they are to come up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from portal.derived.facts.organisations import Organisations
from portal.derived.known import CaseFacts, Destination, ListedCase, numbers_borne
from portal.derived.states import case_state, comes_up, waits_for, was_sent_on
from portal.linked.graph import Handling
from portal.model.case import Case, Foreseen
from portal.model.kinds import CASE
from portal.model.vocabulary import MeetingState
from portal.public.portal import Closed
from portal.source.record import Record

__all__ = ["Cases"]


class Cases(Organisations):
    """What is known of cases."""

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
