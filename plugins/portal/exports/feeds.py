"""What is new, as Atom (RFC 4287, the licence by RFC 4946): of the whole portal, of each organisation and of each case.

An entry's identity is a tag URI (RFC 4151) of what happened to which record, so that it stays when a date is mended.
What bears no date of its own is in no feed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from portal import addresses
from portal.changes import Change, changes
from portal.clock import OSLO
from portal.publication.portal import Closed
from portal.record import Record
from portal.records.case import Case
from portal.records.meeting import Meeting
from portal.records.organisation import Organisation
from portal.records.project import Project
from portal.records.vocabulary import ChangeKind, SectionMeaning
from portal.rendering.page import Asset
from portal.text.plain import lines_of
from portal.views.context import Context
from portal.views.registers.news import entry_link

__all__ = ["export"]

_MOST = 100
"""How many entries a feed holds; a case's holds all."""
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATED = (ChangeKind.CORRECTION, ChangeKind.REPORT)
"""What may happen to one record more than once."""


@dataclass(frozen=True)
class _Feed:
    """A feed to be: where it answers, the page that it follows, and its changes, the newest first."""

    address: str
    page: str
    title: str
    changes: list[Change]


def export(context: Context) -> Iterator[Asset]:
    """`/feed/alle.xml`, a feed for each organisation, and one below each case."""
    portal, t = context.portal, context.t
    log = changes(portal)
    title = t("feed.of_all", site=context.settings.site_name)
    yield _written(context, _Feed(addresses.FEED_OF_ALL, addresses.NEWS, title, log[:_MOST]))
    by_organisation: dict[str, list[Change]] = {}
    for change in log:
        for id_ in dict.fromkeys(_concerned(context, change)):
            by_organisation.setdefault(id_, []).append(change)
    for organisation in portal.organisations:
        title = t("feed.of_one", title=context.title(organisation), site=context.settings.site_name)
        found = by_organisation.get(organisation.id, [])[:_MOST]
        page = portal.address_of(organisation)
        yield _written(context, _Feed(addresses.feed_of(organisation.id), page, title, found))
    for case in portal.cases:
        title = t("feed.of_one", title=context.title(case), site=context.settings.site_name)
        found = context.history.get(case.key, [])
        yield _written(context, _Feed(addresses.feed_of_case(case.id), portal.address_of(case), title, found))


def _concerned(context: Context, change: Change) -> Iterator[str]:
    """The ids of the organisations that a change concerns: whose meeting, case, project or task it is."""
    record, names = change.record, context.portal.names
    facts = None if isinstance(record, Closed) else record.facts
    named: list[str | None] = []
    if isinstance(facts, Meeting):
        yield record.body_id
        tasks = change.handling.entry.item.follow_up if change.handling else ()
        named = [task.responsible for task in tasks]
    elif isinstance(facts, Organisation):
        yield record.id
    elif isinstance(facts, Case):
        yield from facts.for_bodies
        named = [facts.submitted_by.organisation if facts.submitted_by else None]
    elif isinstance(facts, Project):
        yield from filter(None, [facts.steering])
        named = [facts.owner, *facts.partners]
    yield from filter(None, (names.find(name) for name in named if name))


def _written(context: Context, feed: _Feed) -> Asset:
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": context.settings.lang})
    _put(root, "id", _tag(context, feed.address))
    _put(root, "title", feed.title)
    _put(root, "updated", _moment(feed.changes[0].day if feed.changes else dt.date(context.today.year, 1, 1)))
    _link(root, "self", context.url(feed.address), "application/atom+xml")
    _link(root, "alternate", context.url(feed.page), "text/html")
    _link(root, "license", context.settings.licence, "text/html")
    _put(SubElement(root, "author"), "name", context.settings.responsible or context.settings.site_name)
    seen: dict[str, int] = {}
    for change in feed.changes:
        identity = _identity(change)
        seen[identity] = seen.get(identity, 0) + 1
        _entry(context, root, change, identity if seen[identity] == 1 else f"{identity}/{seen[identity]}")
    return Asset(feed.address, content=tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _entry(context: Context, root: Element, change: Change, identity: str) -> None:
    link, kind = entry_link(context, change), context.state(change.kind).text
    entry = SubElement(root, "entry")
    _put(entry, "id", _tag(context, identity))
    _put(entry, "title", context.t("feed.entry", kind=kind, title=link.text))
    _put(entry, "updated", _moment(change.day))
    _link(entry, "alternate", context.url(link.address or addresses.FRONT), "text/html")
    SubElement(entry, "category", {"term": change.kind.value, "label": _text(kind)})
    words, lang = _words(context, change)
    if not words:
        words, lang = link.text, link.lang
    content = _put(entry, "content", words)
    content.set("type", "text")
    if lang:
        content.set("xml:lang", lang)


def _words(context: Context, change: Change) -> tuple[str, str | None]:
    """The words of a change, what was corrected or decided or stands on the agenda; and their one language, if it is
    not the site's.
    """
    lang = None if isinstance(change.record, Closed) else context.foreign(change.record.facts)
    if change.words:
        return change.words, lang
    if change.kind is ChangeKind.DECISION and change.handling:
        sections = change.handling.entry.having(SectionMeaning.DECISION)
        own = context.lang_of(change.record.facts) if isinstance(change.record, Record) else context.settings.lang
        return lines_of(*(section.content.html for section in sections), lang=own), lang
    if change.kind is ChangeKind.AGENDA and isinstance(change.record, Record):
        items = context.portal.items(change.record.id)
        langs = {context.item_title(handling).lang for handling in items}
        return "\n".join(map(context.item_name, items)), langs.pop() if len(langs) == 1 else None
    return "", None


def _identity(change: Change) -> str:
    parts = [change.kind.value, change.record.kind.name, change.record.id]
    if change.handling:
        parts.append(change.handling.entry.anchor)
    if change.kind in _DATED:
        parts.append(change.day.isoformat())
    return "/".join(parts)


def _tag(context: Context, what: str) -> str:
    """A tag URI: whose name it is, since when, and what it stands for."""
    host = urlsplit(context.settings.site_url).hostname or "portal.invalid"
    return f"tag:{host},2021:{what.strip('/')}"


def _moment(day: dt.date) -> str:
    """The beginning of a day in Norway (RFC 3339)."""
    return dt.datetime.combine(day, dt.time(), OSLO).isoformat()


def _put(parent: Element, name: str, words: str) -> Element:
    element = SubElement(parent, name)
    element.text = _text(words)
    return element


def _link(parent: Element, relation: str, address: str, type_: str) -> None:
    SubElement(parent, "link", {"rel": relation, "type": type_, "href": _text(address)})


def _text(words: str) -> str:
    """Words without what no XML document may hold, escaped or not (XML 1.0 §2.2)."""
    return _NOT_XML.sub("", words)
