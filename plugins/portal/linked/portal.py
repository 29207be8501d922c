"""The whole linked portal, before anything is held back: what the rules and the publication look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.linked.agenda import Agenda, read_agenda
from portal.linked.graph import Graph
from portal.linked.targets import Targets
from portal.model.kinds import MEETING, path_of
from portal.model.meeting import Meeting
from portal.model.theme import Theme
from portal.source.record import Key, Record

__all__ = ["LinkedPortal", "linked"]


@dataclass(frozen=True)
class LinkedPortal:
    """The linked records.

    `known` holds the keys of all record files, read or not; `content` the
    addresses of the hand-written pages by the path of their file, and
    `content_anchors` the anchors of their headings. `permalinks` are the
    addresses that were ever published, as the ledger writes them; `themes` those that records may be about.
    """

    graph: Graph
    targets: Targets
    known: frozenset[Key]
    content: Mapping[str, str]
    content_anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    permalinks: frozenset[str] = frozenset()
    themes: tuple[Theme, ...] = ()

    @property
    def records(self) -> list[Record[Any]]:
        return list(self.graph.records.values())


def linked(
    records: Iterable[Record[Any]],
    known: Iterable[Key],
    content: Mapping[str, str] | None = None,
    content_anchors: Mapping[str, frozenset[str]] | None = None,
    permalinks: Iterable[str] = (),
    earlier: LinkedPortal | None = None,
    themes: Iterable[Theme] = (),
) -> LinkedPortal:
    """Records that know each other; the arguments are the fields of `LinkedPortal`.

    Of an `earlier` portal the agendas are taken over of those meetings that are the same objects, with the same titles.
    """
    graph, known, content = Graph(records, {}), frozenset(known), content or {}
    for meeting in graph.of_kind(MEETING):
        kept = _kept_agenda(meeting, graph, earlier.graph) if earlier else None
        graph.agendas[meeting.id] = kept or read_agenda(meeting, graph.title_of_item)
    targets = Targets(graph.records, content, [path_of(key) for key in known if key not in graph.records])
    anchors, published = content_anchors or {}, frozenset(permalinks)
    return LinkedPortal(graph, targets, known, content, anchors, published, tuple(themes))


def _kept_agenda(meeting: Record[Meeting], graph: Graph, earlier: Graph) -> Agenda | None:
    """The agenda that a meeting had, if it has the same now: only an item without a number is known by its title."""
    if earlier.records.get(meeting.key) is not meeting:
        return None
    untitled = (item for item in meeting.facts.agenda if not item.number and not item.title)
    is_same = all(graph.title_of_item(item) == earlier.title_of_item(item) for item in untitled)
    return earlier.agendas[meeting.id] if is_same else None
