"""Portals of any size from a fixed seed, like those that people write."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

_SEED = 20210219
_WORDS = (
    "helse kommune sjukehus arbeid gruppe plan møte sak vedtak framlegg oppfølging barn unge teneste samarbeid "
    "område forslag arbeidsgruppe rapport frist kompetanse pasient forløp koordinator årsplan økonomi nettside"
).split()
_OUTCOMES = ("decided", "endorsed", "noted", "discussed", "postponed", "approved")
_BODIES = 8
_YEARS = 9
"""All meetings lie within so many years, from the start of 2018."""


def write_records(root: Path, number: int) -> None:
    """Write `number` records below `root`: half of them cases, a third meetings, the rest projects and bodies."""
    maker = _Maker(random.Random(_SEED), root)
    partners, projects = max(2, number // 20), max(2, number // 12)
    meetings = max(2, number // 3)
    cases = number - _BODIES - partners - projects - meetings
    maker.organisations(partners)
    maker.projects(projects)
    maker.cases(cases)
    maker.meetings(meetings, cases)


class _Maker:
    def __init__(self, chance: random.Random, root: Path) -> None:
        self._chance = chance
        self._root = root
        self._projects = 0

    def _write(self, path: str, front: list[str], body: str) -> None:
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(["---", *front, "---", "", body, ""]), encoding="utf-8")

    def _sentence(self, words: int = 12) -> str:
        return " ".join(self._chance.choices(_WORDS, k=words)).capitalize() + "."

    def _paragraphs(self, number: int) -> str:
        return "\n\n".join(" ".join(self._sentence(14) for _ in range(3)) for _ in range(number))

    def organisations(self, partners: int) -> None:
        for n in range(_BODIES):
            front = [f"title: Utval {n}", f"short: U{n}", "kind: professional"]
            front += ["deadlines: {submission: 21, notice: 7, minutes: 14}", "members:"]
            front += [f"  - {{name: Person {m}, organisation: part-{m % partners}, role: medlem}}" for m in range(8)]
            self._write(f"organisations/utval-{n}.md", front, self._paragraphs(2))
        for n in range(partners):
            self._write(f"organisations/part-{n}.md", [f"title: Part {n}", "kind: municipality"], self._paragraphs(1))

    def projects(self, number: int) -> None:
        self._projects = number
        for n in range(number):
            front = [f"title: Prosjekt {n}", "owner: part-0", f"steering: utval-{n % _BODIES}", "phase: active"]
            front += ["milestones:"]
            front += [f"  - {{what: {self._sentence(4)}, when: 2021-{m:02}, who: part-1}}" for m in range(1, 7)]
            front += ["reports:", f"  - {{date: 2021-04-01, health: on_track, summary: {self._sentence(10)}}}"]
            self._write(f"projects/prosjekt-{n}.md", front, self._paragraphs(3))

    def cases(self, number: int) -> None:
        for n in range(number):
            front = [f"title: Sak om {self._sentence(4)[:-1].lower()}", "type: D/V"]
            front += [f"submitted: {dt.date(2018, 1, 1) + dt.timedelta(days=n % 10)}"]
            front += [f"project: prosjekt-{n % self._projects}", f"for: [utval-{n % _BODIES}]"]
            body = (
                f"## Bakgrunn\n\n{self._paragraphs(3)}\n\n## Formål\n\n{self._paragraphs(1)}\n\n"
                f"## Framlegg til vedtak\n\n1. {self._sentence()}\n2. {self._sentence()}\n"
            )
            self._write(f"cases/2018-sak-{n}.md", front, body)

    def meetings(self, number: int, cases: int) -> None:
        counts = dict.fromkeys(range(_BODIES), 0)
        step = min(30, _YEARS * 365 // -(-number // _BODIES))
        for n in range(number):
            body_number = n % _BODIES
            day = dt.date(2018, 1, 15) + dt.timedelta(days=step * counts[body_number] + body_number)
            counts[body_number] += 1
            front = [f"number: {n}/{day.year}", "start: 10:30", "end: 12:00", "place: Videomøte", "present:"]
            front += [f"  - Person {m} (medlem, Part {m % 2})" for m in range(7)]
            front += ["agenda:"]
            sections = []
            for k in range(1, 6):
                item = f"{n * 5 + k:03}/{day:%y}"
                outcome = self._chance.choice(_OUTCOMES)
                front += [f"  - number: {item}", f"    case: 2018-sak-{(n * 5 + k) % cases}", f"    outcome: {outcome}"]
                due = day + dt.timedelta(days=60)
                done = "" if (n + k) % 10 == 0 else f", done: {due}"
                front += ["    follow_up:"]
                front += [f"      - {{what: {self._sentence(6)}, responsible: part-1, due: {due}{done}}}"]
                sections.append(
                    f"## {item}\n\n{self._paragraphs(1)}\n\n"
                    f"### Innspel\n\n- {self._sentence()}\n- {self._sentence()}\n\n"
                    f"### Vedtak\n\n{self._sentence(16)}\n"
                )
            self._write(f"meetings/utval-{body_number}/{day.isoformat()}.md", front, "\n".join(sections))
