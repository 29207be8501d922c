"""A change as readers are told of it: what it is about, and what it says, for the log and the feeds alike."""

from __future__ import annotations

from collections.abc import Iterator

from portal.derived.changes import Change
from portal.derived.context import Context
from portal.derived.gist import first_words, gist_of
from portal.derived.items import outcome_label
from portal.derived.parts import Hyperlink
from portal.derived.public import DECISION, Closed, Handling, Record
from portal.language.phrase import filled, joined, joined_titles, marked
from portal.model.case import Case
from portal.model.kinds import MEETING
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.model.vocabulary import ChangeKind

__all__ = ["entry_link", "sentences_of"]

_OF_DECISION = (ChangeKind.DECISION, ChangeKind.AMENDMENT)
_DECISIONS = "decisions"
"""The word for what is told of all decisions of a meeting together."""


def entry_link(context: Context, change: Change) -> Hyperlink:
    """What a change is about: the record, its corrections, or the item of the agenda."""
    if change.handling:
        return _item_link(context, change.handling, change.kind in _OF_DECISION)
    anchor = "#_rettingar" if change.kind is ChangeKind.CORRECTION else ""
    return context.link_to(change.record, anchor)


def _item_link(context: Context, handling: Handling, to_decision: bool) -> Hyperlink:
    """An item of an agenda, or its decision, by number and title."""
    entry = handling.entry
    title, number = context.item_title(handling), entry.item.number
    words = title.text or context.item_number(handling)
    if title.text and number:
        words = filled("{number} {title}", {"number": number, "title": title.text})
    return Hyperlink(words, handling.decision_address if to_decision else handling.address, title.lang)


def sentences_of(context: Context, change: Change) -> list[str]:
    """What a change says, a sentence or an item of a list a line; words in another language are marked with it."""
    return list(_lines(context, change))


def _lines(context: Context, change: Change) -> Iterator[str]:
    record, t = change.public, context.t
    lang = context.foreign(record.facts) if record else None
    if change.words:
        yield marked(change.words, lang)
    elif change.handling:
        yield from _of_item(context, change, change.handling, lang)
    elif change.closed:
        yield from _of_closed(context, change.closed)
    elif change.kind is ChangeKind.EDIT:
        yield from _of_edit(context, change)
    elif change.kind is ChangeKind.RELEASE:
        yield t("change.release")
    elif change.kind is ChangeKind.FORCE:
        yield t("change.force", date=context.dates.day(change.day))
        if record and record.facts.summary:
            yield marked(record.facts.summary, lang)
    elif record and isinstance(record.facts, Meeting):
        yield from _of_meeting(context, change, record, lang)
    elif record and isinstance(record.facts, Case):
        yield from _of_case(context, change, record, lang)
    elif record:
        is_partner = isinstance(record.facts, Organisation) and not record.facts.kind.is_body()
        yield t("change.publication.partner" if is_partner else f"change.publication.{record.kind.name}")
        if record.facts.summary:
            yield marked(record.facts.summary, lang)


def _of_item(context: Context, change: Change, handling: Handling, lang: str | None) -> Iterator[str]:
    item = handling.entry.item
    if change.kind is ChangeKind.APPROVAL:
        links = (context.link((MEETING.name, id_)) for id_ in item.approves)
        approved = joined_titles(link.words for link in links if link)
        yield context.t("change.approval", meeting=approved or context.item_name(handling))
        return
    if change.kind is ChangeKind.AMENDMENT:
        yield context.t("change.amendment")
    known, words = context.facts.item(handling), context.decision_words(handling)
    label = outcome_label(context, known)
    if words:
        yield marked(words, lang)
        if known.is_recommendation:
            yield context.t("item.recommendation")
    elif label:
        yield label.text


def _of_closed(context: Context, closed: Closed) -> Iterator[str]:
    lang = context.foreign_lang(closed.lang)
    if closed.retraction:
        yield marked(closed.retraction.reason, lang)
    elif closed.exemption:
        yield context.t("change.exemption", basis=marked(closed.exemption.basis, lang))


def _of_edit(context: Context, change: Change) -> Iterator[str]:
    """Which facts came, are others, or went, by what they are called on the pages."""
    assert change.revision is not None
    revision = change.revision
    for key, names in (
        ("change.added", revision.added),
        ("change.changed", revision.changed),
        ("change.removed", revision.removed),
    ):
        general = {_DECISIONS if name.startswith(DECISION) else name for name in names}
        if told := sorted(context.t(f"changed.{name}") for name in general if f"changed.{name}" in context.catalogue):
            yield context.t(key, what=", ".join(dict.fromkeys(told)))


