"""What answers at an address that has no page of its own any more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portal.linked.owners import owner_of, register_of
from portal.model import addresses
from portal.model.kinds import MEETING, ORGANISATION
from portal.public.portal import PublicPortal
from portal.source.ledger import place_of

__all__ = ["Successors", "own_places"]


def own_places(portal: PublicPortal) -> dict[str, str]:
    """The pages and files of a public portal that are there whatever is made of its records: each answers itself."""
    places = [*addresses.OVERVIEWS, *portal.content.values()]
    for record in portal.records.values():
        page = portal.address_of(record)
        places += [page, *(f"{page}{name}" for name in record.files)]
    places += [closed.address for closed in portal.closed.values()]
    return {place_of(place): place for place in places}


class Successors:
    """Finds who answers for an address.

    `places` tells of each place of the site (without its last slash) which page or file answers there: itself, or
    the one that a redirect leads to.
    """

    def __init__(self, portal: PublicPortal, places: Mapping[str, str]) -> None:
        self._portal = portal
        self._places = places
        self._closed = {closed.address for closed in portal.closed.values()}
        self._meetings = {portal.address_of(meeting): meeting for meeting in portal.meetings}
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
            renamed = self._placed(owner.renamed(new.key[1])) if is_renamed and new else None
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


def _by_number(permalinks: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """The meetings that the ledger knows to have had an item, by body and number, the latest first."""
    found: dict[tuple[str, str], list[str]] = {}
    for address in sorted(permalinks, reverse=True):
        path, _, anchor = address.partition("#")
        owner = owner_of(path) if anchor.startswith("sak-") else None
        if owner is not None and owner.key[0] == MEETING.name:
            found.setdefault((owner.key[1].partition("/")[0], anchor.removeprefix("sak-")), []).append(path)
    return found
