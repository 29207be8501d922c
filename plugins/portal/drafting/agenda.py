"""The next meeting's agenda, drafted: what is open for a body, each thing once, and nothing that is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from portal.drafting.series import Numbered, continued
from portal.language.catalogue import catalogue_for
from portal.language.dates import Calendar
from portal.linking.graph import Graph, Handling, Task
from portal.linking.portal import LinkedPortal
from portal.publication.portal import PublicPortal
from portal.publication.visibility import in_force
from portal.record import Record, meeting_order
from portal.records.kinds import CASE, PROJECT
from portal.records.meeting import AgendaItem
from portal.records.project import Project
from portal.records.vocabulary import FollowUpState, Language, Outcome
from portal.settings import Settings
from portal.states import follow_up_state, is_report_due, meeting_state, outcome_of, waits_for
from portal.writing import amended, escaped, new_record, plain

__all__ = ["Draft", "DraftItem", "draft_agenda"]

_PUT_OFF = (Outcome.POSTPONED, Outcome.RETURNED)


@dataclass(frozen=True)
class DraftItem:
    """An item for the agenda: facts of the record format, why it is there, and its words in Markdown."""

    facts: dict[str, Any]
    reason: str
    text: str = ""
    name: str = ""

    @property
    def number(self) -> str:
        return str(self.facts.get("number", ""))


@dataclass(frozen=True)
class Draft:
    """A meeting's record as it is to be written: `text` is the whole file, `items` those that are new.

    `without_minutes` are the dates of the body's held meetings that have no
    minutes, so that what became of their items is not known.
    """

    path: str
    text: str
    items: list[DraftItem]
    without_minutes: list[dt.date] = field(default_factory=list)
    is_new: bool = True
    is_past: bool = False


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
        self._graph: Graph = portal.graph
        self._public = public
        self._settings = settings
        self._id = meeting_id
        self._body_id = meeting_id.partition("/")[0]
        self._order = meeting_order(meeting_id)
        self._day = self._order[0]
        others = [m for m in self._graph.meetings_of(self._body_id) if m.id != meeting_id]
        self._meetings = [m for m in others if not m.facts.draft]
        self._before = [m for m in self._meetings if meeting_order(m.id) < self._order and not m.facts.cancelled]
        self._own = self._graph.meeting(meeting_id)
        self._lang = self._language()
        catalogue = catalogue_for(self._lang)
        self.t = catalogue.text
        self._calendar = Calendar(self._lang)

    def _date(self, day: dt.date) -> str:
        """A date as an editor would type it, without hard spaces."""
        return self._calendar.day(day).replace("\u00a0", " ")

    def _language(self) -> str:
        """The language of the meeting: its own, or else that of the body's latest one."""
        records: list[Record[Any] | None] = [self._own, *self._before[-1:], self._graph.organisation(self._body_id)]
        return next((r.facts.lang.value for r in records if r and r.facts.lang), self._settings.lang)

    def draft(self, written: str | None) -> Draft:
        agenda = self._own.facts.agenda if self._own else ()
        new = [item for item in self._items() if not self._is_there(item, agenda)]
        numbers = self._numbers(agenda)
        items = [replace(item, facts=_numbered(item.facts, next(numbers, None)), name=self._name(item)) for item in new]
        path = f"meetings/{self._id}.md"
        text = self._new(items) if written is None else self._amended(written, items)
        today = self._public.today
        unknown = [m.day for m in self._before if meeting_state(self._graph, m, today).value == "awaiting_minutes"]
        return Draft(path, text, items, unknown, written is None, self._day < today)

    def _items(self) -> Iterator[DraftItem]:
        yield from self._approvals()
        yield from self._put_off()
        yield from self._cases()
        yield from self._follow_ups()
        yield from self._reports()

    # -- what is open

    def _approvals(self) -> Iterator[DraftItem]:
        """The minutes since the last that were approved; only the latest ones where none ever were."""
        with_minutes = [m for m in self._before if self._graph.agendas[m.id].has_minutes and not m.facts.retracted]
        approved = [position for position, m in enumerate(with_minutes) if self._graph.approved_by(m.id)]
        since = with_minutes[approved[-1] + 1 :] if approved else with_minutes[-1:]
        for meeting in since:
            planned = [h.meeting.id for h in self._graph.approvals(meeting.id) if h.meeting.day >= self._public.today]
            if all(id_ == self._id for id_ in planned):
                date = self._date(meeting.day)
                facts = {"title": self.t("draft.approval", date=date), "type": "V", "approves": meeting.id}
                yield DraftItem(facts, self.t("draft.why_approval"))

    def _put_off(self) -> Iterator[DraftItem]:
        """The items without a case that were postponed or sent back, and not taken up since."""
        handlings = [h for meeting in self._before for h in self._graph.items(meeting.id)]
        later = [h for meeting in self._meetings for h in self._graph.items(meeting.id)]
        for handling in handlings:
            item, outcome = handling.entry.item, outcome_of(handling)
            if outcome not in _PUT_OFF or item.case or item.approves or handling.meeting.facts.retracted:
                continue
            if not any(_is_same(handling, other) for other in later):
                yield DraftItem(self._again(handling), self._why(outcome), self._where(handling))

    def _again(self, handling: Handling) -> dict[str, Any]:
        """The facts of an item that comes up again; of an exempt one, no more than may be known."""
        item = handling.entry.item
        types = "/".join(type_.value for type_ in item.type or ())
        facts: dict[str, Any] = {"title": item.title, "type": types, "project": item.project}
        meeting = handling.meeting.facts
        exemption = item.exempt or meeting.exempt
        if in_force(exemption, self._public.moment) and exemption:
            until = exemption.until.isoformat() if exemption.until else None
            facts = {"exempt": {"basis": exemption.basis, "public_title": exemption.public_title, "until": until}}
            facts["exempt"] = {name: value for name, value in facts["exempt"].items() if value}
        return {name: value for name, value in facts.items() if value}

    def _cases(self) -> Iterator[DraftItem]:
        """The cases that wait for the body: those it put off first, then those that were submitted to it."""
        waiting = [
            case
            for case in self._graph.cases
            if not case.facts.draft
            and not case.facts.retracted
            and not (case.facts.submitted and case.facts.submitted > self._day)
            and self._body_id in waits_for(self._graph, case, self._public.today)
        ]
        put_off: list[tuple[tuple[dt.date, int], DraftItem]] = []
        submitted: list[tuple[dt.date, str, DraftItem]] = []
        for case in waiting:
            mine = [h for h in self._graph.route(case.id) if h.meeting.body_id == self._body_id]
            if any(self._is_elsewhere(h) for h in mine):
                continue
            held = [h for h in mine if h.meeting.id != self._id]
            if held:
                why = self._why(outcome_of(held[-1]))
                item = DraftItem({"case": case.id}, why, self._where(held[-1]))
                put_off.append((meeting_order(held[-1].meeting.id), item))
            else:
                item = DraftItem({"case": case.id}, self.t("draft.why_submitted"))
                submitted.append((case.facts.submitted or dt.date.max, case.id, item))
        yield from (item for _, item in sorted(put_off, key=lambda pair: pair[0]))
        yield from (item for _, _, item in sorted(submitted, key=lambda row: row[:2]))

    def _is_elsewhere(self, handling: Handling) -> bool:
        """Whether another coming meeting of the body treats it."""
        meeting = handling.meeting
        return meeting.id != self._id and meeting.day >= self._public.today and not meeting.facts.cancelled

    def _why(self, outcome: Outcome | None) -> str:
        if outcome is None:
            return self.t("draft.why_cancelled")
        return self.t(f"draft.why_{outcome.value}")

    def _where(self, handling: Handling) -> str:
        """Where a case was last, as a sentence with a link."""
        outcome = outcome_of(handling)
        meeting = f"[{self._date(handling.meeting.day)}]({self._link(handling, handling.entry.anchor)})"
        return self.t(f"draft.was_{outcome.value}" if outcome else "draft.was_cancelled", meeting=meeting)

    def _link(self, handling: Handling, anchor: str) -> str:
        """A link from the meeting's record to an item of another one of the same body."""
        return f"{handling.meeting.id.partition('/')[2]}.md#{anchor}"

    def _follow_ups(self) -> Iterator[DraftItem]:
        """The body's follow-ups that will be overdue on the day of the meeting, as one item."""
        lines = [self._line(task) for task in self._overdue()]
        if lines:
            facts = {"title": self.t("draft.follow_ups"), "type": "O"}
            yield DraftItem(facts, self.t("draft.why_overdue"), "\n".join(lines))

    def _overdue(self) -> list[Task]:
        tasks = [
            task
            for task in self._graph.tasks
            if task.handling.meeting in self._before
            and follow_up_state(task.follow_up, self._day) is FollowUpState.OVERDUE
        ]
        return sorted(tasks, key=lambda task: task.follow_up.due or self._day)

    def _line(self, task: Task) -> str:
        """A follow-up as a line of a list; of one that may not be known, only where it stands."""
        handling, follow_up = task.handling, task.follow_up
        entry, number = handling.entry, handling.entry.item.number
        anchor = entry.decision_anchor if entry.is_decision() else entry.anchor
        name = self.t("item.number", number=number) if number else self.t("item.position", position=entry.position)
        where = f"[{escaped(name)}, {self._date(handling.meeting.day)}]({self._link(handling, anchor)})"
        if not self._may_be_known(task):
            return f"- {self.t('draft.task_exempt', where=where)}"
        due = self._date(follow_up.due or self._day)
        who = self._responsible(follow_up.responsible)
        key = "draft.task" if who else "draft.task_unassigned"
        return f"- {self.t(key, what=escaped(follow_up.what), responsible=escaped(who), due=due, where=where)}"

    def _may_be_known(self, task: Task) -> bool:
        handling = task.handling
        return any(
            other.entry.position == handling.entry.position and task.follow_up in other.entry.item.follow_up
            for other in self._public.items(handling.meeting.id)
        )

    def _responsible(self, text: str | None) -> str:
        record = self._public.organisation_named(text)
        if record is not None:
            return str(record.facts.title)
        return text if text and self._graph.names.find(text) is None else ""

    def _reports(self) -> Iterator[DraftItem]:
        """The projects of the body whose report will be due on the day of the meeting, and asked for by no other."""
        coming = [m for m in self._before if m.day >= self._public.today]
        asked = {item.project for m in coming for item in m.facts.agenda if not item.case}
        for project in self._graph.projects:
            title = self._project_title(project)
            is_due = is_report_due(project.facts, self._day, self._settings.report_days)
            if title and is_due and self._is_mine(project) and project.id not in asked:
                facts = {"title": self.t("draft.report", project=title), "type": "O", "project": project.id}
                yield DraftItem(facts, self.t("draft.why_report"))

    def _project_title(self, project: Record[Project]) -> str:
        """What a project may be called, if it may be known of and goes on."""
        record = self._public.project(project.id)
        closed = self._public.closed.get((PROJECT.name, project.id))
        return str(record.facts.title) if record else (closed.title if closed else None) or ""

    def _is_mine(self, project: Record[Project]) -> bool:
        owner = project.facts.owner
        return self._body_id in (project.facts.steering, self._graph.names.find(owner) if owner else None)

    # -- what is there

    def _is_there(self, item: DraftItem, agenda: tuple[AgendaItem, ...]) -> bool:
        """Whether the meeting has an item already; one case, one approval, one project or one title is one item."""
        facts = item.facts
        for there in agenda:
            if facts.get("case") or facts.get("approves"):
                if facts.get("case") == there.case and facts.get("approves") == there.approves:
                    return True
            elif facts.get("exempt"):
                if there.exempt and there.exempt.public_title == facts["exempt"]["public_title"]:
                    return True
            elif _folded(facts["title"]) == _folded(there.title) or (
                facts.get("project") and facts["project"] == there.project and not there.case
            ):
                return True
        return False

    # -- how it is written

    def _name(self, item: DraftItem) -> str:
        """What the item may be called wherever it is read, a screen or a log; a hidden case by its id."""
        facts = item.facts
        if "case" in facts:
            closed = self._public.closed.get((CASE.name, facts["case"]))
            return self._public.title_of_case(facts["case"]) or (closed and closed.title) or str(facts["case"])
        return str(facts.get("title") or facts["exempt"]["public_title"])

    def _numbers(self, agenda: tuple[AgendaItem, ...]) -> Iterator[str]:
        """The numbers that come next in the body's own series."""
        given = [
            Numbered(m.day.year, [item.number for item in m.facts.agenda if item.number])
            for m in sorted(self._meetings, key=lambda m: meeting_order(m.id))
        ]
        own = [item.number for item in agenda if item.number]
        return continued(given, self._day.year, own, first=f"01/{self._day.year % 100:02}")

    def _meeting_number(self) -> str | None:
        """The meeting's own number in the body's series, unless a later meeting has it already."""
        before = [m for m in self._before if m.facts.number]
        given = [Numbered(m.day.year, [str(m.facts.number)]) for m in before]
        number = next(continued(given, self._day.year), None)
        return None if number in {m.facts.number for m in self._meetings} else number

    def _new(self, items: list[DraftItem]) -> str:
        facts: dict[str, Any] = {"draft": "true"}
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

        def add(facts: Any) -> None:
            agenda = facts.get("agenda")
            if agenda:
                agenda.extend(plain([item.facts for item in items]))
            else:
                facts["agenda"] = plain([item.facts for item in items])

        text = amended(written, add)
        sections = _sections(items)
        newline = "\r\n" if "\r\n" in written else "\n"
        return text.rstrip() + f"\n\n{sections}\n".replace("\n", newline) if sections else text


def _numbered(facts: dict[str, Any], number: str | None) -> dict[str, Any]:
    return {"number": number, **facts} if number else facts


def _sections(items: list[DraftItem]) -> str:
    """The words of the items, each below the heading that opens it."""
    return "\n\n".join(f"## {item.number}\n\n{item.text}" for item in items if item.text and item.number)


def _is_same(handling: Handling, other: Handling) -> bool:
    """Whether a later item takes up an earlier one: it bears its number, or its title."""
    if meeting_order(other.meeting.id) <= meeting_order(handling.meeting.id) or other.meeting.facts.cancelled:
        return False
    item, later = handling.entry.item, other.entry.item
    numbers = {later.number, *later.aliases} - {None}
    has_title = item.title is not None and _folded(item.title) == _folded(later.title)
    return has_title or (item.number is not None and item.number in numbers and "/" in item.number)


def _folded(title: str | None) -> str:
    return " ".join((title or "").split()).casefold()
