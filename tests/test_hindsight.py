"""What has happened by today, on every page and in every output: one portal each, looked at from all sides (§5.5)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from portal.derived.destinations import Destinations
from portal.linked.hindsight import as_of
from portal.model.clock import OSLO
from portal.outputs.paper.meeting import minutes, notice, prints_minutes
from portal.outputs.paper.wording import PaperWriter
from portal.site.building import build_site, check_portal
from portal.site.site import Site
from portal.source.settings import read_settings
from support.answers import files_of, pages_of
from support.portals import PortalFolder
from support.sites import PageReader

MakePortal = Callable[..., PortalFolder]

MOMENT = dt.datetime(2021, 5, 10, 9, tzinfo=OSLO)
TODAY, TOMORROW, YESTERDAY = "2021-05-10", "2021-05-11", "2021-05-09"
BODIES = {
    "organisations/hu.md": "---\ntitle: Havneutvalet\nshort: HU\nkind: area\n---\n",
    "organisations/sandvik.md": "---\ntitle: Sandvik kommune\nkind: municipality\n---\n",
}
CASE = {"cases/2021-kai.md": "---\ntitle: Ny kai\nsubmitted: 2021-01-04\n---\n"}
MINUTES = """---
start: 10:00
present: [Ida Strand]
minutes_sent: {sent}
agenda:
- number: 3/21
  case: 2021-kai
  outcome: decided
  vote: {{for: 1, against: 0}}
  follow_up: [{{what: Måle djupna, responsible: sandvik, due: 2021-05-01, done: {done}}}]
---
## 3/21

### Vedtak

Kaien blir bygd i stein.
"""


@dataclass(frozen=True)
class Told:
    """A site, and what stands in it by address."""

    site: Site

    def page(self, address: str) -> str:
        page = self.site.page(address)
        reader = PageReader()
        reader.feed(page.body.partition('class="crumbs"')[2].partition("</nav>")[2] or page.body)
        return reader.text

    def file(self, address: str) -> str:
        return _words(self.site[address].make().data)

    def rows(self, register: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads(self.file(f"/data/{register}.json"))["rows"]
        return rows

    @property
    def everything(self) -> str:
        pages = [page.body for page in pages_of(self.site) if page.address != "/handbok/komponentar/"]
        return "\n".join([*pages, *map(_words, files_of(self.site).values())]).replace("\xa0", " ")

    def paper(self, meeting_id: str, is_notice: bool = False) -> str:
        """The words of a meeting's paper."""
        context = self.site.context
        wording = PaperWriter(context, Destinations(context.portal))
        meeting = context.portal.meeting(meeting_id)
        assert meeting is not None
        return json.dumps((notice if is_notice else minutes)(wording, meeting), ensure_ascii=False).replace("\xa0", " ")

    def has_minutes_on_paper(self, meeting_id: str) -> bool:
        meeting = self.site.context.portal.meeting(meeting_id)
        assert meeting is not None
        return prints_minutes(PaperWriter(self.site.context, Destinations(self.site.context.portal)), meeting)


