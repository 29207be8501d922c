"""Addresses that lead on: earlier addresses of records, of moved meetings, citable case numbers, and all that the
ledger of permanent addresses holds and no page answers for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from portal.derived.context import Context
from portal.derived.gist import first_words, gist
from portal.derived.parts import Hyperlink
from portal.derived.successors import Successors, own_places
from portal.linked.graph import Handling
from portal.linked.owners import owner_of
from portal.model import addresses
from portal.source.ledger import address_of, place_of
from portal.text.plain import line_of

__all__ = ["Redirect", "places_of", "redirects"]


@dataclass(frozen=True)
class Redirect:
    """An address that leads to `target`; `others` are what else it may have meant.

    `is_lasting` tells that it will never lead anywhere else, and may be remembered; `is_number` that it is made of the
    number of a case, as every numbered item has one. `description` is what it is about, where the page that it leads to
    is about more.
    """

    address: str
    target: Hyperlink
    others: tuple[Hyperlink, ...] = ()
    is_lasting: bool = True
    is_number: bool = False
    description: str = ""


def redirects(context: Context, taken: set[str]) -> Iterator[Redirect]:
    """Every redirect of the portal, none at an address that is `taken` by a page or a file."""
    places = {place_of(address): address for address in taken} | own_places(context.portal)
    for redirect in _written(context):
        if place_of(redirect.address) not in places:
            places[place_of(redirect.address)] = redirect.target.address or addresses.FRONT
            yield redirect
    successors = Successors(context.portal, places)
    for path in sorted({unquote(address.partition("#")[0]) for address in context.portal.permalinks}):
        if place_of(path) not in places and (answer := successors.successor(path)):
            yield Redirect(path, _link_to(context, answer))


def places_of(context: Context) -> dict[str, str]:
    """What answers at each place of the site that a record or an editor gave it, as `Successors` wants it."""
    places = own_places(context.portal)
    for redirect in _written(context):
        places.setdefault(place_of(redirect.address), redirect.target.address or addresses.FRONT)
    return places


def _written(context: Context) -> Iterator[Redirect]:
    """The redirects that the records ask for."""
    yield from _aliases(context)
    yield from _moved(context)
    yield from _numbers(context)


def _link_to(context: Context, address: str) -> Hyperlink:
    """A link to an address of the site, by the name of the record that it belongs to."""
    page, _, anchor = address.partition("#")
    owner = owner_of(page)
    record = context.link(owner.key) if owner else None
    written = address_of(page, anchor)
    return Hyperlink(record.text if record else written, written, record.lang if record else None)


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
            address = addresses.moved_meeting(meeting.body_id, meeting.facts.moved_from)
            yield Redirect(address, context.link_to(meeting), is_lasting=False)


def _numbers(context: Context) -> Iterator[Redirect]:
    """A case number that bears a year, to the latest item that had it in the body."""
    bearing: dict[str, list[Hyperlink]] = {}
    about: dict[str, str] = {}
    for handling in reversed(context.portal.handlings):
        item, meeting = handling.entry.item, handling.meeting
        for number in (item.number, *item.aliases):
            if number and addresses.bears_year(number):
                address = addresses.case_number(meeting.body_id, number)
                text = context.t("number.item", meeting=context.title(meeting), item=context.item_name(handling))
                link = Hyperlink(text, f"{context.portal.address_of(meeting)}#{handling.entry.anchor}")
                bearing.setdefault(address, []).append(link)
                about.setdefault(address, _about(context, handling))
    for address, links in bearing.items():
        yield Redirect(address, links[0], tuple(links[1:]), False, is_number=True, description=about[address])


def _about(context: Context, handling: Handling) -> str:
    """What was decided of an item, or what its case is about; of an item that is exempt, nothing."""
    entry = handling.entry
    if entry.item.exempt:
        return ""
    cases = (first_words(case.outline, context.lang_of(case.facts)) for case in context.portal.cases_of(handling))
    return gist(line_of(*entry.decided, lang=context.lang_of(handling.meeting.facts)) or next(cases, ""))
