"""Projects, plans, agreements and themes: how far each has come."""

from __future__ import annotations

from functools import cached_property

from portal.derived.agreements import AgreementFacts, PartyCover, agreement_facts, party_covers, points_covered
from portal.derived.facts.meetings import Meetings
from portal.derived.known import MilestoneFacts, ProjectFacts
from portal.derived.plans import PlanFacts, plan_facts
from portal.derived.states import is_report_due, milestone_state, rests
from portal.derived.themes import ThemeFacts, theme_facts
from portal.model.agreement import Agreement
from portal.model.kinds import AGREEMENT
from portal.model.plan import Plan
from portal.model.project import Project
from portal.source.record import Record

__all__ = ["Undertakings"]


class Undertakings(Meetings):
    """What is known of projects, plans, agreements and themes."""

    def project(self, project: Record[Project]) -> ProjectFacts:
        """What is known of a project."""
        return self._once("project", project.id, lambda: self._project(project))

    def _project(self, project: Record[Project]) -> ProjectFacts:
        facts, today = project.facts, self.today
        report, assessed = facts.latest_report(today), facts.latest_assessment(today)
        is_over = facts.phase is not None and facts.phase.is_over()
        ahead = [
            (one.when.end.last, n, one)
            for n, one in enumerate(facts.milestones)
            if one.when is not None and not one.done and one.when.end.last >= today
        ]
        return ProjectFacts(
            project,
            report=report,
            health=assessed.health if assessed and not is_over else None,
            is_over=is_over,
            report_age=(today - report.date).days if report else None,
            is_report_due=is_report_due(facts, today, self._report_days),
            milestones=tuple(
                MilestoneFacts(one, milestone_state(one, today, rests(facts, one))) for one in facts.milestones
            ),
            next_milestone=min(ahead)[2] if ahead else None,
            reports=tuple(one for one in facts.reports if one.date <= today),
            cases=tuple(self._portal.cases_of_project(project.id)),
            items=tuple(self._portal.handlings_of_project(project.id)),
        )

    @cached_property
    def plans(self) -> tuple[PlanFacts, ...]:
        """Every plan, in order of id."""
        return tuple(map(self.plan, self._portal.plans))

    def plan(self, plan: Record[Plan]) -> PlanFacts:
        """What is known of a plan."""
        return self._once("plan", plan.id, lambda: self._plan(plan))

    def _plan(self, plan: Record[Plan]) -> PlanFacts:
        own = (self.follow_up(task) for task in self._portal.measures if task.plan is plan)
        return plan_facts(self._portal, plan, self.today, own)

    @cached_property
    def agreements(self) -> tuple[AgreementFacts, ...]:
        """Every agreement, in order of id."""
        return tuple(map(self.agreement, self._portal.of_kind(AGREEMENT)))

    @cached_property
    def party_covers(self) -> tuple[PartyCover, ...]:
        """Every party of an agreement, with what holds for it and what no agreement covers."""
        return party_covers(self._portal, self.agreements, self.today)

    @cached_property
    def points_covered(self) -> tuple[tuple[int, tuple[AgreementFacts, ...]], ...]:
        """Each of the law's points with the agreements in force that cover it."""
        return points_covered(self.agreements)

    def agreement(self, agreement: Record[Agreement]) -> AgreementFacts:
        """What is known of an agreement."""
        return self._once("agreement", agreement.id, lambda: agreement_facts(self._portal, agreement, self.today))

    @cached_property
    def themes(self) -> dict[str, ThemeFacts]:
        """What is of each theme, by its id, in the order of the portal's list."""
        themes = getattr(self._portal, "themes", ())
        return theme_facts(self._portal, themes, self.decisions, self.today)
