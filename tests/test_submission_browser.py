"""The form for submitting a case, in a real browser: filled in, wrong, hostile, in both languages, on all screens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from portal.source.decoding import decode
from portal.source.frontmatter import read_document
from portal.text.outline import read_outline
from portal.text.plain import line_of
from support.browser import launch, served
from support.portals import PortalFolder, make_portal
from support.sites import read_page
from support.texts import html_of

SUB_PATH = "/under/a/path/"
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'"
"""As strict as a public site can be: nothing inline, nothing from elsewhere, nothing to ask."""

RECORDS: dict[str, str] = {
    "organisations/ssu.md": """
        ---
        title: Strategisk samarbeidsutval
        kind: strategic
        deadlines: {submission: 21}
        ---
        """,
    "organisations/ou.md": "---\ntitle: Områdeutvalget\nlang: nb\nkind: area\n---\n",
    "organisations/sekretariatet.md": """
        ---
        title: Sekretariatet
        kind: secretariat
        contact: {email: post@sekretariatet.example}
        ---
        """,
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "projects/nettside.md": "---\ntitle: Felles nettside\nphase: active\n---\n",
    "meetings/ssu/2021-06-30.md": "---\nnumber: 2/2021\n---\n",
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    folder = make_portal(tmp_path_factory.mktemp("submission") / "portal", RECORDS)
    settings_ = folder.root / "mkdocs.yml"
    text = settings_.read_text("utf-8")
    settings_.write_text(f"repo_url: https://git.example/felles/portal\n{text}", encoding="utf-8")
    _write(folder)
    return folder


def _write(folder: PortalFolder) -> None:
    written = folder.command("write", str(folder.root / "site"))
    assert written.exit_code == 0, written.output


@pytest.fixture(scope="module")
def address(portal: PortalFolder) -> Iterator[str]:
    with served(portal.root / "site", SUB_PATH) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The form, under a strict policy of content; what the browser complains of is a fault."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    page.route("**/*", _with_policy)
    page.goto(f"{address}meld-sak/")
    yield page
    context.close()
    assert said == []


def _with_policy(route: Any) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})


@pytest.fixture(scope="module")
def script(browser: Browser, address: str) -> Iterator[Page]:
    """A page on which the script's own functions can be called."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}meld-sak/")
    yield page
    context.close()


def _call(page: Page, name: str, *arguments: Any) -> Any:
    """Call a function that the script exports, once for each argument."""
    code = """async ([name, list]) => {
      const module = await import(document.querySelector("script[type=module]").src);
      return list.map((one) => module[name](one));
    }"""
    return page.evaluate(code, [name, list(arguments)])


