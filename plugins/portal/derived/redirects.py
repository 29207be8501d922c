"""Addresses that lead on: earlier addresses of records, of moved meetings, citable case numbers, and all that the
ledger of permanent addresses holds and no page answers for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import unquote

from portal.derived.context import Context
from portal.derived.gist import first_words, gist
from portal.derived.parts import Hyperlink
from portal.linked.graph import Handling
from portal.linked.owners import owner_of, register_of
from portal.model import addresses
from portal.model.kinds import MEETING, ORGANISATION
from portal.public.portal import Closed, PublicPortal
from portal.source.ledger import address_of, place_of
from portal.source.record import Record
from portal.text.plain import line_of

__all__ = ["Leading", "Redirect", "Successors", "places_of", "redirects"]


@dataclass(frozen=True)
class Leading:
    """What a page that leads on says: the link to its target, and what else it may have meant.

    `description` is what the target is about, where it is a part of a page.
    """

    target: Hyperlink
    others: tuple[Hyperlink, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Redirect:
    """An address that leads to the address `target`; `words()` tells what its page says.

    `is_lasting` tells that it will never lead anywhere else, and may be remembered; `is_number` that it is made of the
    number of a case, as every numbered item has one; `is_choice` that it may have meant something else.
    """

    address: str
    target: str
    words: Callable[[], Leading]
    is_lasting: bool = True
    is_number: bool = False
    is_choice: bool = False


def redirects(context: Context, taken: set[str]) -> Iterator[Redirect]:
    """Every redirect of the portal, none at an address that is `taken` by a page or a file."""
    places = {place_of(address): address for address in taken} | _own_places(context.portal)
    for redirect in _written(context):
        if place_of(redirect.address) not in places:
            places[place_of(redirect.address)] = redirect.target
            yield redirect
    successors = Successors(context.portal, places)
    for path in sorted({unquote(address.partition("#")[0]) for address in context.portal.permalinks}):
        if place_of(path) not in places and (answer := successors.successor(path)):
            yield Redirect(path, address_of(*_parts(answer)), partial(_to_address, context, answer))


def places_of(context: Context) -> dict[str, str]:
    """What answers at each place of the site that a record or an editor gave it, as `Successors` wants it."""
    places = _own_places(context.portal)
    for redirect in _written(context):
        places.setdefault(place_of(redirect.address), redirect.target)
    return places


class Successors:
    """Finds who answers for an address.

    `places` tells of each place of the site (without its last slash) which page or file answers there: itself, or
    the one that a redirect leads to.
    """

    def __init__(self, portal: PublicPortal, places: Mapping[str, str]) -> None:
        self._portal = portal
        self._places = places
        self._closed = {closed.address for closed in portal.closed.values()}
        self._meetings = {meeting.address: meeting for meeting in portal.meetings}
        self._numbered = dict(_by_number(portal.permalinks))

    def answer(self, path: str) -> str | None:
        """The address that answers at a path, itself or another; `None` when nothing does."""
        return self._placed(path) or self.successor(path)

    def has_anchor(self, path: str, anchor: str) -> bool:
        """Whether the page that answers at a path has an anchor that it once had.

        A tombstone answers for all that was on its page, and so does a page of another kind that an editor let take
        over. What stands on an agenda by its place alone answers with the agenda.
        """
        answer = (self.answer(path) or "").partition("#")[0]
        if answer not in self._meetings or addresses.is_position(anchor):
            return True
        entries = self._portal.agendas[self._meetings[answer].id].entries
        return any(anchor in (*entry.all_anchors, *entry.all_decision_anchors) for entry in entries)

    def successor(self, path: str) -> str | None:
        """The address to lead to from a path where nothing stands."""
        if path in self._portal.withdrawn:
            return self._portal.withdrawn[path]
        owner = owner_of(path)
        if owner is None:
            return register_of(path)
        page = next((page for place in owner.pages if (page := self._page(place))), None)
        if owner.case_number:
            number = self._number(owner.key[1], owner.case_number)
            if number or page is None:
                return number
        if page is None or page in self._closed:
            return page
        if owner.before:
            new = owner_of(page)
            is_renamed = new is not None and new.key[0] == ORGANISATION.name and new.key[1] != owner.key[1]
            renamed = self._placed(f"{owner.before}{new.key[1]}{owner.after}") if is_renamed and new else None
            return renamed or (None if owner.case_number else page)
        if owner.is_page:
            return page  # an organisation's, in the other register
        return self._placed(f"{page}{owner.rest}") or (page if owner.is_made else None)

    def _placed(self, path: str) -> str | None:
        return self._places.get(place_of(path))

    def _page(self, path: str) -> str | None:
        """The record's page that answers at a path."""
        return self._placed(path) or self._portal.withdrawn.get(path)

    def _number(self, body: str, number: str) -> str | None:
        """What answers for a case number whose item was in a meeting that is closed, or has another number now."""
        for path in self._numbered.get((body, number), ()):
            page = self._page(path)
            if page in self._closed:
                return page
            if page in self._meetings and self.has_anchor(page, f"sak-{number}"):
                return f"{page}#sak-{number}"
        return None


