"""Every word of a document stands in a record, or among what was left or held back, or is known to tell nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.commands.importing.document.blocks import Block, Document, Paragraph, Table, Unreadable
from portal.commands.importing.found import Found, strings_in
from portal.commands.importing.lexicon import entry, pattern, terms
from portal.commands.importing.words.dates import find_date, find_times
from portal.commands.importing.words.labels import label_in
from portal.commands.importing.words.meanings import case_types, outcome_in, vote_in
from portal.commands.importing.words.openings import section_in
from portal.commands.importing.words.people import UNKNOWN, label_group

__all__ = ["account", "unaccounted"]

_WORD = re.compile(r"\d+[/-]\d+|[^\W\d_]{3,}|\d{3,}")
_HEADS = re.compile(
    "|".join(
        f"(?:{words})"
        for table in ("meeting.labels", "item.columns", "task.columns", "people.columns", "item.sections", "said.heads")
        for _, words in terms(table)
    ),
    re.IGNORECASE,
)
_SENT, _SENTENCES = pattern("meeting.sent"), terms("meeting.sentences")
_SAID_BY_FACTS = frozenset(entry("said.words").split())
"""Words that only say what a name or a number is, which the record says by where it has them."""
_SAID_BY: dict[str, list[str]] = entry("said.by")
"""Words that a fact says by being there."""
_SHORT = 60


def account(document: Document, found: Found, known: str = "") -> None:
    """Put what went nowhere among what was left, each line once; raises `Unreadable` where a word is missing still."""
    found.left += unaccounted(document, found, known)
    lines = {(block.place.page, block.place.line, block.text) for block in found.left}
    kept: list[Block] = []
    for block in found.left:
        at = (block.place.page, block.place.line)
        is_in_other = any(at == other[:2] and block.text in other[2] and block.text != other[2] for other in lines)
        if not is_in_other and block not in kept:
            kept.append(block)
    found.left = kept
    for block in unaccounted(document, found, known):
        raise Unreadable("import.unaccounted", found=block.text)


def unaccounted(document: Document, found: Found, known: str = "") -> Iterator[Block]:
    """The lines and cells of a document with a word that stands nowhere in what was found, each with its place.

    Words of labels, of dates and times that a fact has, and those that are `known` without the document are none.
    """
    written = "\n".join(strings_in([[record.path, record.facts, record.text] for record in found.records]))
    facts = {name for record in found.records for name in _names_in(record.facts)}
    said = {word for name in facts for word in _SAID_BY.get(name, ())}
    left = "\n".join([*(block.text for block in found.left), *(held.words for held in found.held)])
    told = _Told(
        words={*_words("\n".join([written, known, left])), *_SAID_BY_FACTS, *said},
        days=frozenset(re.findall(r"\d{4}-\d\d-\d\d", written)),
        text=f"{written}\n{left}".replace("\\", ""),
    )
    for block in document.blocks:
        heads = {line for cell in _heads(block) for line in cell.split("\n")}
        for line in block.lines():
            if line not in heads and _says_more(line, told):
                yield Paragraph(" ".join(line.split()), block.place)


def _heads(block: Block) -> Iterator[str]:
    """The cells of a table that are heads of columns, broken over lines."""
    for cell in (cell for row in block.rows for cell in row if "\n" in cell) if isinstance(block, Table) else ():
        if _HEADS.fullmatch(re.sub(r"-\s(?=[a-zæøå])", "", " ".join(cell.split())).strip(" :.")):
            yield cell


def _names_in(value: Any) -> Iterator[str]:
    """The names of all facts, those within others too."""
    if isinstance(value, (list, tuple, dict)):
        yield from value if isinstance(value, dict) else ()
        for part in value.values() if isinstance(value, dict) else value:
            yield from _names_in(part)


@dataclass(frozen=True)
class _Told:
    """What was told: its words, the days that facts have, as `2026-03-10`, and the text of it."""

    words: set[str]
    days: frozenset[str]
    text: str


def _says_more(line: str, told: _Told) -> bool:
    """Whether a line has a word that is told nowhere, and is more than a label or what a fact is made of."""
    bare = line.strip(" :.\t")
    if _HEADS.fullmatch(bare) or _SENT.match(bare) or label_group(bare) not in ("", UNKNOWN):
        return False
    label, value = label_in(line) or section_in(line) or ("", line)
    if label == "body" or (len(value) < _SHORT and (case_types(value) or outcome_in(value) or vote_in(value))):
        return False
    date, missing = find_date(value), _words(value)
    if date and date.day and date.day.isoformat() not in told.days and date.text not in told.text:
        return True
    if date:
        missing = _words(value.replace(date.text, " "))
    if any(find_times(value)):
        missing = [word for word in missing if not word[0].isdigit()]
    return any(not (word in told.words or case_types(word) or _is_day(word, told.days)) for word in missing)


def _is_day(word: str, days: frozenset[str]) -> bool:
    """Whether a word is a day without a year, `18/2`, that a date has."""
    day, _, month = word.partition("/")
    return day.isdigit() and month.isdigit() and any(one[4:] == f"-{int(month):02}-{int(day):02}" for one in days)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text.replace("\\", ""))]
