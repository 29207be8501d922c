"""All the files of the search: Pagefind's index of the pages, and the twin words."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator

from jinja2 import Environment

from portal.derived.context import Context
from portal.model import addresses
from portal.outputs.search.documents import document
from portal.outputs.search.entries import entries
from portal.outputs.search.indexing import build_index
from portal.pages.rendering.handwritten import handwritten_html
from portal.pages.rendering.page import Asset, Page
from portal.source.content import ContentPage
from portal.source.twins import Twins, twins_in

__all__ = ["index_files", "search_files"]

_MARK = b"pagefind_dcd"
_GZIP = 31
"""What tells zlib that it gets gzip."""


def search_files(
    twins: Twins, environment: Environment, context: Context, pages: Iterable[Page], content: tuple[ContentPage, ...]
) -> Iterator[Asset]:
    """The index of the records' pages and of the hand-written ones; registers are not searched.

    Raises `SearchFault`.
    """
    if not context.is_searched:
        return
    bodies = {page.address: page.body for page in pages if page.indexed}
    bodies |= {page.address: handwritten_html(page, {}) for page in content}
    searched = {address: entry for address, entry in entries(context, content).items() if address in bodies}
    lang = context.settings.lang
    documents = (
        (address, document(environment, bodies[address], entry(), lang)) for address, entry in sorted(searched.items())
    )
    yield from index_files(twins, documents)


def index_files(twins: Twins, documents: Iterable[tuple[str, str]]) -> Iterator[Asset]:
    """The index of documents that come in the order of their addresses, and the twin words that stand in it.

    Raises `SearchFault`.
    """
    index = list(build_index(documents))
    yield from index
    found = twins_in(twins, _searched(index))
    yield Asset(addresses.TWINS, content=json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n")


def _searched(index: Iterable[Asset]) -> Iterator[str]:
    """The words and the title of each page, as the index holds them: packed, behind a mark of twelve bytes."""
    for file in index:
        if file.address.endswith(".pf_fragment") and isinstance(file.content, bytes):
            page = json.loads(zlib.decompress(file.content, _GZIP)[len(_MARK) :])
            yield f"{page['content']} {page['meta']['title']}"
