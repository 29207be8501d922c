"""What programs that others made read out of the site: data catalogues, linked data, spreadsheets and feeds."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from defusedxml import ElementTree
from pyld import jsonld
from pyshacl import validate
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from portal.model import addresses
from support.heads import read_head
from support.portals import PortalFolder, make_portal
from support.programs import need
from support.small import SMALL

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own

BASE = "https://helsefellesskap.example"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
SCHEMA = "https://schema.org/"
SH = Namespace("http://www.w3.org/ns/shacl#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SHAPES = Path(__file__).parent / "shapes" / "dcat-ap-no.ttl"

MAILBOX = "sekretariat@fjordhelse.example"
WITH_SECRETARIAT = {
    **SMALL,
    "organisations/avvikla.md": """
        ---
        title: Det gamle sekretariatet
        kind: secretariat
        valid: {to: 2019}
        contact: {email: gammal@fjordhelse.example}
        ---
        """,
    "organisations/sekretariatet.md": f"""
        ---
        title: Fjordsekretariatet
        kind: secretariat
        contact: {{email: {MAILBOX}, phone: "55 00 11 22"}}
        ---
        """,
}
LOOKALIKES = {
    "cases/2021-02.md": "---\ntitle: '007'\narchive_ref: 2021/44\nsubmitted: 2021-02-01\n---\nÆrleg, øvd og åtvara.\n",
    "cases/2021-formel.md": "---\ntitle: '=HYPERLINK(\"http://vond.example\")'\narchive_ref: '1. mai'\n---\n10:30\n",
    "cases/2021-tal.md": "---\ntitle: '12345678901234567890'\narchive_ref: 1e5\n---\n50 %\n",
    "projects/maaned.md": "---\ntitle: Frå ein månad\nowner: alver\nphase: planned\nperiod: {from: 2021-06}\n---\n",
    "agreements/08.md": """
        ---
        title: "+1+1"
        summary: "-1; \\"2\\""
        level: service
        number: 3
        parties: [alver, "@SUM(A1:A9)", "10:30"]
        basis: ["=1+1", "12-05", hol. § 6-2 nr. 3 og 5]
        in_force: {from: 2021-01-01}
        approvals: [{organisation: alver, date: 2021-01-01, meeting: ssu/2021-02-19, number: 05/21}]
        ---
        """,
    "plans/1e5.md": """
        ---
        title: "2021/44"
        organisation: ssu
        period: {from: 2021-06, to: 2022}
        adopted: {meeting: ssu/2021-02-19, number: 05/21}
        goals: [{number: 1, title: "=1+1"}]
        measures:
          - {number: 1.10, goal: 1, what: "1. mai", responsible: "@SUM(A1:A9)", due: 2021-09-01, note: "50 %"}
          - {number: 1.2, goal: 1, what: '=HYPERLINK("http://vond.example")', responsible: alver, status: ongoing}
        ---
        """,
}
"""Texts that a spreadsheet would make numbers, dates and formulas of."""
HOSTILE = """Saker "<b>" \\\\ og 'fjord' \u2028 @nn ^^xsd:date . # }"""


def _written(folder: PortalFolder, *changes: tuple[str, str]) -> Path:
    settings = folder.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    settings.write_text(text, encoding="utf-8")
    done = folder.command("write", str(folder.root / "out"))
    assert done.exit_code == 0, done.output
    return folder.root / "out"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_portal(tmp_path_factory.mktemp("clients") / "portal", {**WITH_SECRETARIAT, **LOOKALIKES})
    number = "\n      organisation_number: 974 557 746\n      accessibility_statement:"
    return _written(folder.without_papers(), ("\n      accessibility_statement:", number))


# -- data catalogues: DCAT-AP-NO, checked with pySHACL


def _catalogue(site: Path) -> Graph:
    return Graph().parse(site / "data/katalog.ttl", publicID=f"{BASE}/data/katalog.ttl")


