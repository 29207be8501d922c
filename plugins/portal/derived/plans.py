"""Plans today: how far each measure has come, and each goal by its measures."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.derived.known import FollowUpFacts
from portal.linked.graph import Graph, Handling
from portal.model.plan import Goal, Measure, Plan
from portal.model.project import Project
from portal.model.vocabulary import FollowUpState, MeasureState, MeasureStatus
from portal.source.record import Record

__all__ = ["GoalFacts", "MeasureFacts", "MeasureLack", "PlanFacts", "indicator_of", "measure_state", "plan_facts"]


@dataclass(frozen=True)
class MeasureLack:
    """What a measure that is not done lacks: somebody `responsible`, a date on which it is `due`, a `case` or project
    that carries it out.
    """

    responsible: bool = False
    due: bool = False
    case: bool = False

    def __bool__(self) -> bool:
        return self.responsible or self.due or self.case


@dataclass(frozen=True)
class MeasureFacts:
    """A measure today; it is no `follow_up` where it was dropped. `indicator` is the place of its indicator among those
    of its project, from 1.
    """

    plan: Record[Plan]
    measure: Measure
    state: MeasureState
    follow_up: FollowUpFacts | None
    lack: MeasureLack
    indicator: int | None = None


@dataclass(frozen=True)
class GoalFacts:
    """A goal and its measures; `goal` is `None` of those that belong to none."""

    goal: Goal | None
    measures: tuple[MeasureFacts, ...]

    @property
    def counts(self) -> Mapping[MeasureState, int]:
        """How many measures are in each state."""
        return Counter(one.state for one in self.measures)


@dataclass(frozen=True)
class PlanFacts:
    """A plan today: its goals with their measures, and the item that adopted it, or is to (`is_adopted` tells)."""

    plan: Record[Plan]
    goals: tuple[GoalFacts, ...]
    adopting: Handling | None
    is_adopted: bool
    is_over: bool

    @property
    def measures(self) -> tuple[MeasureFacts, ...]:
        """All measures, in the order of the goals."""
        return tuple(one for goal in self.goals for one in goal.measures)

    @property
    def counts(self) -> Mapping[MeasureState, int]:
        """How many measures are in each state."""
        return Counter(one.state for one in self.measures)

    @property
    def rank(self) -> tuple[bool, str]:
        """What orders plans: those that are over come last, each by title."""
        return self.is_over, str(self.plan.facts.title)


def measure_state(measure: Measure, today: dt.date) -> MeasureState:
    """How a measure stands: done, dropped, overdue when it was due before today, and else what its record says."""
    if measure.done:
        return MeasureState.DONE
    if measure.status is MeasureStatus.DROPPED:
        return MeasureState.DROPPED
    if measure.due and measure.due < today:
        return MeasureState.OVERDUE
    return MeasureState(measure.status.value) if measure.status else MeasureState.OPEN


def plan_facts(graph: Graph, plan: Record[Plan], today: dt.date, follow_ups: Iterable[FollowUpFacts]) -> PlanFacts:
    """What is known of a plan today; `follow_ups` are those of its measures that were not dropped."""
    by_measure = {id(one.task.follow_up): one for one in follow_ups}
    known = [_measure(graph, plan, one, today, by_measure.get(id(one))) for one in plan.facts.measures]
    numbers = [goal.number for goal in plan.facts.goals]
    goals = [
        GoalFacts(goal, tuple(one for one in known if one.measure.goal == goal.number)) for goal in plan.facts.goals
    ]
    if others := tuple(one for one in known if one.measure.goal not in numbers):
        goals.append(GoalFacts(None, others))
    adopted, period = plan.facts.adopted, plan.facts.period
    item = graph.item_numbered(adopted.meeting, adopted.number) if adopted else None
    is_over = period is not None and period.to is not None and period.to.last < today
    return PlanFacts(plan, tuple(goals), item, item is not None and _adopts(item), is_over)


def _adopts(handling: Handling) -> bool:
    """Whether an item adopted what it was about: it was decided, and not against it."""
    outcome = handling.entry.item.outcome
    return handling.is_decision and (outcome is None or outcome.is_approval())


def indicator_of(project: Record[Project] | None, name: str | None) -> int | None:
    """The place of an indicator, by its name, among those of a project, from 1; `None` where the project has none."""
    names = [_folded(one.name) for one in project.facts.indicators] if project and name else []
    return names.index(_folded(name)) + 1 if name and _folded(name) in names else None


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _measure(
    graph: Graph, plan: Record[Plan], measure: Measure, today: dt.date, follow_up: FollowUpFacts | None
) -> MeasureFacts:
    state = measure_state(measure, today)
    is_open = follow_up is not None and follow_up.state is not FollowUpState.DONE
    lack = MeasureLack(
        responsible=is_open and not measure.responsible,
        due=is_open and measure.due is None,
        case=is_open and not measure.cases and measure.project is None,
    )
    project = graph.project(measure.project) if measure.project else None
    return MeasureFacts(plan, measure, state, follow_up, lack, indicator_of(project, measure.indicator))
