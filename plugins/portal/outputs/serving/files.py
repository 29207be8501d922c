"""The files for servers, at the root of the site."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from portal.derived.redirects import Redirect
from portal.model import addresses
from portal.outputs.serving import caddy, hosts, nginx
from portal.outputs.serving.leading import lines
from portal.pages.rendering.page import Asset

__all__ = ["server_files"]


def server_files(redirects: Collection[Redirect], places: Collection[str], site_url: str) -> Iterator[Asset]:
    """Both files of each kind of server. No redirect may cover `places`, the addresses of what the site has."""
    base = urlsplit(site_url).path.rstrip("/")
    leading = lines(redirects, base)
    covered = {f"{base}{place}" for place in places}
    yield Asset(addresses.HEADERS, content="".join(hosts.header_lines(base)))
    yield Asset(addresses.REDIRECTS, content="".join(hosts.redirect_lines(leading)))
    yield Asset(addresses.NGINX_HEADERS, content="".join(nginx.settings(base)))
    yield Asset(addresses.NGINX_REDIRECTS, content="".join(nginx.maps(leading, covered)))
    yield Asset(addresses.CADDY_HEADERS, content="".join(caddy.settings(base)))
    yield Asset(addresses.CADDY_REDIRECTS, content="".join(caddy.maps(leading)))
