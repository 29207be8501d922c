"""Whether a file is what its name says: the first bytes of each type, and the main part of each package."""

from __future__ import annotations

import re

from portal.source.documents.packages import CONTAINER, Unread, read_parts
from portal.source.documents.pictures import JPEG, PNG, WEBP

__all__ = ["is_active", "is_of_type", "type_of_content", "type_of_name"]

_OOXML = {
    "docx": "wordprocessingml.document.main+xml",
    "xlsx": "spreadsheetml.sheet.main+xml",
    "pptx": "presentationml.presentation.main+xml",
}
"""The content type of the main part (ECMA-376 part 1, 15.2); one with macros has another."""
_OPENDOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
_OTHERS = (
    b"MZ",
    b"PK\x03\x04",
    b"%PDF",
    b"\x7fELF",
    b"#!",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    CONTAINER,
    JPEG,
    PNG,
)
"""How files open that are no text, and scripts."""
_MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|script|svg|\?xml|\?php|iframe)\b", re.I | re.S)
_TYPES = ("pdf", *_OOXML, *_OPENDOCUMENT, "png", "jpg", "webp", "txt")
_MOST_BYTES = 2_000_000
_BOM = b"\xef\xbb\xbf"


def type_of_name(name: str) -> str:
    """The ending of a file's name, in lower case."""
    return name.rpartition(".")[2].lower()


def type_of_content(data: bytes) -> str | None:
    """The type of attachment that a content is, whatever its file is called; None if it is of none."""
    return next((type_ for type_ in _TYPES if is_of_type(type_, data)), None)


def is_active(data: bytes) -> bool:
    """Whether a content is a program or a page, which no name makes an attachment."""
    return data.startswith((b"MZ", b"\x7fELF", b"#!")) or _MARKUP.match(data[:4096].removeprefix(_BOM)) is not None


def is_of_type(type_: str, data: bytes) -> bool:
    """Whether a file's content is of the type that its ending says.

    An office file that is locked with a password counts as one: it is an OLE container then (MS-OFFCRYPTO 2.3).
    """
    if type_ == "pdf":
        return data.startswith(b"%PDF-")
    if type_ in _OOXML:
        return _is_ooxml(type_, data)
    if type_ in _OPENDOCUMENT:
        return _is_opendocument(type_, data)
    if type_ in ("txt", "csv"):
        return _is_text(data)
    signature = {"png": data.startswith(PNG), "jpg": data.startswith(JPEG), "webp": data[8:12] == WEBP}
    return signature.get(type_, True) and (type_ != "webp" or data.startswith(b"RIFF"))


def _is_ooxml(type_: str, data: bytes) -> bool:
    if data.startswith(CONTAINER):
        return "EncryptedPackage".encode("utf-16-le") in data
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        parts = read_parts(data, lambda name: name == "[Content_Types].xml", _MOST_BYTES)
    except Unread:
        return True  # it opens as one; that it is broken is told elsewhere
    return bool(parts) and _OOXML[type_].encode() in parts["[Content_Types].xml"]


def _is_opendocument(type_: str, data: bytes) -> bool:
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        parts = read_parts(data, lambda name: name == "mimetype", _MOST_BYTES)
    except Unread:
        return True
    return parts.get("mimetype", b"").strip() == _OPENDOCUMENT[type_]


def _is_text(data: bytes) -> bool:
    start = data[:1024]
    is_wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and b"\x00" in data:
        return False
    return not start.startswith(_OTHERS) and _MARKUP.match(data[:4096].removeprefix(_BOM)) is None
