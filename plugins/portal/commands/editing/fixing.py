"""`portal fix`: what is wrong with records and can be read in one way only is mended, and nothing else is touched."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from pydantic import BaseModel

from portal.commands.editing.edits import Edit, Unplaced, edited
from portal.commands.editing.records import linked_records
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.linked.agenda import folded_title
from portal.linked.portal import LinkedPortal
from portal.linked.targets import TargetKind
from portal.model.kinds import ORGANISATION, Kind, kind_named, path_of
from portal.model.problems import MessageWords, Place, Problem
from portal.model.references import field_types
from portal.model.validation import Location
from portal.model.values import Refers
from portal.site.building import link
from portal.source.content import read_content
from portal.source.decoding import decode
from portal.source.frontmatter import read_document
from portal.source.history.files import History
from portal.source.history.repository import Repository
from portal.source.parsing import parse_text
from portal.source.reading import read_records
from portal.source.settings import Settings

__all__ = ["mended"]

_MOST = 500
"""So many things are mended in one file."""
_LINE = re.compile(r"(?P<before>\s*(?:- +)*(?:[\w-]+: +)?)(?P<value>[^\s\"'\[{#|>].*?)\s*")
_UNSPACED = re.compile(r"(\s*(?:- +)*[a-z_]+:)(?=[^\s:/])")
_INDENT = re.compile(r"[ \t]*\t[ \t]*")
_NEEDS_QUOTES = ("yaml_colon", "yaml_quote", "yaml_alias", "yaml_anchor", "yaml_tag")


def mended(root: Path, settings: Settings) -> dict[str, str]:
    """The new texts of the record files below `root` that can be mended, by path."""
    parsed, portal = linked_records(root, settings)
    texts: dict[str, str] = {}
    for key in sorted(parsed.known):
        path = path_of(key)
        there = (root / path).read_bytes()
        if decode(there, path)[1]:
            continue
        text = there.decode("utf-8")
        new = _File(path, kind_named(key[0]), key[1], portal).mended(text)
        if new != text:
            texts[path] = new
    for path, new in _linked_anew(root, settings, texts).items():
        texts[path] = new
    return texts


class _File:
    """Mends the front matter of one record."""

    def __init__(self, path: str, kind: Kind, id_: str, portal: LinkedPortal) -> None:
        self._path, self._kind, self._id, self._portal = path, kind, id_, portal

    def mended(self, text: str) -> str:
        """The text with each change that leaves less wrong than before."""
        for _ in range(_MOST):
            better = self._better(text)
            if better is None:
                break
            text = better
        return text

    def _better(self, text: str) -> str | None:
        read = decode(text.encode(), self._path)[0]
        _, problems = parse_text(read, self._path, self._kind, self._id)
        score = self._score(read, problems)
        for problem in problems:
            for edit in self._edits(problem, read):
                try:
                    new = edited(text, [edit])
                except Unplaced:
                    continue
                again = decode(new.encode(), self._path)[0]
                if self._score(again, parse_text(again, self._path, self._kind, self._id)[1]) > score:
                    return new
        return None

    def _score(self, text: str, problems: list[Problem]) -> tuple[bool, tuple[int, int], int]:
        """How well a text can be read: whether at all, how far down, and with how few errors."""
        document = read_document(text, self._path)
        is_readable = document.is_readable
        places = [(one.place.line, one.place.column) for one in document.problems]
        return (
            is_readable,
            (0, 0) if is_readable else max(places, default=(0, 0)),
            -len([one for one in problems if one.severity.stops_build()]),
        )

    def _edits(self, problem: Problem, text: str) -> Iterator[Edit]:
        lines = text.split("\n")
        line = lines[problem.place.line - 1] if problem.place.line <= len(lines) else ""
        if problem.code in _NEEDS_QUOTES and (match := _LINE.fullmatch(line)) and " #" not in match["value"]:
            place = Place(self._path, problem.place.line, match.start("value") + 1)
            yield Edit(place, match["value"], json.dumps(match["value"], ensure_ascii=False))
        elif problem.code in ("yaml_missing_colon", "yaml_colon"):
            for number in (problem.place.line, problem.place.line - 1):
                if match := _UNSPACED.match(lines[number - 1]):
                    yield Edit(Place(self._path, number), match[1], f"{match[1]} ")
        elif problem.code == "yaml_tab" and (match := _INDENT.match(line)):
            yield Edit(Place(self._path, problem.place.line), match[0], match[0].replace("\t", "  "))
        elif new := self._value(problem, text):
            found = str(problem.values["found"])
            column = problem.place.column + (line[problem.place.column - 1 : problem.place.column] in ("'", '"'))
            yield Edit(Place(self._path, problem.place.line, column), found, new)

    def _value(self, problem: Problem, text: str) -> str | None:
        """What a value can only mean."""
        found, values = str(problem.values.get("found", "")), problem.values
        if problem.code in ("value_day_norwegian", "value_time_other"):
            return str(values["instead"])
        if problem.code == "value_enum_near" and isinstance(label := values["label"], MessageWords):
            words = {label.text(catalogue_for(lang)).casefold() for lang in LANGUAGES}
            return str(values["near"]) if found.casefold() in {*words, str(values["near"])} else None
        if problem.code in ("value_id", "value_meeting_id"):
            marks = read_document(text, self._path).marks
            place = (problem.place.line, problem.place.column)
            at = next((at for at, there in marks.values.items() if there == place), None)
            refers = _refers(self._kind.model, at) if at else None
            return self._id_named(refers, found) if refers else None
        return None

    def _id_named(self, refers: Refers, text: str) -> str | None:
        """The id of the one record that a path or a title means."""
        kind = kind_named(refers.kind)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), text))
        records = self._portal.graph.of_kind(kind)
        by_path = [one.id for one in records if one.path in (text, path, f"{kind.folder}/{text}")]
        if by_path:
            return by_path[0]
        if kind is ORGANISATION and (id_ := self._portal.graph.names.find(text)):
            return id_
        by_title = [
            one.id for one in records if one.facts.title and folded_title(one.facts.title) == folded_title(text)
        ]
        return by_title[0] if len(by_title) == 1 else None


def _refers(model: type[BaseModel], at: Location) -> Refers | None:
    """What the field at a place refers to."""
    refers = None
    for step in (step for step in at if isinstance(step, str)):
        field = next((one for one in field_types(model) if one.alias == step), None)
        if field is None:
            return None
        refers = field.refers
        model = field.type if isinstance(field.type, type) and issubclass(field.type, BaseModel) else model
    return refers


def _linked_anew(root: Path, settings: Settings, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of records whose links led to files that lie elsewhere now."""
    portal = link(read_records(root, texts), read_content(root, settings.content, settings.lang))
    with Repository.around(root) as repository:
        history = History(repository, root, [record.path for record in portal.records])
        moved = _mover(portal, history)
        found: dict[str, str] = {}
        for record in portal.records:
            edits = []
            for reference in record.outline.references:
                target = portal.targets.resolve(record.path, reference.target)
                if target.kind is TargetKind.MISSING and (now := moved(target.path)):
                    href = reference.target.partition("#")[0]
                    new = posixpath.relpath(now, posixpath.dirname(record.path))
                    edits += [Edit(reference.place, href, quote(new, safe="/") if "%" in href else new)]
                    edits += [] if unquote(href) == href else [Edit(reference.place, unquote(href), new)]
            if edits:
                before = texts.get(record.path) or (root / record.path).read_bytes().decode("utf-8")
                found[record.path] = _with_each(before, edits)
    return found


def _with_each(text: str, edits: list[Edit]) -> str:
    """A text with those of some changes that can be made, the last first, so that each stands where it was read."""
    for edit in sorted(edits, key=lambda one: one.place, reverse=True):
        try:
            text = edited(text, [edit])
        except Unplaced:
            continue
    return text


def _mover(portal: LinkedPortal, history: History) -> Callable[[str], str | None]:
    """What tells where a file lies now: the one of its name, or that which git knows to be the same."""
    by_name: dict[str, list[str]] = {}
    for path in portal.targets.paths():
        by_name.setdefault(posixpath.basename(path), []).append(path)

    def moved(path: str) -> str | None:
        there = by_name.get(posixpath.basename(path), [])
        return there[0] if len(there) == 1 else history.successors([path]).get(path)

    return moved
