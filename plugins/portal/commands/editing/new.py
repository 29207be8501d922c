"""`portal new`: a record of each kind from options or answers, with what the portal knows already filled in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.commands.drafting.command import body_named, meeting_date
from portal.commands.editing.habits import Habits
from portal.commands.editing.records import ids_in, linked_records, meant_record
from portal.commands.editing.storing import store_new
from portal.commands.importing.found import short_slug
from portal.commands.speaking import Refused
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.language.dates import Calendar
from portal.linked.portal import LinkedPortal
from portal.model.clock import build_moment
from portal.model.common import parse_person
from portal.model.kinds import AGREEMENT, CASE, MEETING, ORGANISATION, PLAN, PROJECT, Kind, path_of
from portal.model.problems import Problem
from portal.model.vocabulary import AgreementLevel, OrganisationKind, Phase
from portal.source.parsing import parse_text
from portal.source.settings import Settings
from portal.source.writing import new_record

__all__ = ["ASKED", "Answers", "Asked", "Editor", "NewFile", "meeting_record", "usual_facts"]


@dataclass(frozen=True)
class Asked:
    """A field that `portal new` asks for; its words are `new.<kind>_<name>` in the catalogues.

    `at` is where it stands in the front matter. `refers` is the kind of record that it means; with `or_text`, it may
    be free text. `many` takes several, `choices` are all that it may be, `is_argument` that it stands alone.
    """

    name: str
    at: tuple[str, ...]
    refers: Kind | None = None
    or_text: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    is_argument: bool = False


def _values(enum: type[Phase | OrganisationKind | AgreementLevel]) -> tuple[str, ...]:
    return tuple(member.value for member in enum)


ASKED: Mapping[str, tuple[Asked, ...]] = {
    CASE.name: (
        Asked("title", ("title",), is_argument=True),
        Asked("type", ("type",)),
        Asked("submitted", ("submitted",)),
        Asked("by", ("submitted_by",)),
        Asked("for", ("for",), ORGANISATION, many=True),
        Asked("project", ("project",), PROJECT),
    ),
    MEETING.name: (
        Asked("organisation", (), ORGANISATION, is_argument=True),
        Asked("date", (), is_argument=True),
        Asked("number", ("number",)),
        Asked("start", ("start",)),
        Asked("end", ("end",)),
        Asked("place", ("place",)),
        Asked("online", ("online",)),
        Asked("item", ("agenda",), many=True),
    ),
    PROJECT.name: (
        Asked("title", ("title",), is_argument=True),
        Asked("owner", ("owner",), ORGANISATION, or_text=True),
        Asked("steering", ("steering",), ORGANISATION),
        Asked("partner", ("partners",), ORGANISATION, or_text=True, many=True),
        Asked("from", ("period", "from")),
        Asked("to", ("period", "to")),
        Asked("phase", ("phase",), choices=_values(Phase)),
    ),
    ORGANISATION.name: (
        Asked("title", ("title",), is_argument=True),
        Asked("short", ("short",)),
        Asked("kind", ("kind",), choices=_values(OrganisationKind)),
        Asked("parent", ("parent",), ORGANISATION),
        Asked("submission", ("deadlines", "submission")),
        Asked("notice", ("deadlines", "notice")),
        Asked("minutes", ("deadlines", "minutes")),
    ),
    AGREEMENT.name: (
        Asked("title", ("title",), is_argument=True),
        Asked("level", ("level",), choices=_values(AgreementLevel)),
        Asked("number", ("number",)),
        Asked("party", ("parties",), ORGANISATION, or_text=True, many=True),
        Asked("basis", ("basis",), many=True),
        Asked("from", ("in_force", "from")),
        Asked("to", ("in_force", "to")),
        Asked("replaces", ("replaces",), AGREEMENT, many=True),
        Asked("review", ("review",)),
    ),
    PLAN.name: (
        Asked("title", ("title",), is_argument=True),
        Asked("organisation", ("organisation",), ORGANISATION),
        Asked("from", ("period", "from")),
        Asked("to", ("period", "to")),
        Asked("goal", ("goals",), many=True),
    ),
}
"""What is asked for each kind of record, in the order in which the record has it."""

Answers = Mapping[str, str | Sequence[str] | None]


@dataclass(frozen=True)
class NewFile:
    """A record as it is to be written: its path, its text, and what is to be said of it beside its problems."""

    path: str
    text: str
    notes: tuple[str, ...] = ()


class Editor:
    """Makes new records of a portal as it is now."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self._root, self._settings = root, settings
        self.catalogue = catalogue_for(settings.lang)
        self._portal = linked_records(root, settings)[1]
        self._today = build_moment().date()

    def proposed(self, kind: Kind, asked: Asked, answers: Answers) -> str:
        """What is proposed for a field, from the answers before and what is usual; empty where nothing is."""
        if kind is MEETING and asked.at:
            facts = self._usual(*self._meant_meeting(answers))
            return str(facts.get(asked.at[0], ""))
        if kind is CASE and asked.name == "submitted":
            return self._today.isoformat()
        parent = answers.get("parent")
        if kind is ORGANISATION and asked.at[0] == "deadlines" and isinstance(parent, str) and parent:
            above = self._portal.graph.organisation(meant_record(self._portal, ORGANISATION, parent, self.catalogue))
            days = getattr(above.facts.deadlines, asked.name, None) if above and above.facts.deadlines else None
            return "" if days is None else str(days)
        return ""

    def fault(self, kind: Kind, asked: Asked, answer: str) -> str:
        """What is wrong with one answer, in words; empty where nothing is."""
        if asked.at == ("agenda",):
            return ""  # any title is one
        try:
            if kind is MEETING and not asked.at:
                if asked.refers:
                    body_named(self._portal, answer, self.catalogue)
                else:
                    meeting_date(answer, self.catalogue)
                return ""
            facts = self._facts(kind, {asked.name: [answer] if asked.many else answer})
        except Refused as refused:
            return refused.message
        _, problems = parse_text(new_record(facts, ""), "", kind, "")
        own = [one for one in problems if str(one.values.get("field", "")).startswith(asked.at[0]) and answer]
        return own[0].text(self.catalogue) if own and own[0].code != "missing_field" else ""

    def new(self, kind: Kind, answers: Answers) -> NewFile:
        """The record that the answers make; raises `Refused` where they do not make one."""
        if kind is MEETING:
            body, date = self._meant_meeting(answers)
            given = {name: value for name, value in answers.items() if value}
            items = given.pop("item", ())
            facts = {**self._usual(body, date), **self._facts(kind, given)}
            notes = self._deadlines(body, date)
            return meeting_record(self._portal, self._settings, f"{body}/{date}", facts, items, notes)
        if kind is CASE and not answers.get("submitted"):
            answers = {**answers, "submitted": self._today.isoformat()}
        facts = self._facts(kind, answers)
        if kind is AGREEMENT:
            facts = self._as_before(facts)
        id_ = self._free_id(kind, facts)
        body_text = self._sections() if kind is CASE else ""
        return NewFile(path_of((kind.name, id_)), new_record(facts, body_text))

    def store(self, file: NewFile, dry_run: bool) -> list[Problem]:
        """Write a new record, unless in a `dry_run`; what is wrong with it. Raises `Refused` and `OSError`."""
        return store_new(self._root, self._settings, {file.path: file.text}, dry_run)

    # -- facts

    def _facts(self, kind: Kind, answers: Answers) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for asked in ASKED[kind.name]:
            answer = answers.get(asked.name)
            if not answer or not asked.at:
                continue
            given = [answer] if isinstance(answer, str) else [*answer]
            meant = [self._meant(asked, one.strip()) for one in given]
            holder = facts.setdefault(asked.at[0], {}) if len(asked.at) > 1 else facts
            holder[asked.at[-1]] = meant if asked.many else meant[0]
        if kind is PLAN and "goals" in facts:
            facts["goals"] = [{"number": str(number), "title": one} for number, one in enumerate(facts["goals"], 1)]
        return facts

    def _as_before(self, facts: dict[str, Any]) -> dict[str, Any]:
        """The facts of an agreement, with what the first that it replaces has: level, number, parties and basis."""
        replaced = facts.get("replaces") or [""]
        before = self._portal.graph.records.get((AGREEMENT.name, replaced[0]))
        if before is None:
            return facts
        same = ("level", "number", "parties", "basis")
        known = before.facts.model_dump(mode="json", include={*same}, exclude_defaults=True)
        every = {**known, **facts}
        return {name: every[name] for name in dict.fromkeys(("title", *same, *every)) if name in every}

    def _meant(self, asked: Asked, answer: str) -> Any:
        if asked.name == "by":
            person = parse_person(answer)
            if id_ := self._portal.graph.names.find(person.get("organisation", "")):
                person["organisation"] = id_
            return {name: person[name] for name in ("name", "role", "organisation") if name in person}
        if asked.refers is None:
            return answer
        if asked.or_text:
            return self._portal.graph.names.find(answer) or answer
        return meant_record(self._portal, asked.refers, answer, self.catalogue)

    def _free_id(self, kind: Kind, facts: Mapping[str, Any]) -> str:
        """The first id that is free: of the short name or the title, a case's behind the year."""
        slug = short_slug(facts.get("short") or facts.get("title", "")) or kind.name
        year = re.match(r"\d{4}(?=-)", facts.get("submitted", "")) if kind is CASE else None
        name = f"{year[0]}-{slug}" if year else slug
        taken = {*ids_in(self._root, [kind])}
        numbered = (name if n == 1 else f"{name}-{n}" for n in range(1, len(taken) + 3))
        return next(id_ for id_ in numbered if id_ not in taken and not kind.is_reserved(id_))

    def _sections(self) -> str:
        say = self.catalogue.text
        parts = {
            say("submit.background"): say("submit.background_hint"),
            say("submit.purpose"): say("submit.purpose_hint"),
            say("submit.proposal"): say("submit.proposal_hint"),
        }
        return "\n\n".join(f"## {heading}\n\n<!-- {hint} -->" for heading, hint in parts.items())

    # -- meetings

    def _meant_meeting(self, answers: Answers) -> tuple[str, str]:
        body = body_named(self._portal, str(answers.get("organisation")), self.catalogue)
        return body.id, meeting_date(str(answers.get("date")), self.catalogue)

    def _usual(self, body: str, date: str) -> dict[str, Any]:
        habits = Habits(self._portal, body, dt.date.fromisoformat(date[:10]))
        return usual_facts(habits, self._settings)

    def _deadlines(self, body: str, date: str) -> tuple[str, ...]:
        day = dt.date.fromisoformat(date[:10])
        habits, calendar = Habits(self._portal, body, day), Calendar(self._settings.lang)
        due = {name: habits.deadlines.due(name, day) for name in ("submission", "notice", "minutes")}
        names = {
            "submission": self.catalogue.text("new.due_submission"),
            "notice": self.catalogue.text("new.due_notice"),
            "minutes": self.catalogue.text("new.due_minutes"),
        }
        told = {name: calendar.deadline(one).replace("\u00a0", " ") for name, one in due.items() if one}
        return tuple(f"{names[name]}: {words}" for name, words in told.items())


