"""A client of yaml-language-server: what it says of a file as somebody types it (Language Server Protocol 3.17)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["LanguageServer", "language_server"]


class LanguageServer:
    """Talks with a server over its pipes; `ask` waits for the answer, `faults` for what is wrong with a file."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path, settings: dict[str, Any]) -> None:
        self._process, self._root, self._settings = process, root, settings
        self._count = 0
        self._told: dict[str, list[dict[str, Any]]] = {}

    def ask(self, method: str, params: Any) -> Any:
        """What the server answers."""
        self._count += 1
        number = self._count
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, params: Any) -> None:
        """Tell the server something."""
        self._send({"method": method, "params": params})

    def wait(self, method: str) -> None:
        """Wait until the server has asked for something, and has the answer."""
        while self._receive().get("method") != method:
            pass

    def faults(self, path: str, text: str) -> list[dict[str, Any]]:
        """What is wrong with a file, which is opened with a text; each path once, for answers come late."""
        uri = (self._root / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._told:
            self._receive()
        return self._told[uri]

    def at(self, method: str, path: str, text: str) -> Any:
        """What the server answers to a question about the place of a `|`, which is taken out, in a file."""
        before, _, after = text.partition("|")
        self.faults(path, before + after)
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return self.ask(method, {"textDocument": {"uri": (self._root / path).as_uri()}, "position": position})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(f"Content-Length: {len(data)}\r\n\r\n".encode() + data)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message, after what the server asks for has been answered."""
        pipe = self._process.stdout
        assert pipe
        length = 0
        while (line := pipe.readline().strip()) or not length:
            assert line or self._process.poll() is None, "the server has ended"
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(pipe.read(length))
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self._told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif method == "workspace/configuration":
            asked = [item["section"] for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": [self._settings.get(section) for section in asked]})
        elif method and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message


@contextmanager
def language_server(command: list[str], root: Path, settings: dict[str, Any]) -> Iterator[LanguageServer]:
    """A running server for a folder, with an editor's settings by their sections."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        server = LanguageServer(process, root, settings)
        try:
            capabilities = {
                "workspace": {"configuration": True},
                "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}},
            }
            folders = [{"uri": root.as_uri(), "name": root.name}]
            server.ask(
                "initialize",
                {
                    "processId": None,
                    "rootUri": root.as_uri(),
                    "workspaceFolders": folders,
                    "capabilities": capabilities,
                },
            )
            server.tell("initialized", {})
            server.tell("workspace/didChangeConfiguration", {"settings": settings})
            server.wait("workspace/configuration")
            yield server
        finally:
            process.kill()
