"""The editor in a real browser: what is saved is what was changed, and every other byte stays."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, sync_playwright

from portal.model.kinds import KINDS
from portal.source.writing import new_record
from support.admin import Editor, administered, changed_lines, records_in
from support.browser import launch, served
from support.git_hosts import HOSTS
from support.portals import REPOSITORY, PortalFolder, make_portal

TRICKY = ("ja", "No", "NULL", "0x1f", "1:30", "2021-02-19", "07.03.2021", "a: b", "a:b", "a #b", "a#b", "...", "...a",
          "«a»", "§ 13", "a\\b", 'seier "ja"', "it's", "a\tb", "a\u00a0b", "a\u202eb", "a\ufeffb", "a\x85b", "æ–ø",
          "🙂", "١", "-1", "- a", "=", "<<", "~")  # fmt: skip
"""Texts that YAML, or a reader of an older one, may take for something else."""

SAID = {
    "Felles rutine": "Felles rutine",
    'Rutine: «ny» og "god"': '"Rutine: «ny» og \\"god\\""',
    "2021-05-01": '"2021-05-01"',
    "Nei # takk": '"Nei # takk"',
}
"""Titles, and as an editor writes them by hand."""

STRANGE = """---
# Alt som kan stå der
"title": &a 'Ein "tittel"'   # med merknad
draft: True
number:   007
ukjent:
    djupt: {a: [1,2,   3], b: *a}
agenda:
- title: |
    Over
    fleire liner

  number: 1

- {title: Kort,   number: 2 }   # slutt
present: []
notice_sent:

# heilt til slutt
---
Rett under.


