"""A Word document (OOXML, ECMA-376): its headings, lists, tables, boxes and text boxes as they are structured.

Tracked changes are read as accepted. Heads and feet of pages, footnotes and lists of contents are furniture.
"""

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
from portal.source.documents.packages import CONTAINER, Unread, W, read_parts, read_xml

__all__ = ["REASONS", "read_word"]

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = ("word/document.xml", "word/styles.xml", "word/numbering.xml")
_BESIDE = re.compile(r"word/(header|footer|footnotes)\d*\.xml")
REASONS = {"damaged": "import.not_word", "encrypted": "import.encrypted", "too_large": "import.too_large"}
"""The message for each reason for which a package is not read."""
_MOST_BYTES = 20_000_000
_MOST_BLOCKS = 50_000
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|overskrift|tittel|title)\s*(\d)?", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*\d.*|inn(?:hald|hold)sfortegnelse\s*\d*", re.IGNORECASE)
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")}
_UNREAD = {f"{W}del", f"{W}moveFrom", f"{W}txbxContent", _FALLBACK, f"{W}tbl", f"{W}vanish"}
_BOXES = {f"{_W14}checkbox", f"{W}checkBox"}


def read_word(data: bytes, name: str) -> Document:
    """The document in the bytes of a .docx file; raises `Unreadable`."""
    if data.startswith(CONTAINER):
        is_locked, is_old = ((words.encode("utf-16-le") in data) for words in ("EncryptedPackage", "WordDocument"))
        known = "import.encrypted" if is_locked else "import.old_word" if is_old else "import.locked_or_old"
        raise Unreadable(known)
    try:
        parts = read_parts(data, lambda part: part in _MAIN or _BESIDE.fullmatch(part) is not None, _MOST_BYTES)
        roots = {part: read_xml(content) for part, content in parts.items()}
    except Unread as fault:
        raise Unreadable(REASONS[fault.reason]) from fault
    walk = _Walk(roots.get(_MAIN[1]), roots.get(_MAIN[2]))
    main = roots.get(_MAIN[0])
    body = main.find(f"{W}body") if main is not None else None
    if body is None:
        raise Unreadable("import.not_word")
    blocks = [*walk.blocks(body)]
    for part in sorted(set(roots) - set(_MAIN)):
        kind = FurnitureKind.HEADER if "header" in part else FurnitureKind.FOOTER
        blocks += [Furniture(b.text, b.place, style=b.style, kind=kind) for b in walk.blocks(roots[part])]
    return Document.of(name, blocks)


class _Walk:
    """Goes through a part of a document, block by block."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = _Styles(styles)
        self._numbering = _Numbering(numbering)
        self._number = 0

    def blocks(self, parent: Element) -> Iterator[Block]:
        """The blocks below an element; raises `Unreadable` where there are too many."""
        for block in self._within(parent, False):
            if self._number > _MOST_BLOCKS:
                raise Unreadable("import.too_large")
            yield block

    def _within(self, parent: Element, is_contents: bool) -> Iterator[Block]:
        for child in _filled(parent):
            if child.tag == f"{W}p":
                self._number += 1
                if block := self._paragraph(child):
                    yield _as_contents(block) if is_contents else block
                for box in _boxes_in(child):
                    yield from self._within(box, is_contents)
            elif child.tag == f"{W}tbl":
                self._number += 1
                if table := self._table(child):
                    yield _as_contents(table) if is_contents else table
            elif child.tag in _WRAPPERS or child.tag == f"{W}footnote":
                gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                yield from self._within(child, is_contents or "contents" in (_value(gallery) or "").lower())

    def _paragraph(self, paragraph: Element) -> Block | None:
        text = ticked(_text(paragraph)).strip()
        if not text:
            return None
        place = DocumentPlace(0, self._number)
        id_ = _value(paragraph.find(f"{W}pPr/{W}pStyle")) or ""
        style = self._style(paragraph, id_, text)
        if id_ in self._styles.contents:
            return Furniture(text, place, style=style, kind=FurnitureKind.CONTENTS)
        numbering = paragraph.find(f"{W}pPr/{W}numPr")
        if numbering is None:
            numbering = self._styles.lists.get(id_)
        number = _value(numbering.find(f"{W}numId")) or "" if numbering is not None else ""
        depth = _value(numbering.find(f"{W}ilvl")) or "0" if numbering is not None else ""
        label, mark = self._numbering.next(number, depth) if numbering is not None else ("", "")
        text = f"{label} {text}" if label else text
        if level := self._styles.levels.get(id_):
            return Heading(text, place, level, style=style)
        if numbering is not None and not label and text[0] not in (CHECKED, UNCHECKED):
            is_numbered = self._numbering.counts(number, depth)
            return Item(text, place, int(depth) if depth.isdigit() else 0, is_numbered, mark, style=style)
        return Paragraph(text, place, style=style)

    def _style(self, paragraph: Element, id_: str, text: str) -> Style:
        runs = [run for run in paragraph.iter(f"{W}r") if any((t.text or "").strip() for t in run.iter(f"{W}t"))]
        bold = [run.find(f"{W}rPr/{W}b") for run in runs]
        is_bold = all(_is_on(one, f"{W}val") if one is not None else id_ in self._styles.bold for one in bold)
        indent = paragraph.find(f"{W}pPr/{W}ind")
        left = (indent.get(f"{W}left") or indent.get(f"{W}start") or "0") if indent is not None else "0"
        size = _value(runs[0].find(f"{W}rPr/{W}sz")) if runs else None
        points = float(size) / 2 if size and size.isdigit() else self._styles.sizes.get(id_, 0.0)
        return Style(bool(runs) and is_bold, text.isupper(), points, int(left) / 20 if left.isdigit() else 0.0)

    def _table(self, table: Element) -> Table | None:
        place = DocumentPlace(0, self._number)
        rows = []
        for row in _found(table, f"{W}tr"):
            cells: list[str] = []
            for cell in _found(row, f"{W}tc"):
                span = _value(cell.find(f"{W}tcPr/{W}gridSpan")) or "1"
                cells += [self._cell(cell), *[""] * (min(int(span), 60) - 1 if span.isdigit() else 0)]
            if any(cells):
                rows.append(cells)
        width = max(map(len, rows), default=0)
        return Table.of([[*row, *[""] * (width - len(row))] for row in rows], place) if rows else None

    def _cell(self, cell: Element) -> str:
        """The lines of a cell; a table in it gives a line a row."""
        lines: list[str] = []
        for part in _filled(cell):
            if part.tag == f"{W}p":
                lines.append(ticked(_text(part)).strip())
                lines += [self._cell(box) for box in _boxes_in(part)]
            elif part.tag == f"{W}tbl":
                lines += ["\t".join(map(self._cell, _found(row, f"{W}tc"))).strip() for row in _found(part, f"{W}tr")]
            elif part.tag in _WRAPPERS:
                lines.append(self._cell(part))
        return "\n".join(line for line in lines if line)


def _as_contents(block: Block) -> Furniture:
    return Furniture(block.text, block.place, style=block.style, kind=FurnitureKind.CONTENTS)


def _found(parent: Element, tag: str) -> Iterator[Element]:
    """The children of a sort, those in content controls and tracked changes too, but none that lie deeper."""
    for child in _filled(parent):
        if child.tag == tag:
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _found(child, tag)


def _boxes_in(paragraph: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph, each once."""
    stack = [paragraph]
    while stack:
        node = stack.pop()
        if node.tag == f"{W}txbxContent":
            yield node
        elif node.tag not in (_FALLBACK, f"{W}del", f"{W}moveFrom"):
            stack.extend(reversed(list(node)))


