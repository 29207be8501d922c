"""What the site's pages may do in a browser: the content security policy, and the other headers that go with it.

The policy's one home. It goes with every page as a `meta` element, so that it holds whoever serves the site, and as
headers for two kinds of server: `_headers` for Netlify and Cloudflare Pages, `headers.nginx.conf` for nginx. Where both
reach a browser, both hold (CSP 3, 4.2): the header is as wide as the widest page, the element as narrow as its own.
https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from portal import addresses
from portal.rendering.page import Asset

__all__ = ["page_policy", "policy_header", "server_headers"]

_DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the style sheet of hand-written pages draws its signs so
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
}
"""Nothing from elsewhere, and nothing that stands in a page's own text: no inline script, no inline style."""
_HEADER_ONLY = {"frame-ancestors": "'none'"}
"""What a browser takes from a header alone (CSP 3, 3.3)."""
_COMPILES = "'wasm-unsafe-eval'"
"""The index of the search is read by WebAssembly; it lets no text become a script."""
_COMPILING = ("/sok/",)
"""The pages that need it."""

_OTHERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_SECURE = ("Strict-Transport-Security", "max-age=31536000")
"""A promise to answer by https alone, for a year: for whoever runs the host to make (RFC 6797)."""
_OPEN = ("/data/", "/oparl/", "/feed/", "/kalender/")
"""What other sites' scripts may read: data that is open anyway (OParl 1.1, 2.6 asks for it)."""


def page_policy(address: str) -> str:
    """The policy of the page at an address, as its `meta` element bears it."""
    return _written(_directives(compiles=address in _COMPILING))


def policy_header() -> str:
    """The policy of all pages, as a header bears it."""
    return _written({**_directives(compiles=True), **_HEADER_ONLY})


def server_headers(site_url: str) -> Iterator[Asset]:
    """Both files, for a site at `site_url`."""
    base = urlsplit(site_url).path.rstrip("/")
    headers = {"Content-Security-Policy": policy_header(), **_OTHERS}
    yield Asset(addresses.HEADERS, content="".join(_lines(headers, quote(base, safe="/~"))))
    yield Asset(addresses.NGINX_HEADERS, content="".join(_settings(headers, base)))


def _directives(compiles: bool) -> dict[str, str]:
    return _DIRECTIVES | ({"script-src": f"{_DIRECTIVES['script-src']} {_COMPILES}"} if compiles else {})


def _written(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _lines(headers: dict[str, str], base: str) -> Iterator[str]:
    yield f"{base}/*\n"
    for name, value in headers.items():
        yield f"  {name}: {value}\n"
    yield f"# {_SECURE[0]}: {_SECURE[1]}\n"
    for folder in _OPEN:
        yield f"{base}{folder}*\n  Access-Control-Allow-Origin: *\n"


def _settings(headers: dict[str, str], base: str) -> Iterator[str]:
    for name, value in headers.items():
        yield f'add_header {name} "{value}" always;\n'
    yield f'# add_header {_SECURE[0]} "{_SECURE[1]}" always;\n'
    yield 'set $portal_open "";\n'
    for folder in _OPEN:
        yield f'if ($uri ~ "^{_pattern(base + folder)}") {{ set $portal_open "*"; }}\n'
    yield "add_header Access-Control-Allow-Origin $portal_open always;\n"


def _pattern(text: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "/-_" else f"\\{sign}" for sign in text)
