"""The calendars: what a subscriber's program makes of them, read back with two libraries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import ics
import pytest
from icalendar import Calendar

from support.portals import PortalFolder, make_portal

OSLO = ZoneInfo("Europe/Oslo")
TODAY = "1772366400"  # 1 March 2026, 13:00 in Oslo

RECORDS = {
    "organisations/ssu.md": """
        ---
        title: Strategisk samarbeidsutval
        short: SSU
        kind: strategic
        deadlines: {submission: 21}
        ---
        """,
    "organisations/ou.md": "---\ntitle: Områdeutvalet\nkind: area\n---\n",
    "organisations/alver.md": "---\ntitle: Alver kommune\nkind: municipality\n---\n",
    "meetings/ssu/2026-02-12.md": """
        ---
        number: 1/2026
        start: 10:30
        end: 12:00
        place: "Rådhuset; sal A, andre høgda"
        online: https://video.example/rom?a=1&b=2
        notice_sent: 2026-02-01
        minutes_sent: 2026-02-20
        present: [Ada Moen (Alver kommune)]
        agenda:
          - {number: 01/26, title: "Plan; med komma, og strek \\\\ 🎉", outcome: decided}
          - {number: 02/26, title: "BEGIN:VEVENT"}
        ---
        ## 01/26
        ### Vedtak
        Utvalet vedtek planen, og ber om *rapport* innan hausten.
        """,
    "meetings/ssu/2026-03-28.md": "---\nstart: 10:30\nend: 11:30\n---\n",
    "meetings/ssu/2026-03-29.md": "---\nstart: 10:30\nend: 11:30\n---\n",
    "meetings/ssu/2026-10-24.md": "---\nstart: 10:30\nend: 11:30\n---\n",
    "meetings/ssu/2026-10-25.md": "---\nstart: 10:30\nend: 11:30\n---\n",
    "meetings/ssu/2026-05-07.md": "---\nnumber: 2/2026\nmoved_from: 2026-04-23\nstart: 09:00\n---\n",
    "meetings/ssu/2026-06-11.md": "---\ncancelled: {reason: For få saker.}\nstart: 09:00\n---\n",
    "meetings/ssu/2026-08-20.md": "---\nexempt: {basis: offl. § 14, public_title: Om ei tvist}\nplace: Løynd\n---\n",
    "meetings/ssu/2026-09-17.md": "---\nretracted: {date: 2026-02-01, reason: Feil}\nplace: Borte\n---\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> PortalFolder:
    folder = make_portal(tmp_path_factory.mktemp("calendars") / "portal", RECORDS)
    written = folder.command("write", str(folder.root / "site"), epoch=TODAY)
    assert written.exit_code == 0, written.output
    return folder


def text_of(folder: PortalFolder, name: str = "ssu") -> str:
    return (folder.root / f"site/kalender/{name}.ics").read_bytes().decode("utf-8")


def events(folder: PortalFolder, name: str = "ssu") -> dict[str, Any]:
    """The events by identity, as icalendar reads them."""
    calendar = Calendar.from_ical(text_of(folder, name))
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def others(folder: PortalFolder, name: str = "ssu") -> dict[str, ics.Event]:
    """The events by identity, as ics reads them."""
    return {event.uid: event for event in ics.Calendar(text_of(folder, name)).events}


def uid(meeting: str) -> str:
    return f"{meeting}@helsefellesskap.example"


def test_every_body_has_a_calendar_and_a_partner_without_meetings_none(built: PortalFolder) -> None:
    names = sorted(path.name for path in (built.root / "site/kalender").iterdir())
    assert names == ["alle.ics", "ou.ics", "ssu.ics"]
    assert events(built, "ou") == {}
    assert set(events(built, "alle")) == set(events(built)) == set(others(built)) == set(others(built, "alle"))


def test_what_is_exempt_is_told_by_its_public_title_and_what_is_retracted_as_a_meeting_of_its_body(
    built: PortalFolder,
) -> None:
    event = events(built)[uid("ssu/2026-08-20")]
    assert (event["SUMMARY"], event.decoded("DTSTART")) == ("Om ei tvist", dt.date(2026, 8, 20))
    event = events(built)[uid("ssu/2026-09-17")]
    assert event["SUMMARY"] == "Strategisk samarbeidsutval, 17.\u00a0september 2026"
    assert event.decoded("DTSTART") == dt.date(2026, 9, 17)
    due = events(built)[uid("frist/ssu/2026-09-17")].decoded("DTSTART")
    assert due == events(built)[uid("frist/ssu/2026-08-20")].decoded("DTSTART") + dt.timedelta(days=28)
    assert "Løynd" not in text_of(built)
    assert "Borte" not in text_of(built)


def test_words_survive_as_they_were_typed(built: PortalFolder) -> None:
    event, other = events(built)[uid("ssu/2026-02-12")], others(built)[uid("ssu/2026-02-12")]
    assert event["LOCATION"] == other.location == "Rådhuset; sal A, andre høgda"
    description = "\n".join(
        (
            "Delta på nett: https://video.example/rom?a=1&b=2",
            "Sakliste:",
            "– 01/26 Plan; med komma, og strek \\ 🎉",
            "– 02/26 BEGIN:VEVENT",
            "Vedtak 01/26: Utvalet vedtek planen, og ber om rapport innan hausten.",
            "Referat: https://helsefellesskap.example/moter/ssu/2026-02-12/",
        )
    )
    assert event["DESCRIPTION"] == other.description == description
    assert event["URL"] == other.url == "https://helsefellesskap.example/moter/ssu/2026-02-12/"
    assert event["SUMMARY"] == "Strategisk samarbeidsutval, møte 1/2026, 12. februar 2026".replace(". f", ".\u00a0f")


@pytest.mark.parametrize(
    ("day", "offset"), [("2026-03-28", 1), ("2026-03-29", 2), ("2026-10-24", 2), ("2026-10-25", 1)]
)
def test_meetings_on_both_sides_of_summer_time_are_at_the_right_hour(
    built: PortalFolder, day: str, offset: int
) -> None:
    expected = dt.datetime.fromisoformat(f"{day}T10:30:00+0{offset}:00")
    event, other = events(built)[uid(f"ssu/{day}")], others(built)[uid(f"ssu/{day}")]
    assert event.decoded("DTSTART") == expected
    assert event.decoded("DTEND") - event.decoded("DTSTART") == dt.timedelta(hours=1)
    assert other.begin.datetime == expected
    assert event["DTSTART"].params["TZID"] == "Europe/Oslo"


def test_the_rule_for_summer_time_is_norways(built: PortalFolder) -> None:
    """The time zone in the file, by its own rule, is that of the tz database on every day of three years."""
    unknown = text_of(built).replace("Europe/Oslo", "Test/Rule")  # a name that no library can look up
    zone = Calendar.from_ical(unknown).walk("VTIMEZONE")[0].to_tz()
    for day in range(3 * 366):
        noon = dt.datetime(2025, 1, 1, 12) + dt.timedelta(days=day)
        assert noon.replace(tzinfo=zone).utcoffset() == noon.replace(tzinfo=OSLO).utcoffset(), noon


def test_a_moved_meeting_keeps_its_identity_and_counts_up(built: PortalFolder) -> None:
    event = events(built)[uid("ssu/2026-04-23")]
    assert event.decoded("DTSTART") == dt.datetime(2026, 5, 7, 9, tzinfo=OSLO)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 1)
    assert "Møtet er flytta frå 23.\u00a0april 2026." in event["DESCRIPTION"]
    assert others(built)[uid("ssu/2026-04-23")].begin.datetime == event.decoded("DTSTART")
    assert uid("ssu/2026-05-07") not in events(built)


def test_two_meetings_never_share_an_event(portal: Callable[..., PortalFolder]) -> None:
    """Of two that were moved from one date the first keeps it, and who meets there now is told apart from it."""
    moved = "---\nmoved_from: 2026-04-02\nstart: 09:00\n---\n"
    folder = portal({name: RECORDS[name] for name in ("organisations/ssu.md", "organisations/alver.md")})
    folder.write({"meetings/ssu/2026-04-16.md": moved, "meetings/ssu/2026-04-09.md": moved})
    folder.write({"meetings/ssu/2026-04-02.md": "---\nstart: 09:00\n---\n"})
    assert folder.command("write", str(folder.root / "site"), epoch=TODAY).exit_code == 0
    days = {
        str(e["UID"]): e.decoded("DTSTART").day for id_, e in events(folder).items() if not id_.startswith("frist/")
    }
    assert days == {uid("ssu/2026-04-02"): 9, uid("ssu/2026-04-02+"): 2, uid("ssu/2026-04-16"): 16}
    found = Calendar.from_ical(text_of(folder)).walk("VEVENT")
    assert len(found) == len(events(folder)) == 6


def test_a_cancelled_meeting_stays_and_is_cancelled_in_both(built: PortalFolder) -> None:
    event, other = events(built)[uid("ssu/2026-06-11")], others(built)[uid("ssu/2026-06-11")]
    assert (event["STATUS"], other.status) == ("CANCELLED", "CANCELLED")
    assert event["SUMMARY"].startswith("AVLYST: ")
    assert "For få saker." in event["DESCRIPTION"]
    assert uid("frist/ssu/2026-06-11") not in events(built)


def test_deadlines_are_events_of_their_own(built: PortalFolder) -> None:
    event = events(built)[uid("frist/ssu/2026-04-23")]
    assert event.decoded("DTSTART") == dt.date(2026, 4, 16)
    assert (event["TRANSP"], "DTEND" in event) == ("TRANSPARENT", False)
    assert event["SUMMARY"] == "Frist for å melde sak til Strategisk samarbeidsutval, møtet 7.\u00a0mai 2026"


def test_without_a_history_nothing_says_when_an_event_was_changed(built: PortalFolder) -> None:
    """Programs then take every event anew; the DTSTAMP that must be there is the build's (RFC 5545 §3.8.7.2)."""
    for event in events(built).values():
        assert "LAST-MODIFIED" not in event
        assert event.decoded("DTSTAMP") == dt.datetime.fromtimestamp(int(TODAY), dt.UTC)


