"""The same people, follow-ups and hours in many wordings and layouts: however they stand, the facts are the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.importing import DOCUMENTS
from portal.commands.importing.found import DocumentKind, Found
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import bullet, heading, paragraph, table, word_file

GRAPH = Graph(read_records(DOCUMENTS).records, {})
TITLE, WHEN, WHERE = "Referat frå møte i SSU", "Dato: 4. mars 2027 kl. 10.00–12.00", "Stad: Rådhuset"
Form = str | list[str]


def found(folder: Path, form: Form, below: Form = "", head: tuple[str, ...] = (TITLE, WHEN, WHERE)) -> Found:
    """What minutes give with lines, or blocks of Word, above their items or below the first of them."""
    first, second = "Sak 1/27 Kaffi", "Sak 2/27 Bord"
    if isinstance(form, str) and isinstance(below, str):
        path = folder / "referat.txt"
        parts = ["\n".join(head), form, first, below or "Ada Lie la fram saka.", second, "Vedtak:\nGodkjent."]
        path.write_text("\n\n".join(parts), "utf-8")
    else:
        above = [form and paragraph(form)] if isinstance(form, str) else form
        under = [below and paragraph(below)] if isinstance(below, str) else below
        end = (
            [heading(2, second), paragraph("Vedtak: Godkjent.")] if not any("Sak 2/27" in one for one in under) else []
        )
        blocks = [*map(paragraph, head), *filter(None, above), heading(2, first), *filter(None, under), *end]
        path = word_file(folder / "referat.docx", blocks)
    return import_file(path, GRAPH, DocumentKind.MINUTES).found


def listed(told: Found) -> dict[str, set[str]]:
    facts = told.records[0].facts
    return {
        group: {one["name"] for one in facts[group]} for group in ("present", "invited", "absent") if group in facts
    }


# -- people

ALL = {"present": {"Ada Lie", "Bo Moe"}, "absent": {"Eva Ås"}}
PEOPLE: dict[str, Form] = {
    "sides before a dash": "Til stede:\nVik kommune – Ada Lie\nNes kommune – Bo Moe\n\nForfall:\nVik kommune – Eva Ås",
    "sides before v/ in a row": "Til stede: Vik kommune v/Ada Lie, Nes kommune v/ rådgiver Bo Moe\nForfall: Eva Ås",
    "sides before ved": "Til stede:\nVik kommune ved Ada Lie\nNes kommune ved Bo Moe\nForfall:\nVik kommune v/Eva Ås",
    "a side and a role behind a dash": [
        paragraph("Til stede:", True), bullet("Ada Lie – Vik kommune (leder)"), bullet("Bo Moe – Nes kommune"),
        paragraph("Forfall:", True), bullet("Eva Ås – Vik kommune"),
    ],
    "marks that a line explains": "M = møtt, F = forfall\n\nAda Lie   M\nBo Moe    M\nEva Ås    F",
    "marks of a column, explained below": [
        table([("Navn", "Oppmøte"), ("Ada Lie", "M"), ("Bo Moe", "M"), ("Eva Ås", "F")]),
        paragraph("M: møtt   F: forfall"),
    ],
    "marks of a column, explained in its last row": [
        table([("Navn", "Oppmøte"), ("Ada Lie", "T"), ("Bo Moe", "T"), ("Eva Ås", "F"),
               ("T = til stede, F = forfall", "")]),
    ],
    "columns for both": [
        table([("Navn", "Tilstede", "Fravær"), ("Ada Lie", "x", ""), ("Bo Moe", "x", ""), ("Eva Ås", "", "x")]),
    ],
    "columns for a room and a screen": [
        table([("Navn", "Fysisk", "Teams", "Forfall"), ("Ada Lie", "x", "", ""), ("Bo Moe", "", "x", ""),
               ("Eva Ås", "", "", "x")]),
    ],
    "words behind members": "Medlemmer:\nAda Lie (til stede)\nBo Moe – til stede\nEva Ås (forfall)",
    "words behind a dash, below no label": "Ada Lie, leder – møtt\nBo Moe, Nes kommune – møtt\nEva Ås – forfall",
    "words between tabulators": "Ada Lie\tVik kommune\tMøtt\nBo Moe\tNes kommune\tMøtt\nEva Ås\tVik kommune\tForfall",
    "words in a table without a head": [
        table([("Leder", "Ada Lie", "Til stede"), ("Nestleder", "Bo Moe", "Til stede"),
               ("Medlem", "Eva Ås", "Forfall")], header=False),
    ],
    "roles before a colon": "Til stede:\nLeder: Ada Lie\nNestleder: Bo Moe\nForfall:\nMedlem: Eva Ås",
    "strokes between names": "Til stede: Ada Lie / Bo Moe\nForfall: Eva Ås",
    "labels in merged cells": [
        table([("Til stede", "Ada Lie", "Vik kommune"), ("", "Bo Moe", "Nes kommune"),
               ("Forfall", "Eva Ås", "Vik kommune")], header=False),
    ],
    "how they took part in a column": [
        table([("Navn", "Deltakelse"), ("Ada Lie", "Fysisk"), ("Bo Moe", "Digitalt"), ("Eva Ås", "Ikke til stede")]),
    ],
    "words in a column for notes": [
        table([("Navn", "Rolle", "Kommentar"), ("Ada Lie", "leder", "Til stede"), ("Bo Moe", "medlem", "Til stede"),
               ("Eva Ås", "medlem", "Forfall")]),
    ],
    "titles before names": "Til stede: dr. Ada Lie, prof. Bo Moe\nForfall: Eva Ås",
    "all but one": "Til stede: Bo Moe. Alle de faste medlemmene møtte, bortsett fra Eva Ås. Ada Lie ledet møtet.",
    "who was ill": "Deltakere på møtet: Ada Lie fra Vik, Bo Moe fra Nes. Eva Ås fra Vik var syk.",
    "a column for each side": [
        paragraph("Til stede:", True), table([("Fra sykehuset", "Fra kommunene"), ("Ada Lie, lege", "Bo Moe, leder")]),
        paragraph("Forfall: Eva Ås"),
    ],
    "a column for each side, several in a cell": [
        paragraph("Deltakere:", True),
        table([("Vik kommune", "Nes kommune", "Meldt forfall"), ("Ada Lie, lege\nBo Moe (leder)", "", "Eva Ås")]),
    ],
    "lists within the cells of each side": [
        table([("Fra kommunene", "Fra sykehuset"), ("Til stede:\nAda Lie, lege", "Til stede:\nBo Moe, leder"),
               ("Forfall:\nEva Ås", "")]),
    ],
    "a row for each side, with what its people did": [
        table([("Vik kommune", "Møtte: ordfører Ada Lie\nForfall: Eva Ås"),
               ("Nes kommune", "Møtte: rådgiver Bo Moe")], header=False),
    ],
    "who represented whom": "Frå Helse Storhav møtte Ada Lie. Kommunane var representerte ved Bo Moe. Eva Ås var syk.",
    "who came for a side": "For kommunane stilte Ada Lie. Frå sjukehuset var det Bo Moe. Eva Ås kunne ikkje møte.",
    "the one who led told of alone": "Møteleder: Ada Lie\nTil stede: Bo Moe\nForfall: Eva Ås",
}  # fmt: skip


@pytest.mark.parametrize("form", PEOPLE)
def test_who_was_there_and_who_was_not(tmp_path: Path, form: str) -> None:
    assert listed(found(tmp_path, PEOPLE[form])) == ALL


SUBSTITUTES: dict[str, Form] = {
    "a mark in the column": [
        table([("Medlem", "Vara", "Til stede"), ("Ada Lie", "", "x"), ("Bo Moe", "", "x"),
               ("Eva Ås", "Odd By", "vara")]),
    ],
    "a deputy": "Til stede: Ada Lie, Bo Moe, Odd By (stedfortreder for Eva Ås)",
    "behind a dash": "Til stede: Ada Lie, Bo Moe\nForfall: Eva Ås – Odd By møtte som vara",
    "for, in the list itself": "Til stede: Ada Lie, Bo Moe, Odd By for Eva Ås",
    "in her place": "Ada Lie og Bo Moe møtte. Eva Ås kunne ikke delta, og Odd By møtte i hennes sted.",
}  # fmt: skip


@pytest.mark.parametrize("form", SUBSTITUTES)
def test_who_met_for_whom(tmp_path: Path, form: str) -> None:
    told = found(tmp_path, SUBSTITUTES[form])
    assert listed(told) == {"present": {"Ada Lie", "Bo Moe", "Odd By"}, "absent": {"Eva Ås"}}
    assert {one["name"]: one.get("substitute_for") for one in told.records[0].facts["present"]}["Odd By"] == "Eva Ås"


def test_guests_of_a_project_and_in_a_column_for_notes(tmp_path: Path) -> None:
    rows = [("Navn", "Møtte", "Merknad"), ("Ada Lie", "Ja", ""), ("Bo Moe", "Ja", "Gjest, bare sak 2/27")]
    told = found(tmp_path, [table(rows), paragraph("Fra prosjektet"), bullet("Odd By, medarbeider")])
    assert listed(told) == {"present": {"Ada Lie"}, "invited": {"Bo Moe", "Odd By"}}
    told = found(tmp_path, "Til stede: Ada Lie\nEksterne:\nOdd By, rådgiver (til og med sak 1/27)")
    assert listed(told) == {"present": {"Ada Lie"}, "invited": {"Odd By"}}


def test_who_was_there_for_an_item_alone_is_a_guest_with_all_beside(tmp_path: Path) -> None:
    told = found(tmp_path, "Til stede: Ada Lie, Bo Moe\n\nEva Ås og Odd By var med under sak 1/27.")
    assert listed(told) == {"present": {"Ada Lie", "Bo Moe"}, "invited": {"Eva Ås", "Odd By"}}
    assert [one["items"] for one in told.records[0].facts["invited"]] == [["1/27"], ["1/27"]]


def test_who_has_no_vote_or_was_not_elected_is_no_member(tmp_path: Path) -> None:
    """As a merged cell beside them says it, and as a blank cell does where the others have been elected."""
    rows = [("Side", "Navn", "Funksjon", "Møtt"), ("Arbeidsgiver", "Ada Lie", "leder", "X"),
            ("Uten stemmerett", "Bo Moe", "lege", "X")]  # fmt: skip
    assert listed(found(tmp_path, [table(rows)])) == {"present": {"Ada Lie"}, "invited": {"Bo Moe"}}
    rows = [("Namn", "Vald av", "Verv", "Frammøte"), ("Ada Lie", "Vik kommune", "leiar", "møtte"),
            ("Eva Ås", "", "dagleg leiar", "møtte")]  # fmt: skip
    assert listed(found(tmp_path, [table(rows)])) == {"present": {"Ada Lie"}}


def test_who_wrote_and_who_came_as_a_guest_on_one_line(tmp_path: Path) -> None:
    told = found(
        tmp_path, "Til stede: Bo Moe\n\nSekretær: Ada Lie. Gjest i sak 1/27: Eva Ås, arkitekt i Tangvåg kommune."
    )
    facts = told.records[0].facts
    assert facts["minutes_by"] == "Ada Lie"
    assert facts["invited"] == [
        {"name": "Eva Ås", "role": "arkitekt", "organisation": "Tangvåg kommune", "items": ["1/27"]},
    ]


def test_whoever_is_somebody_s_substitute_has_not_met_for_that(tmp_path: Path) -> None:
    told = found(tmp_path, "Frå sjukehuset: Ada Lie, Bo Moe (vara for Siv Ek)\nForfall: Eva Ås")
    assert listed(told) == {"absent": {"Eva Ås"}}


def test_who_stands_behind_their_side_met_where_one_of_them_came_late_and_others_are_away(tmp_path: Path) -> None:
    lists = "Frå sjukehuset: Ada Lie, Bo Moe (til kl. 11.00)\nForfall: Eva Ås"
    assert listed(found(tmp_path, lists)) == {"present": {"Ada Lie", "Bo Moe"}, "absent": {"Eva Ås"}}


@pytest.mark.parametrize(
    "sentence", ["Frå kommunane skulle Odd By ha møtt til sak 1/27.", "Frå Nes kommune møtte truleg Odd By."]
)
def test_a_sentence_about_a_side_that_is_not_understood_says_nobody_met(tmp_path: Path, sentence: str) -> None:
    lists = f"Frå sjukehuset: Ada Lie, Bo Moe (til kl. 11.00)\nForfall: Eva Ås\n\n{sentence}"
    told = found(tmp_path, lists)
    assert not any("Odd By" in names for group, names in listed(told).items() if group != "absent")


def test_a_letter_with_minutes_has_its_own_date(tmp_path: Path) -> None:
    head = ("Referat frå møte i SSU", "Til: SSU", "Dato: 8. mars 2027")
    said = "Vi møttes torsdag 4. mars 2027 kl. 10.00-12.00 i Rådhuset."
    assert found(tmp_path, f"{said}\nTil stede: Ada Lie", head=head).records[0].path == "meetings/ssu/2027-03-04.md"
    head = ("Referat frå møte i SSU", "Dato: 8. mars 2027 kl. 10.00–12.00", WHERE)
    said = "Forrige gang møttes vi 4. mars 2027 kl. 9.00."
    assert found(tmp_path, f"{said}\nTil stede: Ada Lie", head=head).records[0].path == "meetings/ssu/2027-03-08.md"


@pytest.mark.parametrize(
    ("words", "outcome"),
    [("Saken ble ikke behandlet og utsettes til neste møte.", "postponed"), ("Rådet valgte forslag 2.", "decided"),
     ("Vedtak: Ada Lie ble valgt til leder.", "elected")],
)  # fmt: skip
def test_what_became_of_an_item_in_other_words(tmp_path: Path, words: str, outcome: str) -> None:
    assert found(tmp_path, "Til stede: Ada Lie", words).records[0].facts["agenda"][0]["outcome"] == outcome


def test_an_item_numbered_by_a_letter_and_a_paper_that_names_another(tmp_path: Path) -> None:
    path = tmp_path / "referat.txt"
    lines = [
        "Sak R-07/27 Budsjett",
        "Vedlegg: Budsjettforslag",
        "Styrets vedtak i sak 31/26",
        "",
        "Vedtak:",
        "Godkjent.",
    ]
    path.write_text("\n".join([TITLE, WHEN, WHERE, "", *lines, ""]), "utf-8")
    (item,) = import_file(path, GRAPH, DocumentKind.MINUTES).found.records[0].facts["agenda"]
    assert (item["number"], item["title"]) == ("R-07/27", "Budsjett")
    assert [one["title"] for one in item["attachments"]] == ["Budsjettforslag", "Styrets vedtak i sak 31/26"]


def test_a_sentence_below_a_list_is_of_nobody_s_role(tmp_path: Path) -> None:
    lines = "Til stede: Ada Lie, Bo Moe\nFra administrasjonen: Odd By, rådgiver\nOdd By var med under sak 1/27."
    assert found(tmp_path, lines).records[0].facts["secretariat"] == [{"name": "Odd By", "role": "rådgiver"}]


def test_a_substitute_who_came_for_somebody_came_for_no_side(tmp_path: Path) -> None:
    told = found(tmp_path, "Ada Lie og Bo Moe møtte. Eva Ås hadde forfall. For Eva Ås stilte Odd By.")
    assert "Eva Ås" not in listed(told).get("present", set())


@pytest.mark.parametrize(
    ("line", "field"),
    [("Leia av: Ada Lie", "chair"), ("Ledet av: Ada Lie", "chair"), ("Skrive av: Ada Lie", "minutes_by"),
     ("Skrevet av: Ada Lie", "minutes_by"), ("Ada Lie leia møtet.", "chair"), ("Ada Lie var møteleder.", "chair"),
     ("Referatet ble skrevet av Ada Lie.", "minutes_by"), ("Ada Lie var sekretær.", "minutes_by")],
)  # fmt: skip
def test_who_led_and_who_wrote(tmp_path: Path, line: str, field: str) -> None:
    assert found(tmp_path, f"Til stede: Bo Moe\n\n{line}").records[0].facts[field] == "Ada Lie"


TITLES = [paragraph, lambda text: paragraph(text, True), lambda text: heading(1, text)]
GROUPED = ("Saker til avgjerd", "Lukka sak", "Orienteringar")


@pytest.mark.parametrize("title", TITLES)
def test_a_closed_group_among_others_closes_its_own_items_alone(tmp_path: Path, title: Callable[[str], str]) -> None:
    """Not the one above its title, nor those below the title of the next group; which is of no item's text."""
    first, closed, last = map(title, GROUPED)
    items = [heading(2, "Sak 3/27 Løn"), paragraph("Vedtak: Ho får meir."), last, heading(2, "Sak 4/27 Drift")]
    told = found(tmp_path, [first], [paragraph("Vedtak: Godkjent."), heading(2, "Sak 2/27 Bord"), closed, *items])
    agenda = told.records[0].facts["agenda"]
    assert [one["number"] for one in agenda if "exempt" in one] == ["3/27"]
    assert not any(words in told.records[0].text for words in (*GROUPED, "meir"))


