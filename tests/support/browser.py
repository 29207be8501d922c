"""The browser of the tests, and a site served to it under a sub-path."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Playwright

from portal.model.media_types import content_type
from support.programs import need

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


def launch(playwright: Playwright) -> Browser:
    """Start a Chromium; without one, the test fails and says what is missing."""
    path = need("chromium")
    try:
        return playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
    except Error as fault:
        pytest.fail(f"{path} does not start: {fault.message.splitlines()[0]}", pytrace=False)


@contextmanager
def served(site: Path, path: str) -> Iterator[str]:
    """Serve a site on this machine alone, under a sub-path, with the headers that its `_headers` asks for; gives its
    address."""
    headers = headers_of(site)

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, requested: str) -> str:
            return super().translate_path("/" + requested.removeprefix(path) if requested.startswith(path) else "/-")

        def end_headers(self) -> None:
            for pattern, pairs in headers.items():
                for name, value in pairs if fnmatchcase(self.path.partition("?")[0], pattern) else ():
                    if name != "Content-Type":
                        self.send_header(name, value)
            super().end_headers()

        def guess_type(self, path: str | os.PathLike[str]) -> str:
            return content_type(str(path))

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def path_of(page: Page, name: str) -> str:
    """Where a page asks for one of the theme's scripts, whose name bears a hash: `search` is `/…/search.1f3a.js`."""
    return str(page.eval_on_selector(f'script[src*="/{name}."]', "script => new URL(script.src).pathname"))


def headers_of(site: Path) -> dict[str, list[tuple[str, str]]]:
    """The headers that `_headers` gives to the addresses of each pattern; a pattern is written as fnmatch has it."""
    file = site / "_headers"
    headers: dict[str, list[tuple[str, str]]] = {}
    pattern = ""
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        if line.startswith("/"):
            pattern = re.sub(r":\w+", "*", line)
        elif not line.startswith("#"):
            name, _, value = line.strip().partition(": ")
            headers.setdefault(pattern, []).append((name, value))
    return headers
