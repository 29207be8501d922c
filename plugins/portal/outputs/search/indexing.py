"""Documents → Pagefind's index, by its program, which gets one page at a time in the order of their addresses.

Pagefind numbers the pages as they come. From a folder they come as the file system lists them, which differs from one
disk to the next; so they are handed over by its service's protocol: base64 of JSON, each ended by a comma, and each
answered in its turn (pagefind 1.5.2, `pagefind --service`). Only the end waits for its answer, so Pagefind reads a page
while the next is made. The index is taken from the last answer: when Pagefind writes it to a folder, it ends before the
last bytes are on the disk, and now and then a file is empty. Pagefind's own Python interface hands over ten pages a
second, and stands still when the index is bigger than two megabytes.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from select import POLLIN, POLLOUT, poll
from tempfile import TemporaryDirectory
from typing import IO, Any

from pagefind.service import get_executable

from portal.model import addresses
from portal.outputs.search.order import in_order
from portal.pages.rendering.page import Asset

__all__ = ["SearchFault", "build_index"]

LANGUAGE = "nn"
"""One index for both written languages, which share a stemmer (Snowball's Norwegian)."""
_USED = ("pagefind.js", "pagefind-entry.json", f"wasm.{LANGUAGE}.pagefind")
"""The files that the search page needs, beside the index itself: Pagefind's own pages and widgets are left out."""
_SUFFIXES = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
_SECONDS = 600.0
"""How long Pagefind may say and read nothing; ten thousand records take it half a minute when all are there."""
_PIECE = 1 << 16
"""Bytes that are read or written at once."""
_AHEAD = 64
"""Pages that may wait in Pagefind's memory."""


class SearchFault(Exception):
    """The index could not be made; `str()` tells what Pagefind said."""


def build_index(documents: Iterable[tuple[str, str]]) -> Iterator[Asset]:
    """The files of the index of documents, by address; nothing where there is no document.

    The documents come in the order of their addresses, each with its HTML, and are handed to Pagefind as they come.
    Raises `SearchFault`, and whatever is raised where a document is made.
    """
    coming = iter(documents)
    first = next(coming, None)
    if first is None:
        return
    program = get_executable()
    if program is None:
        raise SearchFault("pagefind")
    with _started(program) as service:
        service.ask(type="NewIndex", config={"force_language": LANGUAGE})
        for address, html in chain([first], coming):
            path = addresses.file_of(address).lstrip("/")
            service.ask(type="AddFile", index_id=0, file_path=path, file_contents=html)
        service.ask(type="GetFiles", index_id=0)
        files = service.files()
    made = {path: data for path, data in files.items() if path in _USED or path.endswith(_SUFFIXES)}
    for name, content in sorted(in_order(made).items()):
        yield Asset(f"{addresses.PAGEFIND}{name}", content=content)


@contextmanager
def _started(program: Path) -> Iterator[_Service]:
    """Pagefind's program while it runs: without settings from the environment, and in a folder without a configuration
    file of its own.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    with TemporaryDirectory(prefix="portal-search-") as folder, (Path(folder) / "said.txt").open("w+b") as errors:
        try:
            running = subprocess.Popen(
                [program, "--service"],
                bufsize=0,
                cwd=folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        except OSError as fault:
            raise SearchFault("pagefind") from fault
        with running:
            try:
                yield _Service(running, errors)
            finally:
                running.kill()


class _Service:
    """The talk with Pagefind. `SearchFault` is raised where it ends, stands still, or says what it should not."""

    def __init__(self, running: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        assert running.stdin is not None
        assert running.stdout is not None
        self._stdin, self._stdout = running.stdin.fileno(), running.stdout.fileno()
        os.set_blocking(self._stdin, False)
        self._errors = errors
        self._asked = self._answered = 0
        self._said = bytearray()
        self._last: dict[str, Any] = {}

    def ask(self, **payload: Any) -> None:
        """Hand over a request, without waiting for the answer."""
        message = json.dumps({"message_id": self._asked, "payload": payload}).encode()
        self._asked += 1
        with self._faults():
            self._exchange(base64.b64encode(message) + b",", self._asked - _AHEAD)

    def files(self) -> dict[str, bytes]:
        """The files, by path, that the last answer holds."""
        with self._faults():
            self._exchange(b"", self._asked)
            return {file["path"]: base64.b64decode(file["content"]) for file in self._last["files"]}

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError, ValueError, KeyError, TypeError) as fault:
            self._errors.seek(0)
            raise SearchFault(self._errors.read().decode("utf-8", "replace").strip() or "pagefind") from fault

    def _exchange(self, message: bytes, answers: int) -> None:
        """Write a message, and read until there are so many answers; whatever is said meanwhile is read too, so that
        neither waits for the other.
        """
        rest = memoryview(message)
        while rest or self._answered < answers:
            ready = poll()
            ready.register(self._stdout, POLLIN)
            if rest:
                ready.register(self._stdin, POLLOUT)
            there = dict(ready.poll(_SECONDS * 1000))
            if not there:
                raise EOFError
            if self._stdout in there:
                self._listen()
            if there.get(self._stdin, 0) & POLLOUT:
                rest = rest[os.write(self._stdin, rest[:_PIECE]) :]
            elif self._stdin in there:
                raise EOFError

    def _listen(self) -> None:
        piece = os.read(self._stdout, _PIECE)
        if not piece:
            raise EOFError
        *answers, rest = piece.split(b",")
        for answer in answers:
            self._hear(bytes(self._said) + answer)
            self._said.clear()
        self._said += rest

    def _hear(self, answer: bytes) -> None:
        self._last = json.loads(base64.b64decode(answer))["payload"]
        self._answered += 1
        if self._last["type"] == "Error":
            raise SearchFault(str(self._last["message"]))