def test_a_closed_part_has_groups_of_its_own(tmp_path: Path) -> None:
    """The title of a group below the one that closes opens nothing: as a lower heading, in bold, and as a line."""
    for lower in (heading(3, "Orienteringar"), paragraph("Orienteringar", True), paragraph("Orienteringar")):
        items = [heading(4, "Sak 2/27 Løn"), lower, heading(4, "Sak 3/27 Hus"), paragraph("Vedtak: Seld.")]
        told = found(tmp_path, [], [paragraph("Vedtak: Ja."), heading(2, "Saker unnatekne offentlegheit"), *items])
        assert [one["number"] for one in told.records[0].facts["agenda"] if "exempt" in one] == ["2/27", "3/27"]


def test_a_closed_part_stays_closed_below_the_title_of_a_group(tmp_path: Path) -> None:
    items = [heading(2, "Sak 2/27 Bord"), paragraph("Orienteringar"), heading(2, "Sak 3/27 Løn")]
    told = found(tmp_path, "", [heading(1, "Lukka del av møtet"), *items])
    assert [one["number"] for one in told.records[0].facts["agenda"] if "exempt" in one] == ["2/27", "3/27"]


CLOSING = [
    "Lukka del av møtet", "Lukket del", "Møtet lukkes", "Møtet ble lukket kl. 11.00", "Møtet vart lukka",
    "Saker unntatt offentlighet", "Del 2: Lukket møte", "B. Lukket møte", "Lukket møte etter kommuneloven § 11-5",
    "Behandling i lukket møte", "Lukka sak", "Lukkede saker", "Saker for lukkede dører", "Fortrolig del",
    "Saker til behandling i lukket møte", "Ikke offentlig del", "Lukket styremøte", "Lukka økt", "Døra vart lukka",
    "Saker som er skjerma", "Personalsaker (lukket)",
]  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("line", CLOSING)
def test_a_line_above_an_item_closes_all_below_it(tmp_path: Path, line: str, title: Callable[[str], str]) -> None:
    """However it is written and set; what stood open above it is closed too where the line may be of that."""
    items = [heading(2, "Sak 2/27 Løn"), paragraph("Vedtak: Meir."), heading(2, "Sak 3/27 Hus"), paragraph("Seld.")]
    told = found(tmp_path, "", [paragraph("Vedtak: Godkjent."), title(line), *items])
    closed = [one["number"] for one in told.records[0].facts["agenda"] if "exempt" in one]
    assert closed[-2:] == ["2/27", "3/27"]
    assert not any(words in told.records[0].text for words in ("Meir", "Seld"))


