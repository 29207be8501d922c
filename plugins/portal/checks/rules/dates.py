"""Dates in their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from portal.language.holidays import is_holiday
from portal.linked.portal import LinkedPortal
from portal.model.problems import MessageWords, Problem, error, warning

_DEADLINES = {
    "submission": MessageWords("deadline_of.submission"),
    "notice": MessageWords("deadline_of.notice"),
    "minutes": MessageWords("deadline_of.minutes"),
}
"""What is due for a meeting, and what it is called."""


def meetings_end_after_they_start(portal: LinkedPortal) -> Iterator[Problem]:
    """A meeting ends after it starts."""
    for meeting in portal.graph.meetings:
        start, end = meeting.facts.start, meeting.facts.end
        if start and end and end <= start:
            yield error(meeting.marks.value("end"), "end_before_start", start=f"{start:%H:%M}", end=f"{end:%H:%M}")


def minutes_come_after_the_meeting(portal: LinkedPortal) -> Iterator[Problem]:
    """Minutes are published on the day of the meeting or later."""
    for meeting in portal.graph.meetings:
        sent = meeting.facts.minutes_sent
        if sent and sent < meeting.day:
            place = meeting.marks.value("minutes_sent")
            yield error(place, "minutes_before_meeting", found=sent.isoformat(), day=meeting.day.isoformat())


def notices_come_before_the_meeting(portal: LinkedPortal) -> Iterator[Problem]:
    """A notice is published before the meeting is held."""
    for meeting in portal.graph.meetings:
        sent = meeting.facts.notice_sent
        if sent and sent > meeting.day:
            place = meeting.marks.value("notice_sent")
            yield warning(place, "notice_after_meeting", found=sent.isoformat(), day=meeting.day.isoformat())


def follow_ups_come_after_the_meeting(portal: LinkedPortal) -> Iterator[Problem]:
    """A follow-up is due, and done, on the day of its meeting or later."""
    for handling in portal.graph.handlings:
        meeting, entry = handling.meeting, handling.entry
        for index, follow_up in enumerate(entry.item.follow_up):
            for field in ("due", "done"):
                day = getattr(follow_up, field)
                if day and day < meeting.day:
                    place = meeting.marks.value("agenda", entry.position - 1, "follow_up", index, field)
                    yield warning(place, f"{field}_before_meeting", found=day.isoformat(), day=meeting.day.isoformat())


def cases_are_closed_after_they_came(portal: LinkedPortal) -> Iterator[Problem]:
    """A case is closed after it was submitted."""
    for case in portal.graph.cases:
        closed, submitted = case.facts.closed, case.facts.submitted
        if closed and submitted and closed.date < submitted:
            place = case.marks.value("closed", "date")
            yield error(place, "closed_before_submitted", found=closed.date.isoformat(), day=submitted.isoformat())


def cases_are_treated_after_they_came(portal: LinkedPortal) -> Iterator[Problem]:
    """A case is treated after it was submitted."""
    for case in portal.graph.cases:
        submitted = case.facts.submitted
        first = next(iter(portal.graph.route(case.id)), None)
        if submitted and first and first.meeting.day < submitted:
            place = case.marks.value("submitted")
            yield warning(place, "treated_before_submitted", found=submitted.isoformat(), meeting=first.meeting.path)


def periods_begin_before_they_end(portal: LinkedPortal) -> Iterator[Problem]:
    """The period of a project, and the life of an organisation, begins before it ends."""
    for records, field in ((portal.graph.projects, "period"), (portal.graph.organisations, "valid")):
        for record in records:
            period = getattr(record.facts, field)
            if period and period.start and period.to and period.to.last < period.start.first:
                place = record.marks.value(field, "to")
                yield error(place, "period_reversed", start=period.start.text, to=period.to.text)


def meetings_and_deadlines_avoid_holidays(portal: LinkedPortal, today: dt.date) -> Iterator[Problem]:
    """No coming meeting, and nothing that is due for one, is on a public holiday, nor is it due at a weekend.

    A deadline has a meeting's own day of the week where it is whole weeks off, so that a body which meets at weekends
    may have its deadlines there. A deadline that is kept or past is nobody's any more.
    """
    for meeting in portal.graph.meetings:
        if meeting.day < today or meeting.facts.cancelled:
            continue
        if is_holiday(meeting.day):
            yield warning(meeting.place, "meeting_on_holiday", found=meeting.day.isoformat())
        body = portal.graph.organisation(meeting.body_id)
        if body is None or body.facts.deadlines is None:
            continue
        for which, what in _DEADLINES.items():
            due = body.facts.deadlines.due(which, meeting.day)
            is_kept = which == "notice" and meeting.facts.notice_sent
            code = _off_work(due, meeting.day) if due and due >= today and not is_kept else None
            if due and code:
                yield warning(meeting.place, code, what=what, found=due.isoformat(), organisation=body.path)


def _off_work(due: dt.date, meeting: dt.date) -> str | None:
    """What to say of a day on which something is due and nobody is at work."""
    if is_holiday(due):
        return "deadline_on_holiday"
    return "deadline_at_weekend" if due.weekday() > 4 and meeting.weekday() <= 4 else None


RULES = (
    meetings_end_after_they_start,
    minutes_come_after_the_meeting,
    notices_come_before_the_meeting,
    follow_ups_come_after_the_meeting,
    cases_are_closed_after_they_came,
    cases_are_treated_after_they_came,
    periods_begin_before_they_end,
)
