"""The records of a portal and what they say of each other, computed once and kept beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar

from portal.language.phrase import joined_titles
from portal.linked.agenda import Agenda, AgendaEntry
from portal.linked.names import OrganisationNames
from portal.model import addresses
from portal.model.case import Case
from portal.model.headings import number_parts
from portal.model.kinds import CASE, MEETING, ORGANISATION, PLAN, PROJECT, Kind
from portal.model.meeting import AgendaItem, FollowUp, Meeting
from portal.model.organisation import Organisation
from portal.model.plan import Measure, Plan
from portal.model.problems import Place
from portal.model.project import Project
from portal.model.references import FieldReference
from portal.model.vocabulary import MeasureStatus
from portal.source.record import Key, MeetingTime, Record, meeting_times

__all__ = ["Graph", "Handling", "Task", "lookup"]

T = TypeVar("T")


@dataclass(frozen=True)
class Handling:
    """That a meeting has an item on its agenda (OParl: Consultation)."""

    meeting: Record[Meeting]
    entry: AgendaEntry

    @property
    def address(self) -> str:
        """The item on the page of its meeting."""
        return f"{self.meeting.address}#{self.entry.anchor}"

    @property
    def decision_address(self) -> str:
        """The item's decision on the page of its meeting."""
        return f"{self.meeting.address}#{self.entry.decision_anchor}"

    def place(self, *at: str | int) -> Place:
        """Where a value of the item stands in the front matter of its meeting."""
        return self.meeting.marks.value("agenda", self.entry.position - 1, *at)

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
    """A follow-up and what it comes from: the item of a meeting, or the plan that has it as a measure."""

    handling: Handling | None
    follow_up: FollowUp
    plan: Record[Plan] | None = None

    @property
    def record(self) -> Record[Any]:
        """The meeting or the plan that it stands in."""
        record = self.handling.meeting if self.handling else self.plan
        assert record is not None
        return record

    @property
    def measure(self) -> Measure | None:
        """The measure of a plan that it is."""
        return self.follow_up if isinstance(self.follow_up, Measure) else None

    @property
    def address(self) -> str:
        """Where it stands: the decision or the item that it comes from, or the measure."""
        if self.handling:
            is_decision = self.handling.entry.is_decision()
            return self.handling.decision_address if is_decision else self.handling.address
        return f"{self.record.address}#{addresses.measure_anchor(self.measure.number)}" if self.measure else ""

    @property
    def body_id(self) -> str | None:
        """The organisation whose meeting or whose plan it comes from."""
        return self.handling.meeting.body_id if self.handling else self.record.facts.organisation

    @property
    def position(self) -> int:
        """Its place among those of its item or its plan, from 1."""
        beside = self.handling.entry.item.follow_up if self.handling else self.record.facts.measures
        return next(number for number, one in enumerate(beside, 1) if one is self.follow_up)

    @property
    def order(self) -> tuple[str, int, int]:
        """By what follow-ups are told apart that are due on one day."""
        return (self.record.id, self.handling.entry.position if self.handling else 0, self.position)


def lookup(pairs: Callable[[Any], Iterable[tuple[str, T]]]) -> Callable[[Graph, str], list[T]]:
    """A method that gives all that stands with an id in some pairs, which are worked out once."""
    groups = f"_{pairs.__name__}"

    @wraps(pairs)
    def found(graph: Graph, id_: str) -> list[T]:
        if groups not in vars(graph):
            setattr(graph, groups, defaultdict(list))
            for key, value in pairs(graph):
                vars(graph)[groups][key].append(value)
        there: list[T] = vars(graph)[groups].get(id_, [])
        return there

    return found


