"""Signs that make a text read otherwise than it is written."""

from __future__ import annotations

import re

__all__ = ["undisguised"]

_DISGUISES = re.compile(
    "[\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Signs that nobody sees and that change the order in which others are seen, or part a word (Unicode UAX #9, UTS #39).

The joiners U+200C and U+200D stay: other scripts, and pictures made of several, are written with them. So does the soft
hyphen, which is seen where a line is parted by it.
"""


def undisguised(text: str) -> str:
    """The text without signs that make it read otherwise than it is written: what a person sees is what is there."""
    return _DISGUISES.sub("", text)
