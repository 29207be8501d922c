"""Who the import tells as present: only whom a known label says to have been there; of all others it asks."""

from __future__ import annotations

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
HEAD = ["Referat frå møte i SSU", "Dato: 4. mars 2027", "Tid: kl. 10.00", "Stad: Rådhuset"]
GROUPS = ("present", "invited", "secretariat", "observers", "absent")


def found(tmp_path: Path, *blocks: str, kind: DocumentKind = DocumentKind.MINUTES) -> Found:
    """What a Word document of minutes with these blocks between its head and its one item gives."""
    body = [*map(paragraph, HEAD), *blocks, heading(2, "Sak 1/27 Kaffi"), paragraph("Vedtak: Godkjent.")]
    return import_file(word_file(tmp_path / "referat.docx", body), GRAPH, kind).found


def listed(told: Found) -> dict[str, list[str]]:
    """The names in each list of the record."""
    facts = told.records[0].facts
    return {group: [person["name"] for person in facts[group]] for group in GROUPS if group in facts}


def asked(told: Found) -> list[tuple[str, str]]:
    return [(question.about, question.read) for question in told.questions if question.code == "import.ask_people"]


def people(*rows: tuple[str, ...], head: tuple[str, ...] = ("Navn", "Funksjon", "Representerer")) -> str:
    return table([head, *rows])


AWAY = [
    "Forfall:", "Meldt frafall:", "Fråvær:", "Fravær", "Ikke til stede:", "Ikkje møtt", "Desse kunne ikkje kome:",
    "Faste medlemmer som ikkje møtte:",
    "Følgende medlemmer hadde meldt forfall:", "Desse møtte ikkje:", "Meldt avbud", "Representantar med forfall:",
    "Desse hadde ikkje høve til å kome:",
]  # fmt: skip
UNSURE = [
    "Faste medlemmer:", "Forfall skal meldes til:", "Skal møte:", "Innkalte:", "Påmelde deltakarar:", "Prosjektgruppa:",
    "Ikkje meldt forfall:", "Varamedlemmer for dei som hadde forfall:", "Desse sat heime den dagen:",
    "Til stades under sak 1:",
]  # fmt: skip


@pytest.mark.parametrize("label", AWAY)
@pytest.mark.parametrize("is_table", [True, False])
def test_nobody_under_an_apology_is_present(tmp_path: Path, label: str, is_table: bool) -> None:
    """However an apology is labelled, and whether people stand below it in a table or in lines."""
    rows = people(("Odd Lie", "Medlem", "Vik kommune")) if is_table else paragraph("Odd Lie, leiar, Vik kommune")
    told = found(tmp_path, paragraph("Til stades: Ada Moe"), paragraph(label), rows)
    assert listed(told) == {"present": ["Ada Moe"], "absent": ["Odd Lie"]}


@pytest.mark.parametrize("label", UNSURE)
@pytest.mark.parametrize("is_table", [True, False])
def test_nobody_under_a_label_that_is_not_known_is_told_of(tmp_path: Path, label: str, is_table: bool) -> None:
    """They are in no list; the question names them, the label and the place, and they stand among what was left."""
    rows = people(("Odd Lie", "Medlem", "Vik kommune")) if is_table else paragraph("Odd Lie, leiar, Vik kommune")
    told = found(tmp_path, paragraph("Til stades: Ada Moe"), paragraph(label), rows)
    assert listed(told) == {"present": ["Ada Moe"]}
    assert asked(told) == [("Odd Lie", label.rstrip(":"))]
    assert any("Odd Lie" in block.text for block in told.left)


def test_a_table_without_a_label_tells_of_nobody(tmp_path: Path) -> None:
    """What its columns are called stands in the question."""
    told = found(tmp_path, people(("Odd Lie", "Medlem", "Vik kommune"), ("Eva Ås", "Leder", "AP")))
    assert listed(told) == {}
    assert asked(told) == [("Odd Lie, Eva Ås", "Navn | Funksjon | Representerer")]


def test_substitutes_met_for_whom_their_row_names(tmp_path: Path) -> None:
    """The columns for whom one met and whom one represents are read, above a label that says less or as much."""
    for label in ("Møtende varamedlemmer:", "Varamedlemmer:"):
        told = found(
            tmp_path,
            paragraph("Forfall:"),
            people(("Odd Lie", "Medlem", "Vik kommune")),
            paragraph(label),
            people(("Eva Ås", "Odd Lie", "Vik kommune"), head=("Navn", "Møtte for", "Representerer")),
        )
        assert told.records[0].facts["present"] == [
            {"name": "Eva Ås", "organisation": "Vik kommune", "substitute_for": "Odd Lie"}
        ]
        assert listed(told)["absent"] == ["Odd Lie"]


