"""A record that may be known of but not read: exempt from access, or retracted."""

from __future__ import annotations

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, View
from portal.derived.public import Closed
from portal.model import addresses
from portal.model.kinds import CASE, ORGANISATION
from portal.pages.views.case import case_numbers

__all__ = ["view"]


def view(context: Context, closed: Closed) -> View:
    """The page that answers at a closed record's address."""
    if closed.kind is ORGANISATION and not closed.is_body:
        name, register = "menu.partners", addresses.PARTNERS
    else:
        name = "menu.bodies" if closed.kind is ORGANISATION else f"menu.{closed.kind.folder}"
        register = closed.kind.address
    route = context.portal.route(closed.id) if closed.kind is CASE else []
    values = {
        "closed": closed,
        "kind": context.t(f"kind.{closed.kind.name}"),
        "state": context.state(closed.visibility),
        "numbers": [closed.number] if closed.number else case_numbers(route),
        "register": Hyperlink(context.t(name), register),
    }
    return View(
        template=f"record/{closed.visibility.value}.html",
        address=closed.address,
        title=context.title(closed),
        values=values,
        menu=register,
        description=f"{values['kind']}. {context.t(f'closed.description.{closed.visibility.value}')}",
        indexed=closed.is_exempt,
        crumbs=(Hyperlink(context.t(name), register),),
    )
