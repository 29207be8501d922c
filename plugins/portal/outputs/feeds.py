"""What is new, as Atom (RFC 4287, the licence by RFC 4946): of the whole portal, of each organisation and of each case.

An entry's identity is a tag URI (RFC 4151) of what happened to which record, so that it stays when a date is mended or
a meeting is moved; of what may happen again, with its day. What nothing dates is in no feed.

What no longer has room in a feed stands in its archive (RFC 5005 §4), each change in one document of the chain.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from portal.derived.change_log import concerned, identity_of
from portal.derived.change_words import entry_link, sentences_of
from portal.derived.changes import Change
from portal.derived.context import Context
from portal.derived.parts import Hyperlink
from portal.derived.public import Record
from portal.language.phrase import lines_in
from portal.model import addresses
from portal.model.clock import OSLO
from portal.pages.rendering.page import Asset

__all__ = ["export"]

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_MOST = 100
"""How many entries a feed holds; a case's holds all."""
_ARCHIVED = 50
"""How many a document of an archive holds; of more than `_MOST`, so many at least stay in the feed for whoever comes
seldom and reads no archive."""
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(context: Context) -> Iterator[Asset]:
    """`/feed/alle.xml`, a feed for each organisation, and one below each case; each with its archive."""
    portal, logs = context.portal, _logs(context)
    yield from _exported(context, lambda: context.feed_of_all, addresses.FEED_OF_ALL, addresses.NEWS, logs.whole)
    for organisation in portal.organisations:
        address = addresses.feed_of(organisation.id)
        title = partial(context.feed_of, organisation, address)
        log = logs.by_organisation.get(organisation.id, [])
        yield from _exported(context, title, address, organisation.address, log)
    for case in portal.cases:
        address = addresses.feed_of_case(case.id)
        yield Asset(address, make=partial(_of_case, context, case, address))


def _of_case(context: Context, case: Record[Any], address: str) -> bytes:
    """A case's feed, which holds all of what it has."""
    log = _newest_first(context.history.get(case.key, []))
    feed = context.feed_of(case, address)
    return _written(context, feed, _Part(address, log), case.address, _identities(context, log))


@dataclass(frozen=True)
class _Part:
    """A part of a log that is a document: its address, its changes, the newest first, and what stands around it
    (RFC 5005 §4): `links` by relation; an archive has its `feed`.
    """

    address: str
    log: Sequence[Change]
    links: Mapping[str, str] = field(default_factory=dict)
    feed: str = ""


def _exported(
    context: Context, title: Callable[[], Hyperlink], address: str, page: str, log: Sequence[Change]
) -> Iterator[Asset]:
    """A feed and its archive; `page` is what readers see of the same."""
    for part in _parts(address, log):
        yield Asset(part.address, make=partial(_make, context, title, part, page))


def _make(context: Context, title: Callable[[], Hyperlink], part: _Part, page: str) -> bytes:
    return _written(context, title(), part, page, _logs(context).identities)


def _parts(address: str, log: Sequence[Change]) -> Iterator[_Part]:
    """The feed of a log, and the documents of its archive, each of so many changes of a year, counted from its first:
    so what is archived stays as it is while more comes. The feed holds all that is in none of them.
    """
    if len(log) <= _MOST:
        yield _Part(address, log)
        return
    by_year: dict[int, list[Change]] = {}
    for change in reversed(log):
        by_year.setdefault(change.moment.astimezone(OSLO).year, []).append(change)
    chunks = [
        (addresses.feed_archive(address, year, number), of_year[start : start + _ARCHIVED])
        for year, of_year in sorted(by_year.items())
        for number, start in enumerate(range(0, len(of_year), _ARCHIVED), 1)
    ]
    kept: list[Change] = []
    while len(kept) + len(chunks[-1][1]) <= _MOST:
        kept = [*chunks.pop()[1], *kept]
    yield _Part(address, kept[::-1], {"prev-archive": chunks[-1][0]})
    for position, (archive, archived) in enumerate(chunks):
        links = {"current": address}
        if position:
            links["prev-archive"] = chunks[position - 1][0]
        if archive != chunks[-1][0]:
            links["next-archive"] = chunks[position + 1][0]
        yield _Part(archive, archived[::-1], links, address)


