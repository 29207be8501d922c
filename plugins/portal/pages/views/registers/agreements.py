"""The agreements: which hold for whom, what no agreement covers, and all of them by state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter

from portal.derived.agreements import AGREEMENT_STATES, AgreementFacts, PartyCover
from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, View
from portal.model import addresses
from portal.model.kinds import AGREEMENT
from portal.model.vocabulary import AgreementLevel
from portal.pages.views import bounds
from portal.pages.views.agreement import AgreementRow, agreement_row
from portal.pages.views.bounds import Side, described, sides, titled
from portal.pages.views.facets import Axis, Narrowing, axis, narrowed

__all__ = ["AgreementsPage", "PartyAgreementsPage", "views"]


@dataclass(frozen=True)
class CoverRow:
    """A party and what holds for it; `missing` and `waits_for` are what it lacks, in words and as links.

    `agreements` are called by level and number.
    """

    party: Hyperlink
    agreements: tuple[Hyperlink, ...]
    waits_for: tuple[Hyperlink, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class PointRow:
    """One of the law's points and the agreements in force that cover it."""

    number: int
    about: str
    agreements: tuple[Hyperlink, ...]


@dataclass(frozen=True)
class AgreementsPage:
    """The register: the `parties` with what holds for each, the law's `points`, and all agreements, a side of them.

    `in_force` counts those that hold.
    """

    narrowing: Narrowing | None
    parties: tuple[CoverRow, ...]
    points: tuple[PointRow, ...]
    rows: tuple[AgreementRow, ...]
    closed: tuple[tuple[Hyperlink, StateLabel], ...]
    in_force: int
    number: int
    side: Side


@dataclass(frozen=True)
class PartyAgreementsPage:
    """The agreements of one party: those that hold, those on their way, those that are over; and what none covers."""

    party: Hyperlink
    in_force: tuple[AgreementRow, ...]
    ahead: tuple[AgreementRow, ...]
    past: tuple[AgreementRow, ...]
    number_of_past: int
    waits_for: tuple[Hyperlink, ...]
    missing: tuple[str, ...]
    has_points: bool


def views(context: Context) -> Iterator[LazyView]:
    """The register, in as many sides as it takes, then the page of each party that is an organisation."""
    number = len(context.facts.agreements) + len(context.facts.closed(AGREEMENT))
    for side in sides(addresses.AGREEMENTS, number):
        yield LazyView(side.address, partial(_view, context, side))
    for cover in context.facts.party_covers:
        if cover.organisation_id and _party_of(context, cover):
            address = addresses.agreements_of_party(cover.organisation_id)
            yield LazyView(address, partial(_party_view, context, cover))


def _view(context: Context, side: Side) -> View:
    every = sorted(context.facts.agreements, key=attrgetter("rank"))
    closed = context.facts.closed(AGREEMENT)[max(side.first - 1 - len(every), 0) : max(side.last - len(every), 0)]
    shown = side.rows(every)
    facets, rows = narrowed(_axes(context), [agreement_row(context, one) for one in shown])
    is_first = side.number == 1
    values = AgreementsPage(
        narrowing=Narrowing(facets, addresses.AGREEMENTS, len(every)) if side.of == 1 else None,
        parties=tuple(_cover_row(context, one) for one in _current(context)[: bounds.MOST]) if is_first else (),
        points=_points(context) if is_first else (),
        rows=tuple(rows),
        closed=tuple((context.link_to(one), context.state(one.visibility)) for one in closed),
        in_force=sum(one.is_in_force for one in every),
        number=len(every),
        side=side,
    )
    return View(
        "register/agreements.html",
        side.address,
        titled(context, context.t("agreements.title"), side),
        values,
        menu=addresses.AGREEMENTS,
        description=described(context, context.t("agreements.lede"), side),
        updated=context.updated(*(one.agreement.key for one in shown), *(one.key for one in closed)),
        crumbs=(Hyperlink(context.t("menu.agreements"), addresses.AGREEMENTS),) if side.number > 1 else (),
    )