def _of_case(context: Context, change: Change, case: Record[Case], lang: str | None) -> Iterator[str]:
    t, facts = context.t, case.facts
    if change.kind is ChangeKind.CLOSING and facts.closed:
        yield t("change.closing", outcome=context.state(facts.closed.outcome).text)
        if facts.closed.note:
            yield marked(facts.closed.note, lang)
        return
    bodies = [context.body(id_).words for id_ in facts.for_bodies if context.portal.organisation(id_)]
    if change.kind is ChangeKind.SUBMISSION:
        yield t("change.submission_to", bodies=joined(bodies, ", ")) if bodies else t("change.submission")
    else:
        yield t("change.publication.case")
    if about := gist_of(facts, first_words(case.outline, context.lang_of(facts))):
        yield marked(about, lang)


def _of_meeting(context: Context, change: Change, meeting: Record[Meeting], lang: str | None) -> Iterator[str]:
    t, facts, date = context.t, meeting.facts, context.dates.day(meeting.day)
    hour = context.dates.time(facts.start) if facts.start else None
    match change.kind:
        case ChangeKind.CANCELLATION:
            yield t("change.cancellation", date=date)
            if reason := context.facts.meeting(meeting).cancelled_reason:
                yield marked(reason, lang)
        case ChangeKind.REINSTATEMENT:
            yield t("change.reinstatement", date=date)
        case ChangeKind.MOVE:
            yield _of_move(context, meeting, hour)
        case ChangeKind.RESCHEDULING:
            yield _of_time(context, meeting, hour)
        case ChangeKind.RELOCATION:
            yield from _of_place(context, facts, lang)
        case ChangeKind.PUBLICATION:
            yield t("change.publication.meeting_time" if hour else "change.publication.meeting", date=date, time=hour)
        case _:
            yield from _of_agenda(context, change, meeting)


def _of_time(context: Context, meeting: Record[Meeting], hour: str | None) -> str:
    """On which days and at what hour a meeting is, or by when to answer where it is held in writing."""
    t, facts, dates = context.t, meeting.facts, context.dates
    if facts.is_written:
        return t("change.answers", date=dates.day(meeting.last_day))
    if meeting.last_day > meeting.day:
        return t("change.days", dates=dates.span(meeting.day, meeting.last_day))
    if hour and facts.end:
        return t("change.time_span", start=hour, end=dates.time(facts.end))
    return t("change.time", time=hour) if hour else t("missing.time")


def _of_place(context: Context, facts: Meeting, lang: str | None) -> Iterator[str]:
    """Where a meeting is, and how it is held."""
    t = context.t
    if facts.is_written:
        yield t("meeting.in_writing")
        return
    if facts.place:
        yield t("change.place", place=marked(facts.place, lang))
    if facts.online:
        yield t("calendar.online", url=facts.online)
    if not facts.place and not facts.online:
        yield t("change.no_place")


def _of_move(context: Context, meeting: Record[Meeting], hour: str | None) -> str:
    earlier, date = meeting.facts.moved_from, context.dates.day(meeting.day)
    if earlier is None:
        return context.t("change.move_time" if hour else "change.move", date=date, time=hour)
    key = "change.move_from_time" if hour else "change.move_from"
    return context.t(key, earlier=context.dates.day(earlier.day), date=date, time=hour)


def _of_agenda(context: Context, change: Change, meeting: Record[Meeting]) -> Iterator[str]:
    """The items of a notice, or of minutes with what became of each."""
    handlings = context.portal.items(meeting.id)
    is_minutes = change.kind is ChangeKind.MINUTES
    if handlings:
        yield context.catalogue.count("change.minutes" if is_minutes else "change.agenda", len(handlings))
    else:
        yield context.t("change.minutes_alone" if is_minutes else "change.agenda_alone")
    for handling in handlings:
        item, title = handling.entry.item, context.item_title(handling).words
        name = joined([item.number, title], " ") if item.number and title else title or context.item_number(handling)
        label = outcome_label(context, context.facts.item(handling)) if is_minutes else None
        yield joined([name, label.text], ": ") if label else name
