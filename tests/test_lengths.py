"""How long pages are on a phone: what is said already is folded or left out there, and nothing of it is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from support.browser import served
from support.portals import REPOSITORY, SAMPLE_RECORDS, make_portal

NOVEMBER = "1796000400"
"""Monday 30 November 2026, when the sample's meetings of the year have their minutes."""
EIGHT_ITEMS = "moter/ssu/2026-09-17/"
WORDY = "moter/ssu/2026-05-21/"
PROJECT = "prosjekt/saman-om-utskriving/"
MOST = {EIGHT_ITEMS: 6_500, WORDY: 6_500, PROJECT: 9_500, "nytt/": 6_500, "utval/ssu/": 9_000}
"""Pixels at 390 wide: of a meeting of eight items, of one that has more words in each item, of the fullest project."""
LONG = "Utprøvinga blei forlengd fordi talet på pasientar var lågt dei første vekene. " * 10
"""What is said first of an item of `WORDY`, which no meeting of the sample says so much of."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the sample answers, without its papers."""
    portal = make_portal(tmp_path_factory.mktemp("sample") / "portal").without_papers()
    for folder in SAMPLE_RECORDS:
        shutil.copytree(REPOSITORY / folder, portal.root / folder)
    shutil.copy(REPOSITORY / "themes.yml", portal.root)
    record = portal.root / "meetings" / "ssu" / "2026-05-21.md"
    before, item, after = record.read_text("utf-8").partition("\n## 09/26 Status for Saman om utskriving\n")
    assert item
    record.write_text(f"{before}{item}\n{LONG}\n{after}", "utf-8")
    site: Path = portal.root / "site"
    done = portal.command("write", str(site), epoch=NOVEMBER)
    assert done.exit_code == 0, done.output
    with served(site, "/") as url:
        yield url


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", MOST)
def test_a_page_is_no_longer_than_it_needs_to_be(phone: Page, sample: str, path: str) -> None:
    phone.goto(sample + path)
    if path == EIGHT_ITEMS:
        assert phone.locator(".item").count() == 8
    height = phone.locator("html").evaluate("(root) => root.scrollHeight")
    assert height <= MOST[path]


def test_what_the_agenda_leaves_out_on_a_phone_stands_at_the_item(phone: Page, sample: str) -> None:
    """Its type, who presents it, and its papers; of one that is withheld the agenda says them."""
    phone.goto(sample + WORDY)
    rows, items = phone.locator(".agenda tbody tr"), phone.locator(".item")
    assert rows.count() == items.count()
    for at in range(rows.count()):
        said = items.nth(at).inner_text()
        hidden = rows.nth(at).locator("td:not(.no, .out, .only)")
        for cell in hidden.all_text_contents():
            assert all(word in said for word in cell.split()), cell
    assert phone.locator(".agenda td:not(.no, .out, .only)").first.is_hidden()
    phone.goto(sample + EIGHT_ITEMS)
    assert phone.locator(".item", has=phone.locator(".notice")).count() == 1


def test_what_the_head_of_a_meeting_says_its_facts_leave_out_on_a_phone(phone: Page, sample: str) -> None:
    phone.goto(sample + EIGHT_ITEMS)
    head = phone.locator(".head").inner_text()
    said = phone.locator(".facts .said")
    assert said.count() == 4
    for value in said.locator("dd").all_text_contents():
        assert value in head
    phone.set_viewport_size({"width": 1280, "height": 800})
    assert said.first.is_visible()


@pytest.mark.parametrize("path", [WORDY, PROJECT, "utval/ssu/"])
def test_a_fold_opens_without_a_script_and_is_open_on_paper(phone: Page, sample: str, path: str) -> None:
    phone.goto(sample + path)
    folds = phone.locator("details.more-box")
    assert folds.count() >= 2
    shown = "(fold) => [...fold.children].slice(1).every((part) => part.checkVisibility({contentVisibilityAuto: true}))"
    assert not folds.first.evaluate(shown)
    folds.first.locator("summary").click()
    assert folds.first.evaluate(shown)
    folds.first.locator("summary").click()
    phone.emulate_media(media="print")
    assert all(fold.evaluate(shown) for fold in folds.all())


def test_what_only_a_phone_folds_stands_open_on_a_desk(phone: Page, sample: str) -> None:
    """What is said of an item at length, what came after its decision, and who met; the line tells how much."""
    phone.goto(sample + WORDY)
    folds = phone.locator("details.on-phone")
    lines = [fold.locator("summary").text_content() for fold in folds.all()]
    assert lines == [
        "Handsaminga av saka: sak 09/26",
        "Innspel, 5 oppgåver (1 over frist): sak 10/26",
        "Innspel, Protokolltilførsel, 3 oppgåver (2 over frist): sak 11/26",
        "Til stades 7, inviterte 2, observatørar 1, frå sekretariatet 2, forfall 1",
    ]
    inside = ("Utprøvinga blei forlengd", "Fastlegane treng ein kort versjon", "Gyda Sletthaugen, Breidnes", "Ragna")
    for at, words in enumerate(inside):
        assert folds.nth(at).get_by_text(words).first.is_hidden()
    phone.set_viewport_size({"width": 1280, "height": 800})
    for at, words in enumerate(inside):
        assert folds.nth(at).get_by_text(words).first.is_visible()
    assert phone.locator("details.on-phone > summary:visible").count() == 0
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.emulate_media(media="print")
    assert phone.locator("details.on-phone > summary:visible").count() == 0
    assert all(folds.nth(at).get_by_text(words).first.is_visible() for at, words in enumerate(inside))


def test_letters_twice_as_large_on_a_phone_part_no_short_word(phone: Page, sample: str) -> None:
    """What stands side by side elsewhere stands one below another: 195 pixels are 390 with a font of 32."""
    phone.set_viewport_size({"width": 195, "height": 422})
    phone.goto(sample + "partar/skarvoy-kommune/")
    task = phone.locator(".task").first
    left = "(one) => one.getBoundingClientRect().left"
    assert task.locator(".due").evaluate(left) == task.locator(".what").evaluate(left)
    phone.goto(sample + WORDY)
    outcome = phone.locator(".agenda .out .state", has_text="Godkjent").first
    assert outcome.evaluate("(one) => one.getBoundingClientRect().height") < 32


def test_a_link_into_a_fold_opens_it(phone: Page, sample: str) -> None:
    phone.goto(f"{sample}{PROJECT}#_budsjett-c")
    phone.locator("#_budsjett-c").wait_for(state="visible")


def test_what_is_new_since_a_day_is_never_folded(tab: Page, sample: str) -> None:
    """Neither on days that are far down nor at the end of a long day; without a day that is chosen, both are."""
    tab.goto(f"{sample}nytt/")
    entries = tab.locator("[data-entry]")
    shown = entries.evaluate_all("(all) => all.filter((one) => one.checkVisibility()).length")
    assert shown < entries.count()
    last = tab.locator("[id^=d20]").last.get_attribute("id") or ""
    tab.goto(f"{sample}nytt/?sidan={last.removeprefix('d')}")
    tab.locator(".new").first.wait_for()
    hidden = tab.locator("[data-entry]:not(:visible)")
    approvals = tab.locator(".of-meeting [data-entry]:not(:visible)")
    assert hidden.count() == approvals.count() < entries.count() - shown
