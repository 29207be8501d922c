"""The characters that a paper can hold.

PDF/A-2 (ISO 19005-2, 6.2.11.8) and PDF/UA-1 (ISO 14289-1, 7.21.8) forbid text
without a glyph, and typst refuses to print it; control characters and the
private area say nothing to anyone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

__all__ = ["MISSING", "plain_latin", "printable"]

MISSING = "\u25a1"
"""What stands for a character that no font of ours has: an empty square."""

_KEPT_FORMATS = "\u00ad\u200b"
_COMMON = f"\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026{MISSING}"
_PLAIN = re.compile("[\\x20-\\x7e\\u00a0-\\u00ac\\u00ae-\\u017f]*")
_SPACES = re.compile(r"[\t\n\r\f\v\u2028\u2029]")
_RUN = re.compile(f"{MISSING}(?:[\u200b]*{MISSING})+")


def printable(text: str, has_glyph: Callable[[str], bool]) -> str:
    """The text with a square for each run of characters that cannot be printed, and no control characters.

    Marks that turn the direction of writing, join or choose the look of what
    cannot be seen go too: the text stands in the order in which it was written.
    """
    if _PLAIN.fullmatch(text):
        return text
    clean = "".join(map(_seen, unicodedata.normalize("NFC", _SPACES.sub(" ", text))))
    return _RUN.sub(MISSING, "".join(c if c < "\u0180" or has_glyph(c) else MISSING for c in clean))


def plain_latin(text: str) -> str:
    """The text with a square for all that no font lacks for sure."""
    return "".join(c if c < "\u0180" or c in _COMMON else MISSING for c in text)


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Cs") or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return ""
    if category == "Cf":
        return character if character in _KEPT_FORMATS else ""
    return MISSING if category in ("Co", "Cn") else character
