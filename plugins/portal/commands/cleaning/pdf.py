"""A PDF without author, notes and earlier versions; title, language, tags and what it promises (PDF/UA, PDF/A) stay."""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from portal.checks.guarding.reading.pdf import open_pdf
from portal.source.documents.packages import Unread

__all__ = ["clean_pdf"]

_INFO_KEPT = frozenset(("/Title", "/Subject", "/Keywords", "/CreationDate", "/ModDate", "/Trapped"))
_XMP_KEPT = ("dc:title", "dc:language", "dc:description", "dc:subject", "dc:format", "xmp:CreateDate", "xmp:ModifyDate")
_XMP_SCHEMAS = ("pdfuaid:", "pdfaid:", "pdfaExtension:", "pdfxid:", "pdfx:GTS")
_ANNOTATIONS_KEPT = frozenset(("/Link", "/Widget", "/FileAttachment"))


def clean_pdf(data: bytes) -> bytes:
    """The PDF, written anew; raises `Unread`: `signed` where that would break a signature."""
    with open_pdf(data) as pdf:
        if pdf.is_encrypted:
            raise Unread("encrypted")
        dictionaries = (thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary))
        if b"/ByteRange" in data and any("/ByteRange" in thing for thing in dictionaries):
            raise Unread("signed")
        try:
            _clean_info(pdf)
            for page in pdf.pages:
                _clean_page(page)
            for thing in pdf.objects:
                _clean_object(thing)
            written = io.BytesIO()
            pdf.remove_unreferenced_resources()
            pdf.save(written, deterministic_id=True, fix_metadata_version=False)
        except (pikepdf.PdfError, ValueError, RuntimeError, AttributeError, KeyError, TypeError) as fault:
            raise Unread("damaged") from fault
    return written.getvalue()


def _clean_info(pdf: pikepdf.Pdf) -> None:
    info = pdf.trailer.get("/Info")
    if isinstance(info, pikepdf.Dictionary):
        for key in [key for key, _ in info.items() if key not in _INFO_KEPT]:
            del info[key]
    if "/Metadata" in pdf.Root:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in list(metadata.keys()):
                short = _short(metadata, key)
                if short not in _XMP_KEPT and not short.startswith(_XMP_SCHEMAS):
                    del metadata[key]


_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://ns.adobe.com/xap/1.0/": "xmp:",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid:",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid:",
    "http://www.aiim.org/pdfa/ns/extension/": "pdfaExtension:",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid:",
}


def _short(metadata: Any, key: str) -> str:
    """A property of XMP by the usual prefix of its schema."""
    for namespace, prefix in _PREFIXES.items():
        if key.startswith(f"{{{namespace}}}"):
            return prefix + key.rpartition("}")[2]
    return key


def _clean_page(page: pikepdf.Page) -> None:
    annotations = page.obj.get("/Annots")
    if isinstance(annotations, pikepdf.Array):
        every: list[Any] = list(annotations)
        kept = [one for one in every if _is_kept(one)]
        if kept:
            page.obj["/Annots"] = pikepdf.Array(kept)
        else:
            del page.obj["/Annots"]


def _is_kept(annotation: Any) -> bool:
    return isinstance(annotation, pikepdf.Dictionary) and str(annotation.get("/Subtype")) in _ANNOTATIONS_KEPT


def _clean_object(thing: Any) -> None:
    """Take out what programs leave: thumbnails, their own notes, when and by whom a thing was changed."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in ("/Thumb", "/PieceInfo", "/LastModified"):
        if key in thing:
            del thing[key]
    is_metadata_of_part = isinstance(thing, pikepdf.Stream) or thing.get("/Type") in ("/Page", "/Font")
    if is_metadata_of_part and "/Metadata" in thing:
        del thing["/Metadata"]
