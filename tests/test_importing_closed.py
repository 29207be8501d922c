"""What a document marks as closed: of such an item its number and its basis are written, and nothing else anywhere."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.importing import DOCUMENTS
from portal.commands.importing.found import DocumentKind, Found
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import heading, paragraph, table, word_file
from support.portals import PortalFolder

GRAPH = Graph(read_records(DOCUMENTS).records, {})
HEAD = [paragraph("Referat frå møte i SSU"), paragraph("Dato: 4. mars 2027"), paragraph("Stad: Rådhuset")]
SECRET = "Tilsetjing av ny overlege"
DECISION = "Utvalet tilset søkjar nummer to."
PUBLIC = "Ei sak som er unnateken offentlegheit"


def found(tmp_path: Path, *blocks: str) -> Found:
    return import_file(word_file(tmp_path / "referat.docx", [*HEAD, *blocks]), GRAPH, DocumentKind.MINUTES).found


def item(number: str, title: str, *lines: str) -> list[str]:
    return [heading(2, f"Sak {number} {title}"), *map(paragraph, lines)]


def agenda(told: Found) -> dict[str, dict[str, object]]:
    return {one.get("number", one.get("title")): one for one in told.records[0].facts["agenda"]}


def tells_nothing(told: Found) -> bool:
    """Whether neither the title nor the decision of the closed item stands in what is written."""
    written = f"{told.records[0].facts}{told.records[0].text}"
    return SECRET not in written and DECISION not in written and "2/27" not in told.records[0].text


MARKS = {
    "U.Off": "U.Off", "U.off: ": "U.off", "Unntatt off.": "Unntatt off.", "Lukka": "Lukka",
    "Lukket møte": "Lukket møte",
    "Unntatt offentlighet, jf. offl. § 25": "offl. § 25", "Unnateke offentlegheit": "Unnateke offentlegheit",
    "Saka er unnateken etter offentleglova § 13 første ledd": "offentleglova § 13 første ledd",
    "jf. kommunelova § 31-5": "kommunelova § 31-5", "Ikkje offentleg": "Ikkje offentleg",
    "Handsama for lukka dører": "lukka dører", "Unntatt\noffentlighet": "Unntatt offentlighet",
}  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("where", ["text", "title", "decision"])
def test_a_mark_in_an_item_holds_all_of_it_back(tmp_path: Path, mark: str, where: str) -> None:
    """Whichever words mark it, and wherever they stand; the items around it are written as they are."""
    title = f"{SECRET} ({' '.join(mark.split()).strip(':')})" if where == "title" else SECRET
    lines = [mark.strip()] if where == "text" else []
    after = [mark.strip()] if where == "decision" else []
    told = found(
        tmp_path,
        *item("1/27", "Kaffi i gangen", "Vedtak: Kaffien blir kjøpt."),
        *item("2/27", title, *lines, f"Vedtak: {DECISION}", *after),
        *item("3/27", "Lamper i taket", "Vedtak: Lampene blir kjøpte."),
    )
    assert tells_nothing(told)
    assert agenda(told)["2/27"] == {"number": "2/27", "exempt": {"basis": MARKS[mark], "public_title": PUBLIC}}
    is_of_the_rest = where == "decision" and mark in ("Lukka", "Lukket møte")  # it may be, so it is
    assert [held.about for held in told.held] == ["2/27", "3/27"][: 1 + is_of_the_rest]
    is_open = [agenda(told)[number].get("outcome") == "decided" for number in ("1/27", "3/27")]
    assert is_open == [True, not is_of_the_rest]
    is_law_said = "§" in mark
    assert ("2/27" in [q.about for q in told.questions if q.code == "import.ask_basis"]) is not is_law_said


@pytest.mark.parametrize(
    ("head", "cell"), [("U.Off", "X"), ("U.off.", "offl. § 13"), ("Unntatt offentlighet", "ja"), ("Merknad", "U.Off")]
)
@pytest.mark.parametrize("number", ["2/27", "PS 2/27"])
def test_a_mark_in_the_row_of_an_item_counts_for_its_text(tmp_path: Path, head: str, cell: str, number: str) -> None:
    """Also where the text bears the number with a series, and the row without."""
    rows = [("Saksnr", "Tittel", head), ("1/27", "Kaffi i gangen", ""), ("2/27", SECRET, cell)]
    told = found(
        tmp_path,
        table(rows),
        *item("1/27", "Kaffi i gangen", "Vedtak: Kaffien blir kjøpt."),
        heading(2, f"{number} {SECRET}"),
        paragraph(f"Vedtak: {DECISION}"),
    )
    assert tells_nothing(told)
    assert agenda(told)["1/27"]["title"] == "Kaffi i gangen"


@pytest.mark.parametrize("rows", [[("2/27\nU.Off", SECRET, "V")], [("2/27", SECRET, "V"), ("U.off", "", "Notat")]])
def test_a_mark_below_the_number_counts(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    """In its cell, or in a row of its own where a PDF was taken apart."""
    told = found(tmp_path, table([("Sak nr.", "Tittel", "Type"), ("1/27", "Kaffi", "V"), *rows, ("3/27", "Bord", "V")]))
    assert tells_nothing(told)
    assert ["exempt" in one for one in told.records[0].facts["agenda"]] == [False, True, False]


def test_no_mark_in_the_column_is_no_closed_item(tmp_path: Path) -> None:
    """A blank cell and a no are open; so is what says that it is not exempt."""
    rows = [("Saksnr", "Tittel", "U.Off"), ("1/27", "Kaffi", ""), ("2/27", "Lamper", "Nei"), ("3/27", "Stolar", "-")]
    told = found(tmp_path, table(rows), *item("4/27", "Bord", "Saka er ikkje unnateken offentlegheit."))
    assert [one["title"] for one in told.records[0].facts["agenda"]] == ["Kaffi", "Lamper", "Stolar", "Bord"]
    assert told.held == []


def test_a_line_above_closed_items_closes_all_of_them(tmp_path: Path) -> None:
    """Up to the line that opens the next ones; the item above it is open."""
    told = found(
        tmp_path,
        *item("1/27", "Kaffi i gangen", "Vedtak: Kaffien blir kjøpt."),
        paragraph("Saker unntatt offentlighet"),
        *item("2/27", SECRET, f"Vedtak: {DECISION}"),
        paragraph("Andre saker"),
        *item("3/27", "Lamper i taket", "Vedtak: Lampene blir kjøpte."),
    )
    assert tells_nothing(told)
    assert {number: "exempt" in one for number, one in agenda(told).items()} == {
        "1/27": False, "2/27": True, "3/27": False,
    }  # fmt: skip


def test_closed_items_in_a_list_of_contents_are_closed_below_it(tmp_path: Path) -> None:
    """Though the lines are as wide as each other, and their text has no mark."""
    path = tmp_path / "innkalling.txt"
    path.write_text(
        "Innkalling til møte i SSU\nDato: 4. mars 2027\n\nSakliste\n\nÅpne saker:\n"
        "1/27 Kaffi i gangen ............ 2\n4/27 Lamper .................... 3\nLukkede saker:\n"
        f"2/27 {SECRET} .. 9\n3/27 Leige av hus ............... 9\n\n"
        "Sak 1/27 Kaffi i gangen\n\nForslag til vedtak:\nKjøpt.\n\n"
        f"Sak 2/27 {SECRET}\n\nForslag til vedtak:\n{DECISION}\n",
        "utf-8",
    )
    told = import_file(path, GRAPH, DocumentKind.AGENDA).found
    assert tells_nothing(told)
    assert {number: one.get("title") for number, one in agenda(told).items()} == {
        "1/27": "Kaffi i gangen", "4/27": "Lamper", "2/27": None, "3/27": None,
    }  # fmt: skip


def test_a_row_above_closed_items_closes_all_of_them(tmp_path: Path) -> None:
    """In a table such a line is a row of its own."""
    rows = [("Saksnr", "Tittel"), ("1/27", "Kaffi i gangen"), ("Lukka saker", ""), ("2/27", SECRET)]
    told = found(tmp_path, table(rows), *item("2/27", SECRET, DECISION))
    assert tells_nothing(told)
    assert agenda(told)["1/27"] == {"number": "1/27", "title": "Kaffi i gangen"}


def test_a_mark_above_the_items_is_of_those_it_names_or_of_all(tmp_path: Path) -> None:
    """A short line closes the document's items; a sentence that names none is asked about."""
    items = [*item("1/27", "Kaffi", "Vedtak: Kjøpt."), *item("2/27", SECRET, DECISION)]
    assert tells_nothing(named := found(tmp_path, paragraph("Sak 2/27 er unntatt offentlighet"), *items))
    assert "exempt" not in agenda(named)["1/27"]
    assert all("exempt" in one for one in agenda(found(tmp_path, paragraph("Unntatt offentlighet"), *items)).values())
    words = "Papir som er unntatt offentlighet, blir ikkje sende ut med innkallinga, men ligg framme til gjennomsyn."
    told = found(tmp_path, paragraph(words), *item("1/27", "Kaffi", "Vedtak: Kjøpt."))
    assert told.held == []
    assert "import.ask_closed" in [question.code for question in told.questions]


