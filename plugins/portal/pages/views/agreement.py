"""An agreement: whether it holds, between whom, who has approved it, and the versions of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from portal.derived.agreements import AgreementFacts
from portal.derived.context import Context
from portal.derived.gist import first_words, gist_of
from portal.derived.key_facts import agreement_facts
from portal.derived.labels import StateLabel
from portal.derived.parts import Download, Hyperlink, View
from portal.derived.public import Record
from portal.derived.undertakings import PartyRow, agreement_name, party_rows
from portal.model import addresses
from portal.model.agreement import Agreement
from portal.pages.views.linked_data import agreement_data
from portal.pages.views.record import RecordPage, record_view, shared

__all__ = ["AgreementPage", "AgreementRow", "agreement_row", "view"]


@dataclass(frozen=True)
class AgreementRow:
    """An agreement in a list: what it is called by level and number, since and until when it holds, and its state.

    `value` and `level` are the names of its state and its level; `lacking` are the parties that have not approved it,
    where that is told. `marks` are the choices of facets that hold it, in a register.
    """

    title: Hyperlink
    name: str
    state: StateLabel
    value: str
    start: dt.date | None
    end: dt.date | None
    review: dt.date | None
    is_review_overdue: bool
    parties: tuple[Hyperlink, ...]
    lacking: tuple[Hyperlink, ...]
    level: str
    marks: str = ""
    same: int = 0


@dataclass(frozen=True)
class AgreementPage(RecordPage):
    """The page of an agreement. `approved` counts the `parties` that have approved it, where the record tells of any.

    `versions` are all of it, the oldest first, where there are others than this.
    """

    name: str
    state: StateLabel
    parties: tuple[PartyRow, ...]
    approved: int
    tells_approvals: bool
    replaced_by: tuple[Hyperlink, ...]
    versions: tuple[AgreementRow, ...]
    printed: Download | None


def view(context: Context, agreement: Record[Agreement]) -> View:
    """The page of an agreement."""
    facts, known = agreement.facts, context.facts.agreement(agreement)
    versions = tuple(agreement_row(context, context.facts.agreement(one)) for one in known.versions)
    values = AgreementPage(
        **shared(context, agreement, agreement_facts(context, agreement), agreement.outline),
        name=agreement_name(context, known),
        state=context.state(known.state),
        parties=tuple(party_rows(context, known)),
        approved=sum(party.has_approved for party in known.parties),
        tells_approvals=bool(facts.approvals or known.lacking),
        replaced_by=tuple(map(context.link_to, known.replaced_by)),
        versions=versions if len(versions) > 1 else (),
        printed=context.downloads.get(f"{agreement.address}{addresses.AGREEMENT_PDF}"),
    )
    words = first_words(agreement.outline, context.lang_of(facts))
    description = gist_of(facts, f"{values.name}. {values.state.text}.", words)
    return record_view(
        context,
        agreement,
        values,
        description,
        agreement_data(context, agreement, description),
        crumbs=(Hyperlink(context.t("menu.agreements"), addresses.AGREEMENTS),),
        feed=None,
    )


def agreement_row(context: Context, known: AgreementFacts) -> AgreementRow:
    """An agreement as a row."""
    facts, lang = known.agreement.facts, context.foreign(known.agreement.facts)
    return AgreementRow(
        title=context.link_to(known.agreement),
        name=agreement_name(context, known),
        state=context.state(known.state),
        value=known.state.value,
        start=facts.in_force.start if facts.in_force else None,
        end=facts.in_force.to if facts.in_force else None,
        review=facts.review if known.review_days is not None else None,
        is_review_overdue=known.is_review_overdue,
        parties=context.parties(facts.parties, lang),
        lacking=context.parties((party.name for party in known.lacking), lang),
        level=facts.level.value,
    )
