"""An agenda item as a meeting's page, a case's page and the register of decisions show it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TypedDict

from portal.derived.context import Context
from portal.derived.known import ItemFacts
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, Paper, Restriction, TaskRow, restriction_of
from portal.derived.public import Handling, Key
from portal.derived.votes import Tally, tallies
from portal.language.phrase import marked
from portal.model import addresses
from portal.model.headings import case_meaning
from portal.model.kinds import CASE, MEETING, ORGANISATION, PROJECT
from portal.model.law.laws import unbroken
from portal.model.vocabulary import CaseType, FollowUpState, Outcome, SectionMeaning
from portal.text.fragment import EMPTY, Fragment
from portal.text.outline import Outline, Section
from portal.text.plain import bare_words

__all__ = ["DecisionRow", "ItemRow", "Proposal", "case_sections", "decision_row", "item_row", "outcome_label"]

_LONG_LEAD, _LONG_REST = 100, 40
"""How many words of an item a phone leaves open: of what is said before its proposals, and after its decision."""
_WORDS_OF_TASK = 15
"""How many words a follow-up takes the place of."""
_SHOWN_APART = (SectionMeaning.DECISION, SectionMeaning.PROPOSAL, SectionMeaning.ALTERNATIVE)


@dataclass(frozen=True)
class Proposal:
    """A proposal or an alternative of an item; `source` is the case that has it, if it is not the item's own."""

    section: Section
    lang: str | None
    source: Hyperlink | None = None

    @property
    def own(self) -> bool:
        return self.source is None


@dataclass(frozen=True)
class ItemRow:
    """All that is shown of an agenda item.

    `name` is its title, or its number where only that may be shown (`has_title`). `exempt` and `retracted` tell why
    the item, or its case, may not be read. `case_closed` says how its case was closed before the meeting. `recommended`
    says that it came to a recommendation, `sent_to` who it goes on to; `closed_by` that its doors were closed, and why.
    `sections` are those of its text that do not stand apart, each with the name of its meaning.
    """

    number: str | None
    name: str
    anchor: str
    has_title: bool = True
    title_lang: str | None = None
    lang: str | None = None
    earlier_anchors: tuple[str, ...] = ()
    cite: str = ""
    link_label: str = ""
    link_name: str = ""
    feeds: tuple[Hyperlink, ...] = ()
    earlier_numbers: tuple[str, ...] = ()
    exempt: Restriction | None = None
    retracted: str = ""
    types: str = ""
    typed: tuple[Hyperlink, ...] = ()
    presenter: str | None = None
    papers: tuple[Paper, ...] = ()
    outcome: StateLabel | None = None
    cases: tuple[Hyperlink, ...] = ()
    projects: tuple[Hyperlink, ...] = ()
    approves: tuple[Hyperlink, ...] = ()
    case_closed: str = ""
    lead: Fragment = EMPTY
    decision: DecisionRow | None = None
    votes: tuple[Tally, ...] = ()
    recommended: str = ""
    sent_to: tuple[Hyperlink, ...] = ()
    added: bool = False
    closed_by: str = ""
    disqualified: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    sections: tuple[tuple[str, Section], ...] = ()
    tasks: tuple[TaskRow, ...] = ()

    @property
    def proposals_from(self) -> Hyperlink | None:
        """The one case that has the proposals which are not the item's own."""
        sources = {proposal.source for proposal in self.proposals if proposal.source}
        return sources.pop() if len(sources) == 1 else None

    @property
    def has_long_lead(self) -> bool:
        """What is said of it first is so long that a phone folds it."""
        return _words(self.lead) > _LONG_LEAD

    @property
    def has_long_rest(self) -> bool:
        """What is said after its decision, and who is to do what, is so long that a phone folds it."""
        said = sum(_words(section.content) for _, section in self.sections)
        return said + _WORDS_OF_TASK * len(self.tasks) > _LONG_REST

    @property
    def overdue(self) -> int:
        """How many of its follow-ups should have been done."""
        return sum(task.value == FollowUpState.OVERDUE.value for task in self.tasks)


def _words(text: Fragment) -> int:
    return len(bare_words(text.nodes).split())


