"""A message that programs send each other, as JSON: a paragraph for each of its values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from portal.commands.importing.document.blocks import Document, DocumentPlace, Paragraph, Unreadable

__all__ = ["MessagePath", "leaves", "read_message"]

MessagePath = tuple[str | int, ...]
"""Where a value is in a message: the keys and the places in lists on the way to it."""
_LARGEST = 10_000_000
"""The largest message that is read, in bytes."""
_DEEPEST = 20
"""How far the values of a message lie within each other at most; those of the national format lie six deep."""


def read_message(data: bytes, name: str) -> Document:
    """A file of JSON as a document, a paragraph for each value; raises `Unreadable`."""
    if len(data) > _LARGEST:
        raise Unreadable("import.too_large")
    try:
        told = json.loads(data.decode("utf-8-sig"))
        blocks = [
            Paragraph(f"{_written(path)}: {value}", DocumentPlace(0, number))
            for number, (path, value) in enumerate(leaves(told), 1)
        ]
    except (ValueError, RecursionError):
        raise Unreadable("import.no_json") from None
    if not isinstance(told, dict) or not blocks:
        raise Unreadable("import.no_message")
    return Document(name, tuple(blocks), told=told)


def leaves(value: Any, path: MessagePath = ()) -> Iterator[tuple[MessagePath, str]]:
    """Each value of a message that is neither an object nor a list, with where it is."""
    if len(path) > _DEEPEST:
        raise ValueError(path)
    if isinstance(value, (dict, list)):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(one, (*path, key))
    elif value not in (None, ""):
        yield path, str(value)


def _written(path: MessagePath) -> str:
    """`sak[0].tittel`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
