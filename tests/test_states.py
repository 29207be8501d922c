"""States: what is worked out from the records and today, on each side of every date (the record format §3)."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable

import pytest

from portal.derived import states
from portal.derived.labels import label_of
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.linked.graph import Graph
from portal.linked.hindsight import as_of
from portal.model.clock import build_moment
from portal.model.meeting import AgendaItem, FollowUp
from portal.model.project import Milestone, Project
from portal.model.vocabulary import FollowUpState, MeasureState, MilestoneState
from portal.site.building import check_portal
from portal.source.settings import read_settings
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]

TODAY = dt.date(2021, 5, 10)
YESTERDAY, TOMORROW = "2021-05-09", "2021-05-11"
ORGANISATIONS = {
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nkind: strategic\n---\n",
    "organisations/fsu.md": "---\ntitle: Fagleg samarbeidsutval\nkind: professional\n---\n",
}
MEETING_STATES = {
    "cancelled", "planned", "called", "awaiting_minutes", "minutes_draft", "minutes_approved",
}  # fmt: skip
OUTCOMES = (
    "decided", "endorsed", "approved", "noted", "discussed", "postponed", "returned", "withdrawn", "rejected",
    "elected", "referred", "recommended",
)  # fmt: skip


def facts(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", ""])


def linked(portal: MakePortal, meetings: dict[str, tuple[str, ...]], case: tuple[str, ...] = ()) -> Graph:
    """A portal as it is told today: meetings by id (or by date, in ssu), each with the lines of its front matter.

    It has no errors but that meetings were cancelled and have what only meetings that were held can have.
    """
    files = dict(ORGANISATIONS)
    for id_, lines in meetings.items():
        files[f"meetings/{id_ if '/' in id_ else f'ssu/{id_}'}.md"] = facts(*lines)
    files["cases/2021-a.md"] = facts("title: A", *case)
    root = portal(files).root
    checked = check_portal(root, read_settings(root))
    others = [p for p in checked.problems if p.severity.stops_build() and p.code != "cancelled_but"]
    assert others == []
    return as_of(checked.portal, TODAY).graph


def meeting_state(portal: MakePortal, id_: str, meetings: dict[str, tuple[str, ...]]) -> str:
    graph = linked(portal, meetings)
    meeting = graph.meeting(id_ if "/" in id_ else f"ssu/{id_}")
    assert meeting is not None
    return states.meeting_state(graph, meeting, TODAY).value


def case_state(portal: MakePortal, meetings: dict[str, tuple[str, ...]], case: tuple[str, ...] = ()) -> str:
    graph = linked(portal, meetings, case)
    record = graph.case("2021-a")
    assert record is not None
    return states.case_state(graph, record, TODAY).value


ITEM = ("agenda: [{number: 01/21, title: A}]",)
HELD = ("agenda: [{number: 01/21, title: A, outcome: noted}]",)


@pytest.mark.parametrize(
    ("day", "lines", "state"),
    [
        (TOMORROW, (), "planned"),
        ("2021-05-10", (), "planned"),
        (TOMORROW, ITEM, "called"),
        ("2021-05-10", ITEM, "called"),
        (YESTERDAY, (), "awaiting_minutes"),
        (YESTERDAY, ITEM, "awaiting_minutes"),
        (YESTERDAY, HELD, "minutes_draft"),
        (YESTERDAY, ("present: [Kari Nes]",), "minutes_draft"),
        (YESTERDAY, ("absent: [Kari Nes]", "invited: [Ola Nes]"), "awaiting_minutes"),
        (YESTERDAY, ("minutes_sent: 2021-05-09",), "awaiting_minutes"),
        ("2021-05-10", HELD, "minutes_draft"),
        ("2021-05-10", ("present: [Kari Nes]",), "minutes_draft"),
        ("2021-05-10", ("minutes_sent: 2021-05-10", *ITEM), "called"),
        ("2021-05-10", ("cancelled: true", *HELD), "cancelled"),
        (TOMORROW, HELD, "called"),
        (TOMORROW, ("present: [Kari Nes]",), "planned"),
        (TOMORROW, ("cancelled: true", *ITEM), "cancelled"),
        (TOMORROW, ("cancelled: {reason: Sjukdom}",), "cancelled"),
        (YESTERDAY, ("cancelled: true", *HELD), "cancelled"),
        (YESTERDAY, ("cancelled: false", *HELD), "minutes_draft"),
        (TOMORROW, ("cancelled: false",), "planned"),
        (YESTERDAY, ("end_date: 2021-05-10", *ITEM), "called"),
        (YESTERDAY, ("end_date: 2021-05-10", *HELD), "minutes_draft"),
        ("2021-05-08", ("end_date: 2021-05-09", *ITEM), "awaiting_minutes"),
        (YESTERDAY, ("form: written", "end_date: 2021-05-24", *ITEM), "called"),
        (TOMORROW, ("end_date: 2021-05-12", *HELD), "called"),
    ],
)
def test_the_state_of_a_meeting(portal: MakePortal, day: str, lines: tuple[str, ...], state: str) -> None:
    assert state in MEETING_STATES
    assert meeting_state(portal, day, {day: lines}) == state


def approving(outcome: str = "", approved: str = "ssu/2021-02-19") -> tuple[str, ...]:
    return (f"agenda: [{{title: Referat, approves: {approved}{', outcome: ' if outcome else ''}{outcome}}}]",)


@pytest.mark.parametrize(
    ("later", "state"),
    [
        ({"2021-03-19": approving("approved")}, "minutes_approved"),
        ({"2021-03-19": approving()}, "minutes_draft"),
        ({"2021-03-19": approving("postponed")}, "minutes_draft"),
        ({"2021-03-19": approving("noted")}, "minutes_draft"),
        ({"2021-03-19": approving("decided")}, "minutes_approved"),
        ({"2021-03-19": approving("endorsed")}, "minutes_approved"),
        ({"2021-03-19": approving("rejected")}, "minutes_draft"),
        ({"2021-05-10": approving("approved")}, "minutes_approved"),
        ({TOMORROW: approving("approved")}, "minutes_draft"),
        ({"2021-03-19": ("cancelled: true", *approving("approved"))}, "minutes_draft"),
        ({"2021-03-19": approving("postponed"), "2021-04-19": approving("approved")}, "minutes_approved"),
        (
            {"2021-03-19": ("cancelled: true", *approving("approved")), "2021-04-19": approving("approved")},
            "minutes_approved",
        ),
        ({"2021-02-19-2": approving("approved")}, "minutes_approved"),
        ({"fsu/2021-03-19": approving("approved")}, "minutes_approved"),
        ({"2021-03-19": ("agenda: [{title: R, approves: ssu/2021-01-15, outcome: approved}]",), "2021-01-15": HELD},
         "minutes_draft"),
    ],
    ids=["approved", "not-yet", "postponed", "noted", "decided", "endorsed", "rejected", "today", "tomorrow",
         "cancelled", "second-time", "first-cancelled", "same-day", "other-body", "other-minutes"],
)  # fmt: skip
def test_minutes_are_approved_by_a_later_item(
    portal: MakePortal, later: dict[str, tuple[str, ...]], state: str
) -> None:
    assert meeting_state(portal, "2021-02-19", {"2021-02-19": HELD, **later}) == state


def test_minutes_that_do_not_exist_are_not_approved(portal: MakePortal) -> None:
    meetings = {"2021-02-19": ITEM, "2021-03-19": approving("approved")}
    assert meeting_state(portal, "2021-02-19", meetings) == "awaiting_minutes"


def handling(outcome: str = "", *follow_ups: str) -> tuple[str, ...]:
    """A meeting that treats the case."""
    return (
        "agenda:",
        "- case: 2021-a",
        *([f"  outcome: {outcome}"] if outcome else []),
        *([f"  follow_up: [{', '.join(follow_ups)}]"] if follow_ups else []),
    )


def at(hour: str, outcome: str) -> tuple[str, ...]:
    return (f"start: {hour}", *handling(outcome))


OPEN = "{what: A}"
DUE = "{what: A, due: 2021-05-11}"
OVERDUE = "{what: A, due: 2021-05-09}"
DONE = "{what: A, due: 2021-05-09, done: 2021-05-09}"


@pytest.mark.parametrize(
    ("meetings", "state"),
    [
        pytest.param({}, "submitted", id="on-no-agenda"),
        pytest.param({TOMORROW: ITEM}, "submitted", id="others-on-the-agenda"),
        pytest.param({TOMORROW: handling()}, "scheduled", id="tomorrow"),
        pytest.param({"2021-05-10": handling()}, "scheduled", id="today"),
        pytest.param({"2021-05-10": handling("decided")}, "decided", id="today-with-outcome"),
        pytest.param({TOMORROW: handling("decided")}, "scheduled", id="tomorrow-with-outcome"),
        pytest.param({"2021-02-19": handling("noted"), TOMORROW: handling("decided", OVERDUE)}, "scheduled",
                     id="tomorrow-with-all"),
        pytest.param({YESTERDAY: handling()}, "awaiting_minutes", id="yesterday"),
        pytest.param({YESTERDAY: (*handling(), "present: [Kari Nes]")}, "awaiting_minutes", id="no-outcome"),
        pytest.param({"2021-02-19": handling("decided"), TOMORROW: handling()}, "scheduled", id="again-to-come"),
        pytest.param({"2021-02-19": handling("decided"), YESTERDAY: handling()}, "awaiting_minutes", id="again-held"),
        pytest.param({"2021-02-19": handling("postponed"), YESTERDAY: handling("decided")}, "decided", id="latest"),
        pytest.param({"2021-02-19": handling("decided"), YESTERDAY: handling("returned")}, "returned", id="last"),
        pytest.param(
            {"2021-02-19": handling("noted"), "fsu/2021-03-19": handling("endorsed")}, "endorsed", id="in-another-body"
        ),
        pytest.param(
            {"2021-02-19": handling("noted"), "2021-02-19-2": handling("endorsed")}, "endorsed", id="twice-a-day"
        ),
        pytest.param(
            {"2021-02-19": ("start: 10:00", *handling("noted")), "2021-02-19-2": handling("endorsed")}, "endorsed",
            id="twice-a-day-one-without-time",
        ),
        pytest.param(
            {"2021-02-19": at("14:00", "noted"), "2021-02-19-2": at("9:00", "endorsed")},
            "noted", id="the-hour-before-the-number",
        ),
        pytest.param(
            {"2021-02-19": at("9:00", "noted"), "2021-02-19-2": at("14:00", "endorsed")},
            "endorsed", id="the-hour-and-the-number",
        ),
        pytest.param(
            {"2021-02-19": at("14:00", "noted"), "fsu/2021-02-19": at("9:00", "endorsed")},
            "noted", id="the-hour-across-bodies",
        ),
        pytest.param({TOMORROW: ("cancelled: true", *handling())}, "submitted", id="cancelled"),
        pytest.param({YESTERDAY: ("cancelled: true", *handling("decided"))}, "submitted", id="cancelled-with-outcome"),
        pytest.param(
            {"2021-02-19": handling("postponed"), TOMORROW: ("cancelled: true", *handling())}, "postponed",
            id="cancelled-behind-a-held-one",
        ),
        pytest.param({YESTERDAY: handling("decided", OPEN)}, "follow_up", id="open-without-date"),
        pytest.param({YESTERDAY: handling("decided", DUE)}, "follow_up", id="open"),
        pytest.param({YESTERDAY: handling("decided", OVERDUE)}, "follow_up", id="overdue"),
        pytest.param({YESTERDAY: handling("decided", DONE)}, "decided", id="done"),
        pytest.param({YESTERDAY: handling("decided", DONE, OPEN)}, "follow_up", id="one-of-two-done"),
        pytest.param({YESTERDAY: handling("noted", OPEN)}, "follow_up", id="of-no-decision"),
        pytest.param({YESTERDAY: handling("", OPEN)}, "awaiting_minutes", id="follow-up-without-outcome"),
        pytest.param({TOMORROW: handling("", OPEN)}, "scheduled", id="follow-up-to-come"),
        pytest.param(
            {"2021-02-19": handling("discussed", OPEN), YESTERDAY: handling("decided")}, "follow_up",
            id="of-an-earlier-handling",
        ),
        pytest.param(
            {"2021-02-19": ("cancelled: true", *handling("discussed", OPEN)), YESTERDAY: handling("decided")},
            "decided",
            id="of-a-cancelled-handling",
        ),
    ],
)  # fmt: skip
def test_the_state_of_a_case(portal: MakePortal, meetings: dict[str, tuple[str, ...]], state: str) -> None:
    assert case_state(portal, meetings) == state


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_outcome_of_the_latest_handling_is_the_state(portal: MakePortal, outcome: str) -> None:
    assert case_state(portal, {YESTERDAY: handling(outcome)}) == outcome


def sent(outcome: str, to: str = "fsu", final: str = "false", *follow_ups: str) -> tuple[str, ...]:
    """A meeting that sends the case on to another body."""
    tasks = f", follow_up: [{', '.join(follow_ups)}]" if follow_ups else ""
    return (f"agenda: [{{case: 2021-a, outcome: {outcome}, final: {final}, to: [{to}]{tasks}}}]",)


@pytest.mark.parametrize(
    ("meetings", "state"),
    [
        ({YESTERDAY: sent("decided")}, "recommended"),
        ({YESTERDAY: sent("endorsed")}, "recommended"),
        ({YESTERDAY: sent("postponed")}, "postponed"),
        ({YESTERDAY: sent("decided", final="true")}, "decided"),
        ({YESTERDAY: sent("decided", "fsu", "false", OPEN)}, "follow_up"),
        ({YESTERDAY: sent("decided"), f"fsu/{TOMORROW}": handling()}, "scheduled"),
        ({"2021-02-19": sent("decided"), f"fsu/{YESTERDAY}": handling("rejected")}, "rejected"),
    ],
)
def test_what_is_not_final_is_a_recommendation(
    portal: MakePortal, meetings: dict[str, tuple[str, ...]], state: str
) -> None:
    assert case_state(portal, meetings) == state


@pytest.mark.parametrize(("day", "state"), [(TOMORROW, "submitted"), ("2021-05-10", "closed")])
def test_a_case_is_not_closed_before_the_day(portal: MakePortal, day: str, state: str) -> None:
    assert case_state(portal, {}, (f"closed: {{date: {day}, outcome: completed}}",)) == state


@pytest.mark.parametrize(
    "meetings",
    [{}, {TOMORROW: handling()}, {YESTERDAY: handling()}, {YESTERDAY: handling("decided", OPEN)}],
    ids=["submitted", "scheduled", "awaiting-minutes", "follow-up"],
)
def test_closed_wins(portal: MakePortal, meetings: dict[str, tuple[str, ...]]) -> None:
    assert case_state(portal, meetings, ("closed: {date: 2021-05-01, outcome: withdrawn}",)) == "closed"


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "open"),
        ({"due": TOMORROW}, "open"),
        ({"due": "2021-05-10"}, "open"),
        ({"due": YESTERDAY}, "overdue"),
        ({"due": YESTERDAY, "done": "2021-05-10"}, "done"),
        ({"done": YESTERDAY}, "done"),
        ({"due": TOMORROW, "done": YESTERDAY}, "done"),
    ],
)
def test_the_state_of_a_follow_up(values: dict[str, str], state: str) -> None:
    follow_up = FollowUp.model_validate({"what": "A", **values})
    assert states.follow_up_state(follow_up, TODAY).value == state


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "undated"),
        ({"when": TOMORROW}, "coming"),
        ({"when": YESTERDAY}, "overdue"),
        ({"when": "2021-06"}, "coming"),
        ({"when": "2021-05"}, "ongoing"),
        ({"when": "2021-04"}, "overdue"),
        ({"when": "2021"}, "ongoing"),
        ({"when": "2022"}, "coming"),
        ({"when": "2020"}, "overdue"),
        ({"when": "2021-05-10..2021-06-01"}, "ongoing"),
        ({"when": "2021-05-11..2021-06-01"}, "coming"),
        ({"when": "2021-04-01..2021-05-10"}, "ongoing"),
        ({"when": "2021-04-01..2021-05-09"}, "overdue"),
        ({"when": "2021-04..2021-05"}, "ongoing"),
        ({"when": "2020..2021"}, "ongoing"),
        ({"when": "2021-04", "done": "2021-05-01"}, "done"),
        ({"done": "2021-05-01"}, "done"),
        ({"when": "2022", "done": "2021-05-01"}, "done"),
    ],
)
def test_the_state_of_a_milestone(values: dict[str, str], state: str) -> None:
    milestone = Milestone.model_validate({"what": "A", **values})
    assert states.milestone_state(milestone, TODAY).value == state


@pytest.mark.parametrize(
    ("epoch", "today"),
    [
        ("1620604800", dt.date(2021, 5, 10)),
        ("1620597599", dt.date(2021, 5, 9)),
        ("1620597600", dt.date(2021, 5, 10)),
        ("1609455599", dt.date(2020, 12, 31)),
        ("1609455600", dt.date(2021, 1, 1)),
    ],
    ids=["morning", "before-midnight-in-summer", "midnight-in-summer", "before-new-year", "new-year"],
)
def test_today_is_the_date_in_oslo(monkeypatch: pytest.MonkeyPatch, epoch: str, today: dt.date) -> None:
    monkeypatch.setitem(os.environ, "SOURCE_DATE_EPOCH", epoch)
    assert build_moment().date() == today


def waiting(
    portal: MakePortal, meetings: dict[str, tuple[str, ...]], case: tuple[str, ...] = ("for: [fsu, ssu]",)
) -> tuple[str, ...]:
    """The bodies that a case waits for."""
    graph = linked(portal, meetings, case)
    record = graph.case("2021-a")
    assert record is not None
    return states.waits_for(graph, record, TODAY)


def cancelled(*lines: str) -> tuple[str, ...]:
    return ("cancelled: true", *lines)


def jointly(*lines: str) -> tuple[str, ...]:
    return ("with: [fsu]", *lines)


@pytest.mark.parametrize(
    ("meetings", "bodies"),
    [
        ({YESTERDAY: sent("decided")}, ("fsu",)),
        ({YESTERDAY: sent("recommended", final="true")}, ("fsu",)),
        ({YESTERDAY: sent("referred", final="true")}, ("fsu",)),
        ({YESTERDAY: sent("rejected")}, ()),
        ({YESTERDAY: sent("postponed")}, ("ssu",)),
        ({YESTERDAY: cancelled(*sent("decided"))}, ("ssu",)),
        ({TOMORROW: sent("decided")}, ()),
        ({YESTERDAY: sent("decided"), f"fsu/{TOMORROW}": handling()}, ()),
        ({"2021-02-19": sent("decided"), f"fsu/{YESTERDAY}": handling("decided")}, ()),
        ({"fsu/2021-02-19": handling("discussed"), YESTERDAY: sent("decided")}, ("fsu",)),
        ({"2021-02-19": sent("decided"), f"fsu/{YESTERDAY}": sent("decided", "ssu")}, ("ssu",)),
        ({"2021-02-19": handling("postponed"), f"fsu/{YESTERDAY}": sent("decided", "ssu")}, ("ssu",)),
        ({YESTERDAY: jointly(*sent("decided", "fsu"))}, ()),
    ],
)
def test_a_case_waits_for_those_that_it_was_sent_on_to(
    portal: MakePortal, meetings: dict[str, tuple[str, ...]], bodies: tuple[str, ...]
) -> None:
    assert waiting(portal, meetings, ()) == bodies


@pytest.mark.parametrize(("lines", "bodies"), [(jointly(*handling("decided")), ()), (handling("decided"), ("fsu",))])
def test_a_joint_meeting_treats_a_case_for_all_that_meet(
    portal: MakePortal, lines: tuple[str, ...], bodies: tuple[str, ...]
) -> None:
    assert waiting(portal, {YESTERDAY: lines}) == bodies


@pytest.mark.parametrize(
    ("meetings", "bodies"),
    [
        pytest.param({}, ("fsu", "ssu"), id="on-no-agenda"),
        pytest.param({TOMORROW: handling()}, ("fsu",), id="scheduled"),
        pytest.param({"2021-05-10": handling()}, ("fsu",), id="today"),
        pytest.param({YESTERDAY: handling()}, ("fsu",), id="awaiting-minutes"),
        pytest.param({YESTERDAY: handling("decided")}, ("fsu",), id="decided"),
        pytest.param({YESTERDAY: handling("noted"), f"fsu/{YESTERDAY}": handling("discussed")}, (), id="both-did"),
        pytest.param({TOMORROW: cancelled(*handling())}, ("fsu", "ssu"), id="cancelled"),
        pytest.param({YESTERDAY: cancelled(*handling("decided"))}, ("fsu", "ssu"), id="cancelled-with-outcome"),
        pytest.param(
            {"2021-02-19": cancelled(*handling()), TOMORROW: handling()}, ("fsu",), id="cancelled-then-scheduled"
        ),
        pytest.param({"2021-02-19": handling("decided"), TOMORROW: cancelled(*handling())}, ("fsu", "ssu"),
                     id="decided-then-cancelled"),
        pytest.param({YESTERDAY: handling("postponed")}, ("fsu", "ssu"), id="postponed"),
        pytest.param({YESTERDAY: handling("returned")}, ("fsu", "ssu"), id="returned"),
        pytest.param({"2021-02-19": handling("postponed"), TOMORROW: handling()}, ("fsu",), id="scheduled-again"),
        pytest.param(
            {"2021-02-19": handling("postponed"), TOMORROW: cancelled(*handling())}, ("fsu", "ssu"),
            id="postponed-then-cancelled",
        ),
        pytest.param({"2021-02-19": handling("postponed"), YESTERDAY: handling("decided")}, ("fsu",), id="taken-up"),
        pytest.param({"2021-02-19": handling("decided"), YESTERDAY: handling("returned")}, ("fsu", "ssu"),
                     id="decided-then-returned"),
        pytest.param({"2021-02-19": handling("postponed"), f"fsu/{YESTERDAY}": handling("decided")}, (),
                     id="postponed-then-decided-elsewhere"),
        pytest.param({"2021-02-19": handling("returned"), f"fsu/{YESTERDAY}": handling("rejected")}, (),
                     id="returned-then-rejected-elsewhere"),
        pytest.param({"2021-02-19": handling("postponed"), f"fsu/{YESTERDAY}": handling("noted")}, ("ssu",),
                     id="postponed-then-noted-elsewhere"),
        pytest.param({"2021-02-19": handling("postponed"), f"fsu/{TOMORROW}": handling()}, ("ssu",),
                     id="postponed-then-scheduled-elsewhere"),
        pytest.param({"2021-02-19": handling("postponed"), f"fsu/{YESTERDAY}": cancelled(*handling("decided"))},
                     ("fsu", "ssu"), id="postponed-then-decided-in-a-cancelled-meeting"),
        pytest.param({"fsu/2021-02-19": handling("endorsed"), YESTERDAY: handling("postponed")}, ("ssu",),
                     id="decided-elsewhere-then-postponed"),
        pytest.param({YESTERDAY: handling("withdrawn")}, (), id="withdrawn"),
        pytest.param({"2021-02-19": handling("withdrawn"), YESTERDAY: handling("postponed")}, ("fsu", "ssu"),
                     id="withdrawn-then-taken-up"),
        pytest.param({"2021-02-19": handling("postponed"), YESTERDAY: cancelled(*handling("withdrawn"))},
                     ("fsu", "ssu"), id="withdrawn-in-a-cancelled-meeting"),
    ],
)  # fmt: skip
def test_a_case_waits_for_those_that_were_asked_and_have_not_finished(
    portal: MakePortal, meetings: dict[str, tuple[str, ...]], bodies: tuple[str, ...]
) -> None:
    assert waiting(portal, meetings) == bodies


@pytest.mark.parametrize(
    ("meetings", "bodies"),
    [
        ({}, ()),
        ({YESTERDAY: handling("decided")}, ()),
        ({YESTERDAY: handling("postponed")}, ("ssu",)),
        ({TOMORROW: cancelled(*handling())}, ("ssu",)),
        ({f"fsu/{TOMORROW}": cancelled(*handling()), YESTERDAY: cancelled(*handling())}, ("ssu", "fsu")),
    ],
    ids=["nobody", "decided", "postponed", "cancelled", "both-cancelled"],
)
def test_without_anybody_asked_a_case_waits_for_those_that_had_it(
    portal: MakePortal, meetings: dict[str, tuple[str, ...]], bodies: tuple[str, ...]
) -> None:
    assert waiting(portal, meetings, ()) == bodies


@pytest.mark.parametrize(
    "meetings",
    [{}, {TOMORROW: cancelled(*handling())}, {YESTERDAY: handling("postponed")}],
    ids=["on-no-agenda", "cancelled", "postponed"],
)
def test_a_closed_case_waits_for_none(portal: MakePortal, meetings: dict[str, tuple[str, ...]]) -> None:
    assert waiting(portal, meetings, ("for: [ssu]", "closed: {date: 2021-05-01, outcome: forwarded}")) == ()


OPEN_, DUE_, OVERDUE_, DONE_ = (
    {"what": "A"}, {"what": "A", "due": "2021-05-10"}, {"what": "A", "due": YESTERDAY},
    {"what": "A", "due": YESTERDAY, "done": TOMORROW},
)  # fmt: skip


@pytest.mark.parametrize(
    ("follow_ups", "state"),
    [
        ([], None),
        ([DONE_], "done"),
        ([OPEN_], "open"),
        ([DUE_], "open"),
        ([OVERDUE_], "overdue"),
        ([DONE_, DONE_], "done"),
        ([DONE_, OPEN_, DONE_], "open"),
        ([OPEN_, DONE_, OVERDUE_], "overdue"),
    ],
)
def test_follow_ups_stand_together_as_the_most_pressing(follow_ups: list[dict[str, str]], state: str | None) -> None:
    item = AgendaItem.model_validate({"title": "A", "follow_up": follow_ups})
    found = states.followed_up(item, TODAY)
    assert (found.value if found else None) == state


def reports(*days: str) -> dict[str, list[dict[str, str]]]:
    return {"reports": [{"date": day, "summary": "A"} for day in days]}


@pytest.mark.parametrize(
    ("values", "is_due"),
    [
        pytest.param({"phase": "active"}, True, id="none"),
        pytest.param({"phase": "active", **reports("2021-02-09")}, False, id="as-old-as-it-may-be"),
        pytest.param({"phase": "active", **reports("2021-02-08")}, True, id="a-day-older"),
        pytest.param({"phase": "active", **reports("2021-05-01", "2020-01-01")}, False, id="the-latest-counts"),
        pytest.param({"phase": "active", **reports("2021-05-10")}, False, id="today"),
        pytest.param({"phase": "active", **reports(TOMORROW)}, True, id="to-come"),
        pytest.param({"phase": "active", "period": {"to": "2020"}}, True, id="active-past-its-period"),
        pytest.param({"phase": "active", "period": {"from": "2022"}}, True, id="active-before-its-period"),
        pytest.param({}, True, id="without-a-phase"),
        pytest.param(reports("2021-02-08"), True, id="without-a-phase-old"),
        pytest.param({"period": {"from": "2020"}}, True, id="without-an-end"),
        pytest.param({"period": {"to": "2021-05-10"}}, True, id="ends-today"),
        pytest.param({"period": {"to": "2021-05"}}, True, id="ends-this-month"),
        pytest.param({"period": {"to": YESTERDAY}}, False, id="ended-yesterday"),
        pytest.param({"period": {"to": "2021-04"}}, False, id="ended-last-month"),
        *(pytest.param({"phase": phase}, False, id=phase) for phase in
          ("idea", "planned", "paused", "completed", "cancelled")),
    ],
)  # fmt: skip
def test_a_project_that_goes_on_is_to_report_every_so_many_days(values: dict[str, object], is_due: bool) -> None:
    project = Project.model_validate({"title": "A", **values})
    assert states.is_report_due(project, TODAY, 90) == is_due


def test_states_of_two_vocabularies_that_bear_one_name_have_labels_of_their_own() -> None:
    for lang in LANGUAGES:
        catalogue = catalogue_for(lang)
        for one, other in (
            (MilestoneState.ONGOING, MeasureState.ONGOING),
            (FollowUpState.OPEN, MeasureState.OPEN),
        ):
            labels = [label_of(state, catalogue).text for state in (one, other, one)]
            assert labels[0] == labels[2] != labels[1]


def test_what_was_foreseen_for_a_day_that_is_past_is_not_told_as_coming_then(
    portal: Callable[..., PortalFolder],
) -> None:
    page = portal({
        "organisations/ssu.md": "---\ntitle: Utvalet\nkind: strategic\n---\n",
        "cases/2021-a.md": "---\ntitle: A\n"
        "planned: [{organisation: ssu, date: 2021-04}, {organisation: Styret, date: 2021-05}]\n---\n",
    }).without_papers().page("/saker/2021-a/")  # fmt: skip
    words = " ".join(re.sub("<[^>]*>", " ", page).split())
    assert "Utvalet" in words
    assert "april 2021" not in words
    assert "Styret (mai 2021)" in words
