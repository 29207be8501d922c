"""Several files as one import: notice and minutes of one meeting, and cases that go from meeting to meeting.

All bodies, people and cases are invented.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from bench.unseen import facts as said
from bench.unseen import matched
from portal.commands.importing.cases import with_cases
from portal.commands.importing.found import NewRecord
from portal.commands.importing.several import Gathered
from portal.linked.graph import Graph
from portal.site.building import check_portal
from portal.source.frontmatter import read_document
from portal.source.settings import read_settings
from support.portals import PortalFolder

Portal = Callable[..., PortalFolder]

YEAR = Path(__file__).parent / "documents/year"
"""Twelve papers of two invented bodies, with what an ideal import makes of them."""
LATE = "1900000000"
BODIES = {
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nshort: SSU\nkind: strategic\n---\n",
    "organisations/fsu.md": "---\ntitle: Fagleg samarbeidsutval for eldre\nshort: FSU\nkind: professional\n---\n",
}
NOTICE = """\
    Innkalling til møte

    Strategisk samarbeidsutval

    Dato: 12. februar 2026
    Tid: kl. 10.00–12.00
    Stad: Rådhuset

    Sakliste

    Sak 1/26 Godkjenning av innkalling og sakliste

    Sak 2/26 Felles lampeplan
    Presentert av: Ada Lie

    Framlegg til vedtak:
    Utvalet vedtek lampeplanen.
    """
MINUTES = """\
    Referat

    Strategisk samarbeidsutval

    Dato: 12. februar 2026
    Tid: kl. 10.00–11.30

    Til stades:
    - Ada Lie (leiar, Tangvåg kommune)
    - Bo Moe (Helse Storhav)

    Sak 1/26 Godkjenning av innkalling og sakliste

    Vedtak:
    Innkallinga er godkjend.

    Sak 2/26 Felles lampeplan

    Vedtak:
    Samrøystes vedteke.

    Sak 3/26 Eventuelt
    """


def run(folder: PortalFolder, files: Mapping[str, str], *arguments: str) -> Result:
    """`portal import` of texts."""
    folder.write({f"inn/{name}": text for name, text in files.items()})
    return folder.command("import", *(str(folder.root / "inn" / name) for name in files), *arguments, epoch=LATE)


def facts(folder: PortalFolder, path: str) -> dict[str, Any]:
    return read_document((folder.root / path).read_text("utf-8"), path).facts


def items(folder: PortalFolder, path: str) -> dict[str, dict[str, Any]]:
    """The items of a meeting by their numbers."""
    return {str(item.get("number", item.get("title"))): item for item in facts(folder, path)["agenda"]}


# -- files of one meeting


@pytest.mark.parametrize("order", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_notice_and_minutes_become_one_record(portal: Portal, order: tuple[str, str]) -> None:
    """What the minutes lack comes from the notice, in whatever order the files come; of what differs both are told."""
    folder = portal(BODIES)
    texts = {"a.txt": NOTICE, "b.txt": MINUTES}
    result = run(folder, {name: texts[name] for name in order})
    assert result.exit_code == 0, result.output
    written = facts(folder, "meetings/ssu/2026-02-12.md")
    assert (written["place"], written["end"]) == ("Rådhuset", "11:30")
    assert len(written["present"]) == 2
    there = items(folder, "meetings/ssu/2026-02-12.md")
    assert list(there) == ["1/26", "2/26", "3/26"]
    assert there["2/26"]["outcome"] == "decided"
    text = (folder.root / "meetings/ssu/2026-02-12.md").read_text("utf-8")
    assert text.count("## 2/26") == 1
    assert text.index("### Vedtak") < text.index("Utvalet vedtek lampeplanen")
    assert "«end»: Filene seier det ulikt: 11:30 (b.txt) / 12:00 (a.txt). Det første er skrive." in result.output
    assert "«place»" not in result.output  # the minutes ask for it, and the notice answers


def test_the_report_is_one_table(portal: Portal) -> None:
    """Each file has a row: what it is, its record, what became of that, and how much is asked and left."""
    result = run(portal(BODIES), {"a.txt": NOTICE, "b.txt": MINUTES, "tom.txt": ""})
    assert result.exit_code == 1  # one of them is empty
    rows = [line.split("  ") for line in result.stdout.splitlines()[:3]]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    assert cells[0][:4] == ["Fil", "Slag", "Post", "Kva som skjedde"]
    assert cells[1][:4] == ["a.txt", "innkalling eller sakliste", "meetings/ssu/2026-02-12.md", "skriven"]
    assert cells[2][0] == "b.txt"
    assert all(cell.isdigit() for cell in cells[1][4:])
    assert "tom.txt: Fila er tom.\n" in result.stderr


def test_what_one_file_holds_back_no_other_tells(portal: Portal) -> None:
    """An item that only the minutes close is closed in the record, and has no case."""
    closed = MINUTES.replace("Sak 2/26 Felles lampeplan", "Sak 2/26 Unnateke offentlegheit, offl. § 13")
    folder = portal(BODIES)
    notice = f"{NOTICE}\n    Protokollen blir ført av Bo Moe, som òg kan seie meir om Felles lampeplan.\n"
    result = run(folder, {"a.txt": notice, "b.txt": closed}, "--cases")
    there = items(folder, "meetings/ssu/2026-02-12.md")["2/26"]
    assert set(there) == {"number", "exempt"}
    assert [path.name for path in folder.root.glob("cases/*")] == []
    assert result.exit_code == 0
    written = (folder.root / "meetings/ssu/2026-02-12.md").read_text("utf-8")
    assert "lampeplan" not in written.casefold()


def test_minutes_take_nobody_from_a_notice(portal: Portal) -> None:
    """Who is called, or cannot come, by the notice, may have met."""
    notice = NOTICE.replace("    Sakliste\n", "    Forfall:\n    - Bo Moe (Helse Storhav)\n\n    Sakliste\n")
    folder = portal(BODIES)
    assert run(folder, {"a.txt": notice}).exit_code == 0
    assert "absent" in facts(folder, "meetings/ssu/2026-02-12.md")
    (folder.root / "meetings/ssu/2026-02-12.md").unlink()
    assert run(folder, {"a.txt": notice, "b.txt": MINUTES}).exit_code == 0
    assert "absent" not in facts(folder, "meetings/ssu/2026-02-12.md")


def test_minutes_of_the_same_import_are_approved(portal: Portal) -> None:
    """A later meeting approves the minutes of one that comes in the same import."""
    later = MINUTES.replace("12. februar 2026", "10. mars 2026").replace(
        "Godkjenning av innkalling og sakliste", "Godkjenning av referat frå 12. februar 2026"
    )
    folder = portal(BODIES)
    assert run(folder, {"c.txt": later, "b.txt": MINUTES}).exit_code == 0
    assert items(folder, "meetings/ssu/2026-03-10.md")["1/26"]["approves"] == "ssu/2026-02-12"


def test_a_record_that_is_refused_keeps_no_other_back(portal: Portal) -> None:
    """The check refuses the one with a meeting's number of another year; the other is written."""
    refused = MINUTES.replace("    Referat\n", "    Referat frå møte 9/2019\n").replace("12. februar", "10. mars")
    refused = refused.replace("2/26 Felles lampeplan", "7/26 Nye stolar")
    folder = portal(BODIES)
    result = run(folder, {"b.txt": MINUTES, "c.txt": refused}, "--cases")
    assert result.exit_code == 1
    assert sorted(path.name for path in (folder.root / "meetings/ssu").iterdir()) == ["2026-02-12.md"]
    assert [path.name for path in (folder.root / "cases").iterdir()] == ["2026-felles-lampeplan.md"]
    assert "9/2019" in result.output
    assert folder.check(LATE).exit_code == 0


