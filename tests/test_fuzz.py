"""Records out of joint and out of all measure: a clear message or a page, in bounded time and memory, and no traceback.

`make fuzz` tries a hundred thousand mutated records; `docs/fuzz.md` has the figures of its last run.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.bounds import SECONDS, bounded
from fuzz.extremes import BODIES, FRONTS, meeting_of
from fuzz.feats import build, read_body, read_front, read_meeting, take_all_memory, take_all_time
from fuzz.trial import Failure, Trial, is_inside
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.model import problems
from portal.model.addresses import alias_address
from portal.model.problems import MessageWords, Place, error, warning
from portal.source import parsing
from support.portals import make_portal
from support.small import SMALL


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """The portal in which records are mutated; most are only checked, some built."""
    trial = Trial(tmp_path_factory.mktemp("fuzz") / "portal", every=4, seconds=SECONDS)
    yield trial
    assert trial.told["refused"] and trial.told["accepted"] and trial.told["built"], trial.told


def test_the_records_are_in_order_before_they_are_mutated(trial: Trial) -> None:
    """Else every mutation of theirs would be refused for what they lacked before."""
    assert trial.untouched() == ""


@settings(max_examples=200, database=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_mutated_record_is_told_of_or_becomes_pages(trial: Trial, chance: Random) -> None:
    """No traceback, no message that breaks its line, no hang, no address outside the site."""
    trial.try_one(chance)


PIECES = (
    "..",
    ".",
    "%2e",
    "%2E%2e",
    "/",
    "%2F",
    "//",
    "\\",
    "%5c",
    "%00",
    "%250a",
    "C:",
    "~",
    " ",
    "x",
    "index.html",
    "å",
)


@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
def test_no_earlier_address_leads_out_of_the_site(pieces: list[str]) -> None:
    """Whatever an alias says, on any system: none, or a file within the site that a system can have."""
    address = alias_address("".join(pieces))
    assert address is None or (address.startswith("/") and is_inside(address)), address


@pytest.mark.parametrize("sign", "\n\r\v\f\x1b\x85\u2028\u2029\u202e")
def test_a_message_stays_on_its_line_whatever_it_shows(sign: str) -> None:
    """A value that an editor wrote, a name in a file, the name of the file itself: none steers what is printed."""
    text = f"a{sign}b"
    where = MessageWords("guard_spot.cell", {"name": text})
    problems = (
        error(Place(text), "alias_form", found=text),
        warning(Place(text), "guard_email_file", shown=text, where=where),
    )
    for problem in problems:
        for lang in LANGUAGES:
            line = problem.line(catalogue_for(lang))
            assert "b" in line
            assert sign not in line


def test_a_traceback_would_be_noticed(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial fails where the portal does, and keeps the record."""

    def broken(*given: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(parsing, "read_outline", broken)
    with pytest.raises(Failure, match=r"as in .*\.md: KeyError: 'x'"):
        for seed in range(20):
            trial.try_one(Random(seed))


def test_a_message_of_two_lines_would_be_noticed(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "_shown", lambda text: f"{text}\nx")
    with pytest.raises(Failure, match="AssertionError"):
        for seed in range(20):
            trial.try_one(Random(seed))


def test_a_check_that_takes_too_long_would_be_noticed(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "seconds", 0.0)
    with pytest.raises(Failure, match="AssertionError: it took"):
        trial.try_one(Random(0))


@pytest.mark.parametrize("name", FRONTS)
def test_front_matter_out_of_all_measure(name: str) -> None:
    """Bounded in time and memory, with the message that it deserves."""
    assert bounded(read_front, name) == ""


@pytest.mark.parametrize("name", BODIES)
def test_words_out_of_all_measure(name: str) -> None:
    """The same of the body."""
    assert bounded(read_body, name) == ""


def test_a_bound_is_kept() -> None:
    """Work that would not end, or would take all memory, is noticed."""
    assert bounded(take_all_memory) == "MemoryError: "
    assert bounded(take_all_time, seconds=1).startswith("ended by")


def test_ten_thousand_agenda_items() -> None:
    """A meeting of ten thousand decisions is read."""
    assert bounded(read_meeting, 10_000) == ""


def test_a_whole_site_of_extremes(tmp_path: Path) -> None:
    """Five hundred decisions in one meeting, and a title of 1 MB, become a site, its papers and its search index."""
    title = f"---\ntitle: {'ord ' * 250_000}\n---\n"
    files = {**SMALL, "meetings/ssu/2021-03-19.md": meeting_of(500), "cases/2021-lang.md": title}
    portal = make_portal(tmp_path / "portal", files)
    assert bounded(build, portal.root, tmp_path / "site", seconds=60) == ""
    assert 'id="vedtak-599-21"' in (tmp_path / "site/moter/ssu/2021-03-19/index.html").read_text("utf-8")
