"""Parse: the text of a file becomes a record, with all that is wrong with it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import reduce
from operator import getitem
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.language.spelling import closest
from portal.model import addresses
from portal.model.kinds import KINDS, Kind
from portal.model.problems import MOST_IN_A_FILE, MessageWords, Place, Problem, error
from portal.model.validation import Location, Validation
from portal.model.vocabulary import LABELS
from portal.source.decoding import decode
from portal.source.frontmatter import Marks, RecordFile, read_document
from portal.source.record import Record
from portal.source.tree import StoredFile
from portal.text.outline import MOST_MARKS, TooDeep, TooMuch, read_outline

__all__ = ["FAIL_SAFE", "cut_values", "parse_record", "parse_text", "validated"]

M = TypeVar("M", bound=BaseModel)

FAIL_SAFE = ("draft", "publish_after", "exempt", "retracted")
"""Fields that hold something back: left blank, they must not let it out."""


def parse_record(
    data: bytes, path: str, kind: Kind, id_: str, files: dict[str, StoredFile] | None = None
) -> tuple[Record[Any] | None, list[Problem]]:
    """The record that a file's bytes hold, and what is wrong with them.

    A record with faulty values is given without these, so that the rest of it
    can be checked in the same run; `None` when nothing can be made of it.
    """
    text, problems = decode(data, path)
    return (None, problems) if problems else parse_text(text, path, kind, id_, files)


def parse_text(
    text: str, path: str, kind: Kind, id_: str, files: dict[str, StoredFile] | None = None
) -> tuple[Record[Any] | None, list[Problem]]:
    """The record that a file's text holds, and what is wrong with it; otherwise as `parse_record`."""
    document = read_document(text, path)
    problems = document.problems
    if not document.is_readable:
        return None, problems
    problems += _blank_holds(document)
    problems += cut_values(document, kind.model)
    facts, faults = validated(document, kind.model, kind)
    problems += faults
    if facts is None:
        return None, problems
    reserved = addresses.reserved_anchors(facts)
    try:
        outline = read_outline(document.body, path, document.body_line, reserved)
    except TooDeep:
        return None, [*problems, error(Place(path, document.body_line), "text_depth")]
    except TooMuch as fault:
        return None, [*problems, error(Place(path, document.body_line + fault.line), "text_marks", most=MOST_MARKS)]
    return Record(kind, id_, path, facts, outline, document.marks, files or {}), problems


def _blank_holds(document: RecordFile) -> Iterator[Problem]:
    for at in _blanks(document.facts, ()):
        if (len(at) == 1 and at[0] in FAIL_SAFE) or at[-1] == "exempt":
            yield error(document.marks.key(*at), "blank_hold", field=_field_name(at))


def cut_values(document: RecordFile, model: type[BaseModel]) -> Iterator[Problem]:
    """Values that a comment may have cut: their fields would take the comment's words too, as part of a text.

    A date, an id or a choice would not, nor is a bare number taken for words: there a comment is a comment.
    """
    whole = deepcopy(document.facts)
    told = [
        comment
        for comment in document.comments
        if (not comment.kept or any(letter.isalpha() for letter in comment.kept))
        and _put(whole, comment.at, f"{comment.kept} {comment.dropped}".strip())
    ]
    validation = Validation()
    if told:
        validation.facts(model, whole)
    refused = [_location(found) for found in validation.faults]
    for comment in told:
        if not any(comment.at[: len(place)] == place[: len(comment.at)] for place in refused):
            yield comment.told(_field_name(comment.at))


def _put(facts: Any, at: Location, text: str) -> bool:
    """Put a text in the place of another; whether there was one, for of a key given twice only one value is kept."""
    try:
        holder = reduce(getitem, at[:-1], facts)
        is_text = holder[at[-1]] is None or isinstance(holder[at[-1]], str)
        if is_text:
            holder[at[-1]] = text
    except (KeyError, IndexError, TypeError):
        return False
    return is_text


def _blanks(value: Any, at: Location) -> Iterator[Location]:
    """Where something was left blank."""
    if value is None:
        yield at
    elif isinstance(value, (dict, list)):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _blanks(item, (*at, step))


def validated(document: RecordFile, model: type[M], kind: Kind | None = None) -> tuple[M | None, list[Problem]]:
    """The facts, and a problem for each value that is not what its field takes; the marks follow what was left out.

    `kind` is that of the record whose facts they are.
    """
    validation = Validation()
    facts = validation.facts(model, document.facts)
    faults = validation.faults
    document.marks.faulty = tuple(sorted({str(found["loc"][0]) for found in faults if found["loc"]}))
    told = [(_location(found), _value_problem(found, document.marks, kind)) for found in faults[:MOST_IN_A_FILE]]
    problems = list(_without_misspelt(told))
    if len(faults) > MOST_IN_A_FILE:
        return None, [*problems, error(Place(document.marks.path), "too_many_faults", most=MOST_IN_A_FILE)]
    _shift(document.marks, validation.left_out)
    return facts, problems


