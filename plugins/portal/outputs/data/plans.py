"""Plans as open data: whose they are, their goals, and how far each measure has come."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from portal.derived.context import Context
from portal.derived.plans import MeasureFacts
from portal.model import addresses
from portal.model.kinds import PLAN
from portal.model.values import PartialDate
from portal.model.vocabulary import MeasureState
from portal.outputs.data import shared as s
from portal.outputs.data.columns import DataRegister, Fact, Prose, Read, Row, Url

__all__ = ["REGISTER"]


def _url(context: Context, known: MeasureFacts) -> str:
    return context.url(f"{known.plan.address}#{addresses.measure_anchor(known.measure.number)}")


class GoalData(Row, within="goals."):
    """A goal of a plan."""

    number: Annotated[str, Read("goals.number", "goal_number")]
    title: Annotated[Prose, Read("goals.title", "goal_title")]


class MeasureData(Row, part="measure", within="measures."):
    """A measure of a plan (`MeasureFacts`)."""

    number: Annotated[str, Read("measures.number", "measure_number")]
    url: Annotated[Url, Fact("", "measure_url", by=_url)]
    what: Annotated[Prose, Read("measures.what", "measure_what")]
    goal: Annotated[str | None, Read("measures.goal", "measure_goal")]
    state: Annotated[MeasureState, Fact("state", "measure_state", "measures.status")]
    responsible_parties: Annotated[tuple[str, ...], Read("measures.responsible", by=s.each(s.party_id, once=True))]
    responsible_titles: Annotated[tuple[str, ...], Read("measures.responsible", by=s.each(s.party, once=True))]
    due_date: Annotated[dt.date | None, Read("measures.due")]
    done_date: Annotated[dt.date | None, Read("measures.done")]
    cases: Annotated[tuple[str, ...], Read("measures.case", "measure_cases")]
    case_titles: Annotated[tuple[str, ...], Fact("measure.case", by=s.each(s.case_title))]
    project: Annotated[str | None, Read("measures.project", "measure_project")]
    project_title: Annotated[str | None, Fact("measure.project", by=s.project_title)]
    indicator: Annotated[str | None, Read("measures.indicator", "measure_indicator")]
    note: Annotated[Prose | None, Read("measures.note", "measure_note")]


class PlanData(Row, part="plan.facts"):
    """A plan (`PlanFacts`)."""

    head: Annotated[s.HeadData, Fact("plan")]
    organisation: Annotated[str | None, Read("organisation", "plan_organisation")] = None
    organisation_title: Annotated[
        str | None, Fact("plan.facts.organisation", "plan_organisation_title", by=s.organisation_title)
    ] = None
    start: Annotated[PartialDate | None, Read("period.from", "plan_start")] = None
    end: Annotated[PartialDate | None, Read("period.to", "plan_end")] = None
    adopted_in: Annotated[str | None, Read("adopted.meeting")] = None
    adopted_as: Annotated[str | None, Read("adopted.number")] = None
    adopted: Annotated[bool | None, Fact("is_adopted", "plan_adopted")] = None
    number_of_measures: Annotated[int | None, Fact("measures", by=s.count)] = None
    goals: Annotated[tuple[GoalData, ...], Read("goals", "plan_goals")] = ()
    measures: Annotated[tuple[MeasureData, ...], Fact("measures", "plan_measures", "measures")] = ()
    tail: Annotated[s.TailData, Fact("plan")]


REGISTER = DataRegister(
    "plans",
    addresses.PLANS,
    PLAN,
    PlanData,
    facts=lambda context: context.facts.plans,
    closed=lambda _, __: {},
)