def test_words_of_a_closed_item_are_held_back_elsewhere(tmp_path: Path) -> None:
    """Its title in the text of another item, and its decision among what is of none."""
    told = found(
        tmp_path,
        *item("1/27", "Godkjenning av saklista", f"Saka «{SECRET}» kjem sist.", "Vedtak: Godkjent."),
        *item("2/27", SECRET, "Unntatt offentlighet, jf. offl. § 25", f"Vedtak: {DECISION}"),
        heading(1, "Oppsummering"),
        paragraph(DECISION),
    )
    assert tells_nothing(told)
    assert agenda(told)["1/27"]["outcome"] == "approved"
    assert [held.about for held in told.held] == ["2/27", "", ""]


OTHER_MARKS = [
    "Offentlighet: Nei", "Offentlighet: Unntatt, jf. offl. § 13", "Tilgang: Begrenset innsyn", "Saken er lukket",
    "Utvalget vedtok å lukke møtet.", "Møtet lukkes.", "Det ble vedtatt at møtet skulle lukkes for denne saken.",
    "Døra vart lukka.", "Dørene ble lukket under behandlingen.", "Tilhørerne måtte forlate salen.",
    "Pressen og tilhørere ble bedt om å gå ut.", "Saken inneholder taushetsbelagte opplysninger.",
    "Dokumenta er underlagde teieplikt.", "jf. § 13 i offentleglova", "offentleglova sin § 13", "Offl. paragraf 13",
    "etter § 11-5 andre ledd i kommuneloven", "helsepersonelloven § 21", "Hjemmel: § 13", "Strengt fortrolig", "UO",
    "U/off", "Ikke for offentligheten", "Skjermes", "Personalsak", "Behandlingen er ført i egen protokoll.",
    "Kun for medlemmene.",
]  # fmt: skip
NO_MARKS = [
    "Lukket møte: Nei", "U.off: Nei", "Åpen/lukket: Åpen", "Offentlighet: Åpen", "Møtet ble ikke lukket.",
    "Opplæring i taushetsplikt for nye medlemmer", "Avdelinga vart lukka i sommar.", "jf. fvl. sin § 6",
    "helse- og omsorgstenestelova § 3-2", "Alle var enige, med unntak av Vik kommune.", "Personalet i tenesta",
]  # fmt: skip


