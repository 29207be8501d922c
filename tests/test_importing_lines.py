"""Text whose lines may be broken anywhere becomes the blocks that its author wrote."""

from __future__ import annotations

import textwrap

import pytest

from portal.commands.importing.document.blocks import DocumentPlace, Heading, Item, Paragraph, Table
from portal.commands.importing.document.text import Line, blocks_of


def read(text: str) -> list[tuple[str, str, int]]:
    """The blocks of a text, each as its sort, its words and how deep it is."""
    lines = textwrap.dedent(text).strip("\n").split("\n")
    blocks = blocks_of(Line(DocumentPlace(0, n), line) for n, line in enumerate(lines, 1))
    return [(type(b).__name__, b.text, b.depth if isinstance(b, Item) else 0) for b in blocks]


def paragraphs(*texts: str) -> list[tuple[str, str, int]]:
    return [("Paragraph", text, 0) for text in texts]


WIDE = "Denne lina er så lang at ho fyller heile breidda på sida, og vert broten der orda ikkje får plass til meir"


def test_a_line_that_the_margin_broke_goes_on_and_one_that_was_short_does_not() -> None:
    assert read(f"""
        {WIDE}
        Kommunane svarte på alt dei vart spurde om.
        Etablere ein møteplass for kommunane
        Utarbeide ein felles plan
        """) == paragraphs(
        f"{WIDE} Kommunane svarte på alt dei vart spurde om.",
        "Etablere ein møteplass for kommunane",
        "Utarbeide ein felles plan",
    )


@pytest.mark.parametrize("before", ["Arbeidet vert lagt fram for", "Med rådgjevarar frå", "Alver, Austrheim,"])
def test_a_line_that_ends_in_the_middle_of_a_phrase_goes_on(before: str) -> None:
    assert read(f"{WIDE}.\n\n{before}\nRegion Nord\n")[1:] == paragraphs(f"{before} Region Nord")


def test_a_page_break_within_a_bracket_or_a_sentence_is_no_end() -> None:
    assert read("""
        Verktøya manglar (det gjeld ikkje

        Bergen kommune) og bør skaffast.

        Utvalet ber om ei vurdering

        innan sommaren.
        """) == paragraphs(
        "Verktøya manglar (det gjeld ikkje Bergen kommune) og bør skaffast.",
        "Utvalet ber om ei vurdering innan sommaren.",
    )


def test_an_address_on_a_line_of_its_own_stands_alone() -> None:
    address = "https://helse.example/rapport?x=1&y=2"
    assert read(f"Sjå rapporten:\n{address}\nKoordinatorane har møtt ein gong.") == paragraphs(
        "Sjå rapporten:", address, "Koordinatorane har møtt ein gong."
    )


def test_lists_within_lists_are_told_by_their_signs() -> None:
    assert read("""
        • Grupper er sette ned:
        1. Barn og unge
        2. Vaksne
        • Planen er godkjend
        ➢ Portalen
        • Mandatet er ferdig
        """) == [
        ("Item", "Grupper er sette ned:", 0),
        ("Item", "Barn og unge", 1),
        ("Item", "Vaksne", 1),
        ("Item", "Planen er godkjend", 0),
        ("Item", "Portalen", 1),
        ("Item", "Mandatet er ferdig", 0),
    ]


def test_items_of_an_agenda_do_not_lie_in_the_list_before_them() -> None:
    assert read("• Ada Lie\n• Bo Moe\n\n57. Godkjenning\n58. Plan")[2:] == [
        ("Item", "Godkjenning", 0),
        ("Item", "Plan", 0),
    ]


def test_text_with_double_spacing_is_read_as_with_single() -> None:
    points = [
        " Ein tilsett har auka stillinga si frå femti til åtti prosent, og ho arbeider no mest med kursa",
        "og med rettleiing av dei nye.",
        " Kommunane er med.",
        "o Møte med skulen",
        "o Kurs",
        " Avtalen er under arbeid.",
    ]
    lines = [
        "Rapport",
        "Status:",
        *points,
        *["Meir tekst om det same emnet, som fyller lina godt ut mot margen no."] * 20,
    ]
    blocks = read("\n\n".join(lines))
    assert blocks[2:7] == [
        ("Item", f"{points[0].strip()} {points[1]}", 0),
        ("Item", "Kommunane er med.", 0),
        ("Item", "Møte med skulen", 1),
        ("Item", "Kurs", 1),
        ("Item", "Avtalen er under arbeid.", 0),
    ]


def test_a_result_is_no_part_of_the_title_above_it() -> None:
    title = "Godkjenning av referat frå møtet 26. september 2024"
    assert read(f"{title}\nGodkjent.\n{WIDE[:60]}\n{WIDE[:60]}")[:2] == paragraphs(title, "Godkjent.")


def test_cells_side_by_side_stand_in_order_where_each_column_has_one() -> None:
    blocks = blocks_of(
        [Line(DocumentPlace(0, 1), "Ada Moen        Bo Lie"), Line(DocumentPlace(0, 2), "leiar      konsulent")]
    )
    assert [block.rows for block in blocks if isinstance(block, Table)] == [
        (("Ada Moen", "Bo Lie"), ("leiar", "konsulent"))
    ]


def test_headings_of_markdown_are_headings() -> None:
    blocks = blocks_of([Line(DocumentPlace(0, 1), "## Vedtak ##"), Line(DocumentPlace(0, 2), "Ja.")])
    assert [(type(block), block.text) for block in blocks] == [(Heading, "Vedtak"), (Paragraph, "Ja.")]


BUDGET = """
    Kostnader År 2024 År 2025 Sum
    Leiing 300 000 300 000 600 000
    Reiser 20 000 20 000 40 000
    Rådgjeving 100 000 100 000
    Sum kostnader 320 000 420 000 740 000
    Inntekter
    Tilskot 1 000 000 2 000 1 002 000
    Sum inntekter 1 000 000 2 000 1 002 000
    """


def test_amounts_get_their_columns_back_where_the_sums_tell() -> None:
    (table,) = blocks_of(
        Line(DocumentPlace(0, n), line.strip()) for n, line in enumerate(BUDGET.strip("\n").split("\n"), 1)
    )
    assert isinstance(table, Table)
    assert table.rows == (
        ("Kostnader", "2024", "2025", "Sum"),
        ("Leiing", "300 000", "300 000", "600 000"),
        ("Reiser", "20 000", "20 000", "40 000"),
        ("Rådgjeving", "", "100 000", "100 000"),
        ("Sum kostnader", "320 000", "420 000", "740 000"),
        ("Inntekter", "", "", ""),
        ("Tilskot", "1 000 000", "2 000", "1 002 000"),
        ("Sum inntekter", "1 000 000", "2 000", "1 002 000"),
    )


@pytest.mark.parametrize(
    ("was", "now"),
    [("420 000 740 000", "430 000 740 000"), ("Leiing 300 000 300 000 600 000", "Leiing 300 000 310 000 600 000")],
)
def test_amounts_that_do_not_add_up_stay_text(was: str, now: str) -> None:
    lines = BUDGET.replace(was, now).strip("\n").split("\n")
    blocks = blocks_of(Line(DocumentPlace(0, n), line.strip()) for n, line in enumerate(lines, 1))
    assert not any(isinstance(block, Table) for block in blocks)
    assert [block.text for block in blocks] == [line.strip() for line in lines if line.strip()]
