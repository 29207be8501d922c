"""Agreements: the state of each on each side of every date, its approvals and versions, and what none covers."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.derived.agreements import agreement_facts, agreement_state
from portal.derived.facts import Facts
from portal.linked.graph import Graph
from portal.linked.hindsight import as_of
from portal.model.agreement import Agreement
from portal.model.kinds import AGREEMENT, PLAN
from portal.model.law.points import points_in
from portal.model.vocabulary import AgreementState
from portal.site.building import check_portal
from portal.source.settings import read_settings
from support.elements import read_main
from support.portals import PortalFolder, make_portal
from support.sites import read_page

MakePortal = Callable[..., PortalFolder]

TODAY = dt.date(2021, 5, 10)
YESTERDAY, TOMORROW = "2021-05-09", "2021-05-11"
ORGANISATIONS = {
    "organisations/ou.md": "---\ntitle: Områdeutvalet\nshort: OU\nkind: area\n---\n",
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "organisations/voss.md": "---\ntitle: Voss kommune\nkind: municipality\n---\n",
    "organisations/helse-fjord.md": "---\ntitle: Helse Fjord\nkind: hospital_trust\n---\n",
}


def agreement(*lines: str, parties: str = "[alver, helse-fjord]", level: str = "service") -> str:
    return "\n".join(["---", "title: Ein avtale", f"level: {level}", f"parties: {parties}", *lines, "---", ""])


def linked(portal: MakePortal, agreements: dict[str, str], **more: str) -> Graph:
    """A portal with agreements, by id, as it can be told today."""
    files = {f"agreements/{id_}.md": text for id_, text in agreements.items()}
    root = portal({**ORGANISATIONS, **files, **more}).root
    checked = check_portal(root, read_settings(root))
    assert [one for one in checked.problems if one.severity.stops_build()] == []
    return as_of(checked.portal, TODAY).graph


def states(graph: Graph) -> dict[str, str]:
    return {one.id: agreement_state(graph, one, TODAY).value for one in graph.of_kind(AGREEMENT)}


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        (f"in_force: {{from: {TOMORROW}}}", "coming"),
        ("in_force: {from: 2021-05-10}", "in_force"),
        (f"in_force: {{from: {YESTERDAY}}}", "in_force"),
        (f"in_force: {{from: 2012-01-01, to: {YESTERDAY}}}", "expired"),
        ("in_force: {from: 2012-01-01, to: 2021-05-10}", "in_force"),
        (f"in_force: {{from: {TOMORROW}, to: 2030-01-01}}", "coming"),
        (f"in_force: {{to: {YESTERDAY}}}", "expired"),
        ("number: 3", "under_approval"),
        ("approvals: [{organisation: alver}]", "under_approval"),
        ("approvals: [{organisation: alver}, {organisation: Helse Fjord}]", "in_force"),
        (f"approvals: [{{organisation: alver}}, {{organisation: helse-fjord, date: {TOMORROW}}}]", "under_approval"),
        (f"approvals: [{{organisation: alver}}, {{organisation: helse-fjord, date: {YESTERDAY}}}]", "in_force"),
    ],
)
def test_an_agreement_is_in_a_state_by_its_dates_and_approvals(portal: MakePortal, lines: str, state: str) -> None:
    assert states(linked(portal, {"a": agreement(lines)})) == {"a": state}


@pytest.mark.parametrize(
    ("newer", "state"),
    [
        (f"in_force: {{from: {YESTERDAY}}}", "replaced"),
        (f"in_force: {{from: {TOMORROW}}}", "in_force"),
        ("number: 3", "in_force"),
        (f"in_force: {{from: 2020-01-01, to: {YESTERDAY}}}", "in_force"),
    ],
)
def test_an_agreement_is_replaced_when_what_replaces_it_is_in_force(portal: MakePortal, newer: str, state: str) -> None:
    old, new = agreement("in_force: {from: 2012-01-01}"), agreement("replaces: [gammal]", newer)
    assert states(linked(portal, {"gammal": old, "ny": new}))["gammal"] == state


@pytest.mark.parametrize(
    ("facts", "is_told"),
    [
        ("retracted: {date: 2021-01-01, reason: Feil}", False),
        ("exempt: {basis: offl. § 13, public_title: Ein avtale}", False),
        ("exempt: {basis: offl. § 13, public_title: Ein avtale, until: 2030-01-01}", True),
        ("draft: true", True),
    ],
)
def test_the_level_is_asked_for_where_it_will_be_shown(portal: MakePortal, facts: str, is_told: bool) -> None:
    done = portal({"agreements/a.md": f"---\n{facts}\n---\n"}).check()
    assert ("«level»" in done.output) is is_told
    assert done.exit_code == int(is_told)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Tenesteavtale 3", "3"), ("Overordna samarbeidsavtale 2", "2"), ("Særavtale 7 b", "7 b"),
        ("Usemjeprotokoll 1", "1"), ("Overordnet avtale 4", "4"), ("3", "3"),
    ],
)  # fmt: skip
def test_a_number_is_without_what_it_is_the_number_of(written: str, number: str) -> None:
    facts = {"title": "A", "level": "service", "parties": ["X", "Y"], "number": written}
    assert Agreement.model_validate(facts).number == number


def test_three_versions_stand_in_their_order_and_only_the_last_holds(portal: MakePortal) -> None:
    graph = linked(
        portal,
        {
            "a-ny": agreement("replaces: [m-midt]", "in_force: {from: 2021-01-01}"),
            "m-midt": agreement("replaces: [z-gammal]", "in_force: {from: 2016-01-01}"),
            "z-gammal": agreement("in_force: {from: 2012-01-01}"),
        },
    )
    assert states(graph) == {"a-ny": "in_force", "m-midt": "replaced", "z-gammal": "replaced"}
    for one in graph.of_kind(AGREEMENT):
        known = agreement_facts(graph, one, TODAY)
        assert [version.id for version in known.versions] == ["z-gammal", "m-midt", "a-ny"]


def test_an_approval_in_a_meeting_to_come_or_called_off_counts_for_nothing(portal: MakePortal) -> None:
    approvals = "approvals: [{{organisation: alver, meeting: ou/{0}, number: 1/21}}, {{organisation: helse-fjord}}]"
    item = "agenda: [{number: 1/21, title: Avtalen}]"
    graph = linked(
        portal,
        {day: agreement(approvals.format(day)) for day in ("2021-05-06", "2021-05-07", "2021-05-20")},
        **{
            "meetings/ou/2021-05-06.md": f"---\n{item}\n---\n",
            "meetings/ou/2021-05-07.md": f"---\n{item}\ncancelled: true\n---\n",
            "meetings/ou/2021-05-20.md": f"---\n{item}\n---\n",
        },
    )
    assert states(graph) == {
        "2021-05-06": "in_force", "2021-05-07": "under_approval", "2021-05-20": "under_approval",
    }  # fmt: skip
    known = agreement_facts(graph, graph.records["agreement", "2021-05-06"], TODAY)
    assert [party.item.entry.item.number if party.item else None for party in known.parties] == ["1/21", None]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("decided", "in_force"),
        ("endorsed", "in_force"),
        ("approved", "in_force"),
        ("postponed", "under_approval"),
        ("rejected", "under_approval"),
        ("noted", "under_approval"),
        ("referred", "under_approval"),
    ],
)
def test_an_approval_counts_where_its_item_approved(portal: MakePortal, outcome: str, state: str) -> None:
    text = agreement(
        "approvals: [{organisation: alver, meeting: ou/2021-05-06, number: 1/21}, {organisation: helse-fjord}]"
    )
    meeting = f"---\nagenda: [{{number: 1/21, title: Avtalen, outcome: {outcome}}}]\n---\n"
    assert states(linked(portal, {"a": text}, **{"meetings/ou/2021-05-06.md": meeting})) == {"a": state}


@pytest.mark.parametrize(
    ("basis", "points"),
    [
        (["hol. § 6-2 nr. 3"], (3,)),
        (["hol. § 6-2 nr. 2, 3 og 5"], (2, 3, 5)),
        (["hol. § 6-2 første ledd nr. 1–3", "hol. § 6-2 nr. 12"], (1, 2, 3, 12)),
        (["helse- og omsorgstjenesteloven § 6-2 1. ledd nr. 11"], (11,)),
        (["hol. § 6-1 nr. 4", "spesialisthelsetjenesteloven § 2-1 e"], ()),
        (["hol. § 6-2 nr. 13", "hol. § 6-2"], ()),
        (["hol. § 6-2 nr. 8, jf. § 3-2 nr. 1"], (8,)),
    ],
)
def test_a_basis_names_the_points_of_the_law(basis: list[str], points: tuple[int, ...]) -> None:
    assert points_in(basis) == points


def test_what_no_agreement_covers_is_told_of_those_whom_the_law_asks(portal: MakePortal) -> None:
    graph = linked(
        portal,
        {
            "a": agreement('basis: ["hol. § 6-2 nr. 1-11"]', "in_force: {from: 2020-01-01}"),
            "b": agreement('basis: ["hol. § 6-2 nr. 12"]', parties="[voss, helse-fjord, Skyss]"),
        },
    )
    covers = {one.name: one for one in Facts(graph, TODAY, 90).party_covers}
    assert {name: one.missing for name, one in covers.items()} == {
        "alver": (12,), "voss": tuple(range(1, 13)), "helse-fjord": (12,), "Skyss": (),
    }  # fmt: skip
    assert [one.agreement.id for one in covers["voss"].waits_for] == ["b"]
    assert [one.agreement.id for one in covers["alver"].in_force] == ["a"]


# -- the pages

MANY = [f"kommune-{letter}" for letter in "abcdefghijkl"]
SITE: dict[str, str | bytes] = {
    **ORGANISATIONS,
    **{f"organisations/{id_}.md": f"---\ntitle: {id_.title()}\nkind: municipality\n---\n" for id_ in MANY},
    "meetings/ou/2021-03-04.md": "---\nagenda: [{number: 1/21, title: Avtalen, type: V, outcome: decided}]\n---\n",
    "agreements/innlegging.md": f"""
        ---
        title: Innlegging
        summary: Avtalen seier kven som gjer kva.
        level: service
        number: Tenesteavtale 3
        parties: [helse-fjord, {", ".join(MANY)}]
        basis: [hol. § 6-2 nr. 3]
        in_force: {{from: 2021-01-01}}
        replaces: [innlegging-2016]
        review: 2021-04-01
        approvals:
          - {{organisation: helse-fjord, date: 2020-12-01}}
          - {{organisation: kommune-a, meeting: ou/2021-03-04, number: 1/21}}
        ---
        """,
    "agreements/innlegging-2016.md": """
        ---
        title: Innlegging 2016
        level: service
        number: 3
        parties: [helse-fjord, kommune-a]
        in_force: {from: 2016-01-01}
        replaces: [innlegging-2012]
        ---
        """,
    "agreements/innlegging-2012.md": """
        ---
        title: Innlegging 2012
        level: service
        parties: [helse-fjord, kommune-a]
        in_force: {from: 2012-01-01, to: 2015-12-31}
        ---
        """,
    "agreements/beredskap.md": agreement(parties="[alver, Skyss]", level="special"),
    "agreements/unnateken.md": """
        ---
        title: Løynd
        level: special
        number: 9
        parties: [alver, voss]
        in_force: {from: 2021-01-01}
        exempt: {basis: offl. § 13, public_title: Ein avtale om helse}
        ---
        """,
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_portal(tmp_path_factory.mktemp("agreements") / "portal", SITE)
    done = folder.command("write", str(folder.root / "out"))
    assert done.exit_code == 0, done.output
    return folder.root / "out"


def page(site: Path, address: str) -> str:
    return read_main(site / address.strip("/") / "index.html").text


def columns(site: Path, address: str) -> list[str]:
    """What heads the columns of a page's first table."""
    text = (site / address.strip("/") / "index.html").read_text("utf-8")
    return re.findall(r'<th scope="col"[^>]*>([^<]*)', text.partition("</thead>")[0])


