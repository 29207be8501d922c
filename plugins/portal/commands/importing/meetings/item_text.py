"""An agenda item: its type, presenter, papers, follow-ups and outcome, and the rest of what is below it as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.commands.importing.document.blocks import Block, DocumentPlace, Heading, Item, Paragraph, Table, as_markdown
from portal.commands.importing.found import DocumentKind, Facts, Question
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.meetings.tasks import TaskReader, due_alone, follow_up, labelled, tasks_in, with_dues
from portal.commands.importing.words.dates import find_day
from portal.commands.importing.words.meanings import (
    LETTERS,
    case_types,
    is_negated,
    only_types,
    outcome_in,
    vote_in,
    with_beside,
)
from portal.commands.importing.words.openings import is_standing, section_in
from portal.commands.importing.words.people import is_name, is_role, known
from portal.commands.importing.words.sentences import sentences_in
from portal.linked.names import OrganisationNames
from portal.model.vocabulary import Outcome

__all__ = ["ItemDraft", "ItemText", "with_presenter"]


@dataclass
class ItemDraft:
    """An agenda item, being gathered.

    `marks` are what tells that it is closed, beside its own words; `level` is that of its heading.
    """

    number: str
    title: str
    place: DocumentPlace
    facts: Facts = field(default_factory=Facts)
    blocks: list[Block] = field(default_factory=list)
    marks: list[tuple[str, DocumentPlace]] = field(default_factory=list)
    level: int = 0
    confidence: float = 1.0
    archive_ref: str = ""

    def is_numbered(self, number: str) -> bool:
        """Whether the item bears a number, with the series before it or without, and with the year or without."""
        (series, mine), (told_series, told) = _parts(self.number), _parts(number)
        is_series_one = not (series and told_series) or series == told_series
        return bool(told) and is_series_one and (mine == told or (len(told) == 1 and mine[:1] == told))


def _parts(number: str) -> tuple[str, list[int]]:
    return "".join(re.findall(r"[A-ZÆØÅ]+", number)), [int(part) for part in re.findall(r"\d+", number)]


_TASKS = terms("task.columns")
_TYPE_LINE, _TYPE_LABEL = pattern("item.type_line"), pattern("item.type_label")
_PRESENTER, _GIVEN_BY, _GIVEN_BY_SEVERAL = (
    pattern("item.presenter"), pattern("item.given_by"), pattern("item.given_by_several", 0)
)  # fmt: skip
_BEHIND_TITLE, _ARCHIVE = pattern("item.presenter_behind"), pattern("item.archive_ref")
_PAPERS_BEHIND = pattern("item.papers", re.IGNORECASE | re.DOTALL)
_RESULT = pattern("item.result", re.IGNORECASE | re.DOTALL)
_DECIDES = pattern("item.decides")
_HEARSAY, _PROPOSED, _AGAINST = pattern("item.hearsay"), pattern("item.proposed"), pattern("vote.against_alone")
_PROMISE, _SENTENCE = pattern("task.promise"), pattern("line.sentence")
_FALLS = pattern("item.falls", re.IGNORECASE | re.MULTILINE)
_PASSES, _APPROVAL = pattern("item.passes"), pattern("item.approval")
_PAPER_NUMBER = re.compile(r"(?:vedlegg\s*)?\d{1,2}[.):]?", re.IGNORECASE)
_PAPERS = "_papers"
_OTHER_ITEM = re.compile(r"\bsak\s+(?P<number>\S*\d\S*)", re.IGNORECASE)
_FEW_WORDS = 4
"""How many words a sentence has at least that is more than how something was voted."""
_LAST_WORDS = 120
"""How long a last line may be to be read as the outcome, in characters."""
_TREATMENT, _VOTING = "Handsaming", "Avrøysting"
_NO_OUTCOME = ("Framlegg til vedtak", "Alternativt framlegg", "Saksopplysningar", "Vurdering", _PAPERS)


def _has_doer(task: dict[str, str]) -> bool:
    return bool(task.get("responsible"))


class ItemText:
    """Reads the blocks below one item; `facts` grow as they are read, `questions` are what they leave open.

    `doers` are the names of those who were at the meeting, the first of each too.
    """

    def __init__(
        self, entry: ItemDraft, kind: DocumentKind, names: OrganisationNames, year: int | None, doers: frozenset[str]
    ) -> None:
        self.facts = entry.facts
        self.questions: list[Question] = []
        self.places: dict[str, DocumentPlace] = {}
        """Where each part of the text begins, by its heading."""
        self._entry = entry
        self._names = names
        self._tasks = TaskReader(names, doers, year)
        self._kind = kind
        self._year = year
        self._parts: list[tuple[str, list[Block]]] = [("", [])]
        self._are_papers_listed = False
        self._latest_paper = ""  # its whole line

    def read(self) -> str:
        """The words of the item as Markdown below headings of level three; its facts are put into `facts`."""
        for block in self._entry.blocks:
            self._block(block)
        for name, part in sorted(self._parts, key=lambda part: part[0] != "Vedtak"):  # what was decided comes first
            self._conclude(name, part)
        spoken = next((part for name, part in self._parts if name == "Innspel" and part), None)
        is_open = self._kind is DocumentKind.MINUTES and not is_standing(self._entry.title)
        if spoken and is_open and not any(name == "Vedtak" for name, _ in self._parts):
            self.facts.put("outcome", Outcome.DISCUSSED.value, spoken[0].place, spoken[0].text, 0.7)
        self._read_again()
        for task in self.facts.get("follow_up", ()):
            if who := task.get("responsible") or self._tasks.subject(task["what"]):
                task["responsible"] = who
                task["responsible"] = _shared(task["responsible"], self._names)
        written = []
        for name, part in sorted(self._parts, key=lambda part: part[0] != ""):
            text = as_markdown(part, 4)
            if name != _PAPERS and (text or name):
                written.append(f"### {name}\n\n{text}".rstrip() if name else text)
                if part:
                    self.places.setdefault(name, part[0].place)
        return "\n\n".join(filter(None, written))

    def _read_again(self) -> None:
        """Take apart the follow-ups of a cell that tell who does it, or several of them, in their own words."""
        read: list[dict[str, str]] = []
        for task in self.facts.get("follow_up", ()):
            told = self._tasks.several(task["what"]) if not task.get("responsible") else []
            due = {"due": task["due"]} if "due" in task and len(told) == 1 else {}
            read += [{**due, **one} for one in told] if told and all(map(_has_doer, told)) else [task]
        if read:
            self.facts["follow_up"] = read

    def ask(self) -> Iterator[Question]:
        """What the sentences of minutes say of who is to do what, where no follow-up tells it."""
        yield from self.questions
        if self._kind is not DocumentKind.MINUTES or "follow_up" in self.facts:
            return
        about = self._entry.number or self._entry.title
        if any(name == "Oppfølging" for name, _ in self._parts):
            yield Question(about, "import.ask_follow_up", self._entry.place, "", (), "follow_up")
            return
        for block in (block for _, part in self._parts for block in part if not isinstance(block, Table)):
            for sentence in sentences_in(block.text):
                match = _PROMISE.fullmatch(sentence.rstrip("."))
                day = find_day(match["due"], self._year) if match else None
                if match and day and match["who"][:1].isupper():
                    told = f"{sentence.rstrip('.')} – {match['who']} – {day}"
                    yield Question(about, "import.ask_follow_up", block.place, sentence, (told,), "follow_up")

    def _block(self, block: Block) -> None:
        if isinstance(block, Table):
            columns = _TASKS.columns(block.rows[0])
            if "what" in columns and len(columns) > 1:
                for _, task, place in tasks_in(block, columns, 1, self._year):
                    self.facts.add("follow_up", task, place, " ".join(task.values()))
            elif self._parts[-1][0] != _PAPERS or not self._are_papers(block):
                self._end_papers()
                self._parts[-1][1].append(block)
            return
        text = block.text.strip()
        if not text:
            self._parts.append(("", []))
        elif self._is_fact(text, block.place) or self._is_section(text, block):
            return
        elif self._parts[-1][0] and isinstance(block, Heading):
            self._parts.append(("", [block]))  # a heading of another kind ends the section above it
        elif self._parts[-1][0] == _PAPERS and (isinstance(block, Item) or self._may_be_paper(text)):
            self._are_papers_listed = isinstance(block, Item)
            self._papers(text, block.place)
        else:
            self._end_papers()
            self._text(block)

    def _text(self, block: Block) -> None:
        """A block of the text; where minutes tell in it, with labels, who is to do what, that is a follow-up too."""
        self._parts[-1][1].append(block)
        if self._kind is not DocumentKind.MINUTES:
            return
        words = " ".join(block.text.split())
        told = labelled(words)
        if told and told.who and told.what:
            task = follow_up(sentences_in(told.what)[-1], told.who, told.due, self._year)
            self.facts.add("follow_up", task, block.place, words, 0.9)
        elif self._parts[-1][0] not in _NO_OUTCOME:
            for sentence in with_dues(words):
                promised, wanted = self._tasks.promised(sentence), self._tasks.wanted(sentence)
                task_ = promised or wanted
                if task_ and task_["what"] not in [one["what"] for one in self.facts.get("follow_up", ())]:
                    is_sure = promised is not None or "due" in task_
                    self.facts.add("follow_up", task_, block.place, sentence, 0.8 if is_sure else 0.5)

    def _are_papers(self, table: Table) -> bool:
        """Whether a table below the heading of papers lists them, each with its number or alone, and takes them."""
        rows = [[cell for cell in row if cell.strip()] for row in table.rows]
        if not all(len(row) == 1 or (len(row) == 2 and _PAPER_NUMBER.fullmatch(row[0].strip())) for row in rows):
            return False
        for row, places in zip(rows, table.places, strict=True):
            self._papers(row[-1], places[0])
        return True

    def _may_be_paper(self, text: str) -> bool:
        """Whether a line below the heading of papers names one: not below a list of them, and no sentence of doing.

        Where those above end without a stop, what ends with one is said of something else.
        """
        ends_apart = bool(self._latest_paper) and not self._latest_paper.endswith(".")
        is_said = text.endswith(".") and (ends_apart or _SENTENCE.match(text) is not None)
        is_said |= len(sentences_in(text)) > 1
        return not self._are_papers_listed and not is_said and self._tasks.promised(text) is None

    def _end_papers(self) -> None:
        """What is no paper ends the list of them."""
        if self._parts[-1][0] == _PAPERS:
            self._parts.append(("", []))
            self._are_papers_listed = False

    def _is_fact(self, text: str, place: DocumentPlace) -> bool:
        """Whether a line is nothing but a fact, which is then taken."""
        facts = self.facts
        if "type" not in facts and (re.fullmatch(LETTERS, text) or _types_in(text)):
            facts.put("type", _types_in(text) or case_types(text), place, text)
        elif (due := due_alone(text)) and facts.get("follow_up") and "due" not in facts["follow_up"][-1]:
            day = find_day(due, self._year)
            facts["follow_up"][-1].update({"due": day} if day else {})
            return bool(day)
        elif self._is_task_below(text, place):
            return True
        elif (match := _PRESENTER.fullmatch(text)) or (match := _GIVEN_BY.fullmatch(text)):
            facts.put("presenter", next(filter(None, match.groups())).strip(" ."), place, text)
        elif match := _GIVEN_BY_SEVERAL.match(text):
            facts.put("presenter", re.sub(r"\)(?:,| og)? (?=[A-ZÆØÅ])", "), ", match[1]), place, text)
            return False
        elif match := _RESULT.fullmatch(text):
            return self._result(match[1], place)
        elif match := _ARCHIVE.fullmatch(text):
            self._entry.archive_ref = self._entry.archive_ref or match["ref"]
            return False
        elif self._parts[-1][0] == "Oppfølging" and (tasks := self._tasks.several(_without_heading(text))):
            for task in tasks:
                facts.add("follow_up", task, place, text)
        else:
            return False
        return True

    def _is_section(self, text: str, block: Block) -> bool:
        """Whether a line opens a section, with its first words behind it or without."""
        if match := _PAPERS_BEHIND.fullmatch(text):
            self._parts[-1][1].append(Paragraph(match[1], block.place))
            self._parts.append((_PAPERS, []))
            return True
        other = _OTHER_ITEM.search(text) if self._parts[-1][0] == _PAPERS else None
        if other and not self._entry.is_numbered(other["number"].rstrip(".:")):
            return False  # a paper that names what was decided elsewhere
        section = section_in(text)
        if section is None:
            return False
        name, rest = section
        heading = text[: len(text) - len(rest)].strip(" :\n")
        if name == "Vedtak" and self._kind is DocumentKind.MINUTES:
            self.facts.put("vote", vote_in(heading), block.place, heading)
        if name == "Protokolltilførsel" and (by := re.search(r" (?:frå|fra) .+", heading)):
            name += by[0]
        above = self._parts[-1][1][-1:] if self._parts[-1][0] == "Vedtak" else []
        told = re.fullmatch(r"(?P<who>[^,;:]{2,60}), (?P<due>[^,;]*\d[^,;]*)", rest.rstrip("."))
        if name == "Oppfølging" and told and above and is_name(told["who"]) and find_day(told["due"], self._year):
            self._parts.append((name, []))
            task = follow_up(above[0].text, told["who"], told["due"], self._year)
            self.facts.add("follow_up", task, block.place, f"{above[0].text} {text}")
        elif name == "Oppfølging" and (tasks := self._tasks.several(rest)):
            self._parts.append((name, []))
            for task in tasks:
                self.facts.add("follow_up", task, block.place, text)
        elif name:
            self._parts.append((name, []))
            if rest:
                self._text(Paragraph(rest, block.place))
        else:
            self._parts.append((_PAPERS, []))
            self._latest_paper = ""
            self._papers(rest, block.place)
        return True

    def _result(self, words: str, place: DocumentPlace) -> bool:
        """Whether the words tell an outcome or a vote; what they tell is taken."""
        outcome, vote = outcome_in(words), vote_in(words)
        if outcome:
            self.facts["outcome"] = outcome.value
            self.facts.sources["outcome"] = (place, 1.0, words)
        self.facts.put("vote", vote, place, words)
        return bool(outcome or vote)

    def _is_task_below(self, text: str, place: DocumentPlace) -> bool:
        """Whether a line says who does what the last sentence above it says, by when; it is then a follow-up."""
        name, part = self._parts[-1]
        match = labelled(text)
        is_above = bool(part) and not isinstance(part[-1], Heading | Table) and self._kind is DocumentKind.MINUTES
        if not match or match.what or not match.who or not is_above:
            return False
        if not (match.due or name in ("Vedtak", "Oppfølging")):
            return False
        told = [one for one in sentences_in(part[-1].text) if not (vote_in(one) and len(one.split()) < _FEW_WORDS)]
        what = told[-1] if told and name != "Oppfølging" else part[-1].text
        if name == "Oppfølging":
            part.pop()
        self.facts.add("follow_up", follow_up(what, match.who, match.due, self._year), place, text, 0.9)
        return True

    def _papers(self, text: str, place: DocumentPlace) -> None:
        for line in text.split("\n"):
            bare = re.sub(r"^vedlegg\s*\d*\s*[:.–-]\s*", "", line.strip(" -•.\t"), flags=re.IGNORECASE)
            if title := re.sub(r"^\d{1,2}[.)]?\s+(?=[A-ZÆØÅ])", "", bare):
                self.facts.add("attachments", {"title": title}, place, line)
                self._latest_paper = line.strip()

    def _conclude(self, name: str, blocks: list[Block]) -> None:
        """The outcome and the vote, from the words of the decision, of how it was voted, or of the last line."""
        if self._kind is not DocumentKind.MINUTES or not blocks:
            return
        text, place = "\n".join(block.text for block in blocks), blocks[-1].place
        if name in (_VOTING, _TREATMENT):
            self._votes(text, place, is_all=name == _VOTING)
            told = {o for s in sentences_in(text) if not _PROPOSED.search(s) and (o := outcome_in(s))}
            if len(told) == 1 and not any(part == "Vedtak" for part, _ in self._parts):
                self.facts.put("outcome", told.pop().value, place, text, 0.8)
            return
        last = blocks[-1].text
        is_sure = len(last) < _LAST_WORDS and not (_PROPOSED.search(last) or _HEARSAY.search(last))
        if name == "Vedtak":
            outcome, words = outcome_in(text) or (None if is_negated(text) else Outcome.DECIDED), text
            place = blocks[0].place
        elif name not in _NO_OUTCOME:
            outcome, words = (outcome_in(last) if is_sure else None), last
            if outcome is None:
                outcome, words, place = self._said_in(blocks)
            if outcome is None and not any(told == "Vedtak" for told, _ in self._parts) and _FALLS.search(text):
                outcome, words = Outcome.REJECTED, text
            if outcome is None and _APPROVAL.match(self._entry.title) and _PASSES.fullmatch(text.strip()):
                outcome, words = Outcome.APPROVED, text
        else:
            return
        if outcome:
            self.facts.put("outcome", outcome.value, place, words, 1.0 if name else 0.8)
            self._votes(words, place, is_all=True)

    def _said_in(self, blocks: list[Block]) -> tuple[Outcome | None, str, DocumentPlace]:
        """The one outcome that the sentences of a text tell of the item, with those words and their place."""
        told = []
        for block in (block for block in blocks if not isinstance(block, Table)):
            for sentence in sentences_in(block.text):
                is_sure = len(sentence) < _LAST_WORDS and not _HEARSAY.search(sentence)
                if _DECIDES.search(sentence) or (is_sure and not _PROPOSED.search(sentence)):
                    told += [(one, sentence, block.place)] if (one := outcome_in(sentence)) else []
        others = {one for one, _, _ in told if one is not Outcome.DISCUSSED}
        told = [one for one in told if one[0] in others or not others]  # what is decided has been discussed
        return told[-1] if len({one for one, _, _ in told}) == 1 else (None, "", blocks[-1].place)

    def _votes(self, text: str, place: DocumentPlace, is_all: bool) -> None:
        """The vote by which something was decided; of several, and of those against alone, an editor is asked.

        In what was said before the decision only a sentence that tells an outcome too speaks of it (`is_all` is false).
        """
        if "vote" in self.facts:
            return
        told = [s for s in sentences_in(text) if is_all or (outcome_in(s) and not _PROPOSED.search(s))]
        votes = [with_beside(vote, " ".join(told)) for s in told if (vote := vote_in(s))]
        about = self._entry.number or self._entry.title
        if votes and all(vote == votes[0] for vote in votes):
            self.facts.put("vote", votes[0], place, text)
        elif votes:
            self.questions.append(Question(about, "import.ask_vote", place, " ".join(told), (), "vote"))
        elif against := next((match[0] for s in told if (match := _AGAINST.search(s))), ""):
            self.questions.append(Question(about, "import.ask_vote", place, against, (), "vote"))


def _without_heading(text: str) -> str:
    """A line of a section without the section's own heading before it."""
    section = section_in(text)
    return section[1] if section and section[0] == "Oppfølging" and section[1] else text


