"""What is new or changed since a reader was here last: a dated log, grouped by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from portal.derived.change_words import entry_link, sentences_of
from portal.derived.changes import Change
from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, View
from portal.derived.public import Key
from portal.language.phrase import run_on, shortened
from portal.model import addresses
from portal.model.kinds import MEETING
from portal.pages.views import bounds
from portal.pages.views.bounds import Side, described, sides, titled

__all__ = ["Day", "NewsEntry", "NewsGroup", "NewsPage", "latest_days", "views"]

_LONGEST = 240
"""Characters of what is said of a change."""
_ENOUGH = 60
"""How many entries the first page shows at least, in whole days, where there are as many."""


@dataclass(frozen=True)
class NewsEntry:
    """One line of the log: what happened, to what, where, and what is said of it."""

    kind: StateLabel
    title: Hyperlink
    body: Hyperlink | None
    meeting_day: dt.date | None
    words: str
    is_routine: bool = False


@dataclass(frozen=True)
class NewsGroup:
    """The lines of a day that are of one record; of a meeting with several, `meeting` is what they stand under."""

    entries: tuple[NewsEntry, ...]
    meeting: Hyperlink | None = None

    @property
    def weighty(self) -> tuple[NewsEntry, ...]:
        """Those that readers look for."""
        return tuple(one for one in self.entries if not one.is_routine)

    @property
    def routine(self) -> tuple[NewsEntry, ...]:
        """Those that only approve an agenda or minutes."""
        return tuple(one for one in self.entries if one.is_routine)


@dataclass(frozen=True)
class Day:
    """What became new or changed on a day, each record's lines together."""

    day: dt.date
    groups: tuple[NewsGroup, ...]


@dataclass(frozen=True)
class NewsPage:
    """The latest of the log, or a `year` of it; `years` are all that have news."""

    days: tuple[Day, ...]
    years: tuple[Hyperlink, ...]
    year: int | None = None
    side: Side | None = None


def views(context: Context) -> Iterator[LazyView]:
    """The latest of the log, then each year of it."""
    log = context.history.every
    by_year = {year: tuple(found) for year, found in groupby(log, lambda change: change.day.year)}
    links = tuple(Hyperlink(str(year), addresses.news_year(year)) for year in by_year)
    yield LazyView(addresses.NEWS, partial(_latest, context, log, links))
    for year, found in by_year.items():
        for side in sides(addresses.news_year(year), len(found)):
            yield LazyView(side.address, partial(_year, context, side.rows(found), links, year, side))


def _latest(context: Context, log: list[Change], links: tuple[Hyperlink, ...]) -> View:
    return View(
        "register/news.html",
        addresses.NEWS,
        context.t("news.title"),
        NewsPage(latest_days(context, log, _ENOUGH), links),
        menu=addresses.NEWS,
        description=context.t("news.lede"),
        updated=log[0].day if log else None,
        feed=context.feed_of_all,
    )


def _year(context: Context, log: Sequence[Change], links: tuple[Hyperlink, ...], year: int, side: Side) -> View:
    return View(
        "register/news.html",
        side.address,
        titled(context, context.t("news.title_year", year=year), side),
        NewsPage(_days(context, log, grouped=False), links, year, side),
        menu=addresses.NEWS,
        description=described(context, context.t("card.news_year", year=year), side),
        updated=log[0].day,
        crumbs=(Hyperlink(context.t("menu.news"), addresses.NEWS),),
        feed=context.feed_of_all,
    )


def latest_days(context: Context, log: list[Change], enough: int) -> tuple[Day, ...]:
    """The newest whole days of a log, until there are `enough` entries; of a day that has too many, the first."""
    last = log[min(enough, len(log)) - 1].day if log else context.today
    return _days(context, [change for change in log if change.day >= last][: bounds.MOST])


def _days(context: Context, log: Sequence[Change], grouped: bool = True) -> tuple[Day, ...]:
    return tuple(
        Day(day, tuple(_groups(context, changes_of_day) if grouped else _lines(context, changes_of_day)))
        for day, changes_of_day in groupby(log, lambda change: change.day)
    )


def _lines(context: Context, changes: Iterable[Change]) -> Iterator[NewsGroup]:
    """The changes of a day, a line each: a year is cut into sides, and a side counts lines."""
    return (NewsGroup((_entry(context, change),)) for change in changes)


def _groups(context: Context, changes: Iterable[Change]) -> Iterator[NewsGroup]:
    """The changes of a day by record, in the order in which the records come."""
    by_record: dict[Key, list[Change]] = {}
    for change in changes:
        by_record.setdefault(change.record.key, []).append(change)
    for found in by_record.values():
        record = found[0].record
        is_several = record.kind is MEETING and len(found) > 1
        entries = tuple(_entry(context, change) for change in found)
        yield NewsGroup(entries, context.link_to(record) if is_several else None)


def _entry(context: Context, change: Change) -> NewsEntry:
    record, handling = change.record, change.handling
    is_meeting = record.kind is MEETING
    # A meeting that was named for its body and date needs neither said again.
    named = is_meeting and not handling and not (change.public and change.public.facts.title)
    return NewsEntry(
        kind=context.state(change.kind),
        title=entry_link(context, change),
        body=context.body(record.body_id) if is_meeting and not named else None,
        meeting_day=record.day if is_meeting and not named else None,
        words=shortened(run_on(sentences_of(context, change)), _LONGEST),
        is_routine=handling is not None and context.facts.item(handling).is_routine,
    )
