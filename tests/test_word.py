"""A meeting's paper as a Word document, and what an editor changes in it back in the record. Today is 10 May 2021."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from portal.commands.importing.document.blocks import Item
from portal.commands.importing.document.word import read_word
from portal.commands.word.returned import Returned, returned_paper
from portal.commands.word.writing import word_paper
from portal.model.clock import OSLO
from portal.outputs.paper.papers import words_of_meeting
from portal.outputs.paper.word import word_document
from portal.public.publishing import publish
from portal.site.building import check_portal
from portal.source.editing import Unfit, appended, replaced, without
from portal.source.settings import read_settings
from support.hidden import hidden_portal
from support.planting import tokens_said
from support.portals import EPOCH, PortalFolder
from support.small import SMALL

Portal = Callable[..., PortalFolder]
HELD, COMING = "ssu/2021-02-19", "ssu/2021-05-28"
MOMENT = dt.datetime(2021, 5, 10, 2, tzinfo=OSLO)
RECORD = f"meetings/{HELD}.md"


@pytest.fixture
def small(portal: Portal) -> PortalFolder:
    return portal(SMALL).without_papers()


@pytest.fixture
def paper(small: PortalFolder, tmp_path: Path) -> Path:
    """The minutes in Word, to be edited."""
    return written(small, tmp_path / "referat.docx")


def written(folder: PortalFolder, path: Path, meeting: str = HELD) -> Path:
    done = folder.command("word", meeting, "--out", str(path))
    assert done.exit_code == 0, done.output
    return path


def line_of(document: Any, begin: str) -> Paragraph:
    return next(one for one in document.paragraphs if one.text.startswith(begin))


def say(paragraph: Paragraph, words: str) -> None:
    """Let a paragraph say something else, as if it were typed anew."""
    first, *others = paragraph.runs
    for run in others:
        run._r.getparent().remove(run._r)
    first.text = words


def add_below(paragraph: Paragraph, words: str) -> None:
    """A new paragraph of the same look below another."""
    new = deepcopy(paragraph._p)
    paragraph._p.addnext(new)
    say(Paragraph(new, paragraph._parent), words)


def edited(path: Path, change: Callable[[Any], None]) -> None:
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def changed_lines(output: str) -> list[str]:
    """The lines of a difference that were taken out or put in."""
    return [line for line in output.splitlines() if re.match(r"[+-](?![+-])", line)]


# -- what is written


def test_the_minutes_of_a_meeting_that_was_held(paper: Path) -> None:
    document = docx.Document(str(paper))
    headings = [(one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert headings[0] == ("Heading 1", "Strategisk samarbeidsutval, møte 1/2021, 19.\xa0februar 2021")
    assert ("Heading 2", "05/21 Felles nettside for Helsehuset") in headings
    assert ("Heading 3", "Vedtak 05/21") in headings
    assert line_of(document, "Stad: Videomøte").runs[0].bold
    foot = document.sections[0].footer.paragraphs[0]._p
    assert {one.get(qn("w:val")) for one in foot.iter(qn("w:sz"))} == {"17"}
    assert len([*foot.iter(qn("w:sz"))]) == len([*foot.iter(qn("w:r"))])
    rows = document.tables[0].rows
    assert [cell.text for cell in rows[0].cells] == ["Sak", "Tittel", "Type", "Innleiar", "Utfall"]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, False, False, False]


def test_the_notice_of_a_meeting_that_is_to_come(small: PortalFolder, tmp_path: Path) -> None:
    """By its own name in the folder one stands in; what is there and may have been edited is left."""
    document = docx.Document(str(written(small, tmp_path / "b.docx", COMING)))
    assert document.paragraphs[0].text == "Møteinnkalling"
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert headings == ["Sakliste", "06/21 Godkjenning av referat", "Slik viser du til sida"]


def test_a_file_that_may_have_been_edited_is_left(
    small: PortalFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert small.command("word", COMING).exit_code == 0
    assert small.command("word", COMING).exit_code == 0
    (tmp_path / "innkalling.docx").write_bytes(b"Retta.")
    refused = small.command("word", COMING)
    assert (refused.exit_code, refused.output) == (
        1,
        "innkalling.docx finst frå før, og du kan ha endra i fila. Flytt fila, eller skriv ei anna med --out.\n",
    )
    assert (tmp_path / "innkalling.docx").read_bytes() == b"Retta."


def test_the_same_bytes_each_time_and_nobody_s_name(small: PortalFolder, tmp_path: Path) -> None:
    first, second = (written(small, tmp_path / name).read_bytes() for name in ("a.docx", "b.docx"))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
        assert "docProps/thumbnail.jpeg" not in package.namelist()
    told = re.findall(r"<(?:dc|cp|dcterms):(\w+)[^>]*>([^<]+)<", core)
    assert {name for name, _ in told} == {"title", "language", "keywords"}
    assert ("language", "nn-NO") in told


@pytest.mark.parametrize(("lang", "name"), [("nn", "Innkalling"), ("nb", "Innkalling")])
def test_the_language_is_that_of_the_paper(portal: Portal, tmp_path: Path, lang: str, name: str) -> None:
    record = SMALL[f"meetings/{COMING}.md"].replace("number: 2/2021", f"number: 2/2021\n        lang: {lang}")
    folder = portal({**SMALL, f"meetings/{COMING}.md": record}).without_papers()
    document = docx.Document(str(written(folder, tmp_path / "a.docx", COMING)))
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == f"{lang}-NO"
    assert {"nn": "Sakliste", "nb": "Saksliste"}[lang] in [one.text for one in document.paragraphs], name


def test_the_body_s_own_template_gives_the_look(small: PortalFolder, tmp_path: Path) -> None:
    """What it says goes, its head stays; who made it is not told on."""
    own = docx.Document()
    own.sections[0].header.paragraphs[0].text = "Brevhovud"
    own.add_paragraph("Skriv her")
    own.core_properties.author = "Malmakar Hemmeleg"
    held = io.BytesIO()
    own.save(held)
    small.write({"word/ssu.docx": held.getvalue()})
    path = written(small, tmp_path / "a.docx")
    document = docx.Document(str(path))
    assert document.sections[0].header.paragraphs[0].text == "Brevhovud"
    assert document.sections[0].footer.paragraphs[0].text == ""
    assert all("Skriv her" not in one.text for one in document.paragraphs)
    with zipfile.ZipFile(path) as package:
        assert all(b"Hemmeleg" not in package.read(name) for name in package.namelist())
    small.write({"word/ssu.docx": b"Ikkje noko dokument"})
    refused = small.command("word", HELD)
    assert refused.exit_code == 1
    assert "kan ikkje lesast som eit Word-dokument" in refused.output


def test_a_template_without_our_styles_gets_them(small: PortalFolder, tmp_path: Path) -> None:
    own = docx.Document()
    for name in ("Heading 2", "List Paragraph", "Table Grid"):
        own.styles[name].delete()
    held = io.BytesIO()
    own.save(held)
    small.write({"word/meeting.docx": held.getvalue()})
    document = docx.Document(str(written(small, tmp_path / "a.docx")))
    assert line_of(document, "Deltakarar").style.name == "Heading 2"
    assert document.tables[0].style.name == "Table Grid"


def test_nothing_that_is_withheld_stands_in_a_document(portal: Portal) -> None:
    """Of every meeting of a portal with a word in every field that is held back, and of the links in its paper."""
    hidden = hidden_portal()
    folder = portal(hidden.files).without_papers()
    settings = read_settings(folder.root)
    checked = check_portal(folder.root, settings)
    public = publish(checked.portal, MOMENT, "")
    told = set()
    for meeting in public.meetings:
        words, _ = words_of_meeting(public, settings, meeting)
        with zipfile.ZipFile(io.BytesIO(word_document(words, None, ""))) as package:
            parts = [package.read(name) for name in ("word/document.xml", "docProps/core.xml")]
            links = package.read("word/_rels/document.xml.rels").decode()
        said = " ".join(text for part in parts for text in fromstring(part).itertext())
        told |= tokens_said(f"{said} {links}")
    assert len(told) > 20
    assert {where for token, where in hidden.withheld().items() if token in told} == set()


def test_a_meeting_that_is_not_public_comes_in_no_document(small: PortalFolder) -> None:
    small.write({"meetings/ou/2021-06-10.md": "---\nnumber: 1/2021\ndraft: true\n---\n"})
    refused = small.command("word", "ou/2021-06-10")
    assert refused.exit_code == 1
    assert refused.output == "Møtet ou/2021-06-10 er ikkje offentleg, og kjem ikkje i noko dokument.\n"


# -- what comes back


def test_what_was_not_edited_changes_nothing(small: PortalFolder, paper: Path, tmp_path: Path) -> None:
    edited(paper, lambda document: None)
    for path in (paper, written(small, tmp_path / "innkalling.docx", COMING)):
        done = small.command("import", str(path))
        assert done.exit_code == 0
        assert done.output.endswith("\nIngenting er endra i dokumentet.\n")


def test_a_decision_and_a_person_are_exactly_what_was_changed(small: PortalFolder, paper: Path) -> None:
    before = (small.root / RECORD).read_text("utf-8")

    def change(document: Any) -> None:
        say(line_of(document, "Prosjektgruppa set ned ei"), "Prosjektgruppa set ned to arbeidsgrupper.")
        add_below(line_of(document, "Marit Li, Helse"), "Ada Lie, rådgjevar, Alver kommune")

    edited(paper, change)
    expected = [
        "+  - Ada Lie (rådgjevar, Alver kommune)",
        "-2. Prosjektgruppa set ned ei arbeidsgruppe.",
        "+2. Prosjektgruppa set ned to arbeidsgrupper.",
    ]
    shown = small.command("import", str(paper))
    assert shown.exit_code == 1
    assert changed_lines(shown.output) == expected
    assert (small.root / RECORD).read_text("utf-8") == before
    merged = small.command("import", str(paper), "--merge")
    assert merged.exit_code == 0, merged.output
    assert changed_lines(merged.output) == expected
    assert small.command("import", str(paper)).output.endswith("Ingenting er endra i dokumentet.\n")
    assert small.check().exit_code == 0


CHANGES: list[tuple[Callable[[Any], None], list[str]]] = [
    (lambda d: say(line_of(d, "Tid: "), "Tid: 10.30–12.00"), ["-end: 11:30", "+end: 12:00"]),
    (lambda d: say(line_of(d, "Stad: "), "Stad: Rådhuset: sal 2"),
     ["-place: Videomøte", '+place: "Rådhuset: sal 2"']),
    (lambda d: say(line_of(d, "Vedteke. 2 for"), "Vedteke. 3 for, 1 mot"),
     ["-    vote: {for: 2, against: 0}", "+    vote: {for: 3, against: 1}"]),
    (lambda d: say(d.tables[0].rows[3].cells[4].paragraphs[0], "Utsett"),
     ["-  - {title: Eventuelt, outcome: noted}", "+  - {title: Eventuelt, outcome: postponed}"]),
    (lambda d: say(line_of(d, "Innleiar: "), "Innleiar: Ada Lie"),
     ["-    presenter: Synnøve Haug", "+    presenter: Ada Lie"]),
    (lambda d: say(line_of(d, "Kari Nordvik, leiar"), "Kari Nordvik, nestleiar, Alver kommune"),
     ["-  - Kari Nordvik (leiar, Alver kommune)", "+  - Kari Nordvik (nestleiar, Alver kommune)"]),
    (lambda d: say(d.tables[1].rows[1].cells[2].paragraphs[0], "30. april 2021"),
     ["-      - {what: Leggje fram driftsmodell, responsible: alver, due: 2021-03-31}",
      "+      - {what: Leggje fram driftsmodell, responsible: alver, due: 2021-04-30}"]),
    (lambda d: say(line_of(d, "Utvalet drøfta"), "Utvalet drøfta *planen*."),
     ["-Utvalet drøfta planen.", "+Utvalet drøfta \\*planen\\*."]),
    (lambda d: add_below(line_of(d, "Prosjektgruppa set ned"), "Saka kjem att."), ["+3. Saka kjem att."]),
    (lambda d: add_below(line_of(d, "Modalen ventar"), "Lund òg."), ["+", "+Lund òg."]),
    (lambda d: [add_below(line_of(d, "Modalen ventar"), words) for words in ("To.", "Ein.")],
     ["+", "+Ein.", "+", "+To."]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_each_change_goes_where_it_belongs(
    small: PortalFolder, paper: Path, change: Callable[[Any], None], expected: list[str]
) -> None:
    edited(paper, change)
    done = small.command("import", str(paper), "--merge")
    assert done.exit_code == 0, done.output
    assert changed_lines(done.output) == expected


def test_words_that_are_taken_out_go(small: PortalFolder, paper: Path) -> None:
    def change(document: Any) -> None:
        for begin in ("Prosjektgruppa set ned", "Kari Nordvik, leiar"):
            gone = line_of(document, begin)._p
            gone.getparent().remove(gone)

    edited(paper, change)
    done = small.command("import", str(paper), "--merge")
    assert changed_lines(done.output) == [
        "-  - Kari Nordvik (leiar, Alver kommune)",
        "-2. Prosjektgruppa set ned ei arbeidsgruppe.",
    ]


def test_links_in_a_line_stay_where_others_of_its_words_change(portal: Portal, tmp_path: Path) -> None:
    text = SMALL[RECORD].replace(
        "Utvalet drøfta planen.", "Utvalet [drøfta](../../cases/2021-nettside.md) **planen** i dag."
    )
    folder = portal({**SMALL, RECORD: text}).without_papers()
    path = written(folder, tmp_path / "a.docx")
    document = docx.Document(str(path))
    line_of(document, "Utvalet drøfta").runs[-1].text = " i går."
    document.save(str(path))
    done = folder.command("import", str(path), "--merge")
    assert changed_lines(done.output)[1] == "+Utvalet [drøfta](../../cases/2021-nettside.md) **planen** i går."


def test_a_decision_that_an_item_did_not_have(portal: Portal, tmp_path: Path) -> None:
    """A notice whose item gets words in Word: a section of the record that was not there."""
    folder = portal(SMALL).without_papers()
    path = written(folder, tmp_path / "a.docx")

    def change(document: Any) -> None:
        heading = line_of(document, "Protokolltilførsel")
        item = line_of(document, "Eventuelt")
        item._p.addnext(deepcopy(line_of(document, "Modalen ventar")._p))
        item._p.addnext(deepcopy(line_of(document, "Utvalet drøfta")._p))
        item._p.addnext(deepcopy(heading._p))
        new = Paragraph(item._p.getnext(), item._parent)
        say(new, "Merknad")

    edited(path, change)
    done = folder.command("import", str(path), "--merge")
    assert changed_lines(done.output) == [
        "+", "+## Eventuelt", "+", "+### Merknad", "+", "+Utvalet drøfta planen.", "+",
        "+Modalen ventar på kommunestyret.",
    ]  # fmt: skip


NAMED = (
    SMALL[RECORD].replace("{title: Eventuelt, outcome: noted}", "{title: Eventuelt, outcome: decided}")
    + """
        ## Eventuelt

        Utvalet takka for kaffien.

        ### Vedtak

        Kaffien skal vere god.

        ## Merknader etter møtet

        Lista blei sendt rundt.

        ### Tillegg

        Ho kom att.
        """
)
"""A record with words below an item without a number, and below a heading of its own."""

RENAMED = ["-  - {title: Eventuelt, outcome: decided}", "+  - {title: Ymse, outcome: decided}"]
HEADINGS: list[tuple[Callable[[Any], None], list[str]]] = [
    (lambda d: say(line_of(d, "Eventuelt"), "Ymse"),
     [*RENAMED, "-## Eventuelt", "+## Ymse"]),
    (lambda d: [say(line_of(d, "Eventuelt"), "Ymse"), say(d.tables[0].rows[3].cells[1].paragraphs[0], "Ymse"),
                say(line_of(d, "Kaffien skal"), "Teen skal vere god.")],
     [*RENAMED, "-## Eventuelt", "+## Ymse",
      "-Kaffien skal vere god.", "+Teen skal vere god."]),
    (lambda d: say(line_of(d, "Merknader etter"), "Merknader"), ["-## Merknader etter møtet", "+## Merknader"]),
    (lambda d: say(line_of(d, "Tillegg"), "Vedlegg"), ["-### Tillegg", "+### Vedlegg"]),
    (lambda d: say(line_of(d, "Lista blei"), "Lista blei lagd."), ["-Lista blei sendt rundt.", "+Lista blei lagd."]),
    (lambda d: [say(line_of(d, "Eventuelt"), "Ymse"), say(line_of(d, "Merknader etter"), "Merknader")],
     [*RENAMED, "-## Eventuelt", "+## Ymse",
      "-## Merknader etter møtet", "+## Merknader"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), HEADINGS)
def test_a_heading_that_is_edited_is_the_same_heading(
    portal: Portal, tmp_path: Path, change: Callable[[Any], None], expected: list[str]
) -> None:
    """Not one that is gone and another that is new: what stands below it stays in its place."""
    folder = portal({**SMALL, RECORD: NAMED}).without_papers()
    path = written(folder, tmp_path / "a.docx")
    edited(path, change)
    done = folder.command("import", str(path), "--merge")
    assert changed_lines(done.output) == expected, done.output
    assert done.exit_code == 0, done.output


def test_a_number_that_is_edited_in_a_heading_is_told(small: PortalFolder, paper: Path) -> None:
    """Numbers are addresses: nothing else is taken for one, and what stands below stays where it is."""
    edited(paper, lambda document: say(line_of(document, "05/21 Felles"), "06/21 Felles nettside for Helsehuset"))
    done = small.command("import", str(paper), "--merge")
    assert done.exit_code == 1
    assert done.output.endswith(
        "«05/21 Felles nettside for Helsehuset» er blitt «06/21 Felles nettside for Helsehuset»\n"
    )
    assert changed_lines(done.output) == []


def test_a_section_of_its_own_comes_and_goes(portal: Portal, tmp_path: Path) -> None:
    folder = portal({**SMALL, RECORD: NAMED}).without_papers()
    path = written(folder, tmp_path / "a.docx")

    def more(document: Any) -> None:
        last = line_of(document, "Ho kom att")
        for style, words in (("Heading 2", "Etterpå"), ("Normal", "Alle gjekk heim."))[::-1]:
            add_below(last, words)
            Paragraph(last._p.getnext(), last._parent).style = document.styles[style]

    def less(document: Any) -> None:
        for begin in ("Merknader etter", "Lista blei", "Tillegg", "Ho kom att"):
            gone = line_of(document, begin)._p
            gone.getparent().remove(gone)

    edited(path, more)
    done = folder.command("import", str(path), "--merge")
    assert changed_lines(done.output) == ["+", "+## Etterpå", "+", "+Alle gjekk heim."]
    path = written(folder, tmp_path / "b.docx")
    edited(path, less)
    done = folder.command("import", str(path), "--merge")
    assert (done.exit_code, changed_lines(done.output)[::2]) == (
        0, ["-## Merknader etter møtet", "-Lista blei sendt rundt.", "-### Tillegg", "-Ho kom att."],
    ), done.output  # fmt: skip


@pytest.mark.parametrize("closed", ["exempt: {basis: offentleglova § 23, public_title: Eit kjøp}", "case: 2021-lukka"])
def test_nothing_goes_into_an_item_that_is_closed(portal: Portal, tmp_path: Path, closed: str) -> None:
    """Neither below its heading nor as a section that it did not have."""
    record = SMALL[RECORD].replace("case: 2021-lukka", closed)
    folder = portal({**SMALL, RECORD: record}).without_papers()
    before = (folder.root / RECORD).read_text("utf-8")
    path = written(folder, tmp_path / "a.docx")

    def change(document: Any) -> None:
        last = line_of(document, "Du kan be")
        last._p.addnext(deepcopy(line_of(document, "Utvalet drøfta")._p))
        last._p.addnext(deepcopy(line_of(document, "Protokolltilførsel")._p))
        say(line_of(document, "Innhaldet er ikkje"), "Kjøpet gjeld Hemmeleg AS.")

    edited(path, change)
    done = folder.command("import", str(path), "--merge")
    assert (done.exit_code, len(done.output.partition("inn sjølv:\n")[2].splitlines())) == (1, 3)
    assert (folder.root / RECORD).read_text("utf-8") == before


def test_what_has_no_place_in_the_record_is_told(small: PortalFolder, paper: Path) -> None:
    def change(document: Any) -> None:
        say(line_of(document, "Utvalet sluttar seg til planen."), "Utvalet seier nei.")
        say(line_of(document, "Innhaldet er ikkje offentleg."), "Kjøpet gjeld Hemmeleg AS.")

    edited(paper, change)
    done = small.command("import", str(paper), "--merge")
    assert done.exit_code == 1
    assert "Hemmeleg AS" not in (small.root / RECORD).read_text("utf-8")
    head, _, left = done.output.partition("Før det inn sjølv:\n")
    assert changed_lines(head) == []
    assert [line.split(": ", 1)[1] for line in left.strip().splitlines()] == [
        "«Innhaldet er ikkje offentleg.» er blitt «Kjøpet gjeld Hemmeleg AS.»",
        "«Utvalet sluttar seg til planen.» er blitt «Utvalet seier nei.»",
    ]


def test_a_record_that_was_changed_meanwhile_is_told_of(small: PortalFolder, paper: Path) -> None:
    record = (small.root / RECORD).read_text("utf-8")
    (small.root / RECORD).write_text(record.replace("place: Videomøte", "place: Rådhuset"), "utf-8")
    done = small.command("import", str(paper))
    assert "Posten er endra etter at dokumentet blei skrive." in done.output
    assert changed_lines(done.output) == ["-place: Rådhuset", "+place: Videomøte"]


def test_what_the_check_would_refuse_is_not_written(small: PortalFolder, paper: Path) -> None:
    before = (small.root / RECORD).read_text("utf-8")
    edited(paper, lambda document: say(line_of(document, "Tid: "), "Tid: 10.30–09.00"))
    done = small.command("import", str(paper), "--merge")
    assert done.exit_code == 1
    assert f"{RECORD}:4:6" in done.output
    assert (small.root / RECORD).read_text("utf-8") == before


def test_a_paper_without_its_mark_is_read_as_any_document(small: PortalFolder, paper: Path) -> None:
    """Where another program left the mark out: what stands in it is found or told, spaces that do not break too."""

    def change(document: Any) -> None:
        document.core_properties.keywords = ""

    edited(paper, change)
    done = small.command("import", str(paper))
    assert done.output.startswith("referat.docx: referat.\n")
    assert "verken henta eller ført opp" not in done.output


def test_a_paper_that_another_program_saved_is_known(small: PortalFolder, paper: Path, tmp_path: Path) -> None:
    """LibreOffice takes the mark for several keywords, and writes them in Word's form or in its own (ODF 1.3)."""
    mark = docx.Document(str(paper)).core_properties.keywords
    edited(paper, lambda document: setattr(document.core_properties, "keywords", mark.replace(":", " ")))
    done = small.command("import", str(paper))
    assert done.output.endswith("Ingenting er endra i dokumentet.\n")
    keywords = "".join(f"<m:keyword>{one}</m:keyword>" for one in mark.split(":"))
    with zipfile.ZipFile(tmp_path / "referat.odt", "w") as package:
        package.writestr("meta.xml", f'<o:meta xmlns:o="urn:o" xmlns:m="urn:m">{keywords}</o:meta>')
    returned = returned_paper(small.root, tmp_path / "referat.odt")
    assert returned == Returned(tmp_path / "referat.odt", mark, HELD)


