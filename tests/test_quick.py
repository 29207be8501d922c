"""`make quick` runs the tests that are nearest to a change, within a minute, and says which it left out."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from support import quick
from support.groups import GROUPS, SECONDS
from support.portals import REPOSITORY
from support.quick import BUDGET, FAR, changed, choose, reached

FILES = {
    "plugins/portal/__init__.py": "",
    "plugins/portal/model/__init__.py": "",
    "plugins/portal/model/a.py": "",
    "plugins/portal/model/b.py": "from portal.model import a\n",
    "plugins/portal/model/law/law.yaml": "",
    "plugins/portal/site.py": "def build():\n    from .model.b import c\n",
    "templates/page.html": "",
    "tests/conftest.py": "",
    "tests/documents/one.docx": "",
    "tests/support/__init__.py": "",
    "tests/support/portals.py": 'import portal.site\nNAMES = ("templates", "content")\n',
    "tests/test_values.py": "import portal.model.a\n",
    "tests/test_rules.py": "from portal.model.b import x\n",
    "tests/test_views.py": "from support.portals import y\n",
    "tests/test_importing.py": 'DOCUMENTS = HERE / "documents"\n',
    "tests/test_walls.py": "",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("plugins/portal/model/a.py", {"values": 1, "rules": 2, "views": 4}),
        ("plugins/portal/model/b.py", {"rules": 1, "views": 3}),
        ("plugins/portal/model/law/law.yaml", {"values": 1, "rules": 1, "views": 3}),
        ("plugins/portal/gone.py", {}),
        ("templates/page.html", {"views": 1}),
        ("tests/documents/one.docx", {"importing": 0}),
        ("tests/support/portals.py", {"views": 1}),
        ("tests/test_walls.py", {"walls": 0}),
        ("docs/unknown.md", {}),
        ("templates/views/page.html", {"views": 1}),
        ("docs/walls.md", {"walls": 1}),
        ("pyproject.toml", dict.fromkeys(["values", "rules", "views", "importing", "walls"], FAR)),
    ],
)
def test_a_change_reaches_what_imports_it_step_by_step(root: Path, path: str, expected: dict[str, int]) -> None:
    """A file that is no module: those of its room, or those whose source names it or its folder."""
    assert reached([path], root) == expected


def test_a_change_near_by_counts_before_one_that_reaches_everything(root: Path) -> None:
    assert reached(["pyproject.toml", "plugins/portal/model/b.py"], root)["rules"] == 1


def test_the_nearest_and_cheapest_are_run_and_the_rest_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser and nothing hostile; of whole sites, only what is short, unless the test itself was changed."""
    took = {"values": 3, "rules": 16, "reading": 4, "sites": 60, "views": 8, "browser": 26, "fuzz": 60}
    monkeypatch.setattr(quick, "SECONDS", took)
    near = {"values": 1, "rules": 1, "reading": 3, "sites": 1, "views": 2, "browser": 1, "fuzz": 0}
    chosen = choose(near)
    assert chosen.run == ["rules", "views", "reading", "values"]
    assert (chosen.too_long, chosen.never) == (["sites"], ["fuzz", "browser"])
    assert choose(near, budget=27).run == ["rules", "views", "values"]
    assert choose({"sites": 0}, budget=80).run == ["sites"]


def test_whatever_is_changed_fits_in_a_minute() -> None:
    chosen = choose(dict.fromkeys(GROUPS, 1))
    assert BUDGET * 0.9 < sum(SECONDS[name] for name in chosen.run) <= BUDGET
    assert {*chosen.run, *chosen.too_long, *chosen.never} == set(GROUPS)


def test_every_test_of_values_is_near_to_the_values() -> None:
    """In the repository itself: what a room changes is found from its imports."""
    near = reached(["plugins/portal/model/values.py"], REPOSITORY)
    assert near["values"] == 1
    assert near["views"] > 1
    assert set(near) <= set(GROUPS)


def test_what_is_changed_is_told_from_where_the_branch_began(root: Path) -> None:
    def git(*command: str) -> None:
        who = ("-c", "user.name=Kari", "-c", "user.email=kari@fjord.example")
        subprocess.run(["git", *who, *command], cwd=root, check=True, capture_output=True)

    def write(path: str) -> None:
        (root / path).write_text("x = 1\n", "utf-8")

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "First")
    assert changed(root) == []
    write("tests/test_rules.py")
    assert changed(root) == ["tests/test_rules.py"]
    git("checkout", "-qb", "other")
    git("commit", "-qam", "Second")
    write("tests/test_views.py")
    write("tests/test_new.py")
    assert changed(root) == ["tests/test_new.py", "tests/test_rules.py", "tests/test_views.py"]


def test_the_run_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """And it fails where a test does."""
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(quick, "changed", lambda root: ["tests/test_values.py", "tests/test_fuzz.py"])
    monkeypatch.setattr(quick.subprocess, "run", run)
    assert quick.main() == 1
    assert ran[0][-1] == "tests/test_values.py"
    assert "Left out (a browser, or out to hurt), for `make test`: fuzz." in capfd.readouterr().out
