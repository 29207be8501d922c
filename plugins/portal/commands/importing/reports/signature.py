"""The end of a report: place and date, whose report it is, and who signed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from portal.commands.importing.document import Block, DocumentPlace, Item, Table
from portal.commands.importing.layouts.words import ORGANISATION_ENDS
from portal.commands.importing.reports.sections import ReportSection
from portal.commands.importing.words.dates import find_date
from portal.commands.importing.words.people import known
from portal.linked.names import OrganisationNames

__all__ = ["SignatureBlocks", "split_signature"]

_PLACE = re.compile(r"(?:[A-ZÆØÅ][\wæøå.-]*(?: (?:[A-ZÆØÅ]|i |og )[\wæøå.-]*){0,3})?,?\s*(?:den|dato:?)?\s*")
_LONGEST = 120
_MOST_BLOCKS = 16


@dataclass(frozen=True)
class SignatureBlocks:
    """The blocks from place and date to the end; without them, none was found."""

    blocks: tuple[Block, ...] = ()

    @property
    def place(self) -> DocumentPlace | None:
        """Where the date stands."""
        return self.blocks[0].place if self.blocks else None

    @property
    def day(self) -> dt.date | None:
        """The date beside the place."""
        found = find_date(self.blocks[0].text) if self.blocks else None
        return found.day if found else None

    @property
    def lines(self) -> list[str]:
        """The lines below place and date, names side by side apart from each other."""
        text = "\n".join(block.text for block in self.blocks)
        return [line.strip() for line in re.split(r"\n|\t+|\s{2,}", text) if line.strip()][1:]

    def owner(self, names: OrganisationNames) -> str | None:
        """The organisation whose report it is: one that the portal knows, or that says so right below the date."""
        told = next((line for line in self.lines if known(line, names)), None)
        if told or not self.lines:
            return told
        return self.lines[0] if ORGANISATION_ENDS.fullmatch(self.lines[0]) else None

    def signed(self) -> list[Block]:
        """Those who signed, one a list item; names side by side have their roles below them, in the same columns."""
        people: list[list[str]] = []
        for line in "\n".join(block.text for block in self.blocks).split("\n")[1:]:
            cells = [cell for cell in re.split(r"\t+|\s{2,}", line.strip()) if cell]
            if people and 1 < len(cells) == len(people[-1]):
                people[-1] = [f"{name}, {role}" for name, role in zip(people[-1], cells, strict=True)]
            elif cells:
                people.append(cells)
        return [Item(words, self.place or DocumentPlace(0, 0)) for row in people for words in row]


def split_signature(sections: list[ReportSection]) -> SignatureBlocks:
    """Take the signature from the end of the last section, where one stands there."""
    blocks = sections[-1].blocks if sections else []
    for at, block in list(enumerate(blocks))[-_MOST_BLOCKS:]:
        if _signs(block) and all(_may_sign(after) for after in blocks[at + 1 :]):
            sections[-1].blocks = blocks[:at]
            return SignatureBlocks(tuple(blocks[at:]))
    return SignatureBlocks()


def _signs(block: Block) -> bool:
    """Whether a block is a place and a date, and no more on that line."""
    first = block.text.split("\n")[0].strip()
    found = find_date(first)
    if (
        isinstance(block, (Item, Table))
        or not found
        or not found.day
        or not first.rstrip(".").endswith(found.text.rstrip("."))
    ):
        return False
    return _PLACE.fullmatch(first.rstrip(".").removesuffix(found.text.rstrip("."))) is not None


def _may_sign(block: Block) -> bool:
    return not isinstance(block, Item) and (
        isinstance(block, Table) or (len(block.text) < _LONGEST and not block.text.rstrip().endswith((".", "?", ":")))
    )
