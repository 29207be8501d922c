"""Golden pages: a small portal, every page of it known, on Monday 10 May 2021; words are asserted where they stand."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from portal.derived.context import Context
from portal.derived.known import Deadline
from portal.derived.parts import View
from portal.language.catalogue import catalogue_for
from portal.model.clock import OSLO
from portal.model.meeting import Meeting
from portal.public.publishing import publish
from portal.site.building import check_portal
from portal.site.composition import views_of
from portal.source.settings import read_settings
from support.elements import Element, read_main
from support.every_page import EVERY_PAGE
from support.hidden import hidden_portal
from support.portals import make_portal
from support.sites import dead_links

MOMENT = dt.datetime(2021, 5, 10, 2, tzinfo=OSLO)
CASES = {
    "2021-ny": "for: [ssu]",
    "2021-sett": "",
    "2021-ventar": "",
    "2021-utsett": "",
    "2021-tilbake": "for: [ou]",
    "2021-drofta": "",
    "2021-ferdig": "closed: {date: 2021-04-30, outcome: forwarded, note: Send til departementet}",
}

RECORDS: dict[str, str | bytes] = {
    "organisations/ssu.md": """
        ---
        title: Strategisk samarbeidsutval
        short: SSU
        kind: strategic
        authority: advisory
        valid: {from: 2019-02, to: 2024}
        deadlines: {submission: 21, notice: 7, minutes: 14}
        contact: {email: post@ssu.example, phone: +47 55 00 00 01, url: "https://ssu.example/om"}
        members:
          - {name: Ada Lie, position: leader, role: Direktør, organisation: Fjord sjukehus, substitute: Bo Moe}
          - {name: Cato Dahl, role: Kommunedirektør, organisation: FK}
        ---
        ## Mandat
        Utvalet gjev råd om samhandling.
    """,
    "organisations/ou.md": "---\ntitle: Områdeutvalet\nkind: area\nparent: ssu\npredecessor: gamle-ou\n---\n",
    "organisations/gamle-ou.md": "---\ntitle: Gamle områdeutvalet\nkind: area\nvalid: {to: 2019-12-31}\n---\n",
    "organisations/fjord-kommune.md": "---\ntitle: Fjord kommune\nshort: FK\nkind: municipality\n---\nOm kommunen.\n",
    "organisations/fjord-sjukehus.md": "---\ntitle: Fjord sjukehus\nkind: hospital_trust\nlang: nb\n---\n",
    "organisations/sekretariatet.md": (
        "---\ntitle: Sekretariatet\nkind: secretariat\ncontact: {phone: 55 00 11 22}\n---\n"
    ),
    "projects/nettside.md": """
        ---
        title: Felles nettside
        owner: FK
        steering: ssu
        partners: [Fjord sjukehus, Kari Konsulent AS]
        period: {from: 2020-01, to: 2022}
        phase: active
        workstreams: [{name: Innhald, status: Tekstane er klare, health: on_track}]
        milestones:
          - {what: Tilbod, when: 2020-05, who: FK, result: Tre tilbod, done: 2020-05-20}
          - {what: Avtale, when: 2021-04-01}
          - {what: Bygging, when: 2021-03..2021-06, who: fjord-sjukehus}
          - {what: Lansering, when: 2021-08-15}
          - {what: Evaluering}
        budget:
          years: [2020, 2021]
          costs:
            - {item: Utvikling, amounts: {2020: 300 000, 2021: 300000}}
            - {item: Drift, kind: own, amounts: {2021: 50000}}
          income:
            - {item: Tilskot frå staten, kind: grant, amounts: {2020: 300000, 2021: 350 000}}
          totals: {costs: {2020: 300000, 2021: 400000}}
        risks: [{what: Få folk, likelihood: high, consequence: medium, action: Leige inn}]
        indicators: [{name: Besøk, unit: per dag, target: "100", values: [{date: 2021-03-01, value: "40"}]}]
        reports:
          - {date: 2021-01-10, health: at_risk, summary: Litt seint}
          - {date: 2021-04-10, health: on_track, summary: Alt går bra}
        ---
        ## Mål
        Éi side for alle.
    """,
    "cases/2021-felles.md": """
        ---
        title: Felles nettside for alle
        type: D/V
        submitted: 2020-12-20
        submitted_by: {name: Cato Dahl, role: Rådgjevar, organisation: fjord-kommune}
        for: [ou, ssu]
        project: nettside
        related: [2021-ny]
        archive_ref: 2021/4587
        corrections: [{date: 2021-05-02, what: Retta eit tal}]
        attachments:
          - {title: Saksgrunnlag, file: grunnlag.pdf, accessible: yes}
          - {title: Rapport, url: "https://data.example/r"}
          - {title: Brev}
        ---
        ## Bakgrunn
        Sidene er spreidde.

        ## Framlegg til vedtak
        Vi lagar éi side.
    """,
    "cases/2021-felles/grunnlag.pdf": b"%PDF-1.4 " + b"x" * 2500,
    **{f"cases/{id_}.md": f"---\ntitle: Saka {id_}\n{facts}\n---\nTekst.\n" for id_, facts in CASES.items()},
    "meetings/ou/2021-01-20.md": """
        ---
        agenda:
          - {number: 02/21, case: 2021-felles, outcome: endorsed, vote: unanimous}
          - {number: 03/21, case: 2021-utsett, outcome: postponed}
          - {number: 04/21, case: 2021-tilbake, outcome: returned}
        present: [Eva Ness]
        ---
        ## 02/21
        ### Vedtak
        Områdeutvalet sluttar seg til.
    """,
    "meetings/ssu/2021-01-11.md": "---\nnotice_sent: 2021-01-04\nagenda: [{number: 01/21, case: 2021-ventar}]\n---\n",
    "meetings/ssu/2021-02-19.md": """
        ---
        number: 1/2021
        start: 10:30
        end: 12:00
        place: Rådhuset
        online: https://mote.example/1
        moved_from: 2021-02-12
        notice_sent: 2021-02-08
        minutes_sent: 2021-03-01
        chair: Ada Lie
        minutes_by: Gro Vik
        archive_ref: 2021/77
        present:
          - Ada Lie (direktør, Fjord sjukehus)
          - Bo Moe (Fjord kommune, vara for Cato Dahl)
        invited: [{name: Ola Gjest, role: Forskar, items: [05/21]}]
        secretariat: [Gro Vik (Sekretariatet)]
        observers: [Ida Obs]
        absent: [Per Borte]
        corrections: [{date: 2021-03-05, what: Retta namn}]
        attachments: [{title: Heile innkallinga}]
        agenda:
          - number: 05/21
            case: 2021-felles
            presenter: Cato Dahl
            outcome: decided
            vote: {for: 7, against: 2}
            aliases: [5/20]
            attachments: [{title: Notat, url: "https://data.example/n"}]
            follow_up:
              - {what: Lage plan, responsible: FK, due: 2021-05-01}
              - {what: Melde frå, responsible: Fjord sjukehus, due: 2021-05-20}
              - {what: Skrive brev, responsible: Kari Konsulent AS, due: 2021-04-01, done: 2021-03-20}
              - {what: Finne pengar}
          - {number: 06/21, title: Orientering om drift, type: O/R, outcome: noted}
          - {number: 07/21, case: 2021-drofta, type: D, outcome: discussed}
          - {number: 08/21, title: Utan utfall}
          - {title: Eventuelt}
        ---
        Møtet vart sett.

        ## Sak 05/21: Felles nettside
        Saka vart lagd fram.

        ### Vedtak
        Vi lagar éi side **saman**.

        ### Innspel
        Hugs nynorsk.

        ### Protokolltilførsel
        Ei røyst ville vente.

        ## Eventuelt
        Kaffi.

        ## Ordet fritt
        Ingen tok ordet.
    """,
    "meetings/ssu/2021-04-16.md": """
        ---
        agenda:
          - {number: 09/21, title: Godkjenning av referat, approves: ssu/2021-02-19, outcome: approved}
          - {number: 10/21, case: 2021-ferdig, outcome: decided, type: V}
        ---
    """,
    "meetings/ssu/2021-06-04.md": "---\nstart: 09:00\nplace: Sal 1\nagenda: [{number: 11/21, case: 2021-sett}]\n---\n",
    "meetings/ssu/2021-09-17.md": "---\ntitle: Haustmøtet\n---\n",
    "meetings/ssu/2021-12-10.md": "---\ncancelled: {reason: For få saker}\n---\n",
    "meetings/ssu/2020-11-05.md": "---\npresent: [Ada Lie]\n---\n",
}

Read = Callable[[str], Element]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_portal(tmp_path_factory.mktemp("views") / "portal", RECORDS)
    written = folder.command("write", str(folder.root / "site"))
    assert written.exit_code == 0, written.output
    return folder.root / "site"


@pytest.fixture(scope="module")
def read(site: Path) -> Read:
    return lambda address: read_main(site / address.lstrip("/") / "index.html")


def test_every_link_leads_somewhere(site: Path) -> None:
    assert dead_links(site) == []


# -- what a page is made of

PLAIN = (str, int, float, bool, dt.date, dt.time, type(None))
"""What a value of a page may be, beside frozen dataclasses and tuples of them; a date and time is a date too."""


def unplain(value: object, place: str = "") -> Iterator[str]:
    """Where something stands below a value that a template could follow back to the portal, or that may change."""
    if is_dataclass(value) and not isinstance(value, type):
        if not value.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            yield f"{place}: {type(value).__name__} may change"
        for field in fields(value):
            yield from unplain(getattr(value, field.name), f"{place}.{field.name}")
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from unplain(one, f"{place}[{number}]")
    elif not isinstance(value, PLAIN):
        yield f"{place}: {type(value).__name__}"


RICH = {"every": EVERY_PAGE, "hidden": hidden_portal().files, "golden": RECORDS}


@pytest.fixture(scope="module", params=RICH)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[View], list[View]]:
    """The views of a portal that has most things, made twice from the same records."""
    folder = make_portal(tmp_path_factory.mktemp("built") / "portal", RICH[request.param]).without_papers()
    settings = read_settings(folder.root)
    checked = check_portal(folder.root, settings, moment=MOMENT)
    first, again = (
        [
            lazy.view()
            for lazy in views_of(
                Context(publish(checked.portal, MOMENT, "…", preview=True), settings, catalogue_for("nn"))
            ).values()
        ]
        for _ in range(2)
    )
    return first, again


def test_pages_are_made_of_plain_values(built: tuple[list[View], list[View]]) -> None:
    found = {wrong for view in built[0] for wrong in unplain(view.values, view.template)}
    assert found == set()


def test_the_values_of_a_page_can_be_compared_digested_and_printed(built: tuple[list[View], list[View]]) -> None:
    for view, again in zip(*built, strict=True):
        assert view.values == again.values, view.address
        assert hash(view.values) == hash(again.values)
        assert repr(view.values) == repr(again.values)
        assert json.dumps(asdict(view.values), default=str)


def test_a_record_among_the_values_of_a_page_is_found(built: tuple[list[View], list[View]]) -> None:
    """What the two tests before this one hold a page to, told of a page that broke it."""

    @dataclass(frozen=True)
    class Following:
        values: object
        record: object
        rows: list[object]

    record = Meeting()
    assert list(unplain(Following(built[0][0].values, record, []), "x")) == ["x.record: Meeting", "x.rows: list"]


# -- meetings that may not be read, or that are not held

BODY = "organisations/ssu.md"
CLOSED: dict[str, str | bytes] = {
    BODY: "---\ntitle: Utvalet\nkind: strategic\ndeadlines: {submission: 10, notice: 7}\n---\n",
    "meetings/ssu/2021-03-01.md": "---\npresent: [Ada Lie]\nagenda: [{title: Status, outcome: noted}]\n---\n",
    "meetings/ssu/2021-05-20.md": "---\ncancelled: true\n---\n",
    "meetings/ssu/2021-06-10.md": "---\nexempt: {basis: offl. § 13, public_title: Møte om tilsetjing}\n---\n",
    "meetings/ssu/2021-06-20.md": "---\nstart: 10:00\n---\n",
}


def pages(folder: Path, records: dict[str, str | bytes]) -> dict[str, Any]:
    """The values of each page of a portal, by its address."""
    portal = make_portal(folder / "portal", records)
    settings = read_settings(portal.root)
    public = publish(check_portal(portal.root, settings, moment=MOMENT).portal, MOMENT, "…")
    views = views_of(Context(public, settings, catalogue_for("nn")))
    return {address: lazy.view().values for address, lazy in views.items()}


def test_a_closed_meeting_is_the_next_with_its_deadline_and_a_cancelled_one_is_not(tmp_path: Path) -> None:
    values = pages(tmp_path, CLOSED)
    body, calendar, front = values["/utval/ssu/"], values["/moter/"], values["/"]
    (row,) = body.next
    assert (row.day, row.is_closed, row.state.text) == (dt.date(2021, 6, 10), True, "Unnateke offentlegheit")
    assert row.submission == Deadline(dt.date(2021, 5, 31), 21)
    assert [line.values[0].text for line in body.facts if line.key == "next_meeting"] == ["10.\u00a0juni 2021"]
    assert front.next == row
    assert [one.day.day for one in calendar.coming] == [20, 10, 20]
    (_, (listed,)) = values["/utval/"].groups[0]
    assert (listed.next.text, listed.last.text) == ("10.\u00a0juni 2021", "1.\u00a0mars 2021")


def test_after_a_next_meeting_that_takes_no_more_cases_stands_the_first_that_does(tmp_path: Path) -> None:
    soon = CLOSED[BODY].replace("submission: 10", "submission: 35")  # type: ignore[arg-type]
    values = pages(tmp_path, {**CLOSED, BODY: soon})
    assert [(row.day.day, row.submission.is_past) for row in values["/utval/ssu/"].next] == [(10, True), (20, False)]


def test_a_year_counts_the_meetings_that_can_be_read_and_the_closed_ones_apart(tmp_path: Path) -> None:
    year = pages(tmp_path, CLOSED)["/moter/2021/"]
    assert (year.number, year.closed, year.plan.number) == (3, 1, 4)
    assert [(first.month, [row.day.day for row in rows]) for first, rows in year.months] == [
        (3, [1]), (5, [20]), (6, [10, 20]),
    ]  # fmt: skip
    assert [mark.state for mark in year.plan.rings[0].marks] == ["held", "cancelled", "coming", "coming"]


# -- a meeting


@pytest.fixture(scope="module")
def meeting(read: Read) -> Element:
    return read("/moter/ssu/2021-02-19/")


def test_a_meeting_says_when_where_and_how_it_stands(meeting: Element) -> None:
    assert meeting.one("h1").text == "Strategisk samarbeidsutval, møte 1/2021, 19. februar 2021"
    assert meeting.one("p", class_="kind").text == "Møtereferat Referat godkjent"
    facts = meeting.facts()
    assert facts["Dato"] == "19. februar 2021"
    assert facts["Tid"] == "10.30–12.00"
    assert facts["Stad"] == "Rådhuset"
    assert facts["Møteleiar"] == "Ada Lie"
    assert facts["Referent"] == "Gro Vik"
    assert facts["Nummer"] == "1/2021"
    assert facts["Arkivsak"] == "2021/77"
    assert facts["Flytta frå"] == "12. februar 2021"
    assert facts["Innkalling publisert"] == "8. februar 2021"
    assert facts["Referat publisert"] == "1. mars 2021"
    assert facts["Godkjenning av referatet"] == "Godkjent 16. april 2021"
    assert "https://mote.example/1" in meeting.hrefs()
    lede = meeting.one("p", class_="lede").text
    assert all(words in lede for words in ("Fredag 19. februar 2021", "kl. 10.30–12.00", "Rådhuset"))


def test_the_agenda_is_a_table_with_types_in_words(meeting: Element) -> None:
    head, *rows = meeting.section("sakliste").rows()
    assert head == ["Sak", "Tittel", "Type", "Innleiar", "Vedlegg", "Utfall"]
    assert rows == [
        ["05/21", "Felles nettside for alle", "Drøfting og vedtak", "Cato Dahl", "Notat", "Vedteke"],
        ["06/21", "Orientering om drift", "Orientering og referatsak", "", "", "Teke til orientering"],
        ["07/21", "Saka 2021-drofta", "Drøfting", "", "", "Drøfta"],
        ["08/21", "Utan utfall", "", "", "", ""],
        ["", "Eventuelt", "", "", "", ""],
    ]


def test_an_item_has_its_text_and_the_proposal_of_its_case(meeting: Element) -> None:
    item = meeting.by_id("sak-05-21")
    assert item.all("h2")[0].text == "05/21 Felles nettside for alle"
    assert "Saka vart lagd fram." in item.text
    proposal = item.one("div", class_="proposal")
    assert proposal.text == "Framlegg til vedtak Vi lagar éi side."
    assert "Framlegget er henta frå saka: Felles nettside for alle." in item.text
    assert "Hugs nynorsk." in item.text
    assert item.one("div", class_="quote").text == "Ei røyst ville vente."
    assert "Tidlegare nummer: 5/20" in item.text
    assert "Prosjekt: Felles nettside" in item.text
    assert "../../../saker/2021-felles/" in item.hrefs()


def test_the_decision_is_set_apart_with_its_vote(meeting: Element) -> None:
    decision = meeting.by_id("vedtak-05-21")
    assert "decision" in decision.attributes["class"]
    assert decision.one("div", class_="verbatim").text == "Vi lagar éi side saman."
    assert [e.text for e in decision.all("strong")] == ["saman"]
    assert "7 for, 2 mot" in decision.text
    assert "Vedteke" in decision.text
    assert "Hugs nynorsk" not in decision.text
    assert len(meeting.all("section", class_="decision")) == 1
    assert "Møtet gjorde eitt vedtak." in meeting.text


def test_follow_ups_stand_with_their_item(meeting: Element) -> None:
    tasks = [task.text for task in meeting.by_id("sak-05-21").one("ul", class_="tasks").all("li")]
    assert tasks == [
        "Over frist Lage plan Fjord kommune Frist 1. mai 2021 9 dagar over",
        "Open Melde frå Fjord sjukehus Frist 20. mai 2021 10 dagar att",
        "Open Finne pengar Ingen ansvarleg er nemnd Utan frist",
        "Gjort Skrive brev Kari Konsulent AS Gjort 20. mars 2021",
    ]
    led = [link.attributes["href"] for link in meeting.all("ul", class_="tasks")[0].all("a")]
    assert led[:2] == ["../../../ord/#o-overdue", "../../../partar/fjord-kommune/"]


def test_people_stand_in_groups_and_substitutes_make_absent(meeting: Element) -> None:
    people = meeting.section("deltakarar")
    lists = [[li.text for li in ul.all("li")] for ul in people.all("ul", class_="people")]
    groups = dict(zip([h.text for h in people.all("h3")], lists, strict=True))
    assert {name: [" ".join(p.split()) for p in lines] for name, lines in groups.items()} == {
        "Til stades": ["Ada Liedirektør, Fjord sjukehus", "Bo MoeFjord kommune, vara for Cato Dahl"],
        "Inviterte": ["Ola GjestForskarTil stades, på sak 05/21"],
        "Observatørar": ["Ida Obs"],
        "Frå sekretariatet": ["Gro VikSekretariatet"],
        "Forfall": ["Per Borte", "Cato DahlBo Moe møtte som vara"],
    }


def test_general_sections_corrections_and_papers_are_there(meeting: Element) -> None:
    assert meeting.section("ordet-fritt").text == "Ordet fritt Ingen tok ordet."
    assert "Kaffi." in meeting.by_id("punkt-5").text
    assert meeting.section("rettingar").text == "Rettingar 5. mars 2021 Retta namn"
    papers = [li.text for li in meeting.section("papir").all("li")]
    assert len(papers) == 1
    assert papers[0].startswith("Heile innkallinga")
    assert papers[0].endswith("Ikkje publisert her.")
    assert "Møtet vart sett." in meeting.text


def test_neighbours_are_those_of_the_body(meeting: Element) -> None:
    pager = meeting.one("nav", class_="pager")
    earlier, later = pager.all("a")
    assert earlier.text.startswith("Førre møte")
    assert earlier.text.endswith("11. januar 2021")
    assert earlier.attributes["href"].endswith("/2021-01-11/")
    assert later.text.startswith("Neste møte")
    assert later.text.endswith("16. april 2021")
    assert later.attributes["href"].endswith("/2021-04-16/")


@pytest.mark.parametrize(
    ("address", "kind", "missing"),
    [
        ("2021-02-19", "Møtereferat Referat godkjent", ["Referatet seier ikkje kva som blei utfallet i sak 08/21."]),
        ("2020-11-05", "Møtereferat Utkast til referat", []),
        ("2021-01-11", "Møteinnkalling Ventar på referat",
         ["Referatet er forseinka. Det skulle vore klart 25. januar 2021."]),
        ("2021-04-16", "Møtereferat Utkast til referat", ["Referatet seier ikkje kven som var til stades."]),
        ("2021-06-04", "Møteinnkalling Innkalla", []),
        ("2021-09-17", "Planlagt møte Planlagt",
         ["Saklista er ikkje klar. Ho kjem seinast 10. september 2021.", "Klokkeslettet er ikkje sett.",
          "Staden er ikkje sett."]),
        ("2021-12-10", "Planlagt møte Avlyst", []),
    ],
)  # fmt: skip
def test_a_meeting_says_what_is_missing(read: Read, address: str, kind: str, missing: list[str]) -> None:
    page = read(f"/moter/ssu/{address}/")
    assert page.one("p", class_="kind").text == kind
    lines = [li.text for li in page.section("manglar").all("li")] if page.has_section("manglar") else []
    assert lines == missing


def test_a_cancelled_meeting_says_so_and_why(read: Read) -> None:
    assert read("/moter/ssu/2021-12-10/").one("div", class_="notice").text == "Møtet er avlyst. For få saker"


def test_a_coming_meeting_tells_when_to_submit(read: Read) -> None:
    assert read("/moter/ssu/2021-06-04/").facts()["Frist for å melde sak"] == "14. mai 2021"


def test_a_meetings_own_title_is_used(read: Read) -> None:
    assert read("/moter/ssu/2021-09-17/").one("h1").text == "Haustmøtet"


# -- a case


@pytest.fixture(scope="module")
def case(read: Read) -> Element:
    return read("/saker/2021-felles/")


def test_a_case_tells_where_it_came_from(case: Element) -> None:
    assert case.one("h1").text == "Felles nettside for alle"
    assert case.one("p", class_="kind").text == "Sak 02/21, 05/21 Til oppfølging"
    facts = case.facts()
    assert facts["Meldt inn"] == "20. desember 2020"
    assert facts["Meldt inn av"] == "Cato Dahl, Rådgjevar, Fjord kommune"
    assert facts["Type"] == "Drøfting og vedtak"
    assert facts["Til handsaming i"] == "Områdeutvalet, Strategisk samarbeidsutval"
    assert facts["Prosjekt"] == "Felles nettside"
    assert facts["Sjå også"] == "Saka 2021-ny"
    assert facts["Arkivsak"] == "2021/4587"


def test_a_case_shows_its_route_across_bodies(case: Element) -> None:
    head, *rows = case.section("saksgang").one("table").rows()
    assert head == ["Utval", "Møte", "Sak", "Type", "Utfall"]
    assert rows == [
        ["Områdeutvalet", "20. januar 2021", "02/21", "Drøfting og vedtak", "Slutta seg til"],
        ["Strategisk samarbeidsutval", "19. februar 2021", "05/21", "Drøfting og vedtak", "Vedteke"],
    ]
    assert "../../moter/ssu/2021-02-19/#sak-05-21" in case.section("saksgang").hrefs()


def test_the_latest_decision_and_the_earlier_are_told_apart(case: Element) -> None:
    latest = case.section("vedtak")
    assert latest.all("h2")[0].attributes["id"] == "vedtak"
    assert latest.one("div", class_="verbatim").text == "Vi lagar éi side saman."
    assert "Strategisk samarbeidsutval, 19. februar 2021" in latest.text
    earlier = case.section("saksgang")
    assert earlier.one("div", class_="verbatim").text == "Områdeutvalet sluttar seg til."
    assert "Samrøystes" in earlier.text


def test_a_case_has_its_text_proposals_papers_and_corrections(case: Element) -> None:
    assert case.section("bakgrunn").text == "Bakgrunn Sidene er spreidde."
    assert case.one("div", class_="proposal").text.endswith("Vi lagar éi side.")
    assert case.by_id("framlegg-til-vedtak").text.startswith("Framlegg til vedtak")
    assert [li.text for li in case.section("papir").all("li")] == [
        "SaksgrunnlagPDF, 3 kB. Universelt utforma.",
        "RapportLigg hos data.example.",
        "Brev Ikkje publisert her.",
    ]
    assert any(href.endswith("grunnlag.pdf") for href in case.section("papir").hrefs())
    assert case.section("rettingar").text == "Rettingar 2. mai 2021 Retta eit tal"
    assert len(case.section("oppfolging").all("li")) == 4


@pytest.mark.parametrize(
    ("id_", "state", "says", "where"),
    [
        ("2021-ny", "Meldt inn", "Saka er meld inn og ventar på å kome på saklista til eit møte.",
         ("Strategisk samarbeidsutval, 4. juni 2021. Saklista er alt ute, og saka står ikkje på ho.",
          "Meld sak innan 14. mai 2021.",
          "Strategisk samarbeidsutval: Haustmøtet, 17. september 2021. Meld sak innan 27. august 2021.")),
        ("2021-sett", "På saklista", "Saka står på saklista til eit møte som kjem.",
         ("Strategisk samarbeidsutval", "4. juni 2021")),
        ("2021-ventar", "Ventar på referat",
         "Saka har vore oppe i eit møte. Referatet er ikkje publisert enno.", ()),
        ("2021-utsett", "Utsett", "Saka er utsett og kjem opp att i eit seinare møte.",
         ("Områdeutvalet", "Ingen møte er planlagde.")),
        ("2021-tilbake", "Sendt tilbake", "Saka er send tilbake. Det trengst meir arbeid med ho.",
         ("Områdeutvalet", "Ingen møte er planlagde.")),
        ("2021-drofta", "Drøfta", "Saka er drøfta.", ()),
        ("2021-ferdig", "Avslutta", "Saka er avslutta.", ()),
        ("2021-felles", "Til oppfølging", "Saka er handsama. Oppgåvene etter møtet er ikkje ferdige.", ()),
    ],
)  # fmt: skip
def test_a_case_says_what_happens_next(read: Read, id_: str, state: str, says: str, where: tuple[str, ...]) -> None:
    page = read(f"/saker/{id_}/")
    assert page.one("p", class_="kind").text.endswith(state)
    assert page.one("p", class_="lede").text == says
    notices = [notice.text for notice in page.all("div", class_="notice") if "Kva skjer no?" in notice.text]
    assert len(notices) == bool(where)
    assert [words for words in where if words not in notices[0]] == []


def test_a_closed_case_says_how(read: Read) -> None:
    page = read("/saker/2021-ferdig/")
    assert "Sendt vidare Saka blei avslutta 30. april 2021. Send til departementet" in page.text
    assert page.one("ol", class_="lifeline").all("li")[-1].text == "Sendt vidare30. april 2021"


# -- a project


@pytest.fixture(scope="module")
def project(read: Read) -> Element:
    return read("/prosjekt/nettside/")


def test_a_project_tells_who_and_when(project: Element) -> None:
    facts = project.facts()
    assert facts["Eigar"] == "Fjord kommune"
    assert facts["Styring"] == "Strategisk samarbeidsutval"
    assert facts["Periode"] == "januar 2020 – 2022"
    assert facts["Fase"] == "I gang"
    assert facts["Siste rapport"] == "10. april 2021"
    assert facts["Partar"] == "Fjord sjukehus, Kari Konsulent AS"
    assert all(words in facts["Neste milepæl"] for words in ("Bygging", "mars 2021 – juni 2021"))
    assert project.section("mal").text == "Mål Éi side for alle."


def test_a_project_shows_its_latest_health_and_the_earlier(project: Element) -> None:
    health = project.section("tilstand")
    assert health.one("div", class_="health").text.startswith("I rute")
    assert "Alt går bra" in health.one("div", class_="health").text
    earlier = health.one("ol").all("li")
    assert len(earlier) == 1
    assert all(words in earlier[0].text for words in ("10. januar 2021", "Noko uvisst", "Litt seint"))


def test_a_budget_adds_up(project: Element) -> None:
    rows = project.section("budsjett").rows()
    assert rows == [
        ["Post", "2020", "2021", "Sum"],
        ["Kostnader"],
        ["Utvikling", "300 000", "300 000", "600 000"],
        ["Drift Eigne midlar", "–ikkje oppgjeve", "50 000", "50 000"],
        ["Sum kostnader", "300 000", "350 000", "650 000"],
        ["Inntekter"],
        ["Tilskot frå staten Tilskot", "300 000", "350 000", "650 000"],
        ["Sum inntekter", "300 000", "350 000", "650 000"],
    ]
    assert "400 000" in project.section("budsjett").all("p")[-1].text
    assert "2021" in project.section("budsjett").all("p")[-1].text


def test_milestones_have_their_state(project: Element) -> None:
    _, *rows = project.section("milepelar").rows()
    assert rows == [
        ["1. Tilbod Tre tilbod", "Mai 2020", "Fjord kommune", "Gjort 20. mai 2020"],
        ["2. Avtale", "1. april 2021", "", "Over frist"],
        ["3. Bygging", "Mars 2021 – juni 2021", "Fjord sjukehus", "Under arbeid"],
        ["4. Lansering", "15. august 2021", "", "Kjem"],
        ["5. Evaluering", "", "", "Utan dato"],
    ]


def test_risks_stand_in_the_matrix_and_in_words(project: Element) -> None:
    risks = project.section("risiko")
    assert "A. Få folk" in risks.text
    assert "stort sannsyn, middels konsekvens." in risks.text.lower()
    assert "Tiltak: Leige inn" in risks.text
    row = next(row for row in risks.rows() if row[0] == "Stort sannsyn")
    assert [cell.endswith("A") for cell in row[1:]] == [False, True, False]


def test_workstreams_and_indicators_are_there(project: Element) -> None:
    assert project.section("arbeidsliner").text == "Arbeidsliner Innhald Tekstane er klare I rute"
    indicators = project.section("indikatorar")
    assert "Mål: 100 per dag" in indicators.text
    assert indicators.rows()[1:] == [["1. mars 2021", "40 per dag"]]


def test_a_project_lists_its_cases_and_meetings(project: Element) -> None:
    listed = project.section("saker")
    assert "Felles nettside for alle" in listed.text
    assert {h for h in listed.hrefs() if "#" in h and "/ord/" not in h} == {
        "../../moter/ssu/2021-02-19/#sak-05-21", "../../moter/ou/2021-01-20/#sak-02-21",
    }  # fmt: skip


# -- organisations


def test_a_body_shows_mandate_members_deadlines_and_meetings(read: Read) -> None:
    page = read("/utval/ssu/")
    assert page.section("mandat").text == "Mandat Utvalet gjev råd om samhandling."
    assert [li.text for li in page.section("medlemer").all("li")] == [
        "Ada LieLeiar, DirektørFjord sjukehusVara: Bo Moe", "Cato DahlKommunedirektørFjord kommune",
    ]  # fmt: skip
    assert [li.text for li in page.section("fristar").all("li")] == [
        "Meld saker seinast 21 dagar før møtet.", "Saklista kjem seinast 7 dagar før møtet.",
        "Referatet kjem seinast 14 dagar etter møtet.",
    ]  # fmt: skip
    facts = page.facts()
    assert facts["Mynde"] == "Rådgjevande"
    assert facts["Verksam"] == "frå februar 2019 til 2024"
    assert facts["Neste møte"] == "4. juni 2021"
    assert facts["Telefon"] == "+47 55 00 00 01"
    assert {"mailto:post@ssu.example", "https://ssu.example/om"} <= set(page.hrefs())
    meetings = page.section("mote")
    year, _, others = meetings.text.partition("Vis eitt møte frå andre år")
    for day in ("11. januar", "19. februar", "16. april", "4. juni", "10. desember"):
        assert f"{day} 2021" in year
    assert "5. november 2020" in others
    assert "05/21 Felles nettside for alle" in page.section("vedtak").text
    assert "Felles nettside for alle" in page.section("saker").text
    assert "Områdeutvalet" in page.section("underutval").text
    assert "Felles nettside" in page.section("prosjekt").text


def test_the_next_meeting_of_a_body_is_one_that_is_held(read: Read) -> None:
    """A cancelled meeting is nobody's next one."""
    assert "10. desember" not in read("/utval/ssu/").facts()["Neste møte"]


