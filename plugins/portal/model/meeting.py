"""The meeting: its notice before, its minutes after, and its agenda."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from portal.model.common import Attachment, CaseTypes, Exemption, Part, Person, RecordFacts
from portal.model.values import (
    CaseId,
    CaseNumber,
    Count,
    Day,
    MeetingDay,
    MeetingId,
    OneOrMore,
    OrganisationOrText,
    PastDay,
    ProjectId,
    Text,
    Time,
    Url,
)  # fmt: skip
from portal.model.vocabulary import Outcome

__all__ = ["AgendaItem", "Cancellation", "FollowUp", "Meeting", "Vote"]


def _refused(type_: str, value: Any) -> PydanticCustomError:
    found = value if isinstance(value, str) else "…"
    return PydanticCustomError(type_, "{found}", {"found": found})


class Vote(Part):
    """A vote: unanimous, or so many for and against."""

    unanimous: bool = False
    in_favour: Count | None = Field(default=None, alias="for")
    against: Count | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Vote:
        """A count alone, the other blank or faulty, tells of no vote."""
        if not self.unanimous and None in (self.in_favour, self.against):
            raise _refused("value_vote", None)
        return self


def _vote(value: Any) -> Any:
    if isinstance(value, str) and value.strip() == "unanimous":
        return Vote(unanimous=True)
    if isinstance(value, dict) and {"for", "against"} <= set(value) and "unanimous" not in value:
        return value
    raise _refused("value_vote", value)


class Cancellation(Part):
    """That a meeting was cancelled, and why where that is said."""

    reason: Text | None = None


def _cancelled(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    if isinstance(value, str) and value.strip().lower() == "true":
        return Cancellation()
    if isinstance(value, str) and value.strip().lower() == "false":
        return None
    raise _refused("value_cancelled", value)


class FollowUp(Part):
    """What somebody is to do after a meeting. Those `responsible` are organisations or free text."""

    what: Text
    responsible: OneOrMore[OrganisationOrText] = ()
    due: Day | None = None
    done: PastDay | None = None


class AgendaItem(Part):
    """An item on the agenda (OParl: AgendaItem). It may treat several `cases`, and approve the minutes of several."""

    number: CaseNumber | None = None
    title: Text | None = None
    type: CaseTypes | None = None
    cases: OneOrMore[CaseId] = Field(default=(), alias="case")
    project: ProjectId | None = None
    aliases: tuple[CaseNumber, ...] = ()
    presenter: Text | None = None
    attachments: tuple[Attachment, ...] = ()
    exempt: Exemption | None = None
    approves: OneOrMore[MeetingId] = ()
    outcome: Outcome | None = None
    vote: Annotated[Vote, BeforeValidator(_vote)] | None = None
    follow_up: tuple[FollowUp, ...] = ()


class Meeting(RecordFacts):
    """The facts of a meeting. Its organisation and its date come from the file's path."""

    number: Text | None = None
    start: Time | None = None
    end: Time | None = None
    place: Text | None = None
    online: Url | None = None
    cancelled: Annotated[Cancellation | None, BeforeValidator(_cancelled)] = None
    moved_from: MeetingDay | None = None
    notice_sent: PastDay | None = None
    minutes_sent: PastDay | None = None
    chair: Text | None = None
    minutes_by: Text | None = None
    present: tuple[Person, ...] = ()
    invited: tuple[Person, ...] = ()
    secretariat: tuple[Person, ...] = ()
    observers: tuple[Person, ...] = ()
    absent: tuple[Person, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
