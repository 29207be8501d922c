"""The public portal: all that views and outputs ever get to see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portal.linked.agenda import Agenda
from portal.linked.graph import Graph, lookup
from portal.linked.targets import Targets
from portal.model import addresses
from portal.model.common import Exemption, Retraction
from portal.model.kinds import KINDS, MEETING, ORGANISATION, Kind
from portal.model.minisign import Signature
from portal.model.theme import Theme
from portal.public.revision import Revisions
from portal.public.visibility import Visibility, exemptions_in, release_of
from portal.source.record import Key, MeetingTime, Record, meeting_day, meeting_times

__all__ = ["Closed", "Hold", "PublicPortal"]


@dataclass(frozen=True)
class Closed:
    """A record that may be known of but not read: exempt from access, or retracted.

    `title` is the public title of an exempt record; `number` that of a meeting or an agreement.
    """

    kind: Kind
    id: str
    visibility: Visibility
    title: str | None = None
    number: str | None = None
    is_body: bool = True
    exemption: Exemption | None = None
    retraction: Retraction | None = None
    aliases: tuple[str, ...] = ()
    lang: str | None = None

    @property
    def key(self) -> Key:
        return (self.kind.name, self.id)

    @property
    def address(self) -> str:
        return addresses.record_page(self.kind, self.id, self.is_body)

    @property
    def is_exempt(self) -> bool:
        return self.visibility is Visibility.EXEMPT

    @property
    def day(self) -> dt.date:
        """The date of a closed meeting."""
        return meeting_day(self.id)

    @property
    def body_id(self) -> str:
        """The organisation of a closed meeting."""
        return self.id.partition("/")[0]

    @property
    def last_day(self) -> dt.date:
        """The date of a closed meeting, of which no other day is known."""
        return self.day

    @property
    def body_ids(self) -> tuple[str, ...]:
        """The organisation of a closed meeting alone."""
        return (self.body_id,)


@dataclass(frozen=True)
class Hold:
    """Why a record is seen in the preview only."""

    visibility: Visibility
    until: dt.datetime | None = None


class PublicPortal(Graph):
    """The public records and the links between them.

    `closed` holds what may be known of but not read; `holds` tells, in the
    preview, why a record is not published yet; `content` gives the addresses of
    hand-written pages. `permalinks` are the addresses that were ever published, as the ledger
    writes them; `withdrawn` leads from those of what may not be read any more (not
    encoded) to the page that tells of it. `signed` holds the signatures of minutes, by meeting.
    `revisions` tell when each record was changed; `None` where nobody knows. `is_preview` tells that editors read it.
    `themes` are those that records may be about.
    """

    def __init__(
        self,
        records: Iterable[Record[Any]],
        agendas: Mapping[str, Agenda],
        moment: dt.datetime,
        closed: Iterable[Closed] = (),
        holds: Mapping[Key, Hold] | None = None,
        content: Mapping[str, str] | None = None,
        permalinks: Iterable[str] = (),
        withdrawn: Mapping[str, str] | None = None,
        signed: Mapping[str, Signature] | None = None,
        revisions: Mapping[Key, Revisions] | None = None,
        is_preview: bool = False,
        themes: Iterable[Theme] = (),
    ) -> None:
        super().__init__(records, agendas)
        self.is_preview = is_preview
        self.moment = moment
        self.closed: dict[Key, Closed] = {c.key: c for c in sorted(closed, key=lambda c: c.key)}
        self.holds = dict(holds or {})
        self.content = dict(content or {})
        self.permalinks = frozenset(permalinks)
        self.withdrawn = dict(withdrawn or {})
        self.signed = dict(signed or {})
        self.themes = tuple(themes)
        self.revisions = None if revisions is None else dict(revisions)

    @cached_property
    def next_release(self) -> dt.datetime | None:
        """When something will be published by itself, as far as the public may know: the next `until` of an exemption.

        In a preview, when what is held back is due as well.
        """
        items = (entry.item for agenda in self.agendas.values() for entry in agenda.entries)
        exemptions = [closed.exemption for closed in self.closed.values() if closed.exemption]
        exemptions += exemptions_in(*(record.facts for record in self.records.values()), *items)
        times = [*map(release_of, exemptions), *(hold.until for hold in self.holds.values())]
        return min((time for time in times if time and time > self.moment), default=None)

    @property
    def today(self) -> dt.date:
        """The build's date in Europe/Oslo."""
        return self.moment.date()

    @cached_property
    def targets(self) -> Targets:
        """Where the links of the public texts lead."""
        return Targets(self.records, self.content)

    def has(self, kind: Kind) -> bool:
        """The same, told of the records that may be known of."""
        return super().has(kind) or bool(self.closed_of(kind))

    @cached_property
    def absent(self) -> frozenset[str]:
        """The addresses of the registers that it does not have, since it has nothing that they would list."""
        kinds = {address for kind in KINDS if not self.has(kind) for address in kind.addresses}
        return frozenset(kinds if self.themes else kinds | {addresses.THEMES})

    def closed_organisation(self, id_: str) -> Closed | None:
        return self.closed.get((ORGANISATION.name, id_))

    def closed_of(self, kind: Kind) -> list[Closed]:
        """The closed records of a kind, in order of id."""
        return [closed for closed in self.closed.values() if closed.kind is kind]

    def address_of_key(self, key: Key) -> str | None:
        """The page of a record that may be known of, public or closed."""
        if key in self.records:
            return self.records[key].address
        return self.closed[key].address if key in self.closed else None

    def kept_anchors(self, record: Record[Any]) -> set[str]:
        """The anchors that a record's page was ever known to have, under its own address or an earlier one."""
        pages = {record.address, *map(addresses.alias_address, record.facts.aliases)}
        if record.kind is MEETING and record.facts.moved_from:
            pages.add(addresses.moved_meeting(record.body_id, record.facts.moved_from))
        return {anchor for page in pages if page for anchor in self._anchors_of(page) if anchor}

    @lookup
    def _anchors_of(self) -> Iterator[tuple[str, str]]:
        """The anchors that a page was ever known to have."""
        return ((page, anchor) for page, _, anchor in (one.partition("#") for one in self.permalinks))

    @cached_property
    def calendar(self) -> list[Record[Any] | Closed]:
        """All meetings in time, the closed ones among them."""
        return sorted([*self.meetings, *self.closed_of(MEETING)], key=lambda meeting: self.times[meeting.id])

    @cached_property
    def times(self) -> dict[str, MeetingTime]:
        """What orders the meetings, the closed ones among them; of those, the hour is not known."""
        closed = {meeting.id: None for meeting in self.closed_of(MEETING)}
        return meeting_times({**closed, **{meeting.id: meeting.facts.start for meeting in self.of_kind(MEETING)}})

    @cached_property
    def lasting_ids(self) -> dict[str, str]:
        """The id that each meeting has for good, by the one that it has now: that of its first date, if it was moved.

        No two meetings share one: of several that were moved from one date the first has it, and a meeting that stands
        there now is told apart by a sign that no id has.
        """
        holders: dict[str, str] = {}
        for meeting in self.meetings:
            if meeting.facts.moved_from:
                holders.setdefault(meeting.first_id, meeting.id)
        found = {id_: lasting for lasting, id_ in holders.items()}
        for id_ in (meeting.id for meeting in self.calendar):
            found.setdefault(id_, f"{id_}+" if id_ in holders else id_)
        return found
