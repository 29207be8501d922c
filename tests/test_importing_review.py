"""The page on which an editor goes through an import, in a real browser: by keyboard, with a mouse, and from elsewhere.

All bodies, people and cases are invented.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
import typst
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from portal.source.frontmatter import read_document
from support.documents import heading, paragraph, word_file
from support.portals import PortalFolder, make_portal

LATE = "1900000000"
RULES = {"resultTypes": ["violations"]}
BODIES = {
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nshort: SSU\nkind: strategic\n---\n",
    "organisations/fsu.md": "---\ntitle: Fagleg samarbeidsutval for eldre\nshort: FSU\nkind: professional\n---\n",
}
SHEET = """
#set page("a4", margin: 2cm)
#set text(11pt)
= Referat

Strategisk samarbeidsutval

Dato: 12. februar 2026 \\
Stad: Rådhuset

Til stades:
- Ada Lie (leiar, Tangvåg kommune)
- Bo Moe (Helse Storhav)

== Sak 1/26 Felles lampeplan
Utvalet snakka om lamper.

== Sak 2/26 Nye stolar
Vedtak: \\
Samrøystes vedteke.
"""
WORD = [
    heading(0, "Referat"),
    paragraph("Fagleg samarbeidsutval for eldre"),
    paragraph("Ta med nistepakke"),
    paragraph("Dato: 10. mars 2026"),
    paragraph("Tid: kl. 10.00–12.00"),
    paragraph("Stad: Helsehuset"),
    paragraph("Til stades: Siv Ås (leiar, Tangvåg kommune)"),
    heading(1, "Sak 4/26 Felles lampeplan"),
    paragraph("Utvalet høyrde om lampene."),
]


@pytest.fixture
def folder(tmp_path: Path) -> PortalFolder:
    """A portal with two bodies; a PDF of the one and a Word file of the other lie beside it."""
    (tmp_path / "ein.pdf").write_bytes(typst.compile(SHEET.encode()))
    word_file(tmp_path / "to.docx", WORD)
    return make_portal(tmp_path / "portal", BODIES)


@contextmanager
def reviewed(folder: PortalFolder, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`portal import --review`: the address of the page, and the command while it runs."""
    command = [
        sys.executable,
        "-m",
        "portal.commands.cli",
        "--root",
        str(folder.root),
        "import",
        "--review",
        "--no-browser",
    ]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": LATE}
    with subprocess.Popen(
        [*command, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr
            found = next(filter(None, (re.search(r"http://\S+", line) for line in process.stderr)))
            yield found[0], process
        finally:
            process.terminate()


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Page]:
    """The page in a browser; what the browser complains of is a fault."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.goto(url)
    yield page
    context.close()
    assert said == []


def papers(folder: PortalFolder) -> list[str]:
    return [str(folder.root.parent / name) for name in ("ein.pdf", "to.docx")]


def facts(folder: PortalFolder, path: str) -> dict[str, Any]:
    return read_document((folder.root / path).read_text("utf-8"), path).facts


def tab_to(page: Page, selector: str) -> None:
    """Tab on until what a selector means has the focus."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.locator(selector).evaluate_all("(all) => all.includes(document.activeElement)"):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def settled(page: Page, words: str) -> None:
    """Wait until the page says something."""
    page.wait_for_function("(words) => document.body.innerText.includes(words)", arg=words)


def test_an_import_is_gone_through_by_keyboard(folder: PortalFolder, browser: Browser) -> None:
    """Three questions are answered and a line is placed; what is written is what the page showed, and the check is
    green."""
    with reviewed(folder, *papers(folder), "--cases") as (url, process):
        with opened(browser, url) as page:
            assert "3 spørsmål står att." in page.inner_text("#_progress")
            assert Axe().run(page, options=RULES).response["violations"] == []
            # when it begins, in words of one's own
            tab_to(page, ".question:has-text('start') input[type=radio]")
            tab_to(page, ".question .own")
            page.keyboard.type("09:30")
            page.keyboard.press("Tab")
            settled(page, "2 spørsmål står att.")
            # what became of two items, from a list
            for number in ("1/26", "4/26"):
                tab_to(page, f".question:has(legend:text('{number}')) select")
                page.keyboard.type("Dr")
                page.keyboard.press("Enter")
                settled(page, "Eitt spørsmål" if number == "1/26" else "0 spørsmål")
            assert page.locator("pre", has_text="outcome: discussed").count() == 2
            # a line that was left out becomes words of the meeting
            tab_to(page, ".lines button:has-text('nistepakke')")
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "_to"
            assert page.locator(".document .lit").inner_text() == "Ta med nistepakke"
            page.keyboard.type("Teksten i posten")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.wait_for_function("() => document.querySelector('.lines [data-state=taken]') !== null")
            shown = {path: page.locator("article", has_text=path).locator("pre").text_content() for path in WRITTEN}
            assert Axe().run(page, options=RULES).response["violations"] == []
            tab_to(page, "#_save")
            page.keyboard.press("Enter")
            settled(page, "Sjekken fann ingen feil.")
            assert Axe().run(page, options=RULES).response["violations"] == []
        assert process.wait(20) == 0
    assert {path: (folder.root / path).read_text("utf-8") for path in WRITTEN} == shown
    assert facts(folder, WRITTEN[0])["start"] == "09:30"
    assert "Ta med nistepakke" in shown[WRITTEN[1]]
    assert facts(folder, "cases/2026-felles-lampeplan.md") == {"title": "Felles lampeplan"}
    assert folder.check(LATE).exit_code == 0


WRITTEN = ("meetings/ssu/2026-02-12.md", "meetings/fsu/2026-03-10.md")


def test_each_fact_leads_to_its_source_and_back(folder: PortalFolder, browser: Browser) -> None:
    """A fact's link lights the box that it was read in; Enter there leads back, and the arrows go from box to box."""
    with reviewed(folder, *papers(folder)) as (url, _), opened(browser, url) as page:
        place = page.locator(".fact[data-field=place]").first
        place.locator("a.source").click()
        box = page.locator(".document .lit")
        assert "Rådhuset" in (box.text_content() or "")
        assert box.evaluate("(one) => one === document.activeElement")
        picture = page.locator(".sheet img").first.bounding_box()
        lit = box.bounding_box()
        assert picture and lit
        assert picture["x"] < lit["x"] < lit["x"] + lit["width"] < picture["x"] + picture["width"]
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('.fact').dataset.field") == "place"
        place.locator("a.source").click()
        here = page.evaluate("document.activeElement.id")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.matches('.document .at')")
        assert page.evaluate("document.activeElement.id") != here
        assert page.locator(".document .spot[tabindex='0']").count() == 1


def test_a_fact_is_mended_and_the_record_follows(folder: PortalFolder, browser: Browser) -> None:
    with reviewed(folder, *papers(folder)) as (url, _), opened(browser, url) as page:
        page.locator(".fact[data-field=place] button.mend").first.click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("Biblioteket")
        page.get_by_role("button", name="Bruk").click()
        page.wait_for_function("() => document.querySelector('pre').textContent.includes('place: Biblioteket')")
        page.wait_for_function("() => document.activeElement.matches('.fact[data-field=place] .mend')")
        page.reload()  # what was said stays
        assert "place: Biblioteket" in (page.locator("pre").first.text_content() or "")


def test_a_body_that_the_document_does_not_say_is_asked_for_first(folder: PortalFolder, browser: Browser) -> None:
    """There is no record before it is answered; the answer finds one."""
    path = folder.root.parent / "utan.docx"
    word_file(path, [block for block in WORD if "utval for eldre" not in block])
    with reviewed(folder, str(path)) as (url, _), opened(browser, url) as page:
        assert page.locator("article").count() == 0
        page.get_by_label("Fagleg samarbeidsutval for eldre").check()
        page.wait_for_selector("article")
        assert page.locator("article h3").inner_text() == "meetings/fsu/2026-03-10.md"
        assert page.get_by_label("Fagleg samarbeidsutval for eldre").is_checked()


def test_the_page_is_for_this_machine_and_for_who_has_its_address(folder: PortalFolder) -> None:
    """Another host name, a page from elsewhere, a guessed address and a file that is not its own get nothing."""
    with reviewed(folder, *papers(folder)) as (url, _):
        root = re.match(r"http://[^/]+/", url)
        assert root and url.startswith("http://127.0.0.1:")
        with urlopen(url) as answer:
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Cache-Control"] == "no-store"
        asked = {"Content-Type": "application/json"}
        said, beyond, elsewhere = (
            json.dumps({"record": record, "field": field, "words": "x"}).encode()
            for record, field in ((WRITTEN[0], "place"), (WRITTEN[0], "agenda.99.title"), ("x.md", "place"))
        )
        refused = [
            Request(root[0]),
            Request(f"{root[0]}review.css"),
            Request(f"{root[0]}{'x' * 32}/"),
            Request(url, headers={"Host": "example.org"}),
            Request(f"{url}../mkdocs.yml"),
            Request(f"{url}session.py"),
            Request(f"{url}mend", said, {**asked, "Origin": "https://example.org"}),
            Request(f"{root[0]}mend", said, asked),
            Request(f"{url}mend", said, {"Content-Type": "text/plain"}),
            Request(f"{url}other", said, asked),
            Request(f"{url}mend", b"[", asked),
            Request(f"{url}mend", beyond, asked),
            Request(f"{url}mend", elsewhere, asked),
            Request(f"{url}answer", json.dumps({"id": "q", "words": ""}).encode(), asked),
        ]
        assert [_status(one) for one in refused] == [404] * 8 + [400] * 6
        assert _status(Request(f"{url}mend", said, asked)) == 200
        assert _status(Request(url)) == 200


def _status(request: Request) -> int:
    try:
        with urlopen(request) as answer:
            return int(answer.status)
    except HTTPError as fault:
        with fault:
            return fault.code


def test_a_long_document_stays_fluent(folder: PortalFolder, browser: Browser) -> None:
    """Of a hundred pages only those near what is seen are drawn, and an answer is back within a second."""
    pages = "#pagebreak()\n".join(
        f"== Sak {n}/26 Lampe nummer {n}\nVedtak: \\\nSamrøystes vedteke.\n" for n in range(1, 101)
    )
    path = folder.root.parent / "lang.pdf"
    path.write_bytes(typst.compile((SHEET.partition("== Sak")[0] + pages).encode()))
    with reviewed(folder, str(path)) as (url, _), opened(browser, url) as page:
        assert page.locator(".sheet").count() == 100
        drawn = "[...document.querySelectorAll('.sheet img')].filter((one) => one.complete && one.naturalWidth).length"
        page.wait_for_function(f"() => {drawn} > 0")
        assert page.evaluate(drawn) < 20
        own = page.locator(".question .own").first
        own.fill("09:30")
        took = page.evaluate(
            """() => new Promise((done) => {
              const begun = performance.now();
              const seen = new MutationObserver(() => done(performance.now() - begun));
              seen.observe(document.getElementById("_records"), { childList: true });
              document.querySelector(".question .own").dispatchEvent(new Event("change", { bubbles: true }));
            })"""
        )
        assert took < 2000
        page.locator(".document").evaluate("(one) => { one.scrollTop = one.scrollHeight; }")
        page.wait_for_function("() => document.querySelectorAll('.sheet img')[99].naturalWidth > 0")


def test_the_page_speaks_the_portal_s_language(tmp_path: Path, browser: Browser) -> None:
    folder = make_portal(tmp_path / "portal", BODIES, lang="nb")
    word_file(tmp_path / "to.docx", WORD)
    with reviewed(folder, str(tmp_path / "to.docx")) as (url, _), opened(browser, url) as page:
        assert page.locator("html").get_attribute("lang") == "nb"
        assert page.get_by_role("heading", name="Postene slik de blir skrevet").is_visible()


def test_what_is_wrong_is_shown_in_the_page(folder: PortalFolder, browser: Browser) -> None:
    """What the check refuses is not written, is told of in the page, and can be mended and written there."""
    with reviewed(folder, papers(folder)[1]) as (url, process):
        with opened(browser, url) as page:
            mended = page.locator(".fact[data-field=start]")
            mended.get_by_role("button", name="Endre").click()
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type("kvart på ti")
            page.get_by_role("button", name="Bruk").click()
            page.wait_for_function("() => document.querySelector('pre').textContent.includes('kvart på ti')")
            page.get_by_role("button", name="Skriv postane").click()
            settled(page, "Ikkje alt er skrive")
            assert not (folder.root / "meetings/fsu").exists()
            mended.get_by_role("button", name="Endre").click()
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type("09:45")
            page.get_by_role("button", name="Bruk").click()
            page.wait_for_function("() => document.querySelector('pre').textContent.includes('09:45')")
            page.get_by_role("button", name="Skriv postane").click()
            settled(page, "Postane er skrivne")
        assert process.wait(20) == 0
    assert facts(folder, "meetings/fsu/2026-03-10.md")["start"] == "09:45"


def test_a_review_writes_when_it_is_told_to_and_so_has_no_dry_run(folder: PortalFolder) -> None:
    refused = folder.command("import", "--review", "--dry-run", papers(folder)[0])
    assert refused.exit_code == 2
    assert "«--review» skriv ikkje noko før du seier det" in refused.output


def test_a_review_of_nothing_that_can_be_read_opens_nothing(folder: PortalFolder) -> None:
    folder.write({"inn/tom.txt": ""})
    refused = folder.command("import", "--review", "--no-browser", str(folder.root / "inn/tom.txt"))
    assert refused.exit_code == 1
    assert refused.output == "tom.txt: Fila er tom.\nIngen post er skriven.\n"
