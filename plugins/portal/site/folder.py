"""The same site written to a folder, without a site generator."""

from __future__ import annotations

import shutil
from pathlib import Path

from portal.model.addresses import file_of
from portal.model.kinds import KINDS
from portal.pages.rendering.document import Frames
from portal.pages.rendering.environment import Shell, template_environment
from portal.pages.rendering.handwritten import handwritten_html
from portal.site.building import Site
from portal.site.release import earlier_files, release
from portal.site.staging.stage import staged
from portal.source.settings import Settings
from portal.source.tree import walk_files

__all__ = ["files_of", "may_write", "write_file", "write_folder"]


def may_write(folder: Path, root: Path, settings: Settings) -> bool:
    """Whether the site may go into a folder: not where the portal, or what it is made from, lies."""
    target, home = folder.resolve(), root.resolve()
    sources = [home / name for name in (settings.content, settings.templates, *(kind.folder for kind in KINDS))]
    return not home.is_relative_to(target) and not any(target.is_relative_to(source) for source in sources)


def write_folder(site: Site, root: Path, folder: Path) -> int:
    """Write every page, file and asset of the site below `folder`; the number of pages.

    The new site is put in the old one's place whole. What an earlier run wrote there and this one does not, is gone
    then; what others laid there, stays. Raises `FaultyPortal`, `StagingError` and `OSError`, and leaves all as it was.
    """
    files = files_of(site, root)
    with staged(folder) as stage:
        earlier = earlier_files(stage.target)
        _write({path.lstrip("/"): content for path, content in files.items()}, stage.folder)
        release(site, root, stage, (), keeps=lambda path: path not in earlier)
    return len(site.pages) + len(site.content)


def files_of(site: Site, root: Path) -> dict[str, str | bytes | Path]:
    """Every file of the site by its path, but the manifest, which tells of what was written."""
    templates = root / site.context.settings.templates
    shell = Shell(template_environment(templates, site.context))
    frames = Frames(site.context, site.content, site.theme)
    files: dict[str, str | bytes | Path] = {"404.html": shell.not_found(frames.not_found())}
    for page in site.pages:
        files[file_of(page.address)] = shell.document(frames.of(page), page.body)
    # A page that is made from records is linked by the name that its file would have.
    by_path = {f"{site.context.settings.content}{page.address}index.md": page.address for page in site.pages}
    by_path |= {page.path: page.address for page in site.content}
    for written in site.content:
        frame = frames.of_written(written)
        files[file_of(written.address)] = shell.document(frame, handwritten_html(written, by_path))
    for asset in site.files:
        files[asset.address] = asset.location or (asset.make() if asset.make else asset.content) or ""
    for file in walk_files(templates, "assets"):
        if f"/{file.path}" not in site.theme.names:
            files[file.path] = file.location
    return files


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


def _write(files: dict[str, str | bytes | Path], folder: Path) -> None:
    """Write the files."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        else:
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
