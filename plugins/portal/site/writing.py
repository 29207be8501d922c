"""Writes what a site answers to a folder: each share in a worker, which makes it, writes it and takes its checksum.

Nothing that was made stays in memory but the words for the search, which go to its program as they come.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import shutil
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain, repeat
from pathlib import Path
from typing import TypeVar

from portal.model.addresses import CATALOGUE, CATALOGUE_JSON, DATA, FRONT
from portal.model.problems import Place, Problem, error
from portal.outputs.search.indexing import SearchFault
from portal.pages.rendering.page import Asset
from portal.site.building import FaultyPortal, build_site, problem_of
from portal.site.manifest import FileEntry, entry_of
from portal.site.progress import SILENT, Progress
from portal.site.site import Made, Recipe, Resource, Site, Sort
from portal.source.cache import FOLDER, Cache
from portal.source.settings import SETTINGS_FILE, read_settings
from portal.source.workers import forked_workers

__all__ = ["write_site"]

V = TypeVar("V")

_ENOUGH = 150
"""Addresses from which on workers are worth their start."""
_SHARE = 24
"""Addresses in a share: few, so that all workers end together."""
_AHEAD = 12
"""Shares that are under way at once: what they made for the search waits in memory for its turn."""
_SITES: dict[Recipe, Site] = {}
"""The sites that this process writes of, or a worker of it; a worker that was not forked makes its own."""


@dataclass(frozen=True)
class _File:
    """What was made: its path below the site, its checksum if it was written, and what is searched of it.

    `seconds` are those of processor time that it took.
    """

    path: str
    address: str
    entry: FileEntry | None
    document: str = ""
    seconds: float = 0.0
    listing: tuple[bool, dt.date | None] | None = None


@dataclass(frozen=True)
class _Work:
    """What is to be done with each share: where it is written, what is not, and whether pages are remembered."""

    folder: Path
    unwritten: frozenset[Sort]
    remembers: bool


def write_site(
    site: Site,
    folder: Path,
    unwritten: Iterable[Sort] = (),
    *,
    executor: Executor | None = None,
    remembers: bool = True,
    progress: Progress = SILENT,
) -> dict[str, FileEntry]:
    """Write the site below `folder`, but for what is of the sorts `unwritten`; each file with its checksum, by path.

    `executor` runs the shares: by default as many forked processes as there are cores, or none where there is little to
    do. With `remembers`, pages that show nothing new are taken from the cache, as far as they are those of everybody.
    Raises `FaultyPortal` when something cannot be made, and `OSError` when it cannot be written.
    """
    work = _Work(folder, frozenset(unwritten), remembers and site.recipe is not None and not site.recipe.preview)
    entries: dict[str, FileEntry] = {}

    def documents_of(files: Iterable[_File]) -> Iterator[tuple[str, str]]:
        """What is searched of each file; what else there is to remember of it is put down on the way."""
        for file in files:
            if file.entry is not None:
                entries[file.path] = file.entry
                progress.made(file.address, file.entry.size, file.seconds)
            if file.listing is not None:
                site.listed[file.address] = file.listing
            progress.advance(1)
            if file.document:
                yield file.address, file.document

    progress.begin("addresses")
    progress.begin("write", len(site))
    with _running(site, executor) as running:
        documents = documents_of(_files(site, work, running))
        index = _indexed(site, documents)
        for _ in documents:
            pass
    lists = [one.address for one in site.of_sort(Sort.LIST)]
    for _ in documents_of(_sound(_share_of(site, lists, work), site)):
        pass
    progress.begin("index")
    for asset in index:
        resource = Resource.of(asset)
        _write(resource, resource.make(), work)
        entries[resource.path] = entry_of(folder / resource.path)
        progress.made(resource.address, entries[resource.path].size, 0)
    return entries


def _indexed(site: Site, documents: Iterable[tuple[str, str]]) -> list[Asset]:
    """The files of the search; what fails while the documents are written for it is no fault of the search."""
    try:
        return list(site.indexed(documents))
    except SearchFault as fault:
        problem = error(Place(SETTINGS_FILE), "search_failed", reason=str(fault))
        raise FaultyPortal([problem], site.context.catalogue) from fault


@contextmanager
def _running(site: Site, executor: Executor | None) -> Iterator[Executor | None]:
    """What runs the shares of a site; `None` where this process does it all."""
    forked = forked_workers() if executor is None and len(site) >= _ENOUGH else None
    if forked is None:
        yield executor
        return
    assert site.recipe is not None
    _SITES[site.recipe] = site
    with suppress(Exception):  # what fails is told by the worker whose share it is
        site.page(FRONT)  # works out most of what pages share, once for all workers
    gc.collect()
    gc.freeze()  # what the workers share with this process is not to be written to by looking through it
    try:
        with forked:
            yield forked
    finally:
        gc.unfreeze()
        del _SITES[site.recipe]


def _files(site: Site, work: _Work, running: Executor | None) -> Iterator[_File]:
    """All that was written, in order of address."""
    every = [address for address, resource in sorted(site.items()) if resource.sort is not Sort.LIST]
    shares = _shares(every)
    if running is None:
        for one in shares:
            yield from _sound(_share_of(site, one, work), site)
        return
    assert site.recipe is not None
    waiting: deque[Future[list[_File] | Problem]] = deque()
    try:
        for share in chain(shares, repeat(None)):
            if share is not None:
                waiting.append(running.submit(_share, site.recipe, share, work))
            if share is None and not waiting:
                return
            if share is None or len(waiting) > _AHEAD:
                yield from _sound(waiting.popleft().result(), site)
    except BrokenProcessPool:
        raise FaultyPortal([error(Place(SETTINGS_FILE), "worker_lost")], site.context.catalogue) from None
    finally:
        for future in waiting:
            future.cancel()


def _shares(every: Iterable[str]) -> Iterator[list[str]]:
    """The addresses in shares; the open data, whose files tell of each other, are one, as are a page and its files."""
    share: list[str] = []
    page = ""
    for address in every:
        of_data = bool(share) and share[-1].startswith(DATA) and address.startswith(DATA)
        of_page = bool(page) and address.rpartition("/")[0] == page.rstrip("/")
        if len(share) >= _SHARE and not of_data and not of_page:
            yield share
            share = []
        page = address if address.endswith("/") else page
        share.append(address)
    yield share


def _sound(share: list[_File] | Problem, site: Site) -> list[_File]:
    if isinstance(share, Problem):
        raise FaultyPortal([share], site.context.catalogue)
    return share


def _share(recipe: Recipe, share: Sequence[str], work: _Work) -> list[_File] | Problem:
    """Write a share of a site, in a worker; a problem of the portal is given back, for its place would be lost."""
    if recipe not in _SITES:
        _SITES[recipe] = build_site(recipe.root, read_settings(recipe.root), recipe.preview, recipe.moment)
    return _share_of(_SITES[recipe], share, work)


def _share_of(site: Site, share: Sequence[str], work: _Work) -> list[_File] | Problem:
    resources = [site[address] for address in sorted(share, key=_is_told_of_others)]
    files = []
    began = time.process_time()
    try:
        for resource, made in _made(site, resources, work):
            file = _copy(resource, work) if made is None else _write(resource, made, work)
            files.append(replace(file, seconds=time.process_time() - began))
            began = time.process_time()
    except _Making as fault:
        cause = fault.cause
        problem = problem_of(cause, site.root, site.context.settings)
        if problem is None:
            raise cause from None
        return problem
    return sorted(files, key=lambda file: share.index(file.address))


def _is_told_of_others(address: str) -> bool:
    """Whether it tells how big others of its share are, which is known when they are made."""
    return address in (DATA, CATALOGUE, CATALOGUE_JSON)


class _Making(Exception):
    """Something could not be made, which is no fault of the writing."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(cause)
        self.cause = cause


