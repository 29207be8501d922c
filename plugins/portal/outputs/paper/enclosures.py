"""The papers that go with a case: which of them can be joined to it, how many pages they have, and how it is done.

What an editor laid beside a record is added as it is. It may have no tags, no
language and fonts of its own, so a pack with enclosures cannot keep the promise
of PDF/UA and PDF/A, and does not make it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter, Transformation, __version__
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from portal.derived.context import Context
from portal.derived.public import Record
from portal.model.case import Case
from portal.model.common import Attachment
from portal.source.cache import Cache, digest_of

__all__ = [
    "LEFT_OUT", "MOST_BYTES", "MOST_PAGES", "Enclosure", "enclosures_of", "joined", "page_count", "sizes_of",
]  # fmt: skip

LEFT_OUT = ("exempt", "elsewhere", "not_published", "not_pdf", "encrypted", "broken", "too_much")
"""Why a paper can be left out of a pack."""
MOST_PAGES = 600
"""Pages of enclosures in one pack."""
MOST_BYTES = 60_000_000
"""Bytes of enclosures in one pack."""
_PROMISES = re.compile(rb"<pdf(?:uaid|aid):(\w+)>[^<]*</pdf(?:uaid|aid):\1>")


@dataclass(frozen=True)
class Enclosure:
    """A paper of a case or of one of its items.

    `origin` tells where it belongs; it has `pages` if it can be joined to the
    pack, else the `reason` why not, one of `LEFT_OUT`.
    """

    number: int
    title: str
    lang: str | None
    origin: str
    reason: str = ""
    pages: int = 0
    location: Path | None = None
    digest: str = ""


def enclosures_of(context: Context, case: Record[Case], cache: Cache) -> list[Enclosure]:
    """The papers of a case, then those of its items in time, each file once; what is too much is left out."""
    found: list[Enclosure] = []
    seen: set[Path] = set()
    pages = size = 0
    for record, attachment, origin in _attachments(context, case):
        one = _enclosure(context, record, attachment, cache)
        if one.location in seen and one.location is not None:
            continue
        if one.location is not None:
            seen.add(one.location)
            more = one.location.stat().st_size
            if one.pages and (pages + one.pages > MOST_PAGES or size + more > MOST_BYTES):
                one = replace(one, pages=0, reason="too_much")
            elif one.pages:
                pages, size = pages + one.pages, size + more
        found.append(replace(one, number=len(found) + 1, origin=origin))
    return found


def _attachments(context: Context, case: Record[Case]) -> Iterator[tuple[Record[Any], Attachment, str]]:
    for attachment in case.facts.attachments:
        yield case, attachment, context.t("kind.case")
    for handling in context.portal.route(case.id):
        item = handling.entry.item
        for attachment in () if item.exempt else item.attachments:
            number = context.item_number(handling)
            yield handling.meeting, attachment, f"{number}, {context.body(handling.meeting.body_id).text}"


def _enclosure(context: Context, record: Record[Any], attachment: Attachment, cache: Cache) -> Enclosure:
    bare = Enclosure(0, attachment.title, context.foreign(record.facts), "")
    stored = record.files.get(attachment.file) if attachment.file else None
    if attachment.exempt:
        return replace(bare, reason="exempt")
    if stored is None:
        return replace(bare, reason="elsewhere" if attachment.url else "not_published")
    if not stored.name.lower().endswith(".pdf"):
        return replace(bare, reason="not_pdf", location=stored.location)
    content = stored.location.read_bytes()
    digest = hashlib.sha256(f"{__version__}\0".encode() + content).hexdigest()[:40]
    told = json.loads(cache.fetch_bytes(digest_of("enclosure", digest), lambda: json.dumps(_read(content)).encode()))
    return replace(bare, location=stored.location, digest=digest, **told)


def _read(content: bytes) -> dict[str, Any]:
    """What can be told of a PDF: its pages, or why it cannot be joined."""
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            return {"reason": "encrypted"}
        pages = len(reader.pages)
        for page in reader.pages:
            page.get_contents()
        return {"pages": pages} if pages else {"reason": "broken"}
    except Exception:  # whatever a damaged file makes the reader trip over
        return {"reason": "broken"}


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
