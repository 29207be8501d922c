"""How lines open a part of a document: an item by its number, a section of its text, what is closed to the public."""

from __future__ import annotations

import re

from portal.commands.importing.lexicon import entry, mended, pattern, terms

__all__ = [
    "PAGE", "is_standing", "item_head", "mark_in", "section_in",
]  # fmt: skip

_SECTIONS, _STANDING = terms("item.sections"), pattern("item.standing")
_ITEM = pattern("item.opens", re.IGNORECASE | re.DOTALL)
_COUNTED = re.compile(r"^\d{1,2}[.)]?\s+(?=sak\s+\d+\s?[/-]\s?\d)", re.IGNORECASE)
"""What counts the items before their numbers."""
_SERIES = re.compile(rf"^({entry('fragment.series')})(?=\d)")
PAGE = re.compile(
    r"(?:\t|(?:\s?\.){3,200}|\s?…+|\s{3,})\s*(?:side\s+|s\.\s*)?\d{1,3}\s*$|(?:\s?\.){5,200}\s*(?:side\s+|s\.\s*)?\d{1,3}(?=\s)",
    re.IGNORECASE,
)
"""The number of a page behind a title, or behind its first line."""
_MARK = pattern("closed.mark", re.IGNORECASE | re.MULTILINE)
_DENIED = pattern("closed.denied", re.IGNORECASE | re.MULTILINE)
_LONGEST_MENDED = 40


def is_standing(title: str) -> bool:
    """Whether an item stands on every agenda, and nothing becomes of it by itself."""
    return _STANDING.fullmatch(title.strip()) is not None


def item_head(text: str) -> tuple[str, str] | None:
    """The number and the title of the item that a line opens, as they are printed; without the page at its end."""
    match = _ITEM.fullmatch(_COUNTED.sub("", text.strip(), count=1))
    if not match:
        return None
    number = _SERIES.sub(r"\1 ", re.sub(r"\s", "", match["sak"] or match["bare"]))
    return number, " ".join(PAGE.sub("", match["title"]).split()).rstrip(" :")


def section_in(text: str) -> tuple[str, str] | None:
    """The section of an item that a line opens, and what stands behind its heading."""
    line, _, more = text.partition("\n")
    found = _SECTIONS.label(line)
    if not found and len(words := line.partition(":")[0]) < _LONGEST_MENDED:
        found = _SECTIONS.label(mended(words) + line[len(words) :])
    if not found or (found[1] and ":" not in line):
        return None
    return found[0], "\n".join(filter(None, [found[1], more]))


def mark_in(text: str) -> str:
    """The words by which a text tells that something is closed; blank where it does not."""
    match = next((one for one in _MARK.finditer(text) if not _DENIED.match(text, one.end())), None)
    return " ".join(match[0].split()).strip(" ([–-:") if match else ""
