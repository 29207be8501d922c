"""`manifest.json`, at the root of a site: the checksum of every file but itself.

The shape is in `portal.manifest.schema`; a change of it that a reader must know of is a new `version`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

__all__ = [
    "MANIFEST",
    "VERSION",
    "BrokenManifest",
    "FileEntry",
    "Manifest",
    "digest_of",
    "files_below",
    "read_manifest",
]

MANIFEST = "manifest.json"
VERSION = 1
_SHA256 = re.compile("[0-9a-f]{64}")


class BrokenManifest(Exception):
    """A manifest that is not there, or not one that this program can read; `key` names the message that tells why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class FileEntry:
    """A file of a site: its SHA-256 (FIPS 180-4) in hexadecimal, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """The files of a site by their paths below it, and `about`: everything else that the manifest says."""

    files: Mapping[str, FileEntry]
    about: Mapping[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """The manifest as it is published: the same files and facts, the same bytes."""
        files = {path: {"sha256": one.sha256, "size": one.size} for path, one in sorted(self.files.items())}
        whole = {"version": VERSION, **self.about, "algorithm": "sha256", "files": files}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def files_below(folder: Path) -> Iterator[str]:
    """The paths of all that is in a site and is no folder, but for its manifest and what git keeps at its root."""
    for current, folders, names in os.walk(folder):
        here = Path(current).relative_to(folder)
        if here == Path():
            folders[:] = [name for name in folders if name != ".git"]
        links = [name for name in folders if (folder / here / name).is_symlink()]
        for name in (*names, *links):
            path = (here / name).as_posix()
            if path not in (MANIFEST, ".git"):
                yield path


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a site; raises `BrokenManifest`, and `OSError` where it is there and cannot be read."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise BrokenManifest("manifest.missing") from None
    except (ValueError, RecursionError):
        raise BrokenManifest("manifest.broken") from None
    if not isinstance(told, dict):
        raise BrokenManifest("manifest.broken")
    if told.get("version") != VERSION:
        raise BrokenManifest("manifest.version" if isinstance(told.get("version"), int) else "manifest.broken")
    files = told.pop("files", None)
    if not isinstance(files, dict) or not all(_is_entry(path, entry) for path, entry in files.items()):
        raise BrokenManifest("manifest.broken")
    return Manifest({path: FileEntry(one["sha256"], one["size"]) for path, one in files.items()}, told)


def _is_entry(path: str, entry: Any) -> bool:
    """Whether a line of a manifest names a file below the site, and tells of it what it should."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and not path.startswith("/")
        and ".." not in parts
        and isinstance(entry, dict)
        and isinstance(entry.get("size"), int)
        and isinstance(entry.get("sha256"), str)
        and _SHA256.fullmatch(entry["sha256"]) is not None
    )
