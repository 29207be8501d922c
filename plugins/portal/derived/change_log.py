"""A change among others: whom it concerns, and what it is known by from one build to the next."""

from __future__ import annotations

from collections.abc import Iterator

from portal.derived.changes import Change
from portal.derived.context import Context
from portal.model.kinds import MEETING, ORGANISATION
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.model.project import Project
from portal.model.references import references
from portal.model.vocabulary import ChangeKind

__all__ = ["concerned", "identity_of"]

_DATED = (ChangeKind.CORRECTION, ChangeKind.REPORT, ChangeKind.DONE)
"""What may happen to one record more than once."""


def concerned(context: Context, change: Change) -> Iterator[str]:
    """The ids of the organisations that a change concerns: whose meeting, case, project or task it is."""
    record, names = change.record, context.portal.names
    public = context.portal.records.get(record.key)
    facts = public.facts if public else None
    named: list[str | None] = []
    if record.kind is MEETING:
        yield from record.body_ids
    if isinstance(facts, Meeting):
        tasks = change.handling.entry.item.follow_up if change.handling else ()
        named = [name for task in tasks for name in task.responsible]
    elif isinstance(facts, Organisation):
        yield record.id
    elif isinstance(facts, Project):
        yield from filter(None, [facts.steering])
        named = [facts.owner, *facts.partners]
    elif facts:
        named = [one.value for one in references(facts) if one.refers.kind == ORGANISATION.name]
    yield from filter(None, (names.find(name) for name in named if name))


def identity_of(context: Context, change: Change) -> str:
    """What happened to which record: it stays when a date is mended or a meeting is moved.

    Of what may happen again the day is part; of two such of one day it is the same.
    """
    record = change.record
    id_ = context.portal.lasting_ids[record.id] if record.kind is MEETING else record.id
    parts = [change.kind.value, record.kind.name, id_]
    if change.handling:
        parts.append(change.handling.entry.anchor)
    if change.kind in _DATED or change.revision:
        parts.append(change.day.isoformat())
    return "/".join(parts)
