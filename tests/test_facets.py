"""The facets of registers in a real browser: with a script filters whose state is in the address, without it links."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Locator, Page

from support.browser import served
from support.portals import PortalFolder

ALL = "10 saker, og 2 til som ikkje kan lesast"
"""What is told of all cases: those that may not be read are counted apart."""


def part(page: Page, name: str) -> Locator:
    return page.locator("[data-facet]").filter(has=page.locator(f"small:text-is('{name}')"))


def offered(page: Page, name: str) -> list[str]:
    """The choices that a facet offers, each with the number of rows that it would leave."""
    return [" ".join((one.text_content() or "").split()) for one in part(page, name).locator("li:not([hidden])").all()]


def choose(page: Page, name: str, choice: str) -> None:
    part(page, name).locator("summary").click()
    part(page, name).get_by_role("link", name=choice).click()


def rows(page: Page) -> list[str]:
    return page.locator("tbody tr:visible th").all_inner_texts()


ALL = "10 saker, og 2 til som ikkje kan lesast"
"""What may not be read stands among the rows, and is counted apart."""


def told(page: Page) -> str:
    return page.get_by_role("status").filter(visible=True).first.inner_text()


def test_choices_of_several_facets_narrow_together(tab: Page, address: str) -> None:
    """Each facet counts what is left within the others' choices; the number is announced, the focus is kept."""
    tab.goto(f"{address}saker/")
    assert told(tab) == ALL
    assert offered(tab, "Utval") == [
        "Alle 10", "Elveradet 1", "Fagleg samarbeidsutval 4", "Fjordutvalet 1", "Områdeutvalet 5",
        "Strategisk samarbeidsutval 4",
    ]  # fmt: skip
    choose(tab, "Utval", "Strategisk samarbeidsutval")
    assert tab.url == f"{address}saker/?utval=ssu"
    assert told(tab) == "Viser 4 av 10 saker"
    assert tab.evaluate("document.activeElement.textContent") == "Utval Strategisk samarbeidsutval"
    assert not part(tab, "Utval").evaluate("(one) => one.open")
    assert offered(tab, "Tilstand") == [
        "Alle 4", "På saklista 1", "Slutta seg til 1", "Utsett 1", "Til oppfølging 1",
    ]  # fmt: skip
    choose(tab, "Tilstand", "Utsett")
    assert tab.url == f"{address}saker/?utval=ssu&tilstand=postponed"
    assert (told(tab), rows(tab)) == ("Viser 1 av 10 saker", ["Pasienttransport"])
    assert offered(tab, "Utval") == ["Alle 1", "Strategisk samarbeidsutval 1"]
    assert part(tab, "Utval").locator("[aria-current]").get_attribute("data-value") == "ssu"
    choose(tab, "Utval", "Alle")
    assert tab.url == f"{address}saker/?tilstand=postponed"


def test_the_address_is_the_state(tab: Page, address: str) -> None:
    """Back and forward go between choices, a shared address opens narrowed, and all is shown again on demand."""
    tab.goto(f"{address}saker/?utval=ssu&ar=2020")
    narrowed = told(tab)
    assert narrowed == "Viser 2 av 10 saker"
    assert part(tab, "År").locator("summary").inner_text().split() == ["År", "2020"]
    tab.get_by_role("link", name="Vis alle saker").click()
    assert (tab.url, told(tab), len(rows(tab))) == (f"{address}saker/", ALL, 12)
    assert tab.evaluate("document.activeElement.localName") == "summary"
    tab.go_back()
    assert told(tab) == narrowed
    tab.go_forward()
    assert told(tab) == ALL
    assert not tab.get_by_role("link", name="Vis alle saker").is_visible()


def test_an_address_that_nothing_fits_says_so(tab: Page, address: str) -> None:
    tab.goto(f"{address}saker/?utval=ou&tilstand=postponed")
    assert told(tab) == "Viser 0 av 10 saker"
    assert tab.get_by_role("heading", name="Ingen treff").is_visible()
    assert not tab.get_by_role("table").is_visible()
    tab.get_by_role("link", name="Vis alle saker").click()
    assert tab.get_by_role("table").is_visible()
    assert not tab.get_by_role("heading", name="Ingen treff").is_visible()


def test_a_choice_that_there_is_not_narrows_nothing(tab: Page, address: str) -> None:
    tab.goto(f"{address}saker/?utval=borte&ar=&anna=ting")
    assert (told(tab), len(rows(tab))) == (ALL, 12)


