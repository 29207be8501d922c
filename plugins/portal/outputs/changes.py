"""`/data/changes.ndjson`: all that ever happened to a public record, a line of JSON each, the newest last.

Who follows the portal reads the lines behind the one it read last. What is told of a change is what the log at `/nytt/`
tells: what may not be read is told of by what may be known of it. Sentences may name people, and are
told only where the open data may.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from portal.derived.change_words import entry_link, sentences_of
from portal.derived.changes import Change
from portal.derived.context import Context
from portal.model import addresses
from portal.model.clock import OSLO
from portal.pages.rendering.page import Asset

__all__ = ["export"]


def export(context: Context) -> Iterator[Asset]:
    """The one file."""
    yield Asset(addresses.CHANGES, make=partial(_written, context))


def _written(context: Context) -> bytes:
    told = list(reversed(context.history.every))
    told.sort(key=lambda change: change.moment)  # of one day too
    lines = (_line(context, change) for change in told)
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()


def _line(context: Context, change: Change) -> dict[str, object]:
    """A change: when it became known, what happened to which record, where that answers now and did before."""
    link, record = entry_link(context, change), change.public
    aliases = record.facts.aliases if record else ()
    return {
        "time": change.moment.astimezone(OSLO).isoformat(timespec="seconds"),
        "change": change.kind.value,
        "kind": change.record.kind.name,
        "id": change.record.id,
        "title": str(link.text),
        "url": context.url(link.address or change.record.address),
        "text": [str(one) for one in sentences_of(context, change)] if context.settings.open_data_people else [],
        "earlier_urls": [context.url(address) for alias in aliases if (address := addresses.alias_address(alias))],
    }
