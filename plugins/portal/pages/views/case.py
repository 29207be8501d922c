"""A case: where it came from, its route through the bodies, where it is now and what happens next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from portal.derived.context import Context
from portal.derived.gist import first_words, gist
from portal.derived.parts import Hyperlink, View
from portal.derived.public import LATEST_DECISION, Handling, Record
from portal.derived.states import case_state, closing_before, comes_up, follow_up_state, outcome_of, waits_for
from portal.model import addresses
from portal.model.case import Case
from portal.pages.views.agenda import case_sections, decision_row
from portal.pages.views.linked_data import case_data
from portal.text.outline import Section, free_anchor

__all__ = ["case_numbers", "view"]


def view(context: Context, case: Record[Case]) -> View:
    """The page of a case."""
    portal, facts = context.portal, case.facts
    state = case_state(portal, case, context.today)
    route = portal.route(case.id)
    decided = portal.latest_decision(case.id)
    tasks = portal.tasks_of_case(case.id)
    year = _year(case, route)
    values = {
        "record": case,
        "facts": facts,
        "lang": context.foreign(facts),
        "hold": context.hold(case),
        "state": context.state(state),
        "closing": context.state(facts.closed.outcome) if facts.closed else None,
        "types": context.types(facts.type or ()),
        "submitter": _submitter(context, case),
        "bodies": [context.link(("organisation", id_)) for id_ in facts.for_bodies],
        "project": context.link(("project", facts.project)) if facts.project else None,
        "related": [link for id_ in facts.related if (link := context.link(("case", id_)))],
        "mentioned": _related_back(context, case),
        "together": _treated_together(context, case, route),
        "decision": decision_row(context, decided) if decided else None,
        "lost_decision": _lost_decision(context, case) if decided is None else None,
        "earlier_decisions": [
            decision_row(context, h) for h in route if h is not decided and h.is_decision
        ],
        "route": [_step(context, case, handling) for handling in route],
        "lifeline": _lifeline(context, case, route),
        "next_text": context.t(f"next.{state.value}"),
        "next": _next(context, case, route),
        "tasks": context.tasks(tasks),
        "outline": case.outline,
        "sections": _beside(decided, case_sections(case.outline, proposals=False)),
        "proposals": _beside(decided, case_sections(case.outline, proposals=True)),
        "papers": context.papers(case, facts.attachments),
        "case_file": context.downloads.get(addresses.case_file(case.id)),
        "numbers": case_numbers(portal.route(case.id)),
    }  # fmt: skip
    crumbs = [Hyperlink(context.t("menu.cases"), addresses.CASES)]
    if year:
        crumbs.append(Hyperlink(str(year), addresses.cases_by_year(year)))
    description = gist(f"{context.state(state).text}.", first_words(case.outline, context.lang_of(case.facts)))
    return View(
        template="record/case.html",
        address=portal.address_of(case),
        title=context.title(case),
        values=values,
        menu=addresses.CASES,
        description=description,
        source=case.path,
        updated=context.updated(case.key, *(h.meeting.key for h in route)),
        crumbs=tuple(crumbs),
        feed=context.feed_of(case, addresses.feed_of_case(case.id)),
        structured=case_data(context, case, description),
    )


def _lost_decision(context: Context, case: Record[Case]) -> str | None:
    """The anchor of a decision that the case once had: the case's lifeline tells what became of it."""
    anchor = LATEST_DECISION
    return anchor if anchor in context.portal.kept_anchors(case) - case.outline.anchors else None


def case_numbers(route: list[Handling]) -> list[str]:
    """The numbers that a case has borne, in the order it got them."""
    return list(dict.fromkeys(h.entry.item.number for h in route if h.entry.item.number))


def _beside(decided: Handling | None, sections: list[Section]) -> list[Section]:
    """The sections of a case's text; once there is a decision, its anchor is the decision's alone."""

    def moved(section: Section) -> Section:
        anchor = (
            free_anchor(LATEST_DECISION, {LATEST_DECISION}) if section.anchor == LATEST_DECISION else section.anchor
        )
        return replace(section, anchor=anchor, children=tuple(map(moved, section.children)))

    return [moved(section) for section in sections] if decided else sections


def _year(case: Record[Case], route: list[Handling]) -> int | None:
    """The year under which a case is listed: that of its submission, else of its first meeting."""
    if case.facts.submitted:
        return case.facts.submitted.year
    return route[0].meeting.day.year if route else None


def _submitter(context: Context, case: Record[Case]) -> dict[str, Any] | None:
    by = case.facts.submitted_by
    return (
        {"name": by.name, "role": by.role, "organisation": context.party(by.organisation, context.foreign(case.facts))}
        if by
        else None
    )


