"""Attachments as offices make them, with what they tell beside their words: built here, byte for byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf
from PIL import Image

PERSON = "01019012480"
"""A number with right check digits that belongs to nobody known; it is made for the tests from 1 January 1990."""
LIKELY = "01019012481"
"""The same with a wrong check digit."""

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE_RELS}"'
_P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_MAIN = {
    "docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    "pptx": (
        "ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    ),
}  # fmt: skip


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def office(type_: str, parts: Mapping[str, str | bytes], content_type: str | None = None) -> bytes:
    """An Office file of a type: its parts, with the list of them and their relations."""
    main, usual = _MAIN[type_]
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{(content_type or usual) if name == main else "application/xml"}"/>'
        for name in parts
        if not name.endswith(".rels")
    )
    defaults = "".join(f'<Default Extension="{e}" ContentType="application/octet-stream"/>' for e in ("rels", "jpg"))
    types = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{defaults}{overrides}</Types>'
    )
    root = relations(("rId1", "officeDocument", main), ("rId2", "extended-properties", "docProps/app.xml"))
    return packed({"[Content_Types].xml": types, "_rels/.rels": root, **parts})


def relations(*rows: tuple[str, str, str]) -> str:
    """A part with relations: id, type and target of each."""
    inner = "".join(f'<Relationship Id="{id_}" Type="{_OFFICE_RELS}/{t}" Target="{to}"/>' for id_, t, to in rows)
    return f'<Relationships xmlns="{_RELS}">{inner}</Relationships>'


def properties(creator: str = "", changed_by: str = "", company: str = "", custom: str = "") -> dict[str, str]:
    """The parts of `docProps/`."""
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Notat</dc:title>'
        f"<dc:creator>{creator}</dc:creator><cp:lastModifiedBy>{changed_by}</cp:lastModifiedBy>"
        "<cp:revision>4</cp:revision></cp:coreProperties>"
    )
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Microsoft Office Word</Application><Company>{company}</Company></Properties>"
    )
    parts = {"docProps/core.xml": core, "docProps/app.xml": app}
    if custom:
        parts["docProps/custom.xml"] = (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
            ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            f'<property fmtid="x" pid="2" name="Saksbehandlar"><vt:lpwstr>{custom}</vt:lpwstr></property></Properties>'
        )
    return parts


def run(text: str, properties: str = "", tag: str = "t") -> str:
    """A run of a Word document."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r w:rsidR="00AB12CD">{inner}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of a Word document."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p w:rsidR="00AB12CD">{inner}{"".join(runs)}</w:p>'


def docx(*paragraphs: str, comments: str = "", **parts: str | bytes) -> bytes:
    """A Word document; `comments` are the `w:comment` elements, `parts` come as `word__header1.xml`."""
    body = f"<w:document {_W}><w:body>{''.join(paragraphs)}</w:body></w:document>"
    named = {name.replace("__", "/"): content for name, content in parts.items()}
    files: dict[str, str | bytes] = {"word/document.xml": body}
    rows = []
    if comments:
        files["word/comments.xml"] = f"<w:comments {_W}>{comments}</w:comments>"
        rows.append(("rId9", "comments", "comments.xml"))
    files["word/_rels/document.xml.rels"] = relations(*rows)
    return office("docx", {**files, **named})


def comment(text: str, author: str = "Kari Nordvik") -> str:
    """A comment of a Word document."""
    return f'<w:comment w:id="0" w:author="{author}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'


def word_part(kind: str, text: str) -> str:
    """A header (`hdr`), footer (`ftr`) or notes of a Word document with one paragraph."""
    return f"<w:{kind} {_W}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>"


