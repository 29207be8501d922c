"""What is new or changed: what the records date themselves, and what git remembers of their being changed.

A notice, minutes, a report, a correction have dates of their own. When a meeting was called off or moved, a decision
put in other words, a member replaced, no date says: that is told from the revisions of what is public. Without them, a
cancellation counts as known on the meeting's day at the latest, and a move on the day that the meeting left. No file's
age counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.linked.graph import Handling
from portal.model.agreement import Agreement
from portal.model.case import Case
from portal.model.clock import OSLO
from portal.model.kinds import CASE, PROJECT
from portal.model.meeting import Meeting
from portal.model.plan import Plan
from portal.model.project import Project
from portal.model.vocabulary import ChangeKind
from portal.public.facets import DECISION
from portal.public.portal import Closed, PublicPortal
from portal.public.revision import Revision, Revisions
from portal.source.record import Key, Record

__all__ = ["Change", "History"]

_KINDS = {kind: number for number, kind in enumerate(ChangeKind)}

_DATED = frozenset({"corrections", "reports", "submitted", "closed", "notice_sent", "minutes_sent", "done"})
"""Facts that have a date of their own, by which they are told; taken away, they are a change like any other."""
_TIMES, _PLACES = frozenset({"start", "end", "end_date"}), frozenset({"place", "online", "form"})
"""Facts that tell when a meeting is on its day, and where and how it is held."""
_OF_OTHERS = frozenset({"body", "deadline"})
"""Facts that a meeting shows of its organisation, which tells of them itself."""
_OF_ALL_ITEMS = (
    ChangeKind.CANCELLATION, ChangeKind.MOVE, ChangeKind.RESCHEDULING, ChangeKind.RELOCATION, ChangeKind.REINSTATEMENT,
    ChangeKind.AGENDA, ChangeKind.MINUTES,
)  # fmt: skip
"""What of a meeting concerns every case on its agenda."""


@dataclass(frozen=True)
class Change:
    """That something of a record became known on a day.

    `handling` is the agenda item of an approval, a decision or what was done after one; `words` are the record's own
    words of the change: what was corrected, what was done, or a report's summary. `revision` tells when to the second,
    and which facts, where git remembers it.
    """

    day: dt.date
    kind: ChangeKind
    record: Record[Any] | Closed
    handling: Handling | None = None
    words: str = ""
    revision: Revision | None = None

    @property
    def public(self) -> Record[Any] | None:
        """The record, where it can be read."""
        return None if isinstance(self.record, Closed) else self.record

    @property
    def closed(self) -> Closed | None:
        """What may be known of the record, where it cannot be read."""
        return self.record if isinstance(self.record, Closed) else None

    @property
    def moment(self) -> dt.datetime:
        """When it became known: to the second where that is known, else the beginning of the day in Norway."""
        return self.revision.moment if self.revision else dt.datetime.combine(self.day, dt.time(), OSLO)


class History(Mapping[Key, list[Change]]):
    """The changes of each record by its key, the newest first: its own, and those of the meetings that treat it.

    They are worked out when a record is asked for. A record's first and last own dates are the days of the last and
    the first of its changes.
    """

    def __init__(self, portal: PublicPortal) -> None:
        self._portal = portal
        self._own: dict[Key, list[Change]] = {}
        self._found: dict[Key, list[Change]] = {}

    def __getitem__(self, key: Key) -> list[Change]:
        if key not in self._found:
            self._found[key] = _ordered(self._portal, self._concerning(key))
        if found := self._found[key]:
            return found
        raise KeyError(key)

    def __iter__(self) -> Iterator[Key]:
        return (key for key in (*self._portal.records, *self._portal.closed) if self.get(key))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @cached_property
    def every(self) -> list[Change]:
        """Every dated change up to today, the newest first; on one day in the order of `ChangeKind`."""
        keys = (*self._portal.records, *self._portal.closed)
        return _ordered(self._portal, (change for key in keys for change in self._of(key)))

    def _concerning(self, key: Key) -> Iterator[Change]:
        """The changes of a record, and those of meetings that concern it as one of the cases or projects they treat."""
        yield from self._of(key)
        positions: dict[Key, set[int]] = {}
        for handling in self._treating(key):
            positions.setdefault(handling.meeting.key, set()).add(handling.entry.position)
        for meeting, treated in positions.items():
            for change in self._of(meeting):
                if change.kind in _OF_ALL_ITEMS or _position(change) in treated:
                    yield change

    def _treating(self, key: Key) -> list[Handling]:
        kind, id_ = key
        if key not in self._portal.records or kind not in (CASE.name, PROJECT.name):
            return []
        return self._portal.route(id_) if kind == CASE.name else self._portal.handlings_of_project(id_)

    def _of(self, key: Key) -> list[Change]:
        if key not in self._own:
            record = self._portal.records.get(key) or self._portal.closed.get(key)
            self._own[key] = list(_own(self._portal, record)) if record else []
        return self._own[key]


def _ordered(portal: PublicPortal, found: Iterable[Change]) -> list[Change]:
    """Those of some changes that are not after today, the newest first."""
    past = [change for change in found if change.day <= portal.today]
    return sorted(past, key=lambda c: (-c.day.toordinal(), _KINDS[c.kind], c.record.key, _position(c)))


def _position(change: Change) -> int:
    return change.handling.entry.position if change.handling else 0


def _own(portal: PublicPortal, record: Record[Any] | Closed) -> Iterator[Change]:
    """The changes of one record."""
    if isinstance(record, Closed):
        if record.retraction:
            yield Change(record.retraction.date, ChangeKind.RETRACTION, record)
        else:
            yield from _of_revisions(portal, record)
        return
    facts = record.facts
    for correction in facts.corrections:
        yield Change(correction.date, ChangeKind.CORRECTION, record, words=correction.what)
    yield from _of_revisions(portal, record)
    if isinstance(facts, Meeting):
        yield from _of_meeting(portal, record)
    if isinstance(facts, Case):
        if facts.submitted:
            yield Change(facts.submitted, ChangeKind.SUBMISSION, record)
        if facts.closed:
            yield Change(facts.closed.date, ChangeKind.CLOSING, record)
    yield from _of_undertaking(record)


def _of_undertaking(record: Record[Any]) -> Iterator[Change]:
    """What a project has reported, since when an agreement holds, and what of a plan is done."""
    facts = record.facts
    if isinstance(facts, Project):
        for report in facts.reports:
            yield Change(report.date, ChangeKind.REPORT, record, words=report.summary)
    if isinstance(facts, Agreement) and facts.in_force and facts.in_force.start:
        yield Change(facts.in_force.start, ChangeKind.FORCE, record)
    for measure in facts.measures if isinstance(facts, Plan) else ():
        if measure.done:
            yield Change(measure.done, ChangeKind.DONE, record, words=measure.what)


def _revisions(portal: PublicPortal, key: Key) -> Revisions:
    return (portal.revisions or {}).get(key, Revisions())


# -- what has dates of its own


def _of_meeting(portal: PublicPortal, meeting: Record[Meeting]) -> Iterator[Change]:
    """Notice, minutes, and what the minutes made known: on the day they were published, or else on the meeting's."""
    facts = meeting.facts
    if facts.notice_sent:
        yield Change(facts.notice_sent, ChangeKind.AGENDA, meeting)
    yield from _undated(portal, meeting)
    if facts.cancelled:
        return
    if facts.minutes_sent:
        yield Change(facts.minutes_sent, ChangeKind.MINUTES, meeting)
    known = facts.minutes_sent or meeting.day
    for handling in portal.items(meeting.id):
        for task in handling.entry.item.follow_up:
            if task.done:
                yield Change(task.done, ChangeKind.DONE, meeting, handling, task.what)
        if handling.is_approval:
            yield Change(known, ChangeKind.APPROVAL, meeting, handling)
        elif handling.entry.is_decision():
            yield Change(known, ChangeKind.DECISION, meeting, handling)


