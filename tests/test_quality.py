"""The table of what axe, vnu and Lighthouse find is whole, and tells of no fault."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.every_page import PAGES

REPORT = (Path(__file__).parents[1] / "docs" / "quality.md").read_text("utf-8")
BENCH = Path(__file__).parent / "bench"


def rows(name: str) -> dict[str, list[str]]:
    table = re.search(rf"<!-- {name} -->\n(?:\|.*\n){{2}}((?:\|.*\n)*)<!-- / -->", REPORT)
    assert table, name
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in table[1].splitlines()]
    return {first: rest for first, *rest in cells}


def test_every_type_of_page_has_its_row_without_a_fault() -> None:
    assert {name: cells[:2] for name, cells in rows("pages").items()} == {name: ["0", "0"] for name in PAGES}


def test_lighthouse_gives_what_is_asked_of_four_pages() -> None:
    """Accessibility, best practices and search 100, performance 95 or more, no layout shift."""
    told = rows("lighthouse")
    assert len(told) == 4
    for name, (performance, *others, shift, _) in told.items():
        assert int(performance) >= 95, name
        assert (others, shift) == (["100"] * 3, "0"), name


@pytest.mark.parametrize("program", ["importing", "lighthouse", "quality", "run"])
def test_what_measures_can_be_started(program: str) -> None:
    """Nothing else of the tests runs these programs: what they stand on could go unseen."""
    assert (BENCH / f"{program}.py").is_file()
    started = subprocess.run(
        [sys.executable, "-c", f"import {program}"], cwd=BENCH, capture_output=True, text=True, check=False
    )
    assert (started.returncode, started.stderr) == (0, "")
