"""What is new or changed, worked out from the records' own dates; what bears no date is left out.

No file's age counts, so that a fresh clone tells the same as an old one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.linking.graph import Handling
from portal.publication.portal import Closed, PublicPortal
from portal.record import Key, Record
from portal.records.case import Case
from portal.records.kinds import CASE, PROJECT
from portal.records.meeting import Meeting
from portal.records.project import Project
from portal.records.vocabulary import ChangeKind

__all__ = ["Change", "changes", "history"]


@dataclass(frozen=True)
class Change:
    """That something of a record became known on a day.

    `handling` is the agenda item of an approval or a decision; `words` are the
    record's own words of the change: what was corrected, or a report's summary.
    """

    day: dt.date
    kind: ChangeKind
    record: Record[Any] | Closed
    handling: Handling | None = None
    words: str = ""


def changes(portal: PublicPortal) -> list[Change]:
    """Every dated change up to today, the newest first; on one day in the order of `ChangeKind`."""
    found = [change for change in _all(portal) if change.day <= portal.today]
    kinds = list(ChangeKind)
    return sorted(found, key=lambda c: (-c.day.toordinal(), kinds.index(c.kind), c.record.key, _position(c)))


def history(portal: PublicPortal) -> dict[Key, list[Change]]:
    """The changes of each record by its key, the newest first: its own, and those of the agenda items that treat it.

    A record's first and last own dates are the days of the last and the first of its changes.
    """
    found: dict[Key, list[Change]] = {}
    for change in changes(portal):
        for key in _concerned(portal, change):
            found.setdefault(key, []).append(change)
    return found


def _concerned(portal: PublicPortal, change: Change) -> Iterator[Key]:
    """The record of a change, and the case and the project that its agenda item treats."""
    yield change.record.key
    if change.handling:
        case, project = change.handling.entry.item.case, portal.project_of(change.handling)
        for key in ((CASE.name, case), (PROJECT.name, project)):
            if key[1] is not None and key in portal.records:
                yield key[0], key[1]


def _position(change: Change) -> int:
    return change.handling.entry.position if change.handling else 0


def _all(portal: PublicPortal) -> Iterator[Change]:
    for record in portal.records.values():
        for correction in record.facts.corrections:
            yield Change(correction.date, ChangeKind.CORRECTION, record, words=correction.what)
    for meeting in portal.meetings:
        yield from _of_meeting(portal, meeting)
    for case in portal.cases:
        yield from _of_case(case)
    for project in portal.projects:
        yield from _of_project(project)
    for closed in portal.closed.values():
        if closed.retraction:
            yield Change(closed.retraction.date, ChangeKind.RETRACTION, closed)


def _of_meeting(portal: PublicPortal, meeting: Record[Meeting]) -> Iterator[Change]:
    """Notice, minutes, and what the minutes made known: on the day they were published, or else on the meeting's."""
    facts = meeting.facts
    if facts.notice_sent:
        yield Change(facts.notice_sent, ChangeKind.AGENDA, meeting)
    if facts.cancelled:
        return
    if facts.minutes_sent:
        yield Change(facts.minutes_sent, ChangeKind.MINUTES, meeting)
    known = facts.minutes_sent or meeting.day
    for handling in portal.items(meeting.id):
        if handling.is_approval:
            yield Change(known, ChangeKind.APPROVAL, meeting, handling)
        elif handling.entry.is_decision():
            yield Change(known, ChangeKind.DECISION, meeting, handling)


def _of_case(case: Record[Case]) -> Iterator[Change]:
    if case.facts.submitted:
        yield Change(case.facts.submitted, ChangeKind.SUBMISSION, case)
    if case.facts.closed:
        yield Change(case.facts.closed.date, ChangeKind.CLOSING, case)


def _of_project(project: Record[Project]) -> Iterator[Change]:
    for report in project.facts.reports:
        yield Change(report.date, ChangeKind.REPORT, project, words=report.summary)