def xlsx(sheets: Mapping[str, str], hidden: tuple[str, ...] = (), names: str = "", **parts: str | bytes) -> bytes:
    """A workbook: the rows of each sheet by its name, as XML."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" {HIDDEN if name in hidden else ""}r:id="rId{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    defined = f"<definedNames>{names}</definedNames>" if names else ""
    files: dict[str, str | bytes] = {
        "xl/workbook.xml": f"<workbook {_S}><sheets>{listed}</sheets>{defined}</workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *((f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1))
        ),
    }
    for n, rows in enumerate(sheets.values(), 1):
        files[f"xl/worksheets/sheet{n}.xml"] = f"<worksheet {_S}><sheetData>{rows}</sheetData></worksheet>"
    return office("xlsx", {**files, **{name.replace("__", "/"): content for name, content in parts.items()}})


def cell(place: str, value: str, formula: str = "") -> str:
    """A cell with text, or with a number where the value is one."""
    inner = f"<f>{formula}</f>" if formula else ""
    if value.isdigit():
        return f'<c r="{place}">{inner}<v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr">{inner}<is><t>{value}</t></is></c>'


def row(number: int, *cells: str, hidden: bool = False) -> str:
    """A row of a sheet."""
    return f'<row r="{number}"{" hidden=" + chr(34) + "1" + chr(34) if hidden else ""}>{"".join(cells)}</row>'


def pptx(slides: tuple[str, ...], notes: str = "", hidden: bool = False) -> bytes:
    """A presentation: the words of each slide, and of the notes to the first."""
    show = ' show="0"' if hidden else ""
    files = {"ppt/presentation.xml": f"<p:presentation {_P}/>"}
    for n, words in enumerate(slides, 1):
        files[f"ppt/slides/slide{n}.xml"] = f"<p:sld {_P}{show}><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:sld>"
    if notes:
        files["ppt/notesSlides/notesSlide1.xml"] = f"<p:notes {_P}><a:p><a:r><a:t>{notes}</a:t></a:r></a:p></p:notes>"
    return office("pptx", files)


HIDDEN = 'state="hidden" '
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:meta="{_ODF}:meta:1.0"'
    f' xmlns:table="{_ODF}:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:style="{_ODF}:style:1.0"'
)


def opendocument(type_: str, body: str, creator: str = "", styles: str = "") -> bytes:
    """An OpenDocument of a type: what stands within its body, and who made it."""
    name = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}[type_]
    content = (
        f"<office:document-content {_ODF_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{name}>{body}</office:{name}></office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta {_ODF_NAMES}><office:meta><dc:title>Notat</dc:title>"
        f"<dc:creator>{creator}</dc:creator></office:meta></office:document-meta>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"/></manifest:manifest>'
    )
    mimetype = f"application/vnd.oasis.opendocument.{name}"
    return packed({"mimetype": mimetype, "content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest})


def pdf(*pages: str, info: Mapping[str, str] | None = None, change: Any = None) -> bytes:
    """A PDF with a line of words on each page; `change` is called with it before it is written."""
    made = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for words in pages or ("Notat",):
        page = made.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made.make_indirect(font)))
        page.obj.Contents = made.make_stream(f"BT /F1 12 Tf 50 800 Td ({words}) Tj ET".encode("latin-1"))
    for key, value in (info or {}).items():
        made.docinfo[f"/{key}"] = value
    if change is not None:
        change(made)
    written = io.BytesIO()
    made.save(written, deterministic_id=True)
    return written.getvalue()


def with_update(before: bytes, after: str) -> bytes:
    """A PDF of one page whose words were changed by adding to the file: both versions lie in it."""
    with pikepdf.open(io.BytesIO(before)) as opened:
        number = opened.pages[0].obj.Contents.objgen[0]
        size, root = int(opened.trailer.Size), opened.Root.objgen[0]
    last = int(before.rsplit(b"startxref", 1)[1].split()[0])
    content = f"BT /F1 12 Tf 50 800 Td ({after}) Tj ET".encode("latin-1")
    at = len(before)
    added = f"{number} 0 obj\n<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream\nendobj\n"
    start = at + len(added)
    table = f"xref\n{number} 1\n{at:010d} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R /Prev {last} >>\n"
    return before + added + table.encode() + f"startxref\n{start}\n%%EOF\n".encode()


def picture(format_: str = "JPEG", exif: Mapping[int, Any] | None = None, place: bool = False, **more: Any) -> bytes:
    """A small picture, half of it blue; with EXIF, and with the place where it was taken."""
    made = Image.new("RGB", (16, 8), "white")
    made.paste("blue", (0, 0, 8, 8))
    data = Image.Exif()
    for tag, value in (exif or {}).items():
        data[tag] = value
    if place:
        data.get_ifd(0x8825).update({1: "N", 2: (60.0, 23.0, 1.0), 3: "E", 4: (5.0, 19.0, 1.0)})
    written = io.BytesIO()
    if exif or place:
        more["exif"] = data.tobytes()
    made.save(written, format_, **more)
    return written.getvalue()


def png_with(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG with chunks behind its first."""
    plain = picture("PNG")
    extra = b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )
    return plain[:33] + extra + plain[33:]


PLAIN = {
    "pdf": pdf(),
    "docx": docx(paragraph(run("Notat"))),
    "xlsx": xlsx({"Ark1": row(1, cell("A1", "Notat"))}),
    "pptx": pptx(("Notat",)),
    "odt": opendocument("odt", "<text:p>Notat</text:p>"),
    "ods": opendocument("ods", '<table:table table:name="Ark1"/>'),
    "odp": opendocument("odp", "<text:p>Notat</text:p>"),
    "txt": b"Notat\n",
    "csv": b"a;b\n1;2\n",
    "png": picture("PNG"),
    "jpg": picture("JPEG"),
    "webp": picture("WEBP"),
}
"""A file of each type that may be published, with nothing in it that the guard tells of."""
