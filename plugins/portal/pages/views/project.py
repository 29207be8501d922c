"""A project: what it is to achieve, how it stands, and its cases and meetings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import Enum

from portal.derived.context import Context
from portal.derived.gist import first_words, gist, gist_of
from portal.derived.key_facts import project_facts
from portal.derived.known import MilestoneFacts, ProjectFacts
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, TaskRow, View
from portal.derived.plans import indicator_of
from portal.derived.public import Handling, Record
from portal.model import addresses
from portal.model.project import Budget, Indicator, Project, Report
from portal.model.values import Span
from portal.pages.views.drawings.bars import Bars, draw_budget
from portal.pages.views.drawings.plot import HealthPlot, Plot, draw_health, draw_indicator
from portal.pages.views.drawings.scale import number_in
from portal.pages.views.drawings.timeline import Timeline, draw_timeline
from portal.pages.views.linked_data import project_data
from portal.pages.views.record import RecordPage, record_view, shared

__all__ = [
    "IndicatorRow",
    "ProjectPage",
    "ProjectRow",
    "ReportRow",
    "indicator_row",
    "project_row",
    "report_row",
    "view",
]


@dataclass(frozen=True)
class ReportRow:
    """A dated report: what it says, and the health that it tells, if it does."""

    date: dt.date
    summary: str
    health: StateLabel | None


@dataclass(frozen=True)
class WorkstreamRow:
    """A line of work and how it goes."""

    name: str
    status: str
    health: StateLabel | None


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone, its state, who is to reach it, and what came of it."""

    what: str
    when: Span | None
    who: Hyperlink | None
    result: str | None
    done: dt.date | None
    state: StateLabel


@dataclass(frozen=True)
class BudgetRow:
    """A line of a budget: its amounts year by year and their sum, in NOK; `None` where there is none."""

    what: str
    kind: str
    amounts: tuple[int | None, ...]
    sum: int | None


@dataclass(frozen=True)
class BudgetSide:
    """The costs or the income: lines, sums by year, and those that a document `stated` otherwise, as year and NOK."""

    name: str
    lines: tuple[BudgetRow, ...]
    sums: tuple[int | None, ...]
    sum: int
    stated: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class BudgetTable:
    """A budget by year, in NOK."""

    years: tuple[int, ...]
    sides: tuple[BudgetSide, ...]


