"""What will be published by itself, and when: for whoever plans the builds, never for the public site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.language.dates import Calendar
from portal.linked.portal import LinkedPortal
from portal.model.clock import OSLO
from portal.model.common import Exemption
from portal.model.kinds import CASE, MEETING, ORGANISATION
from portal.public.publishing import visibilities
from portal.public.visibility import Visibility
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
    return sorted({Release(time, r.path) for r in portal.records for time in _times(portal, r, seen) if time > moment})


def _times(portal: LinkedPortal, record: Record[Any], seen: dict[Key, Visibility]) -> Iterator[dt.datetime]:
    facts = record.facts
    match seen[record.key]:
        case Visibility.EMBARGOED if facts.publish_after:
            yield facts.publish_after
        case Visibility.EMBARGOED if record.kind is MEETING:  # its body's address may not be known yet
            body = portal.graph.records.get((ORGANISATION.name, record.body_id))
            yield from filter(None, [body.facts.publish_after if body else None])
        case Visibility.EXEMPT:
            yield from _ends(facts.exempt)
        case Visibility.PUBLIC:
            for attachment in facts.attachments:
                yield from _ends(attachment.exempt)
            for item in facts.agenda if record.kind is MEETING else ():
                if any(seen.get((CASE.name, id_), Visibility.PUBLIC).is_closed() for id_ in item.cases):
                    continue
                yield from _ends(item.exempt)
                for attachment in item.attachments:
                    yield from _ends(attachment.exempt)


def _ends(exemption: Exemption | None) -> Iterator[dt.datetime]:
    """The start of the day, in Oslo, on which an exemption is over."""
    if exemption is not None and exemption.until:
        yield dt.datetime.combine(exemption.until, dt.time(), OSLO)
