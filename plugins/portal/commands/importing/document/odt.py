"""An OpenDocument text (ISO/IEC 26300): its headings, lists and tables; heads, feet and contents are furniture."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.commands.importing.document.blocks import (
    Block,
    Document,
    DocumentPlace,
    Furniture,
    FurnitureKind,
    Heading,
    Item,
    Paragraph,
    Style,
    Table,
    Unreadable,
)  # fmt: skip
from portal.commands.importing.document.text import ticked
from portal.commands.importing.document.word import REASONS
from portal.source.documents.packages import Unread, local, read_parts, read_xml

__all__ = ["read_odt"]

_PARTS = ("content.xml", "styles.xml")
_MOST_BYTES = 20_000_000
_MOST_BLOCKS = 50_000
_MOST_REPEATED = 60
_SKIPPED = {"tracked-changes", "annotation", "forms", "sequence-decls"}


def read_odt(data: bytes, name: str) -> Document:
    """The document in the bytes of an .odt file; raises `Unreadable`."""
    try:
        parts = {
            part: read_xml(content) for part, content in read_parts(data, _PARTS.__contains__, _MOST_BYTES).items()
        }
    except Unread as fault:
        raise Unreadable(REASONS[fault.reason].replace("not_word", "not_odt")) from fault
    content = parts.get(_PARTS[0])
    body = next((one for one in content.iter() if local(one.tag) == "text"), None) if content is not None else None
    if body is None:
        raise Unreadable("import.not_odt")
    bold = {
        _get(style, "name")
        for root in parts.values()
        for style in root.iter()
        if local(style.tag) == "style" and any(_get(part, "font-weight") == "bold" for part in style)
    }
    counting = {
        _get(style, "name")
        for root in parts.values()
        for style in root.iter()
        if local(style.tag) == "list-style" and local(next(iter(style), style).tag) == "list-level-style-number"
    }
    walk = _Walk(bold, counting)
    blocks = list(walk.within(body))
    for part in parts[_PARTS[1]].iter() if _PARTS[1] in parts else ():
        if local(part.tag) in ("header", "footer"):
            kind = FurnitureKind(local(part.tag))
            blocks += [Furniture(block.text, block.place, kind=kind) for block in walk.within(part)]
    return Document.of(name, blocks)


def _get(element: Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


class _Walk:
    """Goes through an element, block by block."""

    def __init__(self, bold: set[str], counting: set[str]) -> None:
        self._bold = bold
        self._counting = counting  # the styles of lists that count
        self._counts: dict[str, int] = {}
        self._mark = ""
        self._number = 0

    def within(self, parent: Element, depth: int = -1, is_numbered: bool = False) -> Iterator[Block]:
        """The blocks in an element; `depth` is that of the list it is in, if it is in one."""
        for child in parent:
            kind = local(child.tag)
            if kind in ("p", "h"):
                self._number += 1
                if self._number > _MOST_BLOCKS:
                    raise Unreadable("import.too_large")
                if block := self._paragraph(child, kind, depth, is_numbered):
                    yield block
                for box in (one for one in child.iter() if local(one.tag) == "text-box"):
                    yield from self.within(box)
            elif kind == "table":
                self._number += 1
                rows = [row for row in self._rows(child) if any(row)]
                width = max(map(len, rows), default=0)
                if rows:
                    yield Table.of([[*row, *[""] * (width - len(row))] for row in rows], DocumentPlace(0, self._number))
            elif kind == "list":
                yield from self._list(child, depth + 1, is_numbered)
            elif kind in ("table-of-content", "index-body"):
                yield from (
                    Furniture(block.text, block.place, kind=FurnitureKind.CONTENTS) for block in self.within(child)
                )
            elif kind not in _SKIPPED:
                yield from self.within(child, depth, is_numbered)

    def _list(self, element: Element, depth: int, is_numbered: bool) -> Iterator[Block]:
        """The entries of a list, with their numbers where it counts; it may go on from an earlier one."""
        style = _get(element, "style-name")
        is_numbered = style in self._counting or (not style and is_numbered)
        goes_on = _get(element, "continue-numbering") == "true" or _get(element, "continue-list")
        count = self._counts.get(style, 0) if goes_on else 0
        for entry in element:
            count += local(entry.tag) == "list-item"
            self._mark = str(count) if is_numbered else ""
            yield from self.within(entry, depth, is_numbered)
        self._counts[style] = count

    def _paragraph(self, element: Element, kind: str, depth: int, is_numbered: bool) -> Block | None:
        text = ticked(_text(element)).strip()
        if not text:
            return None
        spans = [one for one in element.iter() if local(one.tag) == "span" and (one.text or "").strip()]
        is_bold = _get(element, "style-name") in self._bold or (
            bool(spans) and not (element.text or "").strip() and all(_get(s, "style-name") in self._bold for s in spans)
        )
        place, style = DocumentPlace(0, self._number), Style(is_bold, text.isupper())
        if kind == "h":
            level = _get(element, "outline-level")
            return Heading(text, place, int(level) if level.isdigit() else 1, style=style)
        mark, self._mark = (self._mark, "") if depth >= 0 else ("", self._mark)
        if depth < 0:
            return Paragraph(text, place, style=style)
        return Item(text, place, depth, is_numbered, mark, style=style)

    def _rows(self, table: Element) -> Iterator[list[str]]:
        for child in table:
            if local(child.tag) != "table-row":
                yield from self._rows(child)
                continue
            cells: list[str] = []
            for cell in child:
                if local(cell.tag) in ("table-cell", "covered-table-cell"):
                    repeated = _get(cell, "number-columns-repeated") or "1"
                    text = "\n".join(block.text for block in _Walk(self._bold, self._counting).within(cell))
                    cells += [text] * min(int(repeated) if repeated.isdigit() else 1, _MOST_REPEATED)
            while cells and not cells[-1]:
                cells.pop()
            yield cells


def _text(element: Element) -> str:
    words = [element.text or ""]
    for child in element:
        kind = local(child.tag)
        if kind == "s":
            words.append(" " * min(int(_get(child, "c") or 1), 80))
        elif kind in ("tab", "line-break"):
            words.append("\t" if kind == "tab" else "\n")
        elif kind not in (*_SKIPPED, "frame", "note"):
            words.append(_text(child))
        words.append(child.tail or "")
    return "".join(words)