# -- cases


def test_a_case_goes_from_meeting_to_meeting_and_from_body_to_body(portal: Portal) -> None:
    """One case of one title: its route has every meeting, and what is formal is no case."""
    later = MINUTES.replace("12. februar 2026", "10. mars 2026").replace("2/26", "7/26").replace("1/26", "6/26")
    other = later.replace("Strategisk samarbeidsutval", "Fagleg samarbeidsutval for eldre").replace("7/26", "4/26")
    folder = portal(BODIES)
    first = {
        "a.txt": NOTICE,
        "b.txt": MINUTES,
        "c.txt": later.replace("Felles lampeplan", "Felles lampeplan – framhald"),
    }
    assert run(folder, first, "--cases").exit_code == 0
    assert [path.name for path in folder.root.glob("cases/*")] == ["2026-felles-lampeplan.md"]
    assert facts(folder, "cases/2026-felles-lampeplan.md")["title"] == "Felles lampeplan"
    assert run(folder, {"d.txt": other}, "--cases").exit_code == 0  # found in the portal, the next day
    graph = check_portal(folder.root, read_settings(folder.root)).portal.graph
    route = [(h.meeting.id, h.entry.item.number) for h in graph.route("2026-felles-lampeplan")]
    assert sorted(route) == [("fsu/2026-03-10", "4/26"), ("ssu/2026-02-12", "2/26"), ("ssu/2026-03-10", "7/26")]
    assert items(folder, "meetings/ssu/2026-02-12.md")["2/26"].get("title") is None
    assert items(folder, "meetings/ssu/2026-03-10.md")["7/26"]["title"] == "Felles lampeplan – framhald"
    assert folder.check(LATE).exit_code == 0


