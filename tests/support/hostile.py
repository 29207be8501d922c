"""Files that are out to hurt whoever reads them, each written when a test needs it."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping, Sequence

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


def _container(*streams: str) -> bytes:
    """An OLE container (MS-CFB): its sign, and the names of its streams where Word puts them."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1016 + names + b"\0" * 3072


__all__ = ["HOSTILE", "damaged", "form_pdf", "pdf_with", "word_with"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCUMENT = f'<w:document xmlns:w="{_W}"><w:body>%s</w:body></w:document>'
_PARAGRAPH = "<w:p><w:r><w:t>Referat frå møte</w:t></w:r></w:p>"


def word_with(document: str | bytes, parts: int = 0) -> bytes:
    """A Word file with this as its main part, and so many other parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", document)
        for number in range(parts):
            package.writestr(f"word/media/{number}.xml", "")
    return file.getvalue()


def _word_of(body: str) -> bytes:
    return word_with(_DOCUMENT % body)


def _with_declaration(declaration: str, body: str) -> bytes:
    paragraph = f"<w:p><w:r><w:t>Referat {body}</w:t></w:r></w:p>"
    return word_with(f'<?xml version="1.0"?><!DOCTYPE document [{declaration}]>{_DOCUMENT % paragraph}')


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _with_declaration(f'<!ENTITY l0 "ha">{entities}', "&l9;")


def _locked_word() -> bytes:
    """A Word file whose zip entry says of itself, in both places, that it is encrypted."""
    data = bytearray(_word_of(_PARAGRAPH))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(signature) + at
        data[start : start + 2] = struct.pack("<H", struct.unpack("<H", data[start : start + 2])[0] | 1)
    return bytes(data)


def _zip_of(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(name, "hei")
    return file.getvalue()


def _twice() -> bytes:
    """A Word file with its main part many times over, each near the most that is read."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(4):
            package.writestr("word/document.xml", _DOCUMENT % (" " * 25_000_000))
    return file.getvalue()


def pdf_with(pages: int, content: bytes = b"", text: str = "", password: str = "") -> bytes:
    """A PDF with so many pages; all of them show the same content stream, or the same words."""
    writer = PdfWriter()
    shown = content or (f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode() if text else b"")
    stream = DecodedStreamObject()
    stream.set_data(shown)
    reference = writer._add_object(stream.flate_encode())
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    for _ in range(pages):
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = resources
        if shown:
            page[NameObject("/Contents")] = reference
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def form_pdf(lines: Sequence[str], boxes: Mapping[str, bool]) -> bytes:
    """A PDF with these lines and a form of these tick boxes, each named by its label."""
    shown = "".join(f"BT /F1 12 Tf 72 {760 - 30 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    writer = PdfWriter(clone_from=io.BytesIO(pdf_with(1, shown.encode("windows-1252"))))
    fields = ArrayObject()
    for number, (label, ticked) in enumerate(boxes.items()):
        field = DictionaryObject(
            {
                NameObject("/FT"): NameObject("/Btn"),
                NameObject("/T"): TextStringObject(f"box{number}"),
                NameObject("/TU"): TextStringObject(label),
                NameObject("/V"): NameObject("/Yes" if ticked else "/Off"),
            }
        )
        fields.append(writer._add_object(field))
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _looping_pdf() -> bytes:
    """A PDF whose tree of pages has itself for a branch."""
    writer = PdfWriter()
    writer.add_blank_page(width=100, height=100)
    tree = writer._pages.get_object()
    tree[NameObject("/Kids")] = ArrayObject([writer._pages])
    tree[NameObject("/Count")] = NumberObject(1)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _laughing_pdf() -> bytes:
    """A PDF whose page draws a form that draws the next ten times, twelve deep."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    below = None
    for depth in range(12):
        form = DecodedStreamObject()
        form.set_data(b"/X Do " * 10 if depth else b"BT (Referat) Tj ET")
        form.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): ArrayObject([FloatObject(n) for n in (0, 0, 595, 842)]),
            }
        )
        if below is not None:
            form[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/XObject"): DictionaryObject({NameObject("/X"): below})}
            )
        below = writer._add_object(form)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/X"): below})}
    )
    drawn = DecodedStreamObject()
    drawn.set_data(b"/X Do " * 10)
    page[NameObject("/Contents")] = writer._add_object(drawn)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _nested(tag: str, inner: str, depth: int) -> bytes:
    """A Word file with an element in itself, over and over; `%s` in the tag is what it holds."""
    before, after = tag.split("%s")
    return _word_of(before * depth + inner + after * depth)


_TABLE = "<w:tbl><w:tr><w:tc>%s<w:p/></w:tc></w:tr></w:tbl>"
_CONTROL = "<w:sdt><w:sdtContent>%s</w:sdtContent></w:sdt>"
_TEXT_OPERATOR = b"BT /F1 9 Tf 1 0 0 1 72 72 Tm (Referat) Tj ET\n"

HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: _word_of(_PARAGRAPH + " " * 70_000_000),
    "bomb-in-pieces.docx": _twice,
    "many-elements.docx": lambda: _word_of("<w:p/>" * 9_000_000),
    "many-paragraphs.docx": lambda: _word_of(_PARAGRAPH * 100_000),
    "many-cells.docx": lambda: _word_of(f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * 200_000}</w:tbl>"),
    "dtd.docx": lambda: _with_declaration("", "frå møte"),
    "external-entity.docx": lambda: _with_declaration('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
    "laughs.docx": _laughs,
    "parts.docx": lambda: word_with(_DOCUMENT % _PARAGRAPH, parts=10_000),
    "locked.docx": _locked_word,
    "locked-by-word.docx": lambda: _container("EncryptionInfo", "EncryptedPackage"),
    "old-word-named.docx": lambda: _container("1Table", "WordDocument"),
    "container.docx": _container,
    "no-zip.docx": lambda: b"Referat\n",
    "half-zip.docx": lambda: _word_of(_PARAGRAPH)[:-40],
    "without-document.docx": lambda: _zip_of("hei.txt"),
    "climbing-path.docx": lambda: _zip_of("../../../../tmp/hei.txt"),
    "no-body.docx": lambda: word_with(f'<w:document xmlns:w="{_W}"/>'),
    "no-xml.docx": lambda: word_with("Referat"),
    "nested-controls.docx": lambda: _nested(_CONTROL, _PARAGRAPH, 100_000),
    "nested-tables.docx": lambda: _nested(_TABLE, _PARAGRAPH, 100_000),
    "few-nested-tables.docx": lambda: _nested(_TABLE, _PARAGRAPH, 1_000),
    "nested-runs.docx": lambda: _word_of(f"<w:p>{'<w:r>' * 100_000}<w:t>x</w:t>{'</w:r>' * 100_000}</w:p>"),
    "nested-boxes.docx": lambda: _word_of(f"{'<w:p><w:r>' * 100_000}<w:t>x</w:t>{'</w:r></w:p>' * 100_000}"),
    "truncated.pdf": lambda: pdf_with(3, text="Referat")[:700],
    "encrypted.pdf": lambda: pdf_with(1, text="Referat", password="hemmeleg"),
    "pages.pdf": lambda: pdf_with(10_000, text="Referat"),
    "no-pages.pdf": lambda: pdf_with(0),
    "scanned.pdf": lambda: pdf_with(2),
    "bomb.pdf": lambda: pdf_with(1, b" " * 200_000_000),
    "bomb-below-the-limit.pdf": lambda: pdf_with(1, _TEXT_OPERATOR * 150_000),
    "bomb-on-every-page.pdf": lambda: pdf_with(300, _TEXT_OPERATOR * 20_000),
    "far-coordinates.pdf": lambda: pdf_with(
        1, b"BT /F1 1 Tf 1 0 0 1 0 0 Tm (a) Tj 1 0 0 1 999999999 99999999 Tm (b) Tj ET"
    ),
    "looping.pdf": _looping_pdf,
    "laughs.pdf": _laughing_pdf,
    "no-pdf.pdf": lambda: b"Referat\n",
    "only-the-sign.pdf": lambda: b"%PDF-1.7\n",
    "word-named.pdf": lambda: _word_of(_PARAGRAPH),
    "pdf-named.docx": lambda: pdf_with(1, text="Referat"),
    "picture-named.txt": lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
    "word-named.txt": lambda: _word_of(_PARAGRAPH),
    "pdf-named.md": lambda: pdf_with(1, text="Referat"),
    "utf-16.txt": lambda: "Referat frå møte".encode("utf-16"),
    "utf-16-no-mark.txt": lambda: "Referat frå møte".encode("utf-16-le"),
    "empty.txt": lambda: b"",
    "empty.docx": lambda: b"",
    "empty.pdf": lambda: b"",
    "blank.md": lambda: b" \n\t\n",
    "one-line.txt": lambda: b"hei " * 7_500_000,
    "one-word.txt": lambda: b"a" * 30_000_000,
    "digits.txt": lambda: b"1" * 1_000_000,
    "brackets.txt": lambda: b"<input " * 4_000_000,
    "spaces.txt": lambda: b"a" + b" " * 3_000_000 + b"b",
    "short-lines.txt": lambda: b"a\n" * 5_000_000,
    "huge.txt": lambda: b"a" * 60_000_000,
    "picture.png": lambda: b"\x89PNG\r\n\x1a\n",
    "no-ending": lambda: b"Referat\n",
}
"""What each file holds, by its name."""


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, lost, doubled or moved; the parts of a zip are damaged inside it."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _damaged_package(data, chance)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20, 100))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        until = min(len(changed), at + chance.choice((1, 1, 3, 20, 400)))
        match chance.randrange(6):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at:until]
            case 2:
                changed[at:at] = changed[at:until] * chance.choice((1, 2, 50))
            case 3:
                changed[at:until] = bytes(chance.randrange(256) for _ in range(until - at))
            case 4:
                piece = changed[at:until]
                del changed[at:until]
                place = chance.randrange(len(changed) + 1)
                changed[place:place] = piece
            case 5:
                changed[at:until] = chance.choice(_PIECES)
    return bytes(changed)


_PIECES = (
    b"", b"0", b"-1", b"99999999999", b"1/0", b"../../../../tmp/x", b"\n", b"\x00", b"\t", b"\x0c", b"|", b"Sak 1/25 ",
    b"0/0", b"99.99.9999", b"31. februar 2025", b"00.00.0000", b"(", b")", b"((((", b"<<", b">>", b"[", b"]", b"<w:p>",
    b"</w:p>", b"<w:tr/>", b"<w:tc/>", b"\xff\xfe", b"\xe2\x80\xa8", b"0000-00-00", b"kl. 99:99", b"Vedtak:\n",
    b"---\n", b"#", b"- ", b"\xc2\xad", b"\xf0\x9f\x98\x80", b"\xcc\x81", b"\xd9\xa3",
)  # fmt: skip


def _damaged_package(data: bytes, chance: random.Random) -> bytes:
    """A zip whose parts are damaged as text, so that what reads them is reached."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for info in package.infolist():
            part = package.read(info)
            if info.filename.startswith("word/") and info.filename.endswith(".xml") and chance.random() < 0.7:
                part = _damaged_markup(part, chance)
            written.writestr(info.filename, part)
    return file.getvalue()


def _damaged_markup(part: bytes, chance: random.Random) -> bytes:
    """XML that is well-formed still, mostly: whole elements, values and words are lost, doubled or changed."""
    text = part.decode("utf-8", "replace")
    pieces = text.replace("<", "\0<").replace(">", ">\0").split("\0")
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(pieces))
        piece = pieces[at]
        if piece.startswith("<") and piece.endswith("/>"):
            pieces[at] = chance.choice(("", piece * 2, piece * 100))
        elif piece.startswith("<") and '"' in piece:
            start = piece.index('"') + 1
            value = chance.choice(("", "-1", "x", "99999999999", "²", "٣"))
            pieces[at] = piece[:start] + value + piece[piece.index('"', start) :]
        elif piece and not piece.startswith("<"):
            pieces[at] = chance.choice(_PIECES).decode("utf-8", "ignore").replace("<", "").replace("\x00", "")
        elif chance.random() < 0.1:
            pieces[at] = ""
    return "".join(pieces).encode()
