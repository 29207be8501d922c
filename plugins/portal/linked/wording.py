"""Whether an item's decision has its words: under `### Vedtak`, or astray in another form of the minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portal.model.meeting import AgendaItem
from portal.model.problems import Problem, warning
from portal.model.vocabulary import SectionMeaning
from portal.text.openings import Opening
from portal.text.outline import Section

__all__ = ["fault_of", "words_astray"]

Sections = Sequence[tuple[SectionMeaning | None, Section]]

_PROPOSALS = (SectionMeaning.PROPOSAL, SectionMeaning.ALTERNATIVE)
_ENDS = (".", "!", "?")


def words_astray(openings: Sequence[Opening], sections: Sections, behind: Sequence[Section]) -> Iterator[Opening]:
    """Where the words of a decision seem to stand, of which an item has none under `### Vedtak`.

    `openings` are those of the item's text before its `sections`; `behind` are the sections up to the next item that
    belong to none. A proposal is no decision: in it, only a heading may begin one.
    """
    if any(meaning is SectionMeaning.DECISION and section.content for meaning, section in sections):
        return
    yield from openings
    is_awaited = False
    for meaning, section in sections:
        if meaning is SectionMeaning.DECISION:
            is_awaited = True
            continue
        yield from (one for one in section.openings if one.is_heading or meaning not in _PROPOSALS)
        if is_awaited and meaning is None and _may_be_words(section):
            yield Opening(section.title, section.place, is_words=True)
        is_awaited = False
    for section in behind:
        yield from (one for one in section.openings if one.place == section.place)
        if is_awaited and _may_be_words(section):
            yield Opening(section.title, section.place, is_words=True)
        is_awaited = False


def fault_of(item: AgendaItem, position: int, sections: Sections, astray: Opening | None) -> Problem | None:
    """That a decision has no words where they belong, and where they seem to stand instead, if they do."""
    name = item.number or item.title or str(position)
    if astray is None:
        own = [section for meaning, section in sections if meaning is SectionMeaning.DECISION]
        is_empty = bool(own) and not any(section.content for section in own)
        return warning(own[0].place, "decision_empty", item=name) if is_empty else None
    code = "decision_became_heading" if astray.is_words else "decision_astray"
    return warning(astray.place, code, item=name, found=astray.found)


def _may_be_words(section: Section) -> bool:
    """Whether what stands as the heading right behind an empty `### Vedtak` is its words: a sentence, or made one."""
    return section.is_unusual or section.title.endswith(_ENDS)
