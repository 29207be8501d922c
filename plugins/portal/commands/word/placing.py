"""What was changed in a paper's document, put into the record that it is of; what has no place there is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from portal.commands.importing.merging import merged, sections, with_sections
from portal.commands.importing.words.dates import find_day, find_times
from portal.commands.importing.words.meanings import case_types, outcome_in, vote_in
from portal.commands.importing.words.people import person_from
from portal.commands.word.pieces import FACTS, Line, Where
from portal.linked.names import OrganisationNames
from portal.model.common import parse_person
from portal.model.headings import opens_item
from portal.model.validation import Location
from portal.source.editing import Unfit, appended, replaced, without
from portal.source.frontmatter import read_document
from portal.source.writing import FRONT_MATTER, escaped

__all__ = ["OF_ITEMS", "Change", "Placed", "changes_between", "place"]

_PLAIN = {"place", "chair", "minutes_by", "archive_ref", "number"}
_DAYS = {"notice_sent", "minutes_sent"}
_MARKER = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap>\s+)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKED = re.compile(r"[*_`<>\[\]\\]")
OF_ITEMS = ("title", "part", "pair", "outcome", "cell", "task", "item")
"""The kinds of place that are of an item of the agenda."""
_TASK = ("what", "responsible", "due")


@dataclass(frozen=True)
class Change:
    """That a line became another one, is new or is gone; `at` is where among the `count` that its place had."""

    where: Where
    old: Line | None
    new: Line | None
    at: int = 0
    count: int = 0


def changes_between(before: Mapping[Where, Sequence[Line]], after: Mapping[Where, Sequence[Line]]) -> Iterator[Change]:
    """What differs between two readings of a paper, place by place; `at` is the line in the earlier one, of `count`."""
    for where in dict.fromkeys([*before, *after]):
        old, new = before.get(where, ()), after.get(where, ())
        matcher = SequenceMatcher(None, [line.text for line in old], [line.text for line in new], autojunk=False)
        for tag, start, end, first, last in matcher.get_opcodes():
            if tag == "equal":
                continue
            both = min(end - start, last - first)
            for n in range(both):
                yield Change(where, old[start + n], new[first + n], start + n, len(old))
            for n in range(start + both, end):
                yield Change(where, old[n], None, n, len(old))
            for n in range(first + both, last):
                yield Change(where, None, new[n], end, len(old))


@dataclass
class Placed:
    """A record's file with what could be put into it, and the changes that could not."""

    text: str
    left: list[Change] = field(default_factory=list)


def place(text: str, path: str, changes: Sequence[Change], names: OrganisationNames) -> Placed:
    """Put changes into a record file, each where it is said."""
    placed = Placed(text)
    placing = _Placing(path, names)
    for change in reversed(changes):  # from the end, so that the lines before stand where they were counted
        try:
            placed.text = placing.with_change(placed.text, change)
        except (Unfit, ValueError):
            placed.left.insert(0, change)
    return placed


