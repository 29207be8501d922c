"""A third language is a folder of messages: nothing else lists the languages that a portal can be written in."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import pytest
from rdflib import Graph

from portal.language.catalogue import LANGUAGES
from support.elements import Element, read_main
from support.portals import REPOSITORY, make_portal

CASE = "---\ntitle: Ferje\nsubmitted: 2021-02-19\n---\n## Bakgrunn\n\nEit ord.\n"
FILES = {
    "organisations/ou.md": "---\ntitle: OU\nshort: OU\nkind: area\n---\n",
    "cases/2021-a.md": CASE,
    "cases/2021-b.md": CASE.replace("submitted", "lang: nb\nsubmitted"),
    "cases/2021-c.md": "---\nexempt: {basis: offl. § 13, public_title: C}\n---\n",
    "meetings/ou/2021-03-04.md": "---\nagenda: [{case: 2021-a}]\n---\n",
}
WORDS = {
    "skip": "Njuike sisdollui",
    "front.submit": "Dieđit ášši",
    "submit.title": "Ášši namma",
    "language.name": "Davvisámegiella",
    "language.authority": "SME",
    "law.section.lov/2006-05-19-16/13": "jávohisvuođageatnegasvuohta",
}
"""Messages that are said otherwise than in the catalogue that was copied."""


def _sami(catalogue: str) -> str:
    """The catalogue as one in Northern Sami: some words of its own, and a dual beside the plural."""
    for key, words in WORDS.items():
        catalogue, count = re.subn(rf'(msgid "{re.escape(key)}"\nmsgstr) ".*"', rf'\1 "{words}"', catalogue)
        assert count == 1, key
    catalogue = re.sub(r'(msgstr\[)1(\] ".*")', r"\g<1>1\g<2>\n\g<1>2\g<2>", catalogue)
    catalogue = re.sub(r'(msgid_plural "cases.number"\n(?:.*\n)msgstr\[1\]) ".*"', r'\1 "Guokte ášši"', catalogue)
    plurals = "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);"
    return catalogue.replace("nplurals=2; plural=(n != 1);", plurals).replace("Language: nb", "Language: se")


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with a folder more."""
    code = tmp_path_factory.mktemp("code")
    shutil.copytree(REPOSITORY / "plugins/portal", code / "portal", ignore=shutil.ignore_patterns("__pycache__"))
    messages = code / "portal/language/locale"
    shutil.copytree(messages / "nb", messages / "se")
    catalogue = messages / "se/LC_MESSAGES/portal.po"
    catalogue.write_text(_sami(catalogue.read_text("utf-8")), encoding="utf-8")
    return code


@pytest.fixture(scope="module")
def write(code: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The site of a small portal in a language, written by that code."""

    def write(lang: str) -> Path:
        root = make_portal(tmp_path_factory.mktemp(lang) / "portal", FILES, lang=lang).root
        done = subprocess.run(
            [sys.executable, "-m", "portal.commands.cli", "--root", str(root), "write", str(root / "out")],
            env={**os.environ, "PYTHONPATH": str(code), "SOURCE_DATE_EPOCH": "1614000000"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return root / "out"

    return write


@pytest.fixture(scope="module")
def site(write: Callable[[str], Path]) -> Path:
    """The site in Northern Sami."""
    return write("se")


def page(site: Path, address: str) -> Element:
    return read_main(site / address.strip("/") / "index.html")


def test_the_languages_are_the_folders() -> None:
    folders = {path.name for path in (REPOSITORY / "plugins/portal/language/locale").iterdir()}
    assert LANGUAGES[0] == "nn"
    assert set(LANGUAGES) == folders


def test_pages_are_in_the_language_and_say_which_words_are_not(site: Path) -> None:
    html = (site / "saker/2021-b/index.html").read_text("utf-8")
    assert '<html lang="se"' in html
    assert WORDS["skip"] in html
    assert '<span lang="nb">Ferje</span>' in html
    assert '<meta property="og:locale" content="se_NO">' in html


def test_dates_and_counts_are_those_of_the_language(site: Path) -> None:
    """The order of day, month and year is CLDR's for the language, and the plural forms are its catalogue's."""
    assert "2021 guovvamánnu\u00a019" in (site / "saker/2021-b/index.html").read_text("utf-8")
    assert "Guokte ášši" in page(site, "/saker/ar/2021/").text


def test_the_law_of_an_exemption_is_told_in_the_language(site: Path) -> None:
    assert WORDS["law.section.lov/2006-05-19-16/13"] in page(site, "/saker/2021-c/").text


def test_the_form_offers_the_language_where_it_offers_languages(site: Path) -> None:
    form = page(site, "/meld-sak/")
    buttons = [(one.attributes["data-lang"], one.text) for one in form.all("button") if "data-lang" in one.attributes]
    assert buttons == [("se", WORDS["language.name"]), ("nn", "Nynorsk"), ("nb", "Bokmål")]
    said = [(one.attributes["lang"], one.text) for one in form.one("label", **{"for": "_title"}).all("span")[:3]]
    assert said[0] == ("se", WORDS["submit.title"])
    assert [lang for lang, _ in said] == ["se", "nn", "nb"]
    links = {f"/meld-sak/saksinnmelding-{lang}.docx" for lang in ("se", "nn", "nb")}
    assert all((site / link.strip("/")).is_file() for link in links)
    with ZipFile(io.BytesIO((site / "meld-sak/saksinnmelding-se.docx").read_bytes())) as archive:
        assert "<dc:language>se-NO</dc:language>" in archive.read("docProps/core.xml").decode()


def test_data_may_be_in_the_language_and_the_catalogue_says_so(site: Path) -> None:
    cases, schema = (json.loads((site / f"data/cases.{name}").read_text("utf-8")) for name in ("json", "schema.json"))
    jsonschema.validate(cases, schema)
    assert '"lang": "se"' in json.dumps(cases)
    graph = Graph().parse(site / "data/katalog.ttl")
    authority = "http://publications.europa.eu/resource/authority/language/"
    found = {str(o).removeprefix(authority) for o in graph.objects() if str(o).startswith(authority)}
    assert found == {"NNO", "NOB", "SME"}


def test_a_site_in_another_language_offers_it_too(write: Callable[[str], Path]) -> None:
    form = page(write("nn"), "/meld-sak/")
    assert [one.attributes["data-lang"] for one in form.all("button") if "data-lang" in one.attributes] == [
        "nn", "nb", "se",
    ]  # fmt: skip
    assert form.by_id("_skjema").attributes["data-record"] == "nn nb"
