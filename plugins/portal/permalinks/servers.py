"""The redirects as a web server reads them, for a site whose server can answer with a status of its own.

`_redirects` is for Netlify and Cloudflare Pages (`/from /to 301`, percent-encoded); the other file holds two maps for
nginx (ngx_http_map_module), by the decoded `$uri`: one for redirects that last, one for those that may change. A
redirect that offers its reader a choice is left to its page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from portal import addresses
from portal.permalinks.ledger import place_of
from portal.rendering.page import Asset
from portal.views.redirects import Redirect

__all__ = ["server_redirects"]

_SAFE = "/~"
_HASHED = 40
"""The longest key, in bytes, that nginx' table holds as it comes (64 bytes a bucket)."""
_ROWS = 1500
"""How many keys nginx' table holds as it comes (2,048, not all of which find room)."""
_QUOTED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def server_redirects(redirects: Iterable[Redirect], places: Iterable[str], site_url: str) -> Iterator[Asset]:
    """Both files. `places` are the addresses of the pages and the files of the site, which no redirect may cover."""
    base = urlsplit(site_url).path.rstrip("/")
    plain = sorted((one for one in redirects if not one.others), key=lambda one: one.address)
    yield Asset(addresses.REDIRECTS, content="".join(_lines(plain, base)))
    yield Asset(addresses.NGINX_REDIRECTS, content="".join(_maps(plain, base, {place.lower() for place in places})))


def _spellings(address: str) -> tuple[str, ...]:
    """How an address may be asked for: with and without its last slash."""
    place = place_of(address)
    return (place,) if place.endswith((".html", ".htm")) else (place, f"{place}/")


def _target(redirect: Redirect, base: str) -> str:
    path, _, anchor = (redirect.target.address or addresses.FRONT).partition("#")
    return f"{quote(base + path, safe=f'{_SAFE}%')}{'#' if anchor else ''}{quote(anchor)}"


def _lines(redirects: Iterable[Redirect], base: str) -> Iterator[str]:
    for redirect in redirects:
        for spelling in _spellings(redirect.address):
            status = 301 if redirect.is_lasting else 302
            yield f"{quote(base + spelling, safe=_SAFE)} {_target(redirect, base)} {status}\n"


def _maps(redirects: list[Redirect], base: str, places: set[str]) -> Iterator[str]:
    rows = [
        (base + spelling, _target(one, base), one.is_lasting)
        for one in redirects
        for spelling in _spellings(one.address)
    ]
    longest = max((len(key.encode()) for key, _, _ in rows), default=0)
    if longest > _HASHED:
        yield f"map_hash_bucket_size {1 << (longest + 24).bit_length()};\n"
    if len(rows) > _ROWS:
        yield f"map_hash_max_size {1 << (2 * len(rows)).bit_length()};\n"
    lower = [key.lower() for key, _, _ in rows]
    alike = {key for key in lower if lower.count(key) > 1} if len(set(lower)) < len(lower) else set()
    alike |= {base + place for place in places} & set(lower)
    for name, lasting in (("portal_redirect", True), ("portal_redirect_now", False)):
        yield f'map $uri ${name} {{\n    default "";\n'
        for key, target, is_lasting in rows:
            if is_lasting is lasting:
                yield f"    {_key(key, key.lower() in alike)} {_quoted(target)};\n"
        yield "}\n"


def _key(key: str, has_likeness: bool) -> str:
    """nginx takes plain keys for the same whatever their case: what differs by case alone is a pattern instead."""
    return _quoted(f"~^{_pattern(key)}$") if has_likeness or key != key.lower() else _quoted(key)


def _pattern(text: str) -> str:
    return re.sub(r"([^\w/ -])", r"\\\1", text, flags=re.ASCII)


def _quoted(text: str) -> str:
    return '"' + "".join(_QUOTED.get(sign, sign) for sign in text) + '"'
