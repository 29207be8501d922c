"""What a person sees: the built site in a real browser, served under a sub-path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from portal.rendering.policy import policy_header
from support.browser import launch, served
from support.portals import make_portal
from support.small import SMALL

PAGES = (
    "",
    "moter/",
    "moter/2021/",
    "moter/ssu/2021-02-19/",
    "moter/ssu/2021-05-28/",
    "saker/",
    "saker/2021-nettside/",
    "saker/2021-lukka/",
    "saker/2020-trekt/",
    "vedtak/",
    "vedtak/utval/ssu/",
    "nytt/",
    "nytt/2021/",
    "oppfolging/",
    "status/",
    "prosjekt/",
    "prosjekt/nettside/",
    "utval/",
    "utval/ssu/",
    "partar/",
    "partar/alver/",
    "meld-sak/",
    "data/",
    "sok/",
    "om-innmelding/",
    "om/",
    "handbok/",
    "handbok/komponentar/",
    "404.html",
)
SUB_PATH = "/under/a/path/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = "meetings/ssu/2021-02-19.md"
    files = {**SMALL, path: SMALL[path].replace("number: 1/2021", "number: 1/2021\n        aliases: [/gamalt/mote/]")}
    portal = make_portal(tmp_path_factory.mktemp("browser") / "portal", files)
    settings = portal.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("helsefellesskap.example/", f"helse.example{SUB_PATH}"))
    built = portal.build()
    assert built.returncode == 0, built.stderr
    with served(portal.root / "site", SUB_PATH) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(params=[(320, "light"), (1280, "light"), (320, "dark"), (1280, "dark")], ids=lambda p: f"{p[0]}-{p[1]}")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def test_every_page_can_be_used_by_all(page: Page, address: str) -> None:
    """No axe finding of level A, AA or best practice, and nothing to scroll sideways for."""
    found = {}
    for path in PAGES:
        page.goto(address + path)
        violations = Axe().run(page, options=RULES).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if violations or wide:
            found[path] = [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in violations] + ["wide"] * wide
    assert found == {}


def test_nobody_else_is_asked_and_nothing_is_stored(browser: Browser, address: str) -> None:
    """No request to another host, no error in the console, no cookie, no storage."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("response", lambda response: said.append(response.url) if response.status >= 400 else None)
    for path in PAGES[:-1]:
        page.goto(address + path, wait_until="networkidle")
    answer = page.goto(address)  # what is said above would be what the policy forbids, which goes with every page
    assert answer is not None
    assert answer.headers["content-security-policy"] == policy_header()
    assert [url for url in asked if not url.startswith(address)] == []
    assert said == []
    assert context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    context.close()


def test_the_menu_opens_and_closes_by_keyboard_on_a_phone(browser: Browser, address: str) -> None:
    """Tab to the menu's button, Enter opens it, Escape closes it."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(address)
    entry = page.get_by_role("navigation", name="Hovudmeny").get_by_role("link", name="Saker")
    assert not entry.is_visible()
    for _ in range(4):  # past the skip link, the name and the search
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    entry.wait_for(state="visible")
    page.keyboard.press("Escape")
    entry.wait_for(state="hidden")
    context.close()


def test_a_redirect_leads_on(browser: Browser, address: str) -> None:
    """A citable case number opens the agenda item, without a script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}sak/ssu/05-21/")
    page.wait_for_url("**/moter/ssu/2021-02-19/#sak-05-21")
    assert page.locator("#sak-05-21").is_visible()
    context.close()


def test_an_item_is_linked_to_with_and_without_a_script(browser: Browser, address: str) -> None:
    """The mark in an item's heading leads to the item; with a script it is copied too, and that is said."""
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        if script:
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{address}moter/ssu/2021-02-19/")
        page.get_by_role("link", name="Lenkje til sak 05/21").click()
        assert page.url.endswith("/moter/ssu/2021-02-19/#sak-05-21")
        if script:
            page.get_by_role("status").filter(has_text="Lenkja er kopiert").wait_for(state="attached")
            assert page.evaluate("navigator.clipboard.readText()") == page.url
        context.close()


def test_a_renamed_meeting_keeps_the_anchor_that_was_asked_for(browser: Browser, address: str) -> None:
    """A link to an item under an earlier address of its meeting opens the item."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}gamalt/mote/#sak-05-21")
    page.wait_for_url("**/moter/ssu/2021-02-19/#sak-05-21")
    context.close()


def test_paper_is_black_on_white_without_menus(browser: Browser, address: str, tmp_path: Path) -> None:
    """In print the decision stands, the menu does not, and the page can be made a PDF."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}moter/ssu/2021-02-19/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Hovudmeny").is_visible()
    assert page.locator(".decision").first.is_visible()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(255, 255, 255)"
    assert page.pdf(path=tmp_path / "meeting.pdf").startswith(b"%PDF")
    context.close()
