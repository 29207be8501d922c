"""Decisions as open data: the words, the outcome, the vote, who decided and when."""

from __future__ import annotations

from collections.abc import Iterator

from portal.derived.context import Context
from portal.derived.public import Handling
from portal.derived.states import followed_up
from portal.model import addresses
from portal.model.kinds import MEETING
from portal.model.vocabulary import FollowUpState, Outcome, SectionMeaning
from portal.outputs.data.columns import Column, DataRegister, Row, Type, coded, listed
from portal.outputs.data.shared import ATTACHMENTS, ITEM, VOTE, case_type, day, first, item_facts, papers, votes, words

__all__ = ["REGISTER"]


def _rows(context: Context) -> Iterator[Row]:
    return (_row(context, handling) for handling in context.facts.decisions)


def _row(context: Context, handling: Handling) -> Row:
    entry, meeting = handling.entry, handling.meeting
    item = entry.item
    approval = context.portal.approved_by(meeting.id)
    state = followed_up(item, context.today)
    return {
        "id": f"{meeting.id}#{entry.decision_anchor}",
        "url": context.url(f"{context.portal.address_of(meeting)}#{entry.decision_anchor}"),
        **item_facts(context, handling),
        "lang": context.lang_of(meeting.facts),
        "case_type": case_type(context.item_types(handling)),
        "outcome": item.outcome.value if item.outcome else None,
        **votes(item.vote),
        "decision": _words(context, handling, SectionMeaning.DECISION),
        "proposed_decision": _words(context, handling, SectionMeaning.PROPOSAL),
        "dissent_note": _words(context, handling, SectionMeaning.STATEMENT),
        "approves": first(item.approves),
        "approved_meetings": list(item.approves),
        "minutes_sent": day(meeting.facts.minutes_sent),
        "minutes_approved": day(approval.meeting.day) if approval else None,
        "number_of_follow_ups": len(item.follow_up),
        "follow_up_state": state.value if state else None,
        "attachments": papers(context, meeting, item.attachments),
    }


def _words(context: Context, handling: Handling, meaning: SectionMeaning) -> str | None:
    """The words of an item's sections with a meaning."""
    sections = handling.entry.having(meaning)
    return words((section.content for section in sections), context.lang_of(handling.meeting.facts))


REGISTER = DataRegister(
    "decisions",
    addresses.DECISIONS,
    MEETING.name,
    (
        Column("id", about="decision_id", required=True),
        Column("url", Type.URL, about="decision_address", required=True),
        *ITEM,
        Column("lang", Type.CODE, "lang", values=("nn", "nb")),
        Column("case_type", source="agenda.type"),
        coded("outcome", Outcome, "agenda.outcome"),
        *VOTE,
        Column("decision"),
        Column("proposed_decision"),
        Column("dissent_note"),
        Column("approves", source="agenda.approves"),
        listed("approved_meetings", "agenda.approves"),
        Column("minutes_sent", Type.DATE, "minutes_sent"),
        Column("minutes_approved", Type.DATE),
        Column("number_of_follow_ups", Type.INTEGER),
        coded("follow_up_state", FollowUpState),
        ATTACHMENTS,
    ),
    _rows,
)
