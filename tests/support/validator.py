"""The Nu Html Checker (vnu): fetched from npm at a pinned version, proved by its sum, run once over all pages."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["KNOWN", "MISSING", "VERSION", "fetch", "findings", "installed_validator"]

VERSION = "26.9.27"
INTEGRITY = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
"""The SHA-512 of the package, in Base64, as npm tells it for this version."""
HOME = Path(sys.prefix) / "programs"
MISSING = "No vnu: it takes Java (`apt-get install default-jre-headless`) and npm, by which `make programs` fetches it."

KNOWN: tuple[str, ...] = ()
"""The messages that are the theme's own and stay: none, for no page is in a document of the theme's."""


def installed_validator() -> Path | None:
    """The checker's jar on this machine, if it and a Java are there."""
    jar = HOME / f"vnu-{VERSION}.jar"
    return jar if jar.is_file() and shutil.which("java") else None


def findings(folders: Iterable[Path]) -> list[tuple[str, str, str]]:
    """Every error and warning about a page below the folders: the page, what is wrong, and the words around it.

    Raises `AssertionError` where the checker is missing.
    """
    jar = installed_validator()
    assert jar, MISSING
    command = ["java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    options = ["--stdout", "--format", "json", "--skip-non-html", "--exit-zero-always"]
    done = subprocess.run([*command, *options, *map(str, folders)], capture_output=True, text=True, check=True)
    return [
        ("/".join(one["url"].split("/")[-4:]), one["message"], one.get("extract", "").strip())
        for one in json.loads(done.stdout)["messages"]
        if one["message"] not in KNOWN
    ]


def fetch() -> None:
    """Fetch the checker, and a Java and npm where the system's package manager may."""
    if installed_validator():
        return
    missing = [
        package for name, package in (("java", "default-jre-headless"), ("npm", "npm")) if not shutil.which(name)
    ]
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", *missing], check=False, stdout=subprocess.DEVNULL)
    if shutil.which("npm"):
        with tempfile.TemporaryDirectory() as folder:
            packed = subprocess.run(["npm", "pack", "--silent", f"vnu-jar@{VERSION}"], cwd=folder, check=False)
            if packed.returncode == 0:
                _unpack(next(Path(folder).glob("*.tgz")))


def _unpack(package: Path) -> None:
    """Take the jar out of the package, if the package is the one that is pinned."""
    found = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if found != INTEGRITY:
        raise SystemExit(f"vnu-jar {VERSION} has the sum {found}, not {INTEGRITY}.")
    HOME.mkdir(parents=True, exist_ok=True)
    jar = HOME / f"vnu-{VERSION}.jar"
    with tarfile.open(package) as archive:
        content = archive.extractfile("package/build/dist/vnu.jar")
        assert content
        beside = jar.with_suffix(".new")
        beside.write_bytes(content.read())
    beside.replace(jar)


if __name__ == "__main__":
    fetch()