def _download(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as info:
        page.get_by_role("button", name=button).click()
    path = folder / info.value.suggested_filename
    info.value.save_as(path)
    return path


def _facts(text: str) -> dict[str, Any]:
    decoded, problems = decode(text.encode(), "cases/x.md")
    assert problems == []
    document = read_document(decoded, "cases/x.md")
    assert document.problems == []
    return document.facts


# -- from the form to the case's page


def test_a_case_goes_from_the_form_to_its_page_by_keyboard(page: Page, portal: PortalFolder, tmp_path: Path) -> None:
    """In nynorsk, with the keyboard alone."""
    keys = page.keyboard
    page.locator("#_name").focus()
    for typed in ("Synnøve Haug", "Prosjektleiar", "Alver kommune", 'Rett medisin: «NO» & "ro"'):
        keys.type(typed)
        keys.press("Escape")  # the list of organisations
        keys.press("Tab")
    opened = ("Enter", "Tab")  # what may be left out is folded
    for press in (*opened, "Space", "Tab", "Space", "Tab", "Tab"):  # drøfting and vedtak, not orientering
        keys.press(press)
    for press in ("Space", "Tab", "Tab"):  # the first body
        keys.press(press)
    texts = ("Først.\n\n# Ikkje ei overskrift\n- eitt\n- to", "Ingen *stjerner*.", "", "Ei avgjerd.",
             "1. Utvalet sluttar seg til.\n2. <b>Alle</b> er med.")  # fmt: skip
    for number, typed in enumerate(texts):
        keys.insert_text(typed)
        for press in ("Tab", *(opened if number == 0 else ())):
            keys.press(press)
    for press in ("Tab", *opened):  # past the alternative
        keys.press(press)
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.insert_text("Saksgrunnlag: 10:30\n05/21")
    keys.press("Tab")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "_ferdig_t"
    file = _download(page, "Last ned fila", tmp_path)
    year = page.locator("#_date").input_value()[:4]
    assert file.name == f"{year}-rett-medisin-no-ro.md"
    text = file.read_text("utf-8")
    assert _facts(text) == {
        "title": 'Rett medisin: «NO» & "ro"',
        "type": "D/V",
        "submitted": page.locator("#_date").input_value(),
        "submitted_by": {"name": "Synnøve Haug", "role": "Prosjektleiar", "organisation": "Alver kommune"},
        "for": ["ssu"],
        "project": "nettside",
        "attachments": [{"title": "Saksgrunnlag: 10:30"}, {"title": "05/21"}],
    }
    shown = _published(portal, file.name, text)
    for words in ("Synnøve Haug, Prosjektleiar, Alver kommune", "Drøfting og vedtak", "Strategisk samarbeidsutval",
                  "# Ikkje ei overskrift", "Ingen *stjerner*.", "Kva innmeldaren ber om", "<b>Alle</b> er med.",
                  "Framlegg til vedtak", "05/21"):  # fmt: skip
        assert words in shown, words


def test_a_case_in_the_other_language_says_so(page: Page, portal: PortalFolder, tmp_path: Path) -> None:
    """In bokmål, with the mouse; the language is changed half way, and nothing typed is lost."""
    page.get_by_label("Namnet ditt").fill("Kari Nordvik")
    page.get_by_label("Kva gjeld saka?").fill("Felles opplæring")
    page.get_by_role("button", name="Bokmål").click()
    assert page.get_by_label("Navnet ditt").input_value() == "Kari Nordvik"
    assert page.get_by_label("Hva gjelder saken?").input_value() == "Felles opplæring"
    assert page.locator("#_skjema").get_attribute("lang") == "nb"
    page.get_by_label("Bakgrunn").fill("Kommunene har ulik praksis.")
    page.get_by_text("Prosess, formål og forslag, om du vil").click()
    page.get_by_label("Prosess og aktører").fill("Alle er med.")
    page.get_by_label("Forslag til vedtak").fill("Utvalget slutter seg til planen.")
    page.get_by_text("Sakstype og utvalg, om du vil").click()
    page.get_by_label("Områdeutvalget").check()
    page.get_by_label("Orientering").check()
    page.get_by_role("button", name="Gjør saken klar").click()
    file = _download(page, "Last ned filen", tmp_path)
    facts = _facts(file.read_text("utf-8"))
    assert (facts["lang"], facts["type"], facts["for"]) == ("nb", "O", ["ou"])
    shown = _published(portal, file.name, file.read_text("utf-8"))
    for words in ("Felles opplæring", "Forslag til vedtak", "Prosess og aktører", "Kommunene har ulik praksis."):
        assert words in shown
    html = (portal.root / "site/saker" / file.stem / "index.html").read_text("utf-8")
    assert '<h1><span lang="nb">Felles opplæring</span></h1>' in html


def _published(portal: PortalFolder, name: str, text: str) -> str:
    """The words of a case's page once its record is in the portal."""
    portal.write({f"cases/{name}": text.encode()})
    checked = portal.check()
    assert checked.exit_code == 0, checked.output
    _write(portal)
    return read_page(portal.root / "site/saker" / name.removesuffix(".md") / "index.html").text


def test_a_page_in_bokmal_speaks_bokmal_first(browser: Browser, tmp_path: Path) -> None:
    folder = make_portal(tmp_path / "portal", RECORDS, lang="nb")
    _write(folder)
    with served(folder.root / "site", "/") as url:
        page = browser.new_page()
        page.goto(f"{url}meld-sak/")
        page.get_by_label("Navnet ditt").fill("Ada Lie")
        page.get_by_role("button", name="Nynorsk").click()
        page.get_by_label("Kva gjeld saka?").fill("Ei sak")
        page.get_by_label("Bakgrunn").fill("Tekst")
        page.get_by_role("button", name="Gjer saka klar").click()
        assert _facts(page.locator("#_post").input_value())["lang"] == "nn"
        page.get_by_role("button", name="Bokmål").click()
        assert "lang" not in _facts(page.locator("#_post").input_value())
        page.close()


# -- what is wrong


def test_what_is_missing_is_said_beside_the_field_and_at_the_top(page: Page) -> None:
    page.get_by_role("button", name="Gjer saka klar").click()
    summary = page.get_by_role("alert")
    assert [link.inner_text() for link in summary.get_by_role("link").all()] == [
        "Skriv namnet ditt.", "Skriv kva saka gjeld.", "Skriv noko om bakgrunnen for saka.",
    ]  # fmt: skip
    assert page.evaluate("document.activeElement.id") == "_feil"
    assert not page.locator("#_ferdig").is_visible()
    summary.get_by_role("link", name="Skriv kva saka gjeld.").press("Enter")
    title = page.locator("#_title")
    assert page.evaluate("document.activeElement.id") == "_title"
    assert title.get_attribute("aria-invalid") == "true"
    described = str(title.get_attribute("aria-describedby")).split()
    assert [page.locator(f"#{id_}").inner_text() for id_ in described] == [
        "Ein tittel på éi line.", "Skriv kva saka gjeld.",
    ]  # fmt: skip
    page.keyboard.type("E")
    assert title.get_attribute("aria-invalid") is None
    assert title.get_attribute("aria-describedby") == "_title_h"
    page.get_by_role("button", name="Bokmål").click()
    assert "Skriv navnet ditt." in page.locator("#_name_s").inner_text()
    assert "Rett dette først" in summary.inner_text()


def test_an_identity_number_stops_and_contact_details_are_pointed_out(page: Page) -> None:
    page.get_by_label("Namnet ditt").fill("Ada Lie")
    page.get_by_label("Kva gjeld saka?").fill("Ei sak")
    background = page.get_by_label("Bakgrunn")
    number = _identity("138960800")
    background.press_sequentially(f"Gjeld {number[:6]} {number[6:]}.")
    assert f"ser ut som eit fødselsnummer: {number[:6]} {number[6:]}" in page.locator("#_background_s").inner_text()
    page.get_by_role("button", name="Gjer saka klar").click()
    assert page.get_by_role("alert").get_by_role("link").inner_text().startswith("Bakgrunn: Dette ser ut som")
    background.fill("Ring 55 12 34 56 eller skriv til ada@fjord.example.")
    assert "telefonnummer: 55 12 34 56." in page.locator("#_background_s").inner_text()
    assert background.get_attribute("aria-invalid") is None
    page.get_by_role("button", name="Gjer saka klar").click()
    assert page.locator("#_ferdig").is_visible()


def test_what_is_wrong_in_a_fold_is_led_to(page: Page) -> None:
    _fill(page)
    page.get_by_text("Prosess, formål og framlegg, om du vil").click()
    number = _identity("138960800")
    page.locator("#_purpose").fill(f"Gjeld {number}.")
    page.get_by_text("Prosess, formål og framlegg, om du vil").click()
    assert page.locator("#_purpose").is_hidden()
    page.get_by_role("button", name="Gjer saka klar").click()
    page.get_by_role("alert").get_by_role("link").click()
    assert page.locator("#_purpose").is_visible()
    assert page.evaluate("document.activeElement.id") == "_purpose"


def test_what_would_be_an_error_in_the_record_is_wrong_in_the_form(page: Page) -> None:
    organisation = page.get_by_label("Arbeidsplassen")
    organisation.fill("ein-kode")
    assert page.locator("#_organisation_s").inner_text() == ""  # it may become something else yet
    organisation.blur()
    assert "«ein-kode» ser ut som ein kode." in page.locator("#_organisation_s").inner_text()
    organisation.fill("alver")
    assert page.locator("#_organisation_s").inner_text() == ""
    page.locator("#_date").fill("0099-01-01")
    page.locator("#_date").blur()
    assert "Skriv datoen" in page.locator("#_date_s").inner_text()


def test_identity_numbers_are_told_from_other_numbers(script: Page) -> None:
    """D- and H-numbers and synthetic ones (month +40, +65, +80) count; wrong check digits and dates do not."""
    numbers = [*(_identity(f"{day}{month}60800") for day in ("13", "53") for month in ("09", "49", "74", "89"))]
    assert _call(script, "identityIn", *numbers) == numbers
    whole = numbers[0]
    wrong = f"{whole[:10]}{(int(whole[10]) + 1) % 10}"
    others = [wrong, f"1{whole}", f"{whole[:4]} {whole[4:]}", "tekst", _identity("131360800"), _identity("000960800")]
    assert _call(script, "identityIn", *others) == ["" for _ in others]


def _identity(nine: str) -> str:
    """A number with the check digits that its first nine ask for; the ninth is moved on where they have none.

    Nobody born in the years that end in 60 has a number of the series from 750 to 899.
    """
    for last in range(10):
        digits = [int(digit) for digit in f"{nine[:8]}{(int(nine[8]) + last) % 10}"]
        for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)):
            digits.append(-sum(w * d for w, d in zip(weights, digits, strict=True)) % 11)
        if 10 not in digits:
            return "".join(map(str, digits))
    raise AssertionError(nine)


