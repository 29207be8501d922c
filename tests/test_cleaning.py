"""`portal clean`: what it takes out is gone from the bytes, what it leaves is as it was, and the file opens still."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image, ImageCms
from pypdf import PdfReader

from portal.checks.guarding.inspection import inspected
from portal.commands.cleaning.files import cleaned
from portal.source.documents.packages import Unread
from support.attachments import (
    PLAIN,
    cell,
    comment,
    docx,
    opendocument,
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
    xlsx,
)  # fmt: skip
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]

SECRET = "Løynd Person"
TYPES = "docx, xlsx, pptx, odt, ods, odp, jpg, png, webp, pdf"


def parts_of(name: str, data: bytes) -> dict[str, bytes]:
    """The parts of a cleaned package: each is XML that can be read, is in the list of types, no relation is dead."""
    parts = unpacked(cleaned(name, data))
    for part, content in parts.items():
        if part.endswith((".xml", ".rels")):
            fromstring(content, forbid_dtd=True)
    if "[Content_Types].xml" in parts:
        listed = re.findall(rb'PartName="/([^"]+)"', parts["[Content_Types].xml"])
        assert [part for part in listed if part.decode() not in parts] == []
    for part in [part for part in parts if part.endswith(".rels") and part != "_rels/.rels"]:
        folder = part.partition("_rels/")[0]
        targets = re.findall(rb'Target="([^"]+)"', parts[part])
        assert [target for target in targets if folder + target.decode() not in parts] == []
    return parts


def all_of(parts: dict[str, bytes]) -> str:
    return "\n".join(f"{name}\n{content.decode('utf-8', 'replace')}" for name, content in parts.items())


# Word


def words(parts: dict[str, bytes]) -> list[str]:
    """The text of each paragraph of a Word document."""
    root = fromstring(parts["word/document.xml"])
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return ["".join(t.text or "" for t in p.iter(f"{w}t")) for p in root.iter(f"{w}p")]


INSERTED = f'<w:ins w:id="1" w:author="{SECRET}" w:date="2021-01-01T00:00:00Z">{run("ny ")}</w:ins>'
DELETED = f'<w:del w:id="2" w:author="{SECRET}">{run("gammal ", tag="delText")}</w:del>'
MOVED = f'<w:moveFrom w:author="{SECRET}">{run("flytta ")}</w:moveFrom>'
MOVED_TO = f'<w:moveTo w:author="{SECRET}">{run("hit ")}</w:moveTo>'
FORMATTED = run("feit", f'<w:b/><w:rPrChange w:author="{SECRET}"><w:rPr/></w:rPrChange>')
MARK_GONE = f'<w:rPr><w:del w:author="{SECRET}"/></w:rPr>'


def test_tracked_changes_are_accepted() -> None:
    data = docx(
        paragraph(run("Ein "), INSERTED, DELETED, MOVED, MOVED_TO, FORMATTED),
        paragraph(run("Fyrste "), properties=MARK_GONE),
        paragraph(run("andre")),
    )
    parts = parts_of("a.docx", data)
    assert words(parts) == ["Ein ny hit feit", "Fyrste andre"]
    assert SECRET not in all_of(parts)
    assert "rsid" not in all_of(parts)
    assert "<w:b/>" in parts["word/document.xml"].decode()


def test_a_deleted_row_goes_and_an_inserted_one_stays() -> None:
    def line(mark: str, text: str) -> str:
        inner = f'<w:trPr><w:{mark} w:author="{SECRET}"/></w:trPr>' if mark else ""
        return f"<w:tr>{inner}<w:tc>{paragraph(run(text))}</w:tc></w:tr>"

    data = docx(f"<w:tbl>{line('', 'a')}{line('del', 'b')}{line('ins', 'c')}</w:tbl>")
    parts = parts_of("a.docx", data)
    assert words(parts) == ["a", "c"]
    assert SECRET not in all_of(parts)


def test_comments_hidden_text_authors_and_thumbnails_go() -> None:
    commented = '<w:commentRangeStart w:id="0"/>', run("Ope"), '<w:commentRangeEnd w:id="0"/>'
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    data = docx(
        paragraph(*commented, reference, run(SECRET, "<w:vanish/>"), run(" synleg", '<w:vanish w:val="0"/>')),
        comments=comment("Sjå", SECRET),
        **properties(SECRET, SECRET, SECRET, SECRET),
        **{"docProps/thumbnail.jpeg": picture(), "word/media/bilete.jpg": picture(place=True)},
    )
    parts = parts_of("a.docx", data)
    assert words(parts) == ["Ope synleg"]
    assert SECRET not in all_of(parts)
    assert {"word/comments.xml", "docProps/custom.xml", "docProps/thumbnail.jpeg"} & {*parts} == set()
    assert b"comment" not in parts["word/document.xml"]
    assert b"<dc:title>Notat</dc:title>" in parts["docProps/core.xml"]
    assert inspected("x.jpg", parts["word/media/bilete.jpg"]).traces == ()


def test_a_document_keeps_no_template_data_source_or_marks_of_its_sessions() -> None:
    """A template is named by its path, which most often has the name of whoever wrote the document."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    settings = (
        f'<w:settings xmlns:w="{w}" xmlns:r="{r}"><w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1"/>'
        f'<w:trackRevisions/><w:mailMerge><w:query w:val="{SECRET}"/><w:dataSource r:id="rId2"/></w:mailMerge>'
        f'<w:rsids><w:rsid w:val="00A1B2C3"/></w:rsids><w:docVars><w:docVar w:name="a" w:val="{SECRET}"/></w:docVars>'
        "</w:settings>"
    )
    relation = '<Relationship Id="rId{}" Type="{}/{}" Target="file:///C:/Users/{}/a" TargetMode="External"/>'
    rows = "".join(
        relation.format(n, r, type_, SECRET) for n, type_ in ((1, "attachedTemplate"), (2, "mailMergeSource"))
    )
    listed = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'
    )
    parts = {"word/settings.xml": settings, "word/_rels/settings.xml.rels": listed}
    cleaned_ = parts_of("a.docx", docx(paragraph(run("Notat")), **parts))
    assert SECRET not in all_of(cleaned_)
    left = cleaned_["word/settings.xml"]
    assert b"zoom" in left
    assert not [name for name in (b"rsid", b"trackRevisions", b"Template", b"docVar", b"r:id") if name in left]