def usual_facts(habits: Habits, settings: Settings, planned: Sequence[str] = ()) -> dict[str, Any]:
    """The facts of a body's meeting to be, as they usually are; `planned` are the numbers given just now."""
    start, end = habits.hours
    lang = habits.lang if habits.lang != settings.lang else None
    facts = {
        "lang": lang,
        "number": habits.meeting_number(planned),
        "start": f"{start:%H:%M}" if start else None,
        "end": f"{end:%H:%M}" if end else None,
        "place": habits.place,
    }
    return {name: value for name, value in facts.items() if value}


def meeting_record(
    portal: LinkedPortal,
    settings: Settings,
    meeting_id: str,
    facts: Mapping[str, Any],
    items: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> NewFile:
    """The record of a meeting to be; each of `items` is a title or a case's id, and gets the number that is next."""
    day = dt.date.fromisoformat(meeting_id.partition("/")[2][:10])
    habits = Habits(portal, meeting_id.partition("/")[0], day)
    numbering, agenda = habits.numbering(), []
    any_other = {catalogue_for(lang).text("new.any_other").casefold() for lang in LANGUAGES}
    for item in items:
        is_case = portal.graph.case(item) is not None
        types = habits.types_of_case(item) if is_case else ()
        number = None if item.casefold() in any_other else numbering.next(types)
        agenda.append({**({"number": number} if number else {}), "case" if is_case else "title": item})
    order = ("lang", "number", "start", "end", "place", "online")
    ordered = {name: facts[name] for name in order if name in facts}
    return NewFile(
        path_of((MEETING.name, meeting_id)),
        new_record({**ordered, **({"agenda": agenda} if agenda else {})}, ""),
        tuple(notes),
    )
