"""The projects side by side: health, phase, next milestone, last report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, View
from portal.model import addresses
from portal.model.kinds import PROJECT
from portal.pages.views.bounds import Side, described, sides, titled
from portal.pages.views.project import ProjectRow, project_row

__all__ = ["ProjectsPage", "views"]


@dataclass(frozen=True)
class ProjectsPage:
    """The projects that can be read, and those that may only be known of, with their state: a side of them."""

    rows: tuple[ProjectRow, ...]
    closed: tuple[tuple[Hyperlink, StateLabel], ...]
    side: Side


def views(context: Context) -> Iterator[LazyView]:
    """The overview of projects, in as many sides as it takes."""
    for side in sides(addresses.PROJECTS, len(context.portal.projects) + len(context.facts.closed(PROJECT))):
        yield LazyView(side.address, partial(_view, context, side))


def _view(context: Context, side: Side) -> View:
    every = sorted(map(context.facts.project, context.portal.projects), key=attrgetter("rank"))
    projects = side.rows(every)
    closed = context.facts.closed(PROJECT)[max(side.first - 1 - len(every), 0) : max(side.last - len(every), 0)]
    values = ProjectsPage(
        tuple(project_row(context, known) for known in projects),
        tuple((context.link_to(one), context.state(one.visibility)) for one in closed),
        side,
    )
    return View(
        "register/projects.html",
        side.address,
        titled(context, context.t("projects.title"), side),
        values,
        menu=addresses.PROJECTS,
        description=described(context, context.t("projects.lede"), side),
        updated=context.updated(*(one.project.key for one in projects), *(one.key for one in closed)),
        crumbs=(Hyperlink(context.t("menu.projects"), addresses.PROJECTS),) if side.number > 1 else (),
    )
