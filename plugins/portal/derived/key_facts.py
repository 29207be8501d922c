"""The lists of facts beside a record: one list for its page and its papers, each line a name and what is so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import Hyperlink
from portal.derived.plans import PlanFacts
from portal.derived.public import Record
from portal.model.agreement import Agreement
from portal.model.case import Case
from portal.model.kinds import AGREEMENT, CASE, KINDS, MEETING, ORGANISATION, PLAN, Kind
from portal.model.law.laws import unbroken
from portal.model.meeting import Meeting
from portal.model.plan import Plan
from portal.model.project import Project, ProjectPeriod
from portal.model.vocabulary import MeetingState

__all__ = [
    "KeyFact", "agreement_facts", "approval_of", "case_facts", "key_facts", "meeting_facts", "plan_facts",
    "planned_steps", "project_facts", "referrers",
]  # fmt: skip


@dataclass(frozen=True)
class KeyFact:
    """A line of a list of facts.

    `key` is its name's in the catalogues (`fact.<key>`); `values` are what is so, with commas between. `day` is set
    where that is a date, `url` where it leads out of the site. `is_wide` is a line that takes a row of its own.
    """

    key: str
    values: tuple[Hyperlink, ...]
    day: dt.date | None = None
    url: str | None = None
    is_wide: bool = False


Value = Hyperlink | tuple[Hyperlink, ...] | dt.date | str | None
"""What is so, as a record has it: words, a date, a link, or several."""


def key_facts(context: Context, lines: Iterable[tuple[str, Value] | KeyFact]) -> tuple[KeyFact, ...]:
    """Lines from pairs of a key and a value, or lines as they are; empty ones are left out."""
    made = (line if isinstance(line, KeyFact) else _key_fact(context, *line) for line in lines)
    return tuple(line for line in made if line.values)


def _key_fact(context: Context, key: str, value: Value) -> KeyFact:
    if isinstance(value, dt.date):
        return KeyFact(key, (Hyperlink(context.dates.day(value)),), day=value)
    if isinstance(value, str):
        value = Hyperlink(value) if value else None
    return KeyFact(key, (value,) if isinstance(value, Hyperlink) else value or ())


def referrers(context: Context, record: Record[Any]) -> Iterator[KeyFact]:
    """Those that refer to a record, a line for each kind that no page tells of otherwise (`Kind.lists_referrers`)."""
    for kind in (kind for kind in KINDS if kind.lists_referrers):
        found = context.portal.referring(kind, record.key)
        yield KeyFact(kind.name, tuple(map(context.link_to, found)), is_wide=True)


def meeting_facts(context: Context, meeting: Record[Meeting]) -> tuple[KeyFact, ...]:
    """When and where a meeting is, who leads it, and what was sent and approved."""
    facts, dates, known = meeting.facts, context.dates, context.facts.meeting(meeting)
    submission = known.submission if known.is_coming else None
    end = f"–{dates.time(facts.end)}" if facts.end else ""
    several = meeting.last_day > meeting.day and not facts.is_written
    lines: tuple[tuple[str, Value] | KeyFact | None, ...] = (
        ("body", context.body(meeting.body_id)),
        ("with", context.links(ORGANISATION, meeting.body_ids[1:])),
        ("date", dates.span(meeting.day, meeting.last_day) if several else meeting.day),
        ("answers", facts.end_date if facts.is_written else None),
        ("form", context.t(f"meeting_form.{facts.form.value}") if facts.form else None),
        ("time", f"{dates.time(facts.start)}{end}" if facts.start else None),
        ("number", facts.number),
        ("place", Hyperlink(facts.place, lang=context.foreign(facts)) if facts.place else None),
        KeyFact("online", (Hyperlink(context.t("meeting.online_link")),) if facts.online else (), url=facts.online),
        ("chair", facts.chair),
        ("minutes_by", facts.minutes_by),
        KeyFact("submission", (Hyperlink(dates.deadline(submission.day)),), submission.day) if submission else None,
        ("notice_sent", facts.notice_sent),
        ("minutes_sent", facts.minutes_sent),
        ("approval", approval_of(context, meeting)),
        ("moved_from", facts.moved_from.day if facts.moved_from else None),
        KeyFact("adopts", _referring(context, PLAN, meeting, "adopted"), is_wide=True),
        KeyFact("approves_agreements", _referring(context, AGREEMENT, meeting, "approvals"), is_wide=True),
        *referrers(context, meeting),
        KeyFact("themes", context.themes_of(facts), is_wide=True),
        ("archive_ref", facts.archive_ref),
    )
    return key_facts(context, filter(None, lines))


def _referring(context: Context, kind: Kind, record: Record[Any], field: str) -> tuple[Hyperlink, ...]:
    """The records of a kind that refer to one in a field."""
    return tuple(map(context.link_to, context.portal.referring(kind, record.key, field)))


def approval_of(context: Context, meeting: Record[Meeting]) -> Hyperlink | None:
    """Where a meeting's minutes were approved, are to be, or should have been."""
    known = context.facts.meeting(meeting)
    if known.approval is None or known.approving is None:
        return None
    where = known.approving
    text = context.t(f"meeting.approval.{known.approval.value}", date=context.dates.day(where.meeting.day))
    return Hyperlink(text, where.address)


