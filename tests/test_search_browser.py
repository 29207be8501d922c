"""The search as a reader uses it: the built site in a real browser, under a sub-path and a strict content policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, sync_playwright

from portal.language.catalogue import catalogue_for
from portal.source.twins import read_twins
from support.browser import launch, path_of, served
from support.portals import PAGES, make_portal
from support.small import SMALL
from test_search import OLD, SIGNS

NN = catalogue_for("nn").text
SUB_PATH = "/under/a/path/"
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'"
CONTENT = {
    f"content/{page.relative_to(PAGES / 'nn').as_posix()}": f"# {page.stem}\n" for page in (PAGES / "nn").rglob("*.md")
}
"""Pages of a word each, in place of all those that come with the package."""
MORE = {
    **CONTENT,
    "content/om-innmelding.md": "# Om innmelding\n\nSlik melder du saker til pasientane sitt beste.\n",
    "content/tilgjenge.md": "# Tilgjenge\n",
    "cases/2020-utskriving.md": """
        ---
        title: Utskrivning av pasienter fra sykehuset
        lang: nb
        type: O
        submitted: 2020-02-03
        archive_ref: 2020/4587
        ---

        Sykehuset og kommunene samarbeider om utskrivningsklare pasienter. Dagsordenen er lagt.
        """,
    "themes.yml": "- {id: heime, title: {nn: Heime, nb: Hjemme}, kind: subject}\n",
    "cases/2021-heim.md": """
        ---
        themes: [heime]
        title: Digital heimeoppfølging
        type: D
        submitted: 2021-03-01
        for: [ou]
        ---

        Sjukehusa og områdeutvalet ser på heimeoppfølging. Saklista er klar.
        """,
    **{
        f"cases/2019-mange-{n}.md": f"---\ntitle: Skuletur {n}\ntype: O\nsubmitted: 2019-04-0{n % 9 + 1}\n---\nTuren.\n"
        for n in range(12)
    },
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    portal = make_portal(tmp_path_factory.mktemp("searched") / "portal", {**SMALL, **OLD, **MORE})
    settings = portal.root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8")
        .replace("helsefellesskap.example/", f"helse.example{SUB_PATH}")
        .replace("paper: true", "paper: false")
    )
    result = portal.command("write", str(portal.root / "site"))
    assert result.exit_code == 0, result.output
    with served(portal.root / "site", SUB_PATH) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


def _under_policy(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that may run no script of its own and ask nobody else; nothing may be said in the console."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.on("request", lambda request: None if request.url.startswith(address) else said.append(request.url))
    page.route("**/sok/**", _under_policy)
    yield page
    context.close()
    assert said == []


def search(page: Page, address: str, query: str) -> list[str]:
    """The titles of the hits, once they are there."""
    page.goto(f"{address}sok/?{query}")
    return titles(page)


def titles(page: Page) -> list[str]:
    page.locator("#_liste > li, #_ingen:not([hidden])").first.wait_for()
    return page.locator(".hit h3").all_inner_texts()


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def counts(page: Page, facet: str) -> list[str]:
    """The choices of a facet, each with its number."""
    page.locator(f"[data-facet={facet}] li").first.wait_for(state="attached")
    rows = page.locator(f"[data-facet={facet}] li").all()
    return [" ".join(row.locator("span").all_text_contents()) for row in rows]


# -- words


WORDS = {
    "sjukehus": {"Digital heimeoppfølging", "Utskrivning av pasienter fra sykehuset", "Helse Fjord"},
    "sykehusets": {"Digital heimeoppfølging", "Utskrivning av pasienter fra sykehuset", "Helse Fjord"},
    "pasientane": {"Utskrivning av pasienter fra sykehuset", "Om innmelding"},
    "hjemmeoppfølging": {"Digital heimeoppfølging"},
    "dagsorden områdeutvalg": {"Digital heimeoppfølging"},
    "OU sakliste": {"Digital heimeoppfølging"},
}


def test_a_word_is_found_in_either_language_and_in_any_form(page: Page, address: str) -> None:
    """Nynorsk and bokmål share one index and one stemmer; twin words are looked for beside the one that was typed."""
    found = {query: search(page, address, f"q={query.replace(' ', '+')}") for query in WORDS}
    assert {query: set(told[: len(WORDS[query])]) for query, told in found.items()} == WORDS
    assert found["pasientane"][-1] == "Om innmelding"  # what records say comes before what is written of the site


def test_twins_that_were_looked_for_are_told(page: Page, address: str) -> None:
    search(page, address, "q=sjukehus")
    assert status(page).inner_text() == "3 treff på «sjukehus». Vi har også søkt etter «sykehus»."


def test_what_was_looked_for_is_marked(page: Page, address: str) -> None:
    """Text in the other language says so, and no sign of a number is seen."""
    search(page, address, "q=pasientar")
    excerpt = page.locator(".hit .excerpt").first
    assert excerpt.locator("mark").all_inner_texts() == ["pasienter."]
    assert excerpt.get_attribute("lang") == "nb"
    assert page.locator(".hit h3 a").first.get_attribute("lang") == "nb"
    search(page, address, "q=05/21")
    assert "n5y2021" not in page.locator("main").inner_text()


# -- numbers


SPELLINGS = ("05/21", "5/2021", "sak 05-21", "Sak nr. 5/21", "05/2021", "5-21", "005/2021")


def test_a_case_number_finds_the_case_and_the_item_in_any_spelling(page: Page, address: str) -> None:
    for spelling in SPELLINGS:
        found = search(page, address, f"q={spelling.replace(' ', '+')}")
        assert found[0] == "Felles nettside for Helsehuset"
        assert len(found) <= 4, spelling  # the case, the meeting, and what tells of them
        item = page.locator(".part a", has_text="05/21 Felles nettside for Helsehuset").first
        assert (item.get_attribute("href") or "").endswith("/moter/ssu/2021-02-19/#sak-05-21")
    assert search(page, address, "q=77/2021") == []


def test_no_sign_of_a_number_is_shown(page: Page, address: str) -> None:
    """A case's own signs stand before its words, others behind the numbers that they mean."""
    page.goto(f"{address}sok/")
    texts = [
        "n14y2020 <mark>n3y2021</mark> n2y2021. Ord om saka",
        "<mark>n3y2021</mark>. Ord",
        "sak 03/21 <mark>n3y2021</mark>, og 2/2021 n2y2021 der",
        "Ord. n0y0000.",
    ]
    shown = page.evaluate(
        "([script, texts]) => import(script).then((of) => texts.map(of.pieces))",
        [path_of(page, "search"), texts],
    )
    assert shown == [
        [["Ord om saka", False]],
        [["Ord", False]],
        [["sak ", False], ["03/21", True], [", og 2/2021 der", False]],
        [["Ord.", False]],
    ]