@pytest.mark.parametrize("line", CLOSING)
def test_a_line_closes_all_below_it_in_text_and_in_a_table_too(tmp_path: Path, line: str) -> None:
    text = "\n\n".join(
        [TITLE, f"{WHEN}\n{WHERE}", "Sak 1/27 Kaffi", "Vedtak: Ja.", line, "Sak 2/27 Løn", "Sak 3/27 Hus"]
    )
    (tmp_path / "referat.txt").write_text(f"{text}\n\nVedtak: Seld.\n", "utf-8")
    rows = table([("Saksnr", "Sak"), ("1/27", "Kaffi"), (line, ""), ("2/27", "Løn"), ("3/27", "Hus")])
    files = [
        tmp_path / "referat.txt",
        word_file(tmp_path / "referat.docx", [*map(paragraph, (TITLE, WHEN, WHERE)), rows]),
    ]
    for file in files:
        (record,) = import_file(file, GRAPH, DocumentKind.MINUTES).found.records
        assert [one["number"] for one in record.facts["agenda"] if "exempt" in one][-2:] == ["2/27", "3/27"], file.name
        assert "Seld" not in record.text


@pytest.mark.parametrize("line", ["Møtet ble åpnet igjen", "Møtet vart opna", "Åpen del", "Ope møte"])
def test_a_line_above_an_item_opens_those_below_it_again(tmp_path: Path, line: str) -> None:
    items = [heading(2, "Sak 2/27 Løn"), heading(1, line), heading(2, "Sak 3/27 Hus"), paragraph("Vedtak: Godkjent.")]
    told = found(tmp_path, "", [paragraph("Vedtak: Godkjent."), heading(1, "Lukka møte"), *items])
    assert [one["number"] for one in told.records[0].facts["agenda"] if "exempt" in one] == ["2/27"]


