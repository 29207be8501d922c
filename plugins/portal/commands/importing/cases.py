"""Items become cases: which items are cases, which case each of them is, and the records of those that are new.

A case is known by its archive number, by the number that it had in the same body, and by its title. Where these tell
of several cases, or a title only is nearly the same, it is asked for, and nothing is referred to.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from portal.commands.importing.found import FactSource, NewRecord, Question, short_slug
from portal.commands.importing.lexicon import pattern
from portal.commands.importing.several import Gathered
from portal.language.spelling import closest
from portal.linked.graph import Graph
from portal.model.addresses import bears_year
from portal.model.headings import number_slug
from portal.model.meeting import AgendaItem

__all__ = ["with_cases"]

_FORMAL, _INFORMS, _AROUND = pattern("case.formal"), pattern("case.informs"), pattern("case.around")
_MENTIONED = pattern("case.mentioned")
_LONG = dt.timedelta(days=400)
"""How long after it was treated a case is still known by its title alone."""
_NEAR = 0.9


@dataclass(frozen=True)
class _Treated:
    """An item of a meeting's record, by its place on the agenda."""

    record: NewRecord
    at: int
    archive: str

    @property
    def item(self) -> Mapping[str, Any]:
        return dict(self.record.facts["agenda"][self.at])

    @property
    def title(self) -> str:
        return str(self.item.get("title", ""))

    @property
    def body(self) -> str:
        return self.record.path.split("/")[1]

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.record.path.rpartition("/")[2][:10])

    @property
    def numbers(self) -> set[tuple[str, str]]:
        """The item's number, where it bears a year, with its body; and those that its title says it goes on with."""
        own = str(self.item.get("number", ""))
        said = [match["number"] for match in _MENTIONED.finditer(self.title)]
        return {_number(self.body, number) for number in (own, *said) if bears_year(number)}


