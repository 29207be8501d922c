"""A project's report becomes a project."""

from __future__ import annotations

import re
from typing import Any

from portal.importing.document import Block, Document, Item, Place, Table
from portal.importing.found import Found, NewRecord, Question, short_slug
from portal.importing.layouts import REPORT_SECTIONS
from portal.importing.markdown import as_markdown
from portal.importing.words import find_date, known
from portal.linking.names import OrganisationNames

__all__ = ["find_report"]

_QUOTED = re.compile(r"[”\"«“]([^”\"»“\n]{3,80})[”\"»“]")
_LABEL = re.compile(r"(?:prosjekt(?:rapport|ets n[ae][mv]n|n[ae][mv]n)?|tittel)\s*:\s*(.+)", re.IGNORECASE)
_OWNER = re.compile(r"(?:prosjekt)?(?:eigar|eier)\s*:\s*(.+)", re.IGNORECASE)
_NOT_SAID = ("period", "phase", "steering")

Sections = list[tuple[str, list[Block]]]


def find_report(document: Document, names: OrganisationNames) -> Found:
    """The project that a report tells of; without its name no record is made."""
    sections, signature = _sections(document)
    facts: dict[str, Any] = {}
    found = Found()
    title = _title(document, signature)
    dated = next((block for block in reversed(document.blocks) if len(block.text) < 60 and _is_dated(block)), None)
    date = find_date(dated.text) if dated else None
    summary = " ".join(" ".join(b.text for name, blocks in sections if name == "summary" for b in blocks).split())
    if title:
        facts["title"] = title
    if owner := _owner(document, signature, names):
        facts["owner"] = owner
    if partners := [b.text.strip() for name, blocks in sections if name == "partners" for b in blocks if _is_name(b)]:
        facts["partners"] = partners
    if milestones := _milestones(sections):
        facts["milestones"] = milestones
    if date and date.day and summary:
        facts["reports"] = [{"date": date.day.isoformat(), "summary": summary}]
    else:
        found.questions.append(Question("reports", "import.ask_missing", dated.place if dated else None))
    if title:
        text = _text([*sections, ("Rapporten er skriven av", _signed(signature))])
        found.records.append(NewRecord(f"projects/{short_slug(title)}.md", facts, text))
    else:
        found.questions.append(Question("title", "import.ask_missing"))
    found.questions += [Question(field, "import.ask_missing") for field in _NOT_SAID]
    return found


def _text(sections: Sections) -> str:
    """The report's words below its headings; what became facts is not said twice."""
    parts = []
    for name, blocks in sections:
        shown = [block for block in blocks if name != "partners" or not _is_name(block)]
        if shown and name != "summary":
            heading = "Samarbeidspartnarar" if name == "partners" else name
            parts.append(f"## {heading}\n\n{as_markdown(shown, 3)}")
    return "\n\n".join(parts)


def _is_dated(block: Block) -> bool:
    found = find_date(block.text)
    return found is not None and found.day is not None


def _is_name(block: Block) -> bool:
    """Whether a line in a list of partners is a name, and no sentence."""
    return not isinstance(block, Table) and len(block.text) < 70 and not block.text.rstrip().endswith(".")


def _sections(document: Document) -> tuple[Sections, list[Block]]:
    """The report's sections, and the signature behind the last: a place with a date, and what follows."""
    sections: Sections = []
    signature: list[Block] = []
    for block in document.blocks:
        name = _section(block.text)
        if name:
            sections.append((name, []))
        elif signature or (sections and _signs(block)):
            signature.append(block)
        elif sections:
            sections[-1][1].append(block)
    return sections, signature


def _signed(signature: list[Block]) -> list[Block]:
    """Those who signed, one a list item; names side by side have their roles below them, in the same columns."""
    people: list[list[str]] = []
    for block in signature:
        for line in block.text.split("\n") if not _is_dated(block) else ():
            cells = [cell for cell in re.split(r"\t+|\s{2,}", line.strip()) if cell]
            if people and 1 < len(cells) == len(people[-1]):
                people[-1] = [f"{name}, {role}" for name, role in zip(people[-1], cells, strict=True)]
            elif cells:
                people.append(cells)
    place = signature[0].place if signature else Place(0, 0)
    return [Item(words, place) for row in people for words in row]


def _signs(block: Block) -> bool:
    """Whether a block is a place and a date, and little else."""
    found = find_date(block.text)
    is_short = found is not None and found.day is not None and len(block.text) - len(found.text) < 20
    return is_short and not isinstance(block, (Item, Table))


def _section(text: str) -> str | None:
    line = " ".join(text.split())
    if not line.endswith(":") and len(line) > 60:
        return None
    bare = line.rstrip(": ")
    return next((name for name, words in REPORT_SECTIONS if re.fullmatch(words, bare, re.IGNORECASE)), None)


def _title(document: Document, signature: list[Block]) -> str | None:
    """The project's name: behind its label, or quoted in the text and repeated in the signature."""
    if told := _labelled(document, _LABEL):
        return told
    quoted = {" ".join(words.split()) for block in document.blocks for words in _QUOTED.findall(block.text)}
    signed = " ".join(" ".join(block.text.split()) for block in signature)
    return next((words for words in sorted(quoted) if words in signed), None)


def _owner(document: Document, signature: list[Block], names: OrganisationNames) -> str | None:
    """The project's owner: behind its label, or an organisation that the portal knows and that signed."""
    if told := _labelled(document, _OWNER):
        return told
    lines = [line.strip() for block in signature for line in re.split(r"\n|\s{2,}", block.text)]
    return next((line for line in lines if known(line, names)), None)


def _labelled(document: Document, label: re.Pattern[str]) -> str | None:
    """What stands behind a label in the first blocks, on a line or in a row of a table."""
    for block in document.blocks[:15]:
        rows = block.rows if isinstance(block, Table) else tuple((line,) for line in block.text.split("\n"))
        for row in rows:
            line = f"{row[0].rstrip(':')}: {row[1]}" if len(row) > 1 else row[0]
            if match := label.fullmatch(line.strip()):
                return match[1].strip()
    return None


def _milestones(sections: Sections) -> list[dict[str, str]]:
    """What the plan ahead dates to a day."""
    milestones = []
    for name, blocks in sections:
        for block in blocks if name == "Vidare plan" else ():
            found = find_date(block.text)
            if found and found.day:
                milestones.append({"what": " ".join(block.text.split()).rstrip("."), "when": found.day.isoformat()})
    return milestones