def case_facts(context: Context, case: Record[Case]) -> tuple[KeyFact, ...]:
    """Where a case came from, for whom it is, what it belongs with, and when it was closed."""
    facts = case.facts
    mentioned = (one.id for one in context.portal.cases_naming(case.id) if one.id not in (case.id, *facts.related))
    treated = (id_ for one in context.facts.case(case).route for id_ in one.entry.item.cases if id_ != case.id)
    project = context.link(("project", facts.project)) if facts.project else None
    lines: tuple[tuple[str, Value] | KeyFact, ...] = (
        ("submitted", facts.submitted),
        ("submitted_by", _submitter(context, case)),
        ("type", context.types(facts.type or ())),
        ("received", facts.received),
        ("answered", facts.answered),
        ("answer", _answer(context, case)),
        KeyFact("for", context.links(ORGANISATION, facts.for_bodies), is_wide=True),
        KeyFact("project", (project,) if project else (), is_wide=True),
        KeyFact("related", context.links(CASE, facts.related), is_wide=True),
        KeyFact("mentioned", context.links(CASE, mentioned), is_wide=True),
        KeyFact("together", context.links(CASE, dict.fromkeys(treated)), is_wide=True),
        KeyFact("planned", tuple(planned_steps(context, case)), is_wide=True),
        *referrers(context, case),
        ("closed", facts.closed.date if facts.closed else None),
        KeyFact("themes", context.themes_of(facts), is_wide=True),
        ("archive_ref", facts.archive_ref),
    )
    return key_facts(context, lines)


def planned_steps(context: Context, case: Record[Case]) -> Iterator[Hyperlink]:
    """The steps that are foreseen on a case's route and not taken, each with when, where that is known."""
    for step in context.facts.case(case).foreseen:
        party = context.party(step.organisation, context.foreign(case.facts))
        if party:
            when = context.period(step.date) if step.date else ""
            yield replace(party, note=", ".join(filter(None, (when, party.note)))) if when else party


def _answer(context: Context, case: Record[Case]) -> Hyperlink | None:
    """The paper that answers a letter, as it is called among the attachments."""
    title = case.facts.answer
    papers = context.papers(case, tuple(one for one in case.facts.attachments if one.title == title))
    if not title:
        return None
    return Hyperlink(title, papers[0].address if papers else None, context.foreign(case.facts))


def _submitter(context: Context, case: Record[Case]) -> tuple[Hyperlink, ...]:
    """The name of who submitted a case, the role, and for whom."""
    by, lang = case.facts.submitted_by, context.foreign(case.facts)
    if by is None:
        return ()
    name, role = Hyperlink(by.name or ""), Hyperlink(by.role or "", lang=lang)
    return tuple(one for one in (name, role, context.party(by.organisation, lang)) if one and one.text)


def project_facts(context: Context, project: Record[Project]) -> tuple[KeyFact, ...]:
    """Whose a project is, when it runs, and where it stands."""
    facts, known, lang = project.facts, context.facts.project(project), context.foreign(project.facts)
    steering = context.link(("organisation", facts.steering)) if facts.steering else None
    lines: tuple[tuple[str, Value] | KeyFact, ...] = (
        ("owner", context.party(facts.owner, lang)),
        ("steering", steering),
        ("period", _period(context, facts.period)),
        ("phase", context.state(facts.phase).text if facts.phase else None),
        ("last_report", known.report.date if known.report else context.t("project.no_report")),
        ("next_milestone", _next_milestone(context, project)),
        KeyFact("partners", context.parties(facts.partners, lang), is_wide=True),
        *referrers(context, project),
        KeyFact("themes", context.themes_of(facts), is_wide=True),
        ("archive_ref", facts.archive_ref),
    )
    return key_facts(context, lines)