@pytest.mark.parametrize("mark", OTHER_MARKS)
def test_a_mark_in_other_words_holds_the_item_back(tmp_path: Path, mark: str) -> None:
    """Doors, listeners, duties of silence, the law before its paragraph or behind it: what may be a mark is one."""
    told = found(tmp_path, *item("1/27", "Kaffi", "Vedtak: Kjøpt."), *item("2/27", SECRET, mark, f"Vedtak: {DECISION}"))
    assert tells_nothing(told)
    assert ["exempt" in one for one in agenda(told).values()] == [False, True]


@pytest.mark.parametrize("words", NO_MARKS)
def test_what_says_that_nothing_is_closed_holds_nothing_back(tmp_path: Path, words: str) -> None:
    told = found(tmp_path, *item("1/27", "Kaffi", words, "Vedtak: Kjøpt."))
    assert told.held == []


def test_a_mark_in_the_card_of_an_item_holds_it_back(tmp_path: Path) -> None:
    """A table for each item, with its labels in the first column, of which one is known to nobody."""
    cards = [
        table([("Sak 1/27", "Kaffi"), ("Sakstype", "Vedtak"), ("Saksansvarlig", "Ada Lie"), ("Konklusjon", "Kjøpt.")]),
        table([("Sak 2/27", SECRET), ("Skjermingsgrunn", "Unntatt, offl. § 13"), ("Konklusjon", DECISION)]),
        table([("Sak 3/27", "Bord"), ("Sakstype", "Drøfting"), ("Konklusjon", "Utvalet drøfta bordet.")]),
    ]
    told = found(tmp_path, *cards)
    assert tells_nothing(told)
    assert agenda(told) == {
        "1/27": {"number": "1/27", "title": "Kaffi", "type": "V", "presenter": "Ada Lie", "outcome": "decided"},
        "2/27": {"number": "2/27", "exempt": {"basis": "offl. § 13", "public_title": PUBLIC}},
        "3/27": {"number": "3/27", "title": "Bord", "type": "D", "outcome": "discussed"},
    }


