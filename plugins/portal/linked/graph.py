"""The records of a portal and what they say of each other, computed once and kept beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.language.phrase import joined_titles
from portal.linked.agenda import Agenda, AgendaEntry
from portal.linked.names import OrganisationNames
from portal.model.case import Case
from portal.model.kinds import CASE, MEETING, ORGANISATION, PROJECT, Kind
from portal.model.meeting import AgendaItem, FollowUp, Meeting
from portal.model.organisation import Organisation
from portal.model.project import Project
from portal.model.references import FieldReference, references
from portal.source.record import Key, MeetingTime, Record, meeting_times

__all__ = ["Graph", "Handling", "Task"]


@dataclass(frozen=True)
class Handling:
    """That a meeting has an item on its agenda (OParl: Consultation)."""

    meeting: Record[Meeting]
    entry: AgendaEntry

    @property
    def is_decision(self) -> bool:
        """Whether the meeting, which was not cancelled, decided the item."""
        return self.entry.is_decision() and not self.meeting.facts.cancelled

    @property
    def is_approval(self) -> bool:
        """Whether the meeting, which was not cancelled, approved the minutes that the item is about."""
        item = self.entry.item
        decided = item.outcome is not None and item.outcome.is_approval()
        return bool(item.approves) and decided and not self.meeting.facts.cancelled


@dataclass(frozen=True)
class Task:
    """A follow-up and the item it comes from."""

    handling: Handling
    follow_up: FollowUp


class Graph:
    """Records by key, agendas by meeting, and the links between them."""

    def __init__(self, records: Iterable[Record[Any]], agendas: Mapping[str, Agenda]) -> None:
        self.records: dict[Key, Record[Any]] = {r.key: r for r in sorted(records, key=lambda r: r.key)}
        self.agendas = dict(agendas)
        self._referring: dict[Kind, dict[Key, list[tuple[str | int, Record[Any]]]]] = {}

    def of_kind(self, kind: Kind) -> list[Record[Any]]:
        """The records of a kind, in order of id."""
        return [record for record in self.records.values() if record.kind is kind]

    @cached_property
    def cases(self) -> list[Record[Case]]:
        return self.of_kind(CASE)

    @cached_property
    def meetings(self) -> list[Record[Meeting]]:
        """All meetings in time."""
        return sorted(self.of_kind(MEETING), key=lambda meeting: self.times[meeting.id])

    @cached_property
    def times(self) -> dict[str, MeetingTime]:
        """What orders the meetings, by their ids."""
        return meeting_times({meeting.id: meeting.facts.start for meeting in self.of_kind(MEETING)})

    @cached_property
    def projects(self) -> list[Record[Project]]:
        return self.of_kind(PROJECT)

    @cached_property
    def organisations(self) -> list[Record[Organisation]]:
        return self.of_kind(ORGANISATION)

    @cached_property
    def names(self) -> OrganisationNames:
        return OrganisationNames(self.organisations)

    def case(self, id_: str) -> Record[Case] | None:
        return self.records.get((CASE.name, id_))

    def meeting(self, id_: str) -> Record[Meeting] | None:
        return self.records.get((MEETING.name, id_))

    def project(self, id_: str) -> Record[Project] | None:
        return self.records.get((PROJECT.name, id_))

    def organisation(self, id_: str) -> Record[Organisation] | None:
        return self.records.get((ORGANISATION.name, id_))

    def title_of_case(self, id_: str) -> str | None:
        """The title of a case, if there is such a case and it has one."""
        case = self.case(id_)
        return case.facts.title if case else None

    def title_of_item(self, item: AgendaItem) -> str | None:
        """What an agenda item is called: its own title, or those of its cases."""
        return item.title or joined_titles(filter(None, map(self.title_of_case, item.cases))) or None

    @cached_property
    def handlings(self) -> list[Handling]:
        """Every item of every meeting, in time."""
        return [
            Handling(meeting, entry)
            for meeting in self.meetings
            for entry in self.agendas.get(meeting.id, Agenda()).entries
        ]

    @cached_property
    def _by_case(self) -> dict[str, list[Handling]]:
        return _grouped((id_, h) for h in self.handlings for id_ in dict.fromkeys(h.entry.item.cases))

    @cached_property
    def _by_meeting(self) -> dict[str, list[Handling]]:
        return _grouped((h.meeting.id, h) for h in self.handlings)

    @cached_property
    def _by_project(self) -> dict[str, list[Handling]]:
        return _grouped((project, h) for h in self.handlings for project in self.projects_of(h))

    @cached_property
    def _by_body(self) -> dict[str, list[Record[Meeting]]]:
        return _grouped((meeting.body_id, meeting) for meeting in self.meetings)

    @cached_property
    def _approving(self) -> dict[str, list[Handling]]:
        return _grouped((id_, h) for h in self.handlings for id_ in dict.fromkeys(h.entry.item.approves))

    def cases_of(self, handling: Handling) -> list[Record[Case]]:
        """The cases that an item treats, those that can be read."""
        return [case for id_ in dict.fromkeys(handling.entry.item.cases) if (case := self.case(id_))]

    def projects_of(self, handling: Handling) -> tuple[str, ...]:
        """The projects of an item: its own, or those of its cases."""
        if own := handling.entry.item.project:
            return (own,)
        return tuple(dict.fromkeys(case.facts.project for case in self.cases_of(handling) if case.facts.project))

    def items(self, meeting_id: str) -> list[Handling]:
        """The items of a meeting."""
        return self._by_meeting.get(meeting_id, [])

    def route(self, case_id: str) -> list[Handling]:
        """The handlings of a case, in time, those in cancelled meetings too."""
        return self._by_case.get(case_id, [])

    def latest_decision(self, case_id: str) -> Handling | None:
        """The last handling, in a meeting that was not cancelled, that decided a case."""
        decided = [handling for handling in self.route(case_id) if handling.is_decision]
        return decided[-1] if decided else None

    def handlings_of_project(self, project_id: str) -> list[Handling]:
        return self._by_project.get(project_id, [])

    def cases_of_project(self, project_id: str) -> list[Record[Case]]:
        return self.referring(CASE, (PROJECT.name, project_id), "project")

    @cached_property
    def _handlings_by_body(self) -> dict[str, list[Handling]]:
        return _grouped((handling.meeting.body_id, handling) for handling in self.handlings)

    def handlings_of_body(self, organisation_id: str) -> list[Handling]:
        """The items of a body's meetings, in time."""
        return self._handlings_by_body.get(organisation_id, [])

    def meetings_of(self, organisation_id: str) -> list[Record[Meeting]]:
        """The meetings of a body, in time."""
        return self._by_body.get(organisation_id, [])

    @property
    def calendar(self) -> Sequence[Any]:
        """All meetings in time; in the public portal, the closed ones among them."""
        return self.meetings

    def calendar_of(self, organisation_id: str) -> Sequence[Any]:
        """The meetings of a body, in time; in the public portal, the closed ones among them."""
        return self.meetings_of(organisation_id)

    def approvals(self, meeting_id: str) -> list[Handling]:
        """The items of meetings, not cancelled, that approve a meeting's minutes, decided or yet to be."""
        return [h for h in self._approving.get(meeting_id, []) if not h.meeting.facts.cancelled]

    def approved_by(self, meeting_id: str) -> Handling | None:
        """The item by which a meeting's minutes were approved."""
        return next((h for h in self.approvals(meeting_id) if h.is_approval), None)

    @cached_property
    def tasks(self) -> list[Task]:
        """Every follow-up of every item of a meeting that was not cancelled."""
        return [
            Task(handling, follow_up)
            for handling in self.handlings
            if not handling.meeting.facts.cancelled
            for follow_up in handling.entry.item.follow_up
        ]

    @cached_property
    def _tasks_by_case(self) -> dict[str, list[Task]]:
        return _grouped((id_, t) for t in self.tasks for id_ in dict.fromkeys(t.handling.entry.item.cases))

    @cached_property
    def _tasks_by_responsible(self) -> dict[str, list[Task]]:
        named = ((dict.fromkeys(map(self.names.find, task.follow_up.responsible)), task) for task in self.tasks)
        return _grouped((id_, task) for ids, task in named for id_ in ids if id_)

    def tasks_of_case(self, case_id: str) -> list[Task]:
        """The follow-ups of all handlings of a case."""
        return self._tasks_by_case.get(case_id, [])

    def tasks_of_organisation(self, organisation_id: str) -> list[Task]:
        """The follow-ups that an organisation is responsible for."""
        return self._tasks_by_responsible.get(organisation_id, [])

    def cases_naming(self, case_id: str) -> list[Record[Case]]:
        """The cases that name a case as related."""
        return self.referring(CASE, (CASE.name, case_id), "related")

    def referring(self, kind: Kind, key: Key, field: str | None = None) -> list[Record[Any]]:
        """The records of a kind that refer to a record in a field (as front matter names it), or in any, each once."""
        if kind not in self._referring:
            self._referring[kind] = _grouped(
                (target, (reference.at[0], record))
                for record in self.of_kind(kind)
                for reference in references(record.facts)
                if (target := self.target_of(reference))
            )
        found = self._referring[kind].get(key, [])
        return list({record.key: record for name, record in found if field in (None, name)}.values())

    def target_of(self, reference: FieldReference) -> Key | None:
        """The key of the record that a field refers to; `None` for free text."""
        refers = reference.refers
        id_ = self.names.find(reference.value) if refers.or_text else reference.value
        return (refers.kind, id_) if id_ else None

    def organisation_named(self, text: str | None) -> Record[Organisation] | None:
        """The organisation that a text names, if one does."""
        id_ = self.names.find(text) if text else None
        return self.organisation(id_) if id_ else None


def _grouped(pairs: Iterable[tuple[Any, Any]] | Iterator[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
