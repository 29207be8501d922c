"""The whole linked portal, before anything is held back: what the rules and the publication look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.linked.agenda import read_agenda
from portal.linked.graph import Graph
from portal.linked.targets import Targets
from portal.model.kinds import MEETING, path_of
from portal.source.record import Key, Record

__all__ = ["LinkedPortal", "linked"]


@dataclass(frozen=True)
class LinkedPortal:
    """The linked records.

    `known` holds the keys of all record files, read or not; `content` the
    addresses of the hand-written pages by the path of their file, and
    `content_anchors` the anchors of their headings. `permalinks` are the
    addresses that were ever published, as the ledger writes them.
    """

    graph: Graph
    targets: Targets
    known: frozenset[Key]
    content: Mapping[str, str]
    content_anchors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    permalinks: frozenset[str] = frozenset()

    @property
    def records(self) -> list[Record[Any]]:
        return list(self.graph.records.values())


def linked(
    records: Iterable[Record[Any]],
    known: Iterable[Key],
    content: Mapping[str, str] | None = None,
    content_anchors: Mapping[str, frozenset[str]] | None = None,
    permalinks: Iterable[str] = (),
) -> LinkedPortal:
    """Records that know each other; the arguments are the fields of `LinkedPortal`."""
    records = list(records)
    bare = Graph(records, {})
    agendas = {meeting.id: read_agenda(meeting, bare.title_of_item) for meeting in records if meeting.kind is MEETING}
    graph, known, content = Graph(records, agendas), frozenset(known), content or {}
    targets = Targets(graph.records, content, [path_of(key) for key in known if key not in graph.records])
    return LinkedPortal(graph, targets, known, content, content_anchors or {}, frozenset(permalinks))
