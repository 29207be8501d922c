"""The preview outlives every broken save, and shows what is wrong in the page until it is mended."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import portal.site.preview.server
from portal.language.catalogue import catalogue_for
from portal.site.preview.live import LivePortal
from portal.site.preview.panel import Fault, Panel
from portal.site.preview.server import PreviewServer
from portal.source.layers import Layers
from support.portals import EPOCH, REPOSITORY, PortalFolder, make_portal

NN = catalogue_for("nn")
FAULTS = (Fault("Slik kan det <ikkje> stå.", "cases/2021-a.md:3:1"), Fault("Alt er feil."))
LONGEST = 120.0  # seconds until a busy machine has built a small site

# -- the panel


def _panel(templates: Path = REPOSITORY / "templates") -> Panel:
    return Panel(Layers((templates,), ("drakt",)), NN, "/under/")


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


# -- between the portal and the reader

RECORD = "cases/2021-a.md"
SOUND = "---\ntitle: Fyrste sak\n---\nTekst.\n"
BROKEN = "---\ntitle: Fyrste sak\nproject: nei\n---\n"
NO_PROJECT = "Ingen post i «projects/» heiter «nei». Rett id-en eller lag posten."
PAGE = "/saker/2021-a/"


def _home(root: Path, record: str) -> PortalFolder:
    folder = make_portal(root, {RECORD: record, "organisations/u.md": "---\ntitle: Utvalet\nkind: area\n---\n"})
    shutil.rmtree(root / "content/handbok")
    settings = root / "mkdocs.yml"
    words = settings.read_text("utf-8").replace("paper: true", "paper: false")
    settings.write_text(words.replace("[handbok/index.md]", "[]"), encoding="utf-8")
    return folder


class Preview:
    """A preview that is asked without a server; everything that is wrong has been found when it answers."""

    def __init__(self, folder: PortalFolder, base: str = "/") -> None:
        self.folder, self.live = folder, LivePortal(folder.root)
        self.server = PreviewServer(self.live, base)

    def ask(self, path: str) -> tuple[str, dict[str, str], str]:
        self.live.settle()
        told: list[Any] = []
        body = b"".join(self.server({"PATH_INFO": path}, lambda *answer: told.extend(answer)))
        headers = dict(told[1])
        assert headers["Content-Length"] == str(len(body))
        return told[0], headers, body.decode("utf-8", "replace")

    def page(self, path: str) -> str:
        return self.ask(path)[2]


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    found = Preview(_home(tmp_path / "portal", SOUND))
    yield found
    found.server.end()


def test_a_page_is_as_it_is_written_but_for_the_policy_and_a_script(preview: Preview) -> None:
    status, headers, page = preview.ask(PAGE)
    assert (status, headers["Content-Type"]) == ("200 OK", "text/html; charset=utf-8")
    assert preview.folder.command("write", str(preview.folder.root / "out")).exit_code == 0
    written = (preview.folder.root / "out/saker/2021-a/index.html").read_text("utf-8")
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
    theme = re.compile(r"(assets/portal/[\w/-]+)\.[0-9a-f]{8}\.(css|js|woff2)")
    script = re.compile(
        r'<script src="/_preview/reload.js" data-asks="/_preview/[0-9a-f]{16}/saker/2021-a/" defer></script>'
    )
    assert script.search(page)
    assert script.sub("", page) == theme.sub(r"\1.\2", policy.sub("", written))


def test_a_file_has_the_type_that_it_has_on_the_site(preview: Preview) -> None:
    """Servers guess by the machine's own table, which differs from one to the next."""
    types = {
        path: preview.ask(path)[1]["Content-Type"] for path in ("/kalender/alle.ics", "/feed/alle.xml", "/sitemap.xml")
    }
    assert types == {
        "/kalender/alle.ics": "text/calendar; charset=utf-8",
        "/feed/alle.xml": "application/atom+xml; charset=utf-8",
        "/sitemap.xml": "application/xml; charset=utf-8",
    }
    assert preview.ask("/finst-ikkje/")[0] == "404 Not Found"
    assert preview.ask("/saker/2021-a")[:2] == ("302 Found", {"Location": PAGE, "Content-Length": "0"})


def test_a_site_below_a_folder_is_served_there(tmp_path: Path) -> None:
    preview = Preview(_home(tmp_path / "portal", SOUND), "/under/")
    assert "Fyrste sak" in preview.page("/under/saker/2021-a/")
    assert preview.ask("/")[1]["Location"] == "/under/"
    assert "fetch(" in preview.page("/under/_preview/reload.js")
    preview.server.end()


def test_every_page_has_the_faults_on_top_until_they_are_mended(preview: Preview) -> None:
    assert 'role="alert"' not in preview.page(PAGE)
    preview.folder.write({RECORD: BROKEN})
    for path in (PAGE, "/", "/finst-ikkje/"):
        assert f"<code>{RECORD}:3:10</code>: {NO_PROJECT}" in preview.page(path)
    assert 'role="alert"' not in preview.page("/assets/portal/portal.css")
    preview.folder.write({RECORD: SOUND.replace("Fyrste", "Andre")})
    assert "Andre sak" in preview.page(PAGE)
    assert 'role="alert"' not in preview.page(PAGE)


def test_while_something_is_wrong_the_site_is_the_one_before(preview: Preview) -> None:
    preview.page(PAGE)
    preview.folder.write({RECORD: BROKEN.replace("Fyrste", "Andre")})
    assert "Fyrste sak" in preview.page(PAGE)
    assert "Andre sak" not in preview.page(PAGE)


