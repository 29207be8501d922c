"""What words of the trade stand for: what became of an item, how the votes fell, the type of a case, the language."""

from __future__ import annotations

import re
from typing import Any

from portal.commands.importing.lexicon import entry, pattern, terms
from portal.model.vocabulary import Outcome

__all__ = ["LETTERS", "case_types", "is_negated", "language_of", "only_types", "outcome_in", "vote_in", "with_beside"]

_OUTCOMES = terms("outcome")
_NEGATED = re.compile(
    r"\b(?:ikk?j?e|not|verken|korkje|ingen)\s+(?:\w+\s+){0,2}?"
    rf"(?:{'|'.join(words for _, words in _OUTCOMES)}|vedtak\b)",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\W*(?:(?:ingen|ingenting|intet)(?:\s+(?:\w+\s+)?sak(?:er)?(?:\s+(?:til|under|på)\s+\w+)?)?)?\W*", re.IGNORECASE
)
_FELL, _PUT_OFF = pattern("item.fell"), pattern("item.put_off")
_UNANIMOUS = pattern("vote.unanimous")
_VOTES = (pattern("vote.for"), pattern("vote.voted"), pattern("vote.stood"), pattern("vote.against"))
_NUMBERS = {word: str(n) for n, word in enumerate(str(entry("vote.numbers")).split())}
_NUMBERS |= dict.fromkeys(str(entry("vote.one")).split(), "1")
_ABSTAINED, _CASTING = pattern("vote.abstained"), pattern("vote.casting")
_IN_WORDS = re.compile(rf"\b({'|'.join(_NUMBERS)})(?=\s+(?:{entry('vote.counted')}))", re.IGNORECASE)
_TYPES = terms("case_type.words")
_BARE: dict[str, str] = entry("case_type.bare")
_BETWEEN = r"\s*(?:[/,&+]|\bog\b)\s*"
_ONE = rf"(?:{'|'.join(words for _, words in _TYPES)}|sak til (?:{'|'.join(_BARE)})|{'|'.join(_BARE)})"
_ONLY = re.compile(rf"{_ONE}(?:{_BETWEEN}{_ONE})*", re.IGNORECASE)
LETTERS = str(entry("fragment.types"))
"""The letters of a type: one, or several with what stands between them."""
_LANGUAGES = {name: pattern(f"language.{name}", 0) for name in ("nn", "nb")}


def outcome_in(text: str) -> Outcome | None:
    """What became of an item, where a short text says it in the words of the trade; of what did not, nothing."""
    if _FELL.search(text):
        return Outcome.REJECTED
    if _PUT_OFF.search(text):
        return Outcome.POSTPONED
    if is_negated(text):
        return None
    found = [(match.start(), name) for name, words in _OUTCOMES if (match := re.search(words, text, re.IGNORECASE))]
    found = [pair for pair in found if pair[1] != Outcome.DISCUSSED.value] or found  # before it was decided on
    return Outcome(min(found, key=lambda pair: pair[0])[1]) if found else None


def is_negated(text: str) -> bool:
    """Whether a text says of an outcome that it did not come about."""
    return bool(_NEGATED.search(text) or _NOTHING.fullmatch(text))


def vote_in(text: str) -> Any:
    """`unanimous`, or `{for, against}` and what is told beside it, where a text says how the votes fell."""
    if _UNANIMOUS.search(text):
        return "unanimous"
    match = next((match for votes in _VOTES if (match := votes.search(_in_figures(text)))), None)
    return with_beside({"for": match[1], "against": match[2]}, text) if match else None


def with_beside(vote: Any, text: str) -> Any:
    """A vote that was counted, with how many did not vote, and that the chair's vote decided it where it was tied."""
    if not isinstance(vote, dict):
        return vote
    abstained = _ABSTAINED.search(_in_figures(text))
    is_cast = vote["for"] == vote["against"] and _CASTING.search(text)
    beside = {"abstained": next(filter(None, abstained.groups()))} if abstained else {}
    return {**vote, **beside, **({"casting": True} if is_cast else {})}


def _in_figures(text: str) -> str:
    """A text with the small numbers of votes in figures."""
    return _IN_WORDS.sub(lambda match: _NUMBERS[match[1].casefold()], text)


def case_types(text: str) -> str | None:
    """The type of a case from its letters (`D/V`) or words, in the order in which they stand."""
    bare = text.strip().strip("()").strip()
    if re.fullmatch(LETTERS, bare):
        return "/".join(dict.fromkeys(re.findall(r"[VDOR]", bare)))
    if types := only_types(bare):
        return types
    matches = ((letter, re.search(words, text, re.IGNORECASE)) for letter, words in _TYPES)
    return (
        "/".join(letter for _, letter in sorted((match.start(), letter) for letter, match in matches if match)) or None
    )


def only_types(text: str) -> str | None:
    """The type of a case from words that say nothing else, such as `Drøfting/vedtak`."""
    bare = text.strip(" .").casefold()
    if not _ONLY.fullmatch(bare):
        return None
    letters = (_BARE.get(word.removeprefix("sak til ")) or _TYPES.within(word) for word in re.split(_BETWEEN, bare))
    return "/".join(dict.fromkeys(filter(None, letters)))


def language_of(text: str) -> str | None:
    """`nn` or `nb`, by the words and endings that only one of them has; `None` where they do not tell."""
    nynorsk, bokmal = (len(words.findall(text.casefold())) for words in _LANGUAGES.values())
    if nynorsk > 2 * bokmal and nynorsk > 1:
        return "nn"
    return "nb" if bokmal > 2 * nynorsk and bokmal > 1 else None
