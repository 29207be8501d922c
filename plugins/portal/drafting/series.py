"""The numbers that a body gives its items and its meetings, and how they go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

__all__ = ["Numbered", "continued"]

_WITH_YEAR = re.compile(r"(?:\d+\s*-\s*)?(\d+)(\s*[/-]\s*)(\d{4}|\d{2})(?!\d).*")
_PLAIN = re.compile(r"(\d+)(\.?)")


class _Form(Enum):
    YEAR_LAST = "05/21"
    YEAR_FIRST = "2021/05"
    PLAIN = "57"


@dataclass(frozen=True)
class Numbered:
    """The numbers that were given on one occasion, in the order of time: the items of a meeting, or a meeting's own."""

    year: int
    numbers: Sequence[str]


@dataclass(frozen=True)
class _Read:
    """A number understood: its counter as it was written, what parts it from the year, and the year as written."""

    form: _Form
    counter: str
    mark: str
    year: str


def continued(given: Sequence[Numbered], year: int, own: Sequence[str] = (), first: str = "") -> Iterator[str]:
    """The numbers that come next in a body's series, for an occasion in `year` that has its `own` already.

    Numbers that bear a year start anew each year, unless they never did; plain
    ones go on, unless each meeting starts at one. Without any number before,
    the series begins with `first`.
    """
    occasions = [(one.year, _read(one)) for one in (*given, Numbered(year, own))]
    forms = [read.form for _, reads in occasions for read in reads]
    if not forms:
        occasions = [(year, _read(Numbered(year, [first])))] if first else []
        forms = [read.form for _, reads in occasions for read in reads]
        start = 0
    elif (form := max(forms, key=forms.count)) is _Form.PLAIN:
        start = _last_plain(occasions, len(own))
    else:
        start = _last_of_year(_of_form(occasions, form), year)
    if not forms:
        return
    chosen = [read for _, reads in occasions for read in reads if read.form is max(forms, key=forms.count)]
    while True:
        start += 1
        yield _written(chosen, start, year)


def _read(occasion: Numbered) -> list[_Read]:
    return [read for number in occasion.numbers if (read := _read_one(number.strip(), occasion.year))]


def _read_one(number: str, year: int) -> _Read | None:
    if match := _WITH_YEAR.fullmatch(number):
        left, mark, right = match.groups()
        years = {str(year), f"{year % 100:02}", str(year - 1), f"{(year - 1) % 100:02}"}
        if left in years and right not in years:
            return _Read(_Form.YEAR_FIRST, right, mark, left)
        return _Read(_Form.YEAR_LAST, left, mark, right)
    if match := _PLAIN.fullmatch(number):
        return _Read(_Form.PLAIN, match[1], match[2], "")
    return None


def _of_form(occasions: Sequence[tuple[int, list[_Read]]], form: _Form) -> list[tuple[int, list[int]]]:
    return [(year, [int(read.counter) for read in reads if read.form is form]) for year, reads in occasions]


def _last_of_year(occasions: Sequence[tuple[int, list[int]]], year: int) -> int:
    """The last counter used in `year`; the last of all when the series never started anew."""
    by_year: dict[int, list[int]] = {}
    for one, counters in occasions:
        by_year.setdefault(one, []).extend(counters)
    if by_year.get(year):
        return max(by_year[year])
    earlier = [by_year[one] for one in sorted(by_year) if one < year and by_year[one]]
    if len(earlier) > 1 and min(earlier[-1]) > max(earlier[-2]):
        return max(earlier[-1])
    return 0


def _last_plain(occasions: Sequence[tuple[int, list[_Read]]], own: int) -> int:
    counters = [numbers for _, numbers in _of_form(occasions, _Form.PLAIN) if numbers]
    if own and counters:
        return max(counters[-1])
    starts_anew = min(counters[-1]) == 1 or (len(counters) > 1 and min(counters[-1]) <= max(counters[-2]))
    return 0 if starts_anew else max(counters[-1])


def _written(reads: Sequence[_Read], counter: int, year: int) -> str:
    """A number as the latest of the series are written: its zeros, its mark, its year in two digits or four."""
    latest = reads[-1]
    width = max((len(read.counter) for read in reads if read.counter.startswith("0")), default=1)
    digits = f"{counter:0{width}}"
    if latest.form is _Form.PLAIN:
        return f"{digits}{latest.mark}"
    written_year = str(year) if len(latest.year) == 4 else f"{year % 100:02}"
    left, right = (digits, written_year) if latest.form is _Form.YEAR_LAST else (written_year, digits)
    return f"{left}{latest.mark}{right}"
