"""`make fuzz`: a hundred thousand mutated records, most chosen by hypothesis, the others by atheris, which looks for
records that reach new code and is slower. The figures of the run are written into `docs/fuzz.md`.

Three processes work, two with hypothesis and one with atheris, each with records of its own; a record that fails is
kept in `build/fuzz/`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

if "atheris" in sys.argv:
    import atheris

    with atheris.instrument_imports(include=["portal"]):
        import portal.site.building  # noqa: F401 - so that the branches that a record reaches are counted

from fuzz.trial import SECONDS, Failure, Trial

ROOT = Path(__file__).parents[2]
FIGURES = ROOT / "docs" / "fuzz.md"
KEPT = ROOT / "build" / "fuzz"
SHARES = {"hypothesis": 2, "atheris": 1}
"""The engines, and the processes that the records of each are shared among."""
ENGINES = tuple(SHARES)
ROUND = 1_000
"""Records in one round of hypothesis, which remembers all that it has tried in one."""

HEAD = """# The last run of `make fuzz`

Records of every kind, with a value in every field, are mutated by their structure: values replaced, moved, repeated,
wrapped, renamed and left out, lines of Markdown put in, taken out and run together, bytes turned, put in, cut off and
written in another encoding. Each is checked in a portal with others; one in {every} of those that the check accepts
becomes a whole site. A trial fails on any exception that is not a message to the editor, on a message of more than one
line, after {seconds:g} s of CPU time, and on an address outside the site. `make test` does the same with some hundred.

Written by the run. atheris is guided by the branches of the portal's code that a record reaches.

| engine | records | refused with messages | accepted | built | failed | slowest, s of CPU | minutes |
|---|---|---|---|---|---|---|---|
"""


def run_hypothesis(trial: Trial, records: int, failed: Callable[[Failure], None], share: int) -> None:
    """Rounds of a property, each with a seed of its own: those of one share."""
    for number in range(share, -(-records // ROUND), SHARES["hypothesis"]):
        if trial.is_late:
            return
        count = min(ROUND, records - number * ROUND)

        @seed(number)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(chance=st.randoms(use_true_random=False))
        def tried(chance: Random) -> None:
            try:
                trial.try_one(chance)
            except Failure as fault:
                failed(fault)

        tried()


class Chosen(Random):
    """Chance that a fuzzer makes: the first choices are its bytes, those behind the last byte follow from them."""

    def __new__(cls, data: bytes) -> Chosen:
        return super().__new__(cls)

    def __init__(self, data: bytes) -> None:
        super().__init__(int.from_bytes(data))
        self._data = iter(data)

    def getrandbits(self, k: int) -> int:
        """As many bits as are asked for; of one byte where that is enough."""
        if k <= 8:
            byte = next(self._data, None)
            if byte is not None:
                return byte & ((1 << k) - 1)
        return super().getrandbits(k)


def run_atheris(trial: Trial, records: int, failed: Callable[[Failure], None], done: Callable[[], None]) -> None:
    """One run of libFuzzer, which ends the process itself once `done`."""

    def tried(data: bytes) -> None:
        if trial.told["records"] >= records or trial.is_late:
            done()
            os._exit(0)
        try:
            trial.try_one(Chosen(data))
        except Failure as fault:
            failed(fault)

    atheris.Setup([sys.argv[0], "-max_len=256", "-len_control=0", f"-runs={10 * records}", "-verbosity=0"], tried)
    atheris.Fuzz()


@dataclass
class Report:
    """What one process found; it prints itself as a line of JSON."""

    engine: str
    trial: Trial
    failures: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def failed(self, fault: Failure) -> None:
        self.failures.append(str(fault))
        print(fault, file=sys.stderr, flush=True)

    def tell(self) -> None:
        minutes = (time.monotonic() - self.began) / 60
        told = {**self.trial.told, "slowest": self.trial.slowest, "minutes": minutes, "failed": len(self.failures)}
        print(json.dumps({"engine": self.engine, **told}), flush=True)


def work(engine: str, records: int, every: int, minutes: float, share: int) -> None:
    """Try one share of so many records by one engine, or as many as there is time for."""
    with tempfile.TemporaryDirectory() as folder:
        report = Report(engine, Trial(Path(folder) / "portal", every=every, kept=KEPT, minutes=minutes))
        if engine == "atheris":
            run_atheris(report.trial, records, report.failed, report.tell)
        run_hypothesis(report.trial, records, report.failed, share)
        report.tell()


def row(engine: str, told: list[dict[str, Any]]) -> str:
    """A line of the table, of what the processes of an engine told."""
    columns = ("records", "refused", "accepted", "built", "failed")
    counts = (f"{sum(one.get(name, 0) for one in told):,}" for name in columns)
    slowest, minutes = (max(one[name] for one in told) for name in ("slowest", "minutes"))
    return f"| {engine} | {' | '.join(counts)} | {slowest:.2f} | {minutes:.0f} |\n"


def main() -> int:
    """Both engines side by side, and their figures; 1 where a record failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hypothesis", type=int, default=90_000)
    parser.add_argument("--atheris", type=int, default=10_000)
    parser.add_argument("--every", type=int, default=20, help="one in so many accepted records is built")
    parser.add_argument("--minutes", type=float, default=600.0, help="when to stop, whatever was done")
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--share", type=int, default=0)
    asked = parser.parse_args()
    KEPT.mkdir(parents=True, exist_ok=True)
    if asked.engine:
        work(asked.engine, getattr(asked, asked.engine), asked.every, asked.minutes, asked.share)
        return 0
    command = [sys.executable, "-m", "fuzz.run", *sys.argv[1:]]
    running = [
        subprocess.Popen([*command, "--engine", engine, "--share", str(share)], stdout=subprocess.PIPE, text=True)
        for engine in ENGINES
        for share in range(SHARES[engine])
    ]
    lines = [(process.communicate()[0].splitlines() or [""])[-1] for process in running]
    if any(process.returncode for process in running):
        return 1
    told = [json.loads(line) for line in lines]
    head = HEAD.format(every=asked.every, seconds=SECONDS)
    rows = (row(engine, [one for one in told if one["engine"] == engine]) for engine in ENGINES)
    FIGURES.write_text(head + "".join(rows), encoding="utf-8")
    print(FIGURES.read_text("utf-8"))
    return int(any(one["failed"] for one in told))


if __name__ == "__main__":
    raise SystemExit(main())