# Excel


def sheets(parts: dict[str, bytes]) -> list[str]:
    return re.findall(r'<sheet name="([^"]+)"', parts["xl/workbook.xml"].decode())


HIDDEN = {"Ark1": row(1, cell("A1", "Ope")), "Løner": row(1, cell("A1", SECRET)), "Ark3": row(1, cell("A1", "Ope"))}
NAMES = (
    '<definedName name="_xlnm.Print_Area" localSheetId="1">Løner!$A$1</definedName>'
    '<definedName name="_xlnm.Print_Area" localSheetId="2">Ark3!$A$1</definedName>'
)


def test_a_hidden_sheet_that_nothing_uses_goes() -> None:
    parts = parts_of("a.xlsx", xlsx(HIDDEN, hidden=("Løner",), names=NAMES))
    assert sheets(parts) == ["Ark1", "Ark3"]
    assert SECRET not in all_of(parts)
    assert re.findall(r'localSheetId="(\d)">(\w+)', parts["xl/workbook.xml"].decode()) == [("1", "Ark3")]


@pytest.mark.parametrize("formula", ["Løner!A1*2", "SUM('Løner'!A1:A9)", "løner!A1"])
def test_a_hidden_sheet_that_a_formula_uses_stays_and_is_told(portal: MakePortal, tmp_path: Path, formula: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx({**HIDDEN, "Ark1": row(1, cell("A1", "2", formula))}, hidden=("Løner",)))
    result = portal({}).command("clean", str(path))
    assert sheets(unpacked(path.read_bytes())) == ["Ark1", "Løner", "Ark3"]
    assert result.output.splitlines()[-1] == f"{path}: står att: skjulte ark. Sjekk dette sjølv."


# PowerPoint and OpenDocument


def test_a_presentation_keeps_its_slides() -> None:
    parts = parts_of("a.pptx", pptx(("Ein", "To"), notes="Notat"))
    assert [name for name in parts if "slide1" in name or "slide2" in name] != []
    assert "To" in all_of(parts)


def test_an_opendocument_loses_its_changes_comments_and_authors() -> None:
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{SECRET}</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        f'<text:p>Ein<text:change text:change-id="1"/> to<office:annotation><dc:creator>{SECRET}</dc:creator>'
        f"<text:p>Sjå</text:p></office:annotation> tre</text:p>"
    )
    parts = parts_of("a.odt", opendocument("odt", body, creator=SECRET))
    assert SECRET not in all_of(parts)
    assert "<text:p>Ein to tre</text:p>" in parts["content.xml"].decode()
    assert next(iter(parts)) == "mimetype"


