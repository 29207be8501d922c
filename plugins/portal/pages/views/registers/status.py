"""What is missing before publishing: everything that an editor should mend, each line with its record."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.facts import CaseFacts, FollowUpFacts, ProjectFacts
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, Paper, TaskRow, View
from portal.derived.public import Record
from portal.language.catalogue import catalogue_for
from portal.model import addresses
from portal.model.meeting import Meeting
from portal.model.vocabulary import MeetingState
from portal.pages.views.registers.follow_ups import Loose, loose_decisions

__all__ = ["StatusPage", "views"]


@dataclass(frozen=True)
class Mend:
    """The file in which a line is mended: its path, and where it can be edited if that is known."""

    path: str
    url: str | None


@dataclass(frozen=True)
class LateMeeting:
    """A meeting that lacks its agenda, its minutes or their approval; `due` is the body's own deadline for it."""

    title: Hyperlink
    due: dt.date | None
    is_late: bool
    mend: Mend


@dataclass(frozen=True)
class WaitingCase:
    """A case that no coming meeting treats, and the bodies that it waits for."""

    title: Hyperlink
    state: StateLabel
    bodies: tuple[Hyperlink, ...]
    mend: Mend


@dataclass(frozen=True)
class OverdueTask:
    """A follow-up past its date."""

    row: TaskRow
    mend: Mend


@dataclass(frozen=True)
class LooseDecision:
    """A decision whose follow-up is not placed."""

    row: Loose
    mend: Mend


@dataclass(frozen=True)
class StaleProject:
    """A project without a fresh report."""

    title: Hyperlink
    text: str
    mend: Mend


@dataclass(frozen=True)
class LockedPaper:
    """A paper that is not known to be readable by all, or that is named but not published."""

    paper: Paper
    record: Hyperlink
    mend: Mend


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

    agendas: tuple[LateMeeting, ...]
    minutes: tuple[LateMeeting, ...]
    drafts: tuple[LateMeeting, ...]
    waiting: tuple[WaitingCase, ...]
    overdue: tuple[OverdueTask, ...]
    reports: tuple[StaleProject, ...]
    report_days: int
    papers: tuple[LockedPaper, ...]
    loose: tuple[LooseDecision, ...]
    languages: tuple[LanguageShare, ...]
    number: int
    next_release: dt.datetime | None


def views(context: Context) -> Iterator[View]:
    """The status page."""
    portal, facts = context.portal, context.facts
    drafts = (meeting for meeting in portal.meetings if facts.meeting(meeting).is_unapproved)
    cases, projects = map(facts.case, portal.cases), map(facts.project, portal.projects)
    values = StatusPage(
        agendas=_late(context, MeetingState.PLANNED),
        minutes=_late(context, MeetingState.AWAITING_MINUTES),
        drafts=tuple(_meeting(context, meeting) for meeting in drafts),
        waiting=tuple(_waiting(context, known) for known in cases if known.is_waiting),
        overdue=_overdue(context),
        reports=tuple(_stale(context, known) for known in projects if known.is_report_due),
        report_days=context.settings.report_days,
        papers=tuple(_papers(context)),
        loose=tuple(LooseDecision(one, _mend(context, one.path)) for one in loose_decisions(context)),
        languages=_languages(context),
        number=len(portal.records),
        next_release=portal.next_release,
    )
    yield View(
        "register/status.html",
        addresses.STATUS,
        context.t("status.title"),
        values,
        description=context.t("status.lede"),
    )


def _mend(context: Context, path: str) -> Mend:
    return Mend(path, context.settings.edit_url(path))


def _languages(context: Context) -> tuple[LanguageShare, ...]:
    found = Counter(context.lang_of(record.facts) for record in context.portal.records.values())
    return tuple(
        LanguageShare(catalogue_for(lang).text("language.name"), number, round(100 * number / found.total()))
        for lang, number in sorted(found.items())
    )


def _late(context: Context, wanted: MeetingState) -> tuple[LateMeeting, ...]:
    """The meetings in a state that lack what should be there by now; minutes should, where there is no deadline."""
    of_state = [_meeting(context, one) for one in context.portal.meetings if context.facts.meeting(one).state is wanted]
    lacking = [one for one in of_state if one.is_late or (wanted is MeetingState.AWAITING_MINUTES and not one.due)]
    return tuple(sorted(lacking, key=lambda one: not one.is_late))


def _meeting(context: Context, meeting: Record[Meeting]) -> LateMeeting:
    known = context.facts.meeting(meeting)
    due = known.missing.day if known.missing else None
    return LateMeeting(context.link_to(meeting), due, known.is_late, _mend(context, meeting.path))


def _waiting(context: Context, known: CaseFacts) -> WaitingCase:
    return WaitingCase(
        title=context.link_to(known.case),
        state=context.state(known.state),
        bodies=tuple(context.body(id_) for id_ in known.waits_for),
        mend=_mend(context, known.case.path),
    )


def _overdue(context: Context) -> tuple[OverdueTask, ...]:
    def days_left(known: FollowUpFacts) -> int:
        return known.days or 0

    overdue = sorted((known for known in context.facts.follow_ups if known.is_overdue), key=days_left)
    return tuple(
        OverdueTask(context.task(known.task), _mend(context, known.task.handling.meeting.path)) for known in overdue
    )


def _stale(context: Context, known: ProjectFacts) -> StaleProject:
    day = context.dates.day(known.report.date) if known.report else ""
    text = context.t("project.report_of", date=day) if day else context.t("project.no_report")
    return StaleProject(context.link_to(known.project), text, _mend(context, known.project.path))


def _papers(context: Context) -> Iterator[LockedPaper]:
    for record in context.portal.records.values():
        attachments = [*record.facts.attachments]
        if isinstance(record.facts, Meeting):
            attachments += [a for h in context.portal.items(record.id) for a in h.entry.item.attachments]
        for paper in context.papers(record, tuple(attachments)):
            if paper.exemption is None and paper.accessible != "yes":
                yield LockedPaper(paper, context.link_to(record), _mend(context, record.path))
