"""An agenda item as a meeting's page, a case's page and the register of decisions show it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from portal.language.phrase import marked
from portal.linking.graph import Handling, Task
from portal.publication.portal import Closed
from portal.record import Key
from portal.records.meeting import AgendaItem, Vote
from portal.records.vocabulary import CaseType, SectionMeaning
from portal.states import closing_before, followed_up
from portal.text.fragment import Fragment
from portal.text.headings import case_meaning
from portal.text.outline import Outline, Section
from portal.views.context import Context
from portal.views.page import Hyperlink, TaskRow
from portal.views.states import StateLabel

__all__ = ["DecisionRow", "case_sections", "decision_row", "item_row"]

_SHOWN_APART = (SectionMeaning.DECISION, SectionMeaning.PROPOSAL, SectionMeaning.ALTERNATIVE)


def item_row(context: Context, handling: Handling) -> dict[str, Any]:
    """All that is shown of an agenda item."""
    entry, meeting = handling.entry, handling.meeting
    item = entry.item
    title = context.item_title(handling)
    closed_case = context.portal.closed.get(("case", item.case)) if item.case else None
    return {
        "number": item.number,
        "name": title.words or context.item_number(handling),
        "has_title": bool(title.text),
        "title_lang": title.lang,
        "address": title.address,
        "lang": context.foreign(meeting.facts),
        "anchor": entry.anchor,
        "earlier_anchors": (*entry.anchors[1:], *_decision_anchors(context, handling)),
        "cite": _citation(context, handling, entry.anchor, "permalink.words"),
        "link_label": context.t("permalink.item", item=_lower(context.item_number(handling))),
        "earlier_numbers": item.aliases,
        "exempt": item.exempt,
        "retraction": closed_case.retraction if closed_case and not item.exempt else None,
        "retracted": _retracted(context, closed_case) if closed_case and not item.exempt else None,
        "types": context.types(context.item_types(handling)),
        "presenter": item.presenter,
        "papers": context.papers(meeting, item.attachments),
        "outcome": context.state(item.outcome) if item.outcome else None,
        "case_closed": _case_closed(context, handling),
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


def _retracted(context: Context, closed: Closed) -> str | None:
    """When and why an item's case was retracted."""
    retraction = closed.retraction
    if retraction is None:
        return None
    reason = marked(retraction.reason, closed.lang if closed.lang != context.settings.lang else None)
    return context.t("item.retracted_explained", date=context.dates.day(retraction.date), reason=reason)


def _case_closed(context: Context, handling: Handling) -> str | None:
    """That the item's case was closed before the meeting, how and when."""
    closing = closing_before(context.portal, handling, context.today)
    if closing is None:
        return None
    return context.t(f"item.case_closed.{closing.outcome.value}", date=context.dates.day(closing.date))


def _decision_anchors(context: Context, handling: Handling) -> tuple[str, ...]:
    """The anchors of a decision that the item itself answers for: of earlier numbers, and where there is none now."""
    entry = handling.entry
    if entry.is_decision():
        return entry.decision_anchors[1:]
    kept = context.portal.kept_anchors(handling.meeting)
    return tuple(anchor for anchor in entry.decision_anchors if anchor in kept)


def _citation(context: Context, handling: Handling, anchor: str, words: str) -> str:
    """How to cite an item or its decision: body, number, title, date, address."""
    title = context.item_title(handling).words
    item = context.item_number(handling)
    return context.t(
        words if title else f"{words}_plain",
        body=context.body(handling.meeting.body_id).words,
        item=_lower(item),
        title=title,
        date=context.dates.day(handling.meeting.day),
        url=context.url(f"{context.portal.address_of(handling.meeting)}#{anchor}"),
    )


def _lower(text: str) -> str:
    """A phrase as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


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


@dataclass(frozen=True)
class DecisionRow:
    """A decision: its exact words, its vote, who made it and when, and whether it was followed up.

    `texts` are the words of the decision; `has_proposal` tells, where there are
    none, that a proposal stands beside it. `followed_up` is the state of its
    follow-ups taken together, `None` where nothing is to be followed up.
    """

    number: str | None
    name: str
    title: Hyperlink
    anchor: str
    heading_anchors: list[str]
    texts: list[Fragment]
    has_proposal: bool
    outcome: StateLabel | None
    vote: Vote | None
    body: Hyperlink
    body_id: str
    day: dt.date
    meeting: Hyperlink
    item: Hyperlink
    link: Hyperlink
    cite: str
    lang: str | None
    case_types: tuple[CaseType, ...]
    types: str
    case: Hyperlink | None
    tasks: list[TaskRow]
    followed_up: StateLabel | None
    keys: tuple[Key, ...] = ()


def decision_row(context: Context, handling: Handling) -> DecisionRow:
    """A decision as a meeting's page, a case's page and the register show it."""
    entry, meeting = handling.entry, handling.meeting
    item = entry.item
    title, types = context.item_title(handling), context.item_types(handling)
    page = context.portal.address_of(meeting)
    sections = entry.having(SectionMeaning.DECISION)
    return DecisionRow(
        number=item.number,
        name=context.t("decision.number", number=item.number) if item.number else context.t("decision.plain"),
        title=Hyperlink(title.text or context.item_number(handling), f"{page}#{entry.decision_anchor}", title.lang),
        anchor=entry.decision_anchor,
        heading_anchors=[section.anchor for section in sections],
        texts=[section.content for section in sections if section.content],
        has_proposal=not sections and bool(_proposals(context, handling)["proposals"]),
        outcome=context.state(item.outcome) if item.outcome else None,
        vote=item.vote,
        body=context.body(meeting.body_id),
        body_id=meeting.body_id,
        day=meeting.day,
        meeting=context.link_to(meeting),
        item=Hyperlink(context.t("decision.read_minutes"), f"{page}#{entry.anchor}"),
        link=Hyperlink(context.t("decision.link"), f"{page}#{entry.decision_anchor}"),
        cite=_citation(context, handling, entry.decision_anchor, "permalink.words_decision"),
        lang=context.foreign(meeting.facts),
        case_types=types,
        types=context.types(types),
        case=context.link(("case", item.case)) if item.case else None,
        tasks=context.tasks([Task(handling, follow_up) for follow_up in item.follow_up]),
        followed_up=_followed_up(context, item),
        keys=(meeting.key,),
    )


def _followed_up(context: Context, item: AgendaItem) -> StateLabel | None:
    """Whether what was decided has been done, in words and numbers; approved minutes ask for nothing more."""
    state = followed_up(item, context.today)
    if state is None and item.approves:
        return None
    if state is None:
        return StateLabel(context.t("followed_up.none"), "t-mute", "s-dash")
    done = sum(1 for follow_up in item.follow_up if follow_up.done)
    text = context.t(f"followed_up.{state.value}", done=done, number=len(item.follow_up))
    return replace(context.state(state), text=text)
