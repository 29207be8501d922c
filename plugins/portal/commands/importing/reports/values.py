"""What the words of a report stand for: how it goes, how likely, how far, who, and when."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from portal.commands.importing.lexicon import Terms, pattern, terms
from portal.commands.importing.words.dates import find_date
from portal.linked.names import OrganisationNames

__all__ = [
    "dates_in", "health_in", "level_in", "month_end", "one_of", "organisation_in", "organisations_in", "period_in",
    "phase_in", "when_in",
]  # fmt: skip

_LEVELS, _PHASES, _HEALTHS = terms("report.level"), terms("report.phase"), terms("report.health")
_DOUBTS, _ENDS = pattern("report.doubts"), pattern("organisation.ends", 0)
_LONGEST_NAME = 70
_MONTH_YEAR, _BEFORE, _BETWEEN = pattern("date.month_year"), pattern("date.before"), pattern("date.between")
_LONGEST_DATE, _LONGEST_SENTENCE = 80, 600
"""The most signs of what is read as a date, and of a sentence that is searched for one."""
_PARTS = {"kvartal": 3, "tertial": 4, "halvår": 6}
_PART = pattern("date.part")
_OPEN = (("from", pattern("date.from")), ("to", pattern("date.to")))


def one_of(values: Terms, text: str) -> str | None:
    """The value of which a text is the word, and nothing else."""
    return values.whole(" ".join(text.split()).strip(" ."))


def level_in(text: str) -> str | None:
    """`low`, `medium` or `high`; a figure may stand beside the word."""
    return one_of(_LEVELS, re.sub(r"^\d\s*[-–:.]?\s*(?=\D)|\s*\(\d\)$", "", text.strip()))


def phase_in(text: str) -> str | None:
    """The phase of a project."""
    return one_of(_PHASES, text)


def health_in(text: str) -> str | None:
    """How a project is doing, where a short text says it in one way and without a doubt."""
    found = {health for health, words in _HEALTHS if re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE)}
    is_doubtful = len(text) > _LONGEST_NAME or _DOUBTS.search(text)
    return found.pop() if len(found) == 1 and not is_doubtful else None


def is_organisation(name: str, names: OrganisationNames) -> bool:
    """Whether the portal knows a name as an organisation's, or its last word says that it is one."""
    return names.find(name) is not None or _ENDS.fullmatch(name) is not None


def organisation_in(text: str, names: OrganisationNames) -> str | None:
    """A name as a field may hold it; `None` where it would be taken for an id, or is that of several."""
    name = " ".join(text.split()).strip(" .;,")
    if len(name) > _LONGEST_NAME:
        return None
    is_wrong = (names.must_exist(name) and names.find(name) is None) or names.is_ambiguous(name)
    return name if name and not is_wrong else None


def organisations_in(text: str, names: OrganisationNames) -> tuple[list[str], bool]:
    """The names in a list with commas, semicolons or lines, and whether all of it could be told apart.

    An `og` in the last part divides it where both sides of it are organisations;
    where it may be part of a name, that part is left out.
    """
    parts = [part for part in re.split(r"[,;\n]+", text) if part.strip(" .")]
    is_whole = True
    found: list[str] = []
    for part in parts:
        name = organisation_in(re.sub(r"^\s*(?:og|samt)\s+", "", part), names)
        both = name.split(" og ") if name and names.find(name) is None else []
        is_one = len(both) < 2 or (len(parts) == 1 and name is not None and is_organisation(name, names))
        if len(both) == 2 and all(is_organisation(half, names) for half in both):
            found += both
        elif name and is_one:
            found.append(name)
        else:
            is_whole = False
    return found, is_whole


def when_in(text: str) -> str | None:
    """The date that a text is, and nothing else: `2021-02-19`, `2021-02`, `2021` or `<from>..<to>`."""
    if len(text) > _LONGEST_DATE:
        return None
    bare = _bare(text)
    return _point(bare) or _part(bare) or _span(re.sub(r"^(?:frå|fra)\s+", "", bare, flags=re.IGNORECASE))


def period_in(text: str) -> dict[str, str] | None:
    """The period that a text tells, as `{from?, to?}`; a single month or day is none."""
    when = when_in(text)
    if when and ".." in when:
        return dict(zip(("from", "to"), when.split(".."), strict=True))
    if when and len(when) == len("2021"):
        return {"from": when, "to": when}
    for end, words in _OPEN:
        if (match := words.fullmatch(_bare(text))) and (point := _point(_bare(match[1]))):
            return {end: point}
    return None


def dates_in(sentence: str) -> list[str | None]:
    """Each day and each month of a year that a sentence names; `None` for one that is not said whole."""
    if len(sentence) > _LONGEST_SENTENCE:
        return []
    if match := re.search(r"\b(?:frå|fra)\s+(.+?)\.?$", sentence, re.IGNORECASE):
        words = match[1].split(" ")
        spans = (_span(" ".join(words[:length])) for length in range(len(words), 2, -1))
        if span := next((span for span in spans if span and len(span.split("..")[0]) > len("2021")), None):
            return [span]
    found: list[str | None] = []
    while date := find_date(sentence):
        found.append(date.day.isoformat() if date.day and not date.is_odd else None)
        sentence = sentence.replace(date.text, " ; ", 1)
    return found + [_point(match[1]) for match in _MONTH_YEAR.finditer(sentence)]


def month_end(month: str) -> str:
    """The last day of a month `2021-02`."""
    year, number = map(int, month.split("-"))
    return f"{month}-{calendar.monthrange(year, number)[1]:02}"


def _bare(text: str) -> str:
    return _BEFORE.sub("", " ".join(text.split()).strip(" ."))


def _point(text: str) -> str | None:
    found = find_date(text)
    if found:
        is_all = found.text.strip(" .") == text.strip(" .")
        return found.day.isoformat() if is_all and found.day and not found.is_odd else None
    if match := re.fullmatch(r"((?:19|20)\d\d)-(\d\d)|(\d\d?)[./]((?:19|20)\d\d)", text):
        year, month = (match[1], match[2]) if match[1] else (match[4], match[3])
        return f"{year}-{int(month):02}" if 1 <= int(month) <= 12 else None
    if _MONTH_YEAR.fullmatch(text):
        first = find_date(f"1. {text}")
        return f"{first.day:%Y-%m}" if first and first.day else None
    return text if re.fullmatch(r"(?:19|20)\d\d", text) else None


def _part(text: str) -> str | None:
    """A quarter, a third or a half of a year, as the months from which to which it runs."""
    match = _PART.fullmatch(text)
    length = _PARTS[match[2].lower()] if match else 0
    if not match or int(match[1]) * length > 12:
        return None
    last = int(match[1]) * length
    return f"{match[3]}-{last - length + 1:02}..{match[3]}-{last:02}"


def _span(text: str) -> str | None:
    for match in _BETWEEN.finditer(text):
        left, right = _bare(text[: match.start()]), _bare(text[match.end() :])
        end = _point(right)
        start = _point(left) or (_in_year(left, int(end[:4])) if end else None)
        if start and end:
            return f"{start}..{end}" if start[: len(end)] <= end[: len(start)] else None
    return None


def _in_year(text: str, year: int) -> str | None:
    """A day or a month without a year, in the year that stands behind it."""
    if not re.search(r"[a-zæøå]|\.", text, re.IGNORECASE):
        return None
    found = find_date(text, year)
    if found:
        day: dt.date | None = found.day if found.text.strip(" .") == text else None
        return day.isoformat() if day else None
    return _point(f"{text} {year}")