def item_row(context: Context, handling: Handling) -> ItemRow:
    """An agenda item as a row."""
    entry, meeting, known = handling.entry, handling.meeting, context.facts.item(handling)
    item, title = entry.item, context.item_title(handling)
    return ItemRow(
        number=item.number,
        name=title.words or context.item_number(handling),
        anchor=entry.anchor,
        has_title=bool(title.text),
        title_lang=title.lang,
        lang=context.foreign(meeting.facts),
        earlier_anchors=(*entry.anchors[1:], *_decision_anchors(context, handling)),
        cite=_citation(context, handling, handling.address, "permalink.words"),
        link_label=context.t("permalink.item", item=_lower(context.item_number(handling))),
        link_name=_lower(context.item_number(handling)),
        feeds=tuple(
            Hyperlink(context.title(one), addresses.feed_of_case(one.id), context.foreign(one.facts))
            for one in context.portal.cases_of(handling)
        ),
        earlier_numbers=item.aliases,
        exempt=restriction_of(item.exempt),
        retracted="" if item.exempt else _retracted(context, handling),
        types=context.types(known.types),
        typed=context.typed(known.types),
        presenter=item.presenter,
        papers=context.papers(meeting, item.attachments),
        outcome=outcome_label(context, known),
        cases=context.links(CASE, item.cases),
        projects=context.links(PROJECT, context.portal.projects_of(handling)),
        approves=context.links(MEETING, item.approves),
        case_closed=_case_closed(context, known),
        lead=entry.lead,
        decision=decision_row(context, handling) if known.is_decision else None,
        votes=tallies(context, item.votes, context.foreign(meeting.facts)),
        **_sent_on(context, known),
        added=item.added,
        closed_by=_closed_by(context, handling),
        disqualified=item.disqualified,
        proposals=_proposals(context, handling),
        sections=tuple((m.value if m else "", s) for m, s in entry.sections if m not in _SHOWN_APART),
        tasks=context.tasks(one.task for one in known.follow_ups),
    )


def outcome_label(context: Context, known: ItemFacts) -> StateLabel | None:
    """What came of an item; of a recommendation, that it is one."""
    if known.outcome is None:
        return None
    label = context.state(known.outcome)
    if not known.is_recommendation or known.outcome is Outcome.RECOMMENDED:
        return label
    return replace(context.state(Outcome.RECOMMENDED), text=context.t("item.recommended", outcome=label.text))


def _closed_by(context: Context, handling: Handling) -> str:
    """That an item was or is to be treated behind closed doors, and by what law."""
    closed, lang = handling.entry.item.closed, context.foreign(handling.meeting.facts)
    return context.t("item.closed_doors", basis=marked(unbroken(closed.basis), lang)) if closed else ""


class _SentOn(TypedDict):
    recommended: str
    sent_to: tuple[Hyperlink, ...]


def _sent_on(context: Context, known: ItemFacts) -> _SentOn:
    """That an item came, or is to come, to a recommendation, and who decides it or treats it next."""
    item = known.handling.entry.item
    is_one = known.is_recommendation or not item.final
    return {
        "recommended": context.t("item.recommendation") if is_one else "",
        "sent_to": context.links(ORGANISATION, item.to_bodies),
    }


def _retracted(context: Context, handling: Handling) -> str:
    """When and why an item's case was retracted, if one was."""
    for closed in context.facts.closed_cases(handling):
        if closed.retraction:
            lang = context.foreign_lang(closed.lang)
            reason, day = marked(closed.retraction.reason, lang), context.dates.day(closed.retraction.date)
            return context.t("item.retracted_explained", date=day, reason=reason)
    return ""


def _case_closed(context: Context, known: ItemFacts) -> str:
    """That the item's case, or the last of them, was closed before the meeting, how and when."""
    if known.closing is None:
        return ""
    return context.t(f"item.case_closed.{known.closing.outcome.value}", date=context.dates.day(known.closing.date))


def _decision_anchors(context: Context, handling: Handling) -> tuple[str, ...]:
    """The anchors of a decision that the item itself answers for: of earlier numbers, and where there is none now."""
    entry = handling.entry
    if entry.is_decision():
        return entry.decision_anchors[1:]
    kept = context.portal.kept_anchors(handling.meeting)
    return tuple(anchor for anchor in entry.decision_anchors if anchor in kept)


def _citation(context: Context, handling: Handling, address: str, words: str) -> str:
    """How to cite an item or its decision: body, number, title, date, address."""
    title = context.item_title(handling).words
    item = context.item_number(handling)
    return context.t(
        words if title else f"{words}_plain",
        body=context.body(handling.meeting.body_id).words,
        item=_lower(item),
        title=title,
        date=context.dates.day(handling.meeting.day),
        url=context.url(address),
    )


