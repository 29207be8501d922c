"""A year's meetings: a wheel with a ring for each body, or bands where the bodies are many."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from portal.derived.parts import Hyperlink
from portal.language.dates import Calendar
from portal.pages.views.drawings.scale import Tick, TimeScale
from portal.pages.views.rows import MeetingRow

__all__ = ["SHAPES", "Mark", "Ring", "YearPlan", "draw_year"]

SHAPES = ("diamond", "circle", "square", "triangle", "hexagon", "plus")
"""The bodies' shapes, the outermost ring's first; a wheel holds as many rings."""

_OUTER, _INNER, _APART = 126.0, 52.0, 24.0
"""The radii of the outermost and the innermost ring, and how far apart two rings are at most; the wheel's is 142."""


@dataclass(frozen=True)
class Mark:
    """A meeting: its place on the wheel in units from the hub, and along its band in percent."""

    x: float
    y: float
    at: float
    state: str


@dataclass(frozen=True)
class Ring:
    """A body's meetings of the year in time, each with its mark on a ring of the wheel or a band of their own."""

    body: Hyperlink
    shape: str
    radius: float
    marks: tuple[Mark, ...]
    meetings: tuple[MeetingRow, ...]


@dataclass(frozen=True)
class Spoke:
    """The start of a month on the wheel, and where its name stands."""

    x1: float
    y1: float
    x2: float
    y2: float
    name_x: float
    name_y: float
    name: str


@dataclass(frozen=True)
class Hand:
    """Today's hand on the wheel, from the hub to the rim, and its place along the bands; `day` is today."""

    x1: float
    y1: float
    x2: float
    y2: float
    at: float
    day: dt.date


@dataclass(frozen=True)
class YearPlan:
    """A year's meetings by body."""

    year: int
    rings: tuple[Ring, ...]
    spokes: tuple[Spoke, ...]
    ticks: tuple[Tick, ...]
    hand: Hand | None

    @property
    def is_wheel(self) -> bool:
        """Whether the bodies are few enough for a ring each."""
        return len(self.rings) <= len(SHAPES)

    @property
    def number(self) -> int:
        """How many meetings are drawn, those that can not be read among them."""
        return sum(len(ring.marks) for ring in self.rings)


def draw_year(
    year: int, bodies: Sequence[tuple[Hyperlink, Sequence[MeetingRow]]], today: dt.date, calendar: Calendar
) -> YearPlan | None:
    """The year's meetings of each body; `None` for none."""
    if not bodies:
        return None
    scale = TimeScale(dt.date(year, 1, 1), dt.date(year, 12, 31))
    step = min(_APART, (_OUTER - _INNER) / max(len(bodies) - 1, 1))
    rings = []
    for position, (body, rows) in enumerate(bodies):
        radius = round(_OUTER - position * step, 1)
        marks = tuple(_mark(scale, radius, row) for row in rows)
        rings.append(Ring(body, SHAPES[position % len(SHAPES)], radius, marks, tuple(rows)))
    spokes = tuple(_spoke(scale, dt.date(year, month, 1), calendar) for month in range(1, 13))
    hand = None
    if scale.holds(today):
        at = scale.middle(today)
        hand = Hand(*_point(at, 36), *_point(at, 142), at, today)
    return YearPlan(year, tuple(rings), spokes, scale.ticks(calendar), hand)


def _mark(scale: TimeScale, radius: float, row: MeetingRow) -> Mark:
    at = scale.middle(row.day)
    state = "cancelled" if row.is_cancelled else "held" if row.is_past else "coming"
    return Mark(*_point(at, radius), at, state)


def _spoke(scale: TimeScale, first: dt.date, calendar: Calendar) -> Spoke:
    start = scale.start(first)
    middle = scale.middle(first.replace(day=15))
    x, y = _point(middle, 158)
    return Spoke(*_point(start, 36), *_point(start, 142), x, round(y + 5, 1), calendar.month_abbreviated(first))


def _point(at: float, radius: float) -> tuple[float, float]:
    """A place on the wheel: the year starts at the top and goes with the clock."""
    angle = 2 * math.pi * at / 100
    return round(radius * math.sin(angle), 1), round(-radius * math.cos(angle), 1)
