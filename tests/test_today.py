"""Moving today moves exactly what should move: two sites of the same records, built on either side of a date.

The visible words of all pages are compared. Two things change every day by nature and are made equal first:
counts of time (`12 dagar att`, `éin dag over`, `4 månader att`), and the name of the build's own day, which marks
today in drawings.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache, partial
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from support.portals import PortalFolder, make_portal
from support.three_bodies import THREE_BODIES

_MONTHS = "jan feb mar apr mai jun jul aug sep okt nov des".split()
"""How the names of the months begin, long or short."""
_DAYS = re.compile(r"\b(?:\d+|éin|eitt) (?:dag(?:ar)?|månad(?:er)?|år)\b", re.IGNORECASE)
_BLOCKS = frozenset(
    "address article caption dd div dt figcaption h1 h2 h3 h4 li p section summary td text th title tr".split()
)


class _Words(HTMLParser):
    """The words that a reader sees in a page's `body`, a line for each block; a drawing's words are among them."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += "\n" if tag in _BLOCKS else " "

    def handle_endtag(self, tag: str) -> None:
        self.text += "\n" if tag in _BLOCKS else " "

    def handle_data(self, data: str) -> None:
        self.text += data


@dataclass(frozen=True)
class Moved:
    """What differs between two sites: on each page that does, the lines that went and the lines that came."""

    gone: dict[str, list[str]]
    come: dict[str, list[str]]

    @property
    def pages(self) -> set[str]:
        return set(self.gone) | set(self.come)


Move = Callable[[str, str], Moved]


@pytest.fixture(scope="module")
def move(tmp_path_factory: pytest.TempPathFactory) -> Move:
    """Builds the portal on two days and compares the sites."""
    folder = make_portal(tmp_path_factory.mktemp("today") / "portal", THREE_BODIES)
    pages = cache(partial(_pages, folder))
    return lambda before, after: _moved(pages(before), pages(after))


def _pages(folder: PortalFolder, day: str) -> dict[str, list[str]]:
    """The lines of every page of the site as it is at noon of a day."""
    today = dt.date.fromisoformat(day)
    noon = dt.datetime.combine(today, dt.time(12), ZoneInfo("Europe/Oslo"))
    site = folder.site(str(int(noon.timestamp())))
    pages = {
        address: _lines(resource.make().data.decode(), None if address.startswith("/handbok/") else today)
        for address, resource in site.items()
        if resource.path.endswith(".html")
    }
    del pages["/handbok/komponentar/"]  # its samples are dated from today
    return pages


def _lines(page: str, today: dt.date | None) -> list[str]:
    """The lines of a page, in which the build's own day is made equal, if it is given: a handbook names no such day."""
    reader = _Words()
    _, _, body = page.partition("<body>")
    reader.feed(body)
    text = _DAYS.sub("N dagar", reader.text.replace("\xa0", " "))
    if today:
        named = rf"\b{today.day}\. {_MONTHS[today.month - 1]}[a-z]*\.?(?: {today.year})?"
        text = re.sub(named, "I DAG", text)
    return [folded for line in text.split("\n") if (folded := " ".join(line.split()))]


def _moved(before: dict[str, list[str]], after: dict[str, list[str]]) -> Moved:
    assert before.keys() == after.keys(), "a page came or went"
    gone: dict[str, list[str]] = {}
    come: dict[str, list[str]] = {}
    for page in before:
        lines = list(unified_diff(before[page], after[page], n=0, lineterm=""))[2:]
        if lines:
            gone[page] = [line[1:] for line in lines if line.startswith("-")]
            come[page] = [line[1:] for line in lines if line.startswith("+")]
    return Moved(gone, come)


def test_nothing_moves_but_the_counts_from_one_day_to_the_next_when_nothing_falls_between(move: Move) -> None:
    assert move("2021-05-17", "2021-05-18") == Moved({}, {})


