"""Whole tasks by the keyboard alone, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

FOCUSED = """() => {
  const { activeElement: one } = document;
  return one.labels?.[0]?.innerText || one.getAttribute("aria-label") || one.innerText || one.value || "";
}"""


def tab_to(page: Page, name: str) -> None:
    """Tab on until what has the focus is called `name`, or begins with it."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if " ".join(page.evaluate(FOCUSED).split()).startswith(name):
            return
    raise AssertionError(f"no Tab leads to {name!r}")


def follow(page: Page, name: str) -> None:
    """Tab to a link or button, and press Enter."""
    tab_to(page, name)
    page.keyboard.press("Enter")


def open_entry(page: Page, name: str) -> None:
    """An entry of the main menu, which is behind a button on a phone."""
    if page.get_by_role("button", name="Meny").is_visible():
        follow(page, "Meny")
    follow(page, name)


def test_find_a_decision(window: Page, address: str) -> None:
    window.goto(address)
    follow(window, "Sjå alle vedtak")
    window.wait_for_url(f"{address}vedtak/")
    follow(window, "07/20 Digital heimeoppfølging")
    window.wait_for_url(f"{address}moter/ssu/2020-11-12/#vedtak-07-20")
    decision = window.locator("#vedtak-07-20")
    assert "Kostnaden er inntil 800 000 kroner." in decision.inner_text().replace("\xa0", " ")
    assert decision.evaluate("(one) => one.getBoundingClientRect().top < innerHeight")


def test_follow_a_case(window: Page, address: str) -> None:
    window.goto(address)
    open_entry(window, "Saker")
    window.wait_for_url(f"{address}saker/")
    follow(window, "Felles journal for alle partane")
    window.wait_for_url(f"{address}saker/2020-journal/")
    tab_to(window, "Nyheitsstraum (Atom)")
    feed = window.evaluate("document.activeElement.href")
    assert feed == f"{address}saker/2020-journal/feed.xml"
    assert "Felles journal for alle partane" in window.request.get(feed).text()


def test_submit_a_case(window: Page, address: str, tmp_path: Path) -> None:
    window.goto(address)
    follow(window, "Meld ei sak")
    window.wait_for_url(f"{address}meld-sak/")
    for label, words in (
        ("Namnet ditt", "Ada Lie"),
        ("Kva gjeld saka?", "Felles opplæring"),
        ("Bakgrunn", "Ulik praksis."),
    ):
        tab_to(window, label)
        window.keyboard.type(words)
    follow(window, "Gjer saka klar")
    assert window.evaluate("document.activeElement.id") == "_ferdig_t"
    tab_to(window, "Last ned fila")
    with window.expect_download() as info:
        window.keyboard.press("Enter")
    info.value.save_as(tmp_path / "case.md")
    assert "title: Felles opplæring" in (tmp_path / "case.md").read_text("utf-8").replace('"', "")


def test_open_the_calendar(window: Page, address: str) -> None:
    window.goto(address)
    open_entry(window, "Møte")
    window.wait_for_url(f"{address}moter/")
    tab_to(window, "Abonner på møtekalenderen")
    assert window.evaluate("document.activeElement.href") == "webcal://helse.example/under/a/path/kalender/alle.ics"
    tab_to(window, "Last ned kalenderen (ICS)")
    with window.expect_download() as info:
        window.keyboard.press("Enter")
    assert Path(info.value.path()).read_text("utf-8").startswith("BEGIN:VCALENDAR")


def test_filter_the_register(window: Page, address: str) -> None:
    window.goto(f"{address}saker/")
    follow(window, "Utval Alle")
    window.keyboard.press("Escape")
    assert not window.get_by_role("link", name="Strategisk samarbeidsutval 4").is_visible()
    window.keyboard.press("Enter")
    follow(window, "Strategisk samarbeidsutval")
    assert window.url == f"{address}saker/?utval=ssu"
    follow(window, "Tilstand Alle")
    follow(window, "Utsett")
    assert window.url == f"{address}saker/?utval=ssu&tilstand=postponed"
    assert window.locator("tbody tr:visible").count() == 1
    follow(window, "Vis alle saker")
    assert window.locator("tbody tr:visible").count() == 12
