"""Twin words: those that differ between nynorsk and bokmål, or between trade and daily speech, in this field.

Two lists of one form, a group of words a line, parted by commas; `#` begins a comment. `twins.csv` beside this module
is the portal's own, and a portal may add groups in `search-words.csv` at its root.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from portal.model.problems import Place, Problem, error
from portal.source.decoding import read_text
from portal.source.tree import StoredFile

__all__ = ["WORDS_FILE", "read_twins", "twins_in"]

WORDS_FILE = "search-words.csv"
_SHORT = 5
Twins = tuple[tuple[str, ...], ...]


def read_twins(root: Path) -> tuple[Twins, list[Problem]]:
    """The groups of the portal in `root`, its own behind ours; and what is wrong with its file, if it has one."""
    ours, faults = _groups(StoredFile("twins.csv", Path(__file__).with_name("twins.csv")))
    assert not faults
    file = root / WORDS_FILE
    if not file.is_file():
        return ours, []
    own, faults = _groups(StoredFile(WORDS_FILE, file, file.is_symlink()))
    return (*ours, *own), faults


def twins_in(twins: Twins, texts: Iterable[str]) -> list[dict[str, list[str]]]:
    """The groups of which a word stands in a text: all its `words`, for a reader may type any, and those `there`.

    Only what is there is looked for, so that no part of the index is fetched in vain.
    """
    told = list(texts)
    each = "\n".join({word.lower() for text in told for word in text.split()})
    every = {word for words in twins for word in words}
    found = {word for word in every if " " not in word and _stands(word, each)}
    sought = {phrase for phrase in every if " " in phrase and all(part in each for part in _stem(phrase).split())}
    for text in map(str.lower, told):
        if not sought:
            break
        found |= (there := {phrase for phrase in sought if _stands(phrase, text)})
        sought -= there
    groups = [{"words": [*words], "there": [word for word in words if word in found]} for words in twins]
    return [group for group in groups if group["there"]]


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text in lower case, in any form; one of less than five letters, as it is."""
    if len(word) < _SHORT:
        return re.search(rf"\b{re.escape(word)}\b", text) is not None
    return _stem(word) in text


def _stem(word: str) -> str:
    return word[:-1] if len(word) > _SHORT and word[-1] in "ae" else word


def _groups(file: StoredFile) -> tuple[Twins, list[Problem]]:
    text, problems = read_text(file)
    groups = []
    for number, words in _lines(text):
        if len(words) < 2:
            problems.append(error(Place(file.path, number), "search_words", found=", ".join(words)))
        else:
            groups.append(words)
    return tuple(groups), problems


def _lines(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The words of each line that has any, in lower case, with the line's number."""
    for number, line in enumerate(text.splitlines(), 1):
        words = dict.fromkeys(" ".join(word.lower().split()) for word in line.partition("#")[0].split(","))
        words.pop("", None)
        if words:
            yield number, tuple(words)
