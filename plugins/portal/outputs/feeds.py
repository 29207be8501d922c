"""What is new, as Atom (RFC 4287, the licence by RFC 4946): of the whole portal, of each organisation and of each case.

An entry's identity is a tag URI (RFC 4151) of what happened to which record, so that it stays when a date is mended or
a meeting is moved; of what may happen again, with its day. What nothing dates is in no feed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from portal.derived.change_words import entry_link, sentences_of
from portal.derived.changes import Change, changes
from portal.derived.context import Context
from portal.derived.parts import Hyperlink
from portal.derived.public import Record
from portal.language.phrase import lines_in
from portal.model import addresses
from portal.model.clock import OSLO
from portal.model.kinds import MEETING, ORGANISATION
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.model.project import Project
from portal.model.references import references
from portal.model.vocabulary import ChangeKind
from portal.pages.rendering.page import Asset

__all__ = ["export"]

_MOST = 100
"""How many entries a feed holds; a case's holds all."""
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATED = (ChangeKind.CORRECTION, ChangeKind.REPORT)
"""What may happen to one record more than once."""


def export(context: Context) -> Iterator[Asset]:
    """`/feed/alle.xml`, a feed for each organisation, and one below each case."""
    portal = context.portal
    yield Asset(addresses.FEED_OF_ALL, make=partial(_of_all, context))
    for organisation in portal.organisations:
        yield Asset(addresses.feed_of(organisation.id), make=partial(_of_organisation, context, organisation))
    for case in portal.cases:
        yield Asset(addresses.feed_of_case(case.id), make=partial(_of_case, context, case))


def _of_all(context: Context) -> bytes:
    return _written(context, context.feed_of_all, addresses.NEWS, _logs(context).whole[:_MOST])


def _of_organisation(context: Context, organisation: Record[Any]) -> bytes:
    found = _logs(context).by_organisation.get(organisation.id, [])[:_MOST]
    feed = context.feed_of(organisation, addresses.feed_of(organisation.id))
    return _written(context, feed, organisation.address, found)


def _of_case(context: Context, case: Record[Any]) -> bytes:
    found = _newest_first(context.history.get(case.key, []))
    return _written(context, context.feed_of(case, addresses.feed_of_case(case.id)), case.address, found)


@dataclass(frozen=True)
class _Logs:
    """The changes of a portal, and those that concern each organisation by its id, the newest first."""

    whole: list[Change]
    by_organisation: dict[str, list[Change]]


@lru_cache(maxsize=1)
def _logs(context: Context) -> _Logs:
    """The logs that the feeds are made of; those of the latest portal asked for are kept."""
    whole = _newest_first(changes(context.portal))
    by_organisation: dict[str, list[Change]] = {}
    for change in whole:
        for id_ in dict.fromkeys(_concerned(context, change)):
            by_organisation.setdefault(id_, []).append(change)
    return _Logs(whole, by_organisation)


def _newest_first(log: list[Change]) -> list[Change]:
    """Changes by their moments, which tell more than their days."""
    return sorted(log, key=lambda change: change.moment, reverse=True)


def _concerned(context: Context, change: Change) -> Iterator[str]:
    """The ids of the organisations that a change concerns: whose meeting, case, project or task it is."""
    record, names = change.record, context.portal.names
    public = context.portal.records.get(record.key)
    facts = public.facts if public else None
    named: list[str | None] = []
    if record.kind is MEETING:
        yield record.body_id
    if isinstance(facts, Meeting):
        tasks = change.handling.entry.item.follow_up if change.handling else ()
        named = [name for task in tasks for name in task.responsible]
    elif isinstance(facts, Organisation):
        yield record.id
    elif isinstance(facts, Project):
        yield from filter(None, [facts.steering])
        named = [facts.owner, *facts.partners]
    elif facts:
        named = [one.value for one in references(facts) if one.refers.kind == ORGANISATION.name]
    yield from filter(None, (names.find(name) for name in named if name))


def _written(context: Context, feed: Hyperlink, page: str, log: list[Change]) -> bytes:
    """A feed with its name and address, of the changes of a log; `page` is what readers see of the same."""
    address = feed.address or addresses.FEED_OF_ALL
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": context.settings.lang})
    _put(root, "id", _tag(context, address))
    _put(root, "title", feed.text)
    latest = log[0].moment if log else dt.datetime(context.today.year, 1, 1, tzinfo=OSLO)
    _put(root, "updated", latest.astimezone(OSLO).isoformat(timespec="seconds"))
    _link(root, "self", context.url(address), "application/atom+xml")
    _link(root, "alternate", context.url(page), "text/html")
    _link(root, "license", context.settings.licence, "text/html")
    _put(SubElement(root, "author"), "name", context.settings.responsible or context.settings.site_name)
    seen: dict[str, int] = {}
    for change in log:
        identity = _identity(context, change)
        seen[identity] = seen.get(identity, 0) + 1
        _entry(context, root, change, identity if seen[identity] == 1 else f"{identity}/{seen[identity]}")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(context: Context, root: Element, change: Change, identity: str) -> None:
    link, kind = entry_link(context, change), context.state(change.kind).text
    entry = SubElement(root, "entry")
    _put(entry, "id", _tag(context, identity))
    _put(entry, "title", context.t("feed.entry", kind=kind, title=link.text))
    _put(entry, "updated", change.moment.astimezone(OSLO).isoformat(timespec="seconds"))
    _link(entry, "alternate", context.url(link.address or addresses.FRONT), "text/html")
    SubElement(entry, "category", {"term": change.kind.value, "label": _text(kind)})
    _put_words(SubElement(entry, "content", {"type": "xhtml"}), sentences_of(context, change) or [link.words])


def _identity(context: Context, change: Change) -> str:
    record = change.record
    id_ = context.portal.lasting_ids[record.id] if record.kind is MEETING else record.id
    parts = [change.kind.value, record.kind.name, id_]
    if change.handling:
        parts.append(change.handling.entry.anchor)
    if change.kind in _DATED or change.revision:
        parts.append(change.day.isoformat())
    return "/".join(parts)


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
