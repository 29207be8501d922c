"""The anchors that a record's page has, for links from other texts."""

from __future__ import annotations

from portal.linked.graph import Graph
from portal.model.addresses import reserved_anchors
from portal.model.kinds import CASE, MEETING
from portal.model.plan import Plan
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
    agenda = graph.agendas[record.id] if record.kind is MEETING else None
    entries = agenda.entries if agenda else ()
    outline = agenda.outline if agenda else record.outline
    texts = [(one.lead, [section for _, section in one.sections]) for one in entries]
    texts.append((outline.lead, list(outline.sections)))
    anchors = {anchor for lead, sections in texts for anchor in anchors_in(lead, sections)}
    anchors |= {anchor for entry in entries for anchor in entry.shown_anchors}
    if isinstance(record.facts, Plan):
        anchors |= reserved_anchors(record.facts)
    if record.kind is CASE and graph.latest_decision(record.id):
        anchors.add(LATEST_DECISION)
    return anchors
