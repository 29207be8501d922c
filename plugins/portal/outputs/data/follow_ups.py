"""Follow-ups as open data: who is to do what by when, and what it comes from."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from portal.derived.context import Context
from portal.derived.known import FollowUpFacts
from portal.derived.public import Handling, Task
from portal.language.catalogue import LANGUAGES
from portal.model import addresses
from portal.model.kinds import MEETING
from portal.model.vocabulary import FollowUpState
from portal.outputs.data import shared as s
from portal.outputs.data.columns import DataRegister, Fact, Prose, Read, Row, Url

__all__ = ["REGISTER", "follow_up_id"]

_RESPONSIBLE = "agenda.follow_up.responsible"
_FIRST = "task.follow_up.responsible.0"


def follow_up_id(_: Context, facts: FollowUpFacts) -> str:
    """The id of a follow-up: that of where it stands, and its place there."""
    handling, task = facts.task.handling, facts.task
    if handling is None:
        return f"{task.record.kind.folder}/{task.record.id}#{task.address.partition('#')[2]}"
    return f"{handling.meeting.id}#{handling.entry.anchor}/{facts.position}"


def _url(context: Context, task: Task) -> str:
    """The URL of the item or the measure."""
    return context.url(task.handling.address if task.handling else task.address)


def _decision(context: Context, handling: Handling) -> str | None:
    return s.decision_id(context, handling) if handling.is_decision else None


def _year(task: Task) -> int | None:
    """The year of the meeting that a follow-up comes from, or of the day on which a measure is due."""
    if task.handling:
        return task.handling.meeting.day.year
    return task.follow_up.due.year if task.follow_up.due else None


class FollowUpData(Row, part="task.follow_up", within="agenda.follow_up."):
    """A follow-up of an item, or a measure of a plan (`FollowUpFacts`)."""

    id: Annotated[str, Fact("", "follow_up_id", by=follow_up_id)]
    url: Annotated[Url, Fact("task", "item_url", by=_url)]
    what: Annotated[Prose, Read("agenda.follow_up.what", "follow_up_what")]
    lang: Annotated[str | None, Fact("task.record.facts", source="lang", by=s.lang, values=LANGUAGES)]
    state: Annotated[FollowUpState, Fact("state", "follow_up_state")]
    responsible: Annotated[str | None, Fact(_FIRST, "follow_up_responsible", _RESPONSIBLE, by=s.party_id)]
    responsible_title: Annotated[str | None, Fact(_FIRST, source=_RESPONSIBLE, by=s.party)]
    responsible_parties: Annotated[tuple[str, ...], Read(_RESPONSIBLE, by=s.each(s.party_id, once=True))]
    responsible_titles: Annotated[tuple[str, ...], Read(_RESPONSIBLE, by=s.each(s.party, once=True))]
    due_date: Annotated[dt.date | None, Read("agenda.follow_up.due")]
    done_date: Annotated[dt.date | None, Read("agenda.follow_up.done")]
    decision: Annotated[str | None, Fact("task.handling", "follow_up_decision", by=_decision)]
    item: Annotated[s.OriginData, Fact("task.handling", by=s.item_facts)]
    plan: Annotated[str | None, Fact("task.plan.id", "follow_up_plan")]
    plan_title: Annotated[str | None, Fact("task.plan", by=Context.title)]
    measure: Annotated[str | None, Fact("task.measure.number", "measure_number", "measures.number")]


REGISTER = DataRegister(
    "follow-ups",
    addresses.FOLLOW_UPS,
    MEETING,
    FollowUpData,
    facts=lambda context: context.facts.follow_ups,
    years=lambda context: map(_year, context.portal.tasks),
    year=lambda _, facts: _year(facts.task),
)
