"""What the pages say to machines: JSON-LD that an RDF library reads, on a small portal on Monday 10 May 2021."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF

from portal.pages.rendering.markup import embedded
from support.heads import Head, read_head
from support.portals import PortalFolder, make_portal
from support.sites import dead_links
from support.small import SMALL

# rdflib's own reader of JSON-LD uses a class that rdflib is about to take away.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SCHEMA = Namespace("https://schema.org/")
SITE = "https://helsefellesskap.example"
HOSTILE = '</script><script>alert(1)</script> <!-- & "sitat" \\ \u2028 æøå'
RECORDS = {
    **SMALL,
    "organisations/fylket.md": "---\ntitle: Fjord fylke\nkind: county\nvalid: {from: 2020, to: 2030}\n---\n",
    "organisations/lukka.md": "---\nkind: area\nexempt: {basis: b, public_title: Eit utval}\n---\n",
    "organisations/gamle.md": "---\ntitle: Gamle utvalet\nkind: area\nvalid: {from: 2012-03, to: 2019-12-31}\n---\n",
    "projects/ferdig.md": """
        ---
        title: Ferdig prosjekt
        owner: Ei gruppe utan side
        phase: completed
        period: {from: 2019, to: 2020-06}
        ---
        """,
    "projects/ide.md": "---\ntitle: Ein idé\nphase: idea\nowner: lukka\n---\n",
    "cases/2021-vond.md": f"---\ntitle: {json.dumps(HOSTILE)}\narchive_ref: 2021/44\n---\n{HOSTILE}\n",
    "meetings/ou/2021-03-26.md": """
        ---
        start: 09:00
        end: 10:00
        place: Rådhuset
        online: https://video.example/rom?a=1&b=2
        moved_from: 2021-03-19
        present: [Ola Vik (Alver kommune)]
        agenda: [{number: 3/21, case: 2021-nettside, outcome: noted}]
        ---
        """,
    "meetings/ou/2021-03-29.md": """
        ---
        start: 09:00
        place: Møterom 2
        cancelled: {reason: For få kunne}
        moved_from: 2021-03-22
        agenda: [{number: 4/21, case: 2021-nettside}]
        ---
        """,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_portal(tmp_path_factory.mktemp("linked") / "portal", RECORDS)
    written = folder.command("write", str(folder.root / "site"))
    assert written.exit_code == 0, written.output
    return folder.root / "site"


def _said(site: Path, address: str) -> dict[str, Any]:
    return read_head(site / address.strip("/") / "index.html").linked_data


def _graph(data: dict[str, Any]) -> Graph:
    """The triples, read without asking schema.org for its context."""
    assert data["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps({**data, "@context": {"@vocab": str(SCHEMA)}}), format="json-ld")


def _pages(site: Path) -> Iterator[tuple[str, Head]]:
    for path in sorted(site.rglob("index.html")):
        yield f"/{path.parent.relative_to(site).as_posix()}/".replace("/./", "/"), read_head(path)


def _values(data: Any, *names: str) -> Iterator[str]:
    """All that stands under some names, at any depth, a meeting's place on the net left out."""
    for name, value in data.items() if isinstance(data, dict) else ():
        if name in names and isinstance(value, str) and data.get("@type") != "VirtualLocation":
            yield value
        yield from _values(value, *names)
    for value in data if isinstance(data, list) else ():
        yield from _values(value, *names)


# -- every page


def test_the_pages_of_public_records_and_of_the_data_say_what_they_are_and_no_other_page_does(site: Path) -> None:
    speaking = {address for address, head in _pages(site) if head.data}
    assert speaking == {
        "/data/", "/moter/ou/2021-03-26/", "/moter/ou/2021-03-29/", "/moter/ou/2021-06-10/", "/moter/ssu/2021-02-19/",
        "/moter/ssu/2021-05-28/", "/partar/alver/", "/partar/fylket/", "/partar/helse-fjord/", "/prosjekt/ferdig/",
        "/prosjekt/ide/", "/prosjekt/nettside/", "/saker/2021-nettside/", "/saker/2021-vond/", "/utval/gamle/",
        "/utval/ou/", "/utval/ssu/",
    }  # fmt: skip


