"""A zipped package (OOXML, ECMA-376; OpenDocument, ISO/IEC 26300): its parts and their XML, within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

__all__ = ["CONTAINER", "Unread", "local", "read_parts", "read_xml"]

CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What an OLE container opens with (MS-CFB 2.2): a file that is locked with a password, or one of an old Office."""
_MOST_PARTS = 5_000
_DEEPEST = 200
"""How many elements may stand in each other; Word writes some thirty."""


class Unread(Exception):
    """A file, or a part of one, that cannot be looked into: `damaged`, `encrypted` or `too_large`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_parts(data: bytes, is_wanted: Callable[[str], bool], most_bytes: int) -> dict[str, bytes]:
    """The wanted parts of a package by name; raises `Unread`, also where they unpack to more than `most_bytes`."""
    parts: dict[str, bytes] = {}
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            if len(infos) > _MOST_PARTS:
                raise Unread("too_large")
            for info in infos:
                if info.is_dir() or not is_wanted(info.filename):
                    continue
                if info.flag_bits & 1:
                    raise Unread("encrypted")
                with package.open(info) as stream:
                    content = stream.read(most_bytes - total + 1)
                total += len(content)
                if total > most_bytes:
                    raise Unread("too_large")
                parts[info.filename] = content
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        raise Unread("damaged") from fault
    return parts


def read_xml(content: bytes) -> Element:
    """The root of a part's XML; raises `Unread`. No entity is expanded and no document type is taken."""
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as fault:
        raise Unread("damaged") from fault
    level, depth = [root], 0
    while level:
        level, depth = [child for element in level for child in element], depth + 1
        if depth > _DEEPEST:
            raise Unread("too_large")
    return root


def local(name: object) -> str:
    """An element's or attribute's name without its namespace."""
    return str(name).rpartition("}")[2]
