"""Who is to do what by when: the board of follow-ups, and the decisions that lack one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from portal.derived.context import Context
from portal.derived.items import DecisionRow, decision_row
from portal.derived.known import FollowUpFacts, ItemFacts, Lack
from portal.derived.parts import Hyperlink, LazyView, TaskRow, View
from portal.model import addresses
from portal.model.vocabulary import FollowUpState
from portal.pages.views import bounds
from portal.pages.views.bounds import fits
from portal.pages.views.faceted import FacetedRegister, FoundRow
from portal.pages.views.facets import Axis, Narrowing, axis, narrowed

__all__ = ["FollowUpsPage", "Loose", "Owner", "is_long", "loose_decision", "register", "views"]

_NOBODY = "ingen"
"""What stands for nobody in addresses."""


@dataclass(frozen=True)
class Owner:
    """Somebody responsible, or nobody, and the follow-ups that are theirs. `anchor` is the group's own id."""

    party: Hyperlink | None
    anchor: str
    open_tasks: tuple[TaskRow, ...]
    done_tasks: tuple[TaskRow, ...]

    @property
    def value(self) -> str:
        """What stands for it in addresses."""
        return self.anchor.removeprefix("_")

    @property
    def overdue(self) -> int:
        return sum(row.value == FollowUpState.OVERDUE.value for row in self.open_tasks)

    @property
    def open(self) -> int:
        """How many are open, and not overdue."""
        return len(self.open_tasks) - self.overdue

    @property
    def done(self) -> int:
        return len(self.done_tasks)

    @property
    def tasks(self) -> tuple[TaskRow, ...]:
        return (*self.open_tasks, *self.done_tasks)


@dataclass(frozen=True)
class Loose:
    """A decision whose follow-up is not placed, and in words what it lacks."""

    decision: DecisionRow
    lacks: str


@dataclass(frozen=True)
class OwnerTally:
    """Somebody responsible, or nobody, with the page of what is theirs and how much of it there is."""

    link: Hyperlink
    overdue: int
    open: int
    done: int


@dataclass(frozen=True)
class FollowUpsPage:
    """The board of follow-ups, and the decisions that lack one; `open` counts those that are not overdue.

    Where they are too many for a page there are no `owners`, but `rows`, `number` in all, and the `tallies` of those
    who are most behind. `loose` are the first of `number_of_loose`.
    """

    narrowing: Narrowing
    owners: tuple[Owner, ...]
    overdue: int
    open: int
    done: int
    loose: tuple[Loose, ...]
    number_of_loose: int
    rows: tuple[TaskRow, ...] = ()
    number: int = 0
    tallies: tuple[OwnerTally, ...] = ()


def views(context: Context) -> Iterator[LazyView]:
    """The board of follow-ups by who is responsible; whoever is most behind stands first.

    What several are responsible for stands with each of them, and counts once. More follow-ups than a page can hold
    stand in a list, what is most overdue first, with a page for each who is responsible and for each state.
    """
    if is_long(context):
        yield from register(context).views()
    else:
        yield LazyView(addresses.FOLLOW_UPS, partial(_board, context))


def is_long(context: Context) -> bool:
    """Whether the follow-ups are too many for the board."""
    return not fits(len(context.facts.follow_ups))


def register(context: Context) -> FacetedRegister:
    """The follow-ups as a list that can be narrowed."""
    known = sorted(context.facts.follow_ups, key=lambda one: one.rank)
    parties, held = _parties(context, known)
    by_name = sorted(parties.items(), key=lambda pair: (pair[0] == _NOBODY, pair[1].text, pair[0]))
    choices = ((Hyperlink(one.text, addresses.tasks_by_party(name), one.lang), name) for name, one in by_name)
    states = (
        (Hyperlink(context.state(one).text, addresses.tasks_by_state(one.value)), one.value) for one in FollowUpState
    )
    return FacetedRegister(
        context,
        "follow_ups",
        addresses.FOLLOW_UPS,
        known,
        (
            axis(context, "responsible", choices, lambda one: held[id(one)]),
            axis(context, "state", states, lambda one: (one.state.value,)),
        ),
        lambda one: context.task(one.task),
        partial(_list, context, known, parties, held),
        partial(_found, context),
    )


def _parties(
    context: Context, known: Sequence[FollowUpFacts]
) -> tuple[dict[str, Hyperlink], dict[int, tuple[str, ...]]]:
    """All who are responsible for something, and nobody, by what stands for them in addresses; and who is for each."""
    parties: dict[str, Hyperlink] = {}
    names: dict[str, str] = {}
    held: dict[int, tuple[str, ...]] = {}
    for one in context.facts.follow_ups:
        facts = one.task.record.facts
        found = context.parties(one.task.follow_up.responsible, context.foreign(facts))
        for party in found or (Hyperlink(context.t("task.unassigned")),):
            key = (party.address or party.text) if found else ""
            if key not in names:
                names[key] = _anchor(party if found else None, {f"_{name}" for name in parties}).removeprefix("_")
                parties[names[key]] = party
        held[id(one)] = tuple(names[party.address or party.text] for party in found) or (names[""],)
    return parties, held


def _list(
    context: Context,
    known: Sequence[FollowUpFacts],
    parties: dict[str, Hyperlink],
    held: dict[int, tuple[str, ...]],
    narrowing: Narrowing,
    rows: tuple[TaskRow, ...],
    number: int,
    closed: int,
) -> FollowUpsPage:
    """A page of the list; the register's own tells of all besides, as the board does."""
    counts = context.facts.counts.follow_ups
    loose = () if narrowing.chosen else context.facts.lacking[: bounds.FEW]
    return FollowUpsPage(
        narrowing,
        (),
        overdue=counts.get(FollowUpState.OVERDUE, 0),
        open=counts.get(FollowUpState.OPEN, 0),
        done=counts.get(FollowUpState.DONE, 0),
        loose=tuple(loose_decision(context, known) for known in loose),
        number_of_loose=len(context.facts.lacking),
        rows=rows,
        number=number,
        tallies=() if narrowing.chosen else _tallies(known, parties, held),
    )


