"""The ten questions, each answered in ten seconds: the right words on the named page, at most two clicks away.

All are asked of one portal of three bodies, two years and eight meetings (`support.three_bodies`), on Monday
10 May 2021. What is asserted is what a reader gets: words, order and the targets of links, not how it is marked up.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from posixpath import normpath

import pytest

from support.elements import Element, read_main
from support.portals import PortalFolder, make_portal
from support.sites import clicks, dead_links, tree
from support.three_bodies import THREE_BODIES

Read = Callable[[str], Element]

SSU, FSU, OU = "Strategisk samarbeidsutval", "Fagleg samarbeidsutval", "Områdeutvalet"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_portal(tmp_path_factory.mktemp("questions") / "portal", THREE_BODIES)


@pytest.fixture(scope="module")
def site(folder: PortalFolder) -> Path:
    return write(folder, "site")


@pytest.fixture(scope="module")
def read(site: Path) -> Read:
    return lambda address: read_main(site / address.lstrip("/") / "index.html")


@pytest.fixture(scope="module")
def preview(folder: PortalFolder) -> Path:
    """What editors see, who are told in which file something is to be mended."""
    return write(folder, "preview", "--preview")


def write(folder: PortalFolder, name: str, *options: str) -> Path:
    written = folder.command("write", *options, str(folder.root / name))
    assert written.exit_code == 0, written.output
    return folder.root / name


def targets(element: Element, page: str) -> list[str]:
    """Where the links in an element lead, as addresses of the site, but those to what a word means; `page` is the
    address they stand on.
    """
    found = []
    for href in element.hrefs():
        if "/ord/#" in href:
            continue
        path, hash_, anchor = href.partition("#")
        joined = normpath(page + path) if path else page.rstrip("/")
        found.append(f"{joined}/{hash_}{anchor}".replace("//", "/"))
    return found


def has(text: str, *words: str) -> bool:
    """Whether all of the words stand in a text, in this order."""
    at = 0
    for word in words:
        at = text.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def assert_lines(lines: Sequence[Element], expected: Sequence[tuple[str, ...]]) -> None:
    """Assert that there are just these lines, in this order, each with its words in order."""
    assert_texts([line.text for line in lines], expected)


def assert_texts(found: Sequence[str], expected: Sequence[tuple[str, ...]]) -> None:
    assert len(found) == len(expected), found
    assert [(text, words) for text, words in zip(found, expected, strict=True) if not has(text, *words)] == []


def innermost(page: Element, words: str, holding: str) -> Element | None:
    """The innermost element around some words that also holds an element of a kind; `None` when there is none."""
    found = [e for e in page.walk() if words in e.text and e.all(holding)]
    return found[-1] if found else None


def drawings(section: Element) -> list[Element]:
    """The drawings in a section that have a name for those who do not see them."""
    return [
        svg
        for svg in section.all("svg", role="img")
        if svg.attributes.get("aria-label")
        or svg.attributes.get("aria-labelledby")
        or any(title.text for title in svg.all("title"))
    ]


def entries(page: Element) -> list[Element]:
    """The lines of a register: the items that have a heading of their own."""
    return [line for line in page.all("li") if line.all("h3")]


# -- the whole


def test_the_portal_builds_under_strict_and_every_link_leads_somewhere(folder: PortalFolder) -> None:
    built = folder.build("mkdocs-site")
    assert built.returncode == 0, built.stderr
    assert dead_links(folder.root / "mkdocs-site") == []


ANSWERS = [
    "/vedtak/", "/vedtak/utval/ssu/", "/vedtak/utval/fsu/", "/vedtak/utval/ou/", "/vedtak/ar/2020/", "/vedtak/ar/2021/",
    "/vedtak/type/v/", "/vedtak/type/d/", "/vedtak/type/r/",
    "/saker/", "/saker/2020-heimeoppfolging/", "/saker/2020-journal/", "/saker/2020-beredskap/",
    "/saker/2020-tannhelse/", "/saker/2021-nettside/", "/saker/2021-legevakt/", "/saker/2021-transport/",
    "/saker/2021-leige/", "/innsyn/",
    "/moter/", "/moter/2020/", "/moter/2021/", "/moter/ssu/2021-05-14/", "/moter/fsu/2021-06-09/",
    "/moter/ssu/2021-03-11/", "/moter/ou/2021-04-14/",
    "/oppfolging/", "/partar/helse-fjord/", "/partar/fjord-kommune/", "/partar/fastlegane/",
    "/prosjekt/", "/prosjekt/heimeoppfolging/", "/prosjekt/journal/", "/prosjekt/brubygging/",
    "/utval/", "/utval/ssu/", "/utval/fsu/", "/utval/ou/",
    "/nytt/", "/nytt/2020/", "/nytt/2021/", "/status/",
]  # fmt: skip
"""Every page that answers a question."""


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_is_at_most_two_clicks_from_the_front_page(site: Path, address: str) -> None:
    assert clicks(site, address) <= 2


REGISTERS = ["/saker/", "/moter/", "/vedtak/", "/oppfolging/", "/prosjekt/", "/utval/", "/nytt/", "/status/"]


@pytest.mark.parametrize("address", REGISTERS)
def test_the_registers_are_one_click_from_the_front_page(site: Path, address: str) -> None:
    assert clicks(site, address) == 1


def test_clicks_are_counted_along_the_shortest_way(site: Path) -> None:
    assert clicks(site, "/") == 0
    with pytest.raises(AssertionError, match="no links lead"):
        clicks(site, "/ingen-stad/")


# -- 1. What was decided in this case, by whom, when, in what exact words?


def test_1_a_case_tells_what_was_decided_by_whom_when_and_in_what_words(read: Read) -> None:
    decision = read("/saker/2020-heimeoppfolging/").section("vedtak")
    words = decision.one("div", class_="verbatim")
    assert [line.text for line in words.all("li")] == [
        "Partane prøver ut digital heimeoppfølging i heile fjorden.",
        "Kostnaden er inntil 800 000 kroner.",
    ]
    assert [e.text for e in words.all("li")[0].all("strong")] == ["i heile fjorden"]
    for told in ("07/20", "Vedteke", "6 for, 1 mot", SSU, "12. november 2020"):
        assert told in decision.text
    assert "Saka vart lagd fram" not in decision.text
    links = targets(decision, "/saker/2020-heimeoppfolging/")
    assert {"/moter/ssu/2020-11-12/#sak-07-20", "/moter/ssu/2020-11-12/#vedtak-07-20"} <= {*links}


def test_1_what_a_body_before_it_said_stands_apart_from_the_decision(read: Read) -> None:
    page = read("/saker/2020-heimeoppfolging/")
    earlier = "Utvalet rår til å prøve ut digital heimeoppfølging."
    assert earlier not in page.section("vedtak").text
    assert has(page.section("saksgang").text, earlier, "Samrøystes", FSU, "16. september 2020")


DECISIONS = [
    ("ssu/2021-03-11", "02/21"), ("ssu/2021-03-11", "03/21"), ("ssu/2021-03-11", "05/21"),
    ("fsu/2021-02-10", "02/21"), ("fsu/2021-02-10", "03/21"),
    ("ssu/2021-03-11", "01/21"), ("fsu/2021-02-10", "01/21"),
    ("ou/2020-12-03", "12/20"), ("ssu/2020-11-12", "07/20"), ("fsu/2020-09-16", "02/20"),
]  # fmt: skip
"""Every decision, newest first, the approvals of a year behind the others; the exempt one is not among them."""


def decided(page: Element, address: str) -> list[tuple[str, str]]:
    """The meeting and the number of each decision on a register's page, by where its heading leads."""
    found = []
    for entry in entries(page):
        heading = entry.all("h3")[0]
        (target,) = targets(heading, address)
        where, _, anchor = target.removeprefix("/moter/").partition("/#")
        number = heading.text.split()[0]
        assert anchor == "vedtak-" + number.replace("/", "-")
        found.append((where, number))
    return found


