"""What a hand-written page holds: its headings, for a list of them at its side."""

from __future__ import annotations

from portal.text.plain import line_of
from portal.text.tree import elements, read_html

__all__ = ["headings_in"]


def headings_in(html: str, lang: str) -> list[tuple[str, str]]:
    """The anchors and the words of the headings of the second level; `lang` is the language of the site."""
    headings = (element for element in elements(read_html(html)) if element.tag == "h2" and element.has("id"))
    return [(heading.get("id"), line_of(heading.children, lang=lang)) for heading in headings]
