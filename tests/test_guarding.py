"""The guard: what it takes for a person's number and what not, and where in a file it finds one."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import fodselsnummer, kontonr

from portal.checks.guarding.contacts import find_emails, find_mobiles
from portal.checks.guarding.findings import TraceKind
from portal.checks.guarding.guard import Guarded, guard
from portal.checks.guarding.identity import find_identities, is_identity
from portal.checks.guarding.inspection import Inspection, Matter, inspect, inspected
from portal.checks.guarding.types import is_of_type
from portal.language.catalogue import catalogue_for
from portal.source.cache import Cache
from support.attachments import (
    LIKELY,
    PERSON,
    PLAIN,
    cell,
    comment,
    docx,
    office,
    opendocument,
    packed,
    paragraph,
    pdf,
    picture,
    png_with,
    pptx,
    properties,
    row,
    run,
    unpacked,
    with_update,
    word_part,
    xlsx,
)  # fmt: skip
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]

FIRST, LAST = PERSON[:6], PERSON[6:]


def told(text: str) -> list[bool]:
    """Of each number that is told of in a text, whether it is certain."""
    return [identity.is_certain for identity in find_identities(text)]


def completed(nine: str, left: int = 0) -> str | None:
    """Nine digits with their check digits, the first of which leaves `left`; `None` where they have none.

    Written from the sums in Skatteetaten's «Nytt fødselsnummer fra 2032», apart from the program.
    """
    first = (11 + left - sum(int(d) * w for d, w in zip(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True)) % 11) % 11
    if first == 10:
        return None
    ten = f"{nine}{first}"
    second = (11 - sum(int(d) * w for d, w in zip(ten, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11) % 11
    return None if second == 10 else f"{ten}{second}"


# Numbers


@pytest.mark.parametrize("number", ["02013299997", "30108299920", "30108299939"])
def test_the_numbers_that_skatteetaten_shows_are_valid(number: str) -> None:
    assert is_identity(number)


def test_only_the_new_rule_takes_a_remainder() -> None:
    assert fodselsnummer.calc_check_digit1("301082999") == "2"
    assert [is_identity(n) for n in ("30108299920", "30108299939", "30108299921")] == [True, True, False]


@given(st.dates(), st.integers(0, 999), st.integers(0, 10), st.sampled_from((0, 40)), st.sampled_from((0, 40)))
def test_a_number_is_valid_by_either_rule_and_by_no_other(
    day: object, individual: int, left: int, more_days: int, more_months: int
) -> None:
    """Fødselsnummer, D-numbers (day + 40) and H-numbers (month + 40), with each remainder that there is."""
    year, month, date = map(int, str(day).split("-"))
    nine = f"{date + more_days:02}{month + more_months:02}{year % 100:02}{individual:03}"
    number = completed(nine, left)
    if number is not None:
        is_dated = not (date == 29 and month == 2 and year % 4)
        assert is_identity(number) is (left < 4 and is_dated)


@pytest.mark.parametrize("added", [65, 80])
def test_a_synthetic_number_is_nobody(added: int) -> None:
    numbers = [completed(f"01{1 + added:02}90{n:03}") for n in range(100, 120)]
    assert [told(f"fnr {number}") for number in numbers if number] == [[]] * sum(map(bool, numbers))


def test_a_number_of_one_who_is_not_known_needs_its_label() -> None:
    number = next(filter(None, (completed(f"80{n:07}") for n in range(1_000_000, 1_000_100))))
    assert told(f"FH-nummer {number}") == [True]
    assert told(f"Sak {number}") == []


@pytest.mark.parametrize(
    "text",
    [
        PERSON,
        f"{FIRST} {LAST}",
        f"{FIRST}\u00a0{LAST}",
        f"{FIRST}\u202f{LAST}",
        f"{FIRST}-{LAST}",
        f"{FIRST}\u2013{LAST}",
        f"{FIRST} {LAST[:3]} {LAST[3:]}",
        f"01 01 90 {LAST}",
        f"01.01.90 {LAST}",
        f"01.01.1990 {LAST}",
        f"01.01.90-{LAST}",
        " ".join(PERSON),
        "\u200b".join(PERSON),
        f"{FIRST}\u00ad{LAST}",
        f"{FIRST}&nbsp;{LAST}",
        f"{FIRST}&#160;{LAST}",
        f"{FIRST}&shy;{LAST}",
        f"**{FIRST}** {LAST}",
        f"**{PERSON}**",
        f"# Om {PERSON}",
        f"https://a.example/x?fnr={PERSON}&y=1",
        f"https://a.example/{FIRST}%20{LAST}",
        f"notat_{PERSON}.pdf",
        f"fnr{PERSON}",
        f"f.nr.: {PERSON}.",
        f"({PERSON})",
        "".join(chr(0xFF10 + int(digit)) for digit in PERSON),
        f"født {FIRST}\n{LAST}",
        f"| fnr {FIRST} | {LAST} |",
    ],
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert told(text) == [True]


def test_a_number_is_told_where_it_stands_and_never_whole() -> None:
    (found,) = find_identities(f"Gjeld\u00a0{FIRST} {LAST} og meir")
    assert (found.start, found.end, found.shown) == (6, 18, f"{FIRST} •••••")


@pytest.mark.parametrize(
    "text",
    [
        f"fnr {LIKELY}",
        f"Personnummer: {LIKELY}",
        f"fødd {LIKELY}",
        f"{LIKELY} (fødselsnummer)",
        f"{LIKELY[:6]} {LIKELY[6:]}",
        f"født 01.01.1990 {LIKELY[6:]}",
        f"{FIRST}\n{LAST}",
        f"| {FIRST} | {LAST} |",
        f"fnr {PERSON[:4]}.{PERSON[4:6]}.{PERSON[6:]}",
    ],
)
def test_what_looks_like_a_number_where_one_is_to_be_expected_is_likely(text: str) -> None:
    assert told(text) == [False]


@pytest.mark.parametrize(
    "text",
    [
        LIKELY,
        f"{PERSON[:4]}.{PERSON[4:6]}.{PERSON[6:]}",
        f"{PERSON[:4]} {PERSON[4:6]} {PERSON[6:]}",
        f"kontonr. {PERSON}",
        f"Kontonummer: {PERSON}",
        f"bankkonto {PERSON}",
        f"KID {PERSON}",
        f"{PERSON} (konto)",
        "2021/4587",
        "202145871-12",
        "Org.nr. 974 633 574",
        "974633574",
        "ISBN 978-82-05-12345-6",
        "9788205123456",
        f"doi.org/10.1234/{PERSON}",
        f"{PERSON}7",
        f"7{PERSON}",
        f"1,{PERSON}",
        f"{PERSON}.5",
        "+4791234567",
        f"+{PERSON}",
        "12 345 678 901",
        "101090 kroner, 12345 timar",
        "20.03.2023 10000 kr",
        f"sha1 9f3b{PERSON}c41d",
        "31139012345 fnr",
    ],
)
def test_other_numbers_do_not_cry_wolf(text: str) -> None:
    assert told(text) == []


ACCOUNTS = st.integers(0, 9_999_999_999).map(lambda n: f"{n:010}").filter(lambda ten: account(ten) is not None)


def account(ten: str) -> str | None:
    check = kontonr._calc_check_digit(ten)
    return f"{ten}{check}" if len(check) == 1 else None


@given(ACCOUNTS, st.sampled_from(("{0}.{1}.{2}", "{0} {1} {2}", "Kontonr.: {0}{1}{2}", "konto {0}.{1}.{2}")))
def test_no_account_is_taken_for_a_person(ten: str, form: str) -> None:
    number = str(account(ten))
    assert told(f"Betal innan 1. mars til {form.format(number[:4], number[4:6], number[6:])}.") == []


@given(st.dates(), st.integers(0, 999), st.text("ab :.-\n", max_size=6), st.text("ab .,\n", max_size=6))
def test_a_valid_number_is_always_found(day: object, individual: int, before: str, behind: str) -> None:
    year, month, date = map(int, str(day).split("-"))
    number = completed(f"{date:02}{month:02}{year % 100:02}{individual:03}")
    if number is not None:
        assert told(f"Gjeld{before} {number} {behind}") == [True]


# Addresses of people


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Skriv til kari@gmail.com.", ["kari@gmail.com"]),
        ("[Kari](mailto:kari.n@online.no)", ["kari.n@online.no"]),
        ("KARI@HOTMAIL.COM", ["KARI@HOTMAIL.COM"]),
        ("post@fjord.kommune.no", []),
        ("kari@gmail.com.example.org", []),
        ("@gmail.com", []),
    ],
)
def test_private_addresses_are_found(text: str, shown: list[str]) -> None:
    assert [email.shown for email in find_emails(text)] == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("412 34 567", ["412 34 567"]),
        ("tlf. 41 23 45 67", ["41 23 45 67"]),
        ("mobil: 41234567", ["41234567"]),
        ("+47 912 34 567", ["+47 912 34 567"]),
        ("[ring](tel:91234567)", ["91234567"]),
        ("41234567", []),
        ("41 42 43 44", []),
        ("Org.nr. 912 345 678", []),
        ("kr 45 000 000", []),
        ("2021/91234567", []),
        ("tlf. 55 97 50 00", []),
    ],
)
def test_mobile_numbers_are_found(text: str, shown: list[str]) -> None:
    assert [mobile.shown for mobile in find_mobiles(text)] == shown


def test_an_organisation_may_tell_how_it_is_reached(portal: MakePortal) -> None:
    body = (
        "---\ntitle: Pårørandelaget\nkind: association\ncontact:\n  email: laget@gmail.com\n  phone: 412 34 567\n---\n"
    )
    assert portal({"organisations/laget.md": body}).check().output == "Éin post er sjekka. Ingen feil.\n"


def test_no_number_of_a_person_is_an_organisation_s_own(portal: MakePortal) -> None:
    contact = f'{{email: laget@gmail.com, phone: "fnr {LIKELY}"}}'
    checked = portal({"organisations/laget.md": f"---\ntitle: A\nkind: association\ncontact: {contact}\n---\n"}).check()
    assert f"{LIKELY[:6]} •••••" in checked.output
    assert "laget@gmail.com" not in checked.output


@pytest.mark.parametrize(
    "path", [f"cases/{PERSON}.md", f"cases/2021-a/{PERSON}.txt", f"content/{PERSON}.md", f"content/kart/{PERSON}/a.txt"]
)
def test_a_number_in_a_name_stops_publication(portal: MakePortal, path: str) -> None:
    checked = portal({"cases/2021-a.md": "---\ntitle: A\n---\n", path: "---\ntitle: B\n---\n# B\n"}).check()
    assert checked.exit_code == 1
    assert f"{path}:1:1: " in checked.output
    assert f"{FIRST} •••••" in checked.output


# Places in files


def spots(name: str, data: bytes, matter: Matter = Matter.IDENTITY) -> list[str]:
    """Where a matter is found in a file, in bokmål."""
    catalogue = catalogue_for("nb")
    inspection = inspected(name, data)
    assert (inspection.unread, inspection.is_of_type) == ("", True)
    return [
        catalogue.text(f"guard_spot.{one.spot.kind.value}", name=one.spot.name)
        for one in inspection.found
        if one.matter is matter
    ]


def annotate(made: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=f"Sjå {PERSON}"
    )
    made.pages[0].obj.Annots = made.make_indirect(pikepdf.Array([made.make_indirect(note)]))


def fill_in(made: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="namn", V=PERSON)
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made.make_indirect(field)]))


def enclose(made: pikepdf.Pdf) -> None:
    inner = docx(paragraph(run(PERSON)))
    made.attachments["notat.docx"] = pikepdf.AttachedFileSpec(made, inner, filename="notat.docx")


def describe(made: pikepdf.Pdf) -> None:
    with made.open_metadata(update_docinfo=False) as metadata:
        metadata["dc:description"] = f"Gjeld {PERSON}"


SPLIT = paragraph(run("fnr "), run(FIRST, "<w:b/>"), run(" "), run(LAST))
HEAD, CELL = paragraph(run("Fødselsnummer")), paragraph(run(PERSON))
TABLE = f"<w:tbl><w:tr><w:tc>{HEAD}</w:tc></w:tr><w:tr><w:tc>{CELL}</w:tc></w:tr></w:tbl>"
GONE = paragraph(run("Notat "), f'<w:del w:author="K">{run(PERSON, tag="delText")}</w:del>')
HEADER = {"word/header1.xml": word_part("hdr", PERSON)}
PICTURE = picture(exif={0x010E: f"Gjeld {PERSON}"})

PLACES = [
    pytest.param("a.docx", docx(SPLIT), ["avsnitt 1"], id="word-split-in-runs"),
    pytest.param("a.docx", docx(paragraph(run("Notat")), TABLE), ["avsnitt 3"], id="word-table"),
    pytest.param("a.docx", docx(GONE), ["slettet tekst i avsnitt 1"], id="word-deletion"),
    pytest.param("a.docx", docx(paragraph(run(PERSON, "<w:vanish/>"))), ["avsnitt 1"], id="word-hidden"),
    pytest.param("a.docx", docx(SPLIT[:0], comments=comment(PERSON)), ["merknad av «Kari Nordvik»"], id="word-comment"),
    pytest.param("a.docx", docx(**HEADER), ["topptekst"], id="word-header"),
    pytest.param("a.docx", docx(**{"word/footnotes.xml": word_part("footnotes", PERSON)}), ["fotnote"], id="word-note"),
    pytest.param("a.docx", docx(**properties(PERSON)), ["egenskapen «creator»"], id="word-author"),
    pytest.param("a.docx", docx(**properties(custom=PERSON)), ["egenskapen «lpwstr»"], id="word-custom-property"),
    pytest.param(
        "a.docx", docx(**{"word/media/x.jpg": PICTURE}), ["filen «word/media/x.jpg» inni dokumentet"], id="word-picture"
    ),
    pytest.param(
        "a.docx",
        docx(**{"word/embeddings/tal.xlsx": xlsx({"A": row(1, cell("A1", f"x {PERSON}"))})}),
        ["filen «word/embeddings/tal.xlsx» inni dokumentet"],
        id="word-embedded",
    ),
    pytest.param("a.xlsx", xlsx({"Ark2": row(7, cell("B7", f"x {PERSON}"))}), ["celle Ark2!B7"], id="sheet"),
    pytest.param(
        "a.xlsx",
        xlsx({"A": row(1, cell("A1", "Fødselsnr")) + row(2, cell("A2", PERSON[1:]))}),
        ["celle A!A2"],
        id="sheet-number-without-its-nought",
    ),
    pytest.param(
        "a.xlsx",
        xlsx({"A": "", "B": row(1, cell("C1", f"x{PERSON}"))}, hidden=("B",)),
        ["celle B!C1"],
        id="sheet-hidden",
    ),
    pytest.param("a.xlsx", xlsx({"A": row(1, cell("A1", "1", f'"{PERSON}"'))}), ["celle A!A1"], id="sheet-formula"),
    pytest.param("a.pptx", pptx(("A", PERSON)), ["lysark 2"], id="slide"),
    pytest.param("a.pptx", pptx(("A",), notes=PERSON), ["notat til lysark 1"], id="slide-notes"),
    pytest.param("a.odt", opendocument("odt", f"<text:p>fnr {FIRST}<text:s/>{LAST}</text:p>"), ["avsnitt 1"], id="odt"),
    pytest.param("a.odt", opendocument("odt", "", creator=PERSON), ["egenskapen «creator»"], id="odt-author"),
    pytest.param(
        "a.odt",
        opendocument(
            "odt",
            f"<office:annotation><dc:creator>Kari</dc:creator><text:p>{PERSON}</text:p></office:annotation>",
        ),
        ["merknad av «Kari»"],
        id="odt-comment",
    ),
    pytest.param(
        "a.ods",
        opendocument(
            "ods",
            '<table:table table:name="Ark1"><table:table-row><table:table-cell table:number-columns-repeated="2"/>'
            f'<table:table-cell office:value-type="float" office:value="{PERSON[1:]}"/>'
            "</table:table-row></table:table>",
        ),
        ["celle Ark1!C1"],
        id="ods-number-without-its-nought",
    ),
    pytest.param("a.pdf", pdf("Notat", PERSON), ["side 2"], id="pdf-page"),
    pytest.param("a.pdf", pdf(info={"Subject": PERSON}), ["opplysninger om filen: Subject"], id="pdf-info"),
    pytest.param("a.pdf", pdf(change=describe), ["opplysninger om filen: XMP"], id="pdf-xmp"),
    pytest.param("a.pdf", pdf(change=annotate), ["merknad eller lenke på side 1"], id="pdf-note"),
    pytest.param("a.pdf", pdf(change=fill_in), ["skjemafelt"], id="pdf-field"),
    pytest.param("a.pdf", pdf(change=enclose), ["filen «notat.docx» inni dokumentet"], id="pdf-enclosed"),
    pytest.param("a.pdf", with_update(pdf(PERSON), "Sladda"), ["tidligere utgave 1"], id="pdf-earlier"),
    pytest.param("a.csv", f"id,fnr\n1,{PERSON}\n".encode(), ["linje 2"], id="csv"),
    pytest.param("a.txt", f"Notat\n{PERSON}\n".encode("utf-16"), ["linje 2"], id="text-in-utf-16"),
    pytest.param("a.jpg", PICTURE, ["opplysninger om filen: EXIF"], id="jpeg-exif"),
    pytest.param("a.jpg", picture(comment=PERSON.encode()), ["opplysninger om filen: comment"], id="jpeg-comment"),
    pytest.param(
        "a.png", png_with((b"tEXt", f"Note\0{PERSON}".encode())), ["opplysninger om filen: PNG"], id="png-text"
    ),
    pytest.param(
        "a.webp",
        picture("WEBP", xmp=f"<x><dc:title>{PERSON}</dc:title></x>".encode()),
        ["opplysninger om filen: XMP"],
        id="webp-xmp",
    ),
]


@pytest.mark.parametrize(("name", "data", "expected"), PLACES)
def test_a_number_is_found_wherever_it_hides(name: str, data: bytes, expected: list[str]) -> None:
    assert spots(name, data) == expected


def test_the_name_of_a_sheet_makes_no_line_of_its_own(portal: Callable[..., PortalFolder]) -> None:
    sheets = {"A&#10;cases/2021-b.md:1:1: Alt er borte.&#x202e;": row(1, cell("A1", f"x {PERSON}"))}
    told = portal({"cases/2021-a.md": "---\ntitle: A\n---\n", "cases/2021-a/a.xlsx": xlsx(sheets)}).check().output
    (line,) = (line for line in told.splitlines() if "Alt er borte." in line)
    assert line.startswith("cases/2021-a/a.xlsx:1:1: ")
    assert "celle A cases/2021-b.md:1:1: Alt er borte.\ufffd!A1" in line


@pytest.mark.parametrize("type_", PLAIN)
def test_nothing_is_told_of_a_plain_file(type_: str) -> None:
    assert inspected(f"a.{type_}", PLAIN[type_]) == Inspection((), (), "", is_of_type=True)


def test_names_that_programs_write_are_nobody() -> None:
    data = docx(paragraph(run("Notat")), **properties("python-docx", "Microsoft Office User"))
    assert inspected("a.docx", data).traces == ()


def test_a_body_that_made_a_file_is_no_person(portal: MakePortal) -> None:
    folder = portal(
        {
            "organisations/ssu.md": "---\ntitle: Samarbeidsutvalet\nkind: strategic\n---\n",
            "organisations/ssu/a.docx": docx(paragraph(run("Notat")), **properties("Samarbeidsutvalet")),
        }
    )
    assert "Samarbeidsutvalet" not in folder.check().output


# What a file is


@pytest.mark.parametrize(
    ("type_", "data"),
    [
        *((type_, b"MZ\x90\x00 program") for type_ in PLAIN),
        *((type_, b"<html><script>1</script></html>") for type_ in PLAIN),
        ("docx", PLAIN["xlsx"]),
        (
            "docx",
            office("docx", {"word/document.xml": "<w/>"}, "application/vnd.ms-word.document.macroEnabled"),
        ),
        ("docx", packed({"a.txt": "a"})),
        ("odt", PLAIN["ods"]),
        ("png", PLAIN["jpg"]),
        ("txt", PLAIN["pdf"]),
        ("csv", b"\x00\x01"),
    ],
)
def test_a_file_that_is_not_what_it_is_called_is_told(type_: str, data: bytes) -> None:
    assert not is_of_type(type_, data)


@pytest.mark.parametrize("type_", PLAIN)
def test_a_file_that_is_cut_short_is_told_and_nothing_breaks(type_: str) -> None:
    data = PLAIN[type_]
    for length in (5, len(data) // 2, len(data) - 20):
        inspection = inspected(f"a.{type_}", data[: max(length, 0)])
        assert inspection.found == ()


# The guard at work


def test_what_lies_in_content_is_guarded_too(portal: MakePortal) -> None:
    folder = portal({"content/kurs.md": f"# Kurs\n\nTa med {PERSON}.\n", "content/kart.jpg": picture(place=True)})
    lines = folder.check().output.splitlines()
    assert lines[1].startswith(f"content/kurs.md:3:8: «{FIRST} •••••» er eit gyldig fødselsnummer")
    assert lines[3].startswith("content/kart.jpg:1:1: Åtvaring: Biletet fortel kvar det er teke (GPS).")


@pytest.mark.parametrize("held", ["draft: true", "publish_after: 2099-01-01", "exempt: {basis: x, public_title: y}"])
def test_what_is_held_back_is_guarded_too(portal: MakePortal, held: str) -> None:
    result = portal({"cases/2021-a.md": f"---\ntitle: A\n{held}\n---\n\n{PERSON}\n"}).check()
    assert f"cases/2021-a.md:6:1: «{FIRST} •••••» er eit gyldig fødselsnummer" in result.output
    assert result.exit_code == 1


def test_a_record_that_cannot_be_read_is_guarded(portal: MakePortal) -> None:
    output = portal({"cases/2021-a.md": f"---\ntitle: [\n---\n{PERSON}\n"}).check().output
    assert f"cases/2021-a.md:4:1: «{FIRST} •••••»" in output


def test_a_file_in_content_that_leads_out_of_it_is_told(portal: MakePortal, tmp_path: Path) -> None:
    folder = portal({})
    (tmp_path / "hemmeleg.pdf").write_bytes(PLAIN["pdf"])
    (folder.root / "content/a.pdf").symlink_to(tmp_path / "hemmeleg.pdf")
    assert "content/a.pdf:1:1: Dette er ein snarveg (ei symbolsk lenkje)." in folder.check().output


def test_the_limit_is_a_setting(portal: MakePortal) -> None:
    folder = portal({"cases/a.txt": b"a" * 1_000_001})
    path = folder.root / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("      paper: true", "      attachment_megabytes: 1"), "utf-8")
    assert "cases/a.txt:1:1: Fila er på 2 MB, men kan vere på høgst 1 MB." in folder.check().output


def test_a_file_is_looked_into_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx(paragraph(run(f"fnr {PERSON}")), **properties("Kari Nordvik"))
    first = inspect("a.docx", data, Cache(tmp_path))
    monkeypatch.setattr("portal.checks.guarding.reading.files.read_file", None)
    assert inspect("b.docx", data, Cache(tmp_path)) == first
    assert all(PERSON.encode() not in kept.read_bytes() for kept in tmp_path.iterdir())


def test_a_text_is_looked_into_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guarded = Guarded({"cases/a.md": f"fnr {PERSON}, ring 912 34 567\n"}, ())
    first = list(guard(guarded, Cache(tmp_path)))
    monkeypatch.setattr("portal.checks.guarding.inspection.matters_of", None)
    assert list(guard(guarded, Cache(tmp_path))) == first
    assert len(first) == 2
    assert all(PERSON.encode() not in kept.read_bytes() for kept in tmp_path.iterdir())


def test_a_text_without_numbers_costs_next_to_nothing(tmp_path: Path) -> None:
    words = "Utvalet sluttar seg til planen for 2021 og 2022, sak 05/21.\n" * 2000
    assert list(guard(Guarded({"cases/a.md": words}, ()), Cache(tmp_path))) == []


def test_what_stands_before_the_end_of_what_can_be_read_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.checks.guarding.reading.pdf._MOST_BYTES", 60)
    inspection = inspected("a.pdf", pdf(PERSON, "Notat"))
    assert (inspection.unread, [one.matter for one in inspection.found]) == ("too_large", [Matter.IDENTITY])


def test_traces_in_pictures_within_a_document_are_told() -> None:
    data = docx(paragraph(run("Notat")), **{"word/media/x.jpg": picture(place=True)})
    assert [trace.kind for trace in inspected("a.docx", data).traces] == [TraceKind.LOCATION]


def test_the_tests_own_files_are_what_they_seem() -> None:
    assert "word/document.xml" in unpacked(PLAIN["docx"])
    with pikepdf.open(io.BytesIO(with_update(pdf("Utkast"), "Notat"))) as opened:
        assert b"Notat" in bytes(opened.pages[0].obj.Contents.read_bytes())


@pytest.mark.parametrize("ending", ["pdf", "txt", "png", "xlsx", "odt"])
def test_a_number_is_found_whatever_the_file_is_called(ending: str) -> None:
    """A document under another name is read as what it is: a wrong name must not let a number out."""
    found = inspected(f"a.{ending}", docx(paragraph(run(f"Gjeld {PERSON}."))))
    assert not found.is_of_type
    assert [one.matter for one in found.found] == [Matter.IDENTITY]


@pytest.mark.parametrize(
    ("content", "is_stopped"),
    [
        (docx(paragraph(run(PERSON))), True),
        (b"\x1f\x8b\x08" + PERSON.encode(), True),
        (f"Gjeld {PERSON}".encode(), True),
        (b"Ord.", False),
    ],
    ids=["document", "archive", "text with a number", "text"],
)
def test_a_wrong_name_lets_nothing_through(portal: MakePortal, content: bytes, is_stopped: bool) -> None:
    """What holds a number, or cannot be looked into, stops the build under a name that says something else."""
    case = "---\ntitle: A\nattachments: [{title: B, file: a.pdf}]\n---\n"
    checked = portal({"cases/a.md": case, "cases/a/a.pdf": content}).check()
    assert (checked.exit_code == 1) is is_stopped, checked.output
    assert PERSON not in checked.output
