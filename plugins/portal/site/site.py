"""A site is a function from address to bytes: it knows every address before anything of it is rendered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path

from portal.derived.context import Context
from portal.model import addresses
from portal.model.addresses import file_of
from portal.model.problems import Problem
from portal.pages.rendering.document import Frames
from portal.pages.rendering.page import Asset, Page
from portal.pages.theme import Theme
from portal.public.releases import Release
from portal.source.content import ContentPage
from portal.source.tree import Stamp

__all__ = ["Made", "Recipe", "Resource", "Site", "Sort"]


class Sort(Enum):
    """What answers at an address: a page made from records, a hand-written page, a page that leads on, or a file."""

    PAGE = "page"
    WRITTEN = "written"
    REDIRECT = "redirect"
    FILE = "file"


@dataclass(frozen=True)
class Made:
    """The bytes that answer at an address, and of a page that is searched its words as a document (HTML)."""

    data: bytes
    document: str = ""


@dataclass(frozen=True)
class Resource:
    """What answers at an address; `location` is the file on this disk that it is a copy of, if it is one."""

    address: str
    make: Callable[[], Made]
    sort: Sort = Sort.FILE
    location: Path | None = None

    @property
    def path(self) -> str:
        """The path of its file below the site."""
        return file_of(self.address).lstrip("/")

    @classmethod
    def of(cls, asset: Asset, sort: Sort = Sort.FILE) -> Resource:
        """A file to publish as what answers at its address."""
        return cls(asset.address, lambda: Made(asset.read()), sort, asset.location)


@dataclass(frozen=True)
class Recipe:
    """What a site is made of, for whoever is to make the same one: the portal's folder, the moment, and for whom."""

    root: Path
    moment: dt.datetime
    preview: bool = False


@dataclass(frozen=True, eq=False)
class Site(Mapping[str, Resource]):
    """All that is published of a portal, by address (not encoded); a page's ends with a slash.

    Nothing is rendered until it is asked for. `page` gives a page that is made from records, by its address, without
    the document around it, which `frames` describes. `indexed` makes the files of the search from the documents of the
    pages, by address; they have their names only then. `places` are the addresses that count as the portal's own.
    `next_release` is when something held back is due, for the build's log alone: no page tells it. `sources` tells of
    each file that the site was made of how it was found.
    """

    root: Path
    resources: Mapping[str, Resource]
    context: Context
    content: tuple[ContentPage, ...]
    theme: Theme
    frames: Frames
    page: Callable[[str], Page]
    indexed: Callable[[Iterable[tuple[str, str]]], Iterator[Asset]]
    places: frozenset[str]
    warnings: tuple[Problem, ...] = ()
    next_release: Release | None = None
    sources: Mapping[str, Stamp] = field(default_factory=dict)
    recipe: Recipe | None = None

    def __getitem__(self, address: str) -> Resource:
        found = self.resources.get(address)
        if found is None and address.startswith(addresses.PAGEFIND):
            found = self.search.get(address)
        if found is None:
            raise KeyError(address)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.resources)

    def __len__(self) -> int:
        return len(self.resources)

    def of_sort(self, *sorts: Sort) -> list[Resource]:
        """The resources of some sorts, in order of address."""
        return [one for _, one in sorted(self.resources.items()) if one.sort in sorts]

    def documents(self) -> Iterator[tuple[str, str]]:
        """What is searched of each page, by address and in order of it; each is rendered for it."""
        for resource in self.of_sort(Sort.PAGE, Sort.WRITTEN):
            if document := resource.make().document:
                yield resource.address, document

    @cached_property
    def search(self) -> dict[str, Resource]:
        """The files of the search, by address; every page is rendered for them."""
        return {asset.address: Resource.of(asset) for asset in self.indexed(self.documents())}

    @cached_property
    def by_path(self) -> dict[str, str]:
        """The address of each file by its path below the site, but for those of the search."""
        return {resource.path: address for address, resource in self.resources.items()}
