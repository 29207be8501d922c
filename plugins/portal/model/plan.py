"""The plan: what a body wants to reach, and the measures that are to lead there."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from portal.model.common import Part, RecordFacts
from portal.model.meeting import FollowUp
from portal.model.project import ProjectPeriod
from portal.model.values import (
    CaseId,
    CaseNumber,
    GoalNumber,
    MeasureNumber,
    MeetingId,
    OneOrMore,
    OrganisationId,
    ProjectId,
    Text,
)
from portal.model.vocabulary import MeasureStatus

__all__ = ["Adoption", "Goal", "Measure", "Plan"]


class Adoption(Part):
    """The item of a meeting that adopted a plan."""

    meeting: MeetingId
    number: CaseNumber | None = None


class Goal(Part):
    """What a plan is to reach."""

    number: GoalNumber
    title: Text


class Measure(FollowUp):
    """A follow-up of a plan, by its number. `goal` is the number of one of the plan's, `indicator` the name of one of
    the project's.
    """

    written_first: ClassVar[tuple[str, ...]] = ("number", "what", "goal")
    number: MeasureNumber
    goal: GoalNumber | None = None
    status: MeasureStatus | None = None
    cases: OneOrMore[CaseId] = Field(default=(), alias="case")
    project: ProjectId | None = None
    indicator: Text | None = None
    note: Text | None = None


class Plan(RecordFacts):
    """The facts of a plan."""

    organisation: OrganisationId | None = None
    period: ProjectPeriod | None = None
    adopted: Adoption | None = None
    goals: tuple[Goal, ...] = ()
    measures: tuple[Measure, ...] = ()
