"""YAML front matter, read string-first, with the line and column of every value.

Every scalar stays the text that the editor wrote; only the model gives a value
its type. The tree is built from libyaml's events with a stack of its own, so
that deep nesting and alias bombs cost no more than a limit allows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

import yaml

from portal.model.problems import MOST_IN_A_FILE, Place, Problem, error, warning
from portal.model.validation import Location
from portal.source.pickling import dumped, loaded

__all__ = ["Comment", "Marks", "RecordFile", "read_document"]

_MAX_DEPTH = 32
_MAX_ALIASED = 10_000

_SYNTAX = (
    ("mapping values are not allowed", "yaml_colon"),
    ("could not find expected ':'", "yaml_missing_colon"),
    ("'\\t'", "yaml_tab"),
    ("found a tab character", "yaml_tab"),
    ("cannot start any token", "yaml_quote"),
    ("block sequence entries are not allowed", "yaml_quote"),
    ("mapping keys are not allowed", "yaml_quote"),
    ("expected comment or line break", "yaml_quote"),
    ("did not find expected node content", "yaml_quote"),
    ("alphabetic or numeric character", "yaml_quote"),
    ("expected alphanumeric character", "yaml_quote"),
    ("unexpected end of stream", "yaml_unclosed"),
    ("undefined alias", "yaml_alias"),
    ("undefined tag handle", "yaml_tag"),
    ("expected <block end>", "yaml_indent"),
    ("did not find expected key", "yaml_indent"),
    ("expected ',' or", "yaml_bracket"),
)
"""What libyaml says, and the message that says what an editor can do about it."""

_COMMENT = re.compile(r"[ \t]+(#[^\n]*)")


@dataclass(frozen=True)
class Comment:
    """A comment behind a value without quotes, on its line: what was read of the value at `at`, and what was not."""

    at: Location
    place: Place
    kept: str
    dropped: str

    def told(self, field: str) -> Problem:
        """That the value of a field may have been cut."""
        code = "comment_cuts_value" if self.kept else "comment_for_value"
        return warning(self.place, code, field=field, found=self.kept, dropped=self.dropped)


@dataclass
class Marks:
    """Where the values and the keys of a front matter stand; `faulty` are the fields in which something is wrong."""

    path: str
    values: dict[Location, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Location, tuple[int, int]] = field(default_factory=dict)
    faulty: tuple[str, ...] = field(default_factory=tuple)

    def __getstate__(self) -> tuple[str, bytes | None]:
        return self.path, dumped((self.values, self.keys, self.faulty))

    def __setstate__(self, state: tuple[str, bytes]) -> None:
        self.path, self._kept = state

    def __getattr__(self, name: str) -> Any:
        """The marks of a record that was kept are read when the first is asked for: few ever are."""
        if name not in ("values", "keys", "faulty"):
            raise AttributeError(name)
        self.values, self.keys, self.faulty = loaded(self._kept)
        return self.__dict__[name]

    def value(self, *at: str | int) -> Place:
        """The place of a value, or of the nearest thing around it that was written."""
        around = (at[:length] for length in range(len(at), 0, -1))
        return Place(self.path, *next((self.values[one] for one in around if one in self.values), ()))

    def key(self, *at: str | int) -> Place:
        """The place of a key, or of the value where there is no key (in a list)."""
        if at in self.keys:
            return Place(self.path, *self.keys[at])
        return self.value(*at)


@dataclass
class RecordFile:
    """A record file taken apart: the facts as text, where they stand, and the words."""

    facts: dict[str, Any]
    marks: Marks
    body: str = ""
    body_line: int = 1
    problems: list[Problem] = field(default_factory=list)
    is_readable: bool = True
    comments: list[Comment] = field(default_factory=list)


def read_document(text: str, path: str) -> RecordFile:
    """Split a file into front matter and body, and read the front matter.

    Text in `facts` is `str`, lists are `list`, mappings are `dict` with text
    keys, and what was left blank is `None`.
    """
    marks = Marks(path)
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return RecordFile({}, marks, problems=[error(Place(path), "no_front_matter")], is_readable=False)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        return RecordFile({}, marks, problems=[error(Place(path), "front_matter_unclosed")], is_readable=False)
    tree = _Tree(marks)
    facts = tree.build("\n".join(lines[1:end]) + "\n")
    body = "\n".join(lines[end + 1 :])
    return RecordFile(facts or {}, marks, body, end + 2, tree.problems, facts is not None, tree.comments)


@dataclass
class _Open:
    """A collection that is being filled."""

    value: dict[str, Any] | list[Any]
    path: Location
    anchor: str | None
    before: int
    key: str | None = None


class _Tree:
    """Builds plain data from YAML events."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.problems: list[Problem] = []
        self.comments: list[Comment] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._unused: dict[str, Place] = {}
        self._nodes = 0
        self._aliased = 0
        self._text = ""
        self._starts: list[int] = []

    def build(self, text: str) -> dict[str, Any] | None:
        """The fields of a front matter; `None` where it cannot be read, with the problem that says why."""
        root: Any = None
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                if isinstance(event, (yaml.DocumentStartEvent, yaml.StreamStartEvent)):
                    continue
                done = self._take(event)
                if done is not None:
                    root = done[0]
                if len(self.problems) > MOST_IN_A_FILE or len(self._unused) > MOST_IN_A_FILE:
                    raise _TooMuch(error(self._place(event), "too_many_faults", most=MOST_IN_A_FILE))
        except yaml.YAMLError as fault:
            self.problems.append(self._syntax(fault))
            return None
        except _TooMuch as fault:
            self.problems.append(fault.problem)
            return None
        self.problems += [error(place, "yaml_anchor") for place in self._unused.values()]
        if root is None:
            return {}
        if not isinstance(root, dict):
            self.problems.append(error(Place(self.marks.path, 2), "front_matter_not_fields"))
            return None
        return root

    def _take(self, event: yaml.Event) -> tuple[Any] | None:
        """Place one event in the tree; returns the root, in a tuple, once it is complete."""
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._expect_value(event)
            if len(self._stack) >= _MAX_DEPTH:
                raise _TooMuch(error(self._place(event), "yaml_depth"))
            path = self._path()
            self._mark(path, event)
            value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._stack.append(_Open(value, path, event.anchor, self._nodes))
            return None
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            closed = self._stack.pop()
            self._remember(closed.anchor, closed.value, self._nodes - closed.before + 1)
            return self._place_value(closed.value)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        return None

    def _scalar(self, event: yaml.ScalarEvent) -> tuple[Any] | None:
        self._check_tag(event)
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self._open_key(top, event)
            return None
        value = None if not event.style and event.value in ("", "~") else event.value
        self._mark(self._path(), event)
        if not event.style and event.end_mark and (comment := _COMMENT.match(self._text, event.end_mark.index)):
            place = self._place_of(comment.start(1))
            self.comments.append(Comment(self._path(), place, event.value, comment[1].rstrip()))
        self._remember(event.anchor, value, 1)
        return self._place_value(value)

    def _open_key(self, top: _Open, event: yaml.ScalarEvent) -> None:
        key = event.value
        path = (*top.path, key)
        place = self._place(event)
        if key in top.value:
            first = self.marks.keys[path][0]
            self.problems.append(error(place, "duplicate_key", key=key, first=first))
        else:
            self.marks.keys[path] = (place.line, place.column)
        top.key = key

    def _alias(self, event: yaml.AliasEvent) -> tuple[Any] | None:
        self._expect_value(event)
        if event.anchor not in self._anchors:
            raise _TooMuch(error(self._place(event), "yaml_alias"))
        self._unused.pop(event.anchor, None)
        value, weight = self._anchors[event.anchor]
        self._aliased += weight
        self._nodes += weight
        if self._aliased > _MAX_ALIASED:
            raise _TooMuch(error(self._place(event), "yaml_alias_bomb"))
        self._mark(self._path(), event)
        return self._place_value(value)

    def _expect_value(self, event: yaml.Event) -> None:
        self._check_tag(event)
        top = self._stack[-1] if self._stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            raise _TooMuch(error(self._place(event), "yaml_key_not_text"))

    def _check_tag(self, event: yaml.Event) -> None:
        tag = getattr(event, "tag", None)
        if tag not in (None, "tag:yaml.org,2002:str"):
            self.problems.append(error(self._place(event), "yaml_tag"))
        anchor = getattr(event, "anchor", None)
        if anchor and not isinstance(event, yaml.AliasEvent):
            self._unused[anchor] = self._place(event)

    def _place_value(self, value: Any) -> tuple[Any] | None:
        self._nodes += 1
        if not self._stack:
            return (value,)
        top = self._stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            top.value.setdefault(str(top.key), value)
            top.key = None
        return None

    def _path(self) -> Location:
        if not self._stack:
            return ()
        top = self._stack[-1]
        return (*top.path, len(top.value) if isinstance(top.value, list) else str(top.key))

    def _remember(self, anchor: str | None, value: Any, weight: int) -> None:
        if anchor:
            self._anchors[anchor] = (value, weight)

    def _mark(self, path: Location, event: yaml.Event) -> None:
        place = self._place(event)
        self.marks.values.setdefault(path, (place.line, place.column))

    def _place(self, event: yaml.Event) -> Place:
        return self._at(event.start_mark)

    def _at(self, mark: Any) -> Place:
        """A position in the file: lines end at LF alone, and the opening `---` is the first of them."""
        return Place(self.marks.path, 2) if mark is None else self._place_of(mark.index)

    def _place_of(self, index: int) -> Place:
        line = bisect_right(self._starts, index) - 1
        return Place(self.marks.path, line + 2, index - self._starts[line] + 1)

    def _syntax(self, fault: yaml.YAMLError) -> Problem:
        mark = getattr(fault, "problem_mark", None)
        said = f"{getattr(fault, 'context', '') or ''} {getattr(fault, 'problem', '') or ''}"
        code = next((code for words, code in _SYNTAX if words in said), "yaml_syntax")
        if code in ("yaml_unclosed", "yaml_bracket") or "block scalar" in said:
            mark = getattr(fault, "context_mark", None) or mark
        if code == "yaml_bracket" and mark and (comment := re.compile(r".*?[ \t](#.*)").match(self._text, mark.index)):
            return error(self._place_of(comment.start(1)), "yaml_bracket_comment", dropped=comment[1].rstrip())
        if code == "yaml_quote" and mark and self._text[mark.index : mark.index + 1] == "\t":
            code = "yaml_tab"
        if code == "yaml_colon" and mark and (before := self._colonless_before(mark.index)):
            return error(before, "yaml_missing_colon")
        if code == "yaml_indent" and mark and (closed := self._closed_before(mark.index)):
            return error(self._at(mark), "yaml_behind", sign=closed)
        return error(self._at(mark), code)

    def _colonless_before(self, index: int) -> Place | None:
        """The line before, if it is that which lacks a colon, or the space behind it: `title:Heim` and `lang: nn`."""
        line = bisect_right(self._starts, index) - 1
        if line == 0 or not re.fullmatch(r"\s*[\w-]+", self._text[self._starts[line] : index]):
            return None
        before = self._text[self._starts[line - 1] : self._starts[line] - 1]
        lacks = re.match(r"\w", before) and not re.search(r":(?:\s|$)", before)
        return self._place_of(self._starts[line - 1]) if lacks else None

    def _closed_before(self, index: int) -> str:
        """The quote or bracket that was closed before the words at `index`, on their line; empty if none was."""
        before = self._text[self._starts[bisect_right(self._starts, index) - 1] : index].rstrip()
        return before[-1:] if before[-1:] in ('"', "'", "]", "}") else ""


class _TooMuch(Exception):
    """The front matter asks for more than a record can need, or for what YAML here does not do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem
