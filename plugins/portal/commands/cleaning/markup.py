"""The XML of a package's parts, changed in place: prefixes and all else stay as they were written."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from portal.source.documents.packages import Unread

__all__ = ["name_of", "parse", "remove", "serialise", "unwrap"]


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
        _leave_text(parent, element, element.tail)
        parent.remove(element)
        count += 1
    return count


def unwrap(elements: Iterable[etree._Element]) -> int:
    """Put what stands in elements in their place; the number of them."""
    count = 0
    for element in list(elements):
        parent = element.getparent()
        if parent is None:
            continue
        at = parent.index(element)
        _leave_text(parent, element, element.text)
        for offset, child in enumerate(list(element)):
            parent.insert(at + offset, child)
        _leave_text(parent, element, element.tail)
        parent.remove(element)
        count += 1
    return count


def _leave_text(parent: etree._Element, element: etree._Element, text: str | None) -> None:
    if not text:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
