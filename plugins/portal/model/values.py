"""How the text of a value becomes a date, a time, an amount or an id, and what is said when it cannot.

Every parser takes the text that the editor wrote and raises `PydanticCustomError`
whose type names a message of the catalogues (`problem.value_<type>`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from portal.language.disguise import undisguised
from portal.model.clock import OSLO

__all__ = [
    "FILE_TYPES", "AgreementId", "AgreementNumber", "Amount", "CaseId", "CaseNumber", "Count", "Day", "Days", "Email",
    "FileName", "Flag", "GoalNumber", "Id", "MeasureNumber", "MeetingDate", "MeetingDay", "MeetingId", "Moment",
    "OneOrMore", "OrganisationId", "OrganisationOrText", "PartialDate", "Past", "PastDay", "Period", "ProjectId",
    "Quorum", "Refers", "Registration", "Span", "Text", "ThemeId", "Time", "TimeOrNumber", "Url", "When", "Year",
    "is_id", "time_of_day",
]  # fmt: skip

FILE_TYPES = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "txt", "csv", "png", "jpg", "webp")
"""The types of file that a record may publish."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NORWEGIAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:?\d{2})?")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_MOST_DAYS = 1000
_LONGEST_NUMBER = 60
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")


def _wrong(type_: str, **values: object) -> PydanticCustomError:
    return PydanticCustomError(f"value_{type_}", "{found}", values)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong("not_text", found=_shape(value))
    return undisguised(value).strip()


def _shape(value: Any) -> str:
    return "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, list) else str(value)


def _filled(value: Any) -> str:
    text = _text(value)
    if not text:
        raise _wrong("blank", found="")
    return text


def is_id(text: str) -> bool:
    """Whether the text has the form of an id: lower-case ASCII letters, digits, single hyphens."""
    return _ID.fullmatch(text) is not None


def _id(value: Any) -> str:
    text = _filled(value)
    if not is_id(text):
        raise _wrong("id", found=text)
    return text


def _meeting_id(value: Any) -> str:
    text = _filled(value)
    organisation, _, day = text.partition("/")
    if not is_id(organisation) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}(-\d+)?", day):
        raise _wrong("meeting_id", found=text)
    return text


def _day(value: Any, fault: PydanticCustomError | None = None) -> dt.date:
    """A date; `fault` is what is raised where a field takes more than dates, and this has not the form of one."""
    text = _filled(value)
    if match := _DAY.fullmatch(text):
        return _date(text, *map(int, match.groups()))
    if match := _NORWEGIAN_DAY.fullmatch(text):
        day, month, year = map(int, match.groups())
        raise _wrong("day_norwegian", found=text, instead=_date(text, year, month, day).isoformat())
    raise fault or _wrong("day", found=text)


def _date(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise _wrong("day_not_in_calendar", found=text) from None


@dataclass(frozen=True, order=True)
class MeetingDate:
    """The date by which a meeting is known among its body's, and which of that day's meetings it is, from 1.

    Its text is the last part of the meeting's id: `2026-12-03`, or `2026-12-03-2` for the second one that day.
    """

    day: dt.date
    ordinal: int = 1

    def __str__(self) -> str:
        return self.day.isoformat() if self.ordinal == 1 else f"{self.day.isoformat()}-{self.ordinal}"


def _meeting_date(value: Any) -> MeetingDate:
    text = _filled(value)
    if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})-([2-9]|[1-9]\d{1,2})", text):
        return MeetingDate(_day(match[1]), int(match[2]))
    return MeetingDate(_day(text, _wrong("meeting_day", found=text)))


def _moment(value: Any) -> dt.datetime:
    text = _filled(value)
    if match := _MOMENT.fullmatch(text):
        date, hour, minute, second, zone = match.groups()
        day = _day(date)
        try:
            moment = dt.datetime.combine(day, dt.time(int(hour), int(minute), int(second or 0)))
            if zone:
                return dt.datetime.fromisoformat(moment.isoformat() + zone.replace("Z", "+00:00")).astimezone(OSLO)
            return moment.replace(tzinfo=OSLO)
        except (ValueError, OverflowError):
            raise _wrong("moment", found=text) from None
    return dt.datetime.combine(_day(text, _wrong("moment", found=text)), dt.time(), OSLO)


