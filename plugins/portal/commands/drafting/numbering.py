"""Which of a body's series of numbers a drafted item belongs to.

Cases for decision and cases for information are often numbered apart, as `PS 12/26` and `RS 3/26`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from portal.commands.drafting.series import Numbered, continued, label_of
from portal.model.vocabulary import CaseType

__all__ = ["GivenNumber", "Numbering"]

_USUAL = {"ps": CaseType.DECISION, "rs": CaseType.NOTICE, "os": CaseType.INFORMATION}
"""What Norwegian municipalities call their series, and what is in them."""
_APART = ("rs", "os", "ds", "fo", "gs")
"""Series that an item belongs to only if something tells so: references, questions, what was decided elsewhere."""


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