def with_presenter(title: str) -> tuple[str, str]:
    """A title without who presents the item behind it, and that person with their role: `Kaffi v/helsesjef Ada Lie`."""
    match = _BEHIND_TITLE.fullmatch(title)
    who = " ".join(match["who"].split()).strip(" .") if match else ""
    words = who.split("(")[0].split(",")[0].split()
    is_person = any(is_name(" ".join(words[-count:])) for count in (2, 3) if len(words) >= count)
    is_person |= who[:1].islower() and is_role(re.sub(r"(?:a|e)?ne$|en$", "", who))  # `v/leiarane`
    return (match["title"].rstrip(" ,–-("), who) if match and is_person else (title, "")


def _types_in(line: str) -> str | None:
    """The types that a line tells: one that is no more than them, or words behind a label."""
    words = _TYPE_LABEL.sub("", line)
    if _TYPE_LINE.fullmatch(line) and (types := case_types(words)):
        return types
    return only_types(words) if words != line or re.match(r"sak til ", line, re.IGNORECASE) else None


def _shared(who: str, names: OrganisationNames) -> str | list[str]:
    """Those who share a responsibility, where the words are nothing but names of organisations, or of people."""
    parts = re.split(r",\s*|\s+og\s+", who)
    are_named = all(known(part, names) for part in parts) or all(map(is_name, parts))
    return parts if len(parts) > 1 and not known(who, names) and are_named else who
