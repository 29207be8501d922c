"""All the files of the search: Pagefind's index of the pages, and the twin words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator

from jinja2 import Environment

from portal.derived.context import Context
from portal.model import addresses
from portal.outputs.search.documents import documents
from portal.outputs.search.entries import entries
from portal.outputs.search.indexing import build_index
from portal.pages.rendering.handwritten import handwritten_html
from portal.pages.rendering.page import Asset, Page
from portal.source.content import ContentPage
from portal.source.twins import Twins, twins_in

__all__ = ["search_files"]

_MARK = b"pagefind_dcd"


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
    told = {address: entry for address, entry in entries(context, content) if address in bodies}
    index = list(build_index(dict(zip(told, documents(environment, bodies, told, context.settings.lang), strict=True))))
    yield from index
    found = twins_in(twins, "\n".join(_searched(index)))
    yield Asset(addresses.TWINS, content=json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n")


def _searched(index: Iterable[Asset]) -> Iterator[str]:
    """The words and the title of each page, as the index holds them: packed, behind a mark of twelve bytes."""
    for file in index:
        if file.address.endswith(".pf_fragment") and isinstance(file.content, bytes):
            page = json.loads(gzip.decompress(file.content)[len(_MARK) :])
            yield f"{page['content']} {page['meta']['title']}"
