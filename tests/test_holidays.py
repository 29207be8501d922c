"""Holidays: which days they are, and what is said of a meeting or a deadline that falls on one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from portal.language.dates import Calendar
from portal.language.holidays import is_holiday
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]

BODY = "---\ntitle: Strategisk utval\nkind: strategic\ndeadlines: {submission: 21, notice: 7, minutes: 14}\n---\n"
ON_17_MAY = "meetings/ssu/2021-06-07.md"
"""A meeting that cases may be submitted for until 17 May 2021; today is 10 May."""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-01-01", True),
        ("2027-03-25", True),  # Maundy Thursday, which moves
        ("2027-05-01", True),
        ("2027-05-17", True),
        ("2027-05-06", True),  # Ascension Day
        ("2026-12-26", True),
        ("2026-12-24", False),
        ("2027-06-06", False),  # a Sunday like any other
        ("2027-05-18", False),
        ("9999-12-25", False),  # beyond what is known
        ("0001-01-01", False),
    ],
)
def test_a_day_is_a_holiday_or_not(day: str, expected: bool) -> None:
    assert is_holiday(dt.date.fromisoformat(day)) is expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("nn", "17.\u00a0mai 2027, som er ein heilagdag"), ("nb", "17.\u00a0mai 2027, som er en helligdag")],
)
def test_a_deadline_is_told_with_its_holiday(lang: str, expected: str) -> None:
    assert Calendar(lang).deadline(dt.date(2027, 5, 17)) == expected
    assert Calendar(lang).deadline(dt.date(2027, 5, 18)) == Calendar(lang).day(dt.date(2027, 5, 18))


@pytest.mark.parametrize(
    ("path", "facts", "said"),
    [
        pytest.param(ON_17_MAY, "", True, id="coming"),
        pytest.param(ON_17_MAY, "cancelled: true", False, id="cancelled"),
        pytest.param("meetings/ssu/2021-06-08.md", "", False, id="on-a-working-day"),
        pytest.param("meetings/ssu/2021-05-24.md", "notice_sent: 2021-05-07", False, id="the-notice-is-sent"),
        pytest.param("meetings/ssu/2021-05-20.md", "", True, id="the-notice-is-not-sent"),
        pytest.param("meetings/ssu/2021-05-22.md", "", False, id="past-deadline-of-submission"),
        pytest.param("meetings/ssu/2021-06-26.md", "", False, id="at-a-weekend-as-the-meeting"),
    ],
)
def test_a_deadline_is_warned_of_where_it_can_still_be_kept(
    portal: MakePortal, path: str, facts: str, said: bool
) -> None:
    deadlines = BODY.replace("notice: 7", "notice: 3") if "05-20" in path else BODY
    output = portal({"organisations/ssu.md": deadlines, path: f"---\n{facts}\n---\n"}).check().output
    assert ("Fristen for" in output) is said


def test_the_page_the_lists_and_the_calendar_say_that_the_deadline_is_a_holiday(portal: MakePortal) -> None:
    folder = portal({"organisations/ssu.md": BODY, ON_17_MAY: "---\n---\n"}).without_papers()
    assert folder.command("write", str(folder.root / "site")).exit_code == 0
    for page in ("moter/ssu/2021-06-07/index.html", "index.html", "moter/index.html", "meld-sak/index.html"):
        text = (folder.root / "site" / page).read_text("utf-8").replace("\u00a0", " ")
        assert "17. mai 2021, som er ein heilagdag" in text or "17. mai, som er ein heilagdag" in text, page
    assert "som er en helligdag" in (folder.root / "site/meld-sak/index.html").read_text("utf-8")
    calendar = (folder.root / "site/kalender/ssu.ics").read_text("utf-8").replace("\r\n ", "").replace("\u00a0", " ")
    assert "DESCRIPTION:Fristen er 17. mai 2021\\, som er ein heilagdag." in calendar
