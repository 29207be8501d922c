"""Texts as HTML, to be compared with what was expected."""

from __future__ import annotations

from itertools import count

from portal.text.fragment import Fragment
from portal.text.tree import write_html

__all__ = ["html_of"]


def html_of(fragment: Fragment) -> str:
    """A text's HTML, with `portal:<n>` for each of its open references, in their order."""
    number = count()
    return write_html(fragment.resolved(lambda _: f"portal:{next(number)}").nodes)