def _without_misspelt(told: list[tuple[Location, Problem]]) -> Iterator[Problem]:
    """The problems, but for a field that is missing because its name was misspelt, which is told."""
    meant = {(*at[:-1], one.values["near"]) for at, one in told if one.code == "unknown_field_near"}
    return (one for at, one in told if not (one.code == "missing_field" and at in meant))


def _location(found: ErrorDetails) -> Location:
    """Where pydantic found a fault; of a key that is faulty, the place of its value."""
    return tuple(step for step in found["loc"] if step != "[key]")


def _shift(marks: Marks, out: Mapping[Location, Sequence[int]]) -> None:
    """Let the marks follow when elements leave their lists."""
    if not out:
        return
    for table in (marks.values, marks.keys):
        places = {moved: place for at, place in table.items() if (moved := _moved(at, out)) is not None}
        table.clear()
        table.update(places)


def _moved(at: Location, out: Mapping[Location, Sequence[int]]) -> Location | None:
    """Where `at` is when the elements `out` have left their lists; `None` for what left with them."""
    steps: list[str | int] = []
    for depth, step in enumerate(at):
        if isinstance(step, int) and (positions := out.get(at[:depth])):
            before = bisect_left(positions, step)
            if step in positions[before : before + 1]:
                return None
            steps.append(step - before)
        else:
            steps.append(step)
    return tuple(steps)


def _value_problem(found: ErrorDetails, marks: Marks, kind: Kind | None) -> Problem:
    """What pydantic found, as a problem in the editor's terms."""
    location = _location(found)
    type_, context = found["type"], found.get("ctx", {})
    name = _field_name(location)
    if type_ == "extra_forbidden":
        return _unknown_field(location, context["fields"], marks, kind)
    if type_ == "missing":
        return error(marks.key(*location[:-1]), "missing_field", field=name)
    place = marks.key(*location) if "[key]" in found["loc"] else marks.value(*location)
    if type_.startswith("value_"):
        return error(place, type_, field=name, **{key: str(value) for key, value in context.items()})
    if type_ == "enum":
        return _choice_problem(place, name, _shown(found["input"]), re.findall("'(.*?)'", context.get("expected", "")))
    if type_ in ("tuple_type", "list_type"):
        return error(place, "value_list", field=name, found=_shown(found["input"]))
    if type_ in ("model_type", "model_attributes_type", "dict_type"):
        return error(place, "value_group", field=name, found=_shown(found["input"]))
    return error(place, "value_other", field=name, found=_shown(found["input"]))


def _choice_problem(place: Place, field: str, found: str, choices: Sequence[str]) -> Problem:
    """That a value is none of its field's choices, and the one that it probably means, by value or by label."""
    values = {"field": field, "found": found, "expected": ", ".join(choices)}
    family = next((key for enum, key in LABELS.items() if [str(one.value) for one in enum] == choices), None)
    keys = {value: f"{family}{value}" for value in choices}
    named = {value: value for value in choices}
    for catalogue in map(catalogue_for, LANGUAGES if family else ()):
        named.update({catalogue.text(keys[value]).casefold(): value for value in choices})
    near = closest(found.strip().casefold(), named)
    if near is None:
        return error(place, "value_enum", **values)
    label = MessageWords(keys[named[near]]) if family else named[near]
    return error(place, "value_enum_near", **values, near=named[near], label=label)


def _unknown_field(location: Location, siblings: Iterable[str], marks: Marks, kind: Kind | None) -> Problem:
    name = str(location[-1])
    place = marks.key(*location)
    if len(location) == 1 and name in ("id", "date", "organisation"):
        return error(place, "field_from_path", field=name)
    elsewhere = [k for k in KINDS if k is not kind and name in k.model.field_names()] if len(location) == 1 else []
    near = closest(name, siblings)
    if near is None and elsewhere:
        return error(place, "field_of_other_kind", field=name, folder=elsewhere[0].folder)
    if near:
        return error(place, "unknown_field_near", field=name, near=near)
    return error(place, "unknown_field", field=name)


def _field_name(location: Iterable[str | int]) -> str:
    """`agenda[2].case`, counting from one as people do."""
    text = ""
    for step in location:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "…"
