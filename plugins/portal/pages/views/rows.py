"""Records as rows of a list or a register."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from portal.derived.context import Context
from portal.derived.known import AnyMeeting, Deadline, ListedCase
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink
from portal.derived.public import Closed, Key, Record
from portal.model.case import Case
from portal.model.kinds import ORGANISATION
from portal.model.organisation import Member
from portal.model.vocabulary import MeetingState

__all__ = [
    "CaseRow", "MeetingRow", "MemberRow", "case_row", "dated_link", "listed_case_row", "meeting_row", "member_row",
]  # fmt: skip


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list: when, what, where, its state and what can still be done.

    `value` is the state's own name; `days` counts to the meeting, or back to it when negative. `submission` is the
    last day for submitting a case, `notice` and `minutes` those on which agenda or minutes that are not there were or
    will be due; what the agenda holds is counted. `has_title` tells that it is called by a title of its own. `last_day`
    is there where that is another than its day, and `together` are the bodies that meet jointly with its own. A closed
    meeting has only its title, its body, its day and its deadline.
    """

    title: Hyperlink
    body: Hyperlink
    body_id: str
    day: dt.date
    days: int
    number: str | None
    state: StateLabel
    value: str
    is_closed: bool = False
    has_title: bool = False
    start: dt.time | None = None
    end: dt.time | None = None
    place: str | None = None
    is_online: bool = False
    lang: str | None = None
    number_of_items: int = 0
    number_of_papers: int = 0
    is_held: bool = False
    submission: Deadline | None = None
    notice: Deadline | None = None
    minutes: Deadline | None = None
    keys: tuple[Key, ...] = ()
    body_ids: tuple[str, ...] = ()
    last_day: dt.date | None = None
    is_written: bool = False
    together: tuple[Hyperlink, ...] = ()

    @property
    def is_past(self) -> bool:
        return self.is_held or self.days < 0

    @property
    def is_cancelled(self) -> bool:
        return self.value == MeetingState.CANCELLED.value

    @property
    def missing(self) -> Deadline | None:
        """When what is missing, agenda or minutes, was or will be due."""
        return self.notice or self.minutes

    @property
    def is_late(self) -> bool:
        """Whether agenda or minutes are missing after the body's own deadline."""
        return self.missing is not None and self.missing.is_past


def meeting_row(context: Context, meeting: AnyMeeting) -> MeetingRow:
    """A meeting as a row, whether it may be read or only known of."""
    known = context.facts.meeting(meeting)
    row = MeetingRow(
        title=context.link_to(meeting),
        body=context.body(meeting.body_id),
        body_id=meeting.body_id,
        day=meeting.day,
        days=known.days,
        number=known.number,
        state=context.state(known.shown_state),
        value=known.shown_state.value,
        is_closed=known.is_closed,
        is_held=known.is_held,
        submission=known.submission if known.is_coming else None,
        keys=(meeting.key,),
        body_ids=meeting.body_ids,
    )
    if known.record is None:
        return row
    facts, items = known.record.facts, [one.handling.entry.item for one in known.items]
    return replace(
        row,
        has_title=bool(facts.title),
        start=facts.start,
        end=facts.end,
        place=facts.place,
        is_online=facts.online is not None,
        lang=context.foreign(facts),
        number_of_items=len(items),
        number_of_papers=len(facts.attachments) + sum(len(item.attachments) for item in items),
        notice=known.missing if known.is_coming else None,
        minutes=known.missing if known.is_held else None,
        last_day=meeting.last_day if meeting.last_day > meeting.day else None,
        is_written=facts.is_written,
        together=context.links(ORGANISATION, meeting.body_ids[1:]),
    )


def dated_link(context: Context, meeting: AnyMeeting) -> Hyperlink:
    """A meeting called by its date."""
    return Hyperlink(context.dates.day(meeting.day), context.portal.address_of_key(meeting.key))


@dataclass(frozen=True)
class MemberRow:
    """A seat on a body, and for whom its holder speaks, from when to when; of a partner's seats, on which body."""

    name: str
    position: str = ""
    role: str | None = None
    organisation: Hyperlink | None = None
    substitute: str | None = None
    period: str = ""


def member_row(context: Context, member: Member, lang: str | None) -> MemberRow:
    """A member of a body as a row."""
    position = context.t(f"position.{member.position.value}") if member.position else ""
    organisation = context.party(member.organisation, lang)
    period = context.between(member.start, member.to)
    return MemberRow(member.name, position, member.role, organisation, member.substitute, period)


@dataclass(frozen=True)
class CaseRow:
    """A case in a register; `value` is its state's own name, `body_ids` those it has been at or waits for.

    `keys` are those of the case and of the meetings that treat it; `marks` the choices of facets that hold it.
    """

    title: Hyperlink
    numbers: tuple[str, ...]
    state: StateLabel
    value: str
    years: tuple[int, ...]
    types: str = ""
    submitted: dt.date | None = None
    bodies: tuple[Hyperlink, ...] = ()
    body_ids: tuple[str, ...] = ()
    latest: dt.date | None = None
    keys: tuple[Key, ...] = ()
    is_closed: bool = False
    marks: str = ""


def case_row(context: Context, case: Record[Case]) -> CaseRow:
    """A case as a row."""
    listed, facts = context.facts.listed(case), case.facts
    return CaseRow(
        title=context.link_to(case),
        numbers=context.facts.numbers_of_case(case.id),
        state=context.state(listed.state),
        value=listed.state.value,
        years=listed.years,
        types=context.types(facts.type or ()),
        submitted=facts.submitted,
        bodies=tuple(context.body(id_) for id_ in listed.body_ids),
        body_ids=listed.body_ids,
        latest=listed.latest_step,
        keys=(case.key, *(handling.meeting.key for handling in context.portal.route(case.id))),
    )


def listed_case_row(context: Context, listed: ListedCase) -> CaseRow:
    """A case as a row, whether it may be read or only known of."""
    if listed.closed:
        return _closed_case_row(context, listed.closed)
    assert listed.record is not None
    return case_row(context, listed.record)


def _closed_case_row(context: Context, closed: Closed) -> CaseRow:
    """A case that may only be known of as a row."""
    return CaseRow(
        title=context.link_to(closed),
        numbers=context.facts.numbers_of(closed),
        state=context.state(closed.visibility),
        value=closed.visibility.value,
        years=context.facts.listed(closed).years,
        keys=(closed.key,),
        is_closed=True,
    )