def test_1_the_register_has_every_decision_of_every_body_newest_first(read: Read) -> None:
    page = read("/vedtak/")
    assert decided(page, "/vedtak/") == DECISIONS
    assert decided(page.one("details", class_="more-box"), "/vedtak/") == DECISIONS[5:7]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (0, ("02/21 Felles journal for alle partane", "Utvalet går inn for felles journal.", SSU,
             "11. mars 2021", "Vedteke", "Blir følgt opp, 0 av 1 gjort")),
        (1, ("03/21 Rettleiar for utskriving", "Helse Fjord skriv ein rettleiar.", "Oppfølging over frist, 0 av 2")),
        (3, ("02/21 Felles nettside", "Utvalet rår til éi felles nettside.", FSU,
             "Slutta seg til", "Inga oppfølging er ført opp")),
        (7, ("12/20 Felles beredskapsplan", "Områdeutvalet vedtek planen.", OU, "3. desember 2020", "Samrøystes",
             "Inga oppfølging er ført opp")),
        (8, ("07/20 Digital heimeoppfølging i heile fjorden",
             "Partane prøver ut digital heimeoppfølging i heile fjorden. Kostnaden er inntil 800 000 kroner.",
             SSU, "12. november 2020", "6 for, 1 mot", "Vedteke", "Blir følgt opp, 1 av 3 gjort")),
        (9, ("02/20", "Utvalet rår til å prøve ut digital heimeoppfølging.", "Samrøystes", "Slutta seg til",
             "Følgt opp, 1 av 1 gjort")),
    ],
)  # fmt: skip
def test_1_a_decision_in_the_register_has_its_words_vote_and_follow_up(
    read: Read, at: int, words: tuple[str, ...]
) -> None:
    entry = entries(read("/vedtak/"))[at]
    assert has(entry.text, *words), entry.text


