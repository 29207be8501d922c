"""One fact, one answer: every output of one portal is asked for the same fact, and those that differ are told.

Each asker is a small function that reads what people and programs get: a page's HTML, a calendar, a feed, a file of
data, a paper. A fact has a table of those that tell it, and a reason for those that do not. What is true of the portal
(`support.contrary`) stands in the table too, so that all outputs cannot be wrong together.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any
from urllib.parse import unquote

import pytest
from icalendar import Calendar

from portal.commands.drafting.agenda import draft_agenda
from portal.linked.portal import LinkedPortal
from portal.model.clock import OSLO
from portal.model.vocabulary import CaseState, MeetingState
from portal.outputs.search.entries import SearchEntry, entries
from portal.public.publishing import publish
from portal.public.revisions import revisions_of
from portal.site.building import check_portal
from portal.site.composition import compose
from portal.site.site import Site
from portal.source.settings import Settings, read_settings
from support.answers import files_of, pages_of
from support.atom import A, content_of, read_feed
from support.contrary import MOMENT, write_history
from support.elements import Element, parsed
from support.papers import text_of
from support.portals import make_portal

TODAY = MOMENT.date()
MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()
_MEETING = re.compile(r"(?:moter|meeting)/([a-z-]+/\d{4}-\d\d-\d\d(?:-\d+)?)")
_DECISION = re.compile(r"moter/([a-z-]+/\d{4}-\d\d-\d\d(?:-\d+)?)/#vedtak-([\d-]+)")
_DAY = re.compile(rf"(\d+)\. ({'|'.join(MONTHS)}) (\d{{4}})")
_NAMES = ("Ada Lie", "Bo Moe", "Cato Dahl", "Eli Strand", "Gro Vik")
_HELD = ("awaiting_minutes", "minutes_draft", "minutes_approved")

Answers = Mapping[str, Any]
"""What an output says of a fact, by what it says it of: the id of a body, a meeting or a case, or a name."""


_page = cache(parsed)
_loaded = cache(json.loads)
"""What a file holds is read once, however many ask for it."""


@cache
def _meetings_in(calendar: bytes) -> list[Any]:
    found = Calendar.from_ical(calendar).walk("VEVENT")
    return [event for event in found if not str(event["UID"]).startswith("frist/")]


@dataclass(frozen=True, eq=False)
class Outputs:
    """Everything that was made of one portal."""

    site: Site
    linked: LinkedPortal
    settings: Settings

    @cached_property
    def _files(self) -> dict[str, bytes]:
        return files_of(self.site)

    def file(self, address: str) -> bytes:
        return self._files[address]

    def files(self, folder: str) -> list[str]:
        return [address for address in self._files if address.startswith(folder)]

    def page(self, address: str) -> Element:
        return _page(self.site.page(address).body)

    def pages(self, kind: str) -> dict[str, Element]:
        """The pages of the records of a kind that can be read, by id."""
        portal = self.site.context.portal
        return {record.id: self.page(record.address) for record in portal.records.values() if record.kind.name == kind}

    def linked_data(self, kind: str) -> dict[str, Mapping[str, Any]]:
        told = {page.address: page.structured for page in pages_of(self.site)}
        records = self.site.context.portal.records.values()
        return {one.id: told[one.address] or {} for one in records if one.kind.name == kind}

    def json(self, register: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = _loaded(self.file(f"/data/{register}.json"))["rows"]
        return rows

    def csv(self, register: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.file(f"/data/{register}.csv").decode("utf-8-sig"))))

    def events(self, name: str) -> list[Any]:
        """The meetings of a calendar, without the deadlines."""
        return _meetings_in(self.file(f"/kalender/{name}.ics"))

    @property
    def calendars(self) -> list[str]:
        return [name for name in (path[10:-4] for path in self.files("/kalender/")) if name != "alle"]

    def oparl(self, name: str) -> list[dict[str, Any]]:
        data: list[dict[str, Any]] = _loaded(self.file(f"/oparl/1.1/{name}/1.json"))["data"]
        return data

    @cached_property
    def search(self) -> dict[str, SearchEntry]:
        return {address: entry() for address, entry in entries(self.site.context, self.site.content).items()}

    def feed(self, name: str) -> list[Any]:
        return list(read_feed(self.file(f"/feed/{name}.xml")).iter(f"{A}entry"))

    @property
    def meetings(self) -> list[str]:
        """The meetings that can be read, which is all that some outputs are asked of."""
        return [meeting.id for meeting in self.site.context.portal.meetings]

    @property
    def bodies(self) -> list[str]:
        return [one.id for one in self.site.context.portal.organisations if one.facts.kind.is_body()]


Asker = Callable[[Outputs], Answers]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    """The portal's outputs, though it has an error: what is wrong with a record may make no output lie."""
    root = write_history(make_portal(tmp_path_factory.mktemp("differential") / "portal")).root
    settings = replace(read_settings(root), search=False, open_data_people=True)
    checked = check_portal(root, settings, moment=MOMENT)
    told = {problem.code for problem in checked.problems if problem.severity.stops_build()}
    assert told == {"cancelled_but"}
    public = publish(checked.portal, MOMENT, "…", revisions=revisions_of(root, checked.portal, MOMENT))
    return Outputs(compose(root, settings, public, checked.content), checked.portal, settings)


# -- what askers share


def _day(words: str) -> str | None:
    """The first date in words."""
    found = _DAY.search(words.replace("\xa0", " "))
    return dt.date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])).isoformat() if found else None


def _meeting_at(address: str) -> str:
    """The meeting of an address, of its page or of its object."""
    found = _MEETING.search(unquote(address))
    assert found, address
    return found[1]


def _term(entry: Any) -> str:
    """What sort of change an entry of a feed tells of."""
    return str(entry.find(f"{A}category").get("term"))


def _link(entry: Any) -> str:
    return str(entry.find(f"{A}link").get("href"))


def _meeting_in(element: Element) -> str:
    """The meeting that the first link in an element leads to."""
    return next(_meeting_at(href) for href in element.hrefs() if _MEETING.search(unquote(href)))


def _day_of(meeting: str) -> str:
    return meeting.partition("/")[2][:10]


def _state_in(element: Element) -> str:
    """The words of the first state in an element."""
    return next(one.text for one in element.all(class_="state"))


def _first_of_bodies(made: Outputs, meetings: list[str]) -> dict[str, str | None]:
    """The day of each body's first meeting of a list."""
    found: dict[str, str | None] = dict.fromkeys(made.bodies)
    for meeting in reversed(meetings):
        found[meeting.partition("/")[0]] = _day_of(meeting)
    return found


