"""What was measured, as the page `docs/benchmark.md`: the goals, each met or not, and all figures."""

from __future__ import annotations

import math
import os
import platform
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.measuring import UP_TO, Measured
from bench.prepare import REPOSITORY

__all__ = ["GOALS", "Goal", "report", "revision"]

Sizes = Mapping[int, Measured]
_MB = 1_000_000

_HEAD = """\
# Speed, memory and size, measured

`make bench` writes this page and its plot. It makes portals of some sizes from a fixed seed (`tests/bench/records.py`:
half of the records are cases, a third meetings, all within nine years) and measures everything in turn, as often as the
table says. A figure is the median of the turns, a ratio the median of the turns' ratios. Machines differ, and this one
may have had other work: what counts are the ratios within one run.

Measured with {cores} cores, Python {python}.

- **Ours** is `portal write`, without papers where it is not said. *Cold* is without `build/` and the old site; *warm*
  with both, and nothing changed; *one body edited* with both, after a paragraph was added to a meeting.
- **The commit before** is `portal write` of {base}, cold, on the same records; measured up to {up_to:,} records, as
  are papers and what MkDocs builds.
- **Plain mkdocs-material** gets the pages of our site, hand-written ones too, as Markdown outside its navigation;
  **Hugo** gets the same files with a theme of one layout. Neither makes anything else.
- **Save to bytes**: `portal serve` runs and the page is open; from writing the file until the new words are in what the
  server answers. The longer of two: a meeting's text edited; a body's title edited, seen on a meeting that names it.
- **Memory** is the peak of all processes together, sampled five times a second; what is shared counts once (PSS).

"""


_WHY = """\

## Where the rest goes

Found with a profiler at 1,000 and 10,000 records; what of it is worth its code is open.

- **Save to bytes** at 10,000: some 0.4 s of processor time, a quarter of it the look at each file for what changed, the
  rest in like parts reading, linking and publishing, which go through all records once each; what an open page asks
  meanwhile waits for that.
- **First page of a preview**: half is Python importing what a preview needs, and under MkDocs that itself; the rest is
  reading what was parsed before, linking and publishing.
- **Cold**: most of a build of 1,000 is views and templates; open data, feeds, OParl, redirects and calendars, which the
  other two do not make, are about a fifth, the documents of the search a tenth.
- **One body edited**: a page whose view is the same is not rendered, but its view is worked out to know that (half of a
  warm build), and so are all exports (most of the other half): nothing remembers which records they looked at. Pagefind
  makes its whole index anew.
- **Memory** at 10,000: reading and linking take 400 MB, publication 50, addresses and what is derived 150; each of two
  workers copies what it touches of that, since counting references writes to it.
- **Files and size**: an object of OParl each (44,000), a page for each case number and earlier address (17,000), a
  record's Markdown beside its page (10,000), a meeting's events (7,000), feeds and their archives (6,000), messages in
  the national format. Each answers at an address that others may have.
- **`portal check`** at 10,000: the rules are in a process of their own (3.5 s of processor time), beside publication
  and the guard; before that, reading what was parsed before and linking take 2 s in one process.
- **Papers**: typst, some 60 ms of processor time a document; no part of the template carries it.
"""


@dataclass(frozen=True)
class Goal:
    """What is to be reached: a figure of some sizes, at most so much. The figure is none where it was not measured."""

    what: str
    most: float
    unit: str
    figure: Callable[[Sizes], float | None]

    def row(self, sizes: Sizes) -> str:
        """The row of the table: goal, figure, and met or not."""
        found = self.figure(sizes)
        if found is None:
            return f"| {self.what} | {self._told(self.most)} | – | not measured |"
        verdict = "met" if round(found, 2) <= self.most else "**not met**"
        return f"| {self.what} | {self._told(self.most)} | {self._told(found)} | {verdict} |"

    def _told(self, number: float) -> str:
        sign = "" if self.unit == "×" else " "
        return f"{_number(number)}{sign}{self.unit}".strip() if self.unit else _number(number)


def _at(records: int, figure: Callable[[Measured], float | None]) -> Callable[[Sizes], float | None]:
    return lambda sizes: figure(sizes[records]) if records in sizes else None


