"""Sanitised HTML made to fit where it is shown: nothing in it closes, or passes for, an element of the page.

What comes in is well-formed, as the sanitiser writes it: every tag is closed, and `<` and `>` stand in no attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["fitted"]

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>[^>]*)>")
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
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


def fitted(html: str) -> str:
    """The HTML without parts that have lost their whole, with headings below the page's own."""
    return "".join(_pieces(html))


def _pieces(html: str) -> Iterator[str]:
    open_: list[tuple[str, str]] = []
    position = 0
    for tag in _TAG.finditer(html):
        yield html[position : tag.start()]
        position = tag.end()
        name = tag["name"]
        if tag["end"]:
            shown = open_.pop()[1] if open_ and open_[-1][0] == name else ""
            yield f"</{shown}>" if shown else ""
            continue
        shown = "" if _is_astray(name, [one for one, _ in open_]) else _PAGES_OWN.get(name, name)
        if name not in _VOID:
            open_.append((name, shown))
        if shown:
            yield f"<{shown}{tag['attributes']}>"
    yield html[position:]


def _is_astray(name: str, around: list[str]) -> bool:
    """Whether an element is not where it belongs; a `div` may stand between (as in `dl`)."""
    wholes = _WITHIN.get(name)
    return wholes is not None and next((one for one in reversed(around) if one != "div"), "") not in wholes
