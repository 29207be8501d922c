"""`_headers` and `_redirects`, as Netlify and Cloudflare Pages read them.

Where two rules give one header, a host sends both values, joined: so no two rules here give the same header to the same
address. What they say nothing of, the hosts serve as they do by themselves: pages as UTF-8, revalidated each time.
A rule has one `*`; Cloudflare takes 100 rules of headers. So frames are forbidden folder by folder, in all but that of
what is made for them; where the folders are too many for that, everywhere.
https://docs.netlify.com/manage/routing/headers/, https://developers.cloudflare.com/pages/configuration/headers/
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from urllib.parse import quote

from portal.model import addresses
from portal.model.media_types import ATOM, TYPES, content_type, written
from portal.outputs.serving.headers import CACHED, FRAMES, HEADERS, LASTING, OPEN, POLICY, SECURE
from portal.outputs.serving.leading import MOST, RedirectLine
from portal.pages.rendering.policy import without_frames

__all__ = ["header_lines", "redirect_lines"]

_SAFE = "/~"
_SIGNS = f"{_SAFE}*:"
"""What a pattern is made of besides letters."""
_MOST_RULES = 100
_FEEDS = ("/feed/*", addresses.feed_of_case(":case"))
_KNOWN = ("html", "htm", "xml")
"""What the hosts know, or what an address says better than an extension."""


def header_lines(base: str, sent: Mapping[str, str] = HEADERS, places: Collection[str] = ()) -> Iterator[str]:
    """The lines of `_headers`, for a site below the path `base`; `sent` goes with everything. `places` are the
    addresses of what the site has.
    """
    rules: dict[str, dict[str, str]] = {"/*": dict(sent)}
    rules |= {f"{folder}*": {"Access-Control-Allow-Origin": "*"} for folder in OPEN}
    for pattern in _FEEDS:
        rules.setdefault(pattern, {})["Content-Type"] = written(ATOM)
    rules[addresses.SITEMAP] = {"Content-Type": content_type(addresses.SITEMAP)}
    for folder, extension in LASTING:
        rules[f"{folder}*.{extension}"] = {"Cache-Control": CACHED}
    guarded = _guarded(places)
    typed = sorted(TYPES.keys() - {*_KNOWN}, key=_as_they_occur(places))
    if guarded and len({*rules, *guarded}) + len(_occurring(places) & {*typed}) <= _MOST_RULES:
        rules["/*"] = {name: value for name, value in sent.items() if name != FRAMES}
        rules["/*"][POLICY] = without_frames(sent[POLICY])
        for pattern in guarded:
            rules.setdefault(pattern, {})[FRAMES] = sent[FRAMES]
    for extension in typed[: _MOST_RULES - len(rules)]:
        rules[f"/*.{extension}"] = {"Content-Type": written(TYPES[extension])}
    for pattern, headers in rules.items():
        yield f"{quote(base, safe=_SAFE)}{quote(pattern, safe=_SIGNS)}\n"
        yield from (f"  {name}: {value}\n" for name, value in headers.items())
        if pattern == "/*":
            yield f"# {SECURE[0]}: {SECURE[1]}\n"


def _guarded(places: Collection[str]) -> list[str]:
    """The patterns of the pages that nobody may show in a frame: each folder that has any, but that of frames."""
    pages = {place for place in places if place.endswith(("/", ".html", ".htm"))}
    folders = {f"/{page.split('/')[1]}/*" for page in pages if page.count("/") > 1}
    single = {page for page in pages if page.count("/") == 1}
    return sorted({*single, *folders, addresses.EMBED} - {f"{addresses.EMBED}*"}) if pages else []


def _occurring(places: Collection[str]) -> set[str]:
    """The extensions of the files that the site has."""
    return {place.rpartition(".")[2].lower() for place in places if "." in place.rpartition("/")[2]}


def _as_they_occur(places: Collection[str]) -> Callable[[str], tuple[bool, int]]:
    """An order of extensions in which those that the site has come first, and the rest as they were."""
    occurring, order = _occurring(places), [*TYPES]
    return lambda extension: (extension not in occurring, order.index(extension))


def redirect_lines(lines: Iterable[RedirectLine]) -> Iterator[str]:
    """The lines of `_redirects`: `/from /to 301`, percent-encoded; no more than a host takes."""
    for line in list(lines)[:MOST]:
        yield f"{quote(line.path, safe=_SAFE)} {line.target} {line.status}\n"
