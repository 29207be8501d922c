"""What the documents that the import had not seen taught it, each rule in the smallest document that shows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.importing import DOCUMENTS
from bench.unseen import FIELDS, measure
from portal.commands.importing.found import DocumentKind, Found
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import heading, paragraph, table, word_file

GRAPH = Graph(read_records(DOCUMENTS).records, {})
HEAD = "Referat frå møte i SSU\n\nDato: 4. mars 2027\nTid: kl. 10.00\nStad: Rådhuset\n"
ITEM = "Sak 1/27 Kaffi i gangen\n\n"


def found(tmp_path: Path, text: str, kind: DocumentKind | None = None) -> Found:
    path = tmp_path / "dokument.txt"
    path.write_text(text, "utf-8")
    return import_file(path, GRAPH, kind).found


def item(tmp_path: Path, text: str) -> dict[str, Any]:
    """The first item of minutes that say no more."""
    facts: dict[str, Any] = found(tmp_path, f"{HEAD}\n{ITEM}{text}\n").records[0].facts["agenda"][0]
    return facts


def met(tmp_path: Path, *rows: tuple[str, str]) -> Found:
    """What a table of people with a column for those who met gives."""
    people = table([("Namn", "Til stades"), *rows])
    body = [heading(1, "Referat frå møte i SSU"), paragraph("Dato: 4. mars 2027"), people, heading(2, "Sak 1/27 Kaffi")]
    return import_file(word_file(tmp_path / "referat.docx", body), GRAPH).found


def test_a_column_for_those_who_met_tells_who_was_there(tmp_path: Path) -> None:
    """Yes, no and whom one met for are read; who has a blank cell is told of, and is nowhere."""
    told = met(tmp_path, ("Ada Lie", "Ja"), ("Bo Moe", "Forfall"), ("Eva Ås", "Møtte for Bo Moe"), ("Odd Li", ""))
    (record,) = told.records
    assert record.facts["present"] == [{"name": "Ada Lie"}, {"name": "Eva Ås", "substitute_for": "Bo Moe"}]
    assert record.facts["absent"] == [{"name": "Bo Moe"}]
    assert "Odd Li" in [block.text for block in told.left]


def test_people_below_a_line_belong_to_what_it_names(tmp_path: Path) -> None:
    """An organisation, or a role, on a line of its own is that of the people below it, up to the next label."""
    people = "Møtande:\nTangvåg kommune:\nAda Lie, helsesjef\nBo Moe\nFastlegerepresentant:\nEva Ås\nForfall:\nOdd Li\n"
    words = "Kaffien i gangen er kald, og dei fleste drikk han likevel, for det er den einaste som finst.\n"
    facts = found(tmp_path, f"{HEAD}\n{people}\n{ITEM}{words}\nVedtak:\nGodkjent.\n").records[0].facts
    assert facts["present"] == [
        {"name": "Ada Lie", "role": "helsesjef", "organisation": "Tangvåg kommune"},
        {"name": "Bo Moe", "organisation": "Tangvåg kommune"},
        {"name": "Eva Ås", "role": "fastlegerepresentant"},
    ]
    assert facts["absent"] == [{"name": "Odd Li"}]


def test_people_in_a_row_of_several_forms(tmp_path: Path) -> None:
    """Nobody becomes the organisation of whoever stands before them, with brackets about some and none."""
    row = "Til stades: Ada Lie (Tangvåg kommune), Bo Moe, fagdirektør, Helse Storhav, Eva Ås, Odd Li (leiar, SSU)"
    assert found(tmp_path, f"{HEAD}{row}\n\n{ITEM}Vedtak:\nGodkjent.\n").records[0].facts["present"] == [
        {"name": "Ada Lie", "organisation": "Tangvåg kommune"},
        {"name": "Bo Moe", "role": "fagdirektør", "organisation": "Helse Storhav"},
        {"name": "Eva Ås"},
        {"name": "Odd Li", "role": "leiar", "organisation": "SSU"},
    ]


def test_what_was_decided_goes_before_what_was_said(tmp_path: Path) -> None:
    """Words above the decision, or of a proposal, tell no outcome."""
    assert (
        item(tmp_path, "Utvalet drøfta to modellar.\n\nVedtak:\nUtvalet går inn for den eine.")["outcome"] == "decided"
    )
    assert "outcome" not in item(tmp_path, "Ada Lie foreslo å få saka utsett.")


def test_tasks_are_parted_by_dashes(tmp_path: Path) -> None:
    """What, who and by when; a line of three parts without a day at its end is text."""
    read = item(tmp_path, "Oppgåver\n• Skrive brev – Ada Lie – 1.5.2027\n• Kjøpe kopp – Bo Moe – snarast")
    assert read["follow_up"] == [
        {"what": "Skrive brev", "responsible": "Ada Lie", "due": "2027-05-01"},
        {"what": "Kjøpe kopp", "responsible": "Bo Moe"},
    ]
    assert "follow_up" not in item(tmp_path, "Oppgåver\n• Skrive brev – to sider – på papir")


PLANNED = {
    "1. møte: onsdag 3. februar kl. 09-12": {"start": "09:00", "end": "12:00", "place": "Steindal rådhus"},
    "1. møte: onsdag 3. februar (Bjørkli samfunnshus)": {"place": "Bjørkli samfunnshus"},
    "1. møte: onsdag 3. februar (saman med OU Ytre)": {"place": "Steindal rådhus"},
}


@pytest.mark.parametrize("line", PLANNED)
def test_a_plan_of_a_line_a_meeting(tmp_path: Path, line: str) -> None:
    """The year stands in the heading; the place in a bracket where its words are those of one, or else for them all."""
    text = f"Møteplan 2027 for OU Indre\n\nMøta er i Steindal rådhus om ikkje anna står.\n\n{line}\n"
    (record,) = found(tmp_path, text, DocumentKind.PLAN).records
    assert (record.path, record.facts) == ("meetings/ou-indre/2027-02-03.md", {"number": "1/2027", **PLANNED[line]})


CHOSEN = {"Drøftingssak": "D", "Vedtakssak\nDrøftingssak\nOrienteringssak": None, "Vedtakssak / Drøftingssak": None}


@pytest.mark.parametrize("words", CHOSEN)
def test_a_type_chosen_from_a_list(tmp_path: Path, words: str) -> None:
    """One word beside its label was chosen; several are the list, of which nothing was."""
    rows = table([("Tittel", "Kaffi"), ("Dato", "4. mars 2027"), ("Type sak", words)], header=False)
    path = word_file(tmp_path / "skjema.docx", [heading(1, "Saksinnmelding"), rows])
    told = import_file(path, GRAPH).found
    assert told.records[0].facts.get("type") == CHOSEN[words]
    assert ("type" in [question.about for question in told.questions]) is (CHOSEN[words] is None)


def test_numbers_of_pages_are_dropped_and_numbers_of_items_kept(tmp_path: Path) -> None:
    """Lone numbers that count on with text between them are pages; those that follow each other are not."""
    text = f"{HEAD}\n{ITEM}Ein.\n\nTo.\n\n1\n\nTre.\n\nFire.\n\n2\n"
    assert found(tmp_path, text).records[0].text == "## 1/27\n\nEin.\n\nTo.\n\nTre.\n\nFire."
    assert "1" in found(tmp_path, f"{HEAD}\n{ITEM}Ein.\n\n1\n\n2\n").records[0].text.split("\n")


def test_nothing_but_a_name_is_taken_for_a_person(tmp_path: Path) -> None:
    """Sentences, organisations, headings and dates among people are told of as left."""
    others = ["Møtet var lovleg sett", "Ingen frå brukarane", "Nye Veier AS", "Nav Tangvåg", "Digital Heimeoppfølging",
              "Godkjenning av referat", "Sist oppdatert 3. mars", "Vedtak Kaffi"]  # fmt: skip
    people = "\n".join(["Til stades:", "Ada Lie, helsesjef, Tangvåg kommune", "Bo Moe, Helse Storhav", *others])
    told = found(tmp_path, f"{HEAD}\n{people}\n\n{ITEM}Vedtak:\nGodkjent.\n")
    assert told.records[0].facts["present"] == [
        {"name": "Ada Lie", "role": "helsesjef", "organisation": "Tangvåg kommune"},
        {"name": "Bo Moe", "organisation": "Helse Storhav"},
    ]
    left = " ".join(block.text for block in told.left)
    assert [words for words in others if words not in left] == []


def test_people_in_running_text_end_where_a_sentence_begins(tmp_path: Path) -> None:
    """The last one stands behind `og`; what is said of them afterwards is left."""
    people = "Forfall: Ada Lie (KS) og Bo Moe (Tangvåg kommune). Ada Lie hadde ikkje vara."
    told = found(tmp_path, f"{HEAD}\n{people}\n\n{ITEM}Vedtak:\nGodkjent.\n")
    assert told.records[0].facts["absent"] == [
        {"name": "Ada Lie", "organisation": "KS"},
        {"name": "Bo Moe", "organisation": "Tangvåg kommune"},
    ]
    assert "Ada Lie hadde ikkje vara." in [block.text for block in told.left]


def test_people_behind_their_organisation(tmp_path: Path) -> None:
    people = "Forfall:\nHelse Storhav: Ada Lie, Bo Moe\nSteindal kommune: Eva Ås"
    facts = found(tmp_path, f"{HEAD}\n{people}\n\n{ITEM}Vedtak:\nGodkjent.\n").records[0].facts
    assert facts["absent"] == [
        {"name": "Ada Lie", "organisation": "Helse Storhav"},
        {"name": "Bo Moe", "organisation": "Helse Storhav"},
        {"name": "Eva Ås", "organisation": "Steindal kommune"},
    ]


def test_a_table_of_people_a_cell_a_line(tmp_path: Path) -> None:
    """The rows are made again where the lines make whole ones and each begins with a name; else nobody is guessed."""
    cells = "Deltakarar\n\nNamn\nStilling\nOrganisasjon\nAda Lie\nlege\nKS\nBo Moe\njurist\n"
    whole = found(tmp_path, f"{HEAD}\n{cells}Helse Storhav\n\n{ITEM}Vedtak:\nGodkjent.\n").records[0].facts
    assert whole["present"] == [
        {"name": "Ada Lie", "role": "lege", "organisation": "KS"},
        {"name": "Bo Moe", "role": "jurist", "organisation": "Helse Storhav"},
    ]


def test_a_plan_takes_its_year_from_its_heading_and_its_body_from_no_sentence(tmp_path: Path) -> None:
    """A date of when the plan was made, a day by which cases are due and whom to ask are none of them."""
    rows = "Møte    Dato           Stad      Frist\n1       Onsdag 3/2     Teams     6. januar\n"
    rows += "2       Onsdag 5/5     Teams     7. april\n"
    text = f"OU Indre – møteplan for 2027\n\n{rows}\nSpør Samarbeidssekretariatet.\n\nVedteke 2. november 2026\n"
    assert [(record.path, record.facts["number"]) for record in found(tmp_path, text).records] == [
        ("meetings/ou-indre/2027-02-03.md", "1/2027"),
        ("meetings/ou-indre/2027-05-05.md", "2/2027"),
    ]


@pytest.mark.parametrize(
    ("folder", "wrong", "least"),
    [
        ("layouts", 0, (79, 72, 38, 15, 26, 15, 89, 13)),
        ("further", 0, (74, 72, 40, 15, 29, 15, 91, 12)),
        ("later", 0, (77, 74, 47, 12, 23, 12, 88, 12)),
        ("latest", 0, (84, 77, 50, 12, 23, 12, 79, 13)),
        ("newest", 0, (66, 59, 44, 10, 19, 10, 93, 14)),
        ("sixth", 0, (79, 68, 42, 10, 20, 10, 74, 14)),
        ("seventh", 0, (45, 40, 25, 6, 12, 6, 46, 10)),
        ("eighth", 2, (109, 103, 65, 15, 28, 14, 101, 21)),
    ],
)
def test_documents_of_real_bodies_lie_about_nobody(folder: str, wrong: int, least: tuple[int, ...]) -> None:
    """Nobody who was absent is told as present and nothing closed is shown; so much is right, so little is not."""
    totals, faults = measure(DOCUMENTS / folder, tell=False)
    unforgivable = {name: faults[name] for name in ("absent told as present", "closed shown", "files refused")}
    assert not any(unforgivable.values()), unforgivable
    assert sum(totals[name, 0] - totals[name, 1] for name in FIELDS) <= wrong
    found = {name: (totals[name, 1], count) for name, count in zip(FIELDS, least, strict=True)}
    assert {name: counts for name, counts in found.items() if counts[0] < counts[1]} == {}