@pytest.mark.parametrize(
    ("address", "holds"),
    [
        ("utval/ssu", lambda where, number: where.startswith("ssu/")),
        ("utval/fsu", lambda where, number: where.startswith("fsu/")),
        ("utval/ou", lambda where, number: where.startswith("ou/")),
        ("ar/2020", lambda where, number: "/2020-" in where),
        ("ar/2021", lambda where, number: "/2021-" in where),
        ("type/v", lambda where, number: number != "01/21"),
        ("type/d", lambda where, number: (where, number) in [DECISIONS[4], *DECISIONS[8:]]),
        ("type/o", lambda where, number: False),
        ("type/r", lambda where, number: number == "01/21"),
    ],
)
def test_1_prepared_pages_hold_exactly_what_belongs_there(
    read: Read, address: str, holds: Callable[[str, str], bool]
) -> None:
    expected = [one for one in DECISIONS if holds(*one)]
    assert decided(read(f"/vedtak/{address}/"), f"/vedtak/{address}/") == expected
    assert not expected or f"/vedtak/{address}/" in targets(read("/vedtak/"), "/vedtak/")


# -- 2. Where is my case now, and what happens next?


def lifeline(page: Element) -> list[Element]:
    """The stations of a case, as text."""
    (line,) = [ol for ol in page.all("ol") if ol.text.startswith("Meldt inn")]
    return line.all("li")


@pytest.mark.parametrize(
    ("id_", "stations", "now"),
    [
        ("2020-journal", [
            ("Meldt inn", "2. november 2020"), ("Drøfta", "3. desember 2020", OU),
            ("Slutta seg til", "10. februar 2021", FSU), ("Vedteke", "11. mars 2021", SSU),
            ("Oppfølging", "0 av 1"), ("På saklista", "9. juni 2021", FSU), ("Avslutning (kjem)",),
        ], 5),
        ("2020-heimeoppfolging", [
            ("Meldt inn", "20. august 2020", "Helse Fjord"), ("Slutta seg til", "16. september 2020", FSU),
            ("Vedteke", "12. november 2020", SSU), ("Oppfølging", "2 av 4"), ("Avslutning (kjem)",),
        ], 3),
        ("2021-nettside", [
            ("Meldt inn", "12. januar 2021", "Fjord kommune"), ("Slutta seg til", "10. februar 2021", FSU),
            ("Skal til", SSU), ("Avslutning (kjem)",),
        ], 1),
        ("2021-legevakt", [
            ("Meldt inn", "20. april 2021"), ("Skal til", FSU), ("Skal til", OU), ("Avslutning (kjem)",),
        ], 0),
        ("2020-tannhelse", [
            ("Meldt inn", "20. oktober 2020"), ("Teke til orientering", "3. desember 2020", OU),
            ("Fullført", "8. januar 2021"),
        ], None),
    ],
)  # fmt: skip
def test_2_the_lifeline_has_the_stations_of_a_case_in_order_with_dates(
    read: Read, id_: str, stations: list[tuple[str, ...]], now: int | None
) -> None:
    line = lifeline(read(f"/saker/{id_}/"))
    assert_lines(line, stations)
    current = [at for at, station in enumerate(line) if station.attributes.get("aria-current") == "step"]
    assert current == ([now] if now is not None else current[-1:])


def what_next(page: Element) -> list[Element]:
    """The lines under `Kva skjer no?`; none when the page does not have it."""
    box = innermost(page, "Kva skjer no?", "li")
    return box.all("li") if box else []


def test_2_a_case_endorsed_by_the_first_of_two_bodies_still_waits_for_the_second(read: Read) -> None:
    lines = what_next(read("/saker/2021-nettside/"))
    assert_lines(lines, [(SSU, "14. mai 2021", "Fristen for å melde sak gjekk ut 23. april 2021")])
    assert "/moter/ssu/2021-05-14/" in targets(lines[0], "/saker/2021-nettside/")


def test_2_a_new_case_is_told_the_next_meeting_of_each_body_and_that_its_agenda_is_out(read: Read) -> None:
    lines = what_next(read("/saker/2021-legevakt/"))
    assert_lines(lines, [
        (FSU, "9. juni 2021", "Saklista er alt ute, og saka står ikkje på ho."), (OU, "Ingen møte er planlagde."),
    ])  # fmt: skip
    assert "/moter/fsu/2021-06-09/" in targets(lines[0], "/saker/2021-legevakt/")


def test_2_a_postponed_case_waits_for_the_body_that_postponed_it(read: Read) -> None:
    page = read("/saker/2021-transport/")
    assert "Saka er utsett" in page.text
    assert_lines(what_next(page), [(SSU, "14. mai 2021")])


def test_2_a_case_on_a_coming_agenda_is_told_that_meeting(read: Read) -> None:
    assert_lines(what_next(read("/saker/2020-journal/")), [(FSU, "9. juni 2021")])


