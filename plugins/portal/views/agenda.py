"""An agenda item as a meeting's page, a case's page and the register of decisions show it."""

from __future__ import annotations

from typing import Any

from portal.linking.graph import Handling, Task
from portal.records.vocabulary import SectionMeaning
from portal.text.headings import case_meaning
from portal.text.outline import Outline, Section
from portal.views.context import Context
from portal.views.page import Hyperlink

__all__ = ["case_sections", "decision_row", "item_row"]

_SHOWN_APART = (SectionMeaning.DECISION, SectionMeaning.PROPOSAL, SectionMeaning.ALTERNATIVE)


def item_row(context: Context, handling: Handling) -> dict[str, Any]:
    """All that is shown of an agenda item."""
    entry, meeting = handling.entry, handling.meeting
    item = entry.item
    title = context.item_title(handling)
    closed_case = context.portal.closed.get(("case", item.case)) if item.case else None
    return {
        "number": item.number,
        "name": title.text or context.item_number(handling),
        "has_title": bool(title.text),
        "title_lang": title.lang,
        "address": title.address,
        "lang": context.foreign(meeting.facts),
        "anchor": entry.anchor,
        "earlier_anchors": (*entry.anchors[1:], *(entry.decision_anchors[1:] if entry.is_decision() else ())),
        "earlier_numbers": item.aliases,
        "exempt": item.exempt,
        "retraction": closed_case.retraction if closed_case and not item.exempt else None,
        "types": context.types(context.item_types(handling)),
        "presenter": item.presenter,
        "papers": context.papers(meeting, item.attachments),
        "outcome": context.state(item.outcome) if item.outcome else None,
        "case": context.link(("case", item.case)) if item.case else None,
        "project": context.link(("project", p)) if (p := context.portal.project_of(handling)) else None,
        "approves": context.link(("meeting", item.approves)) if item.approves else None,
        "lead": entry.lead,
        "decision": decision_row(context, handling) if entry.is_decision() else None,
        "vote": item.vote,
        **_proposals(context, handling),
        "sections": [(m.value if m else "", s) for m, s in entry.sections if m not in _SHOWN_APART],
        "tasks": context.tasks([Task(handling, follow_up) for follow_up in item.follow_up]),
    }


def _proposals(context: Context, handling: Handling) -> dict[str, Any]:
    """The item's proposals and alternatives; those of its case where it has none of its own."""
    entry = handling.entry
    proposals, alternatives = entry.having(SectionMeaning.PROPOSAL), entry.having(SectionMeaning.ALTERNATIVE)
    own = [{"section": s, "lang": context.foreign(handling.meeting.facts), "own": True} for s in proposals]
    others = [{"section": s, "lang": context.foreign(handling.meeting.facts), "own": True} for s in alternatives]
    case = context.portal.case(entry.item.case) if entry.item.case and not proposals else None
    of_case = case_sections(case.outline, proposals=True) if case else []
    if alternatives:
        of_case = [section for section in of_case if case_meaning(section.title) is SectionMeaning.PROPOSAL]
    inherited = [{"section": s, "lang": context.foreign(case.facts), "own": False} for s in of_case] if case else []
    return {
        "proposals": [*own, *inherited, *others],
        "proposals_from": context.link_to(case) if case and inherited else None,
    }


def case_sections(outline: Outline, proposals: bool) -> list[Section]:
    """The sections of a case's text that are proposals, or all the others."""
    return [s for s in outline.sections if (case_meaning(s.title) in _SHOWN_APART) == proposals]


def decision_row(context: Context, handling: Handling) -> dict[str, Any]:
    """A decision: its exact words, its vote, who made it and when."""
    entry, meeting = handling.entry, handling.meeting
    item = entry.item
    address = context.portal.address_of(meeting)
    sections = entry.having(SectionMeaning.DECISION)
    return {
        "number": item.number,
        "name": context.t("decision.number", number=item.number) if item.number else context.t("decision.plain"),
        "title": Hyperlink(context.item_name(handling), f"{address}#{entry.decision_anchor}",
                           context.item_title(handling).lang),
        "anchor": entry.decision_anchor,
        "heading_anchors": [section.anchor for section in sections],
        "texts": [section.content for section in sections if section.content],
        "proposals": [] if sections else _proposals(context, handling)["proposals"],
        "outcome": context.state(item.outcome) if item.outcome else None,
        "vote": item.vote,
        "body": context.body(meeting.body_id),
        "day": meeting.day,
        "meeting": context.link_to(meeting),
        "item": Hyperlink(context.t("decision.read_minutes"), f"{address}#{entry.anchor}"),
        "link": Hyperlink(context.t("decision.link"), f"{address}#{entry.decision_anchor}"),
        "lang": context.foreign(meeting.facts),
        "types": context.types(context.item_types(handling)),
        "tasks": context.tasks([Task(handling, follow_up) for follow_up in item.follow_up]),
    }  # fmt: skip