def test_a_mark_that_nothing_explains_is_asked_about(tmp_path: Path) -> None:
    told = found(tmp_path, "Ada Lie   M\nBo Moe    M\nEva Ås    F")
    assert listed(told) == {}
    told = found(tmp_path, "Til stede: Ada Lie, Bo Moe (Helsedirektoratet) under sak 2/27")
    assert told.records[0].facts["present"][1]["items"] == ["2/27"]


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        (("✔", "✔", "✘"), ALL),
        (("✗", "✗", ""), {"present": {"Ada Lie", "Bo Moe"}}),
        (("✔", "✔", "x"), {"present": {"Ada Lie", "Bo Moe"}}),
    ],
)
def test_a_cross_among_ticks_says_no(tmp_path: Path, marks: tuple[str, ...], told: dict[str, set[str]]) -> None:
    """A cross of its own sign; an `x` among ticks is asked about, and the one mark of a column is a tick."""
    rows = zip(("Ada Lie", "Bo Moe", "Eva Ås"), marks, strict=True)
    assert listed(found(tmp_path, [table([("Navn", "Deltakelse"), *rows])])) == told


def test_who_came_in_the_midst_stands_in_no_list_of_the_absent(tmp_path: Path) -> None:
    words = "Til stede: Ada Lie, Bo Moe\nForfall: Eva Ås\nBo Moe (Vik) kom under behandlingen av sak 2/27."
    told = found(tmp_path, words)
    assert listed(told) == ALL
    assert told.records[0].facts["present"][1]["items"] == ["2/27"]


