"""The pieces that a JPEG (ITU-T T.81), a PNG (ISO/IEC 15948) and a WebP (RFC 9649) are made of, as they lie there.

Nothing is decoded: a picture is taken apart and put together again without a change to what is seen.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from portal.source.documents.packages import Unread

__all__ = ["Piece", "pieces_of"]

JPEG, PNG, WEBP = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"WEBP"
_BARE = frozenset((0x01, *range(0xD0, 0xD9)))
_SOS, _EOI = 0xDA, 0xD9


@dataclass(frozen=True)
class Piece:
    """A piece of a picture: its name, what it holds, and all its bytes."""

    name: str
    content: bytes
    raw: bytes


def pieces_of(data: bytes) -> Iterator[Piece]:
    """The pieces of a JPEG, a PNG, or else a WebP, `rest` being what lies behind its end; raises `Unread`."""
    if data.startswith(JPEG):
        return _jpeg_pieces(data)
    return _png_pieces(data) if data.startswith(PNG) else _webp_pieces(data)


def _jpeg_pieces(data: bytes) -> Iterator[Piece]:
    """The segments of a JPEG from its start to its end, named by their marker (`E1`); `rest` is what lies behind it.

    Raises `Unread`.
    """
    at = 0
    while at < len(data):
        start = at
        if data[at] != 0xFF:
            raise Unread("damaged")
        while at < len(data) and data[at] == 0xFF:
            at += 1
        if at >= len(data):
            raise Unread("damaged")
        marker = data[at]
        at += 1
        if marker == 0xD8 or marker in _BARE or marker == _EOI:
            yield Piece(f"{marker:02X}", b"", data[start:at])
            if marker == _EOI:
                break
            continue
        if at + 2 > len(data):
            raise Unread("damaged")
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2 or at + length > len(data):
            raise Unread("damaged")
        content, at = data[at + 2 : at + length], at + length
        if marker == _SOS:
            at = _end_of_scan(data, at)
        yield Piece(f"{marker:02X}", content, data[start:at])
    if at < len(data):
        yield Piece("rest", data[at:], data[at:])


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the coded picture ends: at a marker that is neither a stuffed byte nor one of restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise Unread("damaged")
        if data[at + 1] == 0x00 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _png_pieces(data: bytes) -> Iterator[Piece]:
    """The chunks of a PNG, named by their type; `rest` is what lies behind the last. Raises `Unread`."""
    at = len(PNG)
    while at < len(data):
        if at + 12 > len(data):
            raise Unread("damaged")
        length, name = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data):
            raise Unread("damaged")
        yield Piece(name.decode("latin-1"), data[at + 8 : end - 4], data[at:end])
        at = end
        if name == b"IEND":
            break
    if at < len(data):
        yield Piece("rest", data[at:], data[at:])


def _webp_pieces(data: bytes) -> Iterator[Piece]:
    """The chunks of a WebP, named by their four letters; `rest` is what lies behind the last. Raises `Unread`."""
    size = int.from_bytes(data[4:8], "little") + 8
    if size > len(data):
        raise Unread("damaged")
    at = 12
    while at + 8 <= size:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if end > size + 1:
            raise Unread("damaged")
        yield Piece(data[at : at + 4].decode("latin-1"), data[at + 8 : at + 8 + length], data[at:end])
        at = end
    if size < len(data):
        yield Piece("rest", data[size:], data[size:])