def _current(context: Context) -> list[PartyCover]:
    """The parties for which an agreement holds or is to, and those for which the law asks for one."""
    return [one for one in context.facts.party_covers if one.in_force or one.ahead or one.missing]


def _axes(context: Context) -> Sequence[Axis]:
    """By state and by level, which need a script; and by party, which leads to the party's page without one too."""
    states = ((Hyperlink(context.state(one).text), one.value) for one in AGREEMENT_STATES)
    levels = ((Hyperlink(context.t(f"agreement_level.{one.value}")), one.value) for one in AgreementLevel)
    parties = []
    for cover in context.facts.party_covers:
        link = _party_of(context, cover) if cover.organisation_id else None
        if link and cover.organisation_id:
            address = addresses.agreements_of_party(cover.organisation_id)
            parties.append((replace(link, address=address), cover.organisation_id))
    held = {
        known.agreement.address: [party.organisation_id for party in known.parties if party.organisation_id]
        for known in context.facts.agreements
    }
    return (
        axis(context, "party", parties, lambda row: held[row.title.address]),
        axis(context, "state", states, lambda row: (row.value,)),
        axis(context, "level", levels, lambda row: (row.level,)),
    )


def _party_of(context: Context, cover: PartyCover) -> Hyperlink | None:
    """A party by its page, or by the words that an agreement calls it by."""
    return context.party(cover.name, context.foreign(cover.named_in.facts))


def _cover_row(context: Context, cover: PartyCover) -> CoverRow:
    link = _party_of(context, cover)
    assert link is not None
    address = addresses.agreements_of_party(cover.organisation_id) if cover.organisation_id else None
    return CoverRow(
        replace(link, address=address),
        _named(context, cover.in_force),
        _named(context, cover.waits_for),
        tuple(_point(context, number) for number in cover.missing),
    )


def _named(context: Context, agreements: Sequence[AgreementFacts]) -> tuple[Hyperlink, ...]:
    """Agreements by level and number, or by title where they have no number."""
    rows = ((agreement_row(context, one), one) for one in sorted(agreements, key=attrgetter("rank")))
    return tuple(
        Hyperlink(row.name, row.title.address) if known.agreement.facts.number else row.title for row, known in rows
    )


def _points(context: Context) -> tuple[PointRow, ...]:
    return tuple(
        PointRow(number, context.t(f"law.point.{number}"), _named(context, covering))
        for number, covering in context.facts.points_covered
    )


def _point(context: Context, number: int) -> str:
    return context.t("agreements.point", number=number, about=context.t(f"law.point.{number}"))


def _party_view(context: Context, cover: PartyCover) -> View:
    party = _party_of(context, cover)
    assert party is not None
    assert cover.organisation_id is not None
    title = context.t("agreements.of_party", party=party.words)
    in_force, ahead, over = (
        tuple(agreement_row(context, one) for one in group)
        for group in (cover.in_force, cover.ahead, cover.past[: bounds.MOST])
    )
    values = PartyAgreementsPage(
        party,
        in_force,
        ahead,
        over,
        number_of_past=len(cover.past),
        waits_for=_named(context, cover.waits_for),
        missing=tuple(_point(context, number) for number in cover.missing),
        has_points=bool(context.facts.points_covered),
    )
    return View(
        "register/agreements-of-party.html",
        addresses.agreements_of_party(cover.organisation_id),
        title,
        values,
        menu=addresses.AGREEMENTS,
        description=context.catalogue.count("agreements.of_party_told", len(cover.in_force), party=party.text),
        updated=context.updated(*(one.agreement.key for one in (*cover.in_force, *cover.ahead, *cover.past))),
        crumbs=(Hyperlink(context.t("menu.agreements"), addresses.AGREEMENTS),),
    )