@pytest.mark.parametrize("id_", ["2020-heimeoppfolging", "2020-beredskap", "2020-tannhelse"])
def test_2_a_case_that_waits_for_nobody_promises_no_meeting(read: Read, id_: str) -> None:
    assert what_next(read(f"/saker/{id_}/")) == []


# -- 3. When is the next meeting of my body, with agenda, papers and deadline for submitting?


def test_3_the_calendar_opens_on_what_comes_in_time_with_deadlines(read: Read) -> None:
    coming = read("/moter/").section("kjem")
    assert_lines(entries(coming), [
        ("14. mai", SSU, "Rådhuset", "Planlagt", "Fristen for å melde sak gjekk ut 23. april",
         "Saklista skulle vore klar 7. mai"),
        ("9. juni", FSU, "Kurssenteret", "2 saker på saklista", "Innkalla", "Meld sak innan 19. mai"),
    ])  # fmt: skip
    assert [link for link in targets(coming, "/moter/") if link.startswith("/moter/")] == [
        "/moter/ssu/2021-05-14/", "/moter/fsu/2021-06-09/",
    ]  # fmt: skip


def test_3_overdue_agendas_and_minutes_are_said_and_those_in_place_are_not(read: Read) -> None:
    lines = [line.text for line in entries(read("/moter/"))]
    minutes = {text for text in lines if "Referatet skulle vore klart" in text}
    assert [has(text, "14. apr", OU, "Referatet skulle vore klart 28. april") for text in minutes] == [True]
    agendas = {text for text in lines if "Saklista skulle vore klar" in text}
    assert all(has(text, "14. mai", SSU, "Saklista skulle vore klar 7. mai") for text in agendas)
    assert agendas


def test_3_the_next_meeting_has_its_agenda_papers_and_deadline(read: Read) -> None:
    page = read("/moter/fsu/2021-06-09/")
    assert page.facts()["Frist for å melde sak"] == "19. mai 2021"
    _, *rows = page.section("sakliste").rows()
    assert [row[:2] for row in rows] == [
        ["05/21", "Godkjenning av referat"],
        ["06/21", "Felles journal for alle partane"],
    ]
    assert "Notat om journal" in page.section("sakliste").text
    assert "https://data.example/notat" in page.section("sakliste").hrefs()


MEETINGS_OF_2021 = ["fsu/2021-02-10", "ssu/2021-03-11", "ou/2021-04-14", "ssu/2021-05-14", "fsu/2021-06-09"]


def test_3_the_plan_of_the_year_is_a_table_with_every_meeting(read: Read) -> None:
    plan = read("/moter/").section("plan")
    tables = plan.all("table")
    assert tables, "no table in the year's plan"
    listed = {link for table in tables for link in targets(table, "/moter/")}
    assert {f"/moter/{id_}/" for id_ in MEETINGS_OF_2021} <= listed
    assert not [link for link in listed if "/2020-" in link]


def test_3_the_plan_of_the_year_is_drawn_and_the_drawing_has_a_name(read: Read) -> None:
    assert drawings(read("/moter/").section("plan")) != []
    assert drawings(read("/moter/2020/")) != []


def test_3_the_plan_of_an_earlier_year_is_that_years(read: Read) -> None:
    listed = {link.split("#")[0] for link in targets(read("/moter/2020/"), "/moter/2020/") if "-" in link}
    assert listed == {"/moter/fsu/2020-09-16/", "/moter/ssu/2020-11-12/", "/moter/ou/2020-12-03/"}


# -- 4. Which bodies has this case been through?


def test_4_the_route_is_one_table_across_bodies_and_years_with_each_number(read: Read) -> None:
    address = "/saker/2020-journal/"
    table = read(address).section("saksgang").one("table")
    _, *rows = table.rows()
    assert [row[:3] for row in rows] == [
        [OU, "3. desember 2020", "14/20"], [FSU, "10. februar 2021", "03/21"], [SSU, "11. mars 2021", "02/21"],
        [FSU, "9. juni 2021", "06/21"],
    ]  # fmt: skip
    assert [row[-1] for row in rows] == ["Drøfta", "Slutta seg til", "Vedteke", "Kjem opp i møtet"]
    assert [link for link in targets(table, address) if "#" in link] == [
        "/moter/ou/2020-12-03/#sak-14-20", "/moter/fsu/2021-02-10/#sak-03-21", "/moter/ssu/2021-03-11/#sak-02-21",
        "/moter/fsu/2021-06-09/#sak-06-21",
    ]  # fmt: skip


# -- 5. What must my organisation do, and by when?


def boards(page: Element) -> dict[str, list[str]]:
    """Who is responsible, in the order of the page, each with the words of the follow-ups in theirs."""
    groups = [section for section in page.all("section") if "Vedtak utan oppfølging" not in section.text]
    return {group.all("h2")[0].text: [line.text for line in group.all("li")] for group in groups}


