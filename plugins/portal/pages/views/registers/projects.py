"""The projects side by side: health, phase, next milestone, last report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from portal.derived.context import Context
from portal.derived.known import ProjectFacts
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, View
from portal.model import addresses
from portal.model.kinds import PROJECT
from portal.model.vocabulary import Health
from portal.pages.views.project import ProjectRow, project_row

__all__ = ["ProjectsPage", "views"]


@dataclass(frozen=True)
class ProjectsPage:
    """The projects that can be read, and those that may only be known of, with their state."""

    rows: tuple[ProjectRow, ...]
    closed: tuple[tuple[Hyperlink, StateLabel], ...]


def views(context: Context) -> Iterator[LazyView]:
    """The overview of projects."""
    yield LazyView(addresses.PROJECTS, partial(_view, context))


def _view(context: Context) -> View:
    projects = sorted(map(context.facts.project, context.portal.projects), key=_order)
    closed = context.facts.closed(PROJECT)
    values = ProjectsPage(
        tuple(project_row(context, known) for known in projects),
        tuple((context.link_to(one), context.state(one.visibility)) for one in closed),
    )
    return View(
        "register/projects.html",
        addresses.PROJECTS,
        context.t("projects.title"),
        values,
        menu=addresses.PROJECTS,
        description=context.t("projects.lede"),
        updated=context.updated(*(one.project.key for one in projects), *(one.key for one in closed)),
    )


def _order(known: ProjectFacts) -> tuple[bool, int, str]:
    """What goes on first, the worst health at the top, then what is over; each by title."""
    facts = known.project.facts
    health = list(Health).index(known.health) if known.health else len(Health)
    return (facts.phase is not None and facts.phase.is_over(), health, str(facts.title))
