"""Whether a site that lies in a folder is the one that would be written there again: then nothing is to be done."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import distributions
from pathlib import Path

from portal.site.building import sources_of
from portal.site.manifest import MANIFEST, BrokenManifest, compare, entry_of, origin_of
from portal.site.site import Site
from portal.source.cache import FOLDER, Cache, code_version, digest_of

__all__ = ["Written"]


class Written:
    """What the cache tells of the site that was last written to a folder, to be compared with one to be written.

    A site is known by all that its bytes depend on: the stamps of its sources, the commit of the portal, the moment,
    and every installed package. That of a preview is not known.
    """

    def __init__(self, site: Site, folder: Path) -> None:
        self._cache = Cache(site.root / FOLDER)
        self._folder = folder
        self._name = digest_of("site", str(folder.resolve()))
        recipe, settings = site.recipe, site.context.settings
        self._key = b""
        if recipe is not None and not recipe.preview and site.sources:
            packages = sorted(f"{one.name} {one.version}" for one in distributions())
            origin = asdict(origin_of(site.root, sources_of(settings)))
            made_of = (sorted(site.sources.items()), recipe.moment.isoformat(), settings, origin, packages)
            self._key = digest_of("written", code_version(), *made_of)

    def is_there(self) -> bool:
        """Whether the same site lies whole in the folder, as its manifest tells; what others laid there is theirs."""
        kept = self._cache.find([self._name]).get(self._name, b"")
        if not self._key or not kept.startswith(self._key):
            return False
        with suppress(BrokenManifest, OSError):
            found = compare(self._folder)
            return kept == self._key + found.digest.encode() and not (found.different or found.lacking)
        return False

    def remember(self) -> None:
        """Remember that the site was written."""
        if self._key:
            with suppress(OSError):
                self._cache.keep({self._name: self._key + entry_of(self._folder / MANIFEST).sha256.encode()})