def test_contact_details_are_told_from_other_numbers(script: Page) -> None:
    found = ["ada.lie@fjord.example", "55 12 34 56", "+47 55123456", "912 34 567", "55123456"]
    assert _call(script, "contactIn", *(f"Skriv {one}." for one in found)) == found
    others = ["20210219", "2020 2021", "800 000 kroner", "kl. 10:30", "1 440 000", "2014/4587", "12345678901"]
    assert _call(script, "contactIn", *others) == ["" for _ in others]


# -- what comes out

HOSTILE = [
    "NO", "on", "10:30", "05/21", "007", "null", "~", "yes", "1e3", "=", "- x", "? x", ": x", "# x", "@x", "`x`", "!x",
    "&x", "*x", "{x: y}", "[x]", "'x'", '"x"', 'sa "hei"', "c:\\mappe", "\\", '\\"', "---", "...", "%x", "x: y", "x #y",
    "😀 👩‍👧", "a\u2028b", "a\u2029b", "a\u0085b", "a\tb", "a\x07b", "\ufeffx", "a\x1bb", "\u202ex", "e\u0301", "|",
    ">", "{{ x }}", "<script>x</script>", "\ufffe", "  mellomrom  ", "\u2028x\u2029", "\x00",
]  # fmt: skip


def _record(page: Page, *texts: str) -> list[str]:
    """The records of cases in which each text stands everywhere."""
    cases = [
        {"date": "2026-11-22", "title": text, "name": text, "role": text, "organisation": text, "attachments": text,
         "sections": [["Bakgrunn", text]]}
        for text in texts
    ]  # fmt: skip
    return [made["text"] for made in _call(page, "recordOf", *cases)]


