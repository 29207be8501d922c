"""Open data: JSON and CSV hold the same rows, the schemas tell what is in them, nobody's name is there unasked."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from portal.model import addresses
from portal.outputs.data import registers
from portal.outputs.data.cases import CaseData
from portal.outputs.data.columns import Column, Read, Type
from portal.outputs.data.registers import REGISTERS
from portal.outputs.data.spreadsheet import guarded
from support.portals import PortalFolder, make_portal
from support.sites import read_page
from support.small import SMALL
from support.three_bodies import THREE_BODIES

BASE = "https://helsefellesskap.example"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

HOSTILE = 'Seie "nei"; og, ja 🚑 =1+1'
FORMULA = "=HYPERLINK(1)"
"""What a spreadsheet must neither lose nor run."""

PEOPLE = ("Kari Nordvik", "Ola Vik", "Per Sund", "Marit Li", "Synnøve Haug", "post@ssu.example", "+47 55 00 11 22")
RECORDS: dict[str, str] = {
    **SMALL,
    "organisations/sse.md": """
        ---
        title: Sekretariatet
        kind: secretariat
        contact: {email: post@ssu.example, phone: "+47 55 00 11 22", url: "https://ssu.example/"}
        ---
        """,
    "cases/2021-fiendsleg.md": f"""
        ---
        title: '{HOSTILE}'
        submitted: 2021-03-01
        closed: {{date: 2021-04-01, outcome: withdrawn, note: "-1"}}
        archive_ref: "@SUM(A1)"
        ---
        =1+1 er to

        - eit punkt; "sitat"
        """,
    "cases/2021-semikolon.md": """
        ---
        title: Leige;=1+1;av lokale
        attachments: [{title: "Notat;=1+1;"}]
        ---
        """,
    "cases/2021-formel.md": f"---\ntitle: {FORMULA}\nsubmitted: 2021-03-02\n---\n",
    "agreements/ferje.md": f"""
        ---
        title: '{HOSTILE}'
        level: service
        number: Tenesteavtale 3
        parties: [alver, Helse Fjord, Skyss]
        basis: [hol. § 6-2 nr. 3 og 5]
        in_force: {{from: 2021-01-01}}
        replaces: [ferje-2012]
        review: 2021-04-01
        approvals: [{{organisation: alver, date: 2020-12-01, meeting: ssu/2021-02-19, number: 05/21}}]
        ---
        """,
    "agreements/ferje-2012.md": "---\ntitle: Ferje\nlevel: service\nparties: [alver, Skyss]\n---\n",
    "agreements/unnateken.md": """
        ---
        title: Løynd
        level: special
        number: 9
        parties: [alver, Skyss]
        exempt: {basis: offl. § 13, public_title: Ein avtale}
        ---
        """,
    "plans/handling.md": """
        ---
        title: Handlingsplan
        organisation: ssu
        period: {from: 2021, to: 2024-06}
        adopted: {meeting: ssu/2021-02-19, number: 05/21}
        goals: [{number: 1, title: Eit mål}]
        measures:
          - {number: 1.1, what: Gjere noko, goal: 1, responsible: [alver, Skyss], due: 2021-04-01, case: 2021-nettside,
             project: nettside, indicator: Besøk, note: Snart}
          - {number: 1.2, what: Vente, status: not_started}
          - {number: 1.3, what: Sleppe, status: dropped}
        ---
        """,
    "meetings/ou/2021-03-10.md": """
        ---
        retracted: {date: 2021-03-12, reason: Feil møte}
        number: 1/2021
        ---
        """,
}


@dataclass(frozen=True)
class Data:
    """The open data of a site that was written to a folder."""

    site: Path

    @property
    def files(self) -> list[Path]:
        return [path for path in (self.site / "data").rglob("*") if path.is_file()]

    def bytes(self, register: str, form: str) -> bytes:
        return (self.site / "data" / f"{register}.{form}").read_bytes()

    def document(self, register: str, form: str = "json") -> Any:
        return json.loads(self.bytes(register, form))

    def row(self, register: str, id_: str) -> dict[str, Any]:
        return next(row for row in self.document(register)["rows"] if row["id"] == id_)

    def cells(self, register: str, form: str, delimiter: str) -> list[dict[str, str]]:
        text = self.bytes(register, form).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def written(root: Path, records: Mapping[str, str], change: Callable[[str], str] = str, lang: str = "nn") -> Data:
    portal = make_portal(root, records, lang)
    settings = portal.root / "mkdocs.yml"
    settings.write_text(change(settings.read_text("utf-8")), encoding="utf-8")
    done = portal.command("write", str(root / "out"))
    assert done.exit_code == 0, done.output
    return Data(root / "out")


def with_people(settings: str) -> str:
    return settings.replace("open_data_people: false", "open_data_people: true")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Data:
    return written(tmp_path_factory.mktemp("data") / "portal", RECORDS)


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Data:
    """The same portal, which wants the names of people in its data."""
    return written(tmp_path_factory.mktemp("named") / "portal", RECORDS, with_people)


def columns(register: str, people: bool = False) -> tuple[Column, ...]:
    return next(one.shown(people) for one in REGISTERS if one.name == register)


def unguarded(cell: str) -> str:
    """The text of a cell again, as the page says: without the apostrophe before what begins like a formula or date."""
    signs = "=+\\-@\uff1d\uff0b\uff0d\uff20"
    if cell.startswith("'") and guarded(cell[1:]) == cell:
        return cell[1:]
    return re.sub(rf"\A'(?='*[{signs}\t\r\n])|(?<=[;\t\r\n])'(?='*[{signs}])", "", cell)


def value(cell: str, column: Column) -> Any:
    """A cell as JSON has it."""
    if column.type is Type.OBJECTS:
        return json.loads(cell or "[]")
    if column.type is Type.LIST:
        return unguarded(cell).split("\n") if cell else []
    if not cell:
        return None
    if column.type is Type.INTEGER:
        return int(cell)
    return cell == "true" if column.type is Type.BOOLEAN else unguarded(cell)


# -- the rows


def test_a_decision_as_data(data: Data) -> None:
    assert data.row("decisions", "ssu/2021-02-19#vedtak-05-21") == {
        "id": "ssu/2021-02-19#vedtak-05-21",
        "url": f"{BASE}/moter/ssu/2021-02-19/#vedtak-05-21",
        "case_number": "05/21",
        "reference": "Sak 05/21",
        "item_title": "Felles nettside for Helsehuset",
        "meeting": "ssu/2021-02-19",
        "meeting_title": "Strategisk samarbeidsutval, møte 1/2021, 19. februar 2021",
        "meeting_date": "2021-02-19",
        "body": "ssu",
        "body_title": "Strategisk samarbeidsutval",
        "case": "2021-nettside",
        "case_title": "Felles nettside for Helsehuset",
        "cases": ["2021-nettside"],
        "case_titles": ["Felles nettside for Helsehuset"],
        "project": "nettside",
        "project_title": "Felles nettside",
        "projects": ["nettside"],
        "project_titles": ["Felles nettside"],
        "lang": "nn",
        "case_type": "D/V",
        "outcome": "decided",
        "unanimous": False,
        "votes_for": 2,
        "votes_against": 0,
        "votes": [
            {
                "proposal": None,
                "unanimous": False,
                "votes_for": 2,
                "votes_against": 0,
                "abstained": None,
                "casting_vote": False,
            }
        ],
        "is_recommendation": False,
        "sent_to": [],
        "decision": "1. Utvalet sluttar seg til planen.\n2. Prosjektgruppa set ned ei arbeidsgruppe.",
        "proposed_decision": None,
        "dissent_note": "Modalen ventar på kommunestyret.",
        "approves": None,
        "approved_meetings": [],
        "minutes_sent": None,
        "minutes_approved": None,
        "number_of_follow_ups": 2,
        "follow_up_state": "overdue",
        "attachments": [
            {"title": "Saksgrunnlag", "url": None, "accessible": "unknown", "legal_basis": None, "exempt_until": None}
        ],
    }


def test_the_route_of_a_case(data: Data) -> None:
    row = data.row("cases", "2021-nettside")
    assert row["case_route"] == [
        {
            "meeting": "ssu/2021-02-19",
            "url": f"{BASE}/moter/ssu/2021-02-19/#sak-05-21",
            "date": "2021-02-19",
            "body": "ssu",
            "body_title": "Strategisk samarbeidsutval",
            "case_number": "05/21",
            "case_type": "D/V",
            "cancelled": False,
            "outcome": "decided",
        }
    ]
    told = ("state", "submitted", "submitted_by", "bodies", "latest_outcome", "number_of_open_follow_ups", "modified")
    assert [row[name] for name in told] == [
        "follow_up", "2021-01-15", "alver", ["ssu"], "decided", 1, "2021-03-05",
    ]  # fmt: skip


def test_a_follow_up_and_its_decision(data: Data) -> None:
    row = data.row("follow-ups", "ssu/2021-02-19#sak-05-21/1")
    told = ("what", "state", "responsible", "responsible_title", "due_date", "done_date", "decision")
    assert [row[name] for name in told] == [
        "Leggje fram driftsmodell", "overdue", "alver", "Alver kommune", "2021-03-31", None,
        "ssu/2021-02-19#vedtak-05-21",
    ]  # fmt: skip
    free = data.row("follow-ups", "ssu/2021-02-19#sak-05-21/2")
    assert (free["responsible"], free["responsible_title"], free["state"]) == (None, "Prosjektgruppa", "done")


def test_the_money_and_the_milestones_of_a_project(data: Data) -> None:
    row = data.row("projects", "nettside")
    assert (row["total_costs"], row["health"], row["start"], row["partners"]) == (
        320000, "at_risk", "2021-01", ["helse-fjord"],
    )  # fmt: skip
    assert row["budget"][1] == {"side": "costs", "item": "Arbeid", "kind": "in_kind", "year": 2022, "amount": 20000}
    assert [(m["what"], m["state"], m["end"], m["responsible"]) for m in row["milestones"]] == [
        ("Utkast", "overdue", "2021-03", "alver"),
        ("Publisering", "coming", "2021-06", None),
    ]


def test_of_a_closed_record_stands_what_may_be_known_and_nothing_else(data: Data) -> None:
    def told(row: dict[str, Any]) -> dict[str, Any]:
        return {name: cell for name, cell in row.items() if cell not in (None, [])}

    assert told(data.row("cases", "2021-lukka")) == {
        "id": "2021-lukka",
        "url": f"{BASE}/saker/2021-lukka/",
        "title": "Kjøp av tenester",
        "lang": "nn",
        "access": "exempt",
        "case_numbers": ["04/21"],
        "legal_basis": "offentleglova § 23 første ledd",
        "exempt_until": "2021-12-31",
    }
    assert told(data.row("cases", "2020-trekt")) == {
        "id": "2020-trekt",
        "url": f"{BASE}/saker/2020-trekt/",
        "lang": "nn",
        "access": "retracted",
        "retracted": "2021-03-01",
        "retracted_reason": "Inneheldt personopplysningar",
    }
    meeting = told(data.row("meetings", "ou/2021-03-10"))
    assert (meeting["date"], meeting["number"], meeting["access"], meeting["retracted_reason"]) == (
        "2021-03-10", "1/2021", "retracted", "Feil møte",
    )  # fmt: skip
    item = data.row("meetings", "ssu/2021-02-19")["agenda"][0]
    assert (item["title"], item["legal_basis"], item["outcome"]) == (
        "Kjøp av tenester", "offentleglova § 23 første ledd", None,
    )  # fmt: skip


def test_a_closed_meeting_is_its_bodys_first_and_latest_but_is_not_counted(data: Data) -> None:
    row = data.row("organisations", "ou")
    told = ("first_meeting", "latest_meeting", "next_meeting", "number_of_meetings")
    assert [row[name] for name in told] == ["2021-03-10", "2021-03-10", "2021-06-10", 1]


def test_the_rows_are_those_of_the_site_in_the_order_of_their_ids(tmp_path: Path) -> None:
    data = written(tmp_path / "portal", THREE_BODIES)
    there = [register for register in addresses.REGISTERS if register not in ("agreements", "plans")]
    counts = {register: data.document(register)["number_of_rows"] for register in there}
    assert counts == {
        "cases": 8, "meetings": 8, "decisions": 10, "follow-ups": 12, "projects": 3, "organisations": 6,
    }  # fmt: skip
    for register in there:
        ids = [row["id"] for row in data.document(register)["rows"]]
        assert ids == sorted(set(ids))
    assert "Granli" not in "".join(path.read_text("utf-8") for path in data.files)
    attachment = data.row("cases", "2020-heimeoppfolging")["attachments"][0]
    assert attachment["url"] == f"{BASE}/saker/2020-heimeoppfolging/rapport.pdf"


# -- a year at a time

YEARLY = ("cases", "meetings", "decisions", "follow-ups")


@pytest.mark.parametrize("register", YEARLY)
def test_the_years_of_a_register_hold_its_rows_each_once(tmp_path: Path, register: str) -> None:
    data = written(tmp_path / "portal", THREE_BODIES)
    whole = data.document(register)
    years = sorted((data.site / "data" / register).glob("*.json"))
    assert len(years) > 1
    parts = [json.loads(path.read_bytes()) for path in years]
    found = sorted((row for part in parts for row in part["rows"]), key=lambda row: str(row["id"]))
    dated = [row for row in whole["rows"] if register != "cases" or row["submitted"] or row["first_meeting"]]
    assert found == dated
    for path, part in zip(years, parts, strict=True):
        assert part["title"] == f"{whole['title']}, {path.stem}"
        assert part["number_of_rows"] == len(part["rows"])
        assert not list(Draft202012Validator(data.document(register, "schema.json")).iter_errors(part))
        ids = [row["id"] for row in data.cells(f"{register}/{path.stem}", "csv", ",")]
        assert ids == [row["id"] for row in part["rows"]]
    page = read_page(data.site / "data/index.html")
    assert {f"../data/{register}/{path.stem}.{form}" for path in years for form in ("json", "csv")} <= set(page.links)


def test_a_case_stands_in_the_year_of_its_submission_else_of_its_first_meeting(data: Data) -> None:
    ids = {row["id"]: row["submitted"] for row in json.loads((data.site / "data/cases/2021.json").read_bytes())["rows"]}
    assert ids["2021-formel"] == "2021-03-02"
    assert "2021-semikolon" not in ids  # which nothing dates


# -- the schemas


@pytest.mark.parametrize("register", addresses.REGISTERS)
@pytest.mark.parametrize("people", [False, True])
def test_the_json_is_as_its_schema_says(data: Data, named: Data, register: str, people: bool) -> None:
    site = named if people else data
    schema = site.document(register, "schema.json")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    document = site.document(register)
    assert document["rows"]
    assert [error.message for error in validator.iter_errors(document)] == []
    assert document["$schema"] == schema["$id"] == f"{BASE}/data/{register}.schema.json"
    assert document["license"] == "https://data.norge.no/nlod/no/2.0"
    assert document["generated"] == "2021-05-10"


@pytest.mark.parametrize(
    ("register", "name", "wrong"),
    [
        ("cases", "state", "lost"),
        ("cases", "submitted", "15.01.2021"),
        ("cases", "id", None),
        ("cases", "secret", "x"),
        ("meetings", "start", "kl. 10"),
        ("meetings", "agenda", [{"position": 1}]),
        ("decisions", "votes_for", "7"),
        ("decisions", "case_number", 5),
        ("follow-ups", "due_date", "2021-02-30"),
        ("projects", "start", "våren"),
        ("organisations", "is_body", "ja"),
    ],
)
def test_a_schema_refuses_a_wrong_row(data: Data, register: str, name: str, wrong: object) -> None:
    document = data.document(register)
    document["rows"][0][name] = wrong
    schema = data.document(register, "schema.json")
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [list(error.absolute_path)[:2] for error in validator.iter_errors(document)][:1] == [["rows", 0]]


def test_a_schema_refuses_a_row_that_lacks_a_column(data: Data) -> None:
    document = data.document("cases")
    del document["rows"][0]["title"]
    errors = list(Draft202012Validator(data.document("cases", "schema.json")).iter_errors(document))
    assert [error.message for error in errors] == ["'title' is a required property"]


@pytest.mark.parametrize("register", addresses.REGISTERS)
def test_csv_on_the_web_tells_of_both_spreadsheets(data: Data, register: str) -> None:
    metadata = data.document(register, "csv-metadata.json")
    assert metadata["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "nn"}]
    for table, delimiter in zip(metadata["tables"], ",;", strict=True):
        assert table.get("dialect", {}).get("delimiter", ",") == delimiter
        names = [column["name"] for column in table["tableSchema"]["columns"]]
        cells = data.cells(register, table["url"].removeprefix(f"{register}."), delimiter)
        assert list(cells[0]) == names
        for column in table["tableSchema"]["columns"]:
            found = [row[column["name"]] for row in cells]
            assert all(found) or not column["required"]
            if column["datatype"] == {"base": "string", "format": "|".join(values_of(register, column["name"]))}:
                assert {*found} - {""} <= {*values_of(register, column["name"])}
            else:
                assert values_of(register, column["name"]) == ()


def values_of(register: str, name: str) -> tuple[str, ...]:
    return next(column.values for column in columns(register) if column.name == name)


class GrownRow(CaseData):
    """A case with two columns more, of which one has names."""

    second_ref: Annotated[str | None, Read("archive_ref", "archive_ref")] = None
    second_name: Annotated[str | None, Read("submitted_by.name", "submitter", people=True)] = None


@pytest.mark.parametrize("people", [False, True])
def test_a_field_added_to_a_row_is_a_column_of_every_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, people: bool
) -> None:
    grown = [replace(one, row=GrownRow) if one.row is CaseData else one for one in REGISTERS]
    monkeypatch.setattr(registers, "REGISTERS", grown)
    site = written(tmp_path / "portal", RECORDS, with_people if people else str)
    added = ["second_ref", "second_name"] if people else ["second_ref"]
    row = site.row("cases", "2021-fiendsleg")
    assert (row["second_ref"], [*row][-len(added) :]) == ("@SUM(A1)", added)
    assert site.row("cases", "2021-nettside").get("second_name") == ("Synnøve Haug" if people else None)
    for form, delimiter in (("csv", ","), ("semikolon.csv", ";")):
        cells = next(one for one in site.cells("cases", form, delimiter) if one["id"] == "2021-fiendsleg")
        assert (cells["second_ref"], [*cells][-len(added) :]) == ("'@SUM(A1)", added)
    schema, metadata = site.document("cases", "schema.json"), site.document("cases", "csv-metadata.json")
    assert [*schema["$defs"]["row"]["properties"]][-len(added) :] == added
    assert [one["name"] for one in metadata["tables"][0]["tableSchema"]["columns"]][-len(added) :] == added
    assert schema["$defs"]["row"]["properties"]["second_ref"]["description"] == "Saksnummeret i arkivet."
    reader = _Tables()
    reader.feed((site.site / "data/index.html").read_text("utf-8"))
    assert reader.rows[f"Kolonnane i registeret «{schema['title']}»"][-len(added) :] == added


# -- the spreadsheets


@pytest.mark.parametrize("register", addresses.REGISTERS)
@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("semikolon.csv", ";")])
def test_a_spreadsheet_has_the_rows_of_the_json(data: Data, register: str, form: str, delimiter: str) -> None:
    described = columns(register)
    cells = data.cells(register, form, delimiter)
    assert [{column.name: value(row[column.name], column) for column in described} for row in cells] == data.document(
        register
    )["rows"]
    raw = data.bytes(register, form)
    assert raw.startswith(b"\xef\xbb\xbfid" + delimiter.encode())
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\xef\xbb\xbf") == 1


def test_hostile_words_are_neither_lost_nor_run(data: Data) -> None:
    for form, delimiter in (("csv", ","), ("semikolon.csv", ";")):
        rows = {row["id"]: row for row in data.cells("cases", form, delimiter)}
        hostile = rows["2021-fiendsleg"]
        assert hostile["title"] == HOSTILE
        assert hostile["archive_ref"] == "'@SUM(A1)"
        assert hostile["closed_note"] == "-1"
        assert hostile["description"] == '\'=1+1 er to\n– eit punkt; "sitat"'
        assert rows["2021-formel"]["title"] == f"'{FORMULA}"
        assert rows["2021-semikolon"]["title"] == "Leige;'=1+1;av lokale"
    assert ";=" not in data.bytes("cases", "csv").decode()
    assert data.row("cases", "2021-formel")["title"] == FORMULA
    assert data.row("cases", "2021-fiendsleg")["description"] == '=1+1 er to\n– eit punkt; "sitat"'


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("05/21", "'05/21"),
        ("'05/21", "''05/21"),
        ("2014/15", "'2014/15"),
        ("1-2021", "'1-2021"),
        ("007", "'007"),
        ("1.5", "'1.5"),
        ("2021-06", "'2021-06"),
        ("10:30", "'10:30"),
        ("1234567890123456", "'1234567890123456"),
        ("1e5", "'1e5"),
        ("50 %", "'50 %"),
        ("kr 100", "'kr 100"),
        ("1. mai", "'1. mai"),
        ("Mars 2021", "'Mars 2021"),
        ("+4755123456", "'+4755123456"),
        ("55 00 11 22", "'55 00 11 22"),
        ("0", "0"),
        ("2021", "2021"),
        ("Sak 05/21", "Sak 05/21"),
        ("05/21\n06/21", "05/21\n06/21"),
        ("Mars", "Mars"),
        ("1. kvartal", "1. kvartal"),
        ("(sjå under)", "(sjå under)"),
        ("-1", "-1"),
        ("-1 000,5", "-1 000,5"),
        ("+47 55 12 34 56", "+47 55 12 34 56"),
        ("=1+1", "'=1+1"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("- eit punkt", "'- eit punkt"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("'=1", "''=1"),
        ("'sitat'", "'sitat'"),
        ("Ja;=1+1;nei", "Ja;'=1+1;nei"),
        ("Ja\n@SUM(A1)\n-1", "Ja\n'@SUM(A1)\n-1"),
        ("Ja; =1+1, 100,-", "Ja; =1+1, 100,-"),
        ("– eit punkt", "– eit punkt"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula_is_guarded(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text


@given(st.text(alphabet="'=+-@\t1 ab;\n/.0", max_size=6))
def test_a_guarded_text_can_be_had_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


# -- people


def test_no_name_without_the_portals_own_word(data: Data) -> None:
    told = (path.read_text("utf-8") for path in data.files)
    everything = "".join(text.partition("<footer")[0] for text in told)  # at its foot a page tells whom to write to
    assert [name for name in PEOPLE if name in everything and name != "post@ssu.example"] == []
    meeting, body = data.row("meetings", "ssu/2021-02-19"), data.row("organisations", "ssu")
    assert (meeting["number_of_present"], body["number_of_members"]) == (2, 2)
    assert not {"chair", "minute_taker", "attendance"} & {*meeting}
    assert "presenter" not in meeting["agenda"][0]


def test_names_where_the_portal_asks_for_them(named: Data) -> None:
    everything = "".join(path.read_text("utf-8") for path in (named.site / "data").glob("*.json"))
    assert [name for name in PEOPLE if name not in everything] == []
    meeting = named.row("meetings", "ssu/2021-02-19")
    assert (meeting["chair"], meeting["agenda"][1]["presenter"]) == ("Kari Nordvik", "Synnøve Haug")
    assert meeting["attendance"][1] == {
        "name": "Marit Li",
        "group": "present",
        "role": None,
        "organisation": "helse-fjord",
        "organisation_title": "Helse Fjord",
        "substitute_for": "Per Sund",
        "items": [],
        "items_missed": [],
        "arrived": None,
        "left": None,
    }
    sse = next(row for row in named.cells("organisations", "semikolon.csv", ";") if row["id"] == "sse")
    assert (sse["email"], sse["phone"]) == ("post@ssu.example", "+47 55 00 11 22")
    assert "mailto:post@ssu.example" in (named.site / "data/katalog.ttl").read_text("utf-8")


def test_every_field_of_a_person_is_marked() -> None:
    def marked(described: tuple[Column, ...]) -> Iterator[str]:
        for column in described:
            if column.people:
                yield column.name
            yield from marked(column.fields)

    assert {name for register in REGISTERS for name in marked(register.columns)} == {
        "attendance", "chair", "disqualified", "email", "members", "minute_taker", "name", "phone", "presenter",
        "submitter", "submitter_role", "substitute", "substitute_for",
    }  # fmt: skip


# -- the page


class _Tables(HTMLParser):
    """The words of the row headers of each table, by its caption."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[str]] = {}
        self._caption = ""
        self._at = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "caption":
            self._at, self._caption = "caption", ""
        elif tag == "th" and ("scope", "row") in attrs:
            self._at = "row"
            self.rows.setdefault(self._caption, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("caption", "th"):
            self._at = ""

    def handle_data(self, data: str) -> None:
        if self._at == "caption":
            self._caption += data
        elif self._at == "row":
            self.rows[self._caption][-1] += data


def in_schema(row: dict[str, Any], inside: str = "") -> Iterator[str]:
    """The names of all columns in a schema, those of the fields of objects behind their column's."""
    for name, described in row["properties"].items():
        yield f"{inside}{name}"
        if described.get("items", {}).get("properties"):
            yield from in_schema(described["items"], f"{inside}{name}.")


@pytest.mark.parametrize("people", [False, True])
def test_the_page_documents_the_columns_of_the_schemas_and_no_others(data: Data, named: Data, people: bool) -> None:
    site = named if people else data
    reader = _Tables()
    reader.feed((site.site / "data/index.html").read_text("utf-8"))
    for register in addresses.REGISTERS:
        schema = site.document(register, "schema.json")
        documented = reader.rows[f"Kolonnane i registeret «{schema['title']}»"]
        assert documented == list(in_schema(schema["$defs"]["row"]))


def test_the_page_links_to_every_file_and_says_what_is_left_out(data: Data, named: Data) -> None:
    page, other = (read_page(site.site / "data/index.html") for site in (data, named))
    files = {path.relative_to(data.site / "data").as_posix() for path in data.files} - {"index.html"}
    of_meetings = {file for file in files if file.startswith("fiks/") and file != "fiks/moteplan.json"}
    assert files - of_meetings <= {link.removeprefix("../data/") for link in page.links}
    assert "/data/fiks/…/saker.json" in page.text
    assert {"../kalender/alle.ics", "../feed/alle.xml", "../oparl/1.1/system.json"} <= set(page.links)
    assert "Norsk lisens for offentlege data (NLOD) 2.0" in page.text
    assert "Felta for namn, e-post og telefon er ikkje med" in page.text
    assert "kan innehalde namn" in page.text
    assert "har valt å ta med namn" in other.text
    front = read_page(data.site / "index.html")
    assert "data/" in front.links


def test_another_licence_and_another_language(tmp_path: Path) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    site = written(
        tmp_path / "portal", RECORDS, lambda text: text.replace("https://data.norge.no/nlod/no/2.0", licence), "nb"
    )
    assert site.document("cases")["license"] == licence
    assert site.document("cases", "schema.json")["description"].startswith("En rad for hver sak")
    page = read_page(site.site / "data/index.html")
    assert licence in page.links
    assert "Åpne data" in page.text
    assert "NLOD" not in page.text


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "licence: https://data.norge.no/nlod/no/2.0",
            "licence: NLOD",
            "mkdocs.yml:38:16: Innstillinga «licence» kan ikkje vere «NLOD». Skriv ei heil adresse som byrjar"
            " med https://, til dømes https://helsefellesskap.example/.",
        ),
        (
            "open_data_people: false",
            "open_data_people: kanskje",
            "mkdocs.yml:40:25: Innstillinga «open_data_people» kan ikkje vere «kanskje». Skriv true eller false.",
        ),
    ],
)
def test_a_wrong_setting_is_told(portal: Callable[..., PortalFolder], before: str, after: str, message: str) -> None:
    folder = portal(SMALL)
    settings = folder.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert before in text
    settings.write_text(text.replace(before, after), encoding="utf-8")
    assert message in folder.check().output


