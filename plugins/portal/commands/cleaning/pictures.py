"""A picture without what is told beside it: pieces of the file are left out, and nothing of what is seen is changed."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from portal.source.documents.packages import Unread
from portal.source.documents.pictures import JPEG, PNG, WEBP, Piece, pieces_of

__all__ = ["clean_picture"]

_ORIENTATION = 0x0112
_PNG_KEPT = frozenset(
    "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset(("VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"))
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def clean_picture(data: bytes) -> bytes:
    """The picture with its colours, its motion and its orientation, and nothing else; raises `Unread`.

    A JPEG keeps what draws it (JFIF, Adobe's transform, the colour profile); thumbnails and pictures behind its end go.
    """
    turned = _orientation(data)
    if data.startswith(JPEG):
        return b"".join(_jpeg(data, turned))
    if data.startswith(PNG):
        return PNG + b"".join(_png(data, turned))
    if data[8:12] == WEBP:
        return _webp(data, turned)
    raise Unread("unknown")


def _orientation(data: bytes) -> int:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "MPO")) as picture:
            turned = picture.getexif().get(_ORIENTATION, 1)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, Image.DecompressionBombError) as fault:
        raise Unread("damaged") from fault
    return turned if isinstance(turned, int) and 1 < turned < 9 else 1


def _exif(turned: int) -> bytes:
    """An EXIF that tells how the picture is turned, and nothing else (TIFF 6.0, one entry)."""
    return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)


def _jpeg(data: bytes, turned: int) -> Iterator[bytes]:
    for number, piece in enumerate(pieces_of(data)):
        if _is_kept(piece):
            yield piece.raw
        if number == 0 and turned != 1:
            content = b"Exif\x00\x00" + _exif(turned)
            yield b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content


def _is_kept(piece: Piece) -> bool:
    if piece.name == "E0":
        return piece.content.startswith(b"JFIF\x00")
    if piece.name == "E2":
        return piece.content.startswith(b"ICC_PROFILE\x00")
    if piece.name == "EE":
        return piece.content.startswith(b"Adobe")
    return piece.name not in ("rest", "FE") and not piece.name.startswith("E")


def _png(data: bytes, turned: int) -> Iterator[bytes]:
    for piece in pieces_of(data):
        if piece.name in _PNG_KEPT:
            yield piece.raw
        if piece.name == "IHDR" and turned != 1:
            content = b"eXIf" + _exif(turned)
            yield struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))


def _webp(data: bytes, turned: int) -> bytes:
    kept = []
    for piece in pieces_of(data):
        if piece.name == "VP8X":
            flags = piece.content[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if turned != 1 else 0)
            kept.append(piece.raw[:8] + bytes([flags]) + piece.raw[9:])
        elif piece.name in _WEBP_KEPT:
            kept.append(piece.raw)
    if turned != 1:
        content = _exif(turned)
        kept.append(b"EXIF" + len(content).to_bytes(4, "little") + content + b"\x00" * (len(content) % 2))
    body = WEBP + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
