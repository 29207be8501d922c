"""The whole linked portal, before anything is held back: what the rules and the publication look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.linking.graph import Graph
from portal.linking.targets import Targets
from portal.record import Key, Record

__all__ = ["LinkedPortal"]


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
