"""Addresses that lead on: earlier addresses of records, of moved meetings, and citable case numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portal import addresses
from portal.views.context import Context
from portal.views.page import Hyperlink

__all__ = ["Redirect", "redirects"]


@dataclass(frozen=True)
class Redirect:
    """An address that leads to `target`; `others` are what else it may have meant."""

    address: str
    target: Hyperlink
    others: tuple[Hyperlink, ...] = ()


def redirects(context: Context, taken: set[str]) -> Iterator[Redirect]:
    """Every redirect of the portal, none at an address that is `taken` by a page."""
    used = set(taken)
    for redirect in (*_aliases(context), *_moved(context), *_numbers(context)):
        if redirect.address not in used:
            used.add(redirect.address)
            yield redirect


def _aliases(context: Context) -> Iterator[Redirect]:
    for record in context.portal.records.values():
        for alias in record.facts.aliases:
            if address := addresses.alias_address(alias):
                yield Redirect(address, context.link_to(record))
    for closed in context.portal.closed.values():
        for alias in closed.aliases:
            if address := addresses.alias_address(alias):
                yield Redirect(address, context.link_to(closed))


def _moved(context: Context) -> Iterator[Redirect]:
    for meeting in context.portal.meetings:
        if meeting.facts.moved_from:
            yield Redirect(addresses.moved_meeting(meeting.body_id, meeting.facts.moved_from), context.link_to(meeting))


def _numbers(context: Context) -> Iterator[Redirect]:
    """A case number that bears a year, to the latest item that had it in the body."""
    bearing: dict[str, list[Hyperlink]] = {}
    for handling in reversed(context.portal.handlings):
        item, meeting = handling.entry.item, handling.meeting
        for number in (item.number, *item.aliases):
            if number and addresses.bears_year(number):
                address = addresses.case_number(meeting.body_id, number)
                text = context.t("number.item", meeting=context.title(meeting), item=context.item_name(handling))
                link = Hyperlink(text, f"{context.portal.address_of(meeting)}#{handling.entry.anchor}")
                bearing.setdefault(address, []).append(link)
    for address, links in bearing.items():
        yield Redirect(address, links[0], tuple(links[1:]))
