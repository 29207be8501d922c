"""Told by a field and not in words: that a meeting is called off or moved, an item put off, something exempt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from portal.linked.portal import LinkedPortal
from portal.model.common import Attachment
from portal.model.meeting import AgendaItem, Meeting
from portal.model.problems import Place, Problem, warning
from portal.model.references import parts
from portal.model.validation import Location
from portal.source.record import Record
from portal.text.plain import bare_words

_CALLED_OFF = r"avlyst|avlyses|avlysast|innstilt|innstilles|kansellert|utgår"
_PUT_OFF = r"utsett|utsatt|utsettes|flytta|flyttet|flyttes|framskunda|fremskyndet"
_WORD = rf"(?P<word>{_CALLED_OFF}|{_PUT_OFF})"
_DAY = r"(?:man|tirs|ons|tors|fre|lør|måndag|mandag|tys|laur|søn|sun)\w*dag\w*"
_MONTH = r"januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_THEN = (
    rf"(?:til|frå|fra)\s+(?:den\s+)?(?:\d|{_DAY}|{_MONTH}|nest|over|haust|høst|vår|ny|eit\s+anna|et\s+annet|ein|en)"
    r"|(?:på\s+grunn|grunna|grunnet|pga\b|inntil|på\s+ubestemt|p\.\s?g\.\s?a|av\s+omsyn|av\s+hensyn)"
)
_IS = r"(?:er|blir|vert|vart|ble|blei|har\s+blitt|må)\s+(?:dessverre\s+|diverre\s+|no\s+|nå\s+)?"
_ENDS = rf"(?=\s*(?:$|[!.:;,)\]*_]|[–—]|-\s|\s-|{_THEN}))"
_FIRST = re.compile(rf"\W*(?:møtet?\s+)?(?:{_IS})?{_WORD}{_ENDS}", re.IGNORECASE)
"""The word by itself, first: `AVLYST`, `Avlyst: …`, `Møtet er utsett til hausten`; not `Flytta pasientar`."""
_LAST = re.compile(rf".*(?:[(\[,:;–—]|\s-)\s*{_WORD}\s*[)\]!.]*\Z", re.IGNORECASE)
"""The word by itself, last: `Møte 3/2026 (avlyst)`, `Rådhuset – AVLYST`."""
_LOUD = re.compile(rf"(?:^|.*\W)(?P<word>{f'{_CALLED_OFF}|{_PUT_OFF}'.upper()})(?!\w)")
"""The word in capitals, anywhere among words that are not."""
_TOLD = re.compile(
    r".*?\bmøtet\b(?:[^.!?]|(?<=\d)\.){0,40}?\s(?:er|blir|vert|har\s+blitt)\s+"
    rf"(?:dessverre\s+|diverre\s+|no\s+|nå\s+)?{_WORD}{_ENDS}",
    re.IGNORECASE,
)
"""A sentence that tells it of the meeting: `Møtet 12. mars er diverre avlyst.`"""
_TRAILING = re.compile(rf"(?!.*\bikk?j?e\b).*\s{_WORD}\Z", re.IGNORECASE)
"""The word last, behind nothing but a space: `Rådhuset avlyst`."""
_MOVED = re.compile(_PUT_OFF, re.IGNORECASE)
_HELD_BACK = (
    r"(?:unn(?:tatt|atekn?e|teken)\s+(?:(?:frå|fra|for)\s+)?off(?:entle?i?g(?:heit|het)|\.)|u\.?\s?off\b\.?"
    r"|(?:strengt\s+)?(?:fortr[ou]l[ei]g|konfidensie(?:ll|lt))|ikk?j?e\s+offentle?i?g)"
)
_HELD_BACK_IN_WORDS = re.compile(
    rf"\W*(?P<first>{_HELD_BACK})(?=\s*(?:$|[:,–—(\[)\]]|-\s))|.*(?:[(\[,:–—]|\s-)\s*(?P<last>{_HELD_BACK})[)\]!.\s]*$",
    re.IGNORECASE,
)
"""That something is held back, told by itself before or behind a title, and not as a part of it."""
_OPENING = 200
"""So much of a meeting's text is looked at, in characters: whoever writes that it is called off, begins with it."""


def meetings_are_called_off_by_a_field(portal: LinkedPortal) -> Iterator[Problem]:
    """A meeting of which words say that it is called off or moved has the field that says so, or was held."""
    for meeting in portal.graph.meetings:
        facts = meeting.facts
        if facts.cancelled or portal.graph.agendas[meeting.id].has_minutes:
            continue
        for field in ("title", "place", "number", "chair"):
            word = _said_of_meeting(getattr(facts, field) or "")
            if word and not (facts.moved_from and _MOVED.fullmatch(word)):
                yield warning(meeting.marks.value(field), "called_off_in_words", found=word, field=field)
        place, words = _opening(meeting)
        word = _said(words, _FIRST, _LOUD, _TOLD)
        if word and not (facts.moved_from and _MOVED.fullmatch(word)):
            yield warning(place, "called_off_in_text", found=word)


def items_are_put_off_by_an_outcome(portal: LinkedPortal) -> Iterator[Problem]:
    """An item whose title says that it is put off or goes out has an outcome that says so."""
    for meeting in portal.graph.meetings:
        for index, item in enumerate(meeting.facts.agenda):
            word = _said(item.title or "", _FIRST, _LAST, _LOUD)
            if word and item.outcome is None and not meeting.facts.cancelled:
                yield warning(meeting.marks.value("agenda", index, "title"), "called_off_item", found=word)


def titles_hold_nothing_back(portal: LinkedPortal) -> Iterator[Problem]:
    """What is said to be exempt in a title is exempt by its field, for only the field holds anything back."""
    for record in portal.records:
        if not (record.facts.exempt or record.facts.draft or record.facts.retracted):
            for at, title in _titles_shown(record):
                if match := _HELD_BACK_IN_WORDS.match(title):
                    word = match["first"] or match["last"]
                    yield warning(record.marks.value(*at), "exempt_in_words", found=word)


def _said_of_meeting(words: str) -> str | None:
    return _said(words, _FIRST, _LAST, _LOUD, _TOLD, _TRAILING)


def _said(words: str, *patterns: re.Pattern[str]) -> str | None:
    """The word that says that something is called off, put off or moved; `None` where none does."""
    words = " ".join(words.split())
    found = (pattern.match(words) for pattern in patterns if pattern is not _LOUD or not words.isupper())
    return next((match["word"] for match in found if match), None)


def _titles_shown(record: Record[Any]) -> Iterator[tuple[Location, str]]:
    """The titles of a record, of its attachments and of its items, but for what is exempt."""
    items, papers = list(parts(record.facts, AgendaItem)), parts(record.facts, Attachment)
    exempt = {at for at, item in items if item.exempt}
    for at, one in (((), record.facts), *items, *papers):
        if one.title and not one.exempt and at[:2] not in exempt:
            yield (*at, "title"), one.title


def _opening(meeting: Record[Meeting]) -> tuple[Place, str]:
    """The first words of a meeting's text, and where they stand."""
    outline = meeting.outline
    if outline.lead or not outline.sections:
        return Place(meeting.path, outline.line), bare_words(outline.lead.nodes)[:_OPENING]
    return outline.sections[0].place, outline.sections[0].title
