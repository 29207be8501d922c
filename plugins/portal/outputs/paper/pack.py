"""Joins a case's own paper with what is enclosed, and stamps each page that was added.

What an editor laid beside a record is added as it is. It may have no tags, no
language and fonts of its own, so a pack with enclosures cannot keep the promise
of PDF/UA and PDF/A, and does not make it.
"""

from __future__ import annotations

import io
import re

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from portal.outputs.paper.enclosures import Enclosure

__all__ = ["joined", "page_count", "sizes_of"]

_PROMISES = re.compile(rb"<pdf(?:uaid|aid):(\w+)>[^<]*</pdf(?:uaid|aid):\1>")


def page_count(content: bytes) -> int:
    """The number of pages of a PDF."""
    return len(PdfReader(io.BytesIO(content)).pages)


def joined(own: bytes, enclosures: list[Enclosure], stamps: bytes) -> bytes:
    """The paper with its enclosures behind it; `stamps` has a page for each page of theirs."""
    writer = PdfWriter(clone_from=io.BytesIO(own))
    _withdraw_promises(writer)
    stamp = iter(PdfReader(io.BytesIO(stamps)).pages)
    for enclosure in enclosures:
        if not enclosure.pages or enclosure.location is None:
            continue
        first = len(writer.pages)
        writer.append(io.BytesIO(enclosure.location.read_bytes()), import_outline=False)
        writer.add_outline_item(title=enclosure.title, page_number=first)
        for page in writer.pages[first:]:
            _make_quiet(page)
            _stamp(page, next(stamp))
    told = io.BytesIO()
    writer.write(told)
    return told.getvalue()


def sizes_of(enclosures: list[Enclosure]) -> list[tuple[float, float]]:
    """The width and the height in points of each page that is added, as a reader sees it."""
    found = []
    for enclosure in enclosures:
        if enclosure.pages and enclosure.location is not None:
            for page in PdfReader(io.BytesIO(enclosure.location.read_bytes())).pages:
                width, height = float(page.cropbox.width), float(page.cropbox.height)
                found.append((height, width) if page.rotation % 180 else (width, height))
    return found


def _withdraw_promises(writer: PdfWriter) -> None:
    metadata = writer.root_object.get("/Metadata")
    stream = metadata.get_object() if metadata is not None else None
    if isinstance(stream, StreamObject):
        stream.set_data(_PROMISES.sub(b"", stream.get_data()))


def _make_quiet(page: PageObject) -> None:
    """Take from a page what would act by itself, and its number in a tree of tags that did not come along."""
    for name in ("/StructParents", "/AA", "/Tabs"):
        page.pop(NameObject(name), None)
    for annotation in page.get("/Annots") or ArrayObject():
        held = annotation.get_object()
        if isinstance(held, DictionaryObject):
            for name in ("/StructParent", "/AA"):
                held.pop(NameObject(name), None)


def _stamp(page: PageObject, stamp: PageObject) -> None:
    if page.rotation:
        page.transfer_rotation_to_content()
    box = page.cropbox
    page.merge_transformed_page(stamp, Transformation().translate(float(box.left), float(box.bottom)))
