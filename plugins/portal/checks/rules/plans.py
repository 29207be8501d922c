"""Plans: each goal and each measure has a number of its own, and what a measure names is there."""

from __future__ import annotations

from collections.abc import Iterator

from portal.linked.portal import LinkedPortal
from portal.model.addresses import measure_anchor
from portal.model.headings import number_slug
from portal.model.problems import Problem, error, warning
from portal.model.vocabulary import MeasureStatus


def measures_differ(portal: LinkedPortal) -> Iterator[Problem]:
    """No two measures of a plan have the same anchor, and no two goals the same number."""
    for plan in portal.graph.plans:
        anchors: dict[str, int] = {}
        for index, measure in enumerate(plan.facts.measures):
            anchor = measure_anchor(measure.number)
            if anchors.setdefault(anchor, index) != index:
                place = plan.marks.value("measures", index, "number")
                yield error(place, "measure_twice", found=measure.number, first=anchors[anchor] + 1)
        numbers: dict[str, int] = {}
        for index, goal in enumerate(plan.facts.goals):
            number = number_slug(goal.number)
            if numbers.setdefault(number, index) != index:
                place = plan.marks.value("goals", index, "number")
                yield error(place, "goal_twice", found=goal.number, first=numbers[number] + 1)


def goals_of_measures_exist(portal: LinkedPortal) -> Iterator[Problem]:
    """The goal of a measure is the number of one of the plan's."""
    for plan in portal.graph.plans:
        if "goals" in plan.marks.faulty:
            continue  # one of them may be the goal
        known = [goal.number for goal in plan.facts.goals]
        for index, measure in enumerate(plan.facts.measures):
            if measure.goal and measure.goal not in known:
                place = plan.marks.value("measures", index, "goal")
                yield error(place, "unknown_goal", found=measure.goal, known=", ".join(known) or "–")


def indicators_of_measures_exist(portal: LinkedPortal) -> Iterator[Problem]:
    """The indicator of a measure is one that its project has. None is proposed: the project may be held back."""
    for plan in portal.graph.plans:
        for index, measure in enumerate(plan.facts.measures):
            if measure.indicator is None:
                continue
            place = plan.marks.value("measures", index, "indicator")
            project = portal.graph.project(measure.project) if measure.project else None
            if project is None or "indicators" in project.marks.faulty:
                if measure.project is None:
                    yield warning(place, "indicator_without_project", found=measure.indicator)
                continue
            names = [one.name for one in project.facts.indicators]
            if " ".join(measure.indicator.split()).casefold() in {" ".join(n.split()).casefold() for n in names}:
                continue
            yield warning(place, "unknown_indicator", found=measure.indicator, project=project.path)


def measures_come_within_the_plan(portal: LinkedPortal) -> Iterator[Problem]:
    """A measure is due, and done, after its plan's period began."""
    for plan in portal.graph.plans:
        start = plan.facts.period.start if plan.facts.period else None
        for index, measure in enumerate(plan.facts.measures):
            for field in ("due", "done"):
                day = getattr(measure, field)
                if start and day and day < start.first:
                    place = plan.marks.value("measures", index, field)
                    yield warning(place, "measure_before_plan", field=field, found=day.isoformat(), start=start.text)


def measures_that_are_done_are_no_others(portal: LinkedPortal) -> Iterator[Problem]:
    """A measure that is done has not been dropped, and was begun."""
    for plan in portal.graph.plans:
        for index, measure in enumerate(plan.facts.measures):
            if measure.done and measure.status in (MeasureStatus.DROPPED, MeasureStatus.NOT_STARTED):
                place = plan.marks.value("measures", index, "status")
                yield warning(place, "measure_done", found=measure.status.value, done=measure.done.isoformat())
