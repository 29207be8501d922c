"""What people come for, done as they would: few presses from the front page and little to scroll, at desk and phone.

In Chromium, and in Firefox as the system has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from support.browser import launch
from support.firefox import launch_firefox
from support.programs import need

SIZES = {1280: (800, 2), 390: (844, 3)}
"""The height of the window, and how many presses a task may take, by the width."""
SCREENS = 2
"""How many screens of a phone one may scroll on each page."""

_OPENED = "addEventListener('load', () => requestAnimationFrame(() => { window.opened = scrollY; }));"
"""Puts down how far down a page is when it has opened, at its top or where a link led into it."""


@dataclass
class Reader:
    """Somebody with a task: counts presses, and looks at how far down what is pressed or found stands."""

    page: Page
    width: int
    pressed: int = 0

    @property
    def is_phone(self) -> bool:
        return self.width < 960

    def sees(self, found: Locator) -> None:
        """What was looked for is there, whole, within the screens that one may scroll from where the page opened."""
        found.first.wait_for()
        down = found.first.evaluate(
            """(one) => {
                const { top, height } = one.getBoundingClientRect();
                return top + Math.min(height, 100) + scrollY - (window.opened ?? 0);
            }"""
        )
        assert down <= (SCREENS + 1) * SIZES[390][0], f"{down} px down"
        self.is_within()

    def is_within(self) -> None:
        """No more was pressed than a task may take."""
        assert self.pressed <= SIZES[self.width][1], f"{self.pressed} presses"

    def press(self, found: Locator) -> None:
        self.sees(found)
        self.pressed += 1
        found.first.click()

    def menu(self, name: str) -> None:
        """An entry of the menu, which a phone has behind a button."""
        if self.is_phone:
            self.press(self.page.get_by_role("button", name="Meny"))
        self.press(self.page.get_by_role("navigation", name="Hovudmeny").get_by_role("link", name=name, exact=True))

    def main(self, name: str) -> None:
        """A link on the page itself."""
        self.press(self.page.locator("main").get_by_role("link", name=name))

    def search(self, words: str) -> None:
        self.page.locator("main").get_by_role("searchbox").fill(words)
        self.press(self.page.locator("main").get_by_role("button", name="Søk", exact=True))
        self.page.locator("#_liste > li").first.wait_for()


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        if request.param == "firefox":
            started = launch_firefox(playwright, need("firefox"), tmp_path_factory.mktemp("firefox"))
        else:
            started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(params=SIZES)
def reader(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": request.param, "height": SIZES[request.param][0]})
    context.add_init_script(_OPENED)
    page = context.new_page()
    page.goto(address)
    reader = Reader(page, request.param)
    yield reader
    reader.is_within()
    context.close()


def test_a_decision_and_its_words(reader: Reader) -> None:
    reader.press(reader.page.locator("main section", has=reader.page.locator("#siste")).get_by_role("link"))
    reader.sees(reader.page.locator(".decision .verbatim"))


def test_where_my_case_is_and_what_way_it_went(reader: Reader) -> None:
    reader.search("heimeoppfolging")
    kind = reader.page.locator("[data-is=kind]", has_text=re.compile("^Sak$"))
    reader.press(reader.page.locator("#_liste .hit", has=kind).get_by_role("heading").get_by_role("link"))
    reader.sees(reader.page.locator(".lifeline"))
    reader.sees(reader.page.locator("#_saksgang"))


def test_the_next_meeting_of_my_body_and_its_deadline(reader: Reader) -> None:
    reader.search("når er neste møte i ssu")
    reader.press(reader.page.locator("#_liste .hit").get_by_role("heading").get_by_role("link"))
    reader.sees(reader.page.locator("#_neste"))
    reader.sees(
        reader.page.locator("section", has=reader.page.locator("#_neste")).get_by_text("Fristen for å melde sak")
    )


def test_what_my_organisation_owes(reader: Reader) -> None:
    reader.main("Finn kommunen din")
    reader.main("Fjord kommune")
    reader.sees(reader.page.locator("#_oppfolging"))


def test_how_a_project_stands(reader: Reader) -> None:
    reader.menu("Prosjekt")
    reader.press(reader.page.locator("main table").get_by_role("link"))
    reader.sees(reader.page.locator("#_tilstand"))


def test_who_sits_on_a_body(reader: Reader) -> None:
    reader.menu("Utval")
    reader.press(reader.page.locator("main .list").get_by_role("link", name="Strategisk"))
    reader.sees(reader.page.locator("#_medlemer"))


def test_what_is_new_since_a_day(reader: Reader) -> None:
    reader.main("Nytt")
    reader.page.get_by_label("Vis det som er nytt sidan").fill("2021-03-01")
    reader.press(reader.page.get_by_role("button", name="Merk nytt"))
    reader.sees(reader.page.locator(".new"))


def test_submitting_a_case_to_the_end(reader: Reader) -> None:
    reader.main("Meld ei sak")
    reader.page.get_by_label("Namnet ditt").fill("Ada Lie")
    reader.page.get_by_label("Kva gjeld saka?").fill("Ei sak")
    reader.page.get_by_label("Bakgrunn").fill("Tekst.")
    reader.press(reader.page.get_by_role("button", name="Gjer saka klar"))
    reader.sees(reader.page.get_by_role("heading", name="Slik sender du saka"))
    assert reader.page.locator("#_epost").is_visible()


def test_why_a_case_is_closed(reader: Reader) -> None:
    reader.menu("Saker")
    reader.press(reader.page.locator("tr[data-closed]").get_by_role("link"))
    reader.sees(reader.page.get_by_text("offentleglova").first)


def test_a_spreadsheet_of_the_decisions(reader: Reader) -> None:
    reader.main("Sjå alle vedtak")
    with reader.page.expect_download() as fetched:
        reader.main("CSV")
    assert fetched.value.suggested_filename == "decisions.semikolon.csv"


def test_the_minutes_on_paper(reader: Reader) -> None:
    reader.menu("Møte")
    reader.press(reader.page.locator("section", has=reader.page.locator("#halde")).get_by_role("link"))
    reader.sees(reader.page.get_by_role("link", name="Referat (PDF"))


def test_how_the_secretariat_is_reached(reader: Reader) -> None:
    reader.search("telefon til sekretariatet")
    reader.press(reader.page.locator("#_liste .hit").get_by_role("heading").get_by_role("link"))
    reader.sees(reader.page.locator("main").get_by_role("link", name="post@sekretariatet.example"))
    reader.sees(reader.page.locator("main").get_by_text("55 00 11 22"))
