"""The sections of a report: what stands before the first heading, below each, and the signature at its end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.commands.importing.document.blocks import Block, DocumentPlace, Heading, Item, Paragraph, Table
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.words.dates import find_date
from portal.commands.importing.words.people import known
from portal.linked.names import OrganisationNames

__all__ = ["ReportSection", "sections_of", "split_signature"]

_SECTIONS, _ORGANISATION = terms("report.sections"), pattern("organisation.ends", 0)
_LONGEST = 60
_LONGEST_BROKEN = 160
"""The most signs of a heading on one line, and of one that ends in a colon or is broken over two."""
_PLACE = re.compile(r"(?:[A-ZÆØÅ][\wæøå.-]*(?: (?:[A-ZÆØÅ]|i |og )[\wæøå.-]*){0,3})?,?\s*(?:den|dato:?)?\s*")
_LONGEST_SIGNED = 120
_MOST_BLOCKS = 16


@dataclass
class ReportSection:
    """A heading in the document's own words, what it means (`""` where the layouts do not tell), and what is below."""

    meaning: str
    heading: str
    place: DocumentPlace
    blocks: list[Block] = field(default_factory=list)
    level: int = 0


def sections_of(blocks: Sequence[Block]) -> tuple[list[Block], list[ReportSection]]:
    """What stands before the first heading, and the sections."""
    lead: list[Block] = []
    sections: list[ReportSection] = []
    at = 0
    while at < len(blocks):
        opened, used = _opened(blocks, at, sections)
        if opened:
            sections.append(opened)
        else:
            (sections[-1].blocks if sections else lead).append(blocks[at])
        at += used
    return lead, sections


def _opened(blocks: Sequence[Block], at: int, before: Sequence[ReportSection]) -> tuple[ReportSection | None, int]:
    """The section that a block opens, alone or with the next, and how many blocks that took."""
    block = blocks[at]
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    if isinstance(block, Table) or "\t" in block.text:
        return None, 1
    line = " ".join(block.text.split())
    if following and _is_rest(block, following):
        whole = f"{line} {' '.join(following.text.split())}"
        if meaning := _meaning(whole, block):
            return ReportSection(meaning, _bare(whole), block.place), 2
    level = block.level if isinstance(block, Heading) else 0
    if meaning := _meaning(line, block):
        return ReportSection(meaning, _bare(line), block.place, level=level), 1
    if at and (_is_sibling(block, before) or _is_capitals(line, block)):
        return ReportSection("", _bare(line), block.place, level=level), 1
    return None, 1


def _is_sibling(block: Block, before: Sequence[ReportSection]) -> bool:
    """Whether a heading is on the level of the one before it, and not below that."""
    return isinstance(block, Heading) and (not before or 0 < block.level <= (before[-1].level or block.level))


def _is_capitals(line: str, block: Block) -> bool:
    """Whether a line is set in capitals, as a text that knows no headings writes them."""
    is_short = len(line) <= _LONGEST and not re.search(r"[.,;?!\d]$", line)
    return isinstance(block, Paragraph) and line.isupper() and is_short and len(re.findall(r"[^\W\d]", line)) > 3


def _is_rest(block: Block, following: Block) -> bool:
    """Whether a line is the end of a heading that begins on the line above it."""
    return (
        all(isinstance(one, (Paragraph, Heading)) for one in (block, following))
        and not re.search(r"[.:;?!]\s*$", block.text)
        and following.text.rstrip().endswith(":")
        and following.text[:1].islower()
        and len(block.text) + len(following.text) < _LONGEST_BROKEN
    )


def _meaning(line: str, block: Block) -> str | None:
    if isinstance(block, Item) and not block.is_numbered:
        return None
    if len(line) > (_LONGEST_BROKEN if line.endswith(":") else _LONGEST) or line.endswith((".", ";", ",")):
        return None
    bare = _bare(line)
    return _SECTIONS.whole(bare)


def _bare(line: str) -> str:
    """A heading without its number and its colon."""
    return re.sub(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+", "", line.rstrip(": "))


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
        return self.lines[0] if _ORGANISATION.fullmatch(self.lines[0]) else None

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
        isinstance(block, Table)
        or (len(block.text) < _LONGEST_SIGNED and not block.text.rstrip().endswith((".", "?", ":")))
    )