Slutten.
"""
"""A record written as nobody else would."""

RECORDS: dict[str, str | bytes] = {
    "organisations/ou.md": """
        ---
        # Kven dei er
        title: 'Områdeutvalet'   # slik dei skriv det
        short: OU
        kind: area
        ukjent: {eit: 1, to: [a,  b]}
        members:
        - {name: Kari Dal, organisation: vik, position: leader}
        - name: "Ola Nes"
          organisation: Pasientlaget   # ikkje her
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
    "agreements/innlegging.md": """
        ---
        # Gjeld til ho blir erstatta
        title: 'Innlegging'   # slik ho heiter
        level: service
        number: Tenesteavtale 3
        parties:
          - vik
          - Helse Øyane   # ikkje her
        basis: [ "hol. § 6-2 nr. 3" ]
        in_force: {from: 2021-01-01}
        approvals:
          - {organisation: vik, date: 2020-12-01}
        ---
        """,
    "plans/handlingsplan.md": """
        ---
        title: Handlingsplan
        organisation: ou
        period: {from: 2021, to: 2022}
        goals:
          - {number: 1, title: Kortare ventetid}
        measures:
          # det viktigaste
          - number: 1.1
            goal: 1
            what: Nye ruter
            due: 2021-06-01
          - {number: 1.2, goal: 1, what: Ny ferje,   responsible: Helse Øyane}
        ---
        """,
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
        ("cases", "2021-ferje", "title", "Ferje: A", ["-title:  Ferje til øyane", '+title:  "Ferje: A"']),
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
            ["-title: 'Områdeutvalet'   # slik dei skriv det", "+title: 'Utvalet'   # slik dei skriv det"],
        ),
        (
            "organisations", "ou", "members.1.organisation.text", "Brukarlaget",
            ["-  organisation: Pasientlaget   # ikkje her", "+  organisation: Brukarlaget   # ikkje her"],
        ),
        (
            "agreements", "innlegging", "title", "Inn og ut",
            ["-title: 'Innlegging'   # slik ho heiter", "+title: 'Inn og ut'   # slik ho heiter"],
        ),
        ("agreements", "innlegging", "review", "2022-01-01", ['+review: "2022-01-01"']),
        (
            "agreements", "innlegging", "parties.1.text", "Helse Vest",
            ["-  - Helse Øyane   # ikkje her", "+  - Helse Vest   # ikkje her"],
        ),
        (
            "agreements", "innlegging", "approvals.0.date", "2020-12-02",
            ["-  - {organisation: vik, date: 2020-12-01}", "+  - {organisation: vik, date: 2020-12-02}"],
        ),
        (
            "plans", "handlingsplan", "measures.0.what", "Fleire ruter",
            ["-    what: Nye ruter", "+    what: Fleire ruter"],
        ),
        (
            "plans", "handlingsplan", "measures.1.responsible.0.text", "Rederiet",
            ["-  - {number: 1.2, goal: 1, what: Ny ferje,   responsible: Helse Øyane}",
             "+  - {number: 1.2, goal: 1, what: Ny ferje,   responsible: Rederiet}"],
        ),
        (
            "plans", "handlingsplan", "goals.0.title", "Ingen kø",
            ["-  - {number: 1, title: Kortare ventetid}", "+  - {number: 1, title: Ingen kø}"],
        ),
        ("meetings-ou", "2021-03-04", "place", "Rådhuset", ["+place: Rådhuset"]),
        ("meetings-ou", "2021-03-04", "start", "10:30", ["-start: 10:00", "+start: 10:30"]),
        (
            "meetings-ou", "2021-03-04", "present.0.role", "nestleiar",
            ["-  - Kari Dal (leiar, Vik kommune)", "+  - Kari Dal (nestleiar, Vik kommune)"],
        ),
        (
            "meetings-ou", "2021-03-04", "agenda.1.vote.0.against", "3",
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
    assert "2021-06-10" not in portal.command("check").output


def test_an_agreement_is_made(editor: Editor, portal: PortalFolder) -> None:
    editor.new("agreements", "beredskap")
    editor.write("title", "Beredskap")
    editor.choose("level", "Tenesteavtale")
    for n, party in enumerate(("Vik kommune", "Brannvesenet")):
        editor.add("parties", "Partar")
        if n:
            editor.write(f"parties.{n}.text", party)
        else:
            editor.choose(f"parties.{n}.id", party)
    assert editor.changes(editor.save) == {
        "agreements/beredskap.md": [
            "+---",
            "+title: Beredskap",
            "+level: service",
            "+parties:",
            "+  - vik",
            "+  - Brannvesenet",
            "+---",
        ]
    }
    assert "agreements/beredskap.md" not in portal.command("check").output


def test_a_plan_is_made(editor: Editor, portal: PortalFolder) -> None:
    editor.new("plans", "helseplan")
    editor.write("title", "Helseplan")
    editor.add("measures", "Tiltak")
    editor.write("measures.0.number", "1.1")
    editor.write("measures.0.what", "Fleire ruter")
    assert editor.changes(editor.save) == {
        "plans/helseplan.md": [
            *("+---", "+title: Helseplan", "+measures:", '+  - number: "1.1"', "+    what: Fleire ruter", "+---"),
        ]
    }
    assert "plans/helseplan.md:1:" not in portal.command("check").output


def test_an_agenda_with_five_items_gets_an_outcome_and_one_more(editor: Editor) -> None:
    editor.open("meetings-ou", "2021-03-04")
    editor.unfold("agenda.1.outcome")
    editor.choose("agenda.1.outcome", "Vedteke")
    editor.add("agenda", "Sakliste")
    editor.write("agenda.5.title", "Neste møte")
    assert editor.changes(editor.save) == {
        "meetings/ou/2021-03-04.md": ["-    outcome: noted", "+    outcome: decided", "+  - title: Neste møte"]
    }


def test_a_file_goes_into_the_folder_of_its_record(editor: Editor, portal: PortalFolder, tmp_path: Path) -> None:
    paper = tmp_path / "notat.pdf"
    paper.write_bytes(b"%PDF-1.4\n")
    editor.open("cases", "2021-bru")
    editor.add("attachments", "Vedlegg")
    editor.write("attachments.0.title", "Notat om bru")
    editor.attach("attachments.0.file", paper)
    assert editor.changes(editor.save) == {
        "cases/2021-bru.md": ["+attachments:", "+  - title: Notat om bru", "+    file: notat.pdf"]
    }
    assert (portal.root / "cases/2021-bru/notat.pdf").read_bytes() == b"%PDF-1.4\n"


def test_a_draft_and_a_party_by_its_title(editor: Editor) -> None:
    editor.open("cases", "2021-bru")
    editor.field("draft").get_by_role("switch").or_(editor.field("draft").get_by_role("checkbox")).click()
    editor.choose("project", "Felles nettside")
    assert editor.changes(editor.save) == {"cases/2021-bru.md": ["+draft: true", "+project: nettside"]}


# -- what the script that writes records does


@pytest.fixture
def scripts(editor: Editor) -> Any:
    """What the scripts that write records give: `scripts(expression, argument)`, with `form`, `record` and `forms`."""

    def run(expression: str, argument: Any) -> Any:
        return editor.page.evaluate(
            f"""async (given) => {{
                const form = await import("/assets/portal/submission.js");
                const record = await import("/admin/record.js");
                const {{ forms }} = await (await fetch("/admin/config.json")).json();
                return {expression};
            }}""",
            argument,
        )

    return run


def test_a_record_that_nobody_touches_stays_byte_for_byte(scripts: Any) -> None:
    kinds = {kind.folder: kind.name for kind in KINDS}
    given = [
        [kinds[path.split("/")[0]], text]
        for path, text in {**records_in(REPOSITORY), **{"cases/a.md": STRANGE, "meetings/a/b.md": STRANGE}}.items()
    ]
    assert len(given) > 50
    same = "given.map(([kind, text]) => record.textOf(record.fieldsOf(text, forms[kind]), forms[kind], form))"
    assert [one[1] for one in given] == scripts(same, given)


@pytest.mark.parametrize(
    ("act", "lines"),
    [
        ("c.agenda.splice(1, 1)", ["-  # saka om ferja", "-  - number: 2/21", "-    case: 2021-ferje",
                                   "-    outcome: noted", "-    vote: {for: 7, against: 2}"]),
        ("c.agenda.splice(0, 0, {number: '0/21', title: 'Først: ny'})",
         ["+  - number: 0/21", '+    title: "Først: ny"']),
        ("c.agenda[2].outcome = 'decided'",
         ['-  - {number: 3/21, title: "Bru: status"}', '+  - {number: 3/21, title: "Bru: status", outcome: decided}']),
        ("c.agenda[2].number = ''", ['-  - {number: 3/21, title: "Bru: status"}', '+  - {title: "Bru: status"}']),
        ("c.agenda[1].case.push('2021-bru')",
         ["-    case: 2021-ferje", "+    case:", "+      - 2021-ferje", "+      - 2021-bru"]),
        ("c.agenda[1].vote = [{unanimous: true}]", ["-    vote: {for: 7, against: 2}", "+    vote: unanimous"]),
        ("c.agenda[3].follow_up[0].responsible.push({text: 'Vegvesenet'})",
         ["-        responsible: ou", "+        responsible:", "+          - ou", "+          - Vegvesenet"]),
        ("c.present.push({name: 'Per Li', organisation: {text: 'NAV'}})", ["+  - Per Li (NAV)"]),
        ("c.present.shift()", ["-  - Kari Dal (leiar, Vik kommune)"]),
        ("c.present[1].role = 'skrivar'",
         ["-  - {name: Ola Nes, items: [1/21]}", "+  - {name: Ola Nes, items: [1/21], role: skrivar}"]),
        ("c.cancelled = {cancelled: true}", ["+cancelled: true"]),
        ("c.cancelled = {cancelled: true, reason: 'Snø'}", ["+cancelled:", "+  reason: Snø"]),
        ("c.start = null", ["-start: 10:00"]),
        ("c.agenda[1].final = false", ["+    final: false"]),
        ("c.agenda[1].final = true", []),
        ("c.agenda[1].final = undefined", []),
        ("c.agenda[1].vote.push({unanimous: true, on: ''})",
         ["-    vote: {for: 7, against: 2}", '+    vote: [{for: "7", against: "2"}, unanimous]']),
        ("c.agenda[4].number = '5/21'", ["-  - title: Eventuelt", "+  - number: 5/21", "+    title: Eventuelt"]),
    ],
)  # fmt: skip
def test_a_change_of_a_meeting_is_written_beside_what_stays(scripts: Any, act: str, lines: list[str]) -> None:
    before = textwrap.dedent(str(RECORDS["meetings/ou/2021-03-04.md"])).lstrip("\n")
    after = scripts(
        f"(() => {{ const c = record.fieldsOf(given, forms.meeting); {act};"
        " return record.textOf(c, forms.meeting, form); })()",
        before,
    )
    assert sorted(changed_lines(before, after)) == sorted(lines)


# -- the same by every way


def test_every_writer_puts_the_same_texts_in_quotes(scripts: Any) -> None:
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), max_size=200))
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    def agree(drawn: list[str]) -> None:
        signs = [one + other for one in ("", "a", "a ", "-") for other in "-?:,[]{}#&*!|>'\"%@`=~.0"]
        texts = [text.strip() for text in (*TRICKY, *signs, *(f"{sign} a" for sign in signs), *drawn) if text.strip()]
        ours = [new_record({"title": text}, "").removeprefix("---\ntitle: ").removesuffix("\n---\n") for text in texts]
        theirs = scripts("given.map((text) => form.scalar(text))", texts)
        assert [(text, one, other) for text, one, other in zip(texts, ours, theirs, strict=True) if one != other] == []

    agree()


