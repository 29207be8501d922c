"""Dates in their order."""

from __future__ import annotations

from collections.abc import Iterator

from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem, error, warning


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
    """The period of a project or a plan, and the life of an organisation, begins before it ends."""
    graph = portal.graph
    for records, field in ((graph.projects, "period"), (graph.plans, "period"), (graph.organisations, "valid")):
        for record in records:
            period = getattr(record.facts, field)
            if period and period.start and period.to and period.to.last < period.start.first:
                place = record.marks.value(field, "to")
                yield error(place, "period_reversed", start=period.start.text, to=period.to.text)