HELSE_FJORD = [
    ("Over frist", "Rydde i avtalane", "Frist 1. april 2021", "39 dagar over"),
    ("Over frist", "Hente tal frå AMK", "Frist 30. april 2021", "10 dagar over"),
    ("Open", "Skrive rettleiar", "Utan frist"),
    ("Gjort", "Lære opp tilsette", "Gjort 25. januar 2021"),
]
FJORD_KOMMUNE = [
    ("Over frist", "Melde frå om vegen", "Frist 3. mai 2021", "7 dagar over"),
    ("Open", "Kjøpe utstyr", "Frist 22. mai 2021", "12 dagar att"),
    ("Open", "Melde tilbake til utvalet", "Frist 1. september 2021"),
]


def test_5_the_board_is_by_responsible_the_most_overdue_first(read: Read) -> None:
    groups = list(boards(read("/oppfolging/")))
    assert groups[:2] == ["Helse Fjord", "Fjord kommune"]
    assert sorted(groups[2:]) == ["Fastlegane i fjorden", "Ingen ansvarleg er nemnd"]


@pytest.mark.parametrize(("who", "expected"), [("Helse Fjord", HELSE_FJORD), ("Fjord kommune", FJORD_KOMMUNE)])
def test_5_a_group_has_the_overdue_first_then_open_by_date_then_done(
    read: Read, who: str, expected: list[tuple[str, ...]]
) -> None:
    tasks = boards(read("/oppfolging/"))[who]
    assert [words for text, words in zip(tasks, expected, strict=False) if not has(text, *words)] == []
    assert all(text.startswith("Gjort") for text in tasks[len(expected) :])


def test_5_every_follow_up_stands_on_the_board_once(read: Read) -> None:
    tasks = [text for group in boards(read("/oppfolging/")).values() for text in group]
    assert len(tasks) == 12
    assert len(set(tasks)) == 12


def test_5_a_follow_up_links_to_the_decision_it_comes_from(read: Read) -> None:
    assert "/moter/ssu/2021-03-11/#vedtak-03-21" in targets(read("/oppfolging/"), "/oppfolging/")


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("helse-fjord", HELSE_FJORD),
        ("fjord-kommune", [*FJORD_KOMMUNE, ("Gjort", "Gjort"), ("Gjort", "Gjort")]),
        ("fastlegane", [("Open", "Kalle inn fastlegane", "Frist 15. juni 2021")]),
    ],
)
def test_5_an_organisations_own_page_has_exactly_its_own(read: Read, id_: str, expected: list[tuple[str, ...]]) -> None:
    assert_lines(read(f"/partar/{id_}/").section("oppfolging").all("li"), expected)


def test_5_decisions_that_lack_follow_up_say_what_they_lack(read: Read) -> None:
    lacking = {line.all("h3")[0].text: line.text for line in entries(read("/oppfolging/").section("utan"))}
    expected = {
        "12/20 Felles beredskapsplan": "Manglar oppgåve",
        "02/21 Felles journal for alle partane": "Manglar ansvarleg",
        "03/21 Rettleiar for utskriving": "Manglar frist",
        "05/21 Namn på huset": "Manglar ansvarleg og frist",
    }
    assert list(lacking) == list(expected)
    assert all(text.endswith(expected[name]) for name, text in lacking.items())


# -- 6. How stands project X?


@pytest.fixture(scope="module")
def project(read: Read) -> Element:
    return read("/prosjekt/heimeoppfolging/")


def test_6_health_stands_first_now_and_then_before(project: Element) -> None:
    words = (
        "I rute",
        "Utstyret er bestilt.",
        "15. mars 2021",
        "1. desember 2020",
        "Noko uvisst",
        "Avtalen er ikkje klar.",
    )
    assert has(project.section("tilstand").text, *words)
    assert project.facts()["Siste rapport"] == "15. mars 2021"
    assert project.facts()["Neste milepæl"].startswith("Første pasient heime")


def test_6_milestones_stand_in_a_table_and_on_a_drawn_timeline_with_today(project: Element) -> None:
    section = project.section("milepelar")
    _, *rows = section.one("table").rows()
    assert [row[1:] for row in rows] == [
        ["Januar 2021", "Helse Fjord", "Gjort 25. januar 2021"],
        ["April 2021", "", "Over frist"],
        ["1. september 2021", "Fjord kommune", "Kjem"],
        ["Mai 2022", "", "Kjem"],
    ]
    names = ("Avtale om utstyr", "Plan for opplæring", "Første pasient heime", "Evaluering")
    assert all(row[0].endswith(name) for row, name in zip(rows, names, strict=True))
    drawn = drawings(section)
    assert drawn != []
    assert any("i dag" in svg.text.lower() or "10. mai" in svg.text for svg in drawn)


def test_6_work_streams_have_their_status_and_health(project: Element) -> None:
    words = ("Utstyr", "Avtalen er skriven under", "I rute", "Opplæring", "Ventar på lokale", "Noko uvisst")
    assert has(project.section("arbeidsliner").text, *words)


