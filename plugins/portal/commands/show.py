"""`portal show ADDRESS`: one page or file of the site as it would be written, or the values that a page is made of."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from portal.commands.speaking import Refused
from portal.language.catalogue import Catalogue
from portal.model import addresses
from portal.model.addresses import file_of
from portal.site.building import build_site, faults_told
from portal.site.composition import views_of
from portal.site.progress import progress_on_terminal
from portal.site.site import Site
from portal.source.settings import Settings

__all__ = ["show"]


def show(root: Path, settings: Settings, catalogue: Catalogue, address: str, data: bool = False) -> bytes:
    """What answers at an address of the site: the bytes of a page or a file, or with `data` a page's values as JSON.

    An address may be the whole URL, and may leave out the slashes at its ends. Raises `Refused` with
    the nearest address where nothing answers, and `FaultyPortal` when a record has an error.
    """
    progress = progress_on_terminal(catalogue)
    site = build_site(root, settings, progress=progress)
    progress.end()
    wanted = address.removeprefix(settings.site_url.rstrip("/") or "\0").partition("#")[0]
    if data:
        views = views_of(site.context)
        with faults_told(root, settings):
            values: Any = views[_found(catalogue, "show.no_data", wanted, views)].view().values
        return f"{json.dumps(asdict(values), ensure_ascii=False, indent=2, default=_plain)}\n".encode()
    with faults_told(root, settings):
        found = site[_found(catalogue, "show.unknown", wanted, [*site, *_searched(site, wanted)])]
        return found.make().data


def _searched(site: Site, wanted: str) -> Iterable[str]:
    """The addresses of the search's files, where one of them is wanted."""
    return site.search if wanted.strip("/").startswith(addresses.PAGEFIND.strip("/")) else ()


def _found(catalogue: Catalogue, otherwise: str, wanted: str, there: Iterable[str]) -> str:
    """The one of the addresses that is wanted."""
    known = {file_of(address): address for address in there}
    path = f"/{wanted.lstrip('/')}"
    for candidate in (path, f"{path}/"):
        if file_of(candidate) in known:
            return known[file_of(candidate)]
    if "/" not in wanted and "." not in wanted:
        raise Refused(catalogue.text("show.no_record", found=wanted, typed=shlex.quote(wanted)))
    nearest = get_close_matches(path, known.values(), n=1, cutoff=0)
    raise Refused(catalogue.text(otherwise, address=wanted, nearest=nearest[0]))


def _plain(value: Any) -> str:
    """A date or a time (ISO 8601)."""
    return str(value.isoformat())
