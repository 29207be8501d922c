"""What a person sees: the built site in a real browser, served under a sub-path."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from portal.pages.rendering.policy import policy_header, without_frames
from support.every_page import PAGES


def test_nobody_else_is_asked_and_nothing_is_stored(browser: Browser, address: str) -> None:
    """No request to another host, no error in the console, no cookie, no storage."""
    context = browser.new_context()
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda fault: said.append(str(fault.error)))
    context.on("response", lambda response: said.append(response.url) if response.status >= 400 else None)
    tabs = [context.new_page() for _ in range(8)]
    paths = [path for name, path in PAGES.items() if name != "not found"]  # that one's links start at the site's root
    for at in range(0, len(paths), len(tabs)):
        for tab, path in zip(tabs, paths[at : at + len(tabs)], strict=False):
            tab.goto(address + path, wait_until="commit")
        for tab in tabs:
            tab.wait_for_load_state("networkidle")
    assert len({url for url in asked if url.endswith("/")}) >= len({path for path in paths if "?" not in path})
    page = tabs[0]
    answer = page.goto(address)  # what is said above would be what the policy forbids, which goes with every page
    assert answer is not None
    assert answer.headers["content-security-policy"] == without_frames(policy_header())
    assert answer.headers["x-frame-options"] == "DENY"
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
    page.wait_for_url("**/moter/ssu/2021-03-11/#sak-05-21")
    assert page.locator("#sak-05-21").is_visible()
    context.close()


def test_an_item_is_linked_to_with_and_without_a_script(browser: Browser, address: str) -> None:
    """The mark in an item's heading leads to the item; with a script it is copied too, and that is said."""
    for script in (True, False):
        context = browser.new_context(java_script_enabled=script)
        if script:
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{address}moter/ssu/2021-03-11/")
        page.locator("#sak-05-21 summary", has_text="Del sak 05/21").click()
        page.get_by_role("link", name="Lenkje til sak 05/21").click()
        assert page.url.endswith("/moter/ssu/2021-03-11/#sak-05-21")
        if script:
            page.get_by_role("status").filter(has_text="Lenkja er kopiert").wait_for(state="attached")
            assert page.evaluate("navigator.clipboard.readText()") == page.url
        context.close()


def test_a_renamed_meeting_keeps_the_anchor_that_was_asked_for(browser: Browser, address: str) -> None:
    """A link to an item under an earlier address of its meeting opens the item."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}gamalt/mote/#sak-05-21")
    page.wait_for_url("**/moter/ssu/2021-03-11/#sak-05-21")
    context.close()


def test_paper_is_black_on_white_without_menus(browser: Browser, address: str, tmp_path: Path) -> None:
    """In print the decision stands, the menu does not, and the page can be made a PDF."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}moter/ssu/2021-03-11/")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Hovudmeny").is_visible()
    assert page.locator(".decision").first.is_visible()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(255, 255, 255)"
    assert page.pdf(path=tmp_path / "meeting.pdf").startswith(b"%PDF")
    context.close()


def test_the_palette_follows_the_system(browser: Browser, address: str) -> None:
    """Light words on dark where the system is dark, and the other way round; on hand-written pages too."""
    context = browser.new_context()
    page = context.new_page()
    for path in ("", "om/"):
        page.goto(address + path)
        grounds = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert grounds == ["rgb(255, 255, 255)", "rgb(15, 24, 22)"], path
    context.close()


@pytest.mark.parametrize(("number", "cases"), [("14/20", 1), ("02/21", 2)])
def test_cases_are_found_first_by_their_number(browser: Browser, address: str, number: str, cases: int) -> None:
    """Before the meeting that treated them, and before the meetings 2/2021."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}sok/?q={number}")
    page.locator(".hit").nth(cases).wait_for()
    kinds = page.locator(".hit [data-is=kind]").all_inner_texts()
    context.close()
    assert kinds[: cases + 1] == ["Sak"] * cases + ["Møte"]
