"""The words of the site in plain language: what each state and type means, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from portal.derived.context import Context
from portal.derived.labels import EXPLAINED
from portal.derived.parts import LazyView, View
from portal.model import addresses

__all__ = ["Word", "WordsPage", "views"]


@dataclass(frozen=True)
class Word:
    """A word, the anchor that leads to it, and a sentence that explains it."""

    anchor: str
    word: str
    meaning: str


@dataclass(frozen=True)
class WordsPage:
    """The words in alphabetical order."""

    words: tuple[Word, ...]


def views(context: Context) -> Iterator[LazyView]:
    """The one page."""
    yield LazyView(addresses.WORDS, partial(_view, context))


def _view(context: Context) -> View:
    t = context.t
    words = (
        Word(addresses.explained(name).partition("#")[2], t(word), t(f"explained.{name}"))
        for name, word in EXPLAINED.items()
    )
    return View(
        "register/words.html",
        addresses.WORDS,
        t("words.title"),
        WordsPage(tuple(sorted(words, key=lambda one: one.word.casefold()))),
        description=t("words.lede"),
    )
