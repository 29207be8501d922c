"""Scales: a day or a value as a place along the drawing, in percent."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass

from portal.language.dates import Calendar

__all__ = ["Tick", "TimeScale", "ValueScale", "number_in"]

_MONTHS_WITH_LETTERS = 18
_MONTHS_WITH_QUARTERS = 24
_MONTHS_WITH_LABELS = 36
_QUARTERS_UNTIL = 60


@dataclass(frozen=True)
class Tick:
    """A mark on a time axis. `year` is set where a new year is named; `label` may be empty."""

    at: float
    label: str = ""
    year: str = ""


@dataclass(frozen=True)
class TimeScale:
    """From the start of the first day to the end of the last one."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def start(self, day: dt.date) -> float:
        """The start of a day, 0 to 100; a day outside stands at the nearer end."""
        return round(min(max(100 * (day - self.first).days / self.days, 0), 100), 2)

    def end(self, day: dt.date) -> float:
        """The end of a day."""
        return round(min(max(100 * ((day - self.first).days + 1) / self.days, 0), 100), 2)

    def middle(self, day: dt.date) -> float:
        """The middle of a day."""
        return round((self.start(day) + self.end(day)) / 2, 2)

    def holds(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def ticks(self, calendar: Calendar) -> tuple[Tick, ...]:
        """A letter a month on a short scale, a name a quarter on a longer one, years on a long one; each year once."""
        months = list(_months(self.first, self.last))
        every = 1 if len(months) <= _MONTHS_WITH_LETTERS else 3 if len(months) <= _QUARTERS_UNTIL else 12
        step = max(1, math.ceil(len(months) / 12 / 8))  # some eight years are named
        ticks = []
        for position, month in enumerate(months):
            new_year = position == 0 or month.month == 1
            if (month.month - 1) % every and not new_year:
                continue
            if every == 12 and new_year and position and month.year % step:
                continue
            label = self._label(month, len(months), calendar)
            ticks.append(Tick(self.start(month), label, str(month.year) if new_year else ""))
        return _apart(ticks)

    @staticmethod
    def _label(month: dt.date, months: int, calendar: Calendar) -> str:
        """What a month is called: by a letter only among all its neighbours, for letters apart name no month."""
        if months <= _MONTHS_WITH_LETTERS:
            return calendar.month_letter(month)
        is_named = months <= _MONTHS_WITH_QUARTERS or (months <= _MONTHS_WITH_LABELS and month.month in (1, 7))
        return calendar.month_abbreviated(month) if is_named else ""


def _apart(ticks: list[Tick]) -> tuple[Tick, ...]:
    """The ticks, a first year's name left out where the next one's would stand upon it."""
    named = [tick for tick in ticks if tick.year]
    if len(named) > 1 and named[1].at - named[0].at < 12:
        return tuple(Tick(tick.at, tick.label) if tick is named[0] else tick for tick in ticks)
    return tuple(ticks)


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of the months from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    start = first.year * 12 + first.month - 1
    return [dt.date((start + n) // 12, (start + n) % 12 + 1, 1) for n in range(count)]


@dataclass(frozen=True)
class ValueScale:
    """From `low` at the bottom to `high` at the top, both round numbers."""

    low: float
    high: float

    @staticmethod
    def over(values: list[float]) -> ValueScale:
        """A scale that holds the values; from zero, unless they all lie close together far from it."""
        low, high = min(values), max(values)
        if (low > 0 and high - low > 0.4 * high) or low == high > 0:
            low = 0.0
        elif high < 0:
            high = 0.0
        step = _round_step((high - low) / 4 or abs(high) / 4 or 1)
        floor, ceiling = math.floor(low / step) * step, math.ceil(high / step) * step
        return ValueScale(floor, ceiling if ceiling > floor else floor + step)

    def share(self, value: float) -> float:
        """How far up a value stands, 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def _round_step(rough: float) -> float:
    """1, 2 or 5 times a power of ten, not smaller than `rough`."""
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)


def number_in(text: str, unit: str | None = None) -> float | None:
    """The number that a text is: `2,5`, `1 200`, `67 %`, `30 per dag` with that unit; `None` for other words.

    A full stop before three digits parts thousands, as in Norwegian: `1.200` is 1 200.
    """
    bare = text.strip()
    if unit and bare.lower().endswith(unit.lower()):
        bare = bare[: -len(unit)]
    bare = bare.rstrip().removesuffix("%")
    for space in (" ", "\u00a0", "\u2009", "\u202f"):
        bare = bare.replace(space, "")
    bare = bare.replace("\u2212", "-")
    if re.fullmatch(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d*)?", bare):
        bare = bare.replace(".", "")
    bare = bare.replace(",", ".")
    digits = bare.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
        return None
    return float(bare) if not bare.endswith(".") and not bare.removeprefix("-").startswith(".") else None
