"""What every object is made of: the context, the URLs, and the properties that all objects have."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote

from portal.derived.context import Context
from portal.derived.lifetimes import Lifetime
from portal.derived.public import Closed, Key, Record
from portal.model import addresses
from portal.model.clock import OSLO
from portal.model.kinds import ORGANISATION, kind_named

__all__ = ["BODY", "OWN", "TYPES", "LazyObject", "Object", "Source", "fingerprint", "instant", "without", "written"]

Object = dict[str, Any]
"""An OParl object, its properties in the order in which they are written."""

OWN = "helsefellesskap"
"""What stands before the colon in the name of a property that is not OParl's."""
TYPES = "https://schema.oparl.org/1.1/"
BODY = "body"
"""The path of the one Body."""

_KEPT = 4096
"""How many objects are kept of those that were made: a list has what stands in files of its own, and in others."""
_CENTRAL_EUROPE = dt.timezone(dt.timedelta(hours=1))


@dataclass(frozen=True, eq=False)
class LazyObject:
    """The path of an object below the interface, which is known before it is made, and what makes it."""

    path: str
    make: Callable[[], Object]


class Source:
    """Makes objects and their URLs; `object` gives that of a `LazyObject`."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.portal = context.portal
        self.facts = context.facts
        self.lifetimes = context.lifetimes
        self.object = lru_cache(maxsize=_KEPT)(lambda lazy: lazy.make())
        self._exempt = {closed.key for closed in context.facts.closed(is_exempt=True)}

    def url(self, path: str) -> str:
        """The URL of an object or a list, by its path below the interface."""
        return self.context.url(quote(addresses.oparl(path)))

    def path(self, key: Key) -> str:
        """The path of a record's object."""
        return f"{kind_named(key[0]).oparl_path}/{key[1]}"

    def reference(self, kind: str, id_: str | None) -> str | None:
        """The id of the object of a record that is public or exempt; `None` for any other."""
        key = (kind, id_ or "")
        return self.url(self.path(key)) if key in self.portal.records or key in self._exempt else None

    def references(self, kind: str, ids: Any) -> list[str]:
        """The ids of the objects of those records that are public or exempt, each once."""
        return list(dict.fromkeys(url for id_ in ids if (url := self.reference(kind, id_))))

    def party(self, text: str | None) -> list[str]:
        """The id of the organisation that a text names, if it names one."""
        organisation = self.portal.organisation_named(text)
        return self.references(ORGANISATION.name, [organisation.id if organisation else text])

    def make(self, type_: str, path: str, life: Lifetime, web: str | None = None, **properties: Any) -> Object:
        """An object; properties without a value, and empty lists, are left out. `web` is an address on the site."""
        made: Object = {"id": self.url(path), "type": f"{TYPES}{type_}"}
        made |= {name: value for name, value in properties.items() if value not in (None, "", [])}
        if life.created and life.modified:
            made |= {"created": written(life.created), "modified": written(life.modified)}
        if web:
            made["web"] = self.context.url(web)
        return made

    def of(self, record: Record[Any] | Closed, **properties: Any) -> Object:
        """The object of a record."""
        address = self.portal.address_of_key(record.key)
        return self.make(record.kind.oparl, self.path(record.key), self.lifetimes.of(record), address, **properties)

    def lazy(self, record: Record[Any] | Closed, make: Callable[[Any], Object]) -> LazyObject:
        """The object of a record, as `make` makes it of that."""
        return LazyObject(self.path(record.key), partial(make, record))

    def deleted(self, closed: Closed) -> Object:
        """The object of a retracted record: that it was, and no more."""
        life = self.lifetimes.of(closed)
        return self.make(closed.kind.oparl, self.path(closed.key), life, deleted=True)


def instant(day: dt.date, time: dt.time | None = None) -> str:
    """A time of a day in Europe/Oslo, midnight if none is given (RFC 3339)."""
    return written(dt.datetime.combine(day, time or dt.time(), OSLO))


def written(moment: dt.datetime) -> str:
    """A moment as it is in Europe/Oslo (RFC 3339)."""
    local = moment.astimezone(OSLO)
    offset = local.utcoffset()
    if offset is None or offset.total_seconds() % 60:  # before time was one in the country
        local = local.replace(tzinfo=_CENTRAL_EUROPE)
    return local.isoformat(timespec="seconds")


def fingerprint(text: str) -> str:
    """Sixteen letters that stand for a text in a path; no digit among them could be taken for a year or a number."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return digest.translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))


def without(made: Object, *names: str) -> Object:
    """An object as it stands inside another, which need not be referred back to."""
    return {name: value for name, value in made.items() if name not in names}
