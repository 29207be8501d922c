"""Bodies and partners as open data."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from portal.derived.context import Context
from portal.derived.known import OrganisationFacts
from portal.derived.representation import SeatFacts
from portal.model import addresses
from portal.model.kinds import ORGANISATION
from portal.model.values import PartialDate
from portal.model.vocabulary import Authority, OrganisationKind, Position
from portal.outputs.data import shared as s
from portal.outputs.data.columns import DataRegister, Fact, Prose, Read, Row, Url

__all__ = ["REGISTER"]


class MemberData(Row, within="members."):
    """A seat on a body."""

    name: Annotated[str | None, Read("members.name", "person_name", people=True)]
    role: Annotated[str | None, Read("members.role")]
    organisation: Annotated[str | None, Read("members.organisation", "person_organisation", by=s.party_id)]
    organisation_title: Annotated[str | None, Read("members.organisation", "person_organisation_title", by=s.party)]
    position: Annotated[Position | None, Read("members.position", "member_position")]
    substitute: Annotated[str | None, Read("members.substitute", people=True)]
    from_date: Annotated[PartialDate | None, Read("members.from", "member_from")]
    to_date: Annotated[PartialDate | None, Read("members.to", "member_to")]


def _seats(context: Context, known: OrganisationFacts) -> tuple[SeatFacts, ...]:
    found = context.facts.representation(known.id)
    return found.seats if found else ()


class SeatData(Row, part="seat", within="seats."):
    """Who is to be represented on a body (`SeatFacts`)."""

    party: Annotated[str | None, Fact("party", "seat_party", "seats.for", by=s.party_id)]
    party_title: Annotated[str | None, Fact("party", "seat_party_title", "seats.for", by=s.party)]
    role: Annotated[str | None, Read("seats.role", "seat_role")]
    count: Annotated[int, Fact("count", "seat_count", "seats.count")]
    required: Annotated[bool, Read("seats.required", "seat_required")]
    vacant: Annotated[int, Fact("vacant", "seat_vacant")]


class OrganisationData(Row, part="record.facts"):
    """A body or a partner (`OrganisationFacts`)."""

    head: Annotated[s.HeadData, Fact("record")]
    short: Annotated[str | None, Read("short")] = None
    registration: Annotated[str | None, Read("registration")] = None
    kind: Annotated[OrganisationKind | None, Read("kind", "organisation_kind")] = None
    is_body: Annotated[bool, Fact("record.facts.kind", by=lambda _, kind: kind.is_body())]
    parent: Annotated[str | None, Read("parent")] = None
    parent_title: Annotated[str | None, Fact("record.facts.parent", by=s.organisation_title)] = None
    predecessor: Annotated[str | None, Read("predecessor")] = None
    predecessor_title: Annotated[str | None, Fact("record.facts.predecessor", by=s.organisation_title)] = None
    valid_from: Annotated[PartialDate | None, Read("valid.from")] = None
    valid_to: Annotated[PartialDate | None, Read("valid.to")] = None
    authority: Annotated[Authority | None, Read("authority")] = None
    submission_days: Annotated[int | None, Read("deadlines.submission")] = None
    notice_days: Annotated[int | None, Read("deadlines.notice")] = None
    minutes_days: Annotated[int | None, Read("deadlines.minutes")] = None
    number_of_members: Annotated[int | None, Fact("members", by=s.count)] = None
    number_of_meetings: Annotated[int | None, Fact("number_of_meetings")] = None
    first_meeting: Annotated[dt.date | None, Fact("held.0.day")] = None
    latest_meeting: Annotated[dt.date | None, Fact("latest.day", "latest_held_meeting")] = None
    next_meeting: Annotated[dt.date | None, Fact("next.meeting.day")] = None
    number_of_decisions: Annotated[int | None, Fact("decisions", by=s.count)] = None
    number_of_follow_ups: Annotated[int | None, Fact("follow_ups", "organisation_follow_ups", by=s.count)] = None
    website: Annotated[Url | None, Read("contact.url")] = None
    email: Annotated[str | None, Read("contact.email", people=True)] = None
    phone: Annotated[str | None, Read("contact.phone", people=True)] = None
    quorum: Annotated[str | None, Read("quorum", by=lambda _, number: str(number))] = None
    seats: Annotated[tuple[SeatData, ...], Fact(source="seats", by=_seats)] = ()
    members: Annotated[tuple[MemberData, ...], Read("members", people=True)] = ()
    description: Annotated[Prose | None, Fact("record", by=s.lead)] = None
    tail: Annotated[s.TailData, Fact("record")]


REGISTER = DataRegister(
    "organisations",
    addresses.BODIES,
    ORGANISATION,
    OrganisationData,
    facts=lambda context: (context.facts.organisation(one.id) for one in context.portal.organisations),
    closed=lambda _, closed: {"is_body": closed.is_body},
)
