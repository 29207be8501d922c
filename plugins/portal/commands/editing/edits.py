"""Small changes to a file's text, by line and column: every other character stays as it was."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import unified_diff

from portal.model.problems import Place

__all__ = ["Edit", "Unplaced", "difference", "edited"]


class Unplaced(Exception):
    """What is to be changed does not stand where it should."""


@dataclass(frozen=True)
class Edit:
    """That `old` becomes `new` in the place where it stands; lines and columns are those of the text as it is read."""

    place: Place
    old: str
    new: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with some changes; those of one place are one. Raises `Unplaced` where `old` does not stand."""
    lines = text.split("\n")
    ordered = sorted({(edit.place.line, edit.place.column): edit for edit in edits}.items(), reverse=True)
    for (line, column), edit in ordered:
        if line > len(lines):
            raise Unplaced(edit)
        written = lines[line - 1]
        start = _index_of(written, column - 1, is_first=line == 1)
        end = start + len(edit.old)
        while end < len(written) and len(unicodedata.normalize("NFC", written[start:end])) < len(edit.old):
            end += 1
        if unicodedata.normalize("NFC", written[start:end]) != unicodedata.normalize("NFC", edit.old):
            raise Unplaced(edit)
        lines[line - 1] = f"{written[:start]}{edit.new}{written[end:]}"
    return "\n".join(lines)


def _index_of(written: str, column: int, is_first: bool) -> int:
    """Where in a line as it is written the character stands that is at `column` when it is read."""
    start = 1 if is_first and written.startswith("\ufeff") else 0
    if written.isascii() or unicodedata.is_normalized("NFC", written):
        return start + column
    index = start
    while index < len(written) and len(unicodedata.normalize("NFC", written[start:index])) < column:
        index += 1
    while index < len(written) and unicodedata.combining(written[index]):
        index += 1
    return index


def difference(before: str, after: str, path: str, new_path: str = "") -> str:
    """How a file changes, line by line, as `diff -u` has it."""
    lines = unified_diff(before.splitlines(), after.splitlines(), path, new_path or path, lineterm="")
    return "\n".join(lines)
