"""Whether a body is whole: which seats are vacant, who did not meet for a year, and whether it could decide.

All is told by seat, and never by person. The record format, §5.3: `seats` says who is to be represented, `quorum` how
many must be present; where it says `half`, at least half of the members (kommuneloven § 11-9).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portal.model.organisation import Member, Organisation, Seat
from portal.model.vocabulary import Position
from portal.source.record import Record

if TYPE_CHECKING:
    from portal.derived.known import Deadline, MeetingFacts

__all__ = ["Kept", "Quorum", "Representation", "SeatFacts", "quorum_needed", "quorum_of", "representation_of"]

_YEAR = 365
_WITHOUT_VOTE = (Position.OBSERVER, Position.SECRETARY)

Find = Callable[[str], str | None]
"""What gives the id of the organisation that a text names, if it names one."""


@dataclass(frozen=True)
class SeatFacts:
    """Who is to be represented on a body (`party`, an organisation or free text), and who is today.

    `vacant` of its `count` places are not filled. Of the body's meetings in the last year that tell who was there,
    `met` is at how many somebody came for it; of `meetings`, so many.
    """

    seat: Seat
    party: str
    count: int
    filled: int
    met: int
    meetings: int

    @property
    def vacant(self) -> int:
        return max(0, self.count - self.filled)

    @property
    def is_lacking(self) -> bool:
        """Whether nobody sits for it, though somebody must."""
        return self.seat.required and not self.filled

    @property
    def has_not_met(self) -> bool:
        """Whether nobody met for it at any of the body's meetings in the last year."""
        return self.meetings > 0 and not self.met


@dataclass(frozen=True)
class Quorum:
    """How many were `present` at a meeting, and how many it `needed` to decide."""

    meeting: MeetingFacts
    present: int
    needed: int

    @property
    def is_reached(self) -> bool:
        return self.present >= self.needed


@dataclass(frozen=True)
class Kept:
    """Of `number` meetings in the last year that tell when something was sent, at how many it was `in_time`."""

    in_time: int
    number: int


@dataclass(frozen=True)
class Representation:
    """How a body is represented today, and was at its meetings in the last year.

    `quorums` are of those that tell who was there, the latest first, where it is known how many are needed. `notices`
    and `minutes` tell how often the body kept its own deadlines; `None` where it has none, or no meeting tells.
    """

    organisation: Record[Organisation]
    seats: tuple[SeatFacts, ...]
    quorums: tuple[Quorum, ...]
    notices: Kept | None
    minutes: Kept | None

    @property
    def without_quorum(self) -> tuple[Quorum, ...]:
        """The meetings at which too few were present."""
        return tuple(one for one in self.quorums if not one.is_reached)

    @property
    def lacks(self) -> bool:
        """Whether anything of it is to be mended."""
        gaps = any(one.vacant or one.is_lacking or one.has_not_met for one in self.seats)
        return gaps or bool(self.without_quorum)


def representation_of(
    organisation: Record[Organisation], held: Sequence[MeetingFacts], find: Find, today: dt.date
) -> Representation:
    """The representation of a body, of its meetings that were held and can be read, in time."""
    latest = [one for one in held if (today - one.meeting.day).days <= _YEAR]
    told = [one for one in latest if _present(one)]
    facts = organisation.facts
    quorums = (quorum_of(organisation, one) for one in reversed(told))
    return Representation(
        organisation,
        tuple(_seat(facts, seat, seat.party, told, find, today) for seat in facts.seats if seat.party),
        tuple(one for one in quorums if one),
        _kept((one.notice, one.record.facts.notice_sent) for one in latest if one.record),
        _kept((one.minutes, one.record.facts.minutes_sent) for one in latest if one.record),
    )


def quorum_of(organisation: Record[Organisation], meeting: MeetingFacts) -> Quorum | None:
    """How many were present at a meeting and how many it needed, where both are known."""
    present, needed = _present(meeting), quorum_needed(organisation.facts, meeting.meeting.day)
    return Quorum(meeting, len(present), needed) if present and needed else None


def _seat(
    facts: Organisation, seat: Seat, party: str, told: Sequence[MeetingFacts], find: Find, today: dt.date
) -> SeatFacts:
    def is_for(organisation: str | None, role: str | None) -> bool:
        return _is_same(party, organisation, find) and (seat.role is None or _folded(role) == _folded(seat.role))

    filled = sum(is_for(member.organisation, member.role) for member in facts.members_on(today))
    met = sum(
        any(_is_same(party, name, find) for name in _spoken_for(meeting, facts.members_on(meeting.meeting.day)))
        for meeting in told
    )
    return SeatFacts(seat, party, seat.count, min(filled, seat.count), met, len(told))


def _spoken_for(meeting: MeetingFacts, members: Sequence[Member]) -> Iterator[str | None]:
    """For whom those present spoke: as the meeting tells, or as the member whose name they have, or met for."""
    sits_for = {member.name: member.organisation for member in members}
    for one in meeting.attendance:
        if one.group == "present":
            person = one.person
            yield person.organisation or sits_for.get(person.name)
            yield sits_for.get(person.substitute_for or "")


def _is_same(party: str, other: str | None, find: Find) -> bool:
    """Whether two names are of one organisation, or the same words."""
    if other is None:
        return False
    named = find(party)
    return find(other) == named if named else _folded(party) == _folded(other)


def _folded(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def _present(meeting: MeetingFacts) -> set[str]:
    return {one.person.name for one in meeting.attendance if one.group == "present"}


def quorum_needed(facts: Organisation, day: dt.date) -> int | None:
    """How many must be present on a day; `None` where that is not known."""
    if isinstance(facts.quorum, int):
        return facts.quorum
    members = sum(one.position not in _WITHOUT_VOTE for one in facts.members_on(day))
    return (members + 1) // 2 if facts.quorum and members else None


def _kept(sent: Iterable[tuple[Deadline | None, dt.date | None]]) -> Kept | None:
    told = [(due.day, day) for due, day in sent if due and day]
    return Kept(sum(day <= due for due, day in told), len(told)) if told else None
