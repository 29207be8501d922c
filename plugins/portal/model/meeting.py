"""The meeting: its notice before, its minutes after, and its agenda."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import multimode
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from portal.model.common import Attachment, CaseTypes, Exemption, Part, Person, RecordFacts
from portal.model.values import (
    CaseId,
    CaseNumber,
    Count,
    Day,
    Flag,
    MeetingDay,
    MeetingId,
    OneOrMore,
    OrganisationId,
    OrganisationOrText,
    PastDay,
    ProjectId,
    Text,
    Time,
    Url,
)  # fmt: skip
from portal.model.vocabulary import MeetingForm, Outcome

__all__ = ["AgendaItem", "Cancellation", "ClosedDoors", "FollowUp", "Meeting", "Vote", "usual_length"]


def _refused(type_: str, value: Any) -> PydanticCustomError:
    found = value if isinstance(value, str) else "…"
    return PydanticCustomError(type_, "{found}", {"found": found})


class Vote(Part):
    """A vote on a proposal: unanimous, or so many for and against.

    `abstained` is how many did not vote, where they may; `casting` tells that the vote was tied and the chair's decided
    it. `proposal` are its words: of several proposals that stood against each other each has its votes for.
    """

    unanimous: bool = False
    in_favour: Count | None = Field(default=None, alias="for")
    against: Count | None = None
    abstained: Count | None = None
    casting: Flag = False
    proposal: Text | None = Field(default=None, alias="on")

    @model_validator(mode="after")
    def _is_whole(self) -> Vote:
        """A count for alone tells of no vote, but where it says for what; nor does one of those that did not vote."""
        is_one_of_several = self.in_favour is not None and self.proposal is not None
        if not self.unanimous and self.against is None and not is_one_of_several:
            raise _refused("value_vote", None)
        return self

    @property
    def is_counted(self) -> bool:
        """Whether those for and those against were counted."""
        return self.in_favour is not None and self.against is not None

    @property
    def is_tied(self) -> bool:
        return self.is_counted and self.in_favour == self.against


def _vote(value: Any) -> Any:
    if isinstance(value, str) and value.strip() == "unanimous":
        return Vote(unanimous=True)
    if isinstance(value, dict) and {"for", "against"} & set(value) and "unanimous" not in value:
        return value
    raise _refused("value_vote", value)


class ClosedDoors(Part):
    """That an item was treated behind closed doors, and by what law. Its papers and its text may be public."""

    basis: Text


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
    """An item on the agenda (OParl: AgendaItem). It may treat several `cases`, and approve the minutes of several.

    It was `added` where it was put on the agenda in the meeting. Those `disqualified` were present, and took no part
    for want of impartiality (forvaltningsloven § 6). What is not `final` is a recommendation to the bodies that it
    goes to.
    """

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
    votes: OneOrMore[Annotated[Vote, BeforeValidator(_vote)]] = Field(default=(), alias="vote")
    follow_up: tuple[FollowUp, ...] = ()
    added: Flag = False
    closed: ClosedDoors | None = None
    disqualified: tuple[Text, ...] = ()
    final: Flag = True
    to_bodies: tuple[OrganisationId, ...] = Field(default=(), alias="to")


class Meeting(RecordFacts):
    """The facts of a meeting. Its organisation and its date come from the file's path.

    It is held in person where its `form` does not say otherwise. `end_date` is its last day, where that is not its
    first; of one in writing, the last for answers. `with_bodies` are the organisations that meet jointly with its own.
    """

    number: Text | None = None
    form: MeetingForm | None = None
    end_date: Day | None = None
    with_bodies: tuple[OrganisationId, ...] = Field(default=(), alias="with")
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

    @property
    def is_written(self) -> bool:
        """Whether it is held in writing."""
        return self.form is MeetingForm.WRITTEN

    @property
    def minutes_taken(self) -> int | None:
        """How many minutes it takes, where it says so and is of one day."""
        if self.start is None or self.end is None or self.end <= self.start or self.end_date:
            return None
        return 60 * (self.end.hour - self.start.hour) + self.end.minute - self.start.minute


def usual_length(minutes: Iterable[int]) -> int | None:
    """How many minutes meetings take most often, the shorter of two; `None` where none says so."""
    return min(multimode(minutes), default=None)
