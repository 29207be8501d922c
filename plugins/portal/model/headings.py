"""What a heading means: an agenda item's number, or a section with a meaning in either language."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from slugify import slugify

from portal.model.vocabulary import SectionMeaning

__all__ = [
    "case_meaning", "first_parts", "heading_slug", "item_meaning", "looks_like_number", "number_of_year",
    "number_parts", "number_slug", "opens_item",
]  # fmt: skip

_REPLACEMENTS = (("æ", "ae"), ("Æ", "ae"), ("ø", "o"), ("Ø", "o"), ("å", "a"), ("Å", "a"))
_SAK = re.compile(r"sak\s+")
_PART = re.compile(r"[a-z0-9]+")
_GAP = re.compile(r"[^a-z0-9\n]{1,3}")
_BEHIND_YEAR = re.compile(r"\s*(?:$|[:.]|[\u2013\u2014-](?!\d))")
_BEHIND_PLAIN = re.compile(r"\s*(?:$|[:.]|[\u2013\u2014-](?!\s*\d))")
_WORDS = re.compile(r"\s+(?![\u2013\u2014-])")
_PLAIN_NUMBER = re.compile(r"(?:[^\W\d_]+\s+)?(?P<one>\d{1,6})(?:\s*[/-]\s*(?P<other>\d{1,6}))?")
_CENTURIES = range(1900, 2100)
_NUMBER_FORMS = (
    re.compile(r"sak\s+(?P<number>\d+(?:\s?[/-]\s?\d+)*(?:\s?[a-z](?!\w))?)\s*(?:[:.\u2013\u2014-].*)?", re.IGNORECASE),
    re.compile(r"sak\s+(?P<number>\d+\s?[/-]\s?\d+)\s.*", re.IGNORECASE),
    re.compile(r"(?P<number>\d+\s?[/-]\s?\d+)\s*(?::.*|[.\u2013\u2014-]\s.*|[.\u2013\u2014])?"),
)

_ITEM_MEANINGS = (
    (re.compile(r"(?:framlegg|forslag) til vedtak\b", re.IGNORECASE), SectionMeaning.PROPOSAL),
    (re.compile(r"alternativt\b", re.IGNORECASE), SectionMeaning.ALTERNATIVE),
    (re.compile(r"(?:innspel|innspill)\b", re.IGNORECASE), SectionMeaning.INPUT),
    (re.compile(r"oppfølging\b", re.IGNORECASE), SectionMeaning.FOLLOW_UP),
    (re.compile(r"protokolltilførsel\b", re.IGNORECASE), SectionMeaning.STATEMENT),
    (re.compile(r"vedtak\s*:?", re.IGNORECASE), SectionMeaning.DECISION),
)
_CASE_MEANINGS = (
    (re.compile(r"(?:framlegg|forslag) til vedtak\b", re.IGNORECASE), SectionMeaning.PROPOSAL),
    (re.compile(r"alternativt (?:framlegg|forslag)\b", re.IGNORECASE), SectionMeaning.ALTERNATIVE),
    (re.compile(r"bakgrunn\b", re.IGNORECASE), SectionMeaning.BACKGROUND),
    (re.compile(r"formål\b|føremål\b", re.IGNORECASE), SectionMeaning.PURPOSE),
)


def heading_slug(text: str) -> str:
    """The anchor of a heading: a slug in which æ, ø and å stay readable as ae, o and a."""
    return slugify(text, replacements=_REPLACEMENTS) or "avsnitt"


def number_slug(number: str) -> str:
    """The number of an item in an anchor: lower case, runs of all else one hyphen, none at the ends."""
    return "-".join(number_parts(number))


def opens_item(heading: str, number: str) -> bool:
    """Whether a heading of level two bears this item number, with or without `Sak` and a title.

    A plain number with a dash or words behind may be anything (`1-25`, `3 tiltak`);
    with a year, or after `Sak`, it is the item's.
    """
    text = heading.strip().lower()
    parts = number_parts(number)
    said = _SAK.match(text)
    position = said.end() if said else 0
    for index, part in enumerate(parts):
        gap = _GAP.match(text, position) if index else None
        position = gap.end() if gap else position
        if (index and not gap) or not text.startswith(part, position):
            return False
        position += len(part)
    has_year = len(parts) > 1
    behind = _BEHIND_YEAR if has_year else _BEHIND_PLAIN
    return bool(behind.match(text, position) or ((said or has_year) and _WORDS.match(text, position)))


def first_parts(heading: str) -> list[str]:
    """The first runs of letters and digits in a heading, with which an item's number may begin."""
    return [match[0] for match in islice(_PART.finditer(heading.lower()), 2)]


@cache
def number_parts(number: str) -> tuple[str, ...]:
    """The letters and digits of an item's number, in lower case: `009/12 B` is `009`, `12`, `b`."""
    return tuple(_PART.findall(number.lower()))


def number_of_year(number: str, year: int) -> tuple[int, int] | None:
    """The year of an item's number, and which it is in that year: `05/21` and `2021/5` are 5 of 2021, as `5` is in a
    meeting of that `year`. Nothing where a number has more to it.
    """
    match = _PLAIN_NUMBER.fullmatch(number.strip())
    if not match:
        return None
    one, other = int(match["one"]), match["other"]
    if other is None:
        return year, one
    if one in _CENTURIES and len(other) != 4:
        return one, int(other)
    if len(other) not in (2, 4):
        return None
    return (int(other) if len(other) == 4 else year // 100 * 100 + int(other)), one


def looks_like_number(heading: str) -> str | None:
    """The number in a heading of the form `Sak <number>`, `<digits>/<digits>` or `<digits>-<digits>`."""
    for form in _NUMBER_FORMS:
        if match := form.fullmatch(heading.strip()):
            return match["number"]
    return None


def item_meaning(heading: str) -> SectionMeaning | None:
    """The meaning of a heading of level three inside an agenda item; `Vedtak` means only alone."""
    for pattern, meaning in _ITEM_MEANINGS:
        match = pattern.fullmatch(heading) if meaning is SectionMeaning.DECISION else pattern.match(heading)
        if match:
            return meaning
    return None


def case_meaning(heading: str) -> SectionMeaning | None:
    """The meaning of a heading of level two in a case."""
    return next((meaning for pattern, meaning in _CASE_MEANINGS if pattern.match(heading)), None)
