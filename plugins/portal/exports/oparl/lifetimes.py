"""When an object was made and last changed, from the records' own dates.

OParl asks for `created` and `modified`, its schemas do not: what bears no date has none, for a made-up one would
tell clients something that nobody knows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from portal.clock import OSLO
from portal.publication.portal import Closed
from portal.record import Key, Record
from portal.records.kinds import CASE, MEETING, PROJECT
from portal.records.organisation import Organisation
from portal.views.context import Context

__all__ = ["UNKNOWN", "Lifetime", "Lifetimes", "instant"]

_CENTRAL_EUROPE = dt.timezone(dt.timedelta(hours=1))


@dataclass(frozen=True)
class Lifetime:
    """The days on which something was made and last changed, as far as is known."""

    created: dt.date | None = None
    modified: dt.date | None = None


UNKNOWN = Lifetime()


class Lifetimes:
    """The lifetimes of the portal's records.

    Dates that are over count: those of a record's dated changes, a meeting's day, the days on which a case or a project
    was treated, an organisation's first day and those of its meetings. What bears none is told without.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._days: dict[Key, list[dt.date]] = {}
        portal = context.portal
        for key, changes in context.history.items():
            self._days[key] = [change.day for change in changes]
        for meeting in portal.calendar:
            self._days.setdefault(meeting.key, []).append(meeting.day)
        for handling in portal.handlings:
            for kind, ids in ((CASE, handling.entry.item.cases), (PROJECT, portal.projects_of(handling))):
                for id_ in ids:
                    self._days.setdefault((kind.name, id_), []).append(handling.meeting.day)
        for organisation in portal.organisations:
            self._days.setdefault(organisation.key, []).extend(self._of_organisation(organisation))
        self._lifetimes: dict[Key, Lifetime] = {}
        self.whole = self._spanning(day for days in self._days.values() for day in days)

    def of(self, record: Record[Any] | Closed) -> Lifetime:
        """The lifetime of a record; a retracted one was last changed when it was retracted."""
        if isinstance(record, Closed) and record.retraction:
            end = record.retraction.date
            return Lifetime(min(end, record.day) if record.kind is MEETING else end, end)
        if record.key not in self._lifetimes:
            self._lifetimes[record.key] = self._spanning(self._days.get(record.key, ()))
        return self._lifetimes[record.key]

    def around(self, records: Iterable[Record[Any]]) -> Lifetime:
        """The lifetime of what several records share."""
        lives = [self.of(record) for record in records]
        return self._spanning(day for life in lives for day in (life.created, life.modified) if day)

    def _of_organisation(self, organisation: Record[Organisation]) -> Iterable[dt.date]:
        valid = organisation.facts.valid
        if valid and valid.start:
            yield valid.start.first
        for meeting in self._context.portal.calendar_of(organisation.id):
            yield from self._days[meeting.key]

    def _spanning(self, days: Iterable[dt.date]) -> Lifetime:
        past = [day for day in days if day <= self._context.today]
        return Lifetime(min(past), max(past)) if past else UNKNOWN


def instant(day: dt.date, time: dt.time | None = None) -> str:
    """A time of a day in Europe/Oslo, midnight if none is given (RFC 3339)."""
    moment = dt.datetime.combine(day, time or dt.time(), OSLO)
    offset = moment.utcoffset()
    if offset is None or offset.total_seconds() % 60:  # before time was one in the country
        moment = moment.replace(tzinfo=_CENTRAL_EUROPE)
    return moment.isoformat(timespec="seconds")
