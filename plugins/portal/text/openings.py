"""Where a text seems to begin the words of a decision, though no heading `### Vedtak` says so.

Only a heading of level three with `Vedtak` alone holds such words. What looks like them in another form is found here:
a heading of another level or with more words, words that are stressed, or a line that goes on behind a colon. Prose
that only speaks of a decision, and a proposal for one, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from markdown_it.token import Token

from portal.model.problems import Place

__all__ = ["Opening", "openings_in"]

_HOW = r"(?:samrøystes|einstemmige?|enstemmige?|endele?i?g|fatta|fattet|slikt|fylgjande|følgjande|følgende)"
_DECISION = r"(?:styre|utvals|utvalgs|råds)?vedtak(?:et|s(?:tekst|ordlyd|formulering)(?:en|a)?)?"
_NOUN = rf"(?:{_DECISION}|ordlyd(?:en)?|konklusjon(?:en)?|avgjer(?:da?|sla|sle)|avgjørelsen?|beslutning(?:en)?)"
_DONE = r"(?:vedteken?|vedteke|vedtatt|beslutta|besluttet)"
_WHOSE = r"(?:(?:[\w-]+\s+){1,4}sitt\s+|utvalets\s+|utvalgets\s+|styrets\s+)"
_WITH = r"(?:(?:drøfting|behandling|handsaming|diskusjon|vurdering)\s*(?:/|og)\s*)"
_CASE = r"(?:sak(?:a|en)?\s+)?\d{1,4}\s?[/-]\s?\d{1,4}\s*[:.\u2013\u2014-]?\s*"
_BODY = r"(?:(?-i:[A-ZÆØÅ]{2,6})[\s-](?:sak\s+)?)"
_NUMBER = rf"(?:i\s+)?(?:sak(?:a|en)?\s+)?{_BODY}?(?:nr\.?\s*)?\d{{1,6}}(?:\s?[/-]\s?\d{{1,6}}){{0,2}}"
_MORE = (
    rf"(?:\s*\([^()]*\)|\s*\{{[^{{}}]*\}}|,?\s+(?:{_NUMBER}|i\s+sak(?:a|en)|{_HOW}|(?:med|mot)\s+\d+[^:.\n]{{0,30}})"
    rf"|\s*(?:/|\bog\b)\s*{_NOUN}){{0,3}}"
)
_CALLED = rf"(?:{_WHOSE}|{_WITH})?(?:{_HOW}\s+)?{_NOUN}{_MORE}"
_SAID = rf"(?:{_HOW}\s+)?{_DONE}{_MORE}"
_NAME = re.compile(
    rf"\s*(?:{_CASE})?(?:{_CALLED}|{_SAID})\s*(?:[:.!\u2013\u2014-](?:\s.*)?)?", re.IGNORECASE | re.DOTALL
)
_ALONE = rf"(?:{_HOW}\s+)?(?:(?:styre|utvals|utvalgs|råds)?vedtak|konklusjon|avgjerd|avgjersle|beslutning){_MORE}"
_LINE = re.compile(
    rf"(?:{_CALLED}\s*:.*|{_ALONE}\s*(?:[.\u2013\u2014-](?:\s.*)?)?|{_SAID}\s*:.*)", re.IGNORECASE | re.DOTALL
)
_SENTENCE = re.compile(rf"[.!?»)]\s+(?=(?-i:[A-ZÆØÅ])){_CALLED}\s*:", re.IGNORECASE)
_MADE = re.compile(
    rf"\b(?:{_HOW}\s+)+vedtak\s*:|\bvedtok\b[^.:\d]{{0,40}}:|\bvedtaket\s+(?:lyder|lydde|lød|er|blei|vart|ble)(?:\s+slik)?\s*:",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"framlegg|forslag|tilrå|\brå[rd]|innstilling|anbefal|føresl|foresl|\bå\s+(?:gjer[ea]|gjøre|fatte)", re.IGNORECASE
)
_ANY = re.compile(r"vedt|konklu|avgj|beslut|ordlyd", re.IGNORECASE)
_MARKS = re.compile(r"[*_]{1,3}")
_STRESS = frozenset("b strong em i u mark".split())
_BREAKS = frozenset("p div li td th dt dd h1 h2 h3 h4 h5 h6 br summary caption blockquote".split())
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")

Line = tuple[int, list[tuple[str, bool]]]
"""A line of the source, from nought, and its words in parts, each with whether it is stressed."""


@dataclass(frozen=True)
class Opening:
    """A line with which the words of a decision seem to begin: what was written, and where.

    `is_heading` tells that a heading names them, `is_words` that a heading is made of those words.
    """

    found: str
    place: Place
    is_heading: bool = False
    is_words: bool = False


def openings_in(tokens: Sequence[Token], lines: Sequence[str], path: str, first_line: int) -> tuple[Opening, ...]:
    """The openings in the parsed blocks of a text, of which `lines` is the whole source.

    The source stands from `first_line` on in the file `path`.
    """
    found: dict[int, bool] = {}
    is_heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            is_heading = token.type == "heading_open"
        elif token.type in ("inline", "html_block") and token.map and _ANY.search(token.content):
            parts = _html_lines(token) if token.type == "html_block" else _inline_lines(token)
            for number, line in parts:
                if _opens(line, is_heading):
                    found.setdefault(number, is_heading)
    return tuple(
        Opening(lines[number].strip(), Place(path, first_line + number), heading) for number, heading in found.items()
    )


def _opens(line: list[tuple[str, bool]], is_heading: bool) -> bool:
    """Whether a line begins the words of a decision, or names it."""
    words = "".join(text for text, _ in line).strip()
    if is_heading:
        return _NAME.fullmatch(words) is not None
    before = ""
    for text, is_stressed in line:
        if is_stressed and _NAME.fullmatch(text):
            after = words[len((before + text).strip()) :].lstrip()
            is_first = not before.strip()
            if (":" in text or after[:1] == ":") and (is_first or text.strip()[0].isupper()):
                return True
            if is_first and not after[:1].islower():
                return True
        before += text
    # Marks that stand in the text as they were written stress nothing: `###Vedtak`, `**Vedtak:**Ja`.
    bare = _MARKS.sub("", words).lstrip("# ")
    if (_NAME if words[:1] == "#" else _LINE).fullmatch(bare) and bare[:1].isupper():
        return True
    return bool(_SENTENCE.search(words) or (_MADE.search(words) and not _PROPOSED.search(words)))


def _inline_lines(block: Token) -> Iterator[Line]:
    """The lines of a paragraph, a heading or a cell."""
    number = block.map[0] if block.map else 0
    line: list[tuple[str, bool]] = []
    depth = 0
    for child in block.children or ():
        if child.type in ("softbreak", "hardbreak"):
            yield number, line
            number, line = number + 1, []
        elif child.type in ("strong_open", "em_open"):
            depth += 1
        elif child.type in ("strong_close", "em_close"):
            depth -= 1
        elif child.type == "html_inline":
            if (tag := _TAG.match(child.content)) and tag[2].lower() in _STRESS:
                depth = max(depth - 1, 0) if tag[1] else depth + 1
            number += child.content.count("\n")
        else:
            _add(line, child.content, depth > 0)
            number += child.content.count("\n")
    yield number, line


def _add(line: list[tuple[str, bool]], text: str, is_stressed: bool) -> None:
    """Add words to a line, to those before them if they are stressed alike."""
    if line and line[-1][1] == is_stressed:
        text = line.pop()[0] + text
    line.append((text, is_stressed))


def _html_lines(block: Token) -> Iterable[Line]:
    reader = _Html(block.map[0] if block.map else 0)
    reader.feed(block.content)
    reader.close()
    return reader.lines


class _Html(HTMLParser):
    """Gathers the lines of a block of HTML; its headings are stressed words."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self._first = first
        self._depth = 0
        self.lines: list[Line] = [(first, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.lines.append((self._first + self.getpos()[0] - 1, []))
        self._depth += self._is_stressed(tag)

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(self._depth - self._is_stressed(tag), 0)
        if tag in _BREAKS:
            self.lines.append((self._first + self.getpos()[0] - 1, []))

    def handle_data(self, data: str) -> None:
        for number, text in enumerate(data.split("\n")):
            if number:
                self.lines.append((self._first + self.getpos()[0] - 1 + number, []))
            _add(self.lines[-1][1], text, self._depth > 0)

    def _is_stressed(self, tag: str) -> bool:
        return tag in _STRESS or (tag in _BREAKS and tag.startswith("h"))
