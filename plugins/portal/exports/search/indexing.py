"""Documents → Pagefind's index, by its program, which gets one page at a time in the order of their addresses.

Pagefind numbers the pages as they come. From a folder they come as the file system lists them, which differs from one
disk to the next; so they are handed over by its service's protocol: base64 of JSON, each ended by a comma, and each
answered (pagefind 1.5.2, `pagefind --service`). The index is written to a folder that is gone afterwards: Pagefind's
own Python interface hands over ten pages a second, and stands still when the index is bigger than two megabytes.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from pagefind.service import get_executable

from portal import addresses
from portal.exports.search.documents import LEFT_OUT
from portal.exports.search.order import in_order
from portal.rendering.page import Asset

__all__ = ["SearchFault", "build_index"]

LANGUAGE = "nn"
"""One index for both written languages, which share a stemmer (Snowball's Norwegian)."""
_USED = ("pagefind.js", "pagefind-entry.json", f"wasm.{LANGUAGE}.pagefind")
"""The files that the search page needs, beside the index itself: Pagefind's own pages and widgets are left out."""
_SUFFIXES = (".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")


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
    with TemporaryDirectory(prefix="portal-search-") as name:
        folder = Path(name)
        _run(program, folder, _requests(documents))
        made = {
            path.relative_to(folder / "index").as_posix(): path.read_bytes()
            for path in (folder / "index").rglob("*")
            if path.name in _USED or path.suffix in _SUFFIXES
        }
    for name, content in sorted(in_order(made).items()):
        yield Asset(f"{addresses.PAGEFIND}{name}", content=content)


def _requests(documents: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    config = {"force_language": LANGUAGE, "exclude_selectors": list(LEFT_OUT)}
    yield {"type": "NewIndex", "config": config}
    for address, html in sorted(documents.items()):
        path = addresses.file_of(address).lstrip("/")
        yield {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": html}
    yield {"type": "WriteFiles", "index_id": 0, "output_path": "index"}


def _run(program: Path, folder: Path, requests: Iterable[dict[str, Any]]) -> None:
    """Run Pagefind where no configuration file lies, and without settings from the environment."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    said = folder / "said.txt"
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
        if running.stdin is None or running.stdout is None:
            raise SearchFault("pagefind")
        for number, request in enumerate(requests):
            fault = _fault_of(running.stdin, running.stdout, {"message_id": number, "payload": request})
            if fault is not None:
                running.kill()
                raise SearchFault(fault or said.read_text("utf-8", "replace").strip() or "pagefind")


def _fault_of(stdin: IO[bytes], stdout: IO[bytes], message: dict[str, Any]) -> str | None:
    """What Pagefind answers that is wrong with a message, empty where it has ended, or nothing."""
    try:
        stdin.write(base64.b64encode(json.dumps(message).encode()) + b",")
        stdin.flush()
    except BrokenPipeError:
        return ""
    answer = bytearray()
    while (byte := stdout.read(1)) != b",":
        if not byte:
            return ""
        answer += byte
    payload = json.loads(base64.b64decode(answer))["payload"]
    return str(payload["message"]) if payload["type"] == "Error" else None