def test_substitutes_of_whom_it_is_not_said_that_they_met_are_asked_about(tmp_path: Path) -> None:
    """Neither below a bare label, nor in a column beside the members that they would meet for."""
    told = found(tmp_path, paragraph("Forfall: Odd Lie"), paragraph("Vara: Eva Ås for Odd Lie, Bo Ek for Per Moe"))
    assert listed(told) == {"present": ["Eva Ås"], "absent": ["Odd Lie"]}
    assert [about for about, _ in asked(told)] == ["Bo Ek"]
    told = found(tmp_path, paragraph("Varamedlemmer:"), paragraph("Eva Ås"))
    assert listed(told) == {}
    assert asked(told) == [("Eva Ås", "Varamedlemmer")]
    told = found(tmp_path, paragraph("Møtte:"), people(("Odd Lie", "Eva Ås"), head=("Medlem", "Varamedlem")))
    assert listed(told) == {}
    assert [about for about, _ in asked(told)] == ["Odd Lie"]
    assert "Odd Lie: Eva Ås" in [block.text for block in told.left]


def test_a_column_for_apologies_is_read_a_person_at_a_time(tmp_path: Path) -> None:
    """A cross in it is an apology; other words in it are asked about."""
    rows = people(("Odd Lie", "x"), ("Eva Ås", ""), ("Ada Moe", "sjuk?"), head=("Namn", "Forfall"))
    told = found(tmp_path, paragraph("Deltakarar"), rows)
    assert listed(told) == {"absent": ["Odd Lie"], "present": ["Eva Ås"]}
    assert [about for about, _ in asked(told)] == ["Ada Moe"]


def test_who_is_ticked_as_present_and_absent_is_neither(tmp_path: Path) -> None:
    """Two columns that speak against each other are asked about."""
    rows = people(("Odd Lie", "x", "x"), ("Eva Ås", "x", ""), head=("Namn", "Møtt", "Ikkje møtt"))
    told = found(tmp_path, paragraph("Deltakarar"), rows)
    assert listed(told) == {"present": ["Eva Ås"]}
    assert [about for about, _ in asked(told)] == ["Odd Lie"]


def test_columns_of_organisation_present_and_absent_are_kept_apart(tmp_path: Path) -> None:
    """Each column of people has its own group."""
    rows = people(("Vik kommune", "Ada Moe, leiar", "Odd Lie"), head=("Kommune", "Møtte", "Forfall"))
    assert listed(found(tmp_path, rows)) == {"present": ["Ada Moe"], "absent": ["Odd Lie"]}


def test_a_row_between_the_people_is_a_label(tmp_path: Path) -> None:
    """A row of nothing but one label changes the group of those below it."""
    rows = people(("Ada Moe", "", ""), ("Meldt forfall", "", ""), ("Odd Lie", "", ""), ("Faste medlemmer", "", ""),
                  ("Eva Ås", "", ""))  # fmt: skip
    told = found(tmp_path, paragraph("Til stades"), rows)
    assert listed(told) == {"present": ["Ada Moe"], "absent": ["Odd Lie"]}
    assert asked(told) == [("Eva Ås", "Faste medlemmer")]


@pytest.mark.parametrize("note", ["sjuk", "meldt forfall", "Vara kalla inn", "ferie"])
def test_a_note_that_is_not_known_leaves_a_person_out(tmp_path: Path, note: str) -> None:
    """Whoever has a note beside the name is present only where the note is understood."""
    told = found(tmp_path, paragraph("Til stades:"), people(("Odd Lie", note), head=("Namn", "Merknad")))
    assert "present" not in listed(told)


@pytest.mark.parametrize("line", ["Odd Lie (forfall)", "Odd Lie – meldt forfall", "Odd Lie, Vik kommune, fråvær"])
def test_an_apology_behind_a_name_counts(tmp_path: Path, line: str) -> None:
    """Also where the person stands in the list of those who met."""
    told = found(tmp_path, paragraph("Til stades:"), bullet("Ada Moe"), bullet(line))
    assert listed(told) == {"present": ["Ada Moe"], "absent": ["Odd Lie"]}


