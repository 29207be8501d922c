"""OParl 1.1: a crawl from the System reaches all that is public and nothing else, and every object is as it must be."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.language.catalogue import catalogue_for
from portal.model.kinds import KINDS
from support.as_held import AS_HELD
from support.attachments import PLAIN
from support.hidden import hidden_portal
from support.oparl import Crawl, crawl
from support.portals import PortalFolder, make_portal
from support.sites import tree
from support.small import SMALL
from support.three_bodies import THREE_BODIES

BASE = "https://helsefellesskap.example"
OPARL = f"{BASE}/oparl/1.1"

MORE: dict[str, str | bytes] = {
    **SMALL,
    "organisations/borte.md": "---\nretracted: {date: 2021-04-02, reason: Oppretta ved ein feil}\nkind: area\n---\n",
    "cases/2021-papir.md": """
        ---
        title: Sak med papir
        archive_ref: 2021/77
        related: [2021-nettside, 2020-trekt, 2021-lukka, 2021-kladd]
        attachments:
          - {title: Sjølve notatet, file: notat æ.pdf}
          - {title: Rapporten, url: "https://rapport.example/a?b=c"}
          - {title: Berre nemnd}
          - {title: Løynd, file: løynd.txt, exempt: {basis: b, public_title: Unnateke notat}}
        ---
        Sjå [biletet](2021-papir/bilete.png).
        """,
    "cases/2021-papir/notat æ.pdf": PLAIN["pdf"],
    "cases/2021-papir/bilete.png": PLAIN["png"],
    "cases/2021-papir/løynd.txt": b"x",
    "cases/2021-kladd.md": "---\ntitle: Kladd\ndraft: true\n---\n",
    "meetings/ou/2021-03-10.md": """
        ---
        start: 9:00
        place: Videomøte
        cancelled: {reason: Sjukdom}
        attachments: [{title: Program, file: program.txt}]
        agenda:
          - {title: Framlagt, case: 2021-papir, attachments: [{title: Same, file: program.txt}]}
          - {number: 2/21, case: 2020-trekt}
          - {number: 3/21, case: 2021-kladd}
          - {number: 4/21, title: Om nettsida, project: nettside}
        ---
        """,
    "meetings/ou/2021-03-10/program.txt": b"program",
    "meetings/ou/2021-03-28.md": "---\nstart: 1:30\nend: 3:30\nnotice_sent: 2021-03-20\n---\n",
    "meetings/ou/2021-04-05.md": "---\nretracted: {date: 2021-04-07, reason: Feil}\nnumber: 9/2021\n---\n",
    "meetings/ou/2021-04-06.md": "---\nexempt: {basis: b, public_title: Lukka møte}\nnumber: 10/2021\n---\n",
}


def _written(folder: PortalFolder, target: str = "out") -> Path:
    result = folder.command("write", str(folder.root / target))
    assert result.exit_code == 0, result.output
    return folder.root / target


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(make_portal(tmp_path_factory.mktemp("oparl") / "portal", MORE))


@pytest.fixture(scope="module")
def found(site: Path) -> Crawl:
    return crawl(site, BASE)


def test_a_crawl_finds_nothing_wrong(found: Crawl) -> None:
    assert found.faults == []


def test_a_crawl_reaches_every_public_record_and_nothing_else(found: Crawl) -> None:
    assert set(found.of("Paper")) == {
        "paper/case/2020-trekt.json",
        "paper/case/2021-lukka.json",
        "paper/case/2021-nettside.json",
        "paper/case/2021-papir.json",
        "paper/project/nettside.json",
    }
    assert set(found.of("Organization")) == {
        f"organization/{id_}.json" for id_ in ("alver", "borte", "helse-fjord", "ou", "ssu")
    }
    days = {"ssu": ("2021-02-19", "2021-05-28"), "ou": (
        "2021-03-10", "2021-03-28", "2021-04-05", "2021-04-06", "2021-06-10"
    )}  # fmt: skip
    assert set(found.of("Meeting")) == {f"meeting/{body}/{day}.json" for body, of in days.items() for day in of}
    items = {
        "ssu/2021-02-19": ("sak-04-21", "sak-05-21", "punkt-3"),
        "ssu/2021-05-28": ("sak-06-21",),
        "ou/2021-03-10": ("punkt-1", "sak-2-21", "sak-3-21", "sak-4-21"),
    }
    assert set(found.of("AgendaItem")) == {f"agenda-item/{m}/{a}.json" for m, of in items.items() for a in of}
    assert set(found.of("Consultation")) == {
        "consultation/ssu/2021-02-19/sak-04-21.json",
        "consultation/ssu/2021-02-19/sak-05-21.json",
        "consultation/ou/2021-03-10/punkt-1.json",
        "consultation/ou/2021-03-10/sak-4-21.json",
    }
    printed = {
        *(f"{BASE}/saker/{case}/saksmappe.pdf" for case in ("2021-nettside", "2021-papir")),
        *(
            f"{BASE}/moter/{meeting}/innkalling.pdf"
            for meeting in ("ssu/2021-02-19", "ssu/2021-05-28", "ou/2021-03-10")
        ),
        *(f"{BASE}/moter/{meeting}/referat.pdf" for meeting in ("ssu/2021-02-19", "ou/2021-03-10")),
    }
    assert {made["accessUrl"] for made in found.of("File").values()} - printed == {
        f"{BASE}/saker/2021-papir/notat%20%C3%A6.pdf",
        f"{BASE}/saker/2021-papir/bilete.png",
        "https://rapport.example/a?b=c",
        f"{BASE}/moter/ou/2021-03-10/program.txt",
    }
    assert [made["description"] for made in found.of("Location").values()] == ["Videomøte"]
    assert found.of("Person") == {}


def test_every_list_of_the_body_holds_all_of_its_type(found: Crawl) -> None:
    lists = {"Organization": "organizations", "Meeting": "meetings", "Paper": "papers", "AgendaItem": "agenda-items",
             "Consultation": "consultations", "File": "files", "Location": "locations", "Body": "bodies",
             "Person": "persons"}  # fmt: skip
    for type_, name in lists.items():
        assert found.lists[f"{OPARL}/{name}/1.json"] == sorted(f"{OPARL}/{id_}" for id_ in found.of(type_))


def test_the_system_and_the_body(found: Crawl) -> None:
    responsible = "Samarbeidssekretariatet for helsefellesskapet mellom sjukehuset og kommunane i opptaksområdet"
    shared = {
        "name": "Helsefellesskapet i bergensområdet",
        "website": f"{BASE}/",
        "license": "https://data.norge.no/nlod/no/2.0",
        "contactName": responsible,
        "created": "2021-01-15T00:00:00+01:00",
        "modified": "2021-04-19T00:00:00+02:00",
    }
    assert found.objects[f"{OPARL}/system.json"] == {
        "id": f"{OPARL}/system.json",
        "type": "https://schema.oparl.org/1.1/System",
        "oparlVersion": "https://schema.oparl.org/1.1/",
        "body": f"{OPARL}/bodies/1.json",
        "web": f"{BASE}/",
        **shared,
    }
    assert found.objects[f"{OPARL}/body.json"] == {
        "id": f"{OPARL}/body.json",
        "type": "https://schema.oparl.org/1.1/Body",
        "system": f"{OPARL}/system.json",
        "organization": f"{OPARL}/organizations/1.json",
        "person": f"{OPARL}/persons/1.json",
        "meeting": f"{OPARL}/meetings/1.json",
        "paper": f"{OPARL}/papers/1.json",
        "agendaItem": f"{OPARL}/agenda-items/1.json",
        "consultation": f"{OPARL}/consultations/1.json",
        "file": f"{OPARL}/files/1.json",
        "locationList": f"{OPARL}/locations/1.json",
        "legislativeTerm": [],
        "classification": "Helsefellesskap",
        "web": f"{BASE}/utval/",
        **shared,
    }


def test_a_meeting_with_its_item_and_decision(found: Crawl) -> None:
    meeting = dict(found.of("Meeting")["meeting/ssu/2021-02-19.json"])
    exempt, decided, _ = meeting.pop("agendaItem")
    notice, minutes = meeting.pop("invitation"), meeting.pop("resultsProtocol")
    assert [file["accessUrl"] for file in (notice, minutes)] == [
        f"{BASE}/moter/ssu/2021-02-19/{name}.pdf" for name in ("innkalling", "referat")
    ]
    assert [(file["name"], file["mimeType"]) for file in (notice, minutes)] == [
        ("Innkalling", "application/pdf"), ("Referat", "application/pdf"),
    ]  # fmt: skip
    assert meeting == {
        "id": f"{OPARL}/meeting/ssu/2021-02-19.json",
        "type": "https://schema.oparl.org/1.1/Meeting",
        "name": "Strategisk samarbeidsutval, møte 1/2021, 19.\xa0februar 2021",
        "meetingState": "durchgeführt",
        "cancelled": False,
        "start": "2021-02-19T10:30:00+01:00",
        "end": "2021-02-19T11:30:00+01:00",
        "location": next(iter(found.of("Location").values())),
        "organization": [f"{OPARL}/organization/ssu.json"],
        "created": "2021-02-19T00:00:00+01:00",
        "modified": "2021-03-05T00:00:00+01:00",
        "web": f"{BASE}/moter/ssu/2021-02-19/",
    }
    assert decided == {
        "id": f"{OPARL}/agenda-item/ssu/2021-02-19/sak-05-21.json",
        "type": "https://schema.oparl.org/1.1/AgendaItem",
        "meeting": f"{OPARL}/meeting/ssu/2021-02-19.json",
        "number": "05/21",
        "order": 2,
        "name": "Felles nettside for Helsehuset",
        "public": True,
        "consultation": f"{OPARL}/consultation/ssu/2021-02-19/sak-05-21.json",
        "result": "Vedteke",
        "resolutionText": "1. Utvalet sluttar seg til planen.\n2. Prosjektgruppa set ned ei arbeidsgruppe.",
        "helsefellesskap:voteText": "2 for, 0 mot",
        "helsefellesskap:votes": [{"for": 2, "against": 0}],
        "created": "2021-02-19T00:00:00+01:00",
        "modified": "2021-03-05T00:00:00+01:00",
        "web": f"{BASE}/moter/ssu/2021-02-19/#sak-05-21",
    }
    assert (exempt["name"], exempt["public"]) == ("Kjøp av tenester", False)
    assert set(exempt) == {"id", "type", "meeting", "number", "order", "name", "public", "consultation", "created",
                           "modified", "web"}  # fmt: skip


def test_votes_and_where_an_item_was_sent_on_stand_beside_what_oparl_knows(tmp_path: Path) -> None:
    """Properties of one's own, by the name of who made them, in words and in numbers (OParl 1.1, 2.7)."""
    found = crawl(_written(make_portal(tmp_path / "portal", AS_HELD).without_papers()), BASE)
    assert found.faults == []
    own = {
        path.rpartition("/")[2]: {name: value for name, value in made.items() if name.startswith("helsefellesskap:")}
        for path, made in found.of("AgendaItem").items()
    }
    styret = f"{OPARL}/organization/styret.json"
    assert {path: told for path, told in own.items() if told} == {
        "sak-05-21.json": _voted("Samrøystes", {"unanimous": True}),
        "sak-06-21.json": {
            **_voted(
                "Framlegget fekk 3 røyster, det alternative 0; 1 lét vere å røyste",
                {"for": 3, "on": "Framlegget"},
                {"for": 0, "abstained": 1, "on": "det alternative"},
            ),
            "helsefellesskap:sentTo": [styret],
        },
        "sak-07-21.json": _voted(
            "1 for, 1 mot; røystene stod likt, og røysta til møteleiaren avgjorde; 1 lét vere å røyste",
            {"for": 1, "against": 1, "abstained": 1, "casting": True},
        ),
        "sak-08-21.json": _voted("1 røysta imot", {"against": 1}),
    }


