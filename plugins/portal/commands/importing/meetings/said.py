"""What was said beside a document, and whose meeting it tells of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.linked.names import OrganisationNames

__all__ = ["Said", "body_of", "folded"]


@dataclass(frozen=True)
class Said:
    """What was said beside the document: the portal's names, its bodies' by id, and a body and a date by argument.

    `whole` are the ids of those that are a whole collaboration; `public_title` is what a closed item is called,
    `general` the heading of what is of no item; `has_exempt` tells that closed items are written with their words.
    """

    names: OrganisationNames
    bodies: Mapping[str, Sequence[str]]
    meetings: frozenset[str]
    whole: frozenset[str] = frozenset()
    body: str | None = None
    day: dt.date | None = None
    public_title: str = ""
    general: str = ""
    has_exempt: bool = False


def body_of(said: Said, head: Sequence[str], furniture: str) -> str | None:
    """The body whose name stands in the document's head, above the people; the longest name, where several do.

    Sentences count only where nothing else names one, and the heads of pages where those do not. The whole
    collaboration, which stands at the head of each of its bodies' papers, yields to any of them. Two bodies of
    whom neither is told more of leave it open.
    """
    if said.body:
        return said.body
    lines = [line for line in head if not line.rstrip().endswith(".")]
    texts = (" ".join(lines), " ".join(head), furniture)
    return next(filter(None, (_named_in(said, text) for text in texts)), None) or (
        _told_in(said, texts[0]) or _told_in(said, f"{texts[0]} {furniture}")
    )


def _named_in(said: Said, text: str) -> str | None:
    """The body with the longest name that a text has."""
    words = f" {folded(text)} "
    found = [
        (id_ not in said.whole, len(name), id_)
        for id_, names in said.bodies.items()
        for name in map(folded, names)
        if f" {name} " in words
    ]
    best = {id_ for *told, id_ in found if told == list(max(found)[:2])}
    return best.pop() if len(best) == 1 else None


def _told_in(said: Said, text: str) -> str | None:
    """The body of whose name a text has all words, in whatever order: `Digital heimeoppfølging – prosjektgruppa`."""
    words = {*folded(text).split()}
    names = ((id_, {*folded(name).split()}) for id_, many in said.bodies.items() for name in many)
    found = {id_: len(name) for id_, name in names if len(name) > 1 and name <= words}
    best = [id_ for id_, count in found.items() if count == max(found.values())]
    return best[0] if len(best) == 1 else None


def folded(words: str) -> str:
    """A name as it is compared: small letters, in one spelling, without the little words between."""
    spelt = words.casefold().replace("utvalg", "utval").replace("faglig", "fagleg")
    spelt = re.sub(r"styremøtet?\b", "styret", spelt)
    return " ".join(word for word in re.findall(r"[\wæøå]+", spelt) if word not in ("for", "i", "av", "og"))
