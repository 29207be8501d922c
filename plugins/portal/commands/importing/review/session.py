"""An import that is gone through: the files with all that was found in them, and what an editor says of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from portal.commands.importing.command import Arguments, Written, add_cases, write_records
from portal.commands.importing.document.blocks import Block, DocumentPlace, Furniture, Heading, Table
from portal.commands.importing.found import FactSource, Question
from portal.commands.importing.review.edits import Edit, edited, pruned
from portal.commands.importing.several import FileRead, Gathered, Reader, gathered
from portal.commands.importing.words.dates import find_day
from portal.model.problems import Problem
from portal.site.building import check_portal
from portal.source.settings import Settings
from portal.source.writing import escaped

__all__ = ["OMITTED", "PEOPLE", "Asked", "LeftLine", "Review", "Spot"]

PEOPLE = "people"
"""The field of a question for the list that somebody belongs in."""
OMITTED = "omitted"
"""Where a line goes that an editor leaves out on purpose."""


@dataclass(frozen=True)
class Spot:
    """A place of a document that can be pointed at: a block, or a cell of a table."""

    id: str
    file: int
    place: DocumentPlace
    text: str
    is_strong: bool = False
    is_furniture: bool = False

    @property
    def line(self) -> tuple[int, int, int]:
        """What stands on one line with it: the cells of a row."""
        return self.place.page, self.place.line, self.place.row


@dataclass(frozen=True)
class Asked:
    """A question, and what was answered."""

    id: str
    question: Question
    answer: str | None


@dataclass(frozen=True)
class LeftLine:
    """A line that was left out, and where an editor put it, `record|field`, if anywhere."""

    id: str
    file: int
    block: Block
    to: str | None


class Review:
    """What is known, what is asked and what will be written. Nothing is written before `save`."""

    def __init__(
        self, root: Path, settings: Settings, files: Sequence[FileRead], reader: Reader, arguments: Arguments
    ) -> None:
        self.root, self.settings, self.arguments = root, settings, arguments
        self.graph, self._reader = reader.graph, reader
        self.files = list(files)
        self.spots = [spot for at, file in enumerate(files) for spot in _spots(at, file)]
        self._by_place = {(spot.file, spot.place): spot for spot in reversed(self.spots)}
        self._said: dict[int, dict[str, str]] = {}  # by file: the arguments that were answered
        self._answers: dict[str, str] = {}
        self._placed: dict[str, str] = {}
        self._mended: dict[tuple[str, str], str] = {}

    def spot_at(self, file: int, place: DocumentPlace | None) -> Spot | None:
        """The spot at a place; of a cell that is none, the block that it stands in."""
        if place is None:
            return None
        whole = replace(place, row=0, column=0)
        cells = (
            one
            for (at, other), one in self._by_place.items()
            if at == file and replace(other, row=0, column=0) == whole
        )
        return self._by_place.get((file, place)) or self._by_place.get((file, whole)) or next(cells, None)

    # -- what an editor says

    def answer(self, id_: str, words: str) -> None:
        """Answer a question; blank words take the answer back. Raises `KeyError` where it is not asked."""
        question = {one.id: one.question for one in self.asked()}[id_]
        if question.code == "import.ask_argument":
            self._again(question, words)
        self._answers[id_] = words

    def place(self, id_: str, to: str) -> None:
        """Put a line that was left out into a field, `record|field`; blank takes it back. Raises as `mend` does."""
        record, _, field = to.partition("|")
        if field:
            self._try(Edit(record, field, id_, adds=True))
        self._placed[id_] = to

    def mend(self, record: str, field: str, words: str) -> None:
        """Write other words into a field; blank words take it away. Raises `LookupError` where there is no field."""
        self._try(Edit(record, field, words))
        self._mended[record, field] = words

    def _try(self, edit: Edit) -> None:
        edited({record.path: record for record in self.together().records}[edit.record], [edit])

    def _again(self, question: Question, words: str) -> None:
        """Find what is in a file anew, with a body or a date that it does not say itself."""
        at, said = question.file, self._said.setdefault(question.file, {})
        said[question.about] = words
        body, day = self.graph.names.find(said.get("organisation", "")), find_day(said.get("date", ""))
        date = dt.date.fromisoformat(day) if day else self._reader.day
        again = replace(self._reader, kind=self.files[at].kind, body=body or self._reader.body, day=date)
        self.files[at] = again.again(self.files[at], at)

    # -- what follows of it

    def together(self, is_edited: bool = True) -> Gathered:
        """The records as they will be written, or as they were found."""
        together = gathered(self.files, self.graph.names)
        edits = list(self._edits()) if is_edited else []
        known = {record.path for record in together.records}
        together.records = [edited(record, edits) for record in together.records]
        add_cases(self.root, together, self.graph, self.arguments)
        together.records = [record if record.path in known else edited(record, edits) for record in together.records]
        for line in self.left() if is_edited else ():
            record, _, field = (line.to or "").partition("|")
            if field:
                place = line.block.place
                together.sources.append(FactSource(record, field, place, 1.0, line.block.text, line.file))
        return together

    def asked(self) -> list[Asked]:
        """Every question of the files, those that were answered too."""
        together = self.together(is_edited=False)
        answered = [Question(name, "import.ask_argument", file=at) for at, said in self._said.items() for name in said]
        found = {self._id(question): question for question in (*answered, *together.questions)}
        return [Asked(id_, one, self._answers.get(id_) or None) for id_, one in found.items()]

    @staticmethod
    def _id(question: Question) -> str:
        return f"q{question.file}-{_digest(question.code, question.about, question.read)}"

    def left(self) -> list[LeftLine]:
        """Every line that was left out, those that were placed since too."""
        lines = []
        for at, file in enumerate(self.files):
            for n, block in enumerate(file.found.left):
                id_ = f"l{at}-{_digest(str(n), block.text)}"
                lines.append(LeftLine(id_, at, block, self._placed.get(id_) or None))
        return lines

    def _edits(self) -> Iterator[Edit]:
        for (record, field), words in self._mended.items():
            yield Edit(record, field, words)
        for asked in self.asked():
            question, answer = asked.question, asked.answer
            if answer and question.field == PEOPLE:
                yield from (Edit(question.record, answer, name) for name in question.about.split(", "))
            elif answer and question.field:
                yield Edit(question.record, question.field, answer)
        for line in self.left():
            record, _, field = (line.to or "").partition("|")
            if field:
                words = escaped(line.block.text) if field.startswith("text") else line.block.text
                yield Edit(record, field, words, adds=True)

    def save(self) -> tuple[Written, list[Problem]]:
        """Write the records as the command does; what was written, and what the check finds in the portal then."""
        records = [pruned(record) for record in self.together().records]
        written = write_records(self.root, self.settings, records, self.arguments)
        paths = {one.path for one in written.stored}
        problems = check_portal(self.root, self.settings).problems if written.is_done else ()
        return written, [
            problem for problem in problems if problem.place.path in paths or problem.severity.stops_build()
        ]


def _spots(at: int, file: FileRead) -> Iterator[Spot]:
    """The spots of a file, in the order of reading."""
    for n, block in enumerate(file.blocks):
        if isinstance(block, Table) and block.places:
            for row, places in zip(block.rows, block.places, strict=True):
                for text, place in zip(row, places, strict=True):
                    yield Spot(f"f{at}b{n}r{place.row}c{place.column}", at, place, text)
        else:
            is_strong = isinstance(block, Heading) or block.style.is_bold
            yield Spot(f"f{at}b{n}", at, block.place, block.text, is_strong, isinstance(block, Furniture))


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:10]
