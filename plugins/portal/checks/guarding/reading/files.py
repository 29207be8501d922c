"""Which reader a file needs, and the files within files."""

from __future__ import annotations

from collections.abc import Iterable

from portal.checks.guarding.findings import Reading, SpotKind, TraceKind
from portal.checks.guarding.reading.office import read_others, read_properties, read_sheets, read_slides, read_word
from portal.checks.guarding.reading.opendocument import read_opendocument
from portal.checks.guarding.reading.pdf import embedded_files, read_pdf
from portal.checks.guarding.reading.pictures import read_picture
from portal.checks.guarding.types import is_of_type, type_of_name
from portal.source.documents.packages import CONTAINER, Unread, read_parts

__all__ = ["read_file"]

PICTURES = ("jpg", "jpeg", "png", "webp")
_MOST_BYTES = 80_000_000
"""What a package may unpack to."""
_MOST_XML = 30_000_000
_MOST_TEXT = 20_000_000
_DEEPEST = 2
_TEXTS = ("txt", "csv", "md", "xml", "html", "htm", "json")
_OFFICE = {
    "docx": ("word/document.xml", read_word),
    "xlsx": ("xl/workbook.xml", read_sheets),
    "pptx": ("ppt/presentation.xml", read_slides),
    "odt": ("content.xml", read_opendocument),
    "ods": ("content.xml", read_opendocument),
    "odp": ("content.xml", read_opendocument),
}
_KEPT_WITHIN = frozenset((TraceKind.LOCATION, TraceKind.DEVICE))
"""Of a picture within a file, only what tells of a place or a camera is told."""


def read_file(name: str, data: bytes, depth: int = 0) -> Reading:
    """All that a file holds. It never raises: what could not be looked into stands in `unread`."""
    type_, reading = type_of_name(name), Reading()
    inner: Iterable[tuple[str, bytes]] = ()
    try:
        if type_ == "pdf":
            read_pdf(data, reading)
            inner = embedded_files(data) if depth < _DEEPEST else ()
        elif type_ in _OFFICE:
            inner = _read_package(type_, data, reading)
        elif type_ in PICTURES:
            read_picture(data, reading)
        elif type_ in _TEXTS:
            _read_lines(data, type_, reading)
        else:
            return Reading(unread="unknown")
        _read_inner(inner, depth, reading)
    except Unread as fault:
        return Reading(unread=fault.reason)
    except RecursionError:
        return Reading(unread="damaged")
    reading.traces = list(dict.fromkeys(reading.traces))
    return reading


def _read_inner(inner: Iterable[tuple[str, bytes]], depth: int, reading: Reading) -> None:
    """Take what is in the files within a file."""
    for name, data in inner:
        if depth >= _DEEPEST:
            reading.unread = "nested"
            continue
        below = read_file(name, data, depth + 1)
        is_picture = type_of_name(name) in PICTURES
        for one in below.passages:
            reading.say(one.text, SpotKind.EMBEDDED, name, one.heading)
        reading.traces += [trace for trace in below.traces if trace.kind in _KEPT_WITHIN or not is_picture]
        if below.unread and not is_picture:
            reading.unread = "nested"


def _read_package(type_: str, data: bytes, reading: Reading) -> list[tuple[str, bytes]]:
    """Take what is in a package; the files within it."""
    if data.startswith(CONTAINER):
        raise Unread("encrypted")
    main, read = _OFFICE[type_]
    parts = read_parts(data, lambda name: True, _MOST_BYTES)
    if main not in parts:
        raise Unread("damaged")
    if sum(len(content) for name, content in parts.items() if name.endswith((".xml", ".rels"))) > _MOST_XML:
        raise Unread("too_large")
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Unread("encrypted")
    taken = read(parts, reading)
    inner = [(name, content) for name, content in parts.items() if _is_file(name)]
    names = [name.rpartition("/")[2] for name, _ in inner if type_of_name(name) not in PICTURES]
    reading.tell(TraceKind.EMBEDDED, ", ".join(names))
    read_properties(parts, reading)
    read_others(parts, reading, taken)
    return inner


def _is_file(name: str) -> bool:
    """Whether a part is a file of its own: a picture, or something that was put in whole."""
    if type_of_name(name) in PICTURES:
        return True
    return "embeddings/" in name or (type_of_name(name) in (*_OFFICE, "pdf") and not name.startswith("["))


def _read_lines(data: bytes, type_: str, reading: Reading) -> None:
    if len(data) > _MOST_TEXT:
        raise Unread("too_large")
    if not is_of_type("txt", data) and type_ in ("txt", "csv"):
        raise Unread("damaged")
    heads: list[str] = []
    for number, line in enumerate(_decoded(data).split("\n"), 1):
        if type_ != "csv":
            reading.say(line, SpotKind.LINE, str(number))
            continue
        cells = [cell.strip('" \r') for cell in line.replace("\t", ";").replace(",", ";").split(";")]
        heads = heads or cells
        for n, cell in enumerate(cells):
            if cell:
                heading = heads[n] if n < len(heads) and number > 1 else ""
                reading.say(cell, SpotKind.LINE, str(number), heading)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")
