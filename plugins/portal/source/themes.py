"""`themes.yml`: the themes that records may be about, a list at the root of the portal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from portal.model.problems import Place, Problem, error
from portal.model.theme import Theme, Themes
from portal.source.decoding import read_text
from portal.source.frontmatter import Marks, RecordFile, read_document
from portal.source.parsing import validated
from portal.source.tree import StoredFile

__all__ = ["THEMES_FILE", "read_themes"]

THEMES_FILE = "themes.yml"
_ABOVE = "---\nthemes:\n"
"""What is put above the list, for it to be read as the front matter of a record is."""


def read_themes(root: Path) -> tuple[tuple[Theme, ...], list[Problem]]:
    """The themes of the portal in `root` in their order, and what is wrong with the file; none where there is none."""
    location = root / THEMES_FILE
    if not location.is_file() and not location.is_symlink():
        return (), []
    text, problems = read_text(StoredFile(THEMES_FILE, location, location.is_symlink()))
    if problems:
        return (), problems
    document = _moved_up(read_document(f"{_ABOVE}{_without_mark(text)}\n---\n", THEMES_FILE))
    if not document.is_readable:
        return (), document.problems
    facts, faults = validated(document, Themes)
    themes = facts.themes if facts else ()
    return _each_once(themes), [*document.problems, *faults, *_repeated(themes, document.marks)]


def _without_mark(text: str) -> str:
    """The text without the mark that may begin a document of YAML, its line left blank."""
    first, _, rest = text.partition("\n")
    return f"\n{rest}" if first.strip() == "---" else text


def _moved_up(document: RecordFile) -> RecordFile:
    """What was read, told of by the lines of the file itself."""
    above = _ABOVE.count("\n")
    for table in (document.marks.values, document.marks.keys):
        table.update({at: (max(1, line - above), column) for at, (line, column) in table.items()})
    document.problems = [
        replace(one, place=Place(one.place.path, max(1, one.place.line - above), one.place.column))
        for one in document.problems
    ]
    return document


def _each_once(themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
    return tuple({theme.id: theme for theme in reversed(themes)}.values())[::-1]


def _repeated(themes: tuple[Theme, ...], marks: Marks) -> Iterator[Problem]:
    """Each id that stands there again, with the line that has it first."""
    first: dict[str, int] = {}
    for index, theme in enumerate(themes):
        place = marks.value("themes", index, "id")
        if theme.id in first:
            yield error(place, "theme_twice", found=theme.id, first=first[theme.id])
        first.setdefault(theme.id, place.line)
