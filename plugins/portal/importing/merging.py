"""The words of a document put into a record that is there: what it lacks comes in, what it has stays as it is."""

from __future__ import annotations

import re

__all__ = ["with_sections"]

_SECTION = re.compile(r"^(?=## )", re.MULTILINE)
_PART = re.compile(r"^(?=### )", re.MULTILINE)


def with_sections(text: str, words: str) -> str:
    """A record with the sections of `words` that it has no heading for at its end, and in those that it has, the
    parts that they lack.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    opening, *sections = _SECTION.split(text.replace("\r\n", "\n"))
    for section in _SECTION.split(words):
        at = next((n for n, there in enumerate(sections) if _name(there) == _name(section)), None)
        if at is not None:
            sections[at] = _with_parts(sections[at], section)
        elif section.strip() and section.strip() not in text:
            sections.append(section)
    merged = "\n\n".join(part.strip("\n") for part in (opening, *sections)) + "\n"
    return merged.replace("\n", newline) if _said(merged) != _said(text) else text


def _with_parts(there: str, section: str) -> str:
    """A section with the parts of another that it has no heading for; words above them join those that stand there."""
    lead, *parts = _PART.split(there)
    more, *others = _PART.split(section)
    more = more.partition("\n")[2].strip()
    if more and _said(more) not in _said(there):
        lead = f"{lead.rstrip()}\n\n{more}"
    names = {_name(part) for part in parts}
    parts += [part for part in others if _name(part) not in names]
    return "\n\n".join(part.strip("\n") for part in (lead, *parts))


def _name(section: str) -> str:
    """What a section is called: its heading, without the `Sak` that may stand before a number."""
    return re.sub(r"^#+\s*(?:sak\s+(?=\d))?|\s+$", "", section.partition("\n")[0], flags=re.IGNORECASE).casefold()


def _said(text: str) -> str:
    """The words of a text, however they are broken over lines."""
    return " ".join(text.split())
