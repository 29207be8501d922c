"""Which of the two written languages a text is in."""

from __future__ import annotations

import re

__all__ = ["language_of"]

_NYNORSK = re.compile(
    r"\b(?:ikkje|frå|eit|ein|kva|korleis|kommunane|vedteke|saka|sjå|dei|gje|nokon|utvalet|partane|blei|vart)\b"
)
_BOKMAL = re.compile(
    r"\b(?:ikke|fra|et|hva|hvordan|kommunene|vedtatt|saken|de|gi|noen|utvalget|partene|ble|møteleder|leder|sted)\b"
)


def language_of(text: str) -> str | None:
    """`nn` or `nb`, by the words that only one of them has; `None` where they do not tell."""
    nynorsk, bokmal = len(_NYNORSK.findall(text.casefold())), len(_BOKMAL.findall(text.casefold()))
    if nynorsk > 2 * bokmal and nynorsk > 1:
        return "nn"
    return "nb" if bokmal > 2 * nynorsk and bokmal > 1 else None
