"""`portal import` over the documents in `tests/documents`: what is found, what is written, what is told.

The portal's language is nynorsk, and it holds the organisations and earlier meetings that the documents name.
"""

from __future__ import annotations

import datetime as dt
import re
import shlex
import shutil
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bench.importing import DOCUMENTS, MEASURED, gold, measure
from portal.commands.importing.importer import Imported, import_file
from portal.commands.importing.words.dates import find_date, find_times
from portal.commands.importing.words.meanings import case_types, outcome_in, vote_in
from portal.commands.importing.words.people import person_from
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import box, field_box, paragraph, table, word_file
from support.hostile import form_pdf
from support.portals import PortalFolder
from support.sites import tree

Portal = Callable[..., PortalFolder]

GOLD = {document.name: expected for document, expected in gold()}
WRITTEN = sorted(name for name, expected in GOLD.items() if expected.get("records"))
"""The documents of which an ideal import writes a record."""

LEAST = 0.95
"""The precision that each measured field must have."""

RECALL = {"number": 1.0, "title": 1.0, "type": 1.0, "date": 1.0, "people": 1.0, "outcome": 1.0}
"""The recall of each measured field: what was measured when this was written, rounded down. It only goes up."""

GRAPH = Graph(read_records(DOCUMENTS).records, {})


def imported(name: str | Path) -> Imported:
    """What a document gives, with the arguments that its gold asks for."""
    expected = GOLD.get(Path(name).name, {})
    said = dict(zip(expected.get("arguments", [])[::2], expected.get("arguments", [])[1::2], strict=True))
    day = dt.date.fromisoformat(said["--date"]) if "--date" in said else None
    return import_file(DOCUMENTS / name, GRAPH, None, said.get("--organisation"), day)


def filled(portal: Portal, without: str = "") -> PortalFolder:
    """A portal with the organisations and the earlier meetings; without the records that a document is to give."""
    folder = portal()
    for name in ("organisations", "meetings"):
        shutil.copytree(DOCUMENTS / name, folder.root / name)
    for path in GOLD[without]["records"] if without else ():
        (folder.root / path).unlink(missing_ok=True)
    return folder


def run(folder: PortalFolder, name: str | Path, *arguments: str) -> Result:
    """`portal import` of a document, with the arguments that its gold asks for."""
    asked = GOLD.get(str(name), {}).get("arguments", [])
    return folder.command("import", str(DOCUMENTS / name), *asked, *arguments)


def records(folder: PortalFolder) -> dict[str, bytes]:
    """The portal's records, as they stand on disk."""
    parts = [folder.root / name for name in ("cases", "meetings", "projects", "organisations")]
    return {f"{part.name}/{name}": content for part in parts if part.exists() for name, content in tree(part).items()}


# -- measured against the gold


@pytest.fixture(scope="module")
def measured() -> dict[str, tuple[int, int, int]]:
    return measure()


@pytest.mark.parametrize("field", MEASURED)
def test_what_is_found_is_what_the_documents_say(measured: dict[str, tuple[int, int, int]], field: str) -> None:
    """Of the values found, at least 95 of 100 are those that the document says."""
    found, right, _ = measured[field]
    assert right / found >= LEAST


@pytest.mark.parametrize("field", MEASURED)
def test_no_less_is_found_than_before(measured: dict[str, tuple[int, int, int]], field: str) -> None:
    """Of the values that the documents say, as many are found as when the table was written."""
    _, right, there = measured[field]
    assert right / there >= RECALL[field]


def test_there_are_enough_documents() -> None:
    """The measure is taken over at least twelve documents, of each kind, each ending and both languages."""
    assert len(GOLD) >= 12
    assert {expected["kind"] for expected in GOLD.values()} == {"submission", "agenda", "minutes", "report", "plan"}
    assert {Path(name).suffix for name in GOLD} == {".docx", ".pdf", ".txt", ".md"}
    languages = {facts.get("lang", "nn") for one in GOLD.values() for facts in one["records"].values()}
    assert languages == {"nn", "nb"}


@pytest.mark.parametrize("name", sorted(GOLD))
def test_the_kind_is_recognised(name: str) -> None:
    """Each document tells its kind by itself."""
    kind = imported(name).kind
    assert kind is not None
    assert kind.value == GOLD[name]["kind"]


# -- the command

AFTERWARDS = "1893456000"
"""1 January 2030, when all that the documents tell of has happened."""