def test_the_paper_of_a_meeting_that_is_gone_is_read_as_any_document(small: PortalFolder, paper: Path) -> None:
    (small.root / RECORD).unlink()
    done = small.command("import", str(paper))
    assert "er skrive av portalen" not in done.output


RICH = """
        Utvalet drøfta **planen** og H~2~O, ~~ikkje~~ *no*, `kode` og <https://a.example/>.

        1. Ein
           - under
             1. djupt
        2. To

        Så kom det meir.

        4. Fire
        5. Fem

        > Sitert, og *stressa*.

        | Namn | Tal |
        |---|---:|
        | A | 1 |

        <table><tr><th colspan="2">Over</th></tr><tr><td rowspan="2">Side</td><td>b</td></tr><tr><td>c</td></tr></table>

        ```
        linje ein
        linje to
        ```
"""


def runs_in(tree: Any) -> Iterator[str]:
    """The words of every run of a paper, wherever it stands."""
    if isinstance(tree, dict):
        if isinstance(tree.get("text"), str):
            yield from tree["text"].split("\n")
        for name in ("blocks", "runs", "items", "header", "rows", "caption", "pairs"):
            yield from runs_in(tree.get(name))
    elif isinstance(tree, list):
        for one in tree:
            yield from runs_in(one)


def test_the_words_are_the_same_as_in_print(portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are written of one tree: every run of it stands in the document, lists count as they did, tables span."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    record = SMALL[RECORD].replace("        Utvalet drøfta planen.\n", RICH)
    folder = portal({**SMALL, RECORD: record}).without_papers()
    made = word_paper(folder.root, read_settings(folder.root), HELD)
    document = docx.Document(io.BytesIO(made.content))
    text = " ".join("".join(t.text or "" for t in document.element.body.iter(qn("w:t"))).split())
    said = [" ".join(one.split()) for one in runs_in(made.words["blocks"])]
    assert len(said) > 80
    assert [one for one in said if one not in text] == []
    spans = [(cell.grid_span, cell.text) for cell in document.tables[2].rows[0].cells]
    assert spans == [(2, "Over"), (2, "Over")]
    assert [row.cells[0].text for row in document.tables[2].rows] == ["Over", "Side", "Side"]
    assert document.tables[1].rows[1].cells[1].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    counted = [block for block in read_word(made.content, "a.docx").blocks if isinstance(block, Item)]
    at = [(one.text, one.depth, one.is_numbered) for one in counted if one.text in ("Ein", "under", "Fire")]
    assert at == [("Ein", 0, True), ("under", 1, False), ("Fire", 0, True)]
    starts = [one.get(qn("w:val")) for one in document.part.numbering_part.element.iter(qn("w:startOverride"))]
    assert "4" in starts
    path = tmp_path / "a.docx"
    path.write_bytes(made.content)
    assert folder.command("import", str(path)).output.endswith("Ingenting er endra i dokumentet.\n")


# -- values put where they stand

HEAD = "---\nplace: Her # merknad\nlist:\n  - {a: 1, b: x}\n  - to\nflow: [ein, to]\n---\n\nOrd.\n"


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (lambda t: replaced(t, ("place",), "Der"), "Her #", "Der #"),
        (lambda t: replaced(t, ("list", 0, "a"), "2"), "a: 1", "a: 2"),
        (lambda t: replaced(t, ("list", 0, "b"), "y, z"), "b: x", 'b: "y, z"'),
        (lambda t: replaced(t, ("list", 0, "c"), "ny"), "b: x}", "b: x, c: ny}"),
        (lambda t: replaced(t, ("chair",), "Ada"), "flow: [ein, to]\n", "flow: [ein, to]\nchair: Ada\n"),
        (lambda t: appended(t, ("list",), "tre"), "  - to\n", "  - to\n  - tre\n"),
        (lambda t: appended(t, ("flow",), "tre"), "[ein, to]", "[ein, to, tre]"),
        (lambda t: appended(t, ("new",), "ein"), "flow: [ein, to]\n", "flow: [ein, to]\nnew: [ein]\n"),
        (lambda t: without(t, ("list", 1)), "  - to\n", ""),
        (lambda t: without(t, ("flow", 0)), "[ein, to]", "[to]"),
        (lambda t: without(t, ("flow", 1)), "[ein, to]", "[ein]"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_value_is_changed_and_nothing_else(change: Callable[[str], str], old: str, new: str, newline: str) -> None:
    before = HEAD.replace("\n", newline)
    assert change(before) == HEAD.replace(old, new, 1).replace("\n", newline)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: replaced(t, ("list",), "x"),
        lambda t: replaced(t, ("place", "x"), "x"),
        lambda t: appended(t, ("place",), "x"),
        lambda t: without(t, ("list", 7)),
        lambda t: replaced("Ord.\n", ("place",), "x"),
    ],
)
def test_what_cannot_be_changed_is_refused(change: Callable[[str], str]) -> None:
    with pytest.raises(Unfit):
        change(HEAD)


def test_a_paper_of_a_meeting_that_was_moved_comes_back_to_it(small: PortalFolder, paper: Path, tmp_path: Path) -> None:
    """Whether its words were changed or not: it is ours still, and no new meeting."""
    edited(paper, lambda document: say(line_of(document, "Stad:"), "Stad: Rådhuset"))
    moved = small.command("rename", HELD, "2021-02-22")
    assert moved.exit_code == 0, moved.output
    told = small.command("import", str(paper), "--merge").output
    assert told.startswith("referat.docx er skrive av portalen frå meetings/ssu/2021-02-22.md."), told
    assert "place: Rådhuset" in (small.root / "meetings/ssu/2021-02-22.md").read_text("utf-8")
    assert not (small.root / RECORD).exists()


def test_the_command_that_takes_a_paper_back_can_be_pasted(small: PortalFolder, tmp_path: Path) -> None:
    path = tmp_path / "til signering.docx"
    assert f"portal import '{path}' --merge" in small.command("word", HELD, "--out", str(path)).output
