"""Firefox as the system has it, driven by Playwright over WebDriver BiDi.

Playwright asks for what this Firefox does not know, and gives up. So it starts this file instead (`python firefox.py
ARGUMENTS`), which starts Firefox and stands between the two: what Firefox does not know is answered as done.
https://www.w3.org/TR/webdriver-bidi/
"""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application
from tornado.websocket import WebSocketClientConnection, WebSocketHandler, websocket_connect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

__all__ = ["launch_firefox"]

UNKNOWN = frozenset({"emulation.setMediaFeaturesOverride"})
"""The commands that Firefox does not know; nothing that these tests look at depends on them."""
_LISTENING = "WebDriver BiDi listening on "
_LARGEST = 1 << 28
"""Bytes of a message."""


def launch_firefox(playwright: Playwright, path: str, folder: Path) -> Browser:
    """Start the Firefox at `path`; `folder` is where what starts it may lie."""
    start = folder / "firefox"
    start.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, __file__, path])} "$@"\n', encoding="utf-8")
    start.chmod(0o755)
    return playwright.firefox.launch(executable_path=start, channel="moz-firefox", timeout=60_000)


class Between(WebSocketHandler):
    """A connection to Firefox, with one to it behind it."""

    def initialize(self, there: str) -> None:
        self.there = there
        self.behind: WebSocketClientConnection | None = None
        self.waiting: list[str | bytes] = []

    async def open(self, *args: str, **kwargs: str) -> None:
        url = f"{self.there}{self.request.path}"
        self.behind = await websocket_connect(url, on_message_callback=self.told, max_message_size=_LARGEST)
        for message in self.waiting:
            await self.behind.write_message(message)

    def told(self, message: str | bytes | None) -> None:
        """What Firefox says, or that it is gone."""
        if message is None:
            self.close()
        else:
            self.write_message(message)

    async def on_message(self, message: str | bytes) -> None:
        asked = json.loads(message)
        if asked["method"] in UNKNOWN:
            await self.write_message(json.dumps({"type": "success", "id": asked["id"], "result": {}}))
        elif self.behind is None:
            self.waiting.append(message)
        else:
            await self.behind.write_message(message)


async def run(*command: str) -> int:
    """Start Firefox and say where it is heard; ends when it does."""
    firefox = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert firefox.stderr is not None
    async for line in firefox.stderr:
        if found := re.search(rf"{_LISTENING}(ws://\S+)", line.decode(errors="replace")):
            sockets = bind_sockets(0, "127.0.0.1")
            application = Application([(r"/.*", Between, {"there": found[1]})], websocket_max_message_size=_LARGEST)
            HTTPServer(application).add_sockets(sockets)
            sys.stderr.write(f"{_LISTENING}ws://127.0.0.1:{sockets[0].getsockname()[1]}\n")
            sys.stderr.flush()
    return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(run(*sys.argv[1:])))
