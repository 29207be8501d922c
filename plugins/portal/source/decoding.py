"""The bytes of a record file become text: UTF-8, one form of line end, composed letters."""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from portal.model.problems import Place, Problem, error, unreadable
from portal.source.tree import StoredFile

__all__ = ["decode", "glance", "read_bytes", "read_text"]

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, without BOM, with LF line ends, in NFC; and what is wrong with it.

    The text is empty when it cannot be read.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [error(Place(path), "encoding_utf16")]
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        return "", [_wrong_encoding(data, fault.start, path)]
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if found := _FORBIDDEN.search(text):
        return "", [error(_place(text, found.start(), path), "control_character", sign=f"U+{ord(found[0]):04X}")]
    return text, []


def read_text(file: StoredFile) -> tuple[str, list[Problem]]:
    """The text of a stored file, and what is wrong with it; no symbolic link is followed."""
    data, problems = read_bytes(file)
    return ("", problems) if problems else decode(data, file.path)


def read_bytes(file: StoredFile) -> tuple[bytes, list[Problem]]:
    """What a stored file holds, and why it cannot be read; no symbolic link is followed."""
    place = Place(file.path)
    if file.is_link:
        return b"", [error(place, "symbolic_link")]
    try:
        return file.location.read_bytes(), []
    except OSError as fault:
        return b"", [unreadable(place, fault)]


def glance(location: Path) -> str:
    """What can be made out of a file that could not be understood, to look for a word in; empty if nothing can.

    A pipe or a device is not opened: it might never end.
    """
    try:
        return location.read_text("utf-8", errors="replace") if location.is_file() else ""
    except OSError:
        return ""


def _wrong_encoding(data: bytes, position: int, path: str) -> Problem:
    before = data[:position].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    place = _place(before, len(before), path)
    try:
        word = re.split(rb"\s", data[:position])[-1] + re.split(rb"\s", data[position:])[0]
        return error(place, "encoding_windows", word=word.decode("windows-1252"))
    except UnicodeDecodeError:
        return error(place, "encoding")


def _place(text: str, position: int, path: str) -> Place:
    line = text.count("\n", 0, position) + 1
    return Place(path, line, position - (text.rfind("\n", 0, position) + 1) + 1)
