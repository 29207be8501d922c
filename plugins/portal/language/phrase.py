"""Words of which some are in another language than the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Self

from yaml.representer import Representer, SafeRepresenter

__all__ = ["Phrase", "filled", "marked"]

Part = tuple[str, str | None]
"""A part of a phrase: its words, and their language (BCP 47) when it is not that of the words around it."""


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
