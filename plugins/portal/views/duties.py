"""Who is to do what, and what is missing: the board of follow-ups and the state of the portal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from portal import addresses
from portal.linking.graph import Handling, Task
from portal.record import Record
from portal.records.meeting import Meeting
from portal.records.vocabulary import CaseState, CaseType, FollowUpState, MeetingState, Outcome
from portal.states import case_state, follow_up_state, meeting_state
from portal.views.agenda import decision_row
from portal.views.context import Context
from portal.views.page import Hyperlink, View
from portal.views.project import is_report_old
from portal.views.rows import meeting_row

__all__ = ["views"]


def views(context: Context) -> Iterator[View]:
    """The board of follow-ups, and the status page."""
    yield _follow_ups(context)
    yield _status(context)


def _follow_ups(context: Context) -> View:
    """The follow-ups by who is responsible; whoever is most behind stands first."""
    owners: dict[str, dict[str, Any]] = {}
    for task in context.portal.tasks:
        party = context.party(task.follow_up.responsible)
        name = party.text if party else ""
        owner = owners.setdefault(name, {"party": party, "tasks": []})
        owner["tasks"].append(task)
    groups = [_owner(context, owner["party"], owner["tasks"]) for owner in owners.values()]
    groups.sort(key=lambda g: (-g["overdue"], -g["open"], g["party"].text if g["party"] else "\uffff"))
    states = Counter(follow_up_state(task.follow_up, context.today) for task in context.portal.tasks)
    values = {
        "owners": groups,
        "overdue": states[FollowUpState.OVERDUE],
        "open": states[FollowUpState.OPEN],
        "done": states[FollowUpState.DONE],
        "unassigned": [
            {"decision": decision_row(context, handling), "lacks": lacks}
            for handling in context.portal.handlings
            if (lacks := _lacks(context, handling))
        ],
    }
    return View(
        "register/follow-ups.html",
        addresses.FOLLOW_UPS,
        context.t("follow_ups.title"),
        values,
        menu=addresses.FOLLOW_UPS,
        description=context.t("follow_ups.lede"),
    )


def _owner(context: Context, party: Hyperlink | None, tasks: list[Task]) -> dict[str, Any]:
    states = Counter(follow_up_state(task.follow_up, context.today) for task in tasks)
    rows = context.tasks(tasks)
    return {
        "party": party,
        "open_tasks": [row for row in rows if not row.done],
        "done_tasks": [row for row in rows if row.done],
        "overdue": states[FollowUpState.OVERDUE],
        "open": states[FollowUpState.OPEN],
        "done": states[FollowUpState.DONE],
    }


def _lacks(context: Context, handling: Handling) -> str:
    """What a decision lacks of follow-up: all of it, or somebody responsible, or a date; empty for no lack."""
    item = handling.entry.item
    types = context.item_types(handling)
    if handling.meeting.facts.cancelled or item.outcome is not Outcome.DECIDED or CaseType.DECISION not in types:
        return ""
    if not item.follow_up:
        return context.t("lacks.follow_up")
    open_ = [follow_up for follow_up in item.follow_up if not follow_up.done]
    without_responsible = any(not follow_up.responsible for follow_up in open_)
    without_due = any(not follow_up.due for follow_up in open_)
    if without_responsible and without_due:
        return context.t("lacks.both")
    if without_responsible:
        return context.t("lacks.responsible")
    return context.t("lacks.due") if without_due else ""


def _status(context: Context) -> View:
    """What an editor should mend, each line with the record to mend."""
    portal = context.portal
    meetings = [(m, meeting_state(portal, m, context.today)) for m in portal.meetings]
    languages = Counter(context.lang_of(record.facts) for record in portal.records.values())
    values = {
        "agendas": _late(context, meetings, MeetingState.PLANNED, "notice"),
        "minutes": _late(context, meetings, MeetingState.AWAITING_MINUTES, "minutes"),
        "drafts": [meeting_row(context, m) for m, state in meetings if state is MeetingState.MINUTES_DRAFT],
        "waiting": [
            context.link_to(case)
            for case in portal.cases
            if case_state(portal, case, context.today) is CaseState.SUBMITTED
        ],
        "overdue": context.tasks(
            [t for t in portal.tasks if follow_up_state(t.follow_up, context.today) is FollowUpState.OVERDUE]
        ),
        "reports": [
            {"title": context.link_to(p), "report": p.facts.latest_report()}
            for p in portal.projects
            if is_report_old(context, p)
        ],
        "report_days": context.settings.report_days,
        "papers": list(_papers(context)),
        "unassigned": [
            {"decision": decision_row(context, handling), "lacks": lacks}
            for handling in portal.handlings
            if (lacks := _lacks(context, handling))
        ],
        "languages": [
            {"name": context.t(f"language.{lang}"), "number": number} for lang, number in sorted(languages.items())
        ],
        "number": len(portal.records),
        "next_release": portal.next_release,
    }
    return View(
        "register/status.html",
        addresses.STATUS,
        context.t("status.title"),
        values,
        description=context.t("status.lede"),
    )


def _late(
    context: Context, meetings: list[tuple[Record[Meeting], MeetingState]], wanted: MeetingState, which: str
) -> list[dict[str, Any]]:
    """The meetings in a state, those past the body's deadline marked; a body without deadlines is not late."""
    rows = []
    for meeting, state in meetings:
        if state is wanted:
            due = context.deadline(meeting.body_id, meeting.day, which)
            rows.append({**meeting_row(context, meeting), "due": due, "late": bool(due and due < context.today)})
    return rows


def _papers(context: Context) -> Iterator[dict[str, Any]]:
    """The papers that are not known to be readable by all, and those that are named but not published."""
    for record in context.portal.records.values():
        attachments = [*record.facts.attachments]
        if isinstance(record.facts, Meeting):
            attachments += [a for h in context.portal.items(record.id) for a in h.entry.item.attachments]
        for paper in context.papers(record, tuple(attachments)):
            if paper.exemption is None and paper.accessible != "yes":
                yield {"paper": paper, "record": context.link_to(record)}