def test_on_another_day_the_stamps_alone_are_others(built: PortalFolder) -> None:
    later = built.command("write", str(built.root / "later"), epoch=str(int(TODAY) + 86_400))
    assert later.exit_code == 0
    for name in ("alle", "ssu", "ou"):
        text = (built.root / f"later/kalender/{name}.ics").read_bytes().decode("utf-8")
        assert text.replace("DTSTAMP:20260302", "DTSTAMP:20260301") == text_of(built, name)


def test_a_meeting_without_an_end_takes_as_long_as_the_bodys_meetings_do(built: PortalFolder) -> None:
    """The four meetings of an hour outnumber the one of an hour and a half."""
    event = events(built)[uid("ssu/2026-04-23")]
    assert event.decoded("DTEND") - event.decoded("DTSTART") == dt.timedelta(hours=1)


def test_lines_are_folded_at_75_octets(built: PortalFolder) -> None:
    assert max(len(line.encode()) for line in text_of(built).split("\r\n")) <= 75


MEETING = "---\nstart: 10:30\n{}---\n"
MOVED = "notice_sent: 2026-02-10\nmoved_from: 2026-03-04\n"
STEPS = [
    "", "notice_sent: 2026-02-10\n", MOVED, f"{MOVED}cancelled: true\n",
    f"{MOVED}cancelled: true\ncorrections: [{{date: 2026-02-20, what: Ny sal}}]\n",
]  # fmt: skip


