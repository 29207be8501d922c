"""The browser of the tests: found, or fetched by `make browser`; and a site served to it under a sub-path."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
MISSING = "No browser: install Chromium (`apt-get install chromium`, or `playwright install chromium`)."


def installed_browser() -> str | None:
    """The path of a Chromium on this machine, if it has one."""
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """Start the machine's Chromium, or Playwright's own; without either, say what is missing."""
    try:
        return playwright.chromium.launch(executable_path=installed_browser(), args=list(ARGUMENTS))
    except Error as fault:
        raise AssertionError(MISSING) from fault


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
                    self.send_header(name, value)
            super().end_headers()

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


def headers_of(site: Path) -> dict[str, list[tuple[str, str]]]:
    """The headers that `_headers` gives to the addresses of each pattern (Netlify, Cloudflare Pages)."""
    file = site / "_headers"
    headers: dict[str, list[tuple[str, str]]] = {}
    pattern = ""
    for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
        if line.startswith("/"):
            pattern = line
        elif not line.startswith("#"):
            name, _, value = line.strip().partition(": ")
            headers.setdefault(pattern, []).append((name, value))
    return headers


def fetch() -> None:
    """Fetch a browser: by the system's package manager where this may, else by Playwright's own download."""
    if installed_browser():
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL)
    if not installed_browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


if __name__ == "__main__":
    fetch()
