"""A picture: what EXIF (CIPA DC-008), XMP (ISO 16684), IPTC (IIM) and the comments of its format tell beside it."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, UnidentifiedImageError

from portal.checks.guarding.findings import Reading, SpotKind, Trace, TraceKind
from portal.source.documents.packages import Unread
from portal.source.documents.pictures import Piece, pieces_of

__all__ = ["read_picture"]

_EXIF, _GPS = 0x8769, 0x8825
_PEOPLE = {0x013B: "Artist", 0x9C9D: "XPAuthor", 0xA430: "CameraOwnerName"}
_DEVICES = {0xA431: "BodySerialNumber", 0xA435: "LensSerialNumber", 0xC62F: "CameraSerialNumber"}
_MOST_TEXT = 1_000_000
_TAG = re.compile(r"<[^>]*>")
_XMP_PEOPLE = re.compile(
    r"<dc:creator>(.*?)</dc:creator>|\b(?:aux:OwnerName|photoshop:AuthorsPosition)=\"([^\"]*)\"", re.S
)
_XMP_TRACES = (
    (TraceKind.LOCATION, re.compile(r"(?:exif:GPSLatitude|exif:GPSLongitude)\b")),
    (TraceKind.DEVICE, re.compile(r"aux:(?:SerialNumber|LensSerialNumber)\b")),
)
_IPTC_BY_LINE = b"\x1c\x02\x50"


def read_picture(data: bytes, reading: Reading) -> None:
    """Take what a JPEG, PNG or WebP tells into a reading; raises `Unread`."""
    people: list[str] = []
    texts = [text for piece in list(pieces_of(data)) for text in _texts(piece)]
    for tag, value in _exif(data):
        text = _decoded(value)
        texts.append(("EXIF", text))
        if tag in _PEOPLE:
            people.append(text)
        if tag in _DEVICES and text.strip():
            reading.traces.append(Trace(TraceKind.DEVICE))
        if tag == _GPS:
            reading.traces.append(Trace(TraceKind.LOCATION))
    for xmp in (text for name, text in texts if name == "XMP"):
        people += [_TAG.sub(" ", a or b) for a, b in _XMP_PEOPLE.findall(xmp)]
        for kind, pattern in _XMP_TRACES:
            reading.traces += [Trace(kind)] if pattern.search(xmp) else []
    people += [text for name, text in texts if name == "IPTC-author"]
    reading.tell_names(TraceKind.AUTHOR, people)
    for name, text in texts:
        reading.say(_TAG.sub(" ", text), SpotKind.METADATA, name.partition("-")[0])


def _texts(piece: Piece) -> Iterator[tuple[str, str]]:
    content = piece.content[:_MOST_TEXT]
    if piece.name == "E1" and content.startswith(b"http://ns.adobe.com/"):
        yield "XMP", content.partition(b"\x00")[2].decode("utf-8", "replace")
    elif piece.name in ("XMP ",):
        yield "XMP", content.decode("utf-8", "replace")
    elif piece.name == "ED":
        yield "IPTC", _decoded(content)
        for part in content.split(_IPTC_BY_LINE)[1:]:
            yield "IPTC-author", _decoded(part[2 : 2 + int.from_bytes(part[:2], "big")])
    elif piece.name == "FE":
        yield "comment", _decoded(content)
    elif piece.name in ("tEXt", "zTXt", "iTXt"):
        yield from _png_text(piece.name, content)


def _png_text(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    key, _, value = content.partition(b"\x00")
    is_packed = name == "zTXt"
    if name == "zTXt":
        value = value[1:]
    elif name == "iTXt":
        is_packed = value[:1] == b"\x01"
        value = value[2:].split(b"\x00", 2)[-1]
    if is_packed:
        try:
            value = zlib.decompressobj().decompress(value, _MOST_TEXT)
        except zlib.error as fault:
            raise Unread("damaged") from fault
    kind = "XMP" if key == b"XML:com.adobe.xmp" else "IPTC-author" if key.lower() in (b"author", b"artist") else "PNG"
    yield kind, value.decode("utf-8" if name == "iTXt" else "latin-1", "replace")


def _exif(data: bytes) -> Iterator[tuple[int, Any]]:
    """The entries of a picture's EXIF; the place where it was taken as one of them."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "MPO")) as picture:
            exif = picture.getexif()
            yield from exif.items()
            yield from exif.get_ifd(_EXIF).items()
            if place := exif.get_ifd(_GPS):
                yield _GPS, " ".join(map(_decoded, place.values()))
    except Image.DecompressionBombError as fault:
        raise Unread("too_large") from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError, TypeError, OverflowError) as fault:
        raise Unread("damaged") from fault


def _decoded(value: Any) -> str:
    """A value of EXIF as text; Windows writes its own fields in UTF-16."""
    if not isinstance(value, bytes):
        return str(value)
    if value[:8] == b"UNICODE\x00":
        return value[8:].decode("utf-16", "replace")
    if len(value) > 3 and value[1::2].count(0) > len(value) // 3:
        return value.decode("utf-16-le", "replace").rstrip("\x00")
    return value.removeprefix(b"ASCII\x00\x00\x00").decode("utf-8", "replace").rstrip("\x00")
