"""Follow-ups as open data: who is to do what by when, and what it comes from."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from portal.derived.context import Context
from portal.derived.known import FollowUpFacts
from portal.derived.public import Handling
from portal.language.catalogue import LANGUAGES
from portal.model import addresses
from portal.model.kinds import MEETING
from portal.model.vocabulary import FollowUpState
from portal.outputs.data import shared as s
from portal.outputs.data.columns import DataRegister, Fact, Prose, Read, Row, Url

__all__ = ["REGISTER"]

_RESPONSIBLE = "agenda.follow_up.responsible"
_FIRST = "task.follow_up.responsible.0"


def _id(_: Context, facts: FollowUpFacts) -> str:
    handling = facts.task.handling
    return f"{handling.meeting.id}#{handling.entry.anchor}/{facts.position}"


def _decision(context: Context, handling: Handling) -> str | None:
    return s.decision_id(context, handling) if handling.is_decision else None


class FollowUpData(Row, part="task.follow_up", within="agenda.follow_up."):
    """A follow-up of an item (`FollowUpFacts`)."""

    id: Annotated[str, Fact("", "follow_up_id", by=_id)]
    url: Annotated[Url, Fact("task.handling", "item_url", by=s.item_url)]
    what: Annotated[Prose, Read("agenda.follow_up.what", "follow_up_what")]
    lang: Annotated[str | None, Fact("task.handling.meeting.facts", source="lang", by=s.lang, values=LANGUAGES)]
    state: Annotated[FollowUpState, Fact("state", "follow_up_state")]
    responsible: Annotated[str | None, Fact(_FIRST, "follow_up_responsible", _RESPONSIBLE, by=s.party_id)]
    responsible_title: Annotated[str | None, Fact(_FIRST, source=_RESPONSIBLE, by=s.party)]
    responsible_parties: Annotated[tuple[str, ...], Read(_RESPONSIBLE, by=s.each(s.party_id, once=True))]
    responsible_titles: Annotated[tuple[str, ...], Read(_RESPONSIBLE, by=s.each(s.party, once=True))]
    due_date: Annotated[dt.date | None, Read("agenda.follow_up.due")]
    done_date: Annotated[dt.date | None, Read("agenda.follow_up.done")]
    decision: Annotated[str | None, Fact("task.handling", "follow_up_decision", by=_decision)]
    item: Annotated[s.ItemData, Fact("task.handling", by=s.item_facts)]


REGISTER = DataRegister(
    "follow-ups",
    addresses.FOLLOW_UPS,
    MEETING,
    FollowUpData,
    facts=lambda context: context.facts.follow_ups,
    years=lambda context: (task.handling.meeting.day.year for task in context.portal.tasks),
    year=lambda _, facts: facts.task.handling.meeting.day.year,
)
