"""The meetings as iCalendar (RFC 5545), all of them and each body's, for the calendars of those who take part.

An event's identity is its meeting's id, or the id that the meeting had before it was moved (`moved_from`), so that
a subscriber's entry moves with it. A meeting that is moved twice keeps its first date in `moved_from`, and the second
among its aliases.

Programs take a new version of an event by its `SEQUENCE` or its `LAST-MODIFIED` (RFC 5545 §3.8.7.3, §3.8.7.4). Where
git remembers, the one counts the revisions of what the event shows, and the other is when the meeting was last changed,
as in every output (`derived.lifetimes`); an end that is worked out of the body's other meetings counts in both when it
becomes another. Elsewhere there is no `LAST-MODIFIED`, which
programs take for new; the `DTSTAMP` that must be there is the build's, and `SEQUENCE` counts what the record tells of.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from portal.derived.context import Context
from portal.derived.items import outcome_label
from portal.derived.public import DECISION, Closed, Key, Record, Revision
from portal.language.holidays import is_holiday
from portal.language.phrase import joined
from portal.model import addresses
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.pages.rendering.page import Asset

__all__ = ["export"]

_ZONE = "Europe/Oslo"
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_SHOWN = frozenset(
    "title number day start end place online cancelled moved_from agenda minutes body deadline withheld form end_date"
    " with_bodies".split()
)
"""The facts of a meeting that its events show, beside its decisions; see `portal.public.facets`."""
_END = b"END:VCALENDAR\r\n"
_LONGEST = 600
"""How much of a decision's words an event tells, in characters; the page has them all."""


def export(context: Context) -> Iterator[Asset]:
    """`/kalender/alle.ics`, one for each organisation, also where it has no meeting yet, and each event alone."""
    portal = context.portal
    yield Asset(addresses.CALENDAR_OF_ALL, make=partial(_of_all, context))
    for organisation in portal.organisations:
        if organisation.facts.kind.is_body() or portal.calendar_of(organisation.id):
            yield Asset(addresses.calendar_of(organisation.id), make=partial(_of_organisation, context, organisation))
    for meeting in portal.calendar:
        yield Asset(addresses.event_of(meeting.address), make=partial(_of_meeting, context, meeting, 0))
        if context.facts.meeting(meeting).has_deadline:
            yield Asset(addresses.deadline_of(meeting.address), make=partial(_of_meeting, context, meeting, 1))


def _of_meeting(context: Context, meeting: Record[Any] | Closed, place: int) -> bytes:
    """One event of a meeting: itself, or its deadline."""
    empty = _empty(context, context.title(meeting))
    event = bytes(list(_events(context, meeting))[place].to_ical())
    return empty.removesuffix(_END) + event + _END


def _of_all(context: Context) -> bytes:
    name = context.t("calendar.of_all", site=context.settings.site_name)
    return _calendar(context, name, context.portal.calendar)


def _of_organisation(context: Context, organisation: Record[Organisation]) -> bytes:
    name = context.t("calendar.of_body", body=context.title(organisation))
    return _calendar(context, name, context.portal.calendar_of(organisation.id))


def _calendar(context: Context, name: str, meetings: Iterable[Record[Any] | Closed]) -> bytes:
    empty = _empty(context, name)
    return empty.removesuffix(_END) + b"".join(_written(context, meeting) for meeting in meetings) + _END


