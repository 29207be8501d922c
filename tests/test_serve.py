"""`mkdocs serve` outlives every broken save, and shows what is wrong in the page until it is mended."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from portal.language.catalogue import catalogue_for
from portal.site.preview.panel import Fault, Panel
from portal.site.preview.server import PreviewServer
from support.portals import EPOCH, REPOSITORY, PortalFolder, make_portal

NN = catalogue_for("nn")
FAULTS = (Fault("Slik kan det <ikkje> stå.", "cases/2021-a.md:3:1"), Fault("Alt er feil."))
LONGEST = 120.0  # seconds until a busy machine has built a small site

# -- the panel


def _panel(templates: Path = REPOSITORY / "templates") -> Panel:
    return Panel(templates, NN, "/under/")


def test_the_panel_is_an_alert_that_names_each_fault_with_its_place() -> None:
    part = _panel().part(FAULTS)
    assert '<div role="alert">' in part
    assert 'aria-labelledby="_feil"' in part
    assert '<h2 id="_feil">2 feil må rettast</h2>' in part
    assert "<li><code>cases/2021-a.md:3:1</code>: Slik kan det &lt;ikkje&gt; stå.</li><li>Alt er feil.</li>" in part


def test_the_page_of_faults_alone_is_a_document_with_the_sites_look() -> None:
    page = _panel().page(FAULTS)
    assert page.startswith("\n<!doctype html>\n") or page.startswith("<!doctype html>\n")
    assert '<link rel="stylesheet" href="/under/assets/portal/portal.css">' in page
    assert "<h1>Nettstaden kan ikkje visast enno</h1>" in page
    assert _panel().part(FAULTS).strip() in page


def test_a_panel_whose_own_template_breaks_is_made_as_it_was_before(tmp_path: Path) -> None:
    templates = Path(shutil.copytree(REPOSITORY / "templates", tmp_path / "templates"))
    panel = _panel(templates)
    before = panel.part(FAULTS)
    for broken in ("{% if %}", "{{ finst_ikkje.her }}"):
        (templates / "parts/problems.html").write_text(broken, encoding="utf-8")
        assert panel.part(FAULTS) == before
    assert _panel(templates).part(FAULTS) == ("cases/2021-a.md:3:1 Slik kan det &lt;ikkje&gt; stå.\nAlt er feil.")


# -- between the server and the reader

PAGE = b"<html><body class=x><p>Side</p><script>vent()</script></body></html>"


def _server(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    kind = "text/css" if path.endswith(".css") else "text/html"
    start_response("200 OK" if path == "/" or kind == "text/css" else "404 Not Found", [("Content-Type", kind)])
    return [PAGE if path == "/" else b"anna"]


def _asked(preview: PreviewServer, path: str) -> tuple[str, str]:
    told: list[Any] = []
    body = b"".join(preview({"PATH_INFO": path}, lambda *answer: told.extend(answer)))
    lengths = [value for name, value in told[1] if name == "Content-Length"]
    assert lengths in ([], [str(len(body))])
    return told[0], body.decode()


def test_a_site_without_faults_is_as_its_server_gives_it() -> None:
    assert _asked(PreviewServer(_server, _panel(), "/"), "/") == ("200 OK", PAGE.decode())


def test_every_page_has_the_faults_on_top_until_they_are_mended() -> None:
    preview = PreviewServer(_server, _panel(), "/")
    preview.show(FAULTS)
    part = _panel().part(FAULTS)
    assert _asked(preview, "/") == ("200 OK", PAGE.decode().replace("<p>Side", f"{part}<p>Side"))
    assert _asked(preview, "/finst-ikkje/") == ("404 Not Found", f"{part}anna")
    assert _asked(preview, "/stil.css") == ("200 OK", "anna")
    preview.clear()
    assert _asked(preview, "/") == ("200 OK", PAGE.decode())


def test_where_there_is_no_site_yet_every_page_is_that_of_the_faults() -> None:
    preview = PreviewServer(_server, _panel(), "/", FAULTS[1:])
    preview.show(FAULTS)
    page = _panel().page(FAULTS).replace("</body>", "<script>vent()</script></body>")
    assert _asked(preview, "/") == _asked(preview, "/saker/") == ("200 OK", page)
    assert _asked(preview, "/stil.css") == ("200 OK", "anna")


def test_a_file_has_the_type_that_it_has_on_the_site() -> None:
    """The server guesses by the machine's own table, which differs from one to the next."""

    def server(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        is_there = environ["PATH_INFO"] != "/under/nei.ics"
        start_response("200 OK" if is_there else "404 Not Found", [("Content-Type", "x/y"), ("Content-Length", "0")])
        return [b""]

    def type_of(preview: PreviewServer, path: str) -> str:
        told: list[Any] = []
        preview({"PATH_INFO": path}, lambda *answer: told.extend(answer))
        return dict(told[1])["Content-Type"]

    preview = PreviewServer(server, _panel(), "/under/")
    for faults in ((), FAULTS):
        preview.show(faults)
        assert type_of(preview, "/under/kalender/alle.ics") == "text/calendar; charset=utf-8"
        assert type_of(preview, "/under/feed/alle.xml") == "application/atom+xml; charset=utf-8"
        assert type_of(preview, "/under/sitemap.xml") == "application/xml; charset=utf-8"
        assert type_of(preview, "/under/ukjend.xyz") == "x/y"
        assert type_of(preview, "/under/nei.ics") == "x/y"


# -- the whole preview

RECORD = "cases/2021-a.md"
SOUND = "---\ntitle: Fyrste sak\n---\nTekst.\n"
BROKEN = "---\ntitle: Fyrste sak\nproject: nei\n---\n"
NO_PROJECT = "Ingen post i «projects/» heiter «nei». Rett id-en eller lag posten."


def _home(root: Path, record: str) -> PortalFolder:
    folder = make_portal(root, {RECORD: record, "organisations/u.md": "---\ntitle: Utvalet\nkind: area\n---\n"})
    shutil.rmtree(root / "content/handbok")
    settings = root / "mkdocs.yml"
    words = settings.read_text("utf-8").replace("paper: true", "paper: false")
    settings.write_text(words.replace("[handbok/index.md]", "[]"), encoding="utf-8")
    return folder


@contextmanager
def _served(folder: PortalFolder) -> Iterator[Callable[..., str]]:
    """The preview as it runs; gives `page(path, *words, lacks=…)`: what is there as soon as all of that is so."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder.root / "serve.log"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=folder.root, env=environment, stdout=out, stderr=out) as process,
    ):

        def page(path: str, *words: str, lacks: str = "\0") -> str:
            end, seen = time.monotonic() + LONGEST, ""
            while time.monotonic() < end and process.poll() is None:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=LONGEST) as answer:
                        seen = answer.read().decode()
                except OSError:
                    seen = ""
                if all(word in seen for word in words) and lacks not in seen and seen:
                    return seen
                time.sleep(0.2)
            raise AssertionError(f"{words} not at {path}:\n{log.read_text('utf-8')}\n{seen}")

        try:
            yield page
        finally:
            process.terminate()


def test_a_preview_outlives_what_breaks_and_shows_it_until_it_is_mended(tmp_path: Path) -> None:
    folder = _home(tmp_path / "portal", SOUND)
    settings = (folder.root / "mkdocs.yml").read_text("utf-8")
    template = folder.root / "templates/record/case.html"
    whole = template.read_text("utf-8")
    with _served(folder) as page:
        page("/saker/2021-a/", "Fyrste sak", lacks='role="alert"')

        folder.write({RECORD: BROKEN})
        page("/saker/2021-a/", "Fyrste sak", f"<code>{RECORD}:3:10</code>: {NO_PROJECT}")
        folder.write({RECORD: SOUND.replace("Fyrste", "Andre")})
        page("/saker/2021-a/", "Andre sak", lacks='role="alert"')

        folder.write({"mkdocs.yml": f"{settings}\nnav: [\n"})
        page("/saker/2021-a/", "Andre sak", 'role="alert"', "mkdocs.yml")
        folder.write({"mkdocs.yml": settings})
        page("/saker/2021-a/", lacks='role="alert"')

        template.write_text(f"{whole}\n{{% if %}}\n", encoding="utf-8")
        page("/saker/2021-a/", "Andre sak", f"<code>templates/record/case.html:{whole.count(chr(10)) + 2}:1</code>")
        template.write_text(whole, encoding="utf-8")
        page("/saker/2021-a/", lacks='role="alert"')

        (folder.root / "cases").rename(folder.root / "vekk")
        page("/saker/", lacks="Andre sak")
        (folder.root / "vekk").rename(folder.root / "cases")
        page("/saker/", "Andre sak", lacks='role="alert"')
        time.sleep(2)
        builds = (folder.root / "serve.log").read_text("utf-8").count("Building documentation")
        time.sleep(2)
        assert (folder.root / "serve.log").read_text("utf-8").count("Building documentation") == builds


def test_a_preview_whose_first_build_is_broken_shows_that_alone_until_it_is_mended(tmp_path: Path) -> None:
    folder = _home(tmp_path / "portal", BROKEN)
    with _served(folder) as page:
        page("/", "Nettstaden kan ikkje visast enno", f"<code>{RECORD}:3:10</code>: {NO_PROJECT}")
        assert "--f5" in page("/assets/portal/portal.css", "--f5")
        folder.write({RECORD: BROKEN.replace("nei", "heller-ikkje")})
        page("/saker/2021-a/", "Nettstaden kan ikkje visast enno", "«heller-ikkje»", "livereload(")
        folder.write({RECORD: SOUND})
        page("/saker/2021-a/", "Fyrste sak", lacks='role="alert"')
