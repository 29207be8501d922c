"""Projects as open data: phase, health, milestones, money in NOK, risks, indicators and dated reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Annotated

from portal.derived.context import Context
from portal.model import addresses
from portal.model.kinds import PROJECT
from portal.model.project import Budget, Indicator
from portal.model.values import PartialDate
from portal.model.vocabulary import CostKind, Health, Level, MilestoneState, Phase
from portal.outputs.data import shared as s
from portal.outputs.data.columns import By, DataRegister, Fact, Prose, Read, Row

__all__ = ["REGISTER"]

_SIDES = ("costs", "income")


class MilestoneData(Row, part="milestone", within="milestones."):
    """A milestone of a project (`MilestoneFacts`)."""

    what: Annotated[Prose, Read("milestones.what", "milestone_what")]
    state: Annotated[MilestoneState, Fact("state", "milestone_state")]
    start: Annotated[PartialDate | None, Fact("milestone.when.start", "milestone_start", "milestones.when")]
    end: Annotated[PartialDate | None, Fact("milestone.when.end", "milestone_end", "milestones.when")]
    responsible: Annotated[str | None, Read("milestones.who", by=s.party_id)]
    responsible_title: Annotated[str | None, Read("milestones.who", by=s.party)]
    result: Annotated[Prose | None, Read("milestones.result", "milestone_result")]
    done_date: Annotated[dt.date | None, Read("milestones.done")]


class WorkstreamData(Row, within="workstreams."):
    """One line of work in a project."""

    name: Annotated[str, Read("workstreams.name", "workstream_name")]
    status: Annotated[Prose, Read("workstreams.status", "workstream_status")]
    health: Annotated[Health | None, Read("workstreams.health", "workstream_health")]


class BudgetData(Row):
    """The amount in NOK of a line of a budget in a year."""

    side: Annotated[str, Fact(None, "budget_side", values=_SIDES)]
    item: Annotated[str, Fact(None, "budget_item", "budget.costs.item")]
    kind: Annotated[CostKind | None, Fact(None, "budget_kind", "budget.costs.kind")]
    year: Annotated[int, Fact(None, "budget_year", "budget.years")]
    amount: Annotated[int, Fact(None, "budget_amount", "budget.costs.amounts")]


class RiskData(Row, within="risks."):
    """What may go wrong."""

    what: Annotated[Prose, Read("risks.what", "risk_what")]
    likelihood: Annotated[Level, Read("risks.likelihood")]
    consequence: Annotated[Level, Read("risks.consequence")]
    action: Annotated[Prose | None, Read("risks.action", "risk_action")]


class IndicatorData(Row):
    """What an indicator showed on a day."""

    name: Annotated[str, Fact(None, "indicator_name", "indicators.name")]
    unit: Annotated[str | None, Fact(None, source="indicators.unit")]
    target: Annotated[str | None, Fact(None, source="indicators.target")]
    date: Annotated[dt.date, Fact(None, "indicator_date", "indicators.values.date")]
    value: Annotated[str, Fact(None, "indicator_value", "indicators.values.value")]


class ReportData(Row, within="reports."):
    """A project's status on a day."""

    date: Annotated[dt.date, Read("reports.date", "report_date")]
    health: Annotated[Health | None, Read("reports.health", "report_health")]
    summary: Annotated[Prose, Read("reports.summary", "report_summary")]


def _sum(side: str) -> By:
    """What sums a side of a budget, all years together, in NOK; `None` where there are no lines."""

    def of(_: Context, budget: Budget) -> int | None:
        sums = budget.yearly_sums(side)
        return sum(sums.values()) if sums else None

    return of


def _lines(_: Context, budget: Budget) -> Iterator[BudgetData]:
    for side in _SIDES:
        for line in getattr(budget, side):
            for year, amount in sorted(line.amounts.items()):
                yield BudgetData(side=side, item=line.item, kind=line.kind, year=year, amount=amount)


def _measured(_: Context, indicators: Sequence[Indicator]) -> Iterator[IndicatorData]:
    for one in indicators:
        for told in one.values:
            yield IndicatorData(name=one.name, unit=one.unit, target=one.target, date=told.date, value=told.value)


class ProjectData(Row, part="project.facts"):
    """A project (`ProjectFacts`)."""

    head: Annotated[s.HeadData, Fact("project")]
    phase: Annotated[Phase | None, Read("phase")] = None
    health: Annotated[Health | None, Fact("health")] = None
    owner: Annotated[str | None, Read("owner", by=s.party_id)] = None
    owner_title: Annotated[str | None, Read("owner", by=s.party)] = None
    steering_group: Annotated[str | None, Read("steering")] = None
    steering_group_title: Annotated[str | None, Fact("project.facts.steering", by=s.organisation_title)] = None
    partners: Annotated[tuple[str, ...], Read("partners", by=s.each(s.party_id))] = ()
    partner_titles: Annotated[tuple[str, ...], Read("partners", by=s.each(s.party))] = ()
    start: Annotated[PartialDate | None, Read("period.from", "project_start")] = None
    end: Annotated[PartialDate | None, Read("period.to", "project_end")] = None
    latest_report: Annotated[dt.date | None, Fact("report.date")] = None
    latest_report_summary: Annotated[Prose | None, Fact("report.summary")] = None
    total_costs: Annotated[int | None, Fact("project.facts.budget", by=_sum("costs"))] = None
    total_income: Annotated[int | None, Fact("project.facts.budget", by=_sum("income"))] = None
    cases: Annotated[tuple[str, ...], Fact("cases", "project_cases", by=s.each(lambda _, case: case.id))] = ()
    number_of_items: Annotated[int | None, Fact("items", "project_items", by=s.count)] = None
    description: Annotated[Prose | None, Fact("project", by=s.lead)] = None
    milestones: Annotated[tuple[MilestoneData, ...], Fact("milestones", source="milestones")] = ()
    workstreams: Annotated[tuple[WorkstreamData, ...], Read("workstreams")] = ()
    budget: Annotated[tuple[BudgetData, ...], Read("budget", by=_lines)] = ()
    risks: Annotated[tuple[RiskData, ...], Read("risks")] = ()
    indicators: Annotated[tuple[IndicatorData, ...], Read("indicators", by=_measured)] = ()
    reports: Annotated[tuple[ReportData, ...], Read("reports")] = ()
    tail: Annotated[s.TailData, Fact("project")]


REGISTER = DataRegister(
    "projects",
    addresses.PROJECTS,
    PROJECT,
    ProjectData,
    facts=lambda context: map(context.facts.project, context.portal.projects),
    closed=lambda _, __: {},
)
