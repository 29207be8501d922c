"""The words of a document put into the text of a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from portal.commands.importing.layouts.meetings import ITEM_SECTIONS
from portal.model.headings import opens_item

__all__ = ["MarkdownSection", "heading_of", "sections", "with_sections"]

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r" {0,3}(```|~~~)")


class MarkdownSection(NamedTuple):
    """A heading with what stands below it, as it is written; the first of a text has no heading."""

    heading: str
    text: str


def sections(text: str, level: int) -> list[MarkdownSection]:
    """A text in parts at its headings of a level; a heading in a block of code is none."""
    mark = "#" * level + " "
    parts, is_code = [MarkdownSection("", "")], False
    for line in text.splitlines(keepends=True):
        is_code = is_code != bool(_FENCE.match(line))
        if line.startswith(mark) and not is_code:
            parts.append(MarkdownSection(line[len(mark) :].strip(), line))
        else:
            parts[-1] = MarkdownSection(parts[-1].heading, parts[-1].text + line)
    return parts


def with_sections(text: str, words: str, numbers: Sequence[str]) -> str:
    """A record file with the sections that it has no heading for, each behind the one that it has before it, and
    with the parts that are lacking in those that it has.

    `numbers` are those of the agenda: a heading that opens an item is the same whatever stands behind its number.
    """
    match = _FRONT_MATTER.match(text)
    front, body = (match[0], text[match.end() :]) if match else ("", text)
    there = sections(body.replace("\r\n", "\n"), 2)
    before = _said(body)
    at: int | None = None
    for section in sections(words, 2):
        same = heading_of(there, section, numbers)
        if same is not None:
            there[same] = MarkdownSection(there[same].heading, _with_parts(there[same].text, section.text))
            at = same if section.heading else at
        elif section.text.strip():
            at = len(there) if at is None else at + 1
            _put(there, at, section)
    merged = "".join(section.text for section in there)
    if _said(merged) == before:
        return text
    merged = f"{'' if body.strip() else chr(10)}{merged.rstrip(chr(10))}\n"
    return front + (merged.replace("\n", "\r\n") if "\r\n" in text else merged)


def heading_of(there: Sequence[MarkdownSection], section: MarkdownSection, numbers: Sequence[str] = ()) -> int | None:
    """The place of the section that means the same as another."""
    if not section.heading:
        return 0
    for at, one in enumerate(there[1:], 1):
        if _name(one.heading) == _name(section.heading) or any(
            opens_item(one.heading, number) and opens_item(section.heading, number) for number in numbers
        ):
            return at
    return None


def _with_parts(there: str, section: str) -> str:
    """A section with the parts of another that it has no heading for; words above them join those that stand there."""
    parts = sections(there, 3)
    lead, *others = sections(section, 3)
    more = lead.text.partition("\n")[2].strip() if lead.text.startswith("## ") else lead.text.strip()
    if more and _said(more) not in _said(there):
        parts[0] = MarkdownSection("", f"{parts[0].text.rstrip()}\n\n{more}\n\n".lstrip("\n"))
    at = 0
    for part in others:
        same = heading_of(parts, part)
        if same is None:
            at = at + 1 if at else len(parts)
            _put(parts, at, part)
        else:
            at = same
            if not parts[same].text.partition("\n")[2].strip():
                parts[same] = MarkdownSection(parts[same].heading, f"{part.text.strip(chr(10))}\n\n")
    return "".join(part.text for part in parts)


def _put(parts: list[MarkdownSection], at: int, new: MarkdownSection) -> None:
    """A part put in among others, a blank line before it and behind."""
    before = parts[at - 1]
    if before.text.strip():
        parts[at - 1] = MarkdownSection(before.heading, f"{before.text.rstrip(chr(10))}\n\n")
    parts.insert(at, MarkdownSection(new.heading, f"{new.text.strip(chr(10))}\n\n"))


def _name(heading: str) -> str:
    """What a heading means: a part of an item in either language, or else its words."""
    bare = heading.strip(" :").casefold()
    told = (name for name, words in ITEM_SECTIONS if name and re.fullmatch(words, bare, re.IGNORECASE))
    return next(told, bare)


def _said(text: str) -> str:
    """The words of a text, however they are broken over lines."""
    return " ".join(text.split())
