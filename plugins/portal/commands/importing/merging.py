"""What a record lacks, put into its front matter and its text; and what the document says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from portal.commands.importing.lexicon import terms
from portal.linked.names import OrganisationNames
from portal.model.common import parse_person
from portal.model.headings import number_slug, opens_item
from portal.source.editing import in_flow
from portal.source.frontmatter import RecordFile
from portal.source.writing import FRONT_MATTER, front_matter_lines

__all__ = ["Conflict", "conflicts_in", "merged", "same_item", "sections", "shown", "with_sections"]

_SECTIONS = terms("item.sections")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_PEOPLE = ("present", "invited", "secretariat", "observers", "absent", "submitted_by")


def _with_facts(text: str, facts: Mapping[str, Any]) -> str:
    """A record file with the facts that it lacks put in; what it says already stays, also where the facts differ.

    The items of an agenda are merged one by one (`same_item`); one that is new comes in behind the item that
    the document has before it. Raises `yaml.YAMLError` where the front matter is none.
    """
    match = FRONT_MATTER.match(text)
    if not match:
        return f"---\n{''.join(front_matter_lines(facts))}---\n{text}"
    opening, inner, _ = match.groups()
    edits = _Edits(inner, "\r\n" if opening.endswith("\r\n") else "\n")
    edits.fill(yaml.compose(inner, Loader=yaml.SafeLoader), facts)
    return f"{opening}{edits.text()}{text[match.start(3) :]}"


def same_item(items: Sequence[Mapping[str, Any]], item: Mapping[str, Any]) -> int | None:
    """The place of an item among others: it bears the same number, now or earlier, or else the same title.

    By its title alone an item is known only where one of the two has no number.
    """
    number, title = _slug(item.get("number")), _folded(item.get("title"))
    for at, one in enumerate(items):
        earlier = one.get("aliases")
        numbers = [one.get("number"), *(earlier if isinstance(earlier, list) else [])]
        if number and number in map(_slug, numbers):
            return at
    for at, one in enumerate(items):
        if title and title == _folded(one.get("title")) and not (number and _slug(one.get("number"))):
            return at
    return None


def _slug(number: Any) -> str:
    """A number as it is compared: `01/25` is `1/25`."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", number_slug(str(number))) if number else ""


def _folded(title: Any) -> str:
    return " ".join(str(title or "").split()).rstrip(".").casefold()


class _Edits:
    """What is put into a front matter, each at its place; everything around it stays."""

    def __init__(self, inner: str, newline: str) -> None:
        self._inner = inner
        self._newline = newline
        self._put: list[tuple[int, int, str]] = []

    def text(self) -> str:
        parts, at = [], 0
        for start, end, new in sorted(self._put, key=lambda edit: edit[0]):
            parts += [self._inner[at:start], new]
            at = max(at, end)
        return "".join([*parts, self._inner[at:]])

    def fill(self, there: Any, facts: Mapping[str, Any]) -> None:
        """Put the facts that a mapping lacks at its end, and those left blank in their place."""
        if there is None:
            self._put.append((0, 0, self._block(facts, 0)))
            return
        if not isinstance(there, yaml.MappingNode):
            return
        pairs = {key.value: value for key, value in there.value}
        lacking: dict[str, Any] = {}
        for name, value in facts.items():
            if name not in pairs:
                lacking[name] = value
            elif isinstance(one := pairs[name], yaml.ScalarNode) and not one.style and one.value in ("", "~"):
                self._fill_blank(there, pairs[name], value)
            elif name == "agenda" and isinstance(pairs[name], yaml.SequenceNode):
                self._fill_agenda(pairs[name], value)
        if lacking and there.flow_style:
            comma = ", " if there.value and not self._inner[: there.end_mark.index - 1].rstrip().endswith(",") else " "
            written = ", ".join(f"{name}: {in_flow(value)}" for name, value in lacking.items())
            at = len(self._inner[: there.end_mark.index - 1].rstrip()) if comma == ", " else there.end_mark.index - 1
            self._put.append((at, at, comma.lstrip() + written if not there.value else comma + written))
        elif lacking:
            at = self._below(there)
            self._put.append((at, at, self._block(lacking, there.start_mark.column)))

    def _fill_blank(self, parent: yaml.MappingNode, blank: yaml.Node, value: Any) -> None:
        start, end = blank.start_mark.index, blank.end_mark.index
        if parent.flow_style or not isinstance(value, (Mapping, list)):
            written = in_flow(value) if parent.flow_style else front_matter_lines({"x": value})[0][3:].rstrip("\n")
            self._put.append((start, end, f"{'' if self._inner[start - 1 : start].isspace() else ' '}{written}"))
            return
        at = self._line_after(start)
        block = self._block({"x": value}, parent.start_mark.column).split(self._newline, 1)[1]
        self._put.append((at, at, block))

    def _fill_agenda(self, there: yaml.SequenceNode, items: Sequence[Mapping[str, Any]]) -> None:
        listed = [_telling(node) for node in there.value]
        places = [same_item(listed, item) for item in items]
        before = None if any(place is not None for place in places) else len(listed) - 1
        if not listed:
            self._put.append((there.start_mark.index, there.end_mark.index, in_flow(items)))
            return
        for item, place in zip(items, places, strict=True):
            if place is not None:
                node, before = there.value[place], place
                has_case = any(key.value == "case" for key, _ in node.value)
                self.fill(node, {n: v for n, v in item.items() if not (n == "title" and has_case)})
            elif there.flow_style:
                at = there.start_mark.index + 1 if before is None else there.value[before].end_mark.index
                self._put.append((at, at, f"{in_flow(item)}, " if before is None else f", {in_flow(item)}"))
            else:
                at = (
                    self._inner.rfind("\n", 0, there.start_mark.index) + 1
                    if before is None
                    else self._below(there.value[before])
                )
                dash = " " * there.start_mark.column + "- "
                self._put.append((at, at, dash + self._block(item, len(dash))[len(dash) :]))

    def _block(self, facts: Mapping[str, Any], column: int) -> str:
        """Facts on lines of their own, from a column on."""
        lines = [f"{' ' * column}{line}" for line in front_matter_lines(facts)]
        return "".join(lines).replace("\n", self._newline)

    def _below(self, node: yaml.Node) -> int:
        """The start of the line below the last one of a value; what is noted behind it stays on its line."""
        return self._line_after(len(self._inner[: _end(node)].rstrip()))

    def _line_after(self, at: int) -> int:
        found = self._inner.find("\n", at)
        return len(self._inner) if found < 0 else found + 1