def test_an_archive_number_finds_its_case(page: Page, address: str) -> None:
    assert search(page, address, "q=2020/4587") == ["Utskrivning av pasienter fra sykehuset"]


def test_the_script_reads_numbers_as_the_index_does(page: Page, address: str) -> None:
    page.goto(f"{address}sok/")
    script = path_of(page, "search")
    pairs = [[first, second] for first, second, _ in SIGNS]
    told = page.evaluate(
        "([script, pairs]) => import(script).then((of) => pairs.map(([a, b]) => of.signOf(a, b)))", [script, pairs]
    )
    assert told == [sign or "" for _, _, sign in SIGNS]
    read = page.evaluate(
        "([script, texts]) => import(script).then((of) => texts.map(of.signed))",
        [script, ["sak 05-21 budsjett", "2021-02-19", "10.5/21", "vedtak 5/2021 og 6/21"]],
    )
    assert read == ["n5y2021 budsjett", "2021-02-19", "10.5/21", "vedtak n5y2021 og n6y2021"]


TWINS = {
    "sykehuset": ["sykehuset", "sjukehus"],
    "sykehusavtale": ["sykehusavtale", "sjukehusavtale"],
    "utvalget": ["utvalget", "utval"],
    "dagsordenen": ["dagsordenen", "sakliste"],
    "OU": ["OU", "områdeutval", "områdeutvalg"],
    "outsider": ["outsider"],
    "barn- og ungdom": ["barn- og ungdom", "born- og ungdom"],
}