def test_6_the_budget_is_a_table_and_a_drawing_with_in_kind_and_grants_apart(project: Element) -> None:
    section = project.section("budsjett")
    rows = section.rows()
    assert ["Utstyr Tilskot", "600 000", "200 000", "800 000"] in rows
    assert ["Arbeidstid Eigeninnsats", "250 000", "150 000", "400 000"] in rows
    assert ["Sum kostnader", "850 000", "350 000", "1 200 000"] in rows
    drawn = drawings(section)
    assert drawn != []
    told = section.text  # the drawing's own words are part of the section's
    assert "Tilskot" in told
    assert "Eigeninnsats" in told


def test_6_risks_stand_in_a_matrix(project: Element) -> None:
    matrix = {row[0]: row[1:] for row in project.section("risiko").rows() if len(row) == 4}
    assert [cell.endswith("B") for cell in matrix["Stort sannsyn"]] == [False, True, False]
    assert [cell.endswith("A") for cell in matrix["Lite sannsyn"]] == [False, False, True]
    assert has(project.section("risiko").text, "A. Få pasientar", "Spørje fastlegane", "B. Dårleg dekning")


def test_6_indicators_have_a_target_a_table_and_a_drawing(project: Element) -> None:
    section = project.section("indikatorar")
    assert "Mål: 50 pasientar" in section.text
    assert ["31. januar 2021", "4 pasientar"] in section.rows()
    assert ["31. mars 2021", "11 pasientar"] in section.rows()
    assert drawings(section) != []


def test_6_a_report_that_is_too_old_is_warned_of(read: Read) -> None:
    assert "Rapporten er 4 månader gammal." in read("/prosjekt/journal/").section("tilstand").text
    for fresh_or_over in ("heimeoppfolging", "brubygging"):
        assert " gammal." not in read(f"/prosjekt/{fresh_or_over}/").text


def test_6_all_projects_stand_side_by_side(read: Read) -> None:
    rows = {row[0]: " | ".join(row[1:]) for row in read("/prosjekt/").rows()}
    assert has(rows["Digital heimeoppfølging"], "I gang", "I rute", "Første pasient heime", "15. mars 2021")
    assert has(rows["Felles journal"], "I gang", "Treng tiltak", "20. januar 2021", "Gammal rapport")
    assert has(rows["Brubygging"], "Fullført", "1. juni 2020")
    assert "I rute" not in rows["Brubygging"]  # what is over is on no track
    assert "Gammal rapport" not in rows["Digital heimeoppfølging"] + rows["Brubygging"]


# -- 7. Who sits on the body, whom do they represent, who met or substituted?


def test_7_a_body_has_its_members_whom_they_represent_and_their_substitutes(read: Read) -> None:
    members = read("/utval/ssu/").section("medlemer")
    assert_lines(members.all("li"), [
        ("Ada Lie", "Leiar", "Direktør", "Helse Fjord", "Vara: Bo Moe"),
        ("Cato Dahl", "Nestleiar", "Kommunedirektør", "Fjord kommune"),
        ("Dina Ulv", "Brukarrepresentant", "Brukarutvalet"),
    ])  # fmt: skip
    assert targets(members, "/utval/ssu/") == ["/partar/helse-fjord/", "/partar/fjord-kommune/"]


@pytest.mark.parametrize(("address", "section"), [("/utval/ssu/", "motte"), ("/moter/ssu/2021-03-11/", "deltakarar")])
def test_7_who_met_or_substituted_stands_on_the_body_and_on_the_meeting(read: Read, address: str, section: str) -> None:
    people = read(address).section(section)
    groups = dict(zip([h.text for h in people.all("h3")], people.all("ul"), strict=True))
    assert list(groups) == ["Til stades", "Frå sekretariatet", "Forfall"]
    assert_lines(groups["Til stades"].all("li"), [
        ("Bo Moe", "Helse Fjord", "vara for Ada Lie"), ("Cato Dahl", "kommunedirektør", "Fjord kommune"),
    ])  # fmt: skip
    assert_lines(groups["Forfall"].all("li"), [("Dina Ulv",), ("Ada Lie", "Bo Moe møtte som vara")])


@pytest.mark.parametrize(
    ("id_", "day", "meeting"),
    [("ssu", "11. mars 2021", "2021-03-11"), ("fsu", "10. februar 2021", "2021-02-10"),
     ("ou", "3. desember 2020", "2020-12-03")],
)  # fmt: skip
def test_7_a_body_names_the_latest_meeting_that_tells_who_met(read: Read, id_: str, day: str, meeting: str) -> None:
    met = read(f"/utval/{id_}/").section("motte")
    assert day in met.text
    assert f"/moter/{id_}/{meeting}/" in [link.split("#")[0] for link in targets(met, f"/utval/{id_}/")]


# -- 8. What is new or changed since I was here last?

