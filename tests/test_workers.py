"""Workers that write a site: what breaks in one of them stops the build, and what they share may be damaged or gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import psutil
import pytest

from portal.site.staging.stage import staged
from support.portals import EPOCH, PortalFolder, make_portal
from support.sites import tree

CASES = 8
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    """A portal with enough addresses for workers, and a site that was written; tests leave both as they were."""
    records = {
        "organisations/u.md": "---\ntitle: Utvalet\nkind: area\n---\n",
        "meetings/u/2021-03-01.md": "---\nagenda: [{number: 1/21, case: 2021-1, outcome: noted}]\n---\n## 1/21\n",
        "cases/2021-1/notat.txt": "Notat.\n",
    } | {f"cases/2021-{n}.md": f"---\ntitle: Sak {n}\nfor: [u]\n---\nTekst.\n" for n in range(CASES)}
    folder = make_portal(tmp_path_factory.mktemp("workers") / "portal", records)
    shutil.rmtree(folder.root / "content/handbok")
    settings = folder.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("[handbok/index.md]", "[]"), encoding="utf-8")
    done = _write(folder)
    assert done.returncode == 0, done.stdout
    return folder


@pytest.fixture
def unharmed(home: PortalFolder) -> Iterator[PortalFolder]:
    """The portal; whatever the test does, its site must stay byte for byte, and nothing be left beside it.

    A file was touched, so that a build has something to do.
    """
    (home.root / "mkdocs.yml").touch()
    before = tree(home.root / "site")
    yield home
    assert tree(home.root / "site") == before
    assert [path.name for path in home.root.iterdir() if path.name.startswith(".site.")] == []


MAIN = "from portal.commands.cli import main; main()"
IN_A_WORKER = """
import errno, os, signal
import portal.site.writing
here, write = os.getpid(), portal.site.writing._write
def written(resource, *others):
    if resource.address == "/saker/2021-7/":
        assert os.getpid() != here
        {act}
    return write(resource, *others)
portal.site.writing._write = written
"""
"""Lets something happen in the worker whose share has an address, before it writes that."""


def _command(folder: PortalFolder, site: Path, before: str = "") -> list[str]:
    """Of a process of its own: one that other tests have left threads in would not be forked."""
    return [sys.executable, "-c", before + MAIN, "--root", str(folder.root), "write", str(site)]


def _write(folder: PortalFolder, act: str = "") -> subprocess.CompletedProcess[str]:
    """Write the site; `act` is what a worker does meanwhile, as a line of code."""
    command = _command(folder, folder.root / "site", IN_A_WORKER.format(act=act) if act else "")
    out = subprocess.PIPE
    return subprocess.run(command, env=ENVIRONMENT, stdout=out, stderr=subprocess.STDOUT, text=True, check=False)


def _refused(done: subprocess.CompletedProcess[str], line: str) -> None:
    """The command stopped with exit code 1 and said a line, and nothing of the program's insides."""
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stdout
    assert line in done.stdout.splitlines(), done.stdout


# -- one of them


def test_a_worker_that_is_killed_stops_the_build(unharmed: PortalFolder) -> None:
    _refused(
        _write(unharmed, "os.kill(os.getpid(), signal.SIGKILL)"),
        "mkdocs.yml:1:1: Noko avslutta eit av programma som skulle skrive nettstaden, truleg fordi maskina gjekk tom "
        "for minne. Den gamle nettstaden står som han var. Køyr kommandoen igjen.",
    )


def test_a_disk_that_is_full_for_a_worker_stops_the_build(unharmed: PortalFolder) -> None:
    site = unharmed.root / "site"
    done = _write(unharmed, "raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))")
    _refused(done, f"Nettstaden kunne ikkje skrivast til {site}: det er ikkje plass på disken.")


def test_a_template_that_fails_for_one_page_stops_the_build(unharmed: PortalFolder) -> None:
    template = unharmed.root / "templates/record/case.html"
    words = template.read_text("utf-8")
    template.write_text(f'{{% if view.title == "Sak 7" %}}{{{{ 1 // 0 }}}}{{% endif %}}\n{words}', encoding="utf-8")
    try:
        done = _write(unharmed)
    finally:
        template.write_text(words, encoding="utf-8")
    _refused(
        done,
        "templates/record/case.html:1:1: Malen kan ikkje brukast: integer division or modulo by zero. "
        "Slik seier programmet Jinja det. Rett lina, eller ta bort fila, så gjeld malen som følgjer med.",
    )


def test_workers_end_with_a_build_that_is_killed(unharmed: PortalFolder) -> None:
    """They would hold the site for ever: what they inherit of its lock is let go by the last of them."""
    command, silent = _command(unharmed, unharmed.root / "site"), subprocess.DEVNULL
    with subprocess.Popen(command, env=ENVIRONMENT, stderr=silent, stdout=silent) as build:
        workers: list[psutil.Process] = []
        while len(workers) < min(2, len(os.sched_getaffinity(0))):
            assert build.poll() is None
            workers = psutil.Process(build.pid).children()
            time.sleep(0.01)
        build.kill()
    assert psutil.wait_procs(workers, timeout=60)[1] == []
    with staged(unharmed.root / "site"):
        pass


# -- what they share


def test_two_builds_share_a_cache(home: PortalFolder) -> None:
    """At the same time, from nothing."""
    shutil.rmtree(home.root / "build")
    sites = [home.root / "en", home.root / "to"]
    builds = [
        subprocess.Popen(_command(home, site), env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for site in sites
    ]
    told = [build.communicate()[1] for build in builds]
    assert [build.returncode for build in builds] == [0, 0], told
    for site in sites:
        assert tree(site) == tree(home.root / "site")


def _turned(data: bytes, chance: Random) -> bytes:
    """The data with a bit turned in every kilobyte."""
    turned = bytearray(data)
    for start in range(0, len(data), 1000):
        turned[min(start + chance.randrange(1000), len(data) - 1)] ^= 1 << chance.randrange(8)
    return bytes(turned)


DAMAGES: dict[str, Callable[[bytes, Random], bytes]] = {
    "empty": lambda data, chance: b"",
    "cut off": lambda data, chance: data[: len(data) // 2],
    "another bit": _turned,
    "something else": lambda data, chance: chance.randbytes(len(data)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_cache_that_is_damaged_is_none(unharmed: PortalFolder, damage: str) -> None:
    kept = [path for path in (unharmed.root / "build").rglob("*") if path.is_file()]
    assert {".pdf", ".sqlite"} <= {path.suffix for path in kept}
    for path in kept:
        path.write_bytes(DAMAGES[damage](path.read_bytes(), Random(path.name)))
    done = _write(unharmed)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("åtvaring") == 1, done.stdout


def test_where_nothing_can_be_kept_all_is_made(unharmed: PortalFolder) -> None:
    build, aside = unharmed.root / "build", unharmed.root / "aside"
    build.rename(aside)
    build.touch()
    try:
        done = _write(unharmed)
    finally:
        build.unlink()
        aside.rename(build)
    assert done.returncode == 0, done.stdout
