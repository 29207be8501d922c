"""When the public face of a record was made and last changed: one answer for every output that tells it.

Where git remembers (see `portal.public.revisions`), it is the moment when the record became public, and that of
its last revision or of a meeting's that it shows. Elsewhere the records' own dates that are past tell, as far as they
have any: those of a record's dated changes, a meeting's day, the days on which a case or a project was treated, an
organisation's first day and those of its meetings. What bears none has neither, for a made-up one would tell something
that nobody knows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.derived.changes import Change
from portal.model.clock import OSLO
from portal.model.kinds import CASE, MEETING, ORGANISATION, PROJECT
from portal.model.organisation import Organisation
from portal.public.portal import Closed, PublicPortal
from portal.source.record import Key, Record

__all__ = ["UNKNOWN", "Lifetime", "Lifetimes", "start_of"]


@dataclass(frozen=True)
class Lifetime:
    """The moments (aware) at which something was made and last changed, as far as is known."""

    created: dt.datetime | None = None
    modified: dt.datetime | None = None


UNKNOWN = Lifetime()


def start_of(day: dt.date) -> dt.datetime:
    """The beginning of a day in Norway: the moment of what is dated to the day."""
    return dt.datetime.combine(day, dt.time(), OSLO)


class Lifetimes:
    """The lifetimes of the portal's records. `history` are the changes of each, by its key."""

    def __init__(self, portal: PublicPortal, history: Mapping[Key, list[Change]]) -> None:
        self._portal = portal
        self._lifetimes: dict[Key, Lifetime] = {}
        self._own: dict[Key, list[dt.datetime]] = {}
        self._history = history

    @cached_property
    def whole(self) -> Lifetime:
        """The lifetime of all that is public."""
        keys = (*self._portal.records, *self._portal.closed)
        return self._spanning(moment for key in keys for moment in self._moments(key))

    def of(self, record: Record[Any] | Closed) -> Lifetime:
        """The lifetime of a record; a retracted one was last changed when it was retracted."""
        if isinstance(record, Closed) and record.retraction:
            end = min(record.retraction.date, self._portal.today)
            start = min(end, record.day) if record.kind is MEETING else end
            return Lifetime(start_of(start), start_of(end))
        if record.key not in self._lifetimes:
            shown = (record.key, *(meeting.key for meeting in self._meetings(record)))
            self._lifetimes[record.key] = self._spanning(moment for key in shown for moment in self._moments(key))
        return self._lifetimes[record.key]

    def of_key(self, key: Key) -> Lifetime:
        """The lifetime of the record with a key, public or closed; unknown of any other."""
        record = self._portal.records.get(key) or self._portal.closed.get(key)
        return self.of(record) if record else UNKNOWN

    def around(self, records: Iterable[Record[Any]]) -> Lifetime:
        """The lifetime of what several records share."""
        lives = [self.of(record) for record in records]
        return self._spanning(moment for life in lives for moment in (life.created, life.modified) if moment)

    def _moments(self, key: Key) -> list[dt.datetime]:
        """When something of a record became known, apart from what its page shows of meetings."""
        if key not in self._own:
            self._own[key] = self._told_by_revisions(key) or self._told_by_dates(key)
        return self._own[key]

    def _told_by_revisions(self, key: Key) -> list[dt.datetime]:
        revisions = self._portal.revisions.get(key) if self._portal.revisions is not None else None
        return [step.moment for step in revisions.steps] if revisions else []

    def _told_by_dates(self, key: Key) -> list[dt.datetime]:
        days = [change.day for change in self._history.get(key, ()) if not change.revision]
        if self._portal.revisions is None:
            record = self._portal.records.get(key) or self._portal.closed[key]
            if record.kind is MEETING:
                days.append(record.day)
            elif isinstance(record, Record) and isinstance(record.facts, Organisation):
                days += [record.facts.valid.start.first] if record.facts.valid and record.facts.valid.start else []
        return [start_of(day) for day in days]

    def _meetings(self, record: Record[Any] | Closed) -> Iterator[Record[Any] | Closed]:
        """The meetings that a record's page shows something of."""
        if record.kind is CASE:
            yield from (handling.meeting for handling in self._portal.route(record.id))
        elif record.kind is PROJECT:
            yield from (handling.meeting for handling in self._portal.handlings_of_project(record.id))
        elif record.kind is ORGANISATION:
            yield from self._portal.calendar_of(record.id)

    def _spanning(self, moments: Iterable[dt.datetime]) -> Lifetime:
        past = [moment for moment in moments if moment <= self._portal.moment]
        return Lifetime(min(past), max(past)) if past else UNKNOWN
