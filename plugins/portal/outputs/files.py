"""All the files that are made of the public portal beside its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from portal.derived.context import Context
from portal.outputs import calendar, feeds, narrowing, oparl
from portal.outputs.data import files as open_data
from portal.pages.rendering.page import Asset

__all__ = ["all_exports"]

_EXPORTS: tuple[Callable[[Context], Iterator[Asset]], ...] = (
    calendar.export,
    feeds.export,
    open_data.export,
    oparl.export,
    narrowing.export,
)


def all_exports(context: Context) -> Iterator[Asset]:
    """Every export of the portal, in the order of the modules."""
    for exports in _EXPORTS:
        yield from exports(context)
