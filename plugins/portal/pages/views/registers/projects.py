"""The projects side by side: health, phase, next milestone, last report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from portal.derived.context import Context
from portal.derived.parts import View
from portal.derived.public import Record
from portal.model import addresses
from portal.model.kinds import PROJECT
from portal.model.project import Project
from portal.model.vocabulary import Health
from portal.pages.views.project import project_row

__all__ = ["views"]


def views(context: Context) -> Iterator[View]:
    """The overview of projects."""
    today = context.today
    projects = sorted(context.portal.projects, key=lambda project: _order(project, today))
    rows = [project_row(context, project) for project in projects]
    closed = [
        {"title": context.link_to(one), "state": context.state(one.visibility)}
        for one in context.portal.closed_of(PROJECT)
    ]
    keys = (*(one.key for one in projects), *(one.key for one in context.portal.closed_of(PROJECT)))
    yield View(
        "register/projects.html",
        addresses.PROJECTS,
        context.t("projects.title"),
        {"rows": rows, "closed": closed},
        menu=addresses.PROJECTS,
        description=context.t("projects.lede"),
        updated=context.updated(*keys),
    )


def _order(project: Record[Project], today: dt.date) -> tuple[bool, int, str]:
    """What goes on first, the worst health at the top, then what is over; each by title."""
    facts = project.facts
    latest = facts.latest_assessment(today)
    health = list(Health).index(latest.health) if latest and latest.health else len(Health)
    return (facts.phase is not None and facts.phase.is_over(), health, str(facts.title))
