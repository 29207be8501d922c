"""New records written where the portal's check accepts them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from portal.commands.editing.records import checked_portal
from portal.commands.speaking import Refused
from portal.language.catalogue import catalogue_for
from portal.model.problems import Problem, report
from portal.site.folder import write_files
from portal.source.settings import Settings

__all__ = ["problems_in", "store_new"]


def problems_in(root: Path, settings: Settings, texts: Mapping[str, str]) -> list[Problem]:
    """What is wrong with record files, by path, that hold some texts, or are to hold them."""
    return [one for one in checked_portal(root, settings, texts).problems if one.place.path in texts]


def store_new(root: Path, settings: Settings, texts: Mapping[str, str], dry_run: bool = False) -> list[Problem]:
    """Write record files that are not there yet, unless the check refuses one; what is to be said of them.

    Raises `Refused` for a file that is there, and with all problems where there is an error; then none is written.
    """
    catalogue = catalogue_for(settings.lang)
    for path in texts:
        if (root / path).exists() or (root / path).is_symlink():
            raise Refused(catalogue.text("edit.exists", path=path))
        if not (root / path).resolve().is_relative_to(root.resolve()):
            raise Refused(catalogue.text("problem.symbolic_link"))
    problems = problems_in(root, settings, texts)
    if any(problem.severity.stops_build() for problem in problems):
        raise Refused(report(problems, catalogue))
    if not dry_run:
        write_files(root, texts)
    return problems
