"""The project: goals on the way, money, risks and dated reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from portal.model.common import Part, RecordFacts
from portal.model.values import Amount, OrganisationId, OrganisationOrText, PastDay, Period, Text, When, Year
from portal.model.vocabulary import CostKind, Health, Level, Phase

__all__ = [
    "Budget", "BudgetLine", "Indicator", "Measurement", "Milestone", "Project", "ProjectPeriod", "Report", "Risk",
    "Totals", "Workstream",
]  # fmt: skip


def _known(amounts: Any) -> Any:
    """The years for which an amount was written."""
    if not isinstance(amounts, dict):
        return amounts
    return {year: amount for year, amount in amounts.items() if amount is not None}


Amounts = Annotated[dict[Year, Amount], BeforeValidator(_known)]
"""Amounts in NOK by year."""


class ProjectPeriod(Part):
    """When a project runs; each end a day, a month or a year."""

    start: Period | None = Field(default=None, alias="from")
    to: Period | None = None


class Workstream(Part):
    """One line of work in a project."""

    name: Text
    status: Text
    health: Health | None = None


class Milestone(Part):
    """Something to be reached. `who` is an organisation or free text."""

    what: Text
    when: When | None = None
    who: OrganisationOrText | None = None
    result: Text | None = None
    done: PastDay | None = None


class BudgetLine(Part):
    """A cost or an income, in NOK by year; a year may be left out."""

    item: Text
    kind: CostKind | None = None
    amounts: Amounts = Field(default_factory=dict)


class Totals(Part):
    """The sums as a document states them, in NOK by year."""

    costs: Amounts = Field(default_factory=dict)
    income: Amounts = Field(default_factory=dict)


class Budget(Part):
    """A budget in NOK."""

    years: tuple[Year, ...]
    costs: tuple[BudgetLine, ...] = ()
    income: tuple[BudgetLine, ...] = ()
    totals: Totals | None = None

    def yearly_sums(self, side: str) -> dict[int, int]:
        """The sum of the `costs` or the `income` of each year, in NOK."""
        sums: dict[int, int] = {}
        for line in getattr(self, side):
            for year, amount in line.amounts.items():
                sums[year] = sums.get(year, 0) + amount
        return sums


class Risk(Part):
    """What may go wrong."""

    what: Text
    likelihood: Level
    consequence: Level
    action: Text | None = None


class Measurement(Part):
    """What an indicator showed on a day."""

    date: PastDay
    value: Text


class Indicator(Part):
    """A measured goal."""

    name: Text
    unit: Text | None = None
    target: Text | None = None
    values: tuple[Measurement, ...] = ()


class Report(Part):
    """A project's status on a day."""

    date: PastDay
    health: Health | None = None
    summary: Text


class Project(RecordFacts):
    """The facts of a project. `owner` and each of `partners` are organisations or free text."""

    owner: OrganisationOrText | None = None
    steering: OrganisationId | None = None
    partners: tuple[OrganisationOrText, ...] = ()
    period: ProjectPeriod | None = None
    phase: Phase | None = None
    workstreams: tuple[Workstream, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    budget: Budget | None = None
    risks: tuple[Risk, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    reports: tuple[Report, ...] = ()

    def latest_report(self, today: dt.date) -> Report | None:
        """The report with the latest date that is not to come; of several on that date, the last that stands."""
        return self._latest(today, self.reports)

    def latest_assessment(self, today: dt.date) -> Report | None:
        """The latest report that tells the project's health."""
        return self._latest(today, [report for report in self.reports if report.health])

    @staticmethod
    def _latest(today: dt.date, reports: Sequence[Report]) -> Report | None:
        given = [(report.date, position) for position, report in enumerate(reports) if report.date <= today]
        return reports[max(given)[1]] if given else None