def test_a_mark_below_a_number_that_the_list_has_is_of_that_item(tmp_path: Path) -> None:
    """The items are listed in a table, and taken up below lines with nothing but their numbers."""
    rows = [("3/27", "Kaffi"), ("2/27", SECRET), ("4/27", "Bord")]
    more = ("Saka vart drøfta.", "Fleire sa noko.", "Ho vart teken opp att.", "Til slutt vart dei samde.")
    texts = [
        ("3/27", "Kaffi", *more),
        ("2/27", SECRET, "Unntatt offentlighet", *more, DECISION),
        ("4/27", "Bord", *more),
    ]
    lines = (line for text in texts for line in text)
    told = found(tmp_path, paragraph("Saker til behandling:"), table(rows, header=False), *map(paragraph, lines))
    assert tells_nothing(told)
    assert ["exempt" in one for one in agenda(told).values()] == [False, True, False]


def test_a_mark_in_a_column_of_two_holds_the_item_back(tmp_path: Path) -> None:
    """Where a PDF has put two columns together, with a yes behind the other cell."""
    rows = [("Saksnr", "Tittel", "Ark.nr. U.Off"), ("1/27", "Kaffi", "2026/1"), ("2/27", SECRET, "2026/702 Ja")]
    told = found(tmp_path, table(rows))
    assert tells_nothing(told)
    assert ["exempt" in one for one in agenda(told).values()] == [False, True]


def test_a_row_without_a_number_is_asked_about(tmp_path: Path) -> None:
    """In a table without heads it may be of the item above: no item, and where it is closed, the item is too."""
    rows = [("Sak 1/27", "Kaffi"), ("Kontakt", "Ada Lie ringjer"), ("Sak 2/27", SECRET), ("Merk", "U.Off")]
    told = found(tmp_path, table(rows, header=False))
    assert tells_nothing(told)
    assert list(agenda(told)) == ["1/27", "2/27"]
    assert "Ada Lie ringjer" in [one.about for one in told.questions if one.code == "import.ask_row"]


def rows_of(head: str, *cells: str) -> str:
    """A table of three items, with a column of some head, and what stands in it for each."""
    titles = (("1/27", "Kaffi"), ("2/27", SECRET), ("3/27", "Bord"))
    rows = ((*one, cell) for one, cell in zip(titles, cells, strict=True))
    return table([("Saksnr", "Tittel", head), *rows])


