"""Between the preview's server and its reader (WSGI, PEP 3333): pages go out with what is wrong on top."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from portal.model.media_types import BYTES, content_type
from portal.site.preview.panel import Fault, Panel

__all__ = ["PreviewServer"]

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
App = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

_BODY = re.compile(rb"<body\b[^>]*>")
_FRONT = "text/html"


class PreviewServer:
    """A site that is shown with the faults that keep it from being built anew.

    Without faults every answer is the server's own, but for the types of files, which are the site's. While there is
    no site (`has_site` is false), every page is the front page, which then shows the faults alone.
    """

    def __init__(self, app: App, panel: Panel, base: str, faults: tuple[Fault, ...] = ()) -> None:
        self._app, self._panel, self._base = app, panel, base
        self._faults = faults
        self._has_site = not faults

    def show(self, faults: tuple[Fault, ...]) -> None:
        """The last build failed: the pages are those of an earlier one."""
        self._faults = faults

    def clear(self) -> None:
        """The last build came to its end."""
        self._faults, self._has_site = (), True

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        faults = self._faults
        path = environ.get("PATH_INFO", "")
        if not faults:
            return self._app(environ, _typing(self._address(path), start_response))
        if not self._has_site and path.startswith(self._base) and "." not in path.rpartition("/")[2]:
            environ = {**environ, "PATH_INFO": self._base}
        answer: list[Any] = []

        def begin(status: str, headers: Headers, *fault: Any) -> Callable[[bytes], object]:
            answer[:] = [status, headers, *fault]
            return lambda data: None

        body = _whole(self._app(environ, begin))
        status, headers, *fault = answer
        if _is_page(headers) and (self._has_site or environ["PATH_INFO"] != self._base):
            body = self._with_panel(body, faults)
        elif _is_page(headers):
            body = self._alone(body, faults)
        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        _typing(self._address(path), start_response)(status, [*headers, ("Content-Length", str(len(body)))], *fault)
        return [body]

    def _address(self, path: str) -> str:
        return f"/{path.removeprefix(self._base)}"

    def _with_panel(self, body: bytes, faults: tuple[Fault, ...]) -> bytes:
        part = self._panel.part(faults).encode()
        start = _BODY.search(body)
        at = start.end() if start else 0
        return body[:at] + part + body[at:]

    def _alone(self, body: bytes, faults: tuple[Fault, ...]) -> bytes:
        """The page of the faults as they are now, with the script that the server put at the end of the old one."""
        script = re.search(rb"<script>(?:(?!<script>).)*\Z", body, re.DOTALL)
        page = self._panel.page(faults).encode()
        before, end, after = page.rpartition(b"</body>")
        added = script[0].partition(b"</script>")[0] + b"</script>" if script else b""
        return before + added + end + after


def _typing(address: str, start_response: Callable[..., Any]) -> Callable[..., Any]:
    """What begins an answer, with the type that the site's table has for a file; a page's is the server's own."""
    type_ = content_type(address)

    def begin(status: str, headers: Headers, *fault: Any) -> Any:
        if status.startswith("200") and not _is_page(headers) and type_ != BYTES:
            headers = [(name, type_ if name.lower() == "content-type" else value) for name, value in headers]
        return start_response(status, headers, *fault)

    return begin


def _whole(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()


def _is_page(headers: Headers) -> bool:
    return any(name.lower() == "content-type" and value.startswith(_FRONT) for name, value in headers)
