"""A document as every reader gives it, blocks in the order of reading, each with its place; and blocks as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from portal.source.writing import escaped

__all__ = [
    "CHECKED", "CROSSED", "UNCHECKED", "Block", "Box", "Document", "DocumentPlace", "Furniture", "FurnitureKind",
    "Heading", "Item", "Paragraph", "Style", "Table", "Unreadable", "around", "as_markdown",
]  # fmt: skip

CHECKED, UNCHECKED, CROSSED = "\u2612", "\u2610", "\u2717\u2718"
"""A tick box in a text, ticked or not, whatever it was in the file."""


Box = tuple[float, float, float, float]
"""Where on a page, in points from its upper left corner: left, top, right, bottom."""


def around(one: Box | None, other: Box | None) -> Box | None:
    """The box about two boxes, or the one of them that is known."""
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


@dataclass(frozen=True)
class DocumentPlace:
    """Where in a document: a page from 1 (0 where it has none) and a paragraph or line on it, from 1.

    In a table `row` and `column` count from 1, and are 0 where a whole block is meant; `box` is known in a PDF.
    """

    page: int
    line: int
    row: int = 0
    column: int = 0
    box: Box | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Style:
    """How a block looks: `size` and `indent` are in points, 0 where they are not known."""

    is_bold: bool = False
    is_caps: bool = False
    size: float = 0.0
    indent: float = 0.0


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
    """What all blocks have; `broken` are the lines that were joined to it, as they were set."""

    text: str
    place: DocumentPlace
    style: Style = field(default=Style(), kw_only=True, compare=False)
    broken: tuple[str, ...] = field(default=(), kw_only=True, compare=False)

    def lines(self) -> list[str]:
        """Its lines; of a table, those of its cells."""
        return self.text.split("\n")

    def set_lines(self) -> tuple[str, ...]:
        """The lines as they were set, before those that the margin broke were joined."""
        return self.broken or (self.text,)


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
    """A table: rows of cells, each the text of its paragraphs. `text` is all of it, `places` those of its cells."""

    rows: tuple[tuple[str, ...], ...] = ()
    places: tuple[tuple[DocumentPlace, ...], ...] = field(default=(), compare=False)

    @classmethod
    def of(
        cls, rows: Iterable[Sequence[str]], place: DocumentPlace, boxes: Sequence[Sequence[Box | None]] = ()
    ) -> Table:
        """A table of some rows; `boxes` are those of its cells, where they are known."""
        cells = tuple(map(tuple, rows))
        places = tuple(
            tuple(
                DocumentPlace(place.page, place.line, n, m, boxes[n - 1][m - 1] if boxes else None)
                for m in range(1, len(row) + 1)
            )
            for n, row in enumerate(cells, 1)
        )
        return cls("\n".join(map("\t".join, cells)), place, cells, places)

    def lines(self) -> list[str]:
        return [line for row in self.rows for cell in row for line in cell.split("\n")]


class FurnitureKind(str, Enum):
    """What stands in a document and is none of its words."""

    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page_number"
    CONTENTS = "contents"
    MAIL = "mail"


@dataclass(frozen=True)
class Furniture(Block):
    """What is there for whoever turns the pages: the head and foot of a page, its number, a list of contents."""

    kind: FurnitureKind = FurnitureKind.HEADER


@dataclass(frozen=True)
class Document:
    """A file, read. `name` is the file's own; `blocks` are without its `furniture`."""

    name: str
    blocks: tuple[Block, ...]
    title: str = ""
    furniture: tuple[Furniture, ...] = ()
    beside: tuple[Block, ...] = ()
    """What came with it and was not read."""
    told: Mapping[str, Any] | None = field(default=None, compare=False)
    """The message that it is, where it is one that programs send each other."""

    @classmethod
    def of(cls, name: str, blocks: Iterable[Block]) -> Document:
        """A document of blocks among which its furniture stands."""
        every = list(blocks)
        furniture = tuple(block for block in every if isinstance(block, Furniture))
        return cls(name, tuple(block for block in every if not isinstance(block, Furniture)), "", furniture)

    def in_order(self) -> list[Block]:
        """Every block, furniture too, in the order of reading."""
        return sorted([*self.blocks, *self.furniture], key=lambda block: (block.place.page, block.place.line))


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