@pytest.mark.parametrize("title", ["Felles rutine", 'Rutine: «ny» og "god"', "2021-05-01", "Nei # takk"])
def test_a_case_is_the_same_by_the_command_the_form_the_editor_and_by_hand(
    scripts: Any, editor: Editor, portal: PortalFolder, title: str
) -> None:
    by_hand = (
        f'---\ntitle: {SAID[title]}\ntype: D/V\nsubmitted: "2021-05-03"\nsubmitted_by:\n  name: Kari Dal\n'
        "  organisation: Pasientlaget\nfor:\n  - ou\nproject: nettside\n---\n"
    )
    typed = {"title": title, "types": ["D", "V"], "date": "2021-05-03", "name": "Kari Dal",
             "organisation": "Pasientlaget", "bodies": ["ou"], "project": "nettside"}  # fmt: skip
    assert scripts("form.recordOf(given).text", typed) == by_hand

    options = ("--type", "D/V", "--submitted", "2021-05-03", "--by", "Kari Dal (Pasientlaget)", "--for", "ou",
               "--project", "nettside")  # fmt: skip
    before = records_in(portal.root)
    made = portal.command("new", "case", title, *options)
    assert made.exit_code == 0, made.output
    path, text = next(one for one in records_in(portal.root).items() if one[0] not in before)
    head = f"{text.partition('---')[1]}{text.split('---', 2)[1]}---\n"
    assert head == by_hand
    (portal.root / path).unlink()

    editor.new("cases", "2021-provd")
    editor.write("title", title)
    editor.write("type", "D/V")
    editor.write("submitted", "2021-05-03")
    editor.add("submitted_by", "Meldt inn av")
    editor.write("submitted_by.name", "Kari Dal")
    editor.write("submitted_by.organisation.text", "Pasientlaget")
    editor.choose("for", "Områdeutvalet")
    editor.choose("project", "Felles nettside")
    editor.save()
    assert records_in(portal.root)["cases/2021-provd.md"] == by_hand


