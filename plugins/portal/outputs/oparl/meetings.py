"""Meetings with their AgendaItems, Consultations and Locations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from portal.derived.items import outcome_label
from portal.derived.public import Closed, Handling, Key, Record
from portal.derived.votes import tallies
from portal.model import addresses
from portal.model.kinds import CASE, MEETING, ORGANISATION, PROJECT
from portal.model.meeting import Meeting
from portal.model.vocabulary import CaseType, MeetingState
from portal.outputs.oparl.files import RecordFiles
from portal.outputs.oparl.source import OWN, LazyObject, Object, Source, fingerprint, instant

__all__ = ["Meetings"]

_STATES = {
    MeetingState.PLANNED: "terminiert",
    MeetingState.CALLED: "eingeladen",
    MeetingState.AWAITING_MINUTES: "eingeladen",
    MeetingState.MINUTES_DRAFT: "durchgeführt",
    MeetingState.MINUTES_APPROVED: "durchgeführt",
}
"""The states that OParl recommends (Meeting.meetingState); a cancelled meeting has `cancelled` instead."""


class Meetings:
    """The objects of all meetings, and what is in them; `attached` gives the Files of a record.

    `by_paper` are the Consultations of a case or a project, by its key.
    """

    def __init__(self, source: Source, attached: Callable[[Key], RecordFiles]) -> None:
        self.source = source
        self.attached = attached
        self.places = _locations(source)
        self.locations = list(self.places.values())
        self.meetings: list[LazyObject] = []
        self.items: list[LazyObject] = []
        self.consultations: list[LazyObject] = []
        self.by_paper: dict[Key, list[LazyObject]] = {}
        self.by_body: dict[str, list[LazyObject]] = {}
        self.consultations_by_body: dict[str, list[LazyObject]] = {}
        self._items: dict[str, list[LazyObject]] = {}
        for meeting in source.portal.meetings:
            self._add(meeting, partial(_meeting, self))
            for handling in source.portal.items(meeting.id):
                self._add_item(handling)
        for closed in source.facts.closed(MEETING, is_exempt=True):
            self._add(closed, partial(_exempt, source))
        for closed in source.facts.closed(MEETING, is_exempt=False):
            self._add(closed, source.deleted)

    def items_of(self, meeting: Record[Meeting]) -> list[Object]:
        """The AgendaItems of a meeting, in its order."""
        return list(map(self.source.object, self._items.get(meeting.id, [])))

    def _add(self, meeting: Record[Meeting] | Closed, make: Callable[[Any], Object]) -> None:
        made = self.source.lazy(meeting, make)
        self.meetings.append(made)
        for id_ in meeting.body_ids:
            self.by_body.setdefault(id_, []).append(made)

    def _add_item(self, handling: Handling) -> None:
        meeting = handling.meeting
        papers = _papers(self.source, handling)
        path = _path("consultation", handling)
        for position, key in enumerate(papers):
            own = f"{path}/{key[1]}" if position else path
            made = LazyObject(own, partial(_consultation, self.source, handling, own, papers[key]))
            self.consultations.append(made)
            self.by_paper.setdefault(key, []).append(made)
            for id_ in meeting.body_ids:
                self.consultations_by_body.setdefault(id_, []).append(made)
        item = LazyObject(_path("agenda-item", handling), partial(_item, self, handling, bool(papers)))
        self.items.append(item)
        self._items.setdefault(meeting.id, []).append(item)


def _meeting(met: Meetings, meeting: Record[Meeting]) -> Object:
    source, attached = met.source, met.attached(meeting.key)
    facts, found = meeting.facts, source.facts.meeting(meeting)
    return source.of(
        meeting,
        name=source.context.title(meeting),
        meetingState=_STATES.get(found.state) if found.state else None,
        cancelled=found.is_cancelled,
        start=instant(meeting.day, facts.start),
        end=_ends(meeting),
        location=source.object(met.places[facts.place]) if facts.place else None,
        organization=source.references(ORGANISATION.name, meeting.body_ids),
        **_on_paper(attached),
        auxiliaryFile=attached.inside([name for name in attached.own if name not in attached.printed]),
        agendaItem=met.items_of(meeting),
    )


def _ends(meeting: Record[Meeting]) -> str | None:
    """When a meeting ends; of one of several days, or in writing, without an hour the beginning of its last day."""
    facts = meeting.facts
    return instant(meeting.last_day, facts.end) if facts.end or meeting.last_day > meeting.day else None


def _on_paper(attached: RecordFiles) -> Object:
    """The notice and the minutes as PDF, where they are printed."""
    return {
        name: attached.inside([file])[0] if file in attached.printed else None
        for name, file in (("invitation", addresses.NOTICE_PDF), ("resultsProtocol", addresses.MINUTES_PDF))
    }


def _exempt(source: Source, closed: Closed) -> Object:
    bodies = source.references(ORGANISATION.name, [closed.body_id])
    return source.of(closed, name=source.context.title(closed), start=instant(closed.day), organization=bodies)


def _item(met: Meetings, handling: Handling, is_consulted: bool) -> Object:
    source = met.source
    entry, meeting = handling.entry, handling.meeting
    item, attached = entry.item, met.attached(meeting.key)
    outcome = outcome_label(source.context, source.facts.item(handling))
    return source.make(
        "AgendaItem",
        _path("agenda-item", handling),
        source.lifetimes.of(meeting),
        handling.address,
        meeting=source.url(source.path(meeting.key)),
        number=item.number,
        order=entry.position,
        name=source.context.item_name(handling),
        public=item.exempt is None and item.closed is None,
        consultation=source.url(_path("consultation", handling)) if is_consulted else None,
        result=outcome.text if outcome else None,
        resolutionText=source.context.decision_words(handling),
        auxiliaryFile=attached.inside(attached.by_item.get(entry.position, ())),
        **_beyond(source, handling),
    )


def _beyond(source: Source, handling: Handling) -> Object:
    """What OParl has no property for: how votes fell, in words and in numbers, and which bodies an item was sent on to.

    A property of one's own bears the name of who made it before a colon (OParl 1.1, 2.7).
    """
    item, meeting = handling.entry.item, handling.meeting
    told = tallies(source.context, item.votes, source.context.foreign(meeting.facts))
    return {
        f"{OWN}:voteText": "\n".join(str(one.words) for one in told),
        f"{OWN}:votes": [one.model_dump(by_alias=True, exclude_defaults=True) for one in item.votes],
        f"{OWN}:sentTo": source.references(ORGANISATION.name, item.to_bodies),
    }


def _papers(source: Source, handling: Handling) -> dict[Key, str]:
    """The cases that an item treats, or projects where it has no case: the id of the Paper of each, by its key.

    An AgendaItem has one Consultation in OParl: it names the first, and the others name it.
    """
    cases = handling.entry.item.cases
    kind, ids = (CASE, cases) if cases else (PROJECT, source.portal.projects_of(handling))
    return {(kind.name, id_): paper for id_ in ids if (paper := source.reference(kind.name, id_))}


def _consultation(source: Source, handling: Handling, path: str, paper: str) -> Object:
    """That an item treats a case or a project."""
    meeting = handling.meeting
    return source.make(
        "Consultation",
        path,
        source.lifetimes.of(meeting),
        handling.address,
        paper=paper,
        agendaItem=source.url(_path("agenda-item", handling)),
        meeting=source.url(source.path((MEETING.name, meeting.id))),
        organization=source.references(ORGANISATION.name, meeting.body_ids),
        **_role(source, handling),
    )


def _role(source: Source, handling: Handling) -> Object:
    """What the body is asked to do, and whether it decides; of something exempt, neither is known."""
    if handling.entry.item.exempt:
        return {}
    found = source.facts.item(handling)
    types, decides = found.types, found.is_decision or CaseType.DECISION in found.types
    return {"authoritative": decides if types or decides else None, "role": source.context.types(types)}


def _path(folder: str, handling: Handling) -> str:
    return f"{folder}/{handling.meeting.id}/{handling.entry.anchor}"


def _locations(source: Source) -> dict[str, LazyObject]:
    """The Location of each place where there is a meeting, by its words."""
    places: dict[str, list[Record[Any]]] = {}
    for meeting in source.portal.meetings:
        if meeting.facts.place:
            places.setdefault(meeting.facts.place, []).append(meeting)
    return {
        place: LazyObject(_location_path(place), partial(_location, source, place, met))
        for place, met in sorted(places.items())
    }


def _location(source: Source, place: str, met: list[Record[Any]]) -> Object:
    return source.make("Location", _location_path(place), source.lifetimes.around(met), description=place)


def _location_path(place: str) -> str:
    return f"location/{addresses.slug(place)[:60]}-{fingerprint(place)[:8]}"
