"""Which cleaning a file needs."""

from __future__ import annotations

from collections.abc import Callable

from portal.checks.guarding.types import is_of_type, type_of_name
from portal.commands.cleaning.packages import clean_office, clean_opendocument
from portal.commands.cleaning.pdf import clean_pdf
from portal.commands.cleaning.pictures import clean_picture
from portal.source.documents.packages import Unread

__all__ = ["cleaned"]

CLEANABLE: dict[str, Callable[[bytes], bytes]] = {
    **dict.fromkeys(("docx", "xlsx", "pptx"), clean_office),
    **dict.fromkeys(("odt", "ods", "odp"), clean_opendocument),
    **dict.fromkeys(("jpg", "png", "webp"), clean_picture),
    "pdf": clean_pdf,
}
"""How a file of each type is cleaned."""


def cleaned(name: str, data: bytes) -> bytes:
    """The content of a file without what it tells of people beside its words; raises `Unread`."""
    type_ = type_of_name(name)
    type_ = "jpg" if type_ == "jpeg" else type_
    if type_ not in CLEANABLE:
        raise Unread("unknown")
    if not is_of_type(type_, data):
        raise Unread("damaged")
    return CLEANABLE[type_](data)
