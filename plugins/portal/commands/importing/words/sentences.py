"""Where a sentence ends: not behind the number of a list, a day or a section, nor behind a short form."""

from __future__ import annotations

import re

__all__ = ["sentences_in"]

_END = re.compile(r"(?:(?<=[^\d\s][.!?])|(?<=[.!?][»”])|(?<=\d\d\.)|(?<=[-–:]\d\.))(?<!\b[a-zæøå]\.)\s+(?=[A-ZÆØÅ])")


def sentences_in(text: str) -> list[str]:
    """The sentences of a text, and its lines."""
    return [one for line in text.split("\n") for one in _END.split(line) if one.strip()]
