"""The page where a case is submitted: what of the portal it shows, what it offers without a script, and in Word."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest

from portal.source.settings import Settings
from support.elements import Element, parsed, read_main
from support.portals import PortalFolder, make_portal
from support.sites import dead_links

Make = Callable[..., PortalFolder]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
HOSTILE = "<script>alert(1)</script><w:p/> \"]]>&lt;b&gt; {{ 7 * 7 }} ' å"

RECORDS: dict[str, str] = {
    "organisations/partnarskap.md": "---\ntitle: Partnarskapsmøtet\nkind: partnership\n---\n",
    "organisations/ssu.md": "---\ntitle: Strategisk utval\nkind: strategic\ndeadlines: {submission: 21}\n---\n",
    "organisations/ou.md": "---\ntitle: Områdeutvalget\nlang: nb\nkind: area\ndeadlines: {submission: 14}\n---\n",
    "organisations/fsu.md": "---\ntitle: Fagutvalet\nkind: professional\n---\n",
    "organisations/gammalt.md": "---\ntitle: Gammalt utval\nkind: local\nvalid: {to: 2020}\n---\n",
    "organisations/nytt.md": "---\ntitle: Nytt utval\nkind: local\nvalid: {from: 2022}\n---\n",
    "organisations/styring.md": "---\ntitle: Styringsgruppa\nkind: steering\n---\n",
    "organisations/arbeid.md": "---\ntitle: Arbeidsgruppa\nkind: working_group\n---\n",
    "organisations/sekretariatet.md": (
        "---\ntitle: Sekretariatet\nkind: secretariat\ncontact: {phone: 55 00 11 22}\n---\n"
    ),
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "organisations/løynd.md".replace("ø", "o"): "---\ntitle: Løynd utval\nkind: local\ndraft: true\n---\n",
    "organisations/stengd.md": """
        ---
        title: Stengd utval
        kind: local
        exempt: {basis: "offentleglova § 23", public_title: Eit utval}
        ---
        """,
    "projects/nettside.md": "---\ntitle: Felles nettside\nphase: active\n---\n",
    "projects/ferdig.md": "---\ntitle: Ferdig prosjekt\nphase: completed\n---\n",
    "cases/2021-sak.md": "---\ntitle: Ei sak\n---\n",
    "cases/2019-sak.md": "---\ntitle: Ei gammal sak\n---\n",
    "cases/2021-utkast.md": "---\ntitle: Eit utkast\ndraft: true\n---\n",
    "meetings/ssu/2021-05-20.md": "---\nnumber: 2/2021\n---\n",
    "meetings/ssu/2021-09-01.md": "---\nnumber: 3/2021\n---\n",
    "meetings/ou/2021-05-15.md": "---\nnumber: 2/2021\ncancelled: true\n---\n",
    "meetings/ou/2021-06-30.md": "---\nnumber: 3/2021\n---\n",
    "meetings/fsu/2021-06-01.md": "---\nnumber: 1/2021\n---\n",
    "meetings/styring/2021-06-02.md": "---\nnumber: 1/2021\n---\n",
    "meetings/arbeid/2020-06-02.md": "---\nnumber: 1/2020\n---\n",
}
"""Today is 10 May 2021."""
CONTACT = {
    "organisations/sekretariatet.md": """
        ---
        title: Sekretariatet
        kind: secretariat
        contact: {email: post@sekretariatet.example}
        ---
        """
}


@pytest.fixture
def portal(portal: Make) -> Make:
    """Portals whose papers nobody looks at here."""
    return lambda *given, **more: portal(*given, **more).without_papers()


def _written(folder: PortalFolder) -> Path:
    done = folder.command("write", str(folder.root / "site"))
    assert done.exit_code == 0, done.output
    return folder.root / "site"


def _form(portal: Make, files: dict[str, str] | None = None, lang: str = "nn") -> Element:
    return _form_of(portal({**RECORDS, **(files or {})}, lang=lang))


def _form_of(folder: PortalFolder) -> Element:
    return parsed(folder.page("/meld-sak/")).one("main")


def _said(element: Element, lang: str = "nn") -> str:
    """The words of an element in one language of the form."""
    words = [e.text for e in element.all("span", lang=lang) if "data-words" in e.attributes]
    return " ".join(words)


# -- what of the portal is shown


def test_the_bodies_that_meet_can_be_asked_and_no_other(portal: Make) -> None:
    page = _form(portal)
    chosen = [e.attributes["value"] for e in page.all("input", name="for")]
    assert chosen == ["partnarskap", "ssu", "ou", "fsu", "styring"]
    labels = {e.attributes["for"]: e for e in page.all("label")}
    assert labels["_for_ou"].text == "Områdeutvalget"
    assert labels["_for_ou"].one("span").attributes["lang"] == "nb"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("partnarskap", "Ingen møte er planlagde."),
        ("ssu", "Fristen for møtet 20. mai 2021 gjekk ut 29. april 2021."
                " Møtet etter er 1. september 2021. Meld saka innan 11. august 2021."),
        ("ou", "Neste møte 30. juni 2021. Meld saka innan 16. juni 2021."),
        ("fsu", "Neste møte 1. juni 2021."),
    ],
)  # fmt: skip
def test_each_body_tells_of_its_next_meeting_and_deadline(portal: Make, body: str, said: str) -> None:
    assert _said(_form(portal).by_id(f"_for_{body}_h")) == said


def test_the_deadline_is_said_in_both_languages(portal: Make) -> None:
    assert _said(_form(portal).by_id("_for_ou_h"), "nb") == "Neste møte 30. juni 2021. Meld saken innen 16. juni 2021."


def test_organisations_and_projects_are_the_portals_own_and_public(portal: Make) -> None:
    page = _form(portal)
    names = [e.attributes["value"] for e in page.by_id("_partar").all("option")]
    assert "Alver kommune" in names
    assert not {"Løynd utval", "Stengd utval"} & {*names}
    assert [e.attributes["value"] for e in page.by_id("_project").all("option")] == ["", "nettside"]
    assert page.by_id("_skjema").attributes["data-taken"] == "2021-sak"


@pytest.mark.parametrize(("lang", "other"), [("nn", "nb"), ("nb", "nn")])
def test_every_word_of_the_form_stands_in_both_languages_the_sites_own_first(
    portal: Make, lang: str, other: str
) -> None:
    page = _form(portal, lang=lang)
    spans = [e for e in page.walk() if "data-words" in e.attributes]
    assert len(spans) > 100
    assert [e.attributes["lang"] for e in spans] == [lang, other] * (len(spans) // 2)
    assert all(("hidden" in e.attributes) is (e.attributes["lang"] == other) for e in spans)


def test_a_hostile_title_stays_text(portal: Make) -> None:
    title = HOSTILE.replace("'", "''")
    page = _form(portal, {"organisations/ou.md": f"---\ntitle: '{title}'\nkind: area\n---\n"})
    labels = {e.attributes["for"]: e for e in page.all("label")}
    assert labels["_for_ou"].text == HOSTILE
    assert page.all("script") == []


def test_a_portal_without_records_has_a_form(portal: Make) -> None:
    folder = portal()
    page = read_main(_written(folder) / "meld-sak/index.html")
    assert page.all("input", name="for") == []
    assert page.all("select") == []
    assert dead_links(folder.root / "site") == []


# -- what is offered


def test_the_secretariat_is_written_to_when_its_address_is_known(portal: Make) -> None:
    page = _form(portal, CONTACT)
    assert page.by_id("_epost").attributes["data-email"] == "post@sekretariatet.example"
    assert "mailto:post@sekretariatet.example" in page.section("word").hrefs()


def test_without_an_address_there_is_no_mail_but_a_way_to_the_secretariat(portal: Make) -> None:
    page = _form(portal)
    assert [e for e in page.walk() if e.attributes.get("id") == "_epost"] == []
    assert "mailto:" not in " ".join(page.hrefs())
    assert "../utval/sekretariatet/" in page.section("word").hrefs()
    assert "55 00 11 22" in page.text


def test_a_secretariat_that_is_over_is_not_written_to(portal: Make) -> None:
    over = CONTACT["organisations/sekretariatet.md"].replace("kind:", "valid: {to: 2020}\n        kind:")
    page = _form(portal, {"organisations/sekretariatet.md": over})
    assert "mailto:" not in " ".join(page.hrefs())


@pytest.mark.parametrize(
    ("repository", "edit_path", "url"),
    [
        ("https://github.com/a/b", "", "https://github.com/a/b/new/main?filename="),
        ("https://github.com/a/b/", "edit/master/portal/", "https://github.com/a/b/new/master/portal?filename="),
        ("https://gitlab.com/a/b", "-/edit/main", "https://gitlab.com/a/b/-/new/main?file_name="),
        ("https://codeberg.org/a/b", "_edit/main", "https://codeberg.org/a/b/_new/main?filename="),
        ("https://git.example/a/b", "tree/main", None),
        ("", "edit/main", None),
    ],
)
def test_a_new_file_is_made_where_records_are_mended(repository: str, edit_path: str, url: str | None) -> None:
    assert Settings("", repository=repository, edit_path=edit_path).new_file_url() == url


def test_the_repository_is_offered_when_it_is_known(portal: Make) -> None:
    folder = portal(RECORDS)
    path = folder.root / "mkdocs.yml"
    path.write_text(f"repo_url: https://git.example/a/b\n{path.read_text('utf-8')}", encoding="utf-8")
    page = _form_of(folder)
    assert page.by_id("_ny_fil").attributes["data-at"] == "https://git.example/a/b/new/main?filename="
    path.write_text(path.read_text("utf-8").partition("\n")[2], encoding="utf-8")
    page = _form_of(folder)
    assert [e for e in page.walk() if e.attributes.get("id") == "_ny_fil"] == []


def test_without_a_script_the_form_is_hidden_and_the_word_forms_are_not(portal: Make) -> None:
    page = _form(portal)
    assert "hidden" in page.by_id("_skjema").attributes
    assert "hidden" in page.by_id("_ferdig").attributes
    assert "hidden" not in page.by_id("_utan_skript").attributes
    links = page.section("word").hrefs()
    assert links[:2] == ["../meld-sak/saksinnmelding-nn.docx", "../meld-sak/saksinnmelding-nb.docx"]


def test_nothing_in_the_page_runs_but_its_script(portal: Make) -> None:
    page = _form(portal)
    handlers = [name for e in page.walk() for name in e.attributes if name.startswith("on") or name == "style"]
    assert handlers == []
    assert "action" not in page.by_id("_skjema").attributes


# -- where it stands


def test_the_page_before_the_form_and_the_form_lead_to_each_other(portal: Make) -> None:
    site = _written(portal(RECORDS))
    assert "../om-innmelding/" in read_main(site / "meld-sak/index.html").hrefs()
    assert "../meld-sak/" in read_main(site / "om-innmelding/index.html").hrefs()
    for page, link in (("index.html", "meld-sak/"), ("moter/index.html", "../meld-sak/")):
        assert link in read_main(site / page).hrefs()
    assert dead_links(site) == []


@pytest.mark.parametrize("path", ["content/meld-sak.md", "content/meld-sak/index.md"])
def test_a_hand_written_page_stands_in_the_place_of_the_form(portal: Make, path: str) -> None:
    folder = portal({**RECORDS, path: "# Ring oss\n\nVi tek imot saker på telefon.\n"})
    assert folder.check().exit_code == 0
    assert "Vi tek imot saker på telefon." in _form_of(folder).text
    assert _documents(folder) == {}
    built = folder.build("built")
    assert built.returncode == 0, built.stderr
    assert "Vi tek imot saker på telefon." in read_main(folder.root / "built/meld-sak/index.html").text
    assert dead_links(folder.root / "built") == []


@pytest.mark.parametrize("alias", ["/meld-sak/", "/meld-sak/saksinnmelding-nn.docx"])
def test_no_earlier_address_takes_the_place_of_the_form(portal: Make, alias: str) -> None:
    folder = portal({"cases/2021-a.md": f"---\ntitle: A\naliases: [{alias}]\n---\n"})
    checked = folder.check()
    assert checked.exit_code == 1
    assert "/meld-sak/" in checked.output


# -- in Word


def _documents(folder: PortalFolder) -> dict[str, bytes]:
    found = (one for address, one in sorted(folder.site().items()) if address.startswith("/meld-sak/"))
    return {one.path.rpartition("/")[2]: one.make().data for one in found if one.path.endswith(".docx")}


def _part(document: bytes, name: str) -> ElementTree.Element:
    with ZipFile(io.BytesIO(document)) as archive:
        return ElementTree.fromstring(archive.read(name))


def _text(element: ElementTree.Element) -> str:
    return "".join(e.text or "" for e in element.iter(f"{W}t"))


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = make_portal(tmp_path_factory.mktemp("word") / "portal", {**RECORDS, **CONTACT})
    return _documents(folder)


def test_the_form_is_a_document_in_each_language(documents: dict[str, bytes]) -> None:
    assert list(documents) == ["saksinnmelding-nb.docx", "saksinnmelding-nn.docx"]
    for name, lang, title in (("nn", "nn-NO", "Saka gjeld"), ("nb", "nb-NO", "Saken gjelder")):
        document = documents[f"saksinnmelding-{name}.docx"]
        with ZipFile(io.BytesIO(document)) as archive:
            assert archive.testzip() is None
            assert archive.namelist()[0] == "[Content_Types].xml"
            assert {info.compress_type for info in archive.infolist()} == {ZIP_STORED}
            for part in archive.namelist():
                ElementTree.fromstring(archive.read(part))
        assert title in _text(_part(document, "word/document.xml"))
        defaults = _part(document, "word/styles.xml").find(f"{W}docDefaults")
        assert defaults is not None
        assert [e.get(f"{W}val") for e in defaults.iter(f"{W}lang")] == [lang]
        core = {e.tag.rpartition("}")[2]: e.text for e in _part(document, "docProps/core.xml")}
        assert (core["language"], core["title"]) == (lang, "Skjema for saksinnmelding")


def test_every_part_that_is_named_is_there(documents: dict[str, bytes]) -> None:
    document = documents["saksinnmelding-nn.docx"]
    with ZipFile(io.BytesIO(document)) as archive:
        names = {*archive.namelist()}
    types = {str(e.get("PartName")).lstrip("/") for e in _part(document, "[Content_Types].xml") if e.get("PartName")}
    assert types <= names
    inner = {f"word/{e.get('Target')}" for e in _part(document, "word/_rels/document.xml.rels")
             if e.get("TargetMode") != "External"}  # fmt: skip
    assert inner | {str(e.get("Target")) for e in _part(document, "_rels/.rels")} <= names


def test_bodies_and_types_are_boxes_that_can_be_ticked(documents: dict[str, bytes]) -> None:
    root = _part(documents["saksinnmelding-nn.docx"], "word/document.xml")
    boxes = {}
    for paragraph in root.iter(f"{W}p"):
        for control in paragraph.iter(f"{W}sdt"):
            if control.find(f"{W}sdtPr/{W14}checkbox") is not None:
                tag = control.find(f"{W}sdtPr/{W}tag")
                checked = control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
                assert tag is not None
                assert checked is not None
                assert checked.get(f"{W14}val") == "0"
                boxes[tag.get(f"{W}val")] = _text(paragraph)
    assert boxes == {
        "type:D": "☐ Drøftingssak", "type:V": "☐ Vedtakssak", "type:O": "☐ Orienteringssak",
        "for:partnarskap": "☐ Partnarskapsmøtet", "for:ssu": "☐ Strategisk utval", "for:ou": "☐ Områdeutvalget",
        "for:fsu": "☐ Fagutvalet", "for:styring": "☐ Styringsgruppa",
    }  # fmt: skip
    languages = [e.get(f"{W}val") for e in root.iter(f"{W}lang")]
    assert languages == ["nn-NO", "nn-NO", "nb-NO", "nn-NO", "nn-NO"]


def test_the_document_has_headings_labels_and_an_address(documents: dict[str, bytes]) -> None:
    root = _part(documents["saksinnmelding-nb.docx"], "word/document.xml")
    headings = [
        _text(paragraph)
        for paragraph in root.iter(f"{W}p")
        if [style.get(f"{W}val") for style in paragraph.iter(f"{W}pStyle")] == ["Heading1"]
    ]
    assert headings == ["Bakgrunn", "Prosess og aktører", "Formål", "Hva ber du om?", "Forslag til vedtak", "Vedlegg"]
    labels = [_text(next(iter(row.iter(f"{W}tc")))) for row in root.iter(f"{W}tr")]
    assert labels == ["Dato", "Saksinnmelder", "Saken gjelder", "Sakstype", "Ønske om behandling av saken"]
    assert "post@sekretariatet.example" in _text(root)
    relations = _part(documents["saksinnmelding-nb.docx"], "word/_rels/document.xml.rels")
    assert "mailto:post@sekretariatet.example" in {e.get("Target") for e in relations}
    assert "None" not in _text(root)


def test_a_hostile_title_stays_text_in_the_document(portal: Make) -> None:
    title = (HOSTILE + "\\u0007").replace("\\u0007", "\x07")
    written = f"---\ntitle: {_yaml(title)}\nkind: area\n---\n"
    document = _documents(portal({**RECORDS, "organisations/ou.md": written}))["saksinnmelding-nn.docx"]
    root = _part(document, "word/document.xml")
    assert f"☐ {HOSTILE}" in [_text(p) for p in root.iter(f"{W}p")]


def _yaml(text: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", text).replace("\x07", "\\a") + '"'


def test_the_same_portal_gives_the_same_bytes(portal: Make) -> None:
    folder = portal(RECORDS)
    first = _documents(folder)
    written = {path.name: path.read_bytes() for path in sorted((_written(folder) / "meld-sak").glob("*.docx"))}
    assert written == first != {}
    assert _documents(folder) == first
    built = folder.build("built")
    assert built.returncode == 0, built.stderr
    assert {p.name: p.read_bytes() for p in sorted((folder.root / "built/meld-sak").glob("*.docx"))} == first
