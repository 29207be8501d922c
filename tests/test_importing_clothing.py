"""One meeting in other clothes: frames, turned tables, cards, columns in another order, numbers elsewhere.

Whatever it wears, the facts are the same. What documents that nobody had seen taught stands below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
HEAD = [paragraph("Referat frå møte i SSU"), paragraph("Dato: 4. mars 2027 kl. 10.00"), paragraph("Stad: Rådhuset")]
PEOPLE = [paragraph("Til stades: Ada Lie, Bo Moe"), paragraph("Forfall: Eva Ås")]
ITEM = [heading(2, "Sak 1/27 Kaffi"), paragraph("Vedtak: Godkjent.")]
Rows = Sequence[tuple[str, ...]]


def in_word(folder: Path, *blocks: str, kind: DocumentKind | None = None) -> Found:
    return import_file(word_file(folder / "referat.docx", blocks), GRAPH, kind).found


def in_text(folder: Path, text: str, kind: DocumentKind | None = None) -> Found:
    path = folder / "dokument.txt"
    path.write_text(text, "utf-8")
    return import_file(path, GRAPH, kind).found


def names(facts: dict[str, Any], group: str) -> list[str]:
    return [person["name"] for person in facts.get(group, ())]


def facts(found: Found) -> dict[str, Any]:
    return next(record for record in found.records if record.path == "meetings/ssu/2027-03-04.md").facts


# -- the same items

ITEMS: Rows = [
    ("Saksnr.", "Tittel", "Ansvarleg", "Vedtak"),
    ("1/27", "Godkjenning av referat", "Ada Lie", "Referatet er godkjent."),
    ("2/27", "Kaffi i gangen", "Bo Moe", "Saka vert utsett."),
    ("3/27", "Eventuelt", "", ""),
]


def as_lines(form: str) -> list[str]:
    """The items as headings of a form, or as lines apart."""
    lines: list[str] = []
    for number, title, _, decided in ITEMS[1:]:
        first, *more = form.format(number=number, title=title).split("|")
        lines += [heading(2, first), *map(paragraph, more), *([paragraph(f"Vedtak: {decided}")] if decided else [])]
    return lines


CLOTHES: dict[str, Callable[[], list[str]]] = {
    "a table": lambda: [table(ITEMS)],
    "its columns the other way": lambda: [table([row[::-1] for row in ITEMS])],
    "its number behind": lambda: [table([(*row[1:], row[0]) for row in ITEMS])],
    "a table that is turned": lambda: [table([*zip(*ITEMS, strict=True)], header=False)],
    "a card for each": lambda: [table([*zip(ITEMS[0], row, strict=True)], header=False) for row in ITEMS[1:]],
    "between tabulators": lambda: [paragraph("\t".join(row)) for row in ITEMS],
    "headings": lambda: as_lines("Sak {number} {title}"),
    "headings without a word": lambda: as_lines("{number} – {title}"),
    "numbers behind": lambda: as_lines("{title} (sak {number})"),
    "labels": lambda: as_lines("Saksnr: {number}|Sakstittel: {title}"),
    "numbers alone": lambda: as_lines("Sak {number}|{title}"),
    "frames": lambda: [table([("Sak {} {}".format(*row[:2]),), (f"Vedtak: {row[3]}",)]) for row in ITEMS[1:]],
    "one frame": lambda: [table([(f"{row[0]} {row[1]}\nVedtak: {row[3]}",) for row in ITEMS[1:]], header=False)],
}  # fmt: skip


@pytest.mark.parametrize("clothes", CLOTHES)
def test_items_are_the_same_in_whatever_they_wear(tmp_path: Path, clothes: str) -> None:
    agenda = facts(in_word(tmp_path, *HEAD, *PEOPLE, *CLOTHES[clothes]()))["agenda"]
    told = [(item["number"], item["title"], item.get("outcome")) for item in agenda]
    assert told == [
        ("1/27", "Godkjenning av referat", "approved"), ("2/27", "Kaffi i gangen", "postponed"),
        ("3/27", "Eventuelt", None),
    ]  # fmt: skip


@pytest.mark.parametrize("clothes", CLOTHES)
def test_a_closed_item_is_closed_in_whatever_it_wears(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clothes: str
) -> None:
    hidden = ("2/27", "Klage frå Odd Bakke", "Bo Moe", "Unntatt offentlegheit, offl. § 13. Klagen er avvist.")
    monkeypatch.setitem(globals(), "ITEMS", [*ITEMS[:2], hidden, ITEMS[3]])
    found = in_word(tmp_path, *HEAD, *PEOPLE, *CLOTHES[clothes]())
    assert [item.get("exempt") is not None for item in facts(found)["agenda"]] == [False, True, False]
    assert not any("Odd Bakke" in f"{record.facts}{record.text}" for record in found.records)


def test_a_title_that_a_table_lists_is_its_item_below(tmp_path: Path) -> None:
    """What is titled like a listed item, with another sign before it or none, is that item taken up."""
    listed = table([("Sak", "Tittel"), ("6", "Kaffi i gangen"), ("7", "Nye koppar")])
    lines = ["Kaffi i gangen", "Konklusjon: Utsett.", "7. Nye koppar", "Koppane vart drøfta."]
    below = [paragraph(line) for line in lines]
    agenda = facts(in_word(tmp_path, *HEAD, *PEOPLE, listed, *below))["agenda"]
    assert [(item["number"], item["outcome"]) for item in agenda] == [("6", "postponed"), ("7", "discussed")]


def test_numbered_paragraphs_with_text_between_are_items(tmp_path: Path) -> None:
    lines = ["1. Godkjenning av referat", "Godkjent.", "2. Kaffi i gangen", "Saka vert utsett.", "3. Eventuelt", "Nei."]
    agenda = facts(in_word(tmp_path, *HEAD, *PEOPLE, *map(paragraph, lines)))["agenda"]
    assert [(item["number"], item.get("outcome")) for item in agenda] == [
        ("1", "approved"), ("2", "postponed"), ("3", None),
    ]  # fmt: skip


# -- people

TABLES: dict[str, Rows] = {
    "marks before": [("Møtt", "Medlem", "Møtt", "Vara"), ("x", "Ada Lie", "", "Odd By"), ("", "Eva Ås", "x", "Bo Moe")],
    "marks behind": [("Vara", "Møtt", "Medlem", "Møtt"), ("Odd By", "", "Ada Lie", "x"), ("Bo Moe", "x", "Eva Ås", "")],
}  # fmt: skip


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
def test_members_and_substitutes_stand_beside_each_other_either_way(tmp_path: Path, rows: Rows) -> None:
    told = facts(in_word(tmp_path, *HEAD, table(rows), *ITEM))
    assert names(told, "present") == ["Ada Lie", "Bo Moe"]


def test_who_came_later_stands_in_the_column_for_those_who_met(tmp_path: Path) -> None:
    rows = [("Namn", "Oppmøte"), ("Ada Lie", "Møtte"), ("Bo Moe", "Møtte frå kl. 11.00"), ("Eva Ås", "Møtte ikkje")]
    told = facts(in_word(tmp_path, *HEAD, table(rows), *ITEM))
    assert told["present"] == [{"name": "Ada Lie"}, {"name": "Bo Moe", "arrived": "11:00"}]
    assert names(told, "absent") == ["Eva Ås"]


PROSE = [
    ("Til stades: Ada Lie, avdelingssjef, Vik kommune (møteleiar)", ["Ada Lie"], []),
    ("Frå rådet møtte Ada Lie og Bo Moe. Frå sjukehuset deltok Eva Ås.", ["Ada Lie", "Bo Moe"], ["Eva Ås"]),
    ("Frå kommunane møtte Ada Lie. Frå sjukehuset møtte Bo Moe.", ["Ada Lie", "Bo Moe"], []),
]


@pytest.mark.parametrize(("words", "there", "invited"), PROSE)
def test_who_came_from_another_side_than_the_body_is_its_guest(
    tmp_path: Path, words: str, there: list[str], invited: list[str]
) -> None:
    told = facts(in_word(tmp_path, *HEAD, paragraph(words), *ITEM))
    assert (names(told, "present"), names(told, "invited")) == (there, invited)


def test_roles_before_names_are_parted_by_and_alone(tmp_path: Path) -> None:
    line = paragraph("Frå administrasjonen møtte: Kommunalsjef Ada Lie og møtesekretær Bo Moe")
    assert names(facts(in_word(tmp_path, *HEAD, line, *ITEM)), "secretariat") == ["Ada Lie", "Bo Moe"]


def test_people_belong_to_the_party_that_they_are_listed_for(tmp_path: Path) -> None:
    lines = [paragraph("Møtande medlemmer:"), paragraph("For Bygdelista: Ada Lie (leiar), Bo Moe")]
    assert facts(in_word(tmp_path, *HEAD, *lines, *ITEM))["present"] == [
        {"name": "Ada Lie", "role": "leiar", "organisation": "Bygdelista"},
        {"name": "Bo Moe", "organisation": "Bygdelista"},
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [("Utvalssekretær: Odd By", ["Odd By"]), ("Referent: Odd By, rådgjevar", ["Odd By"]), ("Referent: Odd By", [])],
)
def test_who_wrote_as_secretary_was_there(tmp_path: Path, line: str, told: list[str]) -> None:
    """A name alone says only who wrote."""
    assert names(facts(in_word(tmp_path, *HEAD, *PEOPLE, paragraph(line), *ITEM)), "secretariat") == told


def test_a_notice_tells_who_comes_for_an_item(tmp_path: Path) -> None:
    lines = [paragraph("Folkehelsekoordinator Ada Lie møter under PS 1/27."), heading(2, "PS 1/27 Kaffi")]
    told = facts(in_word(tmp_path, paragraph("Innkalling til møte i SSU"), *HEAD[1:], *lines))
    assert told["invited"] == [{"name": "Ada Lie", "role": "Folkehelsekoordinator", "items": ["PS 1/27"]}]


def test_who_led_is_told_of_the_clause_that_says_so(tmp_path: Path) -> None:
    words = paragraph("Frå rådet møtte Ada Lie og Bo Moe. Odd By skreiv referat, og Ada Lie leidde møtet.")
    told = facts(in_word(tmp_path, *HEAD, words, *ITEM))
    assert (told["chair"], told["minutes_by"]) == ("Ada Lie", "Odd By")


# -- what is said of the meeting


@pytest.mark.parametrize(
    "line",
    [
        "4. mars 2027 kl. 10–12.30. Møterom Fjella, 3. etasje",
        "4. mars 2027 kl. 10.00 – 12.30 Møterom Fjella, 3. etasje",
    ],
)
def test_the_place_stands_behind_the_hours(tmp_path: Path, line: str) -> None:
    told = facts(in_word(tmp_path, HEAD[0], paragraph(line), *PEOPLE, *ITEM))
    assert (told["start"], told["end"], told["place"]) == ("10:00", "12:30", "Møterom Fjella, 3. etasje")


def test_start_and_end_have_a_label_in_one(tmp_path: Path) -> None:
    rows = table([("Møtedato:", "4. mars 2027"), ("Start – slutt:", "10:00 – 12:30")], header=False)
    told = facts(in_word(tmp_path, HEAD[0], rows, *PEOPLE, *ITEM))
    assert (told["start"], told["end"]) == ("10:00", "12:30")


# -- what became of an item


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Saka vert utsett til møte 5, for Bo Moe skal legge henne fram.", "postponed"),
        ("Det vart ein god diskusjon om bønnene.", "discussed"),
        ("Framlegg: Det vert sett av 400 kroner. Framlegget fall mot to røyster.", "rejected"),
        ("Framlegget fall mot to røyster. Ada Lie tok det opp att, og det vart vedteke.", "decided"),
        ("Bo Moe meinte at saka burde utsetjast.", None),
    ],
)
def test_a_sentence_tells_what_became_of_an_item(tmp_path: Path, words: str, outcome: str | None) -> None:
    (item,) = facts(in_word(tmp_path, *HEAD, *PEOPLE, ITEM[0], paragraph(words)))["agenda"]
    assert item.get("outcome") == outcome


def test_a_card_has_what_was_said_and_the_way_on(tmp_path: Path) -> None:
    rows = [
        ("Sak 1/27", "Kaffi i gangen"), ("Kva vart sagt", "Ho er kald."),
        ("Vidare arbeid", "Bo Moe kjøper ny kanne.\nFrist: 1. april 2027"),
    ]  # fmt: skip
    (item,) = facts(in_word(tmp_path, *HEAD, *PEOPLE, table(rows, header=False)))["agenda"]
    assert item["outcome"] == "discussed"
    assert item["follow_up"] == [
        {"what": "Bo Moe kjøper ny kanne", "responsible": "Bo Moe", "due": "2027-04-01"}
    ]  # fmt: skip


def test_what_is_done_for_the_first_time_on_a_day_is_due_then(tmp_path: Path) -> None:
    words = "Oppfølging: Ada Lie sender tala kvar månad, første gong 7. april 2027."
    (item,) = facts(in_word(tmp_path, *HEAD, *PEOPLE, ITEM[0], paragraph(words)))["agenda"]
    assert [task["due"] for task in item["follow_up"]] == ["2027-04-07"]


def test_the_dots_before_a_page_are_no_part_of_a_title(tmp_path: Path) -> None:
    rows = [("Sak 1/27", f"Kaffi i gangen {'.' * 60} 2"), ("Sak 2/27", f"Te {'.' * 72} 3")]
    agenda = facts(in_word(tmp_path, *HEAD, *PEOPLE, table(rows, header=False)))["agenda"]
    assert [item["title"] for item in agenda] == ["Kaffi i gangen", "Te"]


# -- what a document is, and its whole


def test_a_log_of_decisions_is_of_a_meeting(tmp_path: Path) -> None:
    """Neither its name nor a label tells what it is; its date stands right above the people, who are ticked."""
    blocks = [
        paragraph("Beslutningslogg"), paragraph("SSU"), paragraph("4. mars 2027, kl. 09.00–11.30, Teams"),
        table([("Namn", "Verksemd", "Til stades", "Forfall"), ("Ada Lie", "Vik", "X", ""), ("Bo Moe", "Vik", "", "X")]),
        table([("Sak", "Beslutning", "Frist"), ("1/27 Kaffi i gangen", "Saka vert utsett.", "")]),
    ]  # fmt: skip
    told = facts(in_word(tmp_path, *blocks))
    assert (told["start"], told["place"], names(told, "present"), names(told, "absent")) == (
        "09:00", "Teams", ["Ada Lie"], ["Bo Moe"],
    )  # fmt: skip
    assert told["agenda"][0]["outcome"] == "postponed"


def test_a_plain_mail_is_minutes(tmp_path: Path) -> None:
    text = (
        "Hei alle!\n\nTakk for møtet i SSU torsdag 4. mars 2027. Vi var på Kulturhuset, rom 4, fra 13 til 15.\n\n"
        "Desse var med: Ada Lie og Bo Moe.\nIkkje med: Eva Ås (sjuk).\n\n1. Sidan sist\nAda fortalde.\n\n"
        "2. Kaffi\nUtsett.\n\n3. Eventuelt\nNei.\n\nNeste gong: 8. april kl. 13.\n\nHelsing Ada\n"
    )
    told = facts(in_text(tmp_path, text))
    assert (told["place"], told["start"], told["end"]) == ("Kulturhuset, rom 4", "13:00", "15:00")
    assert (names(told, "present"), names(told, "absent")) == (["Ada Lie", "Bo Moe"], ["Eva Ås"])
    assert [item.get("outcome") for item in told["agenda"]] == [None, "postponed", None]


def test_capitals_and_columns_of_blanks_are_labels_too(tmp_path: Path) -> None:
    text = (
        "SSU                                                    REFERAT\n\n"
        "Møtedato  Torsdag 4. mars 2027         Klokka    12-14\n"
        "Møtestad  Vik rådhus, møterom Nipa     Møtenr.   4/2027\n\n"
        "TIL STADES\n  Ada Lie     lege         Vik kommune\n  Bo Moe      leiar        Ås kommune\n\n"
        "IKKJE TIL STADES\n  Eva Ås      lege         Sunn kommune\n\n"
        "1/2027  KAFFI I GANGEN\n----------\nHo er kald.\n\n"
        "  KONKLUSJON\n  Kommunane melder inn kva dei treng.\n\n  ANSVAR     Bo Moe\n  FRIST      15.12.2027\n"
    )
    told = facts(in_text(tmp_path, text))
    assert (told["start"], told["end"], told["place"]) == ("12:00", "14:00", "Vik rådhus, møterom Nipa")
    assert (names(told, "present"), names(told, "absent")) == (["Ada Lie", "Bo Moe"], ["Eva Ås"])
    (item,) = told["agenda"]
    assert [(task["responsible"], task["due"]) for task in item["follow_up"]] == [("Bo Moe", "2027-12-15")]


def test_items_are_parts_of_a_numbered_part(tmp_path: Path) -> None:
    blocks = [
        heading(1, "1 Deltakarar"), paragraph("Ada Lie\nBo Moe"), heading(1, "2 Saker"),
        heading(2, "2.1 Godkjenning av referat"), paragraph("Godkjent."), heading(2, "2.2 Kaffi (ikkje offentleg)"),
        paragraph("Odd Bakke klagar."), heading(2, "2.3 Eventuelt"), heading(1, "3 Neste møte"), paragraph("8. april"),
    ]  # fmt: skip
    found = in_word(tmp_path, *HEAD, *blocks)
    assert [item["number"] for item in facts(found)["agenda"]] == ["2.1", "2.2", "2.3"]
    assert "exempt" in facts(found)["agenda"][1]
    assert not any("Odd Bakke" in record.text for record in found.records)


def test_the_next_letter_of_items_opens_what_was_closed(tmp_path: Path) -> None:
    lines = ["B-SAKER (lukka møte)", "Sak 2/27 Klage", "Odd Bakke klagar.", "C-SAKER", "Sak 3/27 Kaffi", "Utsett."]
    agenda = facts(in_word(tmp_path, *HEAD, *PEOPLE, *ITEM, *map(paragraph, lines)))["agenda"]
    assert ["exempt" in item for item in agenda] == [False, True, False]


def test_groups_of_people_are_rows_of_their_table(tmp_path: Path) -> None:
    """A side that stands before the first of its people is that of those below too."""
    rows = [
        ("Deltakarar", "", ""), ("Vik kommune", "Ada Lie", "helsesjef"), ("", "Bo Moe", "lege"), ("Forfall", "", ""),
        ("Ås kommune", "Eva Ås", "rådgjevar"),
    ]  # fmt: skip
    told = facts(in_word(tmp_path, *HEAD, table(rows, header=False), *ITEM))
    assert told["present"] == [
        {"name": "Ada Lie", "role": "helsesjef", "organisation": "Vik kommune"},
        {"name": "Bo Moe", "role": "lege", "organisation": "Vik kommune"},
    ]
    assert names(told, "absent") == ["Eva Ås"]


def test_a_table_without_heads_has_the_text_behind_the_titles(tmp_path: Path) -> None:
    rows = [("1/27", "Kaffi i gangen", "Saka vert utsett."), ("2/27", "Ny kanne", "Teke til orientering.")]
    agenda = facts(in_word(tmp_path, *HEAD, *PEOPLE, table(rows, header=False)))["agenda"]
    assert [item["outcome"] for item in agenda] == ["postponed", "noted"]


@pytest.mark.parametrize(
    ("line", "task"),
    [
        ("Dagleg leiar legg fram ein plan innan 1. april 2027.", ("Dagleg leiar", "2027-04-01")),
        ("Oppfølging: Bo Moe – plan for kaffi – 1. april 2027", ("Bo Moe", "2027-04-01")),
    ],
)
def test_who_does_it_stands_first(tmp_path: Path, line: str, task: tuple[str, str]) -> None:
    (item,) = facts(in_word(tmp_path, *HEAD, *PEOPLE, ITEM[0], paragraph(line)))["agenda"]
    assert [(one["responsible"], one["due"]) for one in item["follow_up"]] == [task]


def test_a_body_named_by_a_hospital_is_no_place(tmp_path: Path) -> None:
    text = (
        "SSU\nBRUKARUTVALET VED FJORD SJUKEHUS\n\nReferat frå møtet 4. mars 2027\n\n"
        "Møtet vart halde i auditoriet på Fjord sjukehus frå kl. 10.00 til kl. 14.00.\n\nSak 1/27 Kaffi\nGodkjent.\n"
    )
    assert facts(in_text(tmp_path, text))["place"] == "auditoriet på Fjord sjukehus"


@pytest.mark.parametrize(
    ("line", "start", "place"),
    [
        ("Møte nr. 3 – torsdag 4. mars 2027, 08:15–09:45 – Administrasjonsbygget, rom 210", "08:15", True),
        ("Møte 3 – torsdag 4. mars 2027, 08:15–09:45 – Administrasjonsbygget, rom 210", "08:15", True),
        ("Møte 4. mars 2027", None, False),
    ],
)
def test_the_number_of_a_meeting_is_no_day(tmp_path: Path, line: str, start: str | None, place: bool) -> None:
    told = facts(in_word(tmp_path, HEAD[0], paragraph(line), *PEOPLE, *ITEM))
    assert (told.get("start"), told.get("place")) == (start, "Administrasjonsbygget, rom 210" if place else None)


def test_the_facts_of_a_meeting_and_its_people_may_lie_down(tmp_path: Path) -> None:
    """Labels over one row of values, and a column for each of those who met."""
    people = [
        ("", "Ada Lie", "Bo Moe", "Eva Ås"), ("Rolle", "lege", "rådgjevar", "leiar"), ("Til stades", "X", "X", ""),
        ("Forfall", "", "", "X"),
    ]  # fmt: skip
    meeting = [("Møtedato", "Møtetid", "Møtestad"), ("4. mars 2027", "09:00–10:30", "Teams")]
    blocks = [table(meeting), table(people, header=False)]
    told = facts(in_word(tmp_path, HEAD[0], *blocks, *ITEM))
    assert (told["start"], told["end"], told["place"]) == ("09:00", "10:30", "Teams")
    assert (names(told, "present"), names(told, "absent")) == (["Ada Lie", "Bo Moe"], ["Eva Ås"])


def test_the_text_of_an_item_stands_in_a_row_below_it(tmp_path: Path) -> None:
    rows = [
        ("Sak 1/27", "Kaffi i gangen"),
        ("", "Saka vart trekt."),
        ("Sak 2/27", "Klage"),
        ("", "Lukka, offl. § 13. Odd."),
    ]
    found = in_word(tmp_path, *HEAD, *PEOPLE, table(rows, header=False))
    agenda = facts(found)["agenda"]
    assert (agenda[0]["outcome"], "exempt" in agenda[1]) == ("withdrawn", True)
    assert not any("Odd." in record.text for record in found.records)


@pytest.mark.parametrize(("text", "tasks"), [("Lage ein plan.", ["Lage ein plan"]), ("Planen er utsett.", [])])
def test_a_row_says_in_one_sentence_what_is_to_be_done(tmp_path: Path, text: str, tasks: list[str]) -> None:
    """Only where who and when stand beside it, and it is not how things are."""
    rows = [
        ("#", "Tema", "Notat", "Kven", "Når"),
        ("1", "Kaffi", text, "Bo Moe", "1.4.2027"),
        ("2", "Te", "Nei.", "", ""),
    ]
    agenda = facts(in_word(tmp_path, *HEAD, *PEOPLE, table(rows)))["agenda"]
    assert [task["what"] for task in agenda[0].get("follow_up", [])] == tasks


def test_what_counts_the_items_is_not_their_number(tmp_path: Path) -> None:
    text = (
        "Referat frå møte i SSU\n\nDato: 4. mars 2027\nVarighet: 09.30 - 15.00\n\nMedlemmer til stede:\n"
        "Fra kommunene: Ada Lie, Bo Moe\n\nMedlemmer med forfall:\nEva Ås (Vik)\n\nSekretariat: Odd By\n\n"
        "1  Sak 1/27 Kaffi i gangen\n   Ho er kald.\n   Beslutning: Saka vert utsett.\n\n2  Sak 2/27 Eventuelt\n"
    )
    told = facts(in_text(tmp_path, text))
    assert (told["end"], names(told, "present"), names(told, "absent")) == ("15:00", ["Ada Lie", "Bo Moe"], ["Eva Ås"])
    assert [(item["number"], item.get("outcome")) for item in told["agenda"]] == [("1/27", "postponed"), ("2/27", None)]


def test_the_vote_alone_tells_that_it_was_approved(tmp_path: Path) -> None:
    (item,) = facts(in_word(tmp_path, *HEAD, *PEOPLE, ITEM[0], paragraph("Votering: Enstemmig godkjent.")))["agenda"]
    assert (item["outcome"], item["vote"]) == ("approved", "unanimous")


def test_the_hours_have_words_between_them(tmp_path: Path) -> None:
    rows = [("Dato:", "4. mars 2027"), ("Tid:", "Fra 17:00 til 19:10"), ("Avbod:", "Eva Ås")]
    told = facts(in_word(tmp_path, HEAD[0], table(rows, header=False), paragraph("Møtte: Ada Lie"), *ITEM))
    assert (told["start"], told["end"], names(told, "absent")) == ("17:00", "19:10", ["Eva Ås"])


def test_a_day_before_an_archive_number_takes_nothing_of_it(tmp_path: Path) -> None:
    """Between tabulators, with a blank cell: the two are one date in looks, and no word goes nowhere."""
    lines = [
        "Saksnr\tTittel\tU.off.\tArkivsak",
        "RS 1/27\tProtokoll frå 2. september\t\t2026/1381",
        "PS 2/27\tKaffi\t\t",
    ]
    found = in_word(tmp_path, *HEAD, *PEOPLE, *map(paragraph, lines))
    assert [item["title"] for item in facts(found)["agenda"]] == ["Protokoll frå 2. september", "Kaffi"]
    assert found.archive_refs == {"RS 1/27": "2026/1381"}


def test_who_was_away_is_so_on_a_card_of_their_own(tmp_path: Path) -> None:
    met, away = ("Til stades", "Møtte"), ("Til stades", "Forfall")
    cards = [[("Namn", "Ada Lie"), ("Rolle", "lege"), met], [("Namn", "Bo Moe"), away]]
    told = facts(in_word(tmp_path, *HEAD, *(table(card, header=False) for card in cards), *ITEM))
    assert (names(told, "present"), names(told, "absent")) == (["Ada Lie"], ["Bo Moe"])


def test_numbers_behind_titles_with_stops_are_read_too(tmp_path: Path) -> None:
    blocks = [heading(2, "Godkjenning av referat (sak 1/27)"), paragraph("Godkjent.")]
    blocks += [
        heading(2, "Legeheimel nr. 4 – val (sak 2/27)"),
        paragraph("Unntatt offentlegheit, offl. § 25. Odd Bakke."),
    ]
    found = in_word(tmp_path, *HEAD, *PEOPLE, *blocks)
    assert ["exempt" in item for item in facts(found)["agenda"]] == [False, True]
    assert not any("Odd Bakke" in record.text for record in found.records)


def test_a_notice_of_an_earlier_day_calls_to_the_later(tmp_path: Path) -> None:
    lines = ["Til: Medlemmane i SSU", "Dato: 2. januar 2027", "Innkalling"]
    lines += [
        "De vert kalla inn til møte torsdag 4. mars 2027 kl. 14.00 til 16.00.",
        "Møtet vert halde på Kulturhuset, 2. etasje.",
    ]
    told = facts(in_word(tmp_path, *map(paragraph, lines), heading(2, "Sak 1/27 Kaffi")))
    assert (told["start"], told["place"], told["notice_sent"]) == ("14:00", "Kulturhuset, 2. etasje", "2027-01-02")


def test_lists_of_who_met_and_who_did_not_stand_side_by_side_in_text(tmp_path: Path) -> None:
    text = (
        "Møteprotokoll for SSU\n\nMøtedato:  4. mars 2027\n\nDesse medlemene møtte:       Desse hadde forfall:\n"
        "Ada Lie (SP)                 Eva Ås (H)\nBo Moe (AP)\nOdd By (V)\n\n1/27 KAFFI\nUtsett.\n"
    )
    told = facts(in_text(tmp_path, text))
    assert (names(told, "present"), names(told, "absent")) == (["Ada Lie", "Bo Moe", "Odd By"], ["Eva Ås"])


@pytest.mark.parametrize(
    ("row", "task"),
    [
        (("Oppfølging", "Bo Moe, frist 30.04.2027: sende planen"), ("Bo Moe", "2027-04-30", "sende planen")),
        (("Oppfølging", "Bo Moe (innan 30. april 2027): sende planen"), ("Bo Moe", "2027-04-30", "sende planen")),
    ],
)
def test_who_and_when_stand_before_a_colon(tmp_path: Path, row: tuple[str, str], task: tuple[str, ...]) -> None:
    card = [("Saksnummer", "1/27"), ("Sakstittel", "Kaffi"), ("Vedtak", "Saka vert utsett."), row]
    (item,) = facts(in_word(tmp_path, *HEAD, *PEOPLE, table(card, header=False)))["agenda"]
    assert [(one["responsible"], one["due"], one["what"]) for one in item["follow_up"]] == [task]


def test_what_was_agreed_and_who_does_it_have_heads_of_their_own(tmp_path: Path) -> None:
    """Numbers of a meeting and its items, `2-1`; what is of the next meeting is no item."""
    rows = [
        ("Sak", "Kva vi snakka om", "Kva vi vart einige om", "Ansvar og frist"), ("2-1 Referat", "", "Godkjent", ""),
        ("2-2 Kaffi", "Ho er kald.", "Kanna vert bytt ut", "Bo Moe, 01.05.2027"), ("2-3 Neste møte", "", "12. mai", ""),
    ]  # fmt: skip
    agenda = facts(in_word(tmp_path, *HEAD, *PEOPLE, table(rows)))["agenda"]
    assert [(item["number"], item.get("outcome")) for item in agenda] == [("2-1", "approved"), ("2-2", "decided")]
    assert agenda[1]["follow_up"] == [{"what": "Kanna vert bytt ut", "responsible": "Bo Moe", "due": "2027-05-01"}]
