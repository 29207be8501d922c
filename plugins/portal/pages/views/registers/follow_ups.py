"""Who is to do what by when: the board of follow-ups, and the decisions that lack one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from portal.derived.context import Context
from portal.derived.items import DecisionRow, decision_row
from portal.derived.known import Lack
from portal.derived.parts import Hyperlink, LazyView, TaskRow, View
from portal.derived.public import Handling
from portal.model import addresses
from portal.model.vocabulary import FollowUpState
from portal.pages.views.facets import Axis, Narrowing, axis, narrowed

__all__ = ["FollowUpsPage", "Loose", "Owner", "loose_decisions", "views"]


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
class FollowUpsPage:
    """The board of follow-ups, and the decisions that lack one; `open` counts those that are not overdue."""

    narrowing: Narrowing
    owners: tuple[Owner, ...]
    overdue: int
    open: int
    done: int
    loose: tuple[Loose, ...]


def views(context: Context) -> Iterator[LazyView]:
    """The board of follow-ups by who is responsible; whoever is most behind stands first.

    What several are responsible for stands with each of them, and counts once.
    """
    yield LazyView(addresses.FOLLOW_UPS, partial(_board, context))


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
        loose=tuple(row for row, _ in loose_decisions(context)),
    )
    return View(
        "register/follow-ups.html",
        addresses.FOLLOW_UPS,
        context.t("follow_ups.title"),
        values,
        menu=addresses.FOLLOW_UPS,
        description=context.t("follow_ups.lede"),
        updated=context.updated(*(one.task.handling.meeting.key for one in context.facts.follow_ups)),
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
    base = f"_{addresses.slug(party.text)}" if party else "_ingen"
    return next(a for n in range(1, len(taken) + 2) if (a := base if n == 1 else f"{base}_{n}") not in taken)


def loose_decisions(context: Context) -> Iterator[tuple[Loose, Handling]]:
    """The decisions of type `V` and outcome `decided` whose follow-up is not placed, in time, each with its item."""
    for handling in context.portal.handlings:
        if lack := context.facts.item(handling).lack:
            yield Loose(decision_row(context, handling), _lacks(context, lack)), handling


def _lacks(context: Context, lack: Lack) -> str:
    """What a decision lacks of follow-up, in words."""
    if lack.follow_up:
        return context.t("lacks.follow_up")
    both = lack.responsible and lack.due
    return context.t("lacks.both" if both else "lacks.responsible" if lack.responsible else "lacks.due")
