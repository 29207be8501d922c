"""The calendar: what comes, what is late, and the plan of each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, LazyView, View
from portal.model import addresses
from portal.pages.views.drawings.year import YearPlan, draw_year
from portal.pages.views.rows import MeetingRow, meeting_row

__all__ = ["CalendarPage", "YearPage", "views"]

_LATEST = 6


@dataclass(frozen=True)
class CalendarPage:
    """The calendar: meetings that come, those whose agenda or minutes are late, the last ones held, and this year."""

    coming: tuple[MeetingRow, ...]
    late: tuple[MeetingRow, ...]
    held: tuple[MeetingRow, ...]
    years: tuple[Hyperlink, ...]
    plan: YearPlan | None


@dataclass(frozen=True)
class YearPage:
    """A year by body, and by month, each with its first day.

    `number` meetings can be read, `closed` may only be known of.
    """

    years: tuple[Hyperlink, ...]
    number: int
    closed: int
    months: tuple[tuple[dt.date, tuple[MeetingRow, ...]], ...]
    plan: YearPlan | None


def views(context: Context) -> Iterator[LazyView]:
    """The calendar, then the plan of each year that has a meeting."""
    years = sorted({meeting.day.year for meeting in context.portal.calendar})
    links = tuple(Hyperlink(str(year), addresses.meeting_year(year)) for year in reversed(years))
    yield LazyView(addresses.MEETINGS, partial(_calendar, context, links))
    for year in years:
        yield LazyView(addresses.meeting_year(year), partial(_year, context, year, links))


def _of_year(context: Context, year: int) -> list[MeetingRow]:
    return [meeting_row(context, meeting) for meeting in context.portal.calendar if meeting.day.year == year]


def _calendar(context: Context, years: tuple[Hyperlink, ...]) -> View:
    rows = [meeting_row(context, meeting) for meeting in context.portal.calendar]
    this_year = _of_year(context, context.today.year)
    held = [row for row in reversed(rows) if row.is_past and not (row.is_late or row.is_cancelled)]
    return View(
        "register/meetings.html",
        addresses.MEETINGS,
        context.t("meetings.title"),
        CalendarPage(
            coming=tuple(row for row in rows if not row.is_past),
            late=tuple(row for row in reversed(rows) if row.is_late),
            held=tuple(held[:_LATEST]),
            years=years,
            plan=_plan(context, context.today.year, this_year),
        ),
        menu=addresses.MEETINGS,
        description=context.t("meetings.lede"),
        feed=context.feed_of_all,
        calendar=addresses.CALENDAR_OF_ALL,
        updated=context.updated(*(key for row in rows for key in row.keys)),
    )


def _year(context: Context, year: int, years: tuple[Hyperlink, ...]) -> View:
    rows = _of_year(context, year)
    months = groupby(rows, lambda row: row.day.replace(day=1))
    closed = sum(row.is_closed for row in rows)
    return View(
        "register/year.html",
        addresses.meeting_year(year),
        context.t("year.title", year=year),
        YearPage(
            years=years,
            number=len(rows) - closed,
            closed=closed,
            months=tuple((first, tuple(meetings)) for first, meetings in months),
            plan=_plan(context, year, rows),
        ),
        menu=addresses.MEETINGS,
        description=context.t("year.lede", year=year),
        updated=context.updated(*(key for row in rows for key in row.keys)),
        crumbs=(Hyperlink(context.t("menu.meetings"), addresses.MEETINGS),),
        calendar=addresses.CALENDAR_OF_ALL,
    )


def _plan(context: Context, year: int, rows: list[MeetingRow]) -> YearPlan | None:
    """A year's meetings by body, the bodies by name; `None` where there are none."""
    by_body: dict[str, list[MeetingRow]] = {}
    for row in rows:
        by_body.setdefault(row.body_id, []).append(row)
    groups = sorted(((group[0].body, group) for group in by_body.values()), key=lambda pair: pair[0].text)
    return draw_year(year, groups, context.today, context.dates)