def test_without_the_sites_address_the_urls_start_at_its_root(tmp_path: Path) -> None:
    site = written(tmp_path / "portal", RECORDS, lambda text: text.replace(f"site_url: {BASE}/", "site_url: ''"))
    assert site.row("cases", "2021-nettside")["url"] == "/saker/2021-nettside/"
    schema = site.document("cases", "schema.json")
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(validator.iter_errors(site.document("cases"))) == []
    Graph().parse(site.site / "data/katalog.ttl", publicID="https://x.example/")


def test_the_same_records_give_the_same_bytes(tmp_path: Path, data: Data) -> None:
    again = written(tmp_path / "portal", dict(reversed(RECORDS.items())))
    for path in data.files:
        assert path.read_bytes() == (again.site / path.relative_to(data.site)).read_bytes(), path.name


def test_nothing_lies_on_top_of_the_data(portal: Callable[..., PortalFolder]) -> None:
    case = "---\ntitle: X\naliases: [{}]\n---\n"
    taken = ("/data/", "/data/cases.csv/", "/data/katalog.jsonld/", "/data/cases.csv-metadata.json/")
    checked = portal({f"cases/2021-{n}.md": case.format(alias) for n, alias in enumerate(taken)}).check()
    told = [line.partition(": ")[2] for line in checked.output.splitlines()[1:5]]
    owners = ("/data/", "/data/cases.csv", "/data/katalog.jsonld", "/data/cases.csv-metadata.json")
    assert told == [
        f"Adressa «{alias}» er allereie i bruk av «{owner}». Vel ei anna."
        for alias, owner in zip(taken, owners, strict=True)
    ]