def _over(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def _slower_than_hugo(one: Measured) -> float | None:
    return _over(one.wait("body", "title"), one.wait("hugo"))


def _papers(one: Measured) -> float | None:
    printed, cold = one.median("papers", "wall"), one.median("cold", "wall")
    return printed - cold if printed is not None and cold is not None else None


def _growth(sizes: Sizes) -> float | None:
    """The exponent by which cold CPU grows."""
    if not {1000, 10000} <= sizes.keys():
        return None
    ratio = _over(sizes[10000].median("cold", "cpu"), sizes[1000].median("cold", "cpu"))
    return math.log10(ratio) if ratio else None


def _meeting(sizes: Sizes) -> float | None:
    """By how many percent a meeting's page differs in size."""
    if not {300, 10000} <= sizes.keys():
        return None
    return abs(sizes[10000].meeting / sizes[300].meeting - 1) * 100


GOALS = (
    Goal("preview, save to bytes, 1,000 records", 0.25, "s", _at(1000, lambda one: one.wait("body", "title"))),
    Goal("the same, 10,000", 0.7, "s", _at(10000, lambda one: one.wait("body", "title"))),
    Goal("the same, 10,000, over Hugo's server", 1.5, "×", _at(10000, _slower_than_hugo)),
    Goal(
        "`make serve`, first page, 1,000, parsed before", 1.5, "s", _at(1000, lambda one: one.wait("first by MkDocs"))
    ),
    Goal(
        "cold build, wall, 1,000, over the commit before",
        0.4,
        "×",
        _at(1000, lambda o: o.ratio("cold", "before", "wall")),
    ),
    Goal("the same over plain mkdocs-material", 0.25, "×", _at(1000, lambda one: one.ratio("cold", "plain", "wall"))),
    Goal(
        "warm, nothing changed, 10,000, CPU over cold", 0.1, "×", _at(10000, lambda o: o.ratio("warm", "cold", "cpu"))
    ),
    Goal(
        "warm, one body edited, 10,000, CPU over cold",
        0.12,
        "×",
        _at(10000, lambda o: o.ratio("edited", "cold", "cpu")),
    ),
    Goal("papers cold, wall, 1,000, beside the rest", 12, "s", _at(1000, _papers)),
    Goal("peak memory, 10,000, Pagefind's own apart", 900, "MB", _at(10000, lambda one: one.median("cold", "memory"))),
    Goal("growth of cold CPU, 1,000 to 10,000: exponent", 1, "", _growth),
    Goal("biggest page, 10,000, gzip -9", 40, "kB", _at(10000, lambda one: one.pages[0][0] / 1000)),
    Goal("a meeting's page, 10,000, beside its size at 300", 2, "%", _meeting),
    Goal("site, 10,000", 600, "MB", _at(10000, lambda one: one.size / _MB)),
    Goal("files, 10,000", 60_000, "", _at(10000, lambda one: one.files)),
    Goal("`portal check`, 10,000, parsed before", 4, "s", _at(10000, lambda one: one.median("check", "wall"))),
)

_RUNS = {
    "cold": "ours, cold",
    "mkdocs": "ours under MkDocs, cold",
    "warm": "ours, warm, nothing changed",
    "edited": "ours, warm, one body edited",
    "check": "`portal check`, parsed before",
    "papers": "ours, cold, with papers",
    "before": "the commit before, cold",
    "plain": "plain mkdocs-material",
    "hugo": "Hugo",
}
_WAITS = {
    "`portal serve`: first page, parsed before": ("first",),
    "`make serve`: first page, parsed before": ("first by MkDocs",),
    "`portal serve`: save to bytes": ("body", "title"),
    "`hugo server`: save to bytes": ("hugo",),
}


def report(measured: Sequence[Measured], base: str) -> str:
    """The page of what was measured."""
    head = _HEAD.format(
        cores=os.cpu_count(),
        python=platform.python_version(),
        base=revision(base) if base else "none",
        up_to=UP_TO,
    )
    sizes = {one.records: one for one in measured}
    goals = ["| goal | at most | measured | |", "|---|---|---|---|", *(goal.row(sizes) for goal in GOALS)]
    words = "Seconds by number of records, on two logarithmic scales; the figures stand in the table below."
    return "\n".join(
        [f"{head}## Goals\n", *goals, _WHY, f"## Figures\n\n![{words}](benchmark.svg)\n", *_table(measured), ""]
    )


def _table(measured: Sequence[Measured]) -> Iterator[str]:
    yield f"| records | {' | '.join(f'{one.records:,}' for one in measured)} |"
    yield f"|---|{'---|' * len(measured)}"
    yield _row("measured", (one.told or "–" for one in measured))
    yield _row("turns", (str(len(one.runs["cold"])) for one in measured))
    for run, name in _RUNS.items():
        yield _row(f"{name}: CPU / wall, s", (_both(one, run) for one in measured))
    for run in ("cold", "before", "plain", "hugo"):
        yield _row(f"{_RUNS[run]}: memory, MB", (_cell(one.median(run, "memory")) for one in measured))
    yield _row("ours, cold: memory of Pagefind, MB", (_cell(one.median("cold", "apart")) for one in measured))
    for name, waits in _WAITS.items():
        yield _row(f"{name}, s", (_cell(one.wait(*waits)) for one in measured))
    yield _row("ours: files", (_cell(one.files) for one in measured))
    yield _row("ours: size, MB", (_cell(one.size / _MB) for one in measured))
    yield _row("ours: a meeting's page, gzip -9, kB", (_cell(one.meeting / 1000) for one in measured))
    yield _row("ours: biggest pages, gzip -9, kB", (_biggest(one) for one in measured))


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {' | '.join([name, *cells])} |"


def _both(one: Measured, run: str) -> str:
    return " / ".join(_cell(one.median(run, figure)) for figure in ("cpu", "wall")) if one.runs.get(run) else "–"


def _biggest(one: Measured) -> str:
    return ", ".join(f"{size / 1000:.1f} (`/{path.removesuffix('index.html')}`)" for size, path in one.pages)


def _cell(value: float | None) -> str:
    return "–" if value is None else _number(value)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"


def revision(name: str) -> str:
    """A revision of git by its shortest name."""
    told = subprocess.run(
        ["git", "describe", "--always", name], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    return f"`{told.stdout.strip() or name}`"
