"""Every word of a document stands in a record, or among what was left or held back, or is known to tell nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from portal.commands.importing.document.blocks import (
    CHECKED,
    CROSSED,
    UNCHECKED,
    Block,
    Document,
    FurnitureKind,
    Paragraph,
    Table,
    Unreadable,
)
from portal.commands.importing.found import DocumentKind, Found, strings_in
from portal.commands.importing.lexicon import entry, pattern, terms
from portal.commands.importing.words.dates import find_date, find_times
from portal.commands.importing.words.labels import label_in
from portal.commands.importing.words.meanings import case_types, outcome_in, vote_in
from portal.commands.importing.words.openings import section_in
from portal.commands.importing.words.people import UNKNOWN, label_group

__all__ = ["account", "unaccounted"]

_WORD = re.compile(r"\d+[/-]\d+|[^\W\d_]{3,}|\d{3,}")


def _any_of(*tables: str) -> re.Pattern[str]:
    """What is a word of some tables of the lexicon, and nothing else."""
    return re.compile("|".join(f"(?:{words})" for table in tables for _, words in terms(table)), re.IGNORECASE)


_HEADS = {
    DocumentKind.SUBMISSION: _any_of("form.labels", "form.sections"),
    DocumentKind.REPORT: _any_of(
        "report.labels", "report.sections", "report.partners", "budget.sides",
        *(f"report.tables.{name}" for name in entry("report.tables")),
    ),
}  # fmt: skip
"""The heads of columns and sections of each kind of document; those of meetings for all others."""
_MEETING = _any_of(
    "meeting.labels", "item.columns", "task.columns", "people.columns", "item.sections", "said.heads"
)  # fmt: skip
_LABELS = {DocumentKind.SUBMISSION: terms("form.labels"), DocumentKind.REPORT: terms("report.labels")}
_VALUES = [terms(f"report.{name}") for name in ("level", "health", "phase")] + [terms("budget.kinds")]
"""Words that a fact says by its value."""
_PRINTED = {DocumentKind.SUBMISSION: pattern("form.printed"), DocumentKind.REPORT: pattern("report.printed")}
"""What is printed on such papers and tells nothing."""
_PROMPTS, _TITLE, _TITLED = pattern("form.prompts"), pattern("report.title"), pattern("report.titled")
_MONTH = pattern("date.month_year")
_THOUSANDS, _LISTED = re.compile(r"(?<=\d)[ \u00a0](?=\d{3}\b)"), re.compile(r"^\d{1,2}[.)]\s+")
_LISTS = pattern("people.prose.glue")
"""What labels of lists of people are made of."""
_SENT, _SENTENCES = pattern("meeting.sent"), terms("meeting.sentences")
_SAID_BY_FACTS = frozenset(entry("said.words").split())
"""Words that only say what a name or a number is, which the record says by where it has them."""
_SAID_BY: dict[str, list[str]] = entry("said.by")
"""Words that a fact says by being there."""
_SHORT = 60
_PAGE = re.compile(r"\W*(?:\bside\s*\d{1,3}(?:\s*(?:/|av)\s*\d{1,3})?|\s\d{1,2})\W*$", re.IGNORECASE)
"""The number of a page at the end of its head or foot, which differs from page to page."""
_ENVELOPE = re.compile(r"(?:From|To|Cc|Date|Subject): ")
"""How the lines of a mail begin that say only how it came."""


def account(document: Document, found: Found, kind: DocumentKind, known: str = "") -> None:
    """Put what went nowhere among what was left, each line once; raises `Unreadable` where a word is missing still."""
    found.left += unaccounted(document, found, kind, known)
    kept: dict[tuple[int, int], list[Block]] = {}
    for block in sorted(found.left, key=lambda block: -len(block.text)):
        same, words = kept.setdefault((block.place.page, block.place.line), []), {*_words(block.text)}
        if not any(block.text in other.text and words <= {*_words(other.text)} for other in same):
            same.append(block)
    found.left = [block for blocks in kept.values() for block in blocks]
    for block in unaccounted(document, found, kind, known):
        raise Unreadable("import.unaccounted", found=block.text)


def unaccounted(document: Document, found: Found, kind: DocumentKind, known: str = "") -> Iterator[Block]:
    """The lines and cells of a document with a word that stands nowhere in what was found, each with its place.

    Words of labels, of dates and times that a fact has, and those that are `known` without the document are none.
    """
    written = "\n".join(strings_in([[record.path, record.facts, record.text] for record in found.records]))
    facts = {name for record in found.records for name in _names_in(record.facts)}
    said = {word for name in facts for word in _SAID_BY.get(name, ())}
    left = "\n".join([*(block.text for block in found.left), *(held.words for held in found.held)])
    told = _Told(
        words={*_words("\n".join([written, known, left, _THOUSANDS.sub("", left)])), *_SAID_BY_FACTS, *said},
        days=frozenset(re.findall(r"\d{4}-\d\d-\d\d", written)),
        text=" ".join(f"{written}\n{left}".replace("\\", "").split()),
        values=frozenset(strings_in([record.facts for record in found.records])),
    )
    says_more = _says_more if kind not in _HEADS else partial(_says_more_than_form, kind)
    for block in document.blocks:
        heads = {line for cell in _heads(block) for line in cell.split("\n")}
        for line in block.lines():
            if line not in heads and says_more(line, told):
                yield Paragraph(" ".join(line.split()), block.place)
    yield from _beside_pages(document, says_more, told)


def _beside_pages(document: Document, says_more: Callable[[str, _Told], bool], told: _Told) -> Iterator[Block]:
    """The lines at the edges of pages, and of the mail that a document came with, that tell more; each once."""
    seen = set[str]()
    for block in document.furniture:
        is_envelope = block.kind is FurnitureKind.MAIL and _ENVELOPE.match(block.text) is not None
        for line in block.lines() if not (is_envelope or block.kind is FurnitureKind.PAGE_NUMBER) else ():
            words = _PAGE.sub("", line := " ".join(line.split()))
            if words not in seen and says_more(words, told):
                seen.add(words)
                yield Paragraph(line, block.place)


def _heads(block: Block) -> Iterator[str]:
    """The cells of a table that are heads of columns, broken over lines."""
    for cell in (cell for row in block.rows for cell in row if "\n" in cell) if isinstance(block, Table) else ():
        if _MEETING.fullmatch(re.sub(r"-\s(?=[a-zæøå])", "", " ".join(cell.split())).strip(" :.")):
            yield cell


def _names_in(value: Any) -> Iterator[str]:
    """The names of all facts, those within others too."""
    if isinstance(value, (list, tuple, dict)):
        yield from value if isinstance(value, dict) else ()
        for part in value.values() if isinstance(value, dict) else value:
            yield from _names_in(part)


@dataclass(frozen=True)
class _Told:
    """What was told: its words, the days that facts have, as `2026-03-10`, the text of it, and the facts' values."""

    words: set[str]
    days: frozenset[str]
    text: str
    values: frozenset[str]


