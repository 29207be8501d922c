"""Agreements today: which are in force, between whom, who has approved them, what they replace, what no one covers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from portal.linked.graph import Graph, Handling
from portal.linked.hindsight import is_held
from portal.model.agreement import Agreement, Approval
from portal.model.kinds import AGREEMENT
from portal.model.law.points import POINTS, points_in
from portal.model.vocabulary import AgreementLevel, AgreementState, OrganisationKind
from portal.source.record import Record

__all__ = [
    "AGREEMENT_STATES", "AgreementFacts", "PartyCover", "PartyFacts", "agreement_facts", "agreement_state",
    "party_covers", "points_covered",
]  # fmt: skip

AGREEMENT_STATES = (
    AgreementState.IN_FORCE, AgreementState.UNDER_APPROVAL, AgreementState.COMING, AgreementState.EXPIRED,
    AgreementState.REPLACED,
)  # fmt: skip
"""What holds stands first, what is over last."""
Step = Callable[[Record[Agreement]], list[Record[Agreement]]]
"""What leads from an agreement to others."""


@dataclass(frozen=True)
class PartyFacts:
    """A party to an agreement, as the record names it, and how it approved that; `item` is the item that did.

    `organisation_id` is that of the organisation which the name means, if it means one.
    """

    name: str
    organisation_id: str | None
    approval: Approval | None = None
    item: Handling | None = None

    @property
    def has_approved(self) -> bool:
        return self.approval is not None


@dataclass(frozen=True)
class AgreementFacts:
    """An agreement today.

    `review_days` counts to the day on which it is to be looked at again, negative when that is past; it is `None` of
    one that holds no more. `versions` are this agreement, those that it replaces and that replace it, the oldest
    first; `replaced_by` those of them that replace it and have begun. `points` are the numbers of the law's points
    that it covers.
    """

    agreement: Record[Agreement]
    state: AgreementState
    parties: tuple[PartyFacts, ...]
    review_days: int | None
    versions: tuple[Record[Agreement], ...]
    replaced_by: tuple[Record[Agreement], ...]
    points: tuple[int, ...]

    @property
    def is_in_force(self) -> bool:
        return self.state is AgreementState.IN_FORCE

    @property
    def is_current(self) -> bool:
        """Whether it holds, or is to: it has neither ended nor been replaced."""
        return self.state in (AgreementState.IN_FORCE, AgreementState.COMING, AgreementState.UNDER_APPROVAL)

    @property
    def is_review_overdue(self) -> bool:
        return self.review_days is not None and self.review_days < 0

    @property
    def lacking(self) -> tuple[PartyFacts, ...]:
        """The parties that have not approved it, where it waits for them or the record tells who has."""
        if not self.is_current or not (self.state is AgreementState.UNDER_APPROVAL or self.agreement.facts.approvals):
            return ()
        return tuple(party for party in self.parties if not party.has_approved)

    @property
    def rank(self) -> tuple[int, int, tuple[int, str], str]:
        """What orders agreements: what holds first, what is over last; by level, number as people count, and title."""
        facts = self.agreement.facts
        number = facts.number or ""
        counted = (int(number) if number.isdecimal() else 0, number)
        return AGREEMENT_STATES.index(self.state), list(AgreementLevel).index(facts.level), counted, str(facts.title)

    def has_party(self, organisation_id: str) -> bool:
        """Whether an organisation is a party to it."""
        return any(party.organisation_id == organisation_id for party in self.parties)


def agreement_facts(graph: Graph, agreement: Record[Agreement], today: dt.date) -> AgreementFacts:
    """What is known of an agreement today."""
    facts, state = agreement.facts, agreement_state(graph, agreement, today)
    is_over = state in (AgreementState.REPLACED, AgreementState.EXPIRED)
    return AgreementFacts(
        agreement,
        state,
        tuple(_parties(graph, facts, today)),
        None if facts.review is None or is_over else (facts.review - today).days,
        _versions(graph, agreement),
        tuple(one for one in _replacing(graph, agreement) if agreement_state(graph, one, today).has_begun()),
        points_in(facts.basis),
    )


def agreement_state(graph: Graph, agreement: Record[Agreement], today: dt.date) -> AgreementState:
    """Where an agreement is (the record format, §5.1): the first that is true of `replaced`, `coming`, `expired`,
    `under_approval`, and else `in_force`.

    One is replaced as soon as another that replaces it is in force, and stays so when that one is replaced in turn.
    """
    return _state(graph, agreement, today, frozenset())


def _state(graph: Graph, agreement: Record[Agreement], today: dt.date, seen: frozenset[str]) -> AgreementState:
    seen |= {agreement.id}
    others = [one for one in _replacing(graph, agreement) if one.id not in seen]
    lasting = (AgreementState.IN_FORCE, AgreementState.REPLACED)
    if any(_state(graph, one, today, seen) in lasting for one in others):
        return AgreementState.REPLACED
    facts = agreement.facts
    start = _first_day(facts)
    end = facts.in_force.to if facts.in_force else None
    if start and start > today:
        return AgreementState.COMING
    if end and end < today:
        return AgreementState.EXPIRED
    if start is None and any(not party.has_approved for party in _parties(graph, facts, today)):
        return AgreementState.UNDER_APPROVAL
    return AgreementState.IN_FORCE


def _replacing(graph: Graph, agreement: Record[Agreement]) -> list[Record[Agreement]]:
    """The agreements that say they replace another."""
    found = graph.referring(AGREEMENT, agreement.key, "replaces")
    return [one for one in found if one.id != agreement.id]


def _parties(graph: Graph, facts: Agreement, today: dt.date) -> Iterator[PartyFacts]:
    """The parties in their order, each with its approval: the two name one organisation, or are the same words.

    What is to be approved in a meeting that was cancelled, or is to come, is not approved; nor is what its item
    refused, put off, or only took note of.
    """
    approvals: dict[str, Approval] = {}
    for approval in facts.approvals:
        meeting = graph.meeting(approval.meeting) if approval.meeting else None
        item = _item_of(graph, approval)
        outcome = item.entry.item.outcome if item else None
        is_refused = outcome is not None and not outcome.is_approval()
        if approval.organisation and not is_refused and (meeting is None or is_held(graph, meeting, today)):
            approvals.setdefault(_same(graph, approval.organisation), approval)
    for name in facts.parties:
        found = approvals.get(_same(graph, name))
        yield PartyFacts(name, graph.names.find(name), found, _item_of(graph, found) if found else None)


def _same(graph: Graph, name: str) -> str:
    return graph.names.find(name) or " ".join(name.split()).casefold()


def _item_of(graph: Graph, approval: Approval) -> Handling | None:
    """The item of a meeting in this portal by which a party approved."""
    return graph.item_numbered(approval.meeting, approval.number)


def _versions(graph: Graph, agreement: Record[Agreement]) -> tuple[Record[Agreement], ...]:
    """An agreement with all that came before it and after it, the oldest first."""
    earlier = _reached(agreement, lambda one: _replaced(graph, one))
    later = _reached(agreement, lambda one: _replacing(graph, one))
    return tuple(_in_order([*reversed(earlier), agreement, *later]))


def _replaced(graph: Graph, agreement: Record[Agreement]) -> list[Record[Agreement]]:
    records = (graph.records.get((AGREEMENT.name, id_)) for id_ in agreement.facts.replaces)
    return [one for one in records if one is not None and one.id != agreement.id]


def _reached(agreement: Record[Agreement], step: Step) -> list[Record[Agreement]]:
    """All that steps lead to from an agreement, the nearest first, each once."""
    found: dict[str, Record[Agreement]] = {agreement.id: agreement}
    queue = [agreement]
    while queue:
        for one in step(queue.pop(0)):
            if one.id not in found:
                found[one.id] = one
                queue.append(one)
    return list(found.values())[1:]


def _in_order(agreements: Sequence[Record[Agreement]]) -> list[Record[Agreement]]:
    """Agreements by the day on which they came into force; those without one stay where they are, among the last."""
    return sorted(agreements, key=lambda one: _first_day(one.facts) or dt.date.max)


def _first_day(facts: Agreement) -> dt.date | None:
    """The first day on which an agreement is in force, where that is told."""
    return facts.in_force.start if facts.in_force else None


def _start(known: AgreementFacts) -> dt.date:
    return _first_day(known.agreement.facts) or dt.date.min


@dataclass(frozen=True)
class PartyCover:
    """A party of agreements that hold or are to: which hold for it, which are on their way, and what none covers.

    `named_in` is the first agreement that calls it by its `name`. `waits_for` are those that it has not approved.
    `missing` are the numbers of the law's points that no agreement in force with it covers; none of a party that the
    law does not ask, nor where no agreement names a point.
    """

    name: str
    organisation_id: str | None
    named_in: Record[Agreement]
    in_force: tuple[AgreementFacts, ...]
    ahead: tuple[AgreementFacts, ...]
    past: tuple[AgreementFacts, ...]
    waits_for: tuple[AgreementFacts, ...]
    missing: tuple[int, ...]


def party_covers(graph: Graph, agreements: Sequence[AgreementFacts], today: dt.date) -> tuple[PartyCover, ...]:
    """Every party of an agreement, those that an organisation is first, by name."""
    names: dict[str, PartyFacts] = {}
    held: dict[str, list[AgreementFacts]] = {}
    for known in agreements:
        for party in known.parties:
            key = _same(graph, party.name)
            names.setdefault(key, party)
            held.setdefault(key, []).append(known)
    tells_points = any(known.points for known in agreements)
    covers = [
        _cover(graph, names[key], held[key], tells_points and _is_asked(graph, names[key].organisation_id, today))
        for key in held
    ]
    return tuple(sorted(covers, key=lambda one: (one.organisation_id is None, _title(graph, one))))


def _cover(graph: Graph, party: PartyFacts, agreements: Sequence[AgreementFacts], is_asked: bool) -> PartyCover:
    key = _same(graph, party.name)
    named_in, agreements = agreements[0].agreement, sorted(agreements, key=lambda one: one.rank)
    in_force = tuple(one for one in agreements if one.is_in_force)
    covered = {point for one in in_force for point in one.points}
    return PartyCover(
        party.name,
        party.organisation_id,
        named_in,
        in_force,
        tuple(one for one in agreements if one.is_current and not one.is_in_force),
        tuple(sorted((one for one in agreements if not one.is_current), key=_start, reverse=True)),
        tuple(one for one in agreements if any(_same(graph, lacking.name) == key for lacking in one.lacking)),
        tuple(point for point in POINTS if point not in covered) if is_asked else (),
    )


def _is_asked(graph: Graph, organisation_id: str | None, today: dt.date) -> bool:
    """Whether the law asks an organisation for agreements: a municipality or a hospital trust that is there."""
    record = graph.organisation(organisation_id) if organisation_id else None
    if record is None or (record.facts.valid and record.facts.valid.to and record.facts.valid.to.last < today):
        return False
    return record.facts.kind in (OrganisationKind.MUNICIPALITY, OrganisationKind.HOSPITAL_TRUST)


def _title(graph: Graph, cover: PartyCover) -> str:
    record = graph.organisation(cover.organisation_id) if cover.organisation_id else None
    return str(record.facts.title if record else cover.name).casefold()


def points_covered(agreements: Sequence[AgreementFacts]) -> tuple[tuple[int, tuple[AgreementFacts, ...]], ...]:
    """Each of the law's points with the agreements in force that cover it; nothing where no agreement names a point."""
    if not any(known.points for known in agreements):
        return ()
    in_force = [known for known in agreements if known.is_in_force]
    return tuple((point, tuple(one for one in in_force if point in one.points)) for point in POINTS)