def agreement_facts(context: Context, agreement: Record[Agreement]) -> tuple[KeyFact, ...]:
    """What sort of agreement it is, when it holds, on what basis, and which others it belongs with."""
    facts, known, lang = agreement.facts, context.facts.agreement(agreement), context.foreign(agreement.facts)
    review = (Hyperlink(context.dates.day(facts.review)),) if facts.review else ()
    if known.is_review_overdue:
        review = (*review, Hyperlink(context.t("agreement.review_overdue")))
    lines: tuple[tuple[str, Value] | KeyFact, ...] = (
        ("level", context.t(f"agreement_level.{facts.level.value}")),
        ("number", facts.number),
        ("in_force_from", facts.in_force.start if facts.in_force else None),
        ("in_force_to", facts.in_force.to if facts.in_force else None),
        ("review", review),
        KeyFact("basis", tuple(Hyperlink(unbroken(one), lang=lang) for one in facts.basis), is_wide=True),
        KeyFact("replaces", context.links(AGREEMENT, facts.replaces), is_wide=True),
        KeyFact("replaced_by", tuple(map(context.link_to, known.replaced_by)), is_wide=True),
        *referrers(context, agreement),
        KeyFact("themes", context.themes_of(facts), is_wide=True),
        ("archive_ref", facts.archive_ref),
    )
    return key_facts(context, lines)


def plan_facts(context: Context, plan: Record[Plan]) -> tuple[KeyFact, ...]:
    """Whose a plan is, when it holds, and which item adopted it."""
    facts = plan.facts
    body = context.link(("organisation", facts.organisation)) if facts.organisation else None
    lines: tuple[tuple[str, Value] | KeyFact, ...] = (
        ("body", body),
        ("period", _period(context, facts.period)),
        ("adopted", _adopted(context, plan)),
        *referrers(context, plan),
        KeyFact("themes", context.themes_of(facts), is_wide=True),
        ("archive_ref", facts.archive_ref),
    )
    return key_facts(context, lines)


def _adopted(context: Context, plan: Record[Plan]) -> Hyperlink | None:
    """The item that adopted a plan, did not, or is to, or else the meeting."""
    known, adopted = context.facts.plan(plan), plan.facts.adopted
    if known.adopting is None:
        return context.link((MEETING.name, adopted.meeting)) if adopted else None
    day = context.dates.day(known.adopting.meeting.day)
    words = context.t(_key_of(context, known), item=context.item_number(known.adopting), date=day)
    outcome, meeting = known.adopting.entry.item.outcome, context.facts.meeting(known.adopting.meeting)
    told = MeetingState.CANCELLED if meeting.is_cancelled else outcome
    if told and not known.is_adopted:
        words = context.t("plan.not_adopted", item=words, outcome=context.state(told).text)
    return Hyperlink(words, known.adopting.decision_address if known.is_adopted else known.adopting.address)


def _key_of(context: Context, known: PlanFacts) -> str:
    """How the item that is to adopt a plan is told: what a meeting that is over did not adopt, is not to come."""
    if known.is_adopted:
        return "plan.adopted"
    meeting = context.facts.meeting(known.adopting.meeting) if known.adopting else None
    is_over = meeting is not None and (meeting.is_held or meeting.is_cancelled)
    return "plan.was_up" if is_over else "plan.to_be_adopted"


def _period(context: Context, period: ProjectPeriod | None) -> str | None:
    """From when to when a project or a plan runs, as exactly as that is known."""
    start = period.start if period else None
    end = period.to if period else None
    if start and end:
        return f"{context.period(start)} – {context.period(end)}"
    date, key = start or end, "valid.from" if start else "valid.to"
    words = context.t(key, date=context.period(date)) if date else ""
    return words[:1].upper() + words[1:]


def _next_milestone(context: Context, project: Record[Project]) -> tuple[Hyperlink, ...]:
    """The milestone that comes next, and when."""
    one = context.facts.project(project).next_milestone
    if one is None or one.when is None:
        return ()
    start, end = context.period(one.when.start), context.period(one.when.end)
    when = start if one.when.is_point else f"{start} – {end}"
    return (Hyperlink(one.what, lang=context.foreign(project.facts)), Hyperlink(when))
