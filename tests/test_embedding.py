"""The small pages for the frames of other sites, in a browser: shown there, and nothing else of the site is."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.portals import PortalFolder, make_portal
from support.three_bodies import THREE_BODIES

LISTS = ("moter", "vedtak")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder and the address of another site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield tmp_path, f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def shown_at(page: Page, elsewhere: tuple[Path, str], body: str) -> None:
    folder, address = elsewhere
    (folder / "index.html").write_text(
        f"<!doctype html><html lang=nn><meta charset=utf-8><title>K</title><body>{body}</body></html>"
    )
    page.goto(address)


@pytest.mark.parametrize("has_script", [True, False])
def test_the_line_of_the_page_shows_the_list_on_another_site(
    browser: Browser, address: str, elsewhere: tuple[Path, str], has_script: bool
) -> None:
    """The line that is copied is pasted; a link in the frame leads the whole window there."""
    context = browser.new_context(java_script_enabled=has_script)
    page = context.new_page()
    page.goto(f"{address}bygg-inn/")
    name = "Strategisk samarbeidsutval"
    snippet = page.locator(".snippet", has_text=name).first
    snippet.locator("summary").click()
    line = snippet.locator("code").inner_text()
    page.goto("about:blank")
    shown_at(page, elsewhere, line.replace("https://helse.example/under/a/path/", address))
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text(f"Møte som kjem i {name}")
    expect(frame.locator("header, footer, nav")).to_have_count(0)
    assert page.locator("iframe").get_attribute("title") == f"Møte som kjem i {name}"
    frame.locator(".list a").first.click()
    page.wait_for_url(f"{address}moter/ssu/*/")
    context.close()


def test_no_other_page_is_shown_in_a_frame(tab: Page, address: str, elsewhere: tuple[Path, str]) -> None:
    paths = ("", "saker/", "bygg-inn/", "meld-sak/", "om/")
    frames = "".join(f'<iframe src="{address}{path}" title="a"></iframe>' for path in (*paths, "bygg-inn/moter/"))
    shown_at(tab, elsewhere, frames)
    tab.wait_for_load_state("networkidle")
    shown = [frame.locator("h1").count() for frame in tab.frames[1:]]
    assert shown == [0] * len(paths) + [1]


def test_the_body_may_stand_in_the_address(tab: Page, address: str) -> None:
    tab.goto(f"{address}bygg-inn/moter/?utval=ssu")
    tab.wait_for_url(f"{address}bygg-inn/moter/ssu/")
    for unknown in ("nei", "../../saker", ""):
        tab.goto(f"{address}bygg-inn/moter/?utval={unknown}")
        tab.wait_for_load_state("networkidle")
        assert tab.locator("h1").inner_text() == "Møte som kjem"


def test_the_line_is_copied_with_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}bygg-inn/")
    page.locator(".snippet summary").nth(1).click()
    button = page.locator(".snippet button").nth(1)
    said = button.text_content()
    button.click()
    expect(button).to_have_text("Kopiert")
    line = page.locator(".snippet code").nth(1).inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == line
    assert line.startswith('<iframe src="https://')
    expect(button).to_have_text(said or "", timeout=8000)
    assert button.locator(".sr").count() == 1
    context.close()


@pytest.fixture
def portal(tmp_path: Path) -> PortalFolder:
    return make_portal(tmp_path / "portal", THREE_BODIES).without_papers()


def test_each_body_has_its_lists_and_a_name_with_quotes_stays_in_its_attribute(portal: PortalFolder) -> None:
    record = portal.root / "organisations/ssu.md"
    text = record.read_text("utf-8")
    title = text.partition("title: ")[2].partition("\n")[0]
    record.write_text(text.replace(f"title: {title}", "title: 'Utvalet \"A\" <b>'"), encoding="utf-8")
    page = portal.page("/bygg-inn/")
    lines = [html.unescape(code) for code in re.findall(r'<code id="_[^"]*">(.*?)</code>', page)]
    assert all(line.startswith('<iframe src="https://') for line in lines)
    assert any('title="Møte som kjem i Utvalet &quot;A&quot; &lt;b&gt;" width' in line for line in lines)
    for name in LISTS:
        for body in ("ssu/", "fsu/", "ou/", ""):
            found = portal.page(f"/bygg-inn/{name}/{body}")
            assert '<meta name="robots" content="noindex">' in found
            assert '<base target="_top">' in found
    assert "Ingen møte er sette opp." in portal.page("/bygg-inn/moter/ssu/", epoch="1820604800")


def test_approvals_are_no_news_on_another_site(portal: PortalFolder) -> None:
    assert "Godkjenning" not in portal.page("/bygg-inn/vedtak/").partition("<main")[2]
