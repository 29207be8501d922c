"""The programs that the tests need besides Python's packages: which, whether they are here, and how they are fetched.

`make test` runs this module first. A test that needs a program asks for it with `need`; where it is missing, the test
fails with one line that names it and says how to get it. Nothing is skipped, and all other tests run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest

from support.npm import install_locked, locked

__all__ = ["MISSING", "PROGRAMS", "Program", "chromium", "fetch", "missing", "need"]

MISSING = "Missing program: "
"""How the line begins that names a missing program."""

_SHELL = "chromium-headless-shell"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_DOWNLOADED = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"


@dataclass(frozen=True)
class Program:
    """A program: `find` gives where it is, or nothing; `package` is its name in Debian; `download` gets it without
    the system's package manager, as `command` does by hand. A program has a package, a download, or both. `best` finds
    the one that is fetched even where another that does as well is here, if it can be.
    """

    name: str
    find: Callable[[], str | None]
    package: str = ""
    download: Callable[[], None] | None = None
    command: str = ""
    best: Callable[[], str | None] | None = None

    @property
    def told(self) -> str:
        """The line that names it when it is missing."""
        ways = [f"apt-get install {self.package}" if self.package else "", self.command]
        return f"{MISSING}{self.name}. Get it with {', or with '.join(f'`{way}`' for way in ways if way)}."


def chromium() -> str | None:
    """The path of a Chromium: the one that CHROMIUM names, the machine's, or the one that Playwright downloaded.

    First the one without windows, which opens a page for a fifth of the work: the engine is the same.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in (_SHELL, *_BROWSERS) if (path := shutil.which(name))), None) or _downloaded()


def _downloaded() -> str | None:
    asked = subprocess.run([sys.executable, "-c", _DOWNLOADED], capture_output=True, text=True, check=False)
    return shutil.which(asked.stdout.strip())


def _download_chromium() -> None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def _dictionary(name: str) -> Callable[[], str | None]:
    """Whether hunspell has a dictionary. It is asked to spell nothing with it: it fails when it has none."""

    def find() -> str | None:
        hunspell = shutil.which("hunspell")
        if hunspell is None:
            return None
        done = subprocess.run([hunspell, "-d", name, "-l"], input=b"", capture_output=True, check=False)
        return name if done.returncode == 0 else None

    return find


def _on_path(name: str) -> Callable[[], str | None]:
    return lambda: shutil.which(name)


def _firefox() -> str | None:
    """A Firefox: the one that FIREFOX names, or the machine's; Debian calls its own by another name."""
    names = (os.environ.get("FIREFOX"), "firefox-esr", "firefox")
    return next((path for name in names if name and (path := shutil.which(name))), None)


def _server(name: str) -> Callable[[], str | None]:
    """A web server: Debian puts it where only root's PATH looks."""
    return lambda: shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


def _locale(name: str) -> Callable[[], str | None]:
    """The source of a locale, of which `localedef` makes one."""
    return lambda: name if (Path("/usr/share/i18n/locales") / name).is_file() else None


_YAML = "yaml-language-server"
_FETCH = "make programs"

PROGRAMS = (
    Program("chromium", chromium, _SHELL, _download_chromium, "playwright install chromium", _on_path(_SHELL)),
    Program("firefox", _firefox, "firefox-esr"),
    Program("hunspell", _on_path("hunspell"), "hunspell"),
    Program("hunspell's dictionary nn_NO", _dictionary("nn_NO"), "hunspell-no"),
    Program("hunspell's dictionary nb_NO", _dictionary("nb_NO"), "hunspell-no"),
    Program("ssconvert", _on_path("ssconvert"), "gnumeric"),
    Program("the locale nb_NO", _locale("nb_NO"), "locales"),
    Program("java", _on_path("java"), "default-jre-headless"),
    Program("calcurse", _on_path("calcurse"), "calcurse"),
    Program("newsboat", _on_path("newsboat"), "newsboat"),
    Program("nginx", _server("nginx"), "nginx-light"),
    Program("caddy", _server("caddy"), "caddy"),
    Program("rsync", _on_path("rsync"), "rsync"),
    Program("rclone", _on_path("rclone"), "rclone"),
    Program("bash", _on_path("bash"), "bash"),
    Program("fish", _on_path("fish"), "fish"),
    Program("zsh", _on_path("zsh"), "zsh"),
    Program("yaml-language-server", partial(locked, _YAML), download=partial(install_locked, _YAML), command=_FETCH),
)
"""All that the tests need: a row that is added here is fetched, and named where it cannot be."""


@cache
def need(name: str) -> str:
    """Where the program of that name is; without it the test fails, with one line."""
    program = next(program for program in PROGRAMS if program.name == name)
    found = program.find()
    if found is None:
        pytest.fail(program.told, pytrace=False)
    return found


def missing() -> list[Program]:
    """The programs that this machine does not have."""
    return [program for program in PROGRAMS if program.find() is None]


def fetch() -> None:
    """Fetch what is missing: by the system's package manager where this may, else by the program's own download."""
    packages = dict.fromkeys(one.package for one in PROGRAMS if one.package and not (one.best or one.find)())
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        for package in packages:
            command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
            subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
    for program in missing():
        if program.download is not None:
            program.download()


def main() -> None:
    """Fetch, and name what could not be fetched. The tests run all the same, and end red."""
    fetch()
    for program in missing():
        sys.stderr.write(f"{program.told}\n")


if __name__ == "__main__":
    main()
