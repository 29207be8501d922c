"""Read and parse: the files of a portal's folder become records, with all that is wrong with each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import reduce
from operator import getitem
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic_core import ErrorDetails

from portal.language.spelling import closest
from portal.model import addresses
from portal.model.common import RecordFacts
from portal.model.kinds import KINDS, MEETING, ORGANISATION, Kind
from portal.model.problems import MOST_IN_A_FILE, Place, Problem, error, warning
from portal.model.validation import Location, Validation
from portal.model.values import is_id
from portal.source.decoding import decode, read_text
from portal.source.frontmatter import Marks, RecordFile, read_document
from portal.source.record import Key, Record, meeting_day
from portal.source.tree import StoredFile, walk_files
from portal.text.outline import MOST_MARKS, TooDeep, TooMuch, read_outline

__all__ = ["Parsed", "parse_record", "parse_text", "read_records"]

_PASSED_OVER = re.compile(r"readme\.md|_.*", re.IGNORECASE)

_FAIL_SAFE = ("draft", "publish_after", "exempt", "retracted")
"""Fields that hold something back: left blank, they must not let it out."""


@dataclass
class Parsed:
    """What was read: the records that could be understood, and everything that was wrong.

    `known` holds the keys of all record files, also of those that could not be
    read, so that one fault does not make every reference to it another. `texts`
    are the texts of all Markdown files, by path, and `files` are the files beside them.
    """

    records: list[Record[Any]] = field(default_factory=list)
    known: set[Key] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)
    files: list[StoredFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_records(root: Path, instead: Mapping[str, str] | None = None) -> Parsed:
    """Read every record below `root`; `instead` has the texts that files, by path, are read as if they held."""
    instead = instead or {}
    parsed = Parsed()
    for kind in KINDS:
        files = list(walk_files(root, kind.folder))
        new = {path for path in instead if path.startswith(f"{kind.folder}/")} - {file.path for file in files}
        files += [StoredFile(path, root / path) for path in sorted(new)]
        own: dict[str, dict[str, StoredFile]] = {}
        for file in files:
            own.setdefault(str(PurePosixPath(file.path).parent), {})[file.name] = file
        paths = {file.path for file in files}
        for file in files:
            if _is_record_file(file, kind):
                _read_one(file, kind, own.get(file.path.removesuffix(".md"), {}), parsed, instead)
            else:
                parsed.problems.extend(_stray(file, kind, paths))
                if file.name.endswith(".md") and not file.is_link:
                    parsed.texts[file.path] = read_text(file)[0]
                else:
                    parsed.files.append(file)
    return parsed


def _is_record_file(file: StoredFile, kind: Kind) -> bool:
    at_depth = len(file.parts) == kind.depth + 1
    return at_depth and file.name.endswith(".md") and not _PASSED_OVER.fullmatch(file.name)


def _stray(file: StoredFile, kind: Kind, paths: set[str]) -> Iterator[Problem]:
    """What to say of a file that is no record: nothing when it lies in a record's own folder."""
    if file.is_link and file.location.is_dir():
        yield error(Place(file.path), "symbolic_link")
        return
    if _PASSED_OVER.fullmatch(file.name):
        return
    parents = [str(parent) for parent in PurePosixPath(file.path).parents]
    if f"{parents[0]}.md" in paths:
        return
    if any(f"{parent}.md" in paths for parent in parents[:-1]):
        yield warning(Place(file.path), "file_in_subfolder")
        return
    place = Place(file.path)
    if file.name.lower().endswith((".md", ".markdown")):
        yield error(place, f"wrong_place_{kind.name}" if kind is MEETING else "wrong_place", folder=kind.folder)
    else:
        yield warning(place, "file_without_record", folder=kind.folder)


def _read_one(
    file: StoredFile, kind: Kind, own: dict[str, StoredFile], parsed: Parsed, instead: Mapping[str, str]
) -> None:
    id_ = "/".join(file.parts[1:]).removesuffix(".md")
    parsed.known.add((kind.name, id_))
    faults = list(_id_problems(file, kind, id_))
    parsed.problems.extend(faults)
    text, problems = decode(instead[file.path].encode(), file.path) if file.path in instead else read_text(file)
    parsed.problems.extend(problems)
    if problems:
        return
    parsed.texts[file.path] = text
    record, problems = parse_text(text, file.path, kind, id_, own)
    parsed.problems.extend(problems)
    if record is not None and not faults:
        parsed.records.append(record)


def _id_problems(file: StoredFile, kind: Kind, id_: str) -> Iterator[Problem]:
    place = Place(file.path)
    parts = id_.split("/")
    if kind is MEETING:
        if not is_id(parts[0]):
            yield error(place, "id_form", found=parts[0], instead=addresses.slug(parts[0]))
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}(-[2-9]|-[1-9]\d+)?", parts[1]):
            yield error(place, "meeting_file_name", found=parts[1])
            return
        try:
            meeting_day(id_)
        except ValueError:
            yield error(place, "meeting_file_day", found=parts[1][:10])
        return
    if not is_id(id_):
        yield error(place, "id_form", found=id_, instead=addresses.slug(id_))
    elif kind.is_reserved(id_):
        yield error(place, f"id_reserved_{kind.name}" if kind is ORGANISATION else "id_reserved", found=id_)


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
    problems += _cut_values(document, kind)
    facts, faults = _validated(document, kind)
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
        if (len(at) == 1 and at[0] in _FAIL_SAFE) or at[-1] == "exempt":
            yield error(document.marks.key(*at), "blank_hold", field=_field_name(at))


def _cut_values(document: RecordFile, kind: Kind) -> Iterator[Problem]:
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
        validation.facts(kind.model, whole)
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


def _validated(document: RecordFile, kind: Kind) -> tuple[RecordFacts | None, list[Problem]]:
    """The facts, and a problem for each value that is not what its field takes; the marks follow what was left out."""
    validation = Validation()
    facts = validation.facts(kind.model, document.facts)
    faults = validation.faults
    problems = [_value_problem(found, document.marks, kind) for found in faults[:MOST_IN_A_FILE]]
    if len(faults) > MOST_IN_A_FILE:
        return None, [*problems, error(Place(document.marks.path), "too_many_faults", most=MOST_IN_A_FILE)]
    _shift(document.marks, validation.left_out)
    return facts, problems


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


def _value_problem(found: ErrorDetails, marks: Marks, kind: Kind) -> Problem:
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
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return error(place, "value_enum", field=name, found=_shown(found["input"]), expected=expected)
    if type_ in ("tuple_type", "list_type"):
        return error(place, "value_list", field=name, found=_shown(found["input"]))
    if type_ in ("model_type", "model_attributes_type", "dict_type"):
        return error(place, "value_group", field=name, found=_shown(found["input"]))
    return error(place, "value_other", field=name, found=_shown(found["input"]))


def _unknown_field(location: Location, siblings: Iterable[str], marks: Marks, kind: Kind) -> Problem:
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
