"""What the editor in the browser asks of `portal serve --admin` (WSGI): the records' files, to read and to write.

Only this machine may ask, only pages of the preview itself, and only with the key of this run. Nothing is deleted.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from portal.language.catalogue import catalogue_for
from portal.language.reasons import reason_of
from portal.model.addresses import ADMIN
from portal.model.kinds import KINDS
from portal.model.media_types import content_type
from portal.model.values import FILE_TYPES
from portal.site.folder import write_file
from portal.source.settings import Settings
from portal.source.tree import is_portable, walk_files

__all__ = ["RecordServer"]

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], Any]
Answer = tuple[HTTPStatus, str, bytes]

_FILES = f"{ADMIN}files/"
_HOSTS = ("127.0.0.1", "localhost")
_TEXT = "text/plain; charset=utf-8"


class RecordServer:
    """Answers below `/admin/files/`, and leaves the rest to the preview; `key` is what a page proves itself with."""

    def __init__(self, preview: Callable[[Environ, Start], Iterable[bytes]], root: Path, settings: Settings, key: str):
        self._preview, self._root, self._key = preview, root, key
        self._catalogue = catalogue_for(settings.lang)
        self._most = settings.attachment_megabytes * 1_000_000

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        if not path.startswith(_FILES):
            return self._preview(environ, start_response)
        status, type_, data = self._answer(environ, path.removeprefix(_FILES))
        headers = [("Content-Type", type_), ("Content-Length", str(len(data))), ("Cache-Control", "no-store")]
        start_response(f"{status.value} {status.phrase}", headers)
        return [data]

    def _answer(self, environ: Environ, path: str) -> Answer:
        if not self._may_ask(environ):
            return _refused(HTTPStatus.FORBIDDEN)
        if environ["REQUEST_METHOD"] == "GET" and not path:
            return HTTPStatus.OK, "application/json", json.dumps(self._listed()).encode()
        location = self._location(path)
        if location is None:
            return _refused(HTTPStatus.FORBIDDEN)
        if environ["REQUEST_METHOD"] == "PUT":
            return self._put(environ, location)
        if environ["REQUEST_METHOD"] != "GET":
            return _refused(HTTPStatus.METHOD_NOT_ALLOWED)
        if not location.is_file():
            return _refused(HTTPStatus.NOT_FOUND)
        return HTTPStatus.OK, content_type(f"/{path}"), location.read_bytes()

    def _may_ask(self, environ: Environ) -> bool:
        host = environ.get("HTTP_HOST", "")
        given = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        is_here = host.rpartition(":")[0] in _HOSTS and environ.get("HTTP_ORIGIN", f"http://{host}") == f"http://{host}"
        return is_here and hmac.compare_digest(given.encode(), self._key.encode())

    def _listed(self) -> dict[str, int]:
        """Every file of the records by path, with when it was last written (milliseconds)."""
        files = (file for kind in KINDS for file in walk_files(self._root, kind.folder) if not file.is_link)
        return {file.path: file.location.stat().st_mtime_ns // 1_000_000 for file in files}

    def _location(self, path: str) -> Path | None:
        """Where a record, or a file in a record's folder, lies or is to lie; `None` where none may."""
        folder, *parts = path.split("/")
        kind = next((kind for kind in KINDS if kind.folder == folder), None)
        if kind is None or not all(part and is_portable(part) and not part.startswith(".") for part in parts):
            return None
        id_ = "/".join(parts[: kind.depth]).removesuffix(".md")
        is_record = len(parts) == kind.depth and path.endswith(".md")
        is_file = len(parts) == kind.depth + 1 and parts[-1].rpartition(".")[2].lower() in FILE_TYPES
        if not re.fullmatch(kind.id_form, id_) or not (is_record or is_file):
            return None
        location = self._root / path
        return location if location.resolve().is_relative_to(self._root.resolve()) else None

    def _put(self, environ: Environ, location: Path) -> Answer:
        size = int(environ.get("CONTENT_LENGTH") or 0)
        if size > self._most:
            return _refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        data = environ["wsgi.input"].read(size)
        try:
            if location.suffix == ".md":
                data = _with_its_line_ends(data, location)
            write_file(location, data)
        except OSError as fault:
            return HTTPStatus.INTERNAL_SERVER_ERROR, _TEXT, reason_of(fault, self._catalogue).encode()
        return HTTPStatus.OK, _TEXT, b""


def _with_its_line_ends(data: bytes, location: Path) -> bytes:
    """A record's text with what the editor does not see of its file: its line ends, its mark, and its very end."""
    if not location.is_file():
        return data
    before = location.read_bytes()
    head, body = before.removeprefix(b"\xef\xbb\xbf"), data
    end = head[len(head.rstrip()) :]
    if b"\r\n" in head:
        body = body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return before[: len(before) - len(head)] + body.rstrip() + end


def _refused(status: HTTPStatus) -> Answer:
    return status, _TEXT, status.phrase.encode()
