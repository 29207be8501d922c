"""A further kind of record is a model, a derivation, a view, a template, a row of the table of kinds and words.

Each is added to a copy of the package and the templates, and a portal with such records is written by that copy: what
is not declared in the row is done by default, in every room.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from support.elements import Element, read_main
from support.hearings import copied, with_hearings, with_words
from support.oparl import crawl
from support.papers import text_of
from support.portals import EPOCH, PortalFolder, make_portal
from support.validator import findings

SITE = "https://utval.example.no"
HIDDEN = "løyndom"
FILES: dict[str, str | bytes] = {
    "organisations/ou.md": "---\ntitle: Områdeutvalet\nshort: OU\nkind: area\n---\n",
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "projects/nettside.md": "---\ntitle: Felles nettside\n---\n\nSjå [høyringa](../hearings/ferje.md).\n",
    "cases/2021-ferje.md": """
        ---
        title: Ferje til øyane
        submitted: 2021-02-19
        ---

        Sjå [ferjehøyringa](../hearings/ferje.md), [den som var](../hearings/teken-tilbake.md)
        og [den andre](../hearings/utkast.md).
        """,
    "meetings/ou/2021-03-04.md": "---\nagenda: [{number: 1/21, case: 2021-ferje}]\n---\n",
    "hearings/ferje.md": """
        ---
        title: Ferja
        parties: [alver, Skyss]
        body: ou
        signed: 2021-03-01
        ends: 2024-01-01
        weight: high
        place: Knarvik
        cases: [2021-ferje]
        replaces: gamal-ferje
        aliases: [/gamle/ferjehoyring/]
        attachments:
          - {title: Sjølve høyringa, file: brev.txt, accessible: "no"}
        corrections: [{date: 2021-04-01, what: Rett sum er ti}]
        ---

        Ferja går kvar time, og heiter [saka](../cases/2021-ferje.md).

        ## Vilkår

        Særskilde vilkår.
        """,
    "hearings/ferje/brev.txt": "Høyring\n",
    "hearings/gamal-ferje.md": "---\ntitle: Gamal ferjehøyring\nsigned: 2010-01-01\nends: 2021-01-01\nlang: nb\n---\n",
    "hearings/utkast.md": f"---\ntitle: Høyring om {HIDDEN}\ndraft: true\ncases: [2021-ferje]\n---\n",
    "hearings/seinare.md": f"---\ntitle: Seinare {HIDDEN}\npublish_after: 2021-06-01 12:00\n---\n",
    "hearings/unnateken.md": f"""
        ---
        title: Høyring om {HIDDEN}
        exempt: {{basis: offl. § 13, public_title: Ei høyring om helse}}
        aliases: [/gamle/unnateken/]
        cases: [2021-ferje]
        ---

        {HIDDEN}
        """,
    "hearings/teken-tilbake.md": f"""
        ---
        title: Høyring om {HIDDEN}
        retracted: {{date: 2021-04-02, reason: Ho var feil}}
        ---
        """,
}  # fmt: skip


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and the templates with the further kind."""
    code = copied(tmp_path_factory.mktemp("code"))
    with_hearings(code)
    return code


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(code: Path) -> Run:
    """Runs `portal` by the code of the copy."""
    return lambda portal, *arguments: run_by(code, portal, *arguments)