def _words(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def told(portal: MakePortal, files: dict[str, str], lang: str = "nn") -> Told:
    root = portal({**BODIES, **files}, lang=lang).root
    settings = replace(read_settings(root), paper=False, search=False, open_data_people=True)
    return Told(build_site(root, settings, moment=MOMENT))


# -- held


def test_a_meeting_of_today_with_minutes_was_held_wherever_it_is_told_of(portal: MakePortal) -> None:
    of_today = MINUTES.format(sent=TODAY, done=TODAY)
    site = told(portal, {**CASE, f"meetings/hu/{TODAY}.md": of_today, "meetings/hu/2021-06-08.md": "---\n---\n"})
    meeting = site.page(f"/moter/hu/{TODAY}/")
    assert meeting.startswith("Møtereferat Utkast til referat")
    assert "Dette er innkallinga" not in meeting
    assert site.has_minutes_on_paper(f"hu/{TODAY}")
    case = site.page("/saker/2021-kai/")
    assert "Det er gjort vedtak i saka." in case
    assert "møte som kjem" not in case
    assert "Neste møte er om 29 dagar" in site.page("/")
    body = site.page("/utval/hu/")
    assert "Neste møte 8. juni" in body.replace("juni.", "juni")
    (row,) = (row for row in site.rows("organisations") if row["id"] == "hu")
    assert (row["latest_meeting"], row["next_meeting"]) == (TODAY, "2021-06-08")
    assert [row["state"] for row in site.rows("meetings")] == ["minutes_draft", "planned"]
    (row,) = site.rows("cases")
    assert (row["state"], row["latest_outcome"]) == ("decided", "decided")
    assert '"durchgeführt"' in site.file(f"/oparl/1.1/meeting/hu/{TODAY}.json")


def test_a_meeting_of_today_without_minutes_is_coming_wherever_it_is_told_of(portal: MakePortal) -> None:
    agenda = "---\nstart: 10:00\nagenda: [{number: 3/21, case: 2021-kai}]\n---\n"
    site = told(portal, {**CASE, f"meetings/hu/{TODAY}.md": agenda})
    assert site.page(f"/moter/hu/{TODAY}/").startswith("Møteinnkalling Innkalla")
    assert not site.has_minutes_on_paper(f"hu/{TODAY}")
    assert "Neste møte er i dag" in site.page("/")
    assert "Saka står på saklista til eit møte som kjem." in site.page("/saker/2021-kai/")
    (row,) = (row for row in site.rows("organisations") if row["id"] == "hu")
    assert (row["latest_meeting"], row["next_meeting"]) == (None, TODAY)
    assert '"eingeladen"' in site.file(f"/oparl/1.1/meeting/hu/{TODAY}.json")


def test_a_body_has_no_next_and_no_last_meeting_that_was_cancelled(portal: MakePortal) -> None:
    cancelled = "---\ncancelled: true\n---\n"
    site = told(portal, {f"meetings/hu/{YESTERDAY}.md": cancelled, f"meetings/hu/{TOMORROW}.md": cancelled})
    page = site.page("/utval/")
    assert "9. mai" not in page
    assert "11. mai" not in page


# -- after today


def test_nothing_of_a_meeting_to_come_is_told_as_done(portal: MakePortal) -> None:
    files = {**CASE, f"meetings/hu/{TOMORROW}.md": MINUTES.format(sent=TOMORROW, done="2021-05-12")}
    site = told(portal, files)
    for words in ("Ida Strand", "Kaien blir bygd", "Måle djupna", "Vedteke 11. mai"):
        assert words not in site.everything, words
    assert site.page(f"/moter/hu/{TOMORROW}/").startswith("Møteinnkalling Innkalla")
    assert "Ingen vedtak enno" in site.page("/vedtak/")
    assert site.rows("decisions") == site.rows("follow-ups") == []
    (row,) = site.rows("meetings")
    assert (row["state"], row["minutes_sent"], row["number_of_present"], row["number_of_decisions"]) == (
        "called", None, None, 0,
    )  # fmt: skip
    assert row["agenda"][0]["outcome"] is None
    assert "referat" not in site.file("/kalender/alle.ics").lower()


def test_the_same_is_told_once_the_day_has_come(portal: MakePortal) -> None:
    site = told(portal, {**CASE, f"meetings/hu/{YESTERDAY}.md": MINUTES.format(sent=YESTERDAY, done=YESTERDAY)})
    for words in ("Ida Strand", "Kaien blir bygd", "Måle djupna"):
        assert words in site.everything, words


def test_what_is_dated_after_today_is_not_done(portal: MakePortal) -> None:
    files = {
        "cases/2021-kai.md": f"---\ntitle: Ny kai\nclosed: {{date: {TOMORROW}, outcome: completed}}\n---\n",
        "meetings/hu/2021-03-01.md": MINUTES.format(sent=TOMORROW, done=TOMORROW),
        "meetings/hu/2021-06-01.md": f"---\nnotice_sent: {TOMORROW}\n---\n",
        "projects/kai.md": f"---\ntitle: Kaien\nmilestones: [{{what: Teikne, when: 2021-04, done: {TOMORROW}}}]\n---\n",
    }
    site = told(portal, files)
    (case,) = site.rows("cases")
    assert (case["state"], case["closed"]) == ("follow_up", None)
    assert "Saka blei avslutta" not in site.page("/saker/2021-kai/")
    (task,) = site.rows("follow-ups")
    assert (task["state"], task["done_date"]) == ("overdue", None)
    assert "Éi oppgåve er over frist" in site.page("/moter/hu/2021-03-01/")
    assert [row["minutes_sent"] for row in site.rows("meetings")] == [None, None]
    assert [row["notice_sent"] for row in site.rows("meetings")] == [None, None]
    (project,) = site.rows("projects")
    assert [(m["state"], m["done_date"]) for m in project["milestones"]] == [("overdue", None)]


def test_nothing_is_left_of_what_a_cancelled_meeting_tells_of_itself(portal: MakePortal) -> None:
    """The check stops such a record; wherever it is looked at all the same, nothing of it counts."""
    cancelled = MINUTES.format(sent="2021-03-02", done="2021-05-01").replace("start:", "cancelled: true\nstart:")
    root = portal({**BODIES, **CASE, "meetings/hu/2021-03-01.md": cancelled}).root
    graph = as_of(check_portal(root, read_settings(root), moment=MOMENT).portal, MOMENT.date()).graph
    (meeting,), (handling,) = graph.meetings, graph.handlings
    assert (meeting.facts.present, meeting.facts.minutes_sent, meeting.facts.agenda) == (
        (),
        None,
        (handling.entry.item,),
    )
    assert (handling.entry.item.outcome, handling.entry.item.votes, handling.entry.item.follow_up) == (None, (), ())
    assert handling.entry.is_decision() is False
    assert graph.tasks == []


# -- the order of meetings on one day


def test_the_hour_orders_the_meetings_of_a_day_and_then_the_number(portal: MakePortal) -> None:
    def meeting(start: str, number: str) -> str:
        hour = f"start: {start}\n" if start else ""
        return f"---\n{hour}agenda: [{{number: {number}, case: 2021-kai, outcome: decided}}]\n---\n"

    files = {
        **CASE,
        "meetings/hu/2021-03-01.md": meeting("14:00", "1/21"),
        "meetings/hu/2021-03-01-2.md": meeting("9:30", "2/21"),
        "meetings/hu/2021-03-01-3.md": meeting("", "3/21"),
        "meetings/hu/2021-03-01-10.md": meeting("9:30", "4/21"),
    }
    site = told(portal, files)
    order = ["2021-03-01-2", "2021-03-01-3", "2021-03-01-10", "2021-03-01"]
    assert [meeting.id for meeting in site.site.context.portal.meetings] == [f"hu/{name}" for name in order]
    found = [handling.meeting.id for handling in site.site.context.facts.decisions]
    assert found == [f"hu/{name}" for name in reversed(order)]
    (case,) = site.rows("cases")
    assert case["decision_url"].endswith("/moter/hu/2021-03-01/#vedtak-1-21")
    latest = site.site.page("/moter/hu/2021-03-01/")
    assert "Førre møte" in latest.body
    assert "Neste møte" not in latest.body


# -- approvals


def approving(outcome: str = "", more: str = "") -> str:
    told_outcome = f", outcome: {outcome}" if outcome else ""
    return f"---\n{more}agenda: [{{number: 5/21, title: Godkjenning, approves: hu/2021-03-01{told_outcome}}}]\n---\n"


HELD = "---\npresent: [Ida Strand]\n---\n"


@pytest.mark.parametrize(
    ("files", "state", "on_page", "on_paper"),
    [
        ({"2021-04-01": approving("decided")}, "minutes_approved", "Godkjent 1. april 2021",
         "Referatet er godkjent 1. april 2021 (Sak 5/21)."),
        ({"2021-04-01": approving("endorsed")}, "minutes_approved", "Godkjent 1. april 2021",
         "Referatet er godkjent 1. april 2021 (Sak 5/21)."),
        ({"2021-04-01": approving()}, "minutes_draft",
         "Skulle godkjennast 1. april 2021, men det er ikkje ført om det blei gjort",
         "Det skulle godkjennast 1. april 2021 (Sak 5/21), men det er ikkje ført om det blei gjort."),
        ({"2021-04-01": approving("postponed")}, "minutes_draft",
         "Var oppe til godkjenning 1. april 2021, men blei ikkje godkjent då",
         "Det var oppe til godkjenning 1. april 2021 (Sak 5/21), men blei ikkje godkjent då."),
        ({"2021-04-01": approving("postponed"), TOMORROW: approving()}, "minutes_draft",
         "Står til godkjenning 11. mai 2021", "Det står til godkjenning 11. mai 2021 (Sak 5/21)."),
        ({TODAY: approving()}, "minutes_draft", "Står til godkjenning 10. mai 2021",
         "Det står til godkjenning 10. mai 2021 (Sak 5/21)."),
        ({TOMORROW: approving("approved")}, "minutes_draft", "Står til godkjenning 11. mai 2021",
         "Det står til godkjenning 11. mai 2021 (Sak 5/21)."),
        ({"2021-04-01": approving(more="cancelled: true\n")}, "minutes_draft", "Det er ikkje godkjent enno.",
         "Referatet er ikkje godkjent enno."),
    ],
    ids=["decided", "endorsed", "untold", "postponed", "postponed-and-coming", "today", "coming", "cancelled"],
)  # fmt: skip
def test_the_approval_of_minutes_is_told_as_it_is(
    portal: MakePortal, files: dict[str, str], state: str, on_page: str, on_paper: str
) -> None:
    meetings = {f"meetings/hu/{name}.md": text for name, text in files.items()}
    site = told(portal, {"meetings/hu/2021-03-01.md": HELD, **meetings})
    page, paper = site.page("/moter/hu/2021-03-01/"), site.paper("hu/2021-03-01")
    assert on_page in page
    assert on_paper in paper
    assert ("Står til godkjenning" in page) == ("Står" in on_page)
    row = next(row for row in site.rows("meetings") if row["id"] == "hu/2021-03-01")
    assert row["state"] == state
    assert (row["minutes_approved"] is not None) == (state == "minutes_approved")
    is_asked_for = state == "minutes_draft" and "Står" not in on_page
    assert ("1. mars" in site.page("/status/").partition("Referat som ikkje er godkjende")[2][:200]) == is_asked_for


def test_approved_minutes_lack_no_follow_up_whatever_word_approved_them(portal: MakePortal) -> None:
    decided = approving("decided").replace("title:", "type: V, title:")
    site = told(portal, {"meetings/hu/2021-03-01.md": HELD, "meetings/hu/2021-04-01.md": decided})
    assert "5/21" not in site.page("/oppfolging/")


# -- closed cases


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("withdrawn", "Saka blei trekt 3. mai 2021."),
        ("rejected", "Saka blei avvist 3. mai 2021."),
        ("completed", "Saka blei avslutta 3. mai 2021."),
        ("forwarded", "Saka blei send vidare 3. mai 2021."),
    ],
)
def test_a_closed_case_says_so_and_comes_up_no_more(portal: MakePortal, outcome: str, words: str) -> None:
    files = {
        "cases/2021-kai.md": f"---\ntitle: Ny kai\nclosed: {{date: 2021-05-03, outcome: {outcome}}}\n---\n",
        "meetings/hu/2021-06-08.md": "---\nagenda: [{number: 4/21, case: 2021-kai}]\n---\n",
    }
    site = told(portal, files)
    assert words in site.page("/moter/hu/2021-06-08/")
    assert words in site.paper("hu/2021-06-08", is_notice=True)
    case = site.page("/saker/2021-kai/")
    assert "Kjem ikkje opp, for saka er avslutta" in case
    assert "Kjem opp i møtet" not in case
    assert "På saklista" not in case
    (row,) = site.rows("cases")
    assert (row["state"], row["number_of_meetings"], row["latest_meeting"]) == ("closed", 0, None)