def _comes_back(typed: str, record: str) -> None:
    """A text comes back from each field as it was typed, without the spaces at its ends."""
    document = read_document(record, "cases/x.md")
    assert document.problems == []
    facts, text = document.facts, typed.strip()
    assert facts["title"].strip() == text
    by = facts.get("submitted_by", {})
    assert [by.get(key, "") for key in ("name", "role", "organisation")] == [text] * 3
    lines = [line.strip() for line in re.split(r"\r?\n", typed) if line.strip()]
    assert [paper["title"] for paper in facts.get("attachments", [])] == lines


@pytest.mark.parametrize("typed", HOSTILE, ids=ascii)
def test_a_hostile_value_comes_back_as_typed(script: Page, typed: str) -> None:
    record = _record(script, typed)[0]
    _comes_back(typed, record)
    assert decode(record.encode(), "x.md")[1] == []


ANY = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\ue000"), max_size=60)
SIGNS = st.lists(
    st.sampled_from([
        *"\\`*_[]()<>#+-.!|~&=:/'\"$%^{}@ \t\n1230aæ", "  ", "\n\n", "https://", "http://a.no/b_c?d=e&f",
        "mailto:a@b.no", "//b.no", "&amp;", "&lt", "<b>", "<!--", "-->", "</script>", "<script>", "![", "](x)",
        "[^1]: ", "[a]: b", "1. ", "2) ", "- ", "* ", "```", "~~", "---", "===", "| a | b |", ":-:", "%C3%A6",
    ]),
    max_size=25,
).map("".join)  # fmt: skip
FORGOTTEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Control signs, which no record may hold, are no words."""
MARKER = re.compile(r"(?m)^[ \t\xa0]*(?:[-*]|[1-9]\d*[.)])[ \t\xa0]+(?=\S)")


@given(st.lists(ANY | SIGNS, min_size=1, max_size=20))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_back_and_is_shown_as_typed(script: Page, typed: list[str]) -> None:
    """Each value comes back from the front matter, and in the text the words shown are the words typed."""
    for text, record in zip(typed, _record(script, *typed), strict=True):
        _comes_back(text, record)
        assert decode(record.encode(), "x.md")[1] == []
        body = read_document(record, "cases/x.md").body
        outline = read_outline(body, "cases/x.md", 1)
        words = " ".join(" ".join(FORGOTTEN.sub("", text).splitlines()).split())
        if not words:
            assert not outline.sections
            continue
        assert [section.title for section in outline.sections] == ["Bakgrunn"]
        assert not outline.sections[0].children
        assert list(outline.references) == []
        lines = "\n".join(line.strip() for line in FORGOTTEN.sub("", text).splitlines())
        if not MARKER.search(lines):
            assert line_of(outline.sections[0].content.nodes, lang="nn") == words


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("a\nb\n\nc", "<p>a<br>\nb</p>\n<p>c</p>"),
        ("Dette:\n- a\n* b\nSlutt", "<p>Dette:</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>Slutt</p>"),
        ("1. a\n2. b\n\n3. c", "<ol>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ol>"),
        ("1) a\n2) b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("1. a\n1. b", "<ol>\n<li>a</li>\n</ol>\n<p>1. b</p>"),
        ("20. mars kom\n2. b", "<p>20. mars kom<br>\n2. b</p>"),
        ("- # a", "<ul>\n<li># a</li>\n</ul>"),
        ("# a\n===", "<p># a<br>\n===</p>"),
        ("    kode", "<p>kode</p>"),
        ("Helse & omsorg | a_b", "<p>Helse &amp; omsorg | a_b</p>"),
        ("Sjå https://a.no/b_c.", '<p>Sjå <a href="https://a.no/b_c">https://a.no/b_c</a>.</p>'),
        ("//a.no/x", "<p>//a.no/x</p>"),
        ("<b>feit</b> &amp;", "<p>&lt;b&gt;feit&lt;/b&gt; &amp;amp;</p>"),
    ],
)
def test_paragraphs_lines_and_lists_stay_and_all_else_is_text(script: Page, typed: str, html: str) -> None:
    markdown = _call(script, "markdown", typed)[0]
    assert html_of(read_outline(markdown, "x.md", 1).lead) == html


def test_a_title_becomes_a_name(script: Page) -> None:
    titles = ["Ærlig øving på Ås", "  ---  ", "日本", "é ü ß", "x" * 90, "ord " * 30]
    long = "-".join(["ord"] * 15)
    assert _call(script, "slug", *titles) == ["aerlig-oving-pa-as", "sak", "sak", "e-u-ss", "x" * 60, long]


def test_a_name_that_is_taken_gets_a_number(script: Page) -> None:
    case = {"date": "2021-03-01", "title": "Ei sak", "taken": ["2021-ei-sak", "2021-ei-sak-2"]}
    assert _call(script, "recordOf", case)[0]["id"] == "2021-ei-sak-3"


# -- where it goes


def _fill(page: Page, background: str = "Tekst æøå.") -> None:
    page.get_by_label("Namnet ditt").fill("Ada Lie")
    page.get_by_label("Kva gjeld saka?").fill("Ei sak & meir")
    page.get_by_label("Bakgrunn").fill(background)
    page.get_by_role("button", name="Gjer saka klar").click()


def test_the_record_can_be_mailed_and_laid_in_the_repository(page: Page) -> None:
    _fill(page)
    record = page.locator("#_post").input_value()
    mail = urlsplit(str(page.locator("#_epost").get_attribute("href")))
    assert (mail.scheme, mail.path) == ("mailto", "post@sekretariatet.example")
    asked = parse_qs(mail.query)
    assert asked["subject"] == ["Saksinnmelding: Ei sak & meir"]
    assert asked["body"] == [record.replace("\n", "\r\n")]
    new = urlsplit(str(page.locator("#_ny_fil").get_attribute("href")))
    assert f"{new.netloc}{new.path}" == "git.example/felles/portal/new/main"
    path = page.locator("#_fil").inner_text()
    assert re.fullmatch(r"cases/\d{4}-ei-sak-meir\.md", path)
    assert parse_qs(new.query) == {"filename": [path], "value": [record]}
    assert not page.locator("#_epost_lang").is_visible()
    assert not page.locator("#_ny_fil_lim").is_visible()


def test_a_long_case_is_attached_and_pasted(page: Page) -> None:
    _fill(page, "Lang tekst. " * 900)
    mail = parse_qs(urlsplit(str(page.locator("#_epost").get_attribute("href"))).query)
    assert re.fullmatch(r"Saka ligg ved som fila \d{4}-ei-sak-meir\.md\.", mail["body"][0])
    assert page.locator("#_epost_lang").is_visible()
    assert "value" not in parse_qs(urlsplit(str(page.locator("#_ny_fil").get_attribute("href"))).query)
    assert page.locator("#_ny_fil_lim").is_visible()


def test_the_record_can_be_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _fill(page)
    page.get_by_role("button", name="Kopier teksten").click()
    page.get_by_role("status").filter(has_text="Teksten er kopiert.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == page.locator("#_post").input_value()


def test_where_the_browser_may_not_copy_the_text_is_marked(page: Page) -> None:
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    _fill(page)
    page.get_by_role("button", name="Kopier teksten").click()
    page.get_by_role("status").filter(has_text="Teksten er merkt").wait_for()
    assert page.evaluate("document.getSelection().toString()") == page.locator("#_post").input_value()


def test_what_is_changed_has_to_be_made_ready_anew(page: Page) -> None:
    _fill(page)
    page.get_by_label("Kva gjeld saka?").fill("Ei anna sak")
    assert not page.locator("#_ferdig").is_visible()


def test_what_was_typed_is_there_after_a_reload_until_it_is_emptied(page: Page) -> None:
    _fill(page)
    page.get_by_role("button", name="Bokmål").click()
    page.get_by_text("Sakstype og utvalg, om du vil").click()
    page.locator("#_type_V").check()
    page.reload()
    assert page.get_by_label("Hva gjelder saken?").input_value() == "Ei sak & meir"
    assert page.locator("#_type_V").is_checked()
    assert page.locator("#_type_V").is_visible()  # the fold that holds it is open again, the others are not
    assert page.locator("#_process").is_hidden()
    page.get_by_role("button", name="Tøm skjemaet").click()
    page.reload()
    assert page.get_by_label("Kva gjeld saka?").input_value() == ""
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_it_is_kept_when_the_tab_is_closed_only_where_that_is_asked_for(page: Page, address: str) -> None:
    for asked in (False, True):
        _fill(page)
        page.get_by_label("Hugs det eg skriv").set_checked(asked)
        other = page.context.new_page()
        other.goto(f"{address}meld-sak/")
        assert bool(other.get_by_label("Kva gjeld saka?").input_value()) is asked
        other.close()


def test_a_reader_who_leaves_is_warned_until_the_case_is_out(page: Page, address: str, tmp_path: Path) -> None:
    warned: list[str] = []

    def told(dialog: Dialog) -> None:
        warned.append(dialog.type)
        dialog.accept()

    page.on("dialog", told)
    page.goto(f"{address}saker/")
    page.go_back()
    _fill(page)
    page.reload()
    assert warned == ["beforeunload"]
    page.get_by_role("button", name="Gjer saka klar").click()
    _download(page, "Last ned fila", tmp_path)
    page.goto(f"{address}saker/")
    assert warned == ["beforeunload"]


def test_a_date_to_come_is_wrong_and_the_end_says_how_to_send(page: Page) -> None:
    _fill(page)
    page.get_by_label("Dato").fill("2095-01-01")
    page.get_by_role("button", name="Gjer saka klar").click()
    assert page.get_by_role("alert").get_by_text("Datoen kan ikkje vere etter i dag.").is_visible()
    page.get_by_label("Dato").fill("2021-05-01")
    page.get_by_role("button", name="Gjer saka klar").click()
    assert page.get_by_role("heading", name="Slik sender du saka").is_visible()
    assert not page.locator("#_post").is_visible()
    assert page.locator("#_ferdig").get_by_role("link", name="post@sekretariatet.example").is_visible()


def test_nothing_leaves_the_tab_and_nothing_is_asked_for(page: Page, tmp_path: Path) -> None:
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _fill(page)
    page.get_by_role("button", name="Bokmål").click()
    _download(page, "Last ned filen", tmp_path)
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [
        0,
        1,
    ]  # what was typed, while the tab lives
    assert page.evaluate("indexedDB.databases()") == []


def test_without_a_script_the_word_forms_are_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}meld-sak/")
    assert not page.locator("#_skjema").is_visible()
    assert not page.locator(".switch").is_visible()
    assert page.get_by_text("Bruk skjemaet i Word i staden.").is_visible()
    assert page.get_by_role("link", name="Saksinnmelding på nynorsk, Word").is_visible()
    assert page.locator("main").get_by_role("link", name="post@sekretariatet.example").is_visible()
    assert not page.get_by_text("Bruk skjemaet i Word i stedet.").is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_form_can_be_used_by_all(browser: Browser, address: str, width: int, scheme: Any) -> None:
    """Empty, wrong, ready and in the other language: no axe finding, and nothing to scroll sideways for."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}meld-sak/")
    found = {}

    def look(state: str) -> None:
        violations = Axe().run(page, options=RULES).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if violations or wide:
            found[state] = [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in violations] + ["wide"] * wide

    look("empty")
    page.get_by_role("button", name="Gjer saka klar").click()
    look("wrong")
    _fill(page, f"Skriv til ada@fjord.example. {'x' * 200} " * 60)
    look("ready")
    page.get_by_role("button", name="Bokmål").click()
    look("in the other language")
    assert found == {}
    context.close()
