"""Records that contradict themselves: each is told of, and its nearest neighbour that does not is left alone."""

from __future__ import annotations

import datetime as dt

import pytest

from portal.checks.rules import check, check_at
from portal.language.catalogue import catalogue_for
from portal.model.kinds import KINDS
from portal.model.problems import Problem
from portal.site.building import link
from portal.source.parsing import parse_text
from portal.source.reading import Parsed

MOMENT = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
BODIES = {
    "organisations/ssu.md": "---\ntitle: Strategisk utval\nshort: SSU\nkind: strategic\n---\n",
    "organisations/au.md": "---\ntitle: Arbeidsutvalet\nkind: working_group\n---\n",
    "organisations/kommune-a.md": "---\ntitle: Kommune A\nkind: municipality\n---\n",
}
MEETING = "meetings/ssu/2026-03-10.md"


def problems(files: dict[str, str], bodies: dict[str, str] = BODIES) -> list[Problem]:
    """All that is wrong with records, as front matter without its marks, today."""
    parsed = Parsed()
    for path, text in {**bodies, **{path: f"---\n{text}\n---\n" for path, text in files.items()}}.items():
        folder, _, rest = path.partition("/")
        kind = next(kind for kind in KINDS if kind.folder == folder)
        id_ = rest.removesuffix(".md")
        record, faults = parse_text(text, path, kind, id_)
        parsed.records += [record] if record else []
        parsed.known.add((kind.name, id_))
        parsed.problems += faults
    portal = link(parsed)
    return [*parsed.problems, *check(portal), *check_at(portal, MOMENT, "nn")]


def told(path: str, text: str, bodies: dict[str, str] | None = None) -> list[str]:
    """What is said of one record, by its code and where."""
    found = sorted(problems({path: text}, {**BODIES, **(bodies or {})}), key=lambda one: one.place)
    for one in found:
        assert all(one.text(catalogue_for(lang)) for lang in ("nn", "nb"))
    return [f"{one.place.line}:{one.place.column} {one.code}" for one in found if one.place.path == path]


AGREEMENT = "title: A\nlevel: service\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("parties: [kommune-a, Kommune A]", ["4:1 agreement_parties", "4:22 named_twice"]),
        ("parties: [kommune-a, Kommune A, Skyss]", ["4:22 named_twice"]),
        ("parties: [kommune-a, Skyss]", []),
        ("parties: [kommune-a, Skyss]\nin_force: {from: 2026-01-01}\nreview: 2026-01-01", []),
        ("parties: [kommune-a, Skyss]\nin_force: {to: 2026-01-01}\nreview: 2025-01-01", []),
    ],
)
def test_agreements(text: str, expected: list[str]) -> None:
    assert told("agreements/a.md", AGREEMENT + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("goals: [{number: 1, title: A}, {number: 1., title: B}]", ["3:41 goal_twice"]),
        ("goals: [{number: Mål 1, title: A}]\nmeasures: [{number: 1, what: B, goal: 1}]", []),
        ("measures: [{number: 1, what: B, responsible: [kommune-a, Kommune A]}]", ["3:58 named_twice"]),
        ("period: {from: 2026-03}\nmeasures: [{number: 1, what: B, due: 2026-03-01, done: 2026-03-01}]", []),
    ],
)
def test_plans(text: str, expected: list[str]) -> None:
    assert told("plans/p.md", f"title: P\n{text}") == expected


@pytest.mark.parametrize(
    ("outcome", "vote", "expected"),
    [
        ("decided", "[{for: 2, against: 1}, {for: 0, against: 0}]", ["4:75 vote_of_nobody"]),
        ("decided", "[{for: 3, on: A}, {for: 0, on: B}]", []),
        ("decided", "[{for: 1, against: 2}, {for: 0, against: 3}]", ["4:52 vote_against"]),
        ("recommended", "[{for: 1, against: 2}]", ["4:56 vote_against"]),
        ("decided", "[{for: 1, against: 2}, {for: 2, against: 1}]", []),
        ("decided", "[{for: 1, against: 2}, unanimous]", []),
        ("rejected", "[{for: 1, against: 2}, {for: 0, against: 3}]", []),
        ("decided", "[{for: 2, on: A}, {for: 1, on: B}]", []),
        ("decided", "[{for: 1, on: A}, {for: 1, on: B, casting: true}]", []),
        ("decided", "[{for: 2, on: A, abstained: 1}, {for: 1, on: B}]", ["4:52 vote_of_too_many"]),
        ("decided", "[{for: 3, on: A}, {for: 2, on: B}]", ["4:52 vote_of_too_many"]),
        ("rejected", "[{for: 1, on: A}, {for: 1, on: B}]", []),
    ],
)
def test_votes_in_a_list(outcome: str, vote: str, expected: list[str]) -> None:
    text = f"present: [Anna, Ola, Kari]\nagenda:\n- {{number: 1/26, title: A, outcome: {outcome}, vote: {vote}}}"
    assert told(MEETING, text) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ("present: [Anna (Kommune A), Anna (kommune-a)]", ["2:29 named_twice"]),
        ("present: [Anna (Kommune A), Anna]", ["2:29 named_twice"]),
        ("present: [Anna (Kommune A), Anna (Fylket)]", []),
        ("present: [{name: Anna, items: [1/26]}, {name: Anna, items: [2/26]}]", []),
        ("present: [{name: Anna, left: 1/26}, {name: Anna, arrived: 2/26}]", []),
        ("absent: [Anna, Ola, Ola]", ["2:21 named_twice"]),
    ],
)
def test_people_listed_twice(facts: str, expected: list[str]) -> None:
    agenda = "agenda:\n- {number: 1/26, title: A, outcome: noted}\n- {number: 2/26, title: B, outcome: noted}"
    assert told(MEETING, f"{facts}\n{agenda}") == expected