def _undated(portal: PublicPortal, meeting: Record[Meeting]) -> Iterator[Change]:
    """That a meeting is called off or was moved, where no revision tells when: on the day when it was known at last."""
    days = _revisions(portal, meeting.key).days
    published = days[0].moment.astimezone(OSLO).date() if days else portal.today
    moved, facts = meeting.facts.moved_from, meeting.facts
    if facts.cancelled and not any("cancelled" in one.added for one in days[1:]):
        yield Change(min(meeting.day, published), ChangeKind.CANCELLATION, meeting)
    if moved and not any("day" in one.changed for one in days):
        yield Change(min(moved.day, meeting.day, published), ChangeKind.MOVE, meeting)


# -- what git remembers


def _of_revisions(portal: PublicPortal, record: Record[Any] | Closed) -> Iterator[Change]:
    """What was changed of a record from one day to the next, each kind of change once a day."""
    told = _revisions(portal, record.key)
    for number, revision in enumerate(told.days):
        day = revision.moment.astimezone(OSLO).date()
        kinds: list[tuple[ChangeKind, Handling | None]]
        if number == 0:
            kinds = [(ChangeKind.PUBLICATION, None)] if _is_news(record, day, told) else []
        elif isinstance(record, Closed) or "withheld" in revision.facets:
            kinds = list(_of_access(revision))
        else:
            kinds = list(_kinds(portal, record, revision))
        for kind, handling in kinds:
            yield Change(day, kind, record, handling, revision=revision)


