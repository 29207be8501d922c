"""Tables on paper: each of real size is printed, and every letter of it measured where it stands."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest
from pypdf import PdfReader

from portal.outputs.paper import press
from portal.outputs.paper.blocks import paper_blocks
from portal.outputs.paper.tables import may_be_wide
from portal.outputs.paper.tree import finished
from portal.text.outline import read_outline
from portal.text.tree import read_html, write_html
from support.papers import Node, tags_of, text_of, xmp_of
from support.portals import make_portal
from support.tables import TABLES

_MARGIN = 67
"""Points from the edge of a page to its text, less a point for what the rounding of a letter takes."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The case that each table stands in, on paper."""
    files: dict[str, str | bytes] = {
        f"cases/2026-tabell-{n}.md": f"---\ntitle: Tabell {n}\n---\n## Bakgrunn\n\n{text}"
        for n, text in enumerate(TABLES.values())
    }
    folder = make_portal(tmp_path_factory.mktemp("tables") / "portal", files)
    result = folder.command("write", str(folder.root / "out"))
    assert result.exit_code == 0, result.output
    cases = folder.root / "out/saker"
    return {name: (cases / f"2026-tabell-{n}/saksmappe.pdf").read_bytes() for n, name in enumerate(TABLES)}


def paper(html: str, *before: dict[str, Any], lang: str = "nn", kind: str | None = None) -> bytes:
    """Some HTML on paper below a title and other blocks; in a block of a `kind`, if one is given."""
    blocks = paper_blocks(read_html(html))
    blocks = [{"kind": kind, "blocks": blocks}] if kind else blocks
    title = {"kind": "heading", "level": 1, "runs": [{"text": "Øvst"}]}
    frame = {
        "lang": lang,
        "title": "T",
        "author": "A",
        "description": "D",
        "brand": "#0d4b45",
        "foot": "F",
        "page": "{page} ({pages})",
    }
    told = finished([title, *before, *({**block, "wide": may_be_wide(block)} for block in blocks)])
    return press.printed("paper.typ", {**frame, "blocks": told}, press.EPOCH)


def letters_of(content: bytes) -> list[list[dict[str, Any]]]:
    """The letters of each page, each with its place."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [
            [
                {**one, "page": (page.width, page.height)}
                for one in page.chars
                if one["text"].strip("\u00ad\u200b \u00a0")
            ]
            for page in pdf.pages
        ]


def assert_readable(content: bytes) -> None:
    """No letter lies on another, leaves the text's area or is smaller than 8 points."""
    for letters in letters_of(content):
        assert letters
        width, height = letters[0]["page"]
        assert min(one["x0"] for one in letters) >= _MARGIN
        assert max(one["x1"] for one in letters) <= width - _MARGIN
        assert max(one["bottom"] for one in letters) <= height - 36
        text = [one for one in letters if one["bottom"] < height - 70]
        assert min((one["size"] for one in text if one["upright"]), default=8) >= 6.7  # raised letters, and code at 8
        for before, after in pairwise(sorted(letters, key=lambda one: (round(one["bottom"]), one["x0"]))):
            is_line = abs(before["bottom"] - after["bottom"]) < 2
            apart = after["x0"] > before["x1"] - 0.25 * before["size"]
            assert apart or not is_line, f"{before['text']!r} and {after['text']!r} lie on each other"


def cells_of(content: bytes) -> list[list[Node]]:
    rows = [node for node in tags_of(content).walk() if node.role == "TR"]
    return [row.children for row in rows]


def grid(rows: int, words: str, columns: int = 3, header: str = "Namn") -> str:
    """A table in HTML, every cell of the same words."""
    head = "".join(f"<th>{header}</th>" for _ in range(columns))
    row = "".join(f"<td>{words}</td>" for _ in range(columns))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{f'<tr>{row}</tr>' * rows}</tbody></table>"


def places(content: bytes, page: int, *words: str) -> list[dict[str, float]]:
    """Where words stand on a page, each the first of its kind."""
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        found = pdf.pages[page].extract_words(x_tolerance=1)
    return [next(one for one in found if one["text"] == word) for word in words]


# -- tables of real size


@pytest.mark.parametrize("name", TABLES)
def test_no_word_of_a_table_lies_on_another_or_leaves_the_page(printed: dict[str, bytes], name: str) -> None:
    assert_readable(printed[name])
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp_of(printed[name])
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp_of(printed[name])


def words_of(name: str) -> list[str]:
    """The words of a table as they were written."""
    plain = re.sub(r"<[^>]+>|[|*]|\]\([^)]*\)|\[|:?---:?|^\d\. ", " ", TABLES[name], flags=re.MULTILINE)
    return plain.split()


