"""Is a site what was published? Every file of it against its manifest."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from portal.site.manifest.manifest import MANIFEST, FileEntry, Manifest, digest_of, files_below, read_manifest

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True)
class Comparison:
    """What a manifest and a folder do not agree on: paths below the site, in order; and the manifest's own SHA-256."""

    manifest: Manifest
    digest: str
    different: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        return not (self.different or self.lacking or self.new)


def compare(folder: Path) -> Comparison:
    """Compare a site with its manifest; raises `BrokenManifest` and `OSError`."""
    manifest = read_manifest(folder)
    there = set(files_below(folder))
    known = {path: entry for path, entry in manifest.files.items() if path in there}
    return Comparison(
        manifest,
        digest_of(folder / MANIFEST),
        tuple(sorted(path for path, entry in known.items() if not _is_same(folder / path, entry))),
        tuple(sorted(manifest.files.keys() - there)),
        tuple(sorted(there - manifest.files.keys(), key=os.fsencode)),
    )


def _is_same(path: Path, entry: FileEntry) -> bool:
    """Whether a file is what the manifest says; a link, or what cannot be read through, is not."""
    return (
        path.is_file()
        and not path.is_symlink()
        and path.stat().st_size == entry.size
        and (digest_of(path) == entry.sha256)
    )
