"""The anchors that a record's page has, for links from other texts."""

from __future__ import annotations

from portal.linked.graph import Graph
from portal.model.kinds import CASE, MEETING
from portal.source.record import Key
from portal.text.outline import anchors_in

__all__ = ["LATEST_DECISION", "anchors_of"]

LATEST_DECISION = "vedtak"
"""Where a case's page shows its latest decision."""


def anchors_of(graph: Graph, key: Key) -> set[str]:
    """The anchors that a record's own content gives its page: headings, items, decisions."""
    record = graph.records.get(key)
    if record is None:
        return set()
    outline = record.outline
    anchors: set[str] = set()
    if record.kind is MEETING:
        outline = graph.agendas[record.id].outline
        for entry in graph.agendas[record.id].entries:
            decision = entry.decision_anchors if entry.is_decision() else ()
            anchors.update(entry.anchors, entry.inner_anchors, decision)
    anchors.update(anchors_in(outline.lead, outline.sections))
    if record.kind is CASE and graph.latest_decision(record.id):
        anchors.add(LATEST_DECISION)
    return anchors
