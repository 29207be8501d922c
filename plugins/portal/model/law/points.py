"""What the law wants agreements about: helse- og omsorgstenestelova § 6-2, first paragraph, and how a basis names it.

The twelfth point came with the act of 11 June 2021 no. 73 (Prop. 102 L (2020–2021)). What each is about stands in the
catalogues, as `law.point.<number>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["POINTS", "points_in"]

POINTS = range(1, 13)
"""The numbers of the points that agreements between a municipality and a hospital trust must cover."""

_SECTION = re.compile(r"§\s*6\s*-\s*2\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_PARAGRAPH = re.compile(r"\b\w+\.?\s+ledd\b", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:nr|nummer|pkt|punkt)\.?\s*(?P<list>\d+(?:\s*(?:,|og|-|–|til)\s*\d+)*)", re.IGNORECASE)
_ONE = re.compile(r"(\d+)(?:\s*(?:-|–|til)\s*(\d+))?", re.IGNORECASE)


def points_in(basis: Iterable[str]) -> tuple[int, ...]:
    """The points that the texts of a basis name, in order: `hol. § 6-2 nr. 2, 3 og 5` names three, `nr. 1-3` too."""
    found: set[int] = set()
    for text in basis:
        for section in _SECTION.finditer(text):
            for listed in _LISTED.finditer(_PARAGRAPH.sub(" ", section["rest"].partition("§")[0])):
                for first, last in _ONE.findall(listed["list"]):
                    found.update(range(int(first), min(int(last or first), POINTS[-1]) + 1))
    return tuple(sorted(found & set(POINTS)))