@pytest.mark.parametrize("name", WRITTEN)
def test_a_document_becomes_records_that_the_check_accepts(portal: Portal, name: str) -> None:
    """A dry run shows them and writes nothing; the first run writes only new ones, and the second none, and says so."""
    folder = filled(portal, without=name)
    untouched, before = sorted(folder.root.rglob("*")), records(folder)
    shown = run(folder, name, "--dry-run")
    assert (shown.exit_code, sorted(folder.root.rglob("*")), records(folder)) == (0, untouched, before)
    first = run(folder, name)
    assert (first.exit_code, first.exception) == (0, None), first.output
    after = records(folder)
    new = sorted(set(after) - set(before))
    assert new
    assert {path: after[path] for path in before} == before
    for path in new:
        assert f"--- {path}\n{after[path].decode().rstrip()}\n" in f"{shown.output}\n"
    assert [line.removeprefix("  Skriven: ") for line in first.output.splitlines() if "  Skriven: " in line] == new
    checked = folder.check(epoch=AFTERWARDS)
    assert (checked.exit_code, checked.output) == (0, f"{len(after)} postar er sjekka. Ingen feil.\n")

    second = run(folder, name)
    assert (second.exit_code, records(folder)) == (0, after)
    there = [line for line in second.output.splitlines() if line.startswith("  Finst frå før")]
    assert [line for line in there if "er lik" in line] == [f"  Finst frå før, og er lik: {path}" for path in new]
    told = (
        line.removeprefix("  Finst frå før, og dokumentet seier ikkje noko nytt: ") for line in there if "nytt" in line
    )
    assert set(told) <= set(before)  # the next meeting, which the portal knew
    assert "Skriven" not in second.output


def test_a_record_that_is_there_is_shown_and_left(portal: Portal) -> None:
    """A record that is there, and other than the document, is shown as a diff and stays byte for byte."""
    folder = filled(portal)
    path = "meetings/ssu/2024-03-14.md"
    folder.write({path: "---\nnumber: 9/2024   # for hand\r\nplace: Heime\n---\n"})
    before = records(folder)
    result = run(folder, "ssu-minutes-2024-03-14.docx")
    assert result.exit_code == 1
    planned = {"meetings/ssu/2024-06-13.md": b'---\nstart: "10:00"\n---\n'}
    assert records(folder) == before | planned
    lines = result.output.splitlines()
    assert [f"--- {path}", f"+++ {path}"] == [
        line for line in lines if line.startswith(("---", "+++")) and path in line
    ]
    assert "-place: Heime" in lines
    assert any(line.startswith("+place: ") for line in lines)
    assert f"Finst frå før og er ikkje endra: {path}" in result.output
    assert f"Skriven: {path}" not in result.output


BARE_MINUTES = """\
    Referat

    Stad: Rådhuset
    Til stades: Ada Lie (leiar, Tangvåg kommune)

    Sak 1/25 Kaffi i gangen

    Vedtak:
    Saka er utsett.
    """
"""Minutes that tell neither of which body nor of which day."""


def repeated(output: str) -> list[str]:
    """The command that the report tells to run, as its words."""
    (line,) = [line for line in output.splitlines() if line.startswith("Køyr kommandoen på nytt slik: ")]
    words = shlex.split(line.partition(": ")[2])
    assert words[0] == "portal"
    return words[1:]


def test_without_body_and_date_nothing_is_written_and_the_command_is_told(portal: Portal, tmp_path: Path) -> None:
    """A meeting of no body and no day is no record; the command that is told works when it is repeated."""
    folder = filled(portal).write({"inn/referat.txt": BARE_MINUTES})
    before = tree(folder.root)
    result = folder.command("import", str(folder.root / "inn/referat.txt"))
    assert result.exit_code == 1
    assert tree(folder.root) == before
    assert result.output.splitlines()[:2] == ["referat.txt: referat.", "  Ingen post er skriven."]
    for field in ("organisation", "date"):
        assert f"«{field}»: Dokumentet seier det ikkje. Oppgje det når du køyrer kommandoen." in result.output
    command = repeated(result.output)
    given = {"--organisation": "ssu", "--date": "2025-03-06"}
    command = [given[command[n - 1]] if word == "…" else word for n, word in enumerate(command)]
    again = folder.command(*command)
    assert again.exit_code == 0, again.output
    assert "  Skriven: meetings/ssu/2025-03-06.md\n" in again.output
    assert folder.check().exit_code == 0


@pytest.mark.parametrize(("given", "missing"), [("--organisation", "date"), ("--date", "organisation")])
def test_only_what_is_missing_is_asked_for(portal: Portal, given: str, missing: str) -> None:
    """What was given is not asked for again."""
    folder = filled(portal).write({"inn/referat.txt": BARE_MINUTES})
    value = {"--organisation": "ssu", "--date": "2025-03-06"}
    result = folder.command("import", str(folder.root / "inn/referat.txt"), given, value[given])
    assert result.exit_code == 1
    assert f"«{missing}»: Dokumentet seier det ikkje." in result.output
    assert f"«{given.removeprefix('--')}»" not in result.output
    assert f"--{missing}" in " ".join(repeated(result.output))


def test_a_body_is_given_by_its_id_its_title_or_its_short_name(portal: Portal) -> None:
    """`--organisation` takes each of the names by which the portal knows a body."""
    folder = filled(portal).write({"inn/referat.txt": BARE_MINUTES})
    for name, day in (("ou-indre", "2025-01-01"), ("OU Indre", "2025-01-02")):
        result = folder.command(
            "import", str(folder.root / "inn/referat.txt"), "--organisation", name, "--date", day
        )  # fmt: skip
        assert (result.exit_code, (folder.root / f"meetings/ou-indre/{day}.md").exists()) == (0, True), result.output


