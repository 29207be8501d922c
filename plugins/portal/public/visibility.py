"""How much of a record may be seen at a moment."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from portal.model.clock import OSLO
from portal.model.common import Exemption, RecordFacts
from portal.model.meeting import AgendaItem

__all__ = ["Visibility", "exemptions_in", "in_force", "release_of", "visibility"]


class Visibility(str, Enum):
    """From all to nothing."""

    PUBLIC = "public"
    EXEMPT = "exempt"
    RETRACTED = "retracted"
    EMBARGOED = "embargoed"
    DRAFT = "draft"

    def is_hidden(self) -> bool:
        """Whether not even the record's address may be known."""
        return self in (Visibility.DRAFT, Visibility.EMBARGOED)

    def is_closed(self) -> bool:
        """Whether the record may be known of, but not read."""
        return self in (Visibility.EXEMPT, Visibility.RETRACTED)


def visibility(facts: RecordFacts, moment: dt.datetime) -> Visibility:
    """How much of a record may be seen at `moment`; the strictest reason counts."""
    if facts.draft:
        return Visibility.DRAFT
    if facts.publish_after and moment < facts.publish_after:
        return Visibility.EMBARGOED
    if facts.retracted:
        return Visibility.RETRACTED
    if in_force(facts.exempt, moment):
        return Visibility.EXEMPT
    return Visibility.PUBLIC


def in_force(exemption: Exemption | None, moment: dt.datetime) -> bool:
    """Whether an exemption still holds: from its `until` on, the thing is published whole."""
    return exemption is not None and (exemption.until is None or moment.astimezone(OSLO).date() < exemption.until)


def release_of(exemption: Exemption) -> dt.datetime | None:
    """The start of the day, in Oslo, on which an exemption is over; `None` for one without an end."""
    return dt.datetime.combine(exemption.until, dt.time(), OSLO) if exemption.until else None


def exemptions_in(*parts: RecordFacts | AgendaItem) -> list[Exemption]:
    """The exemptions of records or items and of their attachments, in force or over."""
    found = [one for part in parts for one in (part.exempt, *(attachment.exempt for attachment in part.attachments))]
    return [exemption for exemption in found if exemption]
