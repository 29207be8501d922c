"""`make bench`: five pairs of builds in turn, ours and plain mkdocs-material, at 300 and 1,000 records.

Whole processes are measured, by the operating system's own account of each;
what counts are the ratios within one run, for machines differ and are noisy.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PREPARE = Path(__file__).with_name("prepare.py")
SIZES = (300, 1000)
PAIRS = 5
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1620604800"}


@dataclass(frozen=True)
class Figures:
    """What one build cost: CPU and wall seconds, and the process's peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def measure(folder: Path) -> Figures:
    """Build the site in `folder` with MkDocs, in a process of its own."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    log = os.open(folder / "build.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    start = time.monotonic()
    process = os.posix_spawn(
        sys.executable,
        command,
        ENVIRONMENT,
        file_actions=[(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)],
    )
    _, status, usage = os.wait4(process, 0)
    os.close(log)
    if status:
        raise SystemExit((folder / "build.log").read_text("utf-8"))
    return Figures(usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024)


def median(figures: list[Figures], name: str) -> float:
    return statistics.median(getattr(one, name) for one in figures)


def compare(records: int, name: str, ours: Path, other: Path) -> tuple[float, str]:
    """Build a portal and its plain twin in turn; our CPU seconds, and a row of the table."""
    pairs = [(measure(ours), measure(other)) for _ in range(PAIRS)]
    cells = [f"{records:,}".replace(",", " "), name]
    for figure, unit in (("cpu", "s"), ("wall", "s"), ("memory", "MB")):
        left, right = median([a for a, _ in pairs], figure), median([b for _, b in pairs], figure)
        ratio = statistics.median(getattr(a, figure) / getattr(b, figure) for a, b in pairs)
        digits = 0 if unit == "MB" else 2
        cells.append(f"{left:.{digits}f} / {right:.{digits}f} {unit} = **{ratio:.2f}**")
    return median([a for a, _ in pairs], "cpu"), f"| {' | '.join(cells)} |"


def printed_anew(ours: Path) -> str:
    """What our build costs when it has to print every paper, beside one that has them from before."""
    kept = measure(ours)
    shutil.rmtree(ours / "build")
    anew = measure(ours)
    papers = sum(1 for _ in (ours / "site").rglob("*.pdf"))
    return (
        f"{papers} papers: {anew.cpu:.1f} s of CPU and {anew.memory:.0f} MB when all are printed anew, "
        f"{kept.cpu:.1f} s and {kept.memory:.0f} MB when none is."
    )


def main() -> None:
    notes = []
    print("| records | plain mkdocs-material builds | CPU, ours / plain | wall, ours / plain | memory, ours / plain |")
    print("|---|---|---|---|---|", flush=True)
    costs = {}
    for records in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # In a process of its own: a child's peak memory counts from its parent's.
            subprocess.run([sys.executable, str(PREPARE), str(folder), str(records)], check=True, env=ENVIRONMENT)
            costs[records], row = compare(records, "the same pages", folder / "ours", folder / "plain")
            print(row, flush=True)
            print(compare(records, "the record files alone", folder / "ours", folder / "bare")[1], flush=True)
            notes.append(f"At {records} records, {printed_anew(folder / 'ours')}")
    small, large = SIZES
    growth = (costs[large] / costs[small]) / (large / small)
    print("\n" + "\n".join(notes))
    print(f"\nOur CPU a record at {large} records is {growth:.2f} of that at {small} (1 is linear growth).")


if __name__ == "__main__":
    main()
