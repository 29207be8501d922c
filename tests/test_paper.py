"""On paper: the PDFs of meetings and cases are opened, their words and their tree of tags read."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, TextStringObject
from typst import TypstError

from portal.model.problems import MessageWords
from portal.outputs.paper import enclosures, press
from portal.outputs.paper.blocks import levelled, paper_blocks
from portal.outputs.paper.characters import printable
from portal.outputs.paper.enclosures import Enclosure, joined
from portal.site import writing
from portal.source.cache import FOLDER
from portal.source.settings import read_settings
from portal.text.tree import read_html
from support.attachments import PLAIN
from support.papers import SHORT, embedded_fonts, styles_of, tags_of, text_of, xmp_of
from support.planting import tokens_in
from support.portals import REPOSITORY, PortalFolder, make_portal
from support.small import SMALL

MINUTES = "moter/ssu/2021-02-19/referat.pdf"
NOTICE = "moter/ssu/2021-05-28/innkalling.pdf"
CASE = "saker/2021-nettside/saksmappe.pdf"
Portal = Callable[..., PortalFolder]


def written(folder: PortalFolder, name: str = "out") -> Path:
    """The site of a portal, written to a folder."""
    result = folder.command("write", str(folder.root / name))
    assert result.exit_code == 0, result.output
    return folder.root / name


def papers(site: Path) -> dict[str, bytes]:
    """Every PDF of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*.pdf"))}


def in_order(text: str, *words: str) -> bool:
    """Whether words stand in a text one after another."""
    position = 0
    for word in words:
        position = text.find(word, position) + 1
        assert position, f"{word!r} is not there, or not where it should be, in: {text}"
    return True


def pdf(*pages: tuple[float, float], rotation: int = 0, words: str = "") -> bytes:
    """A PDF with empty pages of some sizes."""
    writer = PdfWriter()
    for width, height in pages:
        writer.add_blank_page(width, height).rotate(rotation)
    if words:
        writer.add_metadata({"/Title": words})
    told = io.BytesIO()
    writer.write(told)
    return told.getvalue()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(make_portal(tmp_path_factory.mktemp("paper") / "portal", SMALL))


# -- what there is


def test_each_meeting_with_an_agenda_has_a_notice_and_with_minutes_minutes(small: Path) -> None:
    assert sorted(papers(small)) == [
        "moter/ssu/2021-02-19/innkalling.pdf",
        "moter/ssu/2021-02-19/referat.pdf",
        "moter/ssu/2021-05-28/innkalling.pdf",
        "saker/2021-nettside/saksmappe.pdf",
    ]


def test_the_pages_link_to_the_papers_with_their_size(small: Path) -> None:
    page = (small / "moter/ssu/2021-02-19/index.html").read_text("utf-8")
    links = dict(
        re.findall(
            r'<a href="((?:innkalling|referat)\.pdf)">([^<]*)</a>', page.replace("../../../moter/ssu/2021-02-19/", "")
        )
    )
    sizes = {name: round((small / "moter/ssu/2021-02-19" / name).stat().st_size / 1000) for name in links}
    assert links == {
        "innkalling.pdf": f"Innkalling (PDF, {sizes['innkalling.pdf']}\u00a0kB)",
        "referat.pdf": f"Referat (PDF, {sizes['referat.pdf']}\u00a0kB)",
    }
    case = (small / "saker/2021-nettside/index.html").read_text("utf-8")
    pages = len(PdfReader(small / CASE).pages)
    assert re.findall(r"Saksmappe \(PDF, (\d) sider, \d+\u00a0kB\)", case) == [str(pages)]


def test_a_portal_that_wants_no_papers_has_none(portal: Portal) -> None:
    folder = portal(SMALL)
    settings = folder.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("paper: true", "paper: false"), "utf-8")
    site = written(folder)
    assert papers(site) == {}
    assert not (folder.root / "build/cache/files").exists()
    assert ".pdf" not in (site / "moter/ssu/2021-02-19/index.html").read_text("utf-8")
    assert folder.build().returncode == 0


def test_the_setting_is_yes_or_no(portal: Portal) -> None:
    folder = portal(SMALL)
    settings = folder.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("paper: true", "paper: av"), "utf-8")
    assert [(p.code, p.values) for p in read_settings(folder.root).problems] == [
        ("settings_value", {"name": "paper", "found": "av", "takes": MessageWords("settings.takes_flag")})
    ]


# -- for everybody