def _voted(words: str, *votes: dict[str, Any]) -> dict[str, Any]:
    return {"helsefellesskap:voteText": words, "helsefellesskap:votes": list(votes)}


def test_a_case_and_its_consultation(found: Crawl) -> None:
    consultation = {
        "id": f"{OPARL}/consultation/ssu/2021-02-19/sak-05-21.json",
        "type": "https://schema.oparl.org/1.1/Consultation",
        "paper": f"{OPARL}/paper/case/2021-nettside.json",
        "agendaItem": f"{OPARL}/agenda-item/ssu/2021-02-19/sak-05-21.json",
        "meeting": f"{OPARL}/meeting/ssu/2021-02-19.json",
        "organization": [f"{OPARL}/organization/ssu.json"],
        "authoritative": True,
        "role": "Drøfting og vedtak",
        "created": "2021-02-19T00:00:00+01:00",
        "modified": "2021-03-05T00:00:00+01:00",
        "web": f"{BASE}/moter/ssu/2021-02-19/#sak-05-21",
    }
    paper = dict(found.of("Paper")["paper/case/2021-nettside.json"])
    assert paper.pop("mainFile")["accessUrl"] == f"{BASE}/saker/2021-nettside/saksmappe.pdf"
    assert paper == {
        "id": f"{OPARL}/paper/case/2021-nettside.json",
        "type": "https://schema.oparl.org/1.1/Paper",
        "body": f"{OPARL}/body.json",
        "name": "Felles nettside for Helsehuset",
        "reference": "05/21",
        "date": "2021-01-15",
        "paperType": "Drøfting og vedtak",
        "relatedPaper": [f"{OPARL}/paper/case/2021-papir.json"],
        "superordinatedPaper": [f"{OPARL}/paper/project/nettside.json"],
        "originatorOrganization": [f"{OPARL}/organization/alver.json"],
        "underDirectionOf": [f"{OPARL}/organization/ssu.json"],
        "consultation": [consultation],
        "created": "2021-01-15T00:00:00+01:00",
        "modified": "2021-03-05T00:00:00+01:00",
        "web": f"{BASE}/saker/2021-nettside/",
    }