def _says_more(line: str, told: _Told) -> bool:
    """Whether a line has a word that is told nowhere, and is more than a label or what a fact is made of."""
    bare = line.strip(" :.\t")
    is_head = all(_MEETING.fullmatch(part) for part in re.split(r"\s*/\s*", bare))
    if is_head or _SENT.match(bare):
        return False
    label, value = label_in(line) or section_in(line) or ("", line)
    value = _LISTS.sub(" ", value) if label_group(bare) not in ("", UNKNOWN) else value
    if label == "body" or (len(value) < _SHORT and (case_types(value) or outcome_in(value) or vote_in(value))):
        return False
    date, missing = find_date(value), _words(value)
    if date and date.day and date.day.isoformat() not in told.days and " ".join(date.text.split()) not in told.text:
        return True
    if date:  # it may end within a number behind it, of which the rest is no word
        missing = [word for word in _words(value.replace(date.text, " ")) if word in _words(value)]
    if any(find_times(value)):
        missing = [word for word in missing if not word[0].isdigit()]
    return any(not (word in told.words or case_types(word) or _is_day(word, told.days)) for word in missing)


def _says_more_than_form(kind: DocumentKind, line: str, told: _Told) -> bool:
    """Whether a line of a form or a report has a word that is told nowhere, and is none of the form's own."""
    bare = _LISTED.sub("", line.strip(" :.\t*"))
    if any(words.fullmatch(bare) for words in (_HEADS[kind], _PRINTED[kind], _PROMPTS)):
        return False
    label = _LABELS[kind].label(bare if ":" in bare else f"{bare}:") or _LABELS[kind].label(line)
    titled = _TITLE.fullmatch(bare) or _TITLED.fullmatch(bare)
    value = titled["title"] if titled else label[1] if label else bare
    parts = [
        part for part in re.split(rf"(?=[{CHECKED}{UNCHECKED}{CROSSED}])|\t", value) if not part.startswith(UNCHECKED)
    ]
    bare_parts = (part.strip(f" :{CHECKED}{CROSSED}") for part in parts)
    return any(not _PRINTED[kind].fullmatch(part) and _says_more_than_value(part, told) for part in bare_parts)


def _says_more_than_value(value: str, told: _Told) -> bool:
    """Whether the value of a fact, as a form has it, has a word that is told nowhere."""
    if any(words.whole(value.strip(" .")) in told.values for words in _VALUES) or case_types(value) in told.values:
        return False
    for match in _MONTH.finditer(value):
        month = find_date(f"1. {match[0]}")
        value = value.replace(match[0], " ") if month and str(month.day)[:7] in told.text else value
    date = find_date(value)
    if date and date.day and date.day.isoformat() in told.days:
        value = value.replace(date.text, " ")
    amounts = {digits for one in told.values for digits in re.findall(r"\d+", _THOUSANDS.sub("", one))}
    return any(word not in told.words and word not in amounts for word in _words(_THOUSANDS.sub("", value)))


def _is_day(word: str, days: frozenset[str]) -> bool:
    """Whether a word is a day without a year, `18/2`, that a date has."""
    day, _, month = word.partition("/")
    return day.isdigit() and month.isdigit() and any(one[4:] == f"-{int(month):02}-{int(day):02}" for one in days)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text.replace("\\", ""))]
