"""A project: what it is to achieve, how it stands, and its cases and meetings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from portal.derived.context import Context
from portal.derived.gist import first_words, gist
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, View
from portal.derived.public import Record
from portal.derived.states import is_report_due, milestone_state
from portal.model import addresses
from portal.model.project import Budget, Indicator, Milestone, Project, Report
from portal.pages.views.drawings.bars import draw_budget
from portal.pages.views.drawings.plot import Plot, draw_health, draw_indicator
from portal.pages.views.drawings.scale import number_in
from portal.pages.views.drawings.timeline import draw_timeline
from portal.pages.views.linked_data import project_data

__all__ = ["ProjectRow", "health_of", "is_report_old", "next_milestone", "project_row", "view"]


def view(context: Context, project: Record[Project]) -> View:
    """The page of a project."""
    portal, facts = context.portal, project.facts
    latest = facts.latest_report(context.today)
    handlings = portal.handlings_of_project(project.id)
    values = {
        "record": project,
        "facts": facts,
        "lang": context.foreign(facts),
        "hold": context.hold(project),
        "owner": context.party(facts.owner, context.foreign(facts)),
        "steering": context.link(("organisation", facts.steering)) if facts.steering else None,
        "partners": [party for text in facts.partners if (party := context.party(text, context.foreign(facts)))],
        "phase": context.state(facts.phase) if facts.phase else None,
        "latest": latest,
        "health": health_of(context, project),
        "report_age": (context.today - latest.date).days if latest else None,
        "report_is_old": is_report_old(context, project),
        "reports": [
            {"report": report, "health": context.state(report.health) if report.health else None}
            for _, report in sorted(enumerate(facts.reports), key=lambda pair: (pair[1].date, pair[0]), reverse=True)
            if report is not latest
        ],
        "workstreams": [
            {"stream": stream, "health": context.state(stream.health) if stream.health else None}
            for stream in facts.workstreams
        ],
        "milestones": [
            {
                "milestone": m,
                "who": context.party(m.who, context.foreign(facts)),
                "state": context.state(milestone_state(m, context.today)),
            }
            for m in facts.milestones
        ],
        "next_milestone": next_milestone(context, project),
        "timeline": draw_timeline(facts.milestones, context.today, context.dates),
        "health_plot": draw_health([report for report in facts.reports if report.date <= context.today]),
        "budget": _budget(context, facts.budget) if facts.budget else None,
        "bars": draw_budget(facts.budget) if facts.budget else None,
        "risks": [
            {"risk": risk, "letter": chr(ord("A") + n) if n < 26 else str(n + 1), "number": n + 1}
            for n, risk in enumerate(facts.risks)
        ],
        "indicators": [_indicator(one) for one in facts.indicators],
        "outline": project.outline,
        "cases": [context.link_to(case) for case in portal.cases_of_project(project.id)],
        "items": [
            {
                "title": context.item_title(h),
                "name": context.item_name(h),
                "number": h.entry.item.number,
                "body": context.body(h.meeting.body_id),
                "day": h.meeting.day,
                "outcome": context.state(h.entry.item.outcome) if h.entry.item.outcome else None,
            }
            for h in reversed(handlings)
        ],
        "papers": context.papers(project, facts.attachments),
    }
    words = latest.summary if latest else first_words(project.outline, context.lang_of(facts))
    description = gist(words) or _plainly(context, project)
    return View(
        template="record/project.html",
        address=portal.address_of(project),
        title=context.title(project),
        values=values,
        menu=addresses.PROJECTS,
        description=description,
        source=project.path,
        updated=context.updated(project.key),
        crumbs=(Hyperlink(context.t("menu.projects"), addresses.PROJECTS),),
        feed=context.feed_of_body(project.facts.steering),
        structured=project_data(context, project, description),
    )


def _plainly(context: Context, project: Record[Project]) -> str:
    """What is left to say of a project without a word of text."""
    phase = project.facts.phase
    return gist(f"{context.t('kind.project')}.", f"{context.state(phase).text}." if phase else "")


@dataclass(frozen=True)
class ProjectRow:
    """A project in the overview. `is_old` tells that its latest report is older than it may be, or missing."""

    title: Hyperlink
    lang: str | None
    owner: Hyperlink | None
    phase: StateLabel | None
    health: StateLabel | None
    milestone: Milestone | None
    report: Report | None
    is_old: bool


def project_row(context: Context, project: Record[Project]) -> ProjectRow:
    """A project as a row of the overview."""
    facts = project.facts
    return ProjectRow(
        title=context.link_to(project),
        lang=context.foreign(facts),
        owner=context.party(facts.owner, context.foreign(facts)),
        phase=context.state(facts.phase) if facts.phase else None,
        health=health_of(context, project),
        milestone=next_milestone(context, project),
        report=facts.latest_report(context.today),
        is_old=is_report_old(context, project),
    )


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator: its target and its values in time, each with the unit where that stands behind a bare number.

    `unit` is set when no value or target shows it.
    """

    name: str
    unit: str
    target: str
    measured: list[tuple[dt.date, str, str]]
    plot: Plot | None


def _indicator(indicator: Indicator) -> IndicatorRow:
    def unit_of(text: str) -> str:
        unit = indicator.unit or ""
        has_unit = bool(unit) and text.rstrip().casefold().endswith(unit.casefold())
        return "" if has_unit or number_in(text) is None else unit

    target = indicator.target or ""
    measured = [(m.date, m.value, unit_of(m.value)) for m in sorted(indicator.values, key=lambda m: m.date)]
    is_shown = any(unit for _, _, unit in measured) or unit_of(target)
    return IndicatorRow(
        name=indicator.name,
        unit="" if is_shown else indicator.unit or "",
        target=" ".join(filter(None, (target, unit_of(target)))),
        measured=measured,
        plot=draw_indicator(indicator),
    )


def health_of(context: Context, project: Record[Project]) -> StateLabel | None:
    """How a project was doing when that was last told."""
    report = project.facts.latest_assessment(context.today)
    return context.state(report.health) if report and report.health else None


def is_report_old(context: Context, project: Record[Project]) -> bool:
    """Whether a project that goes on has no report, or its latest is older than the settings allow."""
    return is_report_due(project.facts, context.today, context.settings.report_days)


def next_milestone(context: Context, project: Record[Project]) -> Milestone | None:
    """The milestone that comes first of those that are not done and not past."""
    ahead = [
        (m.when.end.last, n, m)
        for n, m in enumerate(project.facts.milestones)
        if m.when is not None and not m.done and m.when.end.last >= context.today
    ]
    return min(ahead)[2] if ahead else None


def _budget(context: Context, budget: Budget) -> dict[str, Any]:
    """A budget as a table: each side's lines by year with their sums, in NOK."""

    def side(name: str) -> dict[str, Any]:
        sums = budget.yearly_sums(name)
        lines = [
            {
                "item": line.item,
                "kind": context.t(f"cost_kind.{line.kind.value}") if line.kind else "",
                "amounts": [line.amounts.get(year) for year in budget.years],
                "sum": sum(line.amounts.values()) if line.amounts else None,
            }
            for line in getattr(budget, name)
        ]
        stated = getattr(budget.totals, name) if budget.totals else {}
        differs = {year: amount for year, amount in stated.items() if amount != sums.get(year, 0)}
        return {
            "lines": lines,
            "sums": [sums.get(year) for year in budget.years],
            "sum": sum(sums.values()),
            "stated": differs,
        }

    return {"years": budget.years, "costs": side("costs"), "income": side("income")}
