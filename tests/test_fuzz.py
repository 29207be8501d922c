"""Records out of joint and out of all measure: a clear message or a page, in bounded time and memory, and no traceback.

`make fuzz` tries a hundred thousand mutated records; `docs/fuzz.md` has the figures of its last run.
"""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.extremes import BODIES, FRONTS, meeting_of
from fuzz.trial import Failure, Trial
from portal import parsing
from portal.parsing import parse_record
from portal.records.kinds import CASE, MEETING
from support.portals import make_portal
from support.small import SMALL

SECONDS, GIGABYTES = 20, 2


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """The portal in which records are mutated; most are only checked, some built."""
    trial = Trial(tmp_path_factory.mktemp("fuzz") / "portal", every=4, seconds=SECONDS)
    yield trial
    assert trial.told["refused"] and trial.told["accepted"] and trial.told["built"], trial.told


def test_the_records_are_in_order_before_they_are_mutated(trial: Trial) -> None:
    """Else every mutation of theirs would be refused for what they lacked before."""
    assert trial.untouched() == ""


@settings(max_examples=250, database=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_mutated_record_is_told_of_or_becomes_pages(trial: Trial, chance: Random) -> None:
    """No traceback, no message that breaks its line, no hang, no address outside the site."""
    trial.try_one(chance)


def test_a_traceback_would_be_noticed(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial fails where the portal does, and keeps the record."""

    def broken(*given: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(parsing, "read_outline", broken)
    with pytest.raises(Failure, match=r"as in .*\.md: KeyError: 'x'"):
        for seed in range(20):
            trial.try_one(Random(seed))


def bounded(work: Callable[[], None]) -> str:
    """Do the work in a process of its own with so much time and memory; what went wrong, else nothing."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        told = "the process ended"
        try:
            signal.alarm(600)
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
            resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
            work()
            told = ""
        except BaseException as fault:
            told = f"{type(fault).__name__}: {str(fault)[:1000]}"
        finally:
            os.write(writing, told.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    status = os.waitpid(child, 0)[1]
    return told or (f"ended by {status}" if status else "")


def _parsed(data: str, code: str | None) -> None:
    record, problems = parse_record(data.encode(), "cases/2021-a.md", CASE, "2021-a")
    assert code is None or code in {problem.code for problem in problems}, {problem.code for problem in problems}
    assert code is not None or record is not None


@pytest.mark.parametrize("name", FRONTS)
def test_front_matter_out_of_all_measure(name: str) -> None:
    """Twenty seconds of CPU and 2 GB at the most, and the message that it deserves."""
    make, code = FRONTS[name]
    assert bounded(lambda: _parsed(f"---\n{make()}\n---\n", code)) == ""


@pytest.mark.parametrize("name", BODIES)
def test_words_out_of_all_measure(name: str) -> None:
    """The same of the body."""
    make, code = BODIES[name]
    assert bounded(lambda: _parsed(f"---\ntitle: A\n---\n\n{make()}\n", code)) == ""


def test_a_bound_is_kept() -> None:
    """Work that would not end, or would take all memory, is noticed."""
    assert "MemoryError" in bounded(lambda: bytes(GIGABYTES << 31).decode().__len__() and None)

    def never() -> None:
        while True:
            time.process_time()

    before = SECONDS
    globals()["SECONDS"] = 1
    try:
        assert bounded(never).startswith("ended by")
    finally:
        globals()["SECONDS"] = before


def test_ten_thousand_agenda_items() -> None:
    """A meeting of ten thousand decisions is read."""
    data = meeting_of(10_000).encode()

    def read() -> None:
        record, problems = parse_record(data, "meetings/ssu/2021-02-19.md", MEETING, "ssu/2021-02-19")
        assert record is not None
        assert problems == []
        assert len(record.facts.agenda) == 10_000

    assert bounded(read) == ""


def test_a_whole_site_of_extremes(tmp_path: Path) -> None:
    """A thousand decisions in one meeting, and titles of 1 MB, become a site."""
    title = f"---\ntitle: {'ord ' * 250_000}\n---\n"
    files = {**SMALL, "meetings/ssu/2021-03-19.md": meeting_of(1_000), "cases/2021-lang.md": title}
    portal = make_portal(tmp_path / "portal", files).without_papers()

    def build() -> None:
        result = portal.command("write", str(tmp_path / "site"))
        assert result.exit_code == 0, result.output

    assert bounded(build) == ""
    assert 'id="vedtak-1099-21"' in (tmp_path / "site/moter/ssu/2021-03-19/index.html").read_text("utf-8")
