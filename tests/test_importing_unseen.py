"""Documents in ways that bodies have of writing the same: whatever the words and the layout, the facts are the same."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bench.importing import DOCUMENTS
from portal.commands.importing.document.blocks import DocumentPlace, Furniture, FurnitureKind
from portal.commands.importing.document.files import read_document_file
from portal.commands.importing.found import DocumentKind, Found
from portal.commands.importing.importer import import_document, import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import bullet, cell_lines, heading, paragraph, table, word_file

GRAPH = Graph(read_records(DOCUMENTS).records, {})
HEAD = "Referat frå møte i SSU\n\nDato: 4. mars 2027 kl. 10\nStad: Rådhuset\n\n"
ITEM = "Sak 1/27 Kaffi\n\nVedtak:\nGodkjent.\n"


def found(folder: Path, text: str, kind: DocumentKind | None = DocumentKind.MINUTES) -> Found:
    path = folder / "referat.txt"
    path.write_text(text, "utf-8")
    return import_file(path, GRAPH, kind).found


def in_word(folder: Path, *blocks: str) -> Found:
    head = [paragraph(line) for line in HEAD.split("\n") if line]
    return import_file(word_file(folder / "referat.docx", [*head, *blocks]), GRAPH, DocumentKind.MINUTES).found


# -- people

AWAY = [
    "Forfall", "Forfall meldt av", "Fråverande", "Ikkje møtt", "Ikke til stede", "Meldt avbud", "Frafall",
    "Følgende medlemmer hadde meldt forfall", "Faste medlemmer som ikke møtte", "Kunne ikkje vere med", "Deltok ikke",
    "Fofall", "Forfal", "Ikkje møtt / forfall", "Borte", "Sykmeldt", "Forhindret fra å møte",
]  # fmt: skip
THERE = [
    "Til stede", "Møtte", "Deltagere", "Frammøtte", "Følgende medlemmer møtte", "Medlemmer til stede", "Oppmøte",
    "Møtedeltakarar", "Tilstedde",
]  # fmt: skip
PEOPLE_COLUMNS = "Namn               Funksjon      Representerer"
TEXTS = {
    "in a row": "{0}: Ada Lie, Bo Moe\n{1}: Odd By, Eva Ås\n",
    "on lines": "{0}:\nAda Lie, Vik kommune\nBo Moe, Vik kommune\n\n{1}:\nOdd By, Vik kommune\nEva Ås, Vik kommune\n",
    "without a colon": "{0}\nAda Lie, Vik kommune\nBo Moe\n\n{1}\nOdd By, Vik kommune\nEva Ås\n",
    "in columns": f"{{0}}:\n{PEOPLE_COLUMNS}\nAda Lie            Leiar         Vik\n"
    f"Bo Moe             Medlem        Vik\n\n"
    f"{{1}}:\n{PEOPLE_COLUMNS}\nOdd By             Medlem        Vik\nEva Ås             Medlem        Vik\n",
}  # fmt: skip
IN_WORD: dict[str, Any] = {
    "tables without heads": lambda there, away: [
        paragraph(there, True), table([("Ada Lie", "Vik"), ("Bo Moe", "Vik")], header=False),
        paragraph(away, True), table([("Odd By", "Vik"), ("Eva Ås", "Vik")], header=False),
    ],
    "beside labels": lambda there, away: [
        table([(there, cell_lines("Ada Lie, leiar", "Bo Moe")), (away, "Odd By, Eva Ås")], header=False)
    ],
    "below headings": lambda there, away: [
        heading(2, there), bullet("Ada Lie"), bullet("Bo Moe"), heading(2, away), bullet("Odd By"), bullet("Eva Ås"),
    ],
    "in two columns": lambda there, away: [table([(there, away), ("Ada Lie\nBo Moe", "Odd By\nEva Ås")])],
}  # fmt: skip
PAIRS = [*product(THERE[:1], AWAY), *product(THERE[1:], AWAY[:1])]


def lists(told: Found) -> tuple[set[str], set[str]]:
    """Who was there and who was not."""
    facts = told.records[0].facts
    there = {p["name"] for group in ("present", "invited", "secretariat", "observers") for p in facts.get(group, ())}
    return there, {person["name"] for person in facts.get("absent", ())}


@pytest.mark.parametrize(("there", "away"), PAIRS)
def test_who_was_there_and_who_was_not_whatever_the_words_and_the_layout(tmp_path: Path, there: str, away: str) -> None:
    right = ({"Ada Lie", "Bo Moe"}, {"Odd By", "Eva Ås"})
    for form, text in TEXTS.items():
        assert lists(found(tmp_path, f"{HEAD}{text.format(there, away)}\n{ITEM}")) == right, form
    for form, blocks in IN_WORD.items():
        assert lists(in_word(tmp_path, *blocks(there, away), heading(2, "Sak 1/27 Kaffi"))) == right, form


def test_below_a_line_that_names_nobody_an_editor_is_asked(tmp_path: Path) -> None:
    """The people there may belong elsewhere than the label above says."""
    told = found(tmp_path, f"{HEAD}Til stades\nAda Lie, Vik kommune\nUgyldige grunnar\nOdd By, Vik kommune\n\n{ITEM}")
    assert lists(told) == ({"Ada Lie"}, set())
    asked = [(one.about, one.read, one.candidates[0], one.field) for one in told.questions if one.candidates]
    assert ("Odd By", "Ugyldige grunnar", "present", "people") in asked


def test_who_was_there_for_a_part_has_the_items_of_that_part(tmp_path: Path) -> None:
    """Of what is not said by the number of an item on the agenda, nothing is worked out."""
    people = "Til stades: Ada Lie (forlot møtet etter sak 2/27), Bo Moe (kom etter sak 1/27), Eva Ås (frå sak 2/27)\n"
    more = "Invitert: Odd By (deltok ikkje på sak 3/27), Per Ro (forlot møtet etter sak 9/27)\n"
    items = "".join(f"Sak {n}/27 Kaffi\n\nVedtak:\nGodkjent.\n\n" for n in (1, 2, 3))
    facts = found(tmp_path, f"{HEAD}{people}{more}\n{items}").records[0].facts
    told = {person["name"]: person.get("items") for group in ("present", "invited") for person in facts[group]}
    assert told == {
        "Ada Lie": ["1/27", "2/27"], "Bo Moe": ["2/27", "3/27"], "Eva Ås": ["2/27", "3/27"],
        "Odd By": ["1/27", "2/27"], "Per Ro": None,
    }  # fmt: skip


# -- items

NUMBERS = {
    "PS {}/27": "PS {}/27", "{}/27": "{}/27", "Sak {}-2027": "{}-2027", "Sak nr. {}/27:": "{}/27",
    "SAK {}/2027 –": "{}/2027",
    "Styresak {}-27": "{}-27", "2027/{}": "2027/{}", "Sak {}:": "{}", "{}.": "{}", "Saksnr. {}/27": "{}/27",
    "Sak: {}/27": "{}/27", "Vedtakssak {}/27": "{}/27", "OU {}/27": "OU {}/27",
    "27/{}": "27/{}", "SSU sak {}/27": "{}/27", "FSU-{}/27": "FSU-{}/27", "Sak A{}/27:": "A{}/27",
    "Ad sak {}/27": "{}/27", "Saksnr: {}/27 Tittel:": "{}/27", "Pkt. {}": "{}", "Tema {}:": "{}",
}  # fmt: skip
TITLES = ["Godkjenning av innkalling", "Budsjett 2028 og plan 2028–2031", "«Trygg heim»: status (KAD)", "Eventuelt"]
DECISIONS = ["Innkallinga er godkjend.", "Budsjettet vert vedteke.", "Saka vert utsett.", ""]
OUTCOMES = ["approved", "decided", "postponed", None]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("form", ["text", "listed text", "headings", "bold", "table"])
def test_items_however_they_are_numbered_and_set(tmp_path: Path, number: str, form: str) -> None:
    """Each with its number as it is printed, its title and its outcome; what stands below the last is of none."""
    heads = [f"{number.format(11 + n)} {title}" for n, title in enumerate(TITLES)]
    after = ["Neste møte er 6. mai 2027.", "Møtet slutta kl. 12.00."]
    if "text" in form:
        texts = [
            f"{h}\nEin fortalde.\n\nVedtak:\n{d}" if d else f"{h}\nIngen."
            for h, d in zip(heads, DECISIONS, strict=True)
        ]
        listed = "Saksliste\n" + "\n".join(heads) + "\n\n" if "listed" in form else ""
        told = found(tmp_path, "\n\n".join([HEAD.strip(), listed + texts[0], *texts[1:], *after]))
    else:
        rows = [(number.format(11 + n), title) for n, title in enumerate(TITLES)]
        blocks = [table([("Saksnr", "Tittel"), *rows])] if form == "table" else []
        for head, decision in zip(heads, DECISIONS, strict=True):
            blocks += [paragraph(head, True) if form == "bold" else heading(2, head), paragraph("Ein fortalde.")]
            blocks += [paragraph("Vedtak", True), paragraph(decision)] if decision else []
        told = in_word(tmp_path, *blocks, *map(paragraph, after))
    agenda = told.records[0].facts["agenda"]
    right = [(NUMBERS[number].format(11 + n), t, o) for n, (t, o) in enumerate(zip(TITLES, OUTCOMES, strict=True))]
    assert [(one.get("number"), one["title"], one.get("outcome")) for one in agenda] == right
    assert told.records[0].facts["end"] == "12:00"
    last = told.records[0].text.partition("## Om møtet")[2]
    assert all(line in last for line in after)
    assert "meetings/ssu/2027-05-06.md" in [record.path for record in told.records]


def test_items_without_numbers_are_those_of_the_list_below_its_label(tmp_path: Path) -> None:
    blocks = [heading(2, "Saksliste"), bullet("Felles journal"), bullet("Eventuelt"), heading(2, "Felles journal")]
    told = in_word(tmp_path, *blocks, paragraph("Utvalet drøfta saka."), heading(2, "Eventuelt"), paragraph("Ingen."))
    agenda = told.records[0].facts["agenda"]
    assert agenda == [{"title": "Felles journal", "outcome": "discussed"}, {"title": "Eventuelt"}]


def test_what_stands_behind_a_title_is_none_of_it(tmp_path: Path) -> None:
    """Who presents, but no place; the archive number is told beside the record."""
    rows = [("Saksnr", "Tittel", "Arkivsaksnr"), ("1/27", "Kaffi v/helsesjef Ada Lie", "2026/881"),
            ("2/27", "Tilsyn ved Storhav sjukehus", "")]  # fmt: skip
    told = in_word(tmp_path, table(rows))
    first, second = told.records[0].facts["agenda"]
    assert first == {"number": "1/27", "title": "Kaffi", "presenter": "helsesjef Ada Lie"}
    assert second["title"] == "Tilsyn ved Storhav sjukehus"
    assert told.archive_refs == {"1/27": "2026/881"}


OUTCOME_WORDS: dict[str, str | None] = {
    "Vedtak: Ingen vedtak.": None, "Vedtak: Det ble ikke fattet vedtak.": None, "Vedtak: Saken trekkes.": "withdrawn",
    "Vedtak: Saken avvises.": "rejected", "Vedtak: Innstillingen enstemmig vedtatt.": "decided",
    "Innstilling: Planen godkjennes.": None, "Ada Lie orienterte om at søknaden er avslått.": None,
    "Planen ble godkjent av kommunestyret i mars.": None, "Vi ønsker å få saken utsatt.": None,
    "Behandling:\nUtvalget drøftet planen. Flere spurte.": "discussed",
    "Behandling:\nAda Lie foreslo å utsette saken.": None, "Saken ble utsatt til møtet i april.": "postponed",
}  # fmt: skip


@pytest.mark.parametrize("words", OUTCOME_WORDS)
def test_what_became_of_an_item_is_told_by_what_was_decided(tmp_path: Path, words: str) -> None:
    """Neither by what others decided, nor by what was proposed or wished for."""
    told = found(tmp_path, f"{HEAD}Sak 1/27 Kaffi\n\nNokre ord.\n\n{words}\n\nSak 2/27 Bord\n\nVedtak: Godkjent.\n")
    assert told.records[0].facts["agenda"][0].get("outcome") == OUTCOME_WORDS[words]


VOTE_WORDS: dict[str, Any] = {
    "Vedtatt mot 2 stemmer.": None, "Vedteke mot éi røyst.": None, "Vedtatt med fem mot to stemmer.": ("5", "2"),
    "For stemte 5, mot stemte 2.": ("5", "2"), "Vedtatt med 7 mot 0 stemmer.": ("7", "0"),
}  # fmt: skip


@pytest.mark.parametrize("words", VOTE_WORDS)
def test_a_vote_of_which_a_part_is_told_is_asked_about(tmp_path: Path, words: str) -> None:
    told = found(tmp_path, f"{HEAD}Sak 1/27 Kaffi\n\nVedtak: {words}\n")
    vote = told.records[0].facts["agenda"][0].get("vote")
    assert (vote and (vote["for"], vote["against"])) == VOTE_WORDS[words]
    assert ("import.ask_vote" in [question.code for question in told.questions]) is (vote is None)


def test_a_vote_in_the_treatment_is_that_by_which_it_was_decided(tmp_path: Path) -> None:
    words = "Behandling:\nFramlegget frå Moe fekk 1 røyst og fall. Innstillinga vart vedteken med 3 mot 2 røyster.\n"
    told = found(tmp_path, f"{HEAD}Sak 1/27 Kaffi\n\n{words}\nVedtak: Kaffien vert kjøpt.\n")
    assert told.records[0].facts["agenda"][0]["vote"] == {"for": "3", "against": "2"}


TASK = {"what": "Sende brev", "responsible": "Ada Lie", "due": "2027-05-01"}


@pytest.mark.parametrize("words", [
    "Oppfølging: Sende brev. Ansvarleg: Ada Lie. Frist: 1. mai 2027",
    "Oppfølging:\n- Sende brev (Ada Lie, innan 1. mai 2027)",
    "Oppfølgingspunkt:\nSende brev\nAnsvarleg: Ada Lie\nFrist: 1. mai 2027",
    "Aksjonspunkt:\nSende brev – Ada Lie – 1.5.2027",
    "Vedtak: Planen vert vedteken. Sende brev. Ansvar: Ada Lie. Frist: 1. mai 2027.",
])  # fmt: skip
def test_who_is_to_do_what_by_when(tmp_path: Path, words: str) -> None:
    told = found(tmp_path, f"{HEAD}Sak 1/27 Kaffi\n\nNokre ord.\n\n{words}\n\nSak 2/27 Bord\n\nVedtak: Godkjent.\n")
    assert told.records[0].facts["agenda"][0]["follow_up"] == [TASK]


def test_a_promise_in_a_sentence_is_asked_about_with_what_it_may_be(tmp_path: Path) -> None:
    told = found(tmp_path, f"{HEAD}Sak 1/27 Kaffi\n\nVedtak: Godkjent. Leiaren sender brev innan 1. mai 2027.\n")
    (asked,) = [question for question in told.questions if question.code == "import.ask_follow_up"]
    assert asked.field == "agenda.0.follow_up"
    assert asked.candidates == ("Leiaren sender brev innan 1. mai 2027 – Leiaren – 2027-05-01",)


def test_follow_ups_of_no_item_are_told_and_asked_about(tmp_path: Path) -> None:
    """Below the last item, a table without numbers is of none of them."""
    rows = [("Kva", "Kven", "Når"), ("Koke kaffi", "Ada Lie", "1. mai 2027")]
    blocks = [
        heading(2, "Sak 1/27 Eventuelt"),
        paragraph("Ingen."),
        paragraph("Oppfølging etter møtet", True),
        table(rows),
    ]
    told = in_word(tmp_path, *blocks)
    assert "follow_up" not in str(told.records[0].facts)
    assert ("Koke kaffi", "import.ask_task") in [(question.about, question.code) for question in told.questions]


# -- the head

HEADS = [
    "Tid: 4. mars 2027 kl. 10.00–12.00", "Møtetid: torsdag 4. mars 2027, kl. 10-12",
    "Dato: 04.03.27\nKl: 10.00 - 12.00",
    "Dato: 04.03.2027\nTid: 1000-1200", "Møtedato: 04.03.2027\nMøtestart: 10:00\nMøteslutt: 12:00",
    "Møtet startet kl. 10:00 og ble avsluttet kl. 12:00\nDato: 04.03.2027",
    "Dato: 4. mars 2027   Tid: 10.00–12.00   Stad: Huset",
    "Tid og stad: 4. mars 2027 kl. 10–12, Huset", "Møtet vart halde 4. mars 2027 kl. 10–12 på Teams",
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_when_a_meeting_was_however_it_is_said(tmp_path: Path, head: str) -> None:
    (record,) = found(tmp_path, f"Referat frå møte i SSU\n\n{head}\n\nTil stades: Ada Lie\n\n{ITEM}").records
    assert (record.path, record.facts["start"], record.facts["end"]) == ("meetings/ssu/2027-03-04.md", "10:00", "12:00")


def test_the_date_of_a_letter_is_when_it_was_sent(tmp_path: Path) -> None:
    text = "Til medlemmene i SSU\nVår ref.: 27/3905 Dykkar ref.: Dato: 17.02.2027\n\n"
    text += "Torsdag 4. mars 2027 kl. 10\n\nSak 1/27 Kaffi\n"
    (record,) = found(tmp_path, text, DocumentKind.AGENDA).records
    assert (record.path, record.facts["notice_sent"]) == ("meetings/ssu/2027-03-04.md", "2027-02-17")


def test_titles_in_a_column_below_their_numbers(tmp_path: Path) -> None:
    text = "Innkalling til møte i SSU\n4. mars 2027 kl. 10\n\nSakliste:\n"
    text += "Sak 1/27\nSak 2/27\nKaffi i gangen\nBord og stolar\nMed helsing\nAda Lie\n"
    told = found(tmp_path, text, DocumentKind.AGENDA)
    assert [one["title"] for one in told.records[0].facts["agenda"]] == ["Kaffi i gangen", "Bord og stolar"]
    assert "Ada Lie" not in f"{told.records[0]}"


# -- what is closed

CLOSED_HEADS = ["U.off", "Lukka", "Unntatt", "Gradering", "Heimel", "Skjerming", "Tilgangskode"]


@pytest.mark.parametrize(
    ("head", "cell"), [*product(CLOSED_HEADS, ["X", "Ja"]), ("Merknad", "Lukka"), ("Merknad", "Offl. § 13")]
)
def test_a_closed_row_closes_the_item(tmp_path: Path, head: str, cell: str) -> None:
    rows = [("Saksnr", "Tittel", head), ("1/27", "Kaffi", ""), ("2/27", "Tilsetjing av overlege", cell)]
    told = in_word(
        tmp_path, table(rows), heading(2, "Sak 2/27 Tilsetjing av overlege"), paragraph("Vedtak: Nummer to.")
    )
    assert "overlege" not in f"{told.records}"
    assert "Nummer to" not in f"{told.records}"
    assert "Kaffi" in f"{told.records}"


@pytest.mark.parametrize(("head", "is_held"), [("Off.", True), ("Merknad", True), ("Drøfting", False)])
def test_a_cross_in_a_column_that_is_not_known_is_asked_about(tmp_path: Path, head: str, is_held: bool) -> None:
    """Where the cross may close the item, it is held back until an editor has looked."""
    told = in_word(tmp_path, table([("Saksnr", "Tittel", head), ("1/27", "Kaffi", "X"), ("2/27", "Bord", "")]))
    assert ("1/27", "import.ask_closed_row") in [(question.about, question.code) for question in told.questions]
    assert ("Kaffi" not in f"{told.records}") == is_held
    assert "Bord" in f"{told.records}"


# -- sources


def test_each_fact_points_at_where_it_was_read(tmp_path: Path) -> None:
    """At the line or the cell, with the words there; each field of the record has a source, those of its lists too."""
    people = table([("Namn", "Representerer"), ("Ada Lie", "Vik")])
    told = in_word(
        tmp_path, paragraph("Til stades:"), people, heading(2, "Sak 1/27 Kaffi"), paragraph("Vedtak: Godkjent.")
    )
    (record,), sources = told.records, {source.field: source for source in told.sources}
    assert {source.record for source in told.sources} == {record.path}
    assert {"start", "place", "present.0", "agenda.0.title", "agenda.0.outcome", "text.1/27.Vedtak"} <= set(sources)
    place = sources["present.0"].place
    assert (place.line, place.row, place.column) == (5, 2, 1)
    assert sources["agenda.0.outcome"].text == "Godkjent."
    assert all(0.5 <= source.confidence <= 1 for source in told.sources)


@pytest.mark.parametrize(("words", "task"), [
    ("Ada Lie lagar utkast innan 1. mai 2027.", {"responsible": "Ada Lie", "due": "2027-05-01"}),
    ("Ada Lie tek det med innan 01.05.27.", {"responsible": "Ada Lie", "due": "2027-05-01"}),
    ("Kvar kommune peikar ut ein kontakt innan 1. mai 2027.", {"responsible": "Kvar kommune", "due": "2027-05-01"}),
    ("Sekretæren lagar ei oppsummering.", {"responsible": "Sekretæren"}),
    ("Ada Lie ber om svar innan 1. mai 2027.", {}),
    ("Planen tek til innan 1. mai 2027.", {}),
])  # fmt: skip
def test_a_sentence_tells_who_does_what(tmp_path: Path, words: str, task: dict[str, str]) -> None:
    """Of a named person, of each municipality and of an office; what is wished for or proposed is none."""
    for name, is_told in (("Vedtak", bool(task)), ("Framlegg til vedtak", False)):
        told = found(tmp_path, f"{HEAD}Sak 1/27 Kaffi\n\n{name}: Planen vert følgd. {words}\n\nSak 2/27 Bord\n")
        item = told.records[0].facts["agenda"][0]
        wanted = [{"what": words.rstrip("."), **task}] if is_told else None
        assert item.get("follow_up") == wanted


def test_numbers_with_their_series_in_a_column_of_its_own(tmp_path: Path) -> None:
    rows = [("PS", "5/27", "27/810\nKJØP AV KAFFI OG\nTE"), ("PS", "6/27", "27/811\nSAL AV BORD")]
    told = in_word(tmp_path, table(rows))
    items = told.records[0].facts["agenda"]
    assert [(item["number"], item["title"]) for item in items] == [
        ("PS 5/27", "KJØP AV KAFFI OG TE"),
        ("PS 6/27", "SAL AV BORD"),
    ]


# -- what the sixth set of unseen documents showed


def minutes(folder: Path, *blocks: str) -> dict[str, Any]:
    return in_word(folder, *blocks).records[0].facts


def named(facts: dict[str, Any], group: str) -> list[str]:
    return [person["name"] for person in facts.get(group, ())]


def test_words_at_the_foot_of_pages_and_of_the_mail_beside_are_told(tmp_path: Path) -> None:
    """Once, whatever the number of the page; how the mail came is none of its words."""
    foot = Furniture("Kontoret har ope onsdagar   Side 1 av 2", DocumentPlace(1, 9), kind=FurnitureKind.FOOTER)
    other = replace(foot, text="Kontoret har ope onsdagar Side 2 av 2")
    number = Furniture("112/118", DocumentPlace(1, 9), kind=FurnitureKind.PAGE_NUMBER)
    path = tmp_path / "referat.txt"
    path.write_text(HEAD + ITEM, "utf-8")
    whole = read_document_file(path)
    told = import_document(replace(whole, furniture=(foot, other, number)), GRAPH, DocumentKind.MINUTES).found
    assert [block.text for block in told.left if block.text.startswith(("Kontoret", "112"))] == [
        "Kontoret har ope onsdagar Side 1 av 2"
    ]
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Papir", "ada@vik.example", "Postmottaket <bo@vik.example>"
    mail.set_content("Hei alle\n\nSei frå om skrivefeil til Ada, telefon 57 11 22 33.\n")
    mail.add_attachment((HEAD + ITEM).encode(), maintype="text", subtype="plain", filename="referat.txt")
    (tmp_path / "brev.eml").write_bytes(bytes(mail))
    left = [block.text for block in import_file(tmp_path / "brev.eml", GRAPH, DocumentKind.MINUTES).found.left]
    assert "Sei frå om skrivefeil til Ada, telefon 57 11 22 33." in left
    assert not any("@" in text for text in left)


def test_archive_numbers_and_pages_between_number_and_title_are_no_titles(tmp_path: Path) -> None:
    rows = [("PS 5/27", "27/00810", "Kaffi", "2"), ("PS 6/27", "27/811", "Te til kontoret", "14")]
    told = in_word(tmp_path, table(rows, header=False))
    items = told.records[0].facts["agenda"]
    assert [(item["number"], item["title"]) for item in items] == [("PS 5/27", "Kaffi"), ("PS 6/27", "Te til kontoret")]


@pytest.mark.parametrize("second", ["", "saksnr:"])
def test_heads_of_columns_in_lines_above_a_table_close_only_the_row_they_mark(tmp_path: Path, second: str) -> None:
    """The head of the first column may be broken over two lines; a blank cell closes nothing."""
    heads = ["Utvalgs-" if second else "Utvalgssaksnr", "Sakstittel", "U.off"]
    rows = [("PS 5/27", "Kaffi", ""), ("PS 6/27", "Klage frå ein nabo", "§ 13")]
    lines = [paragraph("\t".join(heads)), *([paragraph(second)] if second else [])]
    items = minutes(tmp_path, *lines, table(rows, header=False))["agenda"]
    assert [("exempt" in item, item.get("title")) for item in items] == [(False, "Kaffi"), (True, None)]


@pytest.mark.parametrize("cell", ["§ 13", "§13", "§§ 13, 23", "§ 11-5"])
def test_a_section_alone_in_a_cell_closes_its_item_where_no_head_says_so(tmp_path: Path, cell: str) -> None:
    rows = [("PS 5/27", "Kaffi", ""), ("PS 6/27", "Klage frå ein nabo", cell)]
    facts = minutes(tmp_path, table(rows, header=False))
    assert [("exempt" in item, item.get("title")) for item in facts["agenda"]] == [(False, "Kaffi"), (True, None)]


@pytest.mark.parametrize("line", [
    "Ada Lie, lege, Vik sjukehus; Bo Moe, jurist, Vik sjukehus; Eva Ås, Mental Helse",
    "Ada Lie, lege, Vik kommune; Bo Moe, jurist, Vik kommune (i staden for Per Ro); Eva Ås, pårørande",
])  # fmt: skip
def test_semicolons_part_people_whose_organisation_ends_their_words(tmp_path: Path, line: str) -> None:
    people = minutes(tmp_path, paragraph(f"Til stades: {line}"), *map(paragraph, ITEM.split("\n\n")))
    assert named(people, "present") == ["Ada Lie", "Bo Moe", "Eva Ås"]
    assert [one.get("role") for one in people["present"]][:2] == ["lege", "jurist"]


def test_the_column_for_whom_may_say_when_instead(tmp_path: Path) -> None:
    rows = [
        ("Følgende møtte:", "Funksjon", "Listetilhørighet", "Møtte for:"),
        ("Ada Lie", "leder", "A", ""), ("Bo Moe", "medlem", "H", "(fra PS 6/27)"), ("Eva Ås", "vara", "SV", "Per Ro"),
    ]  # fmt: skip
    away = [paragraph("Følgende hadde forfall:"), table([("Per Ro", "medlem", "SV")], header=False)]
    office = [paragraph("Frå administrasjonen møtte:"), table([("Odd By", "sekretær")], header=False)]
    signed = [paragraph("Møteboka er godkjend av:"), paragraph("Ada Lie\tBo Moe")]
    facts = minutes(tmp_path, table(rows), *away, *office, *signed, paragraph("PS 5/27 Kaffi"), paragraph("PS 6/27 Te"))
    assert named(facts, "present") == ["Ada Lie", "Bo Moe", "Eva Ås"]
    assert (named(facts, "absent"), named(facts, "secretariat")) == (["Per Ro"], ["Odd By"])
    assert [one.get("substitute_for") for one in facts["present"]] == [None, None, "Per Ro"]
    assert facts["present"][1]["items"] == ["PS 6/27"]


@pytest.mark.parametrize(("dates", "there"), [
    (("5. febr.", "4. mars", "6. mai"), {"present": ["Ada Lie"], "absent": ["Bo Moe"]}),
    (("5. febr.", "11. mars", "6. mai"), {}),
])  # fmt: skip
def test_of_a_column_for_each_meeting_only_that_of_this_one_tells(
    tmp_path: Path, dates: tuple[str, ...], there: dict[str, list[str]]
) -> None:
    rows = [("Medlem", "Stilling", *dates), ("Ada Lie", "lege", "x", "x", "forfall")]
    rows.append(("Bo Moe", "jurist", "x", "forfall", "x"))
    facts = minutes(tmp_path, table(rows), *map(paragraph, ITEM.split("\n\n")))
    assert {name: named(facts, name) for name in ("present", "absent") if name in facts} == there


@pytest.mark.parametrize("label", ["Utan forfallsmelding", "Uten meldt forfall", "Uten gyldig forfall"])
def test_who_did_not_say_that_they_would_not_come_is_absent(tmp_path: Path, label: str) -> None:
    facts = found(tmp_path, f"{HEAD}Til stades: Ada Lie\n\n{label}: Bo Moe (Vik kommune)\n\n{ITEM}").records[0].facts
    assert (named(facts, "present"), named(facts, "absent")) == (["Ada Lie"], ["Bo Moe"])


@pytest.mark.parametrize(("words", "outcome"), [
    ("OMU- 1/27 Vedtak:\nKaffien vert kjøpt.", "decided"),
    ("Saken var sett opp av Ada Lie, som trakk den.", "withdrawn"),
    ("Vedtak: Rådet innstiller til kommunestyret å kjøpe kaffi.", "recommended"),
    ("Ada Lie foreslo te. Forslaget hennar vart ikkje vedteke.", None),
])  # fmt: skip
def test_what_became_of_an_item_in_more_words(tmp_path: Path, words: str, outcome: str | None) -> None:
    facts = found(tmp_path, f"{HEAD}Sak 1/27 Kaffi\n\n{words}\n\nSak 2/27 Bord\n").records[0].facts
    assert facts["agenda"][0].get("outcome") == outcome


def test_what_is_decided_of_all_that_is_gathered_is_of_the_item_that_gathers(tmp_path: Path) -> None:
    text = (
        "PS 1/27 Meldingar\n\nRS 4/27 Brev frå Vik\n\nRS 5/27 Rapport\n\nVedtak:\nMeldingane vert tekne til vitande.\n"
    )
    text += "\nPS 2/27 Bord\n\nVedtak:\nMeldinga frå leiaren vert godkjend.\n"
    items = found(tmp_path, HEAD + text).records[0].facts["agenda"]
    assert [item.get("outcome") for item in items] == ["noted", None, None, "approved"]


@pytest.mark.parametrize("words", [
    "Oppfølging: Ada Lie spør kontoret om kaffi, innan 1. mai 2027.",
    "Ansvar: Ada Lie. Spør kontoret om kaffi. Frist: 1. mai 2027.",
    "Vedlegg: Prisliste\nAda Lie sender spørsmål om kaffi til kontoret seinast\n1. mai 2027.",
])  # fmt: skip
def test_more_ways_to_say_who_does_what(tmp_path: Path, words: str) -> None:
    facts = found(tmp_path, f"{HEAD}Sak 1/27 Kaffi\n\n{words}\n\nSak 2/27 Bord\n").records[0].facts
    task = facts["agenda"][0]["follow_up"][0]
    assert (task["responsible"], task["due"]) == ("Ada Lie", "2027-05-01")
    assert "kontoret" in task["what"]
    assert len(facts["agenda"][0].get("attachments", ())) == words.count("Vedlegg")


def test_follow_ups_in_a_column_each_with_its_bracket_and_years_below_a_title(tmp_path: Path) -> None:
    rows = [
        ("Saknr.", "Sak", "Konklusjon", "Tiltak (kven, frist)"),
        (
            "1/27", cell_lines("Plan for kaffi", "2027–2028"), "Godkjend.",
            cell_lines("Kjøpe maskin (Ada Lie, 1. mai 2027)", "Rydde kjøken (Bo Moe, 2. juni 2027)"),
        ),
        ("2/27", "Bord", "Godkjend.", ""),
    ]  # fmt: skip
    item = minutes(tmp_path, table(rows))["agenda"][0]
    assert item["title"] == "Plan for kaffi 2027–2028"
    assert item["follow_up"] == [
        {"what": "Kjøpe maskin", "responsible": "Ada Lie", "due": "2027-05-01"},
        {"what": "Rydde kjøken", "responsible": "Bo Moe", "due": "2027-06-02"},
    ]


@pytest.mark.parametrize(("where", "place"), [
    ("på Hotell Utsikten, salen Lyngheia,", "Hotell Utsikten, salen Lyngheia"),
    ("på Vik rådhus", "Vik rådhus"),
    ("for Helse Vik HF", None),
])  # fmt: skip
def test_a_place_before_the_day_in_a_notice_is_known_by_its_words(
    tmp_path: Path, where: str, place: str | None
) -> None:
    called = f"Vi kallar med dette inn til møte i SSU {where} torsdag 4. mars 2027 kl. 10.00–12.00."
    text = f"Innkalling\n\n{called}\n\nSak 1/27 Kaffi\n"
    facts = found(tmp_path, text, DocumentKind.AGENDA).records[0].facts
    assert (facts.get("place"), facts["start"]) == (place, "10:00")


def test_people_of_the_office_each_behind_their_role(tmp_path: Path) -> None:
    line = "Andre: Rådgivar Ada Lie, controller Bo Moe, møtesekretær Eva Ås"
    facts = found(tmp_path, f"{HEAD}Til stades: Per Ro\n\n{line}\n\n{ITEM}").records[0].facts
    assert named(facts, "invited") == ["Ada Lie", "Bo Moe", "Eva Ås"]
