"""What measures speed works on a small portal, says of each goal whether it is met, and leaves no process behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.measuring import Measured
from bench.plot import plot
from bench.processes import Figures
from bench.report import GOALS, report

TESTS = Path(__file__).parent


def _measured(records: int, cold: float, warm: float) -> Measured:
    one = Measured(records, files=59_999, size=700_000_000, pages=[(40_000, "vedtak/index.html")], meeting=5_000)
    one.runs["cold"] = [Figures(cold * turn, cold, 900, 300) for turn in (1, 2, 3)]
    one.runs["warm"] = [Figures(warm * turn, warm, 100, 0) for turn in (1, 2, 3)]
    return one


def _rows(text: str) -> dict[str, list[str]]:
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    return {first: rest for first, *rest in cells}


def test_each_goal_is_met_or_not_or_not_measured() -> None:
    told = _rows(report([_measured(1000, 10, 1), _measured(10000, 100, 11)], ""))
    assert {goal.what for goal in GOALS} <= told.keys()
    assert told["growth of cold CPU, 1,000 to 10,000: exponent"] == ["1", "1", "met"]
    assert told["warm, nothing changed, 10,000, CPU over cold"] == ["0.10×", "0.11×", "**not met**"]
    assert told["site, 10,000"] == ["600 MB", "700 MB", "**not met**"]
    assert told["files, 10,000"] == ["60,000", "59,999", "met"]
    assert told["biggest page, 10,000, gzip -9"] == ["40 kB", "40 kB", "met"]
    assert told["`portal check`, 10,000, parsed before"] == ["4 s", "–", "not measured"]
    assert told["ours, cold: CPU / wall, s"] == ["20 / 10", "200 / 100"]


def test_the_plot_tells_in_words_what_it_shows() -> None:
    drawn = ElementTree.fromstring(plot([_measured(1000, 10, 1), _measured(10000, 100, 11)]))
    words = drawn.findtext("{*}desc") or ""
    assert "ours, cold, wall: 10.00 s at 1,000, 100.00 s at 10,000." in words
    assert [text.text for text in drawn.iterfind("{*}text")][-2:] == ["ours, cold, wall", "ours, warm, wall"]


STARTS = """
import sys
from pathlib import Path
from bench.processes import die_by_signals, measure
die_by_signals()
sleeper = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {sleeper!r}])"
measure([sys.executable, "-c", child], Path(), {}, Path(sys.argv[1]))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_what_measures_ends_with_all_that_it_started(tmp_path: Path, number: int) -> None:
    log = tmp_path / "log"
    command = [sys.executable, "-c", STARTS, str(log)]
    with subprocess.Popen(command, cwd=TESTS, stderr=subprocess.DEVNULL) as process:
        while not (log.is_file() and log.read_text("utf-8").endswith("\n")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(number)
    assert process.returncode
    sleeper = Path("/proc", log.read_text("utf-8").strip(), "cmdline")
    with suppress(OSError):  # it is gone; empty where nobody has asked yet how it ended
        while sleeper.read_bytes():
            time.sleep(0.01)


def test_the_smallest_portal_is_measured_to_the_end(tmp_path: Path) -> None:
    """Every measure but those of the commit before; Hugo's too where it is installed."""
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "1000.json").write_text(_measured(1000, 10, 1).text("abc"), encoding="utf-8")
    command = [sys.executable, str(TESTS / "bench" / "run.py"), "--sizes", "30", "--pairs", "1"]
    command += ["--to", str(tmp_path), "--kept", str(kept)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = _rows((tmp_path / "benchmark.md").read_text("utf-8"))
    unmeasured = [name for name, cells in rows.items() if cells[:1] == ["–"]]
    assert [name for name in unmeasured if "Hugo" not in name and "hugo" not in name] == [
        "the commit before, cold: CPU / wall, s",
        "the commit before, cold: memory, MB",
    ]
    assert float(rows["ours, cold: memory, MB"][0]) > 50
    assert rows["ours, cold: memory, MB"][1] == "900", "what was measured before is told too"
    assert (tmp_path / "benchmark.svg").read_text("utf-8").startswith("<svg ")
