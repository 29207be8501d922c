"""What a hand-written page holds: its headings, for a list of them at its side."""

from __future__ import annotations

import re

from portal.text.plain import line_of

__all__ = ["headings_in"]

_HEADING = re.compile(r'<h2\b[^>]*?\sid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)


def headings_in(html: str, lang: str) -> list[tuple[str, str]]:
    """The anchors and the words of the headings of the second level; `lang` is the language of the site."""
    return [(anchor, line_of(words, lang=lang)) for anchor, words in _HEADING.findall(html)]
