"""`portal find`: the records that some words stand in, by title first, then number, facts and text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.commands.editing.records import linked_records
from portal.language.phrase import shortened
from portal.model.problems import Place
from portal.source.settings import Settings

__all__ = ["Hit", "find"]

_NUMBER = re.compile(r"0*(\d+)\s*[/-]\s*(?:20|19)?0*(\d{2,})")
_RANKED = (re.compile(r"(?:title|short|public_title):"), re.compile(r"\s*(?:- )?(?:\{)?(?:number|aliases):"))
_LONGEST = 100


@dataclass(frozen=True, order=True)
class Hit:
    """A line that has what is sought: how near the top it comes, where it stands, and its words."""

    rank: int
    place: Place
    words: str


def find(root: Path, settings: Settings, text: str) -> list[Hit]:
    """The lines of all records that have every word of a text, the best first; a record's id counts as its title."""
    parsed, _ = linked_records(root, settings)
    has = _matcher(text)
    hits: list[Hit] = []
    for path, words in parsed.texts.items():
        hits += _hits(path, words, has)
    return sorted(hits)


def _hits(path: str, text: str, has: Callable[[str], bool]) -> Iterator[Hit]:
    lines = text.split("\n")
    end = lines.index("---", 1) if "---" in lines[1:] else 0
    title = next((n for n, line in enumerate(lines[:end]) if line.startswith("title:")), 0)
    for number, line in enumerate(lines):
        is_named = number == title and has(path.partition("/")[2])
        if is_named or has(line):
            ranks = [rank for rank, pattern in enumerate(_RANKED) if number < end and pattern.match(line)]
            rank = 0 if is_named else next(iter(ranks), 2 if number < end else 3)
            words = line.strip().lstrip("- ") or path.partition("/")[2].removesuffix(".md")
            yield Hit(rank, Place(path, number + 1), shortened(words, _LONGEST))


def _matcher(text: str) -> Callable[[str], bool]:
    """Whether a line has every word; a case number is known in any spelling of it."""
    patterns = [_pattern(word) for word in text.split()]
    return lambda line: all(pattern.search(_folded(line)) for pattern in patterns)


def _pattern(word: str) -> re.Pattern[str]:
    if number := _NUMBER.fullmatch(word):
        return re.compile(rf"(?<![\d/-])0*{number[1]}\s*[/-]\s*(?:20|19)?0*{number[2]}(?![\d/-])")
    return re.compile(re.escape(_folded(word)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