def _faults(graph: Graph, severity: URIRef | None = None) -> list[str]:
    """What the shapes find wrong, each as subject, path, and the kind of the constraint."""
    return [f"{subject} {path} {kind}" for subject, path, kind, level in _results(graph) if severity in (None, level)]


def _results(graph: Graph) -> Iterator[tuple[Node, str, str, Node]]:
    _, report, _ = validate(graph, shacl_graph=Graph().parse(SHAPES))
    assert isinstance(report, Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        subject, path, kind, level = (
            report.value(result, name)
            for name in (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent, SH.resultSeverity)
        )
        assert subject is not None
        assert level is not None
        yield subject, str(path), str(kind).removeprefix(str(SH)).removesuffix("ConstraintComponent"), level


def test_the_catalogue_of_a_whole_portal_lacks_nothing(site: Path) -> None:
    """But for how big each year's file is, which is recommended: there are many, and numbers alone tell little."""
    years = re.compile(r".*-\d{4}-(csv|json) \S+#byteSize MinCount")
    assert [fault for fault in _faults(_catalogue(site)) if not years.fullmatch(fault)] == []


def test_the_catalogue_of_an_empty_portal_with_hostile_names_lacks_nothing_that_it_must_have(tmp_path: Path) -> None:
    name = "site_name: " + json.dumps(HOSTILE)
    folder = make_portal(tmp_path / "portal").without_papers()
    bare = _written(
        folder,
        ("site_name: Helsefellesskapet i bergensområdet", name),
        ("licence: https://data.norge.no/nlod/no/2.0", "licence: https://lisens.example/fri?a=1&b=2"),
    )
    graph = _catalogue(bare)
    assert _faults(graph, SH.Violation) == []
    assert graph.value(URIRef(f"{BASE}/data/#kontakt"), VCARD.hasURL) == URIRef(f"{BASE}/data/")


def test_a_portal_that_does_not_know_its_address_has_a_catalogue_too(tmp_path: Path) -> None:
    folder = make_portal(tmp_path / "portal", WITH_SECRETARIAT).without_papers()
    assert _faults(_catalogue(_written(folder, (f"site_url: {BASE}/\n", ""))), SH.Violation) == []


def _broken(graph: Graph, change: Callable[[Graph, Node, URIRef], bool]) -> tuple[Graph, set[tuple[Node, str]]]:
    """The graph, changed at every property of one thing of each class that the shapes speak of."""
    shapes = Graph().parse(SHAPES)
    copy = Graph()
    for triple in graph:
        copy.add(triple)
    changed = set()
    for shape, class_ in shapes.subject_objects(SH.targetClass):
        subject = min(graph.subjects(RDF.type, class_))
        for one in shapes.objects(shape, SH.property):
            path = shapes.value(one, SH.path)
            if isinstance(path, URIRef) and change(copy, subject, path):
                changed.add((subject, str(path)))
    return copy, changed


def test_each_shape_of_the_catalogue_notices_what_lacks(site: Path) -> None:
    def remove(graph: Graph, subject: Node, path: URIRef) -> bool:
        graph.remove((subject, path, None))
        return True

    graph, changed = _broken(_catalogue(site), remove)
    assert len(changed) > 50
    assert {(s, path) for s, path, kind, _ in _results(graph) if kind == "MinCount"} >= changed


def test_each_shape_of_the_catalogue_notices_a_wrong_value(site: Path) -> None:
    def spoil(graph: Graph, subject: Node, path: URIRef) -> bool:
        is_iri = isinstance(graph.value(subject, path), URIRef)
        graph.set((subject, path, Literal("") if is_iri else URIRef("https://feil.example/")))
        return True

    graph, changed = _broken(_catalogue(site), spoil)
    assert {(s, path) for s, path, kind, _ in _results(graph) if kind != "MinCount"} >= changed


def test_each_shape_of_the_catalogue_notices_one_too_many(site: Path) -> None:
    def add(graph: Graph, subject: Node, path: URIRef) -> bool:
        graph.add((subject, path, Literal("Ein til", lang="nn")))
        graph.add((subject, path, Literal("To til", lang="nn")))
        graph.add((subject, path, URIRef("https://feil.example/ein-til")))
        return True

    graph, changed = _broken(_catalogue(site), add)
    shapes = Graph().parse(SHAPES)
    limited = {(subject, path) for subject, path in changed if _is_limited(shapes, path)}
    assert len(limited) > 10
    assert {(s, path) for s, path, kind, _ in _results(graph) if kind in ("MaxCount", "UniqueLang")} >= limited


def _is_limited(shapes: Graph, path: str) -> bool:
    """Whether the shapes of a property all have a highest number of values, or of values in a language."""
    ones = list(shapes.subjects(SH.path, URIRef(path)))
    return all((one, SH.maxCount, None) in shapes or (one, SH.uniqueLang, None) in shapes for one in ones)


def test_a_contact_without_any_way_to_reach_it_is_noticed(site: Path) -> None:
    graph = _catalogue(site)
    contact = URIRef(f"{BASE}/data/#kontakt")
    graph.remove((contact, VCARD.hasEmail, None))
    assert _faults(graph, SH.Violation) == []
    graph.remove((contact, VCARD.hasURL, None))
    assert len(_faults(graph, SH.Violation)) == 1


def _data(site: Path) -> list[Path]:
    """The files of the data; the page that tells of them has the foot of every page."""
    return [path for path in (site / "data").rglob("*") if path.is_file() and path.name != "index.html"]


def test_the_mailbox_of_the_secretariat_stands_in_the_catalogue_and_nowhere_else_in_the_data(site: Path) -> None:
    contact = URIRef(f"{BASE}/data/#kontakt")
    graph = _catalogue(site)
    assert graph.value(contact, VCARD.hasEmail) == URIRef(f"mailto:{MAILBOX}")
    assert graph.value(contact, VCARD.hasURL) == URIRef(f"{BASE}/utval/sekretariatet/")
    assert str(graph.value(contact, VCARD.fn)) == "Fjordsekretariatet"
    saying = {path.name for path in _data(site) if MAILBOX in path.read_text("utf-8")}
    assert saying == {"katalog.ttl", "katalog.jsonld"}
    everything = "".join(path.read_text("utf-8") for path in _data(site))
    assert "55 00 11 22" not in everything
    assert "gammal@" not in everything


def test_the_mailbox_of_a_withheld_secretariat_stands_nowhere(tmp_path: Path) -> None:
    withheld = WITH_SECRETARIAT["organisations/sekretariatet.md"].replace("kind:", "draft: true\n        kind:")
    folder = make_portal(tmp_path / "portal", {**WITH_SECRETARIAT, "organisations/sekretariatet.md": withheld})
    out = _written(folder.without_papers())
    files = [path for path in out.rglob("*") if path.is_file()]
    assert [path.relative_to(out).as_posix() for path in files if MAILBOX.encode() in path.read_bytes()] == []


def test_the_publisher_is_known_by_its_number(site: Path) -> None:
    publisher = URIRef(f"{BASE}/data/#utgivar")
    graph = _catalogue(site)
    assert str(graph.value(publisher, DCT.identifier)) == "974557746"
    assert str(graph.value(publisher, OWL.sameAs)).endswith("/organizations/974557746")


def test_a_wrong_organisation_number_is_told_of(tmp_path: Path) -> None:
    folder = make_portal(tmp_path / "portal")
    settings = folder.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("responsible:", "organisation_number: 974557747\n      responsible:", 1), "utf-8")
    checked = folder.check()
    assert checked.exit_code == 1
    assert "organisation_number" in checked.output
    assert "974557747" in checked.output


