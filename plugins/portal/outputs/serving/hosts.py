"""`_headers` and `_redirects`, as Netlify and Cloudflare Pages read them.

Where two rules give one header, a host sends both values, joined: so no two rules here give the same header to the same
address. What they say nothing of, the hosts serve as they do by themselves: pages as UTF-8, revalidated each time.
A rule has one `*`; Cloudflare takes 100 rules of headers.
https://docs.netlify.com/manage/routing/headers/, https://developers.cloudflare.com/pages/configuration/headers/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from portal.model import addresses
from portal.model.media_types import ATOM, TYPES, content_type, written
from portal.outputs.serving.headers import CACHED, HEADERS, LASTING, OPEN, SECURE
from portal.outputs.serving.leading import MOST, RedirectLine

__all__ = ["header_lines", "redirect_lines"]

_SAFE = "/~"
_FEEDS = ("/feed/*", addresses.feed_of_case(":case"))
_KNOWN = ("html", "htm", "xml")
"""What the hosts know, or what an address says better than an extension."""


def header_lines(base: str, sent: Mapping[str, str] = HEADERS) -> Iterator[str]:
    """The lines of `_headers`, for a site below the path `base`; `sent` goes with everything."""
    rules: dict[str, dict[str, str]] = {"/*": dict(sent)}
    rules |= {f"{folder}*": {"Access-Control-Allow-Origin": "*"} for folder in OPEN}
    for pattern in _FEEDS:
        rules.setdefault(pattern, {})["Content-Type"] = written(ATOM)
    rules[addresses.SITEMAP] = {"Content-Type": content_type(addresses.SITEMAP)}
    for extension, type_ in TYPES.items():
        if extension not in _KNOWN:
            rules[f"/*.{extension}"] = {"Content-Type": written(type_)}
    for folder, extension in LASTING:
        rules[f"{folder}*.{extension}"] = {"Cache-Control": CACHED}
    for pattern, headers in rules.items():
        yield f"{quote(base, safe=_SAFE)}{pattern}\n"
        yield from (f"  {name}: {value}\n" for name, value in headers.items())
        if pattern == "/*":
            yield f"# {SECURE[0]}: {SECURE[1]}\n"


def redirect_lines(lines: Iterable[RedirectLine]) -> Iterator[str]:
    """The lines of `_redirects`: `/from /to 301`, percent-encoded; no more than a host takes."""
    for line in list(lines)[:MOST]:
        yield f"{quote(line.path, safe=_SAFE)} {line.target} {line.status}\n"
