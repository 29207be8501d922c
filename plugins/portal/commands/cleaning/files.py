"""Which cleaning a file needs; a package is put together again as it lay."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from portal.checks.guarding.types import is_of_type, type_of_name
from portal.commands.cleaning.office import clean_office
from portal.commands.cleaning.opendocument import clean_opendocument
from portal.commands.cleaning.pdf import clean_pdf
from portal.commands.cleaning.pictures import clean_picture
from portal.source.documents.packages import Unread, read_parts

__all__ = ["CLEANABLE", "cleaned"]

_MOST_BYTES = 400_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell; no cleaned file tells when its parts were written."""


def cleaned(name: str, data: bytes) -> bytes:
    """The content of a file without what it tells of people beside its words; raises `Unread`."""
    type_ = type_of_name(name)
    type_ = "jpg" if type_ == "jpeg" else type_
    if type_ not in CLEANABLE:
        raise Unread("unknown")
    if not is_of_type(type_, data):
        raise Unread("damaged")
    return CLEANABLE[type_](data)


def _in_package(clean: Callable[[dict[str, bytes]], dict[str, bytes]]) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        if not data.startswith(b"PK"):
            raise Unread("encrypted")
        parts = read_parts(data, lambda name: True, _MOST_BYTES)
        if any(name.startswith("_xmlsignatures/") or name.endswith("documentsignatures.xml") for name in parts):
            raise Unread("signed")
        return _packed(clean(parts))

    return change


def _packed(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return written.getvalue()


CLEANABLE: dict[str, Callable[[bytes], bytes]] = {
    **dict.fromkeys(("docx", "xlsx", "pptx"), _in_package(clean_office)),
    **dict.fromkeys(("odt", "ods", "odp"), _in_package(clean_opendocument)),
    **dict.fromkeys(("jpg", "png", "webp"), clean_picture),
    "pdf": clean_pdf,
}
"""How a file of each type is cleaned."""
