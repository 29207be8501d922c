"""Blocks of a document as clean Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from portal.commands.importing.document import Block, Heading, Item, Table
from portal.source.writing import escaped

__all__ = ["as_markdown"]


def as_markdown(blocks: Iterable[Block], level: int = 3) -> str:
    """The blocks as Markdown; their headings begin at `level`."""
    parts: list[str] = []
    was_item = False
    numbers: dict[int, int] = {}
    for block in blocks:
        is_item = isinstance(block, Item)
        if not is_item:
            numbers.clear()
        text = _written(block, level, numbers)
        separator = "\n" if is_item and was_item else "\n\n"
        parts += [separator, text] if parts else [text]
        was_item = is_item
    return "".join(parts)


def _written(block: Block, level: int, numbers: dict[int, int]) -> str:
    if isinstance(block, Heading):
        return f"{'#' * min(6, level + block.level - 1)} {escaped(block.text)}"
    if isinstance(block, Item):
        for depth in [depth for depth in numbers if depth > block.depth]:
            del numbers[depth]
        numbers[block.depth] = numbers.get(block.depth, 0) + 1 if block.is_numbered else 0
        mark = f"{numbers[block.depth]}." if block.is_numbered else "-"
        return f"{'   ' * min(block.depth, 4)}{mark} {escaped(block.text)}"
    if isinstance(block, Table):
        return _table(block)
    return "\n\n".join(escaped(part) for part in re.split(r"\n+", block.text) if part.strip())


def _table(table: Table) -> str:
    width = max(len(row) for row in table.rows)
    rows = [[*map(escaped, row), *[""] * (width - len(row))] for row in table.rows]
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, f"|{' --- |' * width}", *body])
