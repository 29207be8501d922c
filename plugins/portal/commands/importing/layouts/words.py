"""What all kinds of document share: a label before its value, and the names of organisations."""

from __future__ import annotations

import re

__all__ = ["ORGANISATION_BEGINS", "ORGANISATION_ENDS", "labelled"]

ORGANISATION_ENDS = re.compile(
    r"(?:.*\s)?(?:(?i:\w*(?:kommune|idrettskrets|skulekrins|stiftelsen?|stifting[ae]?|foreining[ae]?|forening(?:en|a)?"
    r"|forbund(?:et)?|sjukehus(?:et)?|sykehus(?:et)?|føretak(?:et)?|foretak(?:et)?|universitet(?:et)?|høgsk[ou]le(?:n|a)?"
    r"|turlag(?:et)?|idrettslag(?:et)?|helselag(?:et)?|frivilligsentral(?:en)?|direktorat(?:et)?))|HF|IKS|KF|ASA?|SA)"
)
"""A name whose last word is that of an organisation."""


ORGANISATION_BEGINS = re.compile(
    r"(?i:helse|\w*(?:forum(?:et)?|råd(?:et)?|organisasjon\w*|forei?ning\w*|forbund\w*|utval\w*|sekretariat\w*"
    r"|sent(?:er|eret|ralen)|s[jy]u?kehus\w*|legevakt\w*))\s+[A-ZÆØÅ].*"
)
"""A name whose first word is that of an organisation, with a place behind it."""


def labelled(text: str, labels: dict[str, str]) -> tuple[str, str] | None:
    """The label that a line begins with, by its name, and what stands behind it."""
    for name, words in labels.items():
        match = re.match(rf"\s*(?:{words})\s*(?::\s*|\t+\s*|\s*$)", text, re.IGNORECASE)
        if match:
            return name, text[match.end() :].strip()
    return None