# -- linked data: expanded by pyld, which is no library of ours


def _offline(url: str, options: dict[str, Any]) -> dict[str, Any]:
    """The context of schema.org, as far as these documents need it: its words are in its vocabulary."""
    assert url.rstrip("/") == "https://schema.org", url
    links = ("url", "contentUrl", "license", "eventStatus", "eventAttendanceMode")
    context = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in links}}
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}


def _quads(document: Any, base: str) -> str:
    normal = jsonld.normalize(
        document,
        {"documentLoader": _offline, "base": base, "algorithm": "URDNA2015", "format": "application/n-quads"},
    )
    return str(normal)


def test_a_json_ld_client_reads_what_every_page_says(site: Path) -> None:
    read = 0
    for path in sorted(site.rglob("index.html")):
        for block in read_head(path).data:
            document = json.loads(block)
            expanded = jsonld.expand(document, {"documentLoader": _offline})
            assert len(expanded) == 1
            assert expanded[0]["@type"][0].startswith(SCHEMA)
            assert _quads(document, document["@id"]).count("\n") >= len(document) - 2
            read += 1
    assert read > 10


def test_a_json_ld_client_reads_the_same_catalogue_as_one_of_turtle(site: Path) -> None:
    document = json.loads((site / "data/katalog.jsonld").read_text("utf-8"))
    turtle = _catalogue(site)
    quads = Graph().parse(data=_quads(document, f"{BASE}/data/"), format="nt")
    assert len(quads) > 100
    assert set(quads) == set(turtle)


