"""The anchors that a record's page has, for links from other texts."""

from __future__ import annotations

from collections.abc import Iterator

from portal.linked.agenda import Agenda
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
        agenda = graph.agendas[record.id]
        outline = agenda.outline
        anchors.update(_of_items(agenda))
    anchors.update(anchors_in(outline.lead, outline.sections))
    if record.kind is CASE and graph.latest_decision(record.id):
        anchors.add(LATEST_DECISION)
    return anchors


def _of_items(agenda: Agenda) -> Iterator[str]:
    for entry in agenda.entries:
        yield from entry.anchors
        if entry.is_decision():
            yield from entry.decision_anchors
        yield from anchors_in(entry.lead, (section for _, section in entry.sections))
