"""The sections of a report: what stands before the first heading, and below each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.commands.importing.document import Block, DocumentPlace, Heading, Item, Paragraph, Table
from portal.commands.importing.layouts.reports import REPORT_SECTIONS

__all__ = ["ReportSection", "sections_of"]

_LONGEST = 60
_LONGEST_BROKEN = 160
"""The most signs of a heading on one line, and of one that ends in a colon or is broken over two."""


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
    return next((name for name, words in REPORT_SECTIONS if re.fullmatch(words, bare, re.IGNORECASE)), None)


def _bare(line: str) -> str:
    """A heading without its number and its colon."""
    return re.sub(r"^\d{1,2}(?:\.\d{1,2})*\.?\s+", "", line.rstrip(": "))
