"""`make lighthouse`: Lighthouse on a front page, a meeting, a case and a register, as on a phone with a slow net.

The portal is that of `make bench` with 300 records; a small server hands it out compressed, as a web server would.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from portal.commands.cli import main as portal
from portal.model.media_types import PACKED, content_type, media_type

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.prepare import make_ours
from support.npm import HOME, Program, install_missing, pack
from support.programs import chromium

__all__ = ["CATEGORIES", "Scores", "measure", "measured_site"]

LIGHTHOUSE = Program(
    "lighthouse",
    "12.8.2",
    "+5SKYzVaTFj22MgoYDPNrP9tlD2/Ay7j3SxPSFD9FpPyVxGr4UtOQGKyrdZ7wCmcnBaFk0mCkPfARU3CsE0nvA==",
)
"""The last that runs on Node 20."""
RECORDS = 300
EPOCH = "1620604800"
CATEGORIES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""What Lighthouse scores from 0 to 100, with the least that will do."""
_TRIES = 3
_FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"


@dataclass(frozen=True)
class Scores:
    """What Lighthouse gives a page: the score of each category, the audits that cost it points, and its weight.

    `shift` is the layout shift, without a unit; `size` all that was fetched, in bytes.
    """

    categories: dict[str, int]
    lacking: tuple[str, ...]
    shift: float
    size: int

    @property
    def is_good(self) -> bool:
        return all(self.categories[name] >= least for name, least in CATEGORIES.items())


@contextmanager
def _served_compressed(site: Path) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = site / unquote(urlsplit(self.path).path).lstrip("/")
            path = path / "index.html" if path.is_dir() else path
            found = path.is_file() and path.resolve().is_relative_to(site.resolve())
            content = path.read_bytes() if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", content_type(path.name))
            if media_type(path.name) in PACKED:
                content = gzip.compress(content, 6)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _program() -> Path:
    """Lighthouse itself, fetched if it is not there."""
    home = HOME / f"lighthouse-{LIGHTHOUSE.version}"
    script = home / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not script.is_file():
        install_missing({"node": "nodejs", "npm": "npm"})
        with tempfile.TemporaryDirectory() as folder:
            package = pack(LIGHTHOUSE, Path(folder))
            if package:
                home.mkdir(parents=True, exist_ok=True)
                options = ["--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", str(home)]
                subprocess.run(["npm", "install", *options, str(package)], cwd=home, check=True)
    if not script.is_file():
        raise SystemExit("No Lighthouse: it takes Node and npm (`apt-get install nodejs npm`), by which it is fetched.")
    return script


def measure(url: str) -> Scores:
    """Lighthouse's verdict on a page: the best of at most three, for a machine that is busy only makes a page slower.

    Raises `SystemExit` when Lighthouse has failed three times.
    """
    verdicts = []
    for _ in range(_TRIES):
        scores = _measure_once(url)
        verdicts += [scores] if scores else []
        if scores and scores.is_good:
            break
    if not verdicts:
        raise SystemExit(f"Lighthouse failed on {url}.")
    return max(verdicts, key=lambda scores: sum(scores.categories.values()))


def _measure_once(url: str) -> Scores | None:
    """Lighthouse's verdict, with its own settings for a phone; `None` where the browser did not answer in time."""
    environment = {**os.environ, "CHROME_PATH": chromium() or ""}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ["--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={_FLAGS}"]
        command = ["node", str(_program()), url, *options]
        if subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL).returncode:
            return None
        told = json.loads(report.read_text("utf-8"))
    audits, categories = told["audits"], told["categories"]
    return Scores(
        {name: round(categories[name]["score"] * 100) for name in CATEGORIES},
        tuple(
            f"{reference['id']}: {audits[reference['id']]['title']}"
            for name in CATEGORIES
            for reference in categories[name]["auditRefs"]
            if reference["weight"]
            and (audits[reference["id"]]["score"] or 0) < 0.9
            and audits[reference["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
        ),
        round(audits["cumulative-layout-shift"]["numericValue"], 4),
        int(audits["total-byte-weight"]["numericValue"]),
    )


@contextmanager
def measured_site() -> Iterator[dict[str, str]]:
    """The pages to look at, by what they are, each with its address."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "portal"
        make_ours(root, RECORDS)
        settings = root / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8").replace("paper: true", "paper: false"), encoding="utf-8")
        os.environ["SOURCE_DATE_EPOCH"] = EPOCH
        portal(["--root", str(root), "write", str(root / "site")], standalone_mode=False)
        meeting = next(path.parent.name for path in sorted((root / "site/moter/utval-0").glob("*/index.html")))
        with _served_compressed(root / "site") as url:
            yield {
                "front page": url,
                "a meeting": f"{url}moter/utval-0/{meeting}/",
                "a case": f"{url}saker/2018-sak-1/",
                "the register of cases": f"{url}saker/",
            }


def main() -> None:
    """Print the scores, and what costs points; end red where they do not do."""
    good = True
    with measured_site() as pages:
        for name, url in pages.items():
            scores = measure(url)
            good &= scores.is_good
            print(f"{name}: {scores.categories}, layout shift {scores.shift}, {scores.size} bytes", flush=True)
            for lack in scores.lacking:
                print(f"  {lack}")
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