def _empty(context: Context, name: str) -> bytes:
    """A calendar without events."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Helsefellesskap//Portal//{context.settings.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", _text(name))
    calendar.add("x-wr-calname", _text(name))
    calendar.add("x-wr-timezone", _ZONE)
    calendar.add("refresh-interval", dt.timedelta(hours=12), parameters={"value": "DURATION"})
    calendar.add_component(_zone())
    empty = bytes(calendar.to_ical())
    assert empty.endswith(_END)
    return empty


def _written(context: Context, meeting: Record[Any] | Closed) -> bytes:
    """The events of a meeting as they stand in every calendar that has it, written once."""
    events = _events_of(context)
    if meeting.key not in events:
        events[meeting.key] = b"".join(event.to_ical() for event in _events(context, meeting))
    return events[meeting.key]


@lru_cache(maxsize=1)
def _events_of(context: Context) -> dict[Key, bytes]:
    """What was written of the meetings of a portal; that of the latest one asked for is kept."""
    return {}


def _zone() -> Timezone:
    """Norwegian time as it has been since 1996 (directive 2000/84/EC), by rule and not by a list of dates."""
    zone = Timezone()
    zone.add("tzid", _ZONE)
    for part, name, was, now, start, month in (
        (TimezoneDaylight(), "CEST", 1, 2, dt.datetime(1996, 3, 31, 2), 3),
        (TimezoneStandard(), "CET", 2, 1, dt.datetime(1996, 10, 27, 3), 10),
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("tzoffsetfrom", dt.timedelta(hours=was))
        part.add("tzoffsetto", dt.timedelta(hours=now))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone


def _events(context: Context, meeting: Record[Meeting] | Closed) -> Iterator[Event]:
    """A meeting, and its deadline for submitting cases; of one that is exempt or retracted what may be known."""
    found = context.facts.meeting(meeting)
    if found.record:
        yield _meeting(context, found.record)
    else:
        yield _event(context, meeting, meeting.day, context.title(meeting), meeting.address)
    if found.has_deadline and found.submission:
        deadline = found.submission.day
        day = context.dates.day(meeting.day)
        summary = context.t("calendar.deadline", body=context.body(meeting.body_id).text, date=day)
        event = _event(context, meeting, deadline, summary, addresses.SUBMIT, prefix="frist/")
        event.add("description", _text("\n".join(_lines_of_deadline(context, deadline))))
        event.add("transp", "TRANSPARENT")
        yield event


def _lines_of_deadline(context: Context, deadline: dt.date) -> Iterator[str]:
    """Where a case is submitted; before it, that the day is a holiday, if it is."""
    if is_holiday(deadline):
        yield context.t("calendar.deadline_holiday", date=context.dates.deadline(deadline))
    yield context.url(addresses.SUBMIT)


def _meeting(context: Context, meeting: Record[Meeting]) -> Event:
    facts, title = meeting.facts, context.title(meeting)
    if facts.is_written:  # a deadline, and no room
        summary = context.t("calendar.answers", title=title)
        event = _event(context, meeting, meeting.last_day, summary, meeting.address)
        event.add("transp", "TRANSPARENT")
    else:
        start = dt.datetime.combine(meeting.day, facts.start) if facts.start else meeting.day
        event = _event(context, meeting, start, title, meeting.address)
        end = _end(context, meeting)
        if isinstance(end, dt.datetime):
            event.add("dtend", end, parameters={"tzid": _ZONE})
        elif end:
            event.add("dtend", end)
        if place := facts.place or facts.online:
            event.add("location", _text(str(place)))
    event.add("description", _text("\n".join(_lines(context, meeting))))
    if context.portal.holds.get(meeting.key):
        event.add("class", "PRIVATE")
    return event


def _end(context: Context, meeting: Record[Meeting]) -> dt.date | None:
    """When a meeting ends: as it says, or after as long as the body's meetings most often take, where that is known.

    A meeting of several days is one event, to the end of its last one (the first moment after it, RFC 5545 §3.6.1).
    """
    facts, last = meeting.facts, meeting.last_day
    if facts.start is None:
        return last + dt.timedelta(days=1) if last > meeting.day else None
    start = dt.datetime.combine(meeting.day, facts.start)
    if facts.end:
        end = dt.datetime.combine(last, facts.end)
        return end if end > start else None
    if last > meeting.day:
        return dt.datetime.combine(last + dt.timedelta(days=1), dt.time())
    usual = context.facts.usual_length(meeting.body_id)
    usually = start + usual if usual else None
    return usually if usually and usually.date() == meeting.day else None


def _event(
    context: Context, record: Record[Meeting] | Closed, start: dt.date, summary: str, page: str, prefix: str = ""
) -> Event:
    """What every event has; `prefix` tells apart what belongs to one meeting."""
    event = Event()
    event.add("uid", f"{prefix}{context.portal.lasting_ids[record.id]}@{_host(context)}")
    steps = _steps(context, record)
    lengths = _lengths(context, record)
    modified = context.lifetimes.of(record).modified if steps else None
    modified = max(modified, *lengths) if modified and lengths else modified
    event.add("dtstamp", (modified or context.portal.moment).astimezone(dt.UTC))
    if modified:
        event.add("last-modified", modified.astimezone(dt.UTC))
    event.add("sequence", len(steps) - 1 + len(lengths) if steps else _told(context, record))
    cancelled = context.facts.meeting(record).is_cancelled
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("summary", _text(context.t("calendar.cancelled", title=summary) if cancelled else summary))
    if isinstance(start, dt.datetime):
        event.add("dtstart", start, parameters={"tzid": _ZONE})
    else:
        event.add("dtstart", start)
    if context.settings.site_url:
        event.add("url", context.url(page))
    return event


def _lines(context: Context, meeting: Record[Meeting]) -> Iterator[str]:
    """What a meeting is about and where it can be followed; afterwards what was decided, and its page always."""
    facts, found, t = meeting.facts, context.facts.meeting(meeting), context.t
    if found.cancelled_reason:
        yield found.cancelled_reason
    if facts.moved_from:
        yield t("calendar.moved_from", date=context.dates.day(facts.moved_from.day))
    if meeting.body_ids[1:]:
        bodies = joined((context.body(id_).words for id_ in meeting.body_ids), ", ")
        yield t("calendar.with", bodies=bodies)
    if facts.is_written:
        yield t("meeting.in_writing")
    elif facts.start is None:
        yield t("missing.time")
    if facts.online:
        yield t("calendar.online", url=facts.online)
    if found.items:
        yield t("calendar.agenda")
        for handling in (item.handling for item in found.items):
            number, title = handling.entry.item.number, context.item_title(handling).text
            yield " ".join(filter(None, ("–", number, title))) if title else f"– {context.item_number(handling)}"
    for item in found.decisions:
        handling = item.handling
        words, label = context.decision_words(handling), outcome_label(context, item)
        if words and item.is_recommendation:
            words = f"{_shortened(words)} {t('item.recommendation')}"
        elif not words:
            words = label.text if label else ""
        name = handling.entry.item.number or context.item_name(handling)
        yield t("calendar.decision", number=name, words=words if item.is_recommendation else _shortened(words))
    key = "calendar.minutes" if found.has_minutes else "calendar.page"
    yield t(key, url=context.url(meeting.address))


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0]} …"


def _host(context: Context) -> str:
    host = urlsplit(context.settings.site_url).hostname
    return host or f"{addresses.slug(context.settings.site_name) or 'portal'}.invalid"


def _steps(context: Context, record: Record[Meeting] | Closed) -> list[Revision]:
    """The revisions of a meeting that changed what its events show; none where nobody knows."""
    told = (context.portal.revisions or {}).get(record.key)
    return [step for step in told.steps if any(map(_is_shown, step.facets))] if told else []


def _lengths(context: Context, record: Record[Meeting] | Closed) -> tuple[dt.datetime, ...]:
    """When other meetings changed the end that is worked out for one, while it had none of its own."""
    told = (context.portal.revisions or {}).get(record.key)
    return told.lengths if told else ()


def _is_shown(name: str) -> bool:
    return name in _SHOWN or f"{name}/".startswith(DECISION)


def _told(context: Context, record: Record[Meeting] | Closed) -> int:
    """How many changes since it was planned a record tells of; it only rises as the record grows."""
    found = context.facts.meeting(record)
    if found.record is None:
        return 0
    facts = found.record.facts
    happened = (facts.moved_from, facts.notice_sent, found.is_cancelled, facts.minutes_sent, found.is_approved)
    agenda = bool(found.items or facts.present)
    return sum(1 for one in happened if one) + len(facts.corrections) + agenda


def _text(words: str) -> str:
    """Words without the control characters that no calendar may hold (RFC 5545 §3.3.11)."""
    return _NOT_TEXT.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
