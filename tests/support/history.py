"""A portal in a git repository of the test's own, and a reader that follows the addresses of its ledger."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from support.portals import PortalFolder
from support.sites import read_page

_NOBODY = {
    "GIT_AUTHOR_NAME": "Prøve", "GIT_AUTHOR_EMAIL": "prove@example.org", "GIT_AUTHOR_DATE": "2021-05-01T12:00:00Z",
    "GIT_COMMITTER_NAME": "Prøve", "GIT_COMMITTER_EMAIL": "prove@example.org",
    "GIT_COMMITTER_DATE": "2021-05-01T12:00:00Z", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip
_REFRESH = re.compile(r'http-equiv="refresh" content="\d+; url=([^"]+)"')


def git(folder: PortalFolder, *arguments: str, at: dt.datetime | None = None) -> None:
    """A git command in the portal's folder; `at` is its moment (aware), 1 May 2021 if none is given."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    dates = {f"GIT_{who}_DATE": at.isoformat() for who in ("AUTHOR", "COMMITTER")} if at else {}
    subprocess.run(
        ["git", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder.root,
        env={**environment, **_NOBODY, **dates},
        check=True,
        capture_output=True,
    )


def commit(folder: PortalFolder, message: str = "Endra", at: dt.datetime | None = None) -> None:
    """Commit all that lies in the portal's folder at a moment; its repository is begun if there is none."""
    if not (folder.root / ".git").is_dir():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message, at=at)


def ledger(folder: PortalFolder) -> list[str]:
    """The addresses of the ledger."""
    lines = (folder.root / "permalinks.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def answer(site: Path, address: str) -> str | None:
    """The address at which a reader ends who asks for one: a file of the site, and an id if the page has it.

    As servers do: a folder answers with its `index.html`, and a page that leads on is followed, the anchor with it.
    """
    path, _, anchor = address.partition("#")
    for _ in range(5):
        file = site / unquote(path).lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return None
        at = f"/{file.relative_to(site).as_posix()}"
        refresh = _REFRESH.search(file.read_text("utf-8")) if file.suffix == ".html" else None
        if refresh is None:
            found = anchor if anchor and file.suffix == ".html" and anchor in read_page(file).ids else ""
            return f"{at.removesuffix('index.html')}{'#' if found else ''}{found}"
        target = urlsplit(urljoin(at, unescape(refresh[1])))
        path, anchor = target.path, target.fragment or anchor
    return None


def unanswered(site: Path, addresses: list[str]) -> list[str]:
    """The addresses that lead to nothing, or to a page of a record without the anchor that was asked for."""
    return [
        address
        for address in addresses
        if (found := answer(site, address)) is None or ("#" in address and "#" not in found)
    ]
