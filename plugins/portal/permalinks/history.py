"""What git remembers of the records' files: their earlier texts, and what they were called.

Everything here is the best that can be told. Without git, without a history, or when git does not answer in time,
nothing is remembered.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path, PurePosixPath

from portal.records.kinds import KINDS

__all__ = ["History"]

_TIMEOUT = 20  # seconds a question
_FOLDERS = tuple(kind.folder for kind in KINDS)
_ALIKE = 0.5
"""How much of two texts must be the same for one to be the other renamed, as git has it."""
_VERSIONS = 40
"""How many earlier versions of a file are looked through."""
_QUIET = ("-c", "core.quotepath=false", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")


@dataclass(frozen=True)
class _Old:
    """The last text of a file that is gone, and the files that lay beside it then."""

    text: str
    beside: frozenset[str]


class History:
    """The history of the portal in `root`; `present` are the paths of the record files that are there now."""

    def __init__(self, root: Path, present: Iterable[str]) -> None:
        self._root = root
        self._present = frozenset(present)

    def successors(self, lost: Iterable[str]) -> dict[str, str]:
        """What files that are gone are called now: renamed in git's history, or since, whether git was told or not."""
        found: dict[str, str] = {}
        open_: dict[str, str] = {}
        for path in lost:
            name, seen = path, {path}
            while name not in self._present and self._renamed.get(name) not in (None, *seen):
                name = self._renamed[name]
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

    def texts(self, path: str) -> Iterator[str]:
        """The earlier texts of a file, and of the files it was before, the latest first."""
        names = [path, *(old for old, new in self._renamed.items() if new == path)]
        for name in names:
            revisions = self._ask("log", f"-n{_VERSIONS}", "--format=%H", "--", name).split()
            for revision in revisions:
                if text := self._text(revision, name):
                    yield text

    def holder_of(self, words: str) -> str | None:
        """The record file that held some words last."""
        named = self._ask("log", "-n1", "--no-ext-diff", f"-S{words}", "--format=", "--name-only", "-z", "--relative",
                          "--", *_FOLDERS)  # fmt: skip
        return next((path for path in named.split("\0") if path.strip().endswith(".md")), "").strip() or None

    @cached_property
    def _renamed(self) -> dict[str, str]:
        """Old names and new ones, from every commit; of a name that was used twice, its last."""
        told = self._ask("log", "--no-ext-diff", "--diff-filter=R", "-M50%", "-l20000", "--name-status", "--format=",
                         "-z", "--relative", "--", *_FOLDERS)  # fmt: skip
        parts = [part.strip("\n") for part in told.split("\0")]
        parts = [part for part in parts if part]
        renamed: dict[str, str] = {}
        for status, old, new in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
            if status.startswith("R") and PurePosixPath(old).parts[:1] == PurePosixPath(new).parts[:1]:
                renamed.setdefault(old, new)
        return renamed

    def _alike(self, lost: dict[str, str]) -> list[tuple[str, str]]:
        """Pairs of files that are gone and files that came since, the most alike first."""
        pairs = []
        now = {path: self._read(path) for path in sorted(self._present)}
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
        if text := self._text("HEAD", path):
            return _Old(text, self._beside("HEAD"))
        deleted = self._ask("log", "-n1", "--diff-filter=D", "--format=%H", "--", path).strip()
        if deleted and (text := self._text(f"{deleted}^", path)):
            return _Old(text, self._beside(f"{deleted}^"))
        return None

    def _beside(self, revision: str) -> frozenset[str]:
        if revision not in self._trees:
            listed = self._ask("ls-tree", "-r", "-z", "--name-only", revision, "--", *(f"{f}/" for f in _FOLDERS))
            self._trees[revision] = frozenset(listed.split("\0"))
        return self._trees[revision]

    @cached_property
    def _trees(self) -> dict[str, frozenset[str]]:
        return {}

    def _text(self, revision: str, path: str) -> str:
        return self._ask("show", "--no-ext-diff", "--no-textconv", f"{revision}:./{path}")

    def _read(self, path: str) -> str:
        try:
            return (self._root / path).read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""

    def _ask(self, *question: str) -> str:
        """What git answers; nothing when it cannot."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1"}
        try:
            done = subprocess.run(
                ["git", *_QUIET, "-C", str(self._root), "--no-pager", *question],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_TIMEOUT,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _likeness(old: str, new: str) -> float:
    """How much of the longer text stands in the other too, by words, from 0 to 1."""
    words, others = Counter(old.split()), Counter(new.split())
    shared = sum(len(word) * count for word, count in (words & others).items())
    longest = max(sum(len(word) * count for word, count in side.items()) for side in (words, others))
    return shared / longest if longest else 0.0
