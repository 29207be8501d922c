"""Meetings with their AgendaItems, Consultations and Locations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.derived.public import Closed, Handling, Key, Record
from portal.model import addresses
from portal.model.kinds import CASE, MEETING, ORGANISATION, PROJECT
from portal.model.meeting import Meeting
from portal.model.vocabulary import CaseType, MeetingState
from portal.outputs.oparl.files import RecordFiles
from portal.outputs.oparl.source import Object, Source, fingerprint, instant

__all__ = ["Meetings", "meetings"]

_STATES = {
    MeetingState.PLANNED: "terminiert",
    MeetingState.CALLED: "eingeladen",
    MeetingState.AWAITING_MINUTES: "eingeladen",
    MeetingState.MINUTES_DRAFT: "durchgeführt",
    MeetingState.MINUTES_APPROVED: "durchgeführt",
}
"""The states that OParl recommends (Meeting.meetingState); a cancelled meeting has `cancelled` instead."""


@dataclass
class Meetings:
    """The objects of all meetings; `by_paper` are the Consultations of a case or a project, by its key."""

    meetings: list[Object] = field(default_factory=list)
    items: list[Object] = field(default_factory=list)
    consultations: list[Object] = field(default_factory=list)
    locations: list[Object] = field(default_factory=list)
    by_paper: dict[Key, list[Object]] = field(default_factory=dict)
    by_body: dict[str, list[Object]] = field(default_factory=dict)
    consultations_by_body: dict[str, list[Object]] = field(default_factory=dict)

    def add(self, meeting: Record[Meeting] | Closed, made: Object) -> None:
        """Take in the object of a meeting."""
        self.meetings.append(made)
        self.by_body.setdefault(meeting.body_id, []).append(made)


def meetings(source: Source, attached: Mapping[Key, RecordFiles]) -> Meetings:
    """The objects of all meetings; `attached` are the Files of each, by its key."""
    found = Meetings()
    places = _locations(source)
    found.locations += places.values()
    for meeting in source.portal.meetings:
        items = _items(source, meeting, attached[meeting.key], found)
        found.items += items
        found.add(meeting, _meeting(source, meeting, attached[meeting.key], items, places))
    for closed in source.facts.closed(MEETING, is_exempt=True):
        found.add(closed, _exempt(source, closed))
    for closed in source.facts.closed(MEETING, is_exempt=False):
        found.add(closed, source.deleted(closed))
    return found


def _meeting(
    source: Source, meeting: Record[Meeting], attached: RecordFiles, items: list[Object], places: Mapping[str, Object]
) -> Object:
    facts, found = meeting.facts, source.facts.meeting(meeting)
    return source.of(
        meeting,
        name=source.context.title(meeting),
        meetingState=_STATES.get(found.state) if found.state else None,
        cancelled=found.is_cancelled,
        start=instant(meeting.day, facts.start),
        end=instant(meeting.day, facts.end) if facts.end else None,
        location=places[facts.place] if facts.place else None,
        organization=source.references(ORGANISATION.name, [meeting.body_id]),
        **_on_paper(attached),
        auxiliaryFile=attached.inside([name for name in attached.own if name not in attached.printed]),
        agendaItem=items,
    )


def _on_paper(attached: RecordFiles) -> Object:
    """The notice and the minutes as PDF, where they are printed."""
    return {
        name: attached.inside([file])[0] if file in attached.printed else None
        for name, file in (("invitation", addresses.NOTICE_PDF), ("resultsProtocol", addresses.MINUTES_PDF))
    }


def _exempt(source: Source, closed: Closed) -> Object:
    bodies = source.references(ORGANISATION.name, [closed.body_id])
    return source.of(closed, name=source.context.title(closed), start=instant(closed.day), organization=bodies)


def _items(source: Source, meeting: Record[Meeting], attached: RecordFiles, found: Meetings) -> list[Object]:
    """The AgendaItems of a meeting; their Consultations are noted in `found`."""
    items = []
    for handling in source.portal.items(meeting.id):
        consultations = _consultations(source, handling)
        for paper, made in consultations.items():
            found.consultations.append(made)
            found.by_paper.setdefault(paper, []).append(made)
            found.consultations_by_body.setdefault(meeting.body_id, []).append(made)
        items.append(_item(source, handling, attached, bool(consultations)))
    return items


def _item(source: Source, handling: Handling, attached: RecordFiles, is_consulted: bool) -> Object:
    entry, meeting = handling.entry, handling.meeting
    item = entry.item
    outcome = source.facts.item(handling).outcome
    return source.make(
        "AgendaItem",
        _path("agenda-item", handling),
        source.lifetimes.of(meeting),
        handling.address,
        meeting=source.url(source.path(meeting.key)),
        number=item.number,
        order=entry.position,
        name=source.context.item_name(handling),
        public=item.exempt is None,
        consultation=source.url(_path("consultation", handling)) if is_consulted else None,
        result=source.context.state(outcome).text if outcome else None,
        resolutionText=source.context.decision_words(handling),
        auxiliaryFile=attached.inside(attached.by_item.get(entry.position, ())),
    )


def _consultations(source: Source, handling: Handling) -> dict[Key, Object]:
    """That an item treats its cases, or projects where it has no case, by the key of each.

    An AgendaItem has one Consultation in OParl: it names the first, and the others name it.
    """
    item, meeting = handling.entry.item, handling.meeting
    kind, ids = (CASE, item.cases) if item.cases else (PROJECT, source.portal.projects_of(handling))
    papers = {(kind.name, id_): paper for id_ in ids if (paper := source.reference(kind.name, id_))}
    path = _path("consultation", handling)
    return {
        key: source.make(
            "Consultation",
            f"{path}/{key[1]}" if position else path,
            source.lifetimes.of(meeting),
            handling.address,
            paper=paper,
            agendaItem=source.url(_path("agenda-item", handling)),
            meeting=source.url(source.path((MEETING.name, meeting.id))),
            organization=source.references(ORGANISATION.name, [meeting.body_id]),
            **_role(source, handling),
        )
        for position, (key, paper) in enumerate(papers.items())
    }


def _role(source: Source, handling: Handling) -> Object:
    """What the body is asked to do, and whether it decides; of something exempt, neither is known."""
    if handling.entry.item.exempt:
        return {}
    found = source.facts.item(handling)
    types, decides = found.types, found.is_decision or CaseType.DECISION in found.types
    return {"authoritative": decides if types or decides else None, "role": source.context.types(types)}


def _path(folder: str, handling: Handling) -> str:
    return f"{folder}/{handling.meeting.id}/{handling.entry.anchor}"


def _locations(source: Source) -> dict[str, Object]:
    """The Location of each place where there is a meeting, by its words."""
    places: dict[str, list[Record[Any]]] = {}
    for meeting in source.portal.meetings:
        if meeting.facts.place:
            places.setdefault(meeting.facts.place, []).append(meeting)
    return {
        place: source.make("Location", _location_path(place), source.lifetimes.around(met), description=place)
        for place, met in sorted(places.items())
    }


def _location_path(place: str) -> str:
    return f"location/{addresses.slug(place)[:60]}-{fingerprint(place)[:8]}"