def test_twins_stand_in_whole_words_and_in_compounds(page: Page, address: str) -> None:
    page.goto(f"{address}sok/")
    groups = [{"words": words, "there": words} for words in read_twins(Path("/nowhere"))[0]]
    found = page.evaluate(
        "([script, queries, groups]) => import(script).then((of) => queries.map((one) => of.variants(one, groups)))",
        [path_of(page, "search"), list(TWINS), groups],
    )
    assert dict(zip(TWINS, found, strict=True)) == TWINS


# -- parts, facets, address


def test_a_meeting_shows_its_items_and_its_decisions_as_such(page: Page, address: str) -> None:
    search(page, address, "q=planen")
    hit = page.locator(".hit", has=page.get_by_role("link", name="1/2021")).filter(has_text="Strategisk").first
    assert hit.locator(".kind").inner_text().startswith("Møte")
    decision = hit.locator(".part--decision a")
    assert decision.inner_text() == "Vedtak 05/21: Felles nettside for Helsehuset"
    decision.click()
    page.wait_for_url("**/moter/ssu/2021-02-19/#vedtak-05-21")


def test_facets_count_narrow_and_stand_in_the_address(page: Page, address: str) -> None:
    """A choice narrows the hits and the other facets' numbers; back takes it away again."""
    search(page, address, "q=sjukehus")
    assert counts(page, "kind") == ["Alle 3", "Sak 2", "Part 1"]
    assert counts(page, "year") == ["Alle 3", "2021 1", "2020 1"]
    assert counts(page, "theme") == ["Alle 3", "Heime 1"]
    page.locator("[data-facet=kind] summary").click()
    page.get_by_role("link", name="Sak 2").click()
    page.wait_for_url("**/sok/?q=sjukehus&kind=Sak")
    page.locator(".hit").nth(2).wait_for(state="detached")
    assert counts(page, "kind") == ["Alle 3", "Sak 2", "Part 1"]
    assert counts(page, "type") == ["Alle 2", "Drøfting 1", "Orientering 1"]
    assert page.locator("[data-facet=kind] summary").inner_text().split() == ["Kva", "det", "er", "Sak"]
    assert page.evaluate("document.activeElement.closest('[data-facet]').dataset.facet") == "kind"
    page.go_back()
    page.locator(".hit").nth(2).wait_for()
    assert page.url.endswith("/sok/?q=sjukehus")
    page.go_forward()
    page.locator(".hit").nth(2).wait_for(state="detached")


def test_an_address_with_choices_alone_shows_what_they_hold_the_newest_first(page: Page, address: str) -> None:
    found = search(page, address, "kind=Møte&body=Strategisk+samarbeidsutval")
    assert len(found) == 2
    assert page.locator(".excerpt").first.inner_text().startswith("Fredag 28. mai 2021")
    assert page.locator(".part").count() == 0
    assert page.locator(".hit .sub").first.inner_text().replace("\xa0", " ").endswith("28. mai 2021")


def test_more_hits_follow_on_demand(page: Page, address: str) -> None:
    """The next ones are told, and reading goes on at the first of them."""
    assert len(search(page, address, "q=skuletur")) == 10
    assert status(page).inner_text() == "12 treff på «skuletur». Viser dei 10 første."
    page.get_by_role("button", name=NN("search.more")).click()
    page.locator(".hit").nth(11).wait_for()
    assert status(page).inner_text() == "12 treff på «skuletur»."
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('.hit')[10]")


def test_nothing_found_gives_advice_and_leads_to_the_registers(page: Page, address: str) -> None:
    assert search(page, address, "q=xyzzyqx") == []
    assert status(page).inner_text() == "Ingen treff på «xyzzyqx»."
    assert page.get_by_role("heading", name=NN("search.none")).is_visible()
    assert page.locator("main").get_by_role("link", name="Saker").is_visible()


