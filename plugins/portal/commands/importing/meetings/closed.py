"""What a document says is not for everybody: the items are known by their marks, and nothing of them is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from portal.commands.importing.document.blocks import Block, DocumentPlace, Heading, Item, Table
from portal.commands.importing.found import Held, Question, strings_in
from portal.commands.importing.lexicon import pattern
from portal.commands.importing.meetings.item_text import ItemDraft
from portal.commands.importing.words.openings import item_head, mark_in, section_in
from portal.commands.importing.words.sentences import sentences_in
from portal.model.law.laws import citations

__all__ = ["Closings"]

_LONGEST_LINE = 80
_BASIS, _ITEM_NUMBERS = pattern("closed.basis"), pattern("item.numbers")
_SIGN = re.compile(r"[*†‡]+")
"""The sign before a note at the foot of an agenda."""
_SHORTEST = 12
"""How many characters of a closed item's words must stand elsewhere to be the same words."""


class Closings:
    """Which items of a document are closed, by their own marks or by what is said of them elsewhere.

    `held` tells what is held back and why, `questions` what an editor must look at.
    """

    def __init__(self, entries: Sequence[ItemDraft], head: Sequence[Block], every: Sequence[Block] = ()) -> None:
        self.held: list[Held] = []
        self.questions: list[Question] = []
        self._entries = entries
        self._words: dict[int, list[str]] = {}  # by the place of a closed item: the lines that hold its mark
        for block in head:
            for line in _lines(block):
                told = [one for one in sentences_in(line) if mark_in(one)]
                for sentence in told:
                    self._head_line(block, sentence, _numbers_in(sentence) or _numbers_in(" ".join(told)))
        inside = {block.text for entry in entries for block in entry.blocks}
        inside |= {words for entry in entries for words, _ in entry.marks} | {block.text for block in head}
        for block in every:
            self._elsewhere(block, block.text in inside)
        for at, entry in enumerate(entries):
            marked = [*entry.marks, *((line, entry.place) for line in (entry.title,) if mark_in(line))]
            texts = [block.text for block in entry.blocks]
            for block, text, below in zip(entry.blocks, texts, [*texts[1:], ""], strict=False):
                if (sign := _SIGN.match(text.strip())) and any(
                    one.title.rstrip(" .)").endswith(sign[0]) for one in entries
                ):
                    continue  # a note at the foot, of whichever bears its sign
                both = mark_in(f"{text}\n{below}")  # a line may be broken within a mark
                if mark_in(text) or (both and not mark_in(below)):
                    marked.append((text if both == mark_in(text) else f"{text}\n{below}", block.place))
            marked += [(word, entry.place) for word in strings_in(entry.facts) if mark_in(word)]
            for words, place in marked:
                self._close(at, words, place)
        for at, entry in enumerate(entries):
            same = [n for n in self._words if at != n and _is_same(entries[n], entry)]
            if same and at not in self._words:
                self._close(at, self._words[same[0]][0], entry.place)

    def holds(self, entry: ItemDraft) -> bool:
        """Whether an item is closed."""
        return any(self._entries[at] is entry for at in self._words)

    def exemption(self, entry: ItemDraft, title: str) -> dict[str, Any]:
        """The exemption of a closed item: its basis as it was found, and a title that tells nothing."""
        at = next(at for at in self._words if self._entries[at] is entry)
        words = "\n".join(self._words[at])
        found = list(dict.fromkeys(" ".join(match[0].split()) for match in _BASIS.finditer(words)))
        found = [one for one in found if not any(other.endswith(f" {one}") for other in found)]  # `§ 13` of a column
        basis = ", ".join(found) or mark_in(words) or words.strip()
        if not citations(basis):
            self.questions.append(Question(entry.number or str(at + 1), "import.ask_basis", entry.place, basis))
        return {"basis": basis, "public_title": title}

    def without(self, blocks: Iterable[Block]) -> list[Block]:
        """Blocks that stand elsewhere, without those that have the title or the words of a closed item."""
        secret = [_folded(line) for at in self._words for line in self._secret(self._entries[at])]
        secret = [line for line in secret if len(line) >= _SHORTEST]
        kept = []
        for block in blocks:
            words = _folded(block.text)
            if any(line in words for line in secret):
                self.held.append(Held("", "", block, block.text))
            else:
                kept.append(block)
        return kept

    @staticmethod
    def _secret(entry: ItemDraft) -> Iterator[str]:
        yield entry.title
        for line in (line for block in entry.blocks for line in _lines(block)):
            yield (section_in(line) or ("", line))[1]

    def _elsewhere(self, block: Block, is_inside: bool) -> None:
        """What a sentence anywhere says, with a mark, of items by their numbers, or of those that bear a sign.

        Of one that stands in no item and names none an editor is asked.
        """
        for line in _lines(block):
            told = [one for one in sentences_in(line) if mark_in(one)]
            for sentence in told:
                numbers, note = _numbers_in(sentence), _SIGN.match(line.strip())
                sign = "*" if isinstance(block, Item) else note[0] if note else ""  # a star may have been a list's
                named = [n for n, entry in enumerate(self._entries) if any(map(entry.is_numbered, numbers))]
                if sign:
                    named += [n for n, entry in enumerate(self._entries) if entry.title.rstrip(" .)").endswith(sign)]
                for at in named:
                    self._close(at, sentence, block.place)
                is_note = not (named or is_inside or item_head(line) or isinstance(block, Table | Heading))
                if is_note and mark_in(sentence) not in {one.about for one in self.questions}:
                    self.questions.append(Question(mark_in(sentence), "import.ask_closed", block.place))

    def _head_line(self, block: Block, line: str, numbers: Sequence[str]) -> None:
        """What a sentence with a mark, above the items, says of those with some numbers, or of the whole document."""
        mark = mark_in(line)
        named = [n for n, entry in enumerate(self._entries) if any(entry.is_numbered(number) for number in numbers)]
        if named or len(line) <= _LONGEST_LINE:
            for at in named or range(len(self._entries)):
                self._close(at, line, block.place, block)
        else:
            self.questions.append(Question(mark, "import.ask_closed", block.place))

    def _close(self, at: int, words: str, place: DocumentPlace, block: Block | None = None) -> None:
        if at not in self._words:
            entry = self._entries[at]
            held = "\n".join([entry.title, *strings_in(entry.facts), *(block.text for block in entry.blocks)])
            about, marked = entry.number or str(at + 1), block or Block(words, place)
            self.held.append(Held(about, mark_in(words) or words, marked, held))
        self._words.setdefault(at, []).append(words)


def _numbers_in(line: str) -> list[str]:
    """The numbers of items that a line speaks of."""
    return [number for told in _ITEM_NUMBERS.findall(line) for number in re.findall(r"\d+(?:\s?[/-]\s?\d+)?", told)]


def _lines(block: Block) -> list[str]:
    """The lines of a block; a row of a table is one."""
    return [" ".join(row) for row in block.rows] if isinstance(block, Table) else block.text.split("\n")


def _is_same(one: ItemDraft, other: ItemDraft) -> bool:
    """Whether two items are one: of the same number, with its series or without, or of the same title."""
    if one.number and other.number and one.is_numbered(other.number):
        return True
    return len(one.title) >= _SHORTEST and _folded(one.title) == _folded(other.title)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
