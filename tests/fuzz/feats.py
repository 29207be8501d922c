"""What is asked of a process that is bounded: to read a record, or to build a site, of what is out of all measure."""

from __future__ import annotations

from pathlib import Path

from fuzz.extremes import BODIES, FRONTS, meeting_of
from portal.model.kinds import CASE, MEETING
from portal.source.parsing import parse_record
from support.portals import PortalFolder

__all__ = ["build", "read_body", "read_front", "read_meeting", "take_all_memory", "take_all_time"]


def read_front(name: str) -> None:
    """Read a case with this front matter."""
    make, code = FRONTS[name]
    _read(f"---\n{make()}\n---\n", code)


def read_body(name: str) -> None:
    """Read a case with these words."""
    make, code = BODIES[name]
    _read(f"---\ntitle: A\n---\n\n{make()}\n", code)


def _read(data: str, code: str | None) -> None:
    record, problems = parse_record(data.encode(), "cases/2021-a.md", CASE, "2021-a")
    assert code is None or code in {problem.code for problem in problems}, {problem.code for problem in problems}
    assert code is not None or record is not None


def read_meeting(items: int) -> None:
    """Read a meeting of so many agenda items."""
    path = "meetings/ssu/2021-02-19.md"
    record, problems = parse_record(meeting_of(items).encode(), path, MEETING, "ssu/2021-02-19")
    assert record is not None
    assert problems == []
    assert len(record.facts.agenda) == items


def build(root: Path, folder: Path) -> None:
    """Write the portal's site."""
    result = PortalFolder(root).command("write", str(folder))
    assert result.exit_code == 0, f"{result.output} {result.exception!r}"


def take_all_memory() -> None:
    """Ask for more memory than there is leave to."""
    assert bytes(1 << 40)


def take_all_time() -> None:
    """Never end."""
    while True:
        pass
