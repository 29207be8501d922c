"""The XML of a package's parts, changed in place: prefixes and all else stay as they were written."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from portal.source.documents.packages import Unread

__all__ = ["name_of", "parse", "remove", "serialise"]


def parse(content: bytes) -> etree._Element:
    """The root of a part; raises `Unread`. No entity is expanded and nothing is fetched."""
    if b"<!DOCTYPE" in content:
        raise Unread("damaged")
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as fault:
        raise Unread("damaged") from fault
    return root


def serialise(root: etree._Element) -> bytes:
    """The part as Office writes it, with a declaration."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def remove(elements: Iterable[etree._Element]) -> int:
    """Take elements out, the text behind each stays; the number of them."""
    count = 0
    for element in list(elements):
        parent = element.getparent()
        if parent is None:
            continue
        before = element.getprevious()
        if element.tail and before is not None:
            before.tail = (before.tail or "") + element.tail
        elif element.tail:
            parent.text = (parent.text or "") + element.tail
        parent.remove(element)
        count += 1
    return count
