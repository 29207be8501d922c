"""The parties to an agreement and the measures of a plan as rows, for pages and for papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from portal.derived.agreements import AgreementFacts, PartyFacts
from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink
from portal.derived.plans import MeasureFacts
from portal.language.phrase import joined
from portal.model import addresses
from portal.model.kinds import CASE, PROJECT

__all__ = ["MeasureRow", "PartyRow", "agreement_name", "measure_row", "party_rows"]


@dataclass(frozen=True)
class PartyRow:
    """A party to an agreement, and how it approved it: on which day, and the item of a meeting that did."""

    party: Hyperlink
    has_approved: bool
    date: dt.date | None
    item: Hyperlink | None


@dataclass(frozen=True)
class MeasureRow:
    """A measure: who is to do it by when, how it stands, and the cases, the project and the indicator that tell more.

    `days` counts to the day on which it is due, negative when that is past; `None` where nobody waits for it.
    """

    number: str
    anchor: str
    what: str
    lang: str | None
    state: StateLabel
    responsible: tuple[Hyperlink, ...]
    due: dt.date | None
    done: dt.date | None
    days: int | None
    links: tuple[Hyperlink, ...]
    indicator: Hyperlink | None
    note: str | None
    plan: Hyperlink


def agreement_name(context: Context, known: AgreementFacts) -> str:
    """What an agreement is called by its level and its number: `Tenesteavtale 3`."""
    facts = known.agreement.facts
    level = context.t(f"agreement_level.{facts.level.value}")
    return f"{level} {facts.number}" if facts.number else level


def party_rows(context: Context, known: AgreementFacts) -> Iterator[PartyRow]:
    """The parties to an agreement in their order."""
    lang = context.foreign(known.agreement.facts)
    return (row for party in known.parties if (row := _party(context, party, lang)))


def _party(context: Context, party: PartyFacts, lang: str | None) -> PartyRow | None:
    link, item = context.party(party.name, lang), party.item
    if link is None:
        return None
    approval = party.approval
    where = None
    if item:
        where = Hyperlink(
            joined((context.body(item.meeting.body_id).words, context.item_number(item)), ", "), item.address
        )
    day = (approval.date if approval else None) or (item.meeting.day if item else None)
    if approval and approval.meeting and item is None:
        where = context.link(("meeting", approval.meeting))
    return PartyRow(link, party.has_approved, day, where)


def measure_row(context: Context, known: MeasureFacts) -> MeasureRow:
    """A measure as pages show it."""
    one, lang = known.measure, context.foreign(known.plan.facts)
    anchor = addresses.measure_anchor(one.number)
    project = context.link((PROJECT.name, one.project)) if one.project else None
    return MeasureRow(
        number=one.number,
        anchor=anchor,
        what=one.what,
        lang=lang,
        state=context.state(known.state),
        responsible=context.parties(one.responsible, lang),
        due=one.due,
        done=one.done,
        days=known.follow_up.days if known.follow_up else None,
        links=(*context.links(CASE, one.cases), *((project,) if project else ())),
        indicator=_indicator(context, known, lang),
        note=one.note,
        plan=Hyperlink(context.title(known.plan), f"{known.plan.address}#{anchor}"),
    )


def _indicator(context: Context, known: MeasureFacts, lang: str | None) -> Hyperlink | None:
    """The indicator of a measure, where its curve is drawn."""
    name, position = known.measure.indicator, known.indicator
    if name is None:
        return None
    project = context.portal.project(known.measure.project or "")
    address = f"{project.address}#{addresses.indicator_anchor(position)}" if project and position else None
    return Hyperlink(name, address, lang)
