"""An OpenDocument (ISO/IEC 26300) without authors, comments, tracked changes and the traces of the machine."""

from __future__ import annotations

import re

from portal.commands.cleaning.markup import name_of, parse, remove, serialise
from portal.commands.cleaning.pictures import clean_picture
from portal.source.documents.packages import Unread

__all__ = ["clean_opendocument"]

_META_DROPPED = frozenset(
    "initial-creator creator printed-by print-date editing-cycles editing-duration user-defined template".split()
)
_CONTENT_DROPPED = frozenset(
    "tracked-changes change change-start change-end annotation annotation-end hidden-text".split()
)
_MACHINE = re.compile(r"Printer|CurrentDatabase|EmbeddedDatabaseName|Rsid")
_PICTURE = re.compile(r"Pictures/.*\.(?:jpe?g|png|webp)", re.IGNORECASE)


def clean_opendocument(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a document, cleaned; raises `Unread`. What was deleted goes with the list of changes it lies in."""
    kept = {name: content for name, content in parts.items() if not name.startswith("Thumbnails/")}
    for name in list(kept):
        if name == "meta.xml":
            root = parse(kept[name])
            remove(e for e in root.iter() if name_of(e) in _META_DROPPED)
            kept[name] = serialise(root)
        elif re.fullmatch(r"(?:.*/)?(?:content|styles)\.xml", name):
            root = parse(kept[name])
            if remove(e for e in root.iter() if name_of(e) in _CONTENT_DROPPED):
                kept[name] = serialise(root)
        elif name == "settings.xml":
            root = parse(kept[name])
            items = (e for e in root.iter() if name_of(e) == "config-item")
            remove(e for e in items if any(_MACHINE.search(str(value)) for value in e.attrib.values()))
            kept[name] = serialise(root)
        elif _PICTURE.fullmatch(name):
            try:
                kept[name] = clean_picture(kept[name])
            except Unread:
                continue
    if "META-INF/manifest.xml" in kept:
        root = parse(kept["META-INF/manifest.xml"])
        remove(e for e in root if any(str(v).startswith("Thumbnails/") for v in e.attrib.values()))
        kept["META-INF/manifest.xml"] = serialise(root)
    return kept
