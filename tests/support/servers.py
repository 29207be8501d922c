"""Real web servers of a built site, on this machine alone: nginx and Caddy, set up by the README's own blocks."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from support.portals import REPOSITORY
from support.programs import need

__all__ = ["SERVERS", "Answer", "ask", "block_of", "caddy", "contained", "nginx"]

_PATIENCE = 20.0
_PLACE = "/srv/site"
_NAME = "helsefellesskap.example"


class Answer(NamedTuple):
    """What a server answered: the status, the headers, the bytes."""

    status: int
    headers: HTTPMessage
    body: bytes


def ask(server: str, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask a server for a path, as it stands; it is led nowhere. Headers are written with `_` for `-`."""
    connection = HTTPConnection(urlsplit(server).netloc, timeout=_PATIENCE)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def block_of(language: str) -> str:
    """The README's block of code in a server's language: the only one."""
    (block,) = re.findall(rf"```{language}\n(.*?)```", (REPOSITORY / "README.md").read_text("utf-8"), re.DOTALL)
    return str(block)


@contextmanager
def nginx(site: Path, folder: Path, root: Path | None = None, more: str = "") -> Iterator[str]:
    """nginx, with the README's block in a configuration such as Debian's; gives its address.

    `root` is the folder that is served, where the site does not lie at its root; `more` is put into the server's block.
    """
    program = need("nginx")
    temporary = "".join(
        f"{name}_temp_path {folder / name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    table = "include /etc/nginx/mime.types;" if Path("/etc/nginx/mime.types").is_file() else ""

    def command(port: int) -> list[str]:
        block = block_of("nginx").replace("listen 80;", f"listen 127.0.0.1:{port};")
        block = block.replace(f"root {_PLACE};", f"root {root or site};\n{more}").replace(_PLACE, str(site))
        configuration = folder / "nginx.conf"
        configuration.write_text(
            f"daemon off; worker_processes 1; pid {folder / 'nginx.pid'};\n"
            + ("user root;\n" if os.geteuid() == 0 else "")
            + "events { }\nhttp {\n"
            f"access_log off; {temporary}{table} default_type application/octet-stream;\n{block}}}\n",
            encoding="utf-8",
        )
        return [program, "-e", "stderr", "-c", str(configuration), "-p", str(folder)]

    with _running(command, folder) as address:
        yield address


@contextmanager
def caddy(site: Path, folder: Path, root: Path | None = None) -> Iterator[str]:
    """Caddy, with the README's block; gives its address. It asks nobody for a certificate."""
    program = need("caddy")

    def command(port: int) -> list[str]:
        block = block_of("caddy").replace(_NAME, f"http://127.0.0.1:{port}")
        block = block.replace(f"root * {_PLACE}", f"root * {root or site}").replace(_PLACE, str(site))
        configuration = folder / "Caddyfile"
        configuration.write_text("{\n    admin off\n    auto_https off\n}\n" + block, encoding="utf-8")
        return [program, "run", "--config", str(configuration), "--adapter", "caddyfile"]

    with _running(command, folder) as address:
        yield address


@contextmanager
def contained(portal: Path, folder: Path) -> Iterator[str]:
    """What the image of a portal serves, by Caddy itself: the files lie where its Containerfile puts them."""
    program, inside = need("caddy"), folder / "inside"
    words = [line.split() for line in (portal / "Containerfile").read_text("utf-8").splitlines()]
    for _, source, target in (line for line in words if line[:1] == ["COPY"]):
        place = inside / target.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (portal / source).is_dir() else shutil.copyfile)(portal / source, place)
    (exposed,) = (line[1] for line in words if line[:1] == ["EXPOSE"])

    def command(port: int) -> list[str]:
        block = (inside / "etc/caddy/Caddyfile").read_text("utf-8").replace(_PLACE, f"{inside}{_PLACE}")
        assert f":{exposed} {{" in block
        configuration = folder / "Caddyfile"
        block = block.replace(f":{exposed}", f"http://127.0.0.1:{port}")
        configuration.write_text("{\n    admin off\n    auto_https off\n}\n" + block, encoding="utf-8")
        return [program, "run", "--config", str(configuration), "--adapter", "caddyfile"]

    with _running(command, folder) as address:
        yield address


SERVERS = {"nginx": nginx, "caddy": caddy}


@contextmanager
def _running(command: Callable[[int], list[str]], folder: Path) -> Iterator[str]:
    """A server on a port that is free, until the block ends; another port is tried when somebody took it first."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, **dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder))}
    for _ in range(5):
        port = _free_port()
        with (folder / "said.txt").open("wb") as said:
            process = subprocess.Popen(command(port), stdout=said, stderr=said, env=environment)
        try:
            if _answers(process, port):
                yield f"http://127.0.0.1:{port}"
                return
        finally:
            process.terminate()
            process.wait(_PATIENCE)
        if b"in use" not in (folder / "said.txt").read_bytes():
            break
    raise AssertionError((folder / "said.txt").read_text("utf-8", "replace"))


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Whether the server takes connections, before it ends or patience does."""
    end = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return process.poll() is None
    return False
