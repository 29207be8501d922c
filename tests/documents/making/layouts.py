"""Makes the documents of `layouts/` and `year/` from their words: `python layouts.py SOURCES TARGET`.

`SOURCES/NAME.docx.txt` (pdf, odt, eml) holds a document, a line a block; the same words give the same bytes.
Signs of blocks: `#` to `###` heading · `**` bold line · `-` bullet · `+` numbered, its number in no text · `@toc TITLE
| PAGE` · `@header`, `@footer` · `@small` · `@box` text box · `@page` new page · `@two`, `@one` columns · `@set` typst's
settings · `@ids no` Norwegian ids of styles · `@attach NAME` what a letter carries. A table is lines of `| a | b`; the
first is `|= a | b` where it heads the table, `|. a | b` where nothing is ruled; a cell `<` is one with the cell before.
Within a block: ` // ` new line · `\\t` tabulator · `{page}`, `{pages}` · `{+in+}`, `{-out-}` tracked changes ·
`{=word=}` content control.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from xml.sax.saxutils import escape

import typst

FONTS = Path(__file__).parents[3] / "plugins/portal/outputs/paper/fonts"
Rows = list[list[str]]
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED = "application/vnd.openxmlformats-package.relationships+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_OFFICE}"'
_ODT = "application/vnd.oasis.opendocument.text"
_ODF = " ".join(
    f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
    for n in ("office", "text", "table", "style", "manifest")
)


def blocks(text: str) -> Iterator[tuple[str, str, Rows]]:
    """The blocks as (sign, words, rows); the lines of a table are one, which an empty line ends."""
    rows: Rows = []
    for line in [*text.replace("\\t", "\t").splitlines(), ""]:
        found = re.fullmatch(r"(#{1,3}|\*\*|[-+]|\|[=.]?|@\w+) ?(.*)", line)
        sign, words = (found[1], found[2]) if found else ("", line)
        if sign.startswith("|"):
            rows.append([cell.strip() for cell in words.split("|")])
            if len(rows) == 1:
                kind = sign
            continue
        if rows:
            yield kind, "", rows
            rows = []
        if sign or words:
            yield sign, words, []


def cells(row: list[str]) -> Iterator[tuple[str, int]]:
    """The cells of a row with how many columns each takes."""
    for at, cell in enumerate(row):
        if cell != "<":
            yield cell, next((n for n, c in enumerate(row[at + 1 :], 1) if c != "<"), len(row) - at)


def pack(parts: dict[str, str]) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w") as archive:
        for name, text in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, how)
    return made.getvalue()


# -- Word


def _runs(words: str, bold: bool = False) -> str:
    made, weight, by = "", "<w:rPr><w:b/></w:rPr>" * bold, 'w:id="1" w:author="Sekretær" w:date="2026-01-01T00:00:00Z"'
    whole = {
        "\t": "<w:r><w:tab/></w:r>",
        " // ": "<w:r><w:br/></w:r>",
        "{page}": '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>',
        "{pages}": '<w:fldSimple w:instr="NUMPAGES"><w:r><w:t>1</w:t></w:r></w:fldSimple>',
    }
    around = {
        "{+": f"<w:ins {by}>%s</w:ins>",
        "{-": f"<w:del {by}>%s</w:del>",
        "{=": "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>",
    }
    for piece in filter(None, re.split(r"(\{[+=-].*?[+=-]\}|\{pages?\}|\t| // )", words)):
        said = escape(piece[2:-2] if piece[:2] in around else piece)
        tag = "delText" if piece.startswith("{-") else "t"
        run = f'<w:r>{weight}<w:{tag} xml:space="preserve">{said}</w:{tag}></w:r>'
        made += whole.get(piece) or around.get(piece[:2], "%s") % run
    return made


def _paragraph(words: str, style: str = "", bold: bool = False, number: int = 0) -> str:
    about = f'<w:pStyle w:val="{style}"/>' * bool(style)
    about += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' * bool(number)
    return f"<w:p><w:pPr>{about}</w:pPr>{_runs(words, bold)}</w:p>"


def _table(sign: str, rows: Rows) -> str:
    made = ""
    for at, row in enumerate(rows):
        heads = sign == "|=" and not at
        made += "<w:tr>" + "<w:trPr><w:tblHeader/></w:trPr>" * heads
        for cell, wide in cells(row):
            inner = "".join(_paragraph(part, bold=heads) for part in cell.split(" // "))
            made += f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/></w:tcPr>{inner}</w:tc>'
        made += "</w:tr>"
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    ruled = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides) * (sign != "|.")
    grid = "<w:gridCol/>" * len(rows[0])
    about = f"<w:tblPr><w:tblBorders>{ruled}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl>{about}{made}</w:tbl><w:p/>"


def docx(text: str) -> bytes:
    """The document as Word writes it: styles, numbering, header and footer in parts of their own."""
    norwegian = "\n@ids no" in f"\n{text}"
    head, entry = ("Overskrift", "Listeavsnitt") if norwegian else ("Heading", "ListParagraph")
    columns = '<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/><w:cols w:num="%d"/></w:sectPr></w:pPr></w:p>'
    box = '<w:p><w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>%s'
    box += "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    body, ends = "", {"header": "", "footer": ""}
    for sign, words, rows in blocks(text):
        if rows:
            body += _table(sign, rows)
        elif sign[1:] in ends:
            ends[sign[1:]] += _paragraph(words)
        elif sign in ("@two", "@one"):
            body += columns % (1 if sign == "@two" else 2)
        elif sign == "@page":
            body += '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        elif sign == "@box":
            body += box % _paragraph(words)
        elif sign.startswith("#"):
            body += _paragraph(words, f"{head}{len(sign)}")
        elif sign in ("-", "+"):
            body += _paragraph(words, entry, number="-+".index(sign) + 1)
        elif sign != "@ids":
            body += _paragraph(words, bold=sign == "**")
    marks = "".join(f'<w:{part}Reference w:type="default" r:id="r{part}"/>' for part in ends if ends[part])
    names = {**{f"{head}{n}": f"heading {n}" for n in (1, 2, 3)}, entry: "List Paragraph"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{n}"/></w:style>' for i, n in names.items()
    )
    forms = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{sign}"/></w:lvl></w:abstractNum>'
        for n, form, sign in ((1, "bullet", "•"), (2, "decimal", "%1."))
    ) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    parts = {
        "document": f"<w:document {_W}><w:body>{body}<w:sectPr>{marks}</w:sectPr></w:body></w:document>",
        "styles": f"<w:styles {_W}>{styles}</w:styles>",
        "numbering": f"<w:numbering {_W}>{forms}</w:numbering>",
        "header": f"<w:hdr {_W}>{ends['header']}</w:hdr>",
        "footer": f"<w:ftr {_W}>{ends['footer']}</w:ftr>",
    }
    kinds = {part: f"{_WORD}.{'document.main' if part == 'document' else part}+xml" for part in parts}
    types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{kind}"/>' for part, kind in kinds.items())
    types = '<Default Extension="xml" ContentType="application/xml"/>' + types
    types = f'<Default Extension="rels" ContentType="{_RELATED}"/>{types}'
    link = f'<Relationship Id="r%s" Type="{_OFFICE}/%s" Target="%s.xml"/>'
    related = "".join(link % (part, part, part) for part in parts if part != "document")
    whole = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + link % ("1", "officeDocument", "word/document")
        + "</Relationships>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>',
        **{f"word/{name}.xml": inner for name, inner in parts.items()},
    }
    return pack({name: _XML + inner for name, inner in whole.items()})


# -- PDF

_SET = {
    "": "%s",
    "**": "*%s*",
    "#": '#text(weight: "bold", size: 15pt)[%s]',
    "##": '#text(weight: "bold", size: 13pt)[%s]',
    "###": '#text(weight: "bold", size: 11pt)[%s]',
    "-": "#list[%s]",
    "+": "+ %s",
    "@small": "#text(size: 7.5pt)[%s]",
    "@box": "#place(top + right, rect(width: 5.2cm)[%s])",
    "@header": "#set page(header: [#set text(size: 8pt); %s])",
    "@footer": "#set page(footer: [#set text(size: 8pt); %s])",
    "@page": "#pagebreak()%s",
    "@two": "#columns(2)[%s",
    "@one": "]%s",
}


def _typst(words: str) -> str:
    signs = {
        "\t": "#h(1.6em)",
        " // ": " \\ ",
        "{page}": "#context counter(page).display()",
        "{pages}": "#context counter(page).final().first()",
    }
    pieces = filter(None, re.split(r"(\{pages?\}|\t| // )", re.sub(r"\{-.*?-\}|\{[+=]|[+=]\}", "", words)))
    return "".join(signs.get(piece) or '#("' + piece.replace('"', '\\"') + '")' for piece in pieces)


def _grid(sign: str, rows: Rows) -> str:
    made = []
    for at, row in enumerate(rows):
        bold = "*" * (sign == "|=" and not at)
        line = ", ".join(f"table.cell(colspan: {wide})[{bold}{_typst(cell)}{bold}]" for cell, wide in cells(row))
        made.append(f"table.header({line})" if bold else line)
    widths = "".join("1fr, " if max(len(row[n]) for row in rows) > 18 else "auto, " for n in range(len(rows[0])))
    return f"#table(columns: ({widths}), stroke: {'none' if sign == '|.' else '0.5pt'}, {', '.join(made)})"


def pdf(text: str) -> bytes:
    """The document as a printed page."""
    settings, made = ['#set text(font: "Portal Serif", size: 10.5pt, lang: "nb")', "#set list(spacing: 6pt)"], []
    for sign, words, rows in blocks(text):
        if rows:
            made.append(_grid(sign, rows))
        elif sign == "@set":
            settings.append(f"#set {words}")
        elif sign == "@toc":
            title, page = map(_typst, words.split(" | "))
            made.append(f"#block(spacing: 4pt)[{title} #box(width: 1fr, repeat[.]) {page}]")
        else:
            (settings if sign in ("@header", "@footer") else made).append(_SET[sign] % _typst(words))
    whole = "\n\n".join([*settings, *made]).replace("\n\n+ ", "\n+ ").encode()
    return bytes(typst.compile(whole, font_paths=[str(FONTS)], ignore_system_fonts=True, timestamp=1767225600))


# -- OpenDocument and letters


def _open(words: str, tag: str = "p", about: str = "") -> str:
    said = escape(words).replace("\t", "<text:tab/>").replace(" // ", "<text:line-break/>")
    said = said.replace("{pages}", "<text:page-count>1</text:page-count>")
    said = said.replace("{page}", "<text:page-number>1</text:page-number>")
    return f"<text:{tag}{about}>{said}</text:{tag}>"


def odt(text: str) -> bytes:
    """The document as LibreOffice keeps it."""
    body, ends = "", {"header": "", "footer": ""}
    for sign, words, rows in blocks(text):
        if rows:
            body += "<table:table>" + "<table:table-column/>" * len(rows[0])
            for row in rows:
                body += "<table:table-row>"
                for cell, wide in cells(row):
                    inner = "".join(map(_open, cell.split(" // ")))
                    body += f'<table:table-cell table:number-columns-spanned="{wide}">{inner}</table:table-cell>'
                    body += "<table:covered-table-cell/>" * (wide - 1)
                body += "</table:table-row>"
            body += "</table:table>"
        elif sign[1:] in ends:
            ends[sign[1:]] += _open(words)
        elif sign.startswith("#"):
            body += _open(words, "h", f' text:outline-level="{len(sign)}"')
        elif sign in ("-", "+"):
            body += f"<text:list><text:list-item>{_open(words)}</text:list-item></text:list>"
        else:
            body += _open(words, about=' text:style-name="Strong"' * (sign == "**"))
    pages = "".join(f"<style:{part}>{said}</style:{part}>" for part, said in ends.items() if said)
    masters = f'<style:master-page style:name="Standard">{pages}</style:master-page>'
    kinds = {"/": _ODT, "content.xml": "text/xml", "styles.xml": "text/xml"}
    entry = '<manifest:file-entry manifest:full-path="%s" manifest:media-type="%s"/>'
    return pack(
        {
            "mimetype": _ODT,
            "content.xml": f'{_XML}<office:document-content {_ODF} office:version="1.3"><office:body><office:text>'
            f"{body}</office:text></office:body></office:document-content>",
            "styles.xml": f'{_XML}<office:document-styles {_ODF} office:version="1.3"><office:master-styles>'
            f"{masters}</office:master-styles></office:document-styles>",
            "META-INF/manifest.xml": f"{_XML}<manifest:manifest {_ODF}>"
            + "".join(entry % kind for kind in kinds.items())
            + "</manifest:manifest>",
        }
    )


def eml(text: str) -> bytes:
    """A letter: its heads, its words, and after `@attach NAME` the document that it carries."""
    letter, _, rest = text.partition("@attach ")
    name, _, attached = rest.partition("\n")
    heads, _, words = letter.partition("\n\n")
    message = EmailMessage()
    for line in heads.splitlines():
        message[line.partition(": ")[0]] = line.partition(": ")[2]
    message.set_content(words, cte="quoted-printable")
    ending = name.rpartition(".")[2]
    kind = {"docx": f"{_WORD}.document", "pdf": "application/pdf", "odt": _ODT}[ending]
    message.add_attachment(
        MAKERS[ending](attached), maintype="application", subtype=kind.partition("/")[2], filename=name
    )
    message.set_boundary("=_vedlegg_=")
    return message.as_bytes()


MAKERS = {"docx": docx, "pdf": pdf, "odt": odt, "eml": eml}


if __name__ == "__main__":
    for source in sorted(Path(sys.argv[1]).glob("*.txt")):
        made = Path(sys.argv[2]) / source.stem
        made.write_bytes(MAKERS[made.suffix[1:]](source.read_text("utf-8")))
