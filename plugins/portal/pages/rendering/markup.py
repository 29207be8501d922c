"""HTML as text: what is looked for in it, what its links say of themselves, and data that stands inside it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from portal.text.plain import line_of
from portal.text.tree import elements, read_html

__all__ = ["RELATION", "embedded", "headings_in", "with_relations"]

_ELSEWHERE = re.compile(r'<a(?=[^>]*\shref="https?:)(?![^>]*\srel=)', re.IGNORECASE)
RELATION = "external noopener noreferrer"
"""https://html.spec.whatwg.org/multipage/links.html#linkTypes: no opener and no referrer for whoever is linked to."""
_BREAKING = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def headings_in(html: str, lang: str) -> list[tuple[str, str]]:
    """The anchors and the words of the headings of the second level; `lang` is the language of the site."""
    headings = (element for element in elements(read_html(html)) if element.tag == "h2" and element.has("id"))
    return [(heading.get("id"), line_of(heading.children, lang=lang)) for heading in headings]


def with_relations(html: str) -> str:
    """The HTML of a hand-written page with a relation on each link to elsewhere that has none."""
    return _ELSEWHERE.sub(lambda tag: f'{tag[0]} rel="{RELATION}"', html)


def embedded(data: Mapping[str, Any]) -> Markup:
    """Data as JSON for a `script` element, which no text in it can end.

    https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
    """
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_BREAKING))
