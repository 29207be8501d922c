"""A case: where it came from, its route through the bodies, where it is now and what happens next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from portal.derived.context import Context
from portal.derived.gist import first_words, gist_of
from portal.derived.items import DecisionRow, case_sections, decision_row, outcome_label
from portal.derived.key_facts import case_facts, planned_steps
from portal.derived.known import CaseFacts, Deadline, Destination
from portal.derived.labels import StateLabel
from portal.derived.parts import Download, Hyperlink, TaskRow, View
from portal.derived.public import LATEST_DECISION, Handling, Record
from portal.model import addresses
from portal.model.case import Case
from portal.pages.views.linked_data import case_data
from portal.pages.views.record import RecordPage, record_view, shared
from portal.text.outline import Section, free_anchor

__all__ = ["CasePage", "Station", "Step", "view"]


@dataclass(frozen=True)
class Ending:
    """That a case was closed: when, how, and what is noted of it."""

    day: dt.date
    outcome: StateLabel
    note: str | None


@dataclass(frozen=True)
class Station:
    """An item of a meeting on a case's route; `text` says what is waited for where it has no `outcome`."""

    body: Hyperlink
    day: dt.date
    address: str
    number: str | None
    types: tuple[Hyperlink, ...]
    outcome: StateLabel | None
    text: str


@dataclass(frozen=True)
class Step:
    """A step of a case's lifeline; `when` is `past`, `now` or `next`."""

    name: str
    day: dt.date | None
    note: str = ""
    when: str = "next"


@dataclass(frozen=True)
class NextMeeting:
    """Where a case goes on: a body, its next meeting if one is planned, and the last day for submitting to it.

    `is_called_without` tells that its agenda is out without the case. `day` is there for a meeting with a title of its
    own, which need not tell when it is.
    """

    body: Hyperlink
    meeting: Hyperlink | None
    deadline: Deadline | None
    is_called_without: bool = False
    day: dt.date | None = None


@dataclass(frozen=True)
class CasePage(RecordPage):
    """The page of a case.

    `lost_decision` is the anchor of a decision that it once had, where the lifeline tells what became of it;
    `proposals` are the sections that are none of the others; `planned` the steps that are foreseen and not taken.
    """

    state: StateLabel
    numbers: tuple[str, ...]
    closed: Ending | None
    decision: DecisionRow | None
    lost_decision: str | None
    earlier_decisions: tuple[DecisionRow, ...]
    route: tuple[Station, ...]
    planned: tuple[Hyperlink, ...]
    lifeline: tuple[Step, ...]
    next_text: str
    next: tuple[NextMeeting, ...]
    tasks: tuple[TaskRow, ...]
    measures: tuple[TaskRow, ...]
    proposals: tuple[Section, ...]
    case_file: Download | None


def view(context: Context, case: Record[Case]) -> View:
    """The page of a case."""
    facts, known = case.facts, context.facts.case(case)
    decided, closed = known.latest_decision, facts.closed
    is_lost = decided is None and LATEST_DECISION in context.portal.kept_anchors(case) - case.outline.anchors
    sections = _beside(decided, case_sections(case.outline, proposals=False))
    values = CasePage(
        **shared(context, case, case_facts(context, case), replace(case.outline, sections=sections)),
        state=context.state(known.state),
        numbers=context.facts.numbers_of_case(case.id),
        closed=Ending(closed.date, context.state(closed.outcome), closed.note) if closed else None,
        decision=decision_row(context, decided) if decided else None,
        lost_decision=LATEST_DECISION if is_lost else None,
        earlier_decisions=tuple(decision_row(context, handling) for handling in known.decisions[:-1]),
        route=tuple(_station(context, known, handling) for handling in known.route),
        planned=tuple(planned_steps(context, case)),
        lifeline=_lifeline(context, known),
        next_text=context.t(f"next.{known.state.value}"),
        next=tuple(_next(context, destination) for destination in known.goes_to),
        tasks=context.tasks(one.task for one in known.follow_ups),
        measures=context.tasks(context.portal.measures_of_case(case.id)),
        proposals=_beside(decided, case_sections(case.outline, proposals=True)),
        case_file=context.downloads.get(addresses.case_file(case.id)),
    )
    crumbs = [Hyperlink(context.t("menu.cases"), addresses.CASES)]
    if year := context.facts.year_of_case(case):
        crumbs.append(Hyperlink(str(year), addresses.cases_by_year(year)))
    description = gist_of(facts, f"{values.state.text}.", first_words(case.outline, context.lang_of(facts)))
    return record_view(
        context,
        case,
        values,
        description,
        case_data(context, case, description),
        crumbs=tuple(crumbs),
        feed=context.feed_of(case, addresses.feed_of_case(case.id)),
    )


