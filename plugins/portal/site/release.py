"""The last step of both writers: a site on its stage is proved, told of in its manifest, and put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from portal.model.problems import Place, Problem, error
from portal.site.building import FaultyPortal, sources_of, stamps_of
from portal.site.manifest import MANIFEST, BrokenManifest, FileEntry, manifest_of, origin_of, read_manifest
from portal.site.site import Site
from portal.site.staging.stage import Stage, StagingError
from portal.source.tree import Stamp, readable_name

__all__ = ["earlier_files", "release"]

_LEDGER = ".portal-files"
"""Where `portal write` kept the names of its files before there was a manifest."""


def release(
    site: Site,
    stage: Stage,
    known: Mapping[str, FileEntry],
    generator: Iterable[str],
    keeps: Callable[[str], bool],
) -> None:
    """Publish what is on the stage; `known` has the checksums of what was written there, by path.

    `generator` names the packages that wrote it. Files of others at the old site come along where `keeps(path)`, but
    are not part of the manifest. Raises `FaultyPortal` if a file that the site was made of has changed since it was
    read, `StagingError` and `OSError`; the old site then stays as it is.
    """
    context, root = site.context, site.root
    changed = list(_changes(site.sources, stamps_of(root, context.settings) if site.sources else {}))
    if changed:
        raise FaultyPortal(changed, context.catalogue)
    origin = origin_of(root, sources_of(context.settings))
    manifest = manifest_of(stage.folder, context.settings.site_url, context.portal.moment, origin, generator, known)
    (stage.folder / MANIFEST).write_text(manifest.text(), encoding="utf-8")
    stage.keep_times()
    stage.swap(keeps)


def earlier_files(folder: Path) -> frozenset[str]:
    """The files of a site that an earlier build wrote, as its manifest tells; all else are others'.

    Raises `StagingError` if the manifest cannot be read: then nobody knows what of an old site may stay.
    """
    try:
        return frozenset({*read_manifest(folder).files, MANIFEST})
    except BrokenManifest as fault:
        if fault.key != "manifest.missing":
            raise StagingError("staging.manifest", folder=folder) from None
    ledger = folder / _LEDGER
    return frozenset({*ledger.read_text("utf-8").splitlines(), _LEDGER}) if ledger.is_file() else frozenset()


def _changes(before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> Iterator[Problem]:
    """A problem for each file that came, went or was written while the site was built."""
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            yield error(Place(readable_name(path)), "changed_while_built")