def test_the_papers_of_a_case(found: Crawl) -> None:
    paper = found.of("Paper")["paper/case/2021-papir.json"]
    assert (paper["reference"], paper["paperType"]) == ("2021/77", "Sak")
    assert paper["relatedPaper"] == [f"{OPARL}/paper/case/2021-nettside.json", f"{OPARL}/paper/case/2021-lukka.json"]
    assert [file["name"] for file in (paper["mainFile"], *paper["auxiliaryFile"])] == [
        "Sjølve notatet", "Rapporten", "bilete", "Saksmappe",
    ]  # fmt: skip
    assert found.of("File")["file/paper/case/2021-papir/notat%20%C3%A6.pdf.json"] == {
        "id": f"{OPARL}/file/paper/case/2021-papir/notat%20%C3%A6.pdf.json",
        "type": "https://schema.oparl.org/1.1/File",
        "name": "Sjølve notatet",
        "accessUrl": f"{BASE}/saker/2021-papir/notat%20%C3%A6.pdf",
        "fileName": "notat æ.pdf",
        "mimeType": "application/pdf",
        "size": len(PLAIN["pdf"]),
        "paper": [f"{OPARL}/paper/case/2021-papir.json"],
        "created": "2021-03-10T00:00:00+01:00",
        "modified": "2021-03-10T00:00:00+01:00",
        "web": f"{BASE}/saker/2021-papir/",
    }
    shared = found.of("File")["file/meeting/ou/2021-03-10/program.txt.json"]
    assert shared["name"] == "Program"
    assert shared["meeting"] == [f"{OPARL}/meeting/ou/2021-03-10.json"]
    assert shared["agendaItem"] == [f"{OPARL}/agenda-item/ou/2021-03-10/punkt-1.json"]


