"""Several files changed at once: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from portal.commands.speaking import Refused
from portal.language.catalogue import catalogue_for
from portal.model.problems import Problem, report
from portal.site.building import check_portal
from portal.site.folder import write_file
from portal.source.settings import Settings

__all__ = ["changed", "problems_in", "store", "store_new"]


@contextmanager
def changed(root: Path, texts: Mapping[str, str], moves: Sequence[tuple[str, str]] = ()) -> Iterator[None]:
    """Move files and folders below `root`, then write texts, by path; what fails within puts everything back."""
    undone: list[Callable[[], object]] = []
    try:
        for old, new in moves:
            (root / new).parent.mkdir(parents=True, exist_ok=True)
            (root / old).rename(root / new)
            undone.append(partial((root / new).rename, root / old))
        for path, text in texts.items():
            there = (root / path).read_bytes() if (root / path).exists() else None
            undone.append(partial((root / path).unlink, True) if there is None else partial(_put, root / path, there))
            write_file(root / path, text)
        yield
    except BaseException:
        for undo in reversed(undone):
            undo()
        raise


def _put(path: Path, there: bytes) -> None:
    write_file(path, there)


def store(root: Path, texts: Mapping[str, str]) -> None:
    """Write texts below `root`, by path: all, or none."""
    with changed(root, texts):
        pass


def problems_in(root: Path, settings: Settings, texts: Mapping[str, str]) -> list[Problem]:
    """What is wrong with record files, by path, that hold some texts, or are to hold them."""
    return [one for one in check_portal(root, settings, texts, keeps=False).problems if one.place.path in texts]


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
        store(root, texts)
    return problems