def test_no_column_of_an_agreement_stands_empty(portal: MakePortal) -> None:
    approved = "approvals: [{organisation: alver, date: 2021-01-04}]"
    folder = portal({**ORGANISATIONS, "agreements/a.md": agreement(approved)}).without_papers()
    folder.command("write", str(folder.root / "out"))
    assert columns(folder.root / "out", "/avtalar/a/") == ["Part", "Godkjenning"]


def test_the_page_says_how_it_stands_who_approved_it_and_what_came_before(site: Path) -> None:
    words = page(site, "/avtalar/innlegging/")
    assert words.index("Innlegging") < words.index("Avtalen seier kven som gjer kva.") < words.index("Partar")
    for said in (
        "Tenesteavtale 3 Gjeld", "2 av 13 partar har godkjent avtalen.", "Godkjent 1. desember 2020",
        "Områdeutvalet, Sak 1/21", "Ikkje godkjent enno", "Utgåver av avtalen", "1. januar 2012 – 31. desember 2015",
        "hol. § 6-2 nr. 3", "1. april 2021, over fristen",
    ):  # fmt: skip
        assert said in words, said
    assert "Sak" in columns(site, "/avtalar/innlegging/")
    assert "Avtalen er erstatta av Innlegging" in page(site, "/avtalar/innlegging-2016/")
    assert "Innlegging" in read_main(site / "moter/ou/2021-03-04/index.html").facts()["Avtalar til godkjenning"]


