"""The folder of a portal: which files there are. Nothing is followed out of it."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portal.model.problems import Place, Problem, error, unreadable, warning

__all__ = [
    "Stamp", "StoredFile", "entry_problems", "folded_path", "is_portable", "readable_name", "stamps_below",
    "walk_files",
]  # fmt: skip

_DROPPED = re.compile(r"[. ](?:/|\Z)")
"""What at the end of a name Windows drops."""
_UNPORTABLE = re.compile(
    r"""[<>:"|?*\\\x00-\x1f]|[. ]\Z|\A(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$) *(?:\.|\Z)""",
    re.IGNORECASE,
)
"""What no file may be called on Windows (learn.microsoft.com, "Naming Files, Paths, and Namespaces")."""

Stamp = tuple[int, int, int]
"""What a change of a file changes: its size, when it was last written (nanoseconds), and its number on the disk."""


@dataclass(frozen=True)
class StoredFile:
    """A file below the portal's folder.

    `path` is relative, with `/`, in NFC (as records name it); `location` is
    where it lies on this disk; `is_link` tells that it is a symbolic link; `size` is in bytes.
    """

    path: str
    location: Path
    is_link: bool = False
    size: int = 0

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.path.split("/"))

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    def is_as_it_was(self, with_size: bool = False) -> bool:
        """Whether there is still a file, or still a link to one; `with_size`, of the same size."""
        is_there = self.location.is_file() and self.location.is_symlink() == self.is_link
        return is_there and not (with_size and self.location.stat().st_size != self.size)


def walk_files(root: Path, folder: str) -> Iterator[StoredFile]:
    """Every file below `root/folder`, in order of path; hidden files are passed over.

    So is what `entry_problems` tells of as no file.
    """
    top = root / folder
    if not top.is_dir():
        return
    if top.is_symlink():
        yield StoredFile(folder, top, True)
        return
    found = []
    for at, seen in _entries(root, top.relative_to(root).as_posix()):
        if _is_text(at) and not _is_device(seen.st_mode):
            path = unicodedata.normalize("NFC", at)
            found.append(StoredFile(path, root / at, stat.S_ISLNK(seen.st_mode), seen.st_size))
    yield from sorted(found, key=lambda file: file.path)


def entry_problems(root: Path, folder: str) -> Iterator[Problem]:
    """What below `root/folder` nobody may merely miss, and the names there that another system cannot have.

    That is what can be read neither as a file nor as a folder; and a name that cannot be told from one beside it.
    """
    top = root / folder
    if not top.is_dir() or top.is_symlink():
        return
    faults: list[OSError] = []
    for current, folders, names in os.walk(top, onerror=faults.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        beside: dict[str, str] = {}
        for name in sorted((*names, *folders)):
            location = Path(current) / name
            place = Place(readable_name(location.relative_to(root).as_posix()))
            if name.startswith((".", "~$")):
                continue
            if not _is_text(name):
                yield error(place, "file_name_encoding")
                continue
            if name in folders and name.lower().endswith(".md") and not location.is_symlink():
                yield error(place, "folder_for_file")
            elif (seen := _seen(location)) and _is_device(seen.st_mode):
                yield error(place, "no_file")
            if not is_portable(name):
                yield warning(place, "name_unportable", found=name)
            other = beside.setdefault(folded_path(name), name)
            if unicodedata.normalize("NFC", other) == unicodedata.normalize("NFC", name) != other != name:
                yield warning(place, "name_of_two_forms", found=name)
            elif other != name:
                yield warning(place, "name_alike", found=name, other=other)
    for fault in faults:
        path = Path(os.fsdecode(fault.filename)).relative_to(root).as_posix()
        yield unreadable(Place(readable_name(path)), fault)


def folded_path(path: str) -> str:
    """What the paths of one file have in common where letters' case and form, and dots at the end, do not count.

    So it is on Windows and on a Mac, and on servers that lie on either.
    """
    if path.isascii() and not _DROPPED.search(path):
        return path.lower()
    parts = (unicodedata.normalize("NFC", part).casefold().rstrip(". ") or part for part in path.split("/"))
    return unicodedata.normalize("NFC", "/".join(parts))


def is_portable(name: str) -> bool:
    """Whether a file or a folder can have the name on every system."""
    return _UNPORTABLE.search(name) is None


def stamps_below(root: Path, place: str) -> dict[str, Stamp]:
    """The stamp of each file below `root/place`, or of the file there, by relative path as the disk has it."""
    top = root / place
    alone = _seen(top) if top.is_file() else None
    path = top.relative_to(root).as_posix()
    found = [(path, alone)] if alone else _entries(root, path)
    return {path: (seen.st_size, seen.st_mtime_ns, seen.st_ino) for path, seen in found}


def readable_name(path: str) -> str:
    """A path that can be printed: what is not UTF-8 in it stands as a replacement character."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _entries(root: Path, folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Each file and link below a folder, hidden ones passed over: its path below `root`, and what the disk tells."""
    try:
        with os.scandir(root / folder) as beside:
            entries = list(beside)
    except OSError:  # what cannot be looked into is told of by `entry_problems`
        return
    before = "" if folder == "." else f"{folder}/"
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith("."):
                yield from _entries(root, f"{before}{entry.name}")
        elif not entry.name.startswith((".", "~$")):
            with suppress(OSError):  # it went as we came
                yield f"{before}{entry.name}", entry.stat(follow_symlinks=False)


def _seen(location: Path) -> os.stat_result | None:
    """What the disk tells of a file; nothing if it went as we came."""
    try:
        return location.lstat()
    except OSError:
        return None


def _is_device(mode: int) -> bool:
    """Whether it is neither a file, a folder nor a link, such as a pipe, which to read might take for ever."""
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode))


def _is_text(path: str) -> bool:
    """Whether a file's name is UTF-8."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
