"""The case: what somebody asked the collaboration to treat."""

from __future__ import annotations

from pydantic import Field

from portal.model.common import CaseTypes, Part, RecordFacts
from portal.model.values import CaseId, OrganisationId, OrganisationOrText, PastDay, Period, ProjectId, Text
from portal.model.vocabulary import ClosingOutcome

__all__ = ["Case", "Closing", "Foreseen", "Submitter"]


class Submitter(Part):
    """Who submitted a case. `organisation` is an organisation or free text."""

    name: Text | None = None
    role: Text | None = None
    organisation: OrganisationOrText | None = None


class Closing(Part):
    """That a case was closed, when and how."""

    date: PastDay
    outcome: ClosingOutcome
    note: Text | None = None


class Foreseen(Part):
    """A step that is foreseen on a case's route: who is to treat it, an organisation or free text, and when."""

    organisation: OrganisationOrText | None
    date: Period | None = None


class Case(RecordFacts):
    """The facts of a case.

    `planned` is the route that is foreseen. A case may come of a letter that was `received`, and is `answered` by one;
    `answer` is the title of that among the attachments.
    """

    type: CaseTypes | None = None
    submitted: PastDay | None = None
    submitted_by: Submitter | None = None
    for_bodies: tuple[OrganisationId, ...] = Field(default=(), alias="for")
    project: ProjectId | None = None
    related: tuple[CaseId, ...] = ()
    closed: Closing | None = None
    planned: tuple[Foreseen, ...] = ()
    received: PastDay | None = None
    answered: PastDay | None = None
    answer: Text | None = None
