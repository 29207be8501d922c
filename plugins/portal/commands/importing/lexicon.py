"""Every word that tells what stands where, as `lexicon.toml` has it: of labels, columns, sections, outcomes and marks.

A new word is a line there, and a layout of parts that are known needs no code. Words that are nearly those of a label
are mended before they are looked up.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

__all__ = ["Terms", "entry", "mended", "mended_label", "pattern", "terms"]

_LEXICON: dict[str, Any] = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text("utf-8"))
_SHORTEST, _NEAR = 5, 84
"""How long a word is that may be mended, and how like another, of 100, it is then."""
_LONGEST_LABEL = 60
"""How long the words are, in signs, that may be those of a label."""


class Terms:
    """Regular expressions by what they stand for, in an order in which the first that fits counts.

    A name may stand for several of them. Capital and small letters are one.
    """

    def __init__(self, entries: list[tuple[str, str]]) -> None:
        self._entries = entries
        self._compiled = [(name, re.compile(words, re.IGNORECASE)) for name, words in entries]
        self._labels = [
            (name, re.compile(rf"\s*(?:{words})\s*(?::\s*|\t+\s*|\s*$)", re.IGNORECASE)) for name, words in entries
        ]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._entries)

    def __getitem__(self, name: str) -> str:
        return next(words for one, words in self._entries if one == name)

    def fits(self, name: str, text: str) -> bool:
        """Whether a text is the words of a name, and nothing else."""
        return any(one == name and words.fullmatch(text) for one, words in self._compiled)

    def whole(self, text: str) -> str | None:
        """The name of the words that a text is, and nothing else."""
        return next((name for name, words in self._compiled if words.fullmatch(text)), None)

    def within(self, text: str) -> str | None:
        """The name of words that stand anywhere in a text."""
        return next((name for name, words in self._compiled if words.search(text)), None)

    def find(self, text: str) -> tuple[str, re.Match[str]] | None:
        """The name of words that stand anywhere in a text, and where they do."""
        return next(((name, match) for name, words in self._compiled if (match := words.search(text))), None)

    def label(self, line: str, *only: str) -> tuple[str, str] | None:
        """The label that a line begins with, by its name, and what stands behind it; `only` some of them, if said."""
        for name, words in self._labels:
            if (not only or name in only) and (match := words.match(line)):
                return name, line[match.end() :].strip()
        return None

    def columns(self, heads: tuple[str, ...], known: Mapping[str, int] | None = None) -> dict[str, int]:
        """Which column of a table holds what, by its head; `known` are those of which that is sure."""
        found: dict[str, int] = {**(known or {})}
        for at, head in enumerate(heads):
            if at in found.values():
                continue
            bare = re.sub(r"-\s(?=[a-zæøå])", "", " ".join(head.split())).strip(" :.?")
            spellings = (bare, mended(bare), *(part.strip() for part in re.split(r"/|\sog\s", mended(bare))))
            spellings += (re.sub(r"\s*\([^()]*\)$", "", bare),)  # what a bracket says of it
            told = (one for words in dict.fromkeys(spellings) for one, _ in self if self.fits(one, words))
            name = next((name for name in told if name not in found), None)
            if name is not None:
                found[name] = at
        return found


def entry(path: str) -> Any:
    """What the lexicon has at a path (`item.columns`), as it stands there."""
    found: Any = _LEXICON
    for name in path.split("."):
        found = found[name]
    return found


@cache
def terms(path: str) -> Terms:
    """The words of a table of the lexicon, by what they stand for."""
    table = entry(path)
    return Terms([(name, _regex(text)) for name, text in (table.items() if isinstance(table, dict) else table)])


def pattern(path: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One regular expression of the lexicon, ready for use."""
    return re.compile(_regex(entry(path)), flags)


@cache
def mended(words: str) -> str:
    """Words of a label with those that are nearly a known one in its spelling: `fofall` is `forfall`."""
    return re.sub(r"[^\W\d_]+", lambda match: _mended_word(match[0].casefold()) or match[0], words)


def mended_label(line: str) -> str:
    """A line with the words before its first colon mended, or, of a short one, all of them."""
    words, colon, rest = line.partition(":")
    return f"{mended(words)}{colon}{rest}" if len(words) <= _LONGEST_LABEL else line


def _mended_word(word: str) -> str:
    known: list[str] = _KNOWN
    if len(word) < _SHORTEST or word in known:
        return ""
    best = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=2)
    is_one = len(best) == 1 or (len(best) > 1 and best[0][1] > best[1][1])
    is_one |= len(best) > 1 and fuzz.ratio(best[0][0], best[1][0]) > _NEAR  # the one is the other in nynorsk
    return best[0][0] if is_one and best[0][0][0] == word[0] else ""


def _regex(text: str) -> str:
    """A regular expression as it is meant: lines are alternatives, one that is set in goes on with the one above it."""
    joined = re.sub(r"\n +", "", text.strip("\n")).replace("\n", "|")
    return re.sub(r"\{([a-z]+)\}", lambda match: _regex(entry(f"fragment.{match[1]}")), joined)


_KNOWN: list[str] = str(entry("near.words")).split()
