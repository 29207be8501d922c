"""The editor in a real browser: what is saved is what was changed, and every other byte stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from support.admin import Editor, administered, records_in
from support.browser import launch
from support.portals import PortalFolder, make_portal

RECORDS: dict[str, str | bytes] = {
    "organisations/ou.md": """
        ---
        # Kven dei er
        title: 'Områdeutvalet'   # slik dei sjølve skriv det
        short: OU
        kind: area
        ukjent: {eit: 1, to: [a,  b]}
        members:
        - {name: Kari Dal, organisation: vik, position: leader}
        - name: "Ola Nes"
          organisation: Pasientlaget   # ikkje ein post her
          position: deputy
        ---

        Utvalet   har *to* mellomrom her.
        """,
    "organisations/vik.md": "---\ntitle: Vik kommune\nkind: municipality\n---\n",
    "cases/2021-ferje.md": """
        ---
        submitted: 2021-02-19
        title:  Ferje til øyane
        for: [ ou ]

        # til slutt
        type: D/V
        ---

        ## Bakgrunn

        Tekst.
        """,
    "cases/2021-bru.md": "---\ntitle: Bru til fastlandet\n---\n",
    "projects/nettside.md": """
        ---
        title: Felles nettside
        budget:
          years: [2021, 2022]
          costs:
            # lønn
            - item: Lønn
              amounts: {2021: 300 000, 2022: 250000}
        reports:
          - date: 2021-03-01
            health: on_track
            summary: >
              Det går
              bra.
        ---
        """,
    "meetings/ou/2021-03-04.md": """
        ---
        number: 1/2021
        start: 10:00
        present:
          - Kari Dal (leiar, Vik kommune)
          - {name: Ola Nes, items: [1/21]}
        agenda:
          - number: 1/21
            title: Godkjenning av innkalling
            outcome: approved
          # saka om ferja
          - number: 2/21
            case: 2021-ferje
            outcome: noted
            vote: {for: 7, against: 2}
          - {number: 3/21, title: "Bru: status"}
          - number: 4/21
            title: Økonomi
            follow_up:
              - what: Lag eit oversyn
                responsible: ou
          - title: Eventuelt
        ---

        ## 2/21

        Teksten.
        """,
}


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("admin") / "portal", RECORDS)


@pytest.fixture(scope="module")
def address(portal: PortalFolder) -> Iterator[str]:
    with administered(portal.root) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def editor(browser: Browser, address: str, portal: PortalFolder) -> Iterator[Editor]:
    """The editor, with the records as they were."""
    for path in records_in(portal.root):
        (portal.root / path).unlink()
    portal.write(RECORDS)
    page = browser.new_page(viewport={"width": 1400, "height": 9000})
    page.set_default_timeout(15_000)
    editor = Editor(page, address, portal.root)
    yield editor
    assert editor.faults == []
    assert [
        asked for asked in editor.asked if not asked.startswith((address.removesuffix("admin/"), "blob:", "data:"))
    ] == []
    page.close()


@pytest.mark.parametrize(
    ("collection", "id_", "path", "text", "lines"),
    [
        (
            "cases", "2021-ferje", "title", "Ferje: til øyane",
            ["-title:  Ferje til øyane", '+title:  "Ferje: til øyane"'],
        ),
        ("cases", "2021-ferje", "type", "V", ["-type: D/V", "+type: V"]),
        ("cases", "2021-ferje", "archive_ref", "2021/12", ["+archive_ref: 2021/12"]),
        ("cases", "2021-ferje", "body", "## Bakgrunn\n\nNy tekst.", ["-Tekst.", "+Ny tekst."]),
        ("projects", "nettside", "title", "Nettside", ["-title: Felles nettside", "+title: Nettside"]),
        (
            "projects", "nettside", "budget.costs.0.amounts.1.amount", "260000",
            ["-      amounts: {2021: 300 000, 2022: 250000}", "+      amounts: {2021: 300 000, 2022: 260000}"],
        ),
        (
            "organisations", "ou", "title", "Utvalet",
            [
                "-title: 'Områdeutvalet'   # slik dei sjølve skriv det",
                "+title: 'Utvalet'   # slik dei sjølve skriv det",
            ],
        ),
        (
            "organisations", "ou", "members.1.organisation.text", "Brukarlaget",
            [
                "-  organisation: Pasientlaget   # ikkje ein post her",
                "+  organisation: Brukarlaget   # ikkje ein post her",
            ],
        ),
        ("meetings-ou", "2021-03-04", "place", "Rådhuset", ["+place: Rådhuset"]),
        ("meetings-ou", "2021-03-04", "start", "10:30", ["-start: 10:00", "+start: 10:30"]),
        (
            "meetings-ou", "2021-03-04", "present.0.role", "nestleiar",
            ["-  - Kari Dal (leiar, Vik kommune)", "+  - Kari Dal (nestleiar, Vik kommune)"],
        ),
        (
            "meetings-ou", "2021-03-04", "agenda.1.vote.against", "3",
            ["-    vote: {for: 7, against: 2}", "+    vote: {for: 7, against: 3}"],
        ),
        (
            "meetings-ou", "2021-03-04", "agenda.2.title", "Bru",
            ['-  - {number: 3/21, title: "Bru: status"}', '+  - {number: 3/21, title: "Bru"}'],
        ),
        (
            "meetings-ou", "2021-03-04", "agenda.3.follow_up.0.what", "Lag eit budsjett",
            ["-      - what: Lag eit oversyn", "+      - what: Lag eit budsjett"],
        ),
    ],
)  # fmt: skip
def test_one_field_that_is_changed_is_all_that_changes(
    editor: Editor, collection: str, id_: str, path: str, text: str, lines: list[str]
) -> None:
    editor.open(collection, id_)
    editor.unfold(path)
    editor.write(path, text)
    folder = collection.replace("-", "/")
    assert editor.changes(editor.save) == {f"{folder}/{id_}.md": lines}


def test_an_agenda_with_five_items_is_made(editor: Editor, portal: PortalFolder) -> None:
    editor.new("meetings-ou", "2021-06-10")
    editor.write("number", "2/2021")
    editor.write("start", "10:00")
    for n, title in enumerate(("Godkjenning", "Ferje: status", "", "Økonomi", "Eventuelt")):
        editor.add("agenda", "Sakliste")
        editor.write(f"agenda.{n}.number", f"{n + 5}/21")
        if title:
            editor.write(f"agenda.{n}.title", title)
        else:
            editor.choose(f"agenda.{n}.case", "Bru til fastlandet")
    assert [*editor.changes(editor.save)] == ["meetings/ou/2021-06-10.md"]
    assert records_in(portal.root)["meetings/ou/2021-06-10.md"] == (
        '---\nnumber: 2/2021\nstart: "10:00"\nagenda:\n'
        "  - number: 5/21\n    title: Godkjenning\n"
        '  - number: 6/21\n    title: "Ferje: status"\n'
        "  - number: 7/21\n    case: 2021-bru\n"
        "  - number: 8/21\n    title: Økonomi\n"
        "  - number: 9/21\n    title: Eventuelt\n---\n"
    )
    assert portal.command("check").exit_code == 0


def test_an_agenda_with_five_items_gets_an_outcome_and_one_more(editor: Editor) -> None:
    editor.open("meetings-ou", "2021-03-04")
    editor.unfold("agenda.1.outcome")
    editor.choose("agenda.1.outcome", "Vedteke")
    editor.add("agenda", "Sakliste")
    editor.write("agenda.5.title", "Neste møte")
    assert editor.changes(editor.save) == {
        "meetings/ou/2021-03-04.md": ["-    outcome: noted", "+    outcome: decided", "+  - title: Neste møte"]
    }