# PDF


def test_a_pdf_keeps_its_title_language_tags_and_what_it_promises() -> None:
    def tag(made: pikepdf.Pdf) -> None:
        made.Root.Lang = pikepdf.String("nn")
        made.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        made.Root.StructTreeRoot = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        with made.open_metadata(update_docinfo=False) as metadata:
            metadata["dc:title"] = "Notat"
            metadata["dc:creator"] = [SECRET]
            metadata["pdfuaid:part"] = "1"
            metadata["xmp:CreatorTool"] = SECRET
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, T=SECRET, Rect=[0, 0, 9, 9])
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
        made.pages[0].obj.Annots = pikepdf.Array([made.make_indirect(note), made.make_indirect(link)])

    data = cleaned("a.pdf", pdf("Ord", info={"Author": SECRET, "Title": "Notat", "Company": SECRET}, change=tag))
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert {key: str(value) for key, value in opened.docinfo.items()} == {"/Title": "Notat"}
        assert (str(opened.Root.Lang), bool(opened.Root.MarkInfo.Marked)) == ("nn", True)
        assert "/StructTreeRoot" in opened.Root
        assert [str(one.Subtype) for one in opened.pages[0].obj.Annots] == ["/Link"]
        with opened.open_metadata() as metadata:
            assert {key: metadata[key] for key in ("dc:title", "pdfuaid:part")} == {
                "dc:title": "Notat", "pdfuaid:part": "1",
            }  # fmt: skip
            assert "dc:creator" not in metadata
        assert not any(SECRET in str(thing) for thing in opened.objects)
    assert PdfReader(io.BytesIO(data)).pages[0].extract_text() == "Ord"
    assert inspected("a.pdf", data).traces == ()


def test_what_programs_note_on_the_pages_of_a_pdf_goes() -> None:
    def note(made: pikepdf.Pdf) -> None:
        private = pikepdf.Dictionary(Kari=pikepdf.Dictionary(Private=SECRET, LastModified="D:20210101"))
        made.pages[0].obj.PieceInfo = made.make_indirect(private)
        made.pages[0].obj.LastModified = "D:20210101"

    with pikepdf.open(io.BytesIO(cleaned("a.pdf", pdf("Ord", change=note)))) as opened:
        assert not {"/PieceInfo", "/LastModified"} & set(opened.pages[0].obj.keys())
        assert not any(SECRET in str(thing) for thing in opened.objects)


def test_an_earlier_version_of_a_pdf_goes() -> None:
    data = cleaned("a.pdf", with_update(pdf("Hemmeleg"), "Notat"))
    assert data.count(b"%%EOF") == 1
    assert PdfReader(io.BytesIO(data)).pages[0].extract_text() == "Notat"
    with pikepdf.open(io.BytesIO(data)) as opened:
        streams = [thing.read_bytes() for thing in opened.objects if isinstance(thing, pikepdf.Stream)]
    assert not any(b"Hemmeleg" in bytes(stream) for stream in streams)


def test_a_signed_pdf_is_left_alone() -> None:
    def sign(made: pikepdf.Pdf) -> None:
        made.Root.Sig = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3]))

    def uncompressed(data: bytes) -> bytes:
        written = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as opened:
            opened.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return written.getvalue()

    with pytest.raises(Unread, match="signed"):
        cleaned("a.pdf", uncompressed(pdf(change=sign)))


# Pictures


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as opened:
        return opened.convert("RGB").tobytes()


