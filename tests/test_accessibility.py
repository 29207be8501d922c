"""WCAG 2.2 AA and best practice, on every type of page, in a real browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from portal.site.building import build_site
from portal.site.folder import write_folder
from portal.source.settings import read_settings
from support.browser import served
from support.browsing import make_every_page
from support.every_page import PAGES
from support.looking import DESK, ZOOMED, faults, open_page, resize, shifts

NAMED = """(one) => one.getAttribute("aria-label")
  ?? document.getElementById(one.getAttribute("aria-labelledby"))?.textContent"""
MONDAY = dt.datetime(2021, 5, 10, 2, tzinfo=dt.UTC)
WALKED = ("front page", "calendar of meetings", "meeting with minutes", "case", "register of cases",
          "board of follow-ups", "form for submitting")  # fmt: skip


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture(scope="module")
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="module")
def screen(context: BrowserContext, page: Page) -> CDPSession:
    return context.new_cdp_session(page)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_all(page: Page, screen: CDPSession, address: str, name: str) -> None:
    """No axe finding of level A, AA or best practice, nothing to scroll sideways for, no text lost when it is spaced,
    states that keep a shape in forced colours, and nothing that moves where readers want it still."""
    open_page(page, address + PAGES[name])
    assert faults(page, screen) == []


def test_the_form_can_be_used_by_all_when_it_is_wrong_and_when_it_is_done(
    page: Page, screen: CDPSession, address: str
) -> None:
    resize(screen, DESK)
    open_page(page, f"{address}meld-sak/")
    page.get_by_role("button", name="Gjer saka klar").click()
    assert page.get_by_role("alert").is_visible()
    assert faults(page, screen) == []
    for label in ("Namnet ditt", "Kva gjeld saka?", "Bakgrunn"):
        page.get_by_label(label).fill("Ei sak")
    page.get_by_role("button", name="Gjer saka klar").click()
    assert page.locator("#_ferdig").is_visible()
    assert faults(page, screen) == []


def test_the_preview_of_a_draft_can_be_used_by_all(page: Page, screen: CDPSession, tmp_path: Path) -> None:
    portal = make_every_page(tmp_path / "portal")
    settings = read_settings(portal.root)
    write_folder(build_site(portal.root, settings, preview=True, moment=MONDAY), tmp_path / "site")
    with served(tmp_path / "site", "/") as url:
        open_page(page, f"{url}saker/2021-utkast/")
        assert page.locator(".preview").is_visible()
        assert faults(page, screen) == []


@pytest.mark.parametrize("size", [DESK, {**ZOOMED, "height": 568, "deviceScaleFactor": 1}], ids=["desk", "phone"])
@pytest.mark.parametrize("name", WALKED)
def test_the_focus_is_seen_all_the_way(
    page: Page, screen: CDPSession, address: str, name: str, size: dict[str, Any]
) -> None:
    """Tab by Tab through the whole page: each thing that takes the focus shows it, and lies under nothing."""
    resize(screen, size)
    open_page(page, address + PAGES[name])
    met: list[str] = []
    found = []
    while True:
        page.keyboard.press("Tab")
        now = page.evaluate("looking.focused()")
        if now is None:
            break
        met.append(now["element"])
        found += [(now["element"], fault) for fault in now["faults"]]
        assert len(met) < 300, "the focus never leaves the page"
    assert found == []
    within = "main :is(a[href], button, input, select, textarea, summary)"
    reachable = page.evaluate(
        f"[...document.querySelectorAll({within!r})].filter((one) => one.checkVisibility()).length"
    )
    assert len(met) >= reachable > 3


@pytest.mark.parametrize("size", [DESK, ZOOMED], ids=["desk", "zoomed"])
def test_the_skip_link_leads_past_the_menu(page: Page, screen: CDPSession, address: str, size: dict[str, Any]) -> None:
    """The first Tab shows it; after Enter the next Tab is in the page's own text."""
    resize(screen, size)
    page.goto(f"{address}saker/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Hopp til innhaldet")
    assert skip.evaluate("(link) => link === document.activeElement && link.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_landmarks_are_named_apart(page: Page, address: str) -> None:
    page.goto(f"{address}moter/ssu/2021-03-11/")
    names = page.locator("nav").evaluate_all(f"(all) => all.map({NAMED})")
    assert all(names)
    assert len(names) == len({*names})


def test_a_table_of_cards_stays_a_table_to_those_who_hear_it(page: Page, screen: CDPSession, address: str) -> None:
    resize(screen, ZOOMED)
    page.goto(f"{address}saker/")
    table = page.get_by_role("table", name="Saker")
    assert table.get_by_role("columnheader").all_inner_texts()[:2] == ["Sak", "Saksnummer"]
    row = table.get_by_role("row").filter(has_text="Felles nettside")
    assert row.get_by_role("rowheader").inner_text() == "Felles nettside"
    assert row.get_by_role("cell").count() == 4


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", (*WALKED, "register with filters chosen", "project", "hand-written page"))
def test_nothing_moves_while_a_page_loads(browser: Browser, address: str, name: str, width: int) -> None:
    """Nothing but the letters' own widths, when the fonts come after the first words are shown: a pixel or two, in all
    a fiftieth of what is called a good layout shift (0.1, https://web.dev/articles/cls).
    """
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    open_page(page, address + PAGES[name])
    found = shifts(page)
    context.close()
    assert [one for one in found if one[0] >= 0.002] == []
