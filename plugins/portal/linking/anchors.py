"""The anchors that a record's page has, for links from other texts."""

from __future__ import annotations

from portal.linking.agenda import Agenda
from portal.linking.graph import Graph
from portal.records.kinds import CASE, MEETING
from portal.records.record import Key

__all__ = ["anchors_of"]


def anchors_of(graph: Graph, key: Key) -> set[str]:
    """The anchors of a record's page that its own content gives rise to."""
    record = graph.records.get(key)
    if record is None:
        return set()
    anchors = {"innhald"}
    if record.kind is not MEETING:
        anchors |= record.outline.anchors
    else:
        agenda = graph.agendas[record.id]
        anchors |= _heading_anchors(agenda)
        for entry in agenda.entries:
            anchors.update(entry.anchors)
            if entry.is_decision():
                anchors.update(entry.decision_anchors)
    if record.kind is CASE and graph.latest_decision(record.id):
        anchors.add("vedtak")
    return anchors


def _heading_anchors(agenda: Agenda) -> set[str]:
    """The anchors of the headings of a meeting's text that stand on the page as headings."""
    general = {part.anchor for section in agenda.outline.sections for part in section.walk()}
    return general | {section.anchor for entry in agenda.entries for _, section in entry.sections}