def test_the_kind_can_be_forced(portal: Portal) -> None:
    """What does not tell its kind is read as what one says; without that it is asked for."""
    folder = filled(portal).write({"inn/notat.txt": "Sak 1/25 Kaffi i gangen\n\nSaka er utsett.\n"})
    before = tree(folder.root)
    document = str(folder.root / "inn/notat.txt")
    unsaid = folder.command("import", document, "--organisation", "ssu", "--date", "2025-03-06")
    assert unsaid.exit_code == 1
    assert unsaid.output == (
        "notat.txt: Det går ikkje fram kva slags dokument dette er. "
        "Sei det med «--kind»: submission, agenda, minutes, report, plan, agreement.\n"
    )
    assert tree(folder.root) == before
    for kind, told in (("agenda", "innkalling eller sakliste"), ("minutes", "referat")):
        said = folder.command(
            "import", document, "--kind", kind, "--organisation", "ssu", "--date", "2025-03-06", "--dry-run"
        )
        assert said.exit_code == 0
        assert said.output.startswith(f"notat.txt: {told}.\n--- meetings/ssu/2025-03-06.md\n")


def test_an_unknown_kind_is_refused(portal: Portal) -> None:
    """A kind that there is not is a wrong use of the command."""
    result = run(filled(portal), "ssu-plan-2025.docx", "--kind", "avis")
    assert result.exit_code == 2
    kinds = "submission, agenda, minutes, report, plan, agreement"
    assert f"Verdien av «--kind» kan ikkje brukast. Vel éin av: {kinds}." in result.output


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--organisation", "finst-ikkje"),
        ("--organisation", "../../tmp"),
        ("--date", "6. mars 2025"),
        ("--date", "2025-02-31"),
        ("--date", "../../2025-03-06"),
        ("--date", "25-03-06"),
    ],
)
def test_a_body_or_a_date_that_is_none_is_told(portal: Portal, option: str, value: str) -> None:
    """An unknown body and a malformed date are told of with what was given, and nothing is written."""
    folder = filled(portal)
    before = tree(folder.root)
    result = run(folder, "ssu-minutes-2024-03-14.docx", option, value)
    assert result.exit_code == 1
    assert value in result.output
    assert tree(folder.root) == before


def test_one_broken_file_does_not_keep_the_others_back(portal: Portal) -> None:
    """Of several files those that can be read are imported; the broken one is told of, and the exit code is 1."""
    folder = filled(portal).write({"inn/broten.docx": b"PK\x03\x04", "inn/tom.txt": b""})
    names = ("ssu-minutes-2024-03-14.docx", "submission-form-fields.docx")
    files = [str(DOCUMENTS / names[0]), *(str(folder.root / "inn" / name) for name in ("broten.docx", "tom.txt"))]
    result = folder.command("import", *files, str(DOCUMENTS / names[1]))
    assert result.exit_code == 1
    assert "broten.docx: Fila er ikkje eit Word-dokument, eller ho er øydelagd.\n" in result.output
    assert "tom.txt: Fila er tom.\n" in result.output
    assert result.output.count("  Skriven: ") == 3  # the first also tells of the next meeting
    assert (folder.root / "meetings/ssu/2024-03-14.md").exists()
    assert len(list((folder.root / "cases").glob("*.md"))) == 1


def test_another_portal_is_imported_into(portal: Portal, tmp_path: Path) -> None:
    """With `--into` the records go to that portal, which is the one whose organisations are known."""
    folder, empty = filled(portal), PortalFolder(tmp_path / "tom")
    empty.write({"mkdocs.yml": (folder.root / "mkdocs.yml").read_bytes()})
    before = tree(empty.root)
    document = str(DOCUMENTS / "ssu-minutes-2024-03-14.docx")
    result = empty.command("import", document, "--into", str(folder.root))
    assert result.exit_code == 0, result.output
    assert (folder.root / "meetings/ssu/2024-03-14.md").exists()
    assert tree(empty.root) == before


def test_what_is_left_and_what_is_asked_stand_with_their_place(portal: Portal) -> None:
    """The report ends with the questions, and with the lines that are in no record, each with where it stands."""
    folder = filled(portal).write(
        {
            "inn/innkalling.txt": """\
                Innkalling til møte i Strategisk samarbeidsutval

                Ta med nistepakke

                Dato: torsdag 5. mars 2025

                Sak 01/25 Kaffi i gangen
                """
        }
    )
    lines = folder.command("import", str(folder.root / "inn/innkalling.txt")).output.splitlines()
    asked, left = lines.index("Dette må du svare på:"), lines.index("Dette er ikkje teke med:")
    assert lines[:2] == ["innkalling.txt: innkalling eller sakliste.", "  Skriven: meetings/ssu/2025-03-05.md"]
    assert "«date»: Vekedagen høyrer ikkje til datoen. Sjekk kva som er rett." in "\n".join(lines[asked:left])
    for field in ("start", "place"):
        assert f"«{field}»: Dokumentet seier ikkje noko som kan stå her." in "\n".join(lines[asked:left])
    assert "  avsnitt 3: Ta med nistepakke" in lines[left:]


