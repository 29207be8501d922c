"""Which lines stand alone by their words, whatever kind of document they are in."""

from __future__ import annotations

import re

from portal.commands.importing.layouts.forms import FORM_LABELS, FORM_SECTIONS, PROMPTS
from portal.commands.importing.layouts.meetings import ITEM_SECTIONS, MEETING_LABELS
from portal.commands.importing.layouts.reports import REPORT_SECTIONS

__all__ = ["stands_alone"]

_RESULTS = re.compile(
    r"(?:(?:samrøystes|e(?:i)?nstemmig|sak(?:a|en)) )?(?:godkjen[td]|vedt(?:att|eke)|uts[ae]tt|tr(?:ukket|ekt)"
    r"|t(?:att|eken|eke) til (?:orientering|etterretning|vitande))\b[^.]{0,40}\.",
    re.IGNORECASE,
)
"""What became of an item, as a line of its own."""


_ALONE = re.compile(
    "|".join(
        rf"(?:{words})\s*:?"
        for words in (
            *(words for _, words in (*FORM_SECTIONS, *ITEM_SECTIONS, *REPORT_SECTIONS)),
            *FORM_LABELS.values(),
            *MEETING_LABELS.values(),
        )
    ),
    re.IGNORECASE,
)


def stands_alone(line: str) -> bool:
    """Whether a line is a heading, a label or a result by its words, so that no other line is joined to it."""
    bare = line.strip()
    is_said = bare[:1].isupper() and any(words.fullmatch(bare) for words in (_ALONE, _RESULTS))
    return is_said or PROMPTS.fullmatch(bare) is not None
