"""The preview's search index, made in a process of its own while pages are answered: `indexing ROOT FOLDER`.

It is first made when somebody searches, and then again when the portal has changed; until that one is ready, the one
before it answers.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.site.preview.live import LivePortal
from portal.site.site import Resource

__all__ = ["PreviewIndex"]


class PreviewIndex:
    """The files of the search of a live portal."""

    def __init__(self, live: LivePortal) -> None:
        self._live = live
        self._folder: TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()
        self._made: tuple[int, Path] | None = None
        self._running: tuple[int, Path, subprocess.Popen[bytes]] | None = None

    def file(self, path: str) -> bytes | None:
        """One of the files, by its path below the site; waits for the first index. `None` where there is none."""
        with self._lock:
            turn = self._live.shown().turn
            self._take()
            if self._running is None and (self._made is None or self._made[0] != turn):
                self._start(turn)
            if self._made is None and self._running is not None:
                self._running[2].wait()
                self._take()
            found = self._made[1] / path if self._made else None
        return found.read_bytes() if found is not None and found.is_file() else None

    def end(self) -> None:
        """Make no more of it."""
        if self._running is not None:
            self._running[2].kill()
            self._running[2].wait()
        if self._folder is not None:
            self._folder.cleanup()

    def _start(self, turn: int) -> None:
        self._folder = self._folder or TemporaryDirectory(prefix="portal-preview-")
        target = Path(self._folder.name) / str(turn)
        command = [sys.executable, "-m", "portal.site.preview.indexing", str(self._live.root.resolve()), str(target)]
        paths = os.pathsep.join(path for path in sys.path if path)
        environment = {**os.environ, "PYTHONPATH": paths}
        running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        self._running = (turn, target, running)

    def _take(self) -> None:
        """Take over an index that is ready."""
        if self._running is not None and (code := self._running[2].poll()) is not None:
            turn, target, _ = self._running
            self._running = None
            if code == 0:
                self._made = (turn, target)


def _write(root: Path, folder: Path) -> None:
    with suppress(OSError):
        os.nice(10)
    site = LivePortal(root).shown().site
    for address, resource in (site.search if site else {}).items():
        _put(folder / address.lstrip("/"), resource)


def _put(path: Path, resource: Resource) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(resource.make().data)


if __name__ == "__main__":
    _write(Path(sys.argv[1]), Path(sys.argv[2]))