def test_the_data_of_every_page_is_read_by_an_rdf_library(site: Path) -> None:
    for address, head in _pages(site):
        if head.data:
            graph, page = _graph(head.linked_data), URIRef(head.linked_data["@id"])
            assert str(page).partition("#")[0] == f"{SITE}{address}"
            assert (page, SCHEMA.url, Literal(f"{SITE}{address}")) in graph
            assert graph.value(page, RDF.type) is not None
            assert graph.value(page, SCHEMA.name) is not None


def test_every_url_is_a_page_of_the_site(site: Path) -> None:
    named = {url for _, head in _pages(site) for data in head.data for url in _values(json.loads(data), "url", "@id")}
    pages = {url.partition("#")[0] for url in named}
    assert len(pages) > 15
    assert [url for url in pages if not (site / url.removeprefix(f"{SITE}/") / "index.html").is_file()] == []


def test_every_date_is_one(site: Path) -> None:
    form = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d\+0[12]:00)?)?)?")
    names = ("startDate", "endDate", "previousStartDate", "dateCreated", "foundingDate", "dissolutionDate")
    dates = [day for _, head in _pages(site) for data in head.data for day in _values(json.loads(data), *names)]
    assert len(dates) > 10
    assert [day for day in dates if not form.fullmatch(day)] == []


def test_nobody_who_met_or_submitted_is_named(site: Path) -> None:
    for _, head in _pages(site):
        for data in head.data:
            assert not re.search(r"Kari Nordvik|Marit Li|Ola Vik|Per Sund|Synnøve Haug", data)


def test_a_record_page_stays_light(site: Path) -> None:
    weights = {a: len(gzip.compress((site / a.strip("/") / "index.html").read_bytes(), 9)) for a, h in _pages(site)
               if h.data and a != "/data/"}  # fmt: skip
    assert max(weights.values()) <= 9000, weights


# -- each kind


def test_a_meeting_is_an_event(site: Path) -> None:
    assert _said(site, "/moter/ou/2021-03-26/") == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{SITE}/moter/ou/2021-03-26/",
        "url": f"{SITE}/moter/ou/2021-03-26/",
        "name": "Områdeutvalet, 26.\u00a0mars 2021",
        "description": "Fredag 26. mars 2021. Saker: Felles nettside for Helsehuset",
        "inLanguage": "nn",
        "startDate": "2021-03-26T09:00:00+01:00",
        "endDate": "2021-03-26T10:00:00+01:00",
        "eventStatus": "https://schema.org/EventRescheduled",
        "previousStartDate": "2021-03-19",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {"@type": "Place", "name": "Rådhuset"},
            {"@type": "VirtualLocation", "url": "https://video.example/rom?a=1&b=2"},
        ],
        "organizer": {
            "@type": "Organization",
            "@id": f"{SITE}/utval/ou/",
            "url": f"{SITE}/utval/ou/",
            "name": "Områdeutvalet",
        },
    }


