"""The search page: its form, the ways to narrow what is found, and what stands there before and instead of a search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, LazyView, View
from portal.model import addresses
from portal.model.kinds import KINDS

__all__ = ["FACETS", "SearchPage", "views"]

FACETS = ("kind", "body", "year", "theme", "type", "state")
"""The ways to narrow a search: their names in addresses and in the index, in the order they are shown."""

_REGISTERS = (
    ("menu.cases", addresses.CASES),
    ("menu.meetings", addresses.MEETINGS),
    ("menu.decisions", addresses.DECISIONS),
    ("menu.projects", addresses.PROJECTS),
    ("menu.bodies", addresses.BODIES),
    ("menu.partners", addresses.PARTNERS),
)


@dataclass(frozen=True)
class SearchPage:
    """The search: whether there is an index, the facets by name and words, and the registers to look in instead."""

    is_searched: bool
    facets: tuple[tuple[str, str], ...]
    registers: tuple[Hyperlink, ...]


def views(context: Context) -> Iterator[LazyView]:
    """The page, for every portal: one without an index says so and leads to the registers."""
    yield LazyView(addresses.SEARCH, partial(_view, context))


def _view(context: Context) -> View:
    t = context.t
    of_kinds = [(f"menu.{kind.menu_name}", kind.address) for kind in KINDS if context.portal.has(kind)]
    of_kinds += [("menu.themes", addresses.THEMES)] if context.portal.themes else []
    facets = [name for name in FACETS if name != "theme" or context.portal.themes]
    return View(
        "register/search.html",
        addresses.SEARCH,
        t("search.title"),
        SearchPage(
            context.is_searched,
            tuple((name, t("search.facet_kind" if name == "kind" else f"facet.{name}")) for name in facets),
            tuple(Hyperlink(t(key), address) for key, address in dict.fromkeys((*_REGISTERS, *of_kinds))),
        ),
        description=t("search.lede"),
        indexed=False,
    )
