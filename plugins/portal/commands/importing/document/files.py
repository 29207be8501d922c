"""Which reader a file needs, what it holds decides and its name must agree; text, and a PDF in the order of reading."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from portal.commands.importing.document.blocks import Document, DocumentPlace, Unreadable
from portal.commands.importing.document.mail import read_mail
from portal.commands.importing.document.message import read_message
from portal.commands.importing.document.odt import read_odt
from portal.commands.importing.document.pdf import read_pdf
from portal.commands.importing.document.text import Line, blocks_of
from portal.commands.importing.document.word import read_word
from portal.source.decoding import decode

__all__ = ["read_document_file"]

_LARGEST = 50_000_000
_LARGEST_TEXT = 1_000_000
"""The largest file that is read, in bytes; text is some 500 pages at most."""


def read_document_file(path: Path) -> Document:
    """The document in a file; raises `Unreadable`."""
    try:
        if path.stat().st_size > _LARGEST:
            raise Unreadable("import.too_large")
        data = path.read_bytes()
    except OSError as fault:
        raise Unreadable("import.unreadable", reason=fault) from fault
    return _read(data, path.name)


def _read(data: bytes, name: str) -> Document:
    """The document in the bytes of a file of some name."""
    ending = PurePath(name).suffix.lower()
    readers = {
        ".docx": read_word,
        ".doc": read_word,
        ".odt": read_odt,
        ".pdf": read_pdf,
        ".txt": _text,
        ".md": _text,
        ".json": read_message,
    }
    if ending in readers:
        return readers[ending](data, name)
    if ending == ".eml":
        return read_mail(data, name, _attached)
    raise Unreadable("import.ending", found=ending or name)


def _attached(data: bytes, name: str) -> Document:
    """A document that came with a mail; a mail within a mail is none."""
    if name.lower().endswith(".eml"):
        raise Unreadable("import.ending", found=name)
    return _read(data, name)


def _text(data: bytes, name: str) -> Document:
    if len(data) > _LARGEST_TEXT:
        raise Unreadable("import.too_large")
    if data.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")) or b"\x00" in data[:4096]:
        raise Unreadable("import.not_text")
    text, problems = decode(data.replace(b"\x0c", b"\n"), name)
    if problems:
        text = data.decode("windows-1252", "replace") if problems[0].code == "encoding_windows" else ""
    if not text.strip():
        raise Unreadable("import.not_text" if problems else "import.empty")
    if name.lower().endswith(".md"):
        text = re.sub(r"\*\*(.+?)\*\*|(?<![\w*])\*(?!\s)(.+?)\*", lambda match: match[1] or match[2], text)
    lines = (Line(DocumentPlace(0, number), line) for number, line in enumerate(text.split("\n"), 1))
    return Document.of(name, blocks_of(lines))
