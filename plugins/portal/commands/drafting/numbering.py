"""The numbers that a body gives its items and its meetings, how they go on, and of which series a drafted item's is.

Cases for decision and cases for information are often numbered apart, as `PS 12/26` and `RS 3/26`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from portal.model.vocabulary import CaseType

__all__ = ["GivenNumber", "Numbered", "Numbering", "continued", "label_of", "main_label"]

_PAIR = re.compile(
    r"(?P<before>[^\d]*)(?:\d+\s*-\s*(?=\d+\s*/))?(?P<left>\d+)(?P<mark>\s*[/-]\s*)(?P<right>\d+)(?!\d)(?P<behind>.*)"
)
_PLAIN = re.compile(r"(?P<before>[^\d]*)(?P<counter>\d+)(?P<behind>\.?)")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_OF_ANY_SERIES = re.compile(r"(?:saks?|møte)?[\s.-]*(?:nr|nummer|nummeret)?|saks?|møte", re.IGNORECASE)
"""What may stand before a number and names no series of its own."""
_SMALL_GAP = 3
"""How many numbers may be missing between two years of a series that never starts anew."""
_USUAL = {"ps": CaseType.DECISION, "rs": CaseType.NOTICE, "os": CaseType.INFORMATION}
"""What Norwegian municipalities call their series, and what is in them."""
_APART = ("rs", "os", "ds", "fo", "gs")
"""Series that an item belongs to only if something tells so: references, questions, what was decided elsewhere."""


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
    """A number understood: what stands around its counter, the counter and the year as they were written."""

    form: _Form
    counter: str
    year: int
    before: str = ""
    mark: str = ""
    year_digits: int = 0
    behind: str = ""


def label_of(number: str) -> str:
    """What a series is called by the letters before or behind its numbers: `ps` of `PS 12/26`; empty for `12/26`.

    A single letter is a part of the number: `05/21 B` is of the series of `05/21`.
    """
    match = _PAIR.fullmatch(number.strip()) or _PLAIN.fullmatch(number.strip())
    if match is None:
        return ""
    before = match["before"].strip(" .:-–")
    letters = [] if _OF_ANY_SERIES.fullmatch(before) else _LETTERS.findall(before)
    return " ".join(letters or _LETTERS.findall(match["behind"])).casefold()


def main_label(given: Sequence[Numbered]) -> str:
    """The series that most numbers of the latest year are of; of two with as many, the one without letters."""
    labels = Counter(label_of(number) for one in given if one.year == given[-1].year for number in one.numbers)
    return max(labels, key=lambda label: (labels[label], not label), default="")


def continued(
    given: Sequence[Numbered], year: int, own: Sequence[str] = (), first: str = "", label: str | None = None
) -> Iterator[str]:
    """The numbers that come next in a body's series, for an occasion in `year` that has its `own` already.

    `given` are the body's other occasions in the order of time; the latest one
    says how numbers are written. Numbers that bear a year start anew each year,
    unless they never did; plain ones go on, unless each meeting starts at one.
    Without any number before, the series begins with `first`. With a `label`, only the numbers of that series count.
    """
    every = [replace(one, numbers=_of(one.numbers, label)) for one in (*given, Numbered(year, own))]
    occasions = [reads for one in every if (reads := _read(one))]
    if not occasions:
        occasions, start = [_read(Numbered(year, [first]))] if first else [], 0
    elif (form := occasions[-1][-1].form) is _Form.PLAIN:
        occasions = _like(occasions, form)
        start = _last_plain(occasions, year, bool(own))
    else:
        occasions = _like(occasions, form)
        start = _last_of_year([read for reads in occasions for read in reads], year)
    while occasions:
        start += 1
        yield _written(occasions, start, year)


def _of(numbers: Sequence[str], label: str | None) -> Sequence[str]:
    return numbers if label is None else [number for number in numbers if label_of(number) == label]


def _like(occasions: list[list[_Read]], form: _Form) -> list[list[_Read]]:
    """The occasions' numbers of one form."""
    return [kept for reads in occasions if (kept := [read for read in reads if read.form is form])]


def _read(occasion: Numbered) -> list[_Read]:
    """The numbers of an occasion; where its year stands in them is the same in all."""
    matches = [_PAIR.fullmatch(number.strip()) for number in occasion.numbers]
    first = sum(_likeness(match["left"], occasion.year) for match in matches if match)
    last = sum(_likeness(match["right"], occasion.year) for match in matches if match)
    form = _Form.YEAR_FIRST if first > last else _Form.YEAR_LAST
    reads = []
    for match, number in zip(matches, occasion.numbers, strict=True):
        if match:
            left, right = match["left"], match["right"]
            year, counter = (left, right) if form is _Form.YEAR_FIRST else (right, left)
            if len(year) in (2, 4):
                written = _as_year(year, occasion.year)
                behind = match["behind"] if _LETTERS.search(match["behind"]) else ""
                reads.append(_Read(form, counter, written, match["before"], match["mark"], len(year), behind))
        elif plain := _PLAIN.fullmatch(number.strip()):
            reads.append(_Read(_Form.PLAIN, plain["counter"], occasion.year, plain["before"], plain["behind"]))
    return reads


def _likeness(text: str, year: int) -> int:
    """How like a part of a number is to the year of its occasion, or to the year before."""
    return {f"{(year - 1) % 100:02}": 1, f"{year % 100:02}": 2, str(year - 1): 3, str(year): 4}.get(text, 0)


