"""The editors' commands: what each writes, to the byte, what it says, and that the check is green afterwards.

Today is Monday 10 May 2021.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.commands.cli import main
from portal.commands.editing import command
from portal.commands.editing.edits import Edit, Unplaced, edited
from portal.commands.editing.fixing import mended
from portal.commands.editing.records import linked_records
from portal.commands.editing.reporting import reported
from portal.commands.examples import EXAMPLES
from portal.language.catalogue import catalogue_for
from portal.model.problems import Place, warning
from portal.model.references import references
from portal.source.reading import read_records
from portal.source.settings import read_settings
from support.attachments import PLAIN, comment, docx, paragraph, run
from support.history import commit, git
from support.portals import EPOCH, PortalFolder, make_portal
from support.programs import need
from support.small import SMALL

Portal = Callable[..., PortalFolder]


def texts(folder: PortalFolder) -> dict[str, bytes]:
    """Every file of a portal but those it remembers things in, by path."""
    paths = (path for path in folder.root.rglob("*") if path.is_file())
    named = {path.relative_to(folder.root).as_posix(): path.read_bytes() for path in paths}
    return {path: data for path, data in named.items() if not path.startswith(("build/", ".git/"))}


def written(folder: PortalFolder, before: dict[str, bytes]) -> dict[str, str]:
    """What was written since, by path."""
    return {path: data.decode() for path, data in texts(folder).items() if before.get(path) != data}


@pytest.fixture
def small(portal: Portal) -> PortalFolder:
    return portal(SMALL).without_papers()


# -- portal new

NEW = [
    (
        ["case", "Felles rutine", "--type", "D/V", "--for", "SSU", "--by", "Ada Lie (rådgjevar, Helse Fjord)",
         "--project", "Felles nettside"],
        "cases/2021-felles-rutine.md",
        """---
title: Felles rutine
type: D/V
submitted: "2021-05-10"
submitted_by:
  name: Ada Lie
  role: rådgjevar
  organisation: helse-fjord
for:
  - ssu
project: nettside
---

## Bakgrunn

<!-- Kva har hendt, og kvifor kjem saka opp no? -->

## Formål

<!-- Kvifor er saka viktig for utvalet? -->

## Framlegg til vedtak

<!-- Slik du meiner vedtaket bør lyde. Er det fleire punkt, skriv 1. og 2. først på linene. -->
""",
        "",
    ),
    (
        ["meeting", "SSU", "2021-09-17", "--item", "Godkjenning av referat", "--item", "2021-nettside",
         "--item", "Eventuelt"],
        "meetings/ssu/2021-09-17.md",
        """---
number: 3/2021
start: "10:00"
place: Videomøte
agenda:
  - number: 07/21
    title: Godkjenning av referat
  - number: 08/21
    case: 2021-nettside
  - title: Eventuelt
---
""",
        "Frist for å melde saker: 27. august 2021\nFrist for innkallinga: 10. september 2021\n"
        "Frist for referatet: 1. oktober 2021\n",
    ),
    (
        ["project", "Trygg heimreise", "--owner", "Alver kommune", "--partner", "Frivillige lag", "--partner", "ssu",
         "--from", "2021-06", "--phase", "planned"],
        "projects/trygg-heimreise.md",
        """---
title: Trygg heimreise
owner: alver
partners:
  - Frivillige lag
  - ssu
period:
  from: "2021-06"
phase: planned
---
""",
        "",
    ),
    (
        ["organisation", "Fagutvalet for rus", "--short", "FSU", "--kind", "professional", "--parent", "SSU"],
        "organisations/fsu.md",
        "---\ntitle: Fagutvalet for rus\nshort: FSU\nkind: professional\nparent: ssu\n---\n",
        "",
    ),
    (
        ["agreement", "Samarbeid om beredskap", "--level", "service", "--number", "11", "--party", "Alver kommune",
         "--party", "Helse Fjord", "--basis", "hol. § 6-2 nr. 11", "--from", "2021-06-01", "--review", "2025-06-01"],
        "agreements/samarbeid-om-beredskap.md",
        """---
title: Samarbeid om beredskap
level: service
number: "11"
parties:
  - alver
  - helse-fjord
basis:
  - hol. § 6-2 nr. 11
in_force:
  from: "2021-06-01"
review: "2025-06-01"
---
""",
        "",
    ),
    (
        ["plan", "Handlingsplan", "--organisation", "SSU", "--from", "2021", "--to", "2022",
         "--goal", "Kortare ventetid", "--goal", "Trygg heimreise"],
        "plans/handlingsplan.md",
        """---
title: Handlingsplan
organisation: ssu
period:
  from: "2021"
  to: "2022"
goals:
  - number: "1"
    title: Kortare ventetid
  - number: "2"
    title: Trygg heimreise
