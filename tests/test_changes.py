"""What is new or changed: every kind of change on the day it became known, the newest first, and nothing withheld."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable

import pytest

from portal.derived.changes import Change, History
from portal.linked.portal import LinkedPortal
from portal.model.clock import OSLO
from portal.model.vocabulary import ChangeKind
from portal.public.publishing import publish
from portal.site.building import check_portal
from portal.source.settings import read_settings
from support.portals import PortalFolder

MakePortal = Callable[..., PortalFolder]

MOMENT = dt.datetime(2021, 5, 10, 2, tzinfo=OSLO)
ORGANISATIONS = {
    "organisations/ssu.md": "---\ntitle: Strategisk samarbeidsutval\nkind: strategic\n---\n",
    "organisations/fsu.md": "---\ntitle: Fagleg samarbeidsutval\nkind: professional\n---\n",
}
EXEMPT = 'exempt: {basis: "offentleglova § 13", public_title: Personalsak}'


def record(*lines: str, body: str = "") -> str:
    return "\n".join(["---", *lines, "---", body])


def linked(portal: MakePortal, files: dict[str, str]) -> LinkedPortal:
    """A portal without errors but that a meeting was cancelled and tells of what it did."""
    root = portal({**ORGANISATIONS, **files}).root
    checked = check_portal(root, read_settings(root))
    assert [p for p in checked.problems if p.severity.stops_build() and p.code != "cancelled_but"] == []
    return checked.portal


def log_of(portal: LinkedPortal, moment: dt.datetime = MOMENT, preview: bool = False) -> list[Change]:
    return History(publish(portal, moment, "…", preview)).every


def log(portal: MakePortal, files: dict[str, str]) -> list[Change]:
    """The changes of a portal without errors, on 10 May 2021."""
    return log_of(linked(portal, files))


def told(found: list[Change]) -> list[tuple[str, str, str]]:
    """Each change as its day, its kind and the id of its record."""
    return [(change.day.isoformat(), change.kind.value, change.record.id) for change in found]


# -- each kind


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        pytest.param(
            "cases/2021-a.md", ("title: A", "submitted: 2021-03-01"), [("2021-03-01", "submission", "2021-a")],
            id="submission",
        ),
        pytest.param(
            "cases/2021-a.md", ("title: A", "closed: {date: 2021-04-01, outcome: completed}"),
            [("2021-04-01", "closing", "2021-a")], id="closing",
        ),
        pytest.param(
            "cases/2021-a.md", ("retracted: {date: 2021-04-02, reason: Feil}",),
            [("2021-04-02", "retraction", "2021-a")], id="retraction",
        ),
        pytest.param(
            "cases/2021-a.md", ("title: A", "corrections: [{date: 2021-04-03, what: Eit namn}]"),
            [("2021-04-03", "correction", "2021-a")], id="correction",
        ),
        pytest.param(
            "organisations/ou.md", ("title: OU", "kind: area", "corrections: [{date: 2021-04-03, what: Eit namn}]"),
            [("2021-04-03", "correction", "ou")], id="correction-of-a-body",
        ),
        pytest.param(
            "projects/p.md",
            ("title: P", "reports: [{date: 2021-01-05, summary: Ein}, {date: 2021-02-05, summary: To}]"),
            [("2021-02-05", "report", "p"), ("2021-01-05", "report", "p")], id="reports",
        ),
        pytest.param(
            "meetings/ssu/2021-06-04.md", ("notice_sent: 2021-05-03",), [("2021-05-03", "agenda", "ssu/2021-06-04")],
            id="agenda",
        ),
        pytest.param(
            "meetings/ssu/2021-03-04.md", ("present: [Kari Nes]", "minutes_sent: 2021-03-11"),
            [("2021-03-11", "minutes", "ssu/2021-03-04")], id="minutes",
        ),
        pytest.param(
            "meetings/ssu/2021-03-04.md", ("agenda: [{number: 01/21, title: A, outcome: decided}]",),
            [("2021-03-04", "decision", "ssu/2021-03-04")], id="decision",
        ),
        pytest.param(
            "meetings/ssu/2021-03-04.md",
            ("agenda: [{number: 01/21, title: A, outcome: noted, follow_up: [{what: Skriv, done: 2021-04-09}]}]",),
            [("2021-04-09", "done", "ssu/2021-03-04")], id="follow-up",
        ),
        pytest.param(
            "plans/p.md", ("title: P", "measures: [{number: 1.1, what: Skriv, done: 2021-04-09}]"),
            [("2021-04-09", "done", "p")], id="measure",
        ),
        pytest.param(
            "agreements/a.md", ("title: A", "level: special", "parties: [X, Y]", "in_force: {from: 2021-04-01}"),
            [("2021-04-01", "force", "a")], id="in-force",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_told_on_its_day(
    portal: MakePortal, path: str, lines: tuple[str, ...], expected: list[tuple[str, str, str]]
) -> None:
    assert told(log(portal, {path: record(*lines)})) == expected


def test_a_change_has_the_records_own_words(portal: MakePortal) -> None:
    files = {
        "cases/2021-a.md": record("title: A", "corrections: [{date: 2021-04-03, what: Retta eit namn}]"),
        "projects/p.md": record("title: P", "reports: [{date: 2021-01-05, summary: Utstyret er bestilt}]"),
    }
    assert [change.words for change in log(portal, files)] == ["Retta eit namn", "Utstyret er bestilt"]


@pytest.mark.parametrize("outcome", ["noted", "discussed", "postponed", "returned", "withdrawn"])
def test_an_outcome_that_decides_nothing_is_no_decision(portal: MakePortal, outcome: str) -> None:
    lines = f"agenda: [{{number: 01/21, title: A, outcome: {outcome}}}]"
    assert log(portal, {"meetings/ssu/2021-03-04.md": record(lines)}) == []


@pytest.mark.parametrize("outcome", ["decided", "endorsed", "approved", "rejected"])
def test_an_outcome_that_decides_is_a_decision_with_its_item(portal: MakePortal, outcome: str) -> None:
    lines = f"agenda: [{{number: 01/21, title: A, outcome: {outcome}}}]"
    (change,) = log(portal, {"meetings/ssu/2021-03-04.md": record(lines)})
    assert (change.kind, change.words) == (ChangeKind.DECISION, "")
    assert change.handling is not None
    assert change.handling.entry.item.number == "01/21"


def test_a_decision_in_the_text_is_one(portal: MakePortal) -> None:
    text = "\n## 01/21\n\n### Vedtak\n\nUtvalet sluttar seg til planen.\n"
    lines = "agenda: [{number: 01/21, title: A, outcome: noted}, {number: 02/21, title: B, outcome: noted}]"
    (change,) = log(portal, {"meetings/ssu/2021-03-04.md": record(lines, body=text)})
    assert change.handling is not None
    assert (change.kind, change.handling.entry.item.number) == (ChangeKind.DECISION, "01/21")


@pytest.mark.parametrize(
    ("outcome", "kinds"),
    [
        ("approved", ["approval"]),
        ("decided", ["approval"]),
        ("endorsed", ["approval"]),
        ("rejected", ["decision"]),
        ("noted", []),
        ("postponed", []),
    ],
)
def test_approval_of_minutes_is_told_as_such_and_not_as_a_decision(
    portal: MakePortal, outcome: str, kinds: list[str]
) -> None:
    files = {
        "meetings/ssu/2021-01-15.md": record("present: [Kari Nes]"),
        "meetings/ssu/2021-03-04.md": record(f"agenda: [{{title: R, approves: ssu/2021-01-15, outcome: {outcome}}}]"),
    }
    found = log(portal, files)
    assert [change.kind.value for change in found] == kinds
    assert {change.record.id for change in found} <= {"ssu/2021-03-04"}


# -- days and order


def test_what_was_decided_is_known_when_the_minutes_are_sent(portal: MakePortal) -> None:
    lines = ("minutes_sent: 2021-03-11", "agenda: [{number: 01/21, title: A, outcome: decided}]")
    assert told(log(portal, {"meetings/ssu/2021-03-04.md": record(*lines)})) == [
        ("2021-03-11", "decision", "ssu/2021-03-04"),
        ("2021-03-11", "minutes", "ssu/2021-03-04"),
    ]


def test_the_newest_stands_first_and_one_day_in_the_order_of_the_kinds(portal: MakePortal) -> None:
    day = "2021-04-01"
    files = {
        "cases/2021-a.md": record(
            "title: A", f"submitted: {day}", f"closed: {{date: {day}, outcome: completed}}",
            f"corrections: [{{date: {day}, what: Eit namn}}]",
        ),
        "cases/2021-b.md": record(f"retracted: {{date: {day}, reason: Feil}}"),
        "cases/2021-c.md": record("title: C", "submitted: 2021-04-02"),
        "cases/2021-d.md": record("title: D", "submitted: 2021-03-31"),
        "projects/p.md": record("title: P", f"reports: [{{date: {day}, summary: Ein}}]"),
        "meetings/ssu/2021-01-15.md": record("present: [Kari Nes]"),
        "meetings/ssu/2021-06-04.md": record(f"notice_sent: {day}"),
        "meetings/ssu/2021-03-30.md": record(
            f"minutes_sent: {day}",
            "agenda: [{title: R, approves: ssu/2021-01-15, outcome: approved}, {title: A, outcome: decided}]",
        ),
    }  # fmt: skip
    found = log(portal, files)
    kinds = ["decision", "minutes", "approval", "agenda", "report", "submission", "closing", "correction", "retraction"]
    assert [change.day.day for change in found] == [2, *[1] * len(kinds), 31]
    assert [change.kind.value for change in found[1:-1]] == kinds


def test_changes_of_one_day_and_kind_stand_by_record_and_in_the_order_of_the_agenda(portal: MakePortal) -> None:
    items = "agenda: [{number: 9/21, title: A, outcome: decided}, {number: 10/21, title: B, outcome: decided}]"
    files = {f"meetings/{body}/2021-03-04.md": record(items) for body in ("ssu", "fsu")}
    found = [(c.record.id, c.handling.entry.item.number) for c in log(portal, files) if c.handling]
    assert found == [
        ("fsu/2021-03-04", "9/21"),
        ("fsu/2021-03-04", "10/21"),
        ("ssu/2021-03-04", "9/21"),
        ("ssu/2021-03-04", "10/21"),
    ]


def test_the_age_of_the_files_does_not_count(portal: MakePortal) -> None:
    folder = portal({**ORGANISATIONS, "cases/2021-a.md": record("title: A", "submitted: 2021-03-01")})
    for path in folder.root.rglob("*.md"):
        os.utime(path, (0, 0))
    checked = check_portal(folder.root, read_settings(folder.root))
    assert told(History(publish(checked.portal, MOMENT, "…")).every) == [("2021-03-01", "submission", "2021-a")]


# -- what is left out


@pytest.mark.parametrize(("day", "is_told"), [("2021-05-09", True), ("2021-05-10", True), ("2021-05-11", False)])
def test_what_is_to_come_is_not_told(portal: MakePortal, day: str, is_told: bool) -> None:
    files = {
        "cases/2021-a.md": record(
            "title: A", f"submitted: {day}", f"closed: {{date: {day}, outcome: completed}}",
            f"corrections: [{{date: {day}, what: Eit namn}}]",
        ),
        "cases/2021-b.md": record(f"retracted: {{date: {day}, reason: Feil}}"),
        "projects/p.md": record("title: P", f"reports: [{{date: {day}, summary: Ein}}]"),
        "meetings/ssu/2021-03-04.md": record(
            f"notice_sent: {day}", f"minutes_sent: {day}", "agenda: [{title: A, outcome: decided}]"
        ),
        f"meetings/fsu/{day}.md": record("agenda: [{title: A, outcome: decided}]"),
    }  # fmt: skip
    found = told(log(portal, files))
    if is_told:
        assert len(found) == 9
    else:  # minutes that are not published yet tell no date of their own
        assert found == [("2021-03-04", "decision", "ssu/2021-03-04")]


def test_a_day_begins_at_midnight_in_oslo(portal: MakePortal) -> None:
    files = {"cases/2021-a.md": record("title: A", "submitted: 2021-05-10")}
    midnight = dt.datetime(2021, 5, 10, tzinfo=OSLO)
    found = linked(portal, files)
    assert log_of(found, midnight - dt.timedelta(seconds=1)) == []
    assert len(log_of(found, midnight)) == 1


def test_what_bears_no_date_is_left_out(portal: MakePortal) -> None:
    files = {
        "cases/2021-a.md": record("title: A"),
        "projects/p.md": record("title: P", "milestones: [{what: A, when: 2021-01, done: 2021-01-05}]"),
        "meetings/ssu/2021-03-04.md": record("present: [Kari Nes]", "agenda: [{title: A, outcome: noted}]"),
        "meetings/ssu/2021-06-04.md": record("agenda: [{title: A}]"),
    }
    assert log(portal, files) == []


def test_of_a_cancelled_meeting_only_that_and_its_notice_are_told(portal: MakePortal) -> None:
    files = {
        "meetings/ssu/2021-01-15.md": record("present: [Kari Nes]"),
        "meetings/ssu/2021-03-04.md": record(
            "cancelled: true",
            "notice_sent: 2021-02-25",
            "minutes_sent: 2021-03-11",
            "agenda: [{title: R, approves: ssu/2021-01-15, outcome: approved}, {title: A, outcome: decided}]",
        ),
    }
    assert told(log(portal, files)) == [
        ("2021-03-04", "cancellation", "ssu/2021-03-04"),
        ("2021-02-25", "agenda", "ssu/2021-03-04"),
    ]


@pytest.mark.parametrize("hold", ["draft: true", "publish_after: 2021-05-11"], ids=["draft", "embargoed"])
def test_of_what_is_not_published_yet_nothing_is_told(portal: MakePortal, hold: str) -> None:
    files = {
        "cases/2021-a.md": record("title: A", "submitted: 2021-03-01", hold),
        "cases/2021-b.md": record("retracted: {date: 2021-03-01, reason: Feil}", hold),
        "projects/p.md": record("title: P", "reports: [{date: 2021-01-05, summary: Ein}]", hold),
        "meetings/ssu/2021-03-04.md": record(
            "notice_sent: 2021-02-25", "minutes_sent: 2021-03-11", "agenda: [{title: A, outcome: decided}]", hold
        ),
    }
    found = linked(portal, files)
    assert log_of(found) == []
    assert {"submission", "report", "agenda", "minutes", "decision"} <= {
        change.kind.value for change in log_of(found, preview=True)
    }


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("cases/2021-a.md", ("title: A", "submitted: 2021-03-01", "closed: {date: 2021-04-01, outcome: completed}")),
        ("cases/2021-a.md", ("title: A", "corrections: [{date: 2021-04-01, what: Eit namn}]")),
        ("projects/p.md", ("title: P", "reports: [{date: 2021-01-05, summary: Ein}]")),
        ("meetings/ssu/2021-03-04.md", ("notice_sent: 2021-02-25", "minutes_sent: 2021-03-11",
                                        "agenda: [{title: A, outcome: decided}]")),
    ],
    ids=["case", "correction", "project", "meeting"],
)  # fmt: skip
def test_of_what_is_exempt_nothing_is_told(portal: MakePortal, path: str, lines: tuple[str, ...]) -> None:
    assert log(portal, {path: record(*lines, EXEMPT)}) == []


def test_a_decision_that_is_exempt_is_not_told(portal: MakePortal) -> None:
    files = {
        "cases/2021-a.md": record("title: A", EXEMPT),
        "cases/2021-b.md": record("retracted: {date: 2021-06-01, reason: Feil}"),
        "meetings/ssu/2021-03-04.md": record(
            "agenda:",
            "- {number: 1/21, case: 2021-a, outcome: decided}",
            "- {number: 2/21, case: 2021-b, outcome: decided}",
            f"- {{number: 3/21, title: C, {EXEMPT}, outcome: decided}}",
            "- {number: 4/21, title: D, outcome: decided}",
            body="\n## 1/21\n\n### Vedtak\n\nHemmeleg.\n",
        ),
    }
    (change,) = log(portal, files)
    assert change.handling is not None
    assert change.handling.entry.item.number == "4/21"


def test_when_an_exemption_is_over_all_is_told_on_its_own_day(portal: MakePortal) -> None:
    over = EXEMPT.replace("}", ", until: 2021-05-10}")
    files = {"cases/2021-a.md": record("title: A", "submitted: 2021-03-01", over)}
    found = linked(portal, files)
    assert log_of(found, MOMENT - dt.timedelta(days=1)) == []
    assert told(log_of(found)) == [("2021-03-01", "submission", "2021-a")]


def test_of_what_is_retracted_only_that_is_told(portal: MakePortal) -> None:
    lines = ("title: A", "submitted: 2021-03-01", "corrections: [{date: 2021-04-01, what: Eit namn}]")
    found = log(portal, {"cases/2021-a.md": record(*lines, "retracted: {date: 2021-04-02, reason: Feil}")})
    assert told(found) == [("2021-04-02", "retraction", "2021-a")]
    assert found[0].words == ""
