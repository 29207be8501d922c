"""A PDF (ISO 32000): its pages, everything else in it that is text, its attachments and its earlier versions."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import time
from collections.abc import Iterator
from typing import Any

import pikepdf
from pypdf import PdfReader

from portal.checks.guarding.findings import Reading, SpotKind, TraceKind
from portal.source.documents.packages import Unread

__all__ = ["embedded_files", "open_pdf", "read_pdf"]

_MOST_PAGES = 500
_MOST_BYTES = 20_000_000
"""What the pages may unpack to, all together."""
_MOST_SECONDS = 20.0
"""How long the pages of a file may take, in seconds of the processor."""
_MOST_OBJECTS = 200_000
_MOST_REVISIONS = 8
_PHOTOGRAPH = "JPEG.jpg"
_MOST_EMBEDDED = 20_000_000
_END = re.compile(rb"%%EOF[\r\n]*")
_TAG = re.compile(r"<[^>]*>")
_CREATOR = re.compile(r"<dc:creator>(.*?)</dc:creator>", re.DOTALL)
_NO_COMMENTS = frozenset(("/Link", "/Widget", "/Popup", "/FileAttachment", "/PrinterMark", "/TrapNet"))
_FAULTS = (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, AttributeError, KeyError, TypeError)
"""What qpdf and its wrapper make of a damaged file."""
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """The PDF in the bytes; raises `Unread`."""
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as fault:
        raise Unread("encrypted") from fault
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as fault:
        raise Unread("damaged") from fault


def read_pdf(data: bytes, reading: Reading) -> None:
    """Take what a PDF holds into a reading; raises `Unread`. What is attached to it is left to `embedded_files`.

    Of pages that cannot be read to the end, what stands before it is there, with the reason in `unread`.
    """
    with open_pdf(data) as pdf:
        try:
            try:
                _read_pages(_unlocked(pdf, data), reading)
            except Unread as fault:
                reading.unread = fault.reason
            comments = 0
            for number, page in enumerate(pdf.pages, 1):
                for annotation in page.obj.get("/Annots", []):
                    if not isinstance(annotation, pikepdf.Dictionary):
                        continue
                    comments += str(annotation.get("/Subtype")) not in _NO_COMMENTS
                    for text in _strings(annotation):
                        reading.say(text, SpotKind.ANNOTATION, str(number))
            form = pdf.Root.get("/AcroForm")
            fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
            for text in (text for field in _values(fields) for text in _strings(field)):
                reading.say(text, SpotKind.FIELD)
            metadata = list(_metadata(pdf))
            for name, text in metadata:
                reading.say(_TAG.sub(" ", text), SpotKind.METADATA, name)
            _read_objects(pdf, reading)
            earlier = list(revisions(data, pdf.is_linearized))
            names = [name for name, _ in _filespecs(pdf)]
        except _FAULTS as fault:
            raise Unread("damaged") from fault
    people = [text for name, text in metadata if name == "Author"]
    people += [_TAG.sub(" ", told) for name, text in metadata if name == "XMP" for told in _CREATOR.findall(text)]
    reading.tell_names(TraceKind.AUTHOR, people)
    reading.tell_names(TraceKind.COMPANY, (text for name, text in metadata if name in ("Company", "Manager")))
    reading.tell(TraceKind.COMMENTS, comments)
    reading.tell(TraceKind.EMBEDDED, ", ".join(names) or len(names))
    reading.tell(TraceKind.EARLIER, len(earlier))
    for number, version in enumerate(earlier[:_MOST_REVISIONS], 1):
        for passage in _read_revision(version).passages:
            reading.say(passage.text, SpotKind.REVISION, str(number))


def revisions(data: bytes, is_linearized: bool) -> Iterator[bytes]:
    """The earlier versions of a PDF that was saved by adding to it, the latest first.

    A file that is laid out for the web ends twice, and has no version before that.
    """
    ends = [match.end() for match in _END.finditer(data)]
    for end in reversed(ends[1 if is_linearized else 0 : -1]):
        yield data[:end]


def _read_revision(version: bytes) -> Reading:
    """What stood on the pages and in the objects of an earlier version; nothing of a piece that was no version."""
    reading = Reading()
    with contextlib.suppress(Unread), open_pdf(version) as pdf:
        _read_pages(_unlocked(pdf, version), reading)
        _read_objects(pdf, reading)
        return reading
    return Reading()


def _unlocked(pdf: pikepdf.Pdf, data: bytes) -> bytes:
    """The bytes of a PDF that anybody may open, without the lock on changing it."""
    if not pdf.is_encrypted:
        return data
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def _read_pages(data: bytes, reading: Reading) -> None:
    try:
        reader = PdfReader(io.BytesIO(data))
        if len(reader.pages) > _MOST_PAGES:
            raise Unread("too_large")
        total, began = 0, time.process_time()
        for number, page in enumerate(reader.pages, 1):
            contents = page.get_contents()
            total += len(contents.get_data()) if contents is not None else 0
            if total > _MOST_BYTES or time.process_time() - began > _MOST_SECONDS:
                raise Unread("too_large")
            reading.say(page.extract_text(), SpotKind.PAGE, str(number))
    except Unread:
        raise
    except Exception as fault:  # a damaged file leads pypdf to errors of many kinds
        raise Unread("damaged") from fault


def _strings(thing: Any) -> Iterator[str]:
    """The texts right in a dictionary or list, and one step down."""
    for value in _values(thing):
        if isinstance(value, pikepdf.String):
            yield str(value)
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
            yield from (str(below) for below in _values(value) if isinstance(below, pikepdf.String))


def _values(thing: Any) -> list[Any]:
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return [value for _, value in thing.items()]
    return list(thing) if isinstance(thing, pikepdf.Array) else []


def _metadata(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """What the file says of itself: the entries of its Info, and its XMP."""
    info = pdf.trailer.get("/Info")
    for key, value in info.items() if isinstance(info, pikepdf.Dictionary) else ():
        if isinstance(value, pikepdf.String):
            yield key.lstrip("/"), str(value)
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        yield "XMP", bytes(metadata.read_bytes()).decode("utf-8", "replace")


def _read_objects(pdf: pikepdf.Pdf, reading: Reading) -> None:
    """Take every text of every object that is no page's content: bookmarks, descriptions, names, values of forms."""
    if len(pdf.objects) > _MOST_OBJECTS:
        raise Unread("too_large")
    for thing in pdf.objects:
        for text in _strings(thing):
            if len(text) >= 6:
                reading.say(text, SpotKind.METADATA, "PDF")


def _filespecs(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and isinstance(thing.get("/EF"), pikepdf.Dictionary):
            yield str(thing.get("/UF", thing.get("/F", ""))), thing["/EF"]


def embedded_files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files within a PDF, and its photographs, by name; raises `Unread`."""
    total = 0
    with open_pdf(data) as pdf:
        try:
            found = [(name, ef.get("/F", ef.get("/UF"))) for name, ef in _filespecs(pdf)]
            found += [(_PHOTOGRAPH, thing) for thing in pdf.objects if _is_photograph(thing)]
            for name, stream in found:
                if not isinstance(stream, pikepdf.Stream):
                    continue
                content = bytes(stream.read_raw_bytes() if name == _PHOTOGRAPH else stream.read_bytes())
                total += len(content)
                if total > _MOST_EMBEDDED:
                    raise Unread("too_large")
                yield name, content
        except _FAULTS as fault:
            raise Unread("damaged") from fault


def _is_photograph(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == pikepdf.Name.DCTDecode
