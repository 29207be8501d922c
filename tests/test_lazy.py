"""After any edit, a site that is written over the last one is the one made from nothing, and so is the preview.

The last one has all that earlier builds kept, and is written by workers; the other is made by one process, of a copy
that has no cache. What they tell, and what stops them, is the same too.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random, SystemRandom

import pytest

from support.edits import EDITED, Editor
from support.making import Made, Maker, from_nothing, live, over_the_last
from support.portals import REPOSITORY, make_portal

EDITS_EACH = 10
"""Edits of a test; each begins with the portal as it was."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """As many tests as hold the edits that are asked for."""
    if "part" in metafunc.fixturenames:
        edits = metafunc.config.getoption("--edits")
        metafunc.parametrize("part", range(-(-edits // EDITS_EACH)))


class Makers:
    """What builds and what previews, with a copy of the code and its words."""

    def __init__(self, folder: Path) -> None:
        self.modules = Path(shutil.copytree(REPOSITORY / "plugins", folder))
        self._start()

    def _start(self) -> None:
        self.builder, self.previewer = Maker(self.modules), Maker(self.modules)

    def end(self) -> None:
        self.builder.end()
        self.previewer.end()

    def restart(self) -> None:
        """Start anew, as people do who have other code."""
        self.end()
        self._start()


@pytest.fixture(scope="module")
def makers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Makers]:
    """Of all tests; a word that one of them edited stays."""
    found = Makers(tmp_path_factory.mktemp("makers") / "plugins")
    yield found
    found.end()


def _portal(root: Path) -> Path:
    """The portal to edit: without the handbook, and at first without papers and search, which take time."""
    make_portal(root, EDITED)
    shutil.rmtree(root / "content/handbok")
    settings = root / "mkdocs.yml"
    words = settings.read_text("utf-8").replace("[handbok/index.md]", "[]")
    settings.write_text(words.replace("paper: true", "paper: false").replace("search: true", "search: false"), "utf-8")
    return root


def _epoch(day: dt.date) -> str:
    return str(int(dt.datetime(day.year, day.month, day.day, 2, tzinfo=dt.UTC).timestamp()))


def _differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def test_after_each_edit_all_is_as_made_from_nothing(
    tmp_path: Path, makers: Makers, part: int, request: pytest.FixtureRequest
) -> None:
    seed = request.config.getoption("--seed") or str(SystemRandom().randrange(10**6))
    root = _portal(tmp_path / "portal")
    editor = Editor(root, makers.modules / "portal/language/locale", Random(f"{seed} {part}"))
    done, sound, site = ["as it was"], Made(), Made()
    for turn in range(EDITS_EACH + 1):
        if turn:
            done.append(editor.step())
            if editor.has_new_words:
                makers.restart()
        told = f"--seed {seed}, test {part}:\n" + "\n".join(done)
        epoch = _epoch(editor.day)
        anew = makers.builder.ask(epoch, from_nothing, root, f"{seed} {turn}")
        over = makers.builder.ask(epoch, over_the_last, root)
        assert (over.stopped, over.told) == (anew.stopped, anew.told), told
        site = site if anew.stopped else anew
        assert _differing(over.files, site.files) == [], told
        due = sound if anew.faults else anew
        shown = makers.previewer.ask(epoch, live, root, [*due.shown])
        assert shown.faults == anew.faults, told
        assert shown.addresses == due.addresses, told
        gone = due.shown.keys() - shown.shown.keys() if anew.faults else set()
        assert _differing(shown.shown, {a: one for a, one in due.shown.items() if a not in gone}) == [], told
        sound = sound if anew.stopped else due  # a page that a template broke is whole again once that is mended
        if anew.stopped or anew.faults:
            editor.undo()
            done.append("taken back")
            if editor.has_new_words:
                makers.restart()