# -- the catalogue

CLASSES = {
    DCAT.Catalog: 1, DCAT.Dataset: 8, DCAT.Distribution: 32, DCAT.DataService: 2, DCT.Standard: 18, FOAF.Agent: 1,
    VCARD.Organization: 1,
}  # fmt: skip
"""How many there are of each class; `tests/test_clients.py` checks what is said of them."""


@pytest.fixture(scope="module")
def catalogue(data: Data) -> Graph:
    return Graph().parse(data.site / "data/katalog.ttl")


def test_the_catalogue_leads_to_all_that_it_describes(catalogue: Graph) -> None:
    found = {class_: set(catalogue.subjects(RDF.type, class_)) for class_ in CLASSES}
    assert {class_: len(found[class_]) for class_ in CLASSES} == CLASSES
    assert set(catalogue.objects(None, DCT.conformsTo)) == found[DCT.Standard]
    for name, class_ in ((DCT.publisher, FOAF.Agent), (DCAT.contactPoint, VCARD.Organization)):
        assert set(catalogue.objects(None, name)) == found[class_]
    assert set(catalogue.objects(None, DCAT.dataset)) == found[DCAT.Dataset]
    assert set(catalogue.objects(None, DCAT.distribution)) == found[DCAT.Distribution]
    assert set(catalogue.objects(None, DCAT.service)) == found[DCAT.DataService]
    for name in (DCT.title, DCT.description, DCAT.keyword):
        assert {o.language for o in catalogue.objects(None, name)} == {"nn", "nb"}  # type: ignore[attr-defined]