def test_a_meeting_that_is_there_gets_no_case_unless_it_is_merged(portal: Portal) -> None:
    folder = portal(BODIES)
    assert run(folder, {"b.txt": MINUTES}).exit_code == 0
    assert run(folder, {"b.txt": MINUTES}, "--cases").exit_code == 0
    assert not (folder.root / "cases").exists()
    assert run(folder, {"b.txt": MINUTES}, "--cases", "--merge").exit_code == 0
    assert items(folder, "meetings/ssu/2026-02-12.md")["2/26"]["case"] == "2026-felles-lampeplan"
    assert folder.check(LATE).exit_code == 0


def gathered(
    agendas: Mapping[str, list[dict[str, Any]]], archives: Mapping[tuple[str, int], str] | None = None
) -> Gathered:
    """Meetings with agendas, and the archive numbers of their items."""
    together = Gathered([], [NewRecord(f"meetings/{id_}.md", {"agenda": agenda}) for id_, agenda in agendas.items()])
    for (id_, at), number in (archives or {}).items():
        together.archive_refs[f"meetings/{id_}.md", agendas[id_][at]["number"]] = number
    return together


def graph_of(root: Path, portal: Portal, records: Mapping[str, str]) -> Graph:
    folder = portal({**BODIES, **records})
    return check_portal(folder.root, read_settings(folder.root)).portal.graph


def cases_of(together: Gathered) -> dict[tuple[str, str], str]:
    """The case of each item that has one, by meeting and number."""
    return {
        (record.path[9:-3], str(item.get("number", item.get("title")))): item["case"]
        for record in together.records
        for item in record.facts.get("agenda", ())
        if "case" in item
    }


A = {"number": "2/26", "title": "Felles lampeplan"}


@pytest.mark.parametrize(
    "title",
    [
        "Godkjenning av innkalling og sakliste", "Godkjenning av protokoll", "Godkjenning av referat frå 2. mars",
        "Eventuelt", "Orienteringar", "Orientering frå sekretariatet", "Referatsaker", "Meldingar",
        "Underskrift av protokollen", "Val av to til å skrive under protokollen", "Neste møte",
        "Orientering om felles journal", "Innkalling og saksliste", "Nytt frå partane",
    ],
)  # fmt: skip
def test_what_is_formal_is_no_case(tmp_path: Path, portal: Portal, title: str) -> None:
    together = gathered({"ssu/2026-02-12": [{"number": "1/26", "title": title}]})
    with_cases(together, graph_of(tmp_path, portal, {}))
    assert (len(together.records), cases_of(together), together.questions) == (1, {}, [])


@pytest.mark.parametrize("title", ["Årsplan for opplæring", "Val av leiar", "Møteplan 2027", "Status for lampeplanen"])
def test_what_is_treated_is_a_case(tmp_path: Path, portal: Portal, title: str) -> None:
    together = gathered({"ssu/2026-02-12": [{"number": "1/26", "title": title, "type": "D"}]})
    with_cases(together, graph_of(tmp_path, portal, {}))
    assert together.records[1].facts == {"title": title, "type": "D"}


