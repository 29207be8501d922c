"""The bodies and the partners: what each has decided, is to do, and sits on."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from portal.derived.facts.undertakings import Undertakings
from portal.derived.known import MeetingFacts, OrganisationFacts
from portal.derived.representation import Quorum, Representation, quorum_of, representation_of
from portal.linked.graph import Handling
from portal.model.kinds import CASE, ORGANISATION
from portal.model.organisation import Member, Organisation
from portal.model.project import Milestone, Project
from portal.model.vocabulary import OrganisationKind
from portal.source.record import Record

__all__ = ["Organisations"]

_MEETING_OR_NOT = (OrganisationKind.STEERING, OrganisationKind.PROJECT_GROUP, OrganisationKind.WORKING_GROUP)
"""Groups for one task: they take cases as long as they meet."""


class Organisations(Undertakings):
    """What is known of bodies and of partners."""

    def organisation(self, organisation_id: str) -> OrganisationFacts:
        """What is known of a body or a partner; of one that is closed or unknown, its meetings."""
        return self._once("organisation", organisation_id, lambda: self._organisation(organisation_id))

    def _organisation(self, id_: str) -> OrganisationFacts:
        portal = self._portal
        meetings = portal.calendar_of(id_)
        coming = tuple(self.meeting(one) for one in meetings if self.is_coming(one))
        record = portal.organisation(id_)
        is_over = record is not None and self.is_over(record.facts)
        return OrganisationFacts(
            id_,
            tuple(meetings),
            held=tuple(one for one in meetings if self.is_held(one)),
            coming=coming,
            is_over=is_over,
            is_open=record is not None and not is_over and self._can_be_asked(record.facts, bool(coming)),
            decisions=tuple(one for one in portal.handlings_of_body(id_) if one.is_decision),
            follow_ups=tuple(map(self.follow_up, portal.tasks_of_organisation(id_))),
            record=record,
            members=record.facts.members_on(self.today) if record else (),
        )

    def is_over(self, facts: Organisation) -> bool:
        """Whether an organisation is not there any more."""
        return facts.valid is not None and facts.valid.to is not None and facts.valid.to.last < self.today

    def representation(self, organisation_id: str) -> Representation | None:
        """Who a body lacks and whether it can decide; `None` of one that does not say who is to sit on it."""
        return self._once("representation", organisation_id, lambda: self._representation(organisation_id))

    def _representation(self, id_: str) -> Representation | None:
        record = self._portal.organisation(id_)
        if record is None or not (record.facts.seats or record.facts.quorum):
            return None
        held = [one for one in map(self.meeting, self.organisation(id_).held) if one.record is not None]
        return representation_of(record, held, self._portal.names.find, self.today)

    def quorum(self, meeting: MeetingFacts) -> Quorum | None:
        """How many were present at a meeting and how many its body needs to decide, where both are known."""
        body = self._portal.organisation(meeting.meeting.body_id)
        return quorum_of(body, meeting) if body else None

    def coming_for(self, organisation_id: str) -> list[MeetingFacts]:
        """The next meeting of each body on which an organisation has a seat, in time."""
        bodies = dict.fromkeys(body.id for body, _ in self.seats(organisation_id))
        coming = [one.next for one in map(self.organisation, bodies) if one.next]
        return sorted(coming, key=lambda one: (one.meeting.day, one.meeting.id))

    def decided_for(self, organisation_id: str) -> list[Handling]:
        """The decisions that give an organisation something to do or answer a case that it submitted, newest first.

        Approvals of agendas and minutes are left out.
        """
        owed = [one.handling for one in self._portal.tasks_of_organisation(organisation_id) if one.handling]
        submitted = self._portal.referring(CASE, (ORGANISATION.name, organisation_id), "submitted_by")
        answering = (handling for case in submitted for handling in self._portal.route(case.id))
        concerning = {one.decision_address for one in (*owed, *answering)}
        found = sorted(place for one in concerning for place in self._places_of_decisions.get(one, ()))
        return [self.decisions[place] for place in found]

    @cached_property
    def _places_of_decisions(self) -> dict[str, list[int]]:
        """Where each decision stands among all, by its address, but for approvals of agendas and minutes."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.decisions):
            if not self.item(one).is_routine:
                found.setdefault(one.decision_address, []).append(place)
        return found

    def owed_milestones(self, organisation_id: str) -> list[tuple[Record[Project], Milestone]]:
        """The milestones that an organisation is to see to and that are not done, each with its project. Due first."""
        return self._owed_milestones.get(organisation_id, [])

    @cached_property
    def _owed_milestones(self) -> dict[str, list[tuple[Record[Project], Milestone]]]:
        owed: dict[str, list[tuple[Record[Project], Milestone]]] = {}
        for project in self._portal.projects:
            for one in project.facts.milestones:
                if one.who and not one.done and (id_ := self._portal.names.find(one.who)):
                    owed.setdefault(id_, []).append((project, one))
        for found in owed.values():
            found.sort(key=lambda pair: pair[1].when.end.last if pair[1].when else dt.date.max)
        return owed

    def seats(self, organisation_id: str) -> list[tuple[Record[Organisation], Member]]:
        """The seats on other bodies that an organisation fills, each with the body."""
        return self._seats.get(organisation_id, [])

    @cached_property
    def _seats(self) -> dict[str, list[tuple[Record[Organisation], Member]]]:
        seats: dict[str, list[tuple[Record[Organisation], Member]]] = {}
        for body in self._portal.organisations:
            for member in body.facts.members_on(self.today):
                id_ = self._portal.names.find(member.organisation) if member.organisation else None
                if id_ and id_ != body.id:
                    seats.setdefault(id_, []).append((body, member))
        return seats

    def _can_be_asked(self, facts: Organisation, meets: bool) -> bool:
        has_begun = not (facts.valid and facts.valid.start and facts.valid.start.first > self.today)
        is_asked = facts.kind.is_body() and facts.kind is not OrganisationKind.SECRETARIAT
        return has_begun and is_asked and (meets or facts.kind not in _MEETING_OR_NOT)

    @cached_property
    def secretariat(self) -> Record[Organisation] | None:
        """The secretariat that is there today; of several, the first with a mailbox, with any contact, or at all."""
        every = (one for one in self._portal.organisations if one.facts.kind is OrganisationKind.SECRETARIAT)
        there = [one for one in every if not self.organisation(one.id).is_over]
        there.sort(key=lambda one: (not (one.facts.contact and one.facts.contact.email), not one.facts.contact))
        return there[0] if there else None