# -- at a git host


@pytest.mark.parametrize("name", HOSTS)
def test_a_git_host_gets_the_record_with_no_more_changed(browser: Browser, tmp_path: Path, name: str) -> None:
    """From the published site, under a path of its own, with its own policy; a draft first where there are such."""
    folder = make_portal(tmp_path / "portal", {path: text for path, text in RECORDS.items() if "/ou.md" not in path})
    folder.write({"organisations/ou.md": "---\ntitle: Områdeutvalet\nshort: OU\nkind: area\n---\n"})
    file = folder.root / "mkdocs.yml"
    told = f"admin: {HOSTS[name].settings}"
    file.write_text(file.read_text("utf-8").replace("      paper: true", f"      {told}\n      paper: false"), "utf-8")
    assert folder.command("write", str(tmp_path / "site")).exit_code == 0
    page = browser.new_page(viewport={"width": 1400, "height": 9000})
    page.set_default_timeout(15_000)
    records = records_in(folder.root)
    host = HOSTS[name](page, records)
    with served(tmp_path / "site", "/under/a/path/") as site:
        editor = Editor(page, f"{site}admin/", folder.root, token="teikn")
        editor.open("cases", "2021-ferje")
        editor.write("archive_ref", "2021/12")
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_function("() => document.body.innerText.includes('Entry saved')")
    assert (editor.faults, host.unknown) == ([], [])
    (change,) = host.saved
    branch = "cms/cases/2021-ferje" if host.has_proposals else "main"
    assert (change.branch, change.action, change.path) == (branch, "update", "cases/2021-ferje.md")
    assert changed_lines(records["cases/2021-ferje.md"], change.text) == ["+archive_ref: 2021/12"]
    assert [(one["head"], one["base"]) for one in host.proposed] == [(branch, "main")][: host.has_proposals]
    assert {urlsplit(url).netloc for url in editor.asked if url.startswith("http")} == {
        urlsplit(site).netloc, urlsplit(host.root).netloc,
    }  # fmt: skip
    page.close()