def _as_year(text: str, near: int) -> int:
    """A year as written, of two digits the one nearest to that of the occasion."""
    if len(text) == 4:
        return int(text)
    return min((near // 100 * 100 + int(text) + offset for offset in (-100, 0, 100)), key=lambda y: abs(y - near))


def _last_of_year(reads: Sequence[_Read], year: int) -> int:
    """The last counter that was given in `year`; the last of the year before when the series never started anew."""
    by_year: dict[int, list[int]] = {}
    for read in reads:
        by_year.setdefault(read.year, []).append(int(read.counter))
    if year in by_year:
        return max(by_year[year])
    latest, before = by_year.get(year - 1), by_year.get(year - 2)
    if latest and before and 0 < min(latest) - max(before) <= _SMALL_GAP:
        return max(latest)
    return 0


def _last_plain(occasions: list[list[_Read]], year: int, has_own: bool) -> int:
    """The last plain counter; zero where each meeting starts at one, or where one a meeting starts at one each year."""
    if all(len(reads) == 1 for reads in occasions) and len(occasions) > 1:
        years = [reads[0].year for reads in occasions]
        latest = [int(reads[0].counter) for reads in occasions if reads[0].year == years[-1]]
        return 0 if years[-1] < year and min(latest) == 1 else max(latest)
    counters = [[int(read.counter) for read in reads] for reads in occasions]
    if has_own:
        return max(counters[-1])
    starts_anew = min(counters[-1]) == 1 or (len(counters) > 1 and min(counters[-1]) <= max(counters[-2]))
    return 0 if starts_anew else max(counters[-1])


def _written(occasions: list[list[_Read]], counter: int, year: int) -> str:
    """A number as the latest of the series are written: its zeros, its mark, its year in two digits or four."""
    latest = occasions[-1][-1]
    digits = f"{counter:0{_width(occasions)}}"
    if latest.form is _Form.PLAIN:
        return f"{latest.before}{digits}{latest.mark}"
    written_year = str(year) if latest.year_digits == 4 else f"{year % 100:02}"
    left, right = (digits, written_year) if latest.form is _Form.YEAR_LAST else (written_year, digits)
    return f"{latest.before}{left}{latest.mark}{right}{latest.behind}"


def _width(occasions: list[list[_Read]]) -> int:
    """How wide a small counter is written, as the latest that show it: `05` is two wide, `5` one."""
    for reads in reversed(occasions):
        for read in reversed(reads):
            if read.counter.startswith("0") or len(read.counter) == 1:
                return len(read.counter)
    return 2 if occasions[-1][-1].year_digits == 2 else 1


@dataclass(frozen=True)
class GivenNumber:
    """A number that an item bears or bore, and what the item is: its types, and whether it approves minutes."""

    number: str
    types: tuple[CaseType, ...] = ()
    approves: bool = False

    @property
    def label(self) -> str:
        """The series that the number is of."""
        return label_of(self.number)


class Numbering:
    """The numbers that come next for the items of one meeting, each in the series of its kind.

    `given` are the numbers of the body's other meetings in the order of time, each with its year, and `own` those that
    the meeting has already. A body without numbers begins with `first`.
    """

    def __init__(
        self, given: Sequence[tuple[int, Sequence[GivenNumber]]], year: int, own: Sequence[GivenNumber], first: str
    ) -> None:
        self._given, self._year, self._own, self._first = given, year, own, first
        self._latest = [list(own), *(list(numbers) for _, numbers in reversed(given))]
        self._labels = list(dict.fromkeys(one.label for numbers in self._latest for one in numbers))
        self._series: dict[str, Iterator[str]] = {}

    def next(self, types: tuple[CaseType, ...] = (), before: str | None = None, approves: bool = False) -> str | None:
        """The number of an item of some types that bore the number `before`; `None` when there is no series."""
        label = self._label(types, before, approves)
        if label not in self._series:
            given = [Numbered(year, [one.number for one in numbers]) for year, numbers in self._given]
            own = [one.number for one in self._own]
            self._series[label] = continued(given, self._year, own, first=self._first, label=label)
        return next(self._series[label], None)

    def _label(self, types: tuple[CaseType, ...], before: str | None, approves: bool) -> str:
        """The series that an item had before, or that the latest items like it have, or that is called so by custom."""
        if len(self._labels) < 2:
            return next(iter(self._labels), "")
        if before is not None and label_of(before) in self._labels:
            return label_of(before)
        alike: list[Callable[[GivenNumber], bool]] = [
            lambda one: approves and one.approves,
            lambda one: bool(types) and set(one.types) == set(types),
            lambda one: bool(types) and one.types[:1] == types[:1],
        ]
        usual = [label for label in self._labels if types and _USUAL.get(label) is types[0]]
        found = [label for is_alike in alike if (label := self._latest_label(is_alike)) is not None]
        other = self._latest_label(lambda one: one.label not in _APART)
        return [*found, *usual, *([] if other is None else [other]), *self._labels][0]

    def _latest_label(self, is_meant: Callable[[GivenNumber], bool]) -> str | None:
        """The series that most of the items have, which are meant, in the latest meeting that has any of them."""
        for numbers in self._latest:
            if labels := Counter(one.label for one in numbers if is_meant(one)):
                return labels.most_common(1)[0][0]
        return None
