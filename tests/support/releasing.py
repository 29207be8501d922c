"""`make release REV=…`: keep what this version changes of ours, as it was in a commit, for `portal upgrade`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from portal import __version__
from support.portals import REPOSITORY

__all__ = ["keep_release", "main"]

RELEASES = REPOSITORY / "plugins/portal/commands/upgrading/releases"
KEPT = {"templates/": "templates/", "plugins/portal/content/": "content/"}
"""What a portal may have instead of ours: where it lies in the repository, and how a release calls it."""
EMPTY = '{"fields": {}, "settings": {}, "new_settings": []}\n'


def keep_release(repository: Path, revision: str, folder: Path) -> list[str]:
    """Write the texts that have changed since a revision below `folder`, as they were; their names there."""

    def git(*words: str) -> bytes:
        return subprocess.run(["git", *words], cwd=repository, check=True, capture_output=True).stdout

    kept = []
    listed = git("diff", "--name-only", "--no-renames", "--diff-filter=MD", "-z", revision, "--", *KEPT).decode()
    for path in filter(None, listed.split("\0")):
        begin = next(begin for begin in KEPT if path.startswith(begin))
        content = git("show", f"{revision}:{path}")
        if b"\0" not in content:  # pictures and fonts have no lines to compare
            name = KEPT[begin] + path.removeprefix(begin)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
            kept.append(name)
    if not (folder / "release.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "release.json").write_text(EMPTY, "utf-8")
    return sorted(kept)


def main(revision: str) -> None:
    folder = RELEASES / __version__
    kept = keep_release(REPOSITORY, revision, folder)
    print(f"{len(kept)} files as they were in {revision}; say in {folder / 'release.json'} what is called otherwise")


if __name__ == "__main__":
    main(sys.argv[1])
