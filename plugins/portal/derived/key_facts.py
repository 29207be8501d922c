"""The lists of facts beside a record: one list for its page and its papers, each line a name and what is so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.parts import Hyperlink
from portal.derived.public import Record
from portal.model.meeting import Meeting

__all__ = ["KeyFact", "approval_of", "key_facts", "meeting_facts"]


@dataclass(frozen=True)
class KeyFact:
    """A line of a list of facts.

    `key` is its name's in the catalogues (`fact.<key>`); `values` are what is so, with commas between. `day` is set
    where that is a date, `url` where it leads out of the site. `is_wide` is a line that takes a row of its own.
    """

    key: str
    values: tuple[Hyperlink, ...]
    day: dt.date | None = None
    url: str | None = None
    is_wide: bool = False


Value = Hyperlink | tuple[Hyperlink, ...] | dt.date | str | None
"""What is so, as a record has it: words, a date, a link, or several."""


def key_facts(context: Context, lines: Iterable[tuple[str, Value] | KeyFact]) -> tuple[KeyFact, ...]:
    """Lines from pairs of a key and a value, or lines as they are; empty ones are left out."""
    made = (line if isinstance(line, KeyFact) else _key_fact(context, *line) for line in lines)
    return tuple(line for line in made if line.values)


def _key_fact(context: Context, key: str, value: Value) -> KeyFact:
    if isinstance(value, dt.date):
        return KeyFact(key, (Hyperlink(context.dates.day(value)),), day=value)
    if isinstance(value, str):
        value = Hyperlink(value) if value else None
    return KeyFact(key, (value,) if isinstance(value, Hyperlink) else value or ())


def meeting_facts(context: Context, meeting: Record[Meeting]) -> tuple[KeyFact, ...]:
    """When and where a meeting is, who leads it, and what was sent and approved."""
    facts, dates, known = meeting.facts, context.dates, context.facts.meeting(meeting)
    submission = known.submission if known.is_coming else None
    end = f"–{dates.time(facts.end)}" if facts.end else ""
    lines: tuple[tuple[str, Value] | KeyFact | None, ...] = (
        ("body", context.body(meeting.body_id)),
        ("date", meeting.day),
        ("time", f"{dates.time(facts.start)}{end}" if facts.start else None),
        ("number", facts.number),
        ("place", Hyperlink(facts.place, lang=context.foreign(facts)) if facts.place else None),
        KeyFact("online", (Hyperlink(context.t("meeting.online_link")),) if facts.online else (), url=facts.online),
        ("chair", facts.chair),
        ("minutes_by", facts.minutes_by),
        KeyFact("submission", (Hyperlink(dates.deadline(submission.day)),), submission.day) if submission else None,
        ("notice_sent", facts.notice_sent),
        ("minutes_sent", facts.minutes_sent),
        ("approval", approval_of(context, meeting)),
        ("moved_from", facts.moved_from.day if facts.moved_from else None),
        ("archive_ref", facts.archive_ref),
    )
    return key_facts(context, filter(None, lines))


def approval_of(context: Context, meeting: Record[Meeting]) -> Hyperlink | None:
    """Where a meeting's minutes were approved, are to be, or should have been."""
    known = context.facts.meeting(meeting)
    if known.approval is None or known.approving is None:
        return None
    where = known.approving
    text = context.t(f"meeting.approval.{known.approval.value}", date=context.dates.day(where.meeting.day))
    return Hyperlink(text, f"{context.portal.address_of(where.meeting)}#{where.entry.anchor}")