class _Placing:
    """Puts one change after another into the file of a meeting."""

    def __init__(self, path: str, names: OrganisationNames) -> None:
        self._path, self._names = path, names
        self._grown: dict[Where, int] = {}  # by how many lines the words of a place are more by now

    def with_change(self, text: str, change: Change) -> str:
        """The file with a change; raises `Unfit` or `ValueError` where it has no place."""
        facts = read_document(text, self._path).facts
        kinds: dict[str, Callable[[str, dict[str, Any], Change], str]] = {
            "fact": self._fact, "people": self._person, "title": self._title, "pair": self._pair,
            "outcome": self._outcome, "cell": self._outcome, "task": self._task, "item": self._words,
            "text": self._words, "lead": self._words, "heading": self._heading, "part": self._heading,
        }  # fmt: skip
        if change.where[0] not in kinds:
            raise Unfit(change.where)
        if change.where[0] in OF_ITEMS:
            _item(facts, change)
        return kinds[change.where[0]](text, facts, change)

    # -- facts

    def _fact(self, text: str, facts: dict[str, Any], change: Change) -> str:
        name, said = change.where[1], change.new.text if change.new else ""
        if not said:
            raise Unfit(change.where)
        if name == "time":
            for key, value in zip(("start", "end"), find_times(f"kl. {said}"), strict=True):
                text = replaced(text, (key,), value) if value and value != facts.get(key) else text
            return text
        if name in _DAYS and (day := find_day(said)):
            return replaced(text, (name,), day)
        if name not in _PLAIN or name not in FACTS:
            raise Unfit(change.where)
        return replaced(text, (name,), said)

    def _person(self, text: str, facts: dict[str, Any], change: Change) -> str:
        group = change.where[1]
        if not group:
            raise Unfit(change.where)
        listed = facts.get(group) or []
        if change.old is None:
            assert change.new
            return appended(text, (group,), self._written(self._read(change.new)))
        before = self._read(change.old)
        at = next((n for n, one in enumerate(listed) if _name(one) == before["name"]), None)
        if at is None:
            raise Unfit(change.where)
        if change.new is None:
            return without(text, (group, at))
        after = self._read(change.new)
        differing = {key for key in {**before, **after} if before.get(key) != after.get(key)}
        if isinstance(listed[at], str):
            told = {**parse_person(listed[at]), **{key: after.get(key) for key in differing}}
            return replaced(text, (group, at), self._written({key: one for key, one in told.items() if one}))
        for key in sorted(differing):
            if key not in after:
                raise Unfit(change.where)
            text = replaced(text, (group, at, key), after[key])
        return text

    def _read(self, line: Line) -> dict[str, Any]:
        """A person as the paper's list has them; raises `ValueError` for a line with more than is a person's."""
        person = person_from(line.text.partition(". ")[0], self._names)
        if not person["name"] or person.get("items"):
            raise ValueError(line.text)
        return {name: value for name, value in person.items() if value}

    def _written(self, person: Mapping[str, Any]) -> Any:
        """A person on one line where that reads the same, else by the names of the fields."""
        parts = [person.get("role"), person.get("organisation")]
        if person.get("substitute_for"):
            parts.append(f"vara for {person['substitute_for']}")
        bracket = ", ".join(filter(None, parts))
        line = f"{person['name']} ({bracket})" if bracket else str(person["name"])
        return line if parse_person(line) == dict(person) else dict(person)

    # -- items

    def _title(self, text: str, facts: dict[str, Any], change: Change) -> str:
        at, item = int(change.where[1]), _item(facts, change)
        number = str(item.get("number") or "")
        if change.new is None or "title" not in item or (number and not opens_item(change.new.text, number)):
            raise Unfit(change.where)
        title = change.new.text.removeprefix(number).strip()
        if title == item["title"]:
            return text
        if not number:  # its heading in the text is known by its title
            text = _with_heading(text, str(item["title"]), "", title)
        return replaced(text, ("agenda", at, "title"), title)

    def _heading(self, text: str, facts: dict[str, Any], change: Change) -> str:
        """The file with another heading, a new one, or without one whose words are gone."""
        heading, part = _headings(facts, change.where)
        if change.old and change.new:
            name = _name_of_part(text, heading, part)
            if part and name != part and change.new.text.startswith(f"{name} "):
                return text  # the paper says the item's title again behind it
            return _with_heading(text, heading, part, change.new.text)
        if change.new:
            is_there = bool(_name_of_part(text, heading, part))
            return text if is_there else self._with_section(text, facts, heading, part, change)
        return _with_heading(text, heading, part, "")

    def _pair(self, text: str, facts: dict[str, Any], change: Change) -> str:
        name, said = change.where[2].removeprefix("agenda."), change.new.text if change.new else ""
        value = case_types(said) if name == "type" else said
        if not value or change.where[2] not in ("agenda.type", "agenda.presenter"):
            raise Unfit(change.where)
        return replaced(text, ("agenda", int(change.where[1]), name), value)

    def _outcome(self, text: str, facts: dict[str, Any], change: Change) -> str:
        said = change.new.text if change.new else ""
        outcome, vote, item = outcome_in(said), vote_in(said), _item(facts, change)
        at: Location = ("agenda", int(change.where[1]))
        if not outcome and not vote:
            raise Unfit(change.where)
        if outcome and outcome.value != item.get("outcome"):
            text = replaced(text, (*at, "outcome"), outcome.value)
        if isinstance(vote, dict) and isinstance(item.get("vote"), dict):
            for name, count in vote.items():
                text = replaced(text, (*at, "vote", name), count)
        elif vote and vote != item.get("vote"):
            text = replaced(text, (*at, "vote"), vote)
        return text

    def _task(self, text: str, facts: dict[str, Any], change: Change) -> str:
        at: Location = ("agenda", int(change.where[1]), "follow_up")
        listed = _item(facts, change).get("follow_up") or []
        if change.new is None:
            raise Unfit(change.where)
        after = self._task_of(change.new)
        if change.old is None:
            return appended(text, at, after)
        before = self._task_of(change.old)
        number = next((n for n, one in enumerate(listed) if one.get("what") == before["what"]), None)
        differing = [name for name in _TASK if before.get(name) != after.get(name)]
        if number is None or any(name not in after for name in differing):
            raise Unfit(change.where)
        for name in differing:
            text = replaced(text, (*at, number, name), after[name])
        return text

    @staticmethod
    def _task_of(line: Line) -> dict[str, str]:
        what, who, due = (*line.cells, "", "", "")[:3]
        told = {"what": what, "responsible": who, "due": find_day(due) or ""}
        return {name: value for name, value in told.items() if value}

    # -- words

    def _words(self, text: str, facts: dict[str, Any], change: Change) -> str:
        """The file with a change of the text of an item, of a section or of the meeting itself."""
        front, body = _body(text)
        heading, part = _headings(facts, change.where)
        found = _section(body, heading, part)
        if found is None:
            return self._with_section(text, facts, heading, part, change)
        begin, end = found.begin, found.end
        words = _changed(body[begin:end], change, change.count + self._grown.get(change.where, 0))
        growth = (change.old is None) - (change.new is None)
        self._grown[change.where] = self._grown.get(change.where, 0) + growth
        return _whole(text, front, f"{body[:begin]}{words}{body[end:]}")

    def _with_section(self, text: str, facts: dict[str, Any], heading: str, part: str, change: Change) -> str:
        """The file with a section that it did not have."""
        if change.old is not None or change.count or change.new is None:
            raise Unfit(change.where)
        lines = [f"## {heading}", f"### {part}" if part else ""]
        if change.where[0] not in ("heading", "part"):
            self._grown[change.where] = 1
            lines.append(_as_line(change.new, 1))
        numbers = [str(item["number"]) for item in facts.get("agenda") or () if item.get("number")]
        return with_sections(merged(text, {}, "", numbers), "\n\n".join(filter(None, lines)), numbers)


