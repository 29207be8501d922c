"""The calendar: what comes, what is late, and the plan of each year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, LazyView, View
from portal.model import addresses
from portal.pages.views import bounds
from portal.pages.views.bounds import Side, described, fits, sides, titled
from portal.pages.views.drawings.year import YearPlan, draw_year
from portal.pages.views.rows import MeetingRow, meeting_row

__all__ = ["CalendarPage", "YearPage", "views"]

_LATEST = 6
_COMING = 50
"""How many of the coming meetings the calendar shows where all are too many."""


@dataclass(frozen=True)
class CalendarPage:
    """The calendar: meetings that come, those whose agenda or minutes are late, the last ones held, and this year.

    Where they are too many for a page, `coming` and `late` are the first of so many. `every` are all there are, the
    newest first, where a page can hold them; else the years lead to them.
    """

    coming: tuple[MeetingRow, ...]
    number_coming: int
    late: tuple[MeetingRow, ...]
    number_late: int
    held: tuple[MeetingRow, ...]
    years: tuple[Hyperlink, ...]
    plan: YearPlan | None
    every: tuple[MeetingRow, ...] = ()


@dataclass(frozen=True)
class YearPage:
    """A year by body, and by month, each with its first day.

    `number` meetings can be read, `closed` may only be known of. The months are those of a `side` of them.
    """

    year: int
    years: tuple[Hyperlink, ...]
    number: int
    closed: int
    months: tuple[tuple[dt.date, tuple[MeetingRow, ...]], ...]
    plan: YearPlan | None
    side: Side


def views(context: Context) -> Iterator[LazyView]:
    """The calendar, then the plan of each year that has a meeting."""
    counts = Counter(meeting.day.year for meeting in context.portal.calendar)
    years = sorted(counts)
    links = tuple(Hyperlink(str(year), addresses.meeting_year(year)) for year in reversed(years))
    yield LazyView(addresses.MEETINGS, partial(_calendar, context, links))
    for year in years:
        for side in sides(addresses.meeting_year(year), counts[year]):
            yield LazyView(side.address, partial(_year, context, year, links, side))


def _of_year(context: Context, year: int) -> list[MeetingRow]:
    return [meeting_row(context, meeting) for meeting in context.portal.calendar if meeting.day.year == year]


def _calendar(context: Context, years: tuple[Hyperlink, ...]) -> View:
    known = [context.facts.meeting(meeting) for meeting in context.portal.calendar]
    coming = [one for one in known if not one.is_past]
    late = [one for one in reversed(known) if one.is_late]
    held = [one for one in reversed(known) if one.is_past and not (one.is_late or one.is_cancelled)][:_LATEST]
    this_year = _of_year(context, context.today.year)
    is_long = not fits(len(coming), len(late), len(held))
    rows = [
        tuple(meeting_row(context, one.meeting) for one in found)
        for found in (coming[: _COMING if is_long else None], late[: bounds.FEW if is_long else None], held)
    ]
    return View(
        "register/meetings.html",
        addresses.MEETINGS,
        context.t("meetings.title"),
        CalendarPage(
            coming=rows[0],
            number_coming=len(coming),
            late=rows[1],
            number_late=len(late),
            held=rows[2],
            years=years,
            plan=_plan(context, context.today.year, this_year),
            every=tuple(meeting_row(context, one.meeting) for one in known[::-1]) if fits(len(known)) else (),
        ),
        menu=addresses.MEETINGS,
        description=context.t("meetings.lede"),
        feed=context.feed_of_all,
        calendar=addresses.CALENDAR_OF_ALL,
        updated=context.updated(*(meeting.key for meeting in context.portal.calendar)),
    )


def _year(context: Context, year: int, years: tuple[Hyperlink, ...], side: Side) -> View:
    rows = _of_year(context, year)
    months = groupby(side.rows(rows), lambda row: row.day.replace(day=1))
    closed = sum(row.is_closed for row in rows)
    return View(
        "register/year.html",
        side.address,
        titled(context, context.t("year.title", year=year), side),
        YearPage(
            year=year,
            years=years,
            number=len(rows) - closed,
            closed=closed,
            months=tuple((first, tuple(meetings)) for first, meetings in months),
            plan=_plan(context, year, rows) if side.number == 1 else None,
            side=side,
        ),
        menu=addresses.MEETINGS,
        description=described(context, context.t("year.lede", year=year), side),
        updated=context.updated(*(key for row in rows for key in row.keys)),
        crumbs=(Hyperlink(context.t("menu.meetings"), addresses.MEETINGS),),
        calendar=addresses.CALENDAR_OF_ALL,
    )


def _plan(context: Context, year: int, rows: list[MeetingRow]) -> YearPlan | None:
    """A year's meetings by body, the bodies by name; `None` where there are none."""
    by_body: dict[str, list[MeetingRow]] = {}
    for row in rows:
        for id_ in row.body_ids:
            by_body.setdefault(id_, []).append(row)
    groups = sorted(((context.body(id_), group) for id_, group in by_body.items()), key=lambda pair: pair[0].text)
    return draw_year(year, groups, context.today, context.dates)
