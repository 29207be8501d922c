"""`portal due --since MANIFEST`: what has become public since a site was built, which is to be built again then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from portal.commands.speaking import Refused
from portal.language.catalogue import catalogue_for
from portal.model.clock import OSLO, build_moment
from portal.model.problems import report
from portal.public.releases import due
from portal.site.building import check_portal
from portal.site.manifest import BrokenManifest, manifest_in
from portal.site.progress import progress_on_terminal
from portal.source.settings import Settings

__all__ = ["overdue"]


def overdue(root: Path, settings: Settings, path: Path) -> Iterator[str]:
    """A line for each moment that has come since the site of a manifest was made; none where nothing is to be built.

    Where no site is known yet (the file is not there, or no manifest), that is a reason to build. Raises `Refused`.
    """
    catalogue = catalogue_for(settings.lang)
    progress = progress_on_terminal(catalogue)
    checked = check_portal(root, settings, progress=progress)
    progress.end()
    if checked.stops_build:
        raise Refused(report(checked.problems, catalogue))
    try:
        epoch = int(manifest_in(path).about["epoch"])
    except (BrokenManifest, OSError, KeyError, ValueError):
        yield catalogue.text("due.no_site", path=path)
        return
    built, now = dt.datetime.fromtimestamp(epoch, OSLO), build_moment()
    for release in due(checked.portal, built):
        if release.moment <= now:
            yield f"{release.moment.isoformat(timespec='minutes')} {release.path}"
