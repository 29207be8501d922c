"""The rules of Atom (RFC 4287) that a feed of this site can break, each told as a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

__all__ = ["A", "X", "content_of", "faults", "read_feed"]

A = "{http://www.w3.org/2005/Atom}"
X = "{http://www.w3.org/1999/xhtml}"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated", "content")}
_KNOWN = {
    "feed": {"id", "title", "updated", "link", "author", "entry", "subtitle"},
    "entry": {"id", "title", "updated", "link", "category", "content"},
}


def content_of(entry: Element) -> str:
    """What an entry says, a line a paragraph."""
    return "\n".join("".join(paragraph.itertext()) for paragraph in entry.iter(f"{X}p"))


def read_feed(data: bytes) -> Element:
    return fromstring(data)


def faults(feed: Element) -> Iterator[str]:
    """What is wrong with a feed; nothing where it is valid."""
    if feed.tag != f"{A}feed":
        yield f"the root is {feed.tag}"
    yield from _element(feed, "feed")
    if len(feed.findall(f"{A}author/{A}name")) != 1:
        yield "feed: must have an author, for the entries have none (§4.1.1)"
    if not any(link.get("rel") == "self" for link in feed.findall(f"{A}link")):
        yield "feed: should have a link to itself (§4.1.1)"
    entries = feed.findall(f"{A}entry")
    for entry in entries:
        yield from _element(entry, "entry")
    ids = Counter(entry.findtext(f"{A}id") for entry in entries)
    yield from (f"entry: id {id_} stands {count} times (§4.1.1)" for id_, count in ids.items() if count > 1)
    moments = [entry.findtext(f"{A}updated") or "" for entry in entries]
    if moments != sorted(moments, reverse=True):
        yield "feed: the newest entry stands first, by our own rule"
    if moments and feed.findtext(f"{A}updated") != moments[0]:
        yield "feed: is as old as its newest entry, by our own rule"


_HISTORY = ("{http://purl.org/syndication/history/1.0}archive",)
"""What a document of an archive has beside (RFC 5005 §4)."""


def _element(element: Element, name: str) -> Iterator[str]:
    children = Counter(child.tag.removeprefix(A) for child in element)
    yield from (
        f"{name}: {child} stands {children[child]} times (§4.1)" for child in _ONCE[name] if children[child] != 1
    )
    yield from (f"{name}: {child} is not known" for child in children if child not in (*_KNOWN[name], *_HISTORY))
    id_ = element.findtext(f"{A}id") or ""
    if not urlsplit(id_).scheme or re.search(r"\s", id_):
        yield f"{name}: id {id_!r} is no IRI (§4.2.6)"
    if not (element.findtext(f"{A}title") or "").strip():
        yield f"{name}: has an empty title (§4.2.14)"
    moment = element.findtext(f"{A}updated") or ""
    if not _DATE.fullmatch(moment) or datetime.fromisoformat(moment).tzinfo is None:
        yield f"{name}: updated {moment!r} is no moment (§3.3)"
    links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{A}link")]
    yield from (f"{name}: link {pair} stands twice (§4.1)" for pair, count in Counter(links).items() if count > 1)
    for link in element.findall(f"{A}link"):
        if urlsplit(link.get("href") or "").scheme not in ("http", "https"):
            yield f"{name}: link to {link.get('href')!r} is not whole"
    for category in element.findall(f"{A}category"):
        if not category.get("term"):
            yield f"{name}: a category has no term (§4.2.2.1)"
    for content in element.findall(f"{A}content"):
        if content.get("type") != "xhtml" or [child.tag for child in content] != [f"{X}div"]:
            yield f"{name}: content is no single div of XHTML (§4.1.3.3)"
        if not content_of(element).strip():
            yield f"{name}: content says nothing"
