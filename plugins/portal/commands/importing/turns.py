"""Lines between the items that close those below them, open them again, or tell what some of them are."""

from __future__ import annotations

from collections.abc import Iterable

from portal.commands.importing.document.blocks import Block, Heading
from portal.commands.importing.lexicon import pattern
from portal.commands.importing.parts import Part, Role
from portal.commands.importing.words.openings import mark_in, section_in

__all__ = ["is_closing_part", "turn_of"]

_ITEMS, _PART, _OPEN_AGAIN = pattern("closed.items"), pattern("closed.part"), pattern("closed.open_again")
_GROUP, _STAYS_CLOSED = pattern("closed.group"), pattern("closed.stays_closed")
_LONGEST_LINE = 80


def turn_of(block: Block, text: str, all_lines: Iterable[str], opens_next: bool) -> Part | None:
    """What a line does to the items below it, where it does anything; `opens_next` tells that one begins right there.

    A title of some of the items is named `group`: it opens what the title of another group closed.
    """
    if len(text) > _LONGEST_LINE:
        return None
    mark = mark_in(text)
    is_title = opens_next and isinstance(block, Heading) and not section_in(text)
    if is_closing_part(text) or (mark and (is_title or _ITEMS.search(text))):
        is_of_group = not _STAYS_CLOSED.search(text) and any(map(_is_group, all_lines))
        return Part(block, Role.CLOSES, "group" if is_of_group else "", text, 0.9)
    if opens_next and _is_group(text):
        return Part(block, Role.OPENS, "group", text, 0.7)
    return Part(block, Role.OPENS, "", text, 0.78) if not mark and _OPEN_AGAIN.search(text) else None


def is_closing_part(text: str) -> bool:
    """Whether a line is the title of a closed part of the meeting, or tells that the item it stands in is closed."""
    return len(text) <= _LONGEST_LINE and _PART.match(text) is not None


def _is_group(text: str) -> bool:
    """Whether a line is the title of some of the items, by what becomes of them, and of none of them alone."""
    return len(text) <= _LONGEST_LINE and _GROUP.fullmatch(text.strip(" .:")) is not None
