"""Writes what a site answers to a folder: each share in a worker, which makes it, writes it and takes its checksum.

Nothing that was made stays in memory but the words for the search, which go to its program as they come.
"""

from __future__ import annotations

import gc
import hashlib
import shutil
from collections import deque
from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path

from portal.model.problems import Place, Problem, error
from portal.outputs.search.indexing import SearchFault
from portal.pages.rendering.page import Asset
from portal.site.building import FaultyPortal, build_site, problem_of
from portal.site.manifest import FileEntry, entry_of
from portal.site.site import Made, Recipe, Resource, Site, Sort
from portal.source.settings import SETTINGS_FILE, read_settings
from portal.source.workers import forked_workers

__all__ = ["write_site"]

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
    """What was made: its path below the site, its checksum if it was written, and what is searched of it."""

    path: str
    address: str
    entry: FileEntry | None
    document: str = ""


def write_site(
    site: Site, folder: Path, unwritten: Container[Sort] = (), executor: Executor | None = None
) -> dict[str, FileEntry]:
    """Write the site below `folder`, but for what is of the sorts `unwritten`; each file with its checksum, by path.

    `executor` runs the shares: by default as many forked processes as there are cores, or none where there is little to
    do. Raises `FaultyPortal` when something cannot be made, and `OSError` when it cannot be written.
    """
    entries: dict[str, FileEntry] = {}

    def told(files: Iterable[_File]) -> Iterator[tuple[str, str]]:
        for file in files:
            if file.entry is not None:
                entries[file.path] = file.entry
            if file.document:
                yield file.address, file.document

    with _running(site, executor) as running:
        documents = told(_files(site, folder, unwritten, running))
        index = _indexed(site, documents)
        for _ in documents:
            pass
    for asset in index:
        resource = Resource.of(asset)
        _write(resource, resource.make(), folder, ())
        entries[resource.path] = entry_of(folder / resource.path)
    return entries


def _indexed(site: Site, documents: Iterable[tuple[str, str]]) -> list[Asset]:
    """The files of the search; what fails while the documents are written for it is no fault of the search."""
    try:
        return list(site.indexed(documents))
    except SearchFault as fault:
        problem = error(Place(SETTINGS_FILE), "search_failed", reason=fault)
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
    gc.collect()
    gc.freeze()  # what the workers share with this process is not to be written to by looking through it
    try:
        with forked:
            yield forked
    finally:
        gc.unfreeze()
        del _SITES[site.recipe]


def _files(site: Site, folder: Path, unwritten: Container[Sort], running: Executor | None) -> Iterator[_File]:
    """All that was written, in order of address."""
    every = sorted(site)
    if running is None:
        for address in every:
            yield from _told(_share_of(site, [address], folder, unwritten), site)
        return
    assert site.recipe is not None
    shares = (every[start : start + _SHARE] for start in range(0, len(every), _SHARE))
    waiting: deque[Future[list[_File] | Problem]] = deque()
    try:
        for share in chain(shares, repeat(None)):
            if share is not None:
                waiting.append(running.submit(_share, site.recipe, share, folder, unwritten))
            if share is None and not waiting:
                return
            if share is None or len(waiting) > _AHEAD:
                yield from _told(waiting.popleft().result(), site)
    except BrokenProcessPool:
        raise FaultyPortal([error(Place(SETTINGS_FILE), "worker_lost")], site.context.catalogue) from None
    finally:
        for future in waiting:
            future.cancel()


def _told(share: list[_File] | Problem, site: Site) -> list[_File]:
    if isinstance(share, Problem):
        raise FaultyPortal([share], site.context.catalogue)
    return share


def _share(recipe: Recipe, share: Sequence[str], folder: Path, unwritten: Container[Sort]) -> list[_File] | Problem:
    """Write a share of a site, in a worker; a problem of the portal is given back, for its place would be lost."""
    if recipe not in _SITES:
        _SITES[recipe] = build_site(recipe.root, read_settings(recipe.root), recipe.preview, recipe.moment)
    return _share_of(_SITES[recipe], share, folder, unwritten)


def _share_of(site: Site, share: Sequence[str], folder: Path, unwritten: Container[Sort]) -> list[_File] | Problem:
    files = []
    for address in share:
        resource = site[address]
        if resource.location is not None:
            files.append(_copy(resource, resource.location, folder))
            continue
        try:
            made = resource.make()
        except Exception as fault:
            problem = problem_of(fault, site.root, site.context.settings)
            if problem is None:
                raise
            return problem
        files.append(_write(resource, made, folder, unwritten))
    return files


def _copy(resource: Resource, location: Path, folder: Path) -> _File:
    target = folder / resource.path
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(location, target)
    return _File(resource.path, resource.address, entry_of(target))


def _write(resource: Resource, made: Made, folder: Path, unwritten: Container[Sort]) -> _File:
    if resource.sort in unwritten:
        return _File(resource.path, resource.address, None, made.document)
    target = folder / resource.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(made.data)
    entry = FileEntry(sha256=hashlib.sha256(made.data).hexdigest(), size=len(made.data))
    return _File(resource.path, resource.address, entry, made.document)
