"""Pages that do not grow: what is too long for a page is led on to, and all of it is reached without a script."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from portal.derived.context import Context
from portal.derived.redirects import Successors, places_of
from portal.language.catalogue import catalogue_for
from portal.model import addresses
from portal.pages.views import bounds
from portal.pages.views.bounds import Side, sides
from portal.pages.views.pages import groups_of_views
from portal.pages.views.registers import status
from portal.public.publishing import publish
from portal.site.building import check_portal
from portal.site.composition import views_of
from portal.source.settings import read_settings
from support.elements import Element, read_main
from support.every_page import EVERY_PAGE
from support.low_bounds import FEW, MOST, low_bounds, make_long
from support.portals import PortalFolder, make_portal
from support.sites import dead_links

MONDAY = dt.datetime(2021, 5, 10, 2, tzinfo=dt.UTC)
REGISTERS = ("saker", "vedtak", "oppfolging")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    return make_long(tmp_path_factory.mktemp("bounded") / "portal")


@pytest.fixture(scope="module")
def site(folder: PortalFolder) -> Path:
    return folder.root / "site"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same portal where everything fits on its page."""
    portal = make_portal(tmp_path_factory.mktemp("whole") / "portal", EVERY_PAGE).without_papers()
    assert portal.command("write", str(portal.root / "site")).exit_code == 0
    return portal.root / "site"


def context_of(portal: PortalFolder) -> Context:
    settings = read_settings(portal.root)
    checked = check_portal(portal.root, settings, moment=MONDAY)
    return Context(publish(checked.portal, MONDAY, ""), settings, catalogue_for(settings.lang))


def pages_of(site: Path, register: str) -> Iterator[Element]:
    """The register's page, and all below it that can be reached from it by links of pages below it."""
    queue, seen = [site / register / "index.html"], set()
    while queue:
        path = queue.pop()
        if path in seen or not path.is_file() or not path.is_relative_to(site / register):
            continue
        seen.add(path)
        main = read_main(path)
        yield main
        queue += [(path.parent / href.partition("#")[0] / "index.html").resolve() for href in main.hrefs()]


def marked(main: Element) -> list[str]:
    """What the rows of a register are about, in their order: the first link of each that is not of its state's word."""
    rows = [one for one in main.walk() if "data-holds" in one.attributes]
    links = ([link.attributes["href"].rpartition("../")[2] for link in row.all("a")] for row in rows)
    return [next(link for link in found if not link.startswith("ord/")) for found in links]


def test_no_page_has_more_rows_than_it_can_hold(site: Path) -> None:
    rows = {path.relative_to(site).as_posix(): len(marked(read_main(path))) for path in site.glob("*/**/index.html")
            if "<main" in path.read_text("utf-8")}  # fmt: skip
    del rows["handbok/komponentar/index.html"]  # shows a row of each form there is, however many
    assert {path: number for path, number in rows.items() if number > MOST} == {}
    assert rows["vedtak/index.html"] == MOST


@pytest.mark.parametrize("register", REGISTERS)
def test_every_row_is_reached_without_a_script(site: Path, whole: Path, register: str) -> None:
    found = {row for main in pages_of(site, register) for row in marked(main)}
    assert found == {*marked(read_main(whole / register / "index.html"))}


def test_every_link_leads_somewhere_and_no_id_stands_twice(site: Path) -> None:
    assert dead_links(site) == []


def test_every_address_that_answered_before_answers_still(site: Path, whole: Path) -> None:
    pages = {path.relative_to(whole) for path in whole.rglob("index.html")}
    assert {path for path in pages if not (site / path).is_file()} == set()


def test_no_two_pages_are_called_the_same(site: Path) -> None:
    texts = [path.read_text("utf-8") for register in (*REGISTERS, "moter", "nytt", "status", "partar", "utval")
             for path in (site / register).rglob("index.html")]  # fmt: skip
    pages = [text for text in texts if "<main" in text]
    pages = [text for text in texts if "<main" in text]
    titles = Counter(title for text in pages for title in re.findall("<title>(.*?)</title>", text))
    assert [title for title, number in titles.items() if number > 1] == []


