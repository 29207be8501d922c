"""A site is a function from address to bytes: it knows every address before anything of it is rendered."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Generic, Protocol, TypeVar

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

__all__ = ["Group", "Groups", "Made", "MadeOf", "Recipe", "Resource", "Site", "Sort"]


class Sort(Enum):
    """What answers at an address: a page made from records, a hand-written page, a page that leads on, or a file.

    A list of all pages is a file that is made last.
    """

    PAGE = "page"
    WRITTEN = "written"
    REDIRECT = "redirect"
    FILE = "file"
    LIST = "list"


@dataclass(frozen=True)
class Made:
    """The bytes that answer at an address, and of a page that is searched its words as a document (HTML).

    `listing` tells of a page whether it may be indexed, and on which day what it shows was last changed.
    """

    data: bytes
    document: str = ""
    listing: tuple[bool, dt.date | None] | None = None

    def packed(self) -> bytes:
        """Bytes and document, compressed, to be kept."""
        return zlib.compress(len(self.data).to_bytes(8, "big") + self.data + self.document.encode(), 1)

    @classmethod
    def unpacked(cls, packed: bytes) -> Made:
        """What was packed; raises `ValueError` of anything else."""
        try:
            whole = zlib.decompress(packed)
        except zlib.error as fault:
            raise ValueError from fault
        size = int.from_bytes(whole[:8], "big")
        return cls(whole[8 : 8 + size], whole[8 + size :].decode())


@dataclass(frozen=True)
class Resource:
    """What answers at an address; `location` is the file on this disk that it is a copy of, if it is one.

    `keyed` gives a digest of all that it is made of, where that is sooner known than what it makes, and what makes it
    of that. The digest is `None` where there is none to be had.
    """

    address: str
    make: Callable[[], Made]
    sort: Sort = Sort.FILE
    location: Path | None = None
    keyed: Callable[[], tuple[bytes | None, Callable[[], Made]]] | None = None

    @property
    def path(self) -> str:
        """The path of its file below the site."""
        return file_of(self.address).lstrip("/")

    @classmethod
    def of(cls, asset: Asset, sort: Sort = Sort.FILE) -> Resource:
        """A file to publish as what answers at its address."""
        return cls(asset.address, lambda: Made(asset.read()), sort, asset.location)


class Addressed(Protocol):
    """What has an address."""

    @property
    def address(self) -> str: ...


S = TypeVar("S", bound=Addressed)
T = TypeVar("T", bound=Addressed)


class Group(Generic[T]):
    """What lies below some addresses; which they are is worked out when one of them is asked for."""

    def __init__(self, below: tuple[str, ...], make: Callable[[], Iterable[T]]) -> None:
        self.below = below
        self._make = make

    @cached_property
    def found(self) -> dict[str, T]:
        """All of it, by address."""
        found: dict[str, T] = {}
        for one in self._make():
            assert one.address.startswith(self.below), (one.address, self.below)
            found.setdefault(one.address, one)
        return found

    def get(self, address: str) -> T | None:
        """What answers at an address below; `None` where nothing does."""
        return self.found.get(address)


class MadeOf(Group[T], Generic[S, T]):
    """A group of what is made of another one's, each of one at the same address; of which only that is made for it."""

    def __init__(self, source: Group[S], make: Callable[[S], T]) -> None:
        super().__init__(source.below, lambda: map(make, source.found.values()))
        self._source, self._make_one = source, make

    def get(self, address: str) -> T | None:
        if "found" in vars(self):
            return super().get(address)
        one = self._source.get(address)
        return None if one is None else self._make_one(one)


class Groups(Mapping[str, T]):
    """Groups as one mapping by address: what an earlier one has stands before what a later one has."""

    def __init__(self, groups: Iterable[Group[T]]) -> None:
        self.each = tuple(groups)

    def __getitem__(self, address: str) -> T:
        for group in self.each:
            if address.startswith(group.below) and (found := group.get(address)) is not None:
                return found
        raise KeyError(address)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _all(self) -> dict[str, T]:
        found: dict[str, T] = {}
        for group in reversed(self.each):
            found |= group.found
        return found


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
    the document around it, which `frames` describes. `listed` has what is known already of what a list of all pages
    tells of each. `indexed` makes the files of the search from the documents of the pages, by address; they have their
    names only then. `find_places` gives `places`. `next_release` is when something held back is due, for the build's
    log alone: no page tells it. `sources` tells of each file that the site was made of how it was found.
    """

    root: Path
    resources: Mapping[str, Resource]
    context: Context
    content: tuple[ContentPage, ...]
    theme: Theme
    frames: Frames
    page: Callable[[str], Page]
    listed: dict[str, tuple[bool, dt.date | None]]
    indexed: Callable[[Iterable[tuple[str, str]]], Iterator[Asset]]
    find_places: Callable[[], frozenset[str]]
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

    @cached_property
    def places(self) -> frozenset[str]:
        """The addresses that count as the portal's own."""
        return self.find_places()

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

    def address_of(self, path: str) -> str | None:
        """The address whose file lies at a path below the site, such as `saker/index.html`; `None` where none does."""
        page = f"/{path.removesuffix('index.html')}"
        candidates = (page, f"/{path}") if path == "index.html" or path.endswith("/index.html") else (f"/{path}",)
        return next((address for address in candidates if address in self), None)
