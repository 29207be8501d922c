"""What is of no item never stands below the heading of one, and what went nowhere is told of with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.importing import DOCUMENTS
from portal.commands.importing.found import DocumentKind, Found
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import bullet, heading, paragraph, table, word_file

GRAPH = Graph(read_records(DOCUMENTS).records, {})
HEAD = [paragraph("Referat frå møte i SSU"), paragraph("Dato: 4. mars 2027"), paragraph("Stad: Rådhuset")]
ITEM = [
    heading(2, "Sak 1/27 Kaffi i gangen"),
    paragraph("Utvalet var tørst."),
    paragraph("Vedtak: Kaffien blir kjøpt."),
]


def found(tmp_path: Path, *blocks: str, kind: DocumentKind = DocumentKind.MINUTES) -> Found:
    return import_file(word_file(tmp_path / "referat.docx", [*HEAD, *blocks]), GRAPH, kind).found


def section(told: Found, number: str) -> str:
    """The text of an item, to the next second-level heading."""
    match = re.search(rf"^## {re.escape(number)}\n(.*?)(?=^## |\Z)", told.records[0].text, re.MULTILINE | re.DOTALL)
    return match[1] if match else ""


def left(told: Found) -> list[str]:
    return [block.text for block in told.left]


GENERAL = [
    "Neste møte er 10. juni 2027 i Lyngvik.", "Forfall meldes til Ada Lie, tlf. 99 99 99 99.", "Møtet slutt kl. 14.00",
    "Forfall skal meldast til sekretariatet.",
    "Forfall til neste møte meldast til Ada Lie.", "Protokollen er ført av Ada Lie.", "Møtet ble hevet kl. 14.",
    "Referatet er skrive av Ada Lie.", "Møtet ble ledet av Bo Moe.", "Varamedlemmer møter etter nærmere innkalling.",
    "Vik, 4. mars 2027", "Med vennleg helsing", "Utsendt 11. mars 2027", "Kopi til: Vik kommune",
]  # fmt: skip


@pytest.mark.parametrize("line", GENERAL)
def test_a_line_about_the_meeting_is_not_of_the_last_item(tmp_path: Path, line: str) -> None:
    """Neither of its decision nor of its text, nor is what stands below it; it has a heading of its own."""
    told = found(tmp_path, *ITEM, paragraph(line), paragraph("Ada Lie\t\tBo Moe"), paragraph("leiar\t\tnestleiar"))
    assert section(told, "1/27").strip() == "Utvalet var tørst.\n\n### Vedtak\n\nKaffien blir kjøpt."
    words = line.rpartition(" ")[2].strip(".")
    places = [section(told, "Om møtet"), *left(told), str(told.records[0].facts.get("minutes_sent"))]
    assert any(words in text for text in places)


def test_a_line_about_the_meeting_between_items_ends_none(tmp_path: Path) -> None:
    """The item goes on below it; the text of a proposal is not cut off."""
    told = found(
        tmp_path,
        *ITEM[:2],
        paragraph("Møtet ble ledet av Bo Moe i denne saken."),
        *ITEM[2:],
        heading(2, "Sak 2/27 Lamper"),
        paragraph("Vedtak: Kjøpt."),
    )
    assert "Kaffien blir kjøpt." in section(told, "1/27")
    assert "Bo Moe" not in section(told, "1/27")
    assert "Bo Moe" in section(told, "Om møtet")


def test_a_decision_about_minutes_stays_a_decision(tmp_path: Path) -> None:
    """What begins as a line about the minutes does, and is what was decided."""
    told = found(tmp_path, heading(2, "Sak 1/27 Referat"), paragraph("Vedtak:"), paragraph("Referatet blir godkjent."))
    assert "Referatet blir godkjent." in section(told, "1/27")


def test_a_heading_as_high_as_the_items_ends_the_last_one(tmp_path: Path) -> None:
    """After the last decision it opens a general section."""
    told = found(tmp_path, *ITEM, heading(2, "Til orientering"), paragraph("Kantina er stengd."))
    assert "Kantina" not in section(told, "1/27")
    assert "Kantina er stengd." in section(told, "Til orientering")


def test_a_table_of_follow_ups_is_known_by_what_is_to_be_done(tmp_path: Path) -> None:
    """Whatever the column is called; a row of no item and a date that is none are told of."""
    for head in ("Hva skal gjøres", "Kva skal gjerast", "Oppfølgingspunkt", "Aksjonspunkt"):
        rows = [("Sak", head, "Ansvar", "Tidsfrist"), ("1/27", "Koke kaffi", "Ada Lie", "snarast"),
                ("9/27", "Vaske koppar", "Bo Moe", "1. mai 2027")]  # fmt: skip
        told = found(
            tmp_path, *ITEM, heading(2, "Oppfølgingspunkt"), table(rows), paragraph("Neste møte er 1. juni 2027.")
        )
        (only,) = told.records[0].facts["agenda"]
        assert only["follow_up"] == [{"what": "Koke kaffi", "responsible": "Ada Lie"}]
        assert "9/27\tVaske koppar\tBo Moe\t2027-05-01" in left(told)
        assert "snarast" in left(told)
        assert "## Oppfølgingspunkt" not in told.records[0].text


def test_every_row_and_cell_of_an_agenda_is_taken_or_told_of(tmp_path: Path) -> None:
    """Series of other kinds are items as well; numbers of the archive, and columns that are not known, are left."""
    rows = [
        ("Utv.saksnr", "Sakstittel", "Arkivsaksnr", "Tid"),
        ("PS 16/27", "Budsjett for kaffi", "2027/881", "20 min"),
        ("RS 92/27", "Rapport frå tilsyn", "2026/1157", ""),
        ("", "Orientering om lamper", "", ""),
        ("PS 17/27", "Stolar", "", ""),
    ]
    told = found(tmp_path, table(rows), kind=DocumentKind.AGENDA)
    titles = [(one.get("number"), one["title"]) for one in told.records[0].facts["agenda"]]
    assert titles == [("PS 16/27", "Budsjett for kaffi"), ("RS 92/27", "Rapport frå tilsyn"),
                      (None, "Orientering om lamper"), ("PS 17/27", "Stolar")]  # fmt: skip
    assert [text for text in ("2027/881", "20 min", "2026/1157") if text not in left(told)] == []


def test_a_table_that_is_not_known_is_told_of_row_by_row(tmp_path: Path) -> None:
    """Also above the items, where nothing would have told of it."""
    rows = [("Referatsaker", "Tidsfrist", "Ansvar"), ("Brev om parkering", "1. april", "Vik kommune")]
    told = found(
        tmp_path, table(rows), table([("Teams:", "https://teams.example/ssu"), ("Merke", "Ta med kopp")]), *ITEM
    )
    assert any("Brev om parkering" in text and "1. april" in text for text in left(told))
    assert any("Ta med kopp" in text for text in left(told))
    assert told.records[0].facts["online"] == "https://teams.example/ssu"


def test_a_table_below_papers_stays_in_the_text(tmp_path: Path) -> None:
    """Papers end where a table begins, or a sentence below their list."""
    told = found(
        tmp_path,
        ITEM[0],
        paragraph("Vedlegg:"),
        bullet("Notat om kaffi"),
        paragraph("Utvalet slutta seg til notatet."),
        table([("Post", "Sum"), ("Bønner", "900")]),
    )
    (only,) = told.records[0].facts["agenda"]
    assert only["attachments"] == [{"title": "Notat om kaffi"}]
    assert "| Bønner | 900 |" in section(told, "1/27")
    assert "Utvalet slutta seg til notatet." in section(told, "1/27")


def test_the_list_of_contents_gives_no_numbers_of_pages(tmp_path: Path) -> None:
    """They are no part of a title, nor are papers; people below the list are not of its last item."""
    path = tmp_path / "referat.txt"
    path.write_text(
        "Referat frå møte i SSU\nDato: 4. mars 2027\n\nSaker\nSak 1/27 Kaffi\t3\nSak 2/27 Lamper\t14\n\nTil stades:\n"
        "Namn\tStilling\tOrganisasjon\tMerknad\nAda Lie\tHelsesjef\tVik\t\nBo Moe\t\tHelse Vik\tForfall\n\n"
        "Sak 1/27 Kaffi Vedlegg: Notat\n\nVedtak:\nKjøpt.\n\nSak 2/27 Lamper\n\nVedtak:\nKjøpt.\n",
        "utf-8",
    )
    facts = import_file(path, GRAPH, DocumentKind.MINUTES).found.records[0].facts
    assert [one["title"] for one in facts["agenda"]] == ["Kaffi", "Lamper"]
    assert facts["agenda"][0]["attachments"] == [{"title": "Notat"}]
    assert facts["present"] == [{"name": "Ada Lie", "role": "Helsesjef", "organisation": "Vik"}]
    assert facts["absent"] == [{"name": "Bo Moe", "organisation": "Helse Vik"}]


def test_what_stands_on_every_agenda_is_not_glued_to_the_title_above(tmp_path: Path) -> None:
    """However long that is: in a list set to a width, and in a table where it has no number."""
    path = tmp_path / "innkalling.txt"
    title = "Kostnader til kaffi og framlegg til deling av kostnadene"
    path.write_text(f"Innkalling til møte i SSU\nDato: 4. mars 2027\n\n1/27 {title}\nEventuelt\n", "utf-8")
    facts = import_file(path, GRAPH, DocumentKind.AGENDA).found.records[0].facts
    assert [one["title"] for one in facts["agenda"]] == [title, "Eventuelt"]


def test_a_letter_is_not_dated_as_its_meeting(tmp_path: Path) -> None:
    """Where two days stand in the head, that with an hour is the meeting's."""
    path = tmp_path / "innkalling.txt"
    path.write_text(
        "Innkalling til møte i SSU\nVår ref.: 27/12 Dato: 17.02.2027\n\n"
        "Torsdag 4. mars 2027 kl. 10.00\n\nSak 1/27 Kaffi\n",
        "utf-8",
    )
    told = import_file(path, GRAPH, DocumentKind.AGENDA).found
    assert [record.path for record in told.records] == ["meetings/ssu/2027-03-04.md"]
    assert any("17.02.2027" in text for text in left(told))


def test_what_was_left_is_told_in_its_order(tmp_path: Path) -> None:
    """By place, whichever part of the import left it."""
    told = found(
        tmp_path, paragraph("Kort line"), *ITEM, table([("Sak", "Oppgåve"), ("9/27", "Koke")]), paragraph("Slutt")
    )
    places = [(block.place.page, block.place.line) for block in told.left]
    assert len(places) > 2
    assert places == sorted(places)