def test_a_register_tells_what_it_shows_of_how_many_and_leads_on_to_the_years(site: Path) -> None:
    page = read_main(site / "vedtak/index.html")
    assert page.one("b", role="status").text == "Viser dei 3 nyaste av 10 vedtak"
    years = page.one("nav", class_="years")
    assert years.hrefs() == ["../vedtak/ar/2021/", "../vedtak/ar/2020/"]
    body = read_main(site / "vedtak/utval/ssu/index.html")
    assert body.one("b", role="status").text == "Viser dei 3 nyaste av 5 vedtak"
    assert body.one("nav", class_="years").hrefs() == [
        "../../../vedtak/utval/ssu/ar/2021/",
        "../../../vedtak/utval/ssu/ar/2020/",
    ]


def test_the_years_of_a_choice_are_narrowed_by_both(site: Path) -> None:
    page = read_main(site / "vedtak/utval/ssu/ar/2021/index.html")
    assert page.one("h1").text == "Vedtak: Strategisk samarbeidsutval, 2021"
    assert [link.text for link in page.one("nav", class_="crumbs").all("a")] == [
        "Framside", "Vedtak", "Strategisk samarbeidsutval",
    ]  # fmt: skip
    current = [one.attributes.get("data-value") for one in page.all("a") if "aria-current" in one.attributes]
    assert current[:2] == ["ssu", "2021"]
    assert len(marked(page)) == MOST


def test_a_year_has_sides(site: Path) -> None:
    first, second = (read_main(site / f"vedtak/ar/2021/{rest}index.html") for rest in ("", "side/2/"))
    assert first.one("b", role="status").text == "Viser 1–3 av 7 vedtak"
    assert second.one("b", role="status").text == "Viser 4–6 av 7 vedtak"
    led = [" ".join(link.text for link in one.one("nav", class_="sides").all("a")) for one in (first, second)]
    assert led == ["1 2 3 Neste side", "Førre side 1 2 3 Neste side"]
    assert [link.text for link in second.one("nav", class_="sides").all("a")] == [
        "Førre side",
        "1",
        "2",
        "3",
        "Neste side",
    ]
    assert len({*marked(first), *marked(second)}) == 6
    text = (site / "vedtak/ar/2021/side/2/index.html").read_text("utf-8")
    assert "<title>Vedtak: 2021, side 2 – " in text
    assert "7 av 10 i registeret over vedtak. År: 2021. Side 2 av 3." in text


def test_cases_of_no_year_have_a_page_where_the_register_is_long(site: Path, whole: Path) -> None:
    assert marked(read_main(site / "saker/ar/utan/index.html"))
    assert not (whole / "saker/ar/utan").exists()


def test_follow_ups_stand_in_a_list_with_pages_for_all_who_are_responsible(site: Path) -> None:
    page = read_main(site / "oppfolging/index.html")
    assert page.one("b", role="status").text.startswith("Viser dei 3 som hastar mest, av ")
    states = [row.all("p")[0].text for row in page.all("li", class_="task")]
    assert states == ["Over frist"] * 3
    behind = page.section("_ansvarlege").all("li")
    assert [one.all("h3")[0].text for one in behind] == ["Fjord kommune", "Helse Fjord"]  # 5 and 2 over
    assert len(page.section("utan").all("li")) == FEW
    own = read_main(site / "oppfolging/ansvarleg/fjord-kommune/index.html")
    assert own.one("h1").text == "Oppfølging: Fjord kommune"
    assert all("Fjord kommune" in row.text for row in own.all("li", class_="task"))


