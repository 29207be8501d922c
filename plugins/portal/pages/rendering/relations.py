"""What links to other sites say of themselves: those in records' texts, and those on hand-written pages."""

from __future__ import annotations

import re

__all__ = ["RELATION", "with_relations"]

_ELSEWHERE = re.compile(r'<a(?=[^>]*\shref="https?:)(?![^>]*\srel=)', re.IGNORECASE)
RELATION = "external noopener noreferrer"
"""https://html.spec.whatwg.org/multipage/links.html#linkTypes: no opener and no referrer for whoever is linked to."""


def with_relations(html: str) -> str:
    """The HTML of a hand-written page with a relation on each link to elsewhere that has none."""
    return _ELSEWHERE.sub(lambda tag: f'{tag[0]} rel="{RELATION}"', html)