# -- follow-ups

TASK = ("1/27", "Ada Lie", "2027-05-01")
TASKS: dict[str, Form] = {
    "who first": "Aksjon: Ada Lie. Sende brev til kommunene. Frist 1. mai.",
    "asked": "Ada Lie bes om å sende brev til kommunene innen 1. mai.",
    "promised": "Ada Lie lovet å sende brev før 1. mai.",
    "responsible for": "Ada Lie er ansvarlig for å sende brev innen 1. mai.",
    "until a day": "Ada Lie lager et utkast til 1. mai.",
    "agreed on": "Det ble avtalt at Ada Lie sender brev innen 1. mai.",
    "in brackets": "Brevet skal sendes (Ada Lie, innen 1. mai).",
    "wanting": "Ada Lie vil sende brev innen 1. mai.",
    "cells of one row": [table([("Vedtak: Brev sendes.", "Ansvar: Ada Lie", "Frist: 1. mai 2027")], header=False)],
    "by somebody until a day": "Utkast skrives av Ada Lie til 1. mai.",
    "a stroke between who and when": "Brev sendes kommunene.\nAnsvar/frist: Ada Lie / 1. mai",
    "square brackets": "Oppfølging:\n- Brev til kommunene [Ada Lie, 01.05.]",
    "a colon": "Ada Lie: Sende brev innen 1. mai.",
    "a role before the name": "Rådgiver Ada Lie sender brevet innen 1. mai.",
    "a side behind the name": "Ada Lie (Vik) sender brevet innen 1. mai.",
    "the day first": "Innen 1. mai sender Ada Lie brevet til kommunene.",
    "who and when in a column": [table([("Oppfølging", "Ansvar/frist"), ("Sende brev", "Ada Lie\n01.05.2027")])],
    "a short day": [table([("Oppfølging", "Ansvar", "Frist"), ("Sende brev", "Ada Lie", "1/5")])],
    "other heads": [table([("Hva gjøres?", "Hvem gjør det?", "Når?"), ("Sende brev", "Ada Lie", "1. mai")])],
    "at the end, counted": [
        paragraph("Drøftet."), heading(2, "Sak 2/27 Bord"), paragraph("Vedtak: Godkjent."),
        paragraph("Aksjonsliste", True),
        table([("Nr", "Sak", "Aksjon", "Ansvarlig", "Frist"), ("1", "1/27", "Sende brev", "Ada Lie", "01.05.2027")]),
    ],
    "at the end, in lines": [
        paragraph("Drøftet."), heading(2, "Sak 2/27 Bord"), paragraph("Vedtak: Godkjent."),
        paragraph("Oppfølging", True),
        paragraph("1/27 Sende brev – Ada Lie – 1. mai"),
    ],
    "at the end, in a list": [
        paragraph("Drøftet."), heading(2, "Sak 2/27 Bord"), paragraph("Vedtak: Godkjent."),
        paragraph("Oppfølgingspunkter", True), bullet("Sak 1/27: Ada Lie sender brev innen 1. mai 2027"),
    ],
}  # fmt: skip


