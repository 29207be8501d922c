"""How a body meets: its usual place and hours, its numbers and its deadlines, from the meetings before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median_low
from typing import Any, TypeVar

from portal.commands.drafting.numbering import GivenNumber, Numbered, Numbering, continued, main_label
from portal.linked.portal import LinkedPortal
from portal.model.meeting import AgendaItem, Meeting
from portal.model.organisation import Deadlines
from portal.model.vocabulary import CaseType
from portal.source.record import Record

__all__ = ["Habits"]

T = TypeVar("T")

_LATEST = 6
"""So many of the meetings before tell what is usual."""


class Habits:
    """What is usual for the body `body_id`, seen from the day of a meeting to be; cancelled meetings tell nothing."""

    def __init__(self, portal: LinkedPortal, body_id: str, day: dt.date) -> None:
        self._graph = portal.graph
        self._body_id = body_id
        self._day = day
        self.meetings: Sequence[Record[Meeting]] = portal.graph.own_meetings_of(body_id)
        self.before = [one for one in self.meetings if one.day < day and not one.facts.cancelled]
        self._latest = self.before[-_LATEST:]

    @property
    def place(self) -> str | None:
        return _usual(one.facts.place for one in self._latest)

    @property
    def hours(self) -> tuple[dt.time | None, dt.time | None]:
        """When a meeting begins and ends."""
        return _usual((one.facts.start, one.facts.end) for one in self._latest if one.facts.start) or (None, None)

    @property
    def lang(self) -> str | None:
        """The language of the latest meeting, or else of the body, where it says one."""
        body = self._graph.organisation(self._body_id)
        records: list[Record[Any] | None] = [*self.before[-1:], body]
        return next((one.facts.lang.value for one in records if one and one.facts.lang), None)

    @property
    def deadlines(self) -> Deadlines:
        """The body's deadlines; what it does not say is as many days as it has mostly been."""
        body = self._graph.organisation(self._body_id)
        said = (body.facts.deadlines if body else None) or Deadlines()
        notice = [(one.day - one.facts.notice_sent).days for one in self._latest if one.facts.notice_sent]
        minutes = [(one.facts.minutes_sent - one.day).days for one in self._latest if one.facts.minutes_sent]
        return Deadlines.model_construct(
            submission=said.submission,
            notice=said.notice if said.notice is not None or not notice else median_low(notice),
            minutes=said.minutes if said.minutes is not None or not minutes else median_low(minutes),
        )

    def meeting_number(self, planned: Sequence[str] = ()) -> str | None:
        """The number that comes next, behind those that are `planned`; `None` where a later meeting has it."""
        given = [Numbered(one.day.year, [one.facts.number]) for one in self.before if one.facts.number]
        number = next(continued(given, self._day.year, planned, f"1/{self._day.year}", main_label(given)), None)
        return None if number in {one.facts.number for one in self.meetings} else number

    def numbering(self) -> Numbering:
        """The numbers that come next for the items of the meeting."""
        given = [(one.day.year, self._numbers(one.facts.agenda)) for one in self.meetings]
        return Numbering(given, self._day.year, [], first=f"01/{self._day.year % 100:02}")

    def types_of_case(self, case_id: str) -> tuple[CaseType, ...]:
        case = self._graph.case(case_id)
        return (case.facts.type or ()) if case else ()

    def _numbers(self, agenda: Iterable[AgendaItem]) -> list[GivenNumber]:
        return [
            GivenNumber(number, item.type or tuple(t for id_ in item.cases for t in self.types_of_case(id_)))
            for item in agenda
            for number in (*item.aliases, item.number)
            if number
        ]


def _usual(values: Iterable[T | None]) -> T | None:
    """What most have, of several the latest."""
    there = [value for value in reversed(list(values)) if value is not None]
    return Counter(there).most_common(1)[0][0] if there else None