def test_a_body_names_its_parent_and_its_forebear(read: Read) -> None:
    facts = read("/utval/ou/").facts()
    assert facts["Høyrer under"] == "Strategisk samarbeidsutval"
    assert facts["Avløyste"] == "Gamle områdeutvalet (ikkje lenger i verksemd, avløyst av Områdeutvalet)"
    assert read("/utval/gamle-ou/").facts()["Avløyst av"] == "Områdeutvalet"


def test_a_partner_shows_what_it_owns_takes_part_in_and_is_responsible_for(read: Read) -> None:
    owner = read("/partar/fjord-kommune/")
    assert "Eig Felles nettside" in owner.section("prosjekt").text
    tasks = [li.text for li in owner.section("oppfolging").all("li")]
    assert len(tasks) == 1
    assert "Lage plan" in tasks[0]
    assert "Cato Dahl" in owner.section("sete").text
    assert owner.section("meldt").text == "Har meldt inn desse sakene Felles nettside for alle"
    partner = read("/partar/fjord-sjukehus/").section("prosjekt")
    assert "Er med i Felles nettside" in partner.text
    assert "Bygging, juni 2021, Felles nettside" in partner.text
    assert "Eig" not in partner.text


# -- the front page and the registers


def test_the_front_page_tells_what_comes_what_was_decided_and_how_projects_stand(read: Read) -> None:
    page = read("/")
    assert "Neste møte er om 25 dagar" in page.section("neste").text
    assert "Fredag 4. juni" in page.section("neste").text
    decided = page.section("siste")
    assert [h.text for h in decided.all("h3")][:2] == ["10/21 Saka 2021-ferdig", "05/21 Felles nettside for alle"]
    assert "Haustmøtet" in page.section("framover").text
    assert "10. desember" not in page.section("framover").text
    assert "I rute 1" in page.text
    assert "../meld-sak/".removeprefix("../") in page.section("meld").hrefs()
    assert "Opne oppgåver: 3. Éi er over frist." in page.section("frist").text


