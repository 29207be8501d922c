"""A document as every reader gives it: blocks in the order of reading, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "CHECKED",
    "UNCHECKED",
    "Block",
    "Document",
    "DocumentPlace",
    "Heading",
    "Item",
    "Paragraph",
    "Table",
    "Unreadable",
]

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

    rows: tuple[tuple[str, ...], ...] = field(default=())


@dataclass(frozen=True)
class Document:
    """A file, read. `name` is the file's own."""

    name: str
    blocks: tuple[Block, ...]
    title: str = ""
