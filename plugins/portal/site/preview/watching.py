"""What the preview watches is watched for as long as it runs, also when it was away for a while.

MkDocs' watchers give up for good when a file or folder goes, and are not told of a folder that comes.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

__all__ = ["Watch"]

_EVERY = 0.5  # seconds


class Watch:
    """Watches over a server's watchers; has the server build when something that is to be watched came or went.

    `server` has `watch(path)`, `unwatch(path)` (`KeyError` where it did not) and an `observer` with `emitters`, each
    with a `watch.path` and `is_alive()`: `mkdocs.livereload.LiveReloadServer`, and watchdog's observer. What watches a
    file may have the path of its folder.
    """

    def __init__(self, server: Any, paths: Iterable[str]) -> None:
        self._server = server
        self._paths = [str(Path(path).absolute()) for path in paths]
        self._signal = Path(tempfile.mkdtemp(prefix="portal_"))
        self._server.watch(str(self._signal))
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Watch no more."""
        self._ended.set()
        self._thread.join()
        shutil.rmtree(self._signal, ignore_errors=True)

    def _run(self) -> None:
        there = {path for path in self._paths if Path(path).exists()}
        turn = 0
        while not self._ended.wait(_EVERY):
            if not self._server.observer.is_alive():
                continue
            now = {path for path in self._paths if Path(path).exists()}
            alive = {emitter.watch.path for emitter in list(self._server.observer.emitters) if emitter.is_alive()}
            unwatched = {path for path in now if path not in alive and str(Path(path).parent) not in alive}
            for path in sorted(unwatched):
                self._watch_anew(path)
            if unwatched or now != there:
                turn += 1
                (self._signal / "again").write_text(f"{turn}\n", encoding="utf-8")
            there = now

    def _watch_anew(self, path: str) -> None:
        with suppress(KeyError):
            while True:
                self._server.unwatch(path)
        with suppress(OSError):
            self._server.watch(path)
