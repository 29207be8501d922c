"""What the site's pages may do in a browser: the content security policy.

The policy's one home. It goes with every page as a `meta` element, so that it holds whoever serves the site, and as a
header in the files for servers (`serving/`). Where both reach a browser, both hold (CSP 3, 4.2): the header is as wide
as the widest page, the element as narrow as its own.
https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["admin_policy", "framed_anywhere", "page_policy", "policy_header", "without_frames"]

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
_FRAMES = "frame-ancestors 'none'"
"""What a browser takes from a header alone (CSP 3, 3.3): no other site may show a page in a frame."""
_COMPILES = "'wasm-unsafe-eval'"
"""The index of the search is read by WebAssembly; it lets no text become a script."""
_COMPILING = ("/sok/",)
"""The pages that need it."""


def page_policy(address: str) -> str:
    """The policy of the page at an address, as its `meta` element bears it."""
    return _written(_directives(compiles=address in _COMPILING))


def policy_header(admin: Sequence[str] | None = None) -> str:
    """The policy of all pages, as a header bears it; `admin` are the origins that the editor talks with, if
    it is on.
    """
    return f"{_written({**_directives(compiles=True), **(_of_admin(admin) if admin is not None else {})})}; {_FRAMES}"


def framed_anywhere(header: str) -> str:
    """The same header for what is made for the frames of other sites: any of them may show it."""
    return header.replace(_FRAMES, "frame-ancestors *")


def without_frames(header: str) -> str:
    """The same header without a word on frames, for a host that says of those elsewhere."""
    return header.removesuffix(f"; {_FRAMES}")


def admin_policy(origins: Sequence[str]) -> str:
    """The policy of the page of the editor alone: it may talk with the git host."""
    return _written({**_DIRECTIVES, **_of_admin(origins)})


def _of_admin(origins: Sequence[str]) -> dict[str, str]:
    """What the editor needs: it puts its own style sheets into the page, and shows the files that it is handed."""
    return {
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "media-src": "blob:",
        "connect-src": " ".join(("'self'", "blob:", "data:", *origins)),
    }


def _directives(compiles: bool) -> dict[str, str]:
    return _DIRECTIVES | ({"script-src": f"{_DIRECTIVES['script-src']} {_COMPILES}"} if compiles else {})


def _written(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
