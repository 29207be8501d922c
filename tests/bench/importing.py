"""`make measure-import`: precision and recall of the import, field by field, over the tests' own documents.

A fact is a value at a place in a record's front matter. Of the facts found, precision is the share that the
document says; of those that it says, recall is the share that was found.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from portal.commands.importing.document.blocks import Unreadable
from portal.commands.importing.importer import import_file
from portal.linked.graph import Graph
from portal.linked.names import OrganisationNames
from portal.model.common import parse_person
from portal.source.reading import read_records

DOCUMENTS = Path(__file__).parents[1] / "documents"
PEOPLE = ("present", "invited", "secretariat", "observers", "absent")
DATES = ("submitted", "reports.date", "follow_up.due", "notice_sent", "minutes_sent", "closed.date")
"""The fields that are dates, which count as such beside the date in a meeting's path."""
MEASURED = ("number", "title", "type", "date", "people", "outcome")
"""The fields that matter most: a wrong one is worse than a missing one, and each is to be right 19 times of 20."""


def gold() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each document with what an ideal import gives."""
    for expected in sorted(DOCUMENTS.glob("*.yaml")):
        document = next(p for p in DOCUMENTS.glob(f"{expected.stem}.*") if p.suffix != ".yaml")
        yield document, yaml.load(expected.read_text("utf-8"), yaml.BaseLoader)


def facts(records: dict[str, Any], names: OrganisationNames) -> Counter[tuple[str, str, str]]:
    """The facts of some records as (field, where, value)."""
    found: Counter[tuple[str, str, str]] = Counter()
    for path, front in records.items():
        if date := re.search(r"\d{4}-\d{2}-\d{2}", path):
            found["date", "", date[0]] += 1
        where = path if path.startswith("meetings/") else path.partition("/")[0]  # ids of cases and projects are slugs
        for name, value in (front or {}).items():
            for fact in _flat(where, name, value, names):
                found[fact] += 1
                if fact[0] in DATES:
                    found["date", f"{fact[1]}/{fact[0]}", fact[2]] += 1
    return found


def _flat(where: str, name: str, value: Any, names: OrganisationNames) -> Iterator[tuple[str, str, str]]:
    if name in PEOPLE:
        for person in value:
            yield from _person(where, name, parse_person(person) if isinstance(person, str) else person, names)
    elif name == "agenda":
        for item in value:
            at = f"{where}#{item.get('number') or item.get('title')}"
            for part, words in item.items():
                yield from _flat(at, part, words, names)
    elif isinstance(value, (list, dict)):
        for part in value if isinstance(value, list) else [value]:
            for key, words in part.items() if isinstance(part, dict) else [("", part)]:
                yield f"{name}.{key}".rstrip("."), where, _known(str(words), names)
    else:
        yield name, where if name != "date" else "", _known(_said(value), names)


def _person(where: str, group: str, person: dict[str, Any], names: OrganisationNames) -> Iterator[tuple[str, str, str]]:
    who = person["name"]
    yield "people", f"{where}/{group}", who
    for part, words in person.items():
        if part != "name":
            told = _known(words, names) if part == "organisation" else str(words)
            yield f"people.{part}", f"{where}/{who}", told


def _known(words: str, names: OrganisationNames) -> str:
    return names.find(words) or words


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())


def measure(tell: bool = False) -> dict[str, tuple[int, int, int]]:
    """For each field: how many facts were found, how many of them are right, and how many there are."""
    parsed = read_records(DOCUMENTS)
    graph = Graph(parsed.records, {})
    totals: dict[str, list[int]] = {}
    for path, expected in gold():
        arguments = dict(zip(expected.get("arguments", [])[::2], expected.get("arguments", [])[1::2], strict=True))
        body = graph.names.find(arguments["--organisation"]) if "--organisation" in arguments else None
        day = dt.date.fromisoformat(arguments["--date"]) if "--date" in arguments else None
        try:
            imported = import_file(path, graph, None, body, day)
            records = {record.path: record.facts for record in imported.found.records}
            kind = imported.kind.value if imported.kind else None
        except Unreadable as fault:
            records, kind = {}, fault.code
        right = facts(expected.get("records") or {}, graph.names)
        found = facts(records, graph.names)
        allowed = facts(expected.get("beyond") or {}, graph.names)
        found -= allowed - right
        for at, counted in enumerate((found, found & right, right)):
            for (name, _, _), count in counted.items():
                totals.setdefault(name, [0, 0, 0])[at] += count
        if tell:
            print(f"## {path.name}: {kind} (expected {expected.get('kind')})")
            for sign, differing in (("+", found - right), ("-", right - found)):
                print("".join(f"   {sign} {' '.join(fact)}\n" for fact in sorted(differing)), end="")
    return {name: (a, b, c) for name, (a, b, c) in sorted(totals.items())}


def main() -> None:
    totals = measure("--tell" in sys.argv)
    print("| field | found | right | in the documents | precision | recall |")
    print("|---|---|---|---|---|---|")
    for name in (*MEASURED, *(name for name in totals if name not in MEASURED)):
        found, right, there = totals.get(name, (0, 0, 0))
        precision, recall = right / found if found else 1.0, right / there if there else 1.0
        print(f"| {name} | {found} | {right} | {there} | {precision:.2f} | {recall:.2f} |")


if __name__ == "__main__":
    main()
