"""A store with as much of S3's interface as rclone asks of one: objects in a bucket, with what was said of each.

https://docs.aws.amazon.com/AmazonS3/latest/API/
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

__all__ = ["Store", "Stored", "store_at"]

_WHEN = "Mon, 10 May 2021 00:00:00 GMT"


@dataclass(frozen=True)
class Stored:
    """An object: its bytes, and the headers that a browser gets with it."""

    content: bytes
    headers: dict[str, str]

    @property
    def tag(self) -> str:
        return f'"{hashlib.md5(self.content, usedforsecurity=False).hexdigest()}"'


@dataclass
class Store:
    """What lies in the bucket by its key, and what was sent to it and taken away, in order."""

    address: str = ""
    objects: dict[str, Stored] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def settings(self, file: Path) -> Path:
        """A file that tells rclone where the store is, by the name `lager`."""
        keys = "access_key_id = a\nsecret_access_key = b\nregion = us-east-1\n"
        file.write_text(f"[lager]\ntype = s3\nprovider = Other\n{keys}endpoint = {self.address}\n", "utf-8")
        return file

    def listing(self) -> bytes:
        """All objects, as a listing in one part."""
        rows = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>2021-05-10T00:00:00.000Z</LastModified>"
            f"<ETag>{escape(one.tag)}</ETag><Size>{len(one.content)}</Size></Contents>"
            for key, one in sorted(self.objects.items())
        )
        head = "<Name>nettstad</Name><IsTruncated>false</IsTruncated>"
        return f"<ListBucketResult>{head}{rows}</ListBucketResult>".encode()


@contextmanager
def store_at() -> Iterator[Store]:
    """A store on this machine with a bucket called `nettstad`, as long as it is asked for."""
    store = Store()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._say(200, store.listing(), {"Content-Type": "application/xml"})

        def do_HEAD(self) -> None:
            one = store.objects.get(self._key())
            headers = {**one.headers, "ETag": one.tag, "Last-Modified": _WHEN} if one else {}
            self._say(200 if one else 404, one.content if one else b"", headers)

        def do_PUT(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            kept = ("content-type", "cache-control", "x-amz-meta-mtime")
            headers = {name.title(): said for name in kept if (said := self.headers.get(name))}
            store.objects[self._key()] = Stored(content, headers)
            store.written.append(f"PUT {self._key()}")
            self._say(200, b"", {"ETag": store.objects[self._key()].tag})

        def do_DELETE(self) -> None:
            store.objects.pop(self._key(), None)
            store.written.append(f"DELETE {self._key()}")
            self._say(204, b"", {})

        def _key(self) -> str:
            return unquote(urlsplit(self.path).path).removeprefix("/nettstad/")

        def _say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, said in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, said)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing of what is asked."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        store.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield store
        finally:
            server.shutdown()
            thread.join()