def test_a_further_choice_on_a_prepared_page_leads_to_the_register(tab: Page, address: str) -> None:
    """The page's own facet leads to the other prepared pages, the others count what it holds."""
    tab.goto(f"{address}saker/utval/ssu/")
    assert len(rows(tab)) == 4
    assert offered(tab, "Utval")[0] == "Alle 10"
    assert offered(tab, "År")[0] == "Alle 4"
    choose(tab, "År", "2020")
    tab.wait_for_url(f"{address}saker/?utval=ssu&ar=2020")
    assert told(tab) == "Viser 2 av 10 saker"
    tab.goto(f"{address}saker/utval/ssu/")
    choose(tab, "Utval", "Områdeutvalet")
    tab.wait_for_url(f"{address}saker/utval/ou/")


def test_decisions_are_narrowed_year_by_year(tab: Page, address: str) -> None:
    tab.goto(f"{address}vedtak/?utval=ssu&ar=2020")
    assert tab.locator("main h2:visible").all_inner_texts() == ["2020"]
    assert tab.locator("main h3:visible").all_inner_texts() == ["07/20 Digital heimeoppfølging i heile fjorden"]


def test_a_body_finds_what_it_must_do(tab: Page, address: str) -> None:
    """The board narrows to one responsible and to a state; what is done opens where it is all that is left."""
    tab.goto(f"{address}oppfolging/")
    choose(tab, "Ansvarleg", "Fjord kommune")
    assert tab.url == f"{address}oppfolging/?ansvarleg=fjord-kommune"
    assert tab.locator("main h2:visible").all_inner_texts() == ["Fjord kommune"]
    choose(tab, "Tilstand", "Gjort")
    measures = ["Gjere noko som tek tid i kommunane"] * 4
    assert tab.locator(".task:visible .what").all_inner_texts() == [
        "Sende saka vidare", "Sende ut spørjeskjema", *measures,
    ]  # fmt: skip
    choose(tab, "Tilstand", "Over frist")
    assert tab.locator(".task:visible .what").all_inner_texts() == [*measures, "Melde frå om vegen"]


