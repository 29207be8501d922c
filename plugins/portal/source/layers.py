"""Files in layers: what a portal has of its own goes file by file before what comes with the package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from portal.source.settings import Settings
from portal.source.tree import StoredFile, walk_files

__all__ = ["PACKAGE", "Layers", "templates_of"]

PACKAGE = Path(__file__).parents[1]
"""The folder of all that comes with the package."""
_TEMPLATES = (PACKAGE / "templates").resolve()


@dataclass(frozen=True)
class Layers:
    """Folders of which an earlier one's file goes before a later one's at the same path.

    `names` are what the folders are called where something in them is told of.
    """

    folders: tuple[Path, ...]
    names: tuple[str, ...]

    def file(self, path: str) -> Path | None:
        """The file at a path below the folders; `None` where there is none."""
        return next((folder / path for folder in self.folders if (folder / path).is_file()), None)

    def files(self, below: str = "") -> Iterator[StoredFile]:
        """Every file below a path, by its path below the folders and in order of that."""
        found: dict[str, StoredFile] = {}
        for folder in reversed(self.folders):
            found |= {file.path: file for file in walk_files(folder, below)}
        yield from (found[path] for path in sorted(found))

    def place(self, path: str) -> str | None:
        """How the file of which this is the whole path is told of; `None` where it lies below none of the folders."""
        for folder, name in zip(self.folders, self.names, strict=True):
            if Path(path).is_relative_to(folder):
                return (PurePosixPath(name) / Path(path).relative_to(folder).as_posix()).as_posix()
        return None


def templates_of(root: Path, settings: Settings) -> Layers:
    """The templates of the portal in `root`: its own, if it has any, before the package's."""
    own, shipped = root / settings.templates, PACKAGE.name + "/templates"
    if not own.is_dir():
        return Layers((_TEMPLATES,), (shipped,))
    if own.resolve() == _TEMPLATES:
        return Layers((_TEMPLATES,), (settings.templates,))
    return Layers((own, _TEMPLATES), (settings.templates, shipped))
