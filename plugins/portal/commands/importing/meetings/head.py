"""What is said of the meeting itself: labels with their values, and sentences that tell as much."""

from __future__ import annotations

import re

from portal.commands.importing.document.blocks import Block, DocumentPlace, Heading, Paragraph
from portal.commands.importing.found import DocumentKind, Facts, Question
from portal.commands.importing.lexicon import pattern, terms
from portal.commands.importing.meetings.people import People
from portal.commands.importing.meetings.plan import cancelled_in, moved_from, moved_to
from portal.commands.importing.words.dates import find_date, find_day, find_times
from portal.commands.importing.words.person_lines import before_sentences, is_person_line
from portal.commands.importing.words.sentences import sentences_in
from portal.derived.places import whereabouts

__all__ = ["Head"]

_LABELS = terms("meeting.labels")
_MET_THEN = pattern("meeting.met_then")
_SENTENCES, _STARTS, _PLACES = terms("meeting.sentences"), pattern("meeting.starts"), pattern("meeting.places")
_WHERE, _WHO = pattern("meeting.where"), pattern("meeting.who", 0)
_NUMBER, _SHORT_NUMBER = pattern("meeting.number"), pattern("meeting.short_number")
_AT = re.compile(r"\s(?=(?:på|ved)\s[A-ZÆØÅ])")
"""Behind the body that is called, which may stand behind `i`."""
_AND = re.compile(
    r"(?:,?\s+og\s+|,\s+(?=slutt|avslutt))(?=(?:ble|blei|vart|blir|vert|er|tek|tar|skal)\s|start|byrj|begynn|slutt|avslutt|hev|send|utsend|publiser)"
)
_CLAUSES = re.compile(r",?\s+(?:og|men|mens|medan)\s+(?=[A-ZÆØÅ]\S+ [A-ZÆØÅ]\S+ [a-zæøå])")
"""Where another clause begins with its own person."""
_PLACE_LABEL = re.compile(r"(?:møte)?st[ae]d:?", re.IGNORECASE)
_BODY = pattern("meeting.body")
_SECRETARY = pattern("meeting.secretary")
_FROM_TO = re.compile(r"\bfr[åa] (\d{1,2}) til (\d{1,2})(?![\d:/]|\.\d|\. [a-zæøå])")
"""Hours alone, in a sentence of when a meeting was held."""
_FOUR_DIGITS = re.compile(r"(?:^|,\s*)(\d{4}\s*[-–—]\s*\d{4})$")
_BARE_HOURS = re.compile(r"(\d{4},|^)\s*([01]?\d|2[0-3])\s?[-–]\s?([01]?\d|2[0-3])(?![\d.:/-]\d|\d)")
"""Hours alone behind a day, or as a value."""
_CLOCK_DIGITS = re.compile(r"\b(kl\w*\.?\s*)([01]\d|2[0-3])([0-5]\d)(?!\d|[.,]\d|%|\s*kr)", re.IGNORECASE)
"""Hours in four digits, which are no amount where a meeting's time is told."""
_HOURS = re.compile(
    r"(?:kl(?:okk[ae]n?)?\.?\s*)?\d{1,2}(?:[.:]\d{2})?\s*(?:[-–—]|til)?\s*(?:kl\.?\s*)?(?:\d{1,2}[.:]\d{2})?"
)
_CLOCK_BEHIND = re.compile(r",?\s+(?P<hours>kl(?:okk[ae]n?)?\.?\s*\d[\d.: –-]*)$", re.IGNORECASE)
_ADDRESS, _JOINS = re.compile(r"https?://\S+"), re.compile(r"\bdelta|lenk|link|teams|zoom|digital", re.IGNORECASE)
_SCREEN, _YES = re.compile(r"Teams|Zoom|Skype|Whereby", re.IGNORECASE), re.compile(r"ja|x|✓|☒", re.IGNORECASE)
_CLOCK_ONLY = re.compile(
    r"kl(?:okk[ae]n?)?\.?:?\s*\d[\d.:]*(?:\s*(?:[-–—]|til)\s*(?:ca\.?\s*)?(?:kl\.?\s*)?\d[\d.:]*)?\.?", re.IGNORECASE
)
_SAYS_NUMBER = re.compile(r"(?:nr\.?\s*)?\d{1,3}(?:\s?[/-]\s?\d{2,4})?\.?", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:møte\s*)?nr\.?\s*(\d{1,3})(?![\d/-])", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:,|\d[.;]|\d\d\s+(?:i|på|ved|[–-])|[.:]\d\d(?=\s))\s*(?P<place>[A-ZÆØÅ][^,;:()]{2,60}(?:,[^,;:()]{2,40})?)$"
)
_TITLE_LINE = 80


