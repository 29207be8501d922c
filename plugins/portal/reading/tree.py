"""The folder of a portal: which files there are. Nothing is followed out of it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

__all__ = ["StoredFile", "walk_files"]


@dataclass(frozen=True)
class StoredFile:
    """A file below the portal's folder.

    `path` is relative, with `/`, in NFC (as records name it); `location` is
    where it lies on this disk; `is_link` tells that it is a symbolic link.
    """

    path: str
    location: Path
    is_link: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        return PurePosixPath(self.path).parts

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name


def walk_files(root: Path, folder: str) -> Iterator[StoredFile]:
    """Every file below `root/folder`, in order of path; hidden files are passed over."""
    top = root / folder
    if not top.is_dir():
        return
    if top.is_symlink():
        yield StoredFile(folder, top, True)
        return
    found = []
    for current, folders, names in os.walk(top):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if (Path(current) / name).is_symlink()]
        for name in (*names, *linked):
            if name.startswith((".", "~$")):
                continue
            location = Path(current) / name
            relative = unicodedata.normalize("NFC", location.relative_to(root).as_posix())
            found.append(StoredFile(relative, location, location.is_symlink()))
    yield from sorted(found, key=lambda file: file.path)