def _item(facts: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """The item of the agenda that a change is of; raises `Unfit`."""
    agenda, at = facts.get("agenda") or [], int(change.where[1] or -1)
    if not 0 <= at < len(agenda):
        raise Unfit(change.where)
    return dict(agenda[at])


def _name(person: Any) -> str:
    return str(parse_person(person)["name"] if isinstance(person, str) else person.get("name"))


def _headings(facts: Mapping[str, Any], where: Where) -> tuple[str, str]:
    """The headings of level two and three in the record that a place in the paper stands for."""
    if where[0] == "lead":
        return "", ""
    if where[0] in ("text", "heading"):
        return where[1], where[2]
    item = facts["agenda"][int(where[1])]
    return str(item.get("number") or item.get("title") or ""), where[2]


@dataclass(frozen=True)
class _Section:
    """A part of a text: where it begins, where the words below its heading do, and where they end, its heading, and
    where all ends that stands below it.
    """

    start: int
    begin: int
    end: int
    heading: str
    last: int


def _section(body: str, heading: str, part: str) -> _Section | None:
    """What stands in a text below a heading and one of its parts; `None` where it has no such.

    Of the words of a decision the paper's heading has the item's number, or its title, behind `Vedtak`.
    """
    at, found = 0, None
    for section in sections(body, 2):
        is_meant = section.heading == heading or (bool(heading) and opens_item(section.heading, heading))
        if is_meant and found is None:
            found = at, section
        at += len(section.text)
    if found is None:
        return None
    at, whole = found
    last = at + len(whole.text)
    parts = sections(whole.text, 3)
    names = [one.heading for one in parts]
    for name, one in zip(names, parts, strict=True):
        is_part = name == part or (name and part.startswith(f"{name} ") and part not in names)
        if is_part:
            line = one.text.partition("\n")[0] if name or heading else ""
            begin = min(at + len(line) + bool(line), at + len(one.text))
            end = at + len(one.text)
            return _Section(at, begin, end, name or whole.heading, end if name else last)
        at += len(one.text)
    return None


def _name_of_part(text: str, heading: str, part: str) -> str:
    """What a heading is called in the record, if it has it."""
    found = _section(_body(text)[1], heading, part)
    return found.heading if found else ""


def _with_heading(text: str, heading: str, part: str, new: str) -> str:
    """A file with another heading in a heading's place; without it, if there is none, where nothing stands below it."""
    front, body = _body(text)
    found = _section(body, heading, part)
    if found is None:
        if new and not part:  # an item that has no words has no heading either
            return text
        raise Unfit((heading, part))
    if new:
        line = f"{'###' if part else '##'} {escaped(new)}"
        rest = body[found.start :].partition("\n")
        return _whole(text, front, f"{body[: found.start]}{line}{rest[1]}{rest[2]}")
    if body[found.begin : found.last].strip():
        raise Unfit((heading, part))
    kept = body[: found.start] + body[found.last :]
    return _whole(text, front, kept if body[found.last :] else f"{kept.rstrip()}\n")


def _body(text: str) -> tuple[str, str]:
    """The front matter of a file as it is, and the text below it with one form of line end."""
    match = FRONT_MATTER.match(text)
    start = match.end() if match else 0
    return text[:start], text[start:].replace("\r\n", "\n")


def _whole(text: str, front: str, body: str) -> str:
    """A file of its front matter and another body, with the line ends that it had."""
    return front + (body.replace("\n", "\r\n") if "\r\n" in text else body)


@dataclass(frozen=True)
class _Unit:
    """A paragraph, an item of a list, a heading or a table in a text: where it begins and ends, and its mark."""

    start: int
    end: int
    mark: str


def _units(text: str) -> list[_Unit]:
    blank = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    units: list[_Unit] = []
    at, is_open = 0, False
    for line in blank.splitlines(keepends=True):
        end, marker = at + len(line.rstrip()), _MARKER.match(line)
        is_table = line.lstrip().startswith("|")
        if not line.strip():
            is_open = False
        elif marker or not is_open or (line.startswith("#") and not is_table):
            units.append(_Unit(at, end, marker[0] if marker else ""))
            is_open = not line.startswith("#")
        else:
            units[-1] = replace(units[-1], end=end)
        at += len(line)
    return units


def _changed(text: str, change: Change, count: int) -> str:
    """The words of a section of `count` lines with one changed; raises `Unfit` where they are not so many."""
    units = _units(text)
    if len(units) != count:
        raise Unfit(change.where)
    if change.old is None:
        assert change.new
        return _with_line(text, units, change.at, change.new)
    unit = units[change.at]
    if change.new is None:
        behind = text[unit.end :].split("\n", 1)[-1]
        return text[: unit.start] + (behind if unit.mark else behind.lstrip("\n"))
    written = text[unit.start + len(unit.mark) : unit.end]
    return text[: unit.start] + unit.mark + _rewritten(written, change.old.text, change.new.text) + text[unit.end :]


def _with_line(text: str, units: Sequence[_Unit], at: int, line: Line) -> str:
    """The words of a section with a line more, behind as many as stand before it."""
    before = units[at - 1] if at else None
    counted = re.search(r"\d+", before.mark) if before else None
    number = int(counted[0]) + 1 if counted else 1
    words = _as_line(line, number)
    if before is None:
        return f"\n{words}\n{text}" if text.strip() else f"{text.rstrip()}\n{words}\n\n"
    gap = "\n" if before.mark and line.is_item else "\n\n"
    return f"{text[: before.end]}{gap}{words}{text[before.end :]}"


def _as_line(line: Line, number: int) -> str:
    mark = f"{number}. " if line.is_numbered else "- " if line.is_item else ""
    return f"{mark}{escaped(line.text)}"


def _rewritten(written: str, old: str, new: str) -> str:
    """What is written of a line, with other words; where it has marks of its own, only the words that differ change."""
    if not _MARKED.search(written):
        return escaped(new)
    before, after = old.split(), new.split()
    first = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    rest = min(len(before), len(after)) - first
    last = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
    gone = " ".join(before[first : len(before) - last])
    come = " ".join(after[first : len(after) - last])
    if not gone:  # words came in: behind the one that they follow
        gone = before[first - 1] if first else ""
        come = f"{gone} {come}"
    if not gone or written.count(gone) != 1:
        raise Unfit((old,))
    return written.replace(gone, escaped(come))