def test_the_page_of_the_data_says_what_the_catalogue_says(site: Path) -> None:
    graph, said = _catalogue(site), read_head(site / "data/index.html").linked_data
    datasets = {URIRef(one["@id"]): one for one in said["dataset"]}
    assert said["@type"] == "DataCatalog"
    assert set(datasets) == set(graph.objects(URIRef(said["@id"]), DCAT.dataset))
    for address, one in datasets.items():
        assert one["@type"] == "Dataset"
        assert Literal(one["name"], lang="nn") in set(graph.objects(address, DCT.title))
        assert len(one["description"]) >= 50  # search engines pass over shorter ones
        assert {Literal(word, lang="nn") for word in one["keywords"]} <= set(graph.objects(address, DCAT.keyword))
        assert (one["isAccessibleForFree"], one["license"]) == (True, "https://data.norge.no/nlod/no/2.0")
        for form in one["distribution"]:
            there = URIRef(form["@id"])
            assert there in set(graph.objects(address, DCAT.distribution))
            assert graph.value(there, DCAT.downloadURL) == URIRef(form["contentUrl"])
            assert form["contentSize"] == f"{graph.value(there, DCAT.byteSize)} B"
            assert form["encodingFormat"] in {"application/json", "text/csv"}
    assert said["publisher"]["identifier"] == "974557746"


def test_a_portal_in_bokmaal_describes_its_data_in_bokmaal(tmp_path: Path) -> None:
    folder = make_portal(tmp_path / "portal", SMALL, "nb").without_papers()
    said = read_head(_written(folder) / "data/index.html").linked_data
    assert said["name"].startswith("Åpne data fra")
    assert all(len(one["description"]) >= 50 for one in said["dataset"])


# -- spreadsheets: opened by Gnumeric, whose cells are then read with their types


_CELL = "{http://www.gnumeric.org/v10.dtd}Cell"
_TEXT, _NUMBER = "60", "40"
"""What Gnumeric calls the types of its values."""


