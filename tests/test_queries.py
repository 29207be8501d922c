"""Sixty things that people type into the search, and what each of them finds first, on a site in either language."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page

from portal.language.catalogue import LANGUAGES
from support.browser import path_of, served
from support.portals import make_portal

SUB_PATH = "/under/a/path/"
RECORDS: dict[str, str] = {
    "organisations/ssu.md": """
        ---
        title: Strategisk samarbeidsutval
        short: SSU
        kind: strategic
        deadlines: {submission: 21}
        members: [{name: Kari Nordvik, organisation: fjord-kommune, position: leader}]
        ---
        Utvalet handsamar saker som gjeld alle partane.
        """,
    "organisations/fsu.md": "---\ntitle: Fagleg samarbeidsutval for rus\nshort: FSU\nkind: professional\n---\n",
    "organisations/sekretariatet.md": """
        ---
        title: Fjordsekretariatet
        kind: secretariat
        contact: {email: post@fjord.example, phone: 55 00 11 22}
        ---
        """,
    "organisations/fjord-kommune.md": "---\ntitle: Fjord kommune\nkind: municipality\n---\n",
    "organisations/helse-fjord.md": "---\ntitle: Helse Fjord\nkind: hospital_trust\n---\nSjukehuset ved fjorden.\n",
    "projects/heimeoppfolging.md": "---\ntitle: Digital heimeoppfølging\nphase: active\n---\nUtstyr.\n",
    "cases/2026-okonomi.md": "---\ntitle: Økonomi og budsjett\nsubmitted: 2026-01-15\nfor: [ssu]\n---\nRekneskapen.\n",
    "cases/2026-laering.md": "---\ntitle: Læring og meistring\nsubmitted: 2026-01-16\n---\nKurs for tilsette.\n",
    "cases/2026-parorande.md": "---\ntitle: Pårørande i møte med tenesta\nsubmitted: 2026-01-17\n---\nBarn og unge.\n",
    "cases/2026-utskriving.md": """
        ---
        title: Rutine for utskriving
        submitted: 2026-01-18
        archive_ref: 2026/0019
        for: [ssu]
        ---
        Pasientar som er klare til å reise heim.
        """,
    "cases/2026-ambulanse.md": "---\ntitle: Ambulanse om natta\nsubmitted: 2026-01-19\n---\nBeredskapen ute.\n",
    "meetings/ssu/2026-02-12.md": """
        ---
        number: 1/2026
        agenda:
          - {number: 02/26, case: 2026-utskriving, outcome: decided}
          - {number: 19/26, case: 2026-okonomi, outcome: noted}
        ---
        ## 02/26
        Utvalet drøfta rutinen.
        ### Vedtak
        Rutinen blir vedteken.
        """,
    "meetings/ssu/2026-05-21.md": """
        ---
        number: 2/2026
        agenda: [{number: 21/26, case: 2026-laering, outcome: noted}]
        ---
        ## 21/26
        Kurset er halde.
        """,
    "meetings/ssu/2026-09-17.md": "---\nnumber: 3/2026\nagenda: [{number: 30/26, case: 2026-ambulanse}]\n---\n",
    "meetings/fsu/2026-06-09.md": "---\nnumber: 5/2026\n---\n",
    "meetings/ssu/2027-02-11.md": "---\nnumber: 1/2027\n---\n",
}
TODAY = "1781000000"
"""9 June 2026."""

FIRST = {
    # numbers
    "møte 2/2026": "moter/ssu/2026-05-21/",
    "møtet 2/26": "moter/ssu/2026-05-21/",
    "mote 3/2026": "moter/ssu/2026-09-17/",
    "ssu møte 1/2026": "moter/ssu/2026-02-12/",
    "sak 02/26": "saker/2026-utskriving/",
    "2/2026": "saker/2026-utskriving/",
    "saksnr. 19/26": "saker/2026-okonomi/",
    "19/2026": "saker/2026-okonomi/",
    "2026/0019": "saker/2026-utskriving/",
    "arkiv 2026/0019": "saker/2026-utskriving/",
    "21-26": "saker/2026-laering/",
    # days
    "2026-09-17": "moter/ssu/2026-09-17/",
    "17.09.2026": "moter/ssu/2026-09-17/",
    "17.9.2026": "moter/ssu/2026-09-17/",
    "17. september 2026": "moter/ssu/2026-09-17/",
    "17 sep 2026": "moter/ssu/2026-09-17/",
    "møte 17. september 2026": "moter/ssu/2026-09-17/",
    "møtet 9.6.2026": "moter/fsu/2026-06-09/",
    "21. mai 2026": "moter/ssu/2026-05-21/",
    "12. februar 2026": "moter/ssu/2026-02-12/",
    # letters that a keyboard does not have
    "okonomi": "saker/2026-okonomi/",
    "oekonomi": "saker/2026-okonomi/",
    "økonomi": "saker/2026-okonomi/",
    "okonomien": "saker/2026-okonomi/",
    "laering": "saker/2026-laering/",
    "laring": "saker/2026-laering/",
    "læring": "saker/2026-laering/",
    "parorande": "saker/2026-parorande/",
    "paaroerande": "saker/2026-parorande/",
    "parorende": "saker/2026-parorande/",
    "pårørende": "saker/2026-parorande/",
    "heimeoppfolging": "prosjekt/heimeoppfolging/",
    "hjemmeoppfølging": "prosjekt/heimeoppfolging/",
    "okonomi budsjett": "saker/2026-okonomi/",
    # names
    "SSU": "utval/ssu/",
    "ssu": "utval/ssu/",
    "hvem sitter i ssu": "utval/ssu/",
    "kven sit i SSU?": "utval/ssu/",
    "medlemmer i ssu": "utval/ssu/",
    "neste møte i ssu": "utval/ssu/",
    "fsu": "utval/fsu/",
    "strategisk samarbeidsutval": "utval/ssu/",
    "strategisk samarbeidsutvalg": "utval/ssu/",
    "fjord kommune": "partar/fjord-kommune/",
    "helse fjord": "partar/helse-fjord/",
    "helseforetak": "partar/helse-fjord/",
    "digital heimeoppfølging": "prosjekt/heimeoppfolging/",
    "rutine for utskriving": "saker/2026-utskriving/",
    "ambulanse om natta": "saker/2026-ambulanse/",
    # what the site does
    "meld sak": "meld-sak/",
    "melde inn sak": "meld-sak/",
    "skjema": "meld-sak/",
    "møteplan 2027": "moter/2027/",
    "moteplan 2026": "moter/2026/",
    "kalender": "moter/",
    "møtekalender": "moter/",
    "medlemmer": "utval/",
    "medlemer": "utval/",
    "kommuner": "partar/",
    "kontakt": "utval/sekretariatet/",
    "telefonnummer": "utval/sekretariatet/",
    "siste nytt": "nytt/",
    "excel": "data/",
    "frister": "oppfolging/",
    # words
    "utskrivning": "saker/2026-utskriving/",
    "ambulansen": "saker/2026-ambulanse/",
    "budsjett": "saker/2026-okonomi/",
    "sykehus": "partar/helse-fjord/",
}
MEANT = {"utskivning": "utskriving", "utskrivelse": "utskriving", "ambulance": "ambulanse"}


@pytest.fixture(scope="module", params=LANGUAGES)
def address(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[str]:
    portal = make_portal(tmp_path_factory.mktemp("queries") / "portal", RECORDS, request.param).without_papers()
    written = portal.command("write", str(portal.root / "site"), epoch=TODAY)
    assert written.exit_code == 0, written.output
    with served(portal.root / "site", SUB_PATH) as url:
        yield url


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def asked(page: Page, address: str, query: str) -> list[str]:
    """Where the hits of a query lead, in order, below the site."""
    page.goto(f"{address}sok/?{urlencode({'q': query})}")
    page.wait_for_selector("#_liste > li, #_ingen:not([hidden])")
    links = page.eval_on_selector_all("#_liste .hit h3 a", "links => links.map((one) => one.pathname)")
    return [str(link).removeprefix(SUB_PATH) for link in links]


def test_the_right_page_comes_first(page: Page, address: str) -> None:
    assert len(FIRST) >= 60
    found = {query: asked(page, address, query)[:1] for query in FIRST}
    assert {query: hits for query, hits in found.items() if hits != [FIRST[query]]} == {}


def test_a_page_is_told_once(page: Page, address: str) -> None:
    for query in ("ssu", "møte 2/2026", "2026-09-17", "okonomi", "meld sak"):
        hits = asked(page, address, query)
        assert len(hits) == len({*hits}), query


def test_a_misspelt_word_leads_to_the_one_that_was_meant(page: Page, address: str) -> None:
    """To a word of the index; where nothing is near, nothing is offered."""
    for query, meant in MEANT.items():
        asked(page, address, query)
        link = page.locator("#_meinte a")
        assert link.inner_text() == f"«{meant}»", query
        link.click()
        page.wait_for_url(f"**/sok/?q={meant}")
        page.locator("#_liste > li").first.wait_for()
    asked(page, address, "xyzzyqx")
    assert not page.locator("#_meinte").is_visible()


def test_where_no_page_has_all_words_fewer_are_tried_and_told(page: Page, address: str) -> None:
    assert asked(page, address, "ambulanse budsjett natta")[0] == "saker/2026-ambulanse/"
    assert "«ambulanse natta»" in page.get_by_role("status").inner_text()


def test_letters_are_folded_one_way(page: Page, address: str) -> None:
    page.goto(f"{address}sok/")
    words = ["læring", "laering", "laring", "ØKONOMI", "oekonomi", "okonomi", "Åsane", "Aasane", "asane", "idé"]
    told = page.evaluate(
        "([script, words]) => import(script).then((of) => words.map(of.folded))", [path_of(page, "search"), words]
    )
    assert told == ["laring"] * 3 + ["okonomi"] * 3 + ["asane"] * 3 + ["ide"]


REQUESTS = """new MutationObserver(() => {
  if (window.asked || !document.querySelector("#_fyrste > li, #_liste > li")) return;
  window.asked = performance.getEntriesByType("resource").length + 1;
}).observe(document, { subtree: true, childList: true })"""


@pytest.mark.parametrize("query", ["utskriving", "okonomi", "møte 2/2026", "rutine utskriving", "ssu", "kalender"])
def test_the_first_hit_is_there_after_few_requests(browser: Browser, address: str, query: str) -> None:
    """On a slow line each costs a part of a second: at most twelve, the page and all that it is made of with them."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(REQUESTS)
    page.goto(f"{address}sok/?q={query}")
    page.locator("#_liste > li").first.wait_for()
    assert page.evaluate("window.asked") <= 12
    context.close()


def test_pressing_twice_for_more_shows_each_hit_once(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    case = "---\ntitle: Skuletur {0}\nsubmitted: 2026-01-15\n---\nTuren.\n"
    files = {f"cases/2026-tur-{n}.md": case.format(n) for n in range(34)}
    portal = make_portal(tmp_path_factory.mktemp("more") / "portal", files).without_papers()
    assert portal.command("write", str(portal.root / "site"), epoch=TODAY).exit_code == 0
    with served(portal.root / "site", SUB_PATH) as url:
        page = browser.new_page()
        page.goto(f"{url}sok/?q=skuletur")
        page.locator("#_liste > li").nth(9).wait_for()
        page.evaluate("() => { const more = document.getElementById('_fleire'); more.click(); more.click(); }")
        page.locator("#_liste > li").nth(19).wait_for()
        page.evaluate("document.getElementById('_fleire').click()")
        page.locator("#_liste > li").nth(29).wait_for()
        page.evaluate("document.getElementById('_fleire').click()")
        page.locator("#_liste > li").nth(33).wait_for()
        titles = page.locator(".hit h3").all_inner_texts()
        assert len(titles) == len({*titles}) == 34
        page.close()