class Graph:
    """Records by key, agendas by meeting, and the links between them."""

    def __init__(self, records: Iterable[Record[Any]], agendas: Mapping[str, Agenda]) -> None:
        self.records: dict[Key, Record[Any]] = {r.key: r for r in sorted(records, key=lambda r: r.key)}
        self.agendas = dict(agendas)
        self._referring: dict[Kind, dict[Key, list[tuple[str | int, Record[Any]]]]] = {}

    def of_kind(self, kind: Kind) -> list[Record[Any]]:
        """The records of a kind, in order of id."""
        return [record for record in self.records.values() if record.kind is kind]

    def has(self, kind: Kind) -> bool:
        """Whether the portal has something of a kind: a kind that is optional is there with its first record."""
        return not kind.is_optional or bool(self.of_kind(kind))

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
    def plans(self) -> list[Record[Plan]]:
        return self.of_kind(PLAN)

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

    def cases_of(self, handling: Handling) -> list[Record[Case]]:
        """The cases that an item treats, those that can be read."""
        return [case for id_ in dict.fromkeys(handling.entry.item.cases) if (case := self.case(id_))]

    def projects_of(self, handling: Handling) -> tuple[str, ...]:
        """The projects of an item: its own, or those of its cases."""
        if own := handling.entry.item.project:
            return (own,)
        return tuple(dict.fromkeys(case.facts.project for case in self.cases_of(handling) if case.facts.project))

    @lookup
    def items(self) -> Iterator[tuple[str, Handling]]:
        """The items of a meeting."""
        return ((h.meeting.id, h) for h in self.handlings)

    @lookup
    def route(self) -> Iterator[tuple[str, Handling]]:
        """The handlings of a case, in time, those in cancelled meetings too."""
        return ((id_, h) for h in self.handlings for id_ in dict.fromkeys(h.entry.item.cases))

    def item_numbered(self, meeting_id: str | None, number: str | None) -> Handling | None:
        """The item of a meeting that bears a number, or has borne it."""
        if meeting_id is None or number is None:
            return None
        wanted = number_parts(number)
        return next((one for one in self.items(meeting_id) if wanted in map(number_parts, one.entry.numbers)), None)

    def latest_decision(self, case_id: str) -> Handling | None:
        """The last handling, in a meeting that was not cancelled, that decided a case."""
        decided = [handling for handling in self.route(case_id) if handling.is_decision]
        return decided[-1] if decided else None

    @lookup
    def handlings_of_project(self) -> Iterator[tuple[str, Handling]]:
        """The items that a project has part in."""
        return ((project, h) for h in self.handlings for project in self.projects_of(h))

    def cases_of_project(self, project_id: str) -> list[Record[Case]]:
        return self.referring(CASE, (PROJECT.name, project_id), "project")

    @lookup
    def handlings_of_body(self) -> Iterator[tuple[str, Handling]]:
        """The items of a body's meetings, in time, those of joint meetings too."""
        return ((id_, handling) for handling in self.handlings for id_ in handling.meeting.body_ids)

    @lookup
    def meetings_of(self) -> Iterator[tuple[str, Record[Meeting]]]:
        """The meetings of a body, in time, those that it has jointly with others too."""
        return ((id_, meeting) for meeting in self.meetings for id_ in meeting.body_ids)

    def own_meetings_of(self, body_id: str) -> list[Record[Meeting]]:
        """The meetings that lie in a body's own folder, in time: those that bear its numbers."""
        return [meeting for meeting in self.meetings_of(body_id) if meeting.body_id == body_id]

    @property
    def calendar(self) -> Sequence[Any]:
        """All meetings in time; in the public portal, the closed ones among them."""
        return self.meetings

    @lookup
    def calendar_of(self) -> Iterator[tuple[str, Any]]:
        """The meetings of a body, in time, its own and joint ones; in the public portal, the closed ones among them."""
        return ((id_, meeting) for meeting in self.calendar for id_ in meeting.body_ids)

    def successors_of(self, body_id: str) -> Iterator[str]:
        """The ids of the bodies that came after one, and after those."""
        seen, left = {body_id}, [body_id]
        while left:
            for one in self.referring(ORGANISATION, (ORGANISATION.name, left.pop()), "predecessor"):
                if one.id not in seen:
                    seen.add(one.id)
                    left.append(one.id)
                    yield one.id

    @lookup
    def approvals(self) -> Iterator[tuple[str, Handling]]:
        """The items of meetings, not cancelled, that approve a meeting's minutes, decided or yet to be."""
        approving = (h for h in self.handlings if h.entry.item.approves and not h.meeting.facts.cancelled)
        return ((id_, h) for h in approving for id_ in dict.fromkeys(h.entry.item.approves))

    def approved_by(self, meeting_id: str) -> Handling | None:
        """The item by which a meeting's minutes were approved."""
        return next((h for h in self.approvals(meeting_id) if h.is_approval), None)

    @cached_property
    def tasks(self) -> list[Task]:
        """Every follow-up of every item of a meeting that was not cancelled, then the measures not dropped."""
        of_items = [
            Task(handling, follow_up)
            for handling in self.handlings
            if not handling.meeting.facts.cancelled
            for follow_up in handling.entry.item.follow_up
        ]
        return [*of_items, *self.measures]

    @cached_property
    def measures(self) -> list[Task]:
        """Every measure of every plan that was not dropped, which is a follow-up of it."""
        return [
            Task(None, one, plan)
            for plan in self.plans
            for one in plan.facts.measures
            if one.status is not MeasureStatus.DROPPED
        ]

    @lookup
    def measures_of_case(self) -> Iterator[tuple[str, Task]]:
        """The measures that a case belongs to."""
        return ((id_, task) for task in self.measures if task.measure for id_ in dict.fromkeys(task.measure.cases))

    @lookup
    def measures_of_project(self) -> Iterator[tuple[str, Task]]:
        """The measures that a project carries out."""
        named = ((task.measure.project, task) for task in self.measures if task.measure)
        return ((id_, task) for id_, task in named if id_)

    @lookup
    def tasks_of_case(self) -> Iterator[tuple[str, Task]]:
        """The follow-ups of all handlings of a case."""
        of_items = ((task.handling.entry.item.cases, task) for task in self.tasks if task.handling)
        return ((id_, task) for ids, task in of_items for id_ in dict.fromkeys(ids))

    @lookup
    def tasks_of_organisation(self) -> Iterator[tuple[str, Task]]:
        """The follow-ups that an organisation is responsible for."""
        named = ((dict.fromkeys(map(self.names.find, task.follow_up.responsible)), task) for task in self.tasks)
        return ((id_, task) for ids, task in named for id_ in ids if id_)

    def cases_naming(self, case_id: str) -> list[Record[Case]]:
        """The cases that name a case as related."""
        return self.referring(CASE, (CASE.name, case_id), "related")

    def referring(self, kind: Kind, key: Key, field: str | None = None) -> list[Record[Any]]:
        """The records of a kind that refer to a record in a field (as front matter names it), or in any, each once."""
        if kind not in self._referring:
            self._referring[kind] = defaultdict(list)
            for record in self.of_kind(kind):
                for reference in record.references:
                    if target := self.target_of(reference):
                        self._referring[kind][target].append((reference.at[0], record))
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
