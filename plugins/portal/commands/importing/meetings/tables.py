"""Tables whose head tells what their columns hold."""

from __future__ import annotations

import re

__all__ = ["columns"]


def columns(row: tuple[str, ...], names: dict[str, str]) -> dict[str, int]:
    """Which column of a table holds what, by its head."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        for name, words in names.items():
            if name not in found and re.fullmatch(words, cell.strip(" :.\n"), re.IGNORECASE):
                found[name] = at
                break
    return found
