"""Documents → Pagefind's index, by its program, which gets one page at a time in the order of their addresses.

Pagefind numbers the pages as they come. From a folder they come as the file system lists them, which differs from one
disk to the next; so they are handed over by its service's protocol: base64 of JSON, each ended by a comma, and each
answered (pagefind 1.5.2, `pagefind --service`). The index is taken from the last answer: when Pagefind writes it to a
folder, it ends before the last bytes are on the disk, and now and then a file is empty. Pagefind's own Python interface
hands over ten pages a second, and stands still when the index is bigger than two megabytes.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any

from pagefind.service import get_executable

from portal.model import addresses
from portal.outputs.search.documents import LEFT_OUT
from portal.outputs.search.order import in_order
from portal.pages.rendering.page import Asset

__all__ = ["SearchFault", "build_index"]

LANGUAGE = "nn"
"""One index for both written languages, which share a stemmer (Snowball's Norwegian)."""
_USED = ("pagefind.js", "pagefind-entry.json", f"wasm.{LANGUAGE}.pagefind")
"""The files that the search page needs, beside the index itself: Pagefind's own pages and widgets are left out."""
_SUFFIXES = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
_SECONDS = 600.0
"""How long Pagefind may take; a thousand records take it some ten seconds."""
_PIECE = 1 << 16
"""Bytes of an answer that are read at once."""


class SearchFault(Exception):
    """The index could not be made; `str()` tells what Pagefind said."""


def build_index(documents: Mapping[str, str]) -> Iterator[Asset]:
    """The files of the index of the documents, by address; nothing where there is no document.

    Raises `SearchFault`.
    """
    if not documents:
        return
    program = get_executable()
    if program is None:
        raise SearchFault("pagefind")
    with TemporaryDirectory(prefix="portal-search-") as folder:
        files = _run(program, Path(folder), _requests(documents))
    made = {path: data for path, data in files.items() if path in _USED or path.endswith(_SUFFIXES)}
    for name, content in sorted(in_order(made).items()):
        yield Asset(f"{addresses.PAGEFIND}{name}", content=content)


def _requests(documents: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    config = {"force_language": LANGUAGE, "exclude_selectors": list(LEFT_OUT)}
    yield {"type": "NewIndex", "config": config}
    for address, html in sorted(documents.items()):
        path = addresses.file_of(address).lstrip("/")
        yield {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": html}
    yield {"type": "GetFiles", "index_id": 0}


def _run(program: Path, folder: Path, requests: Iterable[dict[str, Any]]) -> dict[str, bytes]:
    """The files that Pagefind makes, by path; it runs in a folder without a configuration file of its own, and without
    settings from the environment.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    said = folder / "said.txt"
    answer: dict[str, Any] = {}
    try:
        with (
            said.open("wb") as stderr,
            subprocess.Popen(
                [program, "--service"],
                cwd=folder,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
            ) as running,
        ):
            patience = Timer(_SECONDS, running.kill)
            patience.start()
            try:
                for number, request in enumerate(requests):
                    answer = _answer(running, {"message_id": number, "payload": request})
            finally:
                patience.cancel()
                running.kill()
        return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
    except (OSError, EOFError, ValueError, KeyError) as fault:  # it ended, or said what it should not
        raise SearchFault(said.read_text("utf-8", "replace").strip() or "pagefind") from fault


def _answer(running: subprocess.Popen[bytes], message: dict[str, Any]) -> dict[str, Any]:
    """What Pagefind answers. Raises `SearchFault` where that is an error, `EOFError` or `OSError` where it has ended,
    `ValueError` or `KeyError` where it is no answer.
    """
    if running.stdin is None or running.stdout is None:
        raise EOFError
    running.stdin.write(base64.b64encode(json.dumps(message).encode()) + b",")
    running.stdin.flush()
    said = bytearray()
    while not said.endswith(b","):
        piece = os.read(running.stdout.fileno(), _PIECE)
        if not piece:
            raise EOFError
        said += piece
    payload: dict[str, Any] = json.loads(base64.b64decode(said[:-1]))["payload"]
    if payload["type"] == "Error":
        raise SearchFault(str(payload["message"]))
    return payload