def test_a_cancelled_meeting_has_no_results(found: Crawl) -> None:
    meeting = found.of("Meeting")["meeting/ou/2021-03-10.json"]
    assert meeting["cancelled"] is True
    assert "meetingState" not in meeting
    assert [item.get("result") for item in meeting["agendaItem"]] == [None] * 4


def test_times_are_those_of_oslo(found: Crawl) -> None:
    meetings = found.of("Meeting")
    night = meetings["meeting/ou/2021-03-28.json"]
    assert (night["start"], night["end"]) == ("2021-03-28T01:30:00+01:00", "2021-03-28T03:30:00+02:00")
    assert (night["created"], night["modified"]) == ("2021-03-20T00:00:00+01:00", "2021-03-28T00:00:00+01:00")
    coming = meetings["meeting/ou/2021-06-10.json"]
    assert coming["start"] == "2021-06-10T00:00:00+02:00"
    assert coming["meetingState"] == "terminiert"
    assert "created" not in coming


def test_what_is_retracted_is_deleted(found: Crawl) -> None:
    deleted = {id_: made for id_, made in found.objects.items() if "deleted" in made}
    days = {
        "paper/case/2020-trekt": ("Paper", "2021-03-01T00:00:00+01:00", "2021-03-01T00:00:00+01:00"),
        "organization/borte": ("Organization", "2021-04-02T00:00:00+02:00", "2021-04-02T00:00:00+02:00"),
        "meeting/ou/2021-04-05": ("Meeting", "2021-04-05T00:00:00+02:00", "2021-04-07T00:00:00+02:00"),
    }
    assert deleted == {
        f"{OPARL}/{path}.json": {
            "id": f"{OPARL}/{path}.json",
            "type": f"https://schema.oparl.org/1.1/{type_}",
            "deleted": True,
            "created": created,
            "modified": modified,
        }
        for path, (type_, created, modified) in days.items()
    }


