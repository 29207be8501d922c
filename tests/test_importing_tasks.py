"""Who follows up what by when, however a line or a sentence says it; and what is too little sure to be written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.importing import DOCUMENTS
from portal.commands.importing.document.blocks import DocumentPlace
from portal.commands.importing.found import ENOUGH, DocumentKind, Facts, Found
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import cell_lines, heading, paragraph, table, word_file

GRAPH = Graph(read_records(DOCUMENTS).records, {})
HEAD = "Referat frå møte i SSU\n\nDato: 4. mars 2027 kl. 10\nStad: Rådhuset\n\nTil stades: Ada Lie, Bo Moe\n\n"
WHOLE = {"what": "Lage utkast", "responsible": "Ada Lie", "due": "2027-05-01"}
DONE = {"what": "Godkjent", "responsible": "Ada Lie", "due": "2027-05-01"}


def found(folder: Path, words: str, name: str = "Oppfølging") -> Found:
    path = folder / "referat.txt"
    item = f"Sak 1/27 Kaffi\n\nVedtak: Godkjent.\n\n{name}{words}\n\nSak 2/27 Te\n\nVedtak: Godkjent.\n"
    path.write_text(f"{HEAD}{item}", "utf-8")
    return import_file(path, GRAPH, DocumentKind.MINUTES).found


def tasks(told: Found) -> list[dict[str, str]]:
    return told.records[0].facts["agenda"][0].get("follow_up", [])


@pytest.mark.parametrize("words", [
    ":\n- Lage utkast. Ansvar: Ada Lie. Frist: 1. mai 2027",
    ":\n- Lage utkast. Ansvar Ada Lie, frist 1. mai 2027",
    ":\n- Lage utkast - ansvar: Ada Lie - frist: 1. mai 2027",
    ":\n- Lage utkast – Ada Lie – 1. mai 2027",
    ":\n- Lage utkast (Ada Lie, innan 1. mai 2027)",
    ":\n- Lage utkast. Ada Lie, frist 1. mai 2027",
    ":\n- Ada Lie: Lage utkast (frist 1. mai 2027)",
    ": Lage utkast. Ansvar/frist: Ada Lie, 1. mai 2027",
    ":\nLage utkast\nAnsvarleg: Ada Lie\nFrist: 1. mai 2027",
])  # fmt: skip
def test_a_line_of_a_list_says_what_who_and_when(tmp_path: Path, words: str) -> None:
    assert tasks(found(tmp_path, words)) == [WHOLE]


@pytest.mark.parametrize("words", [
    "Ansvar: Ada Lie, frist 1. mai 2027", "Ansvar/frist: Ada Lie, 1. mai 2027", "Frist: 1. mai 2027. Ansvar: Ada Lie",
    "Ansvarleg for oppfølging: Ada Lie, frist: 1. mai 2027", "Ansvar: Ada Lie\nFrist: 1. mai 2027",
])  # fmt: skip
def test_labels_say_who_does_what_stands_above(tmp_path: Path, words: str) -> None:
    assert tasks(found(tmp_path, words, "")) == [DONE]


SENTENCES: dict[str, dict[str, str]] = {
    "Ada Lie fekk i oppgåve å lage utkast innan 1. mai 2027.": {"responsible": "Ada Lie", "due": "2027-05-01"},
    "Ada Lie tek kontakt med Vik kommune.": {"responsible": "Ada Lie"},
    "Administrerande direktør legg fram ein plan innan 1. mai 2027.": {
        "responsible": "Administrerande direktør", "due": "2027-05-01",
    },
    "SSU ber sekretariatet lage eit utkast innan 1. mai 2027.": {"responsible": "sekretariatet", "due": "2027-05-01"},
    "Ada Lie og Bo Moe lagar kravliste innan 1. mai 2027.": {
        "responsible": ["Ada Lie", "Bo Moe"], "due": "2027-05-01",
    },
    "Styret ber administrerande direktør lage ein plan innan 1. mai 2027.": {
        "responsible": "administrerande direktør", "due": "2027-05-01",
    },
    "Følgjast opp av Ada Lie innan 1. mai 2027.": {},
    "Blir følgt opp av Ada Lie, frist 1. mai 2027.": {"responsible": "Ada Lie", "due": "2027-05-01"},
    "Kommunane melder inn kandidatar innan 1. mai 2027.": {"responsible": "Kommunane", "due": "2027-05-01"},
    "SSU sluttar seg til at planen er ferdig innan 1. mai 2027.": {}, "Kommunane får tal til neste møte.": {},
    "SSU vedtek at planen gjeld før 1. mai 2027.": {},
    "Frist for innspel er 1. mai 2027.": {}, "Ada Lie melder at planen er ferdig 1. mai 2027.": {},
    "Skal Ada Lie skrive innan 1. mai 2027?": {}, "SSU ber om svar innan 1. mai 2027.": {},
}  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_promises_or_asks_for_something(tmp_path: Path, sentence: str) -> None:
    wanted = SENTENCES[sentence]
    assert tasks(found(tmp_path, sentence, "")) == ([{"what": sentence.rstrip("."), **wanted}] if wanted else [])


def test_a_row_of_several_with_their_days(tmp_path: Path) -> None:
    """Below a title that stands over the text of its row."""
    told = cell_lines("Plan", "Konklusjon: Planen er vedteken.", "Tiltak: Lage utkast", "Tiltak: Sende brev")
    who = cell_lines("Ansvar: Ada Lie", "Frist: 1. mai 2027", "Bo Moe", "02.05.2027")
    blocks = [paragraph(line) for line in HEAD.split("\n") if line]
    blocks += [table([("Sak", "Referat", "Ansvar / frist"), ("1/27", told, who), ("2/27", "Ymse", "")])]
    facts = (
        import_file(word_file(tmp_path / "referat.docx", blocks), GRAPH, DocumentKind.MINUTES).found.records[0].facts
    )
    first, second = facts["agenda"]
    assert (first["title"], first["outcome"], second["title"]) == ("Plan", "decided", "Ymse")
    assert first["follow_up"] == [WHOLE, {"what": "Sende brev", "responsible": "Bo Moe", "due": "2027-05-02"}]


def test_a_list_of_actions_between_tabulators_below_numbered_items(tmp_path: Path) -> None:
    rows = ["Sak\tAksjon\tAnsvarleg\tFrist", "2\tLage utkast\tAda Lie\t01.05.2027", "1\tSende brev\tBo Moe\t02.05.2027"]
    blocks = [paragraph(line) for line in HEAD.split("\n") if line]
    blocks += [heading(2, "Sak 1 Kaffi"), paragraph("Drøfta."), heading(2, "Sak 2 Te"), paragraph("Drøfta.")]
    blocks += [paragraph("Aksjonsliste", True), *map(paragraph, rows)]
    facts = (
        import_file(word_file(tmp_path / "referat.docx", blocks), GRAPH, DocumentKind.MINUTES).found.records[0].facts
    )
    assert [one["follow_up"][0]["responsible"] for one in facts["agenda"]] == ["Bo Moe", "Ada Lie"]


# -- what is too little sure


def test_what_is_less_sure_than_enough_is_asked_and_not_written() -> None:
    facts, place = Facts(), DocumentPlace(1, 2)
    facts.put("place", "Huset", place, "Vi ses i Huset", ENOUGH - 0.1)
    facts.add("follow_up", {"what": "Lage utkast", "responsible": "Ada Lie"}, place, "Ada", ENOUGH - 0.1)
    facts.put("start", "10:00", place, "kl. 10", ENOUGH)
    assert facts == {"start": "10:00"}
    asked: dict[str, Any] = {
        one.field: (one.about, one.code, one.candidates) for one in facts.asked("1/27", "agenda.0.")
    }
    assert asked == {
        "agenda.0.place": ("1/27", "import.ask_unsure", ("Huset",)),
        "agenda.0.follow_up": ("1/27", "import.ask_unsure", ("Lage utkast – Ada Lie",)),
    }
    facts.put("place", "Rådhuset", place, "Stad: Rådhuset")
    assert [one.field for one in facts.asked()] == ["follow_up"]


def test_who_is_asked_without_a_day_may_be_responsible(tmp_path: Path) -> None:
    sentence = "SSU ber Ada Lie om å lage utkast til neste møte."
    told = found(tmp_path, sentence, "")
    assert tasks(told) == []
    (asked,) = [question for question in told.questions if question.code == "import.ask_unsure"]
    assert (asked.read, asked.field) == (sentence, "agenda.0.follow_up")
    assert asked.candidates == (f"{sentence.rstrip('.')} – Ada Lie",)


def test_a_responsibility_and_a_day_in_two_sentences(tmp_path: Path) -> None:
    sentences = "Ada Lie har ansvaret for søknaden. Fristen er 1. mai 2027."
    (task,) = tasks(found(tmp_path, sentences, ""))
    assert task == {"what": "Ada Lie har ansvaret for søknaden", "responsible": "Ada Lie", "due": "2027-05-01"}
