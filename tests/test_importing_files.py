"""What holds a document beside Word and plain text: OpenDocument, a PDF set in its ways, a mail; and new words."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import typst

from bench.importing import DOCUMENTS
from portal.commands.importing.document.blocks import Item, Table
from portal.commands.importing.document.files import read_document_file
from portal.commands.importing.found import DocumentKind, Found
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
from support.documents import heading, paragraph, word_file

GRAPH = Graph(read_records(DOCUMENTS).records, {})
_NAMES = ("office", "text", "table", "style", "fo")
ODT = "".join(f' xmlns:{name}="urn:{name}"' for name in _NAMES)
STYLES = (
    '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="N"><text:list-level-style-number/></text:list-style>'
    '<text:list-style style:name="P"><text:list-level-style-bullet/></text:list-style>'
)


def found(path: Path, kind: DocumentKind | None = DocumentKind.MINUTES) -> Found:
    return import_file(path, GRAPH, kind).found


# -- OpenDocument


def p(text: str, bold: bool = False) -> str:
    return f"<text:p{' text:style-name=' + chr(34) + 'B' + chr(34) if bold else ''}>{escape(text)}</text:p>"


def entries(style: str, *texts: str, goes_on: bool = False) -> str:
    more = ' text:continue-numbering="true"' if goes_on else ""
    items = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}"{more}>{items}</text:list>'


def rows(*every: tuple[str, ...]) -> str:
    cells = (
        "".join(f"<table:table-cell>{''.join(map(p, cell.split(chr(10))))}</table:table-cell>" for cell in row)
        for row in every
    )
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"


def odt_file(path: Path, *blocks: str) -> Path:
    body = f"<office:body><office:text>{''.join(blocks)}</office:text></office:body>"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", f"<office:document-content{ODT}>{STYLES}{body}</office:document-content>")
    return path


def test_an_open_document_gives_what_its_structure_says(tmp_path: Path) -> None:
    """A table of labels, lists that count and that do not, lines in bold, and a table of people."""
    path = odt_file(
        tmp_path / "referat.odt",
        '<text:h text:outline-level="1">Referat frå møte i SSU</text:h>',
        rows(("Dato", "4. mars 2027"), ("Tid", "10.00–12.00"), ("Stad", "Rådhuset")),
        p("Til stades", True), entries("P", "Ada Lie, leiar", "Bo Moe"),
        p("Forfall", True), rows(("Namn", "Merknad"), ("Odd By", "")),
        entries("N", "Kaffi i gangen"), p("Utvalet slutta seg til framlegget."),
        entries("N", "Bord og stolar", goes_on=True), p("Vedtak: Bord vert kjøpt."),
    )  # fmt: skip
    marks = [(block.text, block.mark) for block in read_document_file(path).blocks if isinstance(block, Item)]
    assert marks == [("Ada Lie, leiar", ""), ("Bo Moe", ""), ("Kaffi i gangen", "1"), ("Bord og stolar", "2")]
    record = found(path).records[0]
    assert record.path == "meetings/ssu/2027-03-04.md"
    assert (record.facts["start"], record.facts["end"], record.facts["place"]) == ("10:00", "12:00", "Rådhuset")
    assert [one["name"] for one in record.facts["present"]] == ["Ada Lie", "Bo Moe"]
    assert [one["name"] for one in record.facts["absent"]] == ["Odd By"]
    assert [(one["number"], one["title"], one["outcome"]) for one in record.facts["agenda"]] == [
        ("1", "Kaffi i gangen", "endorsed"), ("2", "Bord og stolar", "decided"),
    ]  # fmt: skip


# -- PDF

SHEET = '#set page("a4", margin: 2cm)\n#set text(11pt, font: "Libertinus Serif")\n'
TOP = "= Referat frå møte i SSU\n\nDato: 4. mars 2027\n\nStad: Rådhuset\n\n"


def pdf_file(path: Path, text: str) -> Path:
    path.write_bytes(typst.compile(f"{SHEET}{text}".encode()))
    return path


@pytest.mark.parametrize("has_rules", [True, False])
def test_a_table_that_goes_on_over_pages_is_one(tmp_path: Path, has_rules: bool) -> None:
    """With its head on each page, ruled or not; no row is lost and none is told twice."""
    cells = ", ".join(f"[{n}/27], [Kaffi nummer {n} i gangen], [Ada Lie]" for n in range(1, 71))
    rules = "" if has_rules else "stroke: none, column-gutter: 30pt, "
    path = pdf_file(
        tmp_path / "referat.pdf",
        f"{TOP}#table(columns: 3, {rules}table.header([Saksnr], [Tittel], [Ansvarleg]), {cells})\n",
    )
    document = read_document_file(path)
    assert document.blocks[-1].place.page + len([b for b in document.blocks if isinstance(b, Table)]) >= 2
    agenda = found(path, DocumentKind.AGENDA).records[0].facts["agenda"]
    assert [(one["number"], one["title"]) for one in agenda] == [
        (f"{n}/27", f"Kaffi nummer {n} i gangen") for n in range(1, 71)
    ]


@pytest.mark.parametrize("is_inside", [True, False])
def test_a_line_at_the_foot_of_pages_that_stands_in_the_text_too_is_of_it(tmp_path: Path, is_inside: bool) -> None:
    """The heading of a section may end up there on several pages; what only stands there is none of the text."""
    lines = "".join(f"Maskin {n} i gangen er gammal.\n\n" for n in ("ein", "to", "tre", "fire", "fem", "seks", "sju"))
    foot = "#v(1fr)\n*Kva vi gjer*\n\n#v(10pt)\nBehald kaffien.\n\n"
    first = "*Kva vi gjer*\n\n" if is_inside else ""
    text = f"{TOP}{lines}{lines}{first}{lines}{foot}#pagebreak()\n{lines}{lines}{foot}#pagebreak()\n{lines}{lines}"
    document = read_document_file(pdf_file(tmp_path / "referat.pdf", text))
    assert ("Kva vi gjer" in [block.text for block in document.furniture]) is not is_inside


def test_two_columns_are_read_one_below_the_other(tmp_path: Path) -> None:
    sentence = "Utvalet snakka lenge om kaffi og om kven som skal koke han i gangen kvar einaste morgon framover. "
    items = "".join(
        f"== Sak {n}/27 Kaffi {n}\n{sentence * 6}\n\nVedtak: Kaffi {n} vert kjøpt.\n\n" for n in range(1, 5)
    )
    record = found(pdf_file(tmp_path / "referat.pdf", f"{TOP}#columns(2)[\n{items}\n]\n")).records[0]
    assert [(one["number"], one["title"]) for one in record.facts["agenda"]] == [
        (f"{n}/27", f"Kaffi {n}") for n in range(1, 5)
    ]
    for n in range(1, 5):
        section = record.text.partition(f"## {n}/27\n")[2].partition("\n## ")[0]
        assert f"### Vedtak\n\nKaffi {n} vert kjøpt." in section
        assert section.count("kvar einaste morgon framover") == 6


# -- mail


def test_of_several_papers_in_a_mail_the_one_of_the_meeting_is_read(tmp_path: Path) -> None:
    """Whichever stands first; a picture is none, and the others are told of by their names."""
    blocks = [paragraph("Innkalling til møte i SSU"), paragraph("Dato: 4. mars 2027"), heading(2, "Sak 1/27 Kaffi")]
    notice = word_file(tmp_path / "innkalling.docx", blocks).read_bytes()
    other = word_file(tmp_path / "notat.docx", [paragraph("Notat om te")]).read_bytes()
    papers = [("logo.png", b"\x89PNG"), ("notat.docx", other), ("Innkalling SSU.docx", notice)]
    for order in (papers, papers[::-1]):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "ada@example.org", "Til møtet"
        mail.set_content("Hei!\n\nHer er papira.\n")
        for name, content in order:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        path = tmp_path / "brev.eml"
        path.write_bytes(mail.as_bytes())
        told = found(path, None)
        assert [one["title"] for one in told.records[0].facts["agenda"]] == ["Kaffi"]
        assert {"logo.png", "notat.docx"} <= {block.text for block in told.left}
        assert "Innkalling SSU.docx" not in {block.text for block in told.left}


# -- words

NEW = {"place = '": "lokasjon|", "when = '''\n": "tidsramme\n", "Vedtak = '''\n": "slik vart det\n"}
LINES = "Tidsramme: 4. mars 2027 kl. 10–12\nLokasjon: Salen\nHugsa kom: Ada Lie, Bo Moe\n"
READ = """
import json, sys, tomllib
known = tomllib.loads
added = json.loads(sys.argv[1])
def with_lines(text):
    for old, more in added.items():
        assert old in text, old
        text = text.replace(old, old + more, 1)
    return known(text)
