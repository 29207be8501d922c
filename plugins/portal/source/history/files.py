"""What git remembers of the records' files: their earlier texts, and what they were called.

Everything here is the best that can be told. Without a repository, or with one that cannot be read, nothing is
remembered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path, PurePosixPath

from portal.model.kinds import KINDS
from portal.source.decoding import glance
from portal.source.history.repository import FileChange, Repository

__all__ = ["History"]

_FOLDERS = tuple(kind.folder for kind in KINDS)
_ALIKE = 0.5
"""How much of two texts must be the same for one to be the other renamed, as git has it."""
_MOST_PAIRS = 20_000
"""So many pairs of files that went and came in one commit are compared by their words; of more, only equal ones."""


@dataclass(frozen=True)
class _Old:
    """The last text of a file that is gone, and the files that lay beside it then."""

    text: str
    beside: frozenset[str]


class History:
    """The history of the portal in `root`, whose repository is `repository`; `present` are the record files of now."""

    def __init__(self, repository: Repository | None, root: Path, present: Iterable[str]) -> None:
        self._repository = repository
        self._root = root
        self._present = frozenset(present)

    def successors(self, lost: Iterable[str]) -> dict[str, str]:
        """What files that are gone are called now: renamed in git's history, or since, whether git was told or not."""
        found: dict[str, str] = {}
        open_: dict[str, str] = {}
        for path in lost:
            name, seen = path, {path}
            while name not in self._present and self.renamed.get(name) not in (None, *seen):
                name = self.renamed[name]
                seen.add(name)
            if name in self._present and name != path:
                found[path] = name
            else:
                open_[path] = name
        taken = set(found.values())
        for path, name in self._alike(open_):
            if path not in found and name not in taken:
                found[path] = name
                taken.add(name)
        return found

    def formerly(self, path: str) -> Iterator[str]:
        """What a file was called before, the latest name first."""
        seen = {path}
        while path := next((old for old, new in self.renamed.items() if new == path and old not in seen), ""):
            seen.add(path)
            yield path

    def texts(self, path: str) -> Iterator[str]:
        """The earlier texts of a file, and of the files it was before, the latest first."""
        names = [path, *(old for old, new in self.renamed.items() if new == path)]
        for name in names:
            for _, change in self._by_path.get(name, ()):
                if change.after and (text := self._text(change.after)):
                    yield text

    def holder_of(self, words: str) -> str | None:
        """The record file that held some words last."""
        for _, changes in self.changes:
            for change in changes:
                texts = [self._text(blob) if blob else "" for blob in (change.before, change.after)]
                if change.path.endswith(".md") and texts[0].count(words) != texts[1].count(words):
                    return change.path
        return None

    @cached_property
    def changes(self) -> list[tuple[str, list[FileChange]]]:
        """The commits that touched a record's file, by id, and what each changed, the latest first."""
        if self._repository is None:
            return []
        told = [(one.id, list(self._repository.changes(one, _FOLDERS))) for one in self._repository.commits.values()]
        return [(commit, changes) for commit, changes in reversed(told) if changes]

    @cached_property
    def _by_path(self) -> dict[str, list[tuple[str, FileChange]]]:
        found: dict[str, list[tuple[str, FileChange]]] = {}
        for commit, changes in self.changes:
            for change in changes:
                found.setdefault(change.path, []).append((commit, change))
        return found

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Old names and new ones, from every commit; of a name that was used twice, its last."""
        renamed: dict[str, str] = {}
        for _, changes in self.changes:
            for old, new in self._renames(changes):
                renamed.setdefault(old, new)
        return renamed

    def _renames(self, changes: list[FileChange]) -> Iterator[tuple[str, str]]:
        """Files that a commit called otherwise within their folder, the most alike first."""
        gone = [change for change in changes if change.after is None]
        come = [change for change in changes if change.before is None]
        by_words = len(gone) * len(come) <= _MOST_PAIRS
        pairs = []
        for old in gone:
            for new in come:
                if PurePosixPath(old.path).parts[0] != PurePosixPath(new.path).parts[0] or not (
                    old.before and new.after
                ):
                    continue
                is_same = old.before == new.after
                if is_same or by_words:
                    score = 1.0 if is_same else _likeness(self._text(old.before), self._text(new.after))
                    pairs.append((-score, -SequenceMatcher(None, old.path, new.path).ratio(), old.path, new.path))
        taken: set[str] = set()
        for score, _, before, after in sorted(pairs):
            if -score >= _ALIKE and not {before, after} & taken:
                taken |= {before, after}
                yield before, after

    def _alike(self, lost: dict[str, str]) -> list[tuple[str, str]]:
        """Pairs of files that are gone and files that came since, the most alike first."""
        pairs = []
        now = {path: glance(self._root / path) for path in sorted(self._present)}
        for path, name in lost.items():
            old = self._last(name)
            if old is None:
                continue
            folder = name.partition("/")[0]
            for new, text in now.items():
                if new not in old.beside and new.startswith(f"{folder}/"):
                    score = _likeness(old.text, text)
                    if score >= _ALIKE:
                        pairs.append((-score, -SequenceMatcher(None, name, new).ratio(), path, new))
        return [(path, new) for _, _, path, new in sorted(pairs)]

    def _last(self, path: str) -> _Old | None:
        repository = self._repository
        if repository is None:
            return None
        if blob := repository.blob(repository.head, path):
            return _Old(repository.text(blob), repository.names(repository.head, _FOLDERS))
        for commit, change in self._by_path.get(path, ()):
            if change.after is None and change.before:
                parent = repository.commits[commit].parents[0]
                return _Old(repository.text(change.before), repository.names(parent, _FOLDERS))
        return None

    def _text(self, blob: str) -> str:
        return self._repository.text(blob) if self._repository else ""


def _likeness(old: str, new: str) -> float:
    """How much of the longer text stands in the other too, by words, from 0 to 1."""
    words, others = Counter(old.split()), Counter(new.split())
    shared = sum(len(word) * count for word, count in (words & others).items())
    longest = max(sum(len(word) * count for word, count in side.items()) for side in (words, others))
    return shared / longest if longest else 0.0
