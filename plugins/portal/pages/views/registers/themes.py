"""The themes: what each is, and what was decided, what became of it, and what the indicators say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

from portal.derived.context import Context
from portal.derived.items import decision_row
from portal.derived.parts import Hyperlink, LazyView, View
from portal.derived.public import Record
from portal.derived.themes import ThemeFacts
from portal.derived.undertakings import measure_row
from portal.model import addresses
from portal.model.theme import Theme
from portal.model.vocabulary import ThemeKind
from portal.pages.views import bounds
from portal.pages.views.agreement import agreement_row
from portal.pages.views.bounds import Side, described, fits, sides, titled
from portal.pages.views.plan import plan_row
from portal.pages.views.project import IndicatorRow, indicator_row, project_row
from portal.pages.views.rows import case_row, meeting_row

__all__ = ["ThemeList", "ThemePage", "ThemesPage", "views"]


@dataclass(frozen=True)
class ThemeRow:
    """A theme in the list of them, when it is one, and in words how much there is of it."""

    title: Hyperlink
    about: str
    valid: str
    is_valid: bool
    counts: tuple[str, ...]


@dataclass(frozen=True)
class ThemesPage:
    """The themes by kind, those that are none any more last."""

    groups: tuple[tuple[str, tuple[ThemeRow, ...]], ...]


@dataclass(frozen=True)
class ThemeIndicator:
    """An indicator of a project that is of a theme."""

    row: IndicatorRow
    lang: str | None
    project: Hyperlink


@dataclass(frozen=True)
class ThemePart:
    """One of the lists of a theme: its name, what it is called, some of its rows and how many there are."""

    name: str
    title: str
    rows: tuple[Any, ...]
    number: int
    address: str


@dataclass(frozen=True)
class ThemePage:
    """What there is of a theme: its parts that are not empty, and what its projects measure."""

    theme: ThemeRow
    kind: str
    parts: tuple[ThemePart, ...]
    indicators: tuple[ThemeIndicator, ...]


@dataclass(frozen=True)
class ThemeList:
    """A side of one of the lists of a theme, which is too long for its page."""

    name: str
    rows: tuple[Any, ...]
    side: Side


@dataclass(frozen=True)
class _List:
    """What a list's rows are made of in their order, and how a row is made of one."""

    items: Sequence[Any]
    row: Callable[[Any], Any]


def views(context: Context) -> Iterator[LazyView]:
    """The list of themes and the page of each, where the portal has any; and the long lists of each."""
    if not context.facts.themes:
        return
    yield LazyView(addresses.THEMES, partial(_list_view, context))
    for known in context.facts.themes.values():
        yield LazyView(addresses.theme_page(known.theme.id), partial(_theme_view, context, known))
        lists = _lists(context, known)
        for name in addresses.THEME_LISTS if _is_long(lists) else ():
            if len(lists[name].items) > bounds.FEW:
                for side in sides(addresses.theme_list(known.theme.id, name), len(lists[name].items)):
                    yield LazyView(side.address, partial(_part_view, context, known, name, side))


def _lists(context: Context, known: ThemeFacts) -> dict[str, _List]:
    facts = context.facts
    by_measure = {id(one.measure): one for plan in facts.plans for one in plan.measures if one.follow_up is not None}
    rank = attrgetter("rank")
    measures = [by_measure[id(one.task.follow_up)] for one in sorted(map(facts.follow_up, known.measures), key=rank)]
    tasks = sorted(map(facts.follow_up, known.tasks), key=rank)
    agreements = sorted(map(facts.agreement, known.agreements), key=rank)
    meetings = sorted(known.meetings, key=lambda one: one.day, reverse=True)
    return {
        "decisions": _List(known.decisions, partial(decision_row, context)),
        "cases": _List([*reversed(known.cases)], partial(case_row, context)),
        "projects": _List(sorted(map(facts.project, known.projects), key=rank), partial(project_row, context)),
        "measures": _List(measures, partial(measure_row, context)),
        "tasks": _List(tasks, lambda one: context.task(one.task)),
        "agreements": _List(agreements, partial(agreement_row, context)),
        "plans": _List(sorted(map(facts.plan, known.plans), key=rank), partial(plan_row, context)),
        "meetings": _List(meetings, partial(meeting_row, context)),
        "organisations": _List(known.organisations, context.link_to),
    }


