"""The front page: what comes, what was decided last, how the projects stand, how to submit a case."""

from __future__ import annotations

from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.items import DecisionRow, decision_row
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, View
from portal.model import addresses
from portal.model.kinds import CASE, MEETING
from portal.model.vocabulary import FollowUpState, Health
from portal.pages.views import bounds
from portal.pages.views.project import ProjectRow, project_row
from portal.pages.views.rows import MeetingRow, meeting_row

__all__ = ["FrontPage", "view"]


_SHORTCUTS = (
    ("front.find_municipality", addresses.PARTNERS),
    ("front.see_decisions", addresses.DECISIONS),
    ("front.submit", addresses.SUBMIT),
    ("menu.news", addresses.NEWS),
)
"""What most come for, beside the search: each with its message."""


@dataclass(frozen=True)
class HealthGroup:
    """The first of so many projects whose health is the same, or not told."""

    state: StateLabel | None
    number: int
    projects: tuple[ProjectRow, ...]


@dataclass(frozen=True)
class FrontPage:
    """The front page.

    `shortcuts` lead to what most come for. `coming` are the meetings after the `next` one, `recent` those held last.
    `health` are the projects by health, or by none that was told. `open` follow-ups are those not done, of which
    `overdue` are, the oldest of them by `oldest` days. The numbers leave out what cannot be read; that of the cases
    which cannot is told apart, as the register does.
    """

    is_searched: bool
    shortcuts: tuple[Hyperlink, ...]
    next: MeetingRow | None
    coming: tuple[MeetingRow, ...]
    recent: tuple[MeetingRow, ...]
    decisions: tuple[DecisionRow, ...]
    health: tuple[HealthGroup, ...]
    open: int
    overdue: int
    oldest: int
    number_of_cases: int
    number_of_closed_cases: int
    number_of_meetings: int
    number_of_decisions: int


def view(context: Context) -> View:
    """The front page."""
    facts, counts = context.facts, context.facts.counts
    weighty = [handling for handling in facts.decisions if not facts.item(handling).is_routine]
    coming = tuple(meeting_row(context, known.meeting) for known in facts.coming[:4])
    values = FrontPage(
        is_searched=context.is_searched,
        shortcuts=tuple(Hyperlink(context.t(key), address) for key, address in _SHORTCUTS),
        next=coming[0] if coming else None,
        coming=coming[1:],
        recent=tuple(meeting_row(context, known.meeting) for known in facts.held[:3]),
        decisions=tuple(decision_row(context, handling) for handling in (weighty or facts.decisions)[:5]),
        health=_by_health(context),
        open=counts.open,
        overdue=counts.follow_ups.get(FollowUpState.OVERDUE, 0),
        oldest=counts.oldest_overdue,
        number_of_cases=counts.of(CASE),
        number_of_closed_cases=counts.held_back(CASE),
        number_of_meetings=counts.of(MEETING),
        number_of_decisions=counts.decisions,
    )
    description = context.settings.description or context.t("front.lede")
    return View(
        "front.html",
        addresses.FRONT,
        context.settings.site_name,
        values,
        description=description,
        updated=context.updated(*context.portal.records, *(one.key for one in facts.closed())),
    )


def _by_health(context: Context) -> tuple[HealthGroup, ...]:
    """The projects that are going on, by the health of their latest report, the worst first."""
    projects = [known for known in map(context.facts.project, context.portal.projects) if not known.is_over]
    groups = ((health, [known for known in projects if known.health is health]) for health in (*Health, None))
    return tuple(
        HealthGroup(
            context.state(health) if health else None,
            len(found),
            tuple(project_row(context, known) for known in found[: bounds.FEW]),
        )
        for health, found in groups
        if found
    )