def test_a_line_of_a_pdf_is_told_with_its_page(portal: Portal) -> None:
    """In a PDF the place is a page and a line on it."""
    result = run(filled(portal), "ou-indre-minutes-2014-03-20.pdf", "--dry-run")
    assert "  side 1, line 3: Områdeutvalet for Indre Storhav\n" in result.output


# -- tick boxes

BODIES, TYPES = ("OU Ytre", "OU Indre"), ("Vedtakssak", "Drøftingssak")
BEFORE = ("Skjema for saksinnmelding", "Dato: 11.03.2025", "Saksinnmelder: Unni Lie", "Saken gjelder: Felles bil")
AFTER = ("Bakgrunn", "Bilen er gammel.")
INPUT = {True: '<input type="checkbox" checked>', False: '<input type="checkbox">'}

Ticked = Callable[[str], bool]


def _word(path: Path, ticked: Ticked, sign: Callable[[bool], str]) -> Path:
    boxes = [paragraph([sign(ticked(label)), f" {label}"]) for label in (*BODIES, *TYPES)]
    return word_file(path.with_suffix(".docx"), [*map(paragraph, BEFORE), *boxes, *map(paragraph, AFTER)])


def _word_table(path: Path, ticked: Ticked, sign: Callable[[bool], str]) -> Path:
    cells = ["".join(paragraph([sign(ticked(n)), f" {n}"]) for n in labels) for labels in (BODIES, TYPES)]
    rows = [["Ønske om behandling", cells[0]], ["Sakstype", cells[1]]]
    return word_file(
        path.with_suffix(".docx"), [*map(paragraph, BEFORE), table(rows, header=False), *map(paragraph, AFTER)]
    )


def _text(path: Path, ticked: Ticked, sign: Callable[[bool], str], ending: str) -> Path:
    boxes = [f"{sign(ticked(label))} {label}" for label in (*BODIES, *TYPES)]
    target = path.with_suffix(ending)
    target.write_text("\n\n".join([*BEFORE, *boxes, *AFTER]) + "\n", encoding="utf-8")
    return target


def _pdf(path: Path, ticked: Ticked) -> Path:
    target = path.with_suffix(".pdf")
    target.write_bytes(form_pdf([*BEFORE, *AFTER], {label: ticked(label) for label in (*BODIES, *TYPES)}))
    return target


FORMS: dict[str, Callable[[Path, Ticked], Path]] = {
    "content controls": lambda path, ticked: _word(path, ticked, box),
    "content controls in a table": lambda path, ticked: _word_table(path, ticked, box),
    "form fields": lambda path, ticked: _word(path, ticked, field_box),
    "form fields by default": lambda path, ticked: _word(path, ticked, lambda on: field_box(on, by_default=True)),
    "form fields in a table": lambda path, ticked: _word_table(path, ticked, field_box),
    "glyphs in Word": lambda path, ticked: _word(path, ticked, lambda on: "☒" if on else "☐"),
    "glyphs": lambda path, ticked: _text(path, ticked, lambda on: "☒" if on else "☐", ".txt"),
    "ticks": lambda path, ticked: _text(path, ticked, lambda on: "✓" if on else "☐", ".txt"),
    "Wingdings": lambda path, ticked: _text(path, ticked, lambda on: "\uf0fe" if on else "\uf0a8", ".txt"),
    "brackets": lambda path, ticked: _text(path, ticked, lambda on: "[x]" if on else "[ ]", ".md"),
    "HTML": lambda path, ticked: _text(path, ticked, INPUT.__getitem__, ".md"),
    "AcroForm": _pdf,
}
"""A form with two bodies and two types to tick, in each way of having boxes."""


@pytest.mark.parametrize("way", FORMS)
def test_a_box_that_is_ticked_is_the_answer(way: str, tmp_path: Path) -> None:
    """One box of each group ticked: the body and the type are known, and neither is asked for."""
    document = import_file(FORMS[way](tmp_path / "form", lambda label: label in ("OU Ytre", "Vedtakssak")), GRAPH)
    (record,) = document.found.records
    assert (record.facts.get("title"), record.facts.get("submitted")) == ("Felles bil", "2025-03-11")
    assert (record.facts.get("for"), record.facts.get("type")) == (["ou-ytre"], "V")
    assert {question.about for question in document.found.questions}.isdisjoint({"for", "type"})
    assert "Bilen er gammel." in record.text


@pytest.mark.parametrize("way", FORMS)
@pytest.mark.parametrize("ticked", [False, True], ids=["none", "all"])
def test_no_box_and_every_box_are_no_answer(way: str, ticked: bool, tmp_path: Path) -> None:
    """Every box of a group ticked, or none: neither body nor type is written, and both are asked for."""
    document = import_file(FORMS[way](tmp_path / "form", lambda _: ticked), GRAPH)
    (record,) = document.found.records
    assert "for" not in record.facts
    assert "type" not in record.facts
    assert [question.code for question in document.found.questions if question.about in ("for", "type")] == [
        "import.ask_boxes",
        "import.ask_boxes",
    ]


# -- words

