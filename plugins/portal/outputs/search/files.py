"""All the files of the search: Pagefind's index of the pages, and what queries are read with."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator

from portal.model import addresses
from portal.outputs.search.indexing import build_index
from portal.outputs.search.names import Named, reading
from portal.outputs.search.vocabulary import packed, vocabulary
from portal.pages.rendering.page import Asset
from portal.source.twins import Twins, twins_in

__all__ = ["index_files"]

_MARK = b"pagefind_dcd"
_GZIP = 31
"""What tells zlib that it gets gzip."""


def index_files(twins: Twins, named: Iterable[Named], documents: Iterable[tuple[str, str]]) -> Iterator[Asset]:
    """The index of documents that come in the order of their addresses, and what queries are read with.

    That is one file: the twin words that stand in the index, all its words, and the names of pages. Raises
    `SearchFault`.
    """
    index = list(build_index(documents))
    yield from index
    texts = [*_searched(index)]
    read = {"twins": twins_in(twins, texts), **reading(named), "words": packed(vocabulary(texts))}
    yield Asset(addresses.TWINS, content=json.dumps(read, ensure_ascii=False, separators=(",", ":")) + "\n")


def _searched(index: Iterable[Asset]) -> Iterator[str]:
    """The words and the title of each page, as the index holds them: packed, behind a mark of twelve bytes."""
    for file in index:
        if file.address.endswith(".pf_fragment") and isinstance(file.content, bytes):
            page = json.loads(zlib.decompress(file.content, _GZIP)[len(_MARK) :])
            yield f"{page['content']} {page['meta']['title']}"
