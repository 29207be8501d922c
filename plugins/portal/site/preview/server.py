"""The preview's answers (WSGI, PEP 3333): pages as the site has them now, with what is wrong with the portal on top."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from portal.language.catalogue import catalogue_for
from portal.model.addresses import ADMIN, NOT_FOUND, PAGEFIND, THEME, file_of
from portal.model.media_types import content_type
from portal.site.preview.indexing import PreviewIndex
from portal.site.preview.live import LivePortal, Shown
from portal.site.preview.panel import Fault, Panel
from portal.source.layers import templates_of

__all__ = ["PreviewServer"]

Environ = dict[str, Any]
Start = Callable[[str, list[tuple[str, str]]], Any]

_OWN = "_preview/"
"""The folder of what the preview has beside the site, below the site's own address."""
_SCRIPT = f"{_OWN}reload.js"
_PATIENCE = 25.0
"""Seconds until a page that asks whether it changed is told that it did not."""
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
_BODY = re.compile(rb"<body\b[^>]*>")
_PAGE = "text/html; charset=utf-8"


class PreviewServer:
    """Answers for a live portal below `base`, the site's own address on the server.

    While there is no site, every page is one of the faults alone. A page asks, by a script of the preview's own,
    whether it has changed, and loads itself again when it has; it stands where it stood then.
    """

    def __init__(self, live: LivePortal, base: str = "/") -> None:
        self._live, self._base = live, base
        self._index = PreviewIndex(live)
        self._panel = Panel(templates_of(live.root, live.settings), catalogue_for(live.settings.lang), base)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        if not path.startswith(self._base):
            return _redirect(self._base, start_response)
        inner = path.removeprefix(self._base)
        if inner == _SCRIPT:
            script = files("portal.site.preview").joinpath("reload.js").read_bytes()
            return _answered(HTTPStatus.OK, "text/javascript; charset=utf-8", script, start_response)
        if inner.startswith(_OWN):
            seen, _, address = inner.removeprefix(_OWN).partition("/")
            word = b"changed" if self._has_changed(f"/{address}", seen) else b"same"
            return _answered(HTTPStatus.OK, "text/plain; charset=utf-8", word, start_response)
        status, type_, data = self._answer(f"/{inner}")
        if status is HTTPStatus.FOUND:
            return _redirect(f"{self._base}{inner}/", start_response)
        return _answered(status, type_, data, start_response)

    def end(self) -> None:
        """Answer no more."""
        self._live.end()
        self._index.end()

    def _answer(self, address: str) -> tuple[HTTPStatus, str, bytes]:
        shown = self._live.shown()
        status, type_, data = self._made(shown, address)
        is_told = type_ == _PAGE and not address.startswith(ADMIN)  # what is being edited there must not be lost
        return (status, type_, self._told(data, address) if is_told else data)

    def _made(self, shown: Shown, address: str) -> tuple[HTTPStatus, str, bytes]:
        """What is to be answered, without the preview's script."""
        is_editor = address.startswith(ADMIN)
        site, faults = shown.editor if is_editor else shown.site, () if is_editor else shown.faults
        if site is None:
            return self._without_site(address, shown.faults)
        path = file_of(address).lstrip("/")
        if address.startswith(PAGEFIND) and (indexed := self._index.file(path)) is not None:
            return HTTPStatus.OK, content_type(address), indexed
        found = site.address_of(path)
        if found is None and site.address_of(f"{path}/index.html") is not None:
            return HTTPStatus.FOUND, _PAGE, b""
        status = HTTPStatus.OK if found is not None else HTTPStatus.NOT_FOUND
        try:
            data = site[found or NOT_FOUND].make().data
        except Exception as fault:  # whatever a template or a record does, the preview goes on
            told = self._live.told_of(fault)
            return HTTPStatus.INTERNAL_SERVER_ERROR, _PAGE, self._panel.page(told).encode()
        type_ = _PAGE if path.endswith(".html") or found is None else content_type(address)
        return status, type_, self._with_panel(data, faults) if type_ == _PAGE and faults else data

    def _without_site(self, address: str, faults: tuple[Fault, ...]) -> tuple[HTTPStatus, str, bytes]:
        for file in templates_of(self._live.root, self._live.settings).files(THEME.strip("/")):
            if f"/{file.path}" == address:
                return HTTPStatus.OK, content_type(address), file.location.read_bytes()
        return HTTPStatus.OK, _PAGE, self._panel.page(faults).encode()

    def _with_panel(self, data: bytes, faults: tuple[Fault, ...]) -> bytes:
        start = _BODY.search(data)
        at = start.end() if start else 0
        return data[:at] + self._panel.part(faults).encode() + data[at:]

    def _told(self, data: bytes, address: str) -> bytes:
        """A page with the script that asks whether it has changed."""
        data = _POLICY.sub(b"", data, count=1)
        asks = f"{self._base}{_OWN}{_digest(data)}{quote(address)}"
        script = f'<script src="{self._base}{_SCRIPT}" data-asks="{asks}" defer></script>'.encode()
        before, end, after = data.rpartition(b"</body>")
        return before + script + end + after

    def _has_changed(self, address: str, seen: str) -> bool:
        """Whether a page is not the one that somebody has seen; waits a while for that."""
        shown = self._live.shown()
        if _digest(_POLICY.sub(b"", self._made(shown, address)[2], count=1)) != seen:
            return True
        self._live.wait(shown.turn, _PATIENCE)
        return _digest(_POLICY.sub(b"", self._made(self._live.shown(), address)[2], count=1)) != seen


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _redirect(to: str, start_response: Start) -> Iterable[bytes]:
    start_response("302 Found", [("Location", quote(to)), ("Content-Length", "0")])
    return [b""]


def _answered(status: HTTPStatus, type_: str, data: bytes, start_response: Start) -> Iterable[bytes]:
    headers = [("Content-Type", type_), ("Content-Length", str(len(data))), ("Cache-Control", "no-cache")]
    start_response(f"{status.value} {status.phrase}", headers)
    return [data]
