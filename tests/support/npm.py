"""Programs from npm, each at a pinned version and proved by its sum."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["HOME", "Program", "install_locked", "install_missing", "locked", "pack"]

HOME = Path(sys.prefix) / "programs"
"""Where what was fetched is kept, beside the packages of this environment."""
_LOCKS = Path(__file__).parent
"""Where each program of several packages has a folder with its lock."""


@dataclass(frozen=True)
class Program:
    """A package of npm: `integrity` is the SHA-512 of its archive in Base64, as npm tells it for the version."""

    name: str
    version: str
    integrity: str


def install_missing(programs: dict[str, str]) -> None:
    """Have the system's package manager, where it may, install the packages of the programs that are missing."""
    missing = [package for program, package in programs.items() if not shutil.which(program)]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", *missing], check=False, stdout=subprocess.DEVNULL)


def pack(program: Program, folder: Path) -> Path | None:
    """Fetch a package's archive into a folder; `None` where npm is missing or does not give it.

    Raises `SystemExit` when it is not the archive that is pinned.
    """
    if not shutil.which("npm"):
        return None
    asked = ["npm", "pack", "--silent", f"{program.name}@{program.version}"]
    if subprocess.run(asked, cwd=folder, check=False, stdout=subprocess.DEVNULL).returncode:
        return None
    archive = next(folder.glob("*.tgz"))
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != program.integrity:
        raise SystemExit(f"{program.name} {program.version} has the sum {found}, not {program.integrity}.")
    return archive


def locked(name: str) -> str | None:
    """Where a program is that `install_locked` has installed as its lock is now; `None` where it is not."""
    found = _home(name) / "node_modules/.bin" / name
    return str(found) if shutil.which("node") and found.exists() else None


def install_locked(name: str) -> None:
    """Install a program with all that it needs, as the lock beside this module has them: each proved by its sum."""
    install_missing({"npm": "npm"})
    home = _home(name)
    if not shutil.which("npm") or locked(name):
        return
    home.mkdir(parents=True, exist_ok=True)
    for file in ("package.json", "package-lock.json"):
        shutil.copyfile(_LOCKS / name / file, home / file)
    subprocess.run(["npm", "ci", "--silent", "--ignore-scripts", "--no-audit"], cwd=home, check=False)


def _home(name: str) -> Path:
    """A folder that is another one when the lock is."""
    lock = (_LOCKS / name / "package-lock.json").read_bytes()
    return HOME / f"{name}-{hashlib.sha256(lock).hexdigest()[:12]}"
