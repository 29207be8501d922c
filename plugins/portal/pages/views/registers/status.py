"""What is missing before publishing: everything that an editor should mend, each line with its record."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from portal.derived.context import Context
from portal.derived.facts import Facts
from portal.derived.known import CaseFacts
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, Paper, TaskRow, View
from portal.derived.public import Task
from portal.language.catalogue import catalogue_for
from portal.model import addresses
from portal.model.meeting import Meeting
from portal.model.vocabulary import MeetingState
from portal.pages.views.project import ProjectRow, project_row
from portal.pages.views.registers.follow_ups import Loose, loose_decisions
from portal.pages.views.rows import MeetingRow, meeting_row

__all__ = ["StatusPage", "views"]

R = TypeVar("R")


@dataclass(frozen=True)
class WaitingCase:
    """A case that no coming meeting treats, and the bodies that it waits for."""

    title: Hyperlink
    state: StateLabel
    bodies: tuple[Hyperlink, ...]


@dataclass(frozen=True)
class LockedPaper:
    """A paper that is not known to be readable by all, or that is named but not published."""

    paper: Paper
    record: Hyperlink


@dataclass(frozen=True)
class Mend(Generic[R]):
    """A line of what is to be mended, and the file in which it is: its path, and where it can be edited if known."""

    row: R
    path: str
    url: str | None


@dataclass(frozen=True)
class LanguageShare:
    """How many records are in a written language, and how many that is of a hundred."""

    name: str
    number: int
    percent: int


@dataclass(frozen=True)
class StatusPage:
    """What an editor should mend, and the written languages of all `number` records.

    `report_days` is the age in days at which a report is too old; `next_release` is when something held back is due.
    """

    agendas: tuple[Mend[MeetingRow], ...]
    minutes: tuple[Mend[MeetingRow], ...]
    drafts: tuple[Mend[MeetingRow], ...]
    waiting: tuple[Mend[WaitingCase], ...]
    overdue: tuple[Mend[TaskRow], ...]
    reports: tuple[Mend[ProjectRow], ...]
    report_days: int
    papers: tuple[Mend[LockedPaper], ...]
    loose: tuple[Mend[Loose], ...]
    languages: tuple[LanguageShare, ...]
    number: int
    next_release: dt.datetime | None


def views(context: Context) -> Iterator[LazyView]:
    """The status page."""
    yield LazyView(addresses.STATUS, partial(_view, context))


def _view(context: Context) -> View:
    portal, facts = context.portal, context.facts
    drafts = [meeting for meeting in portal.meetings if facts.meeting(meeting).is_unapproved]
    cases, projects = map(facts.case, portal.cases), map(facts.project, portal.projects)
    loose = loose_decisions(context)

    def mend(row: R, path: str) -> Mend[R]:
        return Mend(row, path, context.settings.edit_url(path))

    values = StatusPage(
        agendas=tuple(mend(*one) for one in _late(context, MeetingState.PLANNED)),
        minutes=tuple(mend(*one) for one in _late(context, MeetingState.AWAITING_MINUTES)),
        drafts=tuple(mend(meeting_row(context, meeting), meeting.path) for meeting in drafts),
        waiting=tuple(mend(_waiting(context, known), known.case.path) for known in cases if known.is_waiting),
        overdue=tuple(mend(context.task(task), task.handling.meeting.path) for task in _overdue(facts)),
        reports=tuple(
            mend(project_row(context, known), known.project.path) for known in projects if known.is_report_due
        ),
        report_days=context.settings.report_days,
        papers=tuple(mend(*one) for one in _papers(context)),
        loose=tuple(mend(row, handling.meeting.path) for row, handling in loose),
        languages=_languages(context),
        number=len(portal.records),
        next_release=portal.next_release,
    )
    return View(
        "register/status.html",
        addresses.STATUS,
        context.t("status.title"),
        values,
        description=context.t("status.lede"),
    )


def _languages(context: Context) -> tuple[LanguageShare, ...]:
    found = Counter(context.lang_of(record.facts) for record in context.portal.records.values())
    return tuple(
        LanguageShare(catalogue_for(lang).text("language.name"), number, round(100 * number / found.total()))
        for lang, number in sorted(found.items())
    )


def _late(context: Context, wanted: MeetingState) -> list[tuple[MeetingRow, str]]:
    """The meetings in a state that lack what should be there by now; minutes should, where there is no deadline."""
    of_state = [one for one in context.portal.meetings if context.facts.meeting(one).state is wanted]
    needs_deadline = wanted is not MeetingState.AWAITING_MINUTES
    rows = [(meeting_row(context, one), one.path) for one in of_state]
    lacking = [(row, path) for row, path in rows if row.is_late or not (needs_deadline or row.missing)]
    return sorted(lacking, key=lambda one: not one[0].is_late)


def _waiting(context: Context, known: CaseFacts) -> WaitingCase:
    bodies = tuple(context.body(id_) for id_ in known.waits_for)
    return WaitingCase(context.link_to(known.case), context.state(known.state), bodies)


def _overdue(facts: Facts) -> list[Task]:
    """The follow-ups that are overdue, the oldest first."""
    return [one.task for one in sorted(facts.follow_ups, key=lambda one: one.days or 0) if one.is_overdue]


def _papers(context: Context) -> Iterator[tuple[LockedPaper, str]]:
    for record in context.portal.records.values():
        attachments = [*record.facts.attachments]
        if isinstance(record.facts, Meeting):
            attachments += [a for h in context.portal.items(record.id) for a in h.entry.item.attachments]
        for paper in context.papers(record, tuple(attachments)):
            if paper.exemption is None and paper.accessible != "yes":
                yield LockedPaper(paper, context.link_to(record)), record.path
