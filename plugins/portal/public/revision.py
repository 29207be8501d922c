"""When what the public sees of a record was changed, and which of its facts: never what they were."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

__all__ = ["Revision", "Revisions"]


@dataclass(frozen=True)
class Revision:
    """A change of what is public of a record, at an aware moment.

    `added`, `changed` and `removed` name its facts, those of `portal.publication.facets`. The first revision of a
    record is that it became public: it has all of its facts in `added`.
    """

    moment: dt.datetime
    added: frozenset[str] = field(default=frozenset())
    changed: frozenset[str] = field(default=frozenset())
    removed: frozenset[str] = field(default=frozenset())

    @property
    def facets(self) -> frozenset[str]:
        """The names of all facts that came, went or are others."""
        return self.added | self.changed | self.removed


@dataclass(frozen=True)
class Revisions:
    """The revisions of one record, the oldest first.

    `steps` are all of them; `days` those between one day's end and the next, so that what was changed and changed back
    within a day is none. `is_original` tells that the record came with the portal's first ones. `lengths` are
    the moments at which its body's meetings came to take another time, while this one did not say when it ends.
    """

    steps: tuple[Revision, ...] = ()
    days: tuple[Revision, ...] = ()
    is_original: bool = False
    lengths: tuple[dt.datetime, ...] = ()