def test_without_a_script_facets_are_links(browser: Browser, address: str) -> None:
    """To prepared pages, or to whoever is responsible; what needs a script is not there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}saker/")
    choose(page, "Utval", "Strategisk samarbeidsutval")
    page.wait_for_url(f"{address}saker/utval/ssu/")
    assert page.get_by_role("link", name="Vis alle saker").is_visible()
    page.goto(f"{address}oppfolging/")
    assert not part(page, "Tilstand").is_visible()
    choose(page, "Ansvarleg", "Fjord kommune")
    page.wait_for_url(f"{address}oppfolging/#_fjord-kommune")
    context.close()


def test_what_two_share_stands_with_both_and_counts_once(tab: Page, portal: Callable[..., PortalFolder]) -> None:
    agenda = """
        ---
        agenda:
          - title: Brua
            follow_up:
              - {what: Måle sundet, responsible: [Kari, Verkstaden], due: 2021-04-01}
              - {what: Telje bilane, responsible: Verkstaden, due: 2021-05-01}
        ---
        """
    files = {
        "organisations/ssu.md": "---\ntitle: Strategisk utval\nkind: strategic\n---\n",
        "meetings/ssu/2021-03-05.md": agenda,
    }
    folder = portal(files)
    assert folder.command("write", str(folder.root / "out")).exit_code == 0
    with served(folder.root / "out", "/") as address:
        tab.goto(f"{address}oppfolging/")
        assert offered(tab, "Ansvarleg") == ["Alle 2", "Kari 1", "Verkstaden 2"]
        assert offered(tab, "Tilstand") == ["Alle 2", "Over frist 2"]
        assert tab.locator(".task:visible .what").count() == 3
        choose(tab, "Tilstand", "Over frist")
        assert told(tab) == "Viser 2 av 2 oppgåver"
        assert offered(tab, "Ansvarleg") == ["Alle 2", "Kari 1", "Verkstaden 2"]
        choose(tab, "Ansvarleg", "Kari")
        assert tab.locator(".task:visible .what").all_inner_texts() == ["Måle sundet"]
        assert tab.locator("main h2:visible").all_inner_texts() == ["Kari"]


def test_what_is_new_since_a_day_is_marked_and_the_day_stands_in_the_address(tab: Page, address: str) -> None:
    """Nothing is stored; without a day nothing is marked."""
    tab.goto(f"{address}nytt/")
    days = tab.eval_on_selector_all("section.group h2", "all => all.map((one) => one.id.slice(1))")
    assert len(days) > 3
    assert tab.locator(".new").count() == 0
    since = days[2]
    tab.get_by_label("Vis det som er nytt sidan").fill(since)
    tab.get_by_role("button", name="Merk nytt").click()
    assert tab.url.endswith(f"/nytt/?sidan={since}")
    assert tab.locator(".new").count() == 3
    number = tab.locator("section.group.is-new [data-entry]").count()
    told = f"{number} endringar sidan den dagen."
    assert tab.get_by_role("status").first.inner_text() == told
    tab.goto(f"{address}nytt/?sidan={since}")
    assert tab.get_by_role("status").first.inner_text() == told
    tab.go_back()
    tab.reload()
    assert tab.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_register_is_searched_and_sorted_and_the_address_keeps_both(tab: Page, address: str) -> None:
    tab.goto(f"{address}saker/")
    rows = tab.locator("main tbody tr")
    number = rows.count()
    tab.locator("[data-finder] input").fill("tabell")
    tab.wait_for_url("**/saker/?q=tabell")
    assert tab.locator("main tbody tr:visible").count() == 1
    tab.reload()
    assert tab.locator("main tbody tr:visible").count() == 1
    tab.goto(f"{address}saker/")
    tab.get_by_role("button", name="Sak", exact=True).click()
    titles = tab.locator("main tbody th").all_inner_texts()
    assert titles == sorted(titles, key=lambda title: title.lower().replace("å", "~"))
    assert len(titles) == number
    tab.get_by_role("button", name="Sak", exact=True).click()
    tab.wait_for_url("**/saker/?sorter=-1")
    assert tab.locator("th[aria-sort=descending]").inner_text() == "Sak"
    tab.reload()
    assert tab.locator("main tbody th").all_inner_texts() == titles[::-1]


def test_decisions_are_sorted_as_one_list_and_the_address_keeps_it(tab: Page, address: str) -> None:
    tab.goto(f"{address}vedtak/")
    first = tab.locator("main .register [data-holds] h3").all_inner_texts()
    tab.get_by_role("button", name="Tittel", exact=True).click()
    tab.wait_for_url("**/vedtak/?sorter=3")
    flat = tab.locator("[data-flat] > li")
    titles = [words.lower() for words in flat.locator("h3").all_inner_texts()]
    assert len(titles) == len(first)
    assert tab.locator("main section[data-group]:visible").count() == 0
    assert tab.get_by_role("button", name="Tittel", exact=True).get_attribute("aria-pressed") == "true"
    tab.get_by_role("button", name="Tittel", exact=True).click()
    tab.wait_for_url("**/vedtak/?sorter=-3")
    assert [words.lower() for words in flat.locator("h3").all_inner_texts()] == titles[::-1]
    tab.reload()
    assert [words.lower() for words in flat.locator("h3").all_inner_texts()] == titles[::-1]
    tab.locator("[data-finder] input").fill("zzz")
    tab.wait_for_url("**q=zzz")
    assert flat.filter(visible=True).count() == 0
    assert tab.locator("[data-none]").is_visible()
    tab.goto(f"{address}vedtak/")
    assert tab.locator("main .register [data-holds] h3").all_inner_texts() == first
    assert tab.locator("[data-flat]").is_hidden()


def test_follow_ups_are_searched_and_sorted_and_say_whose_they_are(tab: Page, address: str) -> None:
    tab.goto(f"{address}oppfolging/")
    number = tab.locator("[data-left]").inner_text()
    tab.get_by_role("button", name="Frist", exact=True).click()
    flat = tab.locator("[data-flat] > li")
    days = flat.locator(".due").evaluate_all("(all) => all.map((one) => one.dataset.key ?? '')")
    known = [day for day in days if day]
    assert known == sorted(known)
    assert days == known + [""] * (len(days) - len(known)), "what has no day comes last, both ways"
    assert tab.locator("[data-left]").inner_text() == number
    assert flat.first.locator("p.small").inner_text() != ""
    tab.get_by_role("button", name="Frist", exact=True).click()
    tab.wait_for_url("**/oppfolging/?sorter=-1")
    tab.locator("[data-finder] input").fill("plan")
    tab.wait_for_url("**q=plan")
    assert 0 < flat.filter(visible=True).count() < len(days)


def test_all_meetings_are_searched_and_sorted_in_a_fold(tab: Page, address: str) -> None:
    tab.goto(f"{address}moter/")
    rows = tab.locator("[data-opens] tbody tr")
    assert rows.count() > 3
    assert rows.first.is_hidden()
    tab.locator("[data-finder] input").fill("strategisk")
    tab.wait_for_url("**/moter/?q=strategisk")
    found = tab.locator("[data-opens] tbody tr:visible")
    assert 0 < found.count() < rows.count()
    tab.goto(f"{address}moter/?sorter=2")
    days = rows.locator("[data-key]").evaluate_all("(all) => all.map((one) => one.dataset.key)")
    assert days == sorted(days)
    assert rows.first.is_visible()
    tab.get_by_role("button", name="Dato", exact=True).click()
    tab.wait_for_url("**/moter/?sorter=-2")