def _made(site: Site, resources: Sequence[Resource], work: _Work) -> Iterator[tuple[Resource, Made | None]]:
    """Each resource with what is made of it, or nothing where it is a copy; what the cache knows is not made again.

    Raises `_Making`.
    """
    cache = Cache(site.root / FOLDER)
    keys: dict[str, bytes] = {}
    makers: dict[str, Callable[[], Made]] = {}
    for one in resources if work.remembers else ():
        if one.keyed is not None:
            key, makers[one.address] = _of_portal(one.keyed)
            keys |= {one.address: key} if key is not None else {}
    kept = cache.find(keys.values()) if keys else {}
    new: dict[bytes, bytes] = {}
    for one in resources:
        if one.location is not None:
            yield one, None
            continue
        made = _unpacked(kept.get(keys.get(one.address, b"")))
        if made is not None:
            made = replace(made, listing=site.listed.get(one.address))
        else:
            made = _of_portal(makers.get(one.address, one.make))
            if one.address in keys:
                new[keys[one.address]] = made.packed()
        yield one, made
    if new:
        cache.keep(new)


def _of_portal(make: Callable[[], V]) -> V:
    """What something gives that only the portal can make fail; raises `_Making`."""
    try:
        return make()
    except Exception as fault:
        raise _Making(fault) from fault


def _unpacked(kept: bytes | None) -> Made | None:
    try:
        return None if kept is None else Made.unpacked(kept)
    except ValueError:  # damaged
        return None


def _copy(resource: Resource, work: _Work) -> _File:
    assert resource.location is not None
    target = work.folder / resource.path
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(resource.location, target)
    return _File(resource.path, resource.address, entry_of(target))


def _write(resource: Resource, made: Made, work: _Work) -> _File:
    if resource.sort in work.unwritten:
        return _File(resource.path, resource.address, None, made.document, listing=made.listing)
    target = work.folder / resource.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made.data)
    entry = FileEntry(sha256=hashlib.sha256(made.data).hexdigest(), size=len(made.data))
    return _File(resource.path, resource.address, entry, made.document, listing=made.listing)