def test_the_register_tells_what_holds_for_each_party_today(site: Path) -> None:
    words = page(site, "/avtalar/")
    for said in (
        "Kommune-A Tenesteavtale 3", "Alver kommune Ingen avtale gjeld i dag", "Skyss Ingen avtale gjeld i dag",
        "Ikkje godkjent: Særavtale", "Ingen avtale om 11 punkt i lova", "3. Innlegging i sjukehus Tenesteavtale 3",
        "8. Jordmortenester Ingen avtale som gjeld, dekkjer punktet", "4 avtalar", "Ein avtale om helse",
    ):  # fmt: skip
        assert said.replace("Særavtale", "Ein avtale") in words, said
    assert "Løynd" not in "".join(path.read_text("utf-8") for path in site.rglob("*.html"))


def test_each_party_has_a_page_of_its_agreements_and_its_own_page_lists_them(site: Path) -> None:
    for address in ("/avtalar/part/kommune-a/", "/partar/kommune-a/"):
        words = page(site, address)
        assert words.index("Innlegging") < words.index("Innlegging 2016") < words.index("Innlegging 2012")
    assert not (site / "avtalar/part/skyss").exists()
    assert 'href="../avtalar/part/kommune-a/"' in (site / "avtalar/index.html").read_text("utf-8")


