"""A plan: its goals, and how far each measure has come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.gist import first_words, gist_of
from portal.derived.key_facts import plan_facts
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, View
from portal.derived.plans import MeasureFacts, PlanFacts
from portal.derived.public import Record
from portal.model import addresses
from portal.model.kinds import CASE, PROJECT
from portal.model.plan import Plan
from portal.model.vocabulary import MeasureState
from portal.pages.views.drawings.progress import Progress, draw_progress
from portal.pages.views.linked_data import plan_data
from portal.pages.views.record import RecordPage, record_view, shared

__all__ = ["GoalRow", "MeasureRow", "PlanPage", "PlanRow", "measure_row", "plan_row", "view"]


@dataclass(frozen=True)
class MeasureRow:
    """A measure: who is to do it by when, how it stands, and the cases, the project and the indicator that tell more.

    `days` counts to the day on which it is due, negative when that is past; `None` where nobody waits for it.
    """

    number: str
    anchor: str
    what: str
    lang: str | None
    state: StateLabel
    responsible: tuple[Hyperlink, ...]
    due: dt.date | None
    done: dt.date | None
    days: int | None
    links: tuple[Hyperlink, ...]
    indicator: Hyperlink | None
    note: str | None
    plan: Hyperlink


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


def measure_row(context: Context, known: MeasureFacts) -> MeasureRow:
    """A measure as pages show it."""
    one, lang = known.measure, context.foreign(known.plan.facts)
    anchor = addresses.measure_anchor(one.number)
    project = context.link((PROJECT.name, one.project)) if one.project else None
    return MeasureRow(
        number=one.number,
        anchor=anchor,
        what=one.what,
        lang=lang,
        state=context.state(known.state),
        responsible=context.parties(one.responsible, lang),
        due=one.due,
        done=one.done,
        days=known.follow_up.days if known.follow_up else None,
        links=(*context.links(CASE, one.cases), *((project,) if project else ())),
        indicator=_indicator(context, known, lang),
        note=one.note,
        plan=Hyperlink(context.title(known.plan), f"{known.plan.address}#{anchor}"),
    )


def _indicator(context: Context, known: MeasureFacts, lang: str | None) -> Hyperlink | None:
    """The indicator of a measure, where its curve is drawn."""
    name, position = known.measure.indicator, known.indicator
    if name is None:
        return None
    project = context.portal.project(known.measure.project or "")
    address = f"{project.address}#{addresses.indicator_anchor(position)}" if project and position else None
    return Hyperlink(name, address, lang)