_Kinds = Iterator[tuple[ChangeKind, Handling | None]]


def _is_news(record: Record[Any] | Closed, day: dt.date, told: Revisions) -> bool:
    """Whether a record that became public is told of for that alone: it has no date of its own that tells, is no old
    meeting, and came after the portal's first records."""
    if told.is_original or isinstance(record, Closed):
        return False
    facts = record.facts
    if isinstance(facts, Meeting):
        return not facts.notice_sent and record.day >= day
    return not (isinstance(facts, Case) and facts.submitted)


def _of_access(revision: Revision) -> _Kinds:
    if "withheld" in revision.added:
        yield ChangeKind.EXEMPTION, None
    elif "withheld" in revision.removed:
        yield ChangeKind.RELEASE, None


def _kinds(portal: PublicPortal, record: Record[Any], revision: Revision) -> _Kinds:
    told = _OF_OTHERS | (_DATED - revision.removed)
    if isinstance(record.facts, Meeting):
        for kind, handling, names in _of_a_meeting(portal, record, revision):
            told |= names
            if kind is not None:
                yield kind, handling
    if revision.facets - told:
        yield ChangeKind.EDIT, None


def _of_a_meeting(
    portal: PublicPortal, meeting: Record[Meeting], revision: Revision
) -> Iterator[tuple[ChangeKind | None, Handling | None, frozenset[str]]]:
    """What a revision of a meeting is called, and the facts that it tells of; no name where a date of its own tells."""
    facts = meeting.facts
    if "cancelled" in revision.added:
        yield ChangeKind.CANCELLATION, None, frozenset({"cancelled"})
    elif "cancelled" in revision.removed:
        yield ChangeKind.REINSTATEMENT, None, frozenset({"cancelled"})
    if "day" in revision.changed:
        yield ChangeKind.MOVE, None, frozenset({"day", "moved_from", "start", "end", "end_date", "number"})
    elif _TIMES & revision.facets:
        yield ChangeKind.RESCHEDULING, None, _TIMES
    if _PLACES & revision.facets:
        yield ChangeKind.RELOCATION, None, _PLACES
    if "agenda" in revision.added:
        kind = None if facts.notice_sent else ChangeKind.AGENDA
        yield kind, None, frozenset({"agenda", "papers", "text", "files"})
    if "minutes" in revision.added:
        kind = None if facts.minutes_sent else ChangeKind.MINUTES
        yield kind, None, revision.facets - {"cancelled", "day"} - _TIMES - _PLACES
    by_anchor = {f"{DECISION}{handling.entry.anchor}": handling for handling in portal.items(meeting.id)}
    for name in sorted(revision.changed & by_anchor.keys()):
        yield ChangeKind.AMENDMENT, by_anchor[name], frozenset({name})
