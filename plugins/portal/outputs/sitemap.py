"""The sitemap, dated from the records, and where crawlers find it.

https://www.sitemaps.org/protocol.html and RFC 9309. Both need the site's whole URL: a site that does not know its
own has neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from portal.derived.context import Context
from portal.derived.parts import LazyView
from portal.model import addresses
from portal.pages.rendering.page import Asset
from portal.source.content import ContentPage

__all__ = ["sitemap"]

_MOST = 20_000
"""Pages a file, with their longest addresses far below what one may hold: 50,000, and 50 MB."""
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


Listing = tuple[bool, dt.date | None]


def sitemap(
    context: Context,
    pages: Iterable[LazyView],
    content: Iterable[ContentPage],
    listing_of: Callable[[LazyView], Listing] = attrgetter("listing"),
) -> Iterator[Asset]:
    """The sitemap of the pages that may be indexed, in order of address, and `robots.txt` where crawlers look for it.

    Of more pages than a file may hold it is an index of several.

    A page is dated by the records it shows; one that shows none with a date, and
    a hand-written one, stands without. `listing_of` tells whether a page may be indexed, and its date.
    """
    if not context.settings.site_url:
        return
    known = [*((page.address, None) for page in content), *((page.address, page) for page in pages)]
    parts = [known[start : start + _MOST] for start in range(0, len(known), _MOST)]
    if len(parts) <= 1:
        yield Asset(addresses.SITEMAP, make=partial(_sitemap, context, dict(known), listing_of))
    else:
        named = {addresses.sitemap_part(number): dict(part) for number, part in enumerate(parts, 1)}
        yield Asset(addresses.SITEMAP, make=partial(_index, context, list(named)))
        for address, part in named.items():
            yield Asset(address, make=partial(_sitemap, context, part, listing_of))
    if not urlsplit(context.settings.site_url).path.strip("/"):
        lines = ("User-agent: *", "Disallow:", f"Sitemap: {context.url(addresses.SITEMAP)}")
        yield Asset(addresses.ROBOTS, content="".join(f"{line}\n" for line in lines))


def _sitemap(
    context: Context, pages: Mapping[str, LazyView | None], listing_of: Callable[[LazyView], Listing]
) -> bytes:
    """The sitemap of some pages by address; a hand-written one is `None`."""
    root = Element("urlset", xmlns=_SCHEMA)
    for address, page in sorted(pages.items(), key=lambda item: item[0]):
        is_indexed, day = listing_of(page) if page else (True, None)
        if is_indexed:
            entry = SubElement(root, "url")
            SubElement(entry, "loc").text = _url(context, address)
            if day:
                SubElement(entry, "lastmod").text = day.isoformat()
    return _written(root)


def _index(context: Context, parts: Iterable[str]) -> bytes:
    """The index of the sitemaps."""
    root = Element("sitemapindex", xmlns=_SCHEMA)
    for address in parts:
        SubElement(SubElement(root, "sitemap"), "loc").text = _url(context, address)
    return _written(root)


def _url(context: Context, address: str) -> str:
    return context.url(quote(address, safe="/%"))


def _written(root: Element) -> bytes:
    indent(root, "")
    written: bytes = tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"
