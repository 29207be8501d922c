"""What became of an item, and how the votes fell, in the words of the trade."""

from __future__ import annotations

import re
from typing import Any

from portal.model.vocabulary import Outcome

__all__ = ["is_negated", "outcome_in", "vote_in"]

_OUTCOMES = (
    (
        Outcome.POSTPONED,
        r"utsett|utsatt|utsettes"
        r"|\bsak(?:a|en)\b[^.]{0,30}\b(?:på nytt|attende|igjen|opp att|tilbake)\b[^.]{0,20}\bneste møte",
    ),
    (Outcome.RETURNED, r"sendt? tilbake|sendes tilbake|tilbakesendt"),
    (Outcome.WITHDRAWN, r"trekt|trukket"),
    (Outcome.REJECTED, r"avvist|avslått|forkasta|forkastet"),
    (Outcome.APPROVED, r"godkjent|godkjend|godkjennes"),
    (Outcome.ENDORSED, r"sluttar seg til|slutter seg til|slutta seg til|sluttet seg til|tilslutning|tilslutta"),
    (
        Outcome.NOTED,
        r"(?:tatt|teken|teke|tas|tek\w*) (?:\w+ )?til (?:orientering|etterretning|vitande)"
        r"|\b(?:tar|tek|tok) (?:\w+ ){1,6}?til (?:orientering|etterretning|vitande)",
    ),
    (Outcome.DECIDED, r"vedtatt|vedteke|vedteken|vedtas"),
    (Outcome.DISCUSSED, r"drøfta|drøftet|diskutert"),
)
_NEGATED = re.compile(
    r"\b(?:ikk?j?e|not|verken|korkje|ingen)\s+(?:\w+\s+){0,2}?(?:{words})".replace(
        "{words}", "|".join(words for _, words in _OUTCOMES)
    ),
    re.IGNORECASE,
)
_UNANIMOUS = re.compile(
    r"(?<!ikkje )(?<!ikke )\b(?:samrøystes|enstemmig|einstemmig|samstemmig|samstemt)", re.IGNORECASE
)
_VOICES = r"\s*(?:stemmer?|røyster?)?\s*"
_VOTED = r"(?:røysta|stemte|stemde)"
_VOTES = (
    re.compile(rf"(\d+){_VOICES}for\b[^.\d]*(\d+){_VOICES}(?:i\s?)?mot\b", re.IGNORECASE),
    re.compile(
        rf"(\d+)\s+{_VOTED} for\b[^.\d]*(\d+)(?:\s+{_VOTED})?\s+(?:i\s?)?mot\b",
        re.IGNORECASE,
    ),
    re.compile(rf"(\d+){_VOICES}mot\s+(\d+)\b", re.IGNORECASE),
)


def outcome_in(text: str) -> Outcome | None:
    """What became of an item, where a short text says it in the words of the trade; of what did not, nothing."""
    if _NEGATED.search(text):
        return None
    found = [
        (match.start(), outcome) for outcome, words in _OUTCOMES if (match := re.search(words, text, re.IGNORECASE))
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def is_negated(text: str) -> bool:
    """Whether a text says of an outcome that it did not come about."""
    return _NEGATED.search(text) is not None


def vote_in(text: str) -> Any:
    """`unanimous`, or `{for, against}`, where a text says how the votes fell."""
    if _UNANIMOUS.search(text):
        return "unanimous"
    for pattern in _VOTES:
        if match := pattern.search(text):
            return {"for": match[1], "against": match[2]}
    return None
