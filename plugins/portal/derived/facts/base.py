"""What all facts of a portal are worked out with: the records, the day, and what was worked out before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Self, TypeVar

from portal.derived.known import Deadline
from portal.linked.graph import Graph
from portal.model.kinds import Kind
from portal.model.values import PartialDate
from portal.public.portal import Closed, PublicPortal
from portal.public.visibility import Visibility
from portal.source.record import Key, Record

__all__ = ["Known"]

V = TypeVar("V")


class Known:
    """A portal on a day."""

    def __init__(self, portal: Graph, today: dt.date, report_days: int, closed: Iterable[Closed] = ()) -> None:
        self._portal = portal
        self.today = today
        self._report_days = report_days
        self._closed = {one.key: one for one in closed}
        self._known: dict[tuple[str, Any], Any] = {}

    @classmethod
    def of_public(cls, portal: PublicPortal, report_days: int) -> Self:
        """The facts of a public portal on its day."""
        return cls(portal, portal.today, report_days, portal.closed.values())

    def _once(self, name: str, key: Any, make: Callable[[], V]) -> V:
        found: V | None = self._known.get((name, key))
        if found is None:
            found = self._known[name, key] = make()
        return found

    def _deadline(self, day: dt.date | None) -> Deadline | None:
        return Deadline(day, (day - self.today).days) if day else None

    def is_past(self, day: dt.date) -> bool:
        """Whether a day was before today."""
        return day < self.today

    def has_come(self, date: PartialDate | dt.date) -> bool:
        """Whether a day, a month or a year has begun; what is dated later is a plan, and no fact."""
        return (date.first if isinstance(date, PartialDate) else date) <= self.today

    def days_of(self, record: Record[Any]) -> tuple[dt.date, ...]:
        """The days that the record's own fields are, in their order."""
        return tuple(value for _, value in record.facts if type(value) is dt.date)

    def closed(self, kind: Kind | None = None, is_exempt: bool | None = None) -> list[Closed]:
        """The closed records, all or those of a kind, and all or those that are exempt or retracted, in order of id."""
        chosen = (one for _, one in sorted(self._closed.items()) if kind is None or one.kind is kind)
        return [one for one in chosen if is_exempt is None or (one.visibility is Visibility.EXEMPT) is is_exempt]

    def title_of(self, key: Key) -> str | None:
        """The title that may be known of a record: its own, or the public one of an exempt record."""
        record, closed = self._portal.records.get(key), self._closed.get(key)
        title: str | None = record.facts.title if record else closed.title if closed else None
        return title

    def known(self, key: Key) -> Record[Any] | Closed | None:
        """The record with a key, public or closed."""
        return self._portal.records.get(key) or self._closed.get(key)
