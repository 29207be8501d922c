"""Records as rows of a list or a register."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink
from portal.derived.public import Closed, Key, Record
from portal.derived.states import case_state, meeting_state
from portal.model.case import Case
from portal.model.meeting import Meeting
from portal.model.vocabulary import MeetingState
from portal.pages.views.case import case_numbers

__all__ = ["CaseRow", "MeetingRow", "case_row", "dated_link", "meeting_row"]


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list: when, what, where, its state and what can still be done.

    `value` is the state's own name; `days` counts to the meeting, or back to it
    when negative. `submission` is the last day for submitting a case, `notice`
    and `minutes` those on which agenda or minutes that are not there were or
    will be due; what the agenda holds is counted. A closed meeting has no `facts`.
    """

    title: Hyperlink
    body: Hyperlink
    body_id: str
    day: dt.date
    days: int
    number: str | None
    state: StateLabel
    value: str
    facts: Meeting | None = None
    lang: str | None = None
    number_of_items: int = 0
    number_of_papers: int = 0
    is_held: bool = False
    submission: dt.date | None = None
    notice: dt.date | None = None
    minutes: dt.date | None = None
    keys: tuple[Key, ...] = ()

    @property
    def is_past(self) -> bool:
        return self.is_held or self.days < 0

    @property
    def is_cancelled(self) -> bool:
        return self.value == MeetingState.CANCELLED.value

    @property
    def due(self) -> dt.date | None:
        """The day on which what is missing was or will be due."""
        return self.notice or self.minutes

    @property
    def is_late(self) -> bool:
        """Whether agenda or minutes are missing after the body's own deadline."""
        return self.due is not None and self.due < self.day - dt.timedelta(days=self.days)


def meeting_row(context: Context, meeting: Record[Meeting] | Closed) -> MeetingRow:
    """A meeting as a row, whether it may be read or only known of."""
    row = MeetingRow(
        title=context.link_to(meeting),
        body=context.body(meeting.body_id),
        body_id=meeting.body_id,
        day=meeting.day,
        days=(meeting.day - context.today).days,
        number=meeting.number if isinstance(meeting, Closed) else meeting.facts.number,
        state=context.state(meeting.visibility) if isinstance(meeting, Closed) else StateLabel("", "", ""),
        value=meeting.visibility.value if isinstance(meeting, Closed) else "",
        is_held=context.is_held(meeting),
        keys=(meeting.key,),
    )
    if isinstance(meeting, Closed):
        return row
    state = meeting_state(context.portal, meeting, context.today)
    items = [handling.entry.item for handling in context.portal.items(meeting.id)]

    def deadline(which: str, applies: bool) -> dt.date | None:
        return context.deadline(meeting.body_id, meeting.day, which) if applies else None

    return replace(
        row,
        state=context.state(state),
        value=state.value,
        facts=meeting.facts,
        lang=context.foreign(meeting.facts),
        number_of_items=len(items),
        number_of_papers=len(meeting.facts.attachments) + sum(len(item.attachments) for item in items),
        submission=deadline("submission", state.is_coming()),
        notice=deadline("notice", state is MeetingState.PLANNED),
        minutes=deadline("minutes", state is MeetingState.AWAITING_MINUTES),
    )


def dated_link(context: Context, meeting: Record[Meeting] | Closed) -> Hyperlink:
    """A meeting called by its date."""
    return Hyperlink(context.dates.day(meeting.day), context.portal.address_of_key(meeting.key))


@dataclass(frozen=True)
class CaseRow:
    """A case in a register; `value` is its state's own name, `body_ids` those it has been at or waits for.

    `keys` are those of the case and of the meetings that treat it. One that may not be read is counted apart.
    """

    title: Hyperlink
    numbers: list[str]
    state: StateLabel
    value: str
    years: frozenset[int]
    types: str = ""
    submitted: dt.date | None = None
    bodies: tuple[Hyperlink, ...] = ()
    body_ids: frozenset[str] = frozenset()
    latest: dt.date | None = None
    keys: tuple[Key, ...] = ()
    is_closed: bool = False


def case_row(context: Context, case: Record[Case] | Closed) -> CaseRow:
    """A case as a row, whether it may be read or only known of."""
    route = context.portal.route(case.id)
    numbers = case_numbers(route)
    years = frozenset(h.meeting.day.year for h in route)
    title = context.link_to(case)
    if isinstance(case, Closed):
        label, value = context.state(case.visibility), case.visibility.value
        return CaseRow(title, numbers, label, value, years, keys=(case.key,), is_closed=True)
    facts = case.facts
    state = case_state(context.portal, case, context.today)
    bodies = dict.fromkeys([*(h.meeting.body_id for h in route), *facts.for_bodies])
    return CaseRow(
        title=title,
        numbers=numbers,
        state=context.state(state),
        value=state.value,
        years=years | ({facts.submitted.year} if facts.submitted else frozenset()),
        types=context.types(facts.type or ()),
        submitted=facts.submitted,
        bodies=tuple(context.body(id_) for id_ in bodies),
        body_ids=frozenset(bodies),
        latest=context.facts.case(case).latest_step,
        keys=(case.key, *(h.meeting.key for h in route)),
    )
