"""A register that is too long for its page in a real browser: its filters and its text field work on all its rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser import served
from support.looking import faults, open_page
from support.low_bounds import make_long

LOOKED_AT = (
    "saker/", "saker/?q=journal", "saker/?utval=ssu&tilstand=decided", "saker/utval/ssu/", "saker/ar/2021/side/2/",
    "vedtak/", "vedtak/utval/ssu/ar/2021/", "oppfolging/", "oppfolging/ansvarleg/fjord-kommune/", "status/",
    "status/frist/", "utval/ssu/", "utval/ssu/mote/", "partar/fjord-kommune/oppfolging/", "moter/2021/", "nytt/2021/",
    "handbok/komponentar/",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_long(tmp_path_factory.mktemp("finding") / "portal").root / "site"


@pytest.fixture(scope="module")
def long(site: Path) -> Iterator[str]:
    """Where the site answers."""
    with served(site, "/under/") as address:
        yield address


def told(page: Page) -> str:
    return page.get_by_role("status").filter(visible=True).first.inner_text()


def found(page: Page) -> list[str]:
    return page.locator("[data-found] h3:visible").all_inner_texts()


def choose(page: Page, name: str, choice: str) -> None:
    part = page.locator("[data-facet]").filter(has=page.locator(f"small:text-is('{name}')"))
    part.locator("summary").click()
    part.get_by_role("link", name=choice).click()


def test_nothing_is_fetched_before_it_is_asked_for(tab: Page, long: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{long}vedtak/")
    assert told(tab) == "Viser dei 3 nyaste av 10 vedtak"
    assert not [url for url in asked if url.endswith(".json")]
    tab.get_by_label("Søk i alle vedtaka").fill("heimeoppfølging")
    expect(tab.get_by_role("status").filter(visible=True).first).to_have_text("Fann 2 av 10 vedtak")
    assert [url for url in asked if url.endswith(".json")] == [f"{long}vedtak/rader.json"]


def test_words_find_rows_of_all_years(tab: Page, long: str) -> None:
    """By title, number and body, all words of them; each leads to its place, and the search stands in the address."""
    tab.goto(f"{long}vedtak/")
    field = tab.get_by_label("Søk i alle vedtaka")
    field.fill("digital strategisk")
    expect(tab.locator("[data-found] h3")).to_have_text(["07/20 Digital heimeoppfølging i heile fjorden"])
    assert tab.url == f"{long}vedtak/?q=digital+strategisk"
    row = tab.locator("[data-found] li").inner_text()
    assert "Strategisk samarbeidsutval" in row
    assert "12. november 2020" in row.replace("\xa0", " ")
    assert "Vedteke" in row
    assert not tab.locator("[data-prepared]").is_visible()
    tab.get_by_role("link", name="Digital heimeoppfølging").click()
    tab.wait_for_url(f"{long}moter/ssu/2020-11-12/#vedtak-07-20")
    tab.go_back()
    expect(tab.locator("[data-found] h3")).to_have_text(["07/20 Digital heimeoppfølging i heile fjorden"])
    assert field.input_value() == "digital strategisk"
    field.fill("")
    expect(tab.locator("[data-prepared]")).to_be_visible()
    assert told(tab) == "Viser dei 3 nyaste av 10 vedtak"


def test_filters_work_on_all_rows(tab: Page, long: str) -> None:
    tab.goto(f"{long}saker/")
    choose(tab, "Utval", "Strategisk samarbeidsutval")
    expect(tab.get_by_role("status").filter(visible=True).first).to_have_text("Fann 4 av 8 saker")
    assert tab.url == f"{long}saker/?utval=ssu"
    assert len(found(tab)) == 4
    choose(tab, "År", "2020")
    expect(tab.get_by_role("status").filter(visible=True).first).to_have_text("Fann 2 av 8 saker")
    tab.get_by_role("link", name="Vis alle saker").click()
    expect(tab.locator("[data-prepared]")).to_be_visible()
    tab.go_back()
    expect(tab.get_by_role("status").filter(visible=True).first).to_have_text("Fann 2 av 8 saker")


def test_words_and_filters_narrow_together(tab: Page, long: str) -> None:
    tab.goto(f"{long}saker/?utval=ssu&q=pasient")
    expect(tab.locator("[data-found] h3")).to_have_text(["06/21 Pasienttransport"])
    offered = tab.locator("[data-facet=ar] li:not([hidden]) a").all_text_contents()
    assert [" ".join(one.split()) for one in offered] == ["Alle 1", "2021 1"]


def test_what_nothing_fits_says_so(tab: Page, long: str) -> None:
    tab.goto(f"{long}saker/?q=enhjørning")
    expect(tab.get_by_role("heading", name="Ingen treff")).to_be_visible()
    assert told(tab) == "Fann 0 av 8 saker"
    assert found(tab) == []


def test_who_is_responsible_finds_all_that_is_theirs(tab: Page, long: str) -> None:
    tab.goto(f"{long}oppfolging/?ansvarleg=fjord-kommune&tilstand=done")
    expect(tab.locator("[data-found] h3")).to_have_count(6)
    assert sorted(found(tab)) == [
        *["Gjere noko som tek tid i kommunane"] * 4, "Sende saka vidare", "Sende ut spørjeskjema",
    ]  # fmt: skip
    tab.get_by_role("searchbox").fill("spørjeskjema")
    expect(tab.locator("[data-found] h3")).to_have_text(["Sende ut spørjeskjema"])


def test_a_prepared_page_counts_within_its_choice_and_leads_to_the_register(tab: Page, long: str) -> None:
    tab.goto(f"{long}saker/utval/ssu/")
    tab.locator("[data-facet=ar] summary").click()
    expect(tab.locator("[data-facet=ar] [data-value='2020'] span").nth(1)).to_have_text("2")
    tab.locator("[data-facet=ar] [data-value='2020']").click()
    tab.wait_for_url(f"{long}saker/?utval=ssu&ar=2020")
    expect(tab.get_by_role("status").filter(visible=True).first).to_have_text("Fann 2 av 8 saker")


def test_rows_that_do_not_come_leave_the_page_as_it_is(tab: Page, long: str) -> None:
    tab.route("**/rader.json", lambda route: route.abort())
    tab.goto(f"{long}vedtak/?utval=ssu")
    expect(tab.get_by_role("alert").filter(visible=True)).to_contain_text("kunne ikkje hentast")
    assert tab.locator("[data-prepared]").is_visible()
    tab.unroute("**/rader.json")


def test_without_a_script_there_are_prepared_pages(browser: Browser, long: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{long}vedtak/")
    assert not page.get_by_label("Søk i alle vedtaka").is_visible()
    page.get_by_role("navigation", name="Alle, år for år").get_by_role("link", name="2021").click()
    page.get_by_role("link", name="Neste side").click()
    page.wait_for_url(f"{long}vedtak/ar/2021/side/2/")
    assert told(page) == "Viser 4–6 av 7 vedtak"
    context.close()


@pytest.mark.parametrize("address", LOOKED_AT)
def test_a_page_can_be_used_by_all(tab: Page, long: str, address: str) -> None:
    screen = tab.context.new_cdp_session(tab)
    open_page(tab, long + address)
    assert faults(tab, screen) == []
