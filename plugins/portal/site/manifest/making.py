"""The manifest of a site that is ready to be published."""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from portal import __version__
from portal.site.manifest.manifest import FileEntry, Manifest, digest_of, files_below
from portal.site.manifest.origin import Origin

__all__ = ["manifest_of"]

_MAKERS = (
    "babel",
    "icalendar",
    "jinja2",
    "linkify-it-py",
    "markdown",
    "markdown-it-py",
    "nh3",
    "pagefind",
    "pymdown-extensions",
    "pypdf",
    "typst",
    "tzdata",
)
"""The packages that a site's bytes depend on, whoever writes it."""


def manifest_of(folder: Path, site_url: str, moment: dt.datetime, origin: Origin, generator: Iterable[str]) -> Manifest:
    """The manifest of all that is in `folder`, made at `moment` (aware); `generator` names the packages that wrote it.

    The same files, moment, commit and packages give the same bytes.
    """
    files = {path: _entry(folder / path) for path in files_below(folder)}
    packages = {name: found for name in (*_MAKERS, *generator) if (found := _version(name)) is not None}
    about = {
        "site": site_url,
        "generated": moment.isoformat(timespec="seconds"),
        "epoch": int(moment.timestamp()),
        "commit": origin.commit,
        "changed_since_commit": origin.is_changed,
        "versions": {"portal": __version__, "python": platform.python_version(), **dict(sorted(packages.items()))},
    }
    return Manifest(files, about)


def _entry(path: Path) -> FileEntry:
    return FileEntry(digest_of(path), path.stat().st_size)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
