"""The records of a portal and what they say of each other, computed once and kept beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from portal.language.phrase import joined_titles
from portal.linked.agenda import Agenda, AgendaEntry
from portal.linked.names import OrganisationNames
from portal.model.case import Case
from portal.model.kinds import CASE, MEETING, ORGANISATION, PROJECT
from portal.model.meeting import AgendaItem, FollowUp, Meeting
from portal.model.organisation import Organisation
from portal.model.project import Project
from portal.source.record import Key, MeetingTime, Record, meeting_times

__all__ = ["Graph", "Handling", "Task"]

V = TypeVar("V")


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
        self._groups: dict[str, dict[Any, list[Any]]] = {}

    def _group(self, name: str, pairs: Callable[[], Iterable[tuple[Any, Any]]]) -> dict[Any, list[Any]]:
        """Values by their keys, in order, gathered once under a name."""
        if name not in self._groups:
            self._groups[name] = {}
            for key, value in pairs():
                self._groups[name].setdefault(key, []).append(value)
        return self._groups[name]

    def _of(self, kind: str) -> list[Record[Any]]:
        return [record for record in self.records.values() if record.kind.name == kind]

    @cached_property
    def cases(self) -> list[Record[Case]]:
        return self._of(CASE.name)

    @cached_property
    def meetings(self) -> list[Record[Meeting]]:
        """All meetings in time."""
        return sorted(self._of(MEETING.name), key=lambda meeting: self.times[meeting.id])

    @cached_property
    def times(self) -> dict[str, MeetingTime]:
        """What orders the meetings, by their ids."""
        return meeting_times({meeting.id: meeting.facts.start for meeting in self._of(MEETING.name)})

    @cached_property
    def projects(self) -> list[Record[Project]]:
        return self._of(PROJECT.name)

    @cached_property
    def organisations(self) -> list[Record[Organisation]]:
        return self._of(ORGANISATION.name)

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
        return self._group("meeting", lambda: ((h.meeting.id, h) for h in self.handlings)).get(meeting_id, [])

    def route(self, case_id: str) -> list[Handling]:
        """The handlings of a case, in time, those in cancelled meetings too."""
        of_cases = self._group("case", lambda: _each(self.handlings, lambda h: h.entry.item.cases))
        return of_cases.get(case_id, [])

    def latest_decision(self, case_id: str) -> Handling | None:
        """The last handling, in a meeting that was not cancelled, that decided a case."""
        decided = [handling for handling in self.route(case_id) if handling.is_decision]
        return decided[-1] if decided else None

    def handlings_of_project(self, project_id: str) -> list[Handling]:
        of_projects = self._group("project", lambda: _each(self.handlings, self.projects_of))
        return of_projects.get(project_id, [])

    def cases_of_project(self, project_id: str) -> list[Record[Case]]:
        return self._group("cases", lambda: ((case.facts.project, case) for case in self.cases)).get(project_id, [])

    def handlings_of_body(self, organisation_id: str) -> list[Handling]:
        """The items of a body's meetings, in time."""
        of_bodies = self._group("handlings", lambda: ((h.meeting.body_id, h) for h in self.handlings))
        return of_bodies.get(organisation_id, [])

    def meetings_of(self, organisation_id: str) -> list[Record[Meeting]]:
        """The meetings of a body, in time."""
        return self._group("body", lambda: ((one.body_id, one) for one in self.meetings)).get(organisation_id, [])

    @property
    def calendar(self) -> Sequence[Any]:
        """All meetings in time; in the public portal, the closed ones among them."""
        return self.meetings

    def calendar_of(self, organisation_id: str) -> Sequence[Any]:
        """The meetings of a body, in time; in the public portal, the closed ones among them."""
        return self.meetings_of(organisation_id)

    def approvals(self, meeting_id: str) -> list[Handling]:
        """The items of meetings, not cancelled, that approve a meeting's minutes, decided or yet to be."""
        approving = self._group("approving", lambda: _each(self.handlings, lambda h: h.entry.item.approves))
        return [h for h in approving.get(meeting_id, []) if not h.meeting.facts.cancelled]

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

    def tasks_of_case(self, case_id: str) -> list[Task]:
        """The follow-ups of all handlings of a case."""
        of_cases = self._group("tasks", lambda: _each(self.tasks, lambda task: task.handling.entry.item.cases))
        return of_cases.get(case_id, [])

    def tasks_of_organisation(self, organisation_id: str) -> list[Task]:
        """The follow-ups that an organisation is responsible for."""

        def responsible(task: Task) -> Iterable[str | None]:
            return map(self.names.find, task.follow_up.responsible)

        return self._group("responsible", lambda: _each(self.tasks, responsible)).get(organisation_id, [])

    def cases_naming(self, case_id: str) -> list[Record[Case]]:
        """The cases that name a case as related."""
        naming = self._group("naming", lambda: ((id_, case) for case in self.cases for id_ in case.facts.related))
        return naming.get(case_id, [])

    def organisation_named(self, text: str | None) -> Record[Organisation] | None:
        """The organisation that a text names, if one does."""
        id_ = self.names.find(text) if text else None
        return self.organisation(id_) if id_ else None


def _each(held: Iterable[V], keys_of: Callable[[V], Iterable[Any]]) -> Iterator[tuple[Any, V]]:
    """Each value with each of its keys, once."""
    return ((key, one) for one in held for key in dict.fromkeys(keys_of(one)))
