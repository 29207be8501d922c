"""A meeting's paper as a Word document (ECMA-376): the tree of blocks that is printed, in Word's own styles.

A template of the body's own gives fonts, heads and feet; what it lacks of styles comes from the plain one of
python-docx. The same words in the same template give the same parts: nothing in them is dated, and nobody is named.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.parts.numbering import NumberingPart
from docx.shared import Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run as TextRun
from lxml.etree import _Element

from portal.outputs.paper.tree import Block, Cell, Run

__all__ = ["word_document"]

_STYLES = ("Normal", *(f"Heading {level}" for level in range(1, 7)), "List Paragraph", "Table Grid")
_DEEPEST = 8
"""The depth of the deepest list that a definition of Word's has, from 0."""
_STEP = 360
"""How far in a list stands for each depth, in twentieths of a point."""
_QUIET, _LINE, _LINK = "4C5A63", "B9C4C9", "0A5850"
_ALIGNED = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MONOSPACED = "Consolas"


def word_document(paper: dict[str, Any], template: bytes | None, mark: str) -> bytes:
    """The package of a paper; `mark` is what is to be read of it when it comes back, and stands among its keywords.

    Raises `KeyError` or `ValueError` where the template is no document.
    """
    document = docx.Document(io.BytesIO(template) if template else None)
    writer = _Writer(document, paper)
    if template is None:
        writer.dress()
    writer.write(paper["blocks"], document)
    writer.describe(mark)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _element(tag: str, attributes: dict[str, str] | None = None, *children: _Element) -> Any:
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    made.extend(children)
    return made


def _valued(tag: str, value: object) -> Any:
    return _element(tag, {"w:val": str(value)})


