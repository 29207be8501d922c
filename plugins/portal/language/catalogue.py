"""Message catalogues: all that people read, as gettext files, a folder for each language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from portal.language.phrase import filled

__all__ = [
    "DEFAULT_LANGUAGE", "LANGUAGES", "Catalogue", "Words", "catalogue_for", "own_words", "say_instead",
    "shipped_catalogue",
]  # fmt: skip

_FOLDER = Path(__file__).parent / "locale"

Words = dict[str, str | tuple[str, ...]]
"""Messages by key; one that counts has a form for each of the language's plurals."""
_OWN: dict[str, Words] = {}
"""What the portal that this process works on says in other words than ours, by language."""

DEFAULT_LANGUAGE = "nn"
"""The language of a portal that does not say which."""

LANGUAGES = (DEFAULT_LANGUAGE, *sorted({folder.name for folder in _FOLDER.iterdir()} - {DEFAULT_LANGUAGE}))
"""The languages that a portal can be written in, as BCP 47 tags: each is a folder below `locale`."""


class Catalogue:
    """The messages of one language, by key.

    A key such as `meeting.state.planned` names what a message says, not how it
    says it. An unknown key is a fault in the program: `KeyError`.
    """

    def __init__(self, lang: str, messages: Words, translations: GNUTranslations) -> None:
        self.lang = lang
        self._messages = messages
        self._translations = translations

    def __contains__(self, key: str) -> bool:
        return key in self._messages

    def keys(self) -> set[str]:
        """Every key of the catalogue."""
        return set(self._messages)

    def raw(self, key: str) -> str | tuple[str, ...]:
        """The message as it stands in the catalogue, placeholders and all."""
        return self._messages[key]

    def text(self, key: str, /, **values: object) -> str:
        """The message with its placeholders filled; a `Phrase` if one of the values is."""
        message = self._messages[key]
        if isinstance(message, tuple):
            message = message[-1]
        return filled(message, values) if values else message

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The message in the form that `number` takes in the language (gettext); `{number}` is filled with it."""
        return filled(self._translations.ngettext(key, key, number), {"number": number, **values})

    def listed(self, words: Iterable[str]) -> str:
        """Words as they stand in a sentence: `A, B og C`."""
        *first, last = [*words] or [""]
        return self.text("list.and", first=", ".join(first), last=last) if first else last


def say_instead(own: dict[str, Words]) -> None:
    """Let a portal's own words stand before ours, by language and key, from now on in this process."""
    if own != _OWN:
        _OWN.clear()
        _OWN.update(own)
        catalogue_for.cache_clear()


def own_words() -> dict[str, Words]:
    """What the portal says in other words than ours, by language and key."""
    return dict(_OWN)


@cache
def catalogue_for(lang: str) -> Catalogue:
    """The catalogue of `lang`, one of `LANGUAGES`, with the portal's own words in it; read once."""
    return _read(lang, _OWN[lang]) if _OWN.get(lang) else shipped_catalogue(lang)


@cache
def shipped_catalogue(lang: str) -> Catalogue:
    """The catalogue of `lang` as it comes with the package."""
    return _read(lang, {})


def _read(lang: str, own: Words) -> Catalogue:
    if lang not in LANGUAGES:
        raise ValueError(f"no catalogue for {lang!r}")
    with (_FOLDER / lang / "LC_MESSAGES" / "portal.po").open("rb") as file:
        catalog = read_po(file, locale=lang)
    messages: Words = {}
    for message in catalog:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            message.string = own.get(key, message.string)
            words = message.string or ""
            messages[key] = words if isinstance(words, str) else tuple(words)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Catalogue(lang, messages, GNUTranslations(compiled))
