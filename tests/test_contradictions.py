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


def problems(files: dict[str, str]) -> list[Problem]:
    """All that is wrong with records, as front matter without its marks, today."""
    parsed = Parsed()
    for path, text in {**BODIES, **{path: f"---\n{text}\n---\n" for path, text in files.items()}}.items():
        folder, _, rest = path.partition("/")
        kind = next(kind for kind in KINDS if kind.folder == folder)
        id_ = rest.removesuffix(".md")
        record, faults = parse_text(text, path, kind, id_)
        parsed.records += [record] if record else []
        parsed.known.add((kind.name, id_))
        parsed.problems += faults
    portal = link(parsed)
    return [*parsed.problems, *check(portal), *check_at(portal, MOMENT, "nn")]


def told(path: str, text: str) -> list[str]:
    """What is said of one record, by its code and where."""
    found = sorted(problems({path: text}), key=lambda one: one.place)
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
