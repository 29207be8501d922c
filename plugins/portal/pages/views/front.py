"""The front page: what comes, what was decided last, how the projects stand, how to submit a case."""

from __future__ import annotations

from typing import Any

from portal.derived.context import Context
from portal.derived.parts import View
from portal.derived.public import Handling
from portal.derived.states import follow_up_state
from portal.model import addresses
from portal.model.vocabulary import FollowUpState, Health, Outcome, SectionMeaning
from portal.pages.views.agenda import decision_row
from portal.pages.views.registers.decisions import decisions
from portal.pages.views.rows import meeting_row

__all__ = ["view"]


def view(context: Context) -> View:
    """The front page."""
    portal = context.portal
    coming = [meeting_row(context, meeting) for meeting in portal.calendar if context.is_coming(meeting)]
    decided = decisions(portal)
    weighty = [handling for handling in decided if not _is_formal(handling)]
    recent = [meeting_row(context, meeting) for meeting in reversed(portal.calendar) if context.is_held(meeting)][:3]
    states = [(task, follow_up_state(task.follow_up, context.today)) for task in portal.tasks]
    overdue = [task for task, state in states if state is FollowUpState.OVERDUE]
    values = {
        "next": coming[0] if coming else None,
        "coming": coming[1:4],
        "recent": recent,
        "decisions": [decision_row(context, handling) for handling in (weighty or decided)[:5]],
        "health": _by_health(context),
        "open": sum(1 for _, state in states if state.is_open()),
        "overdue": len(overdue),
        "oldest": max(((context.today - t.follow_up.due).days for t in overdue if t.follow_up.due), default=0),
        "numbers": {
            "cases": len(portal.cases),
            "meetings": len(portal.meetings),
            "decisions": len(decided),
        },
    }
    description = context.settings.description or context.t("front.lede")
    return View(
        "front.html",
        addresses.FRONT,
        context.settings.site_name,
        values,
        description=description,
        updated=context.updated(*context.portal.records, *context.portal.closed),
    )


def _is_formal(handling: Handling) -> bool:
    """Whether a decision approves minutes or an agenda, and so has no words that a reader would look for first."""
    item = handling.entry.item
    has_words = bool(handling.entry.having(SectionMeaning.DECISION))
    return bool(item.approves) or (item.outcome is Outcome.APPROVED and not has_words)


def _by_health(context: Context) -> list[dict[str, Any]]:
    """The projects that are going on, by the health of their latest report, the worst first."""
    groups: list[dict[str, Any]] = []
    going = [p for p in context.portal.projects if not (p.facts.phase and p.facts.phase.is_over())]
    for health in (*Health, None):
        rows = [p for p in going if (r.health if (r := p.facts.latest_assessment(context.today)) else None) is health]
        if rows:
            groups.append(
                {
                    "state": context.state(health) if health else None,
                    "projects": [
                        {
                            "title": context.link_to(p),
                            "report": p.facts.latest_report(context.today),
                            "lang": context.foreign(p.facts),
                        }
                        for p in rows
                    ],
                }
            )
    return groups
