"""Where the same site lies whole already, nothing is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.source.cache import FOLDER
from support.portals import EPOCH, PortalFolder, make_portal
from support.sites import tree

LATER = str(int(EPOCH) + 60)
CASE = "cases/2021-1.md"


@pytest.fixture
def home(tmp_path: Path) -> PortalFolder:
    """A small portal with a site that was written, and beside it a file of others."""
    folder = make_portal(tmp_path / "portal", {CASE: "---\ntitle: Sak\nsubmitted: 2021-01-02\n---\nTekst.\n"})
    assert folder.command("write", str(folder.root / "site")).exit_code == 0
    (folder.root / "site/.well-known").mkdir()
    (folder.root / "site/.well-known/theirs.txt").write_text("Andre sitt.\n", encoding="utf-8")
    return folder


def _is_written_again(folder: PortalFolder, *options: str, epoch: str = EPOCH) -> bool:
    """Whether the command puts a site in the place of the old one, which then is another folder."""
    before = (folder.root / "site").stat().st_ino
    done = folder.command("write", str(folder.root / "site"), *options, epoch=epoch)
    assert done.exit_code == 0, done.output
    assert "Traceback" not in done.output
    return (folder.root / "site").stat().st_ino != before


def test_the_same_site_is_not_written_again(home: PortalFolder) -> None:
    before = tree(home.root / "site")
    assert not _is_written_again(home)
    assert tree(home.root / "site") == before
    assert [path.name for path in home.root.iterdir() if path.name.startswith(".site.")] == []


def test_it_says_as_much_as_when_it_is_written(home: PortalFolder) -> None:
    again = home.command("write", str(home.root / "site"))
    other = home.command("write", str(home.root / "other"))
    assert again.output.replace("/site", "/other") == other.output


CHANGES: dict[str, Callable[[Path], object]] = {
    "a record": lambda root: (root / CASE).write_text("---\ntitle: Sak\n---\nAnna.\n", encoding="utf-8"),
    "a record that came": lambda root: (root / "cases/2021-2.md").write_text("---\ntitle: To\n---\n", encoding="utf-8"),
    "a template": lambda root: os.utime(root / "templates/front.html", (1, 1)),
    "a page": lambda root: os.utime(root / "content/om.md", (1, 1)),
    "the settings": lambda root: os.utime(root / "mkdocs.yml", (1, 1)),
    "a file of the site": lambda root: (root / "site/saker/2021-1/index.html").write_text("Anna", encoding="utf-8"),
    "a file that went": lambda root: (root / "site/saker/2021-1/index.html").unlink(),
    "the manifest": lambda root: (root / "site/manifest.json").write_text("{}", encoding="utf-8"),
    "what was kept": lambda root: (root / FOLDER / "values.sqlite").unlink(),
}


def test_another_site_is_written_once(home: PortalFolder) -> None:
    for change, make in CHANGES.items():
        make(home.root)
        if change == "the manifest":  # of what is not known as ours, nothing may be taken away
            assert home.command("write", str(home.root / "site")).exit_code == 1
            (home.root / "site/manifest.json").unlink()
        assert _is_written_again(home), change
        assert (home.root / "site/.well-known/theirs.txt").is_file()
        assert not _is_written_again(home), change


def test_a_site_of_another_moment_is_written(home: PortalFolder) -> None:
    assert _is_written_again(home, epoch=LATER)


def test_a_preview_is_always_written(home: PortalFolder) -> None:
    assert _is_written_again(home, "--preview")
    assert _is_written_again(home, "--preview")
    assert _is_written_again(home), "the preview lay there"
