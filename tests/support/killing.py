"""A process that builds sites in children of its own and kills them: `killing.py folder|mkdocs ROOT TIMES SEED`.

The portal at ROOT is built in turn from two sets of records, which differ in one title. What stands at `site` after
each kill is printed as JSON: `old`, `new`, or the paths that are of neither. Children are forked after all imports,
so that a kill costs no more than the build.
"""

from __future__ import annotations

import json
import logging
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import mkdocs.commands.build
import psutil
from mkdocs.config import load_config

from portal.site.building import build_site
from portal.site.folder import write_folder
from portal.source.settings import read_settings
from support.sites import tree

RECORD = "cases/2021-a.md"
TITLES = ("Før", "Etter")


def _title(root: Path, title: str) -> None:
    (root / RECORD).write_text(f"---\ntitle: {title}\n---\nTekst.\n", encoding="utf-8")


def _folder_builds(root: Path) -> list[Callable[[], None]]:
    settings = read_settings(root)

    def build(title: str) -> Callable[[], None]:
        _title(root, title)
        site = replace(build_site(root, settings), sources={})
        return lambda: _done(write_folder(site, root / "site"))

    return [build(title) for title in TITLES]


def _mkdocs_builds(root: Path) -> list[Callable[[], None]]:
    def build(title: str) -> None:
        _title(root, title)
        mkdocs.commands.build.build(load_config(str(root / "mkdocs.yml"), strict=True))

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    return [lambda title=title: build(title) for title in TITLES]


def _done(_: object) -> None:
    return


def _child(build: Callable[[], None]) -> int:
    number = os.fork()
    if number == 0:
        try:
            build()
        finally:
            os._exit(0)
    return number


def _wait_for_workers() -> None:
    """Wait until the workers of a build that was killed have ended too: each is a copy of this process."""
    own = psutil.Process().cmdline()
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.pid != os.getpid() and process.cmdline() == own:
                process.wait(timeout=30)


def main(way: str, root: Path, times: int, seed: int) -> None:
    builds = (_folder_builds if way == "folder" else _mkdocs_builds)(root)
    whole, longest = [], 0.0
    for build in builds:
        start = time.monotonic()
        os.waitpid(_child(build), 0)
        longest = max(longest, time.monotonic() - start)
        whole.append(tree(root / "site"))
    chance = random.Random(seed)
    found: list[object] = []
    standing = 1
    for turn in range(times):
        child = _child(builds[1 - standing])
        # One in each stretch of the build's time, so that early and late kills are never missing.
        time.sleep(longest * 1.05 * (turn + chance.random()) / times)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        seen = tree(root / "site") if (root / "site").is_dir() else {}
        if seen in whole:
            found.append("old" if seen == whole[standing] else "new")
            standing = whole.index(seen)
        else:
            found.append(sorted(path for path in seen | whole[0] if seen.get(path) != whole[standing].get(path)))
    _wait_for_workers()
    left = [path.name for path in root.iterdir() if path.name.startswith(".site.")]
    os.waitpid(_child(builds[1 - standing]), 0)
    mended = tree(root / "site") == whole[1 - standing]
    still = [path.name for path in root.iterdir() if path.name.startswith(".site.")]
    print(json.dumps({"found": found, "left": left, "mended": mended, "still": still, "differ": whole[0] != whole[1]}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
