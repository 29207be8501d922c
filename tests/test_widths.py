"""The header is one row and no page is wider than its window: at every width, for every name, with large letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from support.browser import ARGUMENTS
from support.every_page import PAGES
from support.programs import need

NAMES = {
    "short": ("Nes", "helse"),
    "the sample's": ("Helsefellesskapet", "i Fjordregionen"),
    "long": ("Samhandlingsfellesskapet", "for kommunane og sjukehusa i Ytre Fjord, Indre Fjord og Øyane"),
}
HEADER = """() => {
  const header = document.querySelector(".site-header");
  const seen = [...header.querySelectorAll(".brand, .seek, .menu-btn, .menu")].filter((one) => one.checkVisibility());
  const middles = seen.map((one) => one.getBoundingClientRect()).map((box) => Math.round((box.top + box.bottom) / 2));
  const root = document.documentElement;
  return { rows: new Set(middles).size, over: root.scrollWidth - root.clientWidth, height: header.offsetHeight };
}"""


@pytest.mark.parametrize("name", NAMES)
def test_the_header_is_one_row(tab: Page, address: str, name: str) -> None:
    """From 320 to 1280 pixels in steps of 5; it is as high as ever but where a long name needs more lines."""
    tab.goto(address)
    tab.evaluate(
        """(name) => document.querySelectorAll(".brand b, .brand span span").forEach((one, at) =>
             one.replaceChildren(name[at]))""",
        list(NAMES[name]),
    )
    found = {}
    for width in range(320, 1285, 5):
        tab.set_viewport_size({"width": width, "height": 800})
        found[width] = tab.evaluate(HEADER)
    most = 73 if name != "long" else 125
    wrong = {width: one for width, one in found.items() if one["rows"] > 1 or one["over"] or one["height"] > most}
    assert wrong == {}


@pytest.fixture(scope="module")
def large(browser: Browser) -> Iterator[Browser]:
    """A browser whose reader wants letters of 32 pixels."""
    arguments = [*ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    chromium = browser.browser_type.launch(executable_path=need("chromium"), args=arguments)
    yield chromium
    chromium.close()


@pytest.mark.parametrize("width", [320, 390, 430, 768])
def test_large_letters_make_no_page_wider_than_its_window(large: Browser, address: str, width: int) -> None:
    page = large.new_page(viewport={"width": width, "height": 800})
    wrong = {}
    for name, path in PAGES.items():
        if name != "not found":  # it answers at any address, so that its style sheet is not found here
            page.goto(address + path)
            assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            wrong |= {name: over} if over else {}
    page.close()
    assert wrong == {}


BEGUN = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const sign = /^\\s*[,;.:!?)]/.exec(node.data);
    if (!sign || node.parentElement.closest(".sr, .hand")) continue;
    const range = document.createRange();
    range.setStart(node, sign[0].length - 1);
    range.setEnd(node, sign[0].length);
    const place = range.getBoundingClientRect();
    if (!place.width) continue;
    let block = node.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const style = getComputedStyle(block);
    const inset = parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth);
    if (place.left - block.getBoundingClientRect().left - inset < 2) found.push(block.textContent.trim().slice(0, 60));
  }
  return found;
}"""


BROKEN = """() => [...document.querySelectorAll(".next-card .when, .register-table td a")].filter((one) => {
  const words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    for (const word of node.data.matchAll(/[^ \\n\\u00AD\\u2013/-]+/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) return true;
    }
  }
  return false;
}).map((one) => one.textContent)"""
"""Dates and links within whose words, as long as no space or hyphen parts them, a line begins."""
LONGEST = "23.\u00a0november–24.\u00a0september\u00a02026"


@pytest.mark.parametrize("width", [320, 390, 1000, 1280])
def test_no_date_or_name_breaks_within_itself(tab: Page, address: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(address)
    tab.evaluate("(date) => document.querySelector('.next-card .when').replaceChildren(date)", LONGEST)
    assert tab.evaluate(BROKEN) == []
    assert tab.locator(".tries").evaluate("one => one.textContent.includes(' ·')") is False


@pytest.mark.parametrize("width", [320, 1280])
def test_no_line_begins_with_a_comma_and_all_stands_in_the_frame(tab: Page, address: str, width: int) -> None:
    """Nor with another sign that ends something; how to share a page stands where its text does."""
    tab.set_viewport_size({"width": width, "height": 800})
    begun, outside = {}, []
    for name, path in PAGES.items():
        if name != "not found":
            tab.goto(address + path)
            begun |= {name: found} if (found := tab.evaluate(BEGUN)) else {}
            outside += [name] * tab.locator(".citation:not(.wrap *)").count()
    assert begun == {}
    assert outside == []