@dataclass(frozen=True)
class RiskRow:
    """What may go wrong; `likelihood` and `consequence` are `low`, `medium` or `high`."""

    number: int
    letter: str
    what: str
    likelihood: str
    consequence: str
    action: str | None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator: its target and its values in time, each with the unit where that stands behind a bare number.

    `unit` is set when no value or target shows it, and `anchor` where a measure of a plan leads to it.
    """

    name: str
    unit: str
    target: str
    measured: tuple[tuple[dt.date, str, str], ...]
    plot: Plot | None
    anchor: str = ""


@dataclass(frozen=True)
class ProjectItemRow:
    """An item of a meeting that a case of the project was treated as."""

    title: Hyperlink
    name: str
    number: str | None
    body: Hyperlink
    day: dt.date
    outcome: StateLabel | None


@dataclass(frozen=True)
class ProjectRow:
    """A project in the overview, with its next `milestone` and when that is.

    `is_old` tells that its latest report is older than it may be, or missing.
    """

    title: Hyperlink
    lang: str | None
    owner: Hyperlink | None
    phase: StateLabel | None
    health: StateLabel | None
    milestone: str
    when: Span | None
    report: ReportRow | None
    is_old: bool
    is_over: bool = False


@dataclass(frozen=True)
class ProjectPage(RecordPage):
    """The page of a project.

    `project` is how it stands today, `report_age` the age in days of the report by which it does.
    """

    project: ProjectRow
    report_age: int | None
    reports: tuple[ReportRow, ...]
    workstreams: tuple[WorkstreamRow, ...]
    milestones: tuple[MilestoneRow, ...]
    timeline: Timeline | None
    health_plot: HealthPlot | None
    budget: BudgetTable | None
    bars: Bars | None
    risks: tuple[RiskRow, ...]
    indicators: tuple[IndicatorRow, ...]
    cases: tuple[Hyperlink, ...]
    items: tuple[ProjectItemRow, ...]
    measures: tuple[TaskRow, ...]


def view(context: Context, project: Record[Project]) -> View:
    """The page of a project."""
    portal, facts = context.portal, project.facts
    lang, known = context.foreign(facts), context.facts.project(project)
    others = sorted((report for report in facts.reports if report is not known.report), key=lambda one: one.date)
    values = ProjectPage(
        **shared(context, project, project_facts(context, project), project.outline),
        project=project_row(context, known),
        report_age=known.report_age,
        reports=tuple(row for report in reversed(others) if (row := report_row(context, report))),
        workstreams=tuple(
            WorkstreamRow(one.name, one.status, _label(context, one.health)) for one in facts.workstreams
        ),
        milestones=tuple(_milestone(context, one, lang) for one in known.milestones),
        timeline=draw_timeline(known.milestones, context.today, context.dates),
        health_plot=draw_health(known.reports),
        budget=_budget(context, facts.budget) if facts.budget else None,
        bars=draw_budget(facts.budget) if facts.budget else None,
        risks=_risks(facts),
        indicators=_indicators(context, project),
        cases=tuple(map(context.link_to, portal.cases_of_project(project.id))),
        items=tuple(_item(context, handling) for handling in reversed(portal.handlings_of_project(project.id))),
        measures=context.tasks(portal.measures_of_project(project.id)),
    )
    words = known.report.summary if known.report else first_words(project.outline, context.lang_of(facts))
    phase = f"{values.project.phase.text}." if values.project.phase else ""
    description = gist_of(facts, words) or gist(f"{context.t('kind.project')}.", phase)
    return record_view(
        context,
        project,
        values,
        description,
        project_data(context, project, description),
        crumbs=(Hyperlink(context.t("menu.projects"), addresses.PROJECTS),),
        feed=context.feed_of_body(facts.steering),
    )


def _label(context: Context, state: Enum | None) -> StateLabel | None:
    return context.state(state) if state else None


def report_row(context: Context, report: Report | None) -> ReportRow | None:
    """A report as pages show it."""
    return ReportRow(report.date, report.summary, _label(context, report.health)) if report else None


def _milestone(context: Context, known: MilestoneFacts, lang: str | None) -> MilestoneRow:
    one = known.milestone
    who, state = context.party(one.who, lang), context.state(known.state)
    return MilestoneRow(one.what, one.when, who, one.result, one.done, state)


def _item(context: Context, handling: Handling) -> ProjectItemRow:
    return ProjectItemRow(
        title=context.item_title(handling),
        name=context.item_name(handling),
        number=handling.entry.item.number,
        body=context.body(handling.meeting.body_id),
        day=handling.meeting.day,
        outcome=_label(context, context.facts.item(handling).outcome),
    )


def _risks(facts: Project) -> tuple[RiskRow, ...]:
    """The risks, by letters for as long as there are any."""
    return tuple(
        RiskRow(
            number,
            chr(ord("A") + number - 1) if number <= 26 else str(number),
            risk.what,
            risk.likelihood.value,
            risk.consequence.value,
            risk.action,
        )
        for number, risk in enumerate(facts.risks, 1)
    )


def project_row(context: Context, known: ProjectFacts) -> ProjectRow:
    """A project as a row of the overview."""
    facts, milestone = known.project.facts, known.next_milestone
    lang = context.foreign(facts)
    return ProjectRow(
        title=context.link_to(known.project),
        lang=lang,
        owner=context.party(facts.owner, lang),
        phase=_label(context, facts.phase),
        health=_label(context, known.health),
        milestone=milestone.what if milestone else "",
        when=milestone.when if milestone else None,
        report=report_row(context, known.report),
        is_old=known.is_report_due,
        is_over=known.is_over,
    )


def _indicators(context: Context, project: Record[Project]) -> tuple[IndicatorRow, ...]:
    """The indicators, those that a measure of a plan names with an anchor."""
    named = [task.measure.indicator for task in context.portal.measures_of_project(project.id) if task.measure]
    led_to = {indicator_of(project, name) for name in named}
    return tuple(
        replace(indicator_row(one), anchor=addresses.indicator_anchor(number) if number in led_to else "")
        for number, one in enumerate(project.facts.indicators, 1)
    )


def indicator_row(indicator: Indicator) -> IndicatorRow:
    """An indicator as pages show it."""

    def unit_of(text: str) -> str:
        unit = indicator.unit or ""
        has_unit = bool(unit) and text.rstrip().casefold().endswith(unit.casefold())
        return "" if has_unit or number_in(text) is None else unit

    target = indicator.target or ""
    in_time = sorted(indicator.values, key=lambda m: m.date)
    measured = tuple((m.date, m.value, unit_of(m.value)) for m in in_time)
    is_shown = any(unit for _, _, unit in measured) or unit_of(target)
    return IndicatorRow(
        name=indicator.name,
        unit="" if is_shown else indicator.unit or "",
        target=" ".join(filter(None, (target, unit_of(target)))),
        measured=measured,
        plot=draw_indicator(indicator),
    )


def _budget(context: Context, budget: Budget) -> BudgetTable:
    """A budget as a table: each side's lines by year with their sums, in NOK."""

    def side(name: str) -> BudgetSide:
        sums = budget.yearly_sums(name)
        lines = tuple(
            BudgetRow(
                line.item,
                context.t(f"cost_kind.{line.kind.value}") if line.kind else "",
                tuple(map(line.amounts.get, budget.years)),
                sum(line.amounts.values()) if line.amounts else None,
            )
            for line in getattr(budget, name)
        )
        stated = getattr(budget.totals, name) if budget.totals else {}
        differs = tuple((year, amount) for year, amount in stated.items() if amount != sums.get(year, 0))
        return BudgetSide(name, lines, tuple(map(sums.get, budget.years)), sum(sums.values()), differs)

    return BudgetTable(budget.years, (side("costs"), side("income")))