DATES: dict[str, tuple[str | None, bool]] = {
    "19.02.2021": ("2021-02-19", False),
    "19.2.2021": ("2021-02-19", False),
    "19. 2. 2021": ("2021-02-19", False),
    "19.02.21": ("2021-02-19", False),
    "2021-02-19": ("2021-02-19", False),
    "19. februar 2021": ("2021-02-19", False),
    "19.februar 2021": ("2021-02-19", False),
    "19 feb. 2021": ("2021-02-19", False),
    "5. sept 2024": ("2024-09-05", False),
    "1. des. 2024": ("2024-12-01", False),
    "19. FEBRUAR 2021": ("2021-02-19", False),
    "fredag 19. februar 2021": ("2021-02-19", False),
    "Fredag den 19. februar 2021": ("2021-02-19", False),
    "onsdagen 3. mars 2021": ("2021-03-03", False),
    "måndag 1.mars 2021": ("2021-03-01", False),
    "mandag 1. mars 2021": ("2021-03-01", False),
    "tysdag 3. desember 2024": ("2024-12-03", False),
    "Tirsdag 3. desember 2024": ("2024-12-03", False),
    "laurdag 20. februar 2021": ("2021-02-20", False),
    "lørdag 20. februar 2021": ("2021-02-20", False),
    "sundag 21. februar 2021": ("2021-02-21", False),
    "Møte i rådhuset, kl. 09.15, 3.3.2021": ("2021-03-03", False),
    "10.30-12.00 19.02.2021": ("2021-02-19", False),
    "29.02.2024": ("2024-02-29", False),
    # -- the weekday is another one
    "torsdag 19. februar 2021": ("2021-02-19", True),
    "søndag 1. mars 2021": ("2021-03-01", True),
    # -- a date that is not said whole, or is none
    "19.februar": (None, False),
    "fredag 19. februar": (None, False),
    "9.mai": (None, False),
    "29.02.2023": (None, False),
    "31. februar 2021": (None, False),
    "2021-02-31": (None, False),
    "99.99.2021": (None, False),
    "0.0.2021": (None, False),
}
NO_DATES = ("", "kl. 10.30", "10.30–12.00", "2014/4587", "Sak 01-21", "versjon 1.2", "kapittel 1.2.3", "mai 2021", "14")


@pytest.mark.parametrize("text", DATES)
def test_dates(text: str) -> None:
    """The ways of writing a date, in both languages; `None` where the year is not said or the day is none."""
    found = find_date(text)
    day, is_odd = DATES[text]
    assert found is not None
    assert (found.day and found.day.isoformat(), found.is_odd) == (day, is_odd)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    """Numbers of other kinds are not taken for dates, also where the year is known."""
    assert find_date(text) is None
    assert find_date(text, 2021) is None


def test_a_date_without_a_year_is_in_the_year_that_is_known() -> None:
    """A year that stands elsewhere completes a date, and changes none that has its own."""
    for text, day in (("19.februar", "2021-02-19"), ("fredag 19. februar", "2021-02-19"), ("9.mai", "2021-05-09"),
                      ("19.02.2020", "2020-02-19"), ("19.02.20", "2020-02-19")):  # fmt: skip
        found = find_date(text, 2021)
        assert found is not None
        assert (found.day and found.day.isoformat(), found.is_odd) == (day, False)
    odd = find_date("torsdag 19. februar", 2021)
    assert odd is not None
    assert odd.is_odd


TIMES: dict[str, tuple[str | None, str | None]] = {
    "10:30": ("10:30", None),
    "10.30": ("10:30", None),
    "kl. 10.30": ("10:30", None),
    "kl 9.15": ("09:15", None),
    "kl. 09.00–11.30": ("09:00", "11:30"),
    "09.00 - 11.30": ("09:00", "11:30"),
    "kl. 9.00 til 11.30": ("09:00", "11:30"),
    "10.00 – kl. 12.00": ("10:00", "12:00"),
    "10.30 til kl. 11.30": ("10:30", "11:30"),
    "19.02.2021 kl. 10.30-12.00": ("10:30", "12:00"),
    "fredag 19. februar 2021, 09:00–15:00": ("09:00", "15:00"),
    "5. desember 2024 kl. 10.00–13.45": ("10:00", "13:45"),
    "": (None, None),
    "19.02.2021": (None, None),
    "19.02.21": (None, None),
    "24:00": (None, None),
    "25.00": (None, None),
    "10.60": (None, None),
    "9:5": (None, None),
    "1 250": (None, None),
    "Kl. 0900 - 1130": ("09:00", "11:30"),
    "kl. 0830": ("08:30", None),
    "kl. 1200–1415": ("12:00", "14:15"),
    "2000–2400 kroner": (None, None),
}


@pytest.mark.parametrize("text", TIMES)
def test_times(text: str) -> None:
    """When something starts and ends; a date is no time, and no time is past midnight."""
    assert find_times(text) == TIMES[text]


