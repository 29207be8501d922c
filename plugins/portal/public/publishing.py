"""The step from the whole portal to the public one.

Drafts and embargoed records go; exempt ones are reduced to what the law lets
be known (offentleglova § 13 to § 26, and the record format); retracted ones become
tombstones; and every reference to any of them follows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from portal.linked.agenda import Agenda
from portal.linked.graph import Graph
from portal.linked.hindsight import as_of
from portal.linked.portal import LinkedPortal
from portal.linked.signed_minutes import has_signature, signature_of, stands
from portal.model import addresses
from portal.model.clock import OSLO
from portal.model.kinds import CASE, MEETING, ORGANISATION
from portal.model.meeting import AgendaItem
from portal.model.minisign import Signature
from portal.model.organisation import Organisation
from portal.public.portal import Hold, PublicPortal
from portal.public.redaction import PATHS, Redacted, Redaction
from portal.public.revision import Revisions
from portal.public.visibility import Visibility, visibility
from portal.source.record import Key, Record

__all__ = ["Publisher", "publish", "treats_closed", "visibilities"]


def publish(
    portal: LinkedPortal,
    moment: dt.datetime,
    withheld: str,
    preview: bool = False,
    revisions: Mapping[Key, Revisions] | None = None,
) -> PublicPortal:
    """The public portal at `moment`: what may be known, and of that nothing as done that has not happened yet.

    `withheld` are the words that stand where a link named something by a title
    that may not be known. In a `preview`, drafts and embargoed records are
    there, each with its hold. `revisions` are those of `public.revisions`.
    """
    return Publisher(withheld, preview).publish(portal, moment, revisions)


class Publisher:
    """Publishes one portal after another, such as that after each save; otherwise as `publish`.

    What is public of a record stays the same object where neither it nor what its publication looked at has changed.
    """

    def __init__(self, withheld: str, preview: bool = False) -> None:
        self._withheld = withheld
        self._preview = preview
        self._latest: _Publication | None = None

    def publish(
        self, portal: LinkedPortal, moment: dt.datetime, revisions: Mapping[Key, Revisions] | None = None
    ) -> PublicPortal:
        """The public portal at `moment`."""
        days = (moment.date(), moment.astimezone(OSLO).date())
        earlier = self._latest if self._latest and self._latest.days == days else None
        told = as_of(portal, days[0], (earlier.whole, earlier.portal) if earlier else None)
        self._latest = _Publication(portal, told, moment, self._withheld, self._preview, days)
        return self._latest.publish(revisions, earlier)


def visibilities(portal: LinkedPortal, moment: dt.datetime) -> dict[Key, Visibility]:
    """How much of each record may be seen at `moment`.

    A meeting is hidden with its body, whose id stands in the meeting's address.
    """
    seen = {record.key: visibility(record.facts, moment) for record in portal.records}
    for meeting in portal.graph.of_kind(MEETING):
        body = seen.get((ORGANISATION.name, meeting.body_id), Visibility.PUBLIC)
        if body.is_hidden():
            seen[meeting.key] = body
    return seen


def treats_closed(item: AgendaItem, seen: Mapping[Key, Visibility]) -> bool:
    """Whether a case of an item may be known of but not read, which hides the item."""
    return any(seen.get((CASE.name, id_), Visibility.PUBLIC).is_closed() for id_ in item.cases)


class _Publication:
    """Decides how much of each record may be seen, has each narrowed to that, and puts them together.

    `whole` is the portal, `portal` that as it can be told today, `days` are those of the moment.
    """

    def __init__(
        self,
        whole: LinkedPortal,
        portal: LinkedPortal,
        moment: dt.datetime,
        withheld: str,
        preview: bool,
        days: tuple[dt.date, dt.date],
    ) -> None:
        self.whole = whole
        self.portal = portal
        self.days = days
        self._portal = portal
        self._moment = moment
        self._preview = preview
        self._visibility = visibilities(portal, moment)
        self._redaction = Redaction(portal, moment, withheld, preview, self._visibility)
        self._made: dict[Key, Redacted] = {}
        self._public: dict[Key, Record[Any]] = {}

    def publish(self, revisions: Mapping[Key, Revisions] | None, earlier: _Publication | None) -> PublicPortal:
        changed = self._changed_since(earlier) if earlier else set()
        kept = earlier._made if earlier else {}
        for key, record in self._portal.graph.records.items():
            made = kept.get(key)
            self._made[key] = made if made and self._stands(made, record, changed) else self._redaction.redacted(record)
        shown = [record for record in self._portal.records if self._redaction.is_shown(record.key)]
        open_ = [made for made in self._made.values() if made.public]
        agendas = {made.record.id: made.agenda for made in open_ if made.agenda}
        signed = dict(self._signed([made.public for made in open_ if made.public], agendas))
        self._public = dict(self._with_files(open_, signed, earlier))
        return PublicPortal(
            self._public.values(),
            agendas,
            self._moment,
            [self._redaction.closed(record) for record in shown if self._redaction.seen(record.key).is_closed()],
            self._holds(shown),
            self._portal.content,
            self._portal.permalinks,
            dict(self._withdrawn(shown)),
            signed,
            revisions,
            self._preview,
            self._portal.themes,
        )

    # -- what an earlier publication made

    def _stands(self, made: Redacted, record: Record[Any], changed: set[Key]) -> bool:
        """Whether what was made of a record would be made of it again."""
        told = self._portal.graph.agendas[record.id] if record.kind is MEETING else None
        return made.record is record and made.told is told and made.looked_at.isdisjoint(changed)

    def _changed_since(self, earlier: _Publication) -> set[Key]:
        """What publication may have looked at before, and would find otherwise now."""
        old, new = earlier.portal.graph, self._portal.graph
        changed = set(old.records.keys() ^ new.records.keys())
        if changed or (earlier.portal.content, earlier.portal.known) != (self._portal.content, self._portal.known):
            changed.add(PATHS)
        for key in new.records.keys() & old.records.keys():
            is_same = new.records[key] is old.records[key] and self._visibility[key] is earlier._visibility[key]
            if is_same and (key[0] != MEETING.name or new.agendas[key[1]] is old.agendas[key[1]]):
                continue
            before, now = earlier._face(key), self._face(key)
            if before != now:
                changed.add(key)
            if before[:2] != now[:2]:
                changed.add(PATHS)
        if any(kind == ORGANISATION.name for kind, _ in changed):
            changed |= {("", name) for name in new.names.differing(old.names)}
        return changed

    def _face(self, key: Key) -> tuple[object, ...]:
        """All that others look at of a record: its path and its files first."""
        record = self._portal.graph.records[key]
        facts = record.facts
        agenda = id(self._portal.graph.agendas[record.id]) if record.kind is MEETING else None
        short = facts.short if isinstance(facts, Organisation) else None
        return (
            record.path,
            {*record.files},
            self._visibility[key],
            facts.title,
            short,
            facts.exempt,
            facts.attachments,
            agenda,
        )

    def _signed(self, records: list[Record[Any]], agendas: dict[str, Agenda]) -> Iterator[tuple[str, Signature]]:
        """The signatures of the minutes that may be shown as they were signed, by meeting."""
        asked = [record for record in records if has_signature(record)]
        public = Graph(records, agendas) if asked else None
        for record in asked:
            held_back = addresses.MINUTES_PDF in self._made[record.key].held_back
            if public is not None and not held_back and stands(public, record):
                yield record.id, signature_of(record)

    def _withdrawn(self, shown: list[Record[Any]]) -> Iterator[tuple[str, str]]:
        """The addresses that the public knows already, of what it may not read any more, and the page that tells of it.

        What is in the ledger was public: to lead on from it tells nothing new. What is not, is never named here.
        """
        known = {address for address in self._portal.permalinks if "#" not in address}
        for record in shown if known else ():
            page = record.address
            if record.kind is MEETING and record.facts.moved_from and self._redaction.seen(record.key).is_closed():
                earlier = addresses.moved_meeting(record.body_id, record.facts.moved_from)
                if earlier in known:
                    yield earlier, page
            for name in self._made[record.key].held_back:
                if addresses.attachment(page, name) in known:
                    yield f"{page}{name}", page

    def _holds(self, shown: list[Record[Any]]) -> dict[Key, Hold]:
        hidden = [record for record in shown if self._redaction.seen(record.key).is_hidden()]
        return {record.key: Hold(self._redaction.seen(record.key), record.facts.publish_after) for record in hidden}

    def _with_files(
        self, open_: list[Redacted], signed: Mapping[str, Signature], earlier: _Publication | None
    ) -> Iterator[tuple[Key, Record[Any]]]:
        """The public records by key, with those of their files that are published."""
        wanted = {one for made in open_ for one in made.wanted}
        for id_ in signed:
            wanted.update(((MEETING.name, id_), name) for name in (addresses.MINUTES_PDF, addresses.MINUTES_SIGNATURE))
        wanted -= {(key, name) for key, made in self._made.items() for name in made.held_back}
        for made in open_:
            if (record := made.public) is None:
                continue
            key = record.key
            files = {name: one for name, one in record.files.items() if (key, name) in wanted}
            before = earlier._public.get(key) if earlier and earlier._made.get(key) is made else record
            yield key, before if before and before.files == files else replace(record, files=files)
