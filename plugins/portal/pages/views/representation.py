"""How a body is represented: its seats with who is lacking, and whether its meetings could decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.parts import Hyperlink
from portal.derived.public import Record
from portal.derived.representation import Kept, Quorum, Representation, SeatFacts
from portal.model.organisation import Organisation
from portal.pages.views.rows import dated_link

__all__ = ["RepresentationView", "SeatRow", "lacks", "representation_view"]


@dataclass(frozen=True)
class SeatRow:
    """Who is to be represented, by how many, and who is; `gaps` say what is lacking, nothing where nothing is."""

    party: Hyperlink
    role: str | None
    lang: str | None
    required: bool
    count: int
    filled: int
    met: int
    meetings: int
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class QuorumRow:
    """How many were present at a meeting, and how many it needed."""

    meeting: Hyperlink
    day: dt.date
    present: int
    needed: int
    is_reached: bool


@dataclass(frozen=True)
class RepresentationView:
    """The seats of a body, the quorum of its meetings in the last year, and how it kept its own deadlines, in words."""

    quorum: str
    seats: tuple[SeatRow, ...]
    meetings: tuple[QuorumRow, ...]
    kept: tuple[str, ...]


def representation_view(context: Context, organisation: Record[Organisation]) -> RepresentationView | None:
    """The representation of a body that says who is to sit on it, or how many must be present."""
    known = context.facts.representation(organisation.id)
    if known is None:
        return None
    lang, quorum = context.foreign(organisation.facts), organisation.facts.quorum
    said = "" if quorum is None else context.t("quorum.half") if quorum == "half" else ""
    if isinstance(quorum, int):
        said = context.catalogue.count("quorum.number", quorum)
    return RepresentationView(
        said,
        tuple(_seat_row(context, one, lang) for one in known.seats),
        tuple(
            QuorumRow(
                dated_link(context, one.meeting.meeting),
                one.meeting.meeting.day,
                one.present,
                one.needed,
                one.is_reached,
            )
            for one in known.quorums
        ),
        tuple(_kept(context, known)),
    )


def _seat_row(context: Context, one: SeatFacts, lang: str | None) -> SeatRow:
    party = context.party(one.party, lang) or Hyperlink(one.party, lang=lang)
    gaps = tuple(_gaps(context, one))
    role, required = one.seat.role, one.seat.required
    return SeatRow(party, role, lang, required, one.count, one.filled, one.met, one.meetings, gaps)


def _gaps(context: Context, one: SeatFacts) -> Iterator[str]:
    """What is lacking of a seat."""
    if one.is_lacking:
        yield context.t("seat.lacking")
    elif one.vacant:
        yield context.catalogue.count("seat.vacant", one.vacant)
    if one.has_not_met:
        yield context.t("seat.not_met")


def _kept(context: Context, known: Representation) -> Iterator[str]:
    named: tuple[tuple[str, Kept | None], ...] = (("kept.notice", known.notices), ("kept.minutes", known.minutes))
    for key, kept in named:
        if kept:
            yield context.catalogue.count(key, kept.number, in_time=kept.in_time)


def lacks(context: Context, known: Representation) -> tuple[str, ...]:
    """All that is lacking of a body, a line each: of its seats, and of the meetings that could not decide."""
    lang = context.foreign(known.organisation.facts)
    rows = (_seat_row(context, one, lang) for one in known.seats)
    of_seats = [context.t("seat.gap", party=row.party.words, gap=gap) for row in rows for gap in row.gaps]
    return (*of_seats, *(_missed(context, one) for one in known.without_quorum))


def _missed(context: Context, one: Quorum) -> str:
    day = context.dates.day(one.meeting.meeting.day)
    return context.t("quorum.missed", date=day, present=one.present, needed=one.needed)