def tasks(told: Found) -> list[tuple[Any, ...]]:
    agenda = told.records[0].facts["agenda"]
    return [
        (item["number"], one.get("responsible"), one.get("due")) for item in agenda for one in item.get("follow_up", ())
    ]


@pytest.mark.parametrize("form", TASKS)
def test_who_follows_up_and_by_when(tmp_path: Path, form: str) -> None:
    assert tasks(found(tmp_path, "Til stede: Ada Lie, Bo Moe", TASKS[form])) == [TASK]


SEVERAL: dict[str, Form] = {
    "clauses": "Ada Lie lager utkast innen 1. mai, og Bo Moe ringer Nes innen 3. mai.",
    "semicolons": "Oppfølging: Sende brev (Ada Lie, 1. mai); ringe Nes (Bo Moe, 3. mai)",
    "sentences": "Hvem gjør hva: Ada Lie lager utkast innen 1. mai. Bo Moe ringer Nes innen 3. mai.",
    "lines of cells": [
        table([("Oppfølging", "Ansvar", "Frist"), ("Sende brev\nRinge", "Ada Lie\nBo Moe", "1.5.2027\n3.5.2027")]),
    ],
}  # fmt: skip


ROWS = {
    "lines": ("Sende brev\nRinge", "Ada Lie\nBo Moe", "1.5.2027\n3.5.2027"),
    "dashes": ("Sende brev – Ada Lie – 1. mai\nRinge – Bo Moe – 3. mai", "", ""),
    "sentences": ("Ada Lie sender brev innen 1. mai. Bo Moe ringer innen 3. mai.", "", ""),
}


