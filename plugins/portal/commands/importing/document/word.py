"""A Word document (OOXML, ECMA-376): its headings, lists, tables and tick boxes as they are structured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.commands.importing.document.blocks import (
    CHECKED,
    UNCHECKED,
    Block,
    Document,
    DocumentPlace,
    Heading,
    Item,
    Paragraph,
    Table,
    Unreadable,
)
from portal.commands.importing.document.text import ticked
from portal.source.documents.packages import CONTAINER, Unread, W, read_parts, read_xml

__all__ = ["read_word"]


_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_READ = ("word/document.xml", "word/styles.xml", "word/numbering.xml")
_REASONS = {"damaged": "import.not_word", "encrypted": "import.encrypted", "too_large": "import.too_large"}
_MOST_BYTES = 20_000_000
_MOST_BLOCKS = 50_000
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|overskrift|tittel|title)\s*(\d)?", re.IGNORECASE)


def read_word(data: bytes, name: str) -> Document:
    """The document in the bytes of a .docx file; raises `Unreadable`."""
    if data.startswith(CONTAINER):
        is_locked, is_old = ((words.encode("utf-16-le") in data) for words in ("EncryptedPackage", "WordDocument"))
        known = "import.encrypted" if is_locked else "import.old_word" if is_old else "import.locked_or_old"
        raise Unreadable(known)
    try:
        parts = read_parts(data, _READ.__contains__, _MOST_BYTES)
        roots = {part: read_xml(parts[part]) for part in _READ if part in parts}
    except Unread as fault:
        raise Unreadable(_REASONS[fault.reason]) from fault
    if "word/document.xml" not in roots:
        raise Unreadable("import.not_word")
    return Document(name, tuple(_Walk(*map(roots.get, _READ)).blocks()))


class _Walk:
    """Goes through the body of a document, block by block."""

    def __init__(self, document: Element | None, styles: Element | None, numbering: Element | None) -> None:
        self._body = document.find(f"{W}body") if document is not None else None
        self._levels = _heading_levels(styles) if styles is not None else {}
        self._listed = _list_styles(styles) if styles is not None else {}
        self._ordered = _ordered_lists(numbering) if numbering is not None else set()
        self._number = 0

    def blocks(self) -> Iterator[Block]:
        if self._body is None:
            raise Unreadable("import.not_word")
        for count, block in enumerate(self._within(self._body)):
            if count > _MOST_BLOCKS:
                raise Unreadable("import.too_large")
            yield block

    def _within(self, parent: Element) -> Iterator[Block]:
        stack = [iter(parent)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif child.tag == f"{W}p":
                self._number += 1
                if block := self._paragraph(child):
                    yield block
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
                stack.append(iter(_filled(child)))

    def _paragraph(self, paragraph: Element) -> Block | None:
        text = ticked(_text(paragraph)).strip()
        if not text:
            return None
        place = DocumentPlace(0, self._number)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = self._levels.get(_value(style) or "")
        if level:
            return Heading(text, place, level)
        numbering = paragraph.find(f"{W}pPr/{W}numPr")
        if numbering is None:
            numbering = self._listed.get(_value(style) or "")
        if numbering is not None and text[0] not in (CHECKED, UNCHECKED):
            depth = _value(numbering.find(f"{W}ilvl")) or "0"
            number = _value(numbering.find(f"{W}numId")) or ""
            return Item(text, place, int(depth) if depth.isdigit() else 0, (number, depth) in self._ordered)
        return Paragraph(text, place)

    def _table(self, table: Element) -> Table:
        self._number += 1
        place = DocumentPlace(0, self._number)
        rows = []
        for row in table.iter(f"{W}tr"):
            cells = tuple(_cell(cell) for cell in row.iter(f"{W}tc"))
            if any(cells):
                rows.append(cells)
        return Table.of(rows, place)


def _cell(cell: Element) -> str:
    lines = (ticked(_text(paragraph)).strip() for paragraph in cell.iter(f"{W}p"))
    return "\n".join(line for line in lines if line)


def _text(paragraph: Element) -> str:
    """The words of a paragraph, with what was deleted left out and each tick box as its sign."""
    words: list[str] = []
    for node in _visible(paragraph):
        if node.tag == f"{W}t":
            words.append(node.text or "")
        elif node.tag in _SIGNS:
            words.append(_SIGNS[node.tag])
        elif node.tag == f"{_W14}checkbox":
            checked = node.find(f"{_W14}checked")
            words.append(CHECKED if _is_on(checked, f"{_W14}val") else UNCHECKED)
        elif node.tag == f"{W}checkBox":
            state = node.find(f"{W}checked")
            state = node.find(f"{W}default") if state is None else state
            words.append((CHECKED if state is not None and _is_on(state, f"{W}val") else UNCHECKED) + " ")
    return "".join(words)


def _visible(element: Element) -> Iterator[Element]:
    """The elements in the order of reading; of a tick box its state, not the sign that shows it."""
    stack = [element]
    while stack:
        node = stack.pop()
        yield node
        if node.tag in (f"{W}del", f"{W}moveFrom", f"{_W14}checkbox", f"{W}checkBox", f"{W}tbl"):
            continue
        stack.extend(reversed(_filled(node)))


def _filled(element: Element) -> list[Element]:
    """What stands in an element; of a content control neither the sign of a tick box nor a prompt."""
    properties = element.find(f"{W}sdtPr")
    if properties is None or all(properties.find(sign) is None for sign in (f"{_W14}checkbox", f"{W}showingPlcHdr")):
        return list(element)
    return [child for child in element if child.tag != f"{W}sdtContent"]


def _is_on(element: Element | None, attribute: str) -> bool:
    return element is not None and element.get(attribute, "1") in ("1", "true", "on")


def _value(element: Element | None) -> str | None:
    return element.get(f"{W}val") if element is not None else None


def _heading_levels(styles: Element) -> dict[str, int]:
    """The level of each style that is a heading's, by its outline level or its name."""
    levels = {}
    for style in styles.iter(f"{W}style"):
        id_ = style.get(f"{W}styleId") or ""
        outline = _value(style.find(f"{W}pPr/{W}outlineLvl"))
        name = _HEADING.fullmatch(_value(style.find(f"{W}name")) or "")
        if outline and outline.isdigit() and int(outline) < 9:
            levels[id_] = int(outline) + 1
        elif name:
            levels[id_] = int(name[1] or 1)
    return levels


def _list_styles(styles: Element) -> dict[str, Element]:
    """The numbering of each style that is a list's; a paragraph of that style needs none of its own."""
    found = {}
    for style in styles.iter(f"{W}style"):
        numbering = style.find(f"{W}pPr/{W}numPr")
        if numbering is not None and _HEADING.fullmatch(_value(style.find(f"{W}name")) or "") is None:
            found[style.get(f"{W}styleId") or ""] = numbering
    return found


def _ordered_lists(numbering: Element) -> set[tuple[str, str]]:
    """The lists that count, by number and depth."""
    counting: dict[str, list[str]] = {}
    for abstract in numbering.iter(f"{W}abstractNum"):
        for level in abstract.iter(f"{W}lvl"):
            if _value(level.find(f"{W}numFmt")) not in ("bullet", "none", None):
                counting.setdefault(abstract.get(f"{W}abstractNumId") or "", []).append(level.get(f"{W}ilvl") or "")
    return {
        (number.get(f"{W}numId") or "", depth)
        for number in numbering.iter(f"{W}num")
        for depth in counting.get(_value(number.find(f"{W}abstractNumId")) or "", ())
    }
