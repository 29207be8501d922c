"""The Nu Html Checker (vnu): fetched from npm at a pinned version, proved by its sum, run once over all pages."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from support.npm import HOME, Program, install_missing, pack

__all__ = ["KNOWN", "MISSING", "VNU", "fetch", "findings", "installed_validator"]

VNU = Program(
    "vnu-jar",
    "26.9.27",
    "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==",
)
_JAR = HOME / f"vnu-{VNU.version}.jar"
MISSING = (
    "No vnu: it takes Java (`apt-get install default-jre-headless`) and npm, by which `make validator` fetches it."
)

KNOWN: tuple[str, ...] = ("Resource violates Content Security Policy (meta tag):",)
"""How the messages begin that stay: a page that is read from a file has no origin that `'self'` could be. None is the
theme's, for no page is in a document of the theme's."""


def installed_validator() -> Path | None:
    """The checker's jar on this machine, if it and a Java are there."""
    return _JAR if _JAR.is_file() and shutil.which("java") else None


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
        if not one["message"].startswith(KNOWN) and not _is_of_data(one)
    ]


def _is_of_data(found: dict[str, Any]) -> bool:
    """Whether the checker takes what a page says to machines for a script that the policy stops: no browser runs it."""
    of_policy = found["message"].startswith("Inline script violates Content Security Policy")
    return of_policy and 'type="application/ld+json"' in found.get("extract", "")


def fetch() -> None:
    """Fetch the checker, and a Java and npm where the system's package manager may."""
    if installed_validator():
        return
    install_missing({"java": "default-jre-headless", "npm": "npm"})
    with tempfile.TemporaryDirectory() as folder:
        package = pack(VNU, Path(folder))
        if package:
            _unpack(package)


def _unpack(package: Path) -> None:
    """Take the jar out of the package, whole or not at all."""
    HOME.mkdir(parents=True, exist_ok=True)
    with tarfile.open(package) as archive:
        content = archive.extractfile("package/build/dist/vnu.jar")
        assert content
        beside = _JAR.with_suffix(".new")
        beside.write_bytes(content.read())
    beside.replace(_JAR)


if __name__ == "__main__":
    fetch()