def _lower(text: str) -> str:
    """A phrase as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def _proposals(context: Context, handling: Handling) -> tuple[Proposal, ...]:
    """The item's proposals and alternatives; those of its cases where it has none of its own."""
    entry, lang = handling.entry, context.foreign(handling.meeting.facts)
    own, others = (
        tuple(Proposal(section, lang) for section in entry.having(meaning))
        for meaning in (SectionMeaning.PROPOSAL, SectionMeaning.ALTERNATIVE)
    )
    inherited = tuple(
        Proposal(section, context.foreign(case.facts), context.link_to(case))
        for case in (() if own else context.portal.cases_of(handling))
        for section in case_sections(case.outline, proposals=True)
        if not others or case_meaning(section.title) is SectionMeaning.PROPOSAL
    )
    return (*own, *inherited, *others)


def case_sections(outline: Outline, proposals: bool) -> list[Section]:
    """The sections of a case's text that are proposals, or all the others."""
    return [s for s in outline.sections if (case_meaning(s.title) in _SHOWN_APART) == proposals]


@dataclass(frozen=True)
class DecisionRow:
    """A decision: its exact words, its vote, who made it and when, and whether it was followed up.

    `texts` are the words of the decision; where there are none, `lacking` says
    so, and where they may be. `followed_up` is the state of its
    follow-ups taken together, `None` where nothing is to be followed up. `is_routine` tells that it approves an agenda
    or minutes, which lists fold.
    """

    number: str | None
    name: str
    title: Hyperlink
    anchor: str
    heading_anchors: tuple[str, ...]
    texts: tuple[Fragment, ...]
    lacking: str
    outcome: StateLabel | None
    votes: tuple[Tally, ...]
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
    followed_up: StateLabel | None
    typed: tuple[Hyperlink, ...] = ()
    is_routine: bool = False
    recommended: str = ""
    sent_to: tuple[Hyperlink, ...] = ()
    keys: tuple[Key, ...] = ()
    marks: str = ""


def decision_row(context: Context, handling: Handling) -> DecisionRow:
    """A decision as a meeting's page, a case's page and the register show it."""
    entry, meeting, known = handling.entry, handling.meeting, context.facts.item(handling)
    item, title = entry.item, context.item_title(handling)
    sections = entry.having(SectionMeaning.DECISION)
    return DecisionRow(
        number=item.number,
        name=context.t("decision.number", number=item.number) if item.number else context.t("decision.plain"),
        title=Hyperlink(title.text or context.item_number(handling), handling.decision_address, title.lang),
        anchor=entry.decision_anchor,
        heading_anchors=tuple(section.anchor for section in sections),
        texts=tuple(section.content for section in sections if section.content),
        lacking=_lacking(context, handling),
        outcome=outcome_label(context, known),
        votes=tallies(context, item.votes, context.foreign(meeting.facts)),
        body=context.body(meeting.body_id),
        body_id=meeting.body_id,
        day=meeting.day,
        meeting=context.link_to(meeting),
        item=Hyperlink(context.t("decision.read_minutes"), handling.address),
        link=Hyperlink(context.t("decision.link"), handling.decision_address),
        cite=_citation(context, handling, handling.decision_address, "permalink.words_decision"),
        lang=context.foreign(meeting.facts),
        case_types=known.types,
        types=context.types(known.types),
        typed=context.typed(known.types),
        cases=context.links(CASE, item.cases),
        followed_up=_followed_up(context, known),
        is_routine=known.is_routine,
        **_sent_on(context, known),
        keys=(meeting.key,),
    )


def _lacking(context: Context, handling: Handling) -> str:
    """What is said in place of a decision's words, where it has none."""
    entry = handling.entry
    if entry.is_worded_elsewhere:
        return context.t("decision.no_text_elsewhere")
    has_proposal = not entry.having(SectionMeaning.DECISION) and bool(_proposals(context, handling))
    return context.t("decision.no_text_proposal" if has_proposal else "decision.no_text")


def _followed_up(context: Context, known: ItemFacts) -> StateLabel | None:
    """Whether what was decided has been done, in words and numbers; approved minutes ask for nothing more."""
    state = known.followed_up
    if state is None:
        approves = known.handling.entry.item.approves
        return None if approves else StateLabel(context.t("followed_up.none"), "t-mute", "s-dash")
    done = sum(not one.is_open for one in known.follow_ups)
    text = context.t(f"followed_up.{state.value}", done=done, number=len(known.follow_ups))
    return replace(context.state(state), text=text)
