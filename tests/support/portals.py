"""A portal in a folder of its own: the records come from the test, everything else from the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from portal.cli import main

REPOSITORY = Path(__file__).parents[2]
EPOCH = "1620604800"
"""Monday 10 May 2021, 02:00 in Oslo: today in the tests that do not say otherwise."""

SAMPLE_RECORDS = ("cases", "meetings", "projects", "organisations")


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

    def command(self, *arguments: str, epoch: str = EPOCH) -> Result:
        """Run `portal` in this process, with today at `epoch`."""
        return CliRunner().invoke(main, ["--root", str(self.root), *arguments], env={"SOURCE_DATE_EPOCH": epoch})

    def check(self, epoch: str = EPOCH) -> Result:
        """`portal check`."""
        return self.command("check", epoch=epoch)

    def build(self, folder: str = "site", strict: bool = True, epoch: str = EPOCH) -> subprocess.CompletedProcess[str]:
        """`mkdocs build`, in a process of its own."""
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(self.root / folder)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"}
        return subprocess.run(
            [*command, *(["--strict"] if strict else [])],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


def make_portal(root: Path, files: Mapping[str, str | bytes] | None = None, lang: str = "nn") -> PortalFolder:
    """A portal with the repository's settings, templates and hand-written pages, and the records given."""
    root.mkdir(parents=True, exist_ok=True)
    settings = (REPOSITORY / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("language: nn", f"language: {lang}"), encoding="utf-8")
    for name in ("templates", "content"):
        shutil.copytree(REPOSITORY / name, root / name)
    return PortalFolder(root).write(files or {})