def _tallies(
    known: Sequence[FollowUpFacts], parties: dict[str, Hyperlink], held: dict[int, tuple[str, ...]]
) -> tuple[OwnerTally, ...]:
    """How much those have to do who are most behind."""
    counts: dict[str, Counter[FollowUpState]] = {name: Counter() for name in parties}
    for one in known:
        for name in held[id(one)]:
            counts[name][one.state] += 1
    tallies = (
        OwnerTally(
            replace(parties[name], address=addresses.tasks_by_party(name)),
            *(number[state] for state in (FollowUpState.OVERDUE, FollowUpState.OPEN, FollowUpState.DONE)),
        )
        for name, number in counts.items()
    )
    return tuple(sorted(tallies, key=lambda one: (-one.overdue, -one.open, one.link.text))[: bounds.FEW])


def _board(context: Context) -> View:
    owners = _owners(context)
    facets, marked = narrowed(_axes(context, owners), [row for owner in owners for row in owner.tasks])
    rows, counts = iter(marked), context.facts.counts.follow_ups
    here = addresses.FOLLOW_UPS
    values = FollowUpsPage(
        Narrowing(facets, here, sum(counts.values())),
        tuple(
            replace(
                owner,
                open_tasks=tuple(islice(rows, len(owner.open_tasks))),
                done_tasks=tuple(islice(rows, owner.done)),
            )
            for owner in owners
        ),
        overdue=counts.get(FollowUpState.OVERDUE, 0),
        open=counts.get(FollowUpState.OPEN, 0),
        done=counts.get(FollowUpState.DONE, 0),
        loose=tuple(loose_decision(context, known) for known in context.facts.lacking),
        number_of_loose=len(context.facts.lacking),
    )
    return View(
        "register/follow-ups.html",
        addresses.FOLLOW_UPS,
        context.t("follow_ups.title"),
        values,
        menu=addresses.FOLLOW_UPS,
        description=context.t("follow_ups.lede"),
        updated=context.updated(*(one.task.record.key for one in context.facts.follow_ups)),
    )


def _axes(context: Context, owners: list[Owner]) -> list[Axis]:
    """Who is responsible, which leads to the group without a script too; and the state, which needs one."""
    by_name = sorted(owners, key=lambda owner: (owner.party is None, owner.party.text if owner.party else ""))
    values = {id(row): owner.value for owner in owners for row in owner.tasks}
    states = ((Hyperlink(context.state(state).text), state.value) for state in FollowUpState)
    return [
        axis(context, "responsible", (_choice(context, one) for one in by_name), lambda row: (values[id(row)],)),
        axis(context, "state", states, lambda row: (row.value,)),
    ]


def _choice(context: Context, owner: Owner) -> tuple[Hyperlink, str]:
    party = owner.party or Hyperlink(context.t("task.unassigned"))
    return Hyperlink(party.text, f"{addresses.FOLLOW_UPS}#{owner.anchor}", party.lang), owner.value


def _owners(context: Context) -> list[Owner]:
    """Everybody who is responsible for something, with what is theirs."""
    groups: dict[str, tuple[Hyperlink | None, list[tuple[tuple[object, ...], TaskRow]]]] = {}
    for number, known in enumerate(context.facts.follow_ups, 1):
        row = context.task(known.task)
        parties = row.responsible or (None,)
        for party in parties:
            name = (party.address or party.text) if party else ""
            own = replace(row, same=number if len(parties) > 1 else 0)
            groups.setdefault(name, (party, []))[1].append((known.rank, own))
    owners: list[Owner] = []
    for party, ranked in groups.values():
        rows = [row for _, row in sorted(ranked, key=lambda one: one[0])]
        anchor = _anchor(party, {owner.anchor for owner in owners})
        done = tuple(row for row in rows if row.done)
        owners.append(Owner(party, anchor, tuple(row for row in rows if not row.done), done))
    return sorted(owners, key=lambda o: (-o.overdue, -o.open, o.party.text if o.party else "\uffff"))


def _anchor(party: Hyperlink | None, taken: set[str]) -> str:
    """The id of a group: those that a page gives itself have an underscore, which no heading's anchor can have."""
    base = f"_{addresses.slug(party.text)}" if party else f"_{_NOBODY}"
    return next(a for n in range(1, len(taken) + 2) if (a := base if n == 1 else f"{base}_{n}") not in taken)


def _found(context: Context, known: FollowUpFacts) -> FoundRow:
    row = context.task(known.task)
    day = row.done or row.due
    return FoundRow(
        Hyperlink(row.what, row.origin.address, row.lang),
        "",
        row.responsible or (Hyperlink(context.t("task.unassigned")),),
        context.dates.day(day) if day else "",
        row.state,
    )


def loose_decision(context: Context, known: ItemFacts) -> Loose:
    """A decision whose follow-up is not placed."""
    return Loose(decision_row(context, known.handling), _lacks(context, known.lack))


def _lacks(context: Context, lack: Lack) -> str:
    """What a decision lacks of follow-up, in words."""
    if lack.follow_up:
        return context.t("lacks.follow_up")
    both = lack.responsible and lack.due
    return context.t("lacks.both" if both else "lacks.responsible" if lack.responsible else "lacks.due")
