"""How far goals have come, as bars: a part of each for every state that its measures are in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.model.vocabulary import MeasureState

__all__ = ["Progress", "ProgressBar", "ProgressPart", "draw_progress"]


@dataclass(frozen=True)
class ProgressPart:
    """A part of a bar, in percent of the whole width; `state` is the state's own name."""

    state: str
    start: float
    width: float
    number: int


@dataclass(frozen=True)
class ProgressBar:
    """A bar for a goal: its place among the goals, from 1, and its parts."""

    goal: int
    parts: tuple[ProgressPart, ...]


@dataclass(frozen=True)
class Progress:
    """The bars, each of the whole width, and the `states` that occur, for the legend."""

    bars: tuple[ProgressBar, ...]
    states: tuple[str, ...]


def draw_progress(goals: Sequence[Mapping[MeasureState, int]]) -> Progress | None:
    """A bar for each goal that has measures; `None` where none has. Of each goal is told how many are in each state."""
    bars = tuple(
        ProgressBar(number, tuple(_parts(counts))) for number, counts in enumerate(goals, 1) if sum(counts.values())
    )
    states = tuple(state.value for state in MeasureState if any(counts.get(state) for counts in goals))
    return Progress(bars, states) if bars else None


def _parts(counts: Mapping[MeasureState, int]) -> list[ProgressPart]:
    parts, before, total = [], 0, sum(counts.values())
    for state in MeasureState:
        if number := counts.get(state, 0):
            start, end = round(100 * before / total, 2), round(100 * (before + number) / total, 2)
            parts.append(ProgressPart(state.value, start, round(end - start, 2), number))
            before += number
    return parts
