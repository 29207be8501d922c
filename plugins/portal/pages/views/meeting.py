"""A meeting: its notice before, its minutes after, at one address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from portal.derived.context import Context
from portal.derived.gist import gist
from portal.derived.parts import Hyperlink, View
from portal.derived.public import Closed, Handling, Record
from portal.derived.states import meeting_state, minutes_approval
from portal.linked.hindsight import has_minutes
from portal.model import addresses
from portal.model.addresses import is_position
from portal.model.meeting import Meeting
from portal.model.vocabulary import MeetingState
from portal.pages.views.agenda import item_row
from portal.pages.views.linked_data import meeting_data
from portal.pages.views.people import people_at

__all__ = ["view"]


def view(context: Context, meeting: Record[Meeting]) -> View:
    """The page of a meeting."""
    portal, facts = context.portal, meeting.facts
    state = meeting_state(portal, meeting, context.today)
    items = [item_row(context, handling) for handling in portal.items(meeting.id)]
    earlier, later = _neighbours(context, meeting)
    body = context.body(meeting.body_id)
    values = {
        "record": meeting,
        "facts": facts,
        "lang": context.foreign(facts),
        "hold": context.hold(meeting),
        "body": body,
        "day": meeting.day,
        "state": context.state(state),
        "kind": context.t("meeting.kind_minutes" if state.has_minutes() else "meeting.kind_notice"),
        "is_draft_minutes": state is MeetingState.MINUTES_DRAFT,
        "minutes_known": has_minutes(portal, meeting),
        "is_coming": state.is_coming(),
        "items": items,
        "kept_anchors": _kept_anchors(context, meeting, items),
        "decisions": sum(1 for item in items if item["decision"]),
        "overdue": sum(1 for item in items for task in item["tasks"] if task.days is not None and task.days < 0),
        "outline": portal.agendas[meeting.id].outline,
        "people": people_at(context, meeting),
        "forgets_names": context.forgets_names(meeting.day),
        "papers": context.papers(meeting, facts.attachments),
        "notice_pdf": context.downloads.get(f"{portal.address_of(meeting)}{addresses.NOTICE_PDF}"),
        "minutes_pdf": context.downloads.get(f"{portal.address_of(meeting)}{addresses.MINUTES_PDF}"),
        "signature": _signature(context, meeting),
        "missing": _missing(context, meeting, state),
        "approval": _approval(context, meeting),
        "submission": context.deadline(meeting.body_id, meeting.day, "submission") if state.is_coming() else None,
        "earlier": earlier,
        "later": later,
    }
    description = _description(context, meeting, items, context.state(state).text)
    return View(
        template="record/meeting.html",
        address=portal.address_of(meeting),
        title=context.title(meeting),
        values=values,
        menu=addresses.MEETINGS,
        description=description,
        source=meeting.path,
        updated=context.updated(meeting.key),
        crumbs=(
            Hyperlink(context.t("menu.meetings"), addresses.MEETINGS),
            body,
            Hyperlink(str(meeting.day.year), addresses.meeting_year(meeting.day.year)),
        ),
        feed=context.feed_of_body(meeting.body_id),
        structured=meeting_data(context, meeting, description),
    )


def _kept_anchors(context: Context, meeting: Record[Meeting], items: list[dict[str, Any]]) -> list[str]:
    """Anchors that told an item by its place on the agenda, and that no item has now: the agenda answers for them."""
    there = {anchor for item in items for anchor in (item["anchor"], *item["earlier_anchors"])}
    there |= {item["decision"].anchor for item in items if item["decision"]}
    return sorted(a for a in context.portal.kept_anchors(meeting) - there if is_position(a))


def _neighbours(context: Context, meeting: Record[Meeting]) -> tuple[Hyperlink | None, Hyperlink | None]:
    """The body's previous and next meeting, by date; those that were cancelled are passed over."""
    meetings = [
        other
        for other in context.portal.calendar_of(meeting.body_id)
        if other.key == meeting.key or isinstance(other, Closed) or not other.facts.cancelled
    ]
    index = next(n for n, other in enumerate(meetings) if other.key == meeting.key)

    def link(n: int) -> Hyperlink | None:
        if not 0 <= n < len(meetings):
            return None
        return Hyperlink(context.dates.day(meetings[n].day), context.portal.address_of_key(meetings[n].key))

    return link(index - 1), link(index + 1)


def _approval(context: Context, meeting: Record[Meeting]) -> Hyperlink | None:
    """Where the minutes were approved, are to be, or should have been."""
    approval, handling = minutes_approval(context.portal, meeting, context.today)
    if approval is None or handling is None:
        return None
    text = context.t(f"meeting.approval.{approval.value}", date=context.dates.day(handling.meeting.day))
    return Hyperlink(text, f"{context.portal.address_of(handling.meeting)}#{handling.entry.anchor}")


@dataclass(frozen=True)
class SignedPaper:
    """Minutes that are signed, and what a reader needs to make sure of it without this site."""

    paper: str
    signature: str
    key_file: str
    key_id: str
    key: str
    day: dt.date | None
    name: str = addresses.MINUTES_PDF


def _signature(context: Context, meeting: Record[Meeting]) -> SignedPaper | None:
    signature = context.portal.signed.get(meeting.id)
    key = next((key for key in context.settings.signing_keys if signature and key.id == signature.key_id), None)
    if signature is None or key is None:
        return None
    base = context.portal.address_of(meeting)
    return SignedPaper(
        f"{base}{addresses.MINUTES_PDF}",
        f"{base}{addresses.MINUTES_SIGNATURE}",
        addresses.signing_key(key.id),
        key.id,
        str(key),
        signature.day,
    )


def _missing(context: Context, meeting: Record[Meeting], state: MeetingState) -> list[str]:
    """What a reader may wonder is missing, said openly."""
    facts, t = meeting.facts, context.t
    lines = []
    if state is MeetingState.PLANNED:
        due = context.deadline(meeting.body_id, meeting.day, "notice")
        lines.append(_by(context, "missing.agenda", due))
    if state.is_coming() and facts.start is None:
        lines.append(t("missing.time"))
    if state.is_coming() and not (facts.place or facts.online):
        lines.append(t("missing.place"))
    if state is MeetingState.AWAITING_MINUTES:
        lines.append(_by(context, "missing.minutes", context.deadline(meeting.body_id, meeting.day, "minutes")))
    if state.has_minutes():
        without = [h for h in context.portal.items(meeting.id) if not h.entry.item.outcome and h.entry.item.number]
        readable = [h for h in without if not _is_held_back(context, h)]
        lines += [t("missing.outcome", number=h.entry.item.number) for h in readable]
        if not facts.present:
            lines.append(t("missing.present"))
    return lines


def _is_held_back(context: Context, handling: Handling) -> bool:
    return handling.entry.item.exempt is not None or bool(context.closed_cases(handling))


def _by(context: Context, key: str, due: Any) -> str:
    if due is None:
        return context.t(key)
    return context.t(f"{key}_late" if due < context.today else f"{key}_by", date=context.dates.deadline(due))


def _description(context: Context, meeting: Record[Meeting], items: list[dict[str, Any]], state: str) -> str:
    """When the meeting is and what it treats; its state where it treats nothing, or is not held."""
    names = ", ".join(item["name"] for item in items[:4])
    when = context.dates.weekday(meeting.day)
    when = when[0].upper() + when[1:]
    if not names or meeting.facts.cancelled:
        return context.t("card.meeting", date=when, state=state)
    return gist(context.t("meeting.description", date=when, items=names))
