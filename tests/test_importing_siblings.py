"""The same meeting in layouts that are alike, of which none is a document at hand: each gives the same facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench.importing import DOCUMENTS
from portal.commands.importing.found import DocumentKind, Found
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import bullet, cell_lines, heading, numbered, paragraph, table, word_file

GRAPH = Graph(read_records(DOCUMENTS).records, {})
HEAD = [paragraph("Referat frå møte i SSU"), paragraph("Dato: 4. mars 2027"), paragraph("Stad: Rådhuset")]
ITEM = [heading(2, "Sak 1/27 Kaffi"), paragraph("Vedtak: Godkjent.")]


def in_word(folder: Path, *blocks: str, name: str = "referat", kind: DocumentKind | None = None) -> Found:
    return import_file(word_file(folder / f"{name}.docx", blocks), GRAPH, kind).found


def in_text(folder: Path, text: str, name: str = "notat") -> tuple[DocumentKind | None, Found]:
    path = folder / f"{name}.txt"
    path.write_text(text, "utf-8")
    imported = import_file(path, GRAPH)
    return imported.kind, imported.found


def names(facts: dict[str, Any], group: str) -> list[str]:
    return [person["name"] for person in facts.get(group, ())]


# -- what a document is


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("notat", "SSU – notat frå møte 3\n\n4. mars 2027 kl. 10, Teams\n\nSak 1: Kaffi\n", "minutes"),
        ("notat", "SSU 4. mars 2027\n\nTilstede: Ada Lie, Bo Moe\n\nSak 1: Kaffi\n", "minutes"),
        ("notat", "Møterefferat SSU\nDato: 4. mars 2027\n\n1/27 Kaffi\nGodkjend.\n", "minutes"),
        ("ssu-referat-mars", "SSU 4. mars 2027\n\nSak 1: Kaffi\nKjøpt.\n", "minutes"),
        ("ssu-innkalling-mars", "SSU 4. mars 2027 kl. 10\n\nSak 1: Kaffi\n", "agenda"),
        ("brev", "De blir med dette kalla inn til møte i SSU 4. mars 2027.\n\n1/27 Kaffi\n", "agenda"),
    ],
)
def test_the_kind_is_told_by_the_words_the_name_and_near_misses(
    tmp_path: Path, name: str, text: str, kind: str
) -> None:
    told, found = in_text(tmp_path, text, name)
    assert told == DocumentKind(kind)
    assert found.records[0].path == "meetings/ssu/2027-03-04.md"
    assert found.records[0].facts["agenda"][0]["title"] == "Kaffi"


# -- labels

LABELS: dict[str, list[str]] = {
    "beside": [table([("Dato", "4. mars 2027"), ("Tid", "10.00–12.00"), ("Stad", "Rådhuset")], header=False)],
    "over": [table([("Dato", "Tid", "Stad"), ("4. mars 2027", "10.00–12.00", "Rådhuset")])],
    "over, twice": [
        table([("Dato", "Tid"), ("4. mars 2027", "10.00–12.00"), ("Stad", "Referent"), ("Rådhuset", "Ada Lie")])
    ],
    "in the cells": [table([("Dato: 4. mars 2027", "Kl.: 10.00–12.00", "Stad: Rådhuset")], header=False)],
    "two a row": [table([("Dato", "4. mars 2027", "Tid", "10.00–12.00"), ("Stad", "Rådhuset", "", "")], header=False)],
    "joined": [
        table([("Møtedato/tid:", "4. mars 2027 kl. 10.00–12.00"), ("Møtestad/lokale:", "Rådhuset")], header=False)
    ],
    "misspelt": [paragraph("Møtedto: 4. mars 2027 kl. 10.00–12.00"), paragraph("Møtestd: Rådhuset")],
    "from and to": [
        table([("Dato:", "04.03.2027"), ("Frå:", "10.00"), ("Til:", "12.00"), ("Stad:", "Rådhuset")], header=False)
    ],
    "in sentences": [paragraph("Møtet finn stad på Rådhuset 4. mars 2027, og startar kl 1000 og sluttar kl. 12.00.")],
    "below each other": [paragraph("Torsdag 4. mars 2027 kl. 10.00 - ca. kl. 12.00"), paragraph("Stad: Rådhuset")],
}


@pytest.mark.parametrize("form", LABELS)
def test_facts_of_the_meeting_wherever_their_labels_stand(tmp_path: Path, form: str) -> None:
    told = in_word(tmp_path, paragraph("Referat frå møte i SSU"), *LABELS[form], *ITEM).records[0]
    assert told.path == "meetings/ssu/2027-03-04.md"
    assert {name: told.facts.get(name) for name in ("start", "end", "place")} == {
        "start": "10:00", "end": "12:00", "place": "Rådhuset",
    }  # fmt: skip


@pytest.mark.parametrize(
    "line", ["Vår ref.: 27/12 Dykkar ref.: Dato: 17.02.2027", "Til SSU Vår ref.: 1 Dato: 17.02.2027"]
)
def test_the_day_of_a_letter_is_not_that_of_the_meeting(tmp_path: Path, line: str) -> None:
    text = "Det blir kalla inn til møte i SSU torsdag 4. mars 2027. Møtet finn stad på Rådhuset."
    told = in_word(tmp_path, paragraph(line), paragraph(text), *ITEM, kind=DocumentKind.AGENDA).records[0]
    assert told.path == "meetings/ssu/2027-03-04.md"
    assert told.facts["notice_sent"] == "2027-02-17"
    assert told.facts["place"] == "Rådhuset"


# -- items

TASK = {"what": "Sende brev", "responsible": "Ada Lie", "due": "2027-05-01"}
ITEMS: dict[str, list[str]] = {
    "an agenda whose columns are those of follow-ups": [
        table([("Sak", "Kva", "Type", "Kven", "Tid"), ("1/27", "Kaffi", "Vedtak", "Ada Lie", "5 min"),
               ("2/27", "Bord", "Drøfting", "Bo Moe", "10 min")]),
    ],
    "a programme": [
        table([("Kl.", "Sak", "Ansvarleg"), ("10.00", "Sak 1/27 Kaffi", "Ada Lie"), ("10.10", "Pause", ""),
               ("10.30", "Sak 2/27 Bord", "Bo Moe")]),
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", ITEMS)
def test_the_items_of_an_agenda_whatever_its_columns_are_called(tmp_path: Path, form: str) -> None:
    agenda = in_word(tmp_path, *HEAD, *ITEMS[form], kind=DocumentKind.AGENDA).records[0].facts["agenda"]
    assert [(one["number"], one["title"], one["presenter"]) for one in agenda] == [
        ("1/27", "Kaffi", "Ada Lie"), ("2/27", "Bord", "Bo Moe"),
    ]  # fmt: skip


def test_the_text_and_the_follow_up_of_an_item_in_the_columns_beside_it(tmp_path: Path) -> None:
    rows = [
        ("Sak", "Tema", "Diskusjon og konklusjon", "Hva skal gjøres", "Hvem", "Når"),
        ("31", "Kaffi", "Alt er gjort. Godkjent.", "", "", ""),
        ("32", "Bord", "Drøftet hvor det skal stå.", "Sende brev", "Ada Lie", "01.05.2027"),
        ("33", "Stoler", "Tas opp igjen når Bo er tilbake.", "", "", ""),
    ]
    agenda = in_word(tmp_path, *HEAD, table(rows)).records[0].facts["agenda"]
    assert [(one["title"], one.get("outcome"), one.get("follow_up")) for one in agenda] == [
        ("Kaffi", "approved", None), ("Bord", "discussed", [TASK]), ("Stoler", "postponed", None),
    ]  # fmt: skip


TITLED = ["Godkjenning av innkalling", "Kaffi i gangen", "Eventuelt"]
BELOW = ["Ingen merknader.", "Utvalet slutta seg til framlegget.", "Ingen."]
UNNUMBERED: dict[str, Any] = {
    "headings": lambda title: heading(2, title),
    "bold": lambda title: paragraph(title, True),
    "a list that counts": numbered,
}


@pytest.mark.parametrize("form", UNNUMBERED)
def test_items_without_numbers_of_their_own(tmp_path: Path, form: str) -> None:
    """Headings, lines in bold, or a list that Word counts; what heads the next meeting is none."""
    people = [paragraph("Til stades: Ada Lie, Bo Moe")]
    pairs = [(UNNUMBERED[form](title), paragraph(text)) for title, text in zip(TITLED, BELOW, strict=True)]
    after = [UNNUMBERED[form]("Neste møte"), paragraph("6. mai 2027 kl. 10")]
    told = in_word(tmp_path, *HEAD, *people, *(one for pair in pairs for one in pair), *after)
    agenda = told.records[0].facts["agenda"]
    assert [one["title"] for one in agenda] == TITLED
    assert [one.get("outcome") for one in agenda] == ["approved", "endorsed", None]
    assert [one.get("number") for one in agenda] == (["1", "2", "3"] if "counts" in form else [None] * 3)


def test_headings_that_nothing_tells_are_items_are_none(tmp_path: Path) -> None:
    blocks = [paragraph("Til stades: Ada Lie"), heading(2, "Om dagen"), paragraph("Sol."), heading(2, "Om kvelden"),
              paragraph("Regn.")]  # fmt: skip
    assert "agenda" not in in_word(tmp_path, *HEAD, *blocks).records[0].facts


@pytest.mark.parametrize(
    ("words", "outcome", "vote"),
    [
        ("Styret gjorde følgjande samrøystes vedtak:\nPlanen vert følgd.", "decided", "unanimous"),
        ("Utvalet fatta slikt vedtak med 4 mot 1 røyst:\nPlanen vert følgd.", "decided", ("4", "1")),
        ("Vi vedtok: Planen vert følgd.", "decided", None),
        ("Utvalet vedtok at planen skal følgjast.", "decided", None),
        ("Vedtak i SSU 4. mars 2027:\nPlanen vert følgd.", "decided", None),
        ("Saka vart ikkje behandla. Blir teken opp att i neste møte.", "postponed", None),
        ("Referatet vart godkjent.\nBo Moe spurde om kaffien.", "approved", None),
        ("Bo Moe sa at planen vart godkjend i fjor. Han vil ha han vedteken.", None, None),
    ],
)
def test_what_became_of_an_item_however_it_is_said(tmp_path: Path, words: str, outcome: str, vote: Any) -> None:
    lines = [paragraph(line) for line in words.split("\n")]
    (item, _) = (
        in_word(tmp_path, *HEAD, heading(2, "Sak 1/27 Plan"), *lines, heading(2, "Sak 2/27 Bord"))
        .records[0]
        .facts["agenda"]
    )
    assert item.get("outcome") == outcome
    told = item.get("vote")
    assert (told if isinstance(told, str) or not told else (told["for"], told["against"])) == vote


@pytest.mark.parametrize(
    "lines",
    [
        ["Vedtak: Planen vert følgd. Sende brev.", "Ansvarleg: Ada Lie\tFrist: 01.05.27"],
        ["Planen vart drøfta. Sende brev.", "Ansvar: Ada Lie. Frist: 1. mai 2027"],
    ],
)
def test_who_does_what_the_line_above_says(tmp_path: Path, lines: list[str]) -> None:
    blocks = [heading(2, "Sak 1/27 Plan"), *map(paragraph, lines), heading(2, "Sak 2/27 Bord")]
    assert in_word(tmp_path, *HEAD, *blocks).records[0].facts["agenda"][0]["follow_up"] == [TASK]


def test_a_first_name_is_that_of_the_one_person_there_who_has_it(tmp_path: Path) -> None:
    blocks = [paragraph("Til stades: Ada Lie, Bo Moe, Bo Dal"), heading(2, "Sak 1/27 Plan")]
    blocks += [paragraph("Ada skriv brev innan 1. mai 2027. Bo hentar kaffi innan 1. mai 2027.")]
    agenda = in_word(tmp_path, *HEAD, *blocks, heading(2, "Sak 2/27 Bord")).records[0].facts["agenda"]
    assert [(one["responsible"], one["due"]) for one in agenda[0]["follow_up"]] == [("Ada", "2027-05-01")]


# -- people

ROWS = [("Deltakar", "Representerer", "Til stades", "Merknad"), ("Ada Lie", "Vik", "x", "")]
AWAY = {
    "who met for them is beside": [
        table([*ROWS, ("Odd By", "Vik", "", "Møtte for han: Eva Ås"), ("Eva Ås", "Vik", "x", "")])
    ],
    "in a column": [
        table([("Namn", "Organisasjon", "Vara som møtte"), ("Odd By", "Vik", "Eva Ås")]),
        paragraph("Møtte:"), bullet("Ada Lie, Vik"), bullet("Eva Ås, Vik"),
    ],
    "behind the name": [
        paragraph("Møtte: Ada Lie (AP), Eva Ås (SP) for Odd By (SP)"), paragraph("Forfall: Odd By (SP)"),
    ],
    "in a sentence": [paragraph("Møtte: Ada Lie"), paragraph("Forfall: Odd By"), paragraph("For Odd By møtte Eva Ås.")],
    "in a sentence turned": [paragraph("Møtte: Ada Lie, Eva Ås"), paragraph("Eva Ås møtte for Odd By.")],
    "with crosses": [
        table([("Namn", "Møtte", "Møtte ikkje", "Møtte for"), ("Ada Lie", "x", "", ""), ("Odd By", "", "x", ""),
               ("Eva Ås", "x", "", "Odd By")]),
    ],
    "told by the substitute alone": [paragraph("Møtte: Ada Lie, Eva Ås (vara for Odd By)")],
    "by organisation": [
        table([("Organisasjon", "Representert ved", "Fullmakt/merknad"), ("Vik", "Ada Lie, leiar", ""),
               ("Moe", "Eva Ås, rådmann", "Vara for Odd By"), ("Dal", "–", "Ikkje møtt: Per Ro")]),
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", AWAY)
def test_who_met_for_whom_and_who_was_not_there(tmp_path: Path, form: str) -> None:
    facts = in_word(tmp_path, *HEAD, *AWAY[form], *ITEM, kind=DocumentKind.MINUTES).records[0].facts
    assert names(facts, "present") == ["Ada Lie", "Eva Ås"]
    assert names(facts, "absent")[-1:] == ["Odd By"]
    assert facts["present"][1]["substitute_for"] == "Odd By"


def test_people_by_what_they_are_called_below_one_label(tmp_path: Path) -> None:
    """What is behind the label shows that they are listed so; a label that is complete takes no line below it."""
    lines = [
        "Til stades: Ordførarar: Ada Lie, Bo Moe",
        "Rådmenn: Eva Ås, Per Ro (frå 1/27)",
        "Andre: Siv Ek",
        "Forfall: Odd By",
    ]
    facts = in_word(tmp_path, *HEAD, *map(paragraph, lines), *ITEM).records[0].facts
    assert (names(facts, "present"), names(facts, "absent")) == (["Ada Lie", "Bo Moe", "Eva Ås", "Per Ro"], ["Odd By"])
    assert names(facts, "invited") == ["Siv Ek"]
    lines = ["Forfall: Odd By, Per Ro", "Kontaktperson: Siv Ek"]
    told = in_word(tmp_path, *HEAD, paragraph("Til stades: Ada Lie"), *map(paragraph, lines), *ITEM)
    assert names(told.records[0].facts, "absent") == ["Odd By", "Per Ro"]
    assert "Siv Ek" not in str(told.records[0].facts)
    assert any("Siv Ek" in text for text in [*(q.about for q in told.questions), *(b.text for b in told.left)])


def test_each_with_a_role_before_the_name(tmp_path: Path) -> None:
    line = "Til stades: Kommuneoverlege Ada Lie, einingsleiar Bo Moe, rådmann Eva Ås (Vik kommune)"
    facts = in_word(tmp_path, *HEAD, paragraph(line), *ITEM).records[0].facts
    assert [(one["name"], one["role"]) for one in facts["present"]] == [
        ("Ada Lie", "Kommuneoverlege"), ("Bo Moe", "einingsleiar"), ("Eva Ås", "rådmann"),
    ]  # fmt: skip


def test_a_list_that_goes_on_below_its_table(tmp_path: Path) -> None:
    """In a PDF the rows with one cell filled are lines; and names that are broken in a cell are one."""
    blocks = [paragraph("Deltakarar frå styret:"), table([("Ada Lie", "leiar"), ("Bo Moe", "nestleiar")], header=False)]
    blocks += [paragraph("Eva Ås"), paragraph("Forfall:"), paragraph("Odd By"), *ITEM]
    facts = in_word(tmp_path, *HEAD, *blocks).records[0].facts
    assert (names(facts, "present"), names(facts, "absent")) == (["Ada Lie", "Bo Moe", "Eva Ås"], ["Odd By"])
    rows = [("Møtte:", cell_lines("Ada Lie (SP), Bo", "Moe (AP), Eva Ås", "(V)")), ("Forfall:", "Odd By")]
    facts = in_word(tmp_path, *HEAD, table(rows, header=False), *ITEM).records[0].facts
    assert names(facts, "present") == ["Ada Lie", "Bo Moe", "Eva Ås"]


# -- what is closed


def test_what_is_said_of_one_item_closes_no_other_in_the_same_line(tmp_path: Path) -> None:
    line = "Møtet vart lukka under sak 2/27, jf. kommunelova § 11-5. Bo Moe var ugild i sak 1/27 og gjekk frå møtet."
    told = in_word(tmp_path, *HEAD, paragraph(line), *ITEM, heading(2, "Sak 2/27"), paragraph("Tilsetjing av Kari."))
    first, second = told.records[0].facts["agenda"]
    assert first["outcome"] == "approved"
    assert second["exempt"]["basis"].startswith("kommunelova § 11-5")
    assert "Kari" not in f"{told.records}"


def test_initials_in_brackets_are_those_of_the_name(tmp_path: Path) -> None:
    """They are no organisation, and whoever has them may be responsible by them."""
    people = paragraph("Til stades: Ada Lie (AL), Bo Moe (BM), Eva Ås (KS)")
    blocks = [heading(2, "Sak 1/27 Plan"), paragraph("BM sender brev innan 1. mai 2027."), heading(2, "Sak 2/27 Bord")]
    facts = in_word(tmp_path, *HEAD, people, *blocks).records[0].facts
    assert facts["present"] == [{"name": "Ada Lie"}, {"name": "Bo Moe"}, {"name": "Eva Ås", "organisation": "KS"}]
    assert facts["agenda"][0]["follow_up"][0]["responsible"] == "BM"


def test_when_a_meeting_ended_goes_before_when_it_was_to_end(tmp_path: Path) -> None:
    """In minutes; a notice tells what is planned."""
    lines = [paragraph("Tid: 10.00–12.00"), *ITEM, paragraph("Møtet vart heva kl. 11.45.")]
    assert in_word(tmp_path, *HEAD, *lines).records[0].facts["end"] == "11:45"
    assert in_word(tmp_path, *HEAD, *lines, kind=DocumentKind.AGENDA).records[0].facts["end"] == "12:00"


PLAIN = """\
NOTAT FRÅ MØTE I SSU
====================

