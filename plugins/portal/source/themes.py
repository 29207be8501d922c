"""`themes.yml`: the themes that records may be about, a list at the root of the portal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from portal.model.problems import Place, Problem, error
from portal.model.theme import Theme, Themes
from portal.source.decoding import read_text
from portal.source.frontmatter import Marks, RecordFile, read_document
from portal.source.parsing import cut_values, validated
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
    if (other := _no_list(text)) is not None:
        return (), [error(Place(THEMES_FILE, *other), "themes_not_list")]
    document = _moved_up(read_document(f"{_ABOVE}{_without_mark(text)}\n---\n", THEMES_FILE))
    if not document.is_readable:
        return (), document.problems
    cut = [*cut_values(document, Themes)]
    facts, faults = validated(document, Themes)
    themes = facts.themes if facts else ()
    odd = (*_repeated(themes, document.marks), *_reversed(themes, document.marks))
    return _each_once(themes), [*document.problems, *cut, *faults, *odd]


def _no_list(text: str) -> tuple[int, int] | None:
    """Where something else than a list stands first in the file; `None` where it is one, or cannot be read."""
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            mark = event.start_mark
            if isinstance(event, yaml.NodeEvent) and mark:
                return None if isinstance(event, yaml.SequenceStartEvent) else (mark.line + 1, mark.column + 1)
    except yaml.YAMLError:
        pass
    return None


def _without_mark(text: str) -> str:
    """The text without the mark that may begin a document of YAML, its line left blank."""
    first, _, rest = text.partition("\n")
    return f"\n{rest}" if first.strip() == "---" else text


def _moved_up(document: RecordFile) -> RecordFile:
    """What was read, told of by the lines of the file itself."""
    above = _ABOVE.count("\n")
    for table in (document.marks.values, document.marks.keys):
        table.update({at: (max(1, line - above), column) for at, (line, column) in table.items()})
    document.problems = [replace(one, place=_above(one.place, above)) for one in document.problems]
    document.comments = [replace(one, place=_above(one.place, above)) for one in document.comments]
    return document


def _above(place: Place, lines: int) -> Place:
    return Place(place.path, max(1, place.line - lines), place.column)


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


def _reversed(themes: tuple[Theme, ...], marks: Marks) -> Iterator[Problem]:
    """Each theme that ends before it begins."""
    for index, theme in enumerate(themes):
        valid = theme.valid
        if valid and valid.start and valid.to and valid.to.last < valid.start.first:
            place = marks.value("themes", index, "valid", "to")
            yield error(place, "period_reversed", start=valid.start.text, to=valid.to.text)