def _time(value: Any) -> dt.time:
    text = _filled(value)
    if match := _TIME.fullmatch(text):
        return dt.time(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(?:kl\.?\s*)?([01]?\d|2[0-3])[.:]?([0-5]\d)", text):
        raise _wrong("time_other", found=text, instead=f"{match[1]}:{match[2]}")
    raise _wrong("time", found=text)


def _flag(value: Any) -> bool:
    text = _filled(value)
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    raise _wrong("flag", found=text)


def _count(value: Any) -> int:
    text = _filled(value)
    if not re.fullmatch(r"\d{1,6}", text):
        raise _wrong("count", found=text)
    return int(text)


def _days(value: Any) -> int:
    days = _count(value)
    if days > _MOST_DAYS:
        raise _wrong("days", found=str(days), most=str(_MOST_DAYS))
    return days


def _amount(value: Any) -> int:
    text = _filled(value)
    bare = _SPACES.sub("", text).replace("\u2212", "-").replace("\u2013", "-")
    if not re.fullmatch(r"-?\d{1,15}", bare):
        raise _wrong("amount", found=text)
    return int(bare)


def _number(value: Any, name: str = "sak") -> str:
    """A number as printed, without what it is the number of; `name` is a pattern of that."""
    text = re.sub(rf"^(?:{name})\s+(?=\S)", "", _filled(value), flags=re.IGNORECASE)
    if not re.search(r"[a-z0-9]", text.lower()):
        raise _wrong("number", found=text)
    if len(text) > _LONGEST_NUMBER:
        raise _wrong("number_long", found=text[:_LONGEST_NUMBER] + "…", most=str(_LONGEST_NUMBER))
    return text


def _time_or_number(value: Any) -> str:
    """`11:15`, with two digits for the hour, or the number of an agenda item."""
    text = _filled(value)
    is_time = re.fullmatch(r"(?:kl\.?\s*)?\d{1,2}[.:]\d{2}", text)
    return f"{_time(text):%H:%M}" if is_time else _number(text)


def time_of_day(text: str) -> dt.time | None:
    """The time of day that a `TimeOrNumber` is; `None` of a number."""
    return dt.time.fromisoformat(text) if re.fullmatch(r"\d{2}:\d{2}", text) else None


_REGISTRATION_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def _registration(value: Any) -> str:
    """Nine digits, the last of which checks the others modulo 11 (Brønnøysundregistra, organisasjonsnummeret)."""
    text = _filled(value)
    digits = _SPACES.sub("", text)
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise _wrong("registration", found=text)
    weighted = sum(weight * int(digit) for weight, digit in zip(_REGISTRATION_WEIGHTS, digits, strict=False))
    if -weighted % 11 != int(digits[8]):
        raise _wrong("registration_check", found=text)
    return digits


def _quorum(value: Any) -> int | str:
    text = _filled(value)
    if text == "half":
        return text
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise _wrong("quorum", found=text)
    return int(text)


def _url(value: Any) -> str:
    text = _filled(value)
    try:
        parts = urlsplit(text)
    except ValueError:
        raise _wrong("url", found=text) from None
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"\s", text):
        raise _wrong("url", found=text)
    return text


def _email(value: Any) -> str:
    text = _filled(value)
    if not re.fullmatch(r"[^@\s<>\"']+@[^@\s<>\"']+\.[^@\s<>\"']+", text):
        raise _wrong("email", found=text)
    return text


def _file_name(value: Any) -> str:
    text = _filled(value)
    if "/" in text or "\\" in text or text.startswith("."):
        raise _wrong("file_name", found=text)
    if "." not in text or text.rpartition(".")[2].lower() not in FILE_TYPES:
        raise _wrong("file_type", found=text, types=", ".join(FILE_TYPES))
    return text


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year, as exactly as it is known. `text` is how it was written."""

    text: str
    first: dt.date
    last: dt.date

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`."""
        return {10: "day", 7: "month"}.get(len(self.text), "year")