def _is_long(lists: Mapping[str, _List]) -> bool:
    return not fits(*(len(one.items) for one in lists.values()))


def _list_view(context: Context) -> View:
    themes = list(context.facts.themes.values())
    groups = [
        (context.t(f"themes.{kind.value}"), [one for one in themes if one.is_valid and one.theme.kind is kind])
        for kind in ThemeKind
    ]
    groups.append((context.t("themes.past"), [one for one in themes if not one.is_valid]))
    return View(
        "register/themes.html",
        addresses.THEMES,
        context.t("themes.title"),
        ThemesPage(tuple((name, tuple(_row(context, one) for one in found)) for name, found in groups if found)),
        menu=addresses.THEMES,
        description=context.t("themes.lede"),
    )


def _row(context: Context, known: ThemeFacts) -> ThemeRow:
    theme = known.theme
    return ThemeRow(
        context.theme(theme),
        _about(context, theme),
        _valid(context, theme),
        known.is_valid,
        tuple(
            context.catalogue.count(f"themes.number_{name}", number)
            for name in ("decisions", "cases", "projects", "measures", "agreements")
            if (number := len(getattr(known, name)))
        ),
    )


def _about(context: Context, theme: Theme) -> str:
    """What a theme is about, in the site's language or else in the other."""
    told = theme.description
    return (getattr(told, context.settings.lang, None) or told.nn or told.nb or "") if told else ""


def _valid(context: Context, theme: Theme) -> str:
    """When a theme is one, in words."""
    start, end = (theme.valid.start, theme.valid.to) if theme.valid else (None, None)
    if start and end:
        return f"{context.period(start)} – {context.period(end)}"
    date, key = start or end, "valid.from" if start else "valid.to"
    return context.t(key, date=context.period(date)) if date else ""


def _theme_view(context: Context, known: ThemeFacts) -> View:
    lists = _lists(context, known)
    most = bounds.FEW if _is_long(lists) else None
    theme = _row(context, known)
    parts = (
        ThemePart(
            name,
            context.t(f"themes.part_{name}"),
            tuple(map(one.row, one.items[:most])),
            len(one.items),
            addresses.theme_list(known.theme.id, name) if most and len(one.items) > most else "",
        )
        for name, one in lists.items()
        if one.items
    )
    indicators = known.indicators[: bounds.FEW]
    title = theme.title.text
    return View(
        "register/theme.html",
        addresses.theme_page(known.theme.id),
        title,
        ThemePage(
            theme,
            context.t(f"theme_kind.{known.theme.kind.value}"),
            tuple(parts),
            tuple(
                ThemeIndicator(
                    indicator_row(project.facts.indicators[position - 1]),
                    context.foreign(project.facts),
                    context.link_to(project, f"#{_INDICATORS}"),
                )
                for project, position in indicators
            ),
        ),
        menu=addresses.THEMES,
        description=theme.about or context.t("themes.told", theme=title),
        updated=_updated(context, known),
        crumbs=(Hyperlink(context.t("menu.themes"), addresses.THEMES),),
    )


_INDICATORS = "_indikatorar"
"""Where a project's page shows its indicators."""


def _part_view(context: Context, known: ThemeFacts, name: str, side: Side) -> View:
    one = _lists(context, known)[name]
    theme = context.theme(known.theme)
    title = context.t("facet.title_of", register=theme.text, choice=context.t(f"themes.part_{name}"))
    return View(
        "register/theme-list.html",
        side.address,
        titled(context, title, side),
        ThemeList(name, tuple(map(one.row, side.rows(one.items))), side),
        menu=addresses.THEMES,
        description=described(context, context.t("themes.told", theme=theme.text), side),
        updated=_updated(context, known),
        crumbs=(Hyperlink(context.t("menu.themes"), addresses.THEMES), theme),
    )


def _updated(context: Context, known: ThemeFacts) -> dt.date | None:
    """When the latest changed of what is of a theme."""
    records: tuple[Record[Any], ...] = (*known.cases, *known.projects, *known.agreements, *known.plans, *known.meetings)
    return context.updated(*(one.key for one in records), *(one.meeting.key for one in known.decisions))
