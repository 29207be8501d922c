"""External lists: pages of whole objects, in order of id, each page a file that links to the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import ceil
from typing import Any
from urllib.parse import unquote

from portal.model import addresses
from portal.outputs.oparl.source import Object, Source
from portal.pages.rendering.page import Asset

__all__ = ["PAGE_SIZE", "Written", "first_page"]

PAGE_SIZE = 100
"""Objects a page, the most that OParl recommends."""


def first_page(name: str) -> str:
    """The path of the first page of a list, which is the list's URL."""
    return f"{name}/1"


class Written:
    """Writes objects and lists as compact JSON; an object is encoded once, however many lists it is in."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._encoded: dict[str, str] = {}
        self._root = len(source.context.url(""))

    def object(self, made: Object) -> Asset:
        """The file of an object, at its id."""
        return Asset(unquote(made["id"][self._root :]), content=self._text(made))

    def list(self, name: str, objects: list[Object]) -> Iterator[Asset]:
        """The pages of a list, at least one."""
        ordered = sorted(objects, key=lambda made: str(made["id"]))
        last = max(1, ceil(len(ordered) / PAGE_SIZE))
        for number in range(1, last + 1):
            data = ",".join(map(self._text, ordered[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]))
            pagination = {
                "totalElements": len(ordered),
                "elementsPerPage": PAGE_SIZE,
                "currentPage": number,
                "totalPages": last,
            }
            links = {"first": 1, "prev": number - 1, "self": number, "next": number + 1, "last": last}
            urls = {rel: self._source.url(f"{name}/{page}") for rel, page in links.items() if 1 <= page <= last}
            content = f'{{"data":[{data}],"pagination":{_compact(pagination)},"links":{_compact(urls)}}}'
            yield Asset(addresses.oparl(f"{name}/{number}"), content=content)

    def _text(self, made: Object) -> str:
        id_ = made["id"]
        if id_ not in self._encoded:
            self._encoded[id_] = _compact(made)
        return self._encoded[id_]


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