CASE_TYPES: dict[str, str | None] = {
    "V": "V", "D/V": "D/V", "D / V": "D/V", "(V)": "V", "O/D": "O/D", "R": "R",
    "Vedtakssak": "V", "vedtaksak": "V", "Avgjerdssak": "V", "avgjørelsessak": "V", "beslutningssak": "V",
    "til vedtak": "V", "Drøftingssak": "D", "diskusjonssak": "D", "til drøfting": "D", "Orienteringssak": "O",
    "til orientering": "O", "informasjonssak": "O", "Referatsak": "R", "til referat": "R",
    "Drøftingssak og vedtakssak": "D/V", "Vedtakssak/drøftingssak": "V/D",
    "": None, "X": None, "B": None, "Vera": None, "DVO": None, "v": None, "Kaffi": None,
    "Drøfting/vedtak": "D/V",
    "Orientering": "O",
    "Sak til drøfting.": "D",
    "Orientering om drøftinga": None,
    "Vedtak i saka": None,
}  # fmt: skip


@pytest.mark.parametrize("text", CASE_TYPES)
def test_types(text: str) -> None:
    """Letters and words of either language, in the order in which they stand."""
    assert case_types(text) == CASE_TYPES[text]


OUTCOMES: dict[str, str | None] = {
    "Ikkje godkjent": None, "Framlegget blei ikkje vedteke": None, "Saken ble ikke endelig vedtatt": None,
    "Samrøystes vedteke": "decided", "Enstemmig vedtatt.": "decided", "Vart vedteken": "decided",
    "Utsett": "postponed", "Saken utsettes": "postponed", "Utsatt til neste møte": "postponed",
    "Godkjent": "approved", "Referatet blei godkjend utan merknader": "approved", "Innkallingen godkjennes": "approved",
    "Sendt tilbake": "returned", "Saka blir send tilbake til SSe": "returned", "Tilbakesendt": "returned",
    "Teken til orientering": "noted", "Tatt til etterretning": "noted", "Saka vert teken til vitande": "noted",
    "Tas til orientering": "noted", "SSU tek saka til orientering": "noted",
    "Drøfta": "discussed", "Saken ble drøftet": "discussed",
    "Trekt": "withdrawn", "Saken ble trukket": "withdrawn",
    "Avvist": "rejected", "Forslaget ble avslått": "rejected", "Framlegget blei forkasta": "rejected",
    "SSU sluttar seg til framlegget": "endorsed", "Slutter seg til": "endorsed",
    "": None, "Kaffi": None, "Vi ventar på svar": None,
    "Styret tar virksomhetsrapporten til orientering.": "noted",
    "Utvalet er samde om å drøfte saka på nytt i neste møte.": "postponed",
    "Utvalet møtest på nytt i neste møte.": None,
}  # fmt: skip


@pytest.mark.parametrize("text", OUTCOMES)
def test_outcomes(text: str) -> None:
    """What became of an item, in the words of either language."""
    outcome = outcome_in(text)
    assert (outcome and outcome.value) == OUTCOMES[text]


VOTES: dict[str, Any] = {
    "Ikke enstemmig": None, "Ikkje samrøystes": None,
    "Samrøystes": "unanimous", "enstemmig vedtatt": "unanimous", "Einstemmig": "unanimous", "samstemt": "unanimous",
    "3 mot 1": {"for": "3", "against": "1"},
    "Vedtatt med 7 mot 1 stemme": {"for": "7", "against": "1"},
    "5 stemmer for og 2 mot": {"for": "5", "against": "2"},
    "5 røyster for og 2 røyster imot": {"for": "5", "against": "2"},
    "5 for, 2 i mot": {"for": "5", "against": "2"},
    "4 for, 0 imot": {"for": "4", "against": "0"},
    "": None, "vedtatt": None, "Vedteke mot ei røyst": None, "Møte 5. mars": None,
    "4 røysta for framlegget, 1 mot.": {"for": "4", "against": "1"},
    "Styrets enstemmige vedtak": "unanimous",
    "3 for, 2 imot, 1 avstod": {"for": "3", "against": "2", "abstained": "1"},
    "5 røyster for, 2 røyster mot. Éin lét vere å røyste.": {"for": "5", "against": "2", "abstained": "1"},
    "Vedtatt med 5 mot 3 stemmer. To stemte blankt.": {"for": "5", "against": "3", "abstained": "2"},
    "4 for, 1 mot (avstod: 2)": {"for": "4", "against": "1", "abstained": "2"},
    "6 for, 1 mot, 0 blanke": {"for": "6", "against": "1", "abstained": "0"},
    "3 for, 3 mot. Leiaren si røyst avgjorde.": {"for": "3", "against": "3", "casting": True},
    "Vedtatt med 3 mot 3 stemmer, med møteleders dobbeltstemme": {"for": "3", "against": "3", "casting": True},
    "4 for, 3 mot. Røysta til leiaren var mot.": {"for": "4", "against": "3"},
    "1 avstod": None, "Ola Moe lét vere å røyste": None, "Leiaren si røyst avgjorde": None,
}  # fmt: skip


@pytest.mark.parametrize("text", VOTES)
def test_votes(text: str) -> None:
    """How the votes fell, where the text says it in numbers or in a word."""
    assert vote_in(text) == VOTES[text]


