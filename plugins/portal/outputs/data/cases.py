"""Cases as open data: where each came from, its route, where it is now and what was decided last."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from portal.model import addresses
from portal.model.kinds import CASE
from portal.model.values import PartialDate
from portal.model.vocabulary import CaseState, ClosingOutcome, Outcome, SectionMeaning
from portal.outputs.data import shared as s
from portal.outputs.data.columns import DataRegister, Fact, Prose, Read, Row, Url

__all__ = ["REGISTER"]


class StepData(Row, part="handling.entry.item", within="agenda."):
    """A meeting that has a case on its agenda (`ItemFacts`)."""

    meeting: Annotated[str, Fact("handling.meeting.id", "meeting_id")]
    url: Annotated[Url, Fact("handling", "item_url", by=s.item_url)]
    date: Annotated[dt.date, Fact("handling.meeting.day", "meeting_date")]
    body: Annotated[str, Fact("handling.meeting.body_id")]
    body_title: Annotated[str | None, Fact("handling.meeting.body_id", by=s.body_title)]
    case_number: Annotated[str | None, Read("agenda.number")]
    case_type: Annotated[str | None, Fact("types", source="agenda.type", by=s.case_type)]
    cancelled: Annotated[bool, Fact("is_cancelled", "route_cancelled", "cancelled")]
    outcome: Annotated[Outcome | None, Fact("outcome", source="agenda.outcome")]


class PlannedData(Row, within="planned."):
    """A step that is foreseen on a case's route, and not taken."""

    body: Annotated[str | None, Read("planned.organisation", by=s.party_id)]
    body_title: Annotated[str | None, Read("planned.organisation", by=s.party)]
    date: Annotated[PartialDate | None, Read("planned.date", "planned_date")]


class CaseData(Row, part="case.facts"):
    """A case (`CaseFacts`)."""

    head: Annotated[s.HeadData, Fact("case")]
    state: Annotated[CaseState | None, Fact("state", "case_state")] = None
    case_type: Annotated[str | None, Read("type", by=s.case_type)] = None
    submitted: Annotated[dt.date | None, Read("submitted")] = None
    submitted_by: Annotated[str | None, Read("submitted_by.organisation", by=s.party_id)] = None
    submitted_by_title: Annotated[str | None, Read("submitted_by.organisation", by=s.party)] = None
    submitter: Annotated[str | None, Read("submitted_by.name", people=True)] = None
    submitter_role: Annotated[str | None, Read("submitted_by.role", people=True)] = None
    requested_bodies: Annotated[tuple[str, ...], Read("for")] = ()
    requested_body_titles: Annotated[tuple[str, ...], Fact("case.facts.for", by=s.each(s.body_title))] = ()
    project: Annotated[str | None, Read("project", "project_id")] = None
    project_title: Annotated[str | None, Fact("case.facts.project", by=s.project_title)] = None
    related_cases: Annotated[tuple[str, ...], Read("related")] = ()
    case_numbers: Annotated[tuple[str, ...], Fact("numbers")] = ()
    bodies: Annotated[tuple[str, ...], Fact("body_ids")] = ()
    body_titles: Annotated[tuple[str, ...], Fact("body_ids", by=s.each(s.body_title))] = ()
    number_of_meetings: Annotated[int | None, Fact("up", by=s.count)] = None
    first_meeting: Annotated[dt.date | None, Fact("up.0.meeting.day")] = None
    latest_meeting: Annotated[dt.date | None, Fact("up.-1.meeting.day")] = None
    latest_outcome: Annotated[Outcome | None, Fact("treated.-1", by=lambda c, one: c.facts.item(one).outcome)] = None
    case_route: Annotated[tuple[StepData, ...], Fact("route", by=s.each(s.item_facts))] = ()
    number_of_decisions: Annotated[int | None, Fact("decisions", by=s.count)] = None
    decision_date: Annotated[dt.date | None, Fact("latest_decision.meeting.day")] = None
    decision_url: Annotated[Url | None, Fact("latest_decision", by=s.decision_url)] = None
    decision: Annotated[Prose | None, Fact("latest_decision", "latest_decision", by=s.decision_words)] = None
    number_of_follow_ups: Annotated[int | None, Fact("follow_ups", by=s.count)] = None
    number_of_open_follow_ups: Annotated[int | None, Fact("number_of_open")] = None
    planned: Annotated[tuple[PlannedData, ...], Fact("foreseen", source="planned")] = ()
    received: Annotated[dt.date | None, Read("received")] = None
    answered: Annotated[dt.date | None, Read("answered")] = None
    answer: Annotated[str | None, Read("answer")] = None
    closed: Annotated[dt.date | None, Read("closed.date")] = None
    closed_outcome: Annotated[ClosingOutcome | None, Read("closed.outcome")] = None
    closed_note: Annotated[Prose | None, Read("closed.note")] = None
    description: Annotated[Prose | None, Fact("case", by=s.lead)] = None
    background: Annotated[Prose | None, Fact("case", by=s.case_words(SectionMeaning.BACKGROUND))] = None
    purpose: Annotated[Prose | None, Fact("case", by=s.case_words(SectionMeaning.PURPOSE))] = None
    proposed_decision: Annotated[Prose | None, Fact("case", by=s.case_words(SectionMeaning.PROPOSAL))] = None
    alternative_proposal: Annotated[Prose | None, Fact("case", by=s.case_words(SectionMeaning.ALTERNATIVE))] = None
    tail: Annotated[s.TailData, Fact("case")]


REGISTER = DataRegister(
    "cases",
    addresses.CASES,
    CASE,
    CaseData,
    facts=lambda context: map(context.facts.case, context.portal.cases),
    years=lambda context: map(context.facts.year_of_case, context.portal.cases),
    year=lambda context, facts: context.facts.year_of_case(facts.case),
    closed=lambda context, closed: {"case_numbers": context.facts.numbers_of_case(closed.id)},
)