ITEMS = [*item("1/27", "Kaffi", "Vedtak: Kjøpt."), *item("2/27", SECRET, f"Vedtak: {DECISION}"), *item("3/27", "Bord")]
THREE = [("Saksnr", "Tittel"), ("1/27", "Kaffi"), ("2/27", SECRET), ("3/27", "Bord")]
PLACES = {
    "a column that asks": [rows_of("Lukket?", "Nei", "Ja", "Nei")],
    "a column of paragraphs": [rows_of("Paragraf", "", "§ 13", "")],
    "a column of what is open": [rows_of("Åpen", "Ja", "Nei", "Ja")],
    "crosses at what is open": [rows_of("Offentlig", "x", "", "x")],
    "a column of who may see it": [rows_of("Innsyn", "Full", "Nektet", "Full")],
    "among the types": [rows_of("Type", "V", "V, u.off.", "V")],
    "a row of its own": [table([*THREE[:3], ("", "Sakspapira er unnatekne offentlegheit."), THREE[3]])],
    "a note below a sign": [
        table([*THREE[:2], ("2/27", f"{SECRET} *"), THREE[3]]), paragraph("* Unntatt offentlighet"),
    ],
    "a sentence below": [*ITEMS, paragraph("Sak 2/27 ble behandlet i lukket møte.")],
    "a heading's text": [*ITEMS, heading(1, "Merknader"), paragraph("Sak 2/27 er unntatt etter offl. § 13.")],
    "a card with its labels": [
        table([("Saksnr", "1/27"), ("Tittel", "Kaffi"), ("Vedtak", "Kjøpt.")], header=False),
        table([("Saksnr", "2/27"), ("Tittel", SECRET), ("Hjemmel", "offl. § 13"), ("Vedtak", DECISION)], header=False),
        table([("Saksnr", "3/27"), ("Tittel", "Bord"), ("Vedtak", "Kjøpt.")], header=False),
    ],
}  # fmt: skip


@pytest.mark.parametrize("where", PLACES)
def test_a_mark_is_found_wherever_it_stands(tmp_path: Path, where: str) -> None:
    """The item that it is of is closed, and those beside it are open."""
    told = found(tmp_path, *PLACES[where])
    written = f"{told.records[0].facts}{told.records[0].text}"
    assert (SECRET in written, DECISION in written) == (False, False)
    assert {number: "exempt" in one for number, one in agenda(told).items() if number} == {
        "1/27": False, "2/27": True, "3/27": False,
    }  # fmt: skip


def test_a_mark_outside_the_items_that_names_none_is_asked_about(tmp_path: Path) -> None:
    told = found(tmp_path, *ITEMS[:2], heading(1, "Merknader"), paragraph("Noko her er unnateke offentlegheit, sa ho."))
    assert "exempt" not in agenda(told)["1/27"]
    assert "import.ask_closed" in [one.code for one in told.questions]


@pytest.mark.parametrize("line", ["Lukket sak:", "Lukking av møtet: samrøystes."])
def test_a_short_line_by_an_item_closes_it(tmp_path: Path, line: str) -> None:
    """Above it, or below its title."""
    heads, *texts = item("2/27", SECRET, f"Vedtak: {DECISION}")
    blocks = [paragraph(line), heads, *texts] if line.endswith(":") else [heads, paragraph(line), *texts]
    assert tells_nothing(found(tmp_path, *item("1/27", "Kaffi", "Vedtak: Kjøpt."), *blocks))


@pytest.fixture
def folder(portal: Callable[..., PortalFolder]) -> PortalFolder:
    """A portal with the organisations of the tests' documents."""
    made = portal()
    shutil.copytree(DOCUMENTS / "organisations", made.root / "organisations")
    return made


MINUTES = f"""\
    Referat frå møte i SSU

    Dato: 4. mars 2025
    Stad: Rådhuset

    Sak 1/25 Kaffi i gangen

    Vedtak:
    Kaffien blir kjøpt.

    Sak 2/25 {SECRET}

    %s

    Vedtak:
    {DECISION}
    """


def run(folder: PortalFolder, mark: str, *arguments: str) -> str:
    folder.write({"inn/referat.txt": MINUTES % mark})
    return folder.command("import", str(folder.root / "inn/referat.txt"), *arguments).output


def test_the_report_says_what_was_held_back_and_where(folder: PortalFolder) -> None:
    """With the words of the mark; the file passes the check, and has nothing of the item."""
    told = run(folder, "Unntatt offentlighet.")
    assert "Dette er halde tilbake, for dokumentet seier at det er unnateke offentlegheit:" in told
    assert "  avsnitt 13: Sak 2/25 («Unntatt offentlighet»)." in told
    assert "Sak 2/25: Dokumentet seier «Unntatt offentlighet», men ikkje etter kva lov saka er unnateken." in told
    written = (folder.root / "meetings/ssu/2025-03-04.md").read_text("utf-8")
    assert SECRET not in written
    assert DECISION not in written
    assert folder.check().exit_code == 0