def test_a_cancelled_meeting_stays_and_is_cancelled_and_summer_time_counts(site: Path) -> None:
    said = _said(site, "/moter/ou/2021-03-29/")
    assert said["startDate"] == "2021-03-29T09:00:00+02:00"
    assert said["eventStatus"] == "https://schema.org/EventCancelled"
    assert said["previousStartDate"] == "2021-03-22"
    assert said["location"] == {"@type": "Place", "name": "Møterom 2"}
    assert said["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert "endDate" not in said


def test_a_meeting_of_which_little_is_known_says_no_more(site: Path) -> None:
    said = _said(site, "/moter/ou/2021-06-10/")
    assert said["startDate"] == "2021-06-10"
    assert said["eventStatus"] == "https://schema.org/EventScheduled"
    assert not {"location", "eventAttendanceMode", "endDate", "previousStartDate"} & set(said)


def test_a_place_that_is_a_screen_is_no_room(site: Path) -> None:
    said = _said(site, "/moter/ssu/2021-02-19/")
    assert said["location"] == {"@type": "VirtualLocation", "name": "Videomøte"}
    assert said["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"


def test_a_case_is_a_work_that_meetings_treat(site: Path) -> None:
    said = _said(site, "/saker/2021-nettside/")
    assert {name: said[name] for name in ("@type", "identifier", "dateCreated", "creativeWorkStatus")} == {
        "@type": "CreativeWork",
        "identifier": ["2021-nettside", "05/21", "3/21"],
        "dateCreated": "2021-01-15",
        "creativeWorkStatus": "Til oppfølging",
    }
    graph, page = _graph(said), URIRef(f"{SITE}/saker/2021-nettside/")
    meetings = {URIRef(f"{SITE}/moter/ssu/2021-02-19/"), URIRef(f"{SITE}/moter/ou/2021-03-26/")}
    assert set(graph.objects(page, SCHEMA.subjectOf)) == meetings
    assert {graph.value(meeting, RDF.type) for meeting in meetings} == {SCHEMA.Event}
    assert graph.value(page, SCHEMA.about) == URIRef(f"{SITE}/prosjekt/nettside/")
    assert graph.value(page, SCHEMA.sourceOrganization) == URIRef(f"{SITE}/partar/alver/")


def test_a_project_tells_its_owner_and_partners_and_what_has_come_of_its_period(site: Path) -> None:
    said = _said(site, "/prosjekt/nettside/")
    graph, page = _graph(said), URIRef(f"{SITE}/prosjekt/nettside/")
    assert graph.value(page, RDF.type) == SCHEMA.Project
    assert graph.value(page, SCHEMA.parentOrganization) == URIRef(f"{SITE}/partar/alver/")
    assert list(graph.objects(page, SCHEMA.member)) == [URIRef(f"{SITE}/partar/helse-fjord/")]
    assert said["foundingDate"] == "2021-01"
    assert "dissolutionDate" not in said
    over = _said(site, "/prosjekt/ferdig/")
    assert (over["foundingDate"], over["dissolutionDate"]) == ("2019", "2020-06")
    assert over["parentOrganization"] == {"@type": "Organization", "name": "Ei gruppe utan side"}


def test_what_is_closed_is_named_as_the_public_may_know_it(site: Path) -> None:
    owner = _said(site, "/prosjekt/ide/")["parentOrganization"]
    assert (owner["name"], owner["url"]) == ("Eit utval", f"{SITE}/utval/lukka/")


def test_an_organisation_is_public_or_not(site: Path) -> None:
    kinds = {name: _said(site, f"/{name}/")["@type"] for name in ("utval/ssu", "partar/alver", "partar/helse-fjord",
                                                                  "partar/fylket")}  # fmt: skip
    assert kinds == {
        "utval/ssu": "Organization",
        "partar/alver": "GovernmentOrganization",
        "partar/helse-fjord": "GovernmentOrganization",
        "partar/fylket": "GovernmentOrganization",
    }
    assert _said(site, "/utval/ssu/")["alternateName"] == "SSU"
    assert _said(site, "/utval/ou/")["parentOrganization"]["url"] == f"{SITE}/utval/ssu/"
    gone, there = _said(site, "/utval/gamle/"), _said(site, "/partar/fylket/")
    assert (gone["foundingDate"], gone["dissolutionDate"]) == ("2012-03", "2019-12-31")
    assert there["foundingDate"] == "2020"
    assert "dissolutionDate" not in there


# -- hostile words


def test_a_hostile_title_survives_and_ends_nothing(site: Path) -> None:
    head = read_head(site / "saker/2021-vond/index.html")
    assert head.scripts == 2  # what the page says to machines, and what copies a link
    assert head.linked_data["name"] == HOSTILE
    assert head.linked_data["identifier"] == ["2021-vond", "2021/44"]
    assert not set("<>&\u2028\u2029") & set(head.data[0])
    assert (None, SCHEMA.name, Literal(HOSTILE)) in _graph(head.linked_data)
    assert dead_links(site) == []


def test_embedded_data_is_the_same_data() -> None:
    data = {"a": [HOSTILE, {"b": "\u2029&lt;"}], "c": 1}
    assert json.loads(embedded(data)) == data
    assert embedded({"a": "</script>&"}) == '{"a":"\\u003c/script\\u003e\\u0026"}'


def test_a_site_that_does_not_know_its_address_says_paths(portal: Callable[..., PortalFolder]) -> None:
    folder = portal(SMALL)
    settings = folder.root / "mkdocs.yml"
    settings.write_text(re.sub(r"(?m)^site_url:.*\n", "", settings.read_text("utf-8")), encoding="utf-8")
    assert folder.command("write", str(folder.root / "site")).exit_code == 0
    assert _said(folder.root / "site", "/utval/ou/")["url"] == "/utval/ou/"
