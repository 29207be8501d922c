"""What a site was made of: the commit, and whether anything was changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.source.history.repository import Repository
from portal.source.tree import stamps_below

__all__ = ["Origin", "origin_of"]


@dataclass(frozen=True)
class Origin:
    """The commit of a portal's folder, and whether it holds what the commit does not; both unknown without git."""

    commit: str | None = None
    is_changed: bool | None = None


def origin_of(root: Path, sources: Iterable[str]) -> Origin:
    """What git tells of a portal and the files and folders in it that its site is made of."""
    with Repository.around(root) as repository:
        if repository is None:
            return Origin()
        return Origin(repository.head, _is_changed(repository, root, tuple(sources)))


def _is_changed(repository: Repository, root: Path, sources: tuple[str, ...]) -> bool:
    """Whether a file came, went or has other words than in the commit; what git is told to ignore does not count."""
    then = {
        path: blob for path, blob in repository.files(repository.head, sources).items() if not _is_passed_over(path)
    }
    now = {path for source in sources for path in stamps_below(root, source)}
    if then.keys() - now or any(not repository.ignores(path) for path in now - then.keys()):
        return True
    return any(not repository.is_checked_out(blob, root / path) for path, blob in then.items())


def _is_passed_over(path: str) -> bool:
    """Whether no site is made of a file: a hidden one, or one that an office program has open."""
    return any(part.startswith((".", "~$")) for part in path.split("/"))