def test_the_register_of_cases_is_complete(read: Read) -> None:
    _, *rows = read("/saker/").one("table").rows()
    assert {row[0] for row in rows} == {"Felles nettside for alle", *(f"Saka {id_}" for id_ in CASES)}
    felles = next(row for row in rows if row[0] == "Felles nettside for alle")
    assert felles[1:] == ["02/21, 05/21", "Områdeutvalet, Strategisk samarbeidsutval", "19. februar 2021",
                          "Til oppfølging"]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("/saker/utval/ou/", {"2021-felles", "2021-utsett", "2021-tilbake"}),
        ("/saker/ar/2020/", {"2021-felles"}),
        ("/saker/tilstand/closed/", {"2021-ferdig"}),
        ("/saker/tilstand/submitted/", {"2021-ny"}),
    ],
)
def test_prepared_facets_hold_their_cases(read: Read, address: str, ids: set[str]) -> None:
    links = {a.attributes["href"].rstrip("/").rpartition("/")[2] for a in read(address).one("table").all("a")}
    assert ids <= links
    assert not {id_ for id_ in ("2021-felles", *CASES) if id_ not in ids} & links


def test_the_year_plan_has_every_meeting_of_the_year(read: Read) -> None:
    page = read("/moter/2021/")
    _, *rows = page.section("utval").one("table").rows()
    assert [row[0] for row in rows] == ["Områdeutvalet", "Strategisk samarbeidsutval"]
    assert rows[1][1].startswith("11. januar (halde), 19. februar (halde), 16. april (halde), 4. juni, 17. september")
    assert "10. desember (avlyst)" in rows[1][1]
    assert "2020" in [a.text for a in page.one("nav", class_="years").all("a")]


