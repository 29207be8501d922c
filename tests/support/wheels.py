"""The package as others get it: a wheel, in an environment of its own with nothing of the checkout on its path."""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from support.environments import UV, run
from support.portals import EPOCH, REPOSITORY

__all__ = ["at", "environment", "others", "wheel"]


@cache
def wheel() -> Path:
    """The wheel, built in a copy of what it is made of."""
    home = Path(mkdtemp(prefix="wheel-"))
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        if (REPOSITORY / name).exists():
            shutil.copyfile(REPOSITORY / name, home / name)
    left_out = shutil.ignore_patterns("*.egg-info", "__pycache__")
    shutil.copytree(REPOSITORY / "plugins", home / "plugins", ignore=left_out, symlinks=True)
    shutil.copytree(REPOSITORY / "templates", home / "templates")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", home / "dist", home)
    (found,) = (home / "dist").glob("*.whl")
    return found


@cache
def environment() -> Path:
    """The folder of commands of an environment with the wheel, and the other packages as the tests have them."""
    home = Path(mkdtemp(prefix="environment-"))
    run(sys.executable, "-m", "venv", "--without-pip", home)
    python = home / "bin/python"
    run(UV, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python, wheel())
    (packages,) = (home / "lib").glob("python*/site-packages")
    (packages / "others.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    where = run(python, "-c", "import portal; print(portal.__file__)").stdout
    assert where.startswith(str(home)), where
    return home / "bin"


@cache
def others() -> Path:
    """A folder with the `python3` of one who has nothing but Python: an environment that it makes has the other
    packages as the tests have them, which pip would fetch from the network, and no portal."""
    home = Path(mkdtemp(prefix="python-"))
    listed = "\\n".join(site.getsitepackages())
    (home / "python3").write_text(
        f'#!/bin/sh\n"{sys.executable}" "$@" || exit\n'
        f"for folder in .venv/lib/python*/site-packages; do printf '{listed}' > \"$folder/others.pth\"; done\n",
        encoding="utf-8",
    )
    (home / "python3").chmod(0o755)
    return home


def at(folder: Path, *command: str, epoch: str = EPOCH) -> subprocess.CompletedProcess[str]:
    """Run one of the environment's commands in a folder, with today at `epoch`; whether it succeeds or not."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    return subprocess.run(
        [environment() / command[0] if command[0] != "mkdocs" else environment() / "python", *_rest(command)],
        cwd=folder,
        env={**inherited, "SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def _rest(command: tuple[str, ...]) -> tuple[str, ...]:
    """What follows the name of the command; MkDocs is a module of the environment and has no command there."""
    return ("-m", *command) if command[0] == "mkdocs" else command[1:]
