"""What is new or changed since a reader was here last: a dated log, grouped by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from portal import addresses
from portal.changes import Change, changes
from portal.language.phrase import filled
from portal.publication.portal import Closed
from portal.records.kinds import MEETING
from portal.records.vocabulary import ChangeKind
from portal.views.context import Context
from portal.views.page import Hyperlink, View
from portal.views.states import StateLabel

__all__ = ["Day", "Entry", "entry_link", "latest_days", "views"]

_ENOUGH = 60
"""How many entries the first page shows at least, in whole days, where there are as many."""


@dataclass(frozen=True)
class Entry:
    """One line of the log: what happened, to what, where and in the record's own words."""

    kind: StateLabel
    title: Hyperlink
    body: Hyperlink | None
    meeting_day: dt.date | None
    words: str
    lang: str | None


@dataclass(frozen=True)
class Day:
    """What became new or changed on a day."""

    day: dt.date
    entries: list[Entry]


def views(context: Context) -> Iterator[View]:
    """The latest of the log, then each year of it."""
    log = changes(context.portal)
    years = sorted({change.day.year for change in log}, reverse=True)
    links = [Hyperlink(str(year), addresses.news_year(year)) for year in years]
    yield _page(context, latest_days(context, log, _ENOUGH), links)
    for year in years:
        yield _page(context, _days(context, [change for change in log if change.day.year == year]), links, year)


def latest_days(context: Context, log: list[Change], enough: int) -> list[Day]:
    """The newest whole days of a log, until there are `enough` entries."""
    last = log[min(enough, len(log)) - 1].day if log else context.today
    return _days(context, [change for change in log if change.day >= last])


def _days(context: Context, log: list[Change]) -> list[Day]:
    return [
        Day(day, [_entry(context, change) for change in changes_of_day])
        for day, changes_of_day in groupby(log, lambda change: change.day)
    ]


def _page(context: Context, days: list[Day], years: list[Hyperlink], year: int | None = None) -> View:
    return View(
        "register/news.html",
        addresses.news_year(year) if year else addresses.NEWS,
        context.t("news.title_year", year=year) if year else context.t("news.title"),
        {"days": days, "years": years, "year": year},
        menu=addresses.NEWS,
        description=context.t("card.news_year", year=year) if year else context.t("news.lede"),
        updated=days[0].day if days else None,
        crumbs=(Hyperlink(context.t("menu.news"), addresses.NEWS),) if year else (),
        feed=addresses.FEED_OF_ALL,
    )


def _entry(context: Context, change: Change) -> Entry:
    record, handling = change.record, change.handling
    is_meeting = record.kind is MEETING
    # A meeting that was named for its body and date needs neither said again.
    named = is_meeting and not handling and (isinstance(record, Closed) or record.facts.title is None)
    return Entry(
        kind=context.state(change.kind),
        title=entry_link(context, change),
        body=context.body(record.body_id) if is_meeting and not named else None,
        meeting_day=record.day if is_meeting and not named else None,
        words=change.words,
        lang=None if isinstance(record, Closed) else context.foreign(record.facts),
    )


def entry_link(context: Context, change: Change) -> Hyperlink:
    """What a change is about: the record, its corrections, or the item of the agenda."""
    if change.handling:
        return _item_link(context, change)
    anchor = "#_rettingar" if change.kind is ChangeKind.CORRECTION else ""
    return context.link_to(change.record, anchor)


def _item_link(context: Context, change: Change) -> Hyperlink:
    """The item of an approval, or the decision itself, by number and title."""
    handling = change.handling
    assert handling is not None
    entry = handling.entry
    title, number = context.item_title(handling), entry.item.number
    anchor = entry.decision_anchor if change.kind is ChangeKind.DECISION else entry.anchor
    words = title.text or context.item_number(handling)
    if title.text and number:
        words = filled("{number} {title}", {"number": number, "title": title.text})
    return Hyperlink(words, f"{context.portal.address_of(handling.meeting)}#{anchor}", title.lang)
