"""Cases as open data: where each came from, its route, where it is now and what was decided last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.derived.context import Context
from portal.derived.public import Handling, Record
from portal.derived.states import case_state, comes_up, follow_up_state
from portal.model import addresses
from portal.model.case import Case
from portal.model.headings import case_meaning
from portal.model.kinds import CASE, ORGANISATION, PROJECT
from portal.model.vocabulary import CaseState, ClosingOutcome, Outcome, SectionMeaning
from portal.outputs.data.columns import Column, DataRegister, Row, Type, coded, listed, people
from portal.outputs.data.shared import (
    HEAD,
    TAIL,
    case_type,
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
from portal.pages.views.case import case_numbers

__all__ = ["REGISTER"]

_ROUTE = (
    Column("meeting", about="meeting_id", required=True),
    Column("url", Type.URL, about="item_url", required=True),
    Column("date", Type.DATE, about="meeting_date", required=True),
    Column("body", required=True),
    Column("body_title"),
    Column("case_number", source="agenda.number"),
    Column("case_type", source="agenda.type"),
    Column("cancelled", Type.BOOLEAN, "cancelled", about="route_cancelled", required=True),
    coded("outcome", Outcome, "agenda.outcome"),
)
_TEXTS = {
    "background": SectionMeaning.BACKGROUND,
    "purpose": SectionMeaning.PURPOSE,
    "proposed_decision": SectionMeaning.PROPOSAL,
    "alternative_proposal": SectionMeaning.ALTERNATIVE,
}


def _rows(context: Context) -> Iterator[Row]:
    yield from (_row(context, case) for case in context.portal.cases)
    for closed in context.portal.closed_of(CASE):
        yield {**closed_row(context, closed), "case_numbers": case_numbers(context.portal.route(closed.id))}


def _row(context: Context, case: Record[Case]) -> Row:
    portal, facts = context.portal, case.facts
    route = portal.route(case.id)
    treated = [handling for handling in route if comes_up(portal, case, handling, context.today)]
    held = [handling for handling in treated if context.is_held(handling.meeting)]
    decided = portal.latest_decision(case.id)
    tasks = portal.tasks_of_case(case.id)
    bodies = list(dict.fromkeys(handling.meeting.body_id for handling in route))
    by = facts.submitted_by
    return {
        **head(context, case),
        "state": case_state(portal, case, context.today).value,
        "case_type": case_type(facts.type or ()),
        "submitted": day(facts.submitted),
        "submitted_by": party_id(context, by.organisation) if by else None,
        "submitted_by_title": party(context, by.organisation) if by else None,
        "submitter": folded(by.name) if by else None,
        "submitter_role": folded(by.role) if by else None,
        "requested_bodies": list(facts.for_bodies),
        "requested_body_titles": [_body(context, id_) for id_ in facts.for_bodies],
        "project": facts.project,
        "project_title": title_of(context, PROJECT.name, facts.project),
        "related_cases": list(facts.related),
        "case_numbers": case_numbers(route),
        "bodies": bodies,
        "body_titles": [_body(context, id_) for id_ in bodies],
        "number_of_meetings": len(treated),
        "first_meeting": day(treated[0].meeting.day) if treated else None,
        "latest_meeting": day(treated[-1].meeting.day) if treated else None,
        "latest_outcome": held[-1].entry.item.outcome.value if held and held[-1].entry.item.outcome else None,
        "case_route": [_step(context, handling) for handling in route],
        "number_of_decisions": sum(handling.is_decision for handling in route),
        **_decision(context, decided),
        "number_of_follow_ups": len(tasks),
        "number_of_open_follow_ups": sum(follow_up_state(t.follow_up, context.today).is_open() for t in tasks),
        "closed": day(facts.closed.date) if facts.closed else None,
        "closed_outcome": facts.closed.outcome.value if facts.closed else None,
        "closed_note": facts.closed.note if facts.closed else None,
        "description": words([case.outline.lead], context.lang_of(facts)),
        **{name: _text(context, case, meaning) for name, meaning in _TEXTS.items()},
        **tail(context, case),
    }


def _body(context: Context, id_: str) -> str:
    return title_of(context, ORGANISATION.name, id_) or id_


def _step(context: Context, handling: Handling) -> Row:
    meeting, item = handling.meeting, handling.entry.item
    return {
        "meeting": meeting.id,
        "url": context.url(f"{context.portal.address_of(meeting)}#{handling.entry.anchor}"),
        "date": day(meeting.day),
        "body": meeting.body_id,
        "body_title": _body(context, meeting.body_id),
        "case_number": folded(item.number),
        "case_type": case_type(context.item_types(handling)),
        "cancelled": meeting.facts.cancelled is not None,
        "outcome": item.outcome.value if item.outcome else None,
    }


def _decision(context: Context, decided: Handling | None) -> dict[str, Any]:
    if decided is None:
        return {}
    meeting, entry = decided.meeting, decided.entry
    return {
        "decision_date": day(meeting.day),
        "decision_url": context.url(f"{context.portal.address_of(meeting)}#{entry.decision_anchor}"),
        "decision": words(
            (section.content for section in entry.having(SectionMeaning.DECISION)), context.lang_of(meeting.facts)
        ),
    }


def _text(context: Context, case: Record[Case], meaning: SectionMeaning) -> str | None:
    """The words of the sections with a meaning, those of the headings within them too."""
    sections = [section for section in case.outline.sections if case_meaning(section.title) is meaning]
    parts = [part for section in sections for child in section.children for part in (child.heading, child.content)]
    return words([*(section.content for section in sections), *parts], context.lang_of(case.facts))


REGISTER = DataRegister(
    "cases",
    addresses.CASES,
    CASE.name,
    (
        *HEAD,
        coded("state", CaseState, about="case_state"),
        Column("case_type", source="type"),
        Column("submitted", Type.DATE, "submitted"),
        Column("submitted_by", source="submitted_by.organisation"),
        Column("submitted_by_title", source="submitted_by.organisation"),
        people("submitter", "submitted_by.name"),
        people("submitter_role", "submitted_by.role"),
        listed("requested_bodies", "for"),
        listed("requested_body_titles"),
        Column("project", source="project", about="project_id"),
        Column("project_title"),
        listed("related_cases", "related"),
        listed("case_numbers"),
        listed("bodies"),
        listed("body_titles"),
        Column("number_of_meetings", Type.INTEGER),
        Column("first_meeting", Type.DATE),
        Column("latest_meeting", Type.DATE),
        coded("latest_outcome", Outcome),
        Column("case_route", Type.OBJECTS, fields=_ROUTE),
        Column("number_of_decisions", Type.INTEGER),
        Column("decision_date", Type.DATE),
        Column("decision_url", Type.URL),
        Column("decision", about="latest_decision"),
        Column("number_of_follow_ups", Type.INTEGER),
        Column("number_of_open_follow_ups", Type.INTEGER),
        Column("closed", Type.DATE, "closed.date"),
        coded("closed_outcome", ClosingOutcome, "closed.outcome"),
        Column("closed_note", source="closed.note"),
        Column("description"),
        *(Column(name) for name in _TEXTS),
        *TAIL,
    ),
    _rows,
)
