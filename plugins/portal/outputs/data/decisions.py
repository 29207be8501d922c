"""Decisions as open data: the words, the outcome, the vote, who decided and when."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from portal.derived.context import Context
from portal.derived.public import Record
from portal.language.catalogue import LANGUAGES
from portal.model import addresses
from portal.model.kinds import MEETING
from portal.model.meeting import Meeting
from portal.model.vocabulary import FollowUpState, Outcome, SectionMeaning
from portal.outputs.data import shared as s
from portal.outputs.data.columns import DataRegister, Fact, Prose, Read, Row, Url

__all__ = ["REGISTER"]


def _approved(context: Context, meeting: Record[Meeting]) -> dt.date | None:
    """The day on which a meeting's minutes were approved."""
    approval = context.facts.meeting(meeting).approved_by
    return approval.meeting.day if approval else None


class DecisionData(Row, part="handling.entry.item", within="agenda."):
    """A decision of a meeting (`ItemFacts`)."""

    id: Annotated[str, Fact("handling", "decision_id", by=s.decision_id)]
    url: Annotated[Url, Fact("handling", "decision_address", by=s.decision_url)]
    item: Annotated[s.ItemData, Fact()]
    lang: Annotated[str | None, Fact("handling.meeting.facts", source="lang", by=s.lang, values=LANGUAGES)]
    case_type: Annotated[str | None, Fact("types", source="agenda.type", by=s.case_type)]
    outcome: Annotated[Outcome | None, Fact("outcome", source="agenda.outcome")]
    vote: Annotated[s.VotesData, Fact("handling.entry.item.vote")]
    is_recommendation: Annotated[bool, Fact("is_recommendation", source="agenda.final")]
    sent_to: Annotated[tuple[str, ...], Read("agenda.to")]
    decision: Annotated[Prose | None, Fact("handling", by=s.decision_words)]
    proposed_decision: Annotated[Prose | None, Fact("handling", by=s.item_words(SectionMeaning.PROPOSAL))]
    dissent_note: Annotated[Prose | None, Fact("handling", by=s.item_words(SectionMeaning.STATEMENT))]
    approves: Annotated[str | None, Fact("handling.entry.item.approves.0", source="agenda.approves")]
    approved_meetings: Annotated[tuple[str, ...], Read("agenda.approves")]
    minutes_sent: Annotated[dt.date | None, Fact("handling.meeting.facts.minutes_sent", source="minutes_sent")]
    minutes_approved: Annotated[dt.date | None, Fact("handling.meeting", by=_approved)]
    number_of_follow_ups: Annotated[int | None, Fact("follow_ups", by=s.count)]
    follow_up_state: Annotated[FollowUpState | None, Fact("followed_up")]
    attachments: Annotated[tuple[s.AttachmentData, ...], Fact("handling", source="attachments", by=s.item_papers)]


REGISTER = DataRegister(
    "decisions",
    addresses.DECISIONS,
    MEETING,
    DecisionData,
    facts=lambda context: map(context.facts.item, context.facts.decisions),
    years=lambda context: (handling.meeting.day.year for handling in context.facts.decisions),
    year=lambda _, facts: facts.handling.meeting.day.year,
)
