"""Three questions that readers come with, answered in a browser within three clicks from the front page.

Which agreement holds for us? What has the plan become? What is done for children and youth, and does it help?
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from support.browser import served
from support.portals import make_portal

FILES: dict[str, str | bytes] = {
    "themes.yml": "- {id: born, title: {nn: Barn og unge, nb: Barn og unge}, kind: priority_group}\n",
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nshort: SSU\nkind: strategic\n---\n",
    "organisations/voss.md": "---\ntitle: Voss kommune\nkind: municipality\n---\n",
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "organisations/helse-fjord.md": "---\ntitle: Helse Fjord\nkind: hospital_trust\n---\n",
    "projects/tidleg.md": """
        ---
        title: Tidleg hjelp
        themes: [born]
        indicators:
          - {name: Ventetid, unit: dagar, values: [{date: 2021-01-01, value: "41"}, {date: 2021-04-01, value: "22"}]}
        ---
        """,
    "agreements/innlegging.md": """
        ---
        title: Innlegging i sjukehus
        level: service
        number: 3
        parties: [alver, helse-fjord]
        basis: [hol. § 6-2 nr. 3]
        in_force: {from: 2021-01-01}
        replaces: [innlegging-2012]
        ---
        """,
    "agreements/innlegging-2012.md": """
        ---
        title: Den gamle avtalen
        level: service
        number: 3
        parties: [alver, voss, helse-fjord]
        in_force: {from: 2012-01-01}
        ---
        """,
    "plans/handling.md": """
        ---
        title: Handlingsplan
        organisation: ssu
        goals: [{number: 1, title: Barn og unge får hjelp tidleg}]
        measures:
          - {number: 1.1, goal: 1, what: Prøve felles inntak, done: 2021-03-01, project: tidleg}
          - {number: 1.2, goal: 1, what: Korte ned ventetida, due: 2021-04-01, project: tidleg, indicator: Ventetid}
        ---
        """,
}


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the front page."""
    folder = make_portal(tmp_path_factory.mktemp("undertakings") / "portal", FILES).without_papers()
    done = folder.command("write", str(folder.root / "out"))
    assert done.exit_code == 0, done.output
    with served(Path(folder.root / "out"), "/") as address:
        yield address


class Reader:
    """Somebody who clicks, and counts: opening the menu of a phone is a click too."""

    def __init__(self, window: Page, front: str) -> None:
        self.window = window
        self.clicks = 0
        window.goto(front)

    def follow(self, name: str, inside: str = "main") -> None:
        """Follow the first link of a name, in the menu or in the page."""
        link = self.window.locator(inside).get_by_role("link", name=name, exact=True).first
        if inside == "header" and not link.is_visible():
            self.window.locator("header").get_by_text("Meny", exact=True).first.click()
            self.clicks += 1
        link.click()
        self.clicks += 1

    def sees(self, *words: str) -> None:
        """All of the words stand on the page, one after the other."""
        text, at = " ".join(self.window.locator("main").inner_text().split()), 0
        for word in words:
            at = text.find(word, at)
            assert at >= 0, (word, text)
        assert self.clicks <= 3


def test_which_agreement_holds_for_us(window: Page, front: str) -> None:
    reader = Reader(window, front)
    reader.follow("Avtalar", "header")
    reader.sees("Alver kommune", "Tenesteavtale 3", "Voss kommune", "Ingen avtale gjeld i dag")
    reader.follow("Alver kommune")
    reader.sees(
        "Avtalar som gjeld", "Innlegging i sjukehus", "frå 1. januar 2021", "Tidlegare avtalar", "Den gamle avtalen"
    )


def test_what_has_the_plan_become(window: Page, front: str) -> None:
    reader = Reader(window, front)
    reader.follow("Planar", "header")
    reader.sees("Handlingsplan", "1 av 2 tiltak", "1 over frist")
    reader.follow("Handlingsplan")
    reader.sees("2 tiltak: 1 gjort, 1 over frist.", "Prøve felles inntak", "Korte ned ventetida", "Ventetid")
    if window.viewport_size and window.viewport_size["width"] > 1000:
        reader.follow("Ventetid")
        reader.sees("Ventetid", "22 dagar")
        assert window.url.endswith("/prosjekt/tidleg/#_maling_1")


@pytest.mark.parametrize("how", ["print", "forced"])
def test_what_is_done_and_what_is_late_look_otherwise_without_colours(window: Page, front: str, how: str) -> None:
    window.goto(f"{front}planar/handling/")
    if how == "print":
        window.emulate_media(media="print")
    else:
        window.emulate_media(forced_colors="active")
    samples = (window.locator(f".legend .{name}") for name in ("fill", "crossed"))
    looks = [sample.evaluate("(one) => getComputedStyle(one).fill") for sample in samples]
    assert looks[0] != looks[1], looks
    assert looks[1].startswith("url("), looks


def test_no_number_of_a_plan_is_outside_the_window(window: Page, front: str) -> None:
    window.goto(f"{front}planar/handling/")
    table = window.locator("table.sums")
    seen = table.evaluate("(one) => [one.scrollWidth, one.parentElement.clientWidth]")
    assert seen[0] <= seen[1]
    assert table.locator("tbody td").all_inner_texts() == ["1", "1", "2"]


def test_what_is_done_for_children_and_youth(window: Page, front: str) -> None:
    reader = Reader(window, front)
    reader.follow("Tema", "header")
    reader.follow("Barn og unge")
    reader.sees("Ventetid", "41 dagar", "22 dagar", "Prosjekt", "Tidleg hjelp", "Tiltak", "Korte ned ventetida")


def test_agreements_are_narrowed_by_state_and_by_party(window: Page, front: str) -> None:
    window.goto(f"{front}avtalar/?tilstand=replaced")
    rows = window.locator("#_alle").locator("xpath=..").locator("tbody tr:visible")
    assert [row.locator("a").first.inner_text() for row in rows.all()] == ["Den gamle avtalen"]
    window.goto(f"{front}avtalar/?part=voss")
    assert rows.count() == 1
    window.goto(f"{front}avtalar/")
    assert rows.count() == 2
