"""A record: one file, read and understood, not yet linked to any other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from portal.model.addresses import organisation_page, record_page
from portal.model.common import RecordFacts
from portal.model.kinds import Kind
from portal.model.organisation import Organisation
from portal.model.problems import Place
from portal.model.references import FieldReference, references
from portal.source.frontmatter import Marks
from portal.source.tree import StoredFile
from portal.text.outline import Outline

__all__ = ["Key", "MeetingTime", "Record", "meeting_day", "meeting_times"]

F = TypeVar("F", bound=RecordFacts)

Key = tuple[str, str]
"""What identifies a record in a portal: the name of its kind, and its id."""


@dataclass(frozen=True)
class Record(Generic[F]):
    """A record. `files` are those in its own folder, by name (NFC)."""

    kind: Kind
    id: str
    path: str
    facts: F
    outline: Outline
    marks: Marks
    files: Mapping[str, StoredFile] = field(default_factory=dict)

    @cached_property
    def key(self) -> Key:
        return (self.kind.name, self.id)

    @cached_property
    def address(self) -> str:
        """The record's page, whoever may read it."""
        if isinstance(self.facts, Organisation):
            return organisation_page(self.id, self.facts)
        return record_page(self.kind, self.id)

    @cached_property
    def references(self) -> tuple[FieldReference, ...]:
        """Every reference in the facts, in the order of the model's fields."""
        return tuple(references(self.facts))

    @property
    def folder(self) -> str:
        """The folder of the record's own files."""
        return self.path.removesuffix(".md")

    @property
    def place(self) -> Place:
        """The start of the record's file."""
        return Place(self.path)

    @cached_property
    def day(self) -> dt.date:
        """The date of a meeting."""
        return meeting_day(self.id)

    @property
    def body_id(self) -> str:
        """The organisation of a meeting."""
        return self.id.partition("/")[0]

    @cached_property
    def last_day(self) -> dt.date:
        """The last day of a meeting, which most often is its only one."""
        return max(self.day, getattr(self.facts, "end_date", None) or self.day)

    @cached_property
    def body_ids(self) -> tuple[str, ...]:
        """The organisation of a meeting, and those that it meets jointly with."""
        return tuple(dict.fromkeys((self.body_id, *getattr(self.facts, "with_bodies", ()))))

    @property
    def first_id(self) -> str:
        """The id that a meeting had first: that of the date which it was moved from, or the one that it has."""
        moved_from = getattr(self.facts, "moved_from", None)
        return f"{self.body_id}/{moved_from}" if moved_from else self.id


MeetingTime = tuple[dt.date, dt.time, str, int]
"""What orders meetings: the date, the hour, the body, and which of the body's meetings that day it is, from 1."""


def meeting_times(starts: Mapping[str, dt.time | None]) -> dict[str, MeetingTime]:
    """When each meeting is, by its id, so that they can be ordered; `starts` holds their hours, raises `ValueError`.

    Of a body's meetings on one day the hour decides which is the later, then the number behind the date. One without
    an hour comes after the one that its number stands behind; the first of a day, at the beginning of the day.
    """
    times: dict[str, MeetingTime] = {}
    hours: dict[tuple[str, dt.date], dt.time] = {}
    for id_ in sorted(starts, key=_number):
        body, day = id_.partition("/")[0], meeting_day(id_)
        hour = hours[body, day] = starts[id_] or hours.get((body, day), dt.time.min)
        times[id_] = (day, hour, body, _number(id_))
    return times


def _number(id_: str) -> int:
    return int(id_.partition("/")[2][11:] or 1)


def meeting_day(id_: str) -> dt.date:
    """The date in a meeting's id, `<organisation-id>/<YYYY-MM-DD>[-n]`; raises `ValueError`."""
    return dt.date.fromisoformat(id_.partition("/")[2][:10])