def _beside(decided: Handling | None, sections: list[Section]) -> tuple[Section, ...]:
    """The sections of a case's text; once there is a decision, its anchor is the decision's alone."""

    def moved(section: Section) -> Section:
        anchor = free_anchor(section.anchor, {LATEST_DECISION})
        return replace(section, anchor=anchor, children=tuple(map(moved, section.children)))

    return tuple(map(moved, sections) if decided else sections)


def _station(context: Context, known: CaseFacts, handling: Handling) -> Station:
    """One station on a case's route."""
    meeting, entry = handling.meeting, handling.entry
    at, item = context.facts.meeting(meeting), context.facts.item(handling)
    if at.is_cancelled:
        text = context.t("route.cancelled")
    elif at.is_coming:
        text = context.t("route.coming" if handling in known.coming else "route.closed")
    else:
        text = context.t("route.awaiting")
    return Station(
        body=context.body(meeting.body_id),
        day=meeting.day,
        address=handling.address,
        number=entry.item.number,
        types=context.typed(item.types),
        outcome=outcome_label(context, item),
        text=text,
    )


def _lifeline(context: Context, known: CaseFacts) -> tuple[Step, ...]:
    """The stations of a case, from submission to its end; the one it is at is marked `now`."""
    facts, t = known.case.facts, context.t
    by = facts.submitted_by
    party = context.party(by.organisation, context.foreign(facts)) if by else None
    past = [Step(t("lifeline.submitted"), facts.submitted, party.words if party else (by and by.name) or "")]
    past += [_treated(context, handling, "lifeline.held") for handling in known.treated]
    if known.follow_ups:
        done, number = len(known.follow_ups) - known.number_of_open, len(known.follow_ups)
        past.append(Step(t("lifeline.follow_up"), None, t("lifeline.follow_up_count", done=done, number=number)))
    if facts.closed:
        past.append(Step(context.state(facts.closed.outcome).text, facts.closed.date))
        return tuple(replace(step, when="past") for step in past)
    ahead = [_treated(context, handling, "lifeline.scheduled") for handling in known.coming]
    ahead = ahead or [past.pop()]
    after = [Step(t("lifeline.waits"), None, context.body(id_).words) for id_ in known.waits_for]
    foreseen = [Step(t("lifeline.planned"), None, _noted(context, one)) for one in planned_steps(context, known.case)]
    now, *later = [*ahead, *after, *foreseen, Step(t("lifeline.closed"), None)]
    return (*(replace(step, when="past") for step in past), replace(now, when="now"), *later)


def _noted(context: Context, link: Hyperlink) -> str:
    """What a step is called, with what is noted of it."""
    return context.t("route.planned_on", body=link.words, date=link.note) if link.note else link.words


def _treated(context: Context, handling: Handling, otherwise: str) -> Step:
    """A step for an item, called by its outcome, or `otherwise` where it has none."""
    outcome = outcome_label(context, context.facts.item(handling))
    name = outcome.text if outcome else context.t(otherwise)
    return Step(name, handling.meeting.day, context.body(handling.meeting.body_id).words)


def _next(context: Context, destination: Destination) -> NextMeeting:
    """Where a case goes on."""
    meeting, body = destination.meeting, context.body(destination.body_id)
    link = context.link_to(meeting) if meeting else None
    day = meeting.day if isinstance(meeting, Record) and meeting.facts.title else None
    return NextMeeting(body, link, destination.deadline, destination.is_called_without, day)
