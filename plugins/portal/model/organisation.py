"""The organisation: a body that meets, or a partner in the collaboration (Popolo: Organization)."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from portal.model.common import Contact, Part, RecordFacts
from portal.model.values import (
    Count,
    Days,
    Flag,
    OrganisationId,
    OrganisationOrText,
    Period,
    Quorum,
    Registration,
    Text,
)  # fmt: skip
from portal.model.vocabulary import Authority, OrganisationKind, Position

__all__ = ["Deadlines", "Member", "Organisation", "Seat", "Validity"]


class Validity(Part):
    """When an organisation exists; each end a day, a month or a year."""

    start: Period | None = Field(default=None, alias="from")
    to: Period | None = None


class Member(Part):
    """A member of a body, from one day to another. `organisation` is an organisation or free text."""

    name: Text
    role: Text | None = None
    organisation: OrganisationOrText | None = None
    position: Position | None = None
    substitute: Text | None = None
    start: Period | None = Field(default=None, alias="from")
    to: Period | None = None

    def sits_on(self, day: dt.date) -> bool:
        """Whether the member sat on the body on a day, or will."""
        has_begun = self.start is None or self.start.first <= day
        return has_begun and (self.to is None or self.to.last >= day)


class Seat(Part):
    """Who is to be represented on a body, an organisation or free text, by how many and in which role.

    Without one that is `required`, the body is not whole.
    """

    party: OrganisationOrText | None = Field(alias="for")
    count: Count = 1
    required: Flag = False
    role: Text | None = None


class Deadlines(Part):
    """Days before a meeting (`submission`, `notice`) and after it (`minutes`)."""

    submission: Days | None = None
    notice: Days | None = None
    minutes: Days | None = None

    def due(self, which: str, day: dt.date) -> dt.date | None:
        """The date on which `submission`, `notice` or `minutes` are due for a meeting on `day`; `None` for no date."""
        days: int | None = getattr(self, which)
        try:
            return None if days is None else day + dt.timedelta(days=days if which == "minutes" else -days)
        except OverflowError:  # a date at the edge of the calendar
            return None


class Organisation(RecordFacts):
    """The facts of an organisation."""

    short: Text | None = None
    kind: OrganisationKind
    parent: OrganisationId | None = None
    valid: Validity | None = None
    predecessor: OrganisationId | None = None
    authority: Authority | None = None
    members: tuple[Member, ...] = ()
    deadlines: Deadlines | None = None
    contact: Contact | None = None
    registration: Registration | None = None
    seats: tuple[Seat, ...] = ()
    quorum: Quorum | None = None

    def members_on(self, day: dt.date) -> tuple[Member, ...]:
        """The members that the body had on a day, or will have."""
        return tuple(member for member in self.members if member.sits_on(day))
