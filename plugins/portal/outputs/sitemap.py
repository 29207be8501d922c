"""The sitemap, dated from the records, and where crawlers find it.

https://www.sitemaps.org/protocol.html and RFC 9309. Both need the site's whole URL: a site that does not know its
own has neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from portal.derived.context import Context
from portal.derived.parts import View
from portal.model import addresses
from portal.pages.rendering.page import Asset
from portal.source.content import ContentPage

__all__ = ["sitemap"]

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(context: Context, pages: Callable[[], Iterable[View]], content: Iterable[ContentPage]) -> Iterator[Asset]:
    """The sitemap of the pages that may be indexed, in order of address, and `robots.txt` where crawlers look for it.

    A page is dated by the records it shows; one that shows none with a date, and
    a hand-written one, stands without.
    """
    if not context.settings.site_url:
        return
    yield Asset(addresses.SITEMAP, make=lambda: _sitemap(context, pages(), content))
    if not urlsplit(context.settings.site_url).path.strip("/"):
        lines = ("User-agent: *", "Disallow:", f"Sitemap: {context.url(addresses.SITEMAP)}")
        yield Asset(addresses.ROBOTS, content="".join(f"{line}\n" for line in lines))


def _sitemap(context: Context, pages: Iterable[View], content: Iterable[ContentPage]) -> bytes:
    days: dict[str, dt.date | None] = {page.address: None for page in content}
    days |= {page.address: page.updated for page in pages if page.indexed}
    root = Element("urlset", xmlns=_SCHEMA)
    for address, day in sorted(days.items()):
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = context.url(quote(address, safe="/%"))
        if day:
            SubElement(entry, "lastmod").text = day.isoformat()
    indent(root, "")
    written: bytes = tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"