def test_a_case_that_a_meeting_closed_was_not_closed_before_it(portal: MakePortal) -> None:
    files = {
        "cases/2021-kai.md": "---\ntitle: Ny kai\nclosed: {date: 2021-05-03, outcome: completed}\n---\n",
        "meetings/hu/2021-05-03.md": "---\nagenda: [{number: 4/21, case: 2021-kai, outcome: decided}]\n---\n",
    }
    assert "Saka blei avslutta" not in told(portal, files).page("/moter/hu/2021-05-03/")


# -- there for a part

PARTS = """---
present:
- {name: Ida Strand, organisation: sandvik, items: [01/21]}
- {name: Vidar Fjell, organisation: sandvik, substitute_for: Ida Strand, items: [02/21]}
- {name: Geir Holme, organisation: sandvik}
- {name: Siri Nes, items: [02/21]}
absent:
- {name: Geir Holme, items: [02/21]}
- {name: Siri Nes}
agenda: [{number: 01/21, title: Ein, outcome: noted}, {number: 02/21, title: To, outcome: noted}]
---
"""


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nn", ("Ida Strand Sandvik kommune Til stades, på sak 01/21",
                "Geir Holme Sandvik kommune Til stades, bortsett frå sak 02/21",
                "Geir Holme Forfall på sak 02/21", "Siri Nes Forfall på sak 01/21",
                "Ida Strand Sandvik kommune Forfall på sak 02/21, Vidar Fjell møtte som vara")),
        ("nb", ("Ida Strand Sandvik kommune Til stede, på sak 01/21",
                "Geir Holme Sandvik kommune Til stede, bortsett fra sak 02/21",
                "Geir Holme Forfall på sak 02/21", "Siri Nes Forfall på sak 01/21",
                "Ida Strand Sandvik kommune Forfall på sak 02/21, Vidar Fjell møtte som vara")),
    ],
)  # fmt: skip
def test_who_was_there_for_a_part_is_told_so_that_nobody_reads_the_contrary(
    portal: MakePortal, lang: str, words: tuple[str, ...]
) -> None:
    site = told(portal, {"meetings/hu/2021-03-01.md": PARTS}, lang)
    reader = PageReader()
    body = site.site.page("/moter/hu/2021-03-01/").body
    reader.feed(body.replace("<", " <"))
    page = " ".join(reader.text.replace("\xa0", " ").split())
    for line in words:
        assert line in page, line
    paper = site.paper("hu/2021-03-01")
    for line in words:
        assert line.partition("For" if "Forfall" in line else "Til")[2] in paper, line