def test_an_exempt_item_makes_no_case_and_finds_none(tmp_path: Path, portal: Portal) -> None:
    exempt = {"number": "2/26", "title": "Felles lampeplan", "exempt": {"basis": "offl. § 13", "public_title": "Sak"}}
    together = gathered({"ssu/2026-02-12": [exempt], "ssu/2026-03-12": [A | {"number": "9/26"}]})
    with_cases(together, graph_of(tmp_path, portal, {}))
    assert cases_of(together) == {("ssu/2026-03-12", "9/26"): "2026-felles-lampeplan"}


def test_a_case_is_known_by_its_archive_number(tmp_path: Path, portal: Portal) -> None:
    """Whatever it is called; cases of other archive numbers are others, although they have one title."""
    agendas = {
        "ssu/2026-02-12": [A, {"number": "3/26", "title": "Budsjett"}],
        "fsu/2026-03-12": [{"number": "5/26", "title": "Lys i gangane"}, {"number": "6/26", "title": "Budsjett"}],
    }
    archives = {
        ("ssu/2026-02-12", 0): "2026/11", ("fsu/2026-03-12", 0): "2026/11",
        ("ssu/2026-02-12", 1): "2026/12", ("fsu/2026-03-12", 1): "2026/13",
    }  # fmt: skip
    together = gathered(agendas, archives)
    with_cases(together, graph_of(tmp_path, portal, {}))
    assert cases_of(together) == {
        ("ssu/2026-02-12", "2/26"): "2026-felles-lampeplan", ("fsu/2026-03-12", "5/26"): "2026-felles-lampeplan",
        ("ssu/2026-02-12", "3/26"): "2026-budsjett", ("fsu/2026-03-12", "6/26"): "2026-budsjett-2",
    }  # fmt: skip
    new = {record.path: record.facts.get("archive_ref") for record in together.records if "cases/" in record.path}
    assert new == {
        "cases/2026-felles-lampeplan.md": "2026/11",
        "cases/2026-budsjett.md": "2026/12",
        "cases/2026-budsjett-2.md": "2026/13",
    }


def test_an_archive_number_that_all_items_share_is_none_of_a_case(tmp_path: Path, portal: Portal) -> None:
    agenda = [A, {"number": "3/26", "title": "Nye stolar"}]
    together = gathered({"ssu/2026-02-12": agenda}, {("ssu/2026-02-12", 0): "2026/1", ("ssu/2026-02-12", 1): "2026/1"})
    with_cases(together, graph_of(tmp_path, portal, {}))
    assert len(set(cases_of(together).values())) == 2
    assert all("archive_ref" not in record.facts for record in together.records)


def test_a_case_is_known_by_its_number_in_its_body(tmp_path: Path, portal: Portal) -> None:
    """The same number in another body is another case; a title that names a number goes on with it."""
    agendas = {
        "ssu/2026-02-12": [A],
        "ssu/2026-03-12": [
            {"number": "02/26", "title": "Lampene i gangane"},
            {"number": "8/26", "title": "Klage i sak 2/26"},
        ],
        "fsu/2026-03-12": [{"number": "2/26", "title": "Nye stolar"}],
    }
    together = gathered(agendas)
    with_cases(together, graph_of(tmp_path, portal, {}))
    assert cases_of(together) == {
        ("ssu/2026-02-12", "2/26"): "2026-felles-lampeplan", ("ssu/2026-03-12", "02/26"): "2026-felles-lampeplan",
        ("ssu/2026-03-12", "8/26"): "2026-felles-lampeplan", ("fsu/2026-03-12", "2/26"): "2026-nye-stolar",
    }  # fmt: skip


def test_ids_never_collide(tmp_path: Path, portal: Portal) -> None:
    """A case that is there keeps its id, although it is another one of the same name."""
    there = {"cases/2026-felles-lampeplan.md": "---\ntitle: Felles lampeplan\narchive_ref: 2026/1\n---\n"}
    together = gathered({"ssu/2026-02-12": [A]}, {("ssu/2026-02-12", 0): "2026/2"})
    with_cases(together, graph_of(tmp_path, portal, there))
    assert cases_of(together) == {("ssu/2026-02-12", "2/26"): "2026-felles-lampeplan-2"}


