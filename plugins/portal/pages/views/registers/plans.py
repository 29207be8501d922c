"""The plans side by side: whose they are, for how long, and how far their measures have come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, View
from portal.model import addresses
from portal.model.kinds import PLAN
from portal.pages.views.bounds import Side, described, sides, titled
from portal.pages.views.plan import PlanRow, plan_row

__all__ = ["PlansPage", "views"]


@dataclass(frozen=True)
class PlansPage:
    """The plans that can be read, those that are over last, and those that may only be known of: a side of them."""

    rows: tuple[PlanRow, ...]
    closed: tuple[tuple[Hyperlink, StateLabel], ...]
    side: Side


def views(context: Context) -> Iterator[LazyView]:
    """The register, in as many sides as it takes."""
    for side in sides(addresses.PLANS, len(context.facts.plans) + len(context.facts.closed(PLAN))):
        yield LazyView(side.address, partial(_view, context, side))


def _view(context: Context, side: Side) -> View:
    every = sorted(context.facts.plans, key=attrgetter("rank"))
    closed = context.facts.closed(PLAN)[max(side.first - 1 - len(every), 0) : max(side.last - len(every), 0)]
    shown = side.rows(every)
    values = PlansPage(
        tuple(plan_row(context, one) for one in shown),
        tuple((context.link_to(one), context.state(one.visibility)) for one in closed),
        side,
    )
    return View(
        "register/plans.html",
        side.address,
        titled(context, context.t("plans.title"), side),
        values,
        menu=addresses.PLANS,
        description=described(context, context.t("plans.lede"), side),
        updated=context.updated(*(one.plan.key for one in shown), *(one.key for one in closed)),
        crumbs=(Hyperlink(context.t("menu.plans"), addresses.PLANS),) if side.number > 1 else (),
    )