PEOPLE: dict[str, dict[str, str]] = {
    "Ada Lie": {},
    "Ada Lie.": {},
    "Ada Lie ()": {},
    "Ada Lie (Helse Storhav)": {"organisation": "Helse Storhav"},
    "Ada Lie, Helse Storhav": {"organisation": "Helse Storhav"},
    "Ada Lie (OU Ytre)": {"organisation": "OU Ytre"},
    "Ada Lie (Lyngøya kommune)": {"organisation": "Lyngøya kommune"},
    "Ada Lie (leiar, Helse Storhav)": {"role": "leiar", "organisation": "Helse Storhav"},
    "Ada Lie (leiar Helse Storhav)": {"role": "leiar", "organisation": "Helse Storhav"},
    "Ada Lie, leiar i Helse Storhav": {"role": "leiar", "organisation": "Helse Storhav"},
    "Ada Lie – leder, Helse Storhav": {"role": "leder", "organisation": "Helse Storhav"},
    "Ada Lie, jordmor, Helse Storhav": {"role": "jordmor", "organisation": "Helse Storhav"},
    "Ada Lie, kommuneoverlege Tangvåg kommune": {"role": "kommuneoverlege", "organisation": "Tangvåg kommune"},
    "Ada Lie (fastlegerepresentant)": {"role": "fastlegerepresentant"},
    "Ada Lie, rådgiver": {"role": "rådgiver"},
    "Ada Lie (vara for Bo Moe)": {"substitute_for": "Bo Moe"},
    "Ada Lie, vara for Bo Moe": {"substitute_for": "Bo Moe"},
    "Ada Lie (rådgivar, Tangvåg kommune, vara for Bo Moe)": {
        "role": "rådgivar",
        "organisation": "Tangvåg kommune",
        "substitute_for": "Bo Moe",
    },
    "fagdirektør Ada Lie": {"role": "fagdirektør"},
    "Leder av brukerutvalget Ada Lie": {"role": "Leder av brukerutvalget"},
    "kommuneoverlege Ada Lie (Tangvåg kommune)": {"role": "kommuneoverlege", "organisation": "Tangvåg kommune"},
    "Ada Lie, Tangvåg kommune, leder": {"role": "leder", "organisation": "Tangvåg kommune"},
    "Ada Lie, koordinator (vara for Bo Moe)": {"role": "koordinator", "substitute_for": "Bo Moe"},
}


@pytest.mark.parametrize("text", PEOPLE)
def test_people(text: str) -> None:
    """A person with role, affiliation and whom they stand in for, in brackets or behind commas."""
    assert person_from(text, GRAPH.names) == {"name": "Ada Lie", **PEOPLE[text]}


# -- the words of a document survive

_ITEM_HEAD = re.compile(
    r"^\s*(?:#+ )?(?:S(?:ak|AK) (?:nr\. )?)?(?:[PR]S )?(?:\d{2,4}[/-]\d{2,4}:?|\d/\d\d|\d{2}\.|\d{1,2}:?)"
    r"\s+[A-ZÆØÅ].*",
    re.MULTILINE,
)
_PART = re.compile(
    r"(?:(?<=Konklusjon)|(?<=Beslutning)):\s|(?<=Tilråding)\s"
    r"|(?<=[^\d\s][.!?])\s+|\n\s*\n|\n(?=\s*(?:[-•➢|*]|o ))|:\s*\n"
)
_TAKEN = re.compile(
    r"ansvarl[ei]g|frist|^neste møte|^side \d|^vedlegg|sendt ut|type:|^innleiar|(?:orientering|presentasjon) ved"
    r"|møteplan",
    re.IGNORECASE,
)


def source(name: str) -> str:
    """The words of a document, read with no more than the standard library."""
    path = DOCUMENTS / name
    if path.suffix != ".docx":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as package:
        markup = package.read("word/document.xml").decode()
    markup = re.sub(r"<w:(?:br|tab)/>", " ", markup)
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", markup, re.DOTALL)
    return "\n\n".join(unescape(re.sub(r"<[^>]+>", "", paragraph)) for paragraph in paragraphs)


def sentences(name: str) -> list[str]:
    """The sentences of a document from its first item on, those of five words or more."""
    text = source(name)
    start = _ITEM_HEAD.search(text)
    assert start
    parts = (" ".join(part.split()).strip(" *•➢-") for part in _PART.split(_ITEM_HEAD.sub("\n", text[start.start() :])))
    return [part for part in parts if len(part.split()) >= 5 and part.endswith((".", "?")) and not _TAKEN.search(part)]


def letters(text: str) -> str:
    """A text without spaces, marks, hyphens and escapes: what has to be the same however it was broken."""
    return "".join(sign for sign in text if sign.isalnum()).casefold()


SURVIVING = sorted(
    name for name, expected in GOLD.items() if expected["kind"] in ("minutes", "agenda") and Path(name).suffix != ".pdf"
)


@pytest.mark.parametrize("name", SURVIVING)
def test_every_sentence_of_an_item_is_in_the_record(name: str) -> None:
    """No sentence below an item is lost or cut, wherever its lines were broken."""
    record, *_ = imported(name).found.records
    written = letters(record.text + " " + str(record.facts))
    wanted = sentences(name)
    assert len(wanted) >= 3
    lost = [sentence for sentence in wanted if letters(sentence) not in written]
    assert lost == []


