"""`make bench`: five pairs of builds in turn, ours and plain mkdocs-material, at 300 and 1,000 records.

Whole processes are measured, by the operating system's own account of each;
what counts are the ratios within one run, for machines differ and are noisy.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from records import write_records

REPOSITORY = Path(__file__).parents[2]
RECORDS = ("cases", "meetings", "projects", "organisations")
SIZES = (300, 1000)
PAIRS = 5
PLAIN = """\
site_name: Plain
docs_dir: docs
theme: {name: material, language: nn, font: false}
not_in_nav: "*"
"""


@dataclass(frozen=True)
class Figures:
    """What one build cost: CPU and wall seconds, and the process's peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def measure(folder: Path) -> Figures:
    """Build the site in `folder` with MkDocs, in a process of its own."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1620604800"}
    log = os.open(folder / "build.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    start = time.monotonic()
    process = os.posix_spawn(
        sys.executable,
        command,
        environment,
        file_actions=[(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)],
    )
    _, status, usage = os.wait4(process, 0)
    os.close(log)
    if status:
        raise SystemExit((folder / "build.log").read_text("utf-8"))
    return Figures(usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024)


def make_ours(folder: Path, records: int) -> None:
    """A portal of so many records, with the repository's settings, templates and pages."""
    write_records(folder, records)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    for name in ("templates", "content"):
        shutil.copytree(REPOSITORY / name, folder / name)


def make_plain(folder: Path, ours: Path) -> None:
    """The very same Markdown files as pages of plain mkdocs-material, outside its navigation."""
    folder.mkdir()
    (folder / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    for name in RECORDS:
        shutil.copytree(ours / name, folder / "docs" / name)
    (folder / "docs" / "index.md").write_text("# Plain\n", encoding="utf-8")


def median(figures: list[Figures], name: str) -> float:
    return statistics.median(getattr(one, name) for one in figures)


def compare(records: int, folder: Path) -> tuple[float, str]:
    """Build a portal of so many records and its plain twin in turn; our CPU seconds, and a row of the table."""
    ours, plain = folder / "ours", folder / "plain"
    make_ours(ours, records)
    make_plain(plain, ours)
    pairs = [(measure(ours), measure(plain)) for _ in range(PAIRS)]
    cells = [f"{records:,}".replace(",", " ")]
    for name, unit in (("cpu", "s"), ("wall", "s"), ("memory", "MB")):
        left, right = median([a for a, _ in pairs], name), median([b for _, b in pairs], name)
        ratio = statistics.median(getattr(a, name) / getattr(b, name) for a, b in pairs)
        digits = 0 if unit == "MB" else 2
        cells.append(f"{left:.{digits}f} / {right:.{digits}f} {unit} = {ratio:.2f}")
    cells.append(str(sum(1 for _ in (ours / "site").rglob("*.html"))))
    return median([a for a, _ in pairs], "cpu"), f"| {' | '.join(cells)} |"


def main() -> None:
    print("| records | CPU, ours / plain | wall, ours / plain | peak memory, ours / plain | our HTML files |")
    print("|---|---|---|---|---|", flush=True)
    costs = {}
    for records in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            costs[records], row = compare(records, Path(folder))
            print(row, flush=True)
    small, large = SIZES
    growth = (costs[large] / costs[small]) / (large / small)
    print(
        f"\nCPU a record at {large:,} records, against {small:,}: {growth:.2f} (1 is linear growth).".replace(",", " ")
    )


if __name__ == "__main__":
    main()