class Head:
    """What the document says of the meeting: `facts` of the record, `text` that belongs in it, and what was `left`.

    `aside` are lines about the meeting that stood below the items. `when` and `body` are the words behind those labels.
    """

    def __init__(self, kind: DocumentKind, people: People, left: list[Block]) -> None:
        self._kind = kind
        self._people = people
        self.facts = Facts()
        self.when = ""
        self.when_place: DocumentPlace | None = None
        self.body = ""
        self.text: list[Block] = []
        self.aside: list[Block] = []
        self.left = left
        self.questions: list[Question] = []
        self.secretary = ""
        """Who wrote the minutes, where that is told as an office or with what they are or belong to."""
        self.letter = False
        """Whether the line at hand is of the letter, whose date is not the meeting's."""
        self._is_bare = False  # the day stands behind the bare label of a date
        self._title: Paragraph | None = None  # a short line right above
        self._moved = ""
        self._short_number: re.Match[str] | None = None

    def has(self, label: str) -> bool:
        """Whether what a label asks for is known."""
        told = {"when": self.when, "clock": self.facts.get("start"), "body": self.body}
        return bool(told.get(label) or self.facts.get(label))

    def take(self, label: str, value: str, at: DocumentPlace, confidence: float = 1.0, said: str = "") -> None:
        """A value behind its label, whose words are `said`."""
        self._title = None
        value = value.strip()
        if not value or label == "agenda":
            return
        if label == "letter" or (label == "when" and self.letter):
            day = find_day(value) if self._kind is DocumentKind.AGENDA and (self.letter or "dato" in value) else None
            self.facts.put("notice_sent", day if label == "when" else None, at, value, 0.8)
            self.left.append(Paragraph(value, at))
        elif label in ("when", "where_when"):
            self._is_bare = not self.when and said.strip().casefold().startswith("dato")
            self._when(value, at, has_place=label == "where_when")
        elif label in ("clock", "end"):
            start, end = find_times(f"kl. {value}" if not re.match(r"kl", value, re.IGNORECASE) else value)
            self.facts.put("start" if label == "clock" else "end", start, at, value)
            self.facts.put("end", end, at, value)
        elif label == "body":
            self.body = self.body or value
        elif label == "place":
            self._place(value, at)
        elif label == "sent":
            self._sent(value, at)
        elif label == "online":
            self._online(value, at, said)
        elif label == "number":
            self._number(value, at, confidence)
        else:
            value, behind = before_sentences(value)
            if behind:
                self._said_behind(behind, at)
            is_secretary = _SECRETARY.search(said.partition(":")[0]) or re.search(r"[,(] ?\S", value)
            self.secretary = value if label == "minutes_by" and is_secretary and not self.secretary else self.secretary
            self.facts.put(label, value.rstrip(" ./,;"), at, value, confidence)

    def _when(self, value: str, at: DocumentPlace, has_place: bool) -> None:
        """The day and the hours, and the place that may stand with them."""
        if not self.when:
            self.when, self.when_place = value, at
        self.clock(value, at)
        if has_place and (where := _without_time(value)):
            self._place(where, at)
        else:
            self._behind(value, at)

    def _online(self, value: str, at: DocumentPlace, said: str) -> None:
        """Where to take part from afar: an address, or, behind the name of a screen, that there is one."""
        screen, address = _SCREEN.match(said), _ADDRESS.search(value)
        if screen and _YES.fullmatch(value):
            self.facts.put("place", screen[0], at, said, 0.8)
            return
        self.facts.put("online", address[0].rstrip(".,)") if address else None, at, value)
        if not (address and address[0] == value):
            self.left.append(Paragraph(value, at))  # what is no address is left

    def _number(self, value: str, at: DocumentPlace, confidence: float) -> None:
        """The number of the meeting; other words behind that label are those of its body."""
        of_year, alone = re.search(r"(\d{1,2})\s?[/-]\s?(\d{4})", value), _NUMBERED.search(value)
        if not of_year and not _SAYS_NUMBER.fullmatch(value):
            self.body = self.body or value
            self.left.append(Paragraph(value, at))
            value = alone[1] if alone else ""
        self.facts.put("number", f"{of_year[1]}/{of_year[2]}" if of_year else value, at, value, confidence)

    def _said_behind(self, words: str, at: DocumentPlace) -> None:
        """What stands behind who led or wrote: others below a label of their own, or a sentence about the meeting."""
        label, colon, people = words.partition(":")
        if colon and (found := _LABELS.label(words)) and found[0] == "guest":
            self.guest(label, people.strip(" ."), at)
        elif self.sentences(words, at) != words:
            self.left.append(Paragraph(words, at))

    def guest(self, line: str, value: str, at: DocumentPlace) -> None:
        """Someone who met for the item that the label names."""
        item = re.search(r"sak (\S+?):?(?:\s|$)", line, re.IGNORECASE)
        self._people.guest(value, [item[1]] if item else [], at)

    def changed(self, line: str, at: DocumentPlace) -> None:
        """Take that the meeting was called off or moved."""
        self.facts.put("cancelled", cancelled_in(line, self.when), at, line)
        if (to := moved_to(line)) is not None and not self._moved:
            self._moved = line
            self.when = self.when or to

    def line(self, line: str, block: Block) -> None:
        """A line without a label: the meeting's number, date and time may stand in it; what is long is text."""
        told = self.sentences(line, block.place)
        if told == line.strip():
            self._title = None
            return
        if find_date(line) and self._kind is not DocumentKind.PLAN:
            if "start" not in self.facts:
                self.clock(line, block.place)
            if any(find_times(line)):
                self._behind(line, block.place)
                self._before(line, block)
        elif self._kind is not DocumentKind.PLAN and "start" not in self.facts and _CLOCK_ONLY.fullmatch(line.strip()):
            self.clock(line, block.place)
        self._starts_again(line, block)
        if self._moved and not self.when and moved_to(line) is None and find_date(line):
            self.when = line
        if match := _NUMBER.search(line):
            self.facts.put("number", f"{match[1]}/{match[2]}", block.place, line)
        self._begins_with_place(line, block)
        self._short_number = self._short_number or _SHORT_NUMBER.search(line)
        if len(line) > _TITLE_LINE:
            if self._title and (self.facts or self.when):
                self.text.append(Heading(self._title.text, self._title.place))
                self.left.remove(self._title)
            self.text.append(Paragraph(line, block.place))
        elif not find_date(line) and not cancelled_in(line, self.when):
            if self._is_place(line, block):
                return
            self.left.append(title := Paragraph(line, block.place))
            self._title = title
            return
        self._title = None

    def _is_place(self, line: str, block: Block) -> bool:
        """Whether a line is the place of the meeting by its words, which is then taken."""
        words = line.rpartition(": ")[2]
        is_told = "place" in self.facts or self._kind is DocumentKind.PLAN or not _PLACES.fullmatch(words)
        if is_told or self._people.is_known(words) or _BODY.search(words):
            return False
        self.facts.put("place", "" if find_date(words) else words.strip(" ."), block.place, line, 0.7)
        return True

    def _before(self, line: str, block: Block) -> None:
        """The place that stands before the day, where its words tell it: `Rådhuset, torsdag 4. mars kl. 10`."""
        found = find_date(line)
        before = line.partition(found.text)[0].strip(" ,–-") if found else ""
        if before:
            self._is_place(before, block)

    def _begins_with_place(self, line: str, block: Block) -> None:
        """The place in the first sentence of a line, and how to take part from afar in those behind it."""
        first, *more = sentences_in(line.strip())
        if more and self._is_place(first, block):
            for sentence in more:
                if (address := _ADDRESS.search(sentence)) and _JOINS.search(sentence):
                    self.facts.put("online", address[0].rstrip(".,)"), block.place, sentence, 0.8)

    def sentences(self, text: str, at: DocumentPlace) -> str:
        """What sentences about the meeting say: when it was held, began and ended, where, who led it and wrote of it.

        Gives the words of those that say nothing more than when something was sent.
        """
        told = []
        for sentence in sentences_in(text.strip()):
            for part in _AND.split(sentence):
                found = _SENTENCES.find(part)
                words = part[found[1].start() :] if found and found[0] in ("held", "called") else part
                if found and self._say(found[0], words, at) and found[0] == "sent":
                    told.append(part)
        return " ".join(told)

    def _say(self, name: str, words: str, at: DocumentPlace) -> bool:
        """Take what a sentence says; whether it says anything."""
        before = len(self.facts)
        words_of_time = _FROM_TO.sub(r"kl. \1–\2", words) if name == "held" else words
        start, end = find_times(_CLOCK_DIGITS.sub(r"\1\2:\3", words_of_time) if name != "sent" else words)
        if name in ("held", "called"):
            if find_date(words) and (not self.when or self._is_of_letter(words)):
                self.when, self.when_place = words, at
            if self.when == words or not find_date(words):
                self.facts.put("start", start, at, words)
                self.facts.put("end", end, at, words)
            day = find_date(words)
            behind = words.partition(day.text)[2] if day else ""  # before it stands the body that is called
            places = [one["where"].strip(" ,.") for one in _WHERE.finditer(words if name == "held" else behind)]
            if name != "held" and not places:  # before it a place must be known by its words
                told = [one["where"].strip(" ,.") for one in _WHERE.finditer("".join(_AT.split(words, maxsplit=1)[1:]))]
                places = [one for one in told if _PLACES.fullmatch(one)]
            is_other = self._people.is_organisation
            places = [one for one in places if "," in one or one[:1].islower() or not is_other(one)]
            self.facts.put("place", places[-1] if places else None, at, words, 0.8)
        elif name == "started" and not self._starts_anew(start, at):
            self.facts.put("start", start, at, words)
            self.facts.put("end", end, at, words)
        elif name == "ended":
            if start and self._kind is DocumentKind.MINUTES:  # when it ended, and not when it was to end
                self.facts.pop("end", None)
            self.facts.put("end", start, at, words)
        elif name == "sent":
            self._sent(words, at)
        elif name in ("chair", "minutes_by") and (who := _WHO.search(words)) and is_person_line(who["who"]):
            is_sure = len(_CLAUSES.split(words)) == 1  # of several clauses the people's own reader tells
            self.facts.put(name, who["who"].strip(" .") if is_sure else "", at, words, 0.9)
        return len(self.facts) > before or name == "sent"

    def _is_of_letter(self, words: str) -> bool:
        """Whether the date behind its bare label is that of the notice, which calls people to a later day, or of the
        letter with the minutes, which tells of an earlier one.
        """
        written, called = find_day(self.when), find_day(words)
        if not self._is_bare or self._kind is DocumentKind.PLAN or not written or not called:
            return False
        if self._kind is DocumentKind.MINUTES:
            return called < written and _MET_THEN.search(words) is not None
        if written < called and self.when_place:
            self.facts.put("notice_sent", written, self.when_place, self.when, 0.8)
        return written < called

    def _starts_anew(self, start: str | None, at: DocumentPlace) -> bool:
        return bool(start and self.facts.get("start", start) != start)

    def _starts_again(self, line: str, block: Block) -> None:
        """A sentence that gives the meeting another start than its label: then neither is sure."""
        told = _STARTS.search(line)
        start = find_times(line[told.end() :])[0] if told else None
        if start and self.facts.get("start", start) != start:
            both = (str(self.facts.pop("start")), start)
            self.facts.sources.pop("start", None)
            self.questions.append(Question("start", "import.ask_two", block.place, line, both, "start"))
        elif start and "start" not in {question.about for question in self.questions}:
            self.facts.put("start", start, block.place, line)

    def settle(self) -> None:
        """What can be told only when all of the head is read."""
        year = re.search(r"\b(?:19|20)\d\d\b", f"{self.when} {self._moved} {self.facts.get('number', '')}")
        held = find_date(self.when)
        at = self.when_place or DocumentPlace(0, 0)
        if self._short_number and held and held.day and f"{held.day:%y}" == self._short_number[2]:
            self.facts.put("number", f"{self._short_number[1]}/{held.day.year}", at, self._short_number[0])
        self.facts.put("moved_from", moved_from(self._moved, int(year[0]) if year else None), at, self._moved)

    def _behind(self, words: str, at: DocumentPlace) -> None:
        """The place that stands behind the day and the hours."""
        behind = _BEHIND.search(words)
        place = behind["place"].strip(" .") if behind else ""
        label, _, rest = place.partition(" ")
        place = rest if _PLACE_LABEL.fullmatch(label) else place
        if place and not find_date(place) and not self._people.is_known(place):
            self.facts.put("place", place, at, words, 0.7)

    def clock(self, value: str, at: DocumentPlace) -> None:
        """The hours in some words."""
        value = re.sub(r"(?<=[-–—])\s*(?:ca\.?|om ?lag|omtrent|rundt)\s*(?=\d)", " ", value, flags=re.IGNORECASE)
        value = _FOUR_DIGITS.sub(r" kl. \1", value.strip())
        value = _CLOCK_DIGITS.sub(r"\1\2:\3", value)
        value = _BARE_HOURS.sub(r"\1 kl. \2–\3", value) if not any(find_times(value)) else value
        for name, time in zip(("start", "end"), find_times(value), strict=True):
            self.facts.put(name, time, at, value)

    def _sent(self, value: str, at: DocumentPlace) -> None:
        field = "minutes_sent" if self._kind is DocumentKind.MINUTES else "notice_sent"
        self.facts.put(field, find_day(value), at, value)

    def _place(self, value: str, at: DocumentPlace) -> None:
        address = re.search(r"https?://\S+", value)
        value = re.sub(r"\s*\([^()]*\b(?:lenk|link|kalender)[^()]*\)", "", value)
        if hours := _CLOCK_BEHIND.search(value):
            self.clock(hours["hours"], at)
            value = value[: hours.start()]
        place = re.sub(r"[,;(]?\s*(?:lenkje|lenke|link)?:?\s*https?://\S+\)?", "", value).strip(" ,;")
        self.facts.put("online", address[0].rstrip(".,)") if address else None, at, value)
        self.facts.put("place", place, at, value)


def _without_time(value: str) -> str:
    """Words of when and where without those of when."""
    found = find_date(value)
    rest = value.replace(found.text, " ") if found else value
    rest = _HOURS.sub(" ", rest)
    return " ".join(rest.split()).strip(" ,.;–-")


def is_place(words: str) -> bool:
    """Whether words are those of a place, or of a meeting on a screen."""
    return bool(_PLACES.fullmatch(words) or whereabouts(words).screen)