JOURNAL, HOME = "Felles journal for alle partane", "Digital heimeoppfølging i heile fjorden"
NEWS: list[tuple[str, list[tuple[str, ...]]]] = [
    ("20. april 2021", [("Ny sak", "Ny legevakt")]),
    ("7. april 2021", [("Sakliste", OU, "14. april 2021")]),
    ("19. mars 2021", [
        ("Vedtak", f"02/21 {JOURNAL}", SSU, "11. mars 2021"), ("Vedtak", "03/21 Rettleiar for utskriving"),
        ("Vedtak", "05/21 Namn på huset"), ("Referat", SSU, "11. mars 2021"), ("Referat godkjent", "01/21", SSU),
    ]),
    ("15. mars 2021", [("Rapport", "Digital heimeoppfølging", "Utstyret er bestilt.")]),
    ("4. mars 2021", [("Sakliste", SSU, "11. mars 2021")]),
    ("1. mars 2021", [("Gjort", "04/21 Tilgang til tal", FSU, "10. februar 2021", "Sende ut spørjeskjema")]),
    ("24. februar 2021", [("Retting", FSU, "10. februar 2021", "Retta namnet på leiaren.")]),
    ("19. februar 2021", [
        ("Vedtak", "02/21 Felles nettside", FSU), ("Vedtak", f"03/21 {JOURNAL}"),
        ("Referat", FSU, "10. februar 2021"), ("Referat godkjent", "01/21"),
    ]),
    ("3. februar 2021", [("Sakliste", FSU, "10. februar 2021")]),
    ("1. februar 2021", [("Ny sak", "Pasienttransport")]),
    ("25. januar 2021", [("Gjort", f"07/20 {HOME}", SSU, "12. november 2020", "Lære opp tilsette")]),
    ("20. januar 2021", [("Rapport", "Felles journal", "Leverandøren har trekt seg.")]),
    ("12. januar 2021", [("Ny sak", "Felles nettside")]),
    ("8. januar 2021", [("Sak avslutta", "Orientering om tannhelse")]),
    ("3. desember 2020", [("Vedtak", "12/20 Felles beredskapsplan", OU)]),
    ("1. desember 2020", [("Rapport", "Digital heimeoppfølging", "Avtalen er ikkje klar.")]),
    ("20. november 2020", [("Vedtak", f"07/20 {HOME}", SSU), ("Referat", SSU, "12. november 2020")]),
    ("5. november 2020", [("Sakliste", SSU, "12. november 2020")]),
    ("2. november 2020", [("Ny sak", JOURNAL)]),
    ("20. oktober 2020", [("Ny sak", "Orientering om tannhelse")]),
    ("15. oktober 2020", [("Ny sak", "Felles beredskapsplan")]),
    ("30. september 2020", [("Gjort", f"02/20 {HOME}", FSU, "16. september 2020", "Sende saka vidare")]),
    ("25. september 2020", [("Vedtak", f"02/20 {HOME}", FSU), ("Referat", FSU, "16. september 2020")]),
    ("9. september 2020", [("Sakliste", FSU, "16. september 2020")]),
    ("20. august 2020", [("Ny sak", HOME)]),
    ("1. juni 2020", [("Rapport", "Brubygging", "Prosjektet er ferdig.")]),
]  # fmt: skip
"""All that bears a date up to today, newest first. What was decided is known when the minutes are, or on the
meeting's day where they bear no date; what was to be done, on the day it was. The notice of 31 May is still to come,
and no exempt case is told of."""


def assert_log(page: Element, expected: list[tuple[str, list[tuple[str, ...]]]]) -> None:
    days = [section for section in page.all("section") if section.all("h2") and section.all("time")]
    assert [" ".join(day.all("h2")[0].text.split()[1:]) for day in days] == [day for day, _ in expected]
    for day, (_, lines) in zip(days, expected, strict=True):
        assert_texts([*entries_of(day)], lines)


def entries_of(day: Element) -> Iterator[str]:
    """The words of each entry of a day; of a meeting with several, each with the meeting that they stand under."""
    for row in day.one("ul", class_="list").children:
        if isinstance(row, Element):
            found = [one for one in row.walk() if "data-entry" in one.attributes]
            yield from (one.text if one is row else f"{one.text} {row.all('h3')[0].text}" for one in found)


def test_8_the_log_is_by_day_newest_first_and_leaves_out_what_has_no_date_or_is_to_come(read: Read) -> None:
    page = read("/nytt/")
    assert_log(page, NEWS)
    assert "14. mai" not in page.text  # that meeting has neither notice nor minutes
    assert "9. juni" not in page.text


@pytest.mark.parametrize("year", ["2020", "2021"])
def test_8_each_year_has_its_own_log(read: Read, year: str) -> None:
    assert_log(read(f"/nytt/{year}/"), [(day, lines) for day, lines in NEWS if day.endswith(year)])
    assert f"/nytt/{year}/" in targets(read("/nytt/"), "/nytt/")