def test_what_is_exempt_has_the_name_that_may_be_known(found: Crawl) -> None:
    paper = found.of("Paper")["paper/case/2021-lukka.json"]
    assert paper["name"] == "Kjøp av tenester"
    assert set(paper) == {"id", "type", "body", "name", "paperType", "consultation", "created", "modified", "web"}
    assert found.of("Meeting")["meeting/ou/2021-04-06.json"] == {
        "id": f"{OPARL}/meeting/ou/2021-04-06.json",
        "type": "https://schema.oparl.org/1.1/Meeting",
        "name": "Lukka møte",
        "start": "2021-04-06T00:00:00+02:00",
        "organization": [f"{OPARL}/organization/ou.json"],
        "created": "2021-04-06T00:00:00+02:00",
        "modified": "2021-04-06T00:00:00+02:00",
        "web": f"{BASE}/moter/ou/2021-04-06/",
    }


def test_organisations_are_bodies_or_institutions(found: Crawl) -> None:
    organisations = found.of("Organization")
    assert organisations["organization/ou.json"] == {
        "id": f"{OPARL}/organization/ou.json",
        "type": "https://schema.oparl.org/1.1/Organization",
        "body": f"{OPARL}/body.json",
        "name": "Områdeutvalet",
        "shortName": "OU",
        "meeting": f"{OPARL}/organization/ou/meetings/1.json",
        "consultation": f"{OPARL}/organization/ou/consultations/1.json",
        "subOrganizationOf": f"{OPARL}/organization/ssu.json",
        "organizationType": "Gremium",
        "classification": "Områdeutval",
        "created": "2021-03-10T00:00:00+01:00",
        "modified": "2021-04-07T00:00:00+02:00",
        "web": f"{BASE}/utval/ou/",
    }
    alver = organisations["organization/alver.json"]
    assert (alver["organizationType"], alver["classification"]) == ("Institution", "Kommune")
    assert len(found.lists[f"{OPARL}/organization/ou/meetings/1.json"]) == 5


def test_no_name_of_a_person_and_no_contact_is_told(site: Path) -> None:
    told = "".join(path.read_text("utf-8") for path in (site / "oparl").rglob("*.json"))
    names = ("Nordvik", "Sund", "Haug", "Marit", "Ola Vik")
    assert [name for name in names if name in told] == []


def test_the_same_records_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    again = _written(make_portal(tmp_path / "portal", dict(reversed(MORE.items()))))
    assert tree(again / "oparl") == tree(site / "oparl")


def test_mkdocs_and_the_folder_hold_the_same(tmp_path: Path) -> None:
    folder = make_portal(tmp_path / "portal", THREE_BODIES, lang="nb")
    written = _written(folder)
    done = folder.build()
    assert done.returncode == 0, done.stderr
    assert tree(folder.root / "site/oparl") == tree(written / "oparl")
    found = crawl(written, BASE)
    assert found.faults == []
    results = {item.get("result") for item in found.of("AgendaItem").values()} - {None}
    outcomes = ("approved", "decided", "discussed", "endorsed", "noted", "postponed")
    assert results == {catalogue_for("nb").text(f"state.outcome.{outcome}") for outcome in outcomes}


def test_a_site_below_a_path(tmp_path: Path) -> None:
    folder = make_portal(tmp_path / "portal", SMALL)
    settings = (folder.root / "mkdocs.yml").read_text("utf-8")
    below = settings.replace(f"site_url: {BASE}/", "site_url: https://kommune.example/samarbeid/")
    folder.write({"mkdocs.yml": below})
    found = crawl(_written(folder), "https://kommune.example/samarbeid")
    assert found.faults == []
    assert len(found.of("Meeting")) == 3


def test_a_portal_with_hidden_records_crawls(tmp_path: Path) -> None:
    written = _written(make_portal(tmp_path / "portal", hidden_portal().files))
    found = crawl(written, BASE)
    assert found.faults == []
    assert sum("deleted" in made for made in found.objects.values()) == len(KINDS) + 1


