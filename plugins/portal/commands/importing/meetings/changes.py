"""That a meeting was called off or moved, as its notice, its minutes or the plan of the year says it."""

from __future__ import annotations

import re
from typing import Any

from portal.commands.importing.layouts.meetings import CANCELLED, MOVED
from portal.commands.importing.words.dates import find_date

__all__ = ["cancelled_in", "moved_from", "moved_to"]

_LONGEST = 160
_DATES_ONLY = re.compile(r"[^\w]*")


def cancelled_in(line: str, day: str = "") -> Any:
    """`true`, or `{reason}`, where a line says that the meeting is called off; `None` where it does not.

    A line that names another day than `day`, in words the meeting's own, speaks of another meeting.
    """
    match = CANCELLED.search(line.strip()) if len(line) < _LONGEST else None
    if not match or re.search(r"\bikk?j?e\b", line, re.IGNORECASE):
        return None
    if named := (match["when"] or "").strip():
        found, own = find_date(named), find_date(day)
        year = own.day.year if own and own.day else None
        found = find_date(named, year)
        if not found or not _DATES_ONLY.fullmatch(named.replace(found.text, "").replace("den", "")):
            return None
        if own and own.day and found.day and own.day != found.day:
            return None
    reason = (match["reason"] or "").strip(" .!")
    return {"reason": reason} if reason else True


def moved_from(line: str, year: int | None) -> str | None:
    """The day that a meeting was moved from, as `2025-03-12`; a day without a year is in the one given."""
    before, _ = _moved(line)
    found = find_date(before, year)
    return found.day.isoformat() if found and found.day else None


def moved_to(line: str) -> str | None:
    """The words for the day that a meeting was moved to, blank where that is not said; `None` where none was moved."""
    before, to = _moved(line)
    if not find_date(before):
        return None
    return next((words for words in (to, line[: line.index(before)]) if find_date(words)), "")


def _moved(line: str) -> tuple[str, str]:
    match = MOVED.search(line)
    before, _, to = re.sub(r"\s+til\s+", "\t", match["dates"] if match else "", count=1).partition("\t")
    return before, to
