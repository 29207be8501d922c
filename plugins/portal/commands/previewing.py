"""`portal preview DIR --since REV`: the pages that a change touches, as they would be, with a list of links to them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from portal.commands.editing.since import laid_out_at
from portal.commands.speaking import Refused
from portal.language.catalogue import Catalogue, catalogue_for
from portal.model.clock import build_moment
from portal.site.building import FaultyPortal, build_site, sources_of
from portal.site.folder import write_file, write_folder
from portal.site.manifest import MANIFEST, read_manifest
from portal.site.progress import progress_on_terminal
from portal.source.settings import Settings, read_settings

__all__ = ["LIST", "Touched", "write_preview"]

LIST = "changes.md"
_SHOWN = (".html", ".pdf", ".docx", ".xlsx", ".csv", ".ics")
"""What somebody looks at; all else of a site is for machines, or the same for every page."""
_FOR_MACHINES = ("pagefind/", "assets/", "data/", "oparl/")


@dataclass(frozen=True)
class Touched:
    """A file of the site that a change made new, made otherwise or took away (`new`, `changed`, `gone`)."""

    state: str
    path: str

    @property
    def address(self) -> str:
        return f"/{self.path.removesuffix('index.html')}"


def write_preview(root: Path, settings: Settings, folder: Path, revision: str, base: str = "") -> list[Touched]:
    """Write the pages that differ from those of a revision below `folder`, with all that they need to be looked at.

    Gives them, and writes `changes.md` with a link to each, below `base` where that is told. Both sites are made
    without git's memory, which only one of them has. Raises `Refused` and `OSError`.
    """
    catalogue = catalogue_for(settings.lang)
    moment, progress = build_moment(), progress_on_terminal(catalogue)
    with TemporaryDirectory() as held:
        before, now, old = (Path(held) / name for name in ("before", "now", "site"))
        laid_out_at(root, settings, revision, before)
        _copy(root, settings, now)
        known = {}
        try:
            site = build_site(before, read_settings(before), moment=moment, progress=progress)
            write_folder(site, old, progress)
            known = dict(read_manifest(old).files)
        except FaultyPortal:
            pass  # then every page is new
        own = read_settings(now)
        try:
            write_folder(build_site(now, own, moment=moment, progress=progress), folder, progress)
        except FaultyPortal as fault:
            raise Refused(str(fault)) from None
        finally:
            read_settings(root)
    files = read_manifest(folder).files
    touched = [
        *(Touched("changed" if path in known else "new", path) for path in files if files[path] != known.get(path)),
        *(Touched("gone", path) for path in known if path not in files),
    ]
    listed = sorted((one for one in touched if _is_shown(one.path)), key=lambda one: (one.state, one.address))
    kept = {one.path for one in touched}
    for path in [path for path in files if path.endswith(".html") and path not in kept]:
        (folder / path).unlink()
    (folder / MANIFEST).unlink()
    shutil.rmtree(folder / "pagefind", ignore_errors=True)
    write_file(folder / LIST, "\n".join(_lines(listed, base, catalogue)) + "\n")
    return listed


def _copy(root: Path, settings: Settings, folder: Path) -> None:
    """The portal as it is now, without its repository."""
    for name in sources_of(settings):
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, symlinks=True)
        elif (root / name).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, folder / name)


def _is_shown(path: str) -> bool:
    return path.endswith(_SHOWN) and not path.startswith(_FOR_MACHINES)


def _lines(touched: list[Touched], base: str, catalogue: Catalogue) -> Iterator[str]:
    """The list, as Markdown."""
    yield f"# {catalogue.count('preview.title', len(touched))}"
    yield ""
    for one in touched:
        state = catalogue.text(f"preview.state_{one.state}")
        link = f"[{one.address}]({base.rstrip('/')}{'/' if base else ''}{quote(one.path)})"
        yield f"- {state}: {one.address if one.state == 'gone' else link}"