def test_8_entries_link_to_what_they_tell_of(read: Read) -> None:
    links = targets(read("/nytt/"), "/nytt/")
    for target in ("/moter/ssu/2021-03-11/#vedtak-02-21", "/moter/ssu/2021-03-11/#sak-01-21", "/saker/2021-legevakt/",
                   "/prosjekt/journal/", "/moter/ou/2021-04-14/"):  # fmt: skip
        assert target in links


def test_8_the_age_of_files_changes_nothing(folder: PortalFolder, site: Path) -> None:
    for number, path in enumerate(sorted(folder.root.rglob("*"))):
        if not path.is_relative_to(site):
            when = 946_684_800 + number * 86_400  # days from 1 January 2000 on
            os.utime(path, (when, when))
    assert tree(write(folder, "aged")) == tree(site)


# -- 9. Why can I not see this document?


@pytest.mark.parametrize("address", ["/saker/2021-leige/", "/moter/ssu/2021-03-11/"])
def test_9_what_is_exempt_says_on_what_basis_until_when_and_how_to_ask(read: Read, address: str) -> None:
    page = read(address)
    block = page.by_id("sak-04-21") if "moter" in address else page
    for words in ("Leige av lokale", "offentleglova § 23 første ledd", "31. desember 2021", "innsyn"):
        assert words in block.text
    assert "/innsyn/" in targets(block, address)


def test_9_nothing_else_of_it_is_told_anywhere(site: Path) -> None:
    assert [path for path, data in tree(site).items() if b"granli" in data.lower()] == []


# -- 10. What is missing before publishing?

STATUS: dict[str, list[tuple[str, ...]]] = {
    "saklister": [(SSU, "14. mai 2021", "7. mai 2021", "meetings/ssu/2021-05-14.md")],
    "referat": [(OU, "14. april 2021", "28. april 2021", "meetings/ou/2021-04-14.md")],
    "ventar": [
        ("Ny legevakt", "Meldt inn", FSU, OU, "cases/2021-legevakt.md"),
        ("Felles nettside", "Slutta seg til", SSU, "cases/2021-nettside.md"),
        ("Pasienttransport", "Utsett", SSU, "cases/2021-transport.md"),
    ],
    "frist": [
        ("Rydde i avtalane", "1. april 2021", "Helse Fjord", "meetings/ssu/2021-03-11.md"),
        ("Hente tal frå AMK", "30. april 2021", "Helse Fjord", "meetings/fsu/2021-02-10.md"),
        ("Melde frå om vegen", "3. mai 2021", "Fjord kommune", "meetings/fsu/2021-02-10.md"),
    ],
    "utan": [
        ("12/20", "Manglar oppgåve", "meetings/ou/2020-12-03.md"),
        ("02/21", "Manglar ansvarleg", "meetings/ssu/2021-03-11.md"),
        ("03/21", "Manglar frist", "meetings/ssu/2021-03-11.md"),
        ("05/21", "Manglar ansvarleg og frist", "meetings/ssu/2021-03-11.md"),
    ],
    "rapportar": [("Felles journal", "20. januar 2021", "projects/journal.md")],
    "papir": [
        ("Skisse til nettside", "Ikkje universelt utforma", "Felles nettside", "cases/2021-nettside.md"),
        ("Notat om journal", FSU, "meetings/fsu/2021-06-09.md"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("section", STATUS)
def test_10_the_status_page_tells_what_to_mend_and_editors_in_which_file(
    read: Read, preview: Path, section: str
) -> None:
    """The public is told no path of a file: it finds what is lacking by the same lines."""
    told = read_main(preview / "status" / "index.html").section(section)
    assert_lines(told.all("li"), STATUS[section])
    public = read("/status/").section(section)
    assert_lines(public.all("li"), [words[:-1] for words in STATUS[section]])
    assert not [words[-1] for words in STATUS[section] if words[-1] in public.text]


def test_10_the_status_page_tells_the_shares_of_the_languages(read: Read) -> None:
    shares = read("/status/").section("malform").facts()
    assert shares["Bokmål"].startswith("2 av 24")
    assert shares["Nynorsk"].startswith("22 av 24")


def test_10_each_line_links_editors_to_where_the_record_is_mended(tmp_path: Path) -> None:
    """When the repository is known."""
    folder = make_portal(tmp_path / "portal", THREE_BODIES)
    settings = (folder.root / "mkdocs.yml").read_text("utf-8")
    folder.write({"mkdocs.yml": f"repo_url: https://git.example/portal\n{settings}"})
    page = read_main(write(folder, "preview", "--preview") / "status" / "index.html")
    for section, lines in STATUS.items():
        for line, words in zip(page.section(section).all("li"), lines, strict=True):
            links = {a.attributes["href"]: a.text for a in line.all("a")}
            assert links.get(f"https://git.example/portal/edit/main/{words[-1]}") == words[-1]
