"""What HTML a record's text may hold. Scripts, handlers, styles and embedded content are dropped.

The list of what is allowed is the whole rule; `nh3` (ammonia) carries it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import nh3

from portal.language.disguise import undisguised
from portal.text.tree import Nodes, Reference, read_html

__all__ = ["sanitise"]

_TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup "
    "strike table tbody td tfoot th thead tr u ul var wbr".split()
)
_OF_LINES = frozenset(
    "a abbr b br cite code del dfn em i img ins kbd mark q s samp small span strike strong sub sup var wbr".split()
)
"""What may stand in a line of text, such as a heading."""
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start", "type", "reversed"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "details": {"open"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
    "*": {"lang"},
}
_EMBEDDED = "script|style|iframe|object|embed|applet|noscript|noembed|noframes|template|svg|math|textarea|title|xmp"
_EMBEDDED_OPENING = re.compile(rf"<({_EMBEDDED})\b[^>]*>|<(!--)", re.IGNORECASE)
_EMBEDDED_TAG = re.compile(rf"</?(?:{_EMBEDDED}|plaintext)\b(?:[^>]*>|[^>\n]*)", re.IGNORECASE)
_WITHIN = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "summary": ("details",), "figcaption": ("figure",)}
"""Elements that are something only in another: elsewhere they would end one of the page's own, or stand for none.

A stray `li` closes the list item around it, however many `div` are between (HTML, 13.2.6.4.7).
"""
_SHOWN = {"h1": "h4", "h2": "h4", "h3": "h4", "strike": "s"}
"""Headings of the page's own levels: below its sections a text may not have one of them. And the older name of `s`
(HTML, 16.2): without its tag, struck words would stand as valid."""

_CLEANERS = {
    in_line: nh3.Cleaner(
        tags=set(tags),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel", "portal"},
        link_rel=None,
    )
    for in_line, tags in ((True, _OF_LINES), (False, _TAGS))
}

Filter = Callable[[str, str, str], str | Reference | None]


def sanitise(html: str, attribute: Filter, in_line: bool = False) -> Nodes:
    """The tree of some HTML without what is not allowed; the words around it stay.

    `attribute(tag, name, value)` sees each allowed attribute and gives the
    value to keep, a reference into the portal, or `None` to drop it. `in_line` HTML is to stand in a line,
    such as a heading, and may hold no blocks.
    """
    html = _without_embedded(html)
    # What opens and never closes would take all that follows with it.
    html = _EMBEDDED_TAG.sub("", html).replace("<!--", "&lt;!--").replace("<![CDATA[", "&lt;![CDATA[")
    return read_html(undisguised(_CLEANERS[in_line].clean(html)), _fitting, attribute)


def _fitting(tag: str, around: Sequence[str]) -> str | None:
    """The tag by which an element is shown, so that it neither closes nor passes for one of the page; `None` for a
    part that has lost its whole. A `div` may stand between the two (as in `dl`).
    """
    wholes = _WITHIN.get(tag)
    is_astray = wholes is not None and next((one for one in reversed(around) if one != "div"), "") not in wholes
    return None if is_astray else _SHOWN.get(tag, tag)


def _without_embedded(html: str) -> str:
    """The HTML without comments, and without embedded content from its opening to its closing tag."""
    kept: list[str] = []
    position = 0
    never_closed: set[str] = set()
    for opening in _EMBEDDED_OPENING.finditer(html):
        tag = (opening[1] or opening[2]).lower()
        if opening.start() < position or tag in never_closed:
            continue
        closing = re.compile("-->" if tag == "!--" else rf"</{tag}\s*>", re.IGNORECASE).search(html, opening.end())
        if closing is None:
            never_closed.add(tag)
            continue
        kept.append(html[position : opening.start()])
        position = closing.end()
    kept.append(html[position:])
    return "".join(kept)
