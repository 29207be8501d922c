"""`portal serve`: the preview, without a site generator."""

from __future__ import annotations

import errno
import secrets
import threading
import webbrowser
from collections.abc import Iterable
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import click

from portal.commands.administering.server import RecordServer
from portal.commands.speaking import Refused
from portal.language.catalogue import Catalogue
from portal.model.addresses import ADMIN
from portal.site.preview.live import LivePortal
from portal.site.preview.server import PreviewServer
from portal.source.settings import LOCAL, Settings

__all__ = ["DEFAULT_PORT", "HOST", "listening", "open_page", "serve"]

DEFAULT_PORT = 8000
HOST = "127.0.0.1"
"""Only whoever sits at this machine may see drafts."""
_NEXT = 20
"""Ports that are tried after the usual one."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *values: object) -> None:
        pass


def serve(
    root: Path, settings: Settings, catalogue: Catalogue, port: int | None, is_opened: bool, has_admin: bool = False
) -> None:
    """Serve the preview until it is interrupted; at the first free port from the usual one on where none is asked for.

    With `has_admin` the editor in the browser is there, and writes the records. Raises `Refused` without a port.
    """
    ports = range(DEFAULT_PORT, DEFAULT_PORT + _NEXT) if port is None else [port]
    with listening(ports, catalogue) as server:
        live = LivePortal(root, settings, LOCAL if has_admin else None)
        live.refresh()  # before there are threads: only then do workers help
        preview = PreviewServer(live)
        key = secrets.token_urlsafe(16)
        server.set_app(RecordServer(preview, root, settings, key) if has_admin else preview)
        url = f"http://{HOST}:{server.server_port}/"
        click.echo(catalogue.text("serve.at", url=url), err=True)
        if has_admin:
            url = f"{url.rstrip('/')}{ADMIN}?key={key}"
            click.echo(catalogue.text("serve.admin", url=url), err=True)
        live.watch()
        if is_opened:
            open_page(url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo(catalogue.text("serve.ended"), err=True)
        finally:
            preview.end()


def open_page(url: str) -> None:
    """Show a page in the browser, without waiting for it."""
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def listening(ports: Iterable[int], catalogue: Catalogue) -> _Server:
    """A server of this machine alone, at the first free of some ports (0 is any). Raises `Refused` where none is."""
    for port in ports:
        try:
            return _Server((HOST, port), _Quiet)
        except OSError as fault:
            if fault.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            taken = port
    raise Refused(catalogue.text("serve.port_taken", port=taken))