def test_the_sequence_rises_with_each_change(portal: Callable[..., PortalFolder]) -> None:
    found = []
    folder = portal({"organisations/ssu.md": RECORDS["organisations/ssu.md"]})
    for step in STEPS:
        folder.write({"meetings/ssu/2026-03-05.md": MEETING.format(step)})
        assert folder.command("write", str(folder.root / "site"), epoch=TODAY).exit_code == 0
        found += [event["SEQUENCE"] for id_, event in events(folder).items() if not id_.startswith("frist/")]
    assert found == [0, 1, 2, 3, 4]


def test_pages_offer_to_subscribe(built: PortalFolder) -> None:
    site = built.root / "site"
    for page, calendar in (("moter", "alle"), ("utval/ssu", "ssu"), ("utval/ou", "ou"), ("moter/2026", "alle")):
        html = (site / page / "index.html").read_text("utf-8")
        assert f'href="webcal://helsefellesskap.example/kalender/{calendar}.ics"' in html, page
    assert "webcal:" not in (site / "partar/alver/index.html").read_text("utf-8")


def test_without_the_sites_address_there_is_a_file_but_no_subscription(
    portal: Callable[..., PortalFolder], tmp_path: Path
) -> None:
    folder = portal({name: RECORDS[name] for name in ("organisations/ssu.md", "meetings/ssu/2026-03-28.md")})
    settings = (folder.root / "mkdocs.yml").read_text("utf-8")
    folder.write({"mkdocs.yml": settings.replace("site_url: https://helsefellesskap.example/\n", "")})
    assert folder.command("write", str(folder.root / "site"), epoch=TODAY).exit_code == 0
    html = (folder.root / "site/utval/ssu/index.html").read_text("utf-8")
    assert "webcal:" not in html
    assert 'href="../../kalender/ssu.ics"' in html
    (event,) = [e for id_, e in events(folder).items() if not id_.startswith("frist/")]
    assert event["UID"] == "ssu/2026-03-28@helsefellesskapet-i-bergensomradet.invalid"
    assert "URL" not in event