@dataclass
class _Case:
    """A case of the portal or of this import, and all that it is known by; `begun_by` the item that a new one is of."""

    id: str
    title: str
    archive: str = ""
    is_closed: bool = False
    begun_by: _Treated | None = None
    numbers: set[tuple[str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    days: set[dt.date] = field(default_factory=set)

    def takes(self, treated: _Treated) -> None:
        """Know the case by an item of it, too."""
        self.numbers |= treated.numbers
        self.names.add(_name(treated.title))
        self.archive = self.archive or treated.archive
        self.days.add(treated.day)

    def is_near(self, day: dt.date) -> bool:
        """Whether the case is open, and was treated so near a day that its title alone tells it."""
        return not self.is_closed and (not self.days or min(abs(day - other) for other in self.days) < _LONG)

    @property
    def facts(self) -> dict[str, Any]:
        """The facts of a new case, those that the item that began it says."""
        assert self.begun_by
        told = {"lang": self.begun_by.record.facts.get("lang"), "type": self.begun_by.item.get("type")}
        facts = {"title": self.title, **told, "archive_ref": self.archive}
        return {name: value for name, value in facts.items() if value}


def with_cases(gathered: Gathered, graph: Graph, staying: Iterable[str] = ()) -> None:
    """Let the items of the meetings that were gathered refer to their cases, and add the records of new cases.

    The records at `staying` are not going to be written, and get none. Items that are formal or exempt are none; one
    that only informs finds a case, and begins none.
    """
    cases = list(_known(graph, gathered.records))
    treated = sorted(_treated(gathered, frozenset(staying)), key=lambda one: (one.day, one.record.path, one.at))
    referred: dict[tuple[str, int], _Case] = {}
    for informs in (False, True):
        for one in treated:
            if bool(_INFORMS.match(one.title)) is not informs:
                continue
            case, maybe = _case_of(one, cases)
            if maybe:
                gathered.questions.append(_question(one, maybe, gathered.sources))
            elif case or not informs:
                referred[one.record.path, one.at] = case or _begun(one, cases)
                referred[one.record.path, one.at].takes(one)
    gathered.records = [_referring(record, referred) for record in gathered.records]
    for case in cases:
        if case.begun_by:
            gathered.records.append(NewRecord(f"cases/{case.id}.md", case.facts))
            gathered.sources += _sources(case, case.begun_by, gathered.sources)


def _known(graph: Graph, records: Sequence[NewRecord]) -> Iterator[_Case]:
    """The cases that are known: those of the portal, and those that forms submit in this import."""
    for record in graph.cases:
        facts, route = record.facts, graph.route(record.id)
        case = _Case(record.id, facts.title or "", facts.archive_ref or "", facts.closed is not None)
        titles = (facts.title, *(handling.entry.item.title for handling in route))
        case.names = {_name(title) for title in titles if title}
        case.days = {handling.meeting.day for handling in route}
        for handling in route:
            numbers = (handling.entry.item.number, *handling.entry.item.aliases)
            case.numbers |= {_number(handling.meeting.body_id, one) for one in numbers if one and bears_year(one)}
        yield case
    for new in (record for record in records if record.path.startswith("cases/")):
        id_, title = new.path.removeprefix("cases/").removesuffix(".md"), str(new.facts.get("title", ""))
        yield _Case(id_, title, str(new.facts.get("archive_ref", "")), names={_name(title)})


def _case_of(treated: _Treated, cases: Sequence[_Case]) -> tuple[_Case | None, list[_Case]]:
    """The case that an item is, if that is sure; else those that it may be."""
    others = [case for case in cases if not treated.archive or case.archive in ("", treated.archive)]
    named = [case for case in others if _name(treated.title) in case.names]
    sure = [case for case in others if treated.archive and case.archive == treated.archive]
    sure += [case for case in others if case.numbers & treated.numbers and case not in sure]
    if len(sure) > 1:
        sure = [case for case in sure if case in named] or sure
    if sure:
        return (sure[0], []) if len(sure) == 1 else (None, sure)
    if len(named) == 1 and named[0].is_near(treated.day):
        return named[0], []
    near = closest(_name(treated.title), [name for case in others for name in case.names], _NEAR) or ""
    has_same_figures = re.findall(r"\d+", near) == re.findall(r"\d+", _name(treated.title))
    return None, named or [case for case in others if has_same_figures and near in case.names]


def _begun(treated: _Treated, cases: list[_Case]) -> _Case:
    """A new case of an item, put among the others, with an id that none of them has."""
    stem, ids = f"{treated.day.year}-{short_slug(treated.title)}", {case.id for case in cases}
    id_ = next(id_ for n in count(1) if (id_ := f"{stem}-{n}" if n > 1 else stem) not in ids)
    cases.append(_Case(id_, treated.title, begun_by=treated))
    return cases[-1]


def _treated(gathered: Gathered, staying: frozenset[str]) -> Iterator[_Treated]:
    """The items that may be cases, each with its archive number; one that several items of a meeting have is none."""
    said = {(path, _number("", about)): number for (path, about), number in gathered.archive_refs.items()}
    for record in gathered.records:
        is_treated = record.path.startswith("meetings/") and record.path not in staying
        agenda = record.facts.get("agenda", ()) if is_treated else ()
        abouts = (_number("", str(item.get("number") or item.get("title"))) for item in agenda)
        archives = [said.get((record.path, about), "") for about in abouts]
        times = Counter(archives)
        for at, item in enumerate(agenda):
            is_case = item.get("title") and not {"exempt", "approves", "case"} & set(item)
            if is_case and not _FORMAL.fullmatch(str(item["title"]).strip(" .:")):
                is_own = times[archives[at]] == 1 and archives[at] != record.facts.get("archive_ref")
                yield _Treated(record, at, archives[at] if is_own else "")


def _referring(record: NewRecord, referred: Mapping[tuple[str, int], _Case]) -> NewRecord:
    """A meeting whose items refer to their cases."""
    agenda = record.facts.get("agenda", ())
    items = [
        _with_case(item, case) if (case := referred.get((record.path, at))) else item for at, item in enumerate(agenda)
    ]
    return replace(record, facts={**record.facts, "agenda": items}) if items else record


def _with_case(item: Mapping[str, Any], case: _Case) -> dict[str, Any]:
    """An item that refers to its case, and does not say again what that says."""
    said = case.facts if case.begun_by else {"title": case.title}
    same = {name for name in ("title", "type") if item.get("number") and item.get(name) == said.get(name)}
    told = {**item, "case": case.id}
    return {name: told[name] for name in AgendaItem.field_names() if name in told and name not in same}


def _sources(case: _Case, begun: _Treated, sources: Iterable[FactSource]) -> list[FactSource]:
    """Where the facts of a new case were read: in the item that began it."""
    fields = {f"agenda.{begun.at}.{name}": name for name in ("title", "type", "archive_ref")}
    return [
        replace(one, record=f"cases/{case.id}.md", field=fields[one.field])
        for one in sources
        if one.record == begun.record.path and one.field in fields
    ]


def _question(treated: _Treated, maybe: Sequence[_Case], sources: Iterable[FactSource]) -> Question:
    """Which of some cases an item is, asked where the item was read."""
    path, field_ = treated.record.path, f"agenda.{treated.at}."
    source = next((one for one in sources if one.record == path and one.field.startswith(field_)), None)
    about = str(treated.item.get("number") or treated.title)
    read, ids = "; ".join(f"{case.title} ({case.id})" for case in maybe), tuple(case.id for case in maybe)
    place, file = (source.place, source.file) if source else (None, 0)
    return Question(about, "import.ask_case", place, read, ids, f"{field_}case", file, path)


def _number(body: str, number: str) -> tuple[str, str]:
    """A number in its body, as it is compared: `01/25` is `1/25`."""
    return body, re.sub(r"(?<!\d)0+(?=\d)", "", number_slug(number))


def _name(title: str) -> str:
    """A title as it is compared, without what only says how far the case has come."""
    before = ""
    while before != title:
        before, title = title, _AROUND.sub("", title).strip(" .:–-")
    return " ".join(re.findall(r"\w+", title.casefold()))
