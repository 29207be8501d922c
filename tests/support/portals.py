"""A portal in a folder of its own: the records come from the test, everything else from the repository."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import shutil
import subprocess
import sys
import textwrap
import traceback
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from click.testing import CliRunner, Result
from mkdocs.__main__ import cli as mkdocs
from mkdocs.commands import build as mkdocs_build

from portal.commands.cli import main
from portal.model.clock import OSLO
from portal.site.building import build_site
from portal.site.site import Site
from portal.source.settings import read_settings

REPOSITORY = Path(__file__).parents[2]
PAGES = REPOSITORY / "plugins/portal/content"
"""The hand-written pages that come with the package, by language."""

EPOCH = "1620604800"
"""Monday 10 May 2021, 02:00 in Oslo: today in the tests that do not say otherwise."""

STATEMENT = "https://uustatus.no/nn/erklaringer/publisert/0123"
"""Where the accessibility statement of the tests' portals would be."""

SAMPLE_RECORDS = ("cases", "meetings", "projects", "organisations", "agreements", "plans")
"""The folders of the sample's records; beside them lie its themes, `themes.yml`."""


@dataclass(frozen=True)
class PortalFolder:
    """A portal on disk."""

    root: Path

    def write(self, files: Mapping[str, str | bytes]) -> PortalFolder:
        """Write files; text is dedented. Returns the folder itself."""
        for path, content in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                target.write_bytes(content)
            else:
                target.write_text(textwrap.dedent(content).lstrip("\n"), encoding="utf-8")
        return self

    def without_papers(self) -> PortalFolder:
        """The folder itself, set not to print papers: for a test of many records that looks at none of their papers."""
        settings = self.root / "mkdocs.yml"
        with_papers, mark = settings.read_text("utf-8"), "paper: true\n"
        assert mark in with_papers
        settings.write_text(with_papers.replace(mark, "paper: false\n"), encoding="utf-8")
        return self

    def site(self, epoch: str = EPOCH) -> Site:
        """The site, with today at `epoch`: nothing of it is made but what is asked for. Raises `FaultyPortal`."""
        moment = dt.datetime.fromtimestamp(int(epoch), OSLO)
        return build_site(self.root, read_settings(self.root), moment=moment)

    def page(self, address: str, epoch: str = EPOCH) -> str:
        """What answers at an address of the site, as text. Raises `KeyError` where nothing does."""
        return self.site(epoch)[address].make().data.decode()

    def command(self, *arguments: str, epoch: str = EPOCH) -> Result:
        """Run `portal` in this process, with today at `epoch`."""
        return CliRunner().invoke(main, ["--root", str(self.root), *arguments], env={"SOURCE_DATE_EPOCH": epoch})

    def check(self, epoch: str = EPOCH) -> Result:
        """`portal check`."""
        return self.command("check", epoch=epoch)

    def build(
        self, folder: str = "site", strict: bool = True, epoch: str = EPOCH, own_process: bool = False
    ) -> CompletedProcess[str]:
        """`mkdocs build`, with today at `epoch`: in this process, where all is imported, or in one of its own."""
        arguments = ["build", "--site-dir", str(self.root / folder), *(["--strict"] if strict else [])]
        environment = {"SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"}
        if not own_process:
            return _run_here(self.root, arguments, environment)
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", *arguments],
            cwd=self.root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )


def _run_here(root: Path, arguments: list[str], environment: dict[str, str]) -> CompletedProcess[str]:
    """Run `mkdocs` in this process as if it were one of its own: its loggers and warnings are put back as they were.

    A fault that nothing catches is told as a process tells it, with its traceback.
    """
    loggers = [logging.getLogger(name) for name in ("mkdocs", mkdocs_build.__name__)]
    before = [(logger, logger.handlers[:], logger.filters[:]) for logger in loggers]
    try:
        with contextlib.chdir(root), warnings.catch_warnings():
            done = CliRunner().invoke(mkdocs, arguments, env=environment)
    finally:
        for logger, handlers, filters in before:
            logger.handlers[:], logger.filters[:] = handlers, filters
    is_fault = done.exception is not None and not isinstance(done.exception, SystemExit)
    told = "".join(traceback.format_exception(done.exception)) if is_fault else ""
    return CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr + told)


def make_portal(root: Path, files: Mapping[str, str | bytes] | None = None, lang: str = "nn") -> PortalFolder:
    """A portal with the repository's settings, templates and hand-written pages, and the records given."""
    root.mkdir(parents=True, exist_ok=True)
    settings = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    sample = "accessibility_statement: tilgjenge/"  # which is warned of, since no statement can be an own page
    assert sample in settings
    settings = settings.replace(sample, f"accessibility_statement: {STATEMENT}")
    (root / "mkdocs.yml").write_text(settings.replace("language: nn", f"language: {lang}"), encoding="utf-8")
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    shutil.copytree(PAGES / "nn", root / "content")
    return PortalFolder(root).write(files or {})
