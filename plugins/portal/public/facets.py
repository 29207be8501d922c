"""What is public of a record, fact by fact, as checksums: to see which facts differ between two versions of it.

A fact has the name of its field in the record format. Beside them stand `text` (the words of its file), `files` (what
its attachments hold), `withheld` (what may be known of what may not be read), and for a meeting `day`, `body` (what its
organisation is called, and those that meet with it), `deadline`, `agenda` (numbers and titles), `papers`, `people`,
`minutes` (that there are any), `follow_up`, and `decision/<anchor>` of each item that was decided. What follow-ups and
measures tell of being done is `done`. A fact that a record does not have is not there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from portal.linked.agenda import Agenda
from portal.linked.graph import Handling
from portal.model.common import RecordFacts
from portal.model.kinds import MEETING
from portal.model.meeting import FollowUp, Meeting
from portal.model.plan import Plan
from portal.model.vocabulary import SectionMeaning
from portal.public.portal import Closed, PublicPortal
from portal.source.record import Key, Record
from portal.text.fragment import Fragment
from portal.text.outline import Outline, Section
from portal.text.tree import write_html

__all__ = ["DECISION", "OF_MEETINGS", "Facets", "facets_of", "fields_told"]

Facets = Mapping[str, str]
"""The facts of a record by name, each as a checksum."""

DECISION = "decision/"
"""How the name of an item's decision begins, before the item's anchor."""

OF_MEETINGS = ("day", "body", "deadline", "agenda", "papers", "people", "minutes", "follow_up", "done")
"""The facts of meetings that are no fields of theirs."""

_PEOPLE = ("chair", "minutes_by", "present", "invited", "secretariat", "observers", "absent")
_NOT_SHOWN = frozenset({"aliases", "draft", "publish_after", "exempt", "retracted", "lang", "agenda", *_PEOPLE})
"""Fields that tell of publication, or are told of under another name."""


def fields_told(model: type[RecordFacts]) -> set[str]:
    """The fields of a kind of record that are facts under their own names."""
    return set(model.model_fields) - _NOT_SHOWN


def facets_of(portal: PublicPortal, key: Key) -> Facets | None:
    """The facts of a record that is public or closed; `None` of any other."""
    if key in portal.closed:
        return _digests(_of_closed(portal, portal.closed[key]))
    record = portal.records.get(key)
    return _digests(_of_record(portal, record)) if record else None


def _digests(facts: Iterator[tuple[str, Any]]) -> Facets:
    return {name: _digest(value) for name, value in facts if value not in (None, "", [], {}, (), False)}


def _digest(value: Any) -> str:
    told = json.dumps(value, default=repr, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _of_closed(portal: PublicPortal, closed: Closed) -> Iterator[tuple[str, Any]]:
    yield "withheld", (closed.visibility.value, closed.title, closed.number, closed.exemption, closed.retraction)
    if closed.kind is MEETING:
        yield "day", closed.day
        yield from _of_body(portal, closed.body_id)


def _of_record(portal: PublicPortal, record: Record[Any]) -> Iterator[tuple[str, Any]]:
    facts = record.facts
    for name in sorted(fields_told(record.kind.model) - {"measures"}):
        yield name, getattr(facts, name)
    if isinstance(facts, Plan):
        yield from _of_tasks("measures", [(one.number, one) for one in facts.measures])
    yield "files", {name: str(stored.location) for name, stored in record.files.items()}
    if isinstance(record.facts, Meeting):
        yield from _of_meeting(portal, record)
    else:
        yield "text", _of_outline(record.outline)


def _of_meeting(portal: PublicPortal, meeting: Record[Meeting]) -> Iterator[tuple[str, Any]]:
    facts, agenda = meeting.facts, portal.agendas.get(meeting.id, Agenda())
    yield "day", meeting.day
    yield from _of_body(portal, *meeting.body_ids, is_cancelled=facts.cancelled is not None)
    yield "people", [value for name in _PEOPLE if (value := getattr(facts, name))]
    yield "minutes", agenda.has_minutes
    handlings = portal.items(meeting.id)
    yield "agenda", [_of_item(portal, handling) for handling in handlings]
    yield "papers", [h.entry.item.attachments for h in handlings if h.entry.item.attachments]
    yield from _of_tasks("follow_up", [(h.entry.anchor, one) for h in handlings for one in h.entry.item.follow_up])
    texts: list[Any] = _of_outline(agenda.outline)
    for handling in handlings:
        entry = handling.entry
        texts += [_of_fragment(entry.lead)] if entry.lead else []
        texts += [_of_section(section) for meaning, section in entry.sections if meaning is not SectionMeaning.DECISION]
        if handling.is_decision:
            words = [_of_section(section) for section in entry.having(SectionMeaning.DECISION)]
            told = (entry.item.outcome, entry.item.votes, words)
            yield f"{DECISION}{entry.anchor}", told if entry.item.final else (*told, "recommendation")
    yield "text", texts


def _of_tasks(name: str, tasks: list[tuple[str, FollowUp]]) -> Iterator[tuple[str, Any]]:
    """What was to be done, and what of it is done."""
    yield name, [(number, one.model_copy(update={"done": None})) for number, one in tasks]
    yield "done", [(number, one.what, one.done) for number, one in tasks if one.done]


def _of_body(portal: PublicPortal, body_id: str, *others: str, is_cancelled: bool = False) -> Iterator[tuple[str, Any]]:
    """What a meeting shows of its organisation, and of those that it meets jointly with."""
    body = portal.organisation(body_id)
    deadlines = body.facts.deadlines if body else None
    title = body.facts.title if body else None
    joint = [other.facts.title if other else None for other in map(portal.organisation, others)]
    yield "body", [title, *joint] if joint else title
    yield "deadline", deadlines.submission if deadlines and not is_cancelled else None


def _of_item(portal: PublicPortal, handling: Handling) -> Any:
    item = handling.entry.item
    public_title = item.exempt.public_title if item.exempt else None
    return (item.number, portal.title_of_item(item), item.type, item.presenter, public_title)


def _of_outline(outline: Outline) -> list[Any]:
    lead = [_of_fragment(outline.lead)] if outline.lead else []
    return [*lead, *map(_of_section, outline.sections)]


def _of_section(section: Section) -> Any:
    return [[_of_fragment(part.heading), _of_fragment(part.content)] for part in section.walk()]


def _of_fragment(fragment: Fragment) -> str:
    return write_html(fragment.nodes)
