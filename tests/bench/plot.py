"""The plot of what was measured, as SVG without a script: lines over the number of records, both scales logarithmic."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape

from bench.measuring import Measured

__all__ = ["plot"]

_WIDTH, _HEIGHT = 760, 460
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 250, 20, 46
_LINES = {
    "plain mkdocs-material, wall": ("a", "", lambda one: one.median("plain", "wall")),
    "ours, cold, wall": ("b", "", lambda one: one.median("cold", "wall")),
    "ours, one body edited, wall": ("b", "8 4", lambda one: one.median("edited", "wall")),
    "ours, warm, wall": ("b", "2 4", lambda one: one.median("warm", "wall")),
    "Hugo, wall": ("c", "", lambda one: one.median("hugo", "wall")),
    "ours, preview, save to bytes": ("b", "12 3 2 3", lambda one: one.wait("body", "title")),
    "Hugo's server, save to bytes": ("c", "12 3 2 3", lambda one: one.wait("hugo")),
}
_STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1b1b1b; }
.grid { stroke: #8888; stroke-width: 0.5; }
.line { fill: none; stroke-width: 2.5; }
.a { stroke: #a03000; } .b { stroke: #00529b; } .c { stroke: #5b5b5b; }
.lead { stroke: #8888; }
.ground { fill: #fff; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f0f0; }
.ground { fill: #161b22; }
.a { stroke: #ff9d73; } .b { stroke: #7cbcff; } .c { stroke: #b8b8b8; }
}
"""


def plot(measured: Sequence[Measured]) -> str:
    """The plot as a whole SVG document: each line is named at its end, and told apart by colour and by dashes."""
    lines = {name: points for name, (_, _, of) in _LINES.items() if (points := _points(measured, of))}
    seconds = [value for points in lines.values() for _, value in points]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)) + 1e-9)
    first, last = math.log10(measured[0].records), math.log10(measured[-1].records)

    def across(records: int) -> float:
        part = (math.log10(records) - first) / (last - first) if last > first else 0.5
        return _LEFT + part * (_WIDTH - _LEFT - _RIGHT)

    def up(value: float) -> float:
        return _HEIGHT - _BOTTOM - (math.log10(value) - low) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="t d">',
        '<title id="t">Seconds by number of records</title>',
        f'<desc id="d">{escape(" ".join(_told(lines)))}</desc>',
        f'<style>{_STYLE}</style><rect class="ground" width="{_WIDTH}" height="{_HEIGHT}"/>',
    ]
    for power in range(low, high + 1):
        y = up(10**power)
        drawn.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>')
        drawn.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:g} s</text>')
    for one in measured:
        x = across(one.records)
        drawn.append(f'<path class="grid" d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>')
        drawn.append(f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{one.records:,}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    drawn.append(f'<text x="{middle:.0f}" y="{_HEIGHT - 6}" text-anchor="middle">records</text>')
    for (name, points), y in zip(lines.items(), _apart([up(points[-1][1]) for points in lines.values()]), strict=True):
        kind, dashes, _ = _LINES[name]
        path = "L".join(f"{across(records):.1f} {up(value):.1f}" for records, value in points)
        x, end = across(points[-1][0]), up(points[-1][1])
        drawn.append(f'<path class="line {kind}" stroke-dasharray="{dashes or "none"}" d="M{path}"/>')
        drawn += [f'<circle class="line {kind}" r="2" cx="{across(r):.1f}" cy="{up(v):.1f}"/>' for r, v in points]
        drawn.append(f'<path class="lead" d="M{x + 4:.1f} {end:.1f}L{_WIDTH - _RIGHT + 14} {y:.1f}"/>')
        drawn.append(f'<text x="{_WIDTH - _RIGHT + 18}" y="{y + 4:.1f}">{escape(name)}</text>')
    return "\n".join([*drawn, "</svg>", ""])


def _points(measured: Sequence[Measured], of) -> list[tuple[int, float]]:
    return [(one.records, value) for one in measured if (value := of(one)) is not None]


def _told(lines: dict[str, list[tuple[int, float]]]) -> Iterator[str]:
    """The lines in words."""
    for name, points in lines.items():
        yield f"{name}: " + ", ".join(f"{value:.2f} s at {records:,}" for records, value in points) + "."


def _apart(places: list[float], least: float = 18) -> list[float]:
    """The places of names, none nearer to another than can be read, in the order given."""
    found = dict.fromkeys(range(len(places)), 0.0)
    before = -math.inf
    for number in sorted(found, key=places.__getitem__):
        before = found[number] = max(places[number], before + least)
    beyond = max(0.0, before - (_HEIGHT - _BOTTOM))
    return [found[number] - beyond for number in range(len(places))]
