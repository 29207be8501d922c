"""A record that may be known of but not read: exempt from access, or retracted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, Restriction, View, restriction_of
from portal.derived.public import Closed
from portal.model import addresses

__all__ = ["ClosedPage", "lazy", "view"]


@dataclass(frozen=True)
class ClosedPage:
    """What the page of a closed record shows: why an exempt one may not be read, when and why one was retracted.

    `reason_lang` is the language of the reason, when it is not the site's.
    """

    kind: str
    state: StateLabel
    numbers: tuple[str, ...]
    register: Hyperlink
    restriction: Restriction | None
    retracted: dt.date | None
    reason: str
    reason_lang: str | None


def lazy(context: Context, closed: Closed) -> LazyView:
    """The page of a closed record, which no date of its own tells of."""
    return LazyView(closed.address, partial(view, context, closed), lambda: None, indexed=closed.is_exempt)


def view(context: Context, closed: Closed) -> View:
    """The page that answers at a closed record's address."""
    name, address = f"menu.{closed.kind.menu_name}", closed.kind.address
    if not closed.is_body:
        name, address = "menu.partners", addresses.PARTNERS
    register, retraction = Hyperlink(context.t(name), address), closed.retraction
    kind = context.t(f"kind.{closed.kind.name}")
    return View(
        template=f"record/{closed.visibility.value}.html",
        address=closed.address,
        title=context.title(closed),
        values=ClosedPage(
            kind=kind,
            state=context.state(closed.visibility),
            numbers=context.facts.numbers_of(closed),
            register=register,
            restriction=restriction_of(closed.exemption),
            retracted=retraction.date if retraction else None,
            reason=retraction.reason if retraction else "",
            reason_lang=context.foreign_lang(closed.lang),
        ),
        menu=address,
        description=f"{kind}. {context.t(f'closed.description.{closed.visibility.value}')}",
        indexed=closed.is_exempt,
        crumbs=(register,),
    )
