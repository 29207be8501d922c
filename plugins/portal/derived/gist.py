"""What a page is about, in a line for search engines and for whoever is sent its address."""

from __future__ import annotations

from portal.model.common import RecordFacts
from portal.text.fragment import EMPTY
from portal.text.outline import Outline
from portal.text.plain import line_of

__all__ = ["first_words", "gist", "gist_of"]

_LONGEST = 180
"""Characters; what shows a description cuts it about there."""


def gist(*parts: str) -> str:
    """The parts that say something, as one line that ends after a whole word."""
    line = " ".join(" ".join(parts).split())
    if len(line) <= _LONGEST:
        return line
    return line[:_LONGEST].rpartition(" ")[0].rstrip(" .,;:–-") + "…"


def gist_of(facts: RecordFacts, *parts: str) -> str:
    """What a record's page is about: its summary, or else the parts that say something."""
    return gist(facts.summary) if facts.summary else gist(*parts)


def first_words(outline: Outline, lang: str) -> str:
    """What a record's text begins with: what stands before its headings, and under the first that has a text.

    `lang` is the language of the text.
    """
    under = next((section.content for section in outline.sections if section.content), EMPTY)
    return line_of(outline.lead.nodes, under.nodes, lang=lang)
