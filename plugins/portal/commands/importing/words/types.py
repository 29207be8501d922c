"""The type of a case as documents write it: letters, or words of either language."""

from __future__ import annotations

import re

__all__ = ["LETTERS", "case_types", "only_types"]

_TYPE_WORDS = (
    ("V", re.compile(r"vedtaks?sak|avgjer[ds]+sak|avgjørelsessak|beslutningssak|til vedtak", re.IGNORECASE)),
    ("D", re.compile(r"drøftingssak|diskusjonssak|til drøfting", re.IGNORECASE)),
    ("O", re.compile(r"orienteringssak|til orientering|informasjonssak", re.IGNORECASE)),
    ("R", re.compile(r"referatsak|til referat", re.IGNORECASE)),
)
_BARE = {
    "vedtak": "V", "avgjerd": "V", "avgjørelse": "V", "beslutning": "V", "drøfting": "D", "diskusjon": "D",
    "orientering": "O", "informasjon": "O", "referat": "R",
}  # fmt: skip
"""Words that are a type only where nothing else stands with them."""
_BETWEEN = r"\s*(?:[/,&+]|\bog\b)\s*"
_ONE = rf"(?:{'|'.join(words.pattern for _, words in _TYPE_WORDS)}|sak til (?:{'|'.join(_BARE)})|{'|'.join(_BARE)})"
_ONLY = re.compile(rf"{_ONE}(?:{_BETWEEN}{_ONE})*", re.IGNORECASE)
LETTERS = r"[VDOR](?:(?:\s?[/,&+]\s?|\s+og\s+)[VDOR])*"
"""The letters of a type: one, or several with what stands between them."""


def case_types(text: str) -> str | None:
    """The type of a case from its letters (`D/V`) or words, in the order in which they stand."""
    bare = text.strip().strip("()").strip()
    if re.fullmatch(LETTERS, bare):
        return "/".join(dict.fromkeys(re.findall(r"[VDOR]", bare)))
    if types := only_types(bare):
        return types
    found = sorted((match.start(), letter) for letter, words in _TYPE_WORDS if (match := words.search(text)))
    return "/".join(letter for _, letter in found) or None


def only_types(text: str) -> str | None:
    """The type of a case from words that say nothing else, such as `Drøfting/vedtak`."""
    bare = text.strip(" .").casefold()
    if not _ONLY.fullmatch(bare):
        return None
    letters = (
        _BARE.get(word.removeprefix("sak til ")) or next(letter for letter, words in _TYPE_WORDS if words.search(word))
        for word in re.split(_BETWEEN, bare)
    )
    return "/".join(dict.fromkeys(letters))
