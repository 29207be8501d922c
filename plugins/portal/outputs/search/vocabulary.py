"""The words of the index, so that the search page knows which there are, and which was meant, without asking Pagefind.

They come in the order of their letters, each as a sign for how many letters it shares with the one before it (in
base 36) and the rest: `0avtale 6r 3en`. That is a third of the words themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["MOST_WORDS", "packed", "vocabulary"]

MOST_WORDS = 30_000
"""So many words are told of; of more, those that stand on most pages."""
_WORD = re.compile(r"[^\W\d_]{3,36}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def vocabulary(pages: Iterable[str]) -> list[str]:
    """The words of three letters and more that stand on some pages, in lower case and order."""
    found: Counter[str] = Counter()
    for page in pages:
        found.update({word.lower() for word in _WORD.findall(page)})
    if len(found) > MOST_WORDS:
        return sorted(word for word, _ in sorted(found.items(), key=lambda one: (-one[1], one[0]))[:MOST_WORDS])
    return sorted(found)


def packed(words: Iterable[str]) -> str:
    """Words in order as one text."""
    parts, before = [], ""
    for word in words:
        shared = 0
        while shared < min(len(word), len(before), 35) and word[shared] == before[shared]:
            shared += 1
        parts.append(_DIGITS[shared] + word[shared:])
        before = word
    return " ".join(parts)
