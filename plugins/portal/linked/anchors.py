"""The anchors that a record's page has, for links from other texts."""

from __future__ import annotations

from portal.linked.graph import Graph
from portal.model.kinds import CASE, MEETING
from portal.source.record import Key

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
    sections = (*outline.sections, *(section for entry in entries for _, section in entry.sections))
    parts = [part for section in sections for part in section.walk()]
    texts = (outline.lead, *(entry.lead for entry in entries), *(part.content for part in parts))
    own = {anchor for entry in entries for anchor in entry.shown_anchors} | {part.anchor for part in parts}
    latest = {LATEST_DECISION} if record.kind is CASE and graph.latest_decision(record.id) else set()
    return own | latest | {anchor for text in texts for anchor in text.anchors}
