"""Who follows up what, and by when: in the labels of a line, in a table, in a list, and in the sentences of minutes."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.commands.importing.document.blocks import DocumentPlace, Table
from portal.commands.importing.lexicon import pattern
from portal.commands.importing.words.dates import SHORT_DAY, FoundDate, find_date, find_day
from portal.commands.importing.words.people import is_name, is_role, known
from portal.commands.importing.words.sentences import sentences_in
from portal.linked.names import OrganisationNames

__all__ = [
    "Labelled",
    "TaskReader",
    "bracketed",
    "due_alone",
    "each_with_a_day",
    "follow_up",
    "labelled",
    "one_a_line",
    "tasks_in",
    "with_dues",
]

_MARKS = pattern("task.marks")
_BY_STROKE = pattern("task.by_stroke", 0)
_BY_BRACKETS, _BY_DASHES = pattern("task.by_brackets"), pattern("task.by_dashes")
_BY_COLON = pattern("task.by_colon")
_SUBJECT, _ASKED, _PASSIVE, _DAY_FIRST, _OTHERS = (
    pattern(f"task.{name}", 0) for name in ("subject", "asked", "passive", "day_first", "others")
)
_AT_ONCE, _OFFICE = pattern("task.at_once"), pattern("task.office")
_BY, _IS_SAID = pattern("task.by"), pattern("task.is_said")
_BOTH_END = re.compile(r"[\s,;/–(-]*\b(?:(?:innan|innen|seinast|senest|frist|til|før|den)\b[:\s]*)*$", re.IGNORECASE)
"""What stands between who does something and the day it is due."""
_BRACKET_BEHIND = re.compile(r"(?<=[a-zæøå])\s\([^()]{2,60}\)\s")
"""What somebody is or belongs to, behind the name that begins a sentence."""
_LASTS = re.compile(r"\bfr[åa]\s+(?:den\s+)?\d", re.IGNORECASE)
_MONTH_OUT = re.compile(r"\b(?:utgangen av|ut|i løpet av)\s+(?P<month>[a-zæøå]+(?:\s+\d{4})?)", re.IGNORECASE)
_SIGN = re.compile(r"^(?:[-–—=]*>|→|➢|•|\*|\d{1,2}[.)])\s*")
_NAME_FIRST = re.compile(r"(?P<who>[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w.-]+){1,3}) (?!(?:er|var|har|hadde)\b)[a-zæøå]+")
_STOPS = " .,;:–-()"
_LONGEST_WHO, _LONGEST_DUE, _LONGEST = 80, 40, 1000


@dataclass(frozen=True)
class Labelled:
    """The parts of a line at its labels; blank what none of them tells."""

    what: str
    who: str = ""
    due: str = ""


def labelled(line: str) -> Labelled | None:
    """The parts of a line that says with labels who does what it says before them, and by when."""
    words = " ".join(line.split())[-_LONGEST:]
    marks = [one for one in _MARKS.finditer(words) if ":" in one[0] or one["stop"].strip() or not one.start()]
    if not marks or marks[0]["by"]:
        return None
    between = ""
    ends = [*(mark.start() for mark in marks[1:]), len(words)]
    told = {"who": "", "due": ""}
    for mark, end in zip(marks, ends, strict=True):
        value = words[mark.end() : end].strip(_STOPS)
        who, *rest = sentences_in(value)
        if not mark.start() and mark["who"] and rest:  # `Ansvar: Ada Lie. Lage utkast. Frist: 3. mai`
            value, between = who.strip(_STOPS), " ".join(rest).strip(_STOPS)
        if mark["both"]:
            value, told["due"] = who_and_due(value)
        name = "due" if mark["due"] else "who"
        if told[name] or len(value) > (_LONGEST_DUE if name == "due" else _LONGEST_WHO) or len(sentences_in(value)) > 1:
            return None
        told[name] = value
    what = words[: marks[0].start()].strip(" ,;–-(") or between
    return Labelled(what, told["who"], told["due"]) if any(told.values()) else None


def who_and_due(words: str) -> tuple[str, str]:
    """Who does something, and by when, from words that tell both; the latter is blank where they tell no day."""
    day = find_date(words, 2000) or SHORT_DAY.search(words)
    told = (day.text if isinstance(day, FoundDate) else day[0]) if day else ""
    who, _, behind = words.partition(told) if told else (words, "", "")
    is_both = bool(_BOTH_END.sub("", who).strip(_STOPS)) and not behind.strip(_STOPS)
    return (_BOTH_END.sub("", who).strip(_STOPS + "/"), told) if is_both else (words, "")


def due_alone(line: str) -> str:
    """The words for a day behind the label of a due day, where a line has nothing else."""
    told = labelled(line)
    return told.due if told and not told.what and not told.who else ""


class TaskReader:
    """Reads follow-ups in lines and sentences; `doers` are the names of those who were at the meeting."""

    def __init__(self, names: OrganisationNames, doers: frozenset[str], year: int | None) -> None:
        self._names = names
        self._doers = doers
        self._year = year

    def does(self, who: str) -> bool:
        """Whether words name somebody who may be responsible: a person, an organisation or an office."""
        parts = [who] if known(who, self._names) else re.split(r"\s+og\s+|,\s+", who)
        return all(
            is_name(one) or one in self._doers or known(one, self._names) or _OFFICE.fullmatch(one) for one in parts
        )

    def listed(self, line: str) -> dict[str, str] | None:
        """The follow-up that a line tells which stands where follow-ups do."""
        words = _SIGN.sub("", " ".join(line.split()))
        match = _BY_COLON.fullmatch(words)
        if match and self.does(match["who"]) and due_day(match["due"], self._year):
            return self._of(match["what"], match["who"], match["due"])
        told = labelled(words)
        if told and told.what and (told.who or due_day(told.due, self._year)):
            *others, last = sentences_in(told.what)
            who, colon, what = told.what.partition(": ")
            if not told.who and colon and self.does(who):
                return self._of(what, who, told.due)
            for at, rest in ((last, others), (others[0], [*others[1:], last])) if others and not told.who else ():
                if self.does(at.strip(_STOPS)):
                    return self._of(" ".join(rest), at.strip(_STOPS), told.due)
            return self._of(told.what, told.who or self.subject(told.what), told.due)
        for form in (_BY_DASHES, _BY_BRACKETS):
            match = form.fullmatch(words)
            due = (match["due"] or "") if match else ""
            if match and form is _BY_DASHES and self.does(match["what"]) and not self.does(match["who"]):
                return self._of(match["who"], match["what"], due)  # who does it stands first
            is_dated = bool(find_date(due, self._year)) or not re.search(r"\d", due)
            if match and (self.does(match["who"]) or (form is _BY_DASHES and due and is_dated)):
                return self._of(match["what"], match["who"], due)
        match = _BY_STROKE.fullmatch(words)
        if match and self.does(match["who"]) and due_day(match["due"], self._year):
            return self._of(match["what"], match["who"], match["due"])
        who, colon, what = words.partition(": ")
        if colon and self.does(who):
            return self.listed(f"{what.rstrip('.')} – {who}") or self._of(what, who, "")
        told_so = self.promised(words) or self.wanted(words)
        if not told_so and (who := self._named_first(words)) and (due := self._due(words)):
            return self._of(words, who, due)  # whatever they do, where follow-ups stand
        return told_so or (self._of(words, who, "") if (who := self.subject(words)) else None)

    def several(self, line: str) -> list[dict[str, str]]:
        """The follow-ups of a line which stands where they do: one of each sentence, or the one of them all."""
        parts = [self.listed(part) for sentence in with_dues(line) for part in sentence.split("; ")]
        told = [one for one in parts if one and one.get("responsible")]
        whole = self.listed(line)
        return told if len(told) == len(parts) > 1 else [whole] if whole else []

    def promised(self, sentence: str) -> dict[str, str] | None:
        """The follow-up of a sentence in which somebody does something by a day, or says to do it."""
        words = _SIGN.sub("", sentence.strip())[:_LONGEST]
        told = labelled(words)
        if told and told.what and not told.who and due_day(told.due, self._year):
            who = self.subject(told.what) or self._named_first(told.what)
            if who:
                return self._of(told.what, who, told.due)
        match = _BY_BRACKETS.fullmatch(words)
        if (
            match
            and self.does(match["who"])
            and due_day(match["due"] or "", self._year)
            and not _IS_SAID.search(match["what"])
        ):
            return self._of(match["what"], match["who"], match["due"])
        who, due = self.subject(words), self._due(words)
        named, colon, _ = words.partition(": ")
        who = who or (named if colon and due and self.does(named) else "")
        return self._of(words, who, due) if who and "?" not in words and (due or _AT_ONCE.search(words)) else None

    def wanted(self, sentence: str) -> dict[str, str] | None:
        """The follow-up of a sentence in which somebody is asked to do something, or by whom it is to be done."""
        words = _SIGN.sub("", sentence.strip())[:_LONGEST]
        match, due = _ASKED.match(words) or _PASSIVE.match(words), self._due(words)
        is_told = match is not None and "?" not in words and bool(due or _AT_ONCE.search(words))
        return self._of(words, match["who"], due) if match and is_told and self.does(match["who"]) else None

    def _due(self, words: str) -> str:
        return next((told for told in _by(words) if due_day(told, self._year)), "")

    def subject(self, sentence: str) -> str:
        """Who does something in a sentence, where they may be responsible."""
        words = _BRACKET_BEHIND.sub(" ", sentence, count=1)
        match = _SUBJECT.match(words) or _DAY_FIRST.match(words)
        return bare_name(match["who"]) if match and self.does(bare_name(match["who"])) else ""

    def _named_first(self, sentence: str) -> str:
        """The person whose name begins a sentence that tells with a label by when: what is told is then theirs."""
        match = _NAME_FIRST.match(sentence)
        return match["who"] if match and self.does(match["who"]) else ""

    def _of(self, what: str, who: str, due: str) -> dict[str, str]:
        return follow_up(what, who, due, self._year)


def bare_name(who: str) -> str:
    """A name without the role that stands before it: `Rådgjevar Ada Lie`."""
    role, _, name = who.partition(" ")
    return name if is_role(role) and is_name(name) else who


def bracketed(words: str, year: int | None) -> list[dict[str, str]]:
    """The follow-ups of a cell in which each has who does it, and by when, in a bracket; none where one has not."""
    parts = [_BY_BRACKETS.fullmatch(one) for one in re.split(r"(?<=\))\.?\s+(?=[A-ZÆØÅ])", " ".join(words.split()))]
    told = [match for match in parts if match and is_name(match["who"].strip()) and due_day(match["due"] or "", year)]
    return [follow_up(one["what"], one["who"], one["due"], year) for one in told] if len(told) == len(parts) else []


def with_dues(words: str) -> list[str]:
    """The sentences of a text, each with the due day that stands behind it as one of its own."""
    told: list[str] = []
    for sentence in sentences_in(words):
        parts = _OTHERS.split(sentence)
        parts = parts if len(parts) > 1 and all(next(_by(part), "") for part in parts) else [sentence]
        told = [*told[:-1], f"{told[-1]} {sentence}"] if told and due_alone(sentence) else [*told, *parts]
    return told


def tasks_in(
    table: Table, columns: Mapping[str, int], head: int, year: int | None
) -> Iterator[tuple[str, dict[str, str], DocumentPlace]]:
    """The follow-ups of a table, each with the number of its item where a column tells it, and its place."""
    for number, row in enumerate(table.rows[head:], head):
        for cells in one_a_line({name: row[at].split("\n") for name, at in columns.items() if at < len(row)}):
            task = follow_up(cells.get("what", ""), cells.get("responsible"), cells.get("due"), year)
            if task.get("what"):
                item = re.sub(r"\s|^sak", "", cells.get("number", ""), flags=re.IGNORECASE)
                yield item, task, table.places[number][columns["what"]]


def each_with_a_day(words: str, year: int | None) -> list[str]:
    """The lines of a cell, or else its sentences, where each names a day; else the cell as it is."""
    for parts in (words.split("\n"), with_dues(" ".join(words.split()))):
        if len(parts) > 1 and all(due_day(part, year) for part in parts):
            return parts
    return [words]


def one_a_line(cells: Mapping[str, list[str]]) -> list[dict[str, str]]:
    """The cells of a row, once for each of the follow-ups that stand below each other in it, or once."""
    count = len(cells.get("what", ()))
    are_lines = all(len(lines) in (1, count) for lines in cells.values())
    if count > 1 and are_lines and count == len(cells.get("responsible", ())):
        return [{name: lines[n % len(lines)] for name, lines in cells.items()} for n in range(count)]
    return [{name: "\n".join(lines) for name, lines in cells.items()}]


def follow_up(what: str, responsible: str | None, due: str | None, year: int | None) -> dict[str, str]:
    """A follow-up: what is to be done, who is responsible, and by when; what is not said is left out."""
    told = labelled(what) if not (due or responsible) else None
    if told and told.what:
        what, responsible, due = told.what, told.who, told.due
    subject = _SUBJECT.match(what.strip()) if not responsible else None
    if subject and is_name(subject["who"]):
        responsible = subject["who"]
    if responsible and not due:
        responsible, due = who_and_due(responsible)
    by = due or next(_by(what), "")
    task = {
        "what": " ".join(what.split()).strip(" ."),
        "responsible": " ".join((responsible or "").split()).strip(_STOPS),
        "due": due_day(by, year) or "",
    }
    return {name: value for name, value in task.items() if value}


def due_day(words: str, year: int | None) -> str | None:
    """The day by which something is due; of a month the last, and of `3/5` the one of this year."""
    if day := find_day(words, year):
        return day
    if (short := SHORT_DAY.search(words)) and year:
        return find_day(f"{short[1]}.{short[2]}.{year}")
    first = find_date(f"1. {out['month']}", year) if (out := _MONTH_OUT.search(words)) else None
    last = first.day if first else None
    return f"{last:%Y-%m}-{calendar.monthrange(last.year, last.month)[1]}" if last else None


def _by(words: str) -> Iterator[str]:
    """What a sentence says of by when something is done; until when something lasts is none."""
    lasts = _LASTS.search(words) is not None
    for match in _BY.finditer(words):
        if told := match["due"] or match["out"] or (not lasts and match["day"]):
            yield told