def _end(node: yaml.Node) -> int:
    """Where the last word of a value ends; what follows on the next lines may be notes on what comes after."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return max(_end(part) for part in (last if isinstance(last, tuple) else (last,)))
    end: int = node.end_mark.index
    return end


def _telling(node: yaml.Node) -> dict[str, Any]:
    """What of an item tells which it is."""
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {
        key.value: [one.value for one in value.value] if isinstance(value, yaml.SequenceNode) else value.value
        for key, value in node.value
    }


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
    match = FRONT_MATTER.match(text)
    front, body = (match[0], text[match.end() :]) if match else ("", text)
    there = sections(body.replace("\r\n", "\n"), 2)
    before = _said(body)
    at: int | None = None
    for section in sections(words, 2):
        same = _heading_of(there, section, numbers)
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


def _heading_of(there: Sequence[MarkdownSection], section: MarkdownSection, numbers: Sequence[str] = ()) -> int | None:
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
        same = _heading_of(parts, part)
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
    return _SECTIONS.whole(bare) or bare


def _said(text: str) -> str:
    """The words of a text, however they are broken over lines."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Conflict:
    """A field or a heading of which the record says one thing and the document another, both as text."""

    field: str
    there: str
    found: str


def conflicts_in(
    record: RecordFile, facts: Mapping[str, Any], words: str, numbers: Sequence[str], names: OrganisationNames
) -> tuple[Conflict, ...]:
    """What a record has otherwise than a document, once what it lacked has come in."""
    return (*_conflicting_facts(record.facts, facts, names), *_conflicting_words(record.body, words, numbers))


def merged(text: str, facts: Mapping[str, Any], words: str, numbers: Sequence[str]) -> str:
    """A record file with the facts and the sections of a document that it lacks; `numbers` are those of its agenda."""
    return with_sections(_with_facts(text, facts), words, numbers)


def _conflicting_facts(
    there: Mapping[str, Any], facts: Mapping[str, Any], names: OrganisationNames, where: str = ""
) -> Iterator[Conflict]:
    """The facts of a document that a record has otherwise; more in the record than in the document is no conflict."""
    for name, value in facts.items():
        said = there.get(name)
        if name == "agenda" and isinstance(said, Sequence) and not isinstance(said, str):
            listed = [item for item in said if isinstance(item, Mapping)]
            for item in value:
                at = same_item(listed, item)
                if at is not None:
                    label = str(item.get("number") or item.get("title"))
                    has_case = "title" not in listed[at] and "case" in listed[at]
                    told = {n: v for n, v in item.items() if n != "number" and not (n == "title" and has_case)}
                    yield from _conflicting_facts(listed[at], told, names, f"{label}: ")
        elif not _agree(said, value, name in _PEOPLE, names):
            yield Conflict(f"{where}{name}", shown(said), shown(value))


def _conflicting_words(there: str, words: str, numbers: Sequence[str]) -> Iterator[Conflict]:
    """The parts of a document's sections that a record has with other words."""
    listed = sections(there, 2)
    for section in sections(words, 2)[1:]:
        at = _heading_of(listed, section, numbers)
        if at is None:
            continue
        parts = sections(listed[at].text, 3)
        for part in sections(section.text, 3)[1:]:
            same = _heading_of(parts, part)
            if same and _below(part) not in _below(parts[same]):
                yield Conflict(f"{section.heading} {part.heading}", _below(parts[same]), _below(part))


def _below(section: MarkdownSection) -> str:
    return " ".join(section.text.partition("\n")[2].split())


def _agree(there: Any, found: Any, is_person: bool, names: OrganisationNames) -> bool:
    """Whether a record says what a document says, or more."""
    if is_person and not isinstance(found, list):
        there, found = (parse_person(one) if isinstance(one, str) else one for one in (there, found))
    if isinstance(found, Mapping):
        if not isinstance(there, Mapping):
            return False
        return all(_agree(there.get(name), value, False, names) for name, value in found.items())
    if isinstance(found, list):
        if not isinstance(there, list):
            return False
        return all(any(_agree(one, value, is_person, names) for one in there) for value in found)
    if isinstance(there, Mapping):
        return found is True
    if isinstance(there, list):
        return any(_agree(one, found, is_person, names) for one in there)
    return _plain(there, names) == _plain(found, names)


def _plain(value: Any, names: OrganisationNames) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str(value if value is not None else "").split()).rstrip(".")
    text = re.sub(r"^(\d):(\d\d)$", r"0\1:\2", text)
    return names.find(text) or text


def shown(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, Mapping):
        return ", ".join(shown(part) for part in value.values())
    if isinstance(value, list):
        return "; ".join(shown(part) for part in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
