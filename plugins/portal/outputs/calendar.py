"""The meetings as iCalendar (RFC 5545), all of them and each body's, for the calendars of those who take part.

An event's identity is its meeting's id, or the id that the meeting had before it was moved (`moved_from`), so that
a subscriber's entry moves with it. A meeting that is moved twice keeps its first date in `moved_from`, and the second
among its aliases.

Programs take a new version of an event by its `SEQUENCE` or its `LAST-MODIFIED` (RFC 5545 §3.8.7.3, §3.8.7.4). Both
come from the revisions of what the event shows, where git remembers them. Elsewhere there is no `LAST-MODIFIED`, which
programs take for new; the `DTSTAMP` that must be there is the build's, and `SEQUENCE` counts what the record tells of.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from portal.derived.context import Context
from portal.language.holidays import is_holiday
from portal.linked.states import has_minutes
from portal.model import addresses
from portal.model.meeting import Meeting
from portal.pages.rendering.page import Asset
from portal.public.facets import DECISION
from portal.public.portal import Closed
from portal.public.revision import Revision
from portal.source.record import Record
from portal.text.plain import lines_of

__all__ = ["export"]

_ZONE = "Europe/Oslo"
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_SHOWN = frozenset(
    "title number day start end place online cancelled moved_from agenda minutes body deadline withheld".split()
)
"""The facts of a meeting that its events show, beside its decisions; see `portal.publication.facets`."""
_LONGEST = 600
"""How much of a decision's words an event tells, in characters; the page has them all."""


def export(context: Context) -> Iterator[Asset]:
    """`/kalender/alle.ics`, and a calendar for each organisation, also where it has no meeting yet."""
    portal = context.portal
    name = context.t("calendar.of_all", site=context.settings.site_name)
    yield Asset(addresses.CALENDAR_OF_ALL, content=_calendar(context, name, portal.calendar))
    for organisation in portal.organisations:
        if organisation.facts.kind.is_body() or portal.calendar_of(organisation.id):
            name = context.t("calendar.of_body", body=context.title(organisation))
            meetings = portal.calendar_of(organisation.id)
            yield Asset(addresses.calendar_of(organisation.id), content=_calendar(context, name, meetings))


def _calendar(context: Context, name: str, meetings: list[Record[Any] | Closed]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//Helsefellesskap//Portal//{context.settings.lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", _text(name))
    calendar.add("x-wr-calname", _text(name))
    calendar.add("x-wr-timezone", _ZONE)
    calendar.add("refresh-interval", dt.timedelta(hours=12), parameters={"value": "DURATION"})
    calendar.add_component(_zone())
    for meeting in meetings:
        for event in _events(context, meeting):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


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
    """A meeting, and its deadline for submitting cases. Of an exempt one what may be known; a retracted one is gone."""
    if isinstance(meeting, Closed):
        if meeting.is_exempt:
            yield _event(context, meeting, meeting.day, context.title(meeting), meeting.address)
        return
    yield _meeting(context, meeting)
    deadline = context.deadline(meeting.body_id, meeting.day, "submission")
    if deadline and not meeting.facts.cancelled:
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
    facts = meeting.facts
    start = dt.datetime.combine(meeting.day, facts.start) if facts.start else meeting.day
    page = context.portal.address_of(meeting)
    event = _event(context, meeting, start, context.title(meeting), page)
    if end := _end(context, meeting):
        event.add("dtend", end, parameters={"tzid": _ZONE})
    if place := facts.place or facts.online:
        event.add("location", _text(str(place)))
    event.add("description", _text("\n".join(_lines(context, meeting))))
    if context.portal.holds.get(meeting.key):
        event.add("class", "PRIVATE")
    return event


def _end(context: Context, meeting: Record[Meeting]) -> dt.datetime | None:
    """When a meeting ends: as it says, or after as long as the body's meetings most often take, where that is known."""
    facts = meeting.facts
    if facts.start is None:
        return None
    start = dt.datetime.combine(meeting.day, facts.start)
    if facts.end:
        return dt.datetime.combine(meeting.day, facts.end) if facts.end > facts.start else None
    usual = context.usual_length(meeting.body_id)
    end = start + usual if usual else None
    return end if end and end.date() == meeting.day else None


def _event(
    context: Context, record: Record[Meeting] | Closed, start: dt.date, summary: str, page: str, prefix: str = ""
) -> Event:
    """What every event has; `prefix` tells apart what belongs to one meeting."""
    event = Event()
    event.add("uid", f"{prefix}{context.portal.lasting_ids[record.id]}@{_host(context)}")
    steps = _steps(context, record)
    event.add("dtstamp", (steps[-1].moment if steps else context.portal.moment).astimezone(dt.UTC))
    if steps:
        event.add("last-modified", steps[-1].moment.astimezone(dt.UTC))
    event.add("sequence", len(steps) - 1 if steps else _told(context, record))
    cancelled = not isinstance(record, Closed) and bool(record.facts.cancelled)
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
    facts, t, portal = meeting.facts, context.t, context.portal
    if facts.cancelled and facts.cancelled.reason:
        yield facts.cancelled.reason
    if facts.moved_from:
        yield t("calendar.moved_from", date=context.dates.day(facts.moved_from.day))
    if facts.start is None:
        yield t("missing.time")
    if facts.online:
        yield t("calendar.online", url=facts.online)
    handlings = portal.items(meeting.id)
    if handlings:
        yield t("calendar.agenda")
        for handling in handlings:
            number, title = handling.entry.item.number, context.item_title(handling).text
            yield " ".join(filter(None, ("–", number, title))) if title else f"– {context.item_number(handling)}"
    for handling in handlings:
        if handling.is_decision:
            words = lines_of(*handling.entry.decided, lang=context.lang_of(facts)) or (
                context.state(handling.entry.item.outcome).text if handling.entry.item.outcome else ""
            )
            name = handling.entry.item.number or context.item_name(handling)
            yield t("calendar.decision", number=name, words=_shortened(words))
    key = "calendar.minutes" if has_minutes(portal, meeting) else "calendar.page"
    yield t(key, url=context.url(portal.address_of(meeting)))


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rpartition(' ')[0]} …"


def _host(context: Context) -> str:
    host = urlsplit(context.settings.site_url).hostname
    return host or f"{addresses.slug(context.settings.site_name) or 'portal'}.invalid"


def _steps(context: Context, record: Record[Meeting] | Closed) -> list[Revision]:
    """The revisions of a meeting that changed what its events show; none where nobody knows."""
    told = (context.portal.revisions or {}).get(record.key)
    return [step for step in told.steps if any(map(_is_shown, step.facets))] if told else []


def _is_shown(name: str) -> bool:
    return name in _SHOWN or f"{name}/".startswith(DECISION)


def _told(context: Context, record: Record[Meeting] | Closed) -> int:
    """How many changes since it was planned a record tells of; it only rises as the record grows."""
    if isinstance(record, Closed):
        return 0
    facts = record.facts
    approved = context.portal.approved_by(record.id)
    happened = (facts.moved_from, facts.notice_sent, facts.cancelled, facts.minutes_sent, approved)
    agenda = bool(context.portal.items(record.id) or facts.present)
    return sum(1 for one in happened if one) + len(facts.corrections) + agenda


def _text(words: str) -> str:
    """Words without the control characters that no calendar may hold (RFC 5545 §3.3.11)."""
    return _NOT_TEXT.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
