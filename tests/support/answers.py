"""What a site answers, asked without writing it."""

from __future__ import annotations

from collections.abc import Iterator

from portal.pages.rendering.page import Page
from portal.site.site import Site, Sort

__all__ = ["files_of", "pages_of"]


def pages_of(site: Site) -> Iterator[Page]:
    """All pages that are made from records."""
    return (site.page(resource.address) for resource in site.of_sort(Sort.PAGE))


def files_of(site: Site) -> dict[str, bytes]:
    """Everything else that is not hand-written, by address: exports, papers, attachments, redirects."""
    return {one.address: one.make().data for one in site.of_sort(Sort.FILE, Sort.REDIRECT, Sort.LIST)}