def test_the_calendar_parts_coming_from_held(read: Read) -> None:
    page = read("/moter/")
    assert "Haustmøtet" in page.section("kjem").text
    assert "Haustmøtet" not in page.section("halde").text
    assert "19. februar 2021" in page.section("halde").text
    assert "Meld sak innan 14. mai" in page.section("kjem").text


def test_bodies_and_partners_are_grouped_by_kind(read: Read) -> None:
    bodies = [h.text for h in read("/utval/").all("h2")]
    assert bodies == ["Strategiske samarbeidsutval", "Områdeutval", "Sekretariat"]
    assert [h.text for h in read("/partar/").all("h2")] == ["Helseføretak", "Kommunar"]


def test_the_register_of_projects_has_the_facts(read: Read) -> None:
    _, row = read("/prosjekt/").one("table").rows()
    assert row == [
        "Felles nettside",
        "Fjord kommune",
        "I gang",
        "I rute",
        "Bygging, mars 2021 – juni 2021",
        "10. april 2021",
    ]


def test_every_decision_stands_in_the_register_of_decisions(read: Read) -> None:
    page = read("/vedtak/").section("y2021")
    assert [h.text for h in page.all("h3")] == [
        "10/21 Saka 2021-ferdig", "05/21 Felles nettside for alle", "02/21 Felles nettside for alle",
        "09/21 Godkjenning av referat",
    ]  # fmt: skip
    assert [h.text for h in page.one("details", class_="more-box").all("h3")] == ["09/21 Godkjenning av referat"]
    assert [v.text for v in page.all("div", class_="verbatim")] == [
        "Vi lagar éi side saman.", "Områdeutvalet sluttar seg til.",
    ]  # fmt: skip


