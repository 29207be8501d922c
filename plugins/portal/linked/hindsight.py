"""What has happened by a day: nothing that lies after it is told as done, nor anything of a meeting that was not held.

The record format, §5.5: a cancelled meeting decides nothing, and what lies after today cannot have happened. The rules
tell editors of it; all that is published or drafted is made of the records as they are here, so that each page and
each output says the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from operator import is_
from typing import Any, TypeVar

from portal.linked.agenda import Agenda, AgendaEntry
from portal.linked.graph import Graph
from portal.linked.portal import LinkedPortal
from portal.model.agreement import Agreement
from portal.model.case import Case
from portal.model.common import Part
from portal.model.kinds import MEETING
from portal.model.meeting import Meeting
from portal.model.plan import Plan
from portal.model.problems import Place
from portal.model.project import Project
from portal.model.vocabulary import SectionMeaning
from portal.source.record import Key, Record

__all__ = ["as_called", "as_of", "has_minutes", "is_coming", "is_held", "minutes_in"]

P = TypeVar("P", bound=Part)

_OF_MEETING = {"present": (), "minutes_sent": None}
_OF_ITEM = {"outcome": None, "votes": (), "follow_up": (), "added": False, "disqualified": ()}
"""What a record has of a meeting that was held, and what stands in its place where it was not."""
_WRITTEN = {"votes": "vote"}
"""The names of fields in front matter, where they have others."""


def has_minutes(graph: Graph, meeting: Record[Meeting]) -> bool:
    """Minutes exist when an item has an outcome or somebody is recorded as present."""
    return graph.agendas[meeting.id].has_minutes


def is_held(graph: Graph, meeting: Record[Meeting], today: dt.date) -> bool:
    """Whether a meeting was held: it was not cancelled, and its date is before today, or is today and it has minutes.

    One of several days, or in writing, is held when its last day is past; or has begun, and it has minutes. Of a
    meeting that was not held nothing is told as done (`as_of`).
    """
    if meeting.facts.cancelled:
        return False
    return meeting.last_day < today or (meeting.day <= today and has_minutes(graph, meeting))


def is_coming(graph: Graph, meeting: Record[Meeting], today: dt.date) -> bool:
    """Whether a meeting is yet to be held."""
    return not meeting.facts.cancelled and not is_held(graph, meeting, today)


def as_of(
    portal: LinkedPortal, today: dt.date, earlier: tuple[LinkedPortal, LinkedPortal] | None = None
) -> LinkedPortal:
    """The portal as it can be told today.

    A meeting that was not held has no outcomes, votes, follow-ups, words of decisions, people present or minutes. What
    is dated after today is not done: a follow-up, a measure or a milestone is open, a case not closed, a notice not
    sent, an agreement not approved. What else bears such a date stays (a report is to come, a record is retracted
    however that is dated). `earlier` are another portal and what this gave of it for the same day: what is the same
    object in both is taken over.
    """
    graph = portal.graph
    agendas, records = {}, []
    for key, record in graph.records.items():
        agenda = graph.agendas[record.id] if record.kind is MEETING else None
        told = _told_before(key, record, agenda, earlier) or _told(graph, record, agenda, today)
        records.append(told[0])
        if told[1] is not None:
            agendas[record.id] = told[1]
    return replace(portal, graph=Graph(records, agendas))


def as_called(portal: LinkedPortal, today: dt.date) -> Graph:
    """The records as they can be told today, but for drafts of past meetings: what was never called was never held."""
    graph = as_of(portal, today).graph
    old = {meeting.key for meeting in graph.meetings if meeting.facts.draft and meeting.day < today}
    return Graph([record for key, record in graph.records.items() if key not in old], graph.agendas)


def minutes_in(portal: LinkedPortal, meeting: Record[Meeting]) -> Iterator[tuple[Place, str]]:
    """Where a record tells of what only a meeting that was held can do, each with the name of its field or heading."""
    for name in _OF_MEETING:
        if getattr(meeting.facts, name):
            yield meeting.marks.key(name), name
    for entry in portal.graph.agendas[meeting.id].entries:
        for name in _OF_ITEM:
            if getattr(entry.item, name):
                field = _WRITTEN.get(name, name)
                yield meeting.marks.key("agenda", entry.position - 1, field), field
        for section in entry.having(SectionMeaning.DECISION):
            yield section.place, section.title


_Told = tuple[Record[Any], Agenda | None]
"""A record and, of a meeting, its agenda."""


def _told_before(
    key: Key, record: Record[Any], agenda: Agenda | None, earlier: tuple[LinkedPortal, LinkedPortal] | None
) -> _Told | None:
    if earlier is None:
        return None
    whole, told = earlier[0].graph, earlier[1].graph
    if whole.records.get(key) is not record or (agenda and whole.agendas[record.id] is not agenda):
        return None
    return told.records[key], told.agendas[record.id] if agenda else None


def _told(graph: Graph, record: Record[Any], agenda: Agenda | None, today: dt.date) -> _Told:
    if agenda is None:
        return _other(record, today), None
    was_held = is_held(graph, record, today)
    agenda = _agenda(agenda, was_held, today)
    return _meeting(record, agenda, was_held, today), agenda


def _agenda(agenda: Agenda, was_held: bool, today: dt.date) -> Agenda:
    if was_held:
        entries = tuple(_dated(entry, today) for entry in agenda.entries)
        return agenda if all(map(is_, entries, agenda.entries)) else replace(agenda, entries=entries)
    return replace(agenda, entries=tuple(map(_unheld, agenda.entries)), has_minutes=False)


def _unheld(entry: AgendaEntry) -> AgendaEntry:
    sections = tuple(pair for pair in entry.sections if pair[0] is not SectionMeaning.DECISION)
    return replace(entry, item=entry.item.model_copy(update=_OF_ITEM), sections=sections)


def _dated(entry: AgendaEntry, today: dt.date) -> AgendaEntry:
    follow_up = tuple(_done(one, today) for one in entry.item.follow_up)
    if all(map(is_, follow_up, entry.item.follow_up)):
        return entry
    return replace(entry, item=entry.item.model_copy(update={"follow_up": follow_up}))


def _meeting(meeting: Record[Meeting], agenda: Agenda, was_held: bool, today: dt.date) -> Record[Meeting]:
    facts = meeting.facts
    not_sent = {name: None for name in ("notice_sent", "minutes_sent") if _is_after(getattr(facts, name), today)}
    unheld = {} if was_held else _OF_MEETING
    items = tuple(entry.item for entry in agenda.entries)
    if not (not_sent or unheld) and all(map(is_, items, facts.agenda)):
        return meeting
    return replace(meeting, facts=facts.model_copy(update={**not_sent, **unheld, "agenda": items}))


def _other(record: Record[Any], today: dt.date) -> Record[Any]:
    facts = record.facts
    changes: dict[str, Any] = {}
    if isinstance(facts, Case):
        is_closed_later = facts.closed is not None and _is_after(facts.closed.date, today)
        changes = {name: None for name in ("received", "answered") if _is_after(getattr(facts, name), today)}
        changes |= {"closed": None} if is_closed_later else {}
    elif isinstance(facts, Project) and any(_is_after(one.done, today) for one in facts.milestones):
        changes = {"milestones": tuple(_done(one, today) for one in facts.milestones)}
    elif isinstance(facts, Plan) and any(_is_after(one.done, today) for one in facts.measures):
        changes = {"measures": tuple(_done(one, today) for one in facts.measures)}
    elif isinstance(facts, Agreement) and facts.approvals:
        given = tuple(one for one in facts.approvals if not _is_after(one.date, today))
        changes = {"approvals": given} if len(given) < len(facts.approvals) else {}
    return replace(record, facts=facts.model_copy(update=changes)) if changes else record


def _done(part: P, today: dt.date) -> P:
    """A follow-up or a milestone, done only if that was not after today."""
    return part.model_copy(update={"done": None}) if _is_after(getattr(part, "done", None), today) else part


def _is_after(day: dt.date | None, today: dt.date) -> bool:
    return day is not None and day > today
