"""`portal show ADDRESS`: one page or file of the site as it would be written, or the values that a page is made of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from portal.commands.speaking import Refused
from portal.language.catalogue import Catalogue
from portal.model.addresses import file_of
from portal.site.building import Site, build_site, views_of
from portal.site.folder import files_of
from portal.source.settings import Settings

__all__ = ["show"]


def show(root: Path, settings: Settings, catalogue: Catalogue, address: str, data: bool = False) -> bytes:
    """What answers at an address of the site: the bytes of a page or a file, or with `data` a page's values as JSON.

    An address may be the whole URL, and may leave out the slashes at its ends. Raises `Refused` with
    the nearest address where nothing answers, and `FaultyPortal` when a record has an error.
    """
    site = build_site(root, settings)
    wanted = address.removeprefix(settings.site_url.rstrip("/") or "\0").partition("#")[0]
    if data:
        views = {lazy.address: lazy for lazy in views_of(site.context)}
        values: Any = views[_found(catalogue, "show.no_data", wanted, views)].view().values
        return f"{json.dumps(asdict(values), ensure_ascii=False, indent=2, default=_plain)}\n".encode()
    content = _content(site, root, catalogue, wanted)
    if isinstance(content, Path):
        return content.read_bytes()
    return content if isinstance(content, bytes) else content.encode()


def _content(site: Site, root: Path, catalogue: Catalogue, wanted: str) -> str | bytes | Path:
    files = {f"/{path.lstrip('/')}": content for path, content in files_of(site, root).items()}
    by_address = {path.removesuffix("index.html") if path.endswith("/index.html") else path: path for path in files}
    return files[by_address[_found(catalogue, "show.unknown", wanted, by_address)]]


def _found(catalogue: Catalogue, otherwise: str, wanted: str, addresses: Iterable[str]) -> str:
    """The one of the addresses that is wanted."""
    known = {file_of(address): address for address in addresses}
    path = f"/{wanted.lstrip('/')}"
    for candidate in (path, f"{path}/"):
        if file_of(candidate) in known:
            return known[file_of(candidate)]
    nearest = get_close_matches(path, known.values(), n=1, cutoff=0)
    raise Refused(catalogue.text(otherwise, address=wanted, nearest=nearest[0]))


def _plain(value: Any) -> str:
    """A date or a time (ISO 8601)."""
    return str(value.isoformat())
