"""Which reader a file needs, what it holds decides and its name must agree; text, and a PDF in the order of reading."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader

from portal.commands.importing.document.blocks import CHECKED, UNCHECKED, Document, DocumentPlace, Unreadable
from portal.commands.importing.document.text import blocks_of
from portal.commands.importing.document.word import read_word
from portal.source.decoding import decode

__all__ = ["read_document_file"]

_LARGEST = 50_000_000
_LARGEST_TEXT = 1_000_000
"""The largest file that is read, in bytes; text is some 500 pages at most."""
_MOST_PAGES = 300
_MOST_BYTES = 20_000_000
"""What the pages of a PDF may unpack to, all together."""
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_document_file(path: Path) -> Document:
    """The document in a file; raises `Unreadable`."""
    try:
        if path.stat().st_size > _LARGEST:
            raise Unreadable("import.too_large")
        data = path.read_bytes()
    except OSError as fault:
        raise Unreadable("import.unreadable", reason=fault) from fault
    ending = path.suffix.lower()
    if ending == ".docx":
        return read_word(data, path.name)
    if ending == ".pdf":
        return _read_pdf(data, path.name)
    if ending in (".txt", ".md"):
        return _read_text(data, path)
    raise Unreadable("import.ending", found=ending or path.name)


def _read_text(data: bytes, path: Path) -> Document:
    if len(data) > _LARGEST_TEXT:
        raise Unreadable("import.too_large")
    if data.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")) or b"\x00" in data[:4096]:
        raise Unreadable("import.not_text")
    text, problems = decode(data.replace(b"\x0c", b"\n"), path.name)
    if problems:
        text = data.decode("windows-1252", "replace") if problems[0].code == "encoding_windows" else ""
    if not text.strip():
        raise Unreadable("import.not_text" if problems else "import.empty")
    if path.suffix.lower() == ".md":
        text = re.sub(r"\*\*(.+?)\*\*|(?<![\w*])\*(?!\s)(.+?)\*", lambda match: match[1] or match[2], text)
    lines = ((DocumentPlace(0, number), line) for number, line in enumerate(text.split("\n"), 1))
    return Document(path.name, tuple(blocks_of(lines)))


def _read_pdf(data: bytes, name: str) -> Document:
    """The text of a PDF in the order of reading, and the tick boxes of its form; raises `Unreadable`."""
    if not data.lstrip().startswith(b"%PDF"):
        raise Unreadable("import.not_pdf")
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Unreadable("import.encrypted")
        if not 0 < len(reader.pages) <= _MOST_PAGES:
            raise Unreadable("import.pages", found=len(reader.pages), most=_MOST_PAGES)
        lines = list(_lines(reader))
        boxes = list(_boxes(reader))
    except Unreadable:
        raise
    except Exception as fault:  # a damaged file leads pypdf to errors of many kinds
        raise Unreadable("import.not_pdf") from fault
    if not any(line.strip() for _, line in lines):
        raise Unreadable("import.scanned")
    last = lines[-1][0]
    return Document(name, tuple(blocks_of([*lines, *((last, box) for box in boxes)])))


def _lines(reader: PdfReader) -> Iterator[tuple[DocumentPlace, str]]:
    total = 0
    for page in reader.pages:
        contents = page.get_contents()
        total += len(contents.get_data()) if contents is not None else 0
        if total > _MOST_BYTES:
            raise Unreadable("import.too_large")
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=True)
        for line, words in enumerate(text.split("\n"), 1):
            yield DocumentPlace(number, line), words
        yield DocumentPlace(number, 0), ""


def _boxes(reader: PdfReader) -> Iterator[str]:
    """The tick boxes of the document's form, each with its name."""
    for name, field in (reader.get_fields() or {}).items():
        if field.get("/FT") == "/Btn":
            value = str(field.get("/V", "/Off"))
            words = str(field.get("/TU") or name)
            yield f"{CHECKED if value != '/Off' else UNCHECKED} {words}"
