"""What a site was made of: the commit, and whether anything was changed since."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Origin", "origin_of"]

_LONGEST = 60.0  # seconds


@dataclass(frozen=True)
class Origin:
    """The commit of a portal's folder, and whether it holds what the commit does not; both unknown without git."""

    commit: str | None = None
    is_changed: bool | None = None


def origin_of(root: Path, sources: Iterable[str]) -> Origin:
    """What git tells of a portal and the files and folders in it that its site is made of."""
    commit = _ask(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if commit is None:
        return Origin()
    there = [source for source in sources if (root / source).exists()]
    changed = _ask(root, "status", "--porcelain", "--untracked-files=normal", "--", *there)
    return Origin(commit, None if changed is None else bool(changed))


def _ask(root: Path, *question: str) -> str | None:
    """What git answers; `None` where there is no git, or no answer."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "--no-optional-locks", *question],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C"},
            timeout=_LONGEST,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").strip()
