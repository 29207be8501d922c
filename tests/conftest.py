"""Makes `tests.support` importable, gives each test a folder for its portal, names the programs that are missing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from support.groups import GROUPS, SECONDS
from support.portals import PortalFolder, make_portal
from support.programs import MISSING

pytest_plugins = ("support.browsing",)

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault
settings.load_profile("unhurried")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Marks each test with the group of its file. Raises `UsageError` for a file that the table of groups lacks."""
    name = _name(item)
    if name not in GROUPS:
        raise pytest.UsageError(f"tests/support/groups.py has no group for {item.path.name}.")
    item.add_marker(GROUPS[name])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that take longest first, so that no worker has one of them left at the end."""
    items.sort(key=lambda item: -SECONDS[_name(item)])


def _name(item: pytest.Item) -> str:
    return item.path.stem.removeprefix("test_")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much of what is out to hurt is tried: more of it by `make fuzz`."""
    parser.addoption("--damaged", type=int, default=300, help="how many damaged documents are read")
    parser.addoption("--edits", type=int, default=20, help="how many random edits a portal is made after")
    parser.addoption(
        "--kills", type=int, default=20, help="how many times a build is killed, by MkDocs a fifth of them"
    )
    parser.addoption("--languages", default="one", help="`all`: the handbook's tasks are done in each language")
    parser.addoption("--seed", default="", help="what the random edits begin with, as a test told that failed")


@pytest.fixture(scope="session", autouse=True)
def _written_by_one_process() -> Iterator[None]:
    """Sites are written by the process that tests, which has the templates compiled: other tests have the other cores.

    What tests workers asks for them; a command in a process of its own has them as anybody does.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.site.writing._ENOUGH", sys.maxsize)
        yield


@pytest.fixture
def portal(tmp_path: Path) -> Callable[..., PortalFolder]:
    """Makes a portal of the records given: `portal({"cases/x.md": "..."}, lang="nb")`."""

    def make(files: Mapping[str, str | bytes] | None = None, lang: str = "nn") -> PortalFolder:
        return make_portal(tmp_path / "portal", files, lang)

    return make


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """At the very end, each program that a test needed and that is not here."""
    failed = [report for kind in ("failed", "error") for report in terminalreporter.stats.get(kind, ())]
    lines = [line for report in failed for line in report.longreprtext.splitlines() if line.startswith(MISSING)]
    for line in sorted(set(lines)):
        terminalreporter.write_line(line, red=True, bold=True)
