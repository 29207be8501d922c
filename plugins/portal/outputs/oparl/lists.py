"""External lists: pages of whole objects, in order of id, each page a file that links to the others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from math import ceil
from typing import Any

from portal.model import addresses
from portal.outputs.oparl.source import LazyObject, Source
from portal.pages.rendering.page import Asset

__all__ = ["PAGE_SIZE", "first_page", "list_files", "object_file"]

PAGE_SIZE = 100
"""Objects a page, the most that OParl recommends."""


def first_page(name: str) -> str:
    """The path of the first page of a list, which is the list's URL."""
    return f"{name}/1"


def object_file(source: Source, lazy: LazyObject) -> Asset:
    """The file of an object, at its id."""
    return Asset(addresses.oparl(lazy.path), make=lambda: _compact(source.object(lazy)))


def list_files(source: Source, name: str, objects: Sequence[LazyObject], with_objects: bool = False) -> Iterator[Asset]:
    """The pages of a list, at least one; before each, if `with_objects`, the files of the objects on it."""
    ordered = sorted(objects, key=lambda lazy: source.url(lazy.path))
    for number in range(1, _pages(ordered) + 1):
        if with_objects:
            yield from (object_file(source, lazy) for lazy in _on_page(ordered, number))
        yield Asset(addresses.oparl(f"{name}/{number}"), make=partial(_page, source, name, ordered, number))


def _pages(ordered: Sequence[LazyObject]) -> int:
    return max(1, ceil(len(ordered) / PAGE_SIZE))


def _on_page(ordered: Sequence[LazyObject], number: int) -> Sequence[LazyObject]:
    return ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def _page(source: Source, name: str, ordered: Sequence[LazyObject], number: int) -> str:
    last = _pages(ordered)
    data = ",".join(_compact(source.object(lazy)) for lazy in _on_page(ordered, number))
    pagination = {
        "totalElements": len(ordered),
        "elementsPerPage": PAGE_SIZE,
        "currentPage": number,
        "totalPages": last,
    }
    links = {"first": 1, "prev": number - 1, "self": number, "next": number + 1, "last": last}
    urls = {rel: source.url(f"{name}/{page}") for rel, page in links.items() if 1 <= page <= last}
    return f'{{"data":[{data}],"pagination":{_compact(pagination)},"links":{_compact(urls)}}}'


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