def test_hits_are_told_before_their_choices_have_come(page: Page, address: str) -> None:
    """On a slow line "Søkjer …" stayed in the place of what was found."""
    held: list[Route] = []
    page.route("**/*.pf_filter", lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no built-in
    assert search(page, address, "q=xyzzyqx") == []
    page.wait_for_timeout(800)  # far more than the 0.4 s after which the page says that it searches
    assert held
    assert status(page).inner_text() == "Ingen treff på «xyzzyqx»."
    for route in held:
        route.continue_()


def test_a_word_that_stands_nowhere_is_told_and_left_out(page: Page, address: str) -> None:
    """Pagefind would take a shorter word for it: "kommunekok" is no "kommune"."""
    assert search(page, address, "q=pasientar+kommunekok") == [
        "Utskrivning av pasienter fra sykehuset",
        "Om innmelding",
    ]
    told = "2 treff på «pasientar kommunekok». Ingen side har «kommunekok», så det er ikkje med i søket."
    assert status(page).inner_text() == told
    assert search(page, address, "q=kommunekok") == []
    assert search(page, address, "q=kommun") != []


def test_names_of_those_who_met_long_ago_are_not_found(page: Page, address: str) -> None:
    assert search(page, address, "q=Gammalvik") == []
    assert search(page, address, "q=Marit+Li") != []


def test_only_the_parts_of_the_index_that_are_asked_for_are_fetched(page: Page, address: str) -> None:
    """Pagefind fetches all of it when it is asked for every page by no word: the number of parts tells."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    search(page, address, "q=pasientar")
    counts(page, "kind")
    assert len([path for path in asked if path.endswith(".pf_fragment")]) == 2
    assert "search(null" not in page.request.get(urljoin(address, path_of(page, "search"))).text()
    scripts = {re.sub(r"\.[0-9a-f]{8}\.", ".", path) for path in asked if path.endswith(".js")}
    assert scripts == {"assets/portal/search.js", "pagefind/pagefind.js"}


# -- the form


def test_the_header_leads_to_the_search_from_every_page(page: Page, address: str) -> None:
    """With a field on a wide screen; on a phone its button leads to the page."""
    page.set_viewport_size({"width": 1400, "height": 800})
    page.goto(f"{address}saker/")
    field = page.get_by_role("searchbox", name=NN("search.label"))
    field.fill("pasientar")
    field.press("Enter")
    page.wait_for_url("**/sok/?q=pasientar")
    assert titles(page)[0] == "Utskrivning av pasienter fra sykehuset"
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{address}saker/")
    assert not field.is_visible()
    page.get_by_role("button", name=NN("search.button")).click()
    page.wait_for_url("**/sok/?q=")
    assert page.get_by_role("heading", name=NN("search.registers")).is_visible()


def test_typing_is_enough_and_leaves_one_entry_to_go_back_from(page: Page, address: str) -> None:
    page.goto(f"{address}om/")
    page.goto(f"{address}sok/")
    page.get_by_role("searchbox").fill("pasientar")
    page.wait_for_url("**/sok/?q=pasientar")
    status(page).filter(has_text="«pasientar»").wait_for()
    assert titles(page) == ["Utskrivning av pasienter fra sykehuset", "Om innmelding"]
    page.go_back()
    page.wait_for_url("**/om/")


def test_without_a_script_the_page_says_what_to_do(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}sok/?q=nettside")
    assert page.locator("noscript .notice").inner_text().startswith(NN("search.no_script"))
    page.locator("main").get_by_role("link", name="Vedtak").click()
    page.wait_for_url("**/vedtak/")
    context.close()


def test_an_index_that_does_not_answer_is_told_of(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/pagefind/pagefind.js", lambda route: route.abort())
    page.goto(f"{address}sok/?q=nettside")
    page.get_by_text(NN("search.failed")).wait_for()
    assert page.get_by_role("heading", name=NN("search.registers")).is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_search_can_be_used_by_all(browser: Browser, address: str, width: int, scheme: str) -> None:
    """No axe finding with hits, an open facet and no hit, and nothing to scroll sideways for."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for query in ("q=planen", "q=sykehus&kind=Sak", "q=xyzzyqx"):
        search(page, address, query)
        if "kind" in query:
            page.locator("[data-facet=kind] summary").click()
        violations = Axe().run(page, options=RULES).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if violations or wide:
            found[query] = [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in violations] + ["wide"] * wide
    assert found == {}
    context.close()
