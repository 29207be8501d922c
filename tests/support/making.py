"""Sites made in processes of their own: from nothing, over the last one, and live.

Such a process reads requests from its standard input and answers on its standard output, both pickled. What is built
is built in a child of it, forked for the one request, so that nothing is remembered but on disk; what is live stays.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

from portal.language.catalogue import catalogue_for
from portal.site.building import FaultyPortal, build_site, faults_told
from portal.site.folder import write_folder
from portal.site.manifest import MANIFEST, compare
from portal.site.preview.live import LivePortal
from portal.site.preview.panel import faults_of
from portal.site.site import Site
from portal.source.settings import read_settings
from support.portals import make_portal

__all__ = ["Made", "Maker", "from_nothing", "live", "over_the_last"]

TESTS = Path(__file__).parents[1]
OTHERS = {
    "organisations/a.md": "---\ntitle: A\nkind: area\n---\n",
    "projects/a.md": "---\ntitle: A\nowner: a\nphase: idea\n---\n",
    "cases/2020-a.md": "---\ntitle: A\n---\n",
    "meetings/a/2020-01-01.md": "---\nagenda: [{case: 2020-a}]\n---\n",
}
"""Records that no test builds a site of."""
_NOT_MADE = shutil.ignore_patterns("build", "site", ".site.*")


@dataclass
class Made:
    """A site, by the digest of each file: what its build told, and what stopped it, if anything did.

    `addresses` are those of its preview, `shown` the digests of some of them, and `faults` what the preview shows.
    """

    told: list[str] = field(default_factory=list)
    stopped: str = ""
    files: dict[str, str] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def from_nothing(root: Path, seed: str) -> Made:
    """The site of a copy of the portal without caches, made by one process; `seed` chooses what is shown."""
    made = Made()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(root, Path(folder) / "portal", ignore=_NOT_MADE))
        settings = read_settings(copy)
        try:
            site = build_site(copy, settings)
            with faults_told(copy, settings):
                pages = {one.path: _digest(one.make().data) for _, one in sorted(site.items())}
                made.files = pages | {one.path: _digest(one.make().data) for one in site.search.values()}
            made.told = _told(site)
        except FaultyPortal as fault:
            made.stopped = str(fault)
        try:
            preview = build_site(copy, settings, preview=True)
            made.addresses = sorted(preview)
            chosen = Random(seed).sample(made.addresses, 10)
            made.shown = _shown(preview, chosen)
        except FaultyPortal as fault:
            made.faults = [str(one) for one in faults_of(fault.problems, catalogue_for(settings.lang))]
    return made


def over_the_last(root: Path) -> Made:
    """What lies at `site` when it was written over the last one, with whatever the last builds kept."""
    made = Made()
    settings = read_settings(root)
    site = root / "site"
    try:
        built = build_site(root, settings)
        write_folder(built, site)
        made.told = _told(built)
        if not compare(site).is_same:
            made.told.append("The manifest tells of other files.")
    except FaultyPortal as fault:
        made.stopped = str(fault)
    files = (path for path in site.rglob("*") if path.is_file())
    made.files = {path.relative_to(site).as_posix(): _digest(path.read_bytes()) for path in files}
    made.files.pop(MANIFEST, None)
    return made


_LIVE: dict[Path, LivePortal] = {}


def live(root: Path, addresses: Iterable[str]) -> Made:
    """What the preview shows that has run since the first request, when all that is wrong has been found."""
    portal = _LIVE.setdefault(root, LivePortal(root))
    shown = portal.settle()
    made = Made(faults=[str(fault) for fault in shown.faults])
    if shown.site is not None:
        made.addresses = sorted(shown.site)
        made.shown = _shown(shown.site, addresses)
    return made


def _shown(site: Site, addresses: Iterable[str]) -> dict[str, str]:
    found = {}
    for address in addresses:
        resource = site.get(address)
        if resource and resource.location and not resource.location.is_file():
            continue  # a portal that is broken by it shows what it was, but a file that went cannot be shown
        try:
            with faults_told(site.root, site.context.settings):
                found[address] = _digest(site[address].make().data)
        except (FaultyPortal, KeyError) as fault:
            found[address] = str(fault)
    return found


def _told(site: Site) -> list[str]:
    return sorted(f"{one.place} {one.text(site.context.catalogue)}" for one in site.warnings)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


class Maker:
    """A process that makes sites with the code and the words below `modules`; `ask` has it do one of the functions."""

    def __init__(self, modules: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from support.making import main; main()"],
            cwd=TESTS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(modules), str(TESTS)])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def ask(self, epoch: str, work: Callable[..., Made], *arguments: Any) -> Made:
        """What a function gives in the process, with today at `epoch`. Raises `AssertionError` if it failed."""
        assert self._process.stdin is not None and self._process.stdout is not None
        pickle.dump((epoch, work.__name__, arguments), self._process.stdin)
        self._process.stdin.flush()
        made = pickle.load(self._process.stdout)
        assert isinstance(made, Made), made
        return made

    def end(self) -> None:
        """End the process."""
        with self._process as process:
            assert process.stdin is not None
            process.stdin.close()


def _answer(asked: tuple[str, str, Any], out: BinaryIO) -> None:
    epoch, work, arguments = asked
    os.environ["SOURCE_DATE_EPOCH"] = epoch
    try:
        made = globals()[work](*arguments)
    except Exception as fault:
        made = f"{type(fault).__name__}: {fault}"
    pickle.dump(made, out)
    out.flush()


def main() -> None:
    """Answer until nobody asks any more. Templates are compiled before, for all children; nothing else is known."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with tempfile.TemporaryDirectory() as folder:
        from_nothing(make_portal(Path(folder) / "portal", OTHERS).without_papers().root, "")
    while True:
        try:
            asked = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        if asked[1] == live.__name__:
            _answer(asked, out)
            continue
        child = os.fork()
        if child == 0:
            _answer(asked, out)
            os._exit(0)
        os.waitpid(child, 0)
