"""Projects as open data: phase, health, milestones, money in NOK, risks, indicators and dated reports."""

from __future__ import annotations

from collections.abc import Iterator

from portal.derived.context import Context
from portal.derived.public import Record
from portal.derived.states import milestone_state
from portal.model import addresses
from portal.model.kinds import ORGANISATION, PROJECT
from portal.model.project import Budget, Project
from portal.model.values import PartialDate
from portal.model.vocabulary import CostKind, Health, Level, MilestoneState, Phase
from portal.outputs.data.columns import Column, DataRegister, Row, Type, coded, listed
from portal.outputs.data.shared import (
    HEAD,
    TAIL,
    closed_row,
    day,
    folded,
    head,
    party,
    party_id,
    tail,
    title_of,
    words,
)  # fmt: skip

__all__ = ["REGISTER"]

_SIDES = ("costs", "income")
_MILESTONES = (
    Column("what", source="milestones.what", about="milestone_what", required=True),
    coded("state", MilestoneState, about="milestone_state", required=True),
    Column("start", Type.PERIOD, "milestones.when", about="milestone_start"),
    Column("end", Type.PERIOD, "milestones.when", about="milestone_end"),
    Column("responsible", source="milestones.who"),
    Column("responsible_title", source="milestones.who"),
    Column("result", source="milestones.result", about="milestone_result"),
    Column("done_date", Type.DATE, "milestones.done"),
)
_BUDGET = (
    Column("side", Type.CODE, values=_SIDES, about="budget_side", required=True),
    Column("item", source="budget.costs.item", about="budget_item", required=True),
    coded("kind", CostKind, "budget.costs.kind", about="budget_kind"),
    Column("year", Type.INTEGER, "budget.years", about="budget_year", required=True),
    Column("amount", Type.INTEGER, "budget.costs.amounts", about="budget_amount", required=True),
)


def _rows(context: Context) -> Iterator[Row]:
    yield from (_row(context, project) for project in context.portal.projects)
    yield from (closed_row(context, closed) for closed in context.portal.closed_of(PROJECT))


def _row(context: Context, project: Record[Project]) -> Row:
    facts, period = project.facts, project.facts.period
    latest, assessed = facts.latest_report(context.today), facts.latest_assessment(context.today)
    cases = context.portal.cases_of_project(project.id)
    return {
        **head(context, project),
        "phase": facts.phase.value if facts.phase else None,
        "health": assessed.health.value if assessed and assessed.health else None,
        "owner": party_id(context, facts.owner),
        "owner_title": party(context, facts.owner),
        "steering_group": facts.steering,
        "steering_group_title": title_of(context, ORGANISATION.name, facts.steering),
        "partners": [id_ for text in facts.partners if (id_ := party_id(context, text))],
        "partner_titles": [title for text in facts.partners if (title := party(context, text))],
        "start": _text(period.start) if period else None,
        "end": _text(period.to) if period else None,
        "latest_report": day(latest.date) if latest else None,
        "latest_report_summary": latest.summary if latest else None,
        "total_costs": _sum(facts.budget, "costs"),
        "total_income": _sum(facts.budget, "income"),
        "cases": [case.id for case in cases],
        "number_of_items": len(context.portal.handlings_of_project(project.id)),
        "description": words([project.outline.lead], context.lang_of(project.facts)),
        "milestones": [
            {
                "what": m.what,
                "state": milestone_state(m, context.today).value,
                "start": _text(m.when.start) if m.when else None,
                "end": _text(m.when.end) if m.when else None,
                "responsible": party_id(context, m.who),
                "responsible_title": party(context, m.who),
                "result": m.result,
                "done_date": day(m.done),
            }
            for m in facts.milestones
        ],
        "workstreams": [
            {"name": folded(w.name), "status": w.status, "health": w.health.value if w.health else None}
            for w in facts.workstreams
        ],
        "budget": list(_lines(facts.budget)) if facts.budget else [],
        "risks": [
            {
                "what": r.what,
                "likelihood": r.likelihood.value,
                "consequence": r.consequence.value,
                "action": r.action,
            }
            for r in facts.risks
        ],
        "indicators": [
            {
                "name": folded(one.name),
                "unit": folded(one.unit),
                "target": folded(one.target),
                "date": day(measured.date),
                "value": folded(measured.value),
            }
            for one in facts.indicators
            for measured in one.values
        ],
        "reports": [
            {"date": day(r.date), "health": r.health.value if r.health else None, "summary": r.summary}
            for r in facts.reports
        ],
        **tail(context, project),
    }


def _text(period: PartialDate | None) -> str | None:
    return period.text if period else None


def _sum(budget: Budget | None, side: str) -> int | None:
    """All years together, in NOK; `None` where there are no lines."""
    sums = budget.yearly_sums(side) if budget else {}
    return sum(sums.values()) if sums else None


def _lines(budget: Budget) -> Iterator[Row]:
    for side in _SIDES:
        for line in getattr(budget, side):
            for year, amount in sorted(line.amounts.items()):
                kind = line.kind.value if line.kind else None
                yield {"side": side, "item": folded(line.item), "kind": kind, "year": year, "amount": amount}


REGISTER = DataRegister(
    "projects",
    addresses.PROJECTS,
    PROJECT.name,
    (
        *HEAD,
        coded("phase", Phase, "phase"),
        coded("health", Health),
        Column("owner", source="owner"),
        Column("owner_title", source="owner"),
        Column("steering_group", source="steering"),
        Column("steering_group_title"),
        listed("partners", "partners"),
        listed("partner_titles", "partners"),
        Column("start", Type.PERIOD, "period.from", about="project_start"),
        Column("end", Type.PERIOD, "period.to", about="project_end"),
        Column("latest_report", Type.DATE),
        Column("latest_report_summary"),
        Column("total_costs", Type.INTEGER),
        Column("total_income", Type.INTEGER),
        listed("cases", about="project_cases"),
        Column("number_of_items", Type.INTEGER, about="project_items"),
        Column("description"),
        Column("milestones", Type.OBJECTS, "milestones", fields=_MILESTONES),
        Column(
            "workstreams",
            Type.OBJECTS,
            "workstreams",
            fields=(
                Column("name", source="workstreams.name", about="workstream_name", required=True),
                Column("status", source="workstreams.status", about="workstream_status", required=True),
                coded("health", Health, "workstreams.health", about="workstream_health"),
            ),
        ),
        Column("budget", Type.OBJECTS, "budget", fields=_BUDGET),
        Column(
            "risks",
            Type.OBJECTS,
            "risks",
            fields=(
                Column("what", source="risks.what", about="risk_what", required=True),
                coded("likelihood", Level, "risks.likelihood", required=True),
                coded("consequence", Level, "risks.consequence", required=True),
                Column("action", source="risks.action", about="risk_action"),
            ),
        ),
        Column(
            "indicators",
            Type.OBJECTS,
            "indicators",
            fields=(
                Column("name", source="indicators.name", about="indicator_name", required=True),
                Column("unit", source="indicators.unit"),
                Column("target", source="indicators.target"),
                Column("date", Type.DATE, "indicators.values.date", about="indicator_date", required=True),
                Column("value", source="indicators.values.value", about="indicator_value", required=True),
            ),
        ),
        Column(
            "reports",
            Type.OBJECTS,
            "reports",
            fields=(
                Column("date", Type.DATE, "reports.date", about="report_date", required=True),
                coded("health", Health, "reports.health", about="report_health"),
                Column("summary", source="reports.summary", about="report_summary", required=True),
            ),
        ),
        *TAIL,
    ),
    _rows,
)
