"""The next meeting's agenda, drafted: what is open for a body, each thing once, and nothing that is closed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from portal.commands.drafting.numbering import GivenNumber, Numbered, Numbering, continued, main_label
from portal.derived.facts import Facts
from portal.derived.known import CaseFacts
from portal.derived.public import Handling, MeetingTime, PublicPortal, Record, Task
from portal.language.catalogue import catalogue_for
from portal.language.dates import Calendar
from portal.language.phrase import joined_titles
from portal.linked.graph import Graph
from portal.linked.hindsight import as_called
from portal.linked.portal import LinkedPortal
from portal.model.addresses import bears_year
from portal.model.kinds import CASE, MEETING, ORGANISATION
from portal.model.meeting import AgendaItem, Meeting
from portal.model.project import Project
from portal.model.vocabulary import CaseState, CaseType, Language, MeetingState, Outcome
from portal.source.record import meeting_day, meeting_times
from portal.source.settings import Settings
from portal.source.writing import escaped, extended, new_record

__all__ = ["Draft", "draft_agenda"]

_PUT_OFF = (Outcome.POSTPONED, Outcome.RETURNED)
_OVER = (CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.REJECTED)
_STANDING = re.compile(r"eventuelt|godkjenning|referatsak|oppgåver over frist|oppgaver over frist|statusrapport")
"""How the titles of items begin that stand on every agenda, in either language."""


class Sort(Enum):
    """What an item is there for."""

    APPROVAL = "approval"
    ITEM = "item"
    CASE = "case"
    FOLLOW_UPS = "follow_ups"
    REPORT = "report"


@dataclass(frozen=True)
class DraftItem:
    """An item for the agenda: facts of the record format, why it is there, and its words in Markdown.

    `source` is the earlier item without a case that comes up again.
    """

    sort: Sort
    facts: dict[str, Any]
    reason: str
    text: str = ""
    name: str = ""
    source: AgendaItem | None = None

    @property
    def number(self) -> str:
        return str(self.facts.get("number", ""))


@dataclass(frozen=True)
class Draft:
    """A meeting's record as it is to be written: `text` is the whole file, `items` those that are new.

    `without_minutes` are the dates of the body's held meetings that have no
    minutes, so that what became of their items is not known; `withheld` those of
    the meetings that may not be read, from which nothing is taken.
    """

    path: str
    text: str
    items: list[DraftItem]
    without_minutes: list[dt.date]
    withheld: list[dt.date]
    is_new: bool
    is_past: bool


def draft_agenda(
    portal: LinkedPortal, public: PublicPortal, settings: Settings, meeting_id: str, written: str | None = None
) -> Draft:
    """The record of a body's meeting with everything that is open for it on the agenda.

    `meeting_id` is that of the meeting to be, `written` the text of its record if
    there is one: what its agenda has already is not put there again. Words are
    taken from the public portal only, so that nothing withheld is copied.
    """
    return _Drafter(portal, public, settings, meeting_id).draft(written)


class _Drafter:
    """Gathers what is open for one body before one meeting."""

    def __init__(self, portal: LinkedPortal, public: PublicPortal, settings: Settings, meeting_id: str) -> None:
        self._public = public
        self._settings = settings
        self._id = meeting_id
        self._body_id = meeting_id.partition("/")[0]
        self._day = meeting_day(meeting_id)
        called = as_called(portal, public.today)
        self._own = called.meeting(meeting_id)
        self._times = meeting_times({meeting_id: None, **{m.id: m.facts.start for m in called.meetings}})
        others = [record for record in called.records.values() if record.key != (MEETING.name, meeting_id)]
        self._graph = Graph(others, called.agendas)
        self._now, self._then = (Facts(self._graph, day, settings.report_days) for day in (public.today, self._day))
        self._told = Facts.of_public(public, settings.report_days)
        self._meetings = self._graph.own_meetings_of(self._body_id)
        self._before = [m for m in self._meetings if self._is_before(m) and not self._is_cancelled(m)]
        self._lang = self._language()
        catalogue = catalogue_for(self._lang)
        self.t, self._listed = catalogue.text, catalogue.listed
        self._calendar = Calendar(self._lang)

    def _is_before(self, meeting: Record[Meeting]) -> bool:
        """Whether a meeting is before the one that is drafted."""
        return self._times[meeting.id] < self._times[self._id]

    def _is_cancelled(self, meeting: Record[Meeting]) -> bool:
        return self._now.meeting(meeting).is_cancelled

    def _date(self, day: dt.date) -> str:
        """A date as an editor would type it, without hard spaces."""
        return self._calendar.day(day).replace("\u00a0", " ")

    def _language(self) -> str:
        """The language of the meeting: its own, or else that of the body's latest one."""
        records: list[Record[Any] | None] = [self._own, *self._before[-1:], self._graph.organisation(self._body_id)]
        return next((r.facts.lang.value for r in records if r and r.facts.lang), self._settings.lang)

    def draft(self, written: str | None) -> Draft:
        agenda = self._own.facts.agenda if self._own else ()
        new = [item for item in self._items() if not any(self._is_there(item, there) for there in agenda)]
        numbers = self._numbers(agenda)
        items = [
            replace(item, facts={**self._next(numbers, item), **item.facts}, name=self._name(item)) for item in new
        ]
        path = f"meetings/{self._id}.md"
        text = self._new(items) if written is None else self._amended(written, items)
        unknown = [m.day for m in self._before if self._now.meeting(m).state is MeetingState.AWAITING_MINUTES]
        withheld = [m.day for m in self._before if m.key not in self._public.records and not m.facts.draft]
        return Draft(path, text, items, unknown, withheld, written is None, self._now.is_past(self._day))

    def _items(self) -> Iterator[DraftItem]:
        yield from self._approvals()
        yield from self._put_off()
        yield from self._cases()
        yield from self._follow_ups()
        yield from self._reports()

    # -- what is open

    def _approvals(self) -> Iterator[DraftItem]:
        """The minutes since the last that were approved; only the latest ones where none ever were."""
        with_minutes = [m for m in self._before if self._now.meeting(m).has_minutes and not m.facts.retracted]
        approved = [position for position, m in enumerate(with_minutes) if self._now.meeting(m).is_approved]
        since = with_minutes[approved[-1] + 1 :] if approved else with_minutes[-1:]
        for meeting in since:
            is_planned = any(map(self._is_ahead, self._graph.approvals(meeting.id)))
            if self._public.address_of_key(meeting.key) and not is_planned:
                date = self._date(meeting.day)
                facts = {"title": self.t("draft.approval", date=date), "type": "V", "approves": meeting.id}
                yield DraftItem(Sort.APPROVAL, facts, self.t("draft.why_approval"))

    def _put_off(self) -> Iterator[DraftItem]:
        """The items without a case that were put off, or whose meeting was cancelled, and not taken up since."""
        every = [h for m in self._meetings if self._is_before(m) for h in self._graph.items(m.id)]
        for handling in every:
            item, cancelled = handling.entry.item, self._is_cancelled(handling.meeting)
            if item.cases or item.approves or not (cancelled or self._now.item(handling).outcome in _PUT_OFF):
                continue
            public = self._in_public(handling)
            if public is None or (cancelled and _is_standing(item)) or self._was_taken_up(handling):
                continue
            why, text = self._reason(handling, public)
            yield DraftItem(Sort.ITEM, _again(public), why, text, source=item)

    def _in_public(self, handling: Handling) -> AgendaItem | None:
        """An item as it may be known, if its meeting may be read."""
        entries = self._public.items(handling.meeting.id)
        return next((h.entry.item for h in entries if h.entry.position == handling.entry.position), None)

    def _was_taken_up(self, handling: Handling) -> bool:
        later = [m for m in self._meetings if self._times[m.id] > self._times[handling.meeting.id]]
        items = [h.entry.item for m in later if not self._is_cancelled(m) for h in self._graph.items(m.id)]
        return any(self._is_same(handling.entry.item, other) for other in items)

    def _is_same(self, item: AgendaItem, later: AgendaItem) -> bool:
        """Whether a later item takes up an earlier one: it bears its number with the year, or its title."""
        if item.exempt and later.exempt and item.exempt.public_title == later.exempt.public_title:
            return True
        title = self._graph.title_of_item(later)
        has_title = item.title is not None and _folded(item.title) == _folded(title)
        numbers = (later.number, *later.aliases)
        return has_title or (item.number is not None and bears_year(item.number) and item.number in numbers)

    def _cases(self) -> Iterator[DraftItem]:
        """The cases that wait for the body: those it put off first, then those that were sent or submitted to it."""
        put_off: dict[tuple[MeetingTime, int], tuple[Handling, list[str]]] = {}
        there = {id_ for item in (self._own.facts.agenda if self._own else ()) for id_ in item.cases}
        submitted: list[tuple[dt.date, str, DraftItem]] = []
        for case in self._graph.cases:
            facts = case.facts
            if case.id in there or facts.draft or facts.retracted or (facts.submitted and facts.submitted > self._day):
                continue
            known = self._now.case(case)
            mine = [h for h in known.route if self._body_id in h.meeting.body_ids]
            sent = [h for h in known.sent_on if self._body_id in h.entry.item.to_bodies]
            is_foreseen = self._is_foreseen(known)
            is_awaited = self._body_id in known.waits_for or is_foreseen
            if not is_awaited or any(map(self._is_ahead, mine)):
                continue
            if sent or is_foreseen:
                why = self.t("draft.why_sent" if sent else "draft.why_planned")
                day = sent[-1].meeting.day if sent else facts.submitted or dt.date.max
                submitted.append((day, case.id, DraftItem(Sort.CASE, {"case": case.id}, why)))
            elif mine:
                last = mine[-1]
                key = (self._times[last.meeting.id], last.entry.position)
                put_off.setdefault(key, (last, []))[1].append(case.id)
            else:
                item = DraftItem(Sort.CASE, {"case": case.id}, self.t("draft.why_submitted"))
                submitted.append((facts.submitted or dt.date.max, case.id, item))
        for last, ids in (put_off[key] for key in sorted(put_off)):
            why, text = self._reason(last, self._in_public(last))
            yield DraftItem(Sort.CASE, {"case": ids if len(ids) > 1 else ids[0]}, why, text)
        yield from (item for _, _, item in sorted(submitted, key=lambda row: row[:2]))

    def _is_foreseen(self, known: CaseFacts) -> bool:
        """Whether the body is the next to treat a case that waits for none, by the day of the meeting."""
        if not known.foreseen or known.waits_for or known.coming or known.state in _OVER:
            return False
        step = known.foreseen[0]
        is_mine = step.organisation is not None and self._graph.names.find(step.organisation) == self._body_id
        return is_mine and (step.date is None or step.date.first <= self._day)

    def _reason(self, last: Handling, public: AgendaItem | None) -> tuple[str, str]:
        """Why it comes again, for the editor and as a sentence; of what is withheld, neither tells the outcome."""
        cancelled = self._is_cancelled(last.meeting)
        if public is None or public.exempt or (public.outcome is None and not cancelled):
            return self.t("draft.why_again"), ""
        outcome = None if cancelled else public.outcome
        meeting = f"[{self._date(last.meeting.day)}]({self._link(last, last.entry.anchor)})"
        if outcome is None:
            return self.t("draft.why_cancelled"), self.t("draft.was_cancelled", meeting=meeting)
        return self.t(f"draft.why_{outcome.value}"), self.t(f"draft.was_{outcome.value}", meeting=meeting)

    def _is_ahead(self, handling: Handling) -> bool:
        """Whether an item is yet to be treated."""
        return self._now.is_coming(handling.meeting)

    def _link(self, handling: Handling, anchor: str) -> str:
        """A link from the meeting's record to an item of another one of the same body."""
        return f"{handling.meeting.id.partition('/')[2]}.md#{anchor}"

    def _follow_ups(self) -> Iterator[DraftItem]:
        """The body's follow-ups that will be overdue on the day of the meeting, as one item."""
        lines = [self._line(task) for task in self._overdue()]
        if lines:
            facts = {"title": self.t("draft.follow_ups"), "type": "O"}
            yield DraftItem(Sort.FOLLOW_UPS, facts, self.t("draft.why_overdue"), "\n".join(lines))

    def _overdue(self) -> list[Task]:
        tasks = [
            task
            for task in self._graph.tasks
            if self._is_of_body(task)
            and task.record.key in self._public.records
            and self._then.follow_up(task).is_overdue
        ]
        return sorted(tasks, key=lambda task: task.follow_up.due or self._day)

    def _is_of_body(self, task: Task) -> bool:
        """Whether a follow-up comes from a meeting of the body before this one, or is a measure of its plan."""
        return task.handling.meeting in self._before if task.handling else task.body_id == self._body_id

    def _where(self, task: Task) -> str:
        """A link to where a follow-up stands, from the meeting's record."""
        if task.measure:
            anchor, path = task.address.partition("#")[2], f"../../{task.record.path}"
            return f"[{escaped(self.t('measure.number', number=task.measure.number))}]({path}#{anchor})"
        assert task.handling is not None
        handling, entry = task.handling, task.handling.entry
        anchor, number = entry.decision_anchor if entry.is_decision() else entry.anchor, entry.item.number
        name = self.t("item.number", number=number) if number else self.t("item.position", position=entry.position)
        return f"[{escaped(name)}, {self._date(handling.meeting.day)}]({self._link(handling, anchor)})"

    def _line(self, task: Task) -> str:
        """A follow-up as a line of a list; of one that may not be known, only where it stands."""
        follow_up, where = task.follow_up, self._where(task)
        if not self._may_be_known(task):
            return f"- {self.t('draft.task_exempt', where=where)}"
        due = self._date(follow_up.due or self._day)
        who = self._listed(filter(None, map(self._responsible, follow_up.responsible)))
        key = "draft.task" if who else "draft.task_unassigned"
        return f"- {self.t(key, what=escaped(follow_up.what), responsible=escaped(who), due=due, where=where)}"

    def _may_be_known(self, task: Task) -> bool:
        if task.handling is None:
            return True  # a measure of a public plan
        item = self._in_public(task.handling)
        return item is not None and task.follow_up.what in {follow_up.what for follow_up in item.follow_up}

    def _responsible(self, text: str) -> str:
        """What a responsible may be called: an organisation by the title that may be known, or the text itself."""
        id_ = self._graph.names.find(text)
        return text if id_ is None else self._told.title_of((ORGANISATION.name, id_)) or ""

    def _reports(self) -> Iterator[DraftItem]:
        """The projects of the body whose report will be due on the day of the meeting, and asked for by no other."""
        coming = [m for m in self._before if self._now.is_coming(m)]
        asked = [item for m in coming for item in m.facts.agenda]
        for project in self._graph.projects:
            title, is_due = self._told.title_of(project.key), self._then.project(project).is_report_due
            facts = {"title": self.t("draft.report", project=title), "type": "O", "project": project.id}
            is_asked = any(_is_report(item, facts) for item in asked)
            if title and is_due and self._is_mine(project) and not is_asked:
                yield DraftItem(Sort.REPORT, facts, self.t("draft.why_report"))

    def _is_mine(self, project: Record[Project]) -> bool:
        owner = project.facts.owner
        return self._body_id in (project.facts.steering, self._graph.names.find(owner) if owner else None)

    def _is_there(self, item: DraftItem, there: AgendaItem) -> bool:
        """Whether an item of the meeting's own agenda is the drafted one."""
        facts = item.facts
        if item.sort is Sort.CASE:
            return False  # those that are there are not drafted
        if item.sort is Sort.APPROVAL:
            return facts["approves"] in there.approves or _folded(there.title) == _folded(facts["title"])
        if item.sort is Sort.REPORT:
            return _is_report(there, facts)
        if item.source is not None:
            return self._is_same(item.source, there)
        return _folded(there.title) == _folded(facts["title"])

    # -- how it is written

    def _name(self, item: DraftItem) -> str:
        """What the item may be called wherever it is read, a screen or a log; a hidden case by its id."""
        facts = item.facts
        if "case" in facts:
            return joined_titles(self._told.title_of((CASE.name, id_)) or id_ for id_ in _several(facts["case"]))
        return str(facts.get("title") or facts["exempt"]["public_title"])

    def _numbers(self, agenda: tuple[AgendaItem, ...]) -> Numbering:
        """The numbers that come next in the body's own series."""
        given = [(m.day.year, self._numbers_of(m.facts.agenda)) for m in self._meetings]
        return Numbering(given, self._day.year, self._numbers_of(agenda), first=f"01/{self._day.year % 100:02}")

    def _numbers_of(self, agenda: tuple[AgendaItem, ...]) -> list[GivenNumber]:
        """The numbers that the items bear, and those they bore earlier: none may be given again."""
        return [
            GivenNumber(number, self._types(item.type, item.cases), bool(item.approves))
            for item in agenda
            for number in (*item.aliases, item.number)
            if number
        ]

    def _next(self, numbers: Numbering, item: DraftItem) -> dict[str, str]:
        """The number that a drafted item is given, if any: of the series that it was in, or of the one of its kind."""
        cases = _several(item.facts.get("case"))
        route = [h for case in cases for h in self._graph.route(case) if h.meeting.body_id == self._body_id]
        before = item.source.number if item.source else next((h.entry.item.number for h in reversed(route)), None)
        written = tuple(map(CaseType, item.facts["type"].split("/"))) if item.facts.get("type") else None
        number = numbers.next(self._types(written, cases), before, item.sort is Sort.APPROVAL)
        return {"number": number} if number else {}

    def _types(self, types: tuple[CaseType, ...] | None, case_ids: Iterable[str]) -> tuple[CaseType, ...]:
        """The types of an item: its own, or its cases'."""
        cases = filter(None, map(self._graph.case, case_ids))
        return types or tuple(dict.fromkeys(type_ for case in cases for type_ in case.facts.type or ()))

    def _meeting_number(self) -> str | None:
        """The meeting's own number in the body's series, unless a later meeting has it already."""
        before = [m for m in self._before if m.facts.number]
        given = [Numbered(m.day.year, [str(m.facts.number)]) for m in before]
        number = next(continued(given, self._day.year, label=main_label(given)), None)
        return None if number in {m.facts.number for m in self._meetings} else number

    def _new(self, items: list[DraftItem]) -> str:
        facts: dict[str, Any] = {"draft": True}
        if self._lang != self._settings.lang:
            facts["lang"] = Language(self._lang).value
        if number := self._meeting_number():
            facts["number"] = number
        if items:
            facts["agenda"] = [item.facts for item in items]
        return new_record(facts, _sections(items))

    def _amended(self, written: str, items: list[DraftItem]) -> str:
        if not items:
            return written
        text = extended(written, "agenda", [item.facts for item in items])
        sections = _sections(items)
        newline = "\r\n" if "\r\n" in written else "\n"
        return text.rstrip() + f"\n\n{sections}\n".replace("\n", newline) if sections else text