class _Writer:
    """Writes the blocks of one paper into one document."""

    def __init__(self, document: Document, paper: dict[str, Any]) -> None:
        self._document, self._paper = document, paper
        self._brand = str(paper["brand"]).lstrip("#").upper()
        self._lend_styles()
        self._clear()
        self._bullets, self._counted = self._lists()

    # -- the document around the words

    def _lend_styles(self) -> None:
        """Give the document those of our styles that its template does not have."""
        lender = docx.Document()
        there = self._document.styles
        for name in _STYLES:
            if name not in there:
                there.element.append(deepcopy(lender.styles[name].element))
        if not any(part.reltype == RELATIONSHIP_TYPE.NUMBERING for part in self._document.part.rels.values()):
            held = lender.part.numbering_part
            part = NumberingPart.load(
                PackURI("/word/numbering.xml"), held.content_type, held.blob, self._document.part.package
            )
            self._document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)

    def _clear(self) -> None:
        """Take out the words of the template, but not how its pages are."""
        body = self._document.element.body
        for child in list(body):
            if child.tag != qn("w:sectPr"):
                body.remove(child)

    def dress(self) -> None:
        """Give a document without a template of its own our colours, and a foot with the pages' numbers."""
        for name in _STYLES[1:7]:
            font = self._document.styles[name].font
            font.color.rgb = RGBColor.from_string(self._brand)
            font.italic = False
        foot = self._document.sections[0].footer.paragraphs[0]
        foot.add_run(f"{_clean(self._paper['foot'])}  ")
        for part in re.split(r"(\{pages?\})", self._paper["page"]):
            if part in ("{page}", "{pages}"):
                field = "PAGE" if part == "{page}" else "NUMPAGES"
                text = _element("w:t")
                text.text = "1"
                run = _element("w:r", None, text)
                foot._p.append(_element("w:fldSimple", {"w:instr": field}, run))
            elif part:
                foot.add_run(part)
        for run in foot._p.iter(qn("w:r")):  # those within a field too
            TextRun(run, foot).font.size = Pt(8.5)

    def describe(self, mark: str) -> None:
        """Say what the document is called and in which language it is; nothing of who made it, or when."""
        properties = self._document.core_properties
        for child in list(properties._element):
            properties._element.remove(child)
        properties.title = _clean(self._paper["title"])[:255]
        properties.language = self._language(self._paper["lang"])
        properties.keywords = mark
        defaults = self._document.styles.element
        for tag in ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"):
            found = defaults.find(qn(tag))
            if found is None:
                found = _element(tag)
                defaults.insert(len(defaults) if tag == "w:lang" else 0, found)
            defaults = found
        defaults.set(qn("w:val"), self._language(self._paper["lang"]))
        settings = self._document.settings.element
        for theme in settings.findall(qn("w:themeFontLang")):
            theme.set(qn("w:val"), self._language(self._paper["lang"]))

    @staticmethod
    def _language(lang: str) -> str:
        return f"{lang}-NO" if lang in ("nn", "nb", "se") else lang

    def _lists(self) -> tuple[int, int]:
        """The definitions of our two kinds of list, points and numbers, by their ids."""
        numbering = self._document.part.numbering_part.element
        taken = [int(one.get(qn("w:abstractNumId"))) for one in numbering.findall(qn("w:abstractNum"))]
        first = max(taken, default=-1) + 1
        for id_, form in ((first, "bullet"), (first + 1, "decimal")):
            levels = (self._level(depth, form) for depth in range(_DEEPEST + 1))
            kind = _valued("w:multiLevelType", "hybridMultilevel")
            abstract = _element("w:abstractNum", {"w:abstractNumId": str(id_)}, kind, *levels)
            number = numbering.find(qn("w:num"))
            if number is None:
                numbering.append(abstract)
            else:  # all definitions stand before the lists that are made of them
                number.addprevious(abstract)
        return first, first + 1

    @staticmethod
    def _level(depth: int, form: str) -> Any:
        text = ("•", "–")[depth % 2] if form == "bullet" else f"%{depth + 1}."
        indent = _element("w:ind", {"w:left": str(_STEP * (depth + 1)), "w:hanging": str(_STEP)})
        told = (
            _valued("w:start", 1),
            _valued("w:numFmt", form),
            _valued("w:lvlText", text),
            _valued("w:lvlJc", "left"),
        )
        return _element("w:lvl", {"w:ilvl": str(depth)}, *told, _element("w:pPr", None, indent))

    def _list(self, block: Block, depth: int) -> int:
        """The id of a list that begins with a number of its own."""
        numbering = self._document.part.numbering_part.element
        held = numbering.add_num(self._counted if block["ordered"] else self._bullets)
        if block["ordered"]:
            held.add_lvlOverride(ilvl=depth).add_startOverride(block["start"])
        return int(held.numId)

    # -- blocks

    def write(
        self, blocks: Iterable[Block], within: Any, lang: str | None = None, bar: str = "", depth: int = 0
    ) -> None:
        """Write blocks at the end of the document or of a cell; those of a box have a `bar` beside them."""
        for block in blocks:
            own = block.get("lang") or lang
            kind = block["kind"]
            if kind in ("note", "decision"):
                self.write(block["blocks"], within, own, self._brand if kind == "decision" else _LINE, depth)
            elif kind == "quote":
                self.write(block["blocks"], within, own, bar or _LINE, depth)
            elif kind == "list":
                self._write_list(block, within, own, bar, depth)
            elif kind == "table":
                self.write(block.get("caption", ()), within, own, bar, depth)
                self._table(block, within, own)
            elif kind == "facts":
                for pair in block["pairs"]:
                    named = {"text": f"{pair['name']}: ", "strong": True}
                    self._paragraph([named, *pair["runs"]], within, "Normal", own, bar)
            elif kind == "code":
                runs = [{"text": line, "code": True} for line in block["text"].split("\n")]
                broken = [one for run in runs for one in ({"break": True, "text": ""}, run)][1:]
                self._paragraph(broken, within, "Normal", own, bar)
            elif kind == "heading":
                self._paragraph(block["runs"], within, f"Heading {min(6, block['level'])}", own, bar)
            elif kind == "label":
                self._paragraph([{**run, "strong": True} for run in block["runs"]], within, "Normal", own, bar)
            elif kind == "paragraph":
                self._paragraph(block["runs"], within, "Normal", own, bar)

    def _write_list(self, block: Block, within: Any, lang: str | None, bar: str, depth: int) -> None:
        depth = min(depth, _DEEPEST)
        number = self._list(block, depth)
        for item in block["items"]:
            first, *rest = item or [{"kind": "paragraph", "runs": []}]
            if first["kind"] == "paragraph":
                paragraph = self._paragraph(first["runs"], within, "List Paragraph", first.get("lang") or lang, bar)
                level, id_ = _valued("w:ilvl", depth), _valued("w:numId", number)
                paragraph._p.get_or_add_pPr().append(_element("w:numPr", None, level, id_))
            else:
                rest = [first, *rest]
            self.write(rest, within, lang, bar, depth + 1)

    def _paragraph(self, runs: Iterable[Run], within: Any, style: str, lang: str | None, bar: str) -> Paragraph:
        is_fresh = isinstance(within, _Cell) and len(within._tc) == 2 and not within.paragraphs[0].runs
        paragraph: Paragraph = within.paragraphs[0] if is_fresh else within.add_paragraph()
        paragraph.style = self._document.styles[style]
        for run in runs:
            self._run(run, paragraph, lang)
        if bar:
            drawn = {"w:val": "single", "w:sz": "18", "w:space": "8", "w:color": bar}
            paragraph._p.get_or_add_pPr().append(_element("w:pBdr", None, _element("w:left", drawn)))
        return paragraph

    def _run(self, run: Run, paragraph: Paragraph, lang: str | None) -> None:
        made = paragraph.add_run(_clean(run["text"]))
        if run.get("break"):
            made.add_break()
        font = made.font
        font.bold, font.italic = run.get("strong") or None, run.get("emphasised") or None
        font.strike = run.get("struck") or None
        font.superscript, font.subscript = run.get("raised") or None, run.get("lowered") or None
        font.name = _MONOSPACED if run.get("code") else None
        if run.get("quiet"):
            font.color.rgb = RGBColor.from_string(_QUIET)
        if told := run.get("lang") or lang:
            made._r.get_or_add_rPr().append(_valued("w:lang", self._language(told)))
        if run.get("href"):
            font.color.rgb, font.underline = RGBColor.from_string(_LINK), True
            id_ = paragraph.part.relate_to(run["href"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            paragraph._p.append(_element("w:hyperlink", {"r:id": id_}, made._r))

    def _table(self, block: Block, within: Any, lang: str | None) -> None:
        rows = [*block["header"], *block["rows"]]
        table = within.add_table(len(rows), len(block["columns"]))
        table.style = self._document.styles["Table Grid"]
        for y, row in enumerate(rows):
            is_head = y < len(block["header"])
            properties = table.rows[y]._tr.get_or_add_trPr()
            properties.append(_element("w:cantSplit"))
            if is_head:
                properties.append(_element("w:tblHeader"))
            for cell in row:
                self._cell(table, y, cell, lang)
        if not isinstance(within, _Cell):
            within.add_paragraph()

    def _cell(self, table: Any, y: int, cell: Cell, lang: str | None) -> None:
        held = table.cell(y, cell["x"])
        if cell["colspan"] > 1 or cell["rowspan"] > 1:
            held = held.merge(table.cell(y + cell["rowspan"] - 1, cell["x"] + cell["colspan"] - 1))
        blocks = [_strong(one) for one in cell["blocks"]] if cell.get("head") else cell["blocks"]
        self.write(blocks, held, lang)
        for paragraph in held.paragraphs:
            paragraph.alignment = _ALIGNED.get(cell.get("align", ""))


def _strong(block: Block) -> Block:
    return {**block, "runs": [{**run, "strong": True} for run in block["runs"]]} if "runs" in block else block


def _clean(text: str) -> str:
    """Words without what no XML document may hold, escaped or not."""
    return _NOT_XML.sub("", text)
