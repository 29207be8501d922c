"""Dates and times as Norwegian documents write them, in either language."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

__all__ = ["find_date", "find_times"]

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
_UNTIL = rf"\s?(?:[-–—]|og|til)\s?(?:(?:{_WEEKDAY})\s+)?\d{{1,2}}"
"""The last day of several, of which the first is the date."""
_DATE = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY})\w*\s+(?:den\s+)?)?(?<![\d.])(?:"
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"
    rf"|(?P<d>\d{{1,2}})\.(?:{_UNTIL}\.)?\s?(?P<m>\d{{1,2}})\.\s?(?P<y>\d{{4}}|\d{{2}})(?![\d:]|\.\d)"
    rf"|(?<!kl )(?<!kl\.)(?<!kl\. )"
    rf"(?P<of>\d{{1,2}})\.(?:{_UNTIL}\.)?\s?(?P<in>0?[1-9]|1[0-2])\.(?!:?\d|\s\d(?!\d?[.:]\d))"
    rf"|(?<![/\d-])(?<!sak )"
    rf"(?P<on>0?[1-9]|[12]\d|3[01])/(?P<at>0?[1-9]|1[0-2])(?:\s?[-–/]\s?|\s+)(?P<yyyy>\d{{4}})(?!\d)"
    rf"|(?P<day>\d{{1,2}})\.?(?:{_UNTIL}\.?)?\s?(?P<month>{_MONTH})\b\.?(?:{_UNTIL}\.?\s?(?:{_MONTH})\b\.?)?"
    rf"(?:,?\s+(?P<year>\d{{4}}))?)",
    re.IGNORECASE,
)
_FIRST_OF_CENTURY = 70
"""Years of two digits from this one on are in the last century."""
_TIME = r"\d{1,2}[.:]\d{2}(?![\d:]|[.,]\d)"
_FOUR = r"(?:[01]\d|2[0-3])[0-5]\d(?![\d%/]|[.:,]\d)"
_DIGITS = rf"(?:(?=0){_FOUR}|{_FOUR}(?=\s*[-–—]\s*{_FOUR}))"
"""A time without a sign in it: one that begins with 0, or two of them in a row; `kl. 1000` alone may be an amount."""
_HOUR = rf"(?:{_TIME}|{_DIGITS}|\d{{1,2}}(?![\d%/]|[.:,]\d))"
_CLOCK = r"(?:\bkl(?:okk[ae]n?)?\b\.?:?\s*)"
_TIMES = re.compile(
    rf"mellom\s+{_CLOCK}?(?P<between>{_TIME})\s+og\s+{_CLOCK}?(?P<and>{_TIME})"
    rf"|mellom\s+{_CLOCK}(?P<from>{_HOUR})\s+og\s+{_CLOCK}?(?P<to>{_HOUR})"
    rf"|{_CLOCK}(?P<hour>{_HOUR})(?:\s*(?:[-–—]|til)\s*{_CLOCK}?(?P<last>{_HOUR}|{_FOUR}))?"
    rf"|(?<![\d.,:])(?P<start>{_TIME})(?:\s*(?:[-–—]|til)\s*(?:{_CLOCK}?(?P<end>{_TIME})|{_CLOCK}(?P<close>{_HOUR})))?",
    re.IGNORECASE,
)
_NO_TIME = re.compile(
    r"(?:\b(?:kr|nok|kroner|versjon|v|utg[aå]ve|kapittel|kap|punkt|pkt|avsnitt|side|tabell|figur|vedlegg|nr|ca"
    r"|om lag)\b\.?|§)\s*\d+(?:[.,:]\d+)*(?:\s?[-–—]\s?\d+(?:[.,:]\d+)*)?"
    r"|\d+(?:[.,]\d+)*\s?(?:%|(?:kr|kroner|prosent|mill|millionar|millioner|mrd|timar|timer|årsverk|km|poeng)\b)",
    re.IGNORECASE,
)
"""Amounts, versions and chapters, which look like times."""


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
        month = match["m"] or match["in"] or match["at"] or _SHORT[(match["month"] or "").lower()]
        day = match["d"] or match["of"] or match["on"] or match["day"]
        written = match["y"] or match["yyyy"] or match["year"]
        found = _day(_whole_year(written) if written else year, int(month), int(day))
    weekday = (match["weekday"] or "").lower()
    is_odd = bool(found and weekday and weekday not in _WEEKDAYS[found.weekday()])
    return FoundDate(found or None, match[0], is_odd)


def _whole_year(written: str) -> int:
    """A year, of two digits or four."""
    year = int(written)
    return year if year > 99 else year + (1900 if year >= _FIRST_OF_CENTURY else 2000)


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
    """When something starts and ends, as `10:30`; dates, amounts and versions are not taken for times.

    An hour alone is a time only behind `kl.`.
    """
    match = _TIMES.search(_NO_TIME.sub(" ", _DATE.sub(" ", text)))
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
