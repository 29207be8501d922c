"""An agreement and a plan on paper: what their records say, and nothing that another day would say otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from portal.derived.key_facts import KeyFact, agreement_facts, plan_facts
from portal.derived.plans import GoalFacts, MeasureFacts
from portal.derived.public import Record
from portal.derived.undertakings import PartyRow, agreement_name, measure_row, party_rows
from portal.model.agreement import Agreement
from portal.model.plan import Plan
from portal.model.vocabulary import MeasureState
from portal.outputs.paper.tables import cells
from portal.outputs.paper.tree import Block, Run
from portal.outputs.paper.wording import PaperWriter, bullets, columns, fact, heading, paragraph, said

__all__ = ["agreement_words", "day_of_agreement", "day_of_plan", "plan_words"]

_UNKNOWN = dt.date(1970, 1, 1)
"""The date of a paper whose record bears none."""


def day_of_agreement(agreement: Record[Agreement]) -> dt.date:
    """The date of an agreement's paper: the latest that its record gives of what was done."""
    facts = agreement.facts
    days = [facts.in_force.start if facts.in_force else None, *(one.date for one in facts.approvals)]
    return _latest([*days, *(one.date for one in facts.corrections)])


def day_of_plan(say: PaperWriter, plan: Record[Plan]) -> dt.date:
    """The date of a plan's paper: the latest that its record gives, and that of the meeting which adopted it."""
    adopting, facts = say.context.facts.plan(plan).adopting, plan.facts
    days = [adopting.meeting.day if adopting else None, *(one.done for one in facts.measures)]
    return _latest([*days, *(one.date for one in facts.corrections)])


def _latest(days: Iterable[dt.date | None]) -> dt.date:
    return max((day for day in days if day), default=_UNKNOWN)


def agreement_words(say: PaperWriter, agreement: Record[Agreement]) -> dict[str, Any]:
    """An agreement: when it holds, who the parties are and how they approved it, and its text."""
    context = say.context
    known = context.facts.agreement(agreement)
    blocks = [*_held(say, agreement), _facts(say, agreement_facts(context, agreement)), *_lead(say, agreement)]
    if parties := list(party_rows(context, known)):
        blocks.append(heading(2, said(say.t("agreement.parties"))))
        blocks.append(_parties(say, parties, bool(agreement.facts.approvals)))
    return say.paper(agreement, agreement_name(context, known), [*blocks, *_text(say, agreement, "papers.agreement")])


def _parties(say: PaperWriter, parties: Sequence[PartyRow], tells_approvals: bool) -> Block:
    """The parties; where the record tells of approvals, as a table with how each approved."""
    if not tells_approvals:
        return bullets(paragraph(say.link(row.party)) for row in parties)
    names, rows = ["agreement.party", "agreement.approval"], []
    for row in parties:
        how = say.t("agreement.has_approved" if row.has_approved else "agreement.not_approved")
        when = f" {say.dates.day(row.date)}" if row.has_approved and row.date else ""
        rows.append([say.links([row.party]), [said(f"{how}{when}")], [say.link(row.item)] if row.item else []])
    if any(row.item for row in parties):
        names.append("agreement.approval_item")
    return columns(map(say.t, names), [cells(*row[: len(names)]) for row in rows])


def plan_words(say: PaperWriter, plan: Record[Plan]) -> dict[str, Any]:
    """A plan: whose it is, its measures by goal, and its text."""
    context = say.context
    blocks = [*_held(say, plan), _facts(say, plan_facts(context, plan)), *_lead(say, plan)]
    lang = context.foreign(plan.facts)
    for goal in context.facts.plan(plan).goals:
        blocks += _goal(say, goal, lang)
    return say.paper(plan, say.t("kind.plan"), [*blocks, *_text(say, plan, "papers.plan")])


def _goal(say: PaperWriter, known: GoalFacts, lang: str | None) -> Iterator[Block]:
    goal = known.goal
    title = [said(f"{goal.number} "), said(goal.title, lang)] if goal else [said(say.t("plan.other_measures"))]
    yield heading(2, *title)
    if not known.measures:
        yield paragraph(said(say.t("plan.no_measures")))
        return
    names = ("measure.measure", "measure.responsible", "measure.due", "measure.state")
    yield columns(map(say.t, names), [_measure(say, one) for one in known.measures])


def _measure(say: PaperWriter, known: MeasureFacts) -> list[dict[str, Any]]:
    row = measure_row(say.context, known)
    what = [said(f"{row.number}. "), said(row.what, row.lang)]
    for beside in ([said(row.note, row.lang)] if row.note else [], say.links(row.links), _indicator(say, known)):
        what += [said(". ", quiet=True), *({**run, "quiet": True} for run in beside)] if beside else []
    who = say.together([say.link(one) for one in row.responsible]) or [said(say.t("task.unassigned"))]
    due = say.dates.day(row.due) if row.due else say.t("task.no_due")
    return cells(what, who, [said(due)], [said(_state(say, known))])


def _indicator(say: PaperWriter, known: MeasureFacts) -> list[Run]:
    row = measure_row(say.context, known)
    return [said(f"{say.t('measure.indicator')} "), say.link(row.indicator)] if row.indicator else []


def _state(say: PaperWriter, known: MeasureFacts) -> str:
    """How a measure stands, by its record alone: that it is overdue is said where the day is known."""
    measure = known.measure
    if measure.done:
        return say.t("task.done_on", date=say.dates.day(measure.done))
    state = known.state
    if state is MeasureState.OVERDUE:
        state = MeasureState(measure.status.value) if measure.status else MeasureState.OPEN
    return say.context.state(state).text


def _held(say: PaperWriter, record: Record[Any]) -> list[Block]:
    held = say.held(record)
    return [{"kind": "note", "blocks": held}] if held else []


def _facts(say: PaperWriter, lines: Iterable[KeyFact]) -> Block:
    """The facts that the page lists; of a review its day alone: that it is overdue is said where today is known."""
    told = ((line, line.values[:1] if line.key == "review" else line.values) for line in lines)
    return {"kind": "facts", "pairs": [fact(say.t(f"fact.{line.key}"), *say.links(values)) for line, values in told]}


def _lead(say: PaperWriter, record: Record[Any]) -> list[Block]:
    """The words that a record's text begins with."""
    return say.under(record.outline.lead, say.context.foreign(record.facts), 1)


def _text(say: PaperWriter, record: Record[Any], papers: str) -> Iterator[Block]:
    """The sections of a record's text, and what is attached to it."""
    lang = say.context.foreign(record.facts)
    for section in record.outline.sections:
        yield from say.section(section, lang, 2)
    if attached := say.context.papers(record, record.facts.attachments):
        yield from (heading(2, said(say.t(papers))), say.papers(attached))
