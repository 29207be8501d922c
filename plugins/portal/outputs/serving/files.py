"""The files for servers, at the root of the site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from urllib.parse import urlsplit

from portal.derived.redirects import Redirect
from portal.model import addresses
from portal.outputs.serving import caddy, hosts, nginx
from portal.outputs.serving.headers import headers
from portal.outputs.serving.leading import lines
from portal.pages.rendering.page import Asset

__all__ = ["server_files"]


def server_files(
    redirects: Collection[Redirect], places: Collection[str], site_url: str, admin: Sequence[str] | None = None
) -> Iterator[Asset]:
    """Both files of each kind of server. No redirect may cover `places`, the addresses of what the site has.

    `admin` are the origins that the editor in the browser talks with, where it is on.
    """
    sent = headers(admin)
    base = urlsplit(site_url).path.rstrip("/")
    leading = cache(partial(lines, redirects, base))
    files: dict[str, Callable[[], Iterable[str]]] = {
        addresses.HEADERS: lambda: hosts.header_lines(base, sent, places),
        addresses.REDIRECTS: lambda: hosts.redirect_lines(leading()),
        addresses.NGINX_HEADERS: lambda: nginx.settings(base, sent),
        addresses.NGINX_REDIRECTS: lambda: nginx.maps(leading(), {f"{base}{place}" for place in places}),
        addresses.CADDY_HEADERS: lambda: caddy.settings(base, sent),
        addresses.CADDY_REDIRECTS: lambda: caddy.maps(leading()),
    }
    for address, written in files.items():
        yield Asset(address, make=partial(_joined, written))


def _joined(written: Callable[[], Iterable[str]]) -> str:
    return "".join(written())
