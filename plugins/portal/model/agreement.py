"""The agreement: what parties have agreed on, on what basis in law, for how long, and who has approved it."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from portal.model.common import Part, RecordFacts
from portal.model.values import (
    AgreementId,
    AgreementNumber,
    CaseNumber,
    Day,
    MeetingId,
    OrganisationOrText,
    PastDay,
    Text,
)
from portal.model.vocabulary import AgreementLevel

__all__ = ["Agreement", "Approval", "Force"]


class Force(Part):
    """The first and the last day on which an agreement is in force."""

    start: Day | None = Field(default=None, alias="from")
    to: Day | None = None


class Approval(Part):
    """That a party has approved an agreement: an organisation or free text, when, and the item of a meeting that did.

    In the public portal there is no `organisation` where the public may not know of it.
    """

    organisation: OrganisationOrText
    date: PastDay | None = None
    meeting: MeetingId | None = None
    number: CaseNumber | None = None


class Agreement(RecordFacts):
    """The facts of an agreement. Each of `parties` is an organisation or free text.

    Nothing tells the level of one that was taken back or is never opened: there it may be left out.
    """

    level: AgreementLevel
    number: AgreementNumber | None = None
    parties: tuple[OrganisationOrText, ...] = ()
    basis: tuple[Text, ...] = ()
    in_force: Force | None = None
    replaces: tuple[AgreementId, ...] = ()
    review: Day | None = None
    approvals: tuple[Approval, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _level_is_left_out(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("level"):
            return data
        exempt = data.get("exempt")
        is_never_opened = isinstance(exempt, dict) and not exempt.get("until")
        return {**data, "level": AgreementLevel.SPECIAL.value} if data.get("retracted") or is_never_opened else data
