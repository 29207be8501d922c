"""Every word that tells a layout, as `layouts.toml` has it: what tells a kind, stands before a fact, or heads a column.

Adding a layout is adding its words there, and a document with its golden facts to the tests.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["Terms", "layout", "pattern", "terms"]

_LAYOUTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("layouts.toml").read_text("utf-8"))


class Terms:
    """Regular expressions by what they stand for, in an order in which the first that fits counts.

    A name may stand for several of them. Capital and small letters are one.
    """

    def __init__(self, entries: list[tuple[str, str]]) -> None:
        self._entries = entries

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._entries)

    def __getitem__(self, name: str) -> str:
        return next(words for one, words in self._entries if one == name)

    def fits(self, name: str, text: str) -> bool:
        """Whether a text is the words of a name, and nothing else."""
        return re.fullmatch(self[name], text, re.IGNORECASE) is not None

    def whole(self, text: str) -> str | None:
        """The name of the words that a text is, and nothing else."""
        return next((name for name, words in self if re.fullmatch(words, text, re.IGNORECASE)), None)

    def within(self, text: str) -> str | None:
        """The name of words that stand anywhere in a text."""
        return next((name for name, words in self if re.search(words, text, re.IGNORECASE)), None)

    def label(self, line: str, *only: str) -> tuple[str, str] | None:
        """The label that a line begins with, by its name, and what stands behind it; `only` some of them, if said."""
        for name, words in self:
            if only and name not in only:
                continue
            match = re.match(rf"\s*(?:{words})\s*(?::\s*|\t+\s*|\s*$)", line, re.IGNORECASE)
            if match:
                return name, line[match.end() :].strip()
        return None

    def columns(self, heads: tuple[str, ...]) -> dict[str, int]:
        """Which column of a table holds what, by its head."""
        found: dict[str, int] = {}
        for at, head in enumerate(heads):
            bare = head.strip(" :.\n")
            name = next((name for name, _ in self if name not in found and self.fits(name, bare)), None)
            if name is not None:
                found[name] = at
        return found


def layout(path: str) -> Any:
    """What the layouts have at a path (`item.columns`), as it stands there."""
    found: Any = _LAYOUTS
    for name in path.split("."):
        found = found[name]
    return found


def terms(path: str) -> Terms:
    """The words of a table of the layouts, by what they stand for."""
    table = layout(path)
    return Terms([(name, _regex(text)) for name, text in (table.items() if isinstance(table, dict) else table)])


def pattern(path: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One regular expression of the layouts, ready for use."""
    return re.compile(_regex(layout(path)), flags)


def _regex(text: str) -> str:
    """A regular expression as it is meant: lines are alternatives, one that is set in goes on with the one above it."""
    joined = re.sub(r"\n +", "", text.strip("\n")).replace("\n", "|")
    return re.sub(r"\{([a-z]+)\}", lambda match: _regex(layout(f"fragment.{match[1]}")), joined)