@pytest.mark.parametrize("name", TABLES)
def test_every_word_of_a_table_is_printed(printed: dict[str, bytes], name: str) -> None:
    said = re.sub(r"[\s\u200b\u00ad-]", "", text_of(printed[name]))
    assert not {word for word in words_of(name) if re.sub(r"[\u00ad-]", "", word) not in said}


@pytest.mark.parametrize("name", TABLES)
def test_a_decision_that_is_a_table_can_be_read(name: str) -> None:
    """In the type of decisions, and no short word touches another."""
    read = read_outline(TABLES[name], "cases/x.md", 1, ())
    content = paper(write_html(read.lead.nodes), kind="decision")
    assert_readable(content)
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        found = {word["text"] for page in pdf.pages for word in page.extract_words(x_tolerance=1)}
    assert not {word for word in words_of(name) if re.fullmatch("[A-Za-zÆØÅæøå]{2,8}", word)} - found


def turned(content: bytes) -> list[bool]:
    return [page.mediabox.width > page.mediabox.height for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize(
    ("name", "pages"),
    [("wide", [False, True, True, False]), ("fifteen", [False, True, False]), ("budget", [False, False])],
)
def test_a_page_is_turned_for_what_has_no_room_upright(printed: dict[str, bytes], name: str, pages: list[bool]) -> None:
    """With the headings before it, and the text after it stands upright again."""
    content = printed[name]
    assert turned(content) == pages
    if True in pages:
        words = PdfReader(io.BytesIO(content)).pages[pages.index(True)].extract_text()
        assert "Bakgrunn" in words
        assert "Slik viser du til sida" not in words


def test_numbers_end_in_a_line_where_markdown_says_so(printed: dict[str, bytes]) -> None:
    found = places(printed["indicators"], 1, "137", "1096", "2329", "døgn")
    assert len({round(one["x1"]) for one in found}) == 1


def test_a_list_in_a_table_and_a_table_in_a_list_keep_their_form(printed: dict[str, bytes]) -> None:
    def below(root: Node, role: str, other: str) -> bool:
        return any(other in node.roles()[1:] for node in root.walk() if node.role == role)

    assert below(tags_of(printed["nested"]), "TD", "L")
    listed = tags_of(printed["listed"])
    assert below(listed, "LBody", "Table")
    assert below(listed, "LBody", "L")
    text = text_of(printed["listed"])
    assert re.search(r"1\. Første punkt.*under.*djupare framhald av punktet 2\. Andre punkt.*300.000 3\. Tredje", text)
    first, after, second = places(printed["listed"], 1, "Første", "framhald", "Andre")
    assert round(first["x0"]) == round(after["x0"]) == round(second["x0"])


# -- how a table is set


def test_a_header_stands_on_each_page_and_is_tagged() -> None:
    content = paper(grid(90, "Ord"))
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    assert len(texts) > 1
    assert [text.count("Namn") for text in texts] == [3] * len(texts)
    rows = cells_of(content)
    assert [cell.role for cell in rows[0]] == ["TH"] * 3
    assert {cell.role for row in rows[1:] for cell in row} == {"TD"}


@pytest.mark.parametrize("html", [grid(2, "a", header=""), "<table><tr><td>a</td><td>b</td></tr></table>"])
def test_a_header_without_a_word_is_none(html: str) -> None:
    content = paper(html)
    assert "TH" not in tags_of(content).roles()
    assert "TD" in tags_of(content).roles()


def test_a_row_stands_whole_on_one_page_where_it_can() -> None:
    words = "ord " * 90
    content = paper(grid(20, f"start {words} slutt"))
    for page in PdfReader(io.BytesIO(content)).pages:
        text = page.extract_text()
        assert text.count("start") == text.count("slutt")
    long = paper(grid(1, f"start {words * 20} slutt"))
    assert len(PdfReader(io.BytesIO(long)).pages) > 1
    assert_readable(long)


def test_cells_span_as_they_are_told_to() -> None:
    html = (
        "<table><tr><th rowspan=2>A</th><th colspan=2>B</th></tr><tr><th>C</th><th>D</th></tr>"
        "<tr><td rowspan=9>e</td><td>f</td><td>g</td></tr><tr><td>h</td><td>i</td></tr>"
        "<tr><td colspan=2>j</td></tr></table>"
    )
    content = paper(html)
    assert [[cell.role for cell in row] for row in cells_of(content)] == [
        ["TH"] * 2, ["TH"] * 2, ["TD"] * 3, ["TD"] * 2, ["TD"],
    ]  # fmt: skip
    c, f, h, d, g = places(content, 0, "C", "f", "h", "D", "g")
    assert round(c["x0"]) == round(f["x0"]) == round(h["x0"])
    assert round(d["x0"]) == round(g["x0"])


def test_every_row_has_a_cell_in_each_column() -> None:
    html = "<table><tr><th colspan=2>a</th></tr><tr><td>b</td><td>c</td><td>d</td></tr></table>"
    table = paper_blocks(read_html(html))[0]
    assert len(table["columns"]) == 3
    assert [[(cell["x"], cell["colspan"]) for cell in row] for row in (*table["header"], *table["rows"])] == [
        [(0, 2), (2, 1)],
        [(0, 1), (1, 1), (2, 1)],
    ]


def test_a_caption_and_what_stands_between_cells_is_not_lost() -> None:
    content = paper("<table><caption>Løyvingar i år</caption><tr><th>A</th></tr><tr><td>b</td></tr></table>")
    assert re.search("Løyvingar i år A b", text_of(content))


@pytest.mark.parametrize("lang", ["nn", "nb"])
def test_a_word_that_is_too_long_for_its_column_is_parted_by_syllables(lang: str) -> None:
    content = paper(grid(1, "kommunehelsetenesteområdeplanlegging", columns=5), lang=lang)
    assert_readable(content)
    lines = [line for line in PdfReader(io.BytesIO(content)).pages[0].extract_text().split("\n") if "\u00ad" in line]
    assert lines
    assert all(re.search("[a-zæøå]{2,}\u00ad", line) for line in lines)
    assert PdfReader(io.BytesIO(content)).root_object["/Lang"] == f"{lang}-NO"


def test_words_that_have_room_are_not_parted() -> None:
    words = "samhandlingskoordinator i helseføretaket " * 3
    assert "\u00ad" not in PdfReader(io.BytesIO(paper(grid(3, words)))).pages[0].extract_text()


def test_a_number_is_never_parted() -> None:
    words = "Sum 1 250 000 kr, nr. 12, 15 % og § 6 frå 1. september og utover hausten"
    for size in (3, 5, 7):
        text = PdfReader(io.BytesIO(paper(grid(2, words, columns=size)))).pages[0].extract_text()
        assert text.count("1\u00a0250\u00a0000\u00a0kr") == text.count("nr.\u00a012") == 2 * size
        assert text.count("15\u00a0%") == text.count("§\u00a06") == text.count("1.\u00a0september") == 2 * size


@pytest.mark.parametrize("kind", ["decision", "note"])
def test_a_wide_table_in_a_box_turns_the_page_with_its_heading(kind: str) -> None:
    heading = {"kind": "heading", "level": 2, "runs": [{"text": "Sak 4/26"}]}
    before = {"kind": "paragraph", "runs": [{"text": "Føreord."}]}
    html = f"<p>Vedtaket er slik:</p>{grid(3, 'Samhandlingskoordinator Utskrivingsplanlegging', columns=11)}"
    content = paper(html, before, heading, kind=kind)
    assert turned(content) == [False, True]
    assert_readable(content)
    assert places(content, 1, "Sak")[0]["top"] < places(content, 1, "Vedtaket")[0]["top"]


def test_nothing_is_turned_that_has_room() -> None:
    assert turned(paper(grid(3, "Samhandlingskoordinator", columns=4))) == [False]


@pytest.mark.parametrize(
    "word",
    ["https://example.org/ei/lang/adresse/som/ikkje/tek/slutt/paa/lenge/og/vel/saa/det?sporsmaal=svar&meir=enda-meir",
     "fornamn.etternamnsson@samhandlingsavdelinga.kommunen.example", "x" * 300, "9" * 120, "MWMW" * 30],
)  # fmt: skip
@pytest.mark.parametrize("columns", [2, 5, 12, 25])
def test_a_word_without_end_stays_in_its_column(word: str, columns: int) -> None:
    assert_readable(paper(grid(1, f"{word} ord", columns=columns)))


# -- beside tables


LONGEST = "Menneskerettighetsorganisasjonsmedlemskapskontingentinnkrevingsordning"


@pytest.mark.parametrize(
    "html",
    [f"<h2>{LONGEST}</h2><p>Ord</p>", f"<p>{LONGEST * 3}</p>", f"<p>{'x' * 400}</p>",
     f"<ul><li><ul><li><ul><li>{LONGEST * 2}</li></ul></li></ul></li></ul>",
     f"<blockquote><p>{LONGEST * 2}</p></blockquote>"],
)  # fmt: skip
def test_a_long_word_stays_on_the_page_wherever_it_stands(html: str) -> None:
    assert_readable(paper(html))
