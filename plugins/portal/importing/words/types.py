"""The type of a case as documents write it: letters, or words of either language."""

from __future__ import annotations

import re

__all__ = ["LETTERS", "case_types"]

_TYPE_WORDS = (
    ("V", re.compile(r"vedtaks?sak|avgjer[ds]+sak|avgjørelsessak|beslutningssak|til vedtak", re.IGNORECASE)),
    ("D", re.compile(r"drøftingssak|diskusjonssak|til drøfting", re.IGNORECASE)),
    ("O", re.compile(r"orienteringssak|til orientering|informasjonssak", re.IGNORECASE)),
    ("R", re.compile(r"referatsak|til referat", re.IGNORECASE)),
)
LETTERS = r"[VDOR](?:(?:\s?[/,&+]\s?|\s+og\s+)[VDOR])*"
"""The letters of a type: one, or several with what stands between them."""


def case_types(text: str) -> str | None:
    """The type of a case from its letters (`D/V`) or words, in the order in which they stand."""
    bare = text.strip().strip("()").strip()
    if re.fullmatch(LETTERS, bare):
        return "/".join(dict.fromkeys(re.findall(r"[VDOR]", bare)))
    found = sorted((match.start(), letter) for letter, words in _TYPE_WORDS if (match := words.search(text)))
    return "/".join(letter for _, letter in found) or None
