"""All the files of the search: Pagefind's index of the pages, and the twin words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator

from portal.model import addresses
from portal.outputs.search.indexing import build_index
from portal.pages.rendering.page import Asset
from portal.source.twins import Twins, twins_in

__all__ = ["index_files"]

_MARK = b"pagefind_dcd"


def index_files(twins: Twins, documents: Iterable[tuple[str, str]]) -> Iterator[Asset]:
    """The index of some documents, which come by address and in its order, and their twin words.

    Raises `SearchFault`.
    """
    index = list(build_index(dict(documents)))
    yield from index
    found = twins_in(twins, "\n".join(_searched(index)))
    yield Asset(addresses.TWINS, content=json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n")


def _searched(index: Iterable[Asset]) -> Iterator[str]:
    """The words and the title of each page, as the index holds them: packed, behind a mark of twelve bytes."""
    for file in index:
        if file.address.endswith(".pf_fragment") and isinstance(file.content, bytes):
            page = json.loads(gzip.decompress(file.content)[len(_MARK) :])
            yield f"{page['content']} {page['meta']['title']}"