def test_a_broken_template_is_told_of_and_the_rest_goes_on(preview: Preview) -> None:
    template = preview.folder.root / "templates/record/case.html"
    whole = template.read_text("utf-8")
    preview.page(PAGE)
    template.write_text(f"{whole}\n{{% if %}}\n", encoding="utf-8")
    status, _, page = preview.ask(PAGE)
    assert status == "500 Internal Server Error"
    assert f"<code>templates/record/case.html:{whole.count(chr(10)) + 2}:1</code>" in page
    assert preview.ask("/saker/")[0] == "200 OK"
    template.write_text(whole, encoding="utf-8")
    assert "Fyrste sak" in preview.page(PAGE)


def test_broken_settings_are_told_of_over_the_site_before(preview: Preview) -> None:
    settings = (preview.folder.root / "mkdocs.yml").read_text("utf-8")
    preview.page(PAGE)
    preview.folder.write({"mkdocs.yml": f"{settings}\nnav: [\n"})
    assert "mkdocs.yml" in preview.page(PAGE)
    assert "Fyrste sak" in preview.page(PAGE)
    preview.folder.write({"mkdocs.yml": settings})
    assert 'role="alert"' not in preview.page(PAGE)


def test_where_there_is_no_site_yet_every_page_is_that_of_the_faults(tmp_path: Path) -> None:
    preview = Preview(_home(tmp_path / "portal", BROKEN))
    for path in ("/", PAGE):
        status, _, page = preview.ask(path)
        assert status == "200 OK"
        assert "Nettstaden kan ikkje visast enno" in page
        assert f"<code>{RECORD}:3:10</code>: {NO_PROJECT}" in page
    assert "--f5" in preview.page("/assets/portal/portal.css")
    preview.folder.write({RECORD: SOUND})
    assert "Fyrste sak" in preview.page(PAGE)
    preview.server.end()


def test_what_comes_and_goes_is_seen(preview: Preview) -> None:
    root = preview.folder.root
    preview.page("/saker/")
    (root / "cases").rename(root / "vekk")
    assert "Fyrste sak" not in preview.page("/saker/")
    (root / "vekk").rename(root / "cases")
    assert "Fyrste sak" in preview.page("/saker/")


def test_a_page_hears_of_a_change_only_when_it_shows_it(preview: Preview) -> None:
    def asks(path: str) -> str:
        found = re.search(r'data-asks="([^"]+)"', preview.page(path))
        assert found
        return found[1]

    case, bodies = asks(PAGE), asks("/utval/")
    preview.folder.write({RECORD: SOUND.replace("Tekst", "Andre ord")})
    preview.live.settle()
    assert preview.page(case) == "changed"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal.site.preview.server, "_PATIENCE", 0.01)
        assert preview.page(bodies) == "same"


def test_the_preview_is_searched_by_an_index_that_is_made_beside_it(preview: Preview) -> None:
    assert "<form" in preview.page("/sok/")
    assert preview.ask("/pagefind/pagefind-entry.json")[1]["Content-Type"].startswith("application/json")
    assert "createInstance" in preview.page("/pagefind/pagefind.js")


# -- the whole preview


@contextmanager
def _served(folder: PortalFolder, name: str, *more: str) -> Iterator[Callable[..., str]]:
    """The preview as it runs; gives `page(path, *words, lacks=…)`: what is there as soon as all of that is so."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder.root / "serve.log"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    start = "import sys; from portal.commands.cli import main; main()"
    commands = {
        "mkdocs": ["-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}", *more],
        "portal": ["-c", start, "serve", "--port", str(port), *more],
    }
    command = [sys.executable, *commands[name]]
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


@pytest.mark.parametrize("command", ["mkdocs", "portal"])
def test_a_served_preview_outlives_what_breaks_and_shows_it_until_it_is_mended(tmp_path: Path, command: str) -> None:
    folder = _home(tmp_path / "portal", BROKEN)
    with _served(folder, command) as page:
        page("/", "Nettstaden kan ikkje visast enno", f"<code>{RECORD}:3:10</code>: {NO_PROJECT}")
        folder.write({RECORD: SOUND})
        page(PAGE, "Fyrste sak", lacks='role="alert"')
        folder.write({RECORD: BROKEN})
        page(PAGE, "Fyrste sak", f"<code>{RECORD}:3:10</code>: {NO_PROJECT}")
        folder.write({RECORD: SOUND.replace("Fyrste", "Andre")})
        page(PAGE, "Andre sak", lacks='role="alert"')
        asks = re.findall(r'data-asks="([^"]+)"', page(PAGE))[0]
        folder.write({RECORD: SOUND.replace("Fyrste", "Tredje")})
        assert page(asks, "changed")
    assert "Traceback" not in (folder.root / "serve.log").read_text("utf-8")


def test_a_preview_without_reload_is_a_site_as_mkdocs_builds_it(tmp_path: Path) -> None:
    with _served(_home(tmp_path / "portal", SOUND), "mkdocs", "--no-livereload") as page:
        assert "_preview" not in page(PAGE, "Fyrste sak")


def test_a_port_that_is_in_use_is_told_of(tmp_path: Path) -> None:
    folder = _home(tmp_path / "portal", SOUND)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = folder.command("serve", "--port", str(port))
    assert done.exit_code == 1
    assert NN.text("serve.port_taken", port=port) in done.stderr
