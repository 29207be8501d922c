"""The follow-ups of meetings and plans: the state of each, and by what it is ordered."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from portal.derived.facts.base import Known
from portal.derived.known import FollowUpFacts
from portal.derived.states import follow_up_state
from portal.linked.graph import Task
from portal.model.vocabulary import FollowUpState

__all__ = ["FollowUps"]


class FollowUps(Known):
    """What is known of follow-ups."""

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
