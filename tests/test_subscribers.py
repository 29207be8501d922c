"""What people's own programs make of the calendars and the feeds: calcurse and newsboat, from the system's packages."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest

from support.portals import make_portal
from support.programs import need
from support.small import SMALL

CANCELLED = "---\nstart: 09:00\nend: 10:00\ncancelled: {reason: For få saker.}\n---\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_portal(tmp_path_factory.mktemp("subscribers") / "p", SMALL).without_papers()
    folder.write({"meetings/ssu/2021-06-18.md": CANCELLED})
    assert folder.command("write", str(folder.root / "site")).exit_code == 0
    return folder.root / "site"


def test_a_calendar_program_reads_every_meeting_at_its_hour(site: Path, tmp_path: Path) -> None:
    """calcurse, told that it is in Oslo."""
    program = [need("calcurse"), "-D", str(tmp_path), "-C", str(tmp_path)]
    environment = {**os.environ, "TZ": "Europe/Oslo", "LC_ALL": "C.UTF-8"}
    taken = _run([*program, "-i", str(site / "kalender/alle.ics")], environment)
    assert "0 skipped" in taken, taken
    told = _run([*program, "-Q", "--from", "01/01/2021", "--to", "12/31/2021"], environment)
    assert "02/19/21:\n - 10:30 -> 11:30\n\tStrategisk samarbeidsutval, møte 1/2021, 19.\u00a0februar 2021" in told
    assert "06/18/21:\n - 09:00 -> 10:00\n\tAVLYST: Strategisk samarbeidsutval, 18.\u00a0juni 2021" in told


def test_a_feed_reader_shows_what_happened_and_in_which_words(site: Path, tmp_path: Path) -> None:
    """newsboat."""
    (tmp_path / "urls").write_text(f"file://{site}/feed/alle.xml\n", encoding="utf-8")
    cache = tmp_path / "cache.db"
    files = ["-u", str(tmp_path / "urls"), "-c", str(cache), "-C", os.devnull]
    _run([need("newsboat"), *files, "-x", "reload"], {**os.environ, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"})
    with sqlite3.connect(cache) as database:
        told = dict(database.execute("select title, content from rss_item"))
    title = "Avlyst: Strategisk samarbeidsutval, 18.\u00a0juni 2021"
    assert [name for name, content in told.items() if not re.sub("<[^>]+>", "", content).strip()] == []
    assert "Møtet 18. juni 2021 er avlyst." in told[title].replace("\u00a0", " ")
    assert "For få saker." in told[title]


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