@pytest.mark.parametrize("number", ["2/25", "02/25", "PS 2/25"])
def test_nothing_is_merged_into_an_item_that_is_exempt(folder: PortalFolder, number: str) -> None:
    """Though the minutes do not say so any more; the report does."""
    there = f"""\
        ---
        agenda:
          - number: {number}
            exempt:
              basis: offl. § 25
              public_title: Ei personalsak
        ---
        """
    folder.write({"meetings/ssu/2025-03-04.md": there})
    for arguments in ((), ("--merge",)):
        told = run(folder, "Ei vanleg line.", *arguments)
        assert "Sak 2/25 er unnateken i posten som finst. Ingenting av saka er henta frå dokumentet." in told
        assert SECRET not in told
    written = (folder.root / "meetings/ssu/2025-03-04.md").read_text("utf-8")
    assert "Kaffien blir kjøpt." in written
    assert SECRET not in written
    assert DECISION not in written


def test_an_item_that_was_open_is_closed_by_the_minutes(folder: PortalFolder) -> None:
    """The exemption is put in; the title that stands there is the editor's to take away, and is published no more."""
    run(folder, "Ei vanleg line.")
    run(folder, "Unntatt offentlighet, jf. offl. § 25", "--merge")
    written = (folder.root / "meetings/ssu/2025-03-04.md").read_text("utf-8")
    assert "basis: offl. § 25" in written


def test_the_words_of_a_closed_item_are_written_where_that_is_asked_for(portal: Callable[..., PortalFolder]) -> None:
    """They stand in the record, which says that the item is exempt, and nowhere in what is built of it."""
    folder = portal({"organisations/ssu.md": "---\ntitle: SSU\nkind: strategic\n---\n"})
    blocks = [*HEAD, *item("1/27", "Kaffi", "Vedtak: Kjøpt."), *item("2/27", SECRET, "U.Off, offl. § 25", DECISION)]
    path = word_file(folder.root / "inn.docx", blocks)
    assert folder.command("import", str(path), "--with-exempt").exit_code == 0
    record = (folder.root / "meetings/ssu/2027-03-04.md").read_text("utf-8")
    assert SECRET in record
    assert DECISION in record
    assert "basis: offl. § 25" in record
    path.unlink()
    page = folder.page("/moter/ssu/2027-03-04/", epoch="1900000000")
    assert "Kaffi" in page
    assert PUBLIC in page
    assert SECRET not in page
    assert DECISION not in page


@pytest.mark.parametrize(
    "mark",
    [
        "(Saka vart handsama utan tilhøyrarar.)", "Denne saka er skjerma.", "Saken blir gradert.",
        "Handsama i lukka bolk.", "Behandlet uten presse til stede.",
    ],
)  # fmt: skip
def test_more_ways_of_saying_that_an_item_is_closed(tmp_path: Path, mark: str) -> None:
    head = "Referat frå møte i SSU\n\nDato: 4. mars 2027\n\n"
    text = f"{head}Sak 1/27 Avvik\n{mark}\nOdd Bakke vart drøfta.\n\nSak 2/27 Ymse\n"
    path = tmp_path / "referat.txt"
    path.write_text(text, "utf-8")
    (record,) = import_file(path, GRAPH).found.records
    assert ["exempt" in item for item in record.facts["agenda"]] == [True, False]
    assert "Odd Bakke" not in record.text


@pytest.mark.parametrize(("sign", "others"), [("*", True), ("†", False)])
def test_a_note_at_the_foot_closes_what_bears_its_sign(tmp_path: Path, sign: str, others: bool) -> None:
    """A star may also be that of a list: then what it stands in is held back too."""
    text = (
        "Referat frå møte i SSU\n\nDato: 4. mars 2027\n\n"
        f"Sak 1/27 Tilsetting{sign}\nOdd Bakke.\n\nSak 2/27 Vern (lukkes)\n"
        f"Hans Moe.\n\nSak 3/27 Kaffi\nUtsett.\n\n{sign} Saka er handsama i lukka møte.\n"
    )
    path = tmp_path / "referat.txt"
    path.write_text(text, "utf-8")
    (record,) = import_file(path, GRAPH).found.records
    assert ["exempt" in item for item in record.facts["agenda"]] == [True, True, others]
    assert not any(name in record.text for name in ("Odd Bakke", "Hans Moe"))
