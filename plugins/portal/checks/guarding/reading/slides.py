"""A PowerPoint presentation: its slides, notes and comments, and the slides that are not shown."""

from __future__ import annotations

import re

from portal.checks.guarding.findings import Passage, Spot, SpotKind, Trace, TraceKind
from portal.checks.guarding.reading.office import Parts
from portal.checks.guarding.reading.walking import runs_of
from portal.source.documents.packages import local, read_xml

__all__ = ["read_slides"]

_PART = re.compile(r"ppt/(?P<kind>slides/slide|notesSlides/notesSlide|comments/\w*?)(?P<number>\d*)\.xml")
_SPOTS = {"slides/slide": SpotKind.SLIDE, "notesSlides/notesSlide": SpotKind.NOTES}


def read_slides(parts: Parts) -> tuple[list[Passage], list[Trace], frozenset[str]]:
    """The passages and traces of a presentation, and the parts that they were taken from."""
    passages: list[Passage] = []
    hidden, comments, read = 0, 0, set()
    for name, content in parts.items():
        match = _PART.fullmatch(name)
        if match is None:
            continue
        read.add(name)
        root = read_xml(content)
        kind = _SPOTS.get(match["kind"])
        hidden += kind is SpotKind.SLIDE and root.get("show") in ("0", "false")
        if kind is None:
            comments += sum(1 for element in root.iter() if local(element.tag) == "cm")
        spot = Spot(kind, match["number"]) if kind else Spot(SpotKind.COMMENT)
        passages += [Passage(block.all_text, spot) for block in runs_of(root)]
    counted = ((TraceKind.HIDDEN_SLIDES, hidden), (TraceKind.COMMENTS, comments))
    return passages, [Trace(kind, str(count)) for kind, count in counted if count], frozenset(read)
