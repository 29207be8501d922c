"""A plan: its goals, and how far each measure has come."""

from __future__ import annotations

from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.gist import first_words, gist_of
from portal.derived.key_facts import plan_facts
from portal.derived.labels import StateLabel
from portal.derived.parts import Download, Hyperlink, View
from portal.derived.plans import PlanFacts
from portal.derived.public import Record
from portal.derived.undertakings import MeasureRow, measure_row
from portal.model import addresses
from portal.model.plan import Plan
from portal.model.vocabulary import MeasureState
from portal.pages.views.drawings.progress import Progress, draw_progress
from portal.pages.views.linked_data import plan_data
from portal.pages.views.record import RecordPage, record_view, shared

__all__ = ["GoalRow", "PlanPage", "PlanRow", "plan_row", "view"]


@dataclass(frozen=True)
class GoalRow:
    """A goal, its measures, and how many of them are in each state; no number or title of what belongs to none."""

    number: str
    title: str
    anchor: str
    measures: tuple[MeasureRow, ...]
    counts: tuple[tuple[StateLabel, int], ...]


@dataclass(frozen=True)
class PlanRow:
    """A plan in a list, and how many of its measures are done or overdue."""

    title: Hyperlink
    body: Hyperlink | None
    period: str
    is_over: bool
    done: int
    overdue: int
    number: int


@dataclass(frozen=True)
class PlanPage(RecordPage):
    """The page of a plan; `states` are those that its measures are in, in the order of the drawing."""

    lang_of_goals: str | None
    goals: tuple[GoalRow, ...]
    states: tuple[StateLabel, ...]
    counts: tuple[tuple[StateLabel, int], ...]
    number: int
    progress: Progress | None
    is_over: bool
    printed: Download | None


def view(context: Context, plan: Record[Plan]) -> View:
    """The page of a plan."""
    facts, known = plan.facts, context.facts.plan(plan)
    lang = context.foreign(facts)
    present = [state for state in MeasureState if known.counts.get(state)]
    values = PlanPage(
        **shared(context, plan, plan_facts(context, plan), plan.outline),
        lang_of_goals=lang,
        goals=tuple(
            GoalRow(
                goal.goal.number if goal.goal else "",
                goal.goal.title if goal.goal else "",
                f"_mal_{number}",
                tuple(measure_row(context, one) for one in goal.measures),
                tuple((context.state(state), goal.counts.get(state, 0)) for state in present),
            )
            for number, goal in enumerate(known.goals, 1)
        ),
        states=tuple(map(context.state, present)),
        counts=tuple((context.state(state), known.counts.get(state, 0)) for state in present),
        number=len(known.measures),
        progress=draw_progress([goal.counts for goal in known.goals]),
        is_over=known.is_over,
        printed=context.downloads.get(f"{plan.address}{addresses.PLAN_PDF}"),
    )
    description = gist_of(facts, _told(context, known), first_words(plan.outline, context.lang_of(facts)))
    return record_view(
        context,
        plan,
        values,
        description,
        plan_data(context, plan, description),
        crumbs=(Hyperlink(context.t("menu.plans"), addresses.PLANS),),
        feed=context.feed_of_body(facts.organisation),
    )


def _told(context: Context, known: PlanFacts) -> str:
    """How far a plan has come, in words."""
    number, done = len(known.measures), known.counts.get(MeasureState.DONE, 0)
    return context.catalogue.count("plan.told", number, done=done)


def plan_row(context: Context, known: PlanFacts) -> PlanRow:
    """A plan as a row of the register."""
    facts = known.plan.facts
    body = context.link(("organisation", facts.organisation)) if facts.organisation else None
    period = next((fact.values[0].text for fact in plan_facts(context, known.plan) if fact.key == "period"), "")
    return PlanRow(
        title=context.link_to(known.plan),
        body=body,
        period=period,
        is_over=known.is_over,
        done=known.counts.get(MeasureState.DONE, 0),
        overdue=known.counts.get(MeasureState.OVERDUE, 0),
        number=len(known.measures),
    )