Tid:        4. mars 2027 kl. 13-14:30

MØTTE                       FORFALL
Ada Lie, Vik kommune        Odd By, Dal kommune
Bo Moe, Vik kommune         Kari Dal
Eva Ås, Dal kommune

1  Referat frå førre møte
   Godkjent.

2  Felles plan
   VEDTAK: Planen vert send på høyring. Samrøystes.
   ANSVAR: Bo Moe    FRIST: 01.05.2027

3  Ymse
   -> Eva sender brev innan 1. mai 2027.
"""


def test_plain_text_with_rules_columns_arrows_and_numbers_without_a_stop(tmp_path: Path) -> None:
    kind, told = in_text(tmp_path, PLAIN)
    assert kind is DocumentKind.MINUTES
    facts = told.records[0].facts
    assert (names(facts, "present"), names(facts, "absent")) == (
        ["Ada Lie", "Bo Moe", "Eva Ås"],
        ["Odd By", "Kari Dal"],
    )
    assert [(one["number"], one["title"], one.get("outcome")) for one in facts["agenda"]] == [
        ("1", "Referat frå førre møte", "approved"), ("2", "Felles plan", "decided"), ("3", "Ymse", None),
    ]  # fmt: skip
    assert [one["follow_up"] for one in facts["agenda"][1:]] == [
        [{"what": "Planen vert send på høyring", "responsible": "Bo Moe", "due": "2027-05-01"}],
        [{"what": "Eva sender brev innan 1. mai 2027", "responsible": "Eva", "due": "2027-05-01"}],
    ]


def test_a_label_in_bold_over_names_with_their_roles_behind_a_tab(tmp_path: Path) -> None:
    blocks = [paragraph("Til stades", True), paragraph("Ada Lie\tstyreleiar"), paragraph("Frå administrasjonen", True)]
    blocks += [paragraph("Per Ro\tadm. direktør"), paragraph("Kari Dal\tøkonomidirektør (sak 1/27)"), *ITEM]
    facts = in_word(tmp_path, *HEAD, *blocks).records[0].facts
    assert facts["present"] == [{"name": "Ada Lie", "role": "styreleiar"}]
    assert facts["secretariat"] == [
        {"name": "Per Ro", "role": "adm. direktør"},
        {"name": "Kari Dal", "role": "økonomidirektør", "items": ["1/27"]},
    ]


def test_rows_between_tabulators_stay_rows_below_two_that_begin_with_names(tmp_path: Path) -> None:
    rows = ["Namn\tStilling\tOrganisasjon", "Ada Lie\tLeiar\tVik", "Bo Moe\tSjef\tDal", "Eva Ås\tRektor\tMoe"]
    _, told = in_text(
        tmp_path, "\n".join(["Referat frå møte i SSU 4. mars 2027", "", "Møtte:", *rows, "", "Sak 1: Kaffi"])
    )
    assert told.records[0].facts["present"] == [
        {"name": "Ada Lie", "role": "Leiar", "organisation": "Vik"},
        {"name": "Bo Moe", "role": "Sjef", "organisation": "Dal"},
        {"name": "Eva Ås", "role": "Rektor", "organisation": "Moe"},
    ]


def test_who_met_for_somebody_makes_no_label_of_the_row(tmp_path: Path) -> None:
    """In a cell of several names, and where a row has nothing else in it: the absent beside them stay absent."""
    met, away = cell_lines("Ada Lie, leiar", "Bo Moe (møtte for Odd By)"), cell_lines("Odd By", "Per Ro, Raude Kors")
    rows = [("Møtte", "Fråvær"), (met, away)]
    facts = in_word(tmp_path, *HEAD, table(rows), *ITEM).records[0].facts
    assert (names(facts, "present"), names(facts, "absent")) == (["Ada Lie", "Bo Moe"], ["Odd By", "Per Ro"])
    assert facts["present"][1]["substitute_for"] == "Odd By"
    rows = [("Namn", "Merknad"), ("Forfall", ""), ("Odd By", ""), ("Per Ro (møtte ikkje)", ""), ("Eva Ås, deltok", "")]
    facts = in_word(tmp_path, *HEAD, table(rows), *ITEM).records[0].facts
    assert names(facts, "present") == []


def test_a_dash_in_the_column_for_those_who_met(tmp_path: Path) -> None:
    """Says that somebody was away, unless a note beside it may tell that they came."""
    rows = [("Medlem", "Oppnemnd av", "Møtt", "Kommentar"), ("Ada Lie", "KS", "✓", ""), ("Odd By", "FFO", "–", "Sjuk")]
    rows += [("Per Ro", "FFO", "–", ""), ("Eva Ås", "SAFO", "–", "Kom til sak 2")]
    facts = in_word(tmp_path, *HEAD, table(rows), *ITEM).records[0].facts
    assert (names(facts, "present"), names(facts, "absent")) == (["Ada Lie"], ["Odd By", "Per Ro"])
    assert facts["present"][0]["organisation"] == "KS"


def test_words_for_sides_of_a_table_and_for_those_of_the_office(tmp_path: Path) -> None:
    lines = ["Frå arbeidsgjevar: Hovudverneombod Ada Lie", "Frå arbeidstakarane: Bo Moe", "Ikkje med: Odd By"]
    last = "Frå føretaket møtte: direktør Per Ro (sak 1/27), fagsjef Eva Ås (sak 1/27) og rådgivar Siv Ek."
    facts = in_word(tmp_path, *HEAD, *map(paragraph, [*lines, last]), *ITEM).records[0].facts
    assert (names(facts, "present"), names(facts, "absent")) == (["Ada Lie", "Bo Moe"], ["Odd By"])
    assert names(facts, "secretariat") == ["Per Ro", "Eva Ås", "Siv Ek"]
    lines = ["Med: Ada Lie (Vik), Bo Moe (Dal)", "Ikkje med: Odd By", "Frå adm. møtte ikkje: Per Ro"]
    facts = in_word(tmp_path, *HEAD, *map(paragraph, lines), *ITEM).records[0].facts
    assert (names(facts, "present"), names(facts, "absent")) == (["Ada Lie", "Bo Moe"], ["Odd By", "Per Ro"])


def test_the_body_is_told_by_what_its_meeting_is_called(tmp_path: Path) -> None:
    """`Styremøte i …` is a meeting of `Styret for …`."""
    body = "organisations/styret-vik.md", "---\ntitle: Styret for Vik sjukehus\nkind: steering\n---\n"
    path = tmp_path / "portal" / body[0]
    path.parent.mkdir(parents=True)
    path.write_text(body[1], "utf-8")
    blocks = [paragraph("Protokoll frå styremøte i Vik sjukehus"), *HEAD[1:], *ITEM]
    graph = Graph(read_records(tmp_path / "portal").records, {})
    found = import_file(word_file(tmp_path / "protokoll.docx", blocks), graph).found
    assert found.records[0].path == "meetings/styret-vik/2027-03-04.md"


def test_who_may_not_take_part_closes_no_item(tmp_path: Path) -> None:
    """A table of them lists no items either, and the sections on it are no basis for an exemption."""
    rows = [("Ugild", "Sak", "Varamedlem møtte"), ("Bo Moe", "2/27, jf. fvl. § 6 første ledd", "")]
    items = [heading(2, "Sak 2/27 Tilskot"), paragraph("Bo Moe gjekk frå, jf. forvaltningslova § 6."),
             paragraph("Vedtak: Tilskotet vert gitt.")]  # fmt: skip
    items += [heading(2, "Sak 3/27 Klage"), paragraph("Jf. fvl. § 13.")]
    told = in_word(tmp_path, *HEAD, paragraph("Møtte: Ada Lie, Bo Moe"), table(rows), *ITEM, *items)
    agenda = told.records[0].facts["agenda"]
    assert [(one["number"], one.get("title"), "exempt" in one) for one in agenda] == [
        ("1/27", "Kaffi", False), ("2/27", "Tilskot", False), ("3/27", None, True),
    ]  # fmt: skip


def test_groups_beside_each_other_with_what_they_belong_to(tmp_path: Path) -> None:
    rows = [("Forfall/møtte ikkje", "Parti", "Desse varamedl. møtte", "Parti"), ("Odd By", "AP", "Eva Ås", "SP")]
    facts = in_word(tmp_path, *HEAD, paragraph("Til stades: Ada Lie"), table([*rows, ("Per Ro", "V", "", "")]), *ITEM)
    told = facts.records[0].facts
    assert (names(told, "present"), names(told, "absent")) == (["Ada Lie", "Eva Ås"], ["Odd By", "Per Ro"])
    assert [one["organisation"] for one in (*told["present"][1:], *told["absent"])] == ["SP", "AP", "V"]


def test_those_who_present_by_what_they_are(tmp_path: Path) -> None:
    blocks = [heading(2, "Sak 2/27 Status v/leiarane"), heading(2, "Sak 3/27 Ny bru v/Storelva")]
    told = in_word(tmp_path, *HEAD, *ITEM, *blocks).records[0].facts["agenda"]
    assert [(one["title"], one.get("presenter")) for one in told[1:]] == [
        ("Status", "leiarane"), ("Ny bru v/Storelva", None),
    ]  # fmt: skip


def test_a_number_over_its_title_in_a_cell_with_who_follows_up_beside_it(tmp_path: Path) -> None:
    rows = [("Sak", "Referat", "Ansvar", "Frist")]
    rows += [(cell_lines("2/27", "Felles bil"), "Gruppa vedtok å kjøpe bil. Bo hentar pris.", "Bo Moe", "01.05.2027")]
    rows += [(cell_lines("3/27", "Ymse"), "Ada Lie fortalde om kurset.", "", "")]
    told = in_word(tmp_path, *HEAD, paragraph("Møtte: Ada Lie, Bo Moe"), table(rows)).records[0].facts["agenda"]
    assert [(one["number"], one["title"], one.get("outcome")) for one in told] == [
        ("2/27", "Felles bil", "decided"), ("3/27", "Ymse", None),
    ]  # fmt: skip
    assert told[0]["follow_up"] == [{"what": "Bo hentar pris", "responsible": "Bo Moe", "due": "2027-05-01"}]


def test_a_due_day_as_a_sentence_or_a_line_of_its_own(tmp_path: Path) -> None:
    """Belongs to the one sentence before it, of whoever does what it says."""
    people = paragraph("Møtte: Ada Lie, Bo Moe")
    text = bullet("Ada Lie viste tala. Bo Moe legg ut heftet. Frist: 1. mai 2027")
    told = in_word(tmp_path, *HEAD, people, heading(2, "Sak 1/27 Kaffi"), text).records[0].facts["agenda"]
    task = {"what": "Bo Moe legg ut heftet", "responsible": "Bo Moe", "due": "2027-05-01"}
    assert told[0]["follow_up"] == [task]
    rows = [("Sak", "Kva saka gjeld", "Referat", "Vidare arbeid")]
    rows += [("1/27", "Kaffi", "Godkjent.", cell_lines("Bo Moe legg ut heftet", "Frist: 01.05.2027"))]
    told = in_word(tmp_path, *HEAD, people, table(rows)).records[0].facts["agenda"]
    assert told[0]["follow_up"] == [task]


def test_words_for_what_was_decided_in_ways_of_their_own(tmp_path: Path) -> None:
    lines = [
        ("Fråsegn: Rådet sluttar seg til planen.", "endorsed"),
        ("RÅD FOR BIL - 1/27 VEDTAK: Me ber om bil.", "decided"),
        ("Gruppa besluttet å kjøpe bil.", "decided"),
        ("SSU tilrår at Vik kjøper bil.", "recommended"),
        ("Bo fortalte at styret besluttet å kjøpe bil.", None),
    ]
    for line, outcome in lines:
        told = in_word(tmp_path, *HEAD, heading(2, "Sak 1/27 Plan"), paragraph(line)).records[0].facts["agenda"]
        assert told[0].get("outcome") == outcome, line


def test_a_colon_that_stands_apart_from_its_label(tmp_path: Path) -> None:
    labels = "Møtedato/tid          :  4. mars 2027 kl. 10\nMøtestad/lokalar      :  Rådhuset, rom 2\n"
    told = in_text(tmp_path, f"REFERAT SSU\n\n{labels}\nSak 1/27 Kaffi\nGodkjent.\n")[1].records[0].facts
    assert told["place"] == "Rådhuset, rom 2"


def test_a_table_of_follow_ups_that_counts_them_beside_the_items_they_are_of(tmp_path: Path) -> None:
    rows = [("Nr.", "Tiltak", "Gjeld sak", "Ansvarleg", "Frist"), ("1", "Hente pris", "2", "Bo Moe", "01.05.2027")]
    rows += [("2", "Skrive brev", "1", "Ada Lie", "02.05.2027")]
    items = [heading(2, "Sak 1 Plan"), paragraph("Drøfta."), heading(2, "Sak 2 Bil"), paragraph("Drøfta.")]
    told = in_word(tmp_path, *HEAD, *items, paragraph("Oppfølgingspunkt", True), table(rows)).records[0].facts
    assert [(one["number"], [task["what"] for task in one["follow_up"]]) for one in told["agenda"]] == [
        ("1", ["Skrive brev"]), ("2", ["Hente pris"]),
    ]  # fmt: skip


def test_a_programme_of_times_lists_the_items(tmp_path: Path) -> None:
    """Pauses are none; what stands below the last is of none. Times that do not count on are no programme."""
    head = "Innkalling til møte i SSU\n\nTid: 4. mars 2027 kl. 10-12\nStad: Rådhuset\n\nProgram:\n\n"
    rows = "10.00  Godkjenning av referat\n10.10  Felles bil v/rådgivar Ada Lie\n11.00  Kaffi\n11.15  Ymse\n"
    record = in_text(tmp_path, f"{head}{rows}\nBruk gjerne bakdøra.\n")[1].records[0]
    assert [(one["title"], one.get("presenter")) for one in record.facts["agenda"]] == [
        ("Godkjenning av referat", None), ("Felles bil", "rådgivar Ada Lie"), ("Ymse", None),
    ]  # fmt: skip
    assert record.text == "Bruk gjerne bakdøra."
    told = in_text(tmp_path, f"{head}12.00  Tog frå Vik\n09.00  Buss frå Dal\n10.00  Båt frå Moe\n")[1]
    assert "agenda" not in told.records[0].facts


def test_a_year_before_a_number_of_one_digit_is_told_from_a_day(tmp_path: Path) -> None:
    """By there being more than one of them; `12/3` alone is a day in March."""
    _, told = in_text(tmp_path, "Referat SSU 4. mars 2027\n\n27/1 Kaffi\nGodkjent.\n\n27/2 Te\nGodkjent.\n")
    assert [one["number"] for one in told.records[0].facts["agenda"]] == ["27/1", "27/2"]
    _, told = in_text(tmp_path, "Referat SSU 4. mars 2027\n\nSak 1/27 Kaffi\nGodkjent.\n\n12/3 Bo Moe hentar te.\n")
    assert [one["number"] for one in told.records[0].facts["agenda"]] == ["1/27"]


def test_a_programme_without_heads_lists_items_behind_their_times(tmp_path: Path) -> None:
    rows = [("Kl. 09.00", "Sak 1/27", cell_lines("Kaffi", "v/ helsesjef Ada Lie")), ("Kl. 09.30", "", "Pause"),
            ("Kl. 10.00", "Sak 2/27", "Te"), ("Kl. 11.00", "", "Lunsj og omvising på det nye lageret")]  # fmt: skip
    call = "Det blir kalla inn til møte i SSU torsdag 4. mars 2027 i Storsalen, Vik samfunnshus. "
    call += "Møtet startar kl. 09.00 og skal vere ferdig kl. 15.00."
    told = in_word(tmp_path, paragraph(call), table(rows, header=False), kind=DocumentKind.AGENDA).records[0].facts
    assert told["agenda"] == [
        {"number": "1/27", "title": "Kaffi", "presenter": "helsesjef Ada Lie"}, {"number": "2/27", "title": "Te"},
    ]  # fmt: skip
    assert (told["start"], told["end"], told["place"]) == ("09:00", "15:00", "Storsalen, Vik samfunnshus")


def test_dots_and_pages_behind_titles_and_titles_below_their_numbers(tmp_path: Path) -> None:
    blocks = [paragraph("Saker", True), paragraph("Sak 1/27 Kaffi i gangen . . . . . . . . 2")]
    blocks += [paragraph("Sak 1/27", True), paragraph("Kaffi i gangen", True), paragraph("Vedtak: Godkjent.")]
    blocks += [paragraph("Sak 2/27", True), paragraph("Møteplan for 2028", True), paragraph("Vedtak: Vedteken.")]
    told = in_word(tmp_path, *HEAD, *blocks).records[0].facts["agenda"]
    assert [(one["title"], one["outcome"]) for one in told] == [
        ("Kaffi i gangen", "approved"), ("Møteplan for 2028", "decided"),
    ]  # fmt: skip


def test_labels_of_lists_over_the_columns_below_them(tmp_path: Path) -> None:
    rows = [("Ada Lie, leiar", "Odd By, Vik"), ("Bo Moe", "Eva Ås"), ("Siv Ek", "")]
    blocks = [paragraph("Til stades\tForfall"), table(rows, header=False), *ITEM]
    facts = in_word(tmp_path, *HEAD, *blocks).records[0].facts
    assert (names(facts, "present"), names(facts, "absent")) == (["Ada Lie", "Bo Moe", "Siv Ek"], ["Odd By", "Eva Ås"])


def test_the_name_of_a_body_in_another_order(tmp_path: Path) -> None:
    """All words of it stand in the head, and those of no other body do."""
    head = "Eldre – fagleg samarbeidsutval\n\nMØTEREFERAT\n\n4. mars 2027 kl. 10\n\n"
    _, told = in_text(tmp_path, f"{head}Sak 1/27 Kaffi\nGodkjent.\n")
    assert [record.path for record in told.records] == ["meetings/fsu-eldre/2027-03-04.md"]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Saka vert send attende til arbeidsgruppa.", "returned"),
        ("Utvalet rår kommunane til å kjøpe bil.", "recommended"),
        ("Utvalet støttar framlegget.", "endorsed"),
        ("Utvalet hadde ikkje tid. Saka kjem opp i neste møte.", "postponed"),
        ("Samrøystes som innstillinga.", "decided"),
        ("Det var einigheit om å kjøpe bil.", "decided"),
        ("Som ny leiar vart Ada Lie vald.", "elected"),
        ("Utvalet merkar seg rapporten.", "noted"),
        ("Vedtak: Ingen.", None),
        ("Bo Moe meinte at saka bør opp i neste møte.", None),
    ],
)
def test_more_words_for_what_became_of_an_item(tmp_path: Path, words: str, outcome: str | None) -> None:
    blocks = [heading(2, "Sak 1/27 Plan"), paragraph(words), heading(2, "Sak 2/27 Bord")]
    assert in_word(tmp_path, *HEAD, *blocks).records[0].facts["agenda"][0].get("outcome") == outcome


@pytest.mark.parametrize("is_whole", [True, False])
def test_sections_of_an_item_beside_their_headings_in_a_table(tmp_path: Path, is_whole: bool) -> None:
    """A table for each item, with its number in the first row or in a table of its own above."""
    head, rows = [("Sak 1/27", "Kaffi")], [("Saksopplysning", "Ada fortalde."), ("Konklusjon", "Godkjent.")]
    rows += [("Ansvarleg", "Ada Lie"), ("Frist", "1. mai 2027")]
    tables = [table([*head, *rows], header=False)] if is_whole else [
        table(head, header=False), paragraph("Ada fortalde."), table(rows[1:], header=False)
    ]  # fmt: skip
    other = table([("Sak 2/27", "Te"), ("Konklusjon", "Utsett.")], header=False)
    facts = in_word(tmp_path, *HEAD, paragraph("Møtte: Ada Lie"), *tables, other).records[0].facts
    first, second = facts["agenda"]
    assert (first["number"], first["title"], first["outcome"]) == ("1/27", "Kaffi", "approved")
    assert first["follow_up"] == [{"what": "Godkjent", "responsible": "Ada Lie", "due": "2027-05-01"}]
    assert (second["title"], second["outcome"]) == ("Te", "postponed")


def test_a_column_that_says_in_words_who_met(tmp_path: Path) -> None:
    rows = [("Rolle", "Namn", "Status"), ("Leiar", "Ada Lie", "Møtte"), ("Medlem", "Bo Moe", "Forfall")]
    rows += [("Medlem", "Eva Ås", "Digitalt"), ("Vara", "Odd By", "Møtte for Bo Moe"), ("Sekretær", "Per Ro", "Møtte")]
    facts = in_word(tmp_path, *HEAD, table(rows), *ITEM).records[0].facts
    assert (names(facts, "present"), names(facts, "absent")) == (["Ada Lie", "Eva Ås", "Odd By"], ["Bo Moe"])
    assert names(facts, "secretariat") == ["Per Ro"]


def test_a_paragraph_in_which_each_sentence_has_its_label(tmp_path: Path) -> None:
    line = "Til stades frå kommunane: Ada Lie, Bo Moe. Forfall: Eva Ås. Referent: Per Ro."
    facts = in_word(tmp_path, *HEAD, paragraph(line), *ITEM).records[0].facts
    assert (names(facts, "present"), names(facts, "absent")) == (["Ada Lie", "Bo Moe"], ["Eva Ås"])
    assert facts["minutes_by"] == "Per Ro"


def test_who_presents_in_a_bracket_and_hours_behind_a_place(tmp_path: Path) -> None:
    lines = ["Innkalling til møte i SSU", "Dato: 4. mars 2027", "Stad: Digitalt (Teams), kl 0900-1030", "Saker"]
    lines += ["Sak 1/27 Kaffi (Ada Lie)", "Sak 2/27 Te (Ada Lie og Bo Moe)", "Sak 3/27 Bord (Vik kommune)"]
    told = in_word(tmp_path, *map(paragraph, lines), kind=DocumentKind.AGENDA).records[0].facts
    assert [(one["title"], one.get("presenter")) for one in told["agenda"]] == [
        ("Kaffi", "Ada Lie"), ("Te", "Ada Lie og Bo Moe"), ("Bord (Vik kommune)", None),
    ]  # fmt: skip
    assert (told["start"], told["end"], told["place"]) == ("09:00", "10:30", "Digitalt (Teams)")


# -- what the last unseen documents showed


def agenda(told: Found) -> list[tuple[object, object, object]]:
    return [(one.get("number"), one["title"], one.get("outcome")) for one in told.records[0].facts["agenda"]]


def test_a_title_column_is_known_by_what_stands_in_it(tmp_path: Path) -> None:
    """Behind bare numbers, where no head tells: first the titles, then the text; follow-ups have heads too."""
    rows = [
        ("Saksnr.", "Emnenamn", "Kort sagt", "Utfall"),
        ("1/27", "Kaffi i gangen", "Maskina er gammal. Ho lek.", "Til orientering"),
        ("2/27", "Lamper", "Ingen merknader.", "Godkjend"),
    ]
    tasks = [("Til sak", "Oppgåve", "Hos", "Innan"), ("1/27", "Kjøpe maskin", "Ada Lie", "15. mars 2027")]
    told = in_word(tmp_path, *HEAD, table(rows), paragraph("Vidare"), table(tasks), kind=DocumentKind.MINUTES)
    assert agenda(told) == [("1/27", "Kaffi i gangen", "noted"), ("2/27", "Lamper", "approved")]
    assert told.records[0].facts["agenda"][0]["follow_up"] == [
        {"what": "Kjøpe maskin", "responsible": "Ada Lie", "due": "2027-03-15"}
    ]
    assert "Maskina er gammal. Ho lek." in told.records[0].text


def test_titles_before_their_text_in_one_paragraph(tmp_path: Path) -> None:
    """Each by its number with the year before it or behind it; what every meeting has stands without."""
    for one, two in (("27/09", "27/10"), ("9/27", "10/27")):
        lines = [
            f"{one} Kaffi i gangen. Saka vart drøfta. Bo Moe ville vente.",
            f"{two} Lamper. Rådet gjorde slikt vedtak: «Lampene blir kjøpte.» Ada Lie hentar prisar innan 1. mai 2027.",
            "Ymse. Ingen hadde saker.",
        ]
        told = in_word(tmp_path, *HEAD, *map(paragraph, lines), kind=DocumentKind.MINUTES)
        assert agenda(told) == [(one, "Kaffi i gangen", "discussed"), (two, "Lamper", "decided"), (None, "Ymse", None)]
        assert told.records[0].facts["agenda"][1]["follow_up"][0]["due"] == "2027-05-01"


def test_a_cell_for_each_section_and_duty_of_an_item(tmp_path: Path) -> None:
    """Below its text, where the first row is as wide as the table."""
    rows = [
        ("Vedtak (samrøystes): Maskina blir kjøpt.", ""),
        ("Oppgåve: Kjøpe maskin", "Ansvar: Ada Lie Frist: 15.3.2027"),
    ]
    told = in_word(tmp_path, *HEAD, heading(2, "Sak 1/27 Kaffi"), paragraph("Ho lek."), table(rows, header=False))
    (item,) = told.records[0].facts["agenda"]
    assert (item["outcome"], item["vote"]) == ("decided", "unanimous")
    assert item["follow_up"] == [{"what": "Kjøpe maskin", "responsible": "Ada Lie", "due": "2027-03-15"}]


def test_pages_behind_leaders_with_more_behind_them(tmp_path: Path) -> None:
    """The word for a page, the rest of a title on its next line, and the archive number beside who presents."""
    text = (
        "Innkalling til møte i SSU\nDag og tid: torsdag 4. mars 2027 kl. 10\nStad: Rådhuset\n\nSakliste\n\n"
        "1/27  Kaffi i gangen ......................... side 3\n"
        "2/27  Lamper i taket og i den ................ side 5\n      lange gangen\n"
        "      (arkivsak 2026/987; orientering ved lysmeister Ada Lie)\n3/27  Ymse\n"
    )
    _, told = in_text(tmp_path, text)
    assert [title for _, title, _ in agenda(told)] == ["Kaffi i gangen", "Lamper i taket og i den lange gangen", "Ymse"]
    assert told.records[0].facts["agenda"][1]["presenter"] == "lysmeister Ada Lie"
    assert told.archive_refs == {"2/27": "2026/987"}


@pytest.mark.parametrize(
    ("people", "group", "who"),
    [
        (["Vi som var der: Ada Lie (KS), Bo Moe og Eva Ås."], "present", ["Ada Lie", "Bo Moe", "Eva Ås"]),
        (["Deltakarar", "Frå KS: Ada Lie (leiar). Frå kommunane: Eva Ås."], "present", ["Ada Lie", "Eva Ås"]),
        (["Møtte: Ada Lie", "Bo Moe hadde gjeve beskjed om at han var forhindra."], "absent", ["Bo Moe"]),
        (["Til stades: Ada Lie", "Bo Moe hadde lovleg forfall."], "absent", ["Bo Moe"]),
        (["Til stades: Bo Moe", "Bedriftshelsetenesta (utan røysterett): Ada Lie"], "invited", ["Ada Lie"]),
        (["TIL STADES:", "Bo Moe", "ANDRE SOM MØTTE:", "Ada Lie, Vik DPS"], "invited", ["Ada Lie"]),
    ],
)  # fmt: skip
def test_more_words_for_who_was_there(tmp_path: Path, people: list[str], group: str, who: list[str]) -> None:
    told = in_word(tmp_path, *HEAD, *map(paragraph, people), *ITEM)
    assert names(told.records[0].facts, group) == who


def test_the_short_name_of_an_organisation_is_no_person(tmp_path: Path) -> None:
    """Behind the comma of a person of a list."""
    people = [bullet("Ada Lie, Vik DPS"), bullet("Bo Moe, leiar, Vik DPS")]
    told = in_word(tmp_path, *HEAD, paragraph("Desse møtte", True), *people, *ITEM)
    assert names(told.records[0].facts, "present") == ["Ada Lie", "Bo Moe"]
    assert not [one for one in told.questions if one.code == "import.ask_both"]


def test_who_leads_and_is_listed_stands_once(tmp_path: Path) -> None:
    """In the column for those who met, with from when; and as the one who wrote of it."""
    rows = [
        ("Namn", "Rolle", "Deltok"), ("Ada Lie", "Leiar", "Ja, frå sak 1/27"), ("Bo Moe", "Referent", "Ja"),
    ]  # fmt: skip
    told = in_word(tmp_path, *HEAD, paragraph("Referent: Bo Moe"), table(rows), *ITEM)
    assert names(told.records[0].facts, "present") == ["Ada Lie"]
    assert names(told.records[0].facts, "secretariat") == ["Bo Moe"]


def test_sentences_below_papers_are_no_papers(tmp_path: Path) -> None:
    """The first that tells of somebody who did something ends the list."""
    lines = [
        "Trykte vedlegg:",
        "Rapport om kaffi, juni 2026",
        "Ada Lie viste rapporten. Ho svarte på spørsmål.",
        "Han var god.",
    ]
    told = in_word(
        tmp_path,
        *HEAD,
        heading(2, "Sak 1/27 Kaffi"),
        *map(paragraph, lines),
        paragraph("Vedtak, samrøystes:"),
        paragraph("Utvalet rår KS til å kjøpe kaffi."),
    )
    (item,) = told.records[0].facts["agenda"]
    assert item["attachments"] == [{"title": "Rapport om kaffi, juni 2026"}]
    assert (item["outcome"], item["vote"]) == ("recommended", "unanimous")


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Utvalet avviser forslaget.", "rejected"), ("Innstillinga vart ikkje vedteken.", "rejected"),
        ("Ada Lie og Bo Moe vart valde.", "elected"), ("Ingen saker.", None), ("Til vitande.", "noted"),
    ],
)  # fmt: skip
def test_outcomes_in_short_sentences(tmp_path: Path, words: str, outcome: str | None) -> None:
    told = in_word(tmp_path, *HEAD, heading(2, "Sak 1/27 Kaffi"), paragraph(f"Vedtak: {words}"))
    assert agenda(told) == [("1/27", "Kaffi", outcome)]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Digitalt møte i Teams, torsdag 4. mars 2027. Start kl. 10:00, slutt kl. 11:30.", "Teams"),
        ("4. mars 2027 samla utvalet seg i kantina på Vik legevakt. Slutt kl. 11.30.", "kantina på Vik legevakt"),
        ("SSU heldt møte torsdag 4. mars 2027 i kantina på Vik rådhus. Slutt kl. 11.30.", "kantina på Vik rådhus"),
    ],
)  # fmt: skip
def test_a_sentence_that_tells_where(tmp_path: Path, line: str, place: str) -> None:
    facts = in_word(tmp_path, paragraph("Referat SSU"), paragraph(line), *ITEM).records[0].facts
    assert (facts["place"], facts["end"]) == (place, "11:30")


def test_a_room_in_a_house_is_a_place(tmp_path: Path) -> None:
    """Below the day and the hours, where no label tells."""
    lines = ["Innkalling til møte i SSU", "Torsdag 4. mars 2027", "kl. 18.00", "Vik bu- og omsorgssenter, peisestova"]
    told = in_word(tmp_path, *map(paragraph, lines), *ITEM[:1], kind=DocumentKind.AGENDA)
    assert told.records[0].facts["place"] == "Vik bu- og omsorgssenter, peisestova"


@pytest.mark.parametrize(
    ("lines", "group", "people"),
    [
        (["Politikontakt Ada Lie var med under sak 1/27."], "invited",
         [{"name": "Ada Lie", "role": "Politikontakt", "items": ["1/27"]}]),
        (["ANDRE SOM MØTTE:", "Revisor Ada Lie, under handsaminga av sak 1/27"], "invited",
         [{"name": "Ada Lie", "role": "Revisor", "items": ["1/27"]}]),
        (["Ada Lie møtte ikkje, og det var ikkje kalla inn vara for ho."], "absent", [{"name": "Ada Lie"}]),
        (["Frå selskapet møtte dagleg leiar Ada Lie og regnskapsfører Eva Ås."], "secretariat",
         [{"name": "Ada Lie", "role": "dagleg leiar"}, {"name": "Eva Ås", "role": "regnskapsfører"}]),
    ],
)  # fmt: skip
def test_who_was_there_for_a_part_or_for_another_body(
    tmp_path: Path, lines: list[str], group: str, people: list[dict[str, Any]]
) -> None:
    above = [paragraph("MØTANDE MEDLEMMER:"), paragraph("Bo Moe"), paragraph("FORFALL:"), paragraph("Odd By")]
    told = in_word(tmp_path, *HEAD, *above, *map(paragraph, lines), *ITEM).records[0].facts
    assert [one for one in told[group] if one["name"] != "Odd By"] == people
    assert (names(told, "present"), "Odd By" in names(told, "absent")) == (["Bo Moe"], True)


@pytest.mark.parametrize(
    ("members", "away", "there"),
    [
        ("Ada Lie, Bo Moe (til kl. 10.40)", "Odd By", ["Ada Lie", "Bo Moe"]),
        ("Ada Lie, Bo Moe", "Odd By", []),
        ("Ada Lie, Bo Moe (til kl. 10.40), Odd By", "Odd By", []),
    ],
)
def test_members_are_there_only_where_the_lists_agree(
    tmp_path: Path, members: str, away: str, there: list[str]
) -> None:
    """One of them left in time, and others were not there; whoever may only sit in the body is asked about."""
    told = in_word(tmp_path, *HEAD, table([("Medlemmer", members), ("Meldt forfall", away)], header=False), *ITEM)
    assert names(told.records[0].facts, "present") == there
    assert ("import.ask_people" in [one.code for one in told.questions]) is not bool(there)


def test_facts_between_bars(tmp_path: Path) -> None:
    lines = ["Innkalling SSU", "Møte 3/2027 | torsdag 4. mars 2027 | kl. 09:00–14:00 | Vik kulturhus, Galleriet"]
    facts = in_word(tmp_path, *map(paragraph, lines), *ITEM[:1], kind=DocumentKind.AGENDA).records[0].facts
    assert [facts[name] for name in ("number", "start", "end", "place")] == [
        "3/2027", "09:00", "14:00", "Vik kulturhus, Galleriet",
    ]  # fmt: skip


def test_the_foot_of_a_page_in_a_table_is_none_of_its_rows(tmp_path: Path) -> None:
    """It is told as left, and the sections above it are those of the item."""
    rows = [("Innstilling", "Kjøpe kaffi."), ("Vedtak", "Kaffien blir kjøpt."), ("SSU – møtet i mars 2027", "2 / 2")]
    told = in_word(tmp_path, *HEAD, heading(2, "Sak 1/27 Kaffi"), table(rows, header=False))
    assert agenda(told) == [("1/27", "Kaffi", "decided")]
    assert "2 / 2" not in told.records[0].text
    assert "SSU – møtet i mars 2027 2 / 2" in [block.text for block in told.left]


def test_minutes_without_a_date_are_told_as_left_line_by_line(tmp_path: Path) -> None:
    """Nothing is written then, and nothing goes without a word."""
    lines = ["Referat frå møte i SSU", "Møterom Fjorden var fullt", *("Sak 1/27 Kaffi", "Maskina er gammal.")]
    told = in_word(tmp_path, *map(paragraph, lines))
    assert told.records == []
    assert {*lines[1:]} <= {block.text for block in told.left}


def test_rows_that_are_parts_of_an_item_are_none(tmp_path: Path) -> None:
    """By their letters, or as the sum of a column: each is asked about, and told as left."""
    rows = [
        ("Saksnr", "Sak", "Tid"), ("1/27", "Kaffi", "10"), ("", "a) Maskin", ""), ("2/27", "Bord", "10"),
        ("", "Lamper", "10"), ("", "Sum", "30"),
    ]  # fmt: skip
    told = in_word(tmp_path, *HEAD, table(rows), kind=DocumentKind.AGENDA)
    assert [title for _, title, _ in agenda(told)] == ["Kaffi", "Bord", "Lamper"]
    assert [one.about for one in told.questions if one.code == "import.ask_row"] == ["a) Maskin", "Sum"]