def test_follow_ups_stand_by_who_is_responsible_the_most_overdue_first(read: Read) -> None:
    page = read("/oppfolging/")
    owners = [owner.all("h2")[0].text for owner in page.all("section") if owner.all("ul", class_="tasks")]
    assert owners[0] == "Fjord kommune"
    assert set(owners) == {"Fjord kommune", "Fjord sjukehus", "Kari Konsulent AS", "Ingen ansvarleg er nemnd"}
    assert [b.text for b in page.one("ul", class_="tally").all("b")][:3] == ["1", "2", "1"]
    lacking = page.section("utan")
    assert "10/21 Saka 2021-ferdig" in lacking.text
    assert "Manglar oppgåve" in lacking.text


def test_the_status_page_tells_what_to_mend(read: Read) -> None:
    page = read("/status/")
    assert "Haustmøtet" not in page.section("saklister").text  # its agenda is not late yet
    assert "11. januar 2021" in page.section("referat").text
    assert {a.text for a in page.section("utkast").all("a")} == {
        "Strategisk samarbeidsutval, 16. april 2021", "Strategisk samarbeidsutval, 5. november 2020",
        "Områdeutvalet, 20. januar 2021",
    }  # fmt: skip
    assert [h.text for h in page.section("ventar").all("h3")] == [
        "Saka 2021-ny",
        "Saka 2021-tilbake",
        "Saka 2021-utsett",
    ]
    assert page.section("frist").all("li")[0].text.startswith("Lage plan Skulle vore klart 1. mai 2021")
    assert "Ingenting å rette." in page.section("rapportar").text
    assert {h.text for h in page.section("papir").all("h3")} >= {"Brev", "Rapport", "Notat", "Heile innkallinga"}
    assert page.section("malform").facts()["Bokmål"].startswith("1 av ")