tomllib.loads = with_lines
from pathlib import Path
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.source.reading import read_records
told = import_file(Path(sys.argv[2]), Graph(read_records(Path(sys.argv[3])).records, {}), None).found
print(json.dumps([[record.path, record.facts] for record in told.records]))
"""


def test_a_layout_of_new_words_needs_lines_of_data_alone(tmp_path: Path) -> None:
    """Of labels, people and sections: with the lines each is read, and without them none is."""
    path = tmp_path / "referat.txt"
    path.write_text(f"Referat frå møte i SSU\n\n{LINES}\nSak 1/27 Kaffi\n\nSlik vart det: Kjøpt.\n", "utf-8")
    new = {**NEW, "labels = [\n": "  ['present', '\\bhugsa kom\\b'],\n"}

    def read(added: dict[str, str]) -> list[tuple[str, dict[str, object]]]:
        arguments = [sys.executable, "-c", READ, json.dumps(added), str(path), str(DOCUMENTS)]
        done = subprocess.run(
            arguments, capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
        )
        told: list[tuple[str, dict[str, object]]] = json.loads(done.stdout)
        return told

    ((where, facts),) = read(new)
    assert where == "meetings/ssu/2027-03-04.md"
    assert facts == {
        "start": "10:00", "end": "12:00", "place": "Salen", "present": [{"name": "Ada Lie"}, {"name": "Bo Moe"}],
        "agenda": [{"number": "1/27", "title": "Kaffi", "outcome": "decided"}],
    }  # fmt: skip
    ((_, before),) = read({})
    assert not {"place", "present"} & {*before}
    assert before["agenda"] == [{"number": "1/27", "title": "Kaffi"}]


PEOPLE_BESIDE = (
    "#grid(columns: (1fr, 1fr), row-gutter: 6pt, [*Til stades*], [*Forfall*], [Ada Lie], [Odd By], [Bo Moe], [Per Ro], "
    "[Eva Ås], [])\n\n"
)
LABELS_BESIDE = (
    "#grid(columns: (3.5cm, 1fr), row-gutter: 8pt, [*Tid:*], [10.00–12.00], [*Til stades:*], [Ada Lie (leiar), Vik "
    "kommune \\ Bo Moe, Vik kommune \\ Eva Ås], [*Forfall:*], [Odd By, Per Ro])\n\n"
)
TWO_A_LINE = "*Tid:* 10.00–12.00\n\n*Deltakarar:* Ada Lie, Bo Moe og Eva Ås. *Forfall:* Odd By, Per Ro.\n\n"
ONE_BY_ONE = (
    "*Sak 1/27 Godkjenning av innkalling*\n\nGodkjend.\n\n*Sak 2/27 Kaffi*\n\n_Vedtak:_\n+ Kaffi vert kjøpt.\n\n"
)
RUN_IN = "*1. Godkjenning av innkalling.* Innkallinga vart godkjend.\n\n*2. Kaffi.* Utvalet vedtok å kjøpe kaffi.\n\n"


@pytest.mark.parametrize("people", [PEOPLE_BESIDE, LABELS_BESIDE, TWO_A_LINE])
@pytest.mark.parametrize("items", [ONE_BY_ONE, RUN_IN])
def test_what_is_set_beside_each_other_without_rules(tmp_path: Path, people: str, items: str) -> None:
    """Labels beside their values, two lists of people, several labels on a line, and titles with their text."""
    facts = found(pdf_file(tmp_path / "referat.pdf", f"{TOP}{people}{items}")).records[0].facts
    assert [one["name"] for one in facts["present"]] == ["Ada Lie", "Bo Moe", "Eva Ås"]
    assert [one["name"] for one in facts["absent"]] == ["Odd By", "Per Ro"]
    assert [(one["title"], one["outcome"]) for one in facts["agenda"]] == [
        ("Godkjenning av innkalling", "approved"),
        ("Kaffi", "decided"),
    ]