def _related_back(context: Context, case: Record[Case]) -> list[Hyperlink]:
    """Cases that name this one as related, and are not named by it."""
    others = [c for c in context.portal.cases_naming(case.id) if c.id not in case.facts.related]
    return [context.link_to(other) for other in others if other.id != case.id]


def _treated_together(context: Context, case: Record[Case], route: list[Handling]) -> list[Hyperlink]:
    """The other cases of the items that treated this one."""
    others = dict.fromkeys(id_ for handling in route for id_ in handling.entry.item.cases if id_ != case.id)
    return [link for id_ in others if (link := context.link(("case", id_)))]


def _step(context: Context, case: Record[Case], handling: Handling) -> dict[str, Any]:
    """One station on a case's route."""
    portal, meeting, entry = context.portal, handling.meeting, handling.entry
    outcome = outcome_of(handling)
    state = context.state(outcome) if outcome else None
    if meeting.facts.cancelled:
        text = context.t("route.cancelled")
    elif context.is_coming(meeting):
        text = context.t("route.closed" if closing_before(portal, case, handling, context.today) else "route.coming")
    else:
        text = context.t("route.awaiting")
    return {
        "body": context.body(meeting.body_id),
        "day": meeting.day,
        "address": f"{context.portal.address_of(meeting)}#{entry.anchor}",
        "number": entry.item.number,
        "types": context.types(context.item_types(handling)),
        "outcome": state,
        "text": text,
    }


def _lifeline(context: Context, case: Record[Case], route: list[Handling]) -> list[dict[str, Any]]:
    """The stations of a case, from submission to its end; the one it is at is marked `now`."""
    facts, t = case.facts, context.t
    submitter = facts.submitted_by
    party = context.party(submitter.organisation, context.foreign(facts)) if submitter else None
    by = party.words if party else (submitter and submitter.name) or ""
    steps: list[dict[str, Any]] = [{"name": t("lifeline.submitted"), "day": facts.submitted, "note": by}]
    coming: list[dict[str, Any]] = []
    for handling in route:
        if not comes_up(context.portal, case, handling, context.today):
            continue
        outcome = outcome_of(handling)
        held = context.is_held(handling.meeting)
        name = context.state(outcome).text if outcome else t("lifeline.held" if held else "lifeline.scheduled")
        step = {"name": name, "day": handling.meeting.day, "note": context.body(handling.meeting.body_id).words}
        (steps if held else coming).append(step)
    tasks = context.portal.tasks_of_case(case.id)
    if tasks:
        done = sum(1 for task in tasks if not follow_up_state(task.follow_up, context.today).is_open())
        note = t("lifeline.follow_up_count", done=done, number=len(tasks))
        steps.append({"name": t("lifeline.follow_up"), "day": None, "note": note})
    if facts.closed:
        steps.append({"name": context.state(facts.closed.outcome).text, "day": facts.closed.date, "note": ""})
        last = len(steps)
    else:
        waiting = [
            {"name": t("lifeline.waits"), "day": None, "note": context.body(id_).words}
            for id_ in waits_for(context.portal, case, context.today)
        ]
        last = len(steps) - (0 if coming else 1)
        steps += [*coming, *waiting]
        steps.append({"name": t("lifeline.closed"), "day": None, "note": ""})
    for index, step in enumerate(steps):
        step["when"] = "past" if index < last else "now" if index == last else "next"
    return steps


@dataclass(frozen=True)
class NextMeeting:
    """Where a case goes on: a body, its next meeting if one is planned, and the last day for submitting to it."""

    body: Hyperlink
    meeting: Hyperlink | None
    deadline: dt.date | None


def _next(context: Context, case: Record[Case], route: list[Handling]) -> list[NextMeeting]:
    """The coming meetings that treat a case, then the next meeting of each body that it waits for; none once closed.

    Where the next meeting takes no more cases, the first that does stands after it.
    """
    today = context.today
    if case.facts.closed:
        return []
    ahead = [h.meeting for h in route if context.is_coming(h.meeting)]
    rows = [NextMeeting(context.body(m.body_id), context.link_to(m), None) for m in ahead]
    for id_ in waits_for(context.portal, case, today):
        coming = [meeting for meeting in context.portal.calendar_of(id_) if context.is_coming(meeting)]
        if not coming:
            rows.append(NextMeeting(context.body(id_), None, None))
            continue
        dated = [(m, context.deadline(id_, m.day, "submission")) for m in coming]
        open_ = [(m, deadline) for m, deadline in dated if deadline is None or deadline >= today]
        shown = dated[:1] if dated[0] in open_ else [*dated[:1], *open_[:1]]
        rows += [NextMeeting(context.body(id_), context.link_to(m), deadline) for m, deadline in shown]
    return rows