@pytest.mark.parametrize(("format_", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
@pytest.mark.parametrize("turned", [1, 6])
def test_a_picture_keeps_what_is_seen_and_nothing_else(format_: str, name: str, turned: int) -> None:
    exif = {0x0112: turned, 0x013B: SECRET, 0xC62F: "SN-1234", 0x010E: SECRET}
    more = {} if format_ == "PNG" else {"xmp": f"<x><dc:creator>{SECRET}</dc:creator></x>".encode()}
    before = picture(format_, exif=exif, place=True, **more)
    after = cleaned(name, before)
    assert pixels(after) == pixels(before)
    assert SECRET.encode() not in after
    assert b"SN-1234" not in after
    with Image.open(io.BytesIO(after)) as opened:
        assert dict(opened.getexif()) == ({} if turned == 1 else {0x0112: turned})
        assert "xmp" not in opened.info
    assert inspected(name, after).traces == ()
    assert cleaned(name, after) == after


def test_what_lies_behind_a_picture_goes() -> None:
    for name, data in (("a.jpg", picture()), ("a.png", png_with((b"tIME", b"\x07\xe5\x01\x01\x00\x00\x00")))):
        assert cleaned(name, data + bytes(40)) == cleaned(name, data)
        assert b"tIME" not in cleaned(name, data)


def test_what_is_written_beside_a_picture_goes() -> None:
    data = picture("JPEG", comment=b"Teke av Kari")
    assert b"Teke av Kari" in data
    assert b"Teke av Kari" not in cleaned("a.jpg", data)


def test_a_picture_keeps_its_colours() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for name, format_ in (("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")):
        with Image.open(io.BytesIO(cleaned(name, picture(format_, icc_profile=profile)))) as opened:
            assert opened.info["icc_profile"] == profile


# The command


def test_a_file_is_cleaned_in_its_place_and_nothing_lies_beside_it(portal: MakePortal, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph(run("Notat")), comments=comment("Sjå", SECRET), **properties(SECRET)))
    path.chmod(0o640)
    result = portal({}).command("clean", str(path))
    assert result.output == f"{path}: teke bort: merknader, forfattar.\n"
    assert result.exit_code == 0
    assert inspected("a.docx", path.read_bytes()).traces == ()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["a.docx"]
    assert portal_again(path) == f"{path}: ingenting å ta bort.\n"


def portal_again(path: Path) -> str:
    return PortalFolder(path.parent / "portal").command("clean", str(path)).output


def test_a_dry_run_changes_nothing(portal: MakePortal, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(before := picture(place=True))
    result = portal({}).command("clean", "--dry-run", str(path))
    assert result.output == f"{path}: kan takast bort: stad (GPS).\n"
    assert path.read_bytes() == before


def test_a_cleaned_file_may_be_written_elsewhere(portal: MakePortal, tmp_path: Path) -> None:
    path, out = tmp_path / "a.jpg", tmp_path / "rein.jpg"
    path.write_bytes(before := picture(place=True))
    folder = portal({})
    assert folder.command("clean", str(path), "--out", str(out)).exit_code == 0
    assert (path.read_bytes(), inspected("a.jpg", out.read_bytes()).traces) == (before, ())
    result = folder.command("clean", str(path), str(out), "--out", str(out))
    assert (result.output, result.exit_code) == ("--out kan berre brukast med éi fil.\n", 1)


def test_a_number_that_is_left_is_told(portal: MakePortal, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("fnr 01019012480", info={"Author": SECRET}))
    assert portal({}).command("clean", str(path)).output == (
        f"{path}: teke bort: forfattar.\n"
        f"{path}: «010190 •••••» (side 1) ser ut som nummeret til ein person. Slett det i dokumentet.\n"
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"a", f"Denne typen fil kan ikkje reinsast. Vel {TYPES}."),
        ("a.pdf", b"MZ", "Fila kan ikkje lesast og er ikkje endra."),
        ("a.jpg", PLAIN["jpg"][:40], "Fila kan ikkje lesast og er ikkje endra."),
        ("a.docx", PLAIN["docx"][:90], "Fila kan ikkje lesast og er ikkje endra."),
    ],
)
def test_a_file_that_cannot_be_cleaned_is_left_as_it_is(
    portal: MakePortal, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    result = portal({}).command("clean", str(path))
    assert (result.output, result.exit_code) == (f"{path}: {said}\n", 1)
    assert path.read_bytes() == data


def test_a_file_that_is_not_there_is_told(portal: MakePortal, tmp_path: Path) -> None:
    result = portal({}).command("clean", str(tmp_path / "borte.pdf"))
    assert result.exit_code == 1
    assert result.output.startswith(f"{tmp_path / 'borte.pdf'}: ")
    assert result.output.endswith("Fila er ikkje endra.\n")


@pytest.mark.parametrize("type_", [type_ for type_ in PLAIN if type_ not in ("txt", "csv")])
def test_cleaning_twice_changes_nothing_more(type_: str) -> None:
    once = cleaned(f"a.{type_}", PLAIN[type_])
    assert cleaned(f"a.{type_}", once) == once
