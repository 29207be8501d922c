"""A meeting: its notice before, its minutes after, at one address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.gist import gist, gist_of
from portal.derived.items import ItemRow, item_row
from portal.derived.key_facts import approval_of, meeting_facts
from portal.derived.known import Deadline, MeetingFacts
from portal.derived.parts import Download, Hyperlink, View
from portal.derived.people import Group, people_at
from portal.derived.public import Record
from portal.model import addresses
from portal.model.addresses import is_position
from portal.model.meeting import Meeting
from portal.model.vocabulary import MeetingState
from portal.pages.views.linked_data import meeting_data
from portal.pages.views.record import RecordPage, record_view, shared
from portal.pages.views.rows import MeetingRow, MemberRow, dated_link, meeting_row, member_row

__all__ = ["MeetingPage", "view"]


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


@dataclass(frozen=True)
class MeetingPage(RecordPage):
    """What the page of a meeting shows.

    `decisions` and `overdue` are how many there are; `event` and `deadline` where a meeting to come is fetched for a
    calendar. `kept_anchors` told an item by its place on the agenda, and no item has them now. `missing` is said
    openly; `earlier` and `later` are the body's meetings beside it. `members` are those of the body on its day, where
    it had others at other times.
    """

    kind: str
    meeting: MeetingRow
    is_coming: bool
    cancelled_reason: str | None
    is_draft_minutes: bool
    minutes_known: bool
    items: tuple[ItemRow, ...]
    kept_anchors: tuple[str, ...]
    decisions: int
    overdue: int
    people: tuple[Group, ...]
    members: tuple[MemberRow, ...]
    members_lang: str | None
    is_written: bool
    forgets_names: bool
    event: str
    deadline: str
    notice_pdf: Download | None
    minutes_pdf: Download | None
    signature: SignedPaper | None
    missing: tuple[str, ...]
    approval: Hyperlink | None
    earlier: Hyperlink | None
    later: Hyperlink | None


def view(context: Context, meeting: Record[Meeting]) -> View:
    """The page of a meeting."""
    portal, facts, known = context.portal, meeting.facts, context.facts.meeting(meeting)
    items = tuple(item_row(context, one.handling) for one in known.items)
    address, outline = meeting.address, portal.agendas[meeting.id].outline
    body = portal.organisation(meeting.body_id)
    members_lang = context.foreign(body.facts) if body else None
    page = MeetingPage(
        **shared(context, meeting, meeting_facts(context, meeting), outline),
        kind=context.t(f"meeting.kind_{known.page_kind}"),
        meeting=meeting_row(context, meeting),
        is_coming=known.is_coming,
        cancelled_reason=known.cancelled_reason,
        is_draft_minutes=known.state is MeetingState.MINUTES_DRAFT,
        minutes_known=known.has_minutes,
        items=items,
        kept_anchors=_kept_anchors(context, meeting, items),
        decisions=len(known.decisions),
        overdue=known.number_of_overdue,
        people=people_at(context, meeting),
        members=tuple(member_row(context, one, members_lang) for one in known.members),
        members_lang=members_lang,
        is_written=facts.is_written,
        forgets_names=context.forgets_names(meeting.day),
        event=addresses.event_of(address) if known.is_coming and not known.is_cancelled else "",
        deadline=addresses.deadline_of(address) if known.takes_cases and known.has_deadline else "",
        notice_pdf=context.downloads.get(f"{address}{addresses.NOTICE_PDF}"),
        minutes_pdf=context.downloads.get(f"{address}{addresses.MINUTES_PDF}"),
        signature=_signature(context, meeting),
        missing=tuple(_missing(context, known, facts)),
        approval=approval_of(context, meeting),
        earlier=dated_link(context, known.previous) if known.previous else None,
        later=dated_link(context, known.next) if known.next else None,
    )
    description = gist_of(facts) or _description(context, page)
    return record_view(
        context,
        meeting,
        page,
        description,
        meeting_data(context, meeting, description),
        crumbs=(
            Hyperlink(context.t("menu.meetings"), addresses.MEETINGS),
            context.body(meeting.body_id),
            Hyperlink(str(meeting.day.year), addresses.meeting_year(meeting.day.year)),
        ),
        feed=context.feed_of_body(meeting.body_id),
    )


def _kept_anchors(context: Context, meeting: Record[Meeting], items: tuple[ItemRow, ...]) -> tuple[str, ...]:
    """Anchors that told an item by its place on the agenda, and that no item has now: the agenda answers for them."""
    there = {anchor for item in items for anchor in (item.anchor, *item.earlier_anchors)}
    there |= {item.decision.anchor for item in items if item.decision}
    return tuple(sorted(a for a in context.portal.kept_anchors(meeting) - there if is_position(a)))


def _signature(context: Context, meeting: Record[Meeting]) -> SignedPaper | None:
    signature = context.portal.signed.get(meeting.id)
    key = next((key for key in context.settings.signing_keys if signature and key.id == signature.key_id), None)
    if signature is None or key is None:
        return None
    base = meeting.address
    return SignedPaper(
        f"{base}{addresses.MINUTES_PDF}",
        f"{base}{addresses.MINUTES_SIGNATURE}",
        addresses.signing_key(key.id),
        key.id,
        str(key),
        signature.day,
    )


def _missing(context: Context, known: MeetingFacts, facts: Meeting) -> Iterator[str]:
    """What a reader may wonder is missing, said openly."""
    t = context.t
    if known.state is MeetingState.PLANNED:
        yield _by(context, "missing.agenda", known.missing)
    if known.is_coming and facts.start is None and not facts.is_written:
        yield t("missing.time")
    if known.is_coming and not (facts.place or facts.online or facts.is_written):
        yield t("missing.place")
    if known.state is MeetingState.AWAITING_MINUTES:
        yield _by(context, "missing.minutes", known.missing)
    if known.has_minutes:
        for one in known.items:
            number = one.handling.entry.item.number
            if number and not one.outcome and not one.is_held_back:
                yield t("missing.outcome", number=number)
        if not facts.present:
            yield t("missing.present")
        if (quorum := context.facts.quorum(known)) and not quorum.is_reached:
            yield t("missing.quorum", present=quorum.present, needed=quorum.needed)


def _by(context: Context, key: str, due: Deadline | None) -> str:
    if due is None:
        return context.t(key)
    return context.t(f"{key}_late" if due.is_past else f"{key}_by", date=context.dates.deadline(due.day))


def _description(context: Context, page: MeetingPage) -> str:
    """When the meeting is and what it treats; its state where it treats nothing, or is not held."""
    names = ", ".join(item.name for item in page.items[:4])
    when = context.dates.weekday(page.meeting.day)
    when = when[0].upper() + when[1:]
    if not names or page.meeting.is_cancelled:
        return context.t("card.meeting", date=when, state=page.meeting.state.text)
    return gist(context.t("meeting.description", date=when, items=names))
