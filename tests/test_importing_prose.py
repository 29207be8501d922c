"""Who was there as running prose says it, and lists of people below sides, marks and hours: nobody is guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.importing import DOCUMENTS
from portal.commands.importing.found import DocumentKind, Found
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import heading, paragraph, table, word_file

GRAPH = Graph(read_records(DOCUMENTS).records, {})
HEAD = "Referat frå møte i SSU\n\nDato: 4. mars 2027 kl. 10\nStad: Rådhuset\n\n"
ITEMS = "\n\nSak 1/27 Kaffi\n\nVedtak:\nGodkjent.\n\nSak 2/27 Te\n\nVedtak:\nGodkjent.\n"
LISTS = ("present", "absent", "observers", "invited", "secretariat")


def found(folder: Path, people: str, kind: DocumentKind = DocumentKind.MINUTES) -> Found:
    path = folder / "referat.txt"
    path.write_text(f"{HEAD}{people}{ITEMS}", "utf-8")
    return import_file(path, GRAPH, kind).found


def people(told: Found) -> dict[str, Any]:
    """The names in each list, and who led and wrote."""
    facts = told.records[0].facts
    lists = {name: [one["name"] for one in facts[name]] for name in LISTS if name in facts}
    return {**lists, **{name: facts[name] for name in ("chair", "minutes_by") if name in facts}}


SENTENCES: dict[str, dict[str, Any]] = {
    "Til stades var Ada Lie, Bo Moe og Odd By.": {"present": ["Ada Lie", "Bo Moe", "Odd By"]},
    "Frå Vik kommune møtte Ada Lie og Bo Moe.": {"present": ["Ada Lie", "Bo Moe"]},
    "Medlemmene Ada Lie og Bo Moe var til stede.": {"present": ["Ada Lie", "Bo Moe"]},
    "Fra administrasjonen møtte Ada Lie, direktør, og Bo Moe, rådgiver.": {"secretariat": ["Ada Lie", "Bo Moe"]},
    "Elles møtte fagdirektør Ada Lie og rådgjevar Bo Moe frå sekretariatet.": {"invited": ["Ada Lie", "Bo Moe"]},
    "Til stede var ordførerne Ada Lie (Vik) og Bo Moe (Dal) samt Odd By fra KS, som møtte for Eva Ås.": {
        "present": ["Ada Lie", "Bo Moe", "Odd By"], "absent": ["Eva Ås"],
    },
    "Eva Ås og Bo Moe hadde meldt forfall.": {"absent": ["Eva Ås", "Bo Moe"]},
    "Det var meldt forfall frå Eva Ås.": {"absent": ["Eva Ås"]},
    "Eva Ås kunne ikkje møte. Som vara møtte Odd By.": {"present": ["Odd By"], "absent": ["Eva Ås"]},
    "Eva Ås hadde meldt forfall, og Odd By møtte for ho.": {"present": ["Odd By"], "absent": ["Eva Ås"]},
    "Til stades var Ada Lie, mens Eva Ås hadde forfall.": {"present": ["Ada Lie"], "absent": ["Eva Ås"]},
    "Alle medlemmer møtte, med unntak av Eva Ås.": {"absent": ["Eva Ås"]},
    "For Eva Ås møtte Odd By.": {"present": ["Odd By"], "absent": ["Eva Ås"]},
    "Gunn-Marit Sæther Berg og Ole Johan van der Hagen frå Vik kommune deltok.": {
        "present": ["Gunn-Marit Sæther Berg", "Ole Johan van der Hagen"],
    },
    "Møteleiar var Ada Lie, og Bo Moe skreiv referat.": {"chair": "Ada Lie", "minutes_by": "Bo Moe"},
    "Meldt forfall: Eva Ås. Vara Odd By møtte.": {"present": ["Odd By"], "absent": ["Eva Ås"]},
    "Forfall: Eva Ås – vara Odd By møtte": {"present": ["Odd By"], "absent": ["Eva Ås"]},
    "Desse møtte: Ada Lie, Bo Moe samt Odd By.": {"present": ["Ada Lie", "Bo Moe", "Odd By"]},
    # what says something else, or not enough
    "Ada Lie frå Vik kommune deltok i ei arbeidsgruppe om kaffi og te.": {},
    "Ada Lie ønska velkomen til møtet.": {},
    "Ada Lie hadde ikkje vara.": {},
    "Forfall skal meldast til Ada Lie.": {},
    "Til stades var Ada Lie, Bo Moe hadde meldt forfall.": {},
    "Ada Lie skulle møte.": {},
}  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_says_who_was_there(tmp_path: Path, sentence: str) -> None:
    assert people(found(tmp_path, sentence)) == SENTENCES[sentence]


def test_of_a_sentence_that_says_two_things_an_editor_is_asked(tmp_path: Path) -> None:
    told = found(tmp_path, "Til stades var Ada Lie, Bo Moe hadde meldt forfall.")
    (asked,) = [question for question in told.questions if question.code == "import.ask_people"]
    assert asked.about == "Ada Lie, Bo Moe"


def test_a_notice_has_nobody_there(tmp_path: Path) -> None:
    assert people(found(tmp_path, "Til stades er Ada Lie og Bo Moe.", DocumentKind.AGENDA)) == {}


@pytest.mark.parametrize("words", [
    "Til stades: Ada Lie, Bo Moe\nAda Lie forlot møtet kl. 11.15. Bo Moe kom kl. 10.30.",
    "Til stades:\nAda Lie (til kl. 11.15)\nBo Moe, Vik kommune (kom kl. 10.30)",
    "Til stades: Ada Lie (gjekk kl. 11.15)\nBo Moe kom kl. 10.30.",
])  # fmt: skip
def test_when_somebody_came_and_left(tmp_path: Path, words: str) -> None:
    facts = found(tmp_path, words).records[0].facts
    told = {one["name"]: (one.get("arrived"), one.get("left")) for one in facts["present"]}
    assert told == {"Ada Lie": (None, "11:15"), "Bo Moe": ("10:30", None)}


def test_who_is_told_of_twice_is_there_once(tmp_path: Path) -> None:
    facts = found(tmp_path, "Til stades: Ada Lie, Odd By (KS)\nOdd By møtte for Eva Ås.").records[0].facts
    assert facts["present"][1] == {"name": "Odd By", "organisation": "KS", "substitute_for": "Eva Ås"}
    assert len(facts["present"]) == 2


SIDES: dict[str, dict[str, Any]] = {
    "Til stede:\nMedlemmer: Ada Lie, Bo Moe\nVaramedlemmer: Odd By for Eva Ås": {
        "present": ["Ada Lie", "Bo Moe", "Odd By"], "absent": ["Eva Ås"],
    },
    "Deltakarar:\nFrå helseføretaket:\nAda Lie\nFrå kommunane:\nBo Moe\nForfall:\nEva Ås": {
        "present": ["Ada Lie", "Bo Moe"], "absent": ["Eva Ås"],
    },
    "Til stades frå Vik: Ada Lie\nForfall frå Vik: Eva Ås": {"present": ["Ada Lie"], "absent": ["Eva Ås"]},
    # below those who were away, a side may be of them and may be of others
    "Deltakere:\nAda Lie\nIkke møtt:\nEva Ås\nFra sykehuset:\nBo Moe": {"present": ["Ada Lie"], "absent": ["Eva Ås"]},
    # members below others may be all who sit in the body
    "Til stede:\nAda Lie, leder\nMedlemmer: Bo Moe, Eva Ås": {"present": ["Ada Lie"]},
    # one label for both lists
    "Deltakere (D) og forfall (F): Ada Lie (D), Bo Moe (F)": {},
    "Til stede: Ada Lie, brukerrepresentant, FFO Vik": {"present": ["Ada Lie"]},
}  # fmt: skip


@pytest.mark.parametrize("words", SIDES)
def test_sides_below_a_label_are_of_its_list_where_that_is_sure(tmp_path: Path, words: str) -> None:
    assert people(found(tmp_path, words)) == SIDES[words]


def test_who_wrote_or_came_for_an_item_was_there(tmp_path: Path) -> None:
    """Whatever the label above them leaves open."""
    words = "Deltakere:\nAda Lie\nIkke møtt:\nEva Ås\nFra sykehuset:\nBo Moe\nOdd By (til stede under sak 2/27)\n"
    told = found(tmp_path, f"{words}\nBo Moe skrev referatet.")
    assert people(told) == {
        "present": ["Ada Lie"], "absent": ["Eva Ås"], "invited": ["Odd By"], "secretariat": ["Bo Moe"],
        "minutes_by": "Bo Moe",
    }  # fmt: skip


ROWS = [
    ("Til stades", "Faste medlemer", "Til stades", "Varamedlemer"), ("Representantar for Vik", "", "", ""),
    ("X", "Ada Lie, leiar", "", "Per Ro"), ("", "Eva Ås", "x", "Odd By"), ("", "Siv Ek", "", ""),
]  # fmt: skip


@pytest.mark.parametrize("is_told", [True, False])
def test_marks_beside_members_and_their_substitutes(tmp_path: Path, is_told: bool) -> None:
    """Where the document says what a blank cell means it is read so, and else asked about."""
    legend = [paragraph("Faste medlemer utan kryss hadde meldt forfall.")] if is_told else []
    blocks = [paragraph(line) for line in HEAD.split("\n") if line]
    blocks += [*legend, table(ROWS), heading(2, "Sak 1/27 Kaffi"), paragraph("Vedtak: Godkjent.")]
    told = import_file(word_file(tmp_path / "referat.docx", blocks), GRAPH, DocumentKind.MINUTES).found
    absent = {"absent": ["Eva Ås", "Siv Ek"] if is_told else ["Eva Ås"]}
    if is_told:
        assert people(told) == {"present": ["Ada Lie", "Odd By"], **absent}
        assert told.records[0].facts["present"][1]["substitute_for"] == "Eva Ås"
    assert "Per Ro" in [block.text for block in told.left]
    assert ("Siv Ek" in f"{told.questions}") is not is_told


def test_who_has_no_party_among_those_who_have_one_is_asked_about(tmp_path: Path) -> None:
    rows = [("Møtedeltakarar", "Parti", "Rolle"), ("Ada Lie", "SP", "Leiar"), ("Bo Moe", "AP", "Medlem"),
            ("Odd By", "", "Kommunalsjef"), ("Eva Ås", "", "Sekretær")]  # fmt: skip
    blocks = [paragraph(line) for line in HEAD.split("\n") if line]
    blocks += [table(rows), heading(2, "Sak 1/27 Kaffi"), paragraph("Vedtak: Godkjent.")]
    told = import_file(word_file(tmp_path / "referat.docx", blocks), GRAPH, DocumentKind.MINUTES).found
    assert people(told) == {"present": ["Ada Lie", "Bo Moe"], "secretariat": ["Eva Ås"]}
    assert "Odd By" in [question.about for question in told.questions]


def test_a_row_behind_a_label_that_is_a_sentence(tmp_path: Path) -> None:
    """With where each comes from, and what else they did."""
    words = (
        "Følgjande møtte: Ada Lie frå Vik kommune, som leidde møtet, Bo Moe frå Dal kommune og overlege Odd By frå KS."
    )
    told = found(tmp_path, words)
    assert people(told) == {"present": ["Ada Lie", "Bo Moe", "Odd By"], "chair": "Ada Lie"}
    assert told.records[0].facts["present"][0]["organisation"] == "Vik kommune"


def test_hours_in_sentences_and_a_place_with_a_place(tmp_path: Path) -> None:
    path = tmp_path / "referat.txt"
    path.write_text(
        "Referat SSU\n\nMøtet vart halde i kommunehuset på Lauvøya onsdag 14. oktober 2026.\n"
        "Det starta klokka 12.30 og slutta 14.45.\n\nSak 1/26 Kaffi\nGodkjent.\n", "utf-8"
    )  # fmt: skip
    facts = import_file(path, GRAPH, DocumentKind.MINUTES).found.records[0].facts
    assert (facts["start"], facts["end"], facts["place"]) == ("12:30", "14:45", "kommunehuset på Lauvøya")
