"""Budgets that add up. What does not is told, and stops nothing."""

from __future__ import annotations

from collections.abc import Iterator

from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem, error, warning
from portal.model.project import Budget, Project
from portal.source.record import Record

_SIDES = ("costs", "income")


def _budgets(portal: LinkedPortal) -> Iterator[tuple[Record[Project], Budget]]:
    """Every project's budget."""
    for project in portal.graph.projects:
        if project.facts.budget:
            yield project, project.facts.budget


def totals_add_up(portal: LinkedPortal) -> Iterator[Problem]:
    """A total that a budget states is the sum of its lines."""
    for project, budget in _budgets(portal):
        if budget.totals is None:
            continue
        for side in _SIDES:
            sums = budget.yearly_sums(side)
            for year, stated in getattr(budget.totals, side).items():
                if stated != sums.get(year, 0):
                    place = project.marks.value("budget", "totals", side, str(year))
                    yield warning(place, "total_differs", year=year, stated=stated, computed=sums.get(year, 0))


def costs_meet_income(portal: LinkedPortal) -> Iterator[Problem]:
    """The costs of a year are what comes in for it."""
    for project, budget in _budgets(portal):
        if not budget.costs or not budget.income:
            continue
        costs, income = budget.yearly_sums("costs"), budget.yearly_sums("income")
        for year in budget.years:
            if costs.get(year, 0) != income.get(year, 0):
                place = project.marks.key("budget")
                values = {"year": year, "costs": costs.get(year, 0), "income": income.get(year, 0)}
                yield warning(place, "costs_differ_from_income", **values)


def amounts_are_of_the_budgets_years(portal: LinkedPortal) -> Iterator[Problem]:
    """An amount is of one of the years that the budget covers."""
    for project, budget in _budgets(portal):
        for side in _SIDES:
            for index, line in enumerate(getattr(budget, side)):
                for year in line.amounts:
                    if year not in budget.years:
                        place = project.marks.key("budget", side, index, "amounts", str(year))
                        yield error(place, "amount_outside_years", year=year, years=", ".join(map(str, budget.years)))
