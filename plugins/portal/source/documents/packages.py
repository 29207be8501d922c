"""A zipped package (OOXML, ECMA-376; OpenDocument, ISO/IEC 26300): its parts and their XML, within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

__all__ = ["CONTAINER", "Unread", "W", "is_hidden", "local", "read_parts", "read_xml", "relations"]

CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What an OLE container opens with (MS-CFB 2.2): a file that is locked with a password, or one of an old Office."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word's elements, as it stands before their names."""
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


def relations(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """The parts that a part of an Office package relates to, by the relations' ids; raises `Unread`."""
    folder, base = posixpath.split(name)
    content = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    return {
        one.get("Id") or "": posixpath.normpath(posixpath.join("/", folder, one.get("Target") or "")).lstrip("/")
        for one in (read_xml(content) if content is not None else ())
        if one.get("TargetMode") != "External"
    }


def is_hidden(run: Any) -> bool:
    """Whether a run of Word's is not shown; `run` is an element of either XML library."""
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off")
