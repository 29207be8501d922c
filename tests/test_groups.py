"""Every test is of one group: the table of files has each of them, and nothing else."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

import conftest
from support.groups import GROUPS, SECONDS

MARKERS = {"core", "site", "browser", "hostile"}


def test_the_table_has_every_test_file_and_no_other() -> None:
    files = sorted(path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py"))
    assert sorted(GROUPS) == files
    assert set(GROUPS.values()) == MARKERS
    assert all(seconds > 0 for seconds in SECONDS.values())


def test_every_test_has_one_marker(request: pytest.FixtureRequest) -> None:
    """The one of its file."""
    items = request.session.items
    marked = {item.nodeid: [mark.name for mark in item.iter_markers() if mark.name in MARKERS] for item in items}
    assert marked == {item.nodeid: [GROUPS[item.path.stem.removeprefix("test_")]] for item in items}


def test_a_file_that_the_table_lacks_stops_the_run() -> None:
    item: Any = SimpleNamespace(path=Path("tests/test_new.py"))
    with pytest.raises(pytest.UsageError, match=r"groups\.py has no group for test_new\.py"):
        conftest.pytest_itemcollected(cast(pytest.Item, item))