def test_a_portal_without_records_crawls(portal: Callable[..., PortalFolder]) -> None:
    found = crawl(_written(portal()), BASE)
    assert found.faults == []
    assert set(found.objects) == {f"{OPARL}/system.json", f"{OPARL}/body.json"}


def test_long_lists_go_on_from_page_to_page(portal: Callable[..., PortalFolder]) -> None:
    cases = {f"cases/2021-{n:03}.md": f"---\ntitle: Sak {n}\n---\n" for n in range(201)}
    written = _written(portal(cases))
    found = crawl(written, BASE)
    assert found.faults == []
    assert len(found.lists[f"{OPARL}/papers/1.json"]) == 201
    page = json.loads((written / "oparl/1.1/papers/2.json").read_text("utf-8"))
    assert page["pagination"] == {"totalElements": 201, "elementsPerPage": 100, "currentPage": 2, "totalPages": 3}
    assert page["links"] == {rel: f"{OPARL}/papers/{n}.json" for rel, n in
                             {"first": 1, "prev": 1, "self": 2, "next": 3, "last": 3}.items()}  # fmt: skip


@pytest.mark.parametrize("alias", ["/oparl/1.1/", "/oparl/1.1/meetings/1.json", "/oparl/1.1/nytt/"])
def test_nothing_else_may_lie_in_its_folder(portal: Callable[..., PortalFolder], alias: str) -> None:
    checked = portal({"cases/2021-x.md": f"---\ntitle: X\naliases: [{alias}]\n---\n"}).check()
    assert checked.exit_code == 1
    assert "/oparl/1.1" in checked.output


# -- the client sees what is wrong


def _broken(site: Path, tmp_path: Path, name: str, change: Callable[[Any], Any]) -> list[str]:
    copy = tmp_path / "copy"
    shutil.copytree(site, copy, copy_function=os.link)
    path = copy / "oparl/1.1" / name
    made = change(json.loads(path.read_text("utf-8")))
    path.unlink()
    path.write_text(json.dumps(made), encoding="utf-8")
    return crawl(copy, BASE).faults


ORG = f"{OPARL}/organization/alver.json"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"name": ""}, f"{ORG} name: '' is no text"),
        ({"startDate": "2021-1-1"}, f"{ORG} startDate: '2021-1-1' is no date"),
        ({"created": "2021-01-01T00:00:00+01:00"}, f"{ORG}: created 2021-01-01T00:00:00+01:00, modified None"),
        ({"phone": "55"}, f"{ORG}: phone is not known"),
        ({"web": f"{BASE}/partar/ingen/"}, f"{ORG}: web {BASE}/partar/ingen/ is not there"),
        ({"body": f"{OPARL}/system.json"}, f"{ORG} body: {OPARL}/system.json is no Body"),
        ({"subOrganizationOf": f"{OPARL}/organization/x.json"},
         f"{ORG} subOrganizationOf: {OPARL}/organization/x.json is not there"),
        ({"deleted": True},
         f"{ORG}: deleted with id, type, body, name, organizationType, classification, web, deleted"),
        ({"type": "https://schema.oparl.org/1.1/Paper"}, f"{OPARL}/organizations/1.json: {ORG} is no Organization"),
    ],
)  # fmt: skip
def test_a_wrong_object_is_seen(site: Path, tmp_path: Path, change: dict[str, Any], fault: str) -> None:
    assert fault in _broken(site, tmp_path, "organization/alver.json", lambda made: {**made, **change})


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        ("papers/1.json", lambda page: {**page, "data": page["data"][1:]}, "4 objects on 1 pages"),
        ("papers/1.json", lambda page: {**page, "data": page["data"][::-1]}, "out of order"),
        ("papers/1.json", lambda page: {**page, "links": {}}, "papers/1.json: {}"),
        ("file/meeting/ou/2021-03-10/program.txt.json", lambda made: {**made, "size": 1}, "auxiliaryFile: other than"),
        ("body.json", lambda made: {n: v for n, v in made.items() if n != "name"}, "body.json: no name"),
        ("body.json", lambda made: {n: v for n, v in made.items() if n != "locationList"}, "locations/1.json: not rea"),
    ],
)
def test_a_wrong_list_or_whole_is_seen(
    site: Path, tmp_path: Path, name: str, change: Callable[[Any], Any], fault: str
) -> None:
    assert any(fault in told for told in _broken(site, tmp_path, name, change))
