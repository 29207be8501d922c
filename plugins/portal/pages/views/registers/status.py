"""What is missing before publishing: everything that an editor should mend, each line with its record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, Paper, TaskRow, View
from portal.derived.public import Record, Task
from portal.derived.states import (
    MinutesApproval,
    case_state,
    follow_up_state,
    meeting_state,
    minutes_approval,
    waits_for,
)  # fmt: skip
from portal.language.catalogue import catalogue_for
from portal.model import addresses
from portal.model.case import Case
from portal.model.meeting import Meeting
from portal.model.project import Project
from portal.model.vocabulary import CaseState, FollowUpState, MeetingState
from portal.pages.views.project import is_report_old
from portal.pages.views.registers.follow_ups import loose_decisions
from portal.pages.views.rows import MeetingRow, meeting_row

__all__ = ["views"]


@dataclass(frozen=True)
class Mend:
    """The file in which a line is mended: its path, and where it can be edited if that is known."""

    path: str
    url: str | None


@dataclass(frozen=True)
class LateMeeting:
    """A meeting that lacks its agenda, its minutes or their approval."""

    row: MeetingRow
    mend: Mend


@dataclass(frozen=True)
class WaitingCase:
    """A case that no coming meeting treats, and the bodies that it waits for."""

    title: Hyperlink
    state: StateLabel
    bodies: list[Hyperlink]
    mend: Mend


@dataclass(frozen=True)
class OverdueTask:
    """A follow-up past its date."""

    row: TaskRow
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


def views(context: Context) -> Iterator[View]:
    """The status page."""
    portal = context.portal
    meetings = [(m, meeting_state(portal, m, context.today)) for m in portal.meetings]
    languages = Counter(context.lang_of(record.facts) for record in portal.records.values())
    number = len(portal.records)
    values = {
        "agendas": _meetings(context, meetings, MeetingState.PLANNED, lambda row: row.is_late),
        "minutes": _meetings(context, meetings, MeetingState.AWAITING_MINUTES, lambda row: row.is_late or not row.due),
        "drafts": _unapproved(context, meetings),
        "waiting": [_waiting(context, case) for case in portal.cases if _is_waiting(context, case)],
        "overdue": _overdue(context),
        "reports": [_stale(context, project) for project in portal.projects if is_report_old(context, project)],
        "report_days": context.settings.report_days,
        "papers": list(_papers(context)),
        "loose": [(one, _mend(context, one.path)) for one in loose_decisions(context)],
        "languages": [
            {"name": catalogue_for(lang).text("language.name"), "number": count, "percent": round(100 * count / number)}
            for lang, count in sorted(languages.items())
        ],
        "number": number,
        "next_release": portal.next_release,
    }
    yield View(
        "register/status.html",
        addresses.STATUS,
        context.t("status.title"),
        values,
        description=context.t("status.lede"),
    )


def _mend(context: Context, path: str) -> Mend:
    return Mend(path, context.settings.edit_url(path))


def _meetings(
    context: Context,
    meetings: list[tuple[Record[Meeting], MeetingState]],
    wanted: MeetingState,
    is_missing: Callable[[MeetingRow], bool],
) -> list[LateMeeting]:
    """The meetings in a state that lack what should be there by now; minutes should, where there is no deadline."""
    rows = [LateMeeting(meeting_row(context, m), _mend(context, m.path)) for m, state in meetings if state is wanted]
    return sorted((late for late in rows if is_missing(late.row)), key=lambda late: not late.row.is_late)


def _unapproved(context: Context, meetings: list[tuple[Record[Meeting], MeetingState]]) -> list[LateMeeting]:
    """The minutes that are not approved, and that no coming meeting is to approve."""

    def is_planned(meeting: Record[Meeting]) -> bool:
        return minutes_approval(context.portal, meeting, context.today)[0] is MinutesApproval.COMING

    drafts = [m for m, state in meetings if state is MeetingState.MINUTES_DRAFT and not is_planned(m)]
    return [LateMeeting(meeting_row(context, meeting), _mend(context, meeting.path)) for meeting in drafts]


def _is_waiting(context: Context, case: Record[Case]) -> bool:
    """Whether a case waits for a body, or was submitted and stands on no agenda."""
    is_submitted = case_state(context.portal, case, context.today) is CaseState.SUBMITTED
    return is_submitted or bool(waits_for(context.portal, case, context.today))


def _waiting(context: Context, case: Record[Case]) -> WaitingCase:
    return WaitingCase(
        title=context.link_to(case),
        state=context.state(case_state(context.portal, case, context.today)),
        bodies=[context.body(id_) for id_ in waits_for(context.portal, case, context.today)],
        mend=_mend(context, case.path),
    )


def _overdue(context: Context) -> list[OverdueTask]:
    def days_late(task: Task) -> int:
        return (task.follow_up.due - context.today).days if task.follow_up.due else 0

    overdue = [t for t in context.portal.tasks if follow_up_state(t.follow_up, context.today) is FollowUpState.OVERDUE]
    overdue.sort(key=days_late)
    return [OverdueTask(context.task(task), _mend(context, task.handling.meeting.path)) for task in overdue]


def _stale(context: Context, project: Record[Project]) -> StaleProject:
    report = project.facts.latest_report(context.today)
    text = context.t("project.report_of", date=context.dates.day(report.date)) if report else ""
    return StaleProject(context.link_to(project), text or context.t("project.no_report"), _mend(context, project.path))


def _papers(context: Context) -> Iterator[LockedPaper]:
    for record in context.portal.records.values():
        attachments = [*record.facts.attachments]
        if isinstance(record.facts, Meeting):
            attachments += [a for h in context.portal.items(record.id) for a in h.entry.item.attachments]
        for paper in context.papers(record, tuple(attachments)):
            if paper.exemption is None and paper.accessible != "yes":
                yield LockedPaper(paper, context.link_to(record), _mend(context, record.path))