@pytest.mark.parametrize("name", WRITTEN)
def test_words_of_the_gold_are_in_the_record(name: str) -> None:
    """Words that the gold names stand whole in the body, and below the headings that it names."""
    body = "\n".join(record.text for record in imported(name).found.records)
    words = GOLD[name].get("text") or []
    assert [word for word in words if letters(word) not in letters(body)] == []


@pytest.mark.parametrize("name", [name for name in WRITTEN if GOLD[name].get("sections")])
def test_sections_of_the_gold_are_in_the_record(name: str) -> None:
    """Each item's text has the headings that the gold names."""
    body = "\n".join(record.text for record in imported(name).found.records)
    items = dict(part.split("\n", 1) for part in re.split(r"^## ", body, flags=re.MULTILINE) if "\n" in part)
    missing = [
        (number, title)
        for number, titles in GOLD[name]["sections"].items()
        for title in titles
        if f"### {title}" not in items.get(number, "")
    ]
    assert missing == []


@pytest.mark.parametrize("name", WRITTEN)
def test_prompts_and_page_feet_are_not_in_the_record(name: str) -> None:
    """What the template says to whoever fills it in, and what stands at the foot of each page, is left out."""
    body = "\n".join(record.text for record in imported(name).found.records)
    assert [words for words in GOLD[name].get("without") or [] if letters(words) in letters(body)] == []


# -- a notice becomes minutes

NOTICE = """\
---
number: 1/2025   # set by hand
place: Rådhuset
agenda:
  - number: 1/25
    title: Kaffi i gangen
    type: V
---

## 1/25

Saksframlegget står her.
"""


def test_a_notice_becomes_minutes_and_loses_nothing(portal: Portal) -> None:
    """Merged, the minutes bring what the notice lacks; what an editor wrote stays, also where the two differ."""
    path = "meetings/ssu/2025-03-06.md"
    folder = filled(portal).write({"inn/referat.txt": BARE_MINUTES, path: NOTICE})
    arguments = ("import", str(folder.root / "inn/referat.txt"), "--organisation", "ssu", "--date", "2025-03-06")
    merged = folder.command(*arguments, "--merge")
    assert merged.exit_code == 0, merged.output
    text = (folder.root / path).read_text("utf-8")
    assert "number: 1/2025   # set by hand\nplace: Rådhuset\n" in text
    assert "    type: V\n    outcome: postponed\n" in text
    assert "present:\n" in text
    assert "Saksframlegget står her." in text
    assert "Saka er utsett." in text
    assert folder.check().exit_code == 0
    again = folder.command(*arguments, "--merge")
    assert (again.exit_code, (folder.root / path).read_text("utf-8")) == (0, text), again.output


# -- whose meeting it is

HEADED = """
{head}

Referat frå møte i {body}

Dato: 6. mars 2025

Til stades:
- Ada Lie (Områdeutvalet for Ytre Storhav)

Sak 1/25 Kaffi

Vedtak:
Samrøystes vedteke.
"""


def meetings_of(text: str, organisations: dict[str, tuple[str, str]], folder: Path) -> list[str]:
    """Where the records of minutes go, in a portal with some organisations: id, title and kind."""
    for id_, (title, kind) in organisations.items():
        (folder / "organisations").mkdir(exist_ok=True)
        (folder / f"organisations/{id_}.md").write_text(f"---\ntitle: {title}\nkind: {kind}\n---\n", encoding="utf-8")
    (folder / "referat.txt").write_text(text, encoding="utf-8")
    graph = Graph(read_records(folder).records, {})
    return [record.path for record in import_file(folder / "referat.txt", graph).found.records]


WHOLE = {"x-fellesskapet": ("Fagfellesskapet i heile landsdelen", "partnership")}


def test_the_whole_collaboration_at_the_head_yields_to_the_body(tmp_path: Path) -> None:
    text = HEADED.format(head="Fagfellesskapet i heile landsdelen", body="Rusutvalet")
    assert meetings_of(text, {**WHOLE, "rus": ("Rusutvalet", "professional")}, tmp_path) == [
        "meetings/rus/2025-03-06.md"
    ]
    alone = HEADED.format(head="", body="Fagfellesskapet i heile landsdelen")
    assert meetings_of(alone, {}, tmp_path) == ["meetings/x-fellesskapet/2025-03-06.md"]


def test_whose_member_somebody_is_does_not_tell_whose_meeting_it_is(tmp_path: Path) -> None:
    bodies = {"rus": ("Rusutvalet", "professional"), "ytre": ("Områdeutvalet for Ytre Storhav", "area")}
    assert meetings_of(HEADED.format(head="", body="Rusutvalet"), bodies, tmp_path) == ["meetings/rus/2025-03-06.md"]


def test_two_bodies_of_whom_neither_is_told_more_of_are_asked_about(tmp_path: Path) -> None:
    bodies = {"a": ("Utvalet A", "area"), "b": ("Utvalet B", "area")}
    assert meetings_of(HEADED.format(head="Utvalet A", body="Utvalet B"), bodies, tmp_path) == []