@pytest.mark.parametrize(
    ("quorum", "present", "outcome", "expected"),
    [
        ("half", "[Anna, Ola]", "decided", ["2:1 without_quorum"]),
        ("half", "[Anna, Ola, Kari]", "decided", []),
        ("half", "[Anna, Ola]", "noted", []),
        ("2", "[Anna, {name: Anna, items: [1/26]}]", "elected", ["2:1 without_quorum"]),
        ("2", "[Anna, Ola]", "elected", []),
    ],
)
def test_a_quorum_is_of_those_present(quorum: str, present: str, outcome: str, expected: list[str]) -> None:
    """Half of five is three; who only watches counts for nothing, and who is listed twice is one."""
    members = ", ".join(f"{{name: M{number}}}" for number in range(5)) + ", {name: O, position: observer}"
    body = f"---\ntitle: Strategisk utval\nkind: strategic\nquorum: {quorum}\nmembers: [{members}]\n---\n"
    text = f"present: {present}\nagenda:\n- {{number: 1/26, title: A, outcome: {outcome}}}"
    assert told(MEETING, text, {"organisations/ssu.md": body}) == expected


def test_the_disqualified_are_named_once() -> None:
    text = "present: [Anna, Ola]\nagenda:\n- {title: A, outcome: noted, disqualified: [Anna, Anna]}"
    assert told(MEETING, text) == ["4:51 named_twice"]


@pytest.mark.parametrize(
    ("path", "facts", "expected"),
    [
        ("ssu/2027-05-14", "end_date: 2027-05-18", ["2:11 meeting_over_holiday"]),
        ("ssu/2027-05-14", "end_date: 2027-05-15", []),
        ("ssu/2026-11-20", "form: written\nend_date: 2026-12-26", ["3:11 answers_on_holiday"]),
        ("ssu/2026-11-20", "form: written\nend_date: 2026-12-05", ["3:11 answers_at_weekend"]),
        ("ssu/2026-12-21", "form: written\nend_date: 2026-12-28", []),
        ("ssu/2026-05-14", "form: written\nend_date: 2026-05-17", []),
        ("ssu/2026-12-21", "form: written\nend_date: 9999-12-31", []),
    ],
)
def test_days_off_work(path: str, facts: str, expected: list[str]) -> None:
    assert told(f"meetings/{path}.md", facts) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2026-11-29", ["3:37 planned_is_past"]), ("2026-11", []), ("2026-11-30", []), ("2026", [])],
)
def test_what_is_planned_for_a_day_that_is_past(date: str, expected: list[str]) -> None:
    assert told("cases/2026-a.md", f"title: A\nplanned: [{{organisation: ssu, date: {date}}}]") == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Grensa 10<sup>6</sup>", True),
        ("Sjå [avtalen](https://x.example)", True),
        ("Drift &amp; utvikling", True),
        ("Drift & utvikling **og** meir", True),
        ("Under <5 prosent, * merkt, 5 ** 2 og ~50", False),
        ("Svar til <post@x.example> [utkast] (to)", False),
        ("R&D; a < b > c", False),
    ],
)
def test_signs_of_markdown_in_fields(title: str, expected: bool) -> None:
    assert told("cases/2026-a.md", f"title: '{title}'") == (["2:8 markup_in_field"] if expected else [])


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                "plans/p.md": "title: P\ngoals: [{number: 1, titel: A}]\n"
                "measures: [{number: 1, what: B, goal: 1}, {number: 2, what: C, goal: 1}]"
            },
            ["plans/p.md:3:21 unknown_field_near"],
        ),
        (
            {
                MEETING: "present: [{name: Anna, items: [1/26]}]\nagenda: [{number: [1/26], title: A}]\n---\n## 1/26\n",
                "agreements/a.md": AGREEMENT
                + "parties: [au, Skyss]\napprovals: [{organisation: Skyss, meeting: ssu/2026-03-10, number: 1/26}]",
            },
            [f"{MEETING}:3:19 value_not_text"],
        ),
        (
            {MEETING: "present: Anna, Ola\nagenda: [{title: A, outcome: noted, disqualified: [Anna]}]"},
            [f"{MEETING}:2:10 value_list"],
        ),
        ({"agreements/a.md": AGREEMENT + "parties: kommune-a, Skyss"}, ["agreements/a.md:4:10 value_list"]),
        (
            {
                "projects/p.md": "title: P\nindicators: [{nam: Ventetid}]",
                "plans/p.md": "title: P\nmeasures: [{number: 1, what: B, project: p, indicator: Ventetid}]",
            },
            ["projects/p.md:3:15 unknown_field_near"],
        ),
    ],
)
def test_a_fault_makes_no_others(files: dict[str, str], expected: list[str]) -> None:
    assert [f"{one.place} {one.code}" for one in problems(files)] == expected
