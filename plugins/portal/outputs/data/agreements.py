"""Agreements as open data: level, state, parties with their approvals, basis, what they replace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from portal.derived.agreements import PartyFacts
from portal.derived.context import Context
from portal.derived.public import Record
from portal.model import addresses
from portal.model.agreement import Agreement
from portal.model.kinds import AGREEMENT
from portal.model.vocabulary import AgreementLevel, AgreementState
from portal.outputs.data import shared as s
from portal.outputs.data.columns import DataRegister, Fact, Read, Row, Url

__all__ = ["REGISTER"]


def _ids(_: Context, agreements: Sequence[Record[Agreement]]) -> tuple[str, ...]:
    return tuple(one.id for one in agreements)


def _numbers(_: Context, numbers: Sequence[int]) -> tuple[str, ...]:
    return tuple(map(str, numbers))


class PartyData(Row):
    """A party to an agreement, and how it approved it (`PartyFacts`)."""

    party: Annotated[str | None, Fact("name", "agreement_party", "parties", by=s.party_id)]
    party_title: Annotated[str | None, Fact("name", source="parties", by=s.party)]
    approved: Annotated[bool, Fact("has_approved", "agreement_approved")]
    approved_date: Annotated[dt.date | None, Fact("approval.date", source="approvals.date")]
    approved_in: Annotated[str | None, Fact("approval.meeting", source="approvals.meeting")]
    approved_as: Annotated[str | None, Fact("approval.number", source="approvals.number")]
    approved_url: Annotated[Url | None, Fact("item", by=s.item_url)]


def _known(context: Context, parties: Sequence[PartyFacts]) -> list[PartyFacts]:
    """The parties that may be known of."""
    return [party for party in parties if context.party(party.name)]


class AgreementData(Row, part="agreement.facts"):
    """An agreement (`AgreementFacts`)."""

    head: Annotated[s.HeadData, Fact("agreement")]
    level: Annotated[AgreementLevel | None, Read("level", "agreement_level")] = None
    number: Annotated[str | None, Read("number", "agreement_number")] = None
    state: Annotated[AgreementState | None, Fact("state", "agreement_state")] = None
    in_force_from: Annotated[dt.date | None, Read("in_force.from")] = None
    in_force_to: Annotated[dt.date | None, Read("in_force.to")] = None
    review: Annotated[dt.date | None, Read("review", "agreement_review")] = None
    basis: Annotated[tuple[str, ...], Read("basis", "agreement_basis")] = ()
    points: Annotated[tuple[str, ...], Fact("points", "agreement_points", "basis", by=_numbers)] = ()
    replaces: Annotated[tuple[str, ...], Read("replaces", "agreement_replaces")] = ()
    replaced_by: Annotated[tuple[str, ...], Fact("replaced_by", by=_ids)] = ()
    versions: Annotated[tuple[str, ...], Fact("versions", "agreement_versions", by=_ids)] = ()
    parties: Annotated[tuple[PartyData, ...], Fact("parties", "agreement_parties", "parties", by=_known)] = ()
    tail: Annotated[s.TailData, Fact("agreement")]


REGISTER = DataRegister(
    "agreements",
    addresses.AGREEMENTS,
    AGREEMENT,
    AgreementData,
    facts=lambda context: context.facts.agreements,
    closed=lambda _, closed: {"number": closed.number},
)