class _Logs:
    """The changes of a portal, and those that concern each organisation by its id, the newest first."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.whole = _newest_first(context.history.every)
        self.by_organisation: dict[str, list[Change]] = {}
        for change in self.whole:
            for id_ in dict.fromkeys(concerned(context, change)):
                self.by_organisation.setdefault(id_, []).append(change)

    @cached_property
    def identities(self) -> dict[int, str]:
        """The identity of each change, by its own in memory; it is the same in every feed."""
        return _identities(self._context, self.whole)


@lru_cache(maxsize=1)
def _logs(context: Context) -> _Logs:
    """The logs that the feeds are made of; those of the latest portal asked for are kept."""
    return _Logs(context)


def _identities(context: Context, log: Iterable[Change]) -> dict[int, str]:
    """The identity of each change of a log: of those that would have the same one, all but the newest are numbered."""
    seen: dict[str, int] = {}
    found: dict[int, str] = {}
    for change in log:
        identity = identity_of(context, change)
        seen[identity] = seen.get(identity, 0) + 1
        found[id(change)] = identity if seen[identity] == 1 else f"{identity}/{seen[identity]}"
    return found


def _newest_first(log: list[Change]) -> list[Change]:
    """Changes by their moments, which tell more than their days."""
    return sorted(log, key=lambda change: change.moment, reverse=True)


def _written(context: Context, title: Hyperlink, part: _Part, page: str, identities: Mapping[int, str]) -> bytes:
    """A feed, or a part of its archive, by its title."""
    spaces = {"xmlns": _ATOM, "xml:lang": context.settings.lang, **({"xmlns:fh": _HISTORY} if part.feed else {})}
    root = Element("feed", spaces)
    _put(root, "id", _tag(context, part.feed or part.address))
    _put(root, "title", title.text)
    mail = context.mail_of(part.address)
    _put(root, "subtitle", context.t("feed.what") + (f" {context.t('feed.mail', address=mail)}" if mail else ""))
    latest = part.log[0].moment if part.log else dt.datetime(context.today.year, 1, 1, tzinfo=OSLO)
    _put(root, "updated", latest.astimezone(OSLO).isoformat(timespec="seconds"))
    if part.feed:
        SubElement(root, "fh:archive")
    _link(root, "self", context.url(part.address), "application/atom+xml")
    for relation, address in part.links.items():
        _link(root, relation, context.url(address), "application/atom+xml")
    _link(root, "alternate", context.url(page), "text/html")
    _link(root, "license", context.settings.licence, "text/html")
    _put(SubElement(root, "author"), "name", context.settings.responsible or context.settings.site_name)
    for change in part.log:
        _entry(context, root, change, identities[id(change)])
    declared, _, rest = bytes(tostring(root, encoding="utf-8", xml_declaration=True)).partition(b"\n")
    sheet = f'<?xml-stylesheet href="{addresses.relative(part.address, addresses.FEED_SHEET)}" type="text/css"?>'
    return b"\n".join((declared, sheet.encode(), rest)) + b"\n"


def _entry(context: Context, root: Element, change: Change, identity: str) -> None:
    link, kind = entry_link(context, change), context.state(change.kind).text
    entry = SubElement(root, "entry")
    _put(entry, "id", _tag(context, identity))
    _put(entry, "title", context.t("feed.entry", kind=kind, title=link.text))
    _put(entry, "updated", change.moment.astimezone(OSLO).isoformat(timespec="seconds"))
    _link(entry, "alternate", context.url(link.address or addresses.FRONT), "text/html")
    SubElement(entry, "category", {"term": change.kind.value, "label": _text(kind)})
    _put_words(SubElement(entry, "content", {"type": "xhtml"}), sentences_of(context, change) or [link.words])


def _tag(context: Context, what: str) -> str:
    """A tag URI: whose name it is, since when, and what it stands for."""
    host = urlsplit(context.settings.site_url).hostname or "portal.invalid"
    return f"tag:{host},2021:{what.strip('/')}"


def _put(parent: Element, name: str, words: str) -> Element:
    element = SubElement(parent, name)
    element.text = _text(words)
    return element


def _put_words(content: Element, sentences: list[str]) -> None:
    """Sentences as XHTML (RFC 4287 §4.1.3.3), a paragraph a line: only so can each have its own language."""
    div = SubElement(content, "div", {"xmlns": "http://www.w3.org/1999/xhtml"})
    for sentence in sentences:
        for line in lines_in(sentence):
            if len(line) == 1:
                _put_part(div, "p", *line[0])
                continue
            paragraph = SubElement(div, "p")
            for words, lang in line:
                _put_part(paragraph, "span", words, lang)


def _put_part(parent: Element, name: str, words: str, lang: str | None) -> None:
    SubElement(parent, name, {"xml:lang": lang, "lang": lang} if lang else {}).text = _text(words)


def _link(parent: Element, relation: str, address: str, type_: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": type_, "href": _text(address)})


def _text(words: str) -> str:
    """Words without what no XML document may hold, escaped or not (XML 1.0 §2.2)."""
    return _NOT_XML.sub("", words)
