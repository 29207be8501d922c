"""All that a file says, however it is packed or written: what a search for a text has to look through."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from support.papers import everything_in

__all__ = ["readings"]

_BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}")
_POSITION = re.compile(rb'"(?:location|word_count)":\d+')
"""How far into a page a word stands, and how many it has, in a fragment of the search index: no words of anybody's."""
_UTF16 = re.compile(rb"(?:[\x20-\x7e]\x00){8,}|(?:\x00[\x20-\x7e]){8,}")


def readings(data: bytes) -> Iterator[str]:
    """The texts in a file: unpacked (gzip, as the search index is; zip, as a Word document is; PDF), decoded (UTF-8,
    UTF-16, base64), and with the escapes of HTML, URLs and JSON undone."""
    if data.startswith(b"\x1f\x8b"):
        yield from readings(_POSITION.sub(b'""', gzip.decompress(data)))
        return
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                yield info.filename
                yield from readings(package.read(info))
        return
    if data.startswith(b"%PDF-"):
        yield everything_in(data)
    text = data.decode("utf-8", "replace")
    yield text
    undone = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), unquote(unescape(text)))
    if undone != text:
        yield undone
    for found in _UTF16.findall(data):
        yield found.replace(b"\x00", b"").decode("ascii")
    for run in _BASE64.findall(data):
        for start in range(4):
            whole = run[start : start + (len(run) - start) // 4 * 4]
            try:
                decoded = base64.b64decode(whole)
            except binascii.Error:
                continue
            if decoded.isascii():
                yield decoded.decode("ascii")