---
""",
        "",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "path", "text", "said"), NEW, ids=lambda one: one[0] if isinstance(one, list) else ""
)
def test_a_new_record_says_what_was_typed_and_what_is_usual(
    small: PortalFolder, typed: list[str], path: str, text: str, said: str
) -> None:
    before = texts(small)
    shown = small.command("new", *typed, "--dry-run")
    assert (shown.exit_code, shown.stdout, texts(small)) == (0, text, before), shown.output
    done = small.command("new", *typed)
    assert (done.exit_code, done.stdout) == (0, f"Skreiv {path}.\n{said}"), done.output
    assert written(small, before) == {path: text}
    assert small.check().exit_code == 0


def test_an_agreement_that_replaces_another_has_its_parties(small: PortalFolder) -> None:
    """Level, number, parties and basis too, where nothing else is said."""
    given = [
        "--level",
        "service",
        "--number",
        "3",
        "--party",
        "alver",
        "--party",
        "helse-fjord",
        "--basis",
        "hol. § 6-2",
    ]
    assert small.command("new", "agreement", "Innlegging", *given).exit_code == 0
    done = small.command("new", "agreement", "Innlegging", "--replaces", "innlegging", "--number", "4")
    assert done.stdout == "Skreiv agreements/innlegging-2.md.\n"
    assert (small.root / "agreements/innlegging-2.md").read_text("utf-8") == (
        '---\ntitle: Innlegging\nlevel: service\nnumber: "4"\nparties:\n  - alver\n  - helse-fjord\n'
        "basis:\n  - hol. § 6-2\nreplaces:\n  - innlegging\n---\n"
    )
    assert small.check().exit_code == 0


def test_a_second_record_of_one_title_has_an_id_of_its_own(small: PortalFolder) -> None:
    for id_ in ("2021-rutine", "2021-rutine-2", "2021-rutine-3"):
        assert small.command("new", "case", "Rutine").stdout == f"Skreiv cases/{id_}.md.\n"


def test_nothing_is_written_over_and_no_wrong_record_is_written(small: PortalFolder) -> None:
    before = texts(small)
    for typed, told in (
        (["meeting", "ssu", "2021-05-28"], "«meetings/ssu/2021-05-28.md» finst frå før. Ingenting er skrive.\n"),
        (["meeting", "alver", "2021-05-29"], "«alver» er ein part, og ikkje eit utval som har møte.\n"),
        (["case", "Rutine", "--for", "SSV"], "Ingen post heiter «SSV». Meinte du «SSU»?\n"),
        (["case", "Rutine", "--submitted", "3.2.2021"], "skal skrivast med året først. Skriv «2021-02-03».\n"),
    ):
        done = small.command("new", *typed)
        assert done.exit_code == 1
        assert told in done.stderr
    assert texts(small) == before


def test_what_is_missing_is_told_where_nobody_can_be_asked(small: PortalFolder) -> None:
    done = small.command("new", "meeting", "ssu")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "«DATO» manglar." in done.stderr


def test_on_a_terminal_each_field_is_asked_for_with_what_is_proposed(
    small: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_may_be_asked", lambda: True)
    answers = ["SSV", "ssu", "17.9.2021", "2021-09-17", "", "kl. 9", "9:30", "", "Rådhuset", "", "Eventuelt; Rutine"]
    typed = ["--root", str(small.root), "new", "meeting"]
    done = CliRunner().invoke(main, typed, input="\n".join([*answers, ""]), env={"SOURCE_DATE_EPOCH": EPOCH})
    assert done.exit_code == 0, done.output
    assert "Nummeret på møtet [3/2021]: " in done.stderr
    assert (small.root / "meetings/ssu/2021-09-17.md").read_text("utf-8") == (
        '---\nnumber: 3/2021\nstart: "9:30"\nplace: Rådhuset\nagenda:\n  - title: Eventuelt\n'
        "  - number: 07/21\n    title: Rutine\n---\n"
    )


def test_whoever_stops_answering_has_written_nothing(small: PortalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_may_be_asked", lambda: True)
    before = texts(small)
    done = CliRunner().invoke(main, ["--root", str(small.root), "new", "case"], input="Rutine\n")
    assert (done.exit_code, done.stderr.splitlines()[-1], texts(small)) == (1, "Ingenting er skrive.", before)


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=40)


@given(title=WORDS, role=WORDS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_words_a_new_record_passes_the_check(tmp_path: Path, title: str, role: str) -> None:
    root = tmp_path / "any"
    folder = PortalFolder(root) if root.exists() else make_portal(root, SMALL).without_papers()
    before = texts(folder)
    done = folder.command("new", "case", "--by", f"Ada Lie ({role}, Alver kommune)", "--", title)
    made = written(folder, before)
    assert done.exit_code == (0 if made else 1)
    assert folder.check().exit_code == 0
    for path in made:
        (folder.root / path).unlink()


# -- portal rename

PDF = PLAIN["pdf"]
NFD = "O\u0308yvind m\u00e5tte la\u030ane "
"""Letters and their marks apart: a character more in the file than what is read."""

REFERRING: dict[str, str | bytes] = {
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nshort: SSU\nkind: strategic\n---\n",
    "organisations/ou.md": "---\ntitle: Områdeutvalet\nkind: area\nparent: ssu\npredecessor: 'ssu'\n---\n",
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "projects/nett.md": """
        ---
        title: Felles nettside
        owner: "alver"  # eig ho
        steering: ssu
        partners: [SSU, alver, ssu]
        milestones: [{what: Utkast, when: 2021-09, who: ssu}]
        ---
        ![Kart](nett/kart.png) og [saka](../cases/2021-nett.md "Saka").
        """,
    "projects/nett/kart.png": PLAIN["png"],
    "cases/2021-nett.md": """
        ---
        title: Nettside
        submitted: 2021-01-15
        submitted_by: {name: Ada Lie, organisation: alver}
        for: [ssu, ou]
        project: nett
        related: ["2021-kart"]
        attachments: [{title: Notat, file: notat.pdf}]
        ---
        Sjå [notatet](2021-nett/notat.pdf), [møtet](../meetings/ssu/2021-02-19.md#vedtak-05-21) og [kart][k].

        [k]: ../cases/2021-kart.md
        """,
    "cases/2021-nett/notat.pdf": PDF,
    "cases/2021-kart.md": (
        "---\r\ntitle: Kart\r\nrelated:\r\n  - 2021-nett\r\nproject: nett\r\n---\r\n"
        f'{NFD}[saka](2021-nett.md) og <a href="../cases/2021-nett.md">ho</a>.\r\n'
    ).encode(),
    "cases/2021-utkast.md": "---\ntitle: Utkast\ndraft: true\nrelated: [2021-nett, 2021-kart]\n---\n",
    "meetings/ssu/2021-02-19.md": """
        ---
        title: Fyrste møtet
        number: 1/2021
        present: ['Ada Lie (leiar, alver)', Bo Vik (alver)]
        agenda:
          - number: 05/21
            case: [2021-nett, 2021-kart]
            outcome: decided
            follow_up: [{what: Skrive, responsible: [alver, ssu], due: 2021-12-01}]
          - {number: 06/21, title: Prosjektet, project: nett, outcome: noted}
        ---
        ## 05/21

        Sjå [notatet](../../cases/2021-nett/notat.pdf) og [saka](<../../cases/2021-nett.md>).

        ### Vedtak

        Ja.
        """,
    "meetings/ssu/2021-03-19.md": """
        ---
        title: Andre møtet
        agenda:
          - {number: 07/21, title: Referat, approves: ssu/2021-02-19, outcome: approved}
        ---
        Sjå [førre møte](2021-02-19.md) og [prosjektet](../../projects/nett.md).
        """,
    "meetings/ou/2021-03-20.md": """
        ---
        title: Møtet i området
        agenda: [{number: 1/21, case: 2021-nett, outcome: noted}]
        ---
        Sjå [SSU](../ssu/2021-02-19.md) og [utvalet](../../organisations/ssu.md).
        """,
}
"""Every kind of reference, written in every way that the format takes."""

RENAMINGS = [
    ("2021-nett", "2021-felles-nettside", "cases/2021-felles-nettside.md", "/saker/2021-nett/"),
    ("projects/nett.md", "nettsida", "projects/nettsida.md", "/prosjekt/nett/"),
    ("SSU", "strategisk", "organisations/strategisk.md", "/utval/ssu/"),
    ("Alver kommune", "alver-kommune", "organisations/alver-kommune.md", "/partar/alver/"),
    ("ssu/2021-02-19", "2021-02-26", "meetings/ssu/2021-02-26.md", "/moter/ssu/2021-02-19/"),
    ("ou/2021-03-20", "ssu/2021-03-20", "meetings/ssu/2021-03-20.md", "/moter/ou/2021-03-20/"),
    ("2021-utkast", "2021-plan", "cases/2021-plan.md", None),
]


def resolved(folder: PortalFolder) -> list[tuple[str, str]]:
    """Everything in the portal that refers to a record or a file, and what it refers to, by titles and names."""
    _, linked = linked_records(folder.root, read_settings(folder.root))
    titles = {record.path: record.facts.title or "" for record in linked.records}
    found = []
    for record in linked.records:
        for reference in references(record.facts):
            key = linked.graph.target_of(reference)
            title = titles[linked.graph.records[key].path] if key else reference.value
            found.append((titles[record.path], f"{reference.at} {title}"))
        for link in record.outline.references:
            target = linked.targets.resolve(record.path, link.target)
            owner = linked.graph.records[target.key].path if target.key else target.path
            found.append(
                (titles[record.path], f"{target.kind} {titles.get(owner, owner)} {target.name} {target.anchor}")
            )
    return sorted(found)


@pytest.mark.parametrize(("old", "new", "path", "address"), RENAMINGS, ids=[f"{one[0]}-{one[1]}" for one in RENAMINGS])
def test_all_that_refers_to_a_record_follows_its_new_name(
    portal: Portal, old: str, new: str, path: str, address: str | None
) -> None:
    folder = portal(REFERRING).without_papers()
    assert folder.command("permalinks", "--update").exit_code == 0
    checked, referred, before = folder.check(), resolved(folder), texts(folder)
    assert checked.exit_code == 0, checked.output
    shown = folder.command("rename", old, new, "--dry-run")
    assert shown.exit_code == 0, shown.output
    assert texts(folder) == before
    done = folder.command("rename", old, new)
    assert done.exit_code == 0, done.output
    assert resolved(folder) == referred
    after = folder.check()
    assert (after.exit_code, len(after.output.splitlines())) == (0, len(checked.output.splitlines())), after.output
    assert folder.command("permalinks").exit_code == 0
    text = (folder.root / path).read_text("utf-8")
    assert (f"aliases:\n  - {address}\n" in text) if address else "aliases" not in text
    unchanged = {path for path, data in texts(folder).items() if before.get(path) == data}
    assert {"permalinks.txt", "mkdocs.yml"} <= unchanged


def test_a_renaming_and_the_one_back_leave_all_but_the_aliases(portal: Portal) -> None:
    folder = portal(REFERRING).without_papers()
    before = texts(folder)
    assert folder.command("rename", "ssu", "strategisk").exit_code == 0
    assert folder.command("rename", "strategisk", "ssu").exit_code == 0
    after = {path: re.sub(rb"aliases:\r?\n(  - \S+\r?\n)+", b"", data) for path, data in texts(folder).items()}
    assert after == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2021-nett", "2021-kart", "«cases/2021-kart.md» finst frå før."),
        ("2021-nett", "utval", "«utval» kan ikkje vere id-en."),
        ("2021-nett", "Ny Id", "«Ny Id» kan ikkje vere id-en."),
        ("2021-net", "2021-ny", "Ingen post heiter «2021-net». Meinte du «2021-nett»?"),
        ("ssu/2021-02-19", "2021-02-30", "kan ikkje vere id-en."),
        ("ssu/2021-02-19", "ssv/2021-02-20", "Ingen post heiter «ssv»."),
        ("2021-nett", "2021-nett", "«cases/2021-nett.md» heiter det alt."),
        ("ssu/2021-02-19", "ou/2021-02-19-2", "Referatet frå «ou/2021-02-19-2» blir godkjent av eit anna utval."),
        ("2021-nett", "2021-opptatt", "Då ville dette blitt feil. Ingenting er endra."),
        ("2021-kart", "2021-kartet", "cases/2021-rar.md:4:1: «2021-kart.md» er skrive på ein måte"),
    ],
)
def test_a_renaming_that_cannot_be_done_whole_is_not_done(portal: Portal, old: str, new: str, told: str) -> None:
    folder = portal(REFERRING).without_papers()
    folder.write({
        "cases/2021-teken.md": "---\ntitle: Teken\naliases: [/saker/2021-opptatt/]\n---\n",
        "cases/2021-rar.md": "---\ntitle: Rar\n---\nSjå [kart](2021\\-kart.md).\n",
    })  # fmt: skip
    before = texts(folder)
    done = folder.command("rename", old, new)
    assert (done.exit_code, done.stdout) == (1, ""), done.output
    assert told in done.stderr
    assert texts(folder) == before


# -- portal show, portal find


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "2021-nettside",
            """\
Felles nettside for Helsehuset
  Sak: cases/2021-nettside.md:1
  Adresse: /saker/2021-nettside/
  Tilstand: Til oppfølging
  Meldt inn: 15. januar 2021
  Meldt inn av: Synnøve Haug, prosjektleiar, Alver kommune
  Type: Drøfting og vedtak
  Til handsaming i: Strategisk samarbeidsutval
  Prosjekt: Felles nettside
    19. februar 2021, SSU: 05/21 Felles nettside for Helsehuset: Vedteke
  Viser hit: meetings/ssu/2021-02-19.md
""",
        ),
        (
            "meetings/ssu/2021-02-19.md",
            """\
Strategisk samarbeidsutval, møte 1/2021, 19. februar 2021
  Møte: meetings/ssu/2021-02-19.md:1
  Adresse: /moter/ssu/2021-02-19/
  Tilstand: Utkast til referat
  Utval: Strategisk samarbeidsutval
  Dato: 19. februar 2021
  Tid: 10.30–11.30
  Nummer: 1/2021
  Stad: Videomøte
  Møteleiar: Kari Nordvik
  Referent: Sekretariatet
  Godkjenning av referatet: Står til godkjenning 28. mai 2021
    04/21 Kjøp av tenester
    05/21 Felles nettside for Helsehuset: Vedteke
    Eventuelt: Teke til orientering
  Viser hit: meetings/ssu/2021-05-28.md
""",
        ),
        (
            "ssu",
            """\
Strategisk samarbeidsutval
  Organisasjon: organisations/ssu.md:1
  Adresse: /utval/ssu/
  Slag: Strategisk samarbeidsutval
  Kortnamn: SSU
  Neste møte: 28. mai 2021
    Kari Nordvik, Leiar
    Per Sund, Nestleiar
  Viser hit: cases/2021-nettside.md og 2 til
""",
        ),
        (
            "2021-lukka",
            """\
Hemmeleg
  Sak: cases/2021-lukka.md:1
  Adresse: /saker/2021-lukka/
  Posten er unnateken eller trekt tilbake. Sjå fila.
  Viser hit: meetings/ssu/2021-02-19.md
""",
        ),
    ],
)
def test_a_record_is_told_in_words_on_one_screen(small: PortalFolder, typed: str, told: str) -> None:
    shown = small.command("show", typed)
    assert (shown.exit_code, shown.stdout) == (0, told), shown.output


def test_an_id_that_two_records_have_is_not_guessed(small: PortalFolder) -> None:
    small.write({"projects/ssu.md": "---\ntitle: Sikker start\n---\n"})
    shown = small.command("show", "ssu")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert shown.stderr == "«ssu» kan vere organisations/ssu.md og projects/ssu.md. Skriv heile stien.\n"
    assert small.command("show", "projects/ssu").stdout.startswith("Sikker start\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "felles NETTSIDE",
            "cases/2021-nettside.md:2: title: Felles nettside for Helsehuset\n"
            "projects/nettside.md:2: title: Felles nettside\n",
        ),
        (
            "5/2021",
            "meetings/ssu/2021-02-19.md:13: number: 05/21\nmeetings/ssu/2021-02-19.md:26: ## 05/21\n",
        ),
        ("Synnøve", "cases/2021-nettside.md:5: submitted_by: {name: Synnøve Haug, role: prosjektleiar, organisation: "
                    "alver}\nmeetings/ssu/2021-02-19.md:15: presenter: Synnøve Haug\n"),
        ("ou/2021", "meetings/ou/2021-06-10.md:1: ou/2021-06-10\n"),
        ("arbeidsgruppe sluttar", None),
    ],
)  # fmt: skip
def test_records_are_found_by_title_then_number_then_facts_then_text(
    small: PortalFolder, words: str, told: str | None
) -> None:
    found = small.command("find", *words.split())
    if told is None:
        assert (found.exit_code, found.stdout, found.stderr) == (1, "", f"Ingen post har «{words}».\n")
    else:
        assert (found.exit_code, found.stdout) == (0, told), found.output


# -- portal check --format, --since

FAULTY = {
    **SMALL,
    "cases/2021-feil.md": "---\ntitle: Feil\nsubmitted: 3.2.2021\nrelated: [finst-ikkje]\n---\n[Ho](100%25,a.md).\n",
    "cases/2021-å.md": "---\ntitle: Feil\n---\n",
}


def test_what_is_wrong_is_told_as_json(portal: Portal) -> None:
    done = portal(FAULTY).command("check", "--format", "json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)["problems"]
    assert [(one["path"], one["line"], one["column"], one["severity"], one["code"]) for one in told] == [
        ("cases/2021-feil.md", 3, 12, "error", "value_day_norwegian"),
        ("cases/2021-feil.md", 4, 11, "error", "unknown_id"),
        ("cases/2021-feil.md", 6, 6, "error", "link_missing"),
        ("cases/2021-å.md", 1, 1, "error", "id_form"),
    ]
    assert told[0]["message"] == "«3.2.2021» i «submitted» skal skrivast med året først. Skriv «2021-02-03»."


def test_what_is_wrong_is_told_on_its_line_at_github(portal: Portal) -> None:
    """The portal lies in a folder of its repository, whose paths GitHub has."""
    folder = portal(FAULTY)
    (folder.root.parent / ".git").mkdir()
    lines = folder.command("check", "--format", "github").stdout.splitlines()
    assert lines[2] == (
        "::error file=portal/cases/2021-feil.md,line=6,col=6::Lenkja «100%25,a.md» fører til ei fil som ikkje finst. "
        "Rett lenkja eller legg fila der."
    )
    assert lines[3].startswith("::error file=portal/cases/2021-å.md,line=1,col=1::Filnamnet")
    awkward = warning(Place("a,b:c%.md", 2, 3), "link_missing", found="x")
    assert reported("github", [awkward], catalogue_for("nn"), folder.root).startswith(
        "::warning file=portal/a%2Cb%3Ac%25.md,line=2,col=3::"
    )


def test_what_is_wrong_is_told_as_sarif(tmp_path: Path) -> None:
    schema = json.loads((Path(__file__).parent / "shapes/sarif-schema-2.1.0.json").read_text("utf-8"))
    for files, count in ((FAULTY, 4), (SMALL, 0)):
        folder = make_portal(tmp_path / str(count), files)
        told = json.loads(folder.command("check", "--format", "sarif").stdout)
        jsonschema.Draft4Validator(schema).validate(told)
        run = told["runs"][0]
        assert [run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] for one in run["results"]] == [
            one["ruleId"] for one in run["results"]
        ]
        assert len(run["results"]) == count
    jsonschema.Draft4Validator.check_schema(schema)


def test_a_change_is_told_of_what_it_touches_and_what_it_breaks_elsewhere(portal: Portal) -> None:
    folder = portal({**SMALL, "cases/2021-gammal.md": "---\ntitle: Gammal feil\nsubmitted: i fjor\n---\n"})
    commit(folder)
    git(folder, "branch", "start")
    quiet = folder.command("check", "--since", "start")
    assert (quiet.exit_code, quiet.stdout) == (0, "12 postar er sjekka. Ingen feil.\n"), quiet.output
    (folder.root / "projects/nettside.md").unlink()
    folder.write({"cases/2021-ny.md": "---\ntitle: Ny\nfor: [ssv]\n---\n"})
    told = folder.command("check", "--since", "start", "--format", "json")
    places = [(one["path"], one["code"]) for one in json.loads(told.stdout)["problems"]]
    assert places == [("cases/2021-nettside.md", "unknown_id"), ("cases/2021-ny.md", "unknown_id_near")]
    assert told.exit_code == 1
    commit(folder)
    assert folder.command("check", "--since", "HEAD~1", "--format", "json").stdout == told.stdout
    assert folder.command("check", "--since", "HEAD").exit_code == 0
    git(folder, "checkout", "-q", "start")
    folder.write({"cases/2021-gammal.md": "---\ntitle: Gammal\n---\n"})
    commit(folder, "Retta")
    git(folder, "checkout", "-q", "main")
    git(folder, "branch", "-f", "start", "start~0")
    assert folder.command("check", "--since", "start", "--format", "json").stdout == told.stdout
    folder.write({"cases/2021-gammal.md": "---\ntitle: Gammal feil\nsubmitted: i fjor\n---\nMeir.\n"})
    touched = folder.command("check", "--since", "main", "--format", "json").stdout
    assert [(one["path"], one["code"]) for one in json.loads(touched)["problems"]] == [
        ("cases/2021-gammal.md", "value_day")
    ]
    unknown = folder.command("check", "--since", "inga-grein")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert unknown.stderr.startswith("Git kjenner ikkje «inga-grein» her.")


# -- what was meant by a value


@pytest.mark.parametrize(
    ("lang", "outcome", "near"),
    [
        ("nn", "godkjent", "approved» (Godkjent)"),
        ("nb", "godkjend", "approved» (Godkjent)"),
        ("nn", "vedtatt", "decided» (Vedteke)"),
        ("nb", "vedteke", "decided» (Vedtatt)"),
        ("nn", "postpond", "postponed» (Utsett)"),
    ],
)
def test_a_label_or_a_near_value_is_told_as_the_value_that_it_means(
    portal: Portal, lang: str, outcome: str, near: str
) -> None:
    record = f"---\npresent: [Ada Lie]\nagenda:\n  - {{title: Budsjett, outcome: {outcome}}}\n---\n"
    folder = portal({**SMALL, "meetings/ssu/2021-03-19.md": record}, lang)
    told = folder.check().output
    mente = {"nn": "Meinte", "nb": "Mente"}[lang]
    assert f"meetings/ssu/2021-03-19.md:4:32: «{outcome}» kan" in told
    assert f"{mente} du «{near}? Dette kan stå her: decided, endorsed" in told


# -- portal fix

BROKEN: dict[str, str | bytes] = {
    **SMALL,
    "cases/2021-rot.md": (
        b"---\r\n"
        b"title: Sak 05/21: Ny # del\r\n"
        b"---\r\n"
    ),
    "cases/2021-skeiv.md": (
        f"---\r\n# {NFD}\r\ntitle: Sak 05/21:  Ny\r\n"
        "lang:nn   # målet\r\n"
        "submitted:  '3.2.2021'\r\n"
        "submitted_by:\r\n"
        "\tname: @lie\r\n"
        "for: [\"SSU\" , ou]\r\n"
        "project: Felles nettside\r\n"
        "related:\r\n- ../cases/2021-nettside.md\r\n- Felles nettside for Helsehuset\r\n"
        "closed: {date: 4. 3. 2021, outcome: Fullført}\r\n"
        "---\r\n"
        f"{NFD}[møtet](2021-05-28.md#sak-06-21) og [notat](../projects/heim/m%C3%A5l%20a.pdf \"x\").\r\n"
    ).encode(),
    "organisations/ou/mål a.pdf": PDF,
    "meetings/ou/2021-06-10.md": "---\nstart: 10.30\nagenda:\n  - {number: 01/21, outcome: utsett, title: A}\n---\n",
}  # fmt: skip

MENDED = {
    "cases/2021-skeiv.md": (
        f"---\r\n# {NFD}\r\ntitle: \"Sak 05/21:  Ny\"\r\n"
        "lang: nn   # målet\r\n"
        "submitted:  '2021-02-03'\r\n"
        "submitted_by:\r\n"
        "  name: \"@lie\"\r\n"
        "for: [\"ssu\" , ou]\r\n"
        "project: nettside\r\n"
        "related:\r\n- 2021-nettside\r\n- 2021-nettside\r\n"
        "closed: {date: 2021-03-04, outcome: completed}\r\n"
        "---\r\n"
        f"{NFD}[møtet](../meetings/ssu/2021-05-28.md#sak-06-21) og "
        "[notat](../organisations/ou/m%C3%A5l%20a.pdf \"x\").\r\n"
    ),
    "meetings/ou/2021-06-10.md": (
        "---\nstart: 10:30\nagenda:\n  - {number: 01/21, outcome: postponed, title: A}\n---\n"
    ),
}  # fmt: skip


def test_what_has_one_reading_is_mended_and_every_other_byte_stays(portal: Portal) -> None:
    folder = portal(BROKEN).without_papers()
    before = texts(folder)
    shown = folder.command("fix", "--dry-run")
    assert (shown.exit_code, shown.stderr, texts(folder)) == (0, "2 filer kan rettast.\n", before), shown.output
    assert "-start: 10.30\n+start: 10:30\n" in shown.stdout
    done = folder.command("fix")
    assert (done.exit_code, done.stdout, done.stderr) == (0, shown.stdout, "2 filer er retta.\n")
    assert written(folder, before) == MENDED
    again = folder.command("fix")
    assert (again.stdout, again.stderr) == ("", "Det finst ikkje noko som kan rettast av seg sjølv.\n")


def test_a_link_to_a_record_that_was_renamed_by_hand_follows_what_git_remembers(portal: Portal) -> None:
    folder = portal(SMALL).without_papers()
    commit(folder)
    (folder.root / "cases/2021-nettside.md").rename(folder.root / "cases/2021-ei-anna-id.md")
    folder.write({"cases/2021-viser.md": "---\ntitle: Viser\n---\nSjå [saka](2021-nettside.md).\n"})
    assert "2021-viser.md" in folder.command("fix").stdout
    assert "(2021-ei-anna-id.md)" in (folder.root / "cases/2021-viser.md").read_text("utf-8")


@given(text=st.text(st.sampled_from("ab:#-[]{}\"'\t \n@&*!|>?%,.05/21"), max_size=60))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_there_mending_never_makes_it_worse(tmp_path: Path, text: str) -> None:
    folder = PortalFolder(tmp_path)
    folder.write({"cases/x.md": b""})
    raw = f"---\ntitle: {text}\nsubmitted: 3.2.2021\n---\nOrd.\n"
    (tmp_path / "cases/x.md").write_bytes(raw.encode())
    before = read_records(tmp_path).problems
    new = mended(tmp_path, read_settings(tmp_path)).get("cases/x.md", raw)
    (tmp_path / "cases/x.md").write_bytes(new.encode())
    assert len(read_records(tmp_path).problems) <= len(before) or new == raw
    assert new.endswith("---\nOrd.\n")


# -- portal plan

PLANNED = {
    "organisations/ssu.md": "---\ntitle: Utvalet\nshort: SSU\nkind: strategic\n---\n",
    "meetings/ssu/2020-01-08.md": "---\nnumber: 1/2020\nstart: 10:00\nend: 12:00\nplace: Fjorden\n---\n",
    "meetings/ssu/2020-05-20.md": "---\nnumber: 2/2020\nstart: 10:00\nend: 12:00\nplace: Fjorden\n---\n",
    "meetings/ssu/2020-09-16.md": "---\nnumber: 3/2020\ncancelled: true\nplace: Lia\n---\n",
    "meetings/ssu/2020-11-25.md": "---\nnumber: 4/2020\nstart: 10:30\nplace: Lia\n---\n",
}


def planned(number: int, year: int = 2022) -> str:
    return f'---\nnumber: {number}/{year}\nstart: "10:00"\nend: "12:00"\nplace: Fjorden\n---\n'


def test_a_year_is_planned_as_the_year_before_and_not_on_holidays(portal: Portal) -> None:
    """Wednesday 5 January, 18 May and 23 November 2022 are as near as can be; Thursday 26 May 2022 is Ascension Day."""
    folder = portal(PLANNED).without_papers()
    before = texts(folder)
    shown = folder.command("plan", "SSU", "2022", "--dry-run")
    assert (shown.exit_code, texts(folder)) == (0, before), shown.output
    done = folder.command("plan", "SSU", "2022")
    assert (done.exit_code, done.stderr) == (0, "3 møte er skrivne.\n"), done.output
    assert done.stdout == (
        "meetings/ssu/2022-01-05.md: onsdag 5. januar 2022\n"
        "meetings/ssu/2022-05-18.md: onsdag 18. mai 2022\n"
        "meetings/ssu/2022-11-23.md: onsdag 23. november 2022\n"
    )
    paths = ("meetings/ssu/2022-01-05.md", "meetings/ssu/2022-05-18.md", "meetings/ssu/2022-11-23.md")
    assert written(folder, before) == {path: planned(n) for n, path in enumerate(paths, 1)}
    assert folder.check().exit_code == 0
    again = folder.command("plan", "SSU", "2022", "--weekday", "TORSDAG")
    assert again.stderr.splitlines()[-1] == "0 møte er skrivne."
    assert "meetings/ssu/2022-05-18.md finst frå før, og blir ståande.\n" in again.stderr


def test_another_weekday_avoids_holidays_and_dates_are_taken_as_they_are(portal: Portal) -> None:
    folder = portal({**PLANNED, "meetings/ssu/2020-05-29.md": "---\nplace: Fjorden\n---\n"}).without_papers()
    (folder.root / "meetings/ssu/2020-05-20.md").unlink()
    done = folder.command("plan", "SSU", "2022", "--weekday", "torsdag")
    assert "meetings/ssu/2022-06-02.md: torsdag 2. juni 2022, ei veke eller meir etter 26. mai 2022" in done.stdout
    before = texts(folder)
    done = folder.command("plan", "SSU", "2023", "--dates", "2023-05-17,2023-01-31")
    assert [*written(folder, before)] == ["meetings/ssu/2023-01-31.md", "meetings/ssu/2023-05-17.md"]
    again = folder.command("plan", "SSU", "2023", "--dates", "2023-02-28,2023-05-17")
    assert (again.exit_code, again.stdout) == (1, "")
    assert not (folder.root / "meetings/ssu/2023-02-28.md").exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["ssu", "2022", "--weekday", "tirsdah"], "«tirsdah» er ingen vekedag. Meinte du «tirsdag»?"),
        (["ssu", "2020"], "Utvalet har ikkje hatt møte før."),
        (["ssu", "2022", "--dates", "17.5.2022"], "«17.5.2022» er ingen dato."),
        (["ssu", "2022", "--weekday", "onsdag", "--dates", "2022-05-18"], "Vel anten vekedag eller datoar."),
    ],
)
def test_a_plan_that_cannot_be_made_is_told(portal: Portal, typed: list[str], told: str) -> None:
    folder = portal(PLANNED).without_papers()
    before = texts(folder)
    done = folder.command("plan", *typed)
    assert done.exit_code in (1, 2)
    assert told in done.stderr
    assert texts(folder) == before


# -- portal minutes

NOTICE = """---\r
number: 1/2021\r
minutes_by: Bo Vik\r
agenda:\r
  - number: 01/21\r
    title: Referat\r
    type: V\r
  - {number: 02/21, title: Budsjett, type: V}\r
\r
  # om saka\r
  - number: 03/21\r
    case: 2021-open\r
  - number: 04/21\r
    case: 2021-lukka\r
  - title: Eventuelt  # til slutt\r
lang: nn\r
---\r
\r
Velkomne.\r
\r
## Sak 02/21: Budsjett\r
\r
Sjå tala."""

MINUTES = """---\r
number: 1/2021\r
minutes_by: Bo Vik\r
chair: Kari Nordvik\r
present:\r
  - Kari Nordvik (leiar, Alver kommune)\r
  - name: Per (P) Sund\r
    role: direktør\r
    organisation: helse\r
  - Ada Lie\r
secretariat:\r
  - Bo Vik (Alver kommune)\r
agenda:\r
  - number: 01/21\r
    title: Referat\r
    type: V\r
    # outcome: decided\r
  - {number: 02/21, title: Budsjett, type: V}\r
\r
  # om saka\r
  - number: 03/21\r
    case: 2021-open\r
    # outcome: noted\r
  - number: 04/21\r
    case: 2021-lukka\r
    # outcome: noted\r
  - title: Eventuelt  # til slutt\r
    # outcome: noted\r
lang: nn\r
---\r
\r
Velkomne.\r
\r
## 01/21 Referat\r
\r
<!-- ### Vedtak -->\r
\r
## Sak 02/21: Budsjett\r
\r
Sjå tala.\r
\r
## 03/21 Open sak\r
\r
## 04/21\r
\r
## Eventuelt\r
"""

CALLED: dict[str, str | bytes] = {
    "organisations/ssu.md": """
        ---
        title: Utvalet
        kind: strategic
        members:
          - {name: Kari Nordvik, role: ordførar, organisation: alver, position: leader, substitute: Ola Vik}
          - {name: Per (P) Sund, role: direktør, organisation: helse}
          - {name: Ada Lie}
          - {name: Bo Vik, organisation: alver, position: secretary}
        ---
        """,
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "organisations/helse.md": "---\ntitle: Helse Fjord\nkind: hospital_trust\n---\n",
    "cases/2021-open.md": "---\ntitle: Open sak\ntype: D/O\n---\n",
    "cases/2021-lukka.md": (
        "---\ntitle: Løyndom\nexempt: {basis: \"offentleglova § 13\", public_title: Personalsak}\n---\n"
    ),
    "meetings/ssu/2021-05-10.md": NOTICE.encode(),
}  # fmt: skip


def test_a_notice_becomes_minutes_and_keeps_every_byte_of_its_own(portal: Portal) -> None:
    folder = portal(CALLED).without_papers()
    before = texts(folder)
    shown = folder.command("minutes", "ssu/2021-05-10", "--dry-run")
    assert (shown.exit_code, texts(folder)) == (0, before), shown.output
    assert "+    # outcome: decided\n" in shown.stdout.replace("\r", "")
    done = folder.command("minutes", "ssu/2021-05-10")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[1] == "4 personar er førte opp. Stryk dei som ikkje var der."
    assert written(folder, before) == {"meetings/ssu/2021-05-10.md": MINUTES}
    assert folder.check().exit_code == 0
    kept = iter(MINUTES.split("\r\n"))
    assert all(line in kept for line in NOTICE.split("\r\n")), "each line of the notice, in its order"
    opened = MINUTES.replace("# outcome", "outcome").replace("<!-- ### Vedtak -->", "### Vedtak\r\n\r\nJa.")
    folder.write({"meetings/ssu/2021-05-10.md": opened.encode()})
    assert folder.check().exit_code == 0


def test_minutes_that_are_there_are_left_alone(portal: Portal) -> None:
    cancelled = {"meetings/ssu/2021-05-09.md": "---\ncancelled: true\n---\n"}
    folder = portal({**CALLED, **cancelled, "meetings/ssu/2021-05-10.md": MINUTES.encode()}).without_papers()
    before = texts(folder)
    for meeting in ("ssu/2021-05-10", "ssu/2021-05-09", "2021-open", "ssu/2021-05-11"):
        done = folder.command("minutes", meeting)
        assert (done.exit_code, done.stdout) == (1, "")
    assert texts(folder) == before


# -- Tab, examples and near misses


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("portal re", ["rename"]),
        ("portal rename 2021-", ["2021-lukka", "2021-nettside"]),
        ("portal show ssu", ["ssu/2021-02-19", "ssu/2021-05-28", "ssu"]),
        ("portal minutes ou", ["ou/2021-06-10"]),
        ("portal new meeting s", ["ssu"]),
        ("portal new organisation --kind a", ["area", "association"]),
    ],
)
def test_tab_completes_commands_and_ids_from_any_folder_of_the_portal(
    small: PortalFolder, words: str, offered: list[str]
) -> None:
    typed = words.split(" ")
    asked = {"_PORTAL_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(typed) - 1)}
    with contextlib.chdir(small.root / "cases"):
        done = CliRunner().invoke(main, [], prog_name="portal", env=asked)
    assert [line.partition(",")[2] for line in done.stdout.splitlines()] == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_its_own_script(small: PortalFolder, shell: str) -> None:
    done = small.command("completion", shell)
    assert done.exit_code == 0
    assert f"_PORTAL_COMPLETE={shell}_complete" in done.stdout


SHELLS = {
    "bash": """
        source script
        try() {
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _portal_completion portal "${!#}"; echo "${COMPREPLY[@]}"
        }
        try portal ren; try portal show 2021-n
        """,
    "fish": "source script; complete -C 'portal ren'; complete -C 'portal show 2021-n'",
    "zsh": r"""
        zmodload zsh/zpty; zpty it zsh -f -i
        zpty -w it "autoload -Uz compinit; compinit -D -u; source script; PS1=ready"; zpty -r -m it said '*ready*'
        zpty -w -n it $'portal ren\t'; zpty -r -m it said '*rename*'; print -r -- $said
        zpty -w -n it $'\C-uportal show 2021-n\t'; zpty -r -m it said '*2021-nettside*'; print -r -- $said
        """,
}
"""What is typed in each shell that has read its script: a piece of a command, and a piece of an id, each with Tab."""


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_does_so_in_the_shell_itself(small: PortalFolder, tmp_path: Path, shell: str) -> None:
    place = tmp_path / "shell"
    place.mkdir()
    (place / "script").write_text(small.command("completion", shell).stdout, encoding="utf-8")
    begin = 'import sys; sys.argv[0] = "portal"; from portal.commands.start import run; run()'
    (place / "portal").write_text(f"#!/bin/sh\ncd '{small.root}'\nexec {sys.executable} -c '{begin}' \"$@\"\n")
    (place / "portal").chmod(0o755)
    plain = {"bash": ["--norc", "-c"], "fish": ["--no-config", "-c"], "zsh": ["-f", "-c"]}[shell]
    path = f"{place}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [need(shell), *plain, textwrap.dedent(SHELLS[shell])], cwd=place,
        env={**os.environ, "PATH": path, "HOME": str(place), "TERM": "dumb"}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert "rename" in done.stdout and "2021-nettside" in done.stdout, done.stdout + done.stderr
    if shell == "fish":
        assert "rename\tGi ein post ein ny id\n" in done.stdout


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command of a group and of the groups in it, by the whole name."""
    for name, found in group.commands.items():
        yield f"{above}{name}", found
        if isinstance(found, click.Group):
            yield from commands(found, f"{above}{name} ")


def test_every_command_has_examples_that_it_takes() -> None:
    known = {"portal": main, **dict(commands(main))}
    assert set(EXAMPLES) == set(known)
    for name, lines in EXAMPLES.items():
        for line in lines:
            typed = shlex.split(line.partition(" >")[0])[1:]
            group: click.Command = main
            while isinstance(group, click.Group) and typed and typed[0] in group.commands:
                group = group.commands[typed.pop(0)]
            assert name == "portal" or group is known[name] or name == "new"
            group.make_parser(click.Context(group)).parse_args(list(typed))


@pytest.mark.parametrize(
    ("lang", "typed", "told"),
    [
        ("nn", ["renam"], ["Kommandoen «renam» finst ikkje. Meinte du «rename»?"]),
        ("nb", ["renam"], ["Kommandoen «renam» finnes ikke. Mente du «rename»?", "Se «portal --help»."]),
        ("nb", ["new", "case", "--projct", "x"], ["Valget «--projct» finnes ikke. Mente du «--project»?"]),
        ("nb", ["write"], ["Bruk: portal write [VALG] MAPPE", "«MAPPE» mangler."]),
    ],
)
def test_what_is_typed_wrongly_is_told_in_the_language_of_the_portal(
    portal: Portal, lang: str, typed: list[str], told: list[str]
) -> None:
    folder = portal(SMALL, lang)
    with contextlib.chdir(folder.root / "cases"):
        here = CliRunner().invoke(main, typed, prog_name="portal")
    elsewhere = CliRunner().invoke(main, [f"--root={folder.root}", *typed], prog_name="portal")
    assert here.exit_code == elsewhere.exit_code == 2
    lines = [line for line in here.stderr.splitlines() if not line.startswith("Portalen ligg")]
    assert set(told) <= set(lines)
    assert set(told) <= set(elsewhere.stderr.splitlines())
    help_ = CliRunner().invoke(main, ["--root", str(folder.root), "new", "case", "--help"], prog_name="portal").stdout
    assert catalogue_for(lang).text("new.case_submitted") in " ".join(help_.split())


def test_a_page_by_hand_that_links_to_a_record_follows_it_too(portal: Portal) -> None:
    page = "# Om\n\nSjå [saka](../cases/2021-nett.md) og [sida](saker/2021-nett/index.md#vedtak).\n"
    folder = portal({**REFERRING, "content/lenkjer.md": page}).without_papers()
    assert folder.command("rename", "2021-nett", "2021-ny").exit_code == 0
    assert (folder.root / "content/lenkjer.md").read_text("utf-8") == page.replace("2021-nett", "2021-ny")


def test_a_suggested_command_can_be_pasted_into_a_shell(portal: Portal) -> None:
    name = "notat (2) å.docx"
    case = f"---\ntitle: Notat\nattachments: [{{title: Notat, file: {name}}}]\n---\n"
    paper = docx(paragraph(run("Notat")), comments=comment("Sjekk dette"))
    folder = portal({"cases/2021-a.md": case, f"cases/2021-a/{name}": paper})
    suggested = re.search("«(portal clean .*?)»", folder.check().stdout)
    assert suggested is not None
    assert shlex.split(suggested[1]) == ["portal", "clean", f"cases/2021-a/{name}"]


def test_a_title_comes_before_a_text_whatever_the_folders(portal: Portal) -> None:
    folder = portal({
        "cases/2021-a.md": "---\ntitle: Skyss\n---\nTrygg heimreise for alle.\n",
        "projects/b.md": "---\ntitle: Trygg heimreise\n---\n",
    })  # fmt: skip
    assert folder.command("find", "trygg", "heimreise").stdout == (
        "projects/b.md:2: title: Trygg heimreise\ncases/2021-a.md:4: Trygg heimreise for alle.\n"
    )


def test_a_letter_apart_from_its_mark_is_changed_with_it() -> None:
    there = Edit(Place("x.md", 2, 3), "m\u00e5l.md", "ny.md")
    assert edited("a\nA\u030a ma\u030al.md b\r\n", [there]) == "a\nA\u030a ny.md b\r\n"
    for wrong in (Edit(Place("x.md", 2, 1), "m", ""), Edit(Place("x.md", 9), "m", "")):
        with pytest.raises(Unplaced):
            edited("a\nA\u030a\n", [wrong])


def test_a_link_that_may_mean_two_files_is_left_as_it_is(portal: Portal) -> None:
    folder = portal({
        **SMALL, "organisations/ou/kopi.pdf": PDF, "organisations/ssu/kopi.pdf": PDF,
        "cases/2021-a.md": "---\ntitle: A\n---\nSjå [notatet](kopi.pdf).\n",
    })  # fmt: skip
    assert folder.command("fix").stderr == "Det finst ikkje noko som kan rettast av seg sjølv.\n"


def test_nothing_is_not_sought(small: PortalFolder) -> None:
    done = small.command("find", " ")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "«TEKST» manglar." in done.stderr
