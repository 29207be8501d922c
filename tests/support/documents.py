"""A Word document written with the standard library alone, for tests that need one at run time.

Its styles bear Norwegian ids (`Overskrift1`), as in documents written with a Norwegian Word; a style is
to be known by its English `w:name` (`heading 1`), which is the same in every language.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

__all__ = ["box", "bullet", "cell_lines", "field_box", "heading", "numbered", "paragraph", "table", "word_file"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
_STAMP = (2024, 1, 1, 0, 0, 0)


def _run(text: str, bold: bool = False) -> str:
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(text).split("\n"))
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def _styled(content: str, style: str = "", number: int = 0) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _runs(text: str | Sequence[str]) -> str:
    return _run(text) if isinstance(text, str) else "".join(_run(t) if not t.startswith("<") else t for t in text)


def paragraph(text: str | Sequence[str], bold: bool = False) -> str:
    """A paragraph of text, or of pieces of which those that begin with `<` are markup (boxes)."""
    return _styled(_run(text, bold) if isinstance(text, str) else _runs(text))


def heading(level: int, text: str) -> str:
    """A heading by its style; level 0 is the document's title."""
    return _styled(_run(text), f"Overskrift{level}" if level else "Tittel")


def bullet(text: str) -> str:
    """An entry of a list with bullets, by `numbering.xml`."""
    return _styled(_run(text), "Listeavsnitt", 1)


def numbered(text: str) -> str:
    """An entry of a numbered list: its number stands in no text."""
    return _styled(_run(text), "Listeavsnitt", 2)


def cell_lines(*lines: str) -> str:
    """The content of a cell that has a paragraph for each line."""
    return "".join(_styled(_run(line)) for line in lines)


def table(rows: Iterable[Sequence[str]], header: bool = True) -> str:
    """A table; a cell is text, or markup of paragraphs."""
    written = []
    for position, row in enumerate(rows):
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>'
            f"{cell if cell.startswith('<') else _styled(_run(cell, bold=header and not position))}</w:tc>"
            for cell in row
        )
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if header and not position else ""
        written.append(f"<w:tr>{properties}{cells}</w:tr>")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"{''.join(written)}</w:tbl>"
    )


def box(ticked: bool) -> str:
    """A content control of the sort checkbox, with its glyph in the text."""
    return (
        "<w:sdt><w:sdtPr>"
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
        f"</w:sdtPr><w:sdtContent>{_run('☒' if ticked else '☐')}</w:sdtContent></w:sdt>"
    )


def field_box(ticked: bool, by_default: bool = False) -> str:
    """A legacy form field of the sort checkbox: nothing of it stands in the text.

    `by_default` ticks it the way a template does, by its default and not by `w:checked`.
    """
    state = '<w:default w:val="1"/>' if by_default and ticked else '<w:default w:val="0"/>'
    if ticked and not by_default:
        state += "<w:checked/>"
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Avmerking"/><w:enabled/>'
        f'<w:calcOnExit w:val="0"/><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def word_file(path: Path, body: Iterable[str]) -> Path:
    """Write the parts that paragraphs and tables need, always with the same bytes; gives the path."""
    inner = "".join(body) + "<w:p/><w:sectPr/>"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/word/{p}.xml" ContentType="{_TYPE}.{t}+xml"/>' for p, t in _PARTS.items())
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/{p}" Target="{p}.xml"/>'
            for n, p in enumerate(("styles", "numbering"), 1)
        )
        + "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:w14="{_W14}"><w:body>{inner}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{_styles()}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{_W}">{_numbering()}</w:numbering>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), _XML + text, zipfile.ZIP_DEFLATED)
    return path


def _styles() -> str:
    def style(id_: str, name: str, size: int = 22, outline: int | None = None) -> str:
        level = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>'
            f'<w:pPr>{level}</w:pPr><w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
        )

    headings = "".join(style(f"Overskrift{n}", f"heading {n}", 36 - 4 * n, n - 1) for n in (1, 2, 3))
    return style("Normal", "Normal") + style("Tittel", "Title", 40) + style("Listeavsnitt", "List Paragraph") + headings


def _numbering() -> str:
    def abstract(id_: int, form: str, text: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{id_}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        )

    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return abstract(1, "bullet", "•") + abstract(2, "decimal", "%1.") + numbers
