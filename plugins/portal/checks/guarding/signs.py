"""A text as the guard reads it: digits of every script as ASCII, spaces and dashes of every kind as one kind each."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["GAP", "has_gaps", "plain"]

_UNSEEN = "\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
GAP = rf"(?:[{_UNSEEN}]|&shy;|&zwnj;|&zwj;|&#x?[0-9a-fA-F]{{2,5}};|\\)*"
"""A pattern for what may stand between two digits without being seen."""
_IN_GAP = re.compile(rf"[{_UNSEEN}\\&]")
_SPACE_ENTITIES = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|numsp|puncsp|hairsp|#160|#xa0|#x202f|#8239);", re.IGNORECASE)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"


def plain(text: str) -> str:
    """The text with ASCII digits, spaces and hyphens; each character, and so each place, stays where it was."""
    if not text.isascii():
        for sign in sorted({*text}):
            if not sign.isascii() and _plain_sign(sign) != sign:
                text = text.replace(sign, _plain_sign(sign))
    if "&" in text:
        text = _SPACE_ENTITIES.sub(lambda match: " " + _UNSEEN[0] * (len(match[0]) - 1), text)
    return text


def has_gaps(text: str) -> bool:
    """Whether there is anything in the text that `GAP` may match."""
    return _IN_GAP.search(text) is not None


@cache
def _plain_sign(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign in _DASHES:
        return "-"
    return " " if unicodedata.category(sign) == "Zs" else sign
