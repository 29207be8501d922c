"""Environments of Python beside the tests' own: the pinned packages, the project, and what a test asks for besides."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.portals import EPOCH, REPOSITORY

__all__ = ["UV", "installed", "run"]

UV = Path(sys.executable).parent / "uv"


def run(*command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command with today at `EPOCH`, and without the test's own environment in its way; it must succeed."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    environment = {**inherited, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def installed(root: Path, *packages: str) -> Path:
    """The folder of the commands of a fresh environment below `root`: the pinned packages, the project, `packages`."""
    project, venv = root / "project", root / "venv"
    project.mkdir()
    for name in ("pyproject.toml", "LICENSE", "README.md"):  # a build in the repository would leave its traces there
        if (REPOSITORY / name).exists():
            shutil.copyfile(REPOSITORY / name, project / name)
    shutil.copytree(
        REPOSITORY / "plugins", project / "plugins", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__")
    )
    run(sys.executable, "-m", "venv", "--without-pip", venv)
    install = (UV, "pip", "install", "--quiet", "--python", venv / "bin/python")
    run(*install, "--require-hashes", "-r", REPOSITORY / "requirements.txt")
    run(*install, *packages)
    run(*install, "--no-deps", "--no-build-isolation", project)
    return venv / "bin"
