"""Dates in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem, error, warning
from portal.source.record import Record


def meetings_end_after_they_start(portal: LinkedPortal) -> Iterator[Problem]:
    """A meeting ends after it starts, on the same day or a later one."""
    for meeting in portal.graph.meetings:
        start, end, last = meeting.facts.start, meeting.facts.end, meeting.facts.end_date
        if last and last < meeting.day:
            place = meeting.marks.value("end_date")
            yield error(place, "end_date_before", found=last.isoformat(), day=meeting.day.isoformat())
        if start and end and end <= start and meeting.last_day == meeting.day:
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
                    place = handling.place("follow_up", index, field)
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
    """The period of a project or a plan, the life of an organisation and the time of a member begin before they end."""
    graph = portal.graph
    for records, field in ((graph.projects, "period"), (graph.plans, "period"), (graph.organisations, "valid")):
        for record in records:
            yield from _reversed(record, getattr(record.facts, field), field)
    for organisation in portal.graph.organisations:
        for index, member in enumerate(organisation.facts.members):
            yield from _reversed(organisation, member, "members", index)


def _reversed(record: Record[Any], period: Any, *at: str | int) -> Iterator[Problem]:
    """That what has a `start` and an end does not have them in order."""
    if period and period.start and period.to and period.to.last < period.start.first:
        place = record.marks.value(*at, "to")
        yield error(place, "period_reversed", start=period.start.text, to=period.to.text)


def letters_are_answered_after_they_came(portal: LinkedPortal) -> Iterator[Problem]:
    """A letter is answered on the day it came or later."""
    for case in portal.graph.cases:
        received, answered = case.facts.received, case.facts.answered
        if received and answered and answered < received:
            place = case.marks.value("answered")
            yield warning(place, "answered_before", found=answered.isoformat(), day=received.isoformat())
