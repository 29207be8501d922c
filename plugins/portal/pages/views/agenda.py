"""An agenda item as a meeting's page, a case's page and the register of decisions show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, TaskRow
from portal.derived.public import Closed, Handling, Key, Task
from portal.derived.states import closing_before, followed_up
from portal.language.phrase import marked
from portal.model.headings import case_meaning
from portal.model.kinds import CASE, MEETING, PROJECT, Kind
from portal.model.meeting import AgendaItem, Vote
from portal.model.vocabulary import CaseType, SectionMeaning
from portal.text.fragment import Fragment
from portal.text.outline import Outline, Section

__all__ = ["DecisionRow", "case_sections", "decision_row", "item_row", "only_source"]

_SHOWN_APART = (SectionMeaning.DECISION, SectionMeaning.PROPOSAL, SectionMeaning.ALTERNATIVE)


def item_row(context: Context, handling: Handling) -> dict[str, Any]:
    """All that is shown of an agenda item."""
    entry, meeting = handling.entry, handling.meeting
    item = entry.item
    title = context.item_title(handling)
    retracted = next((c for c in context.closed_cases(handling) if c.retraction), None) if not item.exempt else None
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
        "retraction": retracted.retraction if retracted else None,
        "retracted": _retracted(context, retracted) if retracted else None,
        "types": context.types(context.item_types(handling)),
        "presenter": item.presenter,
        "papers": context.papers(meeting, item.attachments),
        "outcome": context.state(item.outcome) if item.outcome else None,
        "cases": _links(context, CASE, item.cases),
        "projects": _links(context, PROJECT, context.portal.projects_of(handling)),
        "approves": _links(context, MEETING, item.approves),
        "case_closed": _case_closed(context, handling),
        "lead": entry.lead,
        "decision": decision_row(context, handling) if entry.is_decision() else None,
        "vote": item.vote,
        **_proposals(context, handling),
        "sections": [(m.value if m else "", s) for m, s in entry.sections if m not in _SHOWN_APART],
        "tasks": context.tasks([Task(handling, follow_up) for follow_up in item.follow_up]),
    }


def _links(context: Context, kind: Kind, ids: Iterable[str]) -> tuple[Hyperlink, ...]:
    """Links to those of the records that may be known of."""
    return tuple(link for id_ in ids if (link := context.link((kind.name, id_))))


def _retracted(context: Context, closed: Closed) -> str | None:
    """When and why an item's case was retracted."""
    retraction = closed.retraction
    if retraction is None:
        return None
    reason = marked(retraction.reason, closed.lang if closed.lang != context.settings.lang else None)
    return context.t("item.retracted_explained", date=context.dates.day(retraction.date), reason=reason)


def _case_closed(context: Context, handling: Handling) -> str | None:
    """That the item's case, or the last of them, was closed before the meeting, how and when."""
    cases = context.portal.cases_of(handling)
    closings = [closing_before(context.portal, case, handling, context.today) for case in cases]
    closing = max(filter(None, closings), key=lambda one: one.date, default=None)
    if closing is None or None in closings:
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
    """The item's proposals and alternatives; those of its cases where it has none of its own.

    Each that is a case's has it as `source`; `proposals_from` is the case that they all are of.
    """
    entry = handling.entry
    proposals, alternatives = entry.having(SectionMeaning.PROPOSAL), entry.having(SectionMeaning.ALTERNATIVE)
    lang = context.foreign(handling.meeting.facts)
    own = [_proposal(section, lang) for section in proposals]
    others = [_proposal(section, lang) for section in alternatives]
    inherited: list[dict[str, Any]] = []
    for case in context.portal.cases_of(handling) if not proposals else ():
        sections = case_sections(case.outline, proposals=True)
        if alternatives:
            sections = [section for section in sections if case_meaning(section.title) is SectionMeaning.PROPOSAL]
        inherited += [_proposal(s, context.foreign(case.facts), context.link_to(case)) for s in sections]
    found = [*own, *inherited, *others]
    return {"proposals": found, "proposals_from": only_source(found)}


def _proposal(section: Section, lang: str | None, source: Hyperlink | None = None) -> dict[str, Any]:
    return {"section": section, "lang": lang, "own": source is None, "source": source}


def only_source(proposals: Iterable[dict[str, Any]]) -> Hyperlink | None:
    """The one case that has the proposals which are not the item's own."""
    sources = {proposal["source"] for proposal in proposals if proposal["source"]}
    return sources.pop() if len(sources) == 1 else None


def case_sections(outline: Outline, proposals: bool) -> list[Section]:
    """The sections of a case's text that are proposals, or all the others."""
    return [s for s in outline.sections if (case_meaning(s.title) in _SHOWN_APART) == proposals]


@dataclass(frozen=True)
class DecisionRow:
    """A decision: its exact words, its vote, who made it and when, and whether it was followed up.

    `texts` are the words of the decision; where there are none, `lacking` says
    so, and where they may be. `followed_up` is the state of its
    follow-ups taken together, `None` where nothing is to be followed up.
    """

    number: str | None
    name: str
    title: Hyperlink
    anchor: str
    heading_anchors: list[str]
    texts: list[Fragment]
    lacking: str
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
    cases: tuple[Hyperlink, ...]
    tasks: tuple[TaskRow, ...]
    followed_up: StateLabel | None
    keys: tuple[Key, ...] = ()
    marks: str = ""


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
        lacking=_lacking(context, handling),
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
        cases=_links(context, CASE, item.cases),
        tasks=context.tasks([Task(handling, follow_up) for follow_up in item.follow_up]),
        followed_up=_followed_up(context, item),
        keys=(meeting.key,),
    )


def _lacking(context: Context, handling: Handling) -> str:
    """What is said in place of a decision's words, where it has none."""
    entry = handling.entry
    if entry.is_worded_elsewhere:
        return context.t("decision.no_text_elsewhere")
    has_proposal = not entry.having(SectionMeaning.DECISION) and bool(_proposals(context, handling)["proposals"])
    return context.t("decision.no_text_proposal" if has_proposal else "decision.no_text")


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
