"""What is wrong with what a change touches, and what the change broke elsewhere."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.commands.editing.records import checked_portal
from portal.commands.speaking import Refused
from portal.language.catalogue import catalogue_for
from portal.model.problems import Problem
from portal.site.building import sources_of, stamps_of
from portal.source.history.repository import Repository
from portal.source.settings import SETTINGS_FILE, Settings, read_settings

__all__ = ["laid_out_at", "problems_since"]

_Fault = tuple[str, str, str]
"""What makes two problems one, wherever they stand in a file: the file, the code and the values."""


def problems_since(root: Path, settings: Settings, revision: str, problems: Sequence[Problem]) -> list[Problem]:
    """Of the `problems` of the portal as it is now, those in files that differ from a revision, and new ones elsewhere.

    `revision` is a branch, a tag or an id; where it has gone on since, what counts is the commit that both build on.
    Raises `Refused` where there is no such commit.
    """
    with TemporaryDirectory() as folder:
        earlier = Path(folder)
        changed = laid_out_at(root, settings, revision, earlier)
        known = _faults_at(earlier)
    found = []
    for one in problems:
        fault = _fault(one)
        is_known = known[fault] > 0
        known[fault] -= is_known
        if one.place.path in changed or not is_known:
            found.append(one)
    return found


def laid_out_at(root: Path, settings: Settings, revision: str, folder: Path) -> set[str]:
    """Lay out in a folder the portal of the commit that a revision and this one build on; what differs from it now.

    Raises `Refused` where there is no such commit.
    """
    with Repository.around(root) as repository:
        commit = repository.shared_with(revision) if repository else None
        if repository is None or commit is None:
            raise Refused(catalogue_for(settings.lang).text("check.no_revision", revision=revision))
        return set(_laid_out(repository, commit, root, settings, folder))


def _laid_out(repository: Repository, commit: str, root: Path, settings: Settings, earlier: Path) -> Iterator[str]:
    """Lay out the portal of a commit in the folder `earlier`; gives the paths of the files that differ from it now."""
    blobs = repository.files(commit, sources_of(settings))
    yield from (path for path in stamps_of(root, settings) if path not in blobs)
    for path, blob in blobs.items():
        target, now = earlier / path, root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if repository.is_checked_out(blob, now) and not now.is_symlink():
            _share(now, target)
        else:
            target.write_bytes(repository.content(blob))
            yield path


def _share(now: Path, target: Path) -> None:
    with suppress(OSError):
        os.link(now, target)
        return
    shutil.copyfile(now, target)


def _faults_at(folder: Path) -> Counter[_Fault]:
    if not (folder / SETTINGS_FILE).is_file():
        return Counter()
    return Counter(map(_fault, checked_portal(folder, read_settings(folder)).problems))


def _fault(problem: Problem) -> _Fault:
    if problem.code.startswith("permalink_"):  # told more exactly where there is a history
        return problem.place.path, "", str(problem.values.get("address"))
    return problem.place.path, problem.code, str(sorted((name, str(value)) for name, value in problem.values.items()))