def _by_meeting(made: Outputs, pairs: Iterator[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Numbers of decisions by meeting, of all meetings that can be read."""
    found: dict[str, list[str]] = {id_: [] for id_ in made.meetings}
    for meeting, number in pairs:
        found[meeting].append(number.replace("/", "-"))
    return {meeting: tuple(sorted(numbers)) for meeting, numbers in found.items()}


def _number(words: str) -> int:
    """The number that words begin with, or hold."""
    if found := re.search(r"\d+", words):
        return int(found[0])
    return 1 if re.search(r"\b[Éé]i[nt]?\b", words) else 0


def _uid(event: Any) -> str:
    """The id of an event's meeting now, by its address."""
    return _meeting_at(str(event["URL"]))


def _is_ahead(event: Any) -> bool:
    start = event.decoded("DTSTART")
    day = start.date() if isinstance(start, dt.datetime) else start
    return day >= TODAY and event["STATUS"] != "CANCELLED" and "Referat:" not in str(event.get("DESCRIPTION", ""))


def _word(made: Outputs, state: Any) -> str:
    return made.site.context.state(state).text


def _plain(words: str) -> str:
    return " ".join(words.replace("\xa0", " ").split())


# -- a body's next meeting


def next_in_overview(made: Outputs) -> Answers:
    found: dict[str, str | None] = {}
    for row in made.page("/utval/").all("li"):
        if row.all("h3"):
            told = [span for span in row.all("span") if span.text.startswith("Neste møte")]
            found[row.one("h3").hrefs()[0].strip("/").rpartition("/")[2]] = _day(told[0].text) if told else None
    return found


def next_among_facts(made: Outputs) -> Answers:
    return {id_: _day(made.page(f"/utval/{id_}/").facts().get("Neste møte", "")) for id_ in made.bodies}


def next_in_list_of_body(made: Outputs) -> Answers:
    found = {}
    for id_ in made.bodies:
        page = made.page(f"/utval/{id_}/")
        rows = page.section("neste").all("li") if page.has_section("neste") else []
        found[id_] = _day_of(_meeting_in(rows[0])) if rows else None
    return found


def next_on_front_page(made: Outputs) -> Answers:
    """The next four of all, so only of the bodies whose next is among them."""
    page = made.page("/")
    rows = [page.section("neste"), *page.section("framover").all("li")]
    found = _first_of_bodies(made, [_meeting_in(row) for row in rows])
    return {body: day for body, day in found.items() if day}


def next_in_register(made: Outputs) -> Answers:
    rows = made.page("/moter/").section("kjem").all("li")
    return _first_of_bodies(made, [_meeting_in(row) for row in rows if _state_in(row) != "Avlyst"])


def next_in_form(made: Outputs) -> Answers:
    return {id_: _day(made.page("/meld-sak/").by_id(f"_for_{id_}_h").text) for id_ in made.bodies}


def next_by_way_of_latest(made: Outputs) -> Answers:
    """The page of the meeting that was held last leads on to the next."""
    found = {}
    for id_ in ("ssu", "fsu"):
        latest = max(m for m in made.meetings if m.startswith(f"{id_}/") and _day_of(m) <= "2026-11-30")
        pager = [link for link in made.page(f"/moter/{latest}/").all("a") if link.text.startswith("Neste møte")]
        found[id_] = _day(pager[0].text) if pager else None
    return found


def next_on_page_of_case(made: Outputs) -> Answers:
    """Where a case goes on, which is to the next meeting of the body that it waits for."""
    notices = [made.page(f"/saker/{id_}/").all("div", class_="notice")[0] for id_ in ("2026-plan", "2026-bru")]
    found = _first_of_bodies(made, [_meeting_in(notice) for notice in notices])
    return {body: found[body] for body in ("ssu", "ou")}


def next_in_calendar_of_all(made: Outputs) -> Answers:
    return _first_of_bodies(made, [_uid(event) for event in made.events("alle") if _is_ahead(event)])


def next_in_calendar_of_body(made: Outputs) -> Answers:
    return _first_of_bodies(
        made, [_uid(event) for name in made.calendars for event in made.events(name) if _is_ahead(event)]
    )


def next_in_json(made: Outputs) -> Answers:
    return {row["id"]: row["next_meeting"] for row in made.json("organisations") if row["is_body"]}


def next_in_csv(made: Outputs) -> Answers:
    return {row["id"]: row["next_meeting"] or None for row in made.csv("organisations") if row["is_body"] == "true"}


def next_in_oparl(made: Outputs) -> Answers:
    """Not of a body whose next was retracted: that is a deleted object, as OParl wants it."""
    told = [one for one in made.oparl("meetings") if not one.get("deleted") and not one.get("cancelled")]
    ahead = [one for one in told if one.get("start", "")[:10] >= TODAY.isoformat()]
    coming = [one for one in ahead if one.get("meetingState") != "durchgeführt"]
    ids = sorted((_meeting_at(one["id"]) for one in coming), key=_day_of)
    gone = [one["id"] for one in made.oparl("meetings") if one.get("deleted")]
    return {body: day for body, day in _first_of_bodies(made, ids).items() if f"/{body}/" not in "".join(gone)}


def next_in_search(made: Outputs) -> Answers:
    """Not of a body whose next was retracted: that is not searched."""
    over = {_word(made, MeetingState(value)) for value in (*_HELD, "cancelled")}
    found = [
        _meeting_at(address)
        for address, entry in made.search.items()
        if entry.form == "meeting"
        and entry.day
        and entry.day >= TODAY
        and (not entry.state or entry.state.text not in over)
    ]
    return {body: day for body, day in _first_of_bodies(made, sorted(found, key=_day_of)).items() if body != "bu"}


# -- a body's latest meeting


def latest_in_overview(made: Outputs) -> Answers:
    """Of the bodies that have no next meeting, which the overview tells instead."""
    found = {}
    for row in made.page("/utval/").all("li"):
        told = [span.text for span in row.all("span") if span.text.startswith("Siste møte")]
        if told:
            found[row.one("h3").hrefs()[0].strip("/").rpartition("/")[2]] = _day(told[0])
    return found


def latest_meeting_in_register(made: Outputs) -> Answers:
    """The first row of those that were held; only of the bodies that have one among the six that are shown."""
    rows = made.page("/moter/").section("halde").all("li")
    return {body: day for body, day in _first_of_bodies(made, [_meeting_in(row) for row in rows]).items() if day}


def latest_meeting_in_json(made: Outputs) -> Answers:
    return {row["id"]: row["latest_meeting"] for row in made.json("organisations") if row["is_body"]}


def latest_meeting_in_csv(made: Outputs) -> Answers:
    return {row["id"]: row["latest_meeting"] or None for row in made.csv("organisations") if row["is_body"] == "true"}


def latest_before_next(made: Outputs) -> Answers:
    """The page of a body's next meeting leads back to it."""
    pager = [link.text for link in made.page("/moter/ou/2026-11-30/").all("a") if link.text.startswith("Førre møte")]
    return {"ou": _day(pager[0])}


# -- a meeting that may not be read

_CLOSED = ("ssu/2026-12-15", "ou/2026-11-19", "bu/2026-12-09")


def _closed(meetings: Iterable[str]) -> Answers:
    """The body and the day of those that may not be read."""
    return {id_: (id_.partition("/")[0], _day_of(id_)) for id_ in meetings if id_ in _CLOSED}


def closed_in_plan_of_year(made: Outputs) -> Answers:
    """By the row that it stands in."""
    found = {}
    for row in made.page("/moter/2026/").one("table", class_="register-table").all("tr")[1:]:
        (body,) = [told[1] for href in row.one("th").hrefs() if (told := re.search(r"utval/([a-z]+)/", href))]
        found |= {_meeting_at(href): (body, _day_of(_meeting_at(href))) for href in row.all("td")[0].hrefs()}
    return {id_: found[id_] for id_ in _CLOSED}


def closed_in_list_of_body(made: Outputs) -> Answers:
    found = {}
    for body in made.bodies:
        for row in made.page(f"/utval/{body}/").section("mote").all("li"):
            found[_meeting_in(row)] = (body, _day_of(_meeting_in(row)))
    return {id_: found[id_] for id_ in _CLOSED}


def closed_in_register(made: Outputs) -> Answers:
    page = made.page("/moter/")
    return _closed(_meeting_in(row) for row in [*page.section("kjem").all("li"), *page.section("halde").all("li")])


def closed_in_json(made: Outputs) -> Answers:
    return {row["id"]: (row["body"], row["date"]) for row in made.json("meetings") if row["id"] in _CLOSED}


def closed_in_csv(made: Outputs) -> Answers:
    return {row["id"]: (row["body"], row["date"]) for row in made.csv("meetings") if row["id"] in _CLOSED}


def closed_in_calendar_of_all(made: Outputs) -> Answers:
    events = [event for event in made.events("alle") if _uid(event) in _CLOSED]
    return {_uid(event): (_uid(event).partition("/")[0], event.decoded("DTSTART").isoformat()) for event in events}


def closed_in_calendar_of_body(made: Outputs) -> Answers:
    return {
        _uid(event): (name, event.decoded("DTSTART").isoformat())
        for name in made.calendars
        for event in made.events(name)
        if _uid(event) in _CLOSED
    }


def closed_in_oparl(made: Outputs) -> Answers:
    """Not of one that was retracted: that is a deleted object, as OParl wants it."""
    told = [one for one in made.oparl("meetings") if _meeting_at(one["id"]) in _CLOSED and not one.get("deleted")]
    return {
        _meeting_at(one["id"]): (
            one["organization"][0].rpartition("/")[2].removesuffix(".json"),
            one.get("start", "")[:10],
        )
        for one in told
    }


def closed_in_search(made: Outputs) -> Answers:
    """Not of one that was retracted: that is not searched."""
    titles = {record.facts.title: record.id for record in made.site.context.portal.organisations}
    entries_ = {id_: entry for id_ in _CLOSED if (entry := made.search.get(f"/moter/{id_}/"))}
    return {id_: (titles[one.bodies[0]], one.day.isoformat()) for id_, one in entries_.items() if one.day}


# -- the day that it was moved from


def moved_on_page(made: Outputs) -> Answers:
    told = {id_: page.facts().get("Flytta frå") for id_, page in made.pages("meeting").items()}
    return {id_: _day(words) for id_, words in told.items() if words}


def moved_in_json(made: Outputs) -> Answers:
    return {row["id"]: row["moved_from"] for row in made.json("meetings") if row["moved_from"]}


def moved_in_csv(made: Outputs) -> Answers:
    return {row["id"]: row["moved_from"] for row in made.csv("meetings") if row["moved_from"]}


def moved_in_linked_data(made: Outputs) -> Answers:
    told = made.linked_data("meeting")
    return {id_: data["previousStartDate"] for id_, data in told.items() if "previousStartDate" in data}


def moved_in_calendar_of_all(made: Outputs) -> Answers:
    return _moved_in(made.events("alle"))


def moved_in_calendar_of_body(made: Outputs) -> Answers:
    return _moved_in([event for name in made.calendars for event in made.events(name)])


def _moved_in(events: list[Any]) -> Answers:
    told = {_uid(event): re.search("flytta frå (.+)", str(event.get("DESCRIPTION", ""))) for event in events}
    return {id_: _day(found[1]) for id_, found in told.items() if found}


def moved_on_paper(made: Outputs) -> Answers:
    papers = {id_: text_of(made.file(f"/moter/{id_}/referat.pdf")) for id_ in held_on_paper(made)}
    return {id_: _day(words.partition("Flytta frå")[2]) for id_, words in papers.items() if "Flytta frå" in words}


def moved_in_feed(made: Outputs) -> Answers:
    told = [entry for entry in made.feed("alle") if _term(entry) == "move"]
    return {_meeting_at(_link(entry)): _day(content_of(entry).partition(" frå ")[2]) for entry in told}


# -- the state of a meeting


def state_on_page(made: Outputs) -> Answers:
    return {id_: _state_in(page.all("p", class_="kind")[0]) for id_, page in made.pages("meeting").items()}


def state_in_list_of_body(made: Outputs) -> Answers:
    found = {}
    for id_ in made.bodies:
        for row in made.page(f"/utval/{id_}/").section("mote").all("li"):
            found[_meeting_in(row)] = _state_in(row)
    return {id_: found[id_] for id_ in made.meetings}


def state_in_register(made: Outputs) -> Answers:
    """Of those that come, and of the six that were held last."""
    page = made.page("/moter/")
    rows = [*page.section("kjem").all("li"), *page.section("halde").all("li")]
    found = {_meeting_in(row): _state_in(row) for row in rows}
    return {id_: found[id_] for id_ in made.meetings if id_ in found}


def state_in_json(made: Outputs) -> Answers:
    rows = made.json("meetings")
    return {row["id"]: _word(made, MeetingState(row["state"])) for row in rows if row["access"] == "public"}


def state_in_csv(made: Outputs) -> Answers:
    rows = made.csv("meetings")
    return {row["id"]: _word(made, MeetingState(row["state"])) for row in rows if row["access"] == "public"}


def state_in_search(made: Outputs) -> Answers:
    return {id_: entry.state.text for id_ in made.meetings if (entry := made.search[f"/moter/{id_}/"]).state}


# -- whether it was cancelled


def cancelled_on_page(made: Outputs) -> Answers:
    return {id_: state == "Avlyst" for id_, state in state_on_page(made).items()}


def cancelled_in_plan_of_year(made: Outputs) -> Answers:
    return {id_: "avlyst" in words for id_, words in _words_in_plan(made).items()}


def _words_in_plan(made: Outputs) -> dict[str, str]:
    """What stands behind each meeting in the table of a year."""
    found = {}
    for year in (2026, 2027):
        for cell in made.page(f"/moter/{year}/").one("table", class_="register-table").all("td"):
            meeting = ""
            for child in cell.children:
                if isinstance(child, Element):
                    meeting = _meeting_in(child) if child.tag == "a" else meeting
                    found.setdefault(meeting, "")
                elif meeting:
                    found[meeting] += child
    return {id_: found[id_] for id_ in made.meetings}


def cancelled_in_calendar_of_all(made: Outputs) -> Answers:
    return _cancelled_in(made, made.events("alle"))


def cancelled_in_calendar_of_body(made: Outputs) -> Answers:
    return _cancelled_in(made, [event for name in made.calendars for event in made.events(name)])


def _cancelled_in(made: Outputs, events: list[Any]) -> Answers:
    return {_uid(event): event["STATUS"] == "CANCELLED" for event in events if _uid(event) in made.meetings}


def cancelled_in_json(made: Outputs) -> Answers:
    return {row["id"]: row["state"] == "cancelled" for row in made.json("meetings") if row["access"] == "public"}


def cancelled_in_oparl(made: Outputs) -> Answers:
    found = {_meeting_at(one["id"]): one.get("cancelled", False) for one in made.oparl("meetings")}
    return {id_: found[id_] for id_ in made.meetings}


def cancelled_in_linked_data(made: Outputs) -> Answers:
    return {id_: data["eventStatus"].endswith("EventCancelled") for id_, data in made.linked_data("meeting").items()}


def cancelled_in_feed(made: Outputs) -> Answers:
    """That it was called off is news; of one that was not, there is none."""
    told = {_meeting_at(_link(entry)) for entry in made.feed("alle") if _term(entry) == "cancellation"}
    return {id_: id_ in told for id_ in made.meetings}


def cancelled_on_paper(made: Outputs) -> Answers:
    """Of the meetings that have an agenda to print."""
    paths = {id_: f"/moter/{id_}/innkalling.pdf" for id_ in made.meetings}
    printed = {id_: path for id_, path in paths.items() if path in made.files("/moter/")}
    return {id_: "avlyst" in text_of(made.file(path)) for id_, path in printed.items()}


# -- whether it was held


def held_by_state(made: Outputs) -> Answers:
    return {row["id"]: row["state"] in _HELD for row in made.json("meetings") if row["access"] == "public"}


def held_in_plan_of_year(made: Outputs) -> Answers:
    return {id_: "halde" in words for id_, words in _words_in_plan(made).items()}


def held_in_register(made: Outputs) -> Answers:
    """Of those that stand in it, which is all but the oldest."""
    page = made.page("/moter/")
    found = {_meeting_in(row): False for row in page.section("kjem").all("li")}
    found |= {_meeting_in(row): True for row in page.section("halde").all("li")}
    return {id_: found[id_] for id_ in made.meetings if id_ in found}


def held_in_calendar(made: Outputs) -> Answers:
    """Of those that have minutes, to which an event leads."""
    return {_uid(event): True for event in made.events("alle") if "Referat:" in str(event.get("DESCRIPTION", ""))}


def held_in_oparl(made: Outputs) -> Answers:
    """Of those that have minutes: OParl has no word for one whose minutes are awaited."""
    held = [one for one in made.oparl("meetings") if one.get("meetingState") == "durchgeführt"]
    return {_meeting_at(one["id"]): True for one in held}


def held_on_paper(made: Outputs) -> Answers:
    """Of those whose minutes are printed."""
    paths = {id_: f"/moter/{id_}/referat.pdf" for id_ in made.meetings}
    return {id_: True for id_, path in paths.items() if path in made.files("/moter/")}


# -- what it decided


def _decisions_in(element: Element) -> Iterator[tuple[str, str]]:
    found = [_DECISION.search(unquote(href)) for href in element.hrefs()]
    yield from dict.fromkeys((one[1], one[2]) for one in found if one)


def decided_in_register(made: Outputs) -> Answers:
    rows = made.page("/vedtak/").all("article")
    return _by_meeting(made, (pair for row in rows for pair in _decisions_in(row.one("h3"))))


def decided_on_page(made: Outputs) -> Answers:
    """In a box of its own, or on a line where it only approved something."""
    found = [(id_, box.attributes["id"]) for id_, page in made.pages("meeting").items() for box in _told_on(page)]
    return _by_meeting(made, ((id_, anchor.removeprefix("vedtak-")) for id_, anchor in found))


def _told_on(page: Element) -> Iterator[Element]:
    """The decisions of a meeting's page: each box, and each line with a number that it is linked to by."""
    yield from page.all("section", class_="decision")
    for item in page.all("section", class_="item--formal"):
        yield from (line for line in item.all("p") if line.attributes.get("id", "").startswith("vedtak-"))


def decided_in_words(made: Outputs) -> Answers:
    """How many, as the head of its page tells."""
    found = {}
    for id_, page in made.pages("meeting").items():
        told = re.search(r"Møtet gjorde (.+? vedtak)", page.all("p", class_="lede")[0].text)
        found[id_] = _number(told[1]) if told else 0
    return {id_: numbers for id_, numbers in decided_on_page(made).items() if len(numbers) == found[id_]}


def decided_on_page_of_body(made: Outputs) -> Answers:
    pages = [made.page(f"/utval/{id_}/") for id_ in made.bodies]
    lists = [page.section("vedtak") for page in pages if page.has_section("vedtak")]
    return _by_meeting(made, (pair for one in lists for pair in _decisions_in(one)))


def decided_in_json(made: Outputs) -> Answers:
    return _by_meeting(made, ((row["meeting"], row["case_number"]) for row in made.json("decisions")))


def decided_in_csv(made: Outputs) -> Answers:
    """A sign keeps spreadsheets from reading a number as a date."""
    return _by_meeting(made, ((row["meeting"], row["case_number"].lstrip("'")) for row in made.csv("decisions")))


def decided_in_agenda_of_json(made: Outputs) -> Answers:
    rows = [row for row in made.json("meetings") if row["access"] == "public"]
    items = ((row["id"], item["case_number"]) for row in rows for item in row["agenda"] if item["is_decision"])
    return _by_meeting(made, items)


def decided_in_oparl(made: Outputs) -> Answers:
    """An item with the words of a decision, or a result that decides."""
    results = ("Vedteke", "Godkjent", "Slutta seg til", "Avvist")
    items = (
        (_meeting_at(one["web"]), one["number"])
        for one in made.oparl("agenda-items")
        if one.get("resolutionText") or one.get("result") in results
    )
    return _by_meeting(made, items)


def decided_in_calendar_of_all(made: Outputs) -> Answers:
    return _decided_in(made, made.events("alle"))


def decided_in_calendar_of_body(made: Outputs) -> Answers:
    return _decided_in(made, [event for name in made.calendars for event in made.events(name)])


def _decided_in(made: Outputs, events: list[Any]) -> Answers:
    lines = ((_uid(event), line) for event in events for line in str(event.get("DESCRIPTION", "")).splitlines())
    told = ((meeting, re.match(r"Vedtak (\S+):", line)) for meeting, line in lines)
    return _by_meeting(made, ((meeting, found[1]) for meeting, found in told if found))


def decided_in_feed(made: Outputs) -> Answers:
    """Decisions, and approvals of minutes."""
    told = [entry for entry in made.feed("alle") if _term(entry) in ("decision", "approval")]
    links = [_link(entry) for entry in told]
    found = [re.search(r"moter/([^#]+)/#(?:vedtak|sak)-([\d-]+)", link) for link in links]
    return _by_meeting(made, ((one[1], one[2]) for one in found if one))


def decided_on_paper(made: Outputs) -> Answers:
    found = {}
    for id_ in made.meetings:
        path = f"/moter/{id_}/referat.pdf"
        words = text_of(made.file(path)) if path in made.files("/moter/") else ""
        found[id_] = re.findall(r"\bVedtak (\d\d/\d\d)", words)
    return _by_meeting(made, ((id_, number) for id_, numbers in found.items() for number in numbers))


# -- the latest decision of a case


def latest_on_page_of_case(made: Outputs) -> Answers:
    found = {}
    for id_, page in made.pages("case").items():
        boxes = [box for box in page.all("section", class_="decision") if box.attributes["id"].startswith("siste_")]
        found[id_] = next((pair for box in boxes for pair in _decided_by(box)), None)
    return found


def _decided_by(box: Element) -> Iterator[str]:
    found = re.search(r"moter/(\S+)/#vedtak-(\d\d-\d\d)", box.one("code").text)
    yield from ([f"{found[1]} {found[2]}"] if found else [])


def latest_in_json(made: Outputs) -> Answers:
    return {row["id"]: _latest(row["decision_url"]) for row in made.json("cases") if row["access"] == "public"}


def latest_in_csv(made: Outputs) -> Answers:
    return {row["id"]: _latest(row["decision_url"]) for row in made.csv("cases") if row["access"] == "public"}


def _latest(url: str | None) -> str | None:
    found = re.search(r"moter/(.+)/#vedtak-([\d-]+)", url or "")
    return f"{found[1]} {found[2]}" if found else None


def latest_in_register(made: Outputs) -> Answers:
    """The newest decision with a link to the case."""
    found: dict[str, str | None] = dict.fromkeys(made.pages("case"))
    for row in reversed(made.page("/vedtak/").all("article")):
        cases = [case[1] for href in row.hrefs() if (case := re.search(r"saker/([^/]+)/", href))]
        ((meeting, number),) = _decisions_in(row.one("h3"))
        found |= dict.fromkeys(cases, f"{meeting} {number}")
    return found


def latest_in_feed_of_case(made: Outputs) -> Answers:
    found = {}
    for id_ in made.pages("case"):
        entries_ = read_feed(made.file(f"/saker/{id_}/feed.xml")).iter(f"{A}entry")
        told = [one for one in entries_ if _term(one) == "decision"]
        found[id_] = next((_latest(_link(one)) for one in told), None)
    return found


# -- the latest step of a case


def step_in_register_of_cases(made: Outputs) -> Answers:
    rows = made.page("/saker/").one("table").all("tr")[1:]
    found = {row.hrefs()[0].strip("/").rpartition("/")[2]: _day(row.all("td")[2].text) for row in rows}
    return {id_: found[id_] for id_ in made.pages("case")}


def step_in_search(made: Outputs) -> Answers:
    return {id_: one.day.isoformat() for id_ in made.pages("case") if (one := made.search[f"/saker/{id_}/"]).day}


def step_in_json(made: Outputs) -> Answers:
    return {row["id"]: row["latest_meeting"] or row["submitted"] for row in made.json("cases") if row["state"]}


def step_in_csv(made: Outputs) -> Answers:
    return {row["id"]: row["latest_meeting"] or row["submitted"] for row in made.csv("cases") if row["state"]}


# -- the state of a case


def state_on_page_of_case(made: Outputs) -> Answers:
    return {id_: _state_in(page.all("p", class_="kind")[0]) for id_, page in made.pages("case").items()}


def state_in_register_of_cases(made: Outputs) -> Answers:
    rows = made.page("/saker/").one("table").all("tr")[1:]
    found = {row.hrefs()[0].strip("/").rpartition("/")[2]: _state_in(row) for row in rows}
    return {id_: found[id_] for id_ in made.pages("case")}


def state_of_case_in_json(made: Outputs) -> Answers:
    rows = made.json("cases")
    return {row["id"]: _word(made, CaseState(row["state"])) for row in rows if row["access"] == "public"}


def state_of_case_in_csv(made: Outputs) -> Answers:
    rows = made.csv("cases")
    return {row["id"]: _word(made, CaseState(row["state"])) for row in rows if row["access"] == "public"}


def state_of_case_in_search(made: Outputs) -> Answers:
    return {id_: entry.state.text for id_ in made.pages("case") if (entry := made.search[f"/saker/{id_}/"]).state}


def state_in_linked_data(made: Outputs) -> Answers:
    return {id_: data["creativeWorkStatus"] for id_, data in made.linked_data("case").items()}


# -- what waits for a body


def waiting_on_status_page(made: Outputs) -> Answers:
    found: dict[str, list[str]] = {id_: [] for id_ in made.bodies}
    for row in made.page("/status/").section("ventar").all("li"):
        case = row.one("h3").hrefs()[0].strip("/").rpartition("/")[2]
        for href in row.hrefs():
            if body := re.search(r"utval/([a-z]+)/", href):
                found[body[1]].append(case)
    return found


def waiting_in_draft(made: Outputs) -> Answers:
    """What the draft of an agenda takes up, each body's next."""
    found = {}
    for id_ in made.bodies:
        portal, settings = made.linked, made.settings
        draft = draft_agenda(portal, made.site.context.portal, settings, f"{id_}/2027-03-01")
        cases = [item.facts["case"] for item in draft.items if "case" in item.facts]
        found[id_] = cases
    return found


# -- how many there are


def numbers_on_front_page(made: Outputs) -> Answers:
    words = made.page("/").one("p", class_="tries").text
    names = {"cases": "Saker", "meetings": "Møte", "decisions": "Vedtak"}
    return {kind: int(re.search(rf"{name}: (\d+)", words)[1]) for kind, name in names.items()}


def number_of_cases(made: Outputs) -> Answers:
    return _numbers_on(made.page("/saker/"), "cases")


def number_of_decisions(made: Outputs) -> Answers:
    return _numbers_on(made.page("/vedtak/"), "decisions")


def _numbers_on(register: Element, kind: str) -> Answers:
    """The number above the rows, that among the choices, and that of the script; the closed ones are counted apart."""
    shown = register.one("p", class_="showing").one("b")
    told = (shown.text, register.all("details")[0].all("li")[0].text, shown.attributes["data-left"])
    (number,) = {_number(words) for words in told}
    return {kind: number}


def numbers_in_json(made: Outputs) -> Answers:
    kinds = ("cases", "meetings", "projects")
    found = {kind: sum(row["access"] == "public" for row in made.json(kind)) for kind in kinds}
    return {**found, "decisions": len(made.json("decisions"))}


def numbers_in_csv(made: Outputs) -> Answers:
    kinds = ("cases", "meetings", "projects")
    found = {kind: sum(row["access"] == "public" for row in made.csv(kind)) for kind in kinds}
    return {**found, "decisions": len(made.csv("decisions"))}


def numbers_in_search(made: Outputs) -> Answers:
    names = {"case": "cases", "meeting": "meetings", "project": "projects"}
    states = ("Unnateke offentlegheit", "Trekt tilbake")
    told = [entry.form for entry in made.search.values() if not entry.state or entry.state.text not in states]
    return {many: told.count(one) for one, many in names.items()}


def numbers_in_linked_data(made: Outputs) -> Answers:
    names = {"case": "cases", "meeting": "meetings", "project": "projects"}
    return {many: len([data for data in made.linked_data(one).values() if data]) for one, many in names.items()}


def numbers_in_oparl(made: Outputs) -> Answers:
    """Of meetings: an exempt Paper is one like any other, and a decision no object."""
    return {"meetings": sum("meetingState" in one or one.get("cancelled") is True for one in made.oparl("meetings"))}


def numbers_by_body_in_json(made: Outputs) -> Answers:
    rows = [row for row in made.json("organisations") if row["is_body"]]
    return {"decisions": sum(row["number_of_decisions"] for row in rows)}


def closed_in_registers_of_json(made: Outputs) -> Answers:
    return {kind: _closed_rows(made.json(kind)) for kind in ("cases", "meetings", "projects")}


def closed_in_registers_of_csv(made: Outputs) -> Answers:
    return {kind: _closed_rows(made.csv(kind)) for kind in ("cases", "meetings", "projects")}


def _closed_rows(rows: list[Any]) -> int:
    return sum(row["access"] in ("exempt", "retracted") for row in rows)


def closed_above_register_of_cases(made: Outputs) -> Answers:
    return {"cases": _number(made.page("/saker/").one("p", class_="showing").one("b").text.partition(", ")[2])}


# -- what is to be followed up


def follow_ups_in_register(made: Outputs) -> Answers:
    return _tasks(made.page("/oppfolging/"))


def follow_ups_of_case(made: Outputs) -> Answers:
    return _tasks(made.page("/saker/2026-plan/"))


def follow_ups_of_meeting(made: Outputs) -> Answers:
    return _tasks(made.page("/moter/ssu/2026-09-17/"))


def follow_ups_of_partners(made: Outputs) -> Answers:
    return {**_tasks(made.page("/partar/helse-fjord/")), **_tasks(made.page("/partar/fjord-kommune/"))}


def _tasks(page: Element) -> dict[str, str]:
    return {row.one("p", class_="what").text: _state_in(row) for row in page.all("li", class_="task")}


def follow_ups_in_json(made: Outputs) -> Answers:
    words = {"overdue": "Over frist", "open": "Open", "done": "Gjort"}
    return {row["what"]: words[row["state"]] for row in made.json("follow-ups")}


def follow_ups_in_csv(made: Outputs) -> Answers:
    words = {"overdue": "Over frist", "open": "Open", "done": "Gjort"}
    return {row["what"]: words[row["state"]] for row in made.csv("follow-ups")}


def overdue_on_status_page(made: Outputs) -> Answers:
    return {row.one("h3").text: "Over frist" for row in made.page("/status/").section("frist").all("li")}


def done_on_paper(made: Outputs) -> Answers:
    words = text_of(made.file("/moter/ssu/2026-09-17/referat.pdf"))
    return {name: "Gjort" for name in ("Måle djupna", "Skrive brev", "Ringje", "Svare") if _is_done(words, name)}


def _is_done(words: str, name: str) -> bool:
    return re.search(rf"{name}(?:(?!Gjort|Måle|Skrive|Ringje|Svare).)*Gjort", words) is not None


def tally_on_front_page(made: Outputs) -> Answers:
    found = re.search(r"(\d+) av (\d+) opne oppgåver er over frist", made.page("/").section("frist").text)
    assert found
    return {"overdue": int(found[1]), "not done": int(found[2])}


def tally_in_register(made: Outputs) -> Answers:
    told = {_state_in(one): _number(one.text) for one in made.page("/oppfolging/").one("ul", class_="tally").all("li")}
    return {"overdue": told["Over frist"], "not done": told["Over frist"] + told["Open"]}


def tally_on_status_page(made: Outputs) -> Answers:
    return {"overdue": _number(made.page("/status/").by_id("frist").text)}


def tally_in_json(made: Outputs) -> Answers:
    states = [row["state"] for row in made.json("follow-ups")]
    return {"overdue": states.count("overdue"), "not done": states.count("overdue") + states.count("open")}


def tally_of_cases_in_json(made: Outputs) -> Answers:
    rows = [row for row in made.json("cases") if row["access"] == "public"]
    return {"not done": sum(row["number_of_open_follow_ups"] for row in rows)}


# -- who was there


def people_on_page(made: Outputs) -> Answers:
    return {id_: _people(page) for id_, page in made.pages("meeting").items()}


def people_on_page_of_body(made: Outputs) -> Answers:
    """Of the latest meeting that tells."""
    found = {}
    for id_ in made.bodies:
        page = made.page(f"/utval/{id_}/")
        if page.has_section("motte"):
            found[_meeting_in(page.section("motte"))] = _people(page.section("motte"))
    return found


def _people(element: Element) -> dict[str, tuple[str, ...]]:
    found = {}
    for group in element.all("div", class_="company"):
        if group.one("h3").text in ("Til stades", "Forfall"):
            found[group.one("h3").text] = tuple(sorted(name.text for name in group.all("b")))
    return found


def people_in_json(made: Outputs) -> Answers:
    found = {}
    for row in made.json("meetings"):
        if row["access"] == "public":
            groups: dict[str, list[str]] = {}
            for one in row["attendance"]:
                groups.setdefault({"present": "Til stades", "absent": "Forfall"}[one["group"]], []).append(one["name"])
            found[row["id"]] = {name: tuple(sorted(people)) for name, people in groups.items()}
    return found


def people_on_paper(made: Outputs) -> Answers:
    """Of those whose minutes are printed."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for id_ in held_on_paper(made):
        words = text_of(made.file(f"/moter/{id_}/referat.pdf")).partition("Deltakarar ")[2].partition("Sakliste")[0]
        parts = re.split("(Til stades|Forfall) ", words)[1:]
        groups = dict(zip(parts[::2], parts[1::2], strict=True))
        found[id_] = {
            name: tuple(one for one in _NAMES if re.search(rf"(?<!vara for ){one}(?! møtte som vara)", part))
            for name, part in groups.items()
        }
    return found


def people_counted(made: Outputs) -> Answers:
    """The names that are told, where as many were present as the data count."""
    counted = {row["id"]: _number(row["number_of_present"]) for row in made.csv("meetings")}
    return {id_: one for id_, one in people_on_page(made).items() if len(one.get("Til stades", ())) == counted[id_]}


# -- when it was last changed


def changed_in_json(made: Outputs) -> Answers:
    return {row["id"]: row["modified"] for row in made.json("meetings") if row["access"] == "public"}


def changed_in_csv(made: Outputs) -> Answers:
    return {row["id"]: row["modified"] for row in made.csv("meetings") if row["access"] == "public"}


def changed_in_oparl(made: Outputs) -> Answers:
    found = {_meeting_at(one["id"]): one["modified"][:10] for one in made.oparl("meetings")}
    return {id_: found[id_] for id_ in made.meetings}


def changed_in_calendar_of_all(made: Outputs) -> Answers:
    return _changed_in(made, made.events("alle"))


def changed_in_calendar_of_body(made: Outputs) -> Answers:
    return _changed_in(made, [event for name in made.calendars for event in made.events(name)])


def _changed_in(made: Outputs, events: list[Any]) -> Answers:
    found = {_uid(event): event.decoded("LAST-MODIFIED").astimezone(OSLO).date().isoformat() for event in events}
    return {id_: found[id_] for id_ in made.meetings}


def changed_in_sitemap(made: Outputs) -> Answers:
    words = made.file("/sitemap.xml").decode()
    found = re.findall(r"<loc>[^<]+/moter/([^<]+)/</loc>\s*<lastmod>([^<]+)</lastmod>", words)
    return {id_: day for id_, day in found if id_ in made.meetings}


def changed_on_page(made: Outputs) -> Answers:
    told = {page.address: page.updated for page in pages_of(made.site)}
    return {id_: day.isoformat() for id_ in made.meetings if (day := told[f"/moter/{id_}/"])}


def changed_in_feed(made: Outputs) -> Answers:
    """Of those that were changed after they were published: the newest entry tells when."""
    found: dict[str, str] = {}
    for entry in made.feed("alle"):
        meeting = _MEETING.search(_link(entry))
        if meeting and _term(entry) in ("amendment", "edit", "relocation"):
            found.setdefault(meeting[1], entry.findtext(f"{A}updated")[:10])
    return found


def moment_in_oparl(made: Outputs) -> Answers:
    found = {_meeting_at(one["id"]): one for one in made.oparl("meetings")}
    return {id_: dt.datetime.fromisoformat(one["modified"]) for id_, one in found.items()}


def moment_in_calendar_of_all(made: Outputs) -> Answers:
    return {_uid(event): event.decoded("LAST-MODIFIED") for event in made.events("alle")}


def moment_in_calendar_of_body(made: Outputs) -> Answers:
    return {_uid(event): event.decoded("LAST-MODIFIED") for name in made.calendars for event in made.events(name)}


def moment_of_deadline(made: Outputs) -> Answers:
    """What a meeting's deadline has, which stands in the calendar beside it."""
    found = Calendar.from_ical(made.file("/kalender/ssu.ics")).walk("VEVENT")
    told = [event for event in found if str(event["UID"]).startswith("frist/")]
    return {str(event["UID"])[6:].partition("@")[0]: event.decoded("LAST-MODIFIED") for event in told}


# -- the words of a decision


def words_in_json(made: Outputs) -> Answers:
    rows = made.json("decisions")
    return {f"{row['meeting']} {row['case_number']}": _plain(row["decision"]) for row in rows if row["decision"]}


def words_in_csv(made: Outputs) -> Answers:
    rows = made.csv("decisions")
    return {f"{row['meeting']} {row['case_number'][1:]}": _plain(row["decision"]) for row in rows if row["decision"]}


def words_in_oparl(made: Outputs) -> Answers:
    return {
        f"{_meeting_at(one['web'])} {one['number']}": _plain(one["resolutionText"])
        for one in made.oparl("agenda-items")
        if one.get("resolutionText")
    }


def words_in_feed_of_all(made: Outputs) -> Answers:
    return _words_in(made.feed("alle"))


def words_in_feed_of_body(made: Outputs) -> Answers:
    return _words_in(made.feed("ssu"))


def _words_in(feed: list[Any]) -> Answers:
    """Of each decision, its own entry; an outcome stands there where it has no words."""
    told = [entry for entry in feed if _term(entry) == "decision"]
    words = {_link(entry): _plain(content_of(entry)) for entry in told}
    named = {_latest(link): said for link, said in words.items() if said != "Vedteke"}
    return {name[:-3] + name[-3:].replace("-", "/"): said for name, said in named.items() if name}


def words_of_amendment(made: Outputs) -> Answers:
    """Of a decision that was put in other words, what it says now."""
    told = [entry for entry in made.feed("alle") if _term(entry) == "amendment"]
    (words,) = [content_of(entry).partition("\n")[2] for entry in told]
    return {"ssu/2026-11-05 08/26": _plain(words)}


def words_in_calendar(made: Outputs) -> Answers:
    found = {}
    for event in made.events("alle"):
        told = re.findall(r"Vedtak (\S+): (.+?)(?=\nVedtak |\nReferat:)", str(event.get("DESCRIPTION", "")), re.DOTALL)
        found |= {f"{_uid(event)} {number}": _plain(words) for number, words in told if " " in words}
    return found


def words_of_case_in_json(made: Outputs) -> Answers:
    (words,) = [row["decision"] for row in made.json("cases") if row["decision"]]
    return {"ssu/2026-11-05 08/26": _plain(words)}


# -- the table of facts

OUTPUTS = (
    "front page", "overview of bodies", "page of a body", "page of a partner", "register of meetings", "plan of a year",
    "form", "page of a meeting", "page of a case", "register of cases", "register of decisions", "follow-up",
    "status page", "calendar of all", "calendar of a body", "feed of all", "feed of a body", "feed of a case", "JSON",
    "CSV", "OParl", "papers", "search", "sitemap", "linked data", "draft agenda",
)  # fmt: skip
"""All that is made of a portal."""


@dataclass(frozen=True)
class Fact:
    """A fact: what is `true` in the portal, who tells it, and why the others do not.

    An output may tell it in several places. `silent` gives a reason, and the outputs that it is for. Outputs that tell
    of some alone are asked for those; the docstring of the asker says which.
    """

    true: Mapping[str, Any]
    told: Mapping[str, tuple[Asker, ...]]
    silent: Mapping[str, tuple[str, ...]]


_DATES_ALONE = "has addresses and days of change"
_TABLE_AS_TEXT = (
    "Utvalet vedtek planen [stroke: utan] med desse tala, og CO₂ skal ned. År | Tal 2026 | 14 2027 | 15 "
    "Kart over fjorden 1. Sjukehuset bygg. 2. Kommunen betalar."
)

NO_PEOPLE = "names nobody, by our own rule"
FACTS: dict[str, Fact] = {
    "a body's next meeting": Fact(
        {"ssu": "2026-12-15", "fsu": None, "ou": "2026-11-30", "bu": "2026-12-09"},
        {
            "overview of bodies": (next_in_overview,),
            "page of a body": (next_among_facts, next_in_list_of_body),
            "front page": (next_on_front_page,),
            "register of meetings": (next_in_register,),
            "form": (next_in_form,),
            "page of a meeting": (next_by_way_of_latest,),
            "page of a case": (next_on_page_of_case,),
            "calendar of all": (next_in_calendar_of_all,),
            "calendar of a body": (next_in_calendar_of_body,),
            "JSON": (next_in_json,),
            "CSV": (next_in_csv,),
            "OParl": (next_in_oparl,),
            "search": (next_in_search,),
        },
        {
            "has meetings, and does not say which is next": ("plan of a year", "papers", "linked data", "sitemap"),
            "tells what has happened": ("feed of all", "feed of a body", "feed of a case", "register of decisions"),
            "tells of no body's meetings": (
                "page of a partner", "register of cases", "follow-up", "status page", "draft agenda",
            ),
        },
    ),
    "a body's latest meeting": Fact(
        {"ssu": "2026-11-05", "fsu": "2026-11-30", "ou": "2026-11-19", "bu": None},
        {
            "overview of bodies": (latest_in_overview,),
            "register of meetings": (latest_meeting_in_register,),
            "page of a meeting": (latest_before_next,),
            "JSON": (latest_meeting_in_json,),
            "CSV": (latest_meeting_in_csv,),
        },
        {
            "has meetings, and does not say which was the last": tuple(
                one
                for one in OUTPUTS
                if one not in ("overview of bodies", "register of meetings", "page of a meeting", "JSON", "CSV")
            ),
        },
    ),
    "a meeting that may not be read": Fact(
        {"ssu/2026-12-15": ("ssu", "2026-12-15"), "ou/2026-11-19": ("ou", "2026-11-19"),
         "bu/2026-12-09": ("bu", "2026-12-09")},
        {
            "plan of a year": (closed_in_plan_of_year,),
            "page of a body": (closed_in_list_of_body,),
            "register of meetings": (closed_in_register,),
            "JSON": (closed_in_json,),
            "CSV": (closed_in_csv,),
            "calendar of all": (closed_in_calendar_of_all,),
            "calendar of a body": (closed_in_calendar_of_body,),
            "OParl": (closed_in_oparl,),
            "search": (closed_in_search,),
        },
        {
            "has it as a body's next, above": ("overview of bodies", "front page", "form", "page of a case"),
            "tells what was decided, or what is to be done": (
                "register of cases", "register of decisions", "follow-up", "status page", "draft agenda",
                "page of a partner", "papers", "feed of a case",
            ),
            "tells when access to it changed": ("feed of all", "feed of a body"),
            "says nothing of what is closed": ("page of a meeting", "linked data"),
            _DATES_ALONE: ("sitemap",),
        },
    ),
    "the day that a meeting was moved from": Fact(
        {"ou/2026-10-29": "2026-10-22"},
        {
            "page of a meeting": (moved_on_page,),
            "JSON": (moved_in_json,),
            "CSV": (moved_in_csv,),
            "linked data": (moved_in_linked_data,),
            "calendar of all": (moved_in_calendar_of_all,),
            "calendar of a body": (moved_in_calendar_of_body,),
            "papers": (moved_on_paper,),
            "feed of all": (moved_in_feed,),
        },
        {
            "has a part of what the feed of all has": ("feed of a body", "feed of a case"),
            "has the day of a meeting, and none that it had": tuple(
                one
                for one in OUTPUTS
                if one
                not in (
                    "page of a meeting", "JSON", "CSV", "linked data", "calendar of all", "calendar of a body",
                    "papers", "feed of all", "feed of a body", "feed of a case",
                )
            ),
        },
    ),
    "the state of a meeting": Fact(
        {
            "bu/2027-02-03": "Planlagt", "fsu/2026-11-30": "Utkast til referat", "fsu/2026-12-08": "Avlyst",
            "ou/2026-10-01": "Avlyst", "ou/2026-10-29": "Utkast til referat", "ou/2026-11-12": "Utkast til referat",
            "ou/2026-11-12-2": "Ventar på referat", "ou/2026-11-30": "Innkalla", "ssu/2026-09-17": "Referat godkjent",
            "ssu/2026-11-05": "Utkast til referat", "ssu/2026-12-10": "Avlyst", "ssu/2027-01-20": "Planlagt",
        },
        {
            "page of a meeting": (state_on_page,),
            "page of a body": (state_in_list_of_body,),
            "register of meetings": (state_in_register,),
            "JSON": (state_in_json,),
            "CSV": (state_in_csv,),
            "search": (state_in_search,),
        },
        {
            "tells whether it was cancelled or held, below": (
                "plan of a year", "calendar of all", "calendar of a body", "OParl", "papers", "linked data",
                "feed of all", "feed of a body", "feed of a case", "page of a case", "front page",
            ),
            "tells of cases, decisions and what is to be done": (
                "register of cases", "register of decisions", "follow-up", "status page", "draft agenda",
                "page of a partner", "form",
            ),
            "names no meeting but the next": ("overview of bodies",),
            _DATES_ALONE: ("sitemap",),
        },
    ),
    "whether a meeting was cancelled": Fact(
        {
            "bu/2027-02-03": False, "fsu/2026-11-30": False, "fsu/2026-12-08": True, "ou/2026-10-01": True,
            "ou/2026-10-29": False, "ou/2026-11-12": False, "ou/2026-11-12-2": False, "ou/2026-11-30": False,
            "ssu/2026-09-17": False, "ssu/2026-11-05": False, "ssu/2026-12-10": True, "ssu/2027-01-20": False,
        },
        {
            "page of a meeting": (cancelled_on_page,),
            "plan of a year": (cancelled_in_plan_of_year,),
            "calendar of all": (cancelled_in_calendar_of_all,),
            "calendar of a body": (cancelled_in_calendar_of_body,),
            "JSON": (cancelled_in_json,),
            "OParl": (cancelled_in_oparl,),
            "linked data": (cancelled_in_linked_data,),
            "feed of all": (cancelled_in_feed,),
            "papers": (cancelled_on_paper,),
        },
        {
            "tells its state, above": ("page of a body", "register of meetings", "CSV", "search"),
            "has a part of what the feed of all has": ("feed of a body", "feed of a case"),
            "tells of none that was cancelled": ("front page", "overview of bodies", "form", "draft agenda"),
            "tells of cases, decisions and what is to be done": (
                "page of a case", "register of cases", "register of decisions", "follow-up", "status page",
                "page of a partner",
            ),
            _DATES_ALONE: ("sitemap",),
        },
    ),
    "whether a meeting was held": Fact(
        {
            "bu/2027-02-03": False, "fsu/2026-11-30": True, "fsu/2026-12-08": False, "ou/2026-10-01": False,
            "ou/2026-10-29": True, "ou/2026-11-12": True, "ou/2026-11-12-2": True, "ou/2026-11-30": False,
            "ssu/2026-09-17": True, "ssu/2026-11-05": True, "ssu/2026-12-10": False, "ssu/2027-01-20": False,
        },
        {
            "JSON": (held_by_state,),
            "plan of a year": (held_in_plan_of_year,),
            "register of meetings": (held_in_register,),
            "calendar of all": (held_in_calendar,),
            "OParl": (held_in_oparl,),
            "papers": (held_on_paper,),
        },
        {
            "tells its state, above": ("page of a meeting", "page of a body", "CSV", "search"),
            "has a part of what another has": ("calendar of a body", "feed of a body", "feed of a case", "front page"),
            "tells what came of it": ("feed of all", "register of decisions", "page of a case", "follow-up"),
            "says of a past one no more than of one to come": ("linked data",),
            "tells of those to come, or of none": (
                "overview of bodies", "form", "draft agenda", "register of cases", "status page", "page of a partner",
            ),
            _DATES_ALONE: ("sitemap",),
        },
    ),
    "what a meeting decided": Fact(
        {
            "bu/2027-02-03": (), "fsu/2026-11-30": ("01-26",), "fsu/2026-12-08": (), "ou/2026-10-01": (),
            "ou/2026-10-29": (), "ou/2026-11-12": (), "ou/2026-11-12-2": (), "ou/2026-11-30": (),
            "ssu/2026-09-17": ("01-26",), "ssu/2026-11-05": ("07-26", "08-26"), "ssu/2026-12-10": (),
            "ssu/2027-01-20": (),
        },
        {
            "register of decisions": (decided_in_register,),
            "page of a meeting": (decided_on_page, decided_in_words),
            "page of a body": (decided_on_page_of_body,),
            "JSON": (decided_in_json, decided_in_agenda_of_json),
            "CSV": (decided_in_csv,),
            "OParl": (decided_in_oparl,),
            "calendar of all": (decided_in_calendar_of_all,),
            "calendar of a body": (decided_in_calendar_of_body,),
            "feed of all": (decided_in_feed,),
            "papers": (decided_on_paper,),
        },
        {
            "has those of a case, below": ("page of a case", "register of cases", "feed of a case"),
            "has a part of what another has": ("feed of a body", "front page", "follow-up", "status page"),
            "tells of no decision": (
                "overview of bodies", "page of a partner", "register of meetings", "plan of a year", "form", "search",
                "linked data", "draft agenda",
            ),
            _DATES_ALONE: ("sitemap",),
        },
    ),
    "a case's latest decision": Fact(
        {"2026-plan": "ssu/2026-11-05 08-26", "2026-bru": None, "2026-ny": None},
        {
            "page of a case": (latest_on_page_of_case,),
            "JSON": (latest_in_json,),
            "CSV": (latest_in_csv,),
            "register of decisions": (latest_in_register,),
            "feed of a case": (latest_in_feed_of_case,),
        },
        {
            "has the decisions of a meeting, above": (
                "page of a meeting", "page of a body", "OParl", "calendar of all", "calendar of a body", "papers",
                "feed of all", "feed of a body", "front page", "follow-up", "status page",
            ),
            "tells of no decision": (
                "overview of bodies", "page of a partner", "register of meetings", "plan of a year", "form", "search",
                "register of cases", "linked data", "draft agenda",
            ),
            _DATES_ALONE: ("sitemap",),
        },
    ),
    "a case's latest step": Fact(
        {"2026-plan": "2026-11-05", "2026-bru": "2026-08-21", "2026-ny": "2026-11-25"},
        {
            "register of cases": (step_in_register_of_cases,),
            "search": (step_in_search,),
            "JSON": (step_in_json,),
            "CSV": (step_in_csv,),
        },
        {
            "tells every step, or none": tuple(
                one for one in OUTPUTS if one not in ("register of cases", "search", "JSON", "CSV")
            ),
        },
    ),
    "the state of a case": Fact(
        {"2026-plan": "Til oppfølging", "2026-bru": "Meldt inn", "2026-ny": "Meldt inn"},
        {
            "page of a case": (state_on_page_of_case,),
            "register of cases": (state_in_register_of_cases,),
            "JSON": (state_of_case_in_json,),
            "CSV": (state_of_case_in_csv,),
            "search": (state_of_case_in_search,),
            "linked data": (state_in_linked_data,),
        },
        {
            "has no word for it": ("OParl", "papers"),
            "has what waits alone, below": ("status page", "draft agenda"),
            "tells of cases by what was decided, or not at all": (
                "front page", "overview of bodies", "page of a body", "page of a partner", "register of meetings",
                "plan of a year", "form", "page of a meeting", "register of decisions", "follow-up", "calendar of all",
                "calendar of a body", "feed of all", "feed of a body", "feed of a case",
            ),
            _DATES_ALONE: ("sitemap",),
        },
    ),
    "what waits for a body": Fact(
        {"ssu": ["2026-plan"], "fsu": ["2026-ny"], "ou": ["2026-bru"], "bu": []},
        {"status page": (waiting_on_status_page,), "draft agenda": (waiting_in_draft,)},
        {
            "tells where a case goes on, above": ("page of a case",),
            "does not say what waits": tuple(
                one for one in OUTPUTS if one not in ("status page", "draft agenda", "page of a case")
            ),
        },
    ),
    "how many there are": Fact(
        {"cases": 3, "meetings": 12, "decisions": 4, "projects": 1},
        {
            "front page": (numbers_on_front_page,),
            "register of cases": (number_of_cases,),
            "register of decisions": (number_of_decisions,),
            "JSON": (numbers_in_json, numbers_by_body_in_json),
            "CSV": (numbers_in_csv,),
            "search": (numbers_in_search,),
            "linked data": (numbers_in_linked_data,),
            "OParl": (numbers_in_oparl,),
        },
        {
            "counts nothing of the whole portal": (
                "overview of bodies", "page of a body", "page of a partner", "register of meetings", "plan of a year",
                "form", "page of a meeting", "page of a case", "follow-up", "status page", "calendar of all",
                "calendar of a body", "feed of all", "feed of a body", "feed of a case", "papers", "draft agenda",
            ),
            "has the pages of exempt records too": ("sitemap",),
        },
    ),
    "how many may not be read": Fact(
        {"cases": 2, "meetings": 3, "projects": 1},
        {
            "register of cases": (closed_above_register_of_cases,),
            "JSON": (closed_in_registers_of_json,),
            "CSV": (closed_in_registers_of_csv,),
        },
        {
            "counts none that may not be read": tuple(
                one for one in OUTPUTS if one not in ("register of cases", "JSON", "CSV")
            )
        },
    ),
    "how a follow-up stands": Fact(
        {"Måle djupna": "Over frist", "Skrive brev": "Open", "Ringje": "Over frist", "Svare": "Gjort"},
        {
            "follow-up": (follow_ups_in_register,),
            "page of a case": (follow_ups_of_case,),
            "page of a meeting": (follow_ups_of_meeting,),
            "page of a partner": (follow_ups_of_partners,),
            "JSON": (follow_ups_in_json,),
            "CSV": (follow_ups_in_csv,),
            "status page": (overdue_on_status_page,),
            "papers": (done_on_paper,),
        },
        {
            "counts them, below": ("front page",),
            "tells how they stand together": ("register of decisions",),
            "asks for those that are overdue on the day of a meeting": ("draft agenda",),
            "has no follow-ups": (
                "overview of bodies", "page of a body", "register of meetings", "plan of a year", "form",
                "register of cases", "calendar of all", "calendar of a body", "feed of all", "feed of a body",
                "feed of a case", "OParl", "search", "linked data", "sitemap",
            ),
        },
    ),
    "how many follow-ups there are": Fact(
        {"overdue": 2, "not done": 3},
        {
            "front page": (tally_on_front_page,),
            "follow-up": (tally_in_register,),
            "status page": (tally_on_status_page,),
            "JSON": (tally_in_json, tally_of_cases_in_json),
        },
        {
            "counts none, or those of one": tuple(
                one for one in OUTPUTS if one not in ("front page", "follow-up", "status page", "JSON")
            )
        },
    ),
    "who was at a meeting": Fact(
        {
            "bu/2027-02-03": {}, "fsu/2026-12-08": {}, "ou/2026-10-01": {}, "ou/2026-11-12-2": {},
            "ou/2026-11-30": {}, "ssu/2026-12-10": {}, "ssu/2027-01-20": {},
            "fsu/2026-11-30": {"Til stades": ("Eli Strand",)},
            "ou/2026-10-29": {"Til stades": ("Gro Vik",)},
            "ou/2026-11-12": {"Til stades": ("Gro Vik",)},
            "ssu/2026-09-17": {"Til stades": ("Bo Moe", "Cato Dahl"), "Forfall": ("Ada Lie",)},
            "ssu/2026-11-05": {"Til stades": ("Cato Dahl",), "Forfall": ("Ada Lie",)},
        },
        {
            "page of a meeting": (people_on_page,),
            "page of a body": (people_on_page_of_body,),
            "papers": (people_on_paper,),
            "JSON": (people_in_json,),
            "CSV": (people_counted,),
        },
        {
            NO_PEOPLE: tuple(
                one
                for one in OUTPUTS
                if one not in ("page of a meeting", "page of a body", "papers", "JSON", "CSV")
            )
        },
    ),
    "when a meeting was last changed": Fact(
        {
            "bu/2027-02-03": "2026-11-06", "fsu/2026-11-30": "2026-11-30", "fsu/2026-12-08": "2026-11-06",
            "ou/2026-10-01": "2026-11-06", "ou/2026-10-29": "2026-11-06", "ou/2026-11-12": "2026-11-12",
            "ou/2026-11-12-2": "2026-11-06", "ou/2026-11-30": "2026-11-06", "ssu/2026-09-17": "2026-11-12",
            "ssu/2026-11-05": "2026-11-14", "ssu/2026-12-10": "2026-11-06", "ssu/2027-01-20": "2026-11-10",
        },
        {
            "JSON": (changed_in_json,),
            "CSV": (changed_in_csv,),
            "OParl": (changed_in_oparl,),
            "calendar of all": (changed_in_calendar_of_all,),
            "calendar of a body": (changed_in_calendar_of_body,),
            "sitemap": (changed_in_sitemap,),
            "page of a meeting": (changed_on_page,),
            "feed of all": (changed_in_feed,),
        },
        {
            "has a part of what the feed of all has": ("feed of a body", "feed of a case"),
            "is dated by all that it shows": (
                "front page", "overview of bodies", "page of a body", "page of a partner", "register of meetings",
                "plan of a year", "form", "page of a case", "register of cases", "register of decisions", "follow-up",
                "status page",
            ),
            "has the dates that its record gives it": ("papers",),
            "tells no change": ("search", "linked data", "draft agenda"),
        },
    ),
    "the words of a decision": Fact(
        {"ssu/2026-09-17 01/26": "Planen blir skriven.", "ssu/2026-11-05 08/26": _TABLE_AS_TEXT},
        {
            "JSON": (words_in_json, words_of_case_in_json),
            "CSV": (words_in_csv,),
            "OParl": (words_in_oparl,),
            "feed of all": (words_in_feed_of_all, words_of_amendment),
            "feed of a body": (words_in_feed_of_body,),
            "calendar of all": (words_in_calendar,),
        },
        {
            "has them as they are written, with their tables and lines": (
                "page of a meeting", "page of a case", "register of decisions", "papers", "search",
            ),
            "has a part of what another has": ("feed of a case", "calendar of a body"),
            "tells of a decision by its title, or of none": (
                "front page", "overview of bodies", "page of a body", "page of a partner", "register of meetings",
                "plan of a year", "form", "register of cases", "follow-up", "status page", "linked data", "sitemap",
                "draft agenda",
            ),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FACTS)
def test_every_output_tells_the_same(made: Outputs, name: str) -> None:
    fact = FACTS[name]
    told = {(output, asker.__name__): asker(made) for output, askers in fact.told.items() for asker in askers}
    differing = [
        f"{subject}: {output} ({asker}) says {answers[subject]!r}, and it is {fact.true.get(subject)!r}"
        for (output, asker), answers in told.items()
        for subject in answers
        if subject not in fact.true or answers[subject] != fact.true[subject]
    ]
    assert not differing, "\n".join([name, *differing])
    unasked = [asker for (_, asker), answers in told.items() if not answers]
    assert not unasked, f"{name}: no answer from {unasked}"
    untold = [subject for subject in fact.true if not any(subject in answers for answers in told.values())]
    assert not untold, f"{name}: nobody tells of {untold}"


@pytest.mark.parametrize("name", FACTS)
def test_every_output_is_asked_or_has_a_reason_to_be_silent(name: str) -> None:
    fact = FACTS[name]
    silent = [output for outputs in fact.silent.values() for output in outputs]
    assert sorted([*fact.told, *silent]) == sorted(OUTPUTS)


def test_the_moment_of_a_change_is_one_in_calendars_and_oparl(made: Outputs) -> None:
    """To the second, of what is exempt too; and the deadline beside a meeting has its meeting's."""
    oparl = moment_in_oparl(made)
    for asker in (moment_in_calendar_of_all, moment_in_calendar_of_body, moment_of_deadline):
        told = asker(made)
        assert told
        assert max(told.values()) <= MOMENT
        assert {id_: moment for id_, moment in told.items() if moment != oparl[id_]} == {}, asker.__name__