def _sections(items: list[DraftItem]) -> str:
    """The words of the items, each below the heading that opens it."""
    return "\n\n".join(f"## {item.number}\n\n{item.text}" for item in items if item.text and item.number)


def _again(item: AgendaItem) -> dict[str, Any]:
    """The facts of an item that comes up again; of an exempt one, no more than may be known."""
    if item.exempt:
        until = item.exempt.until.isoformat() if item.exempt.until else None
        exempt = {"basis": item.exempt.basis, "public_title": item.exempt.public_title, "until": until}
        return {"exempt": {name: value for name, value in exempt.items() if value}}
    types = "/".join(type_.value for type_ in item.type or ())
    facts = {"title": item.title, "type": types, "project": item.project}
    return {name: value for name, value in facts.items() if value}


def _is_standing(item: AgendaItem) -> bool:
    """Whether an item stands on every agenda, and so need not be moved from a cancelled meeting to the next."""
    return item.number is None or _STANDING.match(_folded(item.title)) is not None


def _is_report(item: AgendaItem, facts: dict[str, Any]) -> bool:
    """Whether an item is the report of a project: it informs of the project, or has the title of such an item."""
    informs = item.project == facts["project"] and not item.cases and CaseType.INFORMATION in (item.type or ())
    return informs or _folded(item.title) == _folded(facts["title"])


def _folded(title: str | None) -> str:
    return " ".join((title or "").split()).casefold()


def _several(value: str | list[str] | None) -> list[str]:
    """What a field that takes one or a list says, as a list."""
    return [value] if isinstance(value, str) else value or []