def _own_places(portal: PublicPortal) -> dict[str, str]:
    """The pages and files of a public portal that are there whatever is made of its records: each answers itself."""
    places = [*(address for address in addresses.OVERVIEWS if address not in portal.absent), *portal.content.values()]
    for record in portal.records.values():
        page = record.address
        places += [page, *(f"{page}{name}" for name in record.files)]
    places += [closed.address for closed in portal.closed.values()]
    return {place_of(place): place for place in places}


def _by_number(permalinks: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """The meetings that the ledger knows to have had an item, by body and number, the latest first."""
    found: dict[tuple[str, str], list[str]] = {}
    for address in sorted(permalinks, reverse=True):
        path, _, anchor = address.partition("#")
        owner = owner_of(path) if anchor.startswith("sak-") else None
        if owner is not None and owner.key[0] == MEETING.name:
            found.setdefault((owner.key[1].partition("/")[0], anchor.removeprefix("sak-")), []).append(path)
    return found


def _written(context: Context) -> Iterator[Redirect]:
    """The redirects that the records ask for."""
    yield from _aliases(context)
    yield from _moved(context)
    yield from _numbers(context)


def _parts(address: str) -> tuple[str, str]:
    """The page of an address, and the anchor on it."""
    page, _, anchor = address.partition("#")
    return page, anchor


def _to_address(context: Context, address: str) -> Leading:
    """To an address of the site, by the name of the record that it belongs to."""
    page, anchor = _parts(address)
    owner = owner_of(page)
    record = context.link(owner.key) if owner else None
    written = address_of(page, anchor)
    return Leading(Hyperlink(record.text if record else written, written, record.lang if record else None))


def _to_record(context: Context, record: Record[Any] | Closed) -> Leading:
    return Leading(context.link_to(record))


def _aliases(context: Context) -> Iterator[Redirect]:
    published: list[Record[Any] | Closed] = [*context.portal.records.values(), *context.portal.closed.values()]
    for record in published:
        aliases = record.aliases if isinstance(record, Closed) else record.facts.aliases
        for address in filter(None, map(addresses.alias_address, aliases)):
            yield Redirect(address, record.address, partial(_to_record, context, record))


def _moved(context: Context) -> Iterator[Redirect]:
    for meeting in context.portal.meetings:
        if meeting.facts.moved_from:
            address = addresses.moved_meeting(meeting.body_id, meeting.facts.moved_from)
            yield Redirect(address, meeting.address, partial(_to_record, context, meeting), is_lasting=False)


def _numbers(context: Context) -> Iterator[Redirect]:
    """A case number that bears a year, to the latest item that had it in the body."""
    bearing: dict[str, list[Handling]] = {}
    for handling in reversed(context.portal.handlings):
        item = handling.entry.item
        for number in (item.number, *item.aliases):
            if number and addresses.bears_year(number):
                address = addresses.case_number(handling.meeting.body_id, number)
                bearing.setdefault(address, []).append(handling)
    for address, handlings in bearing.items():
        yield Redirect(
            address,
            handlings[0].address,
            partial(_to_item, context, handlings),
            is_lasting=False,
            is_number=True,
            is_choice=len(handlings) > 1,
        )


def _to_item(context: Context, handlings: list[Handling]) -> Leading:
    """To the first of some items, the others beside."""
    target, *others = (_item_link(context, handling) for handling in handlings)
    return Leading(target, tuple(others), _about(context, handlings[0]))


def _item_link(context: Context, handling: Handling) -> Hyperlink:
    meeting, item = context.title(handling.meeting), context.item_name(handling)
    return Hyperlink(context.t("number.item", meeting=meeting, item=item), handling.address)


def _about(context: Context, handling: Handling) -> str:
    """What was decided of an item, or what its case is about; of an item that is exempt, nothing."""
    entry = handling.entry
    if entry.item.exempt:
        return ""
    cases = (first_words(case.outline, context.lang_of(case.facts)) for case in context.portal.cases_of(handling))
    return gist(line_of(*entry.decided, lang=context.lang_of(handling.meeting.facts)) or next(cases, ""))
