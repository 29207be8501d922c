"""Front matter with a value in every field, made from the models: a field that is added is planted the same day.

A planted value holds a token that stands nowhere else, so that it can be looked for in every byte of a site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import yaml
from pydantic import BaseModel

from portal.model import values
from portal.model.common import Attachment, CaseTypes
from portal.model.kinds import AGREEMENT, ORGANISATION, Kind
from portal.model.meeting import Vote
from portal.model.values import Refers
from support.manifests import without_checksums
from support.papers import said_in
from support.searching import is_of_index, without_names
from support.sites import tree
from support.unpacking import readings

At = tuple[str, ...]
"""Where a value stands: the names of the fields down to it, positions in lists left out."""

OMITTED = object()
"""Says of a field that it is left out."""

THEMES = """
- {id: born, title: {nn: Born, nb: Barn}, kind: subject}
- {id: eldre, title: {nn: Eldre, nb: Eldre}, kind: subject}
"""
"""The themes of a portal whose records are planted, for `themes.yml`."""

NEEDED: dict[Kind, dict[str, Any]] = {
    ORGANISATION: {"kind": "area"},
    AGREEMENT: {"level": "service", "parties": ["Ein part", "Ein annan part"]},
}
"""What a record must have beside a title, by its kind."""

TOO_FEW_VALUES: dict[Any, str] = {
    values.Flag: "false", values.Days: "14", CaseTypes: "D/V", values.ThemeId: "born",
}  # fmt: skip
"""Types that, like the enums and the times of day, have too few values for one that stands nowhere else on a site."""

ALTERNATIVES: dict[type[BaseModel], tuple[str, ...]] = {Attachment: ("file", "url")}
"""Fields of which a group may have one: a list gets an element for each."""

NOT_WITH_OTHERS: dict[type[BaseModel], str] = {Vote: "unanimous"}
"""Fields that stand alone when they stand, and so are not planted with the others."""

_WORD = re.compile(r"qx\d{5}qx")
_NUMBER = re.compile(r"\d+")
_DIGITS = {4, 5, 9}
"""How long the numbers are that are minted."""
_SAID = {"4587"}
"""Numbers that the handbook says itself."""
_IN_NUMBERS = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d)")


class Mint:
    """Makes tokens, and remembers where each was planted."""

    def __init__(self) -> None:
        self.planted: dict[str, tuple[str, At]] = {}
        self._number = 0
        self._past = 0

    def word(self, record: str, *at: str) -> str:
        """`qx00017qx`: in lower case, so that it can stand in an id and in a file's name."""
        return self._minted("qx{:05}qx", 0, record, at)

    def year(self, record: str, *at: str) -> str:
        """A year that nothing else on a site is of; each is later than the one before."""
        return self._minted("{}", 4000, record, at)

    def past_year(self, record: str, *at: str) -> str:
        """A year long ago, for what has happened; each is later than the one before."""
        self._past += 1
        token = str(1600 + self._past)
        self.planted[token] = (record, at)
        return token

    def count(self, record: str, *at: str) -> str:
        return self._minted("{}", 50_000, record, at)

    def amount(self, record: str, *at: str) -> str:
        return self._minted("{}", 700_000_000, record, at)

    def registration(self, record: str, *at: str) -> str:
        """An organisation's number, the last digit of which checks the others modulo 11."""
        while True:
            self._number += 1
            digits = str(80_000_000 + self._number)
            check = (
                -sum(int(digit) * weight for digit, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
            )
            if check < 10:
                self.planted[token := f"{digits}{check}"] = (record, at)
                return token

    def _minted(self, form: str, start: int, record: str, at: At) -> str:
        self._number += 1
        token = form.format(start + self._number)
        if token in _SAID:
            return self._minted(form, start, record, at)
        self.planted[token] = (record, at)
        return token


class Planter:
    """Fills the models of one record.

    `refer` gives the value of a field that refers to a record. `overrides` has the values of the fields that
    are not to be filled like the others: as they stand, made by a function, or `OMITTED`.
    """

    def __init__(
        self,
        mint: Mint,
        record: str,
        refer: Callable[[Refers, At], Any] = lambda refers, at: OMITTED,
        overrides: Mapping[At, Any] | None = None,
    ) -> None:
        self._mint = mint
        self._record = record
        self._refer = refer
        self._overrides = overrides or {}
        self._year: str | None = None
        self._minutes = 0

    def facts(self, model: type[BaseModel], at: At = (), without: tuple[str, ...] = ()) -> dict[str, Any]:
        """A value for every field of the model, by the name that it has in front matter."""
        facts: dict[str, Any] = {}
        for name, hint in get_type_hints(model, include_extras=True).items():
            info = model.model_fields.get(name)
            if info is None or name in without or name == NOT_WITH_OTHERS.get(model):
                continue
            here = (*at, info.alias or name)
            value = self._overrides.get(here)
            if value is None:
                value = self._value(hint, here)
            elif callable(value):
                value = value()
            if value is not OMITTED and value != []:
                facts[info.alias or name] = value
        return facts if at else _completed(facts)

    def _value(self, hint: Any, at: At) -> Any:
        if hint in _WRITERS:
            return _WRITERS[hint](self, at)
        refers = next((part for part in get_args(hint)[1:] if isinstance(part, Refers)), None)
        if get_origin(hint) is Annotated and refers is not None:
            return self._refer(refers, at)
        origin, parts = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._value(parts[0], at)
        if origin in (Union, UnionType):
            return self._value(next(part for part in parts if part is not type(None)), at)
        if origin is tuple:
            return self._list(parts[0], at)
        if origin is dict:
            return {self._value(parts[0], at): self._value(parts[1], at)}
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return self.facts(hint, at)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return next(iter(hint)).value
        raise AssertionError(f"{'.'.join(at)}: nothing is known of how to plant a value of the type {hint}")

    def _list(self, hint: Any, at: At) -> Any:
        if isinstance(hint, type) and issubclass(hint, BaseModel) and hint in ALTERNATIVES:
            names = ALTERNATIVES[hint]
            return [self.facts(hint, at, tuple(n for n in names if n != name)) for name in names]
        value = self._value(hint, at)
        return value if isinstance(value, list) else [] if value is OMITTED else [value]

    def _word(self, at: At) -> str:
        return self._mint.word(self._record, *at)

    def _day(self, at: At) -> str:
        return f"{self._mint.year(self._record, *at)}-05-17"

    def _past_day(self, at: At) -> str:
        return f"{self._mint.past_year(self._record, *at)}-05-17"

    def _budget_year(self, at: At) -> str:
        self._year = self._year or self._mint.year(self._record, *at)
        return self._year

    def _time(self, at: At) -> str:
        self._minutes += 7
        return f"{10 + self._minutes // 60}:{self._minutes % 60:02}"


def _completed(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of which each part has what it names: an agreement its parties, two at least, and a plan its goals."""
    if "parties" in facts:
        approving = [one["organisation"] for one in facts.get("approvals", ()) if "organisation" in one]
        parties = list(dict.fromkeys([*facts["parties"], *approving]))
        facts["parties"] = parties if len(parties) > 1 else [*parties, "Ein annan part"]
    if "goals" in facts:
        there = {one["number"] for one in facts["goals"]}
        named = [one["goal"] for one in facts.get("measures", ()) if one.get("goal", "") not in {*there, ""}]
        facts["goals"] = [*facts["goals"], *({"number": number, "title": "Eit anna mål"} for number in named)]
    return facts


_WRITERS: dict[Any, Callable[[Planter, At], Any]] = {
    values.Text: lambda p, at: f"/{p._word(at)}/" if at == ("aliases",) else f"Ord {p._word(at)} etter",
    **{
        hint: lambda p, at: f"7/{p._word(at)}"
        for hint in (values.CaseNumber, values.AgreementNumber, values.GoalNumber, values.MeasureNumber)
    },
    values.Url: lambda p, at: f"https://{p._word(at)}.example/{'.'.join(at)}",
    values.Email: lambda p, at: f"{p._word(at)}@example.org",
    values.FileName: lambda p, at: f"{p._word(at)}.txt",
    values.Day: Planter._day,
    values.MeetingDay: Planter._day,
    values.PastDay: Planter._past_day,
    values.Moment: Planter._day,
    values.Period: Planter._day,
    values.When: Planter._day,
    values.Year: Planter._budget_year,
    values.Amount: lambda p, at: p._mint.amount(p._record, *at),
    values.Count: lambda p, at: p._mint.count(p._record, *at),
    values.Time: Planter._time,
    values.TimeOrNumber: Planter._time,
    values.Quorum: lambda p, at: p._mint.count(p._record, *at),
    values.Registration: lambda p, at: p._mint.registration(p._record, *at),
    **{hint: lambda p, at, value=value: value for hint, value in TOO_FEW_VALUES.items()},
}


def front_matter(facts: Mapping[str, Any], body: str = "") -> str:
    """A record's file."""
    return f"---\n{yaml.safe_dump(dict(facts), allow_unicode=True, sort_keys=False, width=1000)}---\n\n{body}"


def file_names(facts: Any) -> list[str]:
    """The names of the files that front matter attaches, at any depth."""
    if isinstance(facts, dict):
        own = [facts["file"]] if "file" in facts else []
        return own + [name for value in facts.values() for name in file_names(value)]
    return [name for value in facts for name in file_names(value)] if isinstance(facts, list) else []


def tokens_in(site: Path) -> dict[str, list[str]]:
    """Every token in the bytes and the names of a site's files, with the files it is in.

    What is packed is unpacked, and what is escaped is read as it was. Numbers are not looked for in `assets/`, which
    holds the look of the site and nothing of its records, in a PDF only in what it says, and of the search index only
    in what it holds of each page: all else in them is full of numbers.
    """
    found: dict[str, list[str]] = {}
    for path, stored in tree(site).items():
        data = without_checksums(site, stored) if path == "manifest.json" else stored
        has_numbers = not path.startswith("assets/") and not path.endswith(".pdf")
        if is_of_index(path):
            has_numbers = path.endswith(".pf_fragment")
        tokens = _tokens(without_names(path)) | _tokens_of(data, has_numbers)
        if path.endswith(".pdf"):
            tokens |= _tokens(said_in(data))
        for token in tokens:
            found.setdefault(token, []).append(path)
    return found


@cache
def _tokens_of(data: bytes, has_numbers: bool) -> frozenset[str]:
    """Every token in the bytes of a file; read once, for most files are the same in many sites."""
    found: set[str] = set()
    for text in readings(data):
        tokens = _tokens(without_names(text))
        found |= tokens if has_numbers else _words(tokens)
    return frozenset(found)


def tokens_said(text: str) -> set[str]:
    """Every token in what a program says, the paths of the places it tells of left out."""
    return _tokens(re.sub(r"^\S+?:\d+:\d+: ", "", text, flags=re.MULTILINE))


def _tokens(text: str) -> set[str]:
    low = text.lower()
    return {token for said in (low, _IN_NUMBERS.sub("", low)) for token in _tokens_of_text(said)}


def _tokens_of_text(low: str) -> Iterator[str]:
    """The words, and the numbers: looked for apart, which is quicker than either in one."""
    yield from _WORD.findall(low)
    yield from (number for number in _NUMBER.findall(low) if len(number) in _DIGITS)


def _words(tokens: set[str]) -> set[str]:
    return {token for token in tokens if token.startswith("qx")}
