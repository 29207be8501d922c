"""Dates and times as Norwegian documents write them, in either language."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from portal.commands.importing.lexicon import pattern, terms

__all__ = ["SHORT_DAY", "FoundDate", "find_date", "find_day", "find_times"]

_MONTHS, _WEEKDAYS = terms("date.months"), terms("date.weekdays")
_DATE, _TIMES = pattern("date.day"), pattern("date.times")
_NO_TIME = pattern("date.no_time")
"""Amounts, versions and chapters, which look like times."""
_HOURS, _BEGUN = re.compile(r"\d{1,2}\.\d\d\.?"), re.compile(r"\b\d{1,2}[.:]\d\d\s?[-–—]\s?$")
SHORT_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})/(1[0-2]|0?[1-9])(?![\d/]|\s\d{4})")
"""A day of a month without its year, with a stroke between them, which may be something else too."""
_FIRST_OF_CENTURY = 70
"""Years of two digits from this one on are in the last century."""


@dataclass(frozen=True)
class FoundDate:
    """A date in a text. `day` is `None` where the year is not said; `is_odd` tells that the weekday is another one."""

    day: dt.date | None
    text: str
    is_odd: bool = False


def find_date(text: str, year: int | None = None) -> FoundDate | None:
    """The first date in a text; `year` is that of a date which names none, where the document says it elsewhere."""
    match = next((found for found in _DATE.finditer(text) if not _ends_hours(found)), None)
    if not match:
        return None
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
    else:
        month = int(match["m"] or match["in"] or match["at"] or _MONTHS.whole(match["month"]) or 0)
        day = int(match["d"] or match["of"] or match["on"] or match["day"])
        written = match["y"] or match["yyyy"] or match["year"]
        year = _whole_year(written) if written else year
    found = _day(year, month, day)
    weekday = (match["weekday"] or "").lower()
    is_odd = bool(found and weekday and not _WEEKDAYS.fits(str(found.weekday()), weekday))
    return FoundDate(found, match[0], is_odd)


def _ends_hours(match: re.Match[str]) -> bool:
    """Whether what looks like a day of a month is when something ends: `10.00–13.10`."""
    return bool(_HOURS.fullmatch(match[0]) and _BEGUN.search(match.string[: match.start()]))


def find_day(text: str, year: int | None = None) -> str | None:
    """The first date in a text as `2021-06-10`; `None` where its year is not known."""
    found = find_date(text, year)
    return found.day.isoformat() if found and found.day else None


def _whole_year(written: str) -> int:
    """A year, of two digits or four."""
    year = int(written)
    return year if year > 99 else year + (1900 if year >= _FIRST_OF_CENTURY else 2000)


def _day(year: int | None, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year else None
    except ValueError:
        return None


def find_times(text: str) -> tuple[str | None, str | None]:
    """When something starts and ends, as `10:30`; dates, amounts and versions are not taken for times.

    An hour alone is a time only behind `kl.`.
    """
    match = _TIMES.search(_NO_TIME.sub(" ", _DATE.sub(lambda found: found[0] if _ends_hours(found) else " ", text)))
    if not match:
        return None, None
    start = match["between"] or match["from"] or match["hour"] or match["start"]
    end = match["and"] or match["to"] or match["last"] or match["end"] or match["close"]
    return _clock(start), _clock(end) if end else None


def _clock(written: str) -> str | None:
    """A time as `10:30`; `None` past midnight."""
    parts = [written[:2], written[2:]] if len(written) == 4 and written.isdigit() else re.split(r"[.:]", written)
    hour, minute = (int(part) for part in (*parts, "0")[:2])
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