@pytest.mark.parametrize("form", ROWS)
def test_each_of_several_in_the_row_of_an_item(tmp_path: Path, form: str) -> None:
    head = ("Sak", "Tema", "Vedtak", "Oppfølging", "Ansvarlig", "Frist")
    rows = [head, ("1/27", "Kaffi", "Drøftet.", *ROWS[form]), ("2/27", "Bord", "Godkjent.", "", "", "")]
    above = [paragraph("Til stede: Ada Lie, Bo Moe"), table(rows)]
    path = word_file(tmp_path / "referat.docx", [*map(paragraph, (TITLE, WHEN, WHERE)), *above])
    assert tasks(import_file(path, GRAPH, DocumentKind.MINUTES).found) == [TASK, ("1/27", "Bo Moe", "2027-05-03")]


@pytest.mark.parametrize("form", SEVERAL)
def test_each_of_several_who_follow_up(tmp_path: Path, form: str) -> None:
    told = found(tmp_path, "Til stede: Ada Lie, Bo Moe", SEVERAL[form])
    assert tasks(told) == [TASK, ("1/27", "Bo Moe", "2027-05-03")]


@pytest.mark.parametrize("words", [
    "Ada Lie deltar på kurs fra 3. mars til 1. mai.", "Ada Lie sendte brevet 1. mai.",
    "Ada Lie orienterte om at brevet ble sendt innen 1. mai.",
])  # fmt: skip
def test_what_is_done_or_lasts_is_no_follow_up(tmp_path: Path, words: str) -> None:
    assert tasks(found(tmp_path, "Til stede: Ada Lie, Bo Moe", words)) == []


