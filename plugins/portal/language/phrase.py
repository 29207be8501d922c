"""Words of which some are in another language than the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Self

from yaml.representer import Representer, SafeRepresenter

__all__ = ["Phrase", "filled", "joined", "joined_titles", "lines_in", "marked", "run_on", "shortened"]

Part = tuple[str, str | None]
"""A part of a phrase: its words, and their language (BCP 47) when it is not that of the words around it."""

_STOPS = frozenset(".:!?…")
"""What ends a sentence, or opens a list."""


class Phrase(str):
    """A text that knows which of its parts are in another language; to all that does not ask, it is the text.

    It does not change, so it is its own copy; a pickled one is a phrase again, and YAML has the text.
    """

    __slots__ = ("parts",)
    parts: tuple[Part, ...]

    def __new__(cls, parts: Iterable[Part]) -> Self:
        kept = tuple((text, lang) for text, lang in parts if text)
        phrase = super().__new__(cls, "".join(text for text, _ in kept))
        phrase.parts = kept
        return phrase

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Part, ...]]]:
        return type(self), (self.parts,)


for _representer in (SafeRepresenter, Representer):
    _representer.add_representer(Phrase, lambda dumper, phrase: dumper.represent_str(str(phrase)))


def marked(text: str, lang: str | None) -> str:
    """The text, marked as of a language; as it is without one."""
    return Phrase([(text, lang)]) if lang else text


def joined(parts: Iterable[str], between: str) -> str:
    """Texts one after the other, each still marked with its language."""
    found: list[Part] = []
    for part in parts:
        found += [(between, None)] if found else []
        found += part.parts if isinstance(part, Phrase) else [(part, None)]
    return Phrase(found)


def run_on(sentences: Iterable[str]) -> str:
    """Sentences and items of a list on one line; a semicolon parts what ends without a stop from what comes next."""
    found: list[str] = []
    for one in sentences:
        found += ["; " if found[-1].rstrip()[-1:] not in _STOPS else " "] if found else []
        found.append(one)
    return joined(found, "")


def shortened(text: str, longest: int) -> str:
    """The text, cut behind its last whole word within so many characters, each part still marked with its language."""
    if len(text) <= longest:
        return text
    left = len(text[:longest].rpartition(" ")[0].rstrip(" .,;:–-") or text[:longest])
    kept: list[Part] = []
    for words, lang in text.parts if isinstance(text, Phrase) else ((text, None),):
        kept.append((words[:left], lang))
        left = max(0, left - len(words))
    return Phrase([*kept, ("…", None)])


def lines_in(text: str) -> list[list[Part]]:
    """The lines of a text, each as its parts with their languages."""
    lines: list[list[Part]] = [[]]
    for words, lang in text.parts if isinstance(text, Phrase) else ((text, None),):
        first, *others = words.split("\n")
        lines[-1].append((first, lang))
        lines += [[(other, lang)] for other in others]
    return [line for line in lines if any(words.strip() for words, _ in line)]


def joined_titles(titles: Iterable[str]) -> str:
    """Several titles as one, each once and all but the first behind a semicolon: a phrase if one of them is."""
    different = list(dict.fromkeys(titles))
    return joined(different, "; ") if any(isinstance(one, Phrase) for one in different) else "; ".join(different)


def filled(message: str, values: Mapping[str, object]) -> str:
    """A message with its placeholders filled: a phrase if one of the values is."""
    if not any(isinstance(value, Phrase) for value in values.values()):
        return message.format(**values)
    parts: list[Part] = []
    for words, name, _, _ in Formatter().parse(message):
        parts.append((words, None))
        if name is not None:
            value = values[name]
            parts.extend(value.parts if isinstance(value, Phrase) else [(str(value), None)])
    return Phrase(parts)
