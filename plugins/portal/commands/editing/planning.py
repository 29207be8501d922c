"""`portal plan`: the meetings of a year, proposed from the rhythm of the year before, none on a public holiday."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.commands.drafting.command import body_named, meeting_date
from portal.commands.editing.habits import Habits
from portal.commands.editing.new import NewFile, meeting_record, usual_facts
from portal.commands.editing.records import linked_records
from portal.commands.speaking import Refused
from portal.language.catalogue import LANGUAGES, Catalogue, catalogue_for
from portal.language.dates import Calendar
from portal.language.holidays import is_holiday
from portal.language.spelling import closest
from portal.linked.portal import LinkedPortal
from portal.source.settings import Settings

__all__ = ["YearPlan", "plan_year"]

_WEEK = dt.timedelta(days=7)
_NEAR = dt.timedelta(days=10)
"""So near a meeting that stands there, a proposed one is that meeting."""


@dataclass(frozen=True)
class YearPlan:
    """The meetings to be written, with what is to be said of each, and the files of those that are there."""

    files: tuple[NewFile, ...]
    there: tuple[str, ...]


def plan_year(
    root: Path, settings: Settings, organisation: str, year: int, weekday: str | None = None, dates: str | None = None
) -> YearPlan:
    """The meetings of a body in a year: on `dates`, with commas between, or about when those of the year before were.

    `weekday` is the name of the day to meet on, if it is to be another than before. Raises `Refused`.
    """
    catalogue = catalogue_for(settings.lang)
    _, portal = linked_records(root, settings)
    body = body_named(portal, organisation, catalogue).id
    days: list[tuple[dt.date, dt.date | None]]
    if dates is not None:
        days = [(dt.date.fromisoformat(meeting_date(one, catalogue)[:10]), None) for one in dates.split(",")]
    else:
        days = [*_proposed(portal, body, year, None if weekday is None else _weekday(weekday, catalogue), catalogue)]
    existing = [one for one in portal.graph.meetings_of(body) if one.day.year == year]
    there = {day: one.path for day, _ in days for one in existing if dates is None and abs(one.day - day) <= _NEAR}
    files: list[NewFile] = []
    numbers: list[str] = []
    for day, holiday in sorted(days):
        if day in there:
            continue
        facts = usual_facts(Habits(portal, body, day), settings, numbers)
        numbers += [facts["number"]] if "number" in facts else []
        note = _note(day, holiday, settings, catalogue)
        files.append(meeting_record(portal, settings, f"{body}/{day.isoformat()}", facts, notes=[note]))
    return YearPlan(tuple(files), tuple(dict.fromkeys(there.values())))


def _proposed(
    portal: LinkedPortal, body: str, year: int, weekday: int | None, catalogue: Catalogue
) -> Iterator[tuple[dt.date, dt.date | None]]:
    """A day for each meeting of the latest year before, and the public holiday that it would have been on."""
    held = [one.day for one in portal.graph.meetings_of(body) if one.day.year < year and not one.facts.cancelled]
    if not held:
        raise Refused(catalogue.text("plan.no_rhythm"))
    for before in dict.fromkeys(day for day in held if day.year == held[-1].year):
        about = dt.date(year, before.month, min(before.day, 28))
        wanted = before.weekday() if weekday is None else weekday
        day = about + dt.timedelta(days=(wanted - about.weekday() + 3) % 7 - 3)
        first = day = day if day.year == year else day + (_WEEK if day.year < year else -_WEEK)
        while is_holiday(day):
            day += _WEEK
        yield day, first if day != first else None


def _weekday(text: str, catalogue: Catalogue) -> int:
    """The day of the week that a name means, in any of the languages; Monday is 0."""
    week = [dt.date(2001, 1, 1) + dt.timedelta(days=n) for n in range(7)]
    names = {Calendar(lang).weekday_name(day): day.weekday() for lang in LANGUAGES for day in week}
    if text.casefold() not in names:
        near = closest(text.casefold(), names, cutoff=0.5)
        raise Refused(catalogue.text("plan.weekday_near" if near else "plan.weekday", found=text, near=near))
    return names[text.casefold()]


def _note(day: dt.date, holiday: dt.date | None, settings: Settings, catalogue: Catalogue) -> str:
    calendar = Calendar(settings.lang)
    date = calendar.weekday(day)
    note = catalogue.text("plan.moved", date=date, holiday=calendar.day(holiday)) if holiday else date
    return note.replace("\u00a0", " ")
