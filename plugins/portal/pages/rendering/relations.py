"""What links to other sites say of themselves."""

from __future__ import annotations

import re

__all__ = ["with_relations"]

_ELSEWHERE = re.compile(r'<a(?=[^>]*\shref="https?:)(?![^>]*\srel=)', re.IGNORECASE)
_RELATION = ' rel="external noopener noreferrer"'
"""https://html.spec.whatwg.org/multipage/links.html#linkTypes: no opener and no referrer for whoever is linked to."""


def with_relations(html: str) -> str:
    """The HTML with a relation on each link to elsewhere that has none."""
    return _ELSEWHERE.sub(lambda tag: f"{tag[0]}{_RELATION}", html)
