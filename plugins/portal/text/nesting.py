"""What of sanitised HTML fits where it is shown: nothing in it closes, or passes for, an element of the page."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["fitting"]

_WITHIN = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "summary": ("details",),
    "figcaption": ("figure",),
}
"""Elements that are something only in another: elsewhere they would end one of the page's own, or stand for none.

A stray `li` closes the list item around it, however many `div` are between (HTML, 13.2.6.4.7).
"""
_PAGES_OWN = {"h1": "h4", "h2": "h4", "h3": "h4"}
"""Headings of the page's own levels, inside a text: below its sections they may not look like one of them."""


def fitting(tag: str, around: Sequence[str]) -> str | None:
    """The tag of an element that fits: of a heading one below the page's own, `None` of a part that lost its whole.

    `around` are the tags of the elements that it stands in; a `div` may stand between (as in `dl`).
    """
    wholes = _WITHIN.get(tag)
    if wholes is not None and next((one for one in reversed(around) if one != "div"), "") not in wholes:
        return None
    return _PAGES_OWN.get(tag, tag)
