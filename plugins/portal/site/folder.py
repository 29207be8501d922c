"""The same site written to a folder, without a site generator; and files that are written whole, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from portal.model.kinds import KINDS
from portal.site.progress import SILENT, Progress
from portal.site.release import earlier_files, release
from portal.site.site import Site, Sort
from portal.site.staging.stage import staged
from portal.site.unchanged import Written
from portal.site.writing import write_site
from portal.source.cache import FOLDER, Cache
from portal.source.settings import Settings
from portal.source.words import WORDS_FOLDER

__all__ = ["changing", "may_write", "write_file", "write_files", "write_folder"]


def may_write(folder: Path, root: Path, settings: Settings) -> bool:
    """Whether the site may go into a folder: not where the portal, or what it is made from, lies."""
    target, home = folder.resolve(), root.resolve()
    sources = [
        home / name for name in (settings.content, settings.templates, WORDS_FOLDER, *(kind.folder for kind in KINDS))
    ]
    return not home.is_relative_to(target) and not any(target.is_relative_to(source) for source in sources)


def write_folder(site: Site, folder: Path, progress: Progress = SILENT) -> int:
    """Write the site below `folder`; the number of its pages, but for the one that answers where there is none.

    The new site is put in the old one's place whole. What an earlier run wrote there and this one does not, is gone
    then; what others laid there, stays. Where the same site lies there already, nothing is written. Raises
    `FaultyPortal`, `StagingError` and `OSError`, and leaves all as it was.
    """
    with staged(folder) as stage:
        written = Written(site, stage.target)
        if written.is_there():
            return _pages_of(site)
        earlier = earlier_files(stage.target)
        known = write_site(site, stage.folder, progress=progress)
        progress.begin("swap")
        release(site, stage, known, (), keeps=lambda path: path not in earlier)
        written.remember()
    progress.end()
    Cache(site.root / FOLDER).tidy()
    return _pages_of(site)


def _pages_of(site: Site) -> int:
    return sum(1 for one in site.of_sort(Sort.PAGE, Sort.WRITTEN) if one.address.endswith("/"))


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: what stood there stays until the new one is ready, its permissions for good."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(content if isinstance(content, bytes) else content.encode())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def changing(root: Path, texts: Mapping[str, str], moves: Sequence[tuple[str, str]] = ()) -> Iterator[None]:
    """Move files and folders below `root`, then write texts, by path; what fails within puts everything back."""
    undone: list[Callable[[], object]] = []
    try:
        for old, new in moves:
            (root / new).parent.mkdir(parents=True, exist_ok=True)
            (root / old).rename(root / new)
            undone.append(partial((root / new).rename, root / old))
        for path, text in texts.items():
            file = root / path
            there = file.read_bytes() if file.exists() else None
            write_file(file, text)
            undone.append(file.unlink if there is None else partial(write_file, file, there))
        yield
    except BaseException:
        for undo in reversed(undone):
            undo()
        raise


def write_files(root: Path, texts: Mapping[str, str]) -> None:
    """Write texts below `root`, by path: all, or none. Raises `OSError`."""
    with changing(root, texts):
        pass
