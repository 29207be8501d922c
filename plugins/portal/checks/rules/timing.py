"""What the moment of the build tells: nothing that lies after today can have happened, nor is it on a holiday."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from portal.derived.states import closing_before
from portal.language.holidays import is_holiday
from portal.linked.hindsight import as_of, is_coming, minutes_in
from portal.linked.portal import LinkedPortal
from portal.model.clock import OSLO
from portal.model.meeting import Meeting
from portal.model.problems import MessageWords, Problem, warning
from portal.model.references import past_days
from portal.model.vocabulary import OrganisationKind, Outcome
from portal.source.record import Record

_DEADLINES = {
    "submission": MessageWords("deadline_of.submission"),
    "notice": MessageWords("deadline_of.notice"),
    "minutes": MessageWords("deadline_of.minutes"),
}
"""What is due for a meeting, and what it is called."""
_LONGEST = 31
"""So many days of a meeting are looked at."""


def nothing_is_done_after_today(portal: LinkedPortal, moment: dt.datetime) -> Iterator[Problem]:
    """A date on which something happened is not after today, or after the day on which its record is published."""
    for record in portal.records:
        embargo = record.facts.publish_after
        today = max(moment, embargo or moment).astimezone(OSLO).date()
        for at, day in past_days(record.facts):
            if day > today:
                values = {"field": _name(at), "found": day.isoformat(), "today": moment.date().isoformat()}
                yield warning(record.marks.value(*at), "after_today", **values)


def meetings_to_come_decide_nothing(portal: LinkedPortal, moment: dt.datetime) -> Iterator[Problem]:
    """A meeting that was not held yet has no outcomes, votes, follow-ups, people present, minutes or decisions."""
    today = moment.date()
    for meeting in portal.graph.meetings:
        if not is_coming(portal.graph, meeting, today):
            continue
        for place, field in minutes_in(portal, meeting):
            if field != "minutes_sent" or meeting.day == today:  # else told of by its own date
                code = "not_held" if meeting.day > today else "not_held_today"
                yield warning(place, code, field=field, day=meeting.day.isoformat())


def planned_treatments_come(portal: LinkedPortal, moment: dt.datetime) -> Iterator[Problem]:
    """A body that is foreseen to treat a case by a date that is past has treated it, or has it on an agenda."""
    today = moment.date()
    for case in portal.graph.cases:
        route = [handling for handling in portal.graph.route(case.id) if not handling.meeting.facts.cancelled]
        left = Counter(id_ for handling in route for id_ in handling.meeting.body_ids)
        for index, planned in enumerate(() if case.facts.closed else case.facts.planned):
            name, date = planned.organisation or "", planned.date
            id_ = portal.graph.names.find(name) or name
            left[id_] -= 1
            if date and date.last < today and left[id_] < 0:
                place = case.marks.value("planned", index, "date")
                yield warning(place, "planned_is_past", found=date.text, body=name)


def closed_cases_are_not_treated(portal: LinkedPortal, moment: dt.datetime) -> Iterator[Problem]:
    """A case that is closed is on no agenda to come, and was not treated after that."""
    today = moment.date()
    graph = as_of(portal, today).graph
    for handling in graph.handlings:
        for index, id_ in enumerate(handling.entry.item.cases):
            case = graph.case(id_)
            closing = closing_before(graph, case, handling, today) if case else None
            if closing is None or handling.meeting.facts.cancelled:
                continue
            place = handling.place("case", index)
            values = {"found": id_, "date": closing.date.isoformat()}
            if is_coming(graph, handling.meeting, today):
                yield warning(place, "closed_case_to_come", **values)
            elif handling.is_decision or handling.entry.item.outcome not in (None, Outcome.WITHDRAWN):
                yield warning(place, "closed_case_treated", **values)


def meetings_and_deadlines_avoid_holidays(portal: LinkedPortal, moment: dt.datetime) -> Iterator[Problem]:
    """No coming meeting, and nothing that is due for one, is on a public holiday, nor is it due at a weekend.

    A deadline has a meeting's own day of the week where it is whole weeks off, so that a body which meets at weekends
    may have its deadlines there. A deadline that is kept or past is nobody's any more.
    """
    today = moment.date()
    for meeting in portal.graph.meetings:
        if meeting.last_day < today or meeting.facts.cancelled:
            continue
        yield from _last_day_off_work(meeting)
        if meeting.day < today:
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


def _last_day_off_work(meeting: Record[Meeting]) -> Iterator[Problem]:
    """That a meeting goes on over a holiday, or that answers in writing are due on one or at a weekend."""
    if meeting.facts.end_date is None:
        return
    place, last = meeting.marks.value("end_date"), meeting.last_day
    if meeting.facts.is_written:
        code = "answers_on_holiday" if is_holiday(last) else "answers_at_weekend" if last.weekday() > 4 else None
        if code:
            yield warning(place, code, found=last.isoformat())
        return
    days = (meeting.day + dt.timedelta(days=n) for n in range(1, min((last - meeting.day).days, _LONGEST) + 1))
    holiday = next(filter(is_holiday, days), None)
    if holiday:
        yield warning(place, "meeting_over_holiday", found=holiday.isoformat())


def _name(at: tuple[str | int, ...]) -> str:
    """A field as a message calls it: `closed.date`, or the name alone where a list holds it."""
    names = [part for part in at if isinstance(part, str)]
    return ".".join(names[-2:] if names[-1] == "date" else names[-1:])


def _off_work(due: dt.date, meeting: dt.date) -> str | None:
    """What to say of a day on which something is due and nobody is at work."""
    if is_holiday(due):
        return "deadline_on_holiday"
    return "deadline_at_weekend" if due.weekday() > 4 and meeting.weekday() <= 4 else None


def secretariats_can_be_reached(portal: LinkedPortal, moment: dt.datetime) -> Iterator[Problem]:
    """Of the secretariats that there are today, one can be written to or called: every page promises that."""
    today = moment.astimezone(OSLO).date()
    there = []
    for record in portal.graph.organisations:
        facts = record.facts
        is_over = facts.valid is not None and facts.valid.to is not None and facts.valid.to.last < today
        if facts.kind is OrganisationKind.SECRETARIAT and not is_over:
            there.append(record)
    if not any(one.facts.contact and one.facts.contact.is_told for one in there):
        for record in there:
            place = record.marks.value("contact") if record.facts.contact else record.place
            yield warning(place, "secretariat_unreached")
