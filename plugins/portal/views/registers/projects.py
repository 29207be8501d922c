"""The projects side by side: health, phase, next milestone, last report."""

from __future__ import annotations

from collections.abc import Iterator

from portal import addresses
from portal.record import Record
from portal.records.kinds import PROJECT
from portal.records.project import Project
from portal.views.context import Context
from portal.views.page import View
from portal.views.project import project_row

__all__ = ["views"]


def views(context: Context) -> Iterator[View]:
    """The overview of projects."""
    rows = [project_row(context, project) for project in sorted(context.portal.projects, key=_order)]
    closed = [
        {"title": context.link_to(one), "state": context.state(one.visibility)}
        for one in context.portal.closed_of(PROJECT)
    ]
    yield View(
        "register/projects.html",
        addresses.PROJECTS,
        context.t("projects.title"),
        {"rows": rows, "closed": closed},
        menu=addresses.PROJECTS,
        description=context.t("projects.lede"),
    )


def _order(project: Record[Project]) -> tuple[bool, str]:
    """What goes on first, then what is over; each by title."""
    phase = project.facts.phase
    return (phase is not None and phase.is_over(), str(project.facts.title))