def test_the_data_tell_the_same_of_who_was_there(portal: MakePortal) -> None:
    (row,) = told(portal, {"meetings/hu/2021-03-01.md": PARTS}).rows("meetings")
    people = [(p["name"], p["group"], p["items"], p["items_missed"]) for p in row["attendance"]]
    assert people == [
        ("Ida Strand", "present", ["01/21"], []),
        ("Vidar Fjell", "present", ["02/21"], []),
        ("Geir Holme", "present", [], ["02/21"]),
        ("Siri Nes", "present", ["02/21"], []),
        ("Geir Holme", "absent", ["02/21"], []),
        ("Siri Nes", "absent", ["01/21"], []),
        ("Ida Strand", "absent", ["02/21"], []),
    ]


def test_whoever_is_substituted_for_the_whole_time_is_plainly_absent(portal: MakePortal) -> None:
    meeting = "---\npresent: [Vidar Fjell (vara for Ida Strand)]\nagenda: [{number: 01/21, title: Ein}]\n---\n"
    site = told(portal, {"meetings/hu/2021-03-01.md": meeting})
    assert "Vidar Fjell møtte som vara" in site.page("/moter/hu/2021-03-01/")
    (row,) = site.rows("meetings")
    assert [(p["name"], p["group"], p["items"]) for p in row["attendance"]] == [
        ("Vidar Fjell", "present", []),
        ("Ida Strand", "absent", []),
    ]