def test_nobody_is_present_and_absent(tmp_path: Path) -> None:
    """Who would be both is in neither list, and asked about; so is who was present and substituted for."""
    told = found(tmp_path, paragraph("Til stades: Ada Moe, Odd Lie"), paragraph("Forfall: Odd Lie"))
    assert listed(told) == {"present": ["Ada Moe"]}
    told = found(tmp_path, paragraph("Til stades:"), bullet("Odd Lie"), bullet("Eva Ås (vara for Odd Lie)"))
    assert listed(told) == {"present": ["Eva Ås"]}
    assert [question.about for question in told.questions if question.code == "import.ask_both"] == ["Odd Lie"]


@pytest.mark.parametrize(
    "line", ["Forfall: meldast til Ada Moe", "Forfall: Ada Moe, tlf. 99 99 99 99", "Forfall: ada.moe@eksempel.no"]
)
def test_how_to_send_an_apology_is_none(tmp_path: Path, line: str) -> None:
    """Whom to tell is not absent."""
    told = found(tmp_path, paragraph(line), kind=DocumentKind.AGENDA)
    assert listed(told) == {}


def test_whoever_met_for_somebody_has_no_such_role(tmp_path: Path) -> None:
    """`for` before a name tells whom one met for."""
    told = found(tmp_path, paragraph("Deltakere: Ada Moe (for Odd Lie, Vik kommune), Bo Ås (Vik kommune)"))
    facts: dict[str, Any] = told.records[0].facts
    assert facts["present"] == [
        {"name": "Ada Moe", "organisation": "Vik kommune", "substitute_for": "Odd Lie"},
        {"name": "Bo Ås", "organisation": "Vik kommune"},
    ]


@pytest.mark.parametrize("line", ["Andre saker:", "Ho ønskte alle deltakarar velkomne til eit langt møte"])
def test_a_sentence_above_a_name_is_no_label(tmp_path: Path, line: str) -> None:
    """Words of a label in it do not make it one."""
    assert listed(found(tmp_path, paragraph(line), paragraph("Ada Moe"))) == {}


def test_an_unknown_label_ends_the_one_above(tmp_path: Path) -> None:
    """People behind it are not those of the label before."""
    told = found(tmp_path, paragraph("Forfall: Odd Lie"), paragraph("Fra byggefirmaet: Ada Moe, Bo Ås"))
    assert listed(told) == {"absent": ["Odd Lie"]}
    assert asked(told) == [("Ada Moe, Bo Ås", "Fra byggefirmaet: Ada Moe, Bo Ås")]


@pytest.mark.parametrize("line", [", leiar, Vik kommune", "(sak 1)", "– (leiar)"])
def test_a_line_that_names_nobody_is_left(tmp_path: Path, line: str) -> None:
    """A list that lost a name, as a table taken apart does, is no reason to give the whole document up."""
    told = found(tmp_path, paragraph("Til stades:"), paragraph("Ada Moe"), paragraph(line))
    assert listed(told) == {"present": ["Ada Moe"]}
    assert any(word in block.text for block in told.left for word in ("leiar", "sak 1"))


@pytest.mark.parametrize(("names", "is_sure"), [
    (("Ada Lie, Bo Vik", "Eli Moe"), True),
    (("Ada Lie", "Bo Vik", "Eli Moe"), False),
])  # fmt: skip
def test_lists_below_all_their_labels_are_asked_about_where_they_may_be_shifted(
    tmp_path: Path, names: tuple[str, ...], is_sure: bool
) -> None:
    """More lists than labels: whose is whose is not told, and nobody is put anywhere."""
    told = found(tmp_path, *map(paragraph, ("Til stades:", "Forfall:", *names)))
    assert listed(told) == ({"present": ["Ada Lie", "Bo Vik"], "absent": ["Eli Moe"]} if is_sure else {})
    assert bool(asked(told)) is not is_sure


def test_the_head_of_a_table_tells_who_its_people_are(tmp_path: Path) -> None:
    told = found(
        tmp_path,
        people(("Ada Lie", "A"), head=("Møtande medlemer", "Parti")),
        people(("Bo Vik", "B"), head=("Forfall", "Parti")),
    )
    assert listed(told) == {"present": ["Ada Lie"], "absent": ["Bo Vik"]}


def test_people_beside_what_they_belong_to_below_a_label(tmp_path: Path) -> None:
    rows = [("Lauvøy", "Ada Lie og Bo Vik"), ("Tindeid", "Eli Moe")]
    told = found(tmp_path, paragraph("Desse møtte:"), table(rows))
    assert listed(told) == {"present": ["Ada Lie", "Bo Vik", "Eli Moe"]}