def _text(paragraph: Element) -> str:
    """The words of a paragraph, with what was deleted or is hidden left out and each tick box as its sign."""
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
        if node.tag in _UNREAD or (node.tag == f"{W}r" and _is_on(node.find(f"{W}rPr/{W}vanish"), f"{W}val")):
            continue
        yield node
        if node.tag not in _BOXES:
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


class _Styles:
    """What the styles of a document say: which are headings, of which level, lists, contents, or bold, and how big."""

    def __init__(self, root: Element | None) -> None:
        self.levels: dict[str, int] = {}
        self.lists: dict[str, Element] = {}
        self.contents: set[str] = set()
        self.bold: set[str] = set()
        self.sizes: dict[str, float] = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            id_, name = style.get(f"{W}styleId") or "", _value(style.find(f"{W}name")) or ""
            outline, heading = _value(style.find(f"{W}pPr/{W}outlineLvl")), _HEADING.fullmatch(name)
            numbering, size = style.find(f"{W}pPr/{W}numPr"), _value(style.find(f"{W}rPr/{W}sz"))
            if outline and outline.isdigit() and int(outline) < 9:
                self.levels[id_] = int(outline) + 1
            elif heading:
                self.levels[id_] = int(heading[1] or 1)
            if numbering is not None and heading is None:
                self.lists[id_] = numbering
            if _CONTENTS.fullmatch(name):
                self.contents.add(id_)
            if _is_on(style.find(f"{W}rPr/{W}b"), f"{W}val"):
                self.bold.add(id_)
            if size and size.isdigit():
                self.sizes[id_] = int(size) / 2


class _Numbering:
    """The numbers that Word writes before a paragraph, which stand in no text."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[tuple[str, str], tuple[str, str, int]] = {}
        self._counts: dict[tuple[str, str], int] = {}
        abstracts = {
            one.get(f"{W}abstractNumId") or "": list(one.iter(f"{W}lvl"))
            for one in (root.iter(f"{W}abstractNum") if root is not None else ())
        }
        for number in root.iter(f"{W}num") if root is not None else ():
            for level in abstracts.get(_value(number.find(f"{W}abstractNumId")) or "", ()):
                start = _value(level.find(f"{W}start")) or "1"
                form, text = (_value(level.find(f"{W}{name}")) or "" for name in ("numFmt", "lvlText"))
                key = (number.get(f"{W}numId") or "", level.get(f"{W}ilvl") or "")
                self._levels[key] = (form, text, int(start) if start.isdigit() else 1)

    def counts(self, number: str, depth: str) -> bool:
        """Whether a list counts."""
        return self._levels.get((number, depth), ("none",))[0] not in ("bullet", "none", "")

    def next(self, number: str, depth: str) -> tuple[str, str]:
        """What the next number of a list says in words (`Sak 3/26`), blank where it is a number alone, and it alone."""
        if not self.counts(number, depth):
            return "", ""
        _, text, start = self._levels[number, depth]
        count = self._counts[number, depth] = self._counts.get((number, depth), start - 1) + 1
        for key in [key for key in self._counts if key[0] == number and key[1] > depth]:
            del self._counts[key]
        level = int(depth) + 1 if depth.isdigit() else 1
        said = re.sub(r"%(\d)", lambda m: str(count if int(m[1]) == level else self._counts.get(
            (number, str(int(m[1]) - 1)), 1)), text)  # fmt: skip
        is_said = re.search(r"[^\W\d_]{2}|\d\s?/\s?\d", said) is not None
        return (said.strip() if is_said else ""), str(count)
