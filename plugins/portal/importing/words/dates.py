"""Dates and times as Norwegian documents write them, in either language."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

__all__ = ["FoundDate", "find_date", "find_times"]

_MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
           "desember")  # fmt: skip
_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11,
    "des": 12, **{name: number for number, name in enumerate(_MONTHS, 1)},
}  # fmt: skip
_MONTH = "|".join(sorted(_SHORT, key=len, reverse=True))
_WEEKDAYS = (("måndag", "mandag"), ("tysdag", "tirsdag"), ("onsdag",), ("torsdag",), ("fredag",), ("laurdag", "lørdag"),
             ("søndag", "sundag"))  # fmt: skip
_WEEKDAY = "|".join(name for names in _WEEKDAYS for name in names)
_DATE = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY})\w*\s+(?:den\s+)?)?(?<![\d.])(?:"
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>\d{{4}}|\d{{2}})?(?![\d:])"
    rf"|(?P<day>\d{{1,2}})\.?\s?(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>\d{{4}}))?)",
    re.IGNORECASE,
)
_TIME = r"(\d{1,2})[.:](\d{2})"
_TIMES = re.compile(rf"(?:kl\.?\s*)?{_TIME}(?:\s*(?:[-–—]|til)\s*(?:kl\.?\s*)?{_TIME})?", re.IGNORECASE)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text. `day` is `None` where the year is not said; `is_odd` tells that the weekday is another one."""

    day: dt.date | None
    text: str
    is_odd: bool = False


def find_date(text: str, year: int | None = None) -> FoundDate | None:
    """The first date in a text; `year` is that of a date which names none, where the document says it elsewhere."""
    match = _DATE.search(text)
    if not match:
        return None
    found = match["iso"] and dt.date.fromisoformat(match["iso"]) if _is_day(match["iso"]) else None
    if not match["iso"]:
        month = int(match["m"]) if match["m"] else _SHORT[match["month"].lower()]
        written = match["y"] or match["year"]
        in_year = (int(written) + (2000 if int(written) < 100 else 0)) if written else year
        found = _day(in_year, month, int(match["d"] or match["day"]))
    weekday = (match["weekday"] or "").lower()
    is_odd = bool(found and weekday and weekday not in _WEEKDAYS[found.weekday()])
    return FoundDate(found or None, match[0], is_odd)


def _is_day(text: str | None) -> bool:
    try:
        return bool(text and dt.date.fromisoformat(text))
    except ValueError:
        return False


def _day(year: int | None, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year else None
    except ValueError:
        return None


def find_times(text: str) -> tuple[str | None, str | None]:
    """When something starts and ends, as `10:30`; dates are not taken for times."""
    match = _TIMES.search(_DATE.sub(" ", text))
    if not match:
        return None, None
    hours = [(int(hour), int(minute)) for hour, minute in (match.groups()[:2], match.groups()[2:]) if hour]
    written = [f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None for hour, minute in hours]
    return written[0], written[1] if len(written) > 1 else None
