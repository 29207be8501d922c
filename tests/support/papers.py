"""PDFs as a program sees them: their words, their tree of tags, and all that is packed in them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pikepdf
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject
from pypdfium2 import PdfDocument

from portal.outputs.paper.tree import finished

__all__ = ["SHORT", "Node", "embedded_fonts", "everything_in", "said_in", "styles_of", "tags_of", "text_of", "xmp_of"]


SHORT: dict[str, Any] = {
    "lang": "nn", "title": "T", "author": "A", "description": "D", "brand": "#0d4b45", "foot": "F",
    "page": "{page} ({pages})",
    "blocks": finished([{"kind": "heading", "level": 1, "runs": [{"text": "Øvst"}]}]),
}  # fmt: skip
"""What the shortest of papers is made of."""


@dataclass
class Node:
    """An element of the tree of tags: its role, its own language, and what is below it."""

    role: str
    lang: str | None = None
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def roles(self) -> list[str]:
        return [node.role for node in self.walk()]


def text_of(content: bytes) -> str:
    """The words of all pages in order, spaces folded, words that were parted at a line's end joined."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    return re.sub(r"\s+", " ", re.sub(r"[-\u00ad\u2010]\n", "", "\n".join(pages)))


def tags_of(content: bytes) -> Node:
    """The tree of tags, from its root."""
    return _node(PdfReader(io.BytesIO(content)).root_object["/StructTreeRoot"].get_object())


def _node(element: Any) -> Node:
    held = element.get("/K", ArrayObject())
    held = held.get_object() if isinstance(held, IndirectObject) else held
    kids = [kid.get_object() for kid in (held if isinstance(held, ArrayObject) else [held])]
    below = [_node(kid) for kid in kids if isinstance(kid, DictionaryObject) and "/S" in kid]
    return Node(str(element.get("/S", "/Root"))[1:], element.get("/Lang"), below)


def styles_of(content: bytes) -> list[DictionaryObject]:
    """What the tags say of how their words are set, such as struck or raised, in reading order."""
    return list(_styles(PdfReader(io.BytesIO(content)).root_object["/StructTreeRoot"].get_object()))


def _styles(element: Any) -> Iterator[DictionaryObject]:
    told = element.get("/A", ArrayObject())
    yield from (one.get_object() for one in (told if isinstance(told, ArrayObject) else [told]))
    held = element.get("/K", ArrayObject())
    held = held.get_object() if isinstance(held, IndirectObject) else held
    for kid in held if isinstance(held, ArrayObject) else [held]:
        below = kid.get_object()
        if isinstance(below, DictionaryObject) and "/S" in below:
            yield from _styles(below)


def xmp_of(content: bytes) -> str:
    """The metadata in XML."""
    stream = PdfReader(io.BytesIO(content)).root_object["/Metadata"].get_object()
    assert isinstance(stream, StreamObject)
    return stream.get_data().decode()


def embedded_fonts(content: bytes) -> dict[str, bool]:
    """The fonts of a PDF by name, each with whether it is embedded."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {
            str(held.FontName): any(name in held for name in ("/FontFile", "/FontFile2", "/FontFile3"))
            for held in pdf.objects
            if isinstance(held, pikepdf.Dictionary) and held.get("/Type") == "/FontDescriptor"
        }


def everything_in(content: bytes) -> str:
    """What a PDF says, and every stream in it, unpacked."""
    return "\n".join(_read(content))


def said_in(content: bytes) -> str:
    """The words of the pages, as they stand and with the ends of lines taken out, and every text in the objects."""
    return _read(content)[0]


@cache
def _read(content: bytes) -> tuple[str, str]:
    """What a PDF says, and its streams; read once, for the same paper lies in many sites.

    Read with qpdf and PDFium, which are quick: the words of all papers of a site are read here.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if pdf.is_encrypted:
            return "", ""
        held = list(pdf.objects)
        texts = [text for one in held for text in _strings(one)]
        streams = [text for one in held for text in _streams(one)]
    with closing(PdfDocument(content)) as document:
        pages = "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "\n")
    return "\n".join([pages, re.sub(r"[-\u00ad\u2010\ufffe\x02]?\n", "", pages), *texts]), "\n".join(streams)


def _strings(held: Any) -> Iterator[str]:
    """The texts and names in an object; what it refers to is an object of its own."""
    if isinstance(held, pikepdf.String | pikepdf.Name):
        yield str(held)
    elif isinstance(held, pikepdf.Array):
        for one in held:
            yield from () if _is_elsewhere(one) else _strings(one)
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        for name, one in held.items():
            yield name
            yield from () if _is_elsewhere(one) else _strings(one)


def _is_elsewhere(held: Any) -> bool:
    return isinstance(held, pikepdf.Object) and held.is_indirect


def _streams(held: Any) -> Iterator[str]:
    if isinstance(held, pikepdf.Stream) and held.get("/Subtype") != "/Image" and "/Length1" not in held:
        yield held.read_bytes().decode("utf-8", "replace")