def test_the_last_of_a_month(tmp_path: Path) -> None:
    for words in ("innen utgangen av april 2027", "i løpet av april"):
        told = found(tmp_path, "Til stede: Ada Lie", f"Ada Lie skal sende brev {words}.")
        assert tasks(told) == [("1/27", "Ada Lie", "2027-04-30")]


@pytest.mark.parametrize(
    "line",
    ["Lage skjema (Ada Lie / 1.5.2027)", "Aksjon: Lage skjema    Ada Lie / 01.05.2027"],
)
def test_who_and_when_parted_by_a_stroke(tmp_path: Path, line: str) -> None:
    below = f"Oppfølging:\n{line}"
    assert tasks(found(tmp_path, "Til stede: Ada Lie", below)) == [("1/27", "Ada Lie", "2027-05-01")]


def test_tasks_behind_the_last_item_go_to_the_items_they_name(tmp_path: Path) -> None:
    below = [
        heading(2, "Sak 2/27 Bord"),
        paragraph("Dette skal gjøres"),
        bullet("Sak 1/27: Ada Lie kjøper kaffe innen 1. mai 2027."),
    ]
    assert tasks(found(tmp_path, [paragraph("Til stede: Ada Lie")], below)) == [("1/27", "Ada Lie", "2027-05-01")]


def test_what_was_decided_below_a_table_of_gathered_items_is_of_the_one_above(tmp_path: Path) -> None:
    rows = [("RS 3/27", "Brev om tilsyn"), ("RS 4/27", "Årsmelding")]
    blocks = [
        *map(paragraph, (TITLE, WHEN, WHERE)), heading(2, "PS 1/27 Referatsaker"), table(rows, header=False),
        paragraph("Vedtak:"), paragraph("Referatsakene tas til orientering."), heading(2, "PS 2/27 Bord"),
        paragraph("Vedtak: Godkjent."),
    ]  # fmt: skip
    agenda = import_file(word_file(tmp_path / "referat.docx", blocks), GRAPH, DocumentKind.MINUTES).found.records[0]
    assert [(one["number"], one.get("outcome")) for one in agenda.facts["agenda"]] == [
        ("PS 1/27", "noted"), ("RS 3/27", None), ("RS 4/27", None), ("PS 2/27", "approved"),
    ]  # fmt: skip


# -- when and where

HEADS = {
    "opened and closed in a sentence": ("Dato: 4. mars 2027", WHERE, "Møtet ble satt kl. 10.00 og hevet kl. 12.00."),
    "the place before the day": ("Rådhuset, torsdag 4. mars 2027 kl. 10.00–12.00",),
    "parted by bars": ("4. mars 2027 | kl. 10.00–12.00 | Rådhuset",),
}


@pytest.mark.parametrize("form", HEADS)
def test_when_and_where(tmp_path: Path, form: str) -> None:
    facts = found(tmp_path, "", head=(TITLE, *HEADS[form])).records[0].facts
    assert (facts.get("start"), facts.get("end"), facts.get("place")) == ("10:00", "12:00", "Rådhuset")


@pytest.mark.parametrize("words", [
    "Neste møte\n\nTorsdag 6. mai 2027 kl. 09.00\n\nSted: Nes rådhus",
    "Dato for neste møte: 06.05.2027 kl. 09:00 (Nes rådhus)",
    "Neste møte holdes i Nes rådhus torsdag 6. mai 2027 kl. 09.00.",
    "Utvalget møtes neste gang 6. mai 2027 kl. 09.00 på Nes rådhus.",
    "Nytt møte ble avtalt til 6. mai 2027 kl. 09.00 på Nes rådhus.",
])  # fmt: skip
def test_the_next_meeting(tmp_path: Path, words: str) -> None:
    path = tmp_path / "referat.txt"
    path.write_text(f"{TITLE}\n\n{WHEN}\n{WHERE}\n\nSak 1/27 Kaffi\n\nVedtak:\nGodkjent.\n\n{words}\n", "utf-8")
    _, planned = import_file(path, GRAPH, DocumentKind.MINUTES).found.records
    assert planned.path == "meetings/ssu/2027-05-06.md"
    assert (planned.facts["start"], planned.facts["place"]) == ("09:00", "Nes rådhus")