@pytest.fixture(scope="module")
def norway(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a Norwegian machine: the comma is the decimal mark, so that semicolons part the cells."""
    folder = tmp_path_factory.mktemp("locale")
    command = ["localedef", "-i", need("the locale nb_NO"), "-f", "UTF-8", str(folder / "nb_NO.UTF-8")]
    subprocess.run(command, capture_output=True, check=False)  # it warns of what older standards lacked, and ends so
    return {**os.environ, "LOCPATH": str(folder), "LC_ALL": "nb_NO.UTF-8"}


def _opened(path: Path, folder: Path, environment: dict[str, str]) -> dict[tuple[int, int], tuple[str, str]]:
    """The type and the text of each cell, by row and column, as the program has it that opened the file.

    It is opened as text, for in what is called `.csv` Gnumeric looks for commas first, wherever in the world it runs.
    """
    named, out = folder / f"{path.stem}.txt", folder / "cells.xml"
    named.write_bytes(path.read_bytes())
    command = [need("ssconvert"), "-I", "Gnumeric_stf:stf_csvtab", "-T", "Gnumeric_XmlIO:sax:0", str(named), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    cells = {}
    for cell in ElementTree.parse(out).iter(_CELL):
        assert "ValueType" in cell.attrib, (path.name, cell.text)  # else it is a formula
        cells[int(cell.attrib["Row"]), int(cell.attrib["Col"])] = (cell.attrib["ValueType"], cell.text or "")
    return cells


@pytest.mark.parametrize("register", addresses.REGISTERS)
@pytest.mark.parametrize("form", ["csv", "semikolon.csv"])
def test_a_spreadsheet_program_has_every_text_as_it_was_written(
    site: Path, tmp_path: Path, norway: dict[str, str], register: str, form: str
) -> None:
    rows = json.loads((site / f"data/{register}.json").read_text("utf-8"))["rows"]
    environment = norway if form == "semikolon.csv" else {**os.environ, "LC_ALL": "C.UTF-8"}
    cells = _opened(site / f"data/{register}.{form}", tmp_path, environment)
    names = [cells[0, column][1] for column in range(len(rows[0]))]
    assert names == list(rows[0])
    for number, row in enumerate(rows, 1):
        for column, name in enumerate(names):
            type_, text = cells.get((number, column), (_TEXT, ""))
            match row[name]:
                case None | []:
                    assert text == "", name
                case bool(value):
                    assert text.upper() == str(value).upper(), name
                case int(value):
                    assert (type_, text) == (_NUMBER, str(value)), name
                case str(value) if type_ == _NUMBER and re.fullmatch(r"0|[1-9]\d{0,14}", value):
                    assert text == value, name  # a whole number, of which nothing is lost
                case str(value) if type_ == _NUMBER:
                    assert re.fullmatch(r"\d{4}|\d{4}-\d\d-\d\d|\d\d:\d\d", value), (name, value, text)
                case str(value):
                    assert text.removeprefix("'") == value.removeprefix("'"), name
                case list(values):
                    said = json.loads(text) if isinstance(values[0], dict) else text.split("\n")
                    assert said == values, name


def test_the_texts_that_look_like_something_else_were_there(site: Path) -> None:
    written = (site / "data/cases.semikolon.csv").read_text("utf-8-sig")
    rows = {row["title"]: row for row in csv.DictReader(io.StringIO(written, newline=""), delimiter=";")}
    assert {"'007", "'12345678901234567890", '\'=HYPERLINK("http://vond.example")'} < set(rows)
    assert rows["'007"]["id"] == "'2021-02"
    for register, id_, title in (("agreements", "'08", "'+1+1"), ("plans", "'1e5", "'2021/44")):
        told = (site / f"data/{register}.csv").read_text("utf-8-sig")
        assert [(row["id"], row["title"]) for row in csv.DictReader(io.StringIO(told, newline=""))] == [(id_, title)]


# -- feeds: read by feedparser


def test_a_feed_reader_reads_every_feed(site: Path) -> None:
    feeds = sorted(site.rglob("*.xml"))
    feeds = [path for path in feeds if path.name == "feed.xml" or path.parent.name == "feed"]
    assert len(feeds) > 5
    for path in feeds:
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.feed.title
        assert all(entry.link.startswith(BASE) and entry.updated_parsed for entry in read.entries)
