"""The words by which a document tells that something of it is not for everybody."""

from __future__ import annotations

import re

__all__ = ["CLOSED", "CLOSED_ITEMS", "CLOSED_PART", "OPEN_AGAIN", "OPEN_CELL"]

_PUBLIC = r"off(?:entl[ei]g\w*|\b\.?)"
_ACTS = (
    r"(?:offl|off\.\s?l|offentl[ei]g(?:he[it]+s?)?lov\w*|kom(?:\.\s?l|l|munelov\w*)|fvl|forvaltningslov\w*)\.?,?"
    r"(?:\s+(?:av\s+\d{4}|kap\w*\.?\s*\d+))?"
)
CLOSED = re.compile(
    r"(?<!\w)u\.?\s?off\b\.?"
    rf"|(?<!ikkje )(?<!ikke )\b(?:unn?tat[te]|unnateken?|unnatekne|unnatatt|unntek\w*|untatt|unntas|unnta|unntak"
    rf"|unndra\w*|skjerma|skjermet|gradert)\.?\s+(?:(?:frå|fra|for|i)\s+)?(?:{_PUBLIC}|innsyn)"
    rf"|\bikk?j?e[\s-]+{_PUBLIC}|\bunnt\.\s?off\b\.?"
    r"|\b(?:lukka|lukke[dt]e?|stengde?|stengte?)\s+(?:møte|sak|del|d[øo]r\w*|handsaming|behandling)\w*"
    r"|\b(?:lukka|lukkede|lukkete|stengde|stengte)\s+dører\b|\bmøtet\s+(?:\w+\s+){1,3}(?:lukka|lukket)\b"
    r"|(?:^|[(\[:–-]\s*)(?:lukka|lukket|unntatt|unnateken?|gradert)\s*(?=$|[)\]:.,–-])"
    rf"|\b{_ACTS}\s*§+\s*\d",
    re.IGNORECASE | re.MULTILINE,
)
"""What marks an item, a row or a paper as closed; the law that it is closed by is a mark too."""


CLOSED_ITEMS = re.compile(r"\bsak(?:er|ene|ane)\b", re.IGNORECASE)
"""Beside a mark: that the line is of the items below it, and not of the one that it stands in."""


CLOSED_PART = re.compile(r"\W*(?:møtet\s+\w+\s+)?(?:lukka|lukke[dt]e?|stengt)\s*(?:møte|del)?\W*$", re.IGNORECASE)
"""A line that may close the one item it stands in, or, where an item begins below it, the rest of the meeting."""


OPEN_AGAIN = re.compile(r"\b(?:åpne|opne|åpen|open|offentl[ei]ge?|andre|øvrige|ordinære)\b", re.IGNORECASE)
"""In a line between items: that those below it are not closed any more."""


OPEN_CELL = re.compile(r"(?:nei|n|[-–—]|ikk?j?e|open|åpen|opent|åpent|off(?:entl[ei]g)?\.?)?", re.IGNORECASE)
"""What a cell of the column for closed items says where the item is open."""
