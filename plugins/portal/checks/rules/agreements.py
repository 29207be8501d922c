"""Agreements: between two at least, approved by those, and not their own forebears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.linked.portal import LinkedPortal
from portal.model.agreement import Agreement, Approval
from portal.model.kinds import AGREEMENT
from portal.model.plan import Adoption
from portal.model.problems import Problem, error, warning
from portal.model.validation import Location
from portal.source.record import Record


def agreements_have_two_parties(portal: LinkedPortal) -> Iterator[Problem]:
    """An agreement is between two parties at least, unless it is exempt or retracted."""
    for agreement in _agreements(portal):
        facts = agreement.facts
        parties = {_same(portal, name) for name in facts.parties}
        is_faulty = "parties" in agreement.marks.faulty
        if len(parties) < 2 and not is_faulty and not facts.exempt and not facts.retracted:
            yield error(agreement.marks.key("parties"), "agreement_parties", found=len(parties))


def agreements_begin_before_they_end(portal: LinkedPortal) -> Iterator[Problem]:
    """An agreement comes into force before it ends."""
    for agreement in _agreements(portal):
        force = agreement.facts.in_force
        if force and force.start and force.to and force.to < force.start:
            place = agreement.marks.value("in_force", "to")
            yield error(place, "period_reversed", start=force.start.isoformat(), to=force.to.isoformat())


def agreements_are_reviewed_while_in_force(portal: LinkedPortal) -> Iterator[Problem]:
    """An agreement is looked at again after it came into force."""
    for agreement in _agreements(portal):
        review, force = agreement.facts.review, agreement.facts.in_force
        if review and force and force.start and review < force.start:
            place = agreement.marks.value("review")
            yield warning(place, "review_before_force", found=review.isoformat(), start=force.start.isoformat())


def agreements_replace_earlier_ones(portal: LinkedPortal) -> Iterator[Problem]:
    """An agreement comes into force on the day on which those that it replaces did, or later."""
    for agreement in _agreements(portal):
        own = agreement.facts.in_force
        for index, id_ in enumerate(agreement.facts.replaces):
            record = portal.graph.records.get((AGREEMENT.name, id_))
            force = record.facts.in_force if record is not None else None
            if own and own.start and force and force.start and own.start < force.start:
                place = agreement.marks.value("replaces", index)
                values = {"start": own.start.isoformat(), "later": force.start.isoformat()}
                yield warning(place, "replaces_later", found=id_, **values)


def agreements_replace_others(portal: LinkedPortal) -> Iterator[Problem]:
    """No agreement replaces itself, step by step."""
    for agreement in _agreements(portal):
        for index, id_ in enumerate(agreement.facts.replaces):
            if agreement.id in _replaced_by(portal, id_):
                yield error(agreement.marks.value("replaces", index), "replaces_circle")


def _replaced_by(portal: LinkedPortal, id_: str) -> set[str]:
    """An agreement and all that it replaces, step by step."""
    seen: set[str] = set()
    queue = [id_]
    while queue:
        current = queue.pop()
        record = portal.graph.records.get((AGREEMENT.name, current))
        if current not in seen and record is not None:
            queue += record.facts.replaces
        seen.add(current)
    return seen


def approvals_are_of_parties(portal: LinkedPortal) -> Iterator[Problem]:
    """Who has approved an agreement is a party to it, and is told once."""
    for agreement in _agreements(portal):
        parties = {_same(portal, name) for name in agreement.facts.parties}
        told: set[str] = set()
        for index, approval in enumerate(agreement.facts.approvals):
            name = _same(portal, approval.organisation)
            place = agreement.marks.value("approvals", index, "organisation")
            if name not in parties:
                yield warning(place, "approval_of_no_party", found=approval.organisation)
            elif name in told:
                yield warning(place, "named_twice", found=approval.organisation)
            told.add(name)


def approvals_name_items(portal: LinkedPortal) -> Iterator[Problem]:
    """The number of an approval, and of what adopted a plan, is that of an item of its meeting, which approved."""
    for record, at, part in _named(portal):
        meeting = portal.graph.meeting(part.meeting) if part.meeting else None
        if meeting is None or not part.number:
            continue
        place = record.marks.value(*at, "number")
        item = portal.graph.item_numbered(meeting.id, part.number)
        outcome = item.entry.item.outcome if item else None
        if item is None and "agenda" in meeting.marks.faulty:
            continue  # one with a fault may be the item
        if item is None:
            yield warning(place, "item_not_on_agenda", found=part.number, meeting=meeting.path)
        elif outcome is not None and not outcome.is_approval():
            values = {"found": part.number, "meeting": meeting.path, "outcome": outcome.value}
            yield warning(place, "item_did_not_approve", **values)


def approvals_are_made_in_their_meetings(portal: LinkedPortal) -> Iterator[Problem]:
    """The date of an approval is not before the meeting that approved."""
    for record, at, part in _named(portal):
        meeting = portal.graph.meeting(part.meeting) if part.meeting else None
        if isinstance(part, Approval) and part.date and meeting and part.date < meeting.day:
            place = record.marks.value(*at, "date")
            yield warning(place, "approval_before_meeting", found=part.date.isoformat(), meeting=meeting.path)


def _named(portal: LinkedPortal) -> Iterator[tuple[Record[Any], Location, Approval | Adoption]]:
    """What names a meeting that approved something, with its record and where it stands there."""
    for agreement in _agreements(portal):
        for index, approval in enumerate(agreement.facts.approvals):
            yield agreement, ("approvals", index), approval
    for plan in portal.graph.plans:
        if plan.facts.adopted:
            yield plan, ("adopted",), plan.facts.adopted


def _same(portal: LinkedPortal, name: str) -> str:
    return portal.graph.names.find(name) or " ".join(name.split()).casefold()


def _agreements(portal: LinkedPortal) -> list[Record[Agreement]]:
    return portal.graph.of_kind(AGREEMENT)
