"""The anchors that a record's page has, for links from other texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portal.linked.agenda import Agenda
from portal.linked.graph import Graph
from portal.model.kinds import CASE, MEETING
from portal.source.record import Key
from portal.text.fragment import Fragment
from portal.text.outline import Section

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
    anchors.update(_of_texts([outline.lead]), _of_sections(outline.sections))
    if record.kind is CASE and graph.latest_decision(record.id):
        anchors.add(LATEST_DECISION)
    return anchors


def _of_items(agenda: Agenda) -> Iterator[str]:
    for entry in agenda.entries:
        yield from entry.anchors
        if entry.is_decision():
            yield from entry.decision_anchors
        yield from _of_texts([entry.lead])
        yield from _of_sections(section for _, section in entry.sections)


def _of_sections(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        for part in section.walk():
            yield part.anchor
            yield from _of_texts([part.content])


def _of_texts(fragments: Iterable[Fragment]) -> Iterator[str]:
    for fragment in fragments:
        yield from fragment.anchors