def test_a_due_date_moves_the_follow_up_and_what_counts_it(move: Move) -> None:
    """`Kjøpe utstyr` is due on 22 May: it is the municipality's, and comes from the first meeting's item 07/20."""
    moved = move("2021-05-21", "2021-05-23")
    task = {"/moter/ssu/2020-11-12/", "/saker/2020-heimeoppfolging/", "/partar/fjord-kommune/"}
    decision = {f"/vedtak/{page}" for page in ("", "utval/ssu/", "ar/2020/", "type/v/", "type/d/")}
    assert moved.pages == task | decision | {"/", "/oppfolging/", "/status/"}
    for page in task:
        assert "Open" in moved.gone[page]
        assert "Over frist" in moved.come[page]
        assert "N dagar att" in " ".join(moved.gone[page])
        assert "N dagar over" in " ".join(moved.come[page])
    for page in decision:
        assert "Blir følgt opp, 1 av 3 gjort" in " ".join(moved.gone[page])
        assert "Oppfølging over frist, 1 av 3 gjort" in " ".join(moved.come[page])
    assert "1 over frist, 2 opne, 2 gjorde" in " ".join(moved.gone["/oppfolging/"])
    assert "2 over frist, 1 open, 2 gjorde" in " ".join(moved.come["/oppfolging/"])
    assert "Kjøpe utstyr" in moved.come["/status/"]
    assert "Skulle vore klart 22. mai 2021" in " ".join(moved.come["/status/"])
    assert "3 av 9 opne oppgåver er over frist." in " ".join(moved.gone["/"])
    assert "4 av 9 opne oppgåver er over frist." in " ".join(moved.come["/"])


def test_a_follow_up_is_not_overdue_on_the_day_it_is_due(move: Move) -> None:
    moved = move("2021-05-21", "2021-05-22")
    assert not [page for page, lines in moved.come.items() if "Over frist" in lines]


def test_a_meetings_date_moves_the_meeting_its_body_and_the_cases_that_waited_for_it(move: Move) -> None:
    """The meeting of 14 May never got an agenda: the day after, it waits for its minutes."""
    moved = move("2021-05-13", "2021-05-15")
    waiting = {"/saker/2021-nettside/", "/saker/2021-transport/"}
    partners = {"/partar/helse-fjord/", "/partar/fjord-kommune/"}
    meeting = "/moter/ssu/2021-05-14/"
    assert moved.pages == waiting | partners | {
        meeting,
        "/meld-sak/",
        "/",
        "/bygg-inn/moter/",
        "/bygg-inn/moter/ssu/",
        "/moter/",
        "/moter/2021/",
        "/utval/",
        "/utval/ssu/",
        "/status/",
    }
    assert "Planlagt" in " ".join(moved.gone[meeting])
    assert "Ventar på referat" in " ".join(moved.come[meeting])
    assert "Saklista er forseinka. Ho skulle vore klar 7. mai 2021." in moved.gone[meeting]
    assert "Referatet er ikkje klart. Det kjem seinast 28. mai 2021." in moved.come[meeting]
    for page in waiting:
        assert "14. mai 2021" in " ".join(moved.gone[page])
        assert "Ingen møte er planlagde." in " ".join(moved.come[page])
    for page in partners:
        assert "møte 2/2021 , 14. mai 2021" in " ".join(moved.gone[page])
        assert page not in moved.come or moved.come[page] == []
    assert "14. mai" in " ".join(moved.gone["/"])
    assert "9. juni" in " ".join(moved.come["/"])
    assert "Referatet skal vere klart 28. mai" in " ".join(moved.come["/moter/"])
    assert "Neste møte" in moved.gone["/utval/ssu/"]
    assert "Skulle vore klart 7. mai 2021" in " ".join(moved.gone["/status/"])
    assert "14. mai 2021" not in " ".join(moved.come["/status/"])  # the minutes are not late before 28 May


def test_a_meeting_is_not_held_before_its_day_is_over(move: Move) -> None:
    moved = move("2021-05-13", "2021-05-14")
    assert not [page for page, lines in moved.come.items() if "Ventar på referat" in " ".join(lines)]


def test_a_reports_age_moves_the_project_the_overview_and_what_is_to_mend(move: Move) -> None:
    """The report of 15 March is 90 days old on 13 June, as old as it may be."""
    moved = move("2021-06-13", "2021-06-14")
    assert moved.pages == {"/prosjekt/heimeoppfolging/", "/prosjekt/", "/status/"}
    assert moved.gone["/prosjekt/"] == ["15. mars 2021"]
    assert moved.come["/prosjekt/"] == ["15. mars 2021 Gammal rapport"]
    assert "Rapporten er N dagar gammal." in " ".join(moved.come["/prosjekt/heimeoppfolging/"])
    assert "Digital heimeoppfølging" in moved.come["/status/"]
    assert "Rapport 15. mars 2021" in moved.come["/status/"]
