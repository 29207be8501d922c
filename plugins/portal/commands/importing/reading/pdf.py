"""A PDF: its text in the order of reading, and the tick boxes of its form."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from pypdf import PdfReader

from portal.commands.importing.document import CHECKED, UNCHECKED, Document, DocumentPlace, Unreadable
from portal.commands.importing.reading.lines import blocks_of

__all__ = ["read_pdf"]

_MOST_PAGES = 300
_MOST_BYTES = 20_000_000
"""What the pages may unpack to, all together."""
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes, name: str) -> Document:
    """The document in the bytes of a .pdf file; raises `Unreadable`."""
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
    blocks = blocks_of([*lines, *((last, box) for box in boxes)])
    return Document(name, tuple(blocks))


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
