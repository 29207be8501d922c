"""A site is the same whoever writes it: this process, forks of it, or the workers of a cluster."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import portal.site.writing
from portal.model.clock import OSLO
from portal.site.building import FaultyPortal, build_site
from portal.site.site import Site
from portal.site.writing import write_site
from portal.source.cache import FOLDER
from portal.source.settings import read_settings
from support.portals import PortalFolder, make_portal
from support.sites import tree
from support.small import SMALL

MOMENT = dt.datetime(2021, 5, 10, 2, tzinfo=OSLO)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("workers") / "portal", SMALL)


def _site(folder: PortalFolder) -> Site:
    return build_site(folder.root, read_settings(folder.root), moment=MOMENT)


@pytest.fixture(scope="module")
def serial(folder: PortalFolder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as one process writes it that remembers nothing."""
    to = tmp_path_factory.mktemp("serial")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal.site.writing, "_ENOUGH", 10**9)
        write_site(_site(folder), to, remembers=False)
    return tree(to)


FORKED = """
import datetime as dt, sys, threading
from pathlib import Path
import portal.site.writing
from portal.site.building import build_site
from portal.source.settings import read_settings
root, site = map(Path, sys.argv[1:3])
portal.site.writing._ENOUGH, portal.site.writing._SHARE = 1, 5
assert threading.active_count() == 1, "a process with threads is not forked"
built = build_site(root, read_settings(root), moment=dt.datetime.fromisoformat(sys.argv[3]))
print(*sorted(portal.site.writing.write_site(built, site)), sep="\\n", end="")
"""


def test_forked_workers_write_the_same(folder: PortalFolder, serial: dict[str, bytes], tmp_path: Path) -> None:
    """In a process of its own, where no other test has left a thread."""
    command = [sys.executable, "-c", FORKED, str(folder.root), str(tmp_path / "site"), MOMENT.isoformat()]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "site") == serial
    assert done.stdout.split("\n") == sorted(serial)


def test_pages_that_are_taken_from_the_cache_are_the_same(
    folder: PortalFolder, serial: dict[str, bytes], tmp_path: Path
) -> None:
    for name in ("cold", "warm"):
        write_site(_site(folder), tmp_path / name)
        assert tree(tmp_path / name) == serial


def test_the_workers_of_a_cluster_write_the_same(
    folder: PortalFolder, serial: dict[str, bytes], tmp_path: Path
) -> None:
    """They know nothing of the process that asks, and make the site of their own reading."""
    shutil.rmtree(folder.root / FOLDER, ignore_errors=True)
    command = [sys.executable, "-m", "support.cluster", str(folder.root), MOMENT.isoformat(), str(tmp_path / "site")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "site") == serial


@pytest.mark.parametrize("enough", [1, 10**9])
def test_a_template_that_fails_in_a_worker_is_told_of_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, enough: int
) -> None:
    folder = make_portal(tmp_path / "portal", SMALL)
    template = folder.root / "templates/record/case.html"
    template.write_text("{{ finst.ikkje }}\n" + template.read_text("utf-8"), encoding="utf-8")
    monkeypatch.setattr(portal.site.writing, "_ENOUGH", enough)
    with pytest.raises(FaultyPortal) as told:
        write_site(_site(folder), tmp_path / "site")
    assert str(told.value.problems[0].place) == "templates/record/case.html:1:1"
