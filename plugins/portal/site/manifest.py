"""What was published: `manifest.json`, at the root of a site, with the checksum of every file but itself.

It tells too what the site was made of and with. The shape is that of `schema_text`; a change of it that a reader must
know of is a new `version`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from portal import __version__
from portal.language.catalogue import Catalogue
from portal.source.history.repository import Repository
from portal.source.tree import stamps_below

__all__ = [
    "FIELDS", "MANIFEST", "BrokenManifest", "Comparison", "FileEntry", "Manifest", "Origin", "compare", "entry_of",
    "manifest_in", "manifest_of", "origin_of", "read_manifest", "schema_text",
]  # fmt: skip

MANIFEST = "manifest.json"
_VERSION = 1
_SHA256 = "^[0-9a-f]{64}$"
_MAKERS = (
    "babel", "icalendar", "jinja2", "linkify-it-py", "markdown", "markdown-it-py", "nh3", "pagefind",
    "pymdown-extensions", "pypdf", "typst", "tzdata",
)  # fmt: skip
"""The packages that a site's bytes depend on, whoever writes it."""

_TEXT = {"type": "string"}
_OF_FILE: dict[str, dict[str, Any]] = {
    "sha256": {**_TEXT, "pattern": _SHA256},
    "size": {"type": "integer", "minimum": 0},
}
_OF_SITE: dict[str, dict[str, Any]] = {
    "version": {"const": _VERSION},
    "site": _TEXT,
    "generated": {**_TEXT, "format": "date-time"},
    "epoch": {"type": "integer", "minimum": 0},
    "commit": {"type": ["string", "null"], "pattern": "^[0-9a-f]{40,64}$"},
    "changed_since_commit": {"type": ["boolean", "null"]},
    "versions": {"type": "object", "required": ["portal", "python"], "additionalProperties": _TEXT},
    "algorithm": {"const": "sha256"},
    "files": {"type": "object"},
}
FIELDS = (*_OF_SITE, *_OF_FILE)
"""Everything that a manifest says, the last two of each file."""


class BrokenManifest(Exception):
    """A manifest that is not there, or not one that this program can read; `key` names the message that tells why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class FileEntry(BaseModel):
    """A file of a site: its SHA-256 (FIPS 180-4) in hexadecimal, and its size in bytes."""

    model_config = ConfigDict(frozen=True, strict=True)

    sha256: Annotated[str, Field(pattern=_SHA256)]
    size: int


def _below_the_site(path: str) -> str:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        raise ValueError(path)
    return path


_FILES = TypeAdapter(dict[Annotated[str, AfterValidator(_below_the_site)], FileEntry])


@dataclass(frozen=True)
class Manifest:
    """The files of a site by their paths below it, and `about`: everything else that the manifest says."""

    files: Mapping[str, FileEntry]
    about: Mapping[str, Any] = field(default_factory=dict)

    def text(self) -> str:
        """The manifest as it is published: the same files and facts, the same bytes."""
        files = {path: one.model_dump() for path, one in sorted(self.files.items())}
        whole = {"version": _VERSION, **self.about, "algorithm": "sha256", "files": files}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True)
class Origin:
    """The commit of a portal's folder, and whether it holds what the commit does not; both unknown without git."""

    commit: str | None = None
    is_changed: bool | None = None


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


def manifest_of(
    folder: Path,
    site_url: str,
    moment: dt.datetime,
    origin: Origin,
    generator: Iterable[str],
    known: Mapping[str, FileEntry] | None = None,
) -> Manifest:
    """The manifest of all that is in `folder`, made at `moment` (aware); `generator` names the packages that wrote it.

    `known` has the entries of files whose checksums were taken when they were written, by path.

    The same files, moment, commit and packages give the same bytes.
    """
    packages = {name: found for name in sorted((*_MAKERS, *generator)) if (found := _installed(name)) is not None}
    about = {
        "site": site_url,
        "generated": moment.isoformat(timespec="seconds"),
        "epoch": int(moment.timestamp()),
        "commit": origin.commit,
        "changed_since_commit": origin.is_changed,
        "versions": {"portal": __version__, "python": platform.python_version(), **packages},
    }
    known = known or {}
    return Manifest({path: known.get(path) or entry_of(folder / path) for path in _files_below(folder)}, about)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a site; raises `BrokenManifest`, and `OSError` where it is there and cannot be read."""
    return manifest_in(folder / MANIFEST)


def manifest_in(path: Path) -> Manifest:
    """The manifest in a file; raises as `read_manifest` does."""
    try:
        told = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise BrokenManifest("manifest.missing") from None
    except (ValueError, RecursionError):
        raise BrokenManifest("manifest.broken") from None
    if not isinstance(told, dict):
        raise BrokenManifest("manifest.broken")
    if told.get("version") != _VERSION:
        raise BrokenManifest("manifest.version" if isinstance(told.get("version"), int) else "manifest.broken")
    try:
        return Manifest(_FILES.validate_python(told.pop("files", None)), told)
    except ValidationError:
        raise BrokenManifest("manifest.broken") from None


def compare(folder: Path) -> Comparison:
    """Compare a site with its manifest; raises `BrokenManifest` and `OSError`. A link is not what was published."""
    manifest = read_manifest(folder)
    there = set(_files_below(folder))
    known = ((folder / path, path, entry) for path, entry in manifest.files.items() if path in there)
    different = (p for file, p, entry in known if file.is_symlink() or not file.is_file() or entry_of(file) != entry)
    return Comparison(
        manifest,
        entry_of(folder / MANIFEST).sha256,
        tuple(sorted(different)),
        tuple(sorted(manifest.files.keys() - there)),
        tuple(sorted(there - manifest.files.keys(), key=os.fsencode)),
    )


def origin_of(root: Path, sources: Iterable[str]) -> Origin:
    """What git tells of a portal and the files and folders in it that its site is made of.

    It is changed where a file came, went or has other words than in the commit; what git is told to ignore does not
    count, nor do files of which no site is made: hidden ones, and those that an office program has open.
    """
    sources = tuple(sources)
    with Repository.around(root) as repository:
        if repository is None:
            return Origin()
        committed = repository.files(repository.head, sources).items()
        then = {path: blob for path, blob in committed if not any(p.startswith((".", "~$")) for p in path.split("/"))}
        now = {path for source in sources for path in stamps_below(root, source)}
        new = any(not repository.ignores(path) for path in now - then.keys())
        is_same = now >= then.keys() and all(
            repository.is_checked_out(blob, root / path) for path, blob in then.items()
        )
        return Origin(repository.head, new or not is_same)


def schema_text(catalogue: Catalogue, url: str) -> str:
    """The JSON Schema of a manifest, with the catalogue's words for what each part means; `url` is where it is.

    It is published beside the manifest (https://json-schema.org/draft/2020-12).
    """

    def group(forms: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        told = {name: {**form, "description": catalogue.text(f"manifest.field.{name}")} for name, form in forms.items()}
        return {"type": "object", "properties": told, "required": list(told), "additionalProperties": False}

    files = {**_OF_SITE["files"], "additionalProperties": group(_OF_FILE)}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": url,
        "title": catalogue.text("manifest.title"),
        **group({**_OF_SITE, "files": files}),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _files_below(folder: Path) -> Iterator[str]:
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


def entry_of(path: Path) -> FileEntry:
    """The checksum and the size of a file."""
    with path.open("rb") as file:
        return FileEntry(sha256=hashlib.file_digest(file, "sha256").hexdigest(), size=path.stat().st_size)


def _installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
