"""Dates, times and amounts as people read them, by locale (CLDR through Babel)."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from portal.language.catalogue import catalogue_for
from portal.language.holidays import is_holiday

__all__ = ["Calendar", "month_names"]

_NBSP = "\u00a0"
_WITHIN_DAY = re.compile("(?<=d\\.) (?=M)|(?<=M) (?=d)")
"""Where a line may not end in a pattern of CLDR's: between the day and its month."""

_DAYS_TOLD, _MONTHS_TOLD = 60, 700
"""So long a time is told in days, and then in months."""
_MONTH, _YEAR = 30.44, 365.25
"""Days of an average month and year."""


class Calendar:
    """Writes dates in one language; a day never parts from its month at a line's end."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        locale = Locale.parse(lang)
        patterns = locale.date_formats["long"], locale.date_formats["full"], locale.datetime_skeletons["MMMMd"]
        self._day, self._weekday, self._day_month = (_WITHIN_DAY.sub(_NBSP, one.pattern) for one in patterns)
        self._spans = {name: list(found) for name, found in locale.interval_formats["yMMMd"].items()}
        self._month_year = locale.datetime_skeletons["yMMMM"].pattern.replace(" ", _NBSP)

    def day(self, day: dt.date) -> str:
        """`19. februar 2021`"""
        return _formatted(day, self._day, self.lang)

    def span(self, first: dt.date, last: dt.date) -> str:
        """`1.–2. desember 2026`, with the months' whole names; the day alone if it is one."""
        if first == last:
            return self.day(first)
        differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        patterns = (pattern.replace("MMM", "MMMM").replace(" ", _NBSP) for pattern in self._spans[differs])
        pairs = zip((first, last), patterns, strict=True)
        return "".join(_formatted(day, pattern, self.lang) for day, pattern in pairs)

    def deadline(self, day: dt.date) -> str:
        """`17. mai 2027, som er ein heilagdag`; on any other day the date alone."""
        return self._told(day, self.day(day))

    def deadline_month(self, day: dt.date) -> str:
        """`17. mai, som er ein heilagdag`; on any other day the date alone."""
        return self._told(day, self.day_month(day))

    def _told(self, day: dt.date, date: str) -> str:
        return catalogue_for(self.lang).text("date.holiday", date=date) if is_holiday(day) else date

    def weekday(self, day: dt.date) -> str:
        """`fredag 19. februar 2021`"""
        return _formatted(day, self._weekday, self.lang)

    def day_month(self, day: dt.date) -> str:
        """`19. februar`"""
        return _formatted(day, self._day_month, self.lang)

    def weekday_name(self, day: dt.date) -> str:
        """`fredag`"""
        return _formatted(day, "EEEE", self.lang)

    def month(self, day: dt.date) -> str:
        """`februar`"""
        return _formatted(day, "LLLL", self.lang)

    def short_month(self, day: dt.date) -> str:
        """`feb.`, `mars`"""
        return _formatted(day, "MMM", self.lang)

    def month_abbreviated(self, day: dt.date) -> str:
        """`feb`, `mars`, without a full stop, for a drawing."""
        return _formatted(day, "MMM", self.lang).rstrip(".")

    def month_letter(self, day: dt.date) -> str:
        """`F`"""
        return _formatted(day, "LLLLL", self.lang)

    def month_year(self, day: dt.date) -> str:
        """`februar 2021`"""
        return _formatted(day, self._month_year, self.lang)

    def time(self, time: dt.time) -> str:
        """`10.30`, with a full stop as Norwegian writes it."""
        return f"{time.hour}.{time.minute:02}"

    def number(self, value: int) -> str:
        """`1 440 000`, in groups of three."""
        return format_decimal(value, locale=self.lang, group_separator=True).replace("\u2212", "\u2013")

    def length(self, days: int) -> str:
        """So many days as people say it: `éin dag`, `45 dagar`, `3 månader`, `6 år`; what is long is rounded."""
        count = catalogue_for(self.lang).count
        if days < _DAYS_TOLD:
            return count("span.days", days)
        if days < _MONTHS_TOLD:
            return count("span.months", round(days / _MONTH))
        return count("span.years", round(days / _YEAR))

    def size(self, number: int) -> str:
        """The size of so many bytes: `240 kB`, `1,3 MB`."""
        if number < 1_000_000:
            return f"{max(1, round(number / 1000))}{_NBSP}kB"
        return f"{format_decimal(number / 1_000_000, '0.0', self.lang)}{_NBSP}MB"


@cache
def _formatted(day: dt.date, pattern: str, lang: str) -> str:
    return format_date(day, pattern, locale=lang)


def month_names(lang: str, month: int) -> tuple[str, ...]:
    """What a month (from 1) is called in a language, whole and cut short: `september`, `sep`."""
    day = dt.date(2000, month, 1)
    return tuple(dict.fromkeys(_formatted(day, pattern, lang).rstrip(".") for pattern in ("LLLL", "MMM")))