@pytest.mark.parametrize(
    "there",
    [
        pytest.param({"a": "title: Felles lampeplan", "b": "title: Felles lampeplan"}, id="two of one title"),
        pytest.param({"a": "title: Felles lampeplanar"}, id="nearly the title"),
        pytest.param({"a": "title: Felles lampeplan\nclosed: {date: 2025-01-01, outcome: completed}"}, id="closed"),
    ],
)
def test_what_is_not_sure_is_asked(tmp_path: Path, portal: Portal, there: dict[str, str]) -> None:
    """Nothing is referred to, nothing is made, and the question has the candidates."""
    graph = graph_of(tmp_path, portal, {f"cases/{id_}.md": f"---\n{text}\n---\n" for id_, text in there.items()})
    together = gathered({"ssu/2026-02-12": [A]})
    with_cases(together, graph)
    assert (cases_of(together), len(together.records)) == ({}, 1)
    (question,) = together.questions
    assert (question.code, question.field, question.candidates) == ("import.ask_case", "agenda.0.case", tuple(there))


def test_plans_of_two_years_are_two_cases(tmp_path: Path, portal: Portal) -> None:
    agendas = {f"ssu/{year}-02-12": [{"number": f"1/{year}", "title": f"Møteplan {year}"}] for year in (2025, 2026)}
    together = gathered(agendas)
    with_cases(together, graph_of(tmp_path, portal, {}))
    assert len(set(cases_of(together).values())) == 2
    assert together.questions == []


# -- a year of papers


def test_a_year_of_two_bodies_papers_becomes_one_portal(portal: Portal) -> None:
    """By one command: every meeting, what approves what, and every case with its route; the check is green."""
    folder = portal()
    shutil.copytree(YEAR / "organisations", folder.root / "organisations")
    expected = yaml.load((YEAR / "expected.yaml").read_text("utf-8"), yaml.BaseLoader)
    papers = [str(YEAR / name) for meeting in expected["meetings"].values() for name in meeting["files"]]
    assert len(papers) == 12
    result = folder.command("import", *papers, "--cases", epoch=LATE)
    assert result.exit_code == 0, result.output
    assert folder.check(LATE).exit_code == 0
    graph = check_portal(folder.root, read_settings(folder.root)).portal.graph
    assert {meeting.id for meeting in graph.meetings if meeting.facts.agenda} == set(expected["meetings"])
    routes = {
        case.facts.title: (
            case.facts.archive_ref,
            [
                (h.meeting.body_id, str(h.meeting.day), h.entry.item.number, h.entry.item.outcome.value)
                for h in graph.route(case.id)
            ],
        )
        for case in graph.cases
    }
    assert routes == {
        case["title"]: (
            case.get("archive_ref"),
            [(h["body"], h["date"], h["number"], h["outcome"]) for h in case["route"]],
        )
        for case in expected["cases"]
    }
    titles = {case.id: case.facts.title for case in graph.cases}
    differing = {}
    for id_, meeting in expected["meetings"].items():
        told = facts(folder, f"meetings/{id_}.md") | {"date": id_[-10:]}
        told["agenda"] = [{"title": titles.get(item.get("case", "")), **item} for item in told["agenda"]]
        others, writer = meeting.pop("secretariat_or_invited", []), told.get("minutes_by")
        is_listed = any(fact[-1] == str(writer).casefold() for fact in said(told, graph.names) if fact[0] == "people")
        others = [one for one in others if one != writer or is_listed]
        right = Counter(said({**meeting, "secretariat": others, "date": id_[-10:]}, graph.names))
        agreed, missed = matched(found := Counter(said(told, graph.names)), right)
        differing[id_] = sorted((found - agreed) + missed)
    assert differing == {id_: [] for id_ in expected["meetings"]}
    approved = {
        meeting.id: {item.number: item.approves[0] for item in meeting.facts.agenda if item.approves}
        for meeting in graph.meetings
    }
    assert {id_: found for id_, found in approved.items() if found} == expected["approves"]
