"""All the files that are made of the public portal beside its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from portal.derived.context import Context
from portal.model import addresses
from portal.outputs import calendar, changes, feeds, fiks, llms, narrowing, oparl
from portal.outputs.admin import config as admin
from portal.outputs.data import files as open_data
from portal.pages.rendering.page import Asset

__all__ = ["EXPORTS"]

EXPORTS: tuple[tuple[tuple[str, ...], Callable[[Context], Iterator[Asset]]], ...] = (
    ((addresses.CALENDARS, addresses.MEETINGS), calendar.export),
    ((addresses.FEEDS, addresses.CASES), feeds.export),
    ((addresses.DATA,), open_data.export),
    ((addresses.DATA,), changes.export),
    ((addresses.DATA,), fiks.export),
    ((addresses.LLMS,), llms.export),
    ((addresses.OPARL,), oparl.export),
    ((addresses.ADMIN,), admin.export),
    ((addresses.CASES, addresses.DECISIONS, addresses.FOLLOW_UPS), narrowing.export),
)
"""Every export of the portal, and the addresses that its files lie below."""
