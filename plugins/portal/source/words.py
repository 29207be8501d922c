"""A portal's own words: what stands in `language/<language>.po` goes message by message before ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.pofile import PoFileError, read_po

from portal.language.catalogue import LANGUAGES, Catalogue, Words, shipped_catalogue
from portal.language.spelling import closest
from portal.model.problems import Place, Problem, error
from portal.source.decoding import read_text
from portal.source.tree import walk_files

__all__ = ["WORDS_FOLDER", "read_words"]

WORDS_FOLDER = "language"
_LINE = re.compile(r'\s*(?:#.*|(?:msg(?:id|id_plural|str(?:\[\d\])?)\s+)?"(?:[^"\\]|\\.)*"\s*)?\s*')
"""A line of a catalogue: a comment, words between quotes, or nothing. Babel passes over what is neither, unseen."""


def read_words(root: Path) -> tuple[dict[str, Words], list[Problem]]:
    """The portal's own messages by language and key, and what is wrong with its files.

    A file is one of gettext's, named after its language; a message that is faulty is told, and ours stands.
    """
    words: dict[str, Words] = {}
    problems: list[Problem] = []
    for file in walk_files(root, WORDS_FOLDER):
        lang = file.name.removesuffix(".po")
        if not file.name.endswith(".po"):
            continue
        if lang not in LANGUAGES:
            problems.append(error(Place(file.path), "settings_language", found=lang, expected=", ".join(LANGUAGES)))
            continue
        text, faults = read_text(file)
        problems += faults
        lines = text.splitlines(keepends=True)
        unread = [number for number, line in enumerate(lines, 1) if not _LINE.fullmatch(line)]
        try:
            messages = [*read_po(lines, locale=lang, abort_invalid=True)] if not unread else []
        except PoFileError as fault:
            unread = [fault.lineno + 1]
        if unread:
            problems += [error(Place(file.path, number), "words_syntax") for number in unread]
            continue
        ours = shipped_catalogue(lang)
        own = {}
        for message in messages:
            key = message.id if isinstance(message.id, str) else message.id[0]
            said = message.string if isinstance(message.string, str) else tuple(message.string or ())
            if key and any(said):
                faulty = [*_faults(key, said, ours, Place(file.path, message.lineno or 1))]
                problems += faulty
                if not faulty:
                    own[key] = said
        words[lang] = own
    return words, problems


def _faults(key: str, said: str | tuple[str, ...], ours: Catalogue, place: Place) -> Iterator[Problem]:
    """What is wrong with one message: its key, how many forms it has, or a placeholder that nothing fills."""
    if key not in ours:
        near = closest(key, ours.keys())
        yield error(place, "words_unknown_near", key=key, near=near) if near else error(place, "words_unknown", key=key)
        return
    raw = ours.raw(key)
    if _forms(raw) != _forms(said):
        yield error(place, "words_forms", key=key)
        return
    known = _placeholders(raw)
    for name in sorted(_placeholders(said) - known):
        yield error(place, "words_placeholder", key=key, found=name, expected=", ".join(sorted(known)) or "–")


def _forms(words: str | tuple[str, ...]) -> int:
    """How many forms a message has that counts; none of one that does not."""
    return len(words) if isinstance(words, tuple) else 0


def _placeholders(words: str | tuple[str, ...]) -> set[str]:
    """The names, with their braces; a brace that is not closed is one that nobody fills."""
    try:
        forms = [words] if isinstance(words, str) else words
        return {f"{{{name}}}" for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}
    except ValueError:
        return {"{"}