def _partial(value: Any) -> PartialDate:
    """`2021-02-19`, `2021-02` or `2021`."""
    text = _filled(value)
    if match := _MONTH.fullmatch(text):
        first = _date(text, int(match[1]), int(match[2]), 1)
        return PartialDate(text, first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))
    if _YEAR.fullmatch(text) and int(text) > 0:
        return PartialDate(text, dt.date(int(text), 1, 1), dt.date(int(text), 12, 31))
    day = _day(text, _wrong("partial", found=text))
    return PartialDate(text, day, day)


@dataclass(frozen=True)
class Span:
    """From one partial date to another; the same one twice where only one is given."""

    start: PartialDate
    end: PartialDate

    @property
    def is_point(self) -> bool:
        return self.start == self.end


def _span(value: Any) -> Span:
    text = _filled(value)
    first, dots, last = text.partition("..")
    if dots and not (first.strip() and last.strip()):
        raise _wrong("partial", found=text)
    start = _partial(first)
    end = _partial(last) if dots else start
    if end.last < start.first:
        raise _wrong("span_reversed", found=text)
    return Span(start, end)


def _plain(parse: Any) -> PlainValidator:
    return PlainValidator(parse, json_schema_input_type=str)


@dataclass(frozen=True)
class Refers:
    """Marks a field that refers to a record of a kind; with `or_text`, it may be free text too."""

    kind: str
    or_text: bool = False


@dataclass(frozen=True)
class Past:
    """Marks a date on which something happened, which is not after today."""


Text = Annotated[str, BeforeValidator(_filled)]
Id = Annotated[str, BeforeValidator(_id)]
"""The id of a record; what it is an id of, `Refers` tells."""
CaseId = Annotated[Id, Refers("case")]
MeetingId = Annotated[str, BeforeValidator(_meeting_id), Refers("meeting")]
ProjectId = Annotated[Id, Refers("project")]
ThemeId = Annotated[str, BeforeValidator(_id), "theme"]
"""The id of a theme in the portal's list."""
AgreementId = Annotated[Id, Refers("agreement")]
OrganisationId = Annotated[Id, Refers("organisation")]
OrganisationOrText = Annotated[str, BeforeValidator(_filled), Refers("organisation", or_text=True)]
Day = Annotated[dt.date, _plain(_day)]
MeetingDay = Annotated[MeetingDate, _plain(_meeting_date)]
PastDay = Annotated[Day, Past()]
Moment = Annotated[dt.datetime, _plain(_moment)]
Time = Annotated[dt.time, _plain(_time)]
Flag = Annotated[bool, _plain(_flag)]
Days = Annotated[int, _plain(_days)]
Count = Annotated[int, _plain(_count)]
Amount = Annotated[int, _plain(_amount)]
CaseNumber = Annotated[str, BeforeValidator(_number)]
TimeOrNumber = Annotated[str, BeforeValidator(_time_or_number)]
"""A time of day such as `11:15`, or the number of an agenda item."""
Registration = Annotated[str, BeforeValidator(_registration)]
"""An organisation's number, nine digits without spaces."""
Quorum = Annotated[int | str, _plain(_quorum)]
"""How many must be present for a body to decide: so many, or `half` of its members."""
AgreementNumber = Annotated[str, BeforeValidator(partial(_number, name=r"(?:overordn\w+\s+)?\w*avtale|\w+protokoll"))]
"""`Tenesteavtale 3` is `3`, `Overordna samarbeidsavtale 2` is `2`."""
GoalNumber = Annotated[str, BeforeValidator(partial(_number, name=r"m\wl"))]
"""`Mål 1` is `1`."""
MeasureNumber = Annotated[str, BeforeValidator(partial(_number, name="tiltak"))]
"""`Tiltak 3.2` is `3.2`."""
Url = Annotated[str, BeforeValidator(_url)]
Email = Annotated[str, BeforeValidator(_email)]
FileName = Annotated[str, BeforeValidator(_file_name)]
Period = Annotated[PartialDate, _plain(_partial)]
When = Annotated[Span, _plain(_span)]


def _several(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else [value]


T = TypeVar("T")
OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_several)]
"""One value, or a list of them; none where the field is left out or its list is empty."""


def _year(value: Any) -> int:
    text = _filled(value)
    if not _YEAR.fullmatch(text):
        raise _wrong("year", found=text)
    return int(text)


Year = Annotated[int, _plain(_year)]
"""A year with four digits."""
