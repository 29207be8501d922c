"""What will be published by itself, and when: for whoever plans the builds, never for the public site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.language.dates import Calendar
from portal.linked.portal import LinkedPortal
from portal.model.kinds import MEETING, ORGANISATION
from portal.public.publishing import treats_closed, visibilities
from portal.public.visibility import Visibility, exemptions_in, release_of
from portal.source.record import Key, Record

__all__ = ["Release", "due"]


@dataclass(frozen=True, order=True)
class Release:
    """That something of the record at `path` becomes public at a moment."""

    moment: dt.datetime
    path: str

    def when(self, lang: str) -> dict[str, str]:
        """The day and the hour, in a language, as messages name them."""
        dates = Calendar(lang)
        return {"date": dates.day(self.moment.date()), "time": dates.time(self.moment.time())}


def due(portal: LinkedPortal, moment: dt.datetime) -> list[Release]:
    """All that waits for its date after `moment`, the next first; of a draft and a retracted record nothing does."""
    seen = visibilities(portal, moment)
    times = ((time, record.path) for record in portal.records for time in _times(portal, record, seen))
    return sorted({Release(time, path) for time, path in times if time and time > moment})


def _times(portal: LinkedPortal, record: Record[Any], seen: dict[Key, Visibility]) -> Iterator[dt.datetime | None]:
    facts = record.facts
    match seen[record.key]:
        case Visibility.EMBARGOED if facts.publish_after:
            yield facts.publish_after
        case Visibility.EMBARGOED if record.kind is MEETING:  # its body's address may not be known yet
            body = portal.graph.records.get((ORGANISATION.name, record.body_id))
            yield body.facts.publish_after if body else None
        case Visibility.EXEMPT:
            yield release_of(facts.exempt)
        case Visibility.PUBLIC:
            items = facts.agenda if record.kind is MEETING else ()
            yield from map(release_of, exemptions_in(facts, *(one for one in items if not treats_closed(one, seen))))
