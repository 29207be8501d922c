"""The case: what somebody asked the collaboration to treat."""

from __future__ import annotations

from pydantic import Field

from portal.model.common import CaseTypes, Part, RecordFacts
from portal.model.values import CaseId, OrganisationId, OrganisationOrText, PastDay, ProjectId, Text
from portal.model.vocabulary import ClosingOutcome

__all__ = ["Case", "Closing", "Submitter"]


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


class Case(RecordFacts):
    """The facts of a case."""

    type: CaseTypes | None = None
    submitted: PastDay | None = None
    submitted_by: Submitter | None = None
    for_bodies: tuple[OrganisationId, ...] = Field(default=(), alias="for")
    project: ProjectId | None = None
    related: tuple[CaseId, ...] = ()
    closed: Closing | None = None