@pytest.mark.parametrize("path", [MINUTES, NOTICE, CASE])
def test_a_paper_says_that_it_is_tagged_and_keeps_to_the_standards(small: Path, path: str) -> None:
    content = (small / path).read_bytes()
    root = PdfReader(io.BytesIO(content)).root_object
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert root["/Lang"] == "nn-NO"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    xmp = xmp_of(content)
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    fonts = embedded_fonts(content)
    assert len(fonts) >= 2
    assert set(fonts.values()) == {True}
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} <= {"PortalSans", "PortalSerif"}


@pytest.mark.parametrize("path", [MINUTES, NOTICE, CASE])
def test_headings_begin_with_one_of_the_first_level_and_skip_none(small: Path, path: str) -> None:
    levels = [int(role[1]) for role in tags_of((small / path).read_bytes()).roles() if re.fullmatch("H[1-6]", role)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_table_has_a_row_of_headers_and_rows_of_as_many_cells(small: Path) -> None:
    tables = [node for node in tags_of((small / MINUTES).read_bytes()).walk() if node.role == "Table"]
    assert len(tables) == 2
    for table, columns in zip(tables, (5, 3), strict=True):
        assert [part.role for part in table.children] == ["THead", "TBody"]
        rows = [row for part in table.children for row in part.children]
        assert {row.role for row in rows} == {"TR"}
        assert [cell.role for cell in rows[0].children] == ["TH"] * columns
        assert all([cell.role for cell in row.children] == ["TD"] * columns for row in rows[1:])


def test_words_in_the_other_language_say_so(portal: Portal) -> None:
    files = {**SMALL, "meetings/ssu/2021-05-28.md": SMALL["meetings/ssu/2021-05-28.md"].replace(
        "start: 10:00", "start: 10:00\n        lang: nb"
    )}  # fmt: skip
    site = written(portal(files))
    root = PdfReader(site / NOTICE).root_object
    assert root["/Lang"] == "nb-NO"
    assert "Møteinnkalling" in text_of((site / NOTICE).read_bytes())
    assert "Side 1 av" in text_of((site / NOTICE).read_bytes())
    case = tags_of((site / CASE).read_bytes())
    assert case.lang is None


# -- what they say


def test_minutes_say_what_the_meeting_came_to(small: Path) -> None:
    text = text_of((small / MINUTES).read_bytes()).replace("\u00a0", " ")
    assert in_order(
        text, "Møtereferat", "Strategisk samarbeidsutval, møte 1/2021, 19. februar 2021",
        "Referatet er ikkje godkjent enno.", "Det står til godkjenning 28. mai 2021 (Sak 06/21).",
        "Utval", "Strategisk samarbeidsutval", "Fredag 19. februar 2021", "10.30–11.30", "Videomøte",
        "Kari Nordvik", "Deltakarar", "Til stades", "Marit Li, Helse Fjord, vara for Per Sund", "Forfall", "Per Sund",
        "Sakliste", "Utfall", "04/21", "Kjøp av tenester", "Unnateke",
        "04/21 Kjøp av tenester", "Det er unnateke etter offentleglova § 23 første ledd.",
        "05/21 Felles nettside for Helsehuset", "Drøfting og vedtak", "Synnøve Haug", "Utvalet drøfta planen.",
        "Framlegg til vedtak", "1. Utvalet sluttar seg til planen.",
        "Vedtak 05/21", "2. Prosjektgruppa set ned ei arbeidsgruppe.", "Vedteke. 2 for, 0 mot",
        "Protokolltilførsel", "Modalen ventar på kommunestyret.",
        "Oppfølging", "Kva", "Ansvarleg", "Frist", "Leggje fram driftsmodell", "Alver kommune", "31. mars 2021",
        "Setje ned arbeidsgruppe", "Prosjektgruppa", "Gjort 3. mars 2021",
        "Vedlegg til saka", "Saksgrunnlag (ikkje publisert)", "Eventuelt", "Retta eit namn.",
        "Slik viser du til sida", "https://helsefellesskap.example/moter/ssu/2021-02-19/",
    )  # fmt: skip
    assert "Hemmeleg" not in text


def test_minutes_in_bokmal_say_the_same(portal: Portal) -> None:
    content = (written(portal(SMALL, lang="nb")) / MINUTES).read_bytes()
    assert PdfReader(io.BytesIO(content)).root_object["/Lang"] == "nb-NO"
    text = text_of(content).replace("\u00a0", " ")
    assert in_order(
        text, "Møtereferat", "Referatet er ikke godkjent ennå.", "Fredag 19. februar 2021", "Deltakere", "Saksliste",
        "Vedtak 05/21", "2 for, 0 mot", "Hva", "Ansvarlig", "Frist", "(ikke publisert)",
        "https://helsefellesskap.example/moter/ssu/2021-02-19/", "Side",
    )  # fmt: skip


def test_a_notice_says_nothing_of_what_came_after(small: Path) -> None:
    text = text_of((small / "moter/ssu/2021-02-19/innkalling.pdf").read_bytes())
    assert in_order(
        text, "Møteinnkalling", "Sakliste", "05/21", "Framlegg til vedtak", "Vedlegg til saka", "Saksgrunnlag"
    )
    for word in ("Utfall", "drøfta", "Vedtak 05/21", "Modalen", "Oppfølging", "Marit Li", "godkjent"):
        assert word not in text


def test_minutes_say_where_they_were_approved(portal: Portal) -> None:
    approved = SMALL["meetings/ssu/2021-05-28.md"].replace("2021-02-19}", "2021-02-19, outcome: approved}")
    files = {**SMALL, "meetings/ssu/2021-05-28.md": approved}
    folder = portal(files)
    assert folder.command("write", str(folder.root / "later"), epoch="1625000000").exit_code == 0
    text = text_of((folder.root / "later" / MINUTES).read_bytes()).replace("\u00a0", " ")
    assert "Referatet er godkjent 28. mai 2021 (Sak 06/21)." in text
    assert "ikkje godkjent" not in text


def test_the_notice_of_a_cancelled_meeting_says_so(portal: Portal) -> None:
    called_off = SMALL["meetings/ssu/2021-05-28.md"].replace("start: 10:00", "cancelled: {reason: For få kan møte.}")
    text = text_of((written(portal({**SMALL, "meetings/ssu/2021-05-28.md": called_off})) / NOTICE).read_bytes())
    assert "Møtet er avlyst. For få kan møte." in text


# -- words of any kind


HOSTILE = "#import x: *a* $y^2$ `k` _u_ <l> @r \\ // /* #{1+1} [b] = h"


def test_words_are_never_read_as_the_printers_own_language(portal: Portal) -> None:
    meeting = SMALL["meetings/ssu/2021-05-28.md"].replace("title: Godkjenning av referat", f"title: '{HOSTILE}'")
    written_words = '#import "x" og $x$, #panic(1) og \\*stjerner\\*'
    site = written(portal({**SMALL, "meetings/ssu/2021-05-28.md": f"{meeting}\n        {written_words}\n"}))
    text = text_of((site / NOTICE).read_bytes())
    assert HOSTILE in text
    assert '#import "x" og $x$, #panic(1) og *stjerner*' in text


ODD = {
    "emoji": ("Møte 😀😀 slutt", "Møte □ slutt"),
    "family": ("a 👨‍👩‍👧 b", "a □ b"),
    "flag": ("a 🇳🇴 b", "a □ b"),
    "han": ("a 漢字 b", "a □ b"),
    "private": ("a\ue000b", "a□b"),
    "never a character": ("a\U0010ffffb", "a□b"),
    "control": ("a\x01\x7f\x85b", "ab"),
    "direction": ("a\u202eb\u2066c\u200fd", "abcd"),
    "look": ("a\ufe0fb", "ab"),
    "lone half": ("a\ud800b", "ab"),
    "lines": ("a\u2028b\tc", "a b c"),
    "composed": ("a\u030a", "å"),
    "sami": ("Kárášjohka Guovdageaidnu Deatnu čđŋšŧž", "Kárášjohka Guovdageaidnu Deatnu čđŋšŧž"),
    "signs": ("≥ 5 → ½ ☐ ✓ ½ №", "≥ 5 → ½ ☐ ✓ ½ №"),
    "greek and russian": ("α Привет", "α Привет"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_cannot_be_printed_is_a_square_and_what_cannot_be_seen_goes(name: str) -> None:
    before, after = ODD[name]
    assert printable(before, press.has_glyph) == after


def test_every_character_can_stand_in_a_record(portal: Portal) -> None:
    spans = [
        (0x20, 0x3000),
        (0xA640, 0xABFF),
        (0xF900, 0x10000),
        (0x1D400, 0x1D500),
        (0x1F300, 0x1F6FF),
        (0xE0000, 0xE0080),
    ]
    codes = [code for first, last in spans for code in range(first, last, 7)]
    words = "".join(f"a{chr(code)}" for code in codes if not (0xD800 <= code < 0xE000 or 0x7F <= code < 0xA0))
    marks = "".join(f"e{chr(code)}{chr(0x0301)}{chr(0x20E0)}\u200d" for code in range(0x300, 0x370))
    meeting = f"{SMALL['meetings/ssu/2021-05-28.md']}\n        {words}\n\n        {marks}\n"
    site = written(portal({**SMALL, "meetings/ssu/2021-05-28.md": meeting}))
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp_of((site / NOTICE).read_bytes())


def test_a_paper_is_printed_when_only_plain_letters_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "has_glyph", lambda character: True)
    frame = {
        "lang": "nn",
        "title": "T",
        "author": "A",
        "description": "D",
        "brand": "#0d4b45",
        "foot": "F",
        "page": "{page}/{pages}",
    }
    blocks = [{"kind": "heading", "level": 1, "runs": [{"text": "Møte – 漢"}]}]
    assert "Møte – □" in text_of(press.printed("paper.typ", {**frame, "blocks": blocks}, press.EPOCH))


RICH = """
# Øvst

Avsnitt med **feit**, *skrå*, `kode`, ~~strøke~~ og [lenkje](https://example.org/x).
Ny linje\\
brote.

###### Djupt

1. ein
   - under
     1. djupare
2. to

> Sitat
>
> - i sitat

| Kolonne | Tal |
|---|---|
| A | 1 |
| B |  |

    kode  med   rom

<table><tr><td colspan="2" rowspan="9">brei</td></tr><tr><th>x</th><td>y</td><td>z</td></tr></table>
<details><summary>Meir</summary><p lang="en">English</p></details>

---

![Bilete av huset](https://example.org/hus.png)
"""


def test_a_text_keeps_its_form(portal: Portal) -> None:
    case = f"---\ntitle: Rik tekst\n---\n{RICH}"
    site = written(portal({**SMALL, "cases/2021-rik.md": case}))
    content = (site / "saker/2021-rik/saksmappe.pdf").read_bytes()
    root = tags_of(content)
    roles = root.roles()
    levels = [int(role[1]) for role in roles if re.fullmatch("H[1-6]", role)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert roles.count("L") >= 4
    assert {"BlockQuote", "Table", "TH", "TD", "Code", "Link", "Strong", "Em"} <= set(roles)
    assert in_order(
        text_of(content), "Øvst", "Avsnitt med feit, skrå, kode, [stroke: strøke] og lenkje. Ny linje brote.",
        "Djupt", "1. ein",
        "under", "djupare", "2. to", "Sitat", "Kolonne Tal", "A 1", "kode", "brei", "x y z", "Meir", "English",
        "Bilete av huset",
    )  # fmt: skip


def test_what_is_nested_without_end_is_printed(portal: Portal) -> None:
    deep = "".join(f"{'  ' * depth}- n{depth}\n" for depth in range(28))
    quoted = f"{'>' * 25} innerst\n"
    tables = f"{'<table><tr><td>' * 25}kjerne{'</td></tr></table>' * 25}\n"
    case = f"---\ntitle: Djup\n---\n{deep}\n{quoted}\n{tables}"
    content = (written(portal({"cases/2021-djup.md": case})) / "saker/2021-djup/saksmappe.pdf").read_bytes()
    assert in_order(text_of(content), "n0", "n27", "innerst", "kjerne")


def test_levels_of_headings_are_made_whole() -> None:
    def told(*levels: int) -> list[int]:
        return [block["level"] for block in levelled([{"kind": "heading", "level": n, "runs": []} for n in levels])]

    assert told(1, 4, 4, 2, 6, 9, 9, 9, 9) == [1, 2, 3, 2, 3, 4, 5, 6, 6]


LINKED = """
Sjå https://example.org/a_(b)/x?y=1, (https://example.org/rapport) og https://example.org/møte/æ.
Skriv til post@samarbeid.example. `https://example.org/kode` er kode, og [lenkja](https://example.org/til) er ei.

| Kvar | Adresse |
|---|---|
| Nett | https://example.org/i-ein-tabell |

- ~~Sjå https://example.org/stroke, som er borte.~~
"""


def targets(content: bytes) -> list[str]:
    """What the links of a PDF lead to, in order."""
    pages = PdfReader(io.BytesIO(content)).pages
    held = [one.get_object() for page in pages for one in page.get("/Annots") or ()]
    return [str(one["/A"]["/URI"]) for one in held if "/URI" in one.get("/A", {})]


def test_an_address_that_is_printed_is_a_link_too(portal: Portal) -> None:
    site = written(portal({**SMALL, "cases/2021-lenkjer.md": f"---\ntitle: Lenkjer\n---\n{LINKED}"}))
    content = (site / "saker/2021-lenkjer/saksmappe.pdf").read_bytes()
    assert list(dict.fromkeys(targets(content))) == [
        "https://example.org/a_(b)/x?y=1", "https://example.org/rapport", "https://example.org/m%C3%B8te/%C3%A6",
        "mailto:post@samarbeid.example", "https://example.org/til", "https://example.org/i-ein-tabell",
        "https://example.org/stroke", "https://helsefellesskap.example/saker/2021-lenkjer/",
    ]  # fmt: skip
    assert "https://example.org/møte/æ.Skrivtilpost@samarbeid.example." in text_of(content).replace(" ", "")
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp_of(content)


@pytest.mark.parametrize("path", [MINUTES, NOTICE, CASE])
def test_the_address_of_the_page_is_a_link_wherever_it_is_printed(small: Path, path: str) -> None:
    content = (small / path).read_bytes()
    address = f"https://helsefellesskap.example/{path.rpartition('/')[0]}/"
    said = text_of(content).replace(" ", "")
    assert len(re.findall(re.escape(address) + "(?![a-z0-9])", said)) == targets(content).count(address) == 2


def test_a_struck_word_and_a_raised_and_a_lowered_one_are_tagged_as_such(portal: Portal) -> None:
    words = "Summen er ~~300, sjå [saka](https://example.org/x)~~ 400, den 4<sup>de</sup> og v<sub>før</sub>."
    site = written(portal({**SMALL, "cases/2021-strok.md": f"---\ntitle: Strok\n---\n{words}\n"}))
    content = (site / "saker/2021-strok/saksmappe.pdf").read_bytes()
    held = styles_of(content)
    assert [one.get("/TextDecorationType") for one in held].count("/LineThrough") == 2
    moved = [(float(one["/BaselineShift"]), float(one["/LineHeight"])) for one in held if "/BaselineShift" in one]
    assert [(shift > 1, size > 4) for shift, size in moved] == [(True, True), (False, True)]


def test_the_search_for_what_is_withheld_reads_the_words_of_a_paper(portal: Portal) -> None:
    words = "qx00017qx, " + "ord " * 30 + "samanhengande qx00018qx"
    site = written(portal({"cases/2021-x.md": f"---\ntitle: qx00019qx\nsubmitted: 4017-01-02\n---\n{words}\n"}))
    paper = "saker/2021-x/saksmappe.pdf"
    found = tokens_in(site)
    assert {token for token in found if paper in found[token]} >= {"qx00017qx", "qx00018qx", "qx00019qx", "4017"}
    assert b"qx00017qx" not in (site / paper).read_bytes()


# -- asked for by many

PRINTING = """
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from portal.outputs.paper import press
from support.papers import SHORT

if __name__ == "__main__":
    before = press.printed("paper.typ", SHORT, press.EPOCH)
    with ProcessPoolExecutor(1, get_context("fork")) as forked:
        assert forked.submit(press.printed, "paper.typ", SHORT, press.EPOCH).result() == before
"""


def test_a_fork_of_a_process_that_has_printed_prints_too(tmp_path: Path) -> None:
    """typst's threads stay behind, and it would wait for them for ever."""
    script = tmp_path / "script.py"
    script.write_text(PRINTING, "utf-8")
    searched = os.pathsep.join((str(REPOSITORY / "tests"), *sys.path))
    environment = {**os.environ, "PYTHONPATH": searched}
    done = subprocess.run([sys.executable, script], env=environment, capture_output=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


def test_threads_print_one_after_the_other() -> None:
    def print_one(_: int) -> bytes:
        return press.printed("paper.typ", SHORT, press.EPOCH)

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(print_one, range(8)))) == 1


def test_a_paper_is_printed_when_it_or_its_size_is_asked_for(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compile_ = press.compiled
    monkeypatch.setattr(writing, "_ENOUGH", 10**9)  # by this process
    monkeypatch.setattr(press, "compiled", lambda name, *rest: made.append(name) or compile_(name, *rest))
    folder = portal(SMALL)
    shown = folder.command("show", f"/{MINUTES.removesuffix('referat.pdf')}")
    assert shown.exit_code == 0
    assert len(made) == 2  # its notice and its minutes
    assert folder.command("show", "/saker/").exit_code == 0
    assert folder.command("show", f"/{MINUTES}").stdout_bytes.startswith(b"%PDF")
    assert len(made) == 2
    assert folder.command("show", f"/{CASE}").stdout_bytes.startswith(b"%PDF")
    assert len(made) == 3


# -- made once


def test_what_is_unchanged_is_not_printed_again(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compile_ = press.compiled
    monkeypatch.setattr(writing, "_ENOUGH", 10**9)  # by this process
    monkeypatch.setattr(press, "compiled", lambda name, *rest: made.append(name) or compile_(name, *rest))
    folder = portal(SMALL)
    written(folder)
    assert made == ["paper.typ"] * 4
    before = papers(written(folder))
    assert len(made) == 4
    later = folder.command("write", str(folder.root / "later"), epoch="1620864000")
    assert later.exit_code == 0
    assert len(made) == 4
    folder.write({"meetings/ssu/2021-05-28.md": SMALL["meetings/ssu/2021-05-28.md"].replace("10:00", "11:00")})
    after = papers(written(folder))
    assert len(made) == 5
    assert {path for path in after if after[path] != before[path]} == {NOTICE}


def test_what_no_build_has_used_for_a_month_is_taken_away(portal: Portal) -> None:
    folder = portal(SMALL)
    written(folder)
    stale = folder.root / FOLDER / "files" / "gamal.pdf"
    stale.write_bytes(b"x")
    fresh = folder.root / FOLDER / "files" / "fersk.pdf"
    fresh.write_bytes(b"x")
    os.utime(stale, (1, 1))
    written(folder)
    assert (stale.exists(), fresh.exists()) == (False, True)


def test_a_paper_is_made_where_nothing_can_be_kept(portal: Portal) -> None:
    folder = portal(SMALL)
    kept = written(folder)
    other = PortalFolder(folder.root)
    (folder.root / FOLDER).rename(folder.root / "build" / "before")
    (folder.root / FOLDER).write_text("ei fil i vegen", "utf-8")
    assert papers(written(other, "again")) == papers(kept)


def test_two_clean_builds_give_the_same_bytes(tmp_path: Path) -> None:
    note = pdf((595, 842), (842, 595))
    case = SMALL["cases/2021-nettside.md"].replace(
        "for: [ssu]", "for: [ssu]\n        attachments: [{title: N, file: n.pdf}]"
    )
    files = {**SMALL, "cases/2021-nettside.md": case, "cases/2021-nettside/n.pdf": note}
    first, second = (papers(written(make_portal(tmp_path / name, files))) for name in ("a", "b"))
    assert len(first) == 5
    assert first == second


# -- an editor's own


def test_an_editors_own_file_stands_in_the_papers_place(portal: Portal) -> None:
    own = pdf((300, 300), words="Redaktøren si")
    meeting = SMALL["meetings/ssu/2021-02-19.md"].replace(
        "corrections:", "attachments: [{title: Signert referat, file: referat.pdf}]\n        corrections:"
    )
    files = {**SMALL, "meetings/ssu/2021-02-19.md": meeting, "meetings/ssu/2021-02-19/referat.pdf": own}
    folder = portal(files)
    assert folder.check().exit_code == 0
    site = written(folder)
    assert (site / MINUTES).read_bytes() == own
    assert len(list((folder.root / FOLDER).rglob("*.pdf"))) == 3
    assert "Referat (PDF, 1 kB)" in (site / "moter/ssu/2021-02-19/index.html").read_text("utf-8")
    assert folder.build().returncode == 0


def test_a_file_of_that_name_that_may_not_be_read_stands_in_no_place(portal: Portal) -> None:
    meeting = SMALL["meetings/ssu/2021-02-19.md"].replace(
        "corrections:",
        "attachments: [{title: Løynd, file: referat.pdf, exempt: {basis: b, public_title: p}}]\n        corrections:",
    )
    own = pdf((300, 300))
    files = {**SMALL, "meetings/ssu/2021-02-19.md": meeting, "meetings/ssu/2021-02-19/referat.pdf": own}
    content = (written(portal(files)) / MINUTES).read_bytes()
    assert content != own
    assert "Løynd" not in text_of(content)


def test_no_other_page_takes_the_address_of_a_paper(portal: Portal) -> None:
    folder = portal(
        {**SMALL, "cases/2021-a.md": "---\ntitle: A\naliases: [/saker/2021-nettside/saksmappe.pdf/x/]\n---\n"}
    )
    result = folder.check()
    assert result.exit_code == 1
    assert "cases/2021-a.md" in result.output
    assert "/saker/2021-nettside/saksmappe.pdf" in result.output


# -- a case with all its papers


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    writer.encrypt("hemmeleg", algorithm="RC4-128")
    told = io.BytesIO()
    writer.write(told)
    return told.getvalue()


CASE_PAPERS = """
        attachments:
          - {title: Utgreiing, file: utgreiing.pdf}
          - {title: Kladd, file: kladd.docx}
          - {title: Låst, file: laast.pdf}
          - {title: Skadd, file: skadd.pdf}
          - {title: Same att, file: utgreiing.pdf}
          - {title: Rettleiar, url: "https://example.org/r"}
          - {title: Brev}
          - {title: Løynd, file: loynd.pdf, exempt: {basis: offl. § 13, public_title: Personalnotat}}
"""
PACK: dict[str, str | bytes] = {
    **SMALL,
    "cases/2021-nettside.md": SMALL["cases/2021-nettside.md"].replace(
        "        for: [ssu]\n", f"        for: [ssu]{CASE_PAPERS}"
    ),
    "cases/2021-nettside/utgreiing.pdf": pdf((595, 842), (842, 595), words="Utgreiing"),
    "cases/2021-nettside/kladd.docx": PLAIN["docx"],
    "cases/2021-nettside/laast.pdf": locked(),
    "cases/2021-nettside/skadd.pdf": b"%PDF-1.7\nikkje noko\n%%EOF",
    "cases/2021-nettside/loynd.pdf": pdf((111, 111)),
    "meetings/ssu/2021-02-19.md": SMALL["meetings/ssu/2021-02-19.md"].replace(
        "{title: Saksgrunnlag}", "{title: Saksgrunnlag, file: grunnlag.pdf}"
    ),
    "meetings/ssu/2021-02-19/grunnlag.pdf": pdf((400, 500), rotation=90),
}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return (written(make_portal(tmp_path_factory.mktemp("pack") / "portal", PACK)) / CASE).read_bytes()


def test_a_pack_tells_what_is_on_which_page_and_what_is_not_there(pack: bytes) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pack)).pages]
    own = len(pages) - 3
    text = re.sub(r"\s+", " ", pages[0]).replace("\u00a0", " ")
    assert in_order(
        text, "Saksmappe", "Felles nettside for Helsehuset", "Innhald", "Saka", "05/21 Strategisk samarbeidsutval",
        "Slik viser du til sida", "Vedlegg", "Nr. Tittel Høyrer til Side",
        f"1 Utgreiing Sak {own + 1}–{own + 2}",
        "2 Kladd Sak Ikkje lagt ved: fila er ikkje PDF",
        "3 Låst Sak Ikkje lagt ved: fila er låst",
        "4 Skadd Sak Ikkje lagt ved: fila er skadd",
        "5 Rettleiar Sak Ikkje lagt ved: ligg på ein annan nettstad",
        "6 Brev Sak Ikkje publisert",
        "7 Personalnotat Sak Unnateke offentlegheit",
        "8 Saksgrunnlag Sak 05/21, Strategisk samarbeidsutval", f"{own + 3}",
        "Vedlegga er lagde ved slik dei blei publiserte.", f"Side 1 av {own + 3}",
    )  # fmt: skip
    assert "Same att" not in text


def test_the_enclosures_stand_last_in_order_each_page_stamped(pack: bytes) -> None:
    pages = PdfReader(io.BytesIO(pack)).pages
    sizes = [(round(page.cropbox.width), round(page.cropbox.height), page.rotation) for page in pages[-3:]]
    assert sizes == [(595, 842, 0), (842, 595, 0), (500, 400, 0)]
    number = len(pages)
    stamps = [page.extract_text().strip() for page in pages[-3:]]
    assert stamps == [f"Saksmappe, side {number - 2 + n} av {number}" for n in range(3)]
    assert [item.title for item in PdfReader(io.BytesIO(pack)).outline if not isinstance(item, list)][-2:] == [
        "Utgreiing",
        "Saksgrunnlag",
    ]


def test_a_pack_with_what_others_made_promises_nothing_of_it(pack: bytes, small: Path) -> None:
    assert "pdfuaid:part" not in xmp_of(pack)
    assert "pdfaid:part" not in xmp_of(pack)
    assert "H1" in tags_of(pack).roles()
    assert "pdfuaid:part" in xmp_of((small / CASE).read_bytes())


def test_what_acts_or_is_tagged_in_an_enclosure_does_not_come_along() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    page.update({NameObject("/StructParents"): NumberObject(0), NameObject("/AA"): DictionaryObject()})
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('hei')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    told = io.BytesIO()
    writer.write(told)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.pdf"
        path.write_bytes(told.getvalue())
        one = Enclosure(1, "X", None, "Sak", pages=1, location=path)
        made = PdfReader(io.BytesIO(joined(pdf((300, 300)), [one], pdf((300, 300)))))
    assert {"/StructParents", "/AA"} & set(made.pages[1]) == set()
    assert {"/OpenAction", "/AA"} & set(made.root_object) == set()


def test_a_pack_has_an_end(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enclosures, "MOST_PAGES", 2)
    folder = portal(PACK)
    content = (written(folder) / CASE).read_bytes()
    text = text_of(content)
    assert in_order(text, "8 Saksgrunnlag", "Ikkje lagt ved: mappa blir for stor")
    assert [page.cropbox.width for page in PdfReader(io.BytesIO(content)).pages][-2:] == [595, 842]
    monkeypatch.setattr(enclosures, "MOST_BYTES", 1)
    assert text_of((written(folder, "less") / CASE).read_bytes()).count("mappa blir for stor") == 2


def test_a_heading_out_of_all_measure_is_cut_and_stands_below_itself() -> None:
    """No string of a PDF/A is longer than 32,767 bytes, and a heading is its own bookmark."""
    runs = [{"text": "Ord " * 10_000}]
    cut, whole = levelled([{"kind": "heading", "level": 1, "runs": runs}])
    assert cut == {"kind": "heading", "level": 1, "runs": [{"text": ("Ord " * 500) + "…"}]}
    assert whole == {"kind": "paragraph", "runs": runs}


def test_a_paper_that_cannot_be_printed_is_told_of(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record, what typst said, and what to do; no traceback, and no site."""

    def failing(*given: object) -> bytes:
        raise TypstError("PDF/A-2a error")

    monkeypatch.setattr(press, "compiled", failing)
    monkeypatch.setattr(writing, "_ENOUGH", 10**9)
    result = portal(SMALL).command("write", str(tmp_path / "site"))
    assert result.exit_code == 1
    assert result.stderr == (
        "Éin feil:\nmeetings/ssu/2021-02-19.md:1:1: PDF-en av posten kunne ikkje lagast: PDF/A-2a error. "
        "Slik seier programmet typst det. "
        "Rett teksten, eller set «paper: false» i mkdocs.yml for å byggje utan PDF.\n"
    )
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>dekkjer <del>50</del> 60</p>", "dekkjer [stroke: 50] 60"),
        ("<p>dekkjer <del>50</del><ins>60</ins></p>", "dekkjer [stroke: 50] 60"),
        ("<p>a<s> b </s>c</p>", "a [stroke: b] c"),
        ("<p>(<del>50 <strong>kroner</strong></del>)</p>", "([stroke: 50 kroner])"),
        ("<p>10<sup>6</sup> og H<sub>2</sub>O, x<sup>2a</sup></p>", "10⁶ og H₂O, x2a"),
    ],
)
def test_who_copies_the_words_of_a_paper_gets_what_is_struck_and_raised(html: str, told: str) -> None:
    (block,) = paper_blocks(read_html(html))
    assert "".join(run["text"] for run in block["runs"]) == told


def test_what_stands_behind_a_list_that_lies_too_deep_stays_in_its_place() -> None:
    """Lists deeper than papers have are printed at that depth, and end nothing around them."""
    blocks = paper_blocks(read_html("<ul><li>a" * 20 + "</li></ul>b" * 20))
    assert [block["kind"] for block in blocks] == ["list", "paragraph"]
    (item,) = blocks[0]["items"]
    assert [block["kind"] for block in item] == ["paragraph", "list", "paragraph"]


def test_what_is_struck_is_marked_in_the_language_of_its_words() -> None:
    texts = [
        paper_blocks(read_html("<p><del>x</del></p>"), lang, own)[0]["runs"][0]["text"]
        for lang, own in (("nb", "nn"), (None, "nb"))
    ]
    assert texts == ["[strøket: ", "[strøket: "]
