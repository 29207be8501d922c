"""Messages in the national format of political treatment (KS, Fiks Politisk Behandling V1) become records of meetings.

The messages to eInnsyn are read as they are defined, and so are a plan that was asked for (`moeteplan.hent.resultat`)
and the decision of a body (`vedtakfrautvalg`). Each value of a message becomes a fact or words of a record, or is told
as left out; what only keeps the message together is neither.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from portal.commands.importing.document.blocks import (
    Block,
    Document,
    DocumentPlace,
    Item,
    Paragraph,
    Unreadable,
    as_markdown,
)
from portal.commands.importing.document.message import MessagePath, leaves
from portal.commands.importing.found import DocumentKind, Found, Held, NewRecord, Question
from portal.commands.importing.meetings.said import Said
from portal.commands.importing.words.meanings import outcome_in
from portal.linked.graph import Graph
from portal.model.clock import OSLO
from portal.model.headings import number_of_year
from portal.model.vocabulary import Outcome
from portal.text.plain import lines_of
from portal.text.tree import read_html

__all__ = ["find_message"]

_TELLS_NOTHING = frozenset(
    ("avsender", "referanseEksternNoekkel", "tekstFormat", "tilgangsrestriksjon", "kodebeskrivelse", "utvalgId",
     "utvalgNavn", "moeteid", "moeteId", "erEndeligVedtak", "vedtaksdato")
)  # fmt: skip
"""What keeps a message together, or says once more what another value says."""
_MEETING_ID = re.compile(r"[a-z0-9-]+/\d{4}-\d{2}-\d{2}(?:-[2-9])?")
_LINE = re.compile(r"(?P<indent> *)(?:(?P<number>\d{1,3})[.)]|[\u2013\u2022*-]) +(?P<words>\S.*)")
_INDENT = 2
_NUMBERED_TITLE = re.compile(r"\b\d{1,3}/\d{4}\b")


def find_message(document: Document, said: Said, graph: Graph) -> tuple[DocumentKind, Found]:
    """What kind of message a document is, and the meetings that it tells of; raises `Unreadable` where it is none."""
    return _Message(document, said, graph).find()


class _Message:
    """Reads one message, and keeps account of the values that became part of a record."""

    def __init__(self, document: Document, said: Said, graph: Graph) -> None:
        self._told: Mapping[str, Any] = document.told or {}
        self._blocks = {path: block for (path, _), block in zip(leaves(self._told), document.blocks, strict=True)}
        self._said, self._graph = said, graph
        self._taken: set[MessagePath] = set()
        self._found = Found()

    def find(self) -> tuple[DocumentKind, Found]:
        kind, name = self._kind()
        if kind is DocumentKind.PLAN:
            self._plan()
        else:
            self._meeting(name)
        left = (block for path, block in self._blocks.items() if path not in self._taken)
        self._found.left += [block for block in left if not _TELLS_NOTHING & {*_keys(block)}]
        return kind, self._found

    def _kind(self) -> tuple[DocumentKind, str]:
        """What the message is, and under which key it has its items."""
        if isinstance(self._told.get("vedtak"), list):
            return DocumentKind.MINUTES, "vedtak"
        if isinstance(self._told.get("sak"), dict) and "moeteId" in self._told:
            return DocumentKind.MINUTES, "sak"
        if isinstance(self._told.get("sak"), list):
            return DocumentKind.AGENDA, "sak"
        if isinstance(self._told.get("utvalg"), list):
            return DocumentKind.PLAN, ""
        raise Unreadable("import.no_message")

    def _value(self, *path: str | int) -> Any:
        """What stands somewhere in the message; nothing where it is not of that form."""
        value: Any = self._told
        for key in path:
            is_there = isinstance(value, dict) or (
                isinstance(value, list) and isinstance(key, int) and key < len(value)
            )
            value = (value.get(key) if isinstance(value, dict) else value[key]) if is_there else None
        return value

    def _text(self, *path: str | int) -> str:
        """A text, or a number as text, that becomes part of a record: taken account of."""
        value = self._value(*path)
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            return ""
        self._taken.add(path)
        return str(value).strip()

    # -- meetings

    def _plan(self) -> None:
        bodies = self._value("utvalg")
        for n in range(len(bodies)):
            body = self._body(("utvalg", n))
            meetings = self._value("utvalg", n, "moete")
            for m in range(len(meetings) if body and isinstance(meetings, list) else 0):
                at: MessagePath = ("utvalg", n, "moete", m)
                id_ = self._id(body, self._value(*at, "moeteid"), (*at, "moetedato"))
                if id_ and id_ not in {_id_of(record) for record in self._found.records}:
                    self._found.records.append(NewRecord(f"meetings/{id_}.md", self._facts(at, "moetedato")))
        if not self._found.records:
            self._ask("organisation")

    def _meeting(self, name: str) -> None:
        """The meeting whose cases or decisions the message has."""
        is_one = name == "sak" and isinstance(self._value(name), dict)
        at: MessagePath = () if is_one else ("moete",)
        date, key = ("moetedato", "moeteId") if is_one else ("moetedato", "moeteid")
        body = self._body(() if is_one else ("utvalg",))
        id_ = self._id(body, self._value(*at, key), (*at, date))
        for about, value in (("organisation", body), ("date", id_ or self._day((*at, date)))):
            if not value:
                self._ask(about)
        if not id_:
            return
        facts, text = self._facts(at, date), []
        numbers: set[str] = set()
        for path in [(name,)] if is_one else [(name, n) for n in range(len(self._value(name)))]:
            number = self._number(path, id_)
            if number and number not in numbers:
                numbers.add(number)
                item, words = self._item(path, number)
                facts.setdefault("agenda", []).append(item)
                text += [f"## {number}\n\n{words}"] if words else []
        self._found.records.append(NewRecord(f"meetings/{id_}.md", facts, "\n\n".join(text)))

    def _ask(self, about: str) -> None:
        self._found.questions.append(Question(about, "import.ask_argument"))

    def _body(self, at: MessagePath) -> str | None:
        """The body of the portal that a message names, by its id or its name."""
        names = [self._value(*at, key) for key in ("utvalgId", "utvalgNavn")]
        ids = (self._said.names.find(name) for name in names if isinstance(name, str))
        own = next((id_ for id_ in ids if id_ in self._said.bodies), None)
        return self._said.body or own

    def _id(self, body: str | None, told: Any, date: MessagePath) -> str | None:
        """The id of a meeting of a body: as told, where the message has one of a portal's, or else of its day."""
        is_own = isinstance(told, str) and bool(_MEETING_ID.fullmatch(told)) and told.partition("/")[0] == body
        if is_own and not self._said.day:
            self._taken.add(date)
            return str(told)
        day = self._said.day or self._day(date)
        return f"{body}/{day.isoformat()}" if body and day else None

    def _moment(self, at: MessagePath) -> dt.datetime | None:
        try:
            moment = dt.datetime.fromisoformat(str(self._value(*at)))
            return moment.astimezone(OSLO) if moment.tzinfo else moment.replace(tzinfo=OSLO)
        except (ValueError, OverflowError):
            return None

    def _day(self, at: MessagePath) -> dt.date | None:
        moment = self._moment(at)
        return moment.date() if moment else None

    def _facts(self, at: MessagePath, date: str) -> dict[str, Any]:
        """What a meeting is called where that is more than its body, number and day, and when it begins."""
        facts: dict[str, Any] = {}
        title, moment = self._value(*at, "tittel"), self._moment((*at, date))
        if isinstance(title, str) and (number := _NUMBERED_TITLE.search(title)):
            facts["number"] = number[0]
            self._taken.add((*at, "tittel"))
        elif isinstance(title, str) and title.strip() and not re.search(r"\d{4}", title):
            facts["title"] = self._text(*at, "tittel")
        if moment:
            self._taken.add((*at, date))
            if moment.time() != dt.time():
                facts["start"] = f"{moment:%H:%M}"
        return facts

    # -- items

    def _number(self, at: MessagePath, meeting_id: str) -> str | None:
        """An item's number as the portal's own meeting prints it, or else as portals do: `05/21`."""
        parts = [self._value(*at, "utvalgetsSaksnummer", name) for name in ("saksaar", "sakssekvensnummer")]
        year, count = (
            part if isinstance(part, int) and not isinstance(part, bool) and 0 < part < 1_000_000 else None
            for part in parts
        )
        if year is None or count is None or year > dt.MAXYEAR:
            return None
        self._taken |= {(*at, "utvalgetsSaksnummer", name) for name in ("saksaar", "sakssekvensnummer")}
        held = int(meeting_id.partition("/")[2][:4])
        printed = [handling.entry.item.number or "" for handling in self._graph.items(meeting_id)]
        own = next((number for number in printed if number_of_year(number, held) == (year, count)), None)
        short = f"{year % 100:02}" if year // 100 == held // 100 else f"{year:04}"
        return own or f"{count:02}/{short}"

    def _item(self, at: MessagePath, number: str) -> tuple[dict[str, Any], str]:
        """An item's facts, and its words below headings of level three."""
        item: dict[str, Any] = {"number": number}
        title = " ".join(self._text(*at, "tittel").split())
        exempt = self._exemption(at, title)
        parts = [("", "saksbeskrivelse"), ("Framlegg til vedtak", "forslagTilVedtak"), ("Vedtak", "vedtak")]
        words = {heading: found for heading, name in parts if (found := self._words((*at, name)))}
        if exempt and not self._said.has_exempt:
            for block in (block for path, block in self._blocks.items() if path[-1:] == ("tekstInnhold",)
                          and path[: len(at)] == at):  # fmt: skip
                self._found.held.append(Held(number, exempt["basis"], block, block.text))
            return item | {"exempt": exempt}, ""
        item |= {"title": title} if title else {}
        if outcome := self._outcome(at):
            item["outcome"] = outcome.value
        elif "vedtaksdato" in (self._value(*at) or {}):
            self._found.questions.append(Question(number, "import.ask_outcome", None, "", (), "outcome"))
        self._archived(at, number)
        text = "\n\n".join(f"### {heading}\n\n{found}" if heading else found for heading, found in words.items())
        return item | ({"exempt": exempt} if exempt else {}), text

    def _exemption(self, at: MessagePath, title: str) -> dict[str, str] | None:
        """By what law an item is exempt; what a message for publication calls it is its public title."""
        if not isinstance(self._value(*at, "skjerming"), dict):
            return None
        basis = self._text(*at, "skjerming", "skjermingshjemmel")
        until = self._text(*at, "skjerming", "skjermingOpphoererDato")
        found = {"basis": basis, "public_title": title or self._said.public_title, "until": until}
        return {name: value for name, value in found.items() if value}

    def _outcome(self, at: MessagePath) -> Outcome | None:
        """What came of an item: by the code of a portal, or else in the words of the trade."""
        code, words = (self._value(*at, "status", name) for name in ("kodeverdi", "kodebeskrivelse"))
        known = next((one for one in Outcome if one.value == code), None)
        told = known or next(
            (one for text in (words, code) if isinstance(text, str) and (one := outcome_in(text))), None
        )
        if told:
            self._taken |= {(*at, "status", name) for name in ("kodeverdi", "kodebeskrivelse")}
        return told

    def _archived(self, at: MessagePath, number: str) -> None:
        """The archive's number of an item's case, which the import gives to the case where it makes one."""
        for name in ("arkivetsSaksnummer", "arkivSaksnummer"):
            year, count = (self._text(*at, name, part) for part in ("saksaar", "sakssekvensnummer"))
            if year and count:
                self._found.archive_refs[number] = f"{year}/{count}"

    def _words(self, at: MessagePath) -> str:
        """A text of the message as Markdown: a paragraph or a point of a list for each line."""
        text = self._text(*at, "tekstInnhold")
        code = str(self._value(*at, "tekstFormat", "kodeverdi") or "")
        if "html" in code.lower() or re.match(r"\s*<\w", text):
            text = lines_of(read_html(text), lang="nn")
        return as_markdown([_block(line, n) for n, line in enumerate(text.splitlines(), 1) if line.strip()], 4)


def _block(line: str, number: int) -> Block:
    match, place = _LINE.fullmatch(line), DocumentPlace(0, number)
    if not match:
        return Paragraph(line.strip(), place)
    mark = match["number"] or ""
    return Item(match["words"].strip(), place, len(match["indent"]) // _INDENT, bool(mark), mark)


def _keys(block: Block) -> list[str]:
    """The names on the way to a value."""
    return re.findall(r"\w+", block.text.partition(": ")[0])


def _id_of(record: NewRecord) -> str:
    return record.path.removeprefix("meetings/").removesuffix(".md")
