"""The labels of a meeting's facts: on a line before their value, alone, or in the cells of a table."""

from __future__ import annotations

import re
from functools import lru_cache

from portal.commands.importing.lexicon import mended, terms
from portal.commands.importing.words.people import UNKNOWN, label_group

__all__ = ["is_bare_label", "label_in", "pairs_in"]

_LABELS = terms("meeting.labels")
_PARTED = re.compile(r"\s*[/,&+]\s*-?|\s+og\s+-?|\s+[–-]\s+")
_LONGEST = 60
_BOTH = (
    (frozenset(("when", "clock", "end")), "when"),
    (frozenset(("place", "online")), "place"),
    (frozenset(("when", "clock", "end", "place", "online")), "where_when"),
    (frozenset(("number", "body")), "number"),
)
"""What a label is that has several in it (`Møtedato/tid`): the first that has them all."""


@lru_cache(maxsize=4096)
def label_in(line: str) -> tuple[str, str] | None:
    """The label that a line begins with, by its name, and what stands behind it; near misses and joined ones too."""
    if found := _LABELS.label(line):
        return found
    words, colon, rest = line.partition(":")
    if not colon or len(words) > _LONGEST:
        return None
    spelt = mended(words).strip(" .")
    if found := _LABELS.label(f"{spelt}:{rest}"):
        return found
    parts = [_LABELS.whole(part.strip()) for part in _PARTED.split(spelt)]
    if len(parts) > 1 and all(parts):
        name = next((name for names, name in _BOTH if {*parts} <= names), parts[0] if len({*parts}) == 1 else None)
        return (name, rest.strip()) if name else None
    return None


def is_bare_label(text: str) -> bool:
    """Whether words are a label, of facts or of people, and nothing else."""
    bare = " ".join(text.split()).rstrip(" :.")
    if not bare or len(bare) > _LONGEST:
        return False
    group = label_group(bare)
    return bool(group and not (group == UNKNOWN and bare[-1].isdigit())) or label_in(f"{bare}:") is not None


def pairs_in(cells: list[str]) -> tuple[list[tuple[int, list[int]]], list[int]]:
    """Which cell of a row is a label and which its values, by their places; and which are of no label.

    A cell may hold its label and its value both, and is then the one and the other.
    """
    pairs: list[tuple[int, list[int]]] = []
    others: list[int] = []
    for at, cell in enumerate(cells):
        words, _, rest = cell.partition(":")
        if rest.strip() and is_bare_label(words):
            pairs.append((at, [at]))
        elif is_bare_label(cell) and (not pairs or pairs[-1][1]):
            pairs.append((at, []))
        elif pairs and pairs[-1][1] != [pairs[-1][0]]:
            pairs[-1][1].append(at)
        else:
            others.append(at)
    if any(values == [at] for at, values in pairs):  # a label without a value is none among those that have theirs
        others += [at for at, values in pairs if not values]
        pairs = [(at, values) for at, values in pairs if values]
    return pairs, sorted(others)
