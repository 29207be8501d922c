"""The page of a review, served to this machine alone (WSGI, PEP 3333), to whoever has its address."""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import click

from portal.commands.importing.command import Arguments, reader_for, unread
from portal.commands.importing.review.pictures import PagePictures
from portal.commands.importing.review.session import Review
from portal.commands.importing.review.view import ReviewPage
from portal.commands.serving import HOST, listening, open_page
from portal.commands.speaking import Refused
from portal.language.catalogue import catalogue_for
from portal.source.settings import Settings

__all__ = ["ReviewServer", "review"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = [
    ("Content-Security-Policy", _POLICY), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"), ("Cross-Origin-Resource-Policy", "same-origin"),
]  # fmt: skip
_FOLDER = Path(__file__).parent
_OWN = {"review.css": "text/css; charset=utf-8", "review.js": "text/javascript; charset=utf-8"}
_LARGEST = 1_000_000
"""How much may be said at once, in bytes."""


def review(root: Path, settings: Settings, paths: tuple[Path, ...], arguments: Arguments, is_opened: bool) -> None:
    """Let an editor go through an import in the browser; ends when it is saved, or interrupted. Raises `Refused`."""
    catalogue = catalogue_for(settings.lang)
    reader = reader_for(root, settings, arguments)
    files = reader.read(paths)
    for line in unread(files, catalogue):
        click.echo(line, err=True)
    if not any(file.kind for file in files):
        raise Refused(catalogue.text("import.nothing").strip())
    with listening([0], catalogue) as server:
        app = ReviewServer(Review(root, settings, files, reader, arguments), server.server_port, server.shutdown)
        server.set_app(app)
        click.echo(catalogue.text("review.at", url=app.url), err=True)
        if is_opened:
            open_page(app.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo(catalogue.text("review.ended"), err=True)
        else:
            click.echo(app.said)


class ReviewServer:
    """Answers for a review at a port, below an address that cannot be guessed; calls `end` once it is saved.

    Nothing is answered to another host name or a page from elsewhere, and no file but its own is served.
    """

    def __init__(self, review: Review, port: int, end: Callable[[], object]) -> None:
        self._review, self._end = review, end
        self._hosts = {f"{name}:{port}" for name in (HOST, "localhost")}
        self._base = f"/{secrets.token_urlsafe(24)}/"
        self.url = f"http://{HOST}:{port}{self._base}"
        self.said = ""
        self._pictures = [PagePictures(file.path if file.kind else None) for file in review.files]
        self._page = ReviewPage(review, [pictures.sizes for pictures in self._pictures])
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        host, origin, path = (environ.get(name, "") for name in ("HTTP_HOST", "HTTP_ORIGIN", "PATH_INFO"))
        is_ours = host in self._hosts and origin in ("", f"http://{host}")
        status, type_, data = HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b""
        if is_ours and secrets.compare_digest(path[: len(self._base)].encode(), self._base.encode()):
            with self._lock:
                status, type_, data = self._answer(environ, path.removeprefix(self._base))
        headers = [("Content-Type", type_), ("Content-Length", str(len(data))), *_HEADERS]
        start_response(f"{status.value} {status.phrase}", headers)
        return [data]

    def _answer(self, environ: dict[str, Any], name: str) -> tuple[HTTPStatus, str, bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            return self._told(environ, name)
        if name == "":
            return HTTPStatus.OK, "text/html; charset=utf-8", self._page.whole().encode()
        if name in _OWN:
            return HTTPStatus.OK, _OWN[name], (_FOLDER / name).read_bytes()
        picture = re.fullmatch(r"(\d{1,4})/(\d{1,4})\.png", name)
        if picture and int(picture[1]) < len(self._pictures):
            data = self._pictures[int(picture[1])].png(int(picture[2]))
            return (HTTPStatus.OK, "image/png", data) if data else (HTTPStatus.NOT_FOUND, "text/plain", b"")
        return HTTPStatus.NOT_FOUND, "text/plain", b""

    def _told(self, environ: dict[str, Any], name: str) -> tuple[HTTPStatus, str, bytes]:
        """What an editor says, as JSON, and what the page is to show then."""
        try:
            size = int(environ.get("CONTENT_LENGTH") or 0)
            if environ.get("CONTENT_TYPE") != "application/json" or not 0 < size <= _LARGEST:
                raise ValueError(name)
            said = {key: str(value) for key, value in json.loads(environ["wsgi.input"].read(size)).items()}
            answer = self._said(name, said)
        except (ValueError, KeyError, IndexError, AttributeError, TypeError):
            return HTTPStatus.BAD_REQUEST, "text/plain", b""
        return HTTPStatus.OK, "application/json", json.dumps(answer).encode()

    def _said(self, name: str, said: dict[str, str]) -> dict[str, Any]:
        if name == "save":
            is_done, html = self._page.result()
            if is_done:
                self.said = catalogue_for(self._review.settings.lang).text("review.saved")
                threading.Timer(0.5, self._end).start()
            return {"parts": {"_result": html}, "is_done": is_done}
        if name == "answer":
            before = len(self._review.asked())
            self._review.answer(said["id"], said["words"])
            return self._page.parts() | {"is_other": before != len(self._review.asked())}
        if name == "place":
            self._review.place(said["id"], said["words"])
        elif name == "mend":
            self._review.mend(said["record"], said["field"], said["words"])
        else:
            raise KeyError(name)
        return self._page.parts()