def test_the_status_page_shows_the_first_of_each_list_and_leads_on(site: Path) -> None:
    page = read_main(site / "status/index.html")
    overdue = page.section("frist")
    assert len(overdue.all("li")) == FEW
    assert overdue.hrefs()[-1] == "../status/frist/"
    there = [name for name in addresses.STATUS_PARTS if page.has_section(name)]
    assert {*addresses.STATUS_PARTS} - {*there} == {"sete"}  # no body says who is to sit on it
    assert {path.name for path in (site / "status").iterdir() if path.is_dir()} == {*there}
    parts = {name: read_main(site / f"status/{name}/index.html") for name in there}
    assert parts["frist"].one("h1").text == overdue.all("h2")[0].text.rpartition(" ")[0]
    assert not parts["frist"].has_section("malform")
    long = 0
    for name, part in parts.items():
        sides = [part, *map(read_main, sorted(site.glob(f"status/{name}/side/*/index.html")))]
        rows = [row.text for side in sides for row in side.all("li", class_="") if row.all("div", class_="grow")]
        heading = page.section(name).all("h2")[0].text
        assert len(rows) == (int(heading.rpartition(" ")[2]) if rows else 0), name
        assert all(len(side.all("div", class_="grow")) <= MOST for side in sides), name
        long += len(sides) > 1
    assert long, "no list is longer than a page"


def test_an_organisation_shows_the_first_of_each_list_and_leads_on(site: Path) -> None:
    body = read_main(site / "utval/ssu/index.html")
    assert len(body.section("_vedtak").all("li")) == FEW
    assert body.section("_vedtak").hrefs()[-1] == "../../vedtak/utval/ssu/"
    assert body.section("_mote").hrefs()[-1] == "../../utval/ssu/mote/"
    meetings = read_main(site / "utval/ssu/mote/index.html")
    assert meetings.one("h1").text == "Strategisk samarbeidsutval"
    assert len(meetings.all("h2")) == MOST
    partner = read_main(site / "partar/fjord-kommune/index.html")
    assert len(partner.section("_oppfolging").all("li", class_="task")) == FEW
    assert partner.section("_oppfolging").hrefs()[-1] == "../../partar/fjord-kommune/oppfolging/"


@pytest.mark.parametrize("address", ["moter/2021", "nytt/2021", "utval"])
def test_other_lists_have_sides(site: Path, whole: Path, address: str) -> None:
    """Together they say all that the one page says, and each of them some of it."""

    def titles(path: Path) -> list[str]:
        return [one.text for tag in ("h3", "h4") for one in read_main(path).all(tag) if one.all("a")]

    number = len(list((site / address / "side").iterdir())) + 1
    pages = [titles(site / address / "index.html")]
    pages += [titles(site / address / f"side/{n}/index.html") for n in range(2, number + 1)]
    assert [title for page in pages for title in page] == titles(whole / address / "index.html")
    assert [len(page) for page in pages[:-1]] == [MOST] * (number - 1)


def test_the_calendar_shows_what_comes_first(site: Path) -> None:
    page = read_main(site / "moter/index.html")
    assert page.section("kjem").all("li")


def test_all_rows_that_can_be_read_are_there_for_the_script(site: Path) -> None:
    table: dict[str, Any] = json.loads((site / "saker/rader.json").read_text("utf-8"))
    columns = ("title", "lang", "address", "number", "day", "about", "state", "holds")
    assert {len(table[name]) for name in columns} == {8}
    at = table["title"].index("Felles journal for alle partane")
    assert table["address"][at] == "/saker/2020-journal/"
    assert [table["names"][place][0] for place in table["about"][at]] == [
        "Områdeutvalet", "Fagleg samarbeidsutval", "Strategisk samarbeidsutval",
    ]  # fmt: skip
    assert [table["marks"][place] for place in table["holds"][at]][:1] == ["utval:fsu"]
    assert "Leige av lokale" not in table["title"]
    assert len(json.loads((site / "vedtak/rader.json").read_text("utf-8"))["title"]) == 10


def test_what_fits_has_none_of_it(whole: Path) -> None:
    made = [
        path for path in whole.rglob("*") if path.name in ("rader.json", "side", "utan") or "data-rows" in path.name
    ]
    assert made == []
    assert not any("data-rows" in path.read_text("utf-8") for path in whole.rglob("index.html"))


