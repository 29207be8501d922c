"""What is there of each theme: what was decided, what became of it, and what the indicators say.

A record has the themes that it names. An item has those of its meeting, of its cases and of its projects; a measure
those of its cases and its project, or where they have none those of its plan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from portal.linked.graph import Graph, Handling, Task
from portal.model.agreement import Agreement
from portal.model.case import Case
from portal.model.kinds import AGREEMENT, CASE, MEETING, ORGANISATION, PLAN, PROJECT
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.model.plan import Plan
from portal.model.project import Project
from portal.model.theme import Theme
from portal.source.record import Record

__all__ = ["ThemeFacts", "theme_facts", "themes_of_item"]

T = TypeVar("T")


@dataclass(frozen=True)
class ThemeFacts:
    """A theme and all that is of it; `is_valid` tells whether it is one today.

    `decisions` come the latest first; `tasks` are the follow-ups of items, `measures` those of plans that were not
    dropped.
    """

    theme: Theme
    is_valid: bool
    decisions: tuple[Handling, ...] = ()
    cases: tuple[Record[Case], ...] = ()
    projects: tuple[Record[Project], ...] = ()
    tasks: tuple[Task, ...] = ()
    measures: tuple[Task, ...] = ()
    agreements: tuple[Record[Agreement], ...] = ()
    plans: tuple[Record[Plan], ...] = ()
    meetings: tuple[Record[Meeting], ...] = ()
    organisations: tuple[Record[Organisation], ...] = ()

    @property
    def indicators(self) -> tuple[tuple[Record[Project], int], ...]:
        """The indicators of its projects, each by its project and its place there, from 1."""
        return tuple((project, n) for project in self.projects for n in range(1, len(project.facts.indicators) + 1))


def theme_facts(
    graph: Graph, themes: Iterable[Theme], decisions: Iterable[Handling], today: dt.date
) -> dict[str, ThemeFacts]:
    """What is of each theme, by its id; `decisions` are all of the portal's, the latest first."""
    held: dict[str, dict[str, list[Any]]] = {
        "decisions": _by_theme((themes_of_item(graph, one), one) for one in decisions),
        "tasks": _by_theme((themes_of_item(graph, task.handling), task) for task in graph.tasks if task.handling),
        "measures": _by_theme((_themes_of_measure(graph, task), task) for task in graph.measures),
        **{
            kind.folder: _by_theme((one.facts.themes, one) for one in graph.of_kind(kind))
            for kind in (CASE, PROJECT, AGREEMENT, PLAN, MEETING, ORGANISATION)
        },
    }
    return {
        theme.id: ThemeFacts(
            theme, _is_valid(theme, today), **{name: tuple(found.get(theme.id, ())) for name, found in held.items()}
        )
        for theme in themes
    }


def _by_theme(pairs: Iterable[tuple[Iterable[str], T]]) -> dict[str, list[T]]:
    """All that is of each theme, each once."""
    found: dict[str, list[T]] = {}
    for ids, one in pairs:
        for id_ in dict.fromkeys(ids):
            found.setdefault(id_, []).append(one)
    return found


def _is_valid(theme: Theme, today: dt.date) -> bool:
    valid = theme.valid
    is_before = valid is not None and valid.start is not None and valid.start.first > today
    is_after = valid is not None and valid.to is not None and valid.to.last < today
    return not (is_before or is_after)


def _themes_of_measure(graph: Graph, task: Task) -> Iterator[str]:
    measure = task.measure
    assert measure is not None
    own = [theme for id_ in measure.cases for theme in _themes_of(graph.case(id_))]
    own += _themes_of(graph.project(measure.project) if measure.project else None)
    yield from own or _themes_of(task.plan)


def themes_of_item(graph: Graph, handling: Handling) -> Iterator[str]:
    """The themes of an item of a meeting: those of the meeting, of its cases and of its projects."""
    yield from handling.meeting.facts.themes
    for case in graph.cases_of(handling):
        yield from case.facts.themes
    for id_ in graph.projects_of(handling):
        yield from _themes_of(graph.project(id_))


def _themes_of(record: Record[Any] | None) -> tuple[str, ...]:
    return record.facts.themes if record else ()