def test_every_file_of_the_catalogue_is_there_and_as_large_as_it_says(data: Data, catalogue: Graph) -> None:
    files = list(catalogue.subject_objects(DCAT.downloadURL))
    assert {str(url).removeprefix(f"{BASE}/data/") for _, url in files} == {
        *(f"{register}.{form}" for register in addresses.REGISTERS for form in ("json", "csv", "semikolon.csv")),
        *(f"{register}/2021.{form}" for register in YEARLY for form in ("json", "csv")),
    }
    for subject, url in files:
        path = data.site / str(url).removeprefix(f"{BASE}/")
        size = catalogue.value(subject, DCAT.byteSize)
        assert path.is_file() if "2021" in path.name else int(str(size)) == path.stat().st_size
    for url in catalogue.objects(None, DCT.conformsTo):
        if str(url).startswith(BASE):
            assert (data.site / str(url).removeprefix(f"{BASE}/")).is_file()


def test_the_dates_are_the_records_own(catalogue: Graph) -> None:
    cases = URIRef(f"{BASE}/data/#cases")
    assert [str(catalogue.value(cases, name)) for name in (DCT.issued, DCT.modified)] == ["2021-01-15", "2021-04-01"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own
def test_turtle_and_json_ld_say_the_same(data: Data, catalogue: Graph) -> None:
    assert isomorphic(catalogue, Graph().parse(data.site / "data/katalog.jsonld"))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own
def test_hostile_words_stay_words_in_the_catalogue(tmp_path: Path) -> None:
    name = 'Helse "<x>" \\\\ ; . @nn'
    site = written(
        tmp_path / "portal",
        RECORDS,
        lambda text: text.replace("site_name: Helsefellesskapet i bergensområdet", f"site_name: '{name}'"),
    )
    graph = Graph().parse(site.site / "data/katalog.ttl")
    titles = {str(title) for title in graph.objects(URIRef(f"{BASE}/data/#katalog"), DCT.title)}
    assert titles == {f"Opne data frå {name}", f"Åpne data fra {name}"}
    assert isomorphic(graph, Graph().parse(site.site / "data/katalog.jsonld"))


def test_mkdocs_builds_the_same_files(data: Data, portal: Callable[..., PortalFolder]) -> None:
    folder = portal(RECORDS)
    built = folder.build()
    assert built.returncode == 0, built.stderr
    for path in data.files:
        if path.name != "index.html":
            assert (folder.root / "site" / path.relative_to(data.site)).read_bytes() == path.read_bytes()
