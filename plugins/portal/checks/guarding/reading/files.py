"""Which reader a file needs, and the files within files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from portal.checks.guarding.findings import Passage, Reading, Spot, SpotKind, Trace, TraceKind
from portal.checks.guarding.reading.office import Parts, generic, properties
from portal.checks.guarding.reading.opendocument import read_opendocument
from portal.checks.guarding.reading.pdf import embedded_files, read_pdf
from portal.checks.guarding.reading.pictures import read_picture
from portal.checks.guarding.reading.sheets import read_sheets
from portal.checks.guarding.reading.slides import read_slides
from portal.checks.guarding.reading.word import read_word
from portal.checks.guarding.types import is_of_type, type_of_name
from portal.source.documents.packages import CONTAINER, Unread, read_parts

__all__ = ["PICTURES", "read_file"]

PICTURES = ("jpg", "jpeg", "png", "webp")
_MOST_BYTES = 80_000_000
"""What a package may unpack to."""
_MOST_XML = 30_000_000
_MOST_TEXT = 20_000_000
_DEEPEST = 2
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
    type_ = type_of_name(name)
    try:
        inner: Iterable[tuple[str, bytes]]
        if type_ == "pdf":
            return _with(read_pdf(data), embedded_files(data) if depth < _DEEPEST else (), depth)
        if type_ in _OFFICE:
            passages, traces, inner = _package(type_, data)
        elif type_ in PICTURES:
            passages, traces, inner = *read_picture(data), ()
        elif type_ in ("txt", "csv", "md", "xml", "html", "htm", "json"):
            passages, traces, inner = _lines(data, type_), [], ()
        else:
            return Reading(unread="unknown")
        reading = Reading(tuple(passages), tuple(traces))
        return _with(reading, inner, depth)
    except Unread as fault:
        return Reading(unread=fault.reason)
    except RecursionError:
        return Reading(unread="damaged")


def _with(reading: Reading, inner: Iterable[tuple[str, bytes]], depth: int) -> Reading:
    """The reading with what was found in the files within."""
    passages, traces, unread = list(reading.passages), list(reading.traces), reading.unread
    for name, data in inner:
        if depth >= _DEEPEST:
            unread = "nested"
            continue
        below = read_file(name, data, depth + 1)
        is_picture = type_of_name(name) in PICTURES
        passages += [Passage(one.text, Spot(SpotKind.EMBEDDED, name), one.heading) for one in below.passages]
        traces += [trace for trace in below.traces if trace.kind in _KEPT_WITHIN or not is_picture]
        if below.unread and not is_picture:
            unread = "nested"
    return replace(reading, passages=tuple(passages), traces=tuple(dict.fromkeys(traces)), unread=unread)


def _package(type_: str, data: bytes) -> tuple[list[Passage], list[Trace], list[tuple[str, bytes]]]:
    if data.startswith(CONTAINER):
        raise Unread("encrypted")
    main, read = _OFFICE[type_]
    parts: Parts = read_parts(data, lambda name: True, _MOST_BYTES)
    if main not in parts:
        raise Unread("damaged")
    if sum(len(content) for name, content in parts.items() if name.endswith((".xml", ".rels"))) > _MOST_XML:
        raise Unread("too_large")
    if _is_locked(parts):
        raise Unread("encrypted")
    passages, traces, taken = read(parts)
    told, of_author = properties(parts)
    passages = [*passages, *told, *generic(parts, taken)]
    inner = [(name, content) for name, content in parts.items() if _is_file(name)]
    names = [name.rpartition("/")[2] for name, _ in inner if type_of_name(name) not in PICTURES]
    if names:
        traces.append(Trace(TraceKind.EMBEDDED, ", ".join(names)))
    return passages, [*traces, *of_author], inner


def _is_locked(parts: Parts) -> bool:
    return b"encryption-data" in parts.get("META-INF/manifest.xml", b"")


def _is_file(name: str) -> bool:
    """Whether a part is a file of its own: a picture, or something that was put in whole."""
    if type_of_name(name) in PICTURES:
        return True
    return "embeddings/" in name or (type_of_name(name) in (*_OFFICE, "pdf") and not name.startswith("["))


def _lines(data: bytes, type_: str) -> list[Passage]:
    if len(data) > _MOST_TEXT:
        raise Unread("too_large")
    text = _decoded(data)
    if not is_of_type("txt", data) and type_ in ("txt", "csv"):
        raise Unread("damaged")
    heads: list[str] = []
    passages = []
    for number, line in enumerate(text.split("\n"), 1):
        spot = Spot(SpotKind.LINE, str(number))
        if type_ != "csv":
            passages.append(Passage(line, spot))
            continue
        cells = [cell.strip('" \r') for cell in line.replace("\t", ";").replace(",", ";").split(";")]
        heads = heads or cells
        passages += [
            Passage(cell, spot, heads[n] if n < len(heads) and number > 1 else "")
            for n, cell in enumerate(cells)
            if cell
        ]
    return passages


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1252", "replace")
