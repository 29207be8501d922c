"""`make bench`: portals of some sizes, ours measured in turn with the commit before, plain mkdocs-material and Hugo.

Whole processes are measured, by the operating system's own account of each; what counts are the ratios within one run,
for machines differ and are noisy. `docs/benchmark.md` and its plot are written anew after each size, of all sizes that
were measured here at any time: that is kept in `build/bench/`, a file a size, until that is measured again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.measuring import Measured, Portals, hugo_program
from bench.plot import plot
from bench.prepare import REPOSITORY
from bench.processes import die_by_signals
from bench.report import report, revision


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 1000, 3000, 10000], help="numbers of records")
    parser.add_argument("--pairs", type=int, default=5, help="how often everything is measured, in turn")
    parser.add_argument("--base", default="", help="the commit before, a revision of git")
    parser.add_argument("--to", type=Path, default=REPOSITORY / "docs", help="the folder for the table and the plot")
    parser.add_argument(
        "--kept", type=Path, default=REPOSITORY / "build/bench", help="the folder for what was measured"
    )
    return parser.parse_args(words)


def main(words: list[str]) -> None:
    """Measure each size, and write what was measured so far."""
    asked = arguments(words)
    die_by_signals()
    hugo = hugo_program()
    if hugo is None:
        print("Hugo is not installed (requirements-bench.txt), and is left out.", file=sys.stderr)
    asked.kept.mkdir(parents=True, exist_ok=True)
    for records in sorted(asked.sizes):
        with tempfile.TemporaryDirectory() as folder:

            def say(line: str, records: int = records) -> None:
                print(f"{records:,} {line}", file=sys.stderr, flush=True)

            portals = Portals(Path(folder), records, asked.base, hugo, say)
            for _ in range(asked.pairs):
                portals.pair()
        (asked.kept / f"{records}.json").write_text(portals.measured.text(revision("HEAD")), encoding="utf-8")
        kept = (path.read_text("utf-8") for path in asked.kept.glob("*.json"))
        measured = sorted(map(Measured.of_text, kept), key=lambda one: one.records)
        (asked.to / "benchmark.md").write_text(report(measured, asked.base), encoding="utf-8")
        (asked.to / "benchmark.svg").write_text(plot(measured), encoding="utf-8")
    print((asked.to / "benchmark.md").read_text("utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])
