"""A document as every reader gives it, blocks in the order of reading, each with its place; and blocks as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.source.writing import escaped

__all__ = ["Block", "Document", "DocumentPlace", "Heading", "Item", "Paragraph", "Table", "Unreadable", "as_markdown"]

CHECKED, UNCHECKED = "\u2612", "\u2610"
"""A tick box in a text, ticked or not, whatever it was in the file."""


@dataclass(frozen=True)
class DocumentPlace:
    """Where in a document: a page from 1 (0 where it has none) and a paragraph or line on it."""

    page: int
    line: int


class Unreadable(Exception):
    """A file that cannot be read as what its name says; `code` names the message, `values` fill it.

    Where the operating system would not read it, its fault is one of the values.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Block:
    """What all blocks have."""

    text: str
    place: DocumentPlace

    def lines(self) -> list[str]:
        """Its lines; of a table, those of its cells."""
        return self.text.split("\n")


@dataclass(frozen=True)
class Heading(Block):
    """A heading; `level` counts from 1."""

    level: int = 1


@dataclass(frozen=True)
class Paragraph(Block):
    """A paragraph, its lines joined; `\\n` where a line was broken on purpose."""


@dataclass(frozen=True)
class Item(Block):
    """An item of a list; `depth` counts from 0, `mark` is its number as it was written, where that is known."""

    depth: int = 0
    is_numbered: bool = False
    mark: str = ""


@dataclass(frozen=True)
class Table(Block):
    """A table: rows of cells, each the text of its paragraphs. `text` is all of it."""

    rows: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]], place: DocumentPlace) -> Table:
        """A table of some rows."""
        cells = tuple(map(tuple, rows))
        return cls("\n".join(map("\t".join, cells)), place, cells)

    def lines(self) -> list[str]:
        return [line for row in self.rows for cell in row for line in cell.split("\n")]


@dataclass(frozen=True)
class Document:
    """A file, read. `name` is the file's own."""

    name: str
    blocks: tuple[Block, ...]
    title: str = ""


def as_markdown(blocks: Iterable[Block], level: int = 3) -> str:
    """The blocks as Markdown; their headings begin at `level`."""
    parts: list[str] = []
    was_item = False
    numbers: dict[int, int] = {}
    for block in blocks:
        is_item = isinstance(block, Item)
        if not is_item:
            numbers.clear()
        parts += ["\n" if is_item and was_item else "\n\n", _written(block, level, numbers)]
        was_item = is_item
    return "".join(parts[1:])


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
        width = max(map(len, block.rows))
        rows = [[*map(escaped, row), *[""] * (width - len(row))] for row in block.rows]
        head, *body = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([head, f"|{' --- |' * width}", *body])
    return "\n\n".join(escaped(part) for part in re.split(r"\n+", block.text) if part.strip())
