"""What the tests need besides Python's packages is here, or is fetched, or is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import programs
from support.programs import PROGRAMS, Program, fetch, need

NOWHERE = Program("nowhere", lambda: None, "nowhere-package", lambda: None, "get nowhere")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_the_machine_has_what_the_tests_need(program: Program) -> None:
    need(program.name)


def test_a_missing_program_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "PROGRAMS", (NOWHERE,))
    with pytest.raises(pytest.fail.Exception) as failed:
        need("nowhere")
    assert failed.value.msg == (
        "Missing program: nowhere. Get it with `apt-get install nowhere-package`, or with `get nowhere`."
    )
    assert failed.value.pytrace is False
    assert Program("x", lambda: None, command="get x").told == "Missing program: x. Get it with `get x`."


@pytest.mark.parametrize(
    ("root", "apt", "asked"),
    [
        (True, True, ["apt-get update -qq", "apt-get install -y -qq --no-install-recommends a", "download b"]),
        (False, True, ["download b"]),
        (True, False, ["download b"]),
    ],
)
def test_what_is_missing_is_fetched_where_it_may(
    monkeypatch: pytest.MonkeyPatch, root: bool, apt: bool, asked: list[str]
) -> None:
    ran: list[str] = []

    def run(command: list[str], **_: object) -> None:
        ran.append(" ".join(command))

    def find(name: str) -> str | None:
        return name if any(line.endswith(f" {name}") for line in ran) else None

    package = Program("a", lambda: find("a"), "a")
    other = Program("b", lambda: find("b"), download=lambda: ran.append("download b"))
    monkeypatch.setattr(programs, "PROGRAMS", (package, other, Program("c", lambda: "here", "c")))
    monkeypatch.setattr(programs.subprocess, "run", run)
    monkeypatch.setattr(programs.os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setattr(programs.shutil, "which", lambda name: name if apt else None)
    fetch()
    assert ran == asked


def test_what_does_better_is_fetched_beside_what_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the system's packages alone: what is here does, where it has none."""
    ran: list[str] = []
    here = Program("a", lambda: "here", "better", lambda: ran.append("download a"), best=lambda: None)
    monkeypatch.setattr(programs, "PROGRAMS", (here,))
    monkeypatch.setattr(programs.subprocess, "run", lambda command, **_: ran.append(command[-1]))
    monkeypatch.setattr(programs.os, "geteuid", lambda: 0)
    monkeypatch.setattr(programs.shutil, "which", lambda name: name)
    fetch()
    assert ran == ["-qq", "better"]
    assert programs.missing() == []


def test_a_browser_without_windows_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(programs.shutil, "which", lambda name: f"/bin/{name}")
    assert programs.chromium() == "/bin/chromium-headless-shell"


def test_a_run_without_a_program_ends_red_runs_the_rest_and_names_it_at_the_end(tmp_path: Path) -> None:
    """A machine without hunspell: the tests that need it fail in one line, the others pass."""
    tests = Path(__file__).parent
    chosen = ("test_the_catalogue_is_well_spelled", "test_a_style_sheet_says_nothing_itself")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", *(f"{tests / 'test_spelling.py'}::{name}" for name in chosen)],
        env={**os.environ, "PATH": str(tmp_path), "COLUMNS": "300"},
        capture_output=True, text=True, check=False, cwd=tests.parent,
    )  # fmt: skip
    told = "Missing program: hunspell. Get it with `apt-get install hunspell`."
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert [line for line in lines if "FAILED" in line] == [
        f"FAILED tests/test_spelling.py::test_the_catalogue_is_well_spelled[{lang}] - Failed: {told}"
        for lang in ("nn", "nb")
    ]
    assert lines.count(told) == 3
    assert " passed" in lines[-1]
    assert "2 failed" in lines[-1]
