"""Follow-ups as open data: who is to do what by when, and what it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from portal.derived.context import Context
from portal.language.catalogue import LANGUAGES
from portal.linked.graph import Handling
from portal.linked.states import follow_up_state
from portal.model import addresses
from portal.model.kinds import MEETING
from portal.model.meeting import FollowUp
from portal.model.vocabulary import FollowUpState
from portal.outputs.data.columns import Column, DataRegister, Row, Type, coded, listed
from portal.outputs.data.shared import ITEM, day, first, item_facts, party, party_id

__all__ = ["REGISTER"]


def _rows(context: Context) -> Iterator[Row]:
    for handling in context.portal.handlings:
        if not handling.meeting.facts.cancelled:
            for position, follow_up in enumerate(handling.entry.item.follow_up, 1):
                yield _row(context, handling, follow_up, position)


def _row(context: Context, handling: Handling, follow_up: FollowUp, position: int) -> Row:
    entry, meeting = handling.entry, handling.meeting
    page = context.portal.address_of(meeting)
    ids = [party_id(context, text) for text in follow_up.responsible]
    parties = [name for text in follow_up.responsible if (name := party(context, text))]
    return {
        "id": f"{meeting.id}#{entry.anchor}/{position}",
        "url": context.url(f"{page}#{entry.anchor}"),
        "what": follow_up.what,
        "lang": context.lang_of(meeting.facts),
        "state": follow_up_state(follow_up, context.today).value,
        "responsible": party_id(context, first(follow_up.responsible)),
        "responsible_title": first(parties),
        "responsible_parties": [id_ for id_ in dict.fromkeys(ids) if id_],
        "responsible_titles": list(dict.fromkeys(parties)),
        "due_date": day(follow_up.due),
        "done_date": day(follow_up.done),
        "decision": f"{meeting.id}#{entry.decision_anchor}" if handling.is_decision else None,
        **item_facts(context, handling),
    }


REGISTER = DataRegister(
    "follow-ups",
    addresses.FOLLOW_UPS,
    MEETING.name,
    (
        Column("id", about="follow_up_id", required=True),
        Column("url", Type.URL, about="item_url", required=True),
        Column("what", source="agenda.follow_up.what", about="follow_up_what", required=True),
        Column("lang", Type.CODE, "lang", values=LANGUAGES),
        coded("state", FollowUpState, about="follow_up_state", required=True),
        Column("responsible", source="agenda.follow_up.responsible", about="follow_up_responsible"),
        Column("responsible_title", source="agenda.follow_up.responsible"),
        listed("responsible_parties", "agenda.follow_up.responsible"),
        listed("responsible_titles", "agenda.follow_up.responsible"),
        Column("due_date", Type.DATE, "agenda.follow_up.due"),
        Column("done_date", Type.DATE, "agenda.follow_up.done"),
        Column("decision", about="follow_up_decision"),
        *ITEM,
    ),
    _rows,
)
