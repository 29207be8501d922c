"""An agenda item while its document is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from portal.commands.importing.document import Block, DocumentPlace

__all__ = ["ItemDraft"]


@dataclass
class ItemDraft:
    """An agenda item, being gathered.

    `marks` are what tells that it is closed, beside its own words; `level` is that of its heading.
    """

    number: str
    title: str
    place: DocumentPlace
    facts: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    marks: list[tuple[str, DocumentPlace]] = field(default_factory=list)
    level: int = 0

    def is_numbered(self, number: str) -> bool:
        """Whether the item bears a number, with the series before it or without, and with the year or without."""
        (series, mine), (told_series, told) = _parts(self.number), _parts(number)
        is_series_one = not (series and told_series) or series == told_series
        return bool(told) and is_series_one and (mine == told or (len(told) == 1 and mine[:1] == told))


def _parts(number: str) -> tuple[str, list[int]]:
    return "".join(re.findall(r"[A-ZÆØÅ]+", number)), [int(part) for part in re.findall(r"\d+", number)]
