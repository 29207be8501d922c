"""Anchors that tell an item by its place on the agenda alone, and have come to mean another item than they did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from portal.linked.portal import LinkedPortal
from portal.model.addresses import alias_address, item_anchor, moved_meeting
from portal.model.kinds import MEETING
from portal.model.meeting import AgendaItem, Meeting
from portal.model.problems import Problem, warning
from portal.public.visibility import visibility
from portal.source.ledger import address_of
from portal.source.parsing import parse_text
from portal.source.record import Record

__all__ = ["displaced_positions"]

_ALIKE = 0.6
"""How much of two titles must be the same for one to be the other, put in other words."""


def displaced_positions(
    portal: LinkedPortal, earlier: Callable[[str], Iterable[str]], moment: dt.datetime
) -> Iterator[Problem]:
    """Items without a number that stand where another one stood when its anchor was first published.

    `earlier` gives the earlier texts of a file, the latest first. What was held back then was not published, nor
    was, where there is a ledger, what that does not have.
    """
    for meeting in portal.graph.meetings:
        items = {n: item for n, item in enumerate(meeting.facts.agenda, 1) if not item.number}
        if not items or visibility(meeting.facts, moment).is_hidden():
            continue
        for position, old in _first_meant(meeting, earlier(meeting.path), moment).items():
            item, anchor = items.get(position), f"#{item_anchor(old, position)}"
            if item is None or _is_same(portal, old, item) or not _was_published(portal, meeting, anchor):
                continue
            place = meeting.marks.value("agenda", position - 1, "case" if item.cases and not item.title else "title")
            values = {"anchor": anchor, "was": _title(portal, old), "found": _title(portal, item)}
            yield warning(place, "permalink_position", **values)


def _first_meant(meeting: Record[Meeting], texts: Iterable[str], moment: dt.datetime) -> Mapping[int, AgendaItem]:
    """The first public item without a number at each position of the agenda."""
    meant: dict[int, AgendaItem] = {}
    for text in texts:
        record, _ = parse_text(text, meeting.path, MEETING, meeting.id)
        if record is not None and not visibility(record.facts, moment).is_hidden():
            meant.update({n: item for n, item in enumerate(record.facts.agenda, 1) if not item.number})
    return meant


def _was_published(portal: LinkedPortal, meeting: Record[Any], anchor: str) -> bool:
    if not portal.permalinks:
        return True
    pages = {meeting.address, *filter(None, map(alias_address, meeting.facts.aliases))}
    if meeting.facts.moved_from:
        pages.add(moved_meeting(meeting.body_id, meeting.facts.moved_from))
    return any(f"{address_of(page)}{anchor}" in portal.permalinks for page in pages)


def _is_same(portal: LinkedPortal, old: AgendaItem, item: AgendaItem) -> bool:
    """Whether two items are one: by a case of theirs, or by titles that are the same or nearly so."""
    if old.cases and item.cases:
        return bool(set(old.cases) & set(item.cases))
    was, found = _title(portal, old).casefold(), _title(portal, item).casefold()
    return not was or not found or SequenceMatcher(None, was, found).ratio() >= _ALIKE


def _title(portal: LinkedPortal, item: AgendaItem) -> str:
    """What an item is called; of an exempt one, no more than may be known."""
    if item.exempt:
        return item.exempt.public_title
    return portal.graph.title_of_item(item) or ""
