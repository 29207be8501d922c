"""Bodies and partners as open data."""

from __future__ import annotations

from collections.abc import Iterator

from portal.derived.context import Context
from portal.derived.public import Record
from portal.model import addresses
from portal.model.kinds import ORGANISATION
from portal.model.organisation import Organisation
from portal.model.vocabulary import Authority, OrganisationKind, Position
from portal.outputs.data.columns import Column, DataRegister, Row, Type, coded, people
from portal.outputs.data.shared import (
    HEAD,
    TAIL,
    closed_row,
    day,
    folded,
    head,
    party,
    party_id,
    tail,
    title_of,
    words,
)  # fmt: skip

__all__ = ["REGISTER"]

_MEMBERS = (
    people("name", "members.name", about="person_name"),
    Column("role", source="members.role"),
    Column("organisation", source="members.organisation", about="person_organisation"),
    Column("organisation_title", source="members.organisation", about="person_organisation_title"),
    coded("position", Position, "members.position", about="member_position"),
    people("substitute", "members.substitute"),
)
_DEADLINES = ("submission", "notice", "minutes")


def _rows(context: Context) -> Iterator[Row]:
    yield from (_row(context, organisation) for organisation in context.portal.organisations)
    for closed in context.portal.closed_of(ORGANISATION):
        yield {**closed_row(context, closed), "is_body": closed.is_body}


def _row(context: Context, organisation: Record[Organisation]) -> Row:
    facts, portal = organisation.facts, context.portal
    meetings = [m for m in portal.meetings_of(organisation.id) if not m.facts.cancelled]
    held = [meeting.day for meeting in meetings if context.is_held(meeting)]
    known = context.facts.organisation(organisation.id)
    return {
        **head(context, organisation),
        "short": folded(facts.short),
        "kind": facts.kind.value,
        "is_body": facts.kind.is_body(),
        "parent": facts.parent,
        "parent_title": title_of(context, ORGANISATION.name, facts.parent),
        "predecessor": facts.predecessor,
        "predecessor_title": title_of(context, ORGANISATION.name, facts.predecessor),
        "valid_from": facts.valid.start.text if facts.valid and facts.valid.start else None,
        "valid_to": facts.valid.to.text if facts.valid and facts.valid.to else None,
        "authority": facts.authority.value if facts.authority else None,
        **{f"{which}_days": getattr(facts.deadlines, which, None) for which in _DEADLINES},
        "number_of_members": len(facts.members),
        "number_of_meetings": len(meetings),
        "first_meeting": day(min(held, default=None)),
        "latest_meeting": day(known.latest.day if known.latest else None),
        "next_meeting": day(known.next.meeting.day if known.next else None),
        "number_of_decisions": sum(handling.is_decision for handling in portal.handlings_of_body(organisation.id)),
        "number_of_follow_ups": len(portal.tasks_of_organisation(organisation.id)),
        "website": facts.contact.url if facts.contact else None,
        "email": facts.contact.email if facts.contact else None,
        "phone": folded(facts.contact.phone) if facts.contact else None,
        "members": [
            {
                "name": folded(member.name),
                "role": folded(member.role),
                "organisation": party_id(context, member.organisation),
                "organisation_title": party(context, member.organisation),
                "position": member.position.value if member.position else None,
                "substitute": folded(member.substitute),
            }
            for member in facts.members
        ],
        "description": words([organisation.outline.lead], context.lang_of(organisation.facts)),
        **tail(context, organisation),
    }


REGISTER = DataRegister(
    "organisations",
    addresses.BODIES,
    ORGANISATION.name,
    (
        *HEAD,
        Column("short", source="short"),
        coded("kind", OrganisationKind, "kind", about="organisation_kind"),
        Column("is_body", Type.BOOLEAN, required=True),
        Column("parent", source="parent"),
        Column("parent_title"),
        Column("predecessor", source="predecessor"),
        Column("predecessor_title"),
        Column("valid_from", Type.PERIOD, "valid.from"),
        Column("valid_to", Type.PERIOD, "valid.to"),
        coded("authority", Authority, "authority"),
        *(Column(f"{which}_days", Type.INTEGER, f"deadlines.{which}") for which in _DEADLINES),
        Column("number_of_members", Type.INTEGER),
        Column("number_of_meetings", Type.INTEGER),
        Column("first_meeting", Type.DATE),
        Column("latest_meeting", Type.DATE, about="latest_held_meeting"),
        Column("next_meeting", Type.DATE),
        Column("number_of_decisions", Type.INTEGER),
        Column("number_of_follow_ups", Type.INTEGER, about="organisation_follow_ups"),
        Column("website", Type.URL, "contact.url"),
        people("email", "contact.email"),
        people("phone", "contact.phone"),
        Column("members", Type.OBJECTS, "members", fields=_MEMBERS, people=True),
        Column("description"),
        *TAIL,
    ),
    _rows,
)
