"""Small plots along time: an indicator's values with its target, and a project's health from report to report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from portal.model.project import Indicator, Report
from portal.model.vocabulary import Health
from portal.pages.views.drawings.scale import TimeScale, ValueScale, number_in

__all__ = ["HealthPlot", "Plot", "Point", "draw_health", "draw_indicator"]

_LEFT, _RIGHT = 4.0, 94.0
"""Where the first and the last value stand, in percent, so that their labels have room."""
_LABELS = 6


@dataclass(frozen=True)
class Point:
    """A value on a day: `x` in percent from the left, `y` from 0 at the top to 1 at the bottom."""

    x: float
    y: float
    label: str
    day: dt.date
    is_labelled: bool = True


@dataclass(frozen=True)
class Plot:
    """An indicator's values. `goal` is how far down the target stands; `low` and `high` are the ends of the scale."""

    points: tuple[Point, ...]
    goal: float | None
    low: str
    high: str


@dataclass(frozen=True)
class HealthPlot:
    """A project's health, a lane for each of its grades, the best at the top; `y` of a point is its lane."""

    lanes: tuple[str, ...]
    points: tuple[Point, ...]


def draw_indicator(indicator: Indicator) -> Plot | None:
    """The values that are numbers, in time, with the target if that is one; `None` without a number."""
    measured = sorted(
        (m.date, value, m.value) for m in indicator.values if (value := number_in(m.value, indicator.unit)) is not None
    )
    if not measured:
        return None
    target = number_in(indicator.target, indicator.unit) if indicator.target else None
    values = [value for _, value, _ in measured]
    scale = ValueScale.over([*values, *([target] if target is not None else [])])
    places = _places([day for day, _, _ in measured])
    shown = _labelled(values)
    points = tuple(
        Point(x, round(1 - scale.share(value), 3), text, day, position in shown)
        for position, (x, (day, value, text)) in enumerate(zip(places, measured, strict=True))
    )
    goal = round(1 - scale.share(target), 3) if target is not None else None
    return Plot(points, goal, _written(scale.low), _written(scale.high))


def draw_health(reports: Sequence[Report]) -> HealthPlot | None:
    """The reports that tell the project's health; `None` when fewer than two do."""
    assessed = sorted((r for r in reports if r.health), key=lambda r: r.date)
    if len(assessed) < 2:
        return None
    lanes = tuple(health.value for health in reversed(Health))
    places = _places([report.date for report in assessed])
    points = tuple(
        Point(x, float(lanes.index(report.health.value)), report.health.value, report.date)
        for x, report in zip(places, assessed, strict=True)
        if report.health
    )
    return HealthPlot(lanes, points)


def _places(days: Sequence[dt.date]) -> list[float]:
    """Where the days stand between the plot's ends; a single one stands in the middle."""
    if days[0] == days[-1]:
        return [50.0] * len(days)
    scale = TimeScale(days[0], days[-1])
    width = scale.start(days[-1])
    return [round(_LEFT + (_RIGHT - _LEFT) * scale.start(day) / width, 2) for day in days]


def _labelled(values: list[float]) -> set[int]:
    """Which values are written out: all of a few; of many, the first, the last, the lowest and the highest."""
    if len(values) <= _LABELS:
        return set(range(len(values)))
    return {0, len(values) - 1, values.index(min(values)), values.index(max(values))}


def _written(value: float) -> str:
    """A round number as Norwegian writes it: `2,5`, `1 000 000`."""
    whole, _, rest = f"{value:,.6f}".rstrip("0").rstrip(".").partition(".")
    return whole.replace(",", "\u00a0") + (f",{rest}" if rest else "")
