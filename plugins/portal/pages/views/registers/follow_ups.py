"""Who is to do what by when: the board of follow-ups, and the decisions that lack one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, TaskRow, View
from portal.derived.public import Handling, Task
from portal.derived.states import follow_up_state
from portal.model import addresses
from portal.model.vocabulary import CaseType, FollowUpState, Outcome
from portal.pages.views.agenda import DecisionRow, decision_row
from portal.pages.views.facets import Facet, Option, facet, marks_of

__all__ = ["Loose", "loose_decisions", "views"]

_Own = tuple[Task, TaskRow]
"""A follow-up, and its row with one of those who are responsible for it."""


@dataclass(frozen=True)
class Owner:
    """Somebody responsible, or nobody, and the follow-ups that are theirs. `anchor` is the group's own id."""

    party: Hyperlink | None
    anchor: str
    open_tasks: list[TaskRow]
    done_tasks: list[TaskRow]
    overdue: int
    open: int

    @property
    def done(self) -> int:
        return len(self.done_tasks)


@dataclass(frozen=True)
class Loose:
    """A decision whose follow-up is not placed, and in words what it lacks."""

    decision: DecisionRow
    lacks: str
    path: str


def views(context: Context) -> Iterator[View]:
    """The board of follow-ups by who is responsible; whoever is most behind stands first.

    What several are responsible for stands with each of them, and counts once.
    """
    groups: dict[str, tuple[Hyperlink | None, list[_Own]]] = {}
    for number, task in enumerate(context.portal.tasks, 1):
        row = context.task(task)
        parties = row.responsible or (None,)
        for party in parties:
            name = (party.address or party.text) if party else ""
            own = replace(row, same=number if len(parties) > 1 else 0)
            groups.setdefault(name, (party, []))[1].append((task, own))
    owners: list[Owner] = []
    for party, owned in groups.values():
        owners.append(_owner(context, party, owned, {owner.anchor for owner in owners}))
    states = Counter(follow_up_state(task.follow_up, context.today) for task in context.portal.tasks)
    owners.sort(key=lambda o: (-o.overdue, -o.open, o.party.text if o.party else "\uffff"))
    facets = _facets(context, owners)
    values = {
        "facets": facets,
        "marks": marks_of(facets),
        "owners": owners,
        "overdue": states[FollowUpState.OVERDUE],
        "open": states[FollowUpState.OPEN],
        "done": states[FollowUpState.DONE],
        "loose": list(loose_decisions(context)),
    }
    yield View(
        "register/follow-ups.html",
        addresses.FOLLOW_UPS,
        context.t("follow_ups.title"),
        values,
        menu=addresses.FOLLOW_UPS,
        description=context.t("follow_ups.lede"),
        updated=context.updated(*(task.handling.meeting.key for task in context.portal.tasks)),
    )


def _facets(context: Context, owners: list[Owner]) -> list[Facet]:
    """Who is responsible, which leads to the group without a script too; and the state, which needs one."""
    by_name = sorted(owners, key=lambda owner: (owner.party is None, owner.party.text if owner.party else ""))
    rows = [row for owner in owners for row in (*owner.open_tasks, *owner.done_tasks)]
    return [
        facet(context, "responsible", [_of_owner(context, owner) for owner in by_name], rows),
        facet(context, "state", [_of_state(context, state) for state in FollowUpState], rows),
    ]


def _of_owner(context: Context, owner: Owner) -> Option:
    address = f"{addresses.FOLLOW_UPS}#{owner.anchor}"
    party = owner.party
    link = Hyperlink(party.text, address, party.lang) if party else Hyperlink(context.t("task.unassigned"), address)
    own = {id(row) for row in (*owner.open_tasks, *owner.done_tasks)}
    return Option(link, owner.anchor.removeprefix("_"), lambda row: id(row) in own)


def _of_state(context: Context, state: FollowUpState) -> Option:
    return Option(Hyperlink(context.state(state).text), state.value, lambda row: row.value == state.value)


def _owner(context: Context, party: Hyperlink | None, owned: list[_Own], taken: set[str]) -> Owner:
    states = Counter(follow_up_state(task.follow_up, context.today) for task, _ in owned)
    rows = [row for _, row in sorted(owned, key=lambda own: context.pressing(own[0]))]
    # Ids that a page gives itself have an underscore, which no heading's anchor can have.
    base = f"_{addresses.slug(party.text)}" if party else "_ingen"
    anchor = next(a for n in range(1, len(taken) + 2) if (a := base if n == 1 else f"{base}_{n}") not in taken)
    return Owner(
        party=party,
        anchor=anchor,
        open_tasks=[row for row in rows if not row.done],
        done_tasks=[row for row in rows if row.done],
        overdue=states[FollowUpState.OVERDUE],
        open=states[FollowUpState.OPEN],
    )


def loose_decisions(context: Context) -> Iterator[Loose]:
    """The decisions of type `V` with the outcome `decided` whose follow-up is not placed, in time."""
    for handling in context.portal.handlings:
        lacks = _lacks(context, handling)
        if lacks:
            yield Loose(decision_row(context, handling), lacks, handling.meeting.path)


def _lacks(context: Context, handling: Handling) -> str:
    """What a decision lacks of follow-up: all of it, or somebody responsible, or a date; empty for no lack."""
    item = handling.entry.item
    types = context.item_types(handling)
    if item.outcome is not Outcome.DECIDED or CaseType.DECISION not in types or handling.meeting.facts.cancelled:
        return ""
    if item.approves and not item.follow_up:
        return ""  # approved minutes ask for nothing more
    if not item.follow_up:
        return context.t("lacks.follow_up")
    open_ = [follow_up for follow_up in item.follow_up if not follow_up.done]
    without_responsible = any(not follow_up.responsible for follow_up in open_)
    without_due = any(not follow_up.due for follow_up in open_)
    if without_responsible and without_due:
        return context.t("lacks.both")
    if without_responsible:
        return context.t("lacks.responsible")
    return context.t("lacks.due") if without_due else ""
