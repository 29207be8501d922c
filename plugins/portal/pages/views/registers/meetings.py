"""The calendar: what comes, what is late, and the plan of each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, View
from portal.model import addresses
from portal.pages.views.drawings.year import draw_year
from portal.pages.views.rows import MeetingRow, meeting_row

__all__ = ["views"]

_LATEST = 6


@dataclass(frozen=True)
class Month:
    """The meetings of a month, in time."""

    first: dt.date
    meetings: list[MeetingRow] = field(default_factory=list)


@dataclass(frozen=True)
class BodyYear:
    """The meetings of a body in a year, in time. `shape` is the body's own in the drawing, if it has one."""

    body: Hyperlink
    shape: str = ""
    meetings: list[MeetingRow] = field(default_factory=list)


def views(context: Context) -> Iterator[View]:
    """The calendar, then the plan of each year that has a meeting."""
    rows = [meeting_row(context, meeting) for meeting in context.portal.calendar]
    by_year: dict[int, list[MeetingRow]] = {}
    for row in rows:
        by_year.setdefault(row.day.year, []).append(row)
    links = [Hyperlink(str(year), addresses.meeting_year(year)) for year in sorted(by_year, reverse=True)]
    yield _calendar(context, rows, by_year.get(context.today.year, []), links)
    for year, meetings in sorted(by_year.items()):
        yield _year(context, year, meetings, links)


def _calendar(context: Context, rows: list[MeetingRow], this_year: list[MeetingRow], years: list[Hyperlink]) -> View:
    values = {
        "coming": [row for row in rows if not row.is_past],
        "late": [row for row in reversed(rows) if row.is_late],
        "held": [row for row in reversed(rows) if row.is_past and not (row.is_late or row.is_cancelled)][:_LATEST],
        "years": years,
        **_plan(context, context.today.year, this_year),
    }
    return View(
        "register/meetings.html",
        addresses.MEETINGS,
        context.t("meetings.title"),
        values,
        menu=addresses.MEETINGS,
        description=context.t("meetings.lede"),
        feed=context.feed_of_all,
        calendar=addresses.CALENDAR_OF_ALL,
        updated=context.updated(*(key for row in rows for key in row.keys)),
    )


def _year(context: Context, year: int, rows: list[MeetingRow], years: list[Hyperlink]) -> View:
    values = {"years": years, "number": len(rows), **_plan(context, year, rows)}
    return View(
        "register/year.html",
        addresses.meeting_year(year),
        context.t("year.title", year=year),
        values,
        menu=addresses.MEETINGS,
        description=context.t("year.lede", year=year),
        updated=context.updated(*(key for row in rows for key in row.keys)),
        crumbs=(Hyperlink(context.t("menu.meetings"), addresses.MEETINGS),),
        calendar=addresses.CALENDAR_OF_ALL,
    )


def _plan(context: Context, year: int, rows: list[MeetingRow]) -> dict[str, Any]:
    """A year's meetings by month and by body, the empty ones left out."""
    months: dict[dt.date, Month] = {}
    bodies: dict[str, BodyYear] = {}
    for row in rows:
        first = row.day.replace(day=1)
        months.setdefault(first, Month(first)).meetings.append(row)
        bodies.setdefault(row.body_id, BodyYear(row.body)).meetings.append(row)
    groups = sorted(bodies.values(), key=lambda group: group.body.text)
    drawn = [(group.body.text, group.body.lang, group.meetings) for group in groups]
    plan = draw_year(year, drawn, context.today, context.dates)
    if plan and plan.is_wheel:
        groups = [replace(group, shape=ring.shape) for group, ring in zip(groups, plan.rings, strict=True)]
    return {"year": year, "months": list(months.values()), "bodies": groups, "plan": plan}