def run_by(code: Path, portal: PortalFolder, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `portal` by the code of a copy, in a portal with the templates of the copy."""
    settings = portal.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    text = re.sub(r"^site_url:.*$", f"site_url: {SITE}/", text, flags=re.MULTILINE)
    settings.write_text(text, encoding="utf-8")
    if not (portal.root / "templates/.copied").exists():
        for path in (code / "templates").rglob("*.html"):
            target = portal.root / "templates" / path.relative_to(code / "templates")
            target.write_text(path.read_text("utf-8"), encoding="utf-8")
        (portal.root / "templates/.copied").touch()
    return subprocess.run(
        [sys.executable, "-m", "portal.commands.cli", "--root", str(portal.root), *arguments],
        env={**os.environ, "PYTHONPATH": str(code), "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def written_by(code: Path, portal: PortalFolder) -> Path:
    """The site that the copy writes of a portal."""
    done = run_by(code, portal, "write", str(portal.root / "out"))
    assert done.returncode == 0, done.stdout + done.stderr
    return portal.root / "out"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("portal") / "portal", FILES)


@pytest.fixture(scope="module")
def site(code: Path, portal: PortalFolder) -> Path:
    """The site with hearings."""
    return written_by(code, portal)


def page(site: Path, address: str) -> Element:
    return read_main(site / address.strip("/") / "index.html")


def html(site: Path, address: str) -> str:
    return (site / address.strip("/") / "index.html").read_text("utf-8")


def data(site: Path, path: str) -> Any:
    return json.loads((site / path).read_text("utf-8"))


def linked(site: Path, address: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html(site, address), re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_the_page_shows_facts_texts_papers_corrections_and_who_refers_to_it(site: Path) -> None:
    words = page(site, "/hoyringar/ferje/").text
    for said in (
        "Høyringa gjeld i dag.", "Alver kommune", "Skyss", "Ferje til øyane", "Gamal ferjehøyring", "Særskilde vilkår.",
        "Sjølve høyringa", "Rett sum er ti",
    ):  # fmt: skip
        assert said in words
    assert (site / "hoyringar/ferje/brev.txt").read_text() == "Høyring\n"
    old = page(site, "/hoyringar/gamal-ferje/")
    assert "Høyringa gjeld ikkje." in old.text
    assert "Ferja" in old.text
    assert 'href="../../hoyringar/ferje/"' in html(site, "/saker/2021-ferje/")


def test_the_pages_of_what_it_refers_to_list_it(site: Path) -> None:
    for address in ("/saker/2021-ferje/", "/utval/ou/", "/partar/alver/"):
        assert "Høyringar om dette Ferja" in page(site, address).text, address


def test_register_menu_and_overviews_have_it(site: Path) -> None:
    words = page(site, "/hoyringar/").text
    assert "Ferja" in words
    assert "Ei høyring om helse" in words
    assert "Ei høyring som er trekt tilbake" in words
    front = html(site, "/")
    menu = [front.index(f'href="{name}/"') for name in ("prosjekt", "hoyringar", "utval")]
    assert menu == sorted(menu)
    assert 'href="../hoyringar/"' in html(site, "/sok/")


def test_closed_records_have_tombstones(site: Path) -> None:
    exempt, retracted = page(site, "/hoyringar/unnateken/").text, page(site, "/hoyringar/teken-tilbake/").text
    assert "Høyring Unnateke" in exempt
    assert "Ei høyring om helse" in exempt
    assert "offl. § 13" in exempt
    assert "Ho var feil" in retracted
    for closed in ("/hoyringar/unnateken/", "/hoyringar/teken-tilbake/"):
        assert 'href="../../hoyringar/"' in html(site, closed)


def test_what_is_not_public_is_nowhere(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file()]
    for path in files:
        assert HIDDEN not in path.read_bytes().decode("utf-8", "ignore").casefold(), path
        assert "utkast" not in path.relative_to(site / "").parts, path
    assert not (site / "hoyringar/seinare").exists()


def test_the_search_finds_it_by_what_it_is_whose_and_when(code: Path, portal: PortalFolder) -> None:
    script = """
from pathlib import Path
import sys
from portal.derived.context import Context
from portal.language.catalogue import catalogue_for
from portal.outputs.search.entries import entries
from portal.public.publishing import publish
from portal.site.building import build_moment, check_portal
from portal.source.settings import read_settings
root = Path(sys.argv[1])
settings = read_settings(root)
public = publish(check_portal(root, settings).portal, build_moment(), "")
for address, make in entries(Context(public, settings, catalogue_for("nn")), ()).items():
    entry = make()
    print(address, entry.form, entry.kind, entry.title, entry.day, entry.when, *entry.bodies, *entry.years, sep="|")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(portal.root)],
        env={**os.environ, "PYTHONPATH": str(code), "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [line for line in done.stdout.splitlines() if "hoyringar" in line]
    assert found == [
        "/hoyringar/ferje/|hearing|Høyring|Ferja|2021-03-01|1.\xa0mars 2021|Alver kommune|Områdeutvalet|2021",
        "/hoyringar/gamal-ferje/|hearing|Høyring|Gamal ferjehøyring|2021-01-01|1.\xa0januar 2021|2010|2021",
        "/hoyringar/unnateken/|hearing|Høyring|Ei høyring om helse|None|",
    ]


def test_oparl_has_it_as_papers(site: Path) -> None:
    found = crawl(site, SITE)
    assert found.faults == []
    papers = {id_: made for id_, made in found.of("Paper").items() if "hearing" in id_}
    assert sorted(papers) == [
        f"paper/hearing/{id_}.json" for id_ in ("ferje", "gamal-ferje", "teken-tilbake", "unnateken")
    ]
    paper = papers["paper/hearing/ferje.json"]
    assert paper["paperType"] == "Høyring"
    assert paper["name"] == "Ferja"
    assert paper["mainFile"]["fileName"] == "brev.txt"
    oparl = f"{SITE}/oparl/1.1"
    assert paper["relatedPaper"] == [f"{oparl}/paper/case/2021-ferje.json", f"{oparl}/paper/hearing/gamal-ferje.json"]
    assert paper["underDirectionOf"] == [f"{oparl}/organization/{id_}.json" for id_ in ("alver", "ou")]
    assert papers["paper/hearing/unnateken.json"]["name"] == "Ei høyring om helse"
    assert papers["paper/hearing/teken-tilbake.json"]["deleted"] is True


def test_the_open_data_have_a_register_of_its_simple_fields(site: Path) -> None:
    register = data(site, "data/hearings.json")
    jsonschema.validate(register, data(site, "data/hearings.schema.json"))
    rows = {row["id"]: row for row in next(value for value in register.values() if isinstance(value, list))}
    assert set(rows) == {"ferje", "gamal-ferje", "teken-tilbake", "unnateken"}
    row = rows["ferje"]
    assert row["title"] == "Ferja"
    assert (row["parties"], row["parties_titles"]) == (["alver"], ["Alver kommune", "Skyss"])
    assert (row["body"], row["body_title"]) == ("ou", "Områdeutvalet")
    assert (row["signed"], row["ends"], row["renewed"]) == ("2021-03-01", "2024-01-01", False)
    assert (row["weight"], row["place"]) == ("high", "Knarvik")
    assert (row["cases"], row["cases_titles"]) == (["2021-ferje"], ["Ferje til øyane"])
    assert (row["replaces"], row["replaces_title"]) == ("gamal-ferje", "Gamal ferjehøyring")
    assert row["attachments"][0]["url"] == f"{SITE}/hoyringar/ferje/brev.txt"
    assert row["corrections"] == [{"date": "2021-04-01", "what": "Rett sum er ti"}]
    assert rows["unnateken"]["legal_basis"] == "offl. § 13"
    assert rows["teken-tilbake"]["retracted"] == "2021-04-02"
    with (site / "data/hearings.csv").open(encoding="utf-8-sig", newline="") as lines:
        table = list(csv.DictReader(lines))
    assert [one["signed"] for one in table] == ["2021-03-01", "2010-01-01", "", ""]
    columns = data(site, "data/hearings.csv-metadata.json")["tables"][0]["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(table[0])
    words = page(site, "/data/").text
    assert "Ei rad for kvar høyring." in words
    assert "Høyringa: signed." in words
    assert "hearings.json" in (site / "data/katalog.ttl").read_text("utf-8")


def test_its_page_speaks_to_machines(site: Path) -> None:
    found = linked(site, "/hoyringar/ferje/")
    assert found["@type"] == "CreativeWork"
    assert found["name"] == "Ferja"
    assert [(one["@type"], one["name"]) for one in found["about"]] == [
        ("Organization", "Alver kommune"),
        ("Organization", "Områdeutvalet"),
        ("CreativeWork", "Ferje til øyane"),
        ("CreativeWork", "Gamal ferjehøyring"),
    ]


def test_the_sitemap_has_its_pages(site: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    days = {one.findtext(f"{space}loc"): one.findtext(f"{space}lastmod") for one in root}
    assert {address for address in days if address and "/hoyringar/" in address} == {
        f"{SITE}/hoyringar/{rest}" for rest in ("", "ferje/", "gamal-ferje/", "unnateken/")
    }
    assert days[f"{SITE}/hoyringar/ferje/"] == "2021-04-01"


def test_news_and_feeds_tell_of_it(site: Path) -> None:
    news = page(site, "/nytt/").text
    assert "Rett sum er ti" in news
    assert "Ho var feil" in news
    for path in ("feed/alle.xml", "feed/ou.xml", "feed/alver.xml"):
        assert "Rett sum er ti" in (site / path).read_text("utf-8"), path


def test_its_publication_is_told_where_git_remembers(code: Path, tmp_path: Path) -> None:
    portal = make_portal(tmp_path / "portal", {"hearings/a.md": "---\ntitle: Den fyrste\n---\n"}).without_papers()

    def commit(day: str) -> None:
        for command in (("add", "-A"), ("commit", "-qm", "x")):
            subprocess.run(
                ["git", "-c", "user.name=x", "-c", "user.email=x@example.no", *command],
                cwd=portal.root,
                env={**os.environ, "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"},
                check=True,
            )

    subprocess.run(["git", "init", "-q"], cwd=portal.root, check=True)
    (portal.root / ".gitignore").write_text("out\nbuild\n")
    commit("2021-04-01")
    portal.write({"hearings/b.md": "---\ntitle: Den andre\nsigned: 2021-04-10\n---\n"})
    commit("2021-04-20")
    portal.write({"hearings/a.md": "---\ntitle: Den fyrste\nplace: Voss\nends: 2030-01-01\n---\n"})
    commit("2021-04-25")
    site = written_by(code, portal)
    words = page(site, "/nytt/").text
    assert "Den andre" in words
    assert "Høyringa er ny her." in words
    assert "Lagt til: ends" in words


def test_the_status_page_names_its_papers_and_counts_it(site: Path) -> None:
    words = page(site, "/status/").text
    assert "Sjølve høyringa" in words
    assert "hearings/ferje.md" not in words  # which file it is, a preview tells
    assert "av 7" in words


def test_earlier_addresses_lead_to_it(site: Path) -> None:
    assert "hoyringar/ferje/" in html(site, "/gamle/ferjehoyring/")
    assert "hoyringar/unnateken/" in html(site, "/gamle/unnateken/")
    assert "/gamle/ferjehoyring/" in (site / "_redirects").read_text("utf-8")


def test_the_ledger_keeps_its_addresses_and_misses_them(run: Run, tmp_path: Path) -> None:
    portal = make_portal(tmp_path / "portal", {**FILES, "hearings/laus.md": "---\ntitle: Laus\n---\n"}).without_papers()
    done = run(portal, "permalinks", "--update")
    assert done.returncode == 0, done.stdout + done.stderr
    ledger = (portal.root / "permalinks.txt").read_text("utf-8")
    assert "/hoyringar/ferje/\n" in ledger
    assert "/hoyringar/ferje/brev.txt" in ledger
    assert run(portal, "check").returncode == 0
    (portal.root / "hearings/laus.md").rename(portal.root / "hearings/lause.md")
    told = run(portal, "check")
    assert told.returncode == 1
    assert "hearings/lause.md" in told.stdout + told.stderr


def test_the_check_knows_its_fields_references_and_ids(run: Run, tmp_path: Path) -> None:
    portal = make_portal(tmp_path / "portal", FILES).without_papers()
    done = run(portal, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    portal.write({
        "hearings/feil.md": "---\ntitle: Feil\nsignd: 2021-01-01\ncases: [2021-ferja]\n---\n\n[x](ikkje.md)\n",
        "hearings/Stor.md": "---\ntitle: Stor\n---\n",
        "hearings/djupt/nede.md": "---\ntitle: Djupt\n---\n",
        "hearings/utan.md": "---\nplace: Voss\n---\n",
        "cases/2021-b.md": "---\ntitle: B\nreplaces: ferje\n---\n",
    })  # fmt: skip
    told = run(portal, "check")
    assert told.returncode == 1
    said = told.stdout + told.stderr
    for words in ("signd", "signed", "2021-ferja", "2021-ferje", "ikkje.md", "Stor", "djupt/nede.md", "utan.md"):
        assert words in said, words


def test_a_preview_sees_what_changes_in_its_folder(code: Path, portal: PortalFolder) -> None:
    script = """
import sys
from pathlib import Path
from portal.site.building import stamps_of
from portal.source.settings import read_settings
root = Path(sys.argv[1])
print(*stamps_of(root, read_settings(root)), sep="\\n")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(portal.root)],
        cwd=portal.root,
        env={**os.environ, "PYTHONPATH": str(code), "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [path for path in done.stdout.splitlines() if path.startswith("hearings/")]


def test_its_pages_are_valid(site: Path) -> None:
    assert findings([site / "hoyringar"]) == []


# -- a field, and an output


FIELD = {
    "portal/model/case.py": ("    related: tuple", "    funding: Text | None = None\n"),
    "portal/derived/key_facts.py": (
        '        *referrers(context, case),\n        ("closed"',
        '        ("funding", facts.funding),\n',
    ),
    "portal/outputs/data/cases.py": (
        "    case_numbers: Annotated",
        '    funding: Annotated[str | None, Read("funding")] = None\n',
    ),
}
"""What a field of a case is: its line in the model, in the list of facts and in the row of data, beside its words."""

OUTPUT = '''
"""The titles of all cases as a text."""

from __future__ import annotations

from collections.abc import Iterator

from portal.derived.context import Context
from portal.pages.rendering.page import Asset


def export(context: Context) -> Iterator[Asset]:
    """`/titlar.txt`."""
    yield Asset("/titlar.txt", content="".join(f"{context.title(case)}\\n" for case in context.portal.cases))
'''


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that a copy writes which has a field of cases and an output more."""
    code = copied(tmp_path_factory.mktemp("extended"))
    changes = {**FIELD, "portal/outputs/files.py": ("    ((addresses.OPARL,),", '    (("/",), titles.export),\n')}
    (code / "portal/outputs/titles.py").write_text(OUTPUT.lstrip("\n"), encoding="utf-8")
    for path, (mark, line) in changes.items():
        text = (code / path).read_text("utf-8")
        assert text.count(mark) == 1, mark
        text = text.replace(mark, f"{line}{mark}").replace("narrowing, oparl\n", "narrowing, oparl, titles\n")
        (code / path).write_text(text.replace("import PastDay\n", "import PastDay, Text\n"), encoding="utf-8")
    with_words(
        code,
        {
            "fact.funding": "Finansiering", "data.column.funding": "Kven som betaler.", "changed.funding": "x",
            "field.funding": "finansiering", "field_help.funding": "Den som betaler.",
        },
    )  # fmt: skip
    files = {"cases/2021-ferje.md": "---\ntitle: Ferje til øyane\nfunding: Fylket betaler\n---\n\nEit ord.\n"}
    return written_by(code, make_portal(tmp_path_factory.mktemp("field") / "portal", files))


def test_a_field_is_on_the_page_in_the_paper_in_the_data_and_in_the_handbook(extended: Path) -> None:
    assert page(extended, "/saker/2021-ferje/").facts()["Finansiering"] == "Fylket betaler"
    assert "Fylket betaler" in text_of((extended / "saker/2021-ferje/saksmappe.pdf").read_bytes())
    register = data(extended, "data/cases.json")
    assert next(value for value in register.values() if isinstance(value, list))[0]["funding"] == "Fylket betaler"
    jsonschema.validate(register, data(extended, "data/cases.schema.json"))
    assert "Fylket betaler" in (extended / "data/cases.csv").read_text("utf-8")
    assert "Kven som betaler." in page(extended, "/data/").text
    assert "funding Finansiering tekst Den som betaler." in page(extended, "/handbok/felt/").text


def test_an_output_is_written_and_stands_in_the_manifest(extended: Path) -> None:
    assert (extended / "titlar.txt").read_text("utf-8") == "Ferje til øyane\n"
    assert "titlar.txt" in json.dumps(data(extended, "manifest.json"))
