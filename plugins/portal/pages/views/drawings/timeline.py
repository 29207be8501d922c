"""A project's milestones along time, with today's mark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.derived.known import MilestoneFacts
from portal.language.dates import Calendar
from portal.model.vocabulary import MilestoneState
from portal.pages.views.drawings.scale import Tick, TimeScale

__all__ = ["Bar", "Timeline", "Today", "draw_timeline", "today_on"]


@dataclass(frozen=True)
class Today:
    """Today's mark: its place, and whether the day lies `before` or `after` the whole drawing (else empty)."""

    at: float
    day: dt.date
    beyond: str = ""


@dataclass(frozen=True)
class Bar:
    """A milestone: a bar from `start` to `end`, or a point at `start` when `is_point`."""

    number: int
    name: str
    state: str
    start: float
    end: float
    is_point: bool

    @property
    def width(self) -> float:
        return round(self.end - self.start, 2)


@dataclass(frozen=True)
class Timeline:
    """Rows of milestones above one axis. `states` are those that occur, for the legend."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: Today
    first: dt.date
    last: dt.date
    undated: int

    @property
    def states(self) -> list[str]:
        found = {bar.state for bar in self.bars}
        return [state.value for state in MilestoneState if state.value in found]


def draw_timeline(milestones: Iterable[MilestoneFacts], today: dt.date, calendar: Calendar) -> Timeline | None:
    """The milestones that have a date, in the order in which they stand; `None` when none has."""
    all_ = list(enumerate(milestones, 1))
    dated = [(number, known, known.milestone.when) for number, known in all_ if known.milestone.when is not None]
    if not dated:
        return None
    days = [day for _, _, when in dated for day in (when.start.first, when.end.last)]
    scale = _scale(days, today)
    bars = tuple(
        Bar(
            number=number,
            name=known.milestone.what,
            state=known.state.value,
            start=scale.start(when.start.first) if when.start.first < when.end.last else scale.middle(when.end.last),
            end=scale.end(when.end.last),
            is_point=when.start.first == when.end.last,
        )
        for number, known, when in dated
    )
    undated = len(all_) - len(dated)
    return Timeline(bars, scale.ticks(calendar), today_on(scale, today), scale.first, scale.last, undated)


def _scale(days: Sequence[dt.date], beside: dt.date) -> TimeScale:
    """Whole months around the days; around the one `beside` them too, unless they would be pressed together by it."""
    first, last = min(days), max(days)
    near = max((last - first).days // 2, 90)
    if first.toordinal() - near <= beside.toordinal() <= last.toordinal() + near:
        first, last = min(first, beside), max(last, beside)
    return TimeScale(first.replace(day=1), _month_end(last))


def _month_end(day: dt.date) -> dt.date:
    if (day.year, day.month) == (dt.MAXYEAR, 12):
        return dt.date.max
    following = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def today_on(scale: TimeScale, day: dt.date) -> Today:
    """Today's mark on a scale; at the nearer end when the day lies beyond it."""
    if scale.holds(day):
        return Today(scale.middle(day), day)
    return Today(0.0, day, "before") if day < scale.first else Today(100.0, day, "after")