def test_editors_are_told_what_to_look_at(site: Path) -> None:
    words = page(site, "/status/")
    assert "Innlegging Skulle vore vurdert på nytt 1. april 2021" in words
    assert "Avtalar som ikkje alle partar har godkjent" in words
    assert "Ventar på godkjenning frå Alver kommune, Skyss" in words


def test_machines_are_told_since_when_it_holds_and_what_it_repeals(site: Path) -> None:
    html = (site / "avtalar/innlegging/index.html").read_text("utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    told = json.loads(found[1])
    assert told["@context"] == ["https://schema.org", {"eli": "http://data.europa.eu/eli/ontology#"}]
    assert told["eli:in_force"] == {"@id": "eli:InForce-inForce"}
    assert told["eli:first_date_entry_in_force"]["@value"] == "2021-01-01"
    assert [one["@id"].rpartition("/avtalar")[2] for one in told["eli:repeals"]] == ["/innlegging-2016/"]
    assert told["temporalCoverage"] == "2021-01-01/.."
    assert told["description"] == "Avtalen seier kven som gjer kva."


def test_the_log_tells_when_it_came_into_force(site: Path) -> None:
    assert "Avtalen gjeld frå 1. januar 2021." in page(site, "/nytt/")


def test_the_data_tell_state_parties_and_points(site: Path) -> None:
    rows = {row["id"]: row for row in json.loads((site / "data/agreements.json").read_text("utf-8"))["rows"]}
    row = rows["innlegging"]
    assert (row["level"], row["number"], row["state"], row["points"]) == ("service", "3", "in_force", ["3"])
    assert row["versions"] == ["innlegging-2012", "innlegging-2016", "innlegging"]
    assert rows["innlegging-2016"]["replaced_by"] == ["innlegging"]
    assert [one["approved"] for one in row["parties"]] == [True, True, *[False] * 11]
    assert row["summary"] == "Avtalen seier kven som gjer kva."
    exempt = rows["unnateken"]
    assert (exempt["number"], exempt["level"], exempt["state"], exempt["parties"]) == ("9", None, None, [])


def test_a_portal_without_such_records_has_nothing_of_them(portal: MakePortal) -> None:
    folder = portal({**ORGANISATIONS, "cases/2021-a.md": "---\ntitle: A\n---\n"}).without_papers()
    site = folder.site()
    assert not any(address.startswith(("/avtalar/", "/planar/", "/tema/")) for address in site.resources)
    assert not any("agreements" in address or "plans" in address for address in site.resources)
    for address in ("/", "/sok/", "/status/", "/oppfolging/", "/utval/ou/", "/partar/alver/", "/saker/2021-a/"):
        html = folder.page(address)
        for word in ("avtal", "/planar/", "tema/", "tiltak"):
            assert word not in html.lower(), (address, word)


def test_a_file_of_ones_own_may_stand_where_a_register_that_is_not_there_would(portal: MakePortal) -> None:
    written = {f"content/{name}/index.md": "# Eige\n" for name in ("avtalar", "planar", "tema")}
    folder = portal({**ORGANISATIONS, **written})
    assert folder.check().exit_code == 0
    told = folder.write({"agreements/a.md": agreement()}).check()
    assert told.exit_code == 1
    assert "/avtalar/" in told.output


def test_every_kind_that_a_portal_may_lack_says_so() -> None:
    assert [kind.is_optional for kind in (AGREEMENT, PLAN)] == [True, True]
    assert {state for state in AgreementState if state.has_begun()} == {
        AgreementState.IN_FORCE, AgreementState.EXPIRED, AgreementState.REPLACED,
    }  # fmt: skip


def test_one_page_names_no_other(site: Path) -> None:
    assert read_page(site / "avtalar/index.html").text.count("Tenesteavtale 3") >= 13


def test_a_municipality_whose_agreement_was_replaced_without_it_is_told_to_have_none(portal: MakePortal) -> None:
    agreements = {
        "gammal": agreement("in_force: {from: 2012-01-01}", parties="[alver, voss, helse-fjord]"),
        "ny": agreement('basis: ["hol. § 6-2 nr. 3"]', "in_force: {from: 2021-01-01}", "replaces: [gammal]"),
    }
    folder = portal({**ORGANISATIONS, **{f"agreements/{id_}.md": text for id_, text in agreements.items()}})
    told = 'Voss kommune</a></th><td data-l="Avtalar som gjeld">'
    assert "Ingen avtale gjeld i dag" in folder.page("/avtalar/").partition(told)[2][:200]
    folder.write({"organisations/voss.md": "---\ntitle: Voss kommune\nkind: municipality\nvalid: {to: 2019}\n---\n"})
    assert told not in folder.page("/avtalar/")
