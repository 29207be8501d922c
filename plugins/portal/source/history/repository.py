"""A git repository, read by a library: nothing that its configuration names is ever run.

git itself runs programs that a repository's own settings name (`core.fsmonitor`, filters, hooks, `gpg.program`), even
to tell what has changed. dulwich reads the objects alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import heappop, heappush
from pathlib import Path

from dulwich.ignore import IgnoreFilterManager
from dulwich.objects import Blob, ObjectID, ShaFile, Tree
from dulwich.objects import Commit as _Object
from dulwich.objectspec import parse_commit
from dulwich.repo import Repo

__all__ = ["Commit", "FileChange", "Repository"]

_FIRST = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_CACHED = 4_096
_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True)
class Commit:
    """A commit. `moment` is when it was committed, or a second after its latest parent, whichever is later.

    So no commit is older than one that it builds on, whatever the clocks said (git's «corrected commit date»).
    """

    id: str
    parents: tuple[str, ...]
    moment: dt.datetime


@dataclass(frozen=True)
class FileChange:
    """A file that a commit changed against its first parent: its blobs before and after, `None` where there is none."""

    path: str
    before: str | None
    after: str | None


class Repository:
    """The repository around a portal's folder. All paths are relative to that folder."""

    def __init__(self, repo: Repo, prefix: tuple[str, ...]) -> None:
        self._repo = repo
        self._prefix = prefix
        self._trees: dict[str, ObjectID] = {}
        self.commits = self._read_commits()
        """Every commit that the one checked out builds on, by id, each behind those that it builds on."""
        self._tree = lru_cache(_CACHED)(self._read_tree)
        self.content = lru_cache(_CACHED)(self._read_content)
        self.names = lru_cache(_CACHED)(self._read_names)
        """The paths of the files below some folders (a tuple of them), as a commit has them."""

    @classmethod
    @contextmanager
    def around(cls, root: Path) -> Iterator[Repository | None]:
        """The repository that `root` lies in; `None` without one, without a commit, or where it cannot be read."""
        with ExitStack() as held:
            try:
                repo = held.enter_context(closing(Repo.discover(str(root.resolve()))))
                found = None if repo.bare else cls(repo, root.resolve().relative_to(Path(repo.path).resolve()).parts)
            except Exception:  # a broken repository brings out whatever its parsers raise
                found = None
            yield found

    @property
    def head(self) -> str:
        """The id of the commit that is checked out."""
        return self._repo.head().decode()

    def shared_with(self, revision: str) -> str | None:
        """The latest commit that the one checked out has in common with a branch, a tag or an id; `None` for neither.

        `~2` behind a name is two commits before it, as git has it, and `^` one.
        """
        name = re.sub(r"(?:~\d*|\^)+\Z", "", revision)
        try:
            commit = parse_commit(self._repo, name.encode())
            for step in re.findall(r"~\d*|\^", revision[len(name) :]):
                for _ in range(int(step[1:] or 1)):
                    commit = self._commit(commit.parents[0])
        except (KeyError, IndexError, ValueError):
            return None
        waiting, seen = [(-commit.commit_time, commit.id)], {commit.id}
        while waiting:
            id_ = heappop(waiting)[1]
            if id_.decode() in self.commits:
                return id_.decode()
            found = self._commit(id_)
            for parent in [one for one in found.parents if one not in seen]:
                seen.add(parent)
                heappush(waiting, (-self._commit(parent).commit_time, parent))
        return None

    @cached_property
    def is_whole(self) -> bool:
        """Whether all of the history is there: nothing was cut off or left out when the repository was cloned."""
        packs = Path(self._repo.commondir()) / "objects" / "pack"
        return not self._repo.get_shallow() and not any(packs.glob("*.promisor"))

    def _read_commits(self) -> Mapping[str, Commit]:
        shallow = self._repo.get_shallow()
        found: dict[str, Commit] = {}
        read: dict[ObjectID, _Object] = {}
        waiting = [self._repo.head()]
        while waiting:
            id_ = waiting[-1]
            if id_.decode() in found:
                waiting.pop()
                continue
            commit = read.get(id_) or read.setdefault(id_, self._commit(id_))
            parents = [] if id_ in shallow else commit.parents
            missing = [parent for parent in reversed(parents) if parent.decode() not in found]
            if missing:
                waiting += missing
                continue
            waiting.pop()
            names = tuple(parent.decode() for parent in parents)
            found[id_.decode()] = Commit(id_.decode(), names, _moment(commit, [found[name] for name in names]))
            self._trees[id_.decode()] = commit.tree
        return found

    def files(self, commit: str, folders: Iterable[str]) -> dict[str, str]:
        """The blobs of the files below some folders, or of files of these names, by path, as a commit has them."""
        found: dict[str, str] = {}
        for folder in folders:
            entry = self._entry(commit, folder)
            if entry is not None:
                found.update(self._below(folder, *entry))
        return found

    def blob(self, commit: str, path: str) -> str | None:
        """The blob of one file as a commit has it."""
        entry = self._entry(commit, path)
        return entry[1].decode() if entry and not stat.S_ISDIR(entry[0]) else None

    def changes(self, commit: Commit, folders: Iterable[str]) -> Iterator[FileChange]:
        """The files below some folders that a commit changed against its first parent; within a folder by name."""
        return self._against(next(iter(commit.parents), None), commit.id, folders)

    def touched(self, commit: Commit, folders: Iterable[str]) -> set[str]:
        """The files below some folders that a commit has otherwise than any of its parents."""
        parents = commit.parents or (None,)
        return {change.path for parent in parents for change in self._against(parent, commit.id, folders)}

    def text(self, blob: str) -> str:
        """What a blob holds, as text: what is no UTF-8 is replaced, and a blob that lacks is empty."""
        return self.content(blob).decode("utf-8", "replace")

    def ignores(self, path: str) -> bool:
        """Whether git is told to ignore a file that it does not keep."""
        return bool(self._ignored.is_ignored("/".join((*self._prefix, path))))

    @cached_property
    def _ignored(self) -> IgnoreFilterManager:
        return IgnoreFilterManager.from_repo(self._repo)

    def is_checked_out(self, blob: str, location: Path) -> bool:
        """Whether a file on the disk is what a blob holds, other line ends and Git LFS' pointers allowed for.

        git asks a filter's program that; here the two that change nothing of what a file says are known.
        """
        try:
            there = os.fsencode(location.readlink()) if location.is_symlink() else location.read_bytes()
        except OSError:
            return False
        algorithm = "sha1" if len(blob) == 40 else "sha256"  # by the repository's object format
        if hashlib.new(algorithm, b"blob %d\0" % len(there) + there, usedforsecurity=False).hexdigest() == blob:
            return True
        kept = self.content(blob)
        if kept.startswith(_LFS):
            return f"oid sha256:{hashlib.sha256(there).hexdigest()}\n".encode() in kept
        return b"\0" not in kept and there.replace(b"\r\n", b"\n") == kept.replace(b"\r\n", b"\n")

    def _read_names(self, commit: str, folders: tuple[str, ...]) -> frozenset[str]:
        return frozenset(self.files(commit, folders))

    def _read_content(self, blob: str) -> bytes:
        found = self._object(ObjectID(blob.encode()))
        return bytes(found.data) if isinstance(found, Blob) else b""

    def _commit(self, id_: ObjectID) -> _Object:
        found = self._repo.object_store[id_]
        if not isinstance(found, _Object):
            raise ValueError(id_)
        return found

    def _read_tree(self, id_: ObjectID) -> dict[str, tuple[int, ObjectID]]:
        found = self._object(id_)
        items = found.iteritems() if isinstance(found, Tree) else ()
        return {item.path.decode("utf-8", "surrogateescape"): (item.mode, item.sha) for item in items}

    def _object(self, id_: ObjectID) -> ShaFile | None:
        """An object; none where it lacks, as in a partial clone, or is broken."""
        try:
            return self._repo.object_store[id_]
        except Exception:  # as above
            return None

    def _entry(self, commit: str, path: str) -> tuple[int, ObjectID] | None:
        """The mode and the id of what lies at a path."""
        entry = (stat.S_IFDIR, self._trees[commit])
        for name in (*self._prefix, *path.split("/")):
            if not stat.S_ISDIR(entry[0]):
                return None
            below = self._tree(entry[1]).get(name)
            if below is None:
                return None
            entry = below
        return entry

    def _below(self, path: str, mode: int, id_: ObjectID) -> Iterator[tuple[str, str]]:
        if not stat.S_ISDIR(mode):
            yield path, id_.decode()
            return
        for name, entry in self._tree(id_).items():
            yield from self._below(f"{path}/{name}", *entry)

    def _against(self, parent: str | None, commit: str, folders: Iterable[str]) -> Iterator[FileChange]:
        for folder in folders:
            before = self._entry(parent, folder) if parent else None
            yield from self._differences(folder, before, self._entry(commit, folder))

    def _differences(
        self, path: str, before: tuple[int, ObjectID] | None, after: tuple[int, ObjectID] | None
    ) -> Iterator[FileChange]:
        if before == after:
            return
        old, new = (self._tree(one[1]) if one and stat.S_ISDIR(one[0]) else {} for one in (before, after))
        blobs = [one[1].decode() if one and not stat.S_ISDIR(one[0]) else None for one in (before, after)]
        if blobs[0] != blobs[1]:
            yield FileChange(path, blobs[0], blobs[1])
        for name in sorted(old.keys() | new.keys()):
            yield from self._differences(f"{path}/{name}", old.get(name), new.get(name))


def _moment(commit: _Object, parents: list[Commit]) -> dt.datetime:
    try:
        told = dt.datetime.fromtimestamp(commit.commit_time, dt.UTC)
    except (ValueError, OverflowError, OSError):
        told = _FIRST
    return max([told, *(parent.moment + dt.timedelta(seconds=1) for parent in parents)])