def test_addresses_are_known_before_a_row_is_made(folder: PortalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a row was made for an address")

    context = context_of(folder)
    for module, name in (
        ("registers.cases", "listed_case_row"), ("registers.decisions", "decision_row"),
        ("registers.meetings", "meeting_row"), ("registers.news", "_entry"), ("registers.projects", "project_row"),
        ("registers.status", "meeting_row"), ("organisation", "meeting_row"), ("organisation", "decision_row"),
    ):  # fmt: skip
        monkeypatch.setattr(f"portal.pages.views.{module}.{name}", never)
    monkeypatch.setattr(Context, "task", never)
    with low_bounds():
        assert "/vedtak/ar/2021/side/2/" in views_of(context)


def test_a_view_has_the_address_that_was_told(folder: PortalFolder) -> None:
    with low_bounds():
        lazies = [lazy for _, views in groups_of_views(context_of(folder)) for lazy in views()]
        assert len({lazy.address for lazy in lazies}) == len(lazies)
        assert [lazy.address for lazy in lazies if lazy.view().address != lazy.address] == []


@pytest.mark.parametrize(
    ("number", "of", "words"),
    [
        (1, 1, "1"),
        (1, 3, "1 2 3"),
        (1, 9, "1 2 3 … 9"),
        (5, 9, "1 … 3 4 5 6 7 … 9"),
        (9, 9, "1 … 7 8 9"),
        (4, 7, "1 2 3 4 5 6 7"),
    ],
)
def test_a_side_leads_to_those_nearby_and_to_both_ends(number: int, of: int, words: str) -> None:
    links = Side("/saker/", number, of, 1, 1, 1).links
    assert " ".join(link.text if link else "…" for link in links) == words


def test_a_list_is_cut_where_a_page_is_full() -> None:
    assert [(one.address, one.first, one.last) for one in sides("/x/", 2 * bounds.MOST + 1)] == [
        ("/x/", 1, 100), ("/x/side/2/", 101, 200), ("/x/side/3/", 201, 201),
    ]  # fmt: skip
    assert [(one.of, one.first, one.last) for one in sides("/x/", bounds.MOST)] == [(1, 1, 100)]
    assert [(one.of, one.first, one.last) for one in sides("/x/", 0)] == [(1, 1, 0)]


def test_the_lists_of_the_status_page_have_the_addresses_that_nothing_else_may_take() -> None:
    assert tuple(name for _, name, _ in status._PARTS) == addresses.STATUS_PARTS


@pytest.mark.parametrize(
    ("alias", "is_taken"),
    [
        ("/vedtak/utval/ssu/ar/2021/", True),
        ("/saker/ar/2021/side/2/", True),
        ("/utval/ssu/mote/", True),
        ("/oppfolging/ansvarleg/kari/", True),
        ("/vedtak/rader.json/", True),
        ("/vedtak/utval/ssu/gamalt/", False),
    ],
)
def test_no_earlier_address_may_be_where_a_page_is_to_be(tmp_path: Path, alias: str, is_taken: bool) -> None:
    case = f"---\ntitle: Ei sak\nsubmitted: 2021-01-01\naliases: ['{alias}']\n---\n"
    body = "---\ntitle: Utvalet\nkind: strategic\n---\n"
    meeting = "---\nagenda: [{title: Noko, outcome: decided}]\n---\n"
    portal = make_portal(tmp_path / "portal", {"cases/2021-x.md": case, "organisations/ssu.md": body,
                                               "meetings/ssu/2021-03-01.md": meeting})  # fmt: skip
    problems = check_portal(portal.root, read_settings(portal.root), moment=MONDAY).problems
    assert ("address_taken" in {problem.code for problem in problems}) is is_taken


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/vedtak/ar/2021/side/9/", "/vedtak/"),
        ("/saker/tilstand/closed/ar/2019/side/2/", "/saker/"),
        ("/moter/2021/side/4/", "/moter/"),
        ("/nytt/2020/side/3/", "/nytt/"),
        ("/partar/side/7/", "/partar/"),
        ("/status/frist/", "/status/"),
        ("/oppfolging/ansvarleg/kari/side/2/", "/oppfolging/"),
        ("/vedtak/rader.json", "/vedtak/"),
        ("/vedtak/utval/ssu/ar/1999/side/2/", "/utval/ssu/"),
        ("/utval/ssu/mote/side/12/", "/utval/ssu/"),
    ],
)
def test_what_a_page_no_longer_needs_leads_to_where_its_rows_are(folder: PortalFolder, path: str, answer: str) -> None:
    context = context_of(folder)
    assert Successors(context.portal, places_of(context)).answer(path) == answer
