"""Spelling by hunspell in each of the languages: the words of a text with their lines, and what is wrong with them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.language.catalogue import LANGUAGES, catalogue_for
from support.programs import need

REPOSITORY = Path(__file__).parents[2]
WORDS = REPOSITORY / "tests/words"
NAMES = {lang: catalogue_for(lang).text("language.name").lower() for lang in LANGUAGES}
"""What each language is called."""

_WORD = re.compile(r"[^\W\d_]+")
_NOT_WORDS = re.compile(
    r"""
      `[^`\n]*`                                      # code
    | <!--.*?--> | </?[A-Za-z][^<>]*>                # HTML
    | \{[^{}]*\} | %[A-Z]                            # placeholders
    | (?:https?|smtps?|mailto|webcal):[^\s«»")\]]*          # addresses
    | [\w.+-]+@[\w.-]+
    | (?<=\])\([^()\s]*\)                            # the targets of links
    | (?<![\w/])/?[\w.-]*/[\w./<>\#-]*(?=[\s»),.]|$)    # paths
    | \#[\w-]+ | (?<!\w)--?[a-z][a-z-]*              # anchors, options
    | [\w-]*[.](?:md|yml|toml|txt|docx?|pdf|csv|json|svg|py|js|html|xml|ics|example|nginx[.]conf)\b
    | (?<=\w)-(?:en|et|er|ar|a|ane|ene|e|s|n)\b      # the endings of abbreviations: PDF-en
    | \b[A-Z]+(?:_[A-Z]+)+\b | \b[a-z]+(?:_[a-z]+)+\b
    """,
    re.VERBOSE | re.DOTALL,
)
_QUOTED_CODE = re.compile(r"«(?P<code>[^«»\n]*)»")


@dataclass(frozen=True)
class Word:
    """A word of a text, and the line of the file that it stands on."""

    text: str
    path: str
    line: int


def spoken(text: str, code: Set[str] = frozenset()) -> str:
    """The text with spaces for all that is no word of the language: code, addresses, placeholders; lines stay.

    What stands between « and » is code when all its words are among `code`.
    """

    for phrase in _phrases():
        if " " in phrase:
            text = text.replace(phrase, " " * len(phrase))

    def blank(found: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", found[0])

    def quoted(found: re.Match[str]) -> str:
        words = [word.lower() for word in _WORD.findall(found["code"])]
        return blank(found) if words and all(word in code for word in words) else found[0]

    return _QUOTED_CODE.sub(quoted, _NOT_WORDS.sub(blank, text))


def words_in(text: str, path: str, first: int = 1) -> Iterator[Word]:
    """The words of a spoken text of two letters or more."""
    for number, line in enumerate(text.split("\n"), first):
        yield from (Word(word, path, number) for word in _WORD.findall(line) if len(word) > 1)


# -- the dictionaries


@cache
def _rejected(lang: str, words: frozenset[str]) -> frozenset[str]:
    """Those of the words that the dictionary of a language does not have."""
    need("hunspell")
    need(f"hunspell's dictionary {lang}_NO")
    done = subprocess.run(
        ["hunspell", "-d", f"{lang}_NO", "-i", "utf-8", "-l"],
        input="\n".join(sorted(words)), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return frozenset(done.stdout.split())


def known(lang: str, words: Iterable[str]) -> frozenset[str]:
    """Those of the words that the dictionary of a language has."""
    asked = frozenset(words)
    return asked - _rejected(lang, asked)


def suggestions(lang: str, words: Iterable[str]) -> dict[str, list[str]]:
    """What the dictionary would write instead, at most four for each; never a compound in two parts."""
    asked = sorted(set(words))
    if not asked:
        return {}
    done = subprocess.run(
        ["hunspell", "-d", f"{lang}_NO", "-i", "utf-8", "-a"],
        input="\n".join(f"^{word}" for word in asked), capture_output=True, text=True, check=True,
    )  # fmt: skip
    answers = [line for line in done.stdout.splitlines()[1:] if line]
    return {
        word: [one for one in answer.partition(": ")[2].split(", ") if one and not set(one) & {" ", "-"}][:4]
        for word, answer in zip(asked, answers, strict=True)
    }


# -- the project's own words


@dataclass(frozen=True)
class OwnWords:
    """The words of a form that its dictionary lacks; `shared` are those that only the other dictionary has."""

    path: Path
    listed: tuple[str, ...]
    shared: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.words or word.lower() in self.words

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.listed)


@cache
def own_words(lang: str) -> OwnWords:
    """The list of a language: one word a line, `=` behind a word that the two forms share; `#` begins a remark."""
    path = WORDS / f"{lang}.txt"
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    listed = tuple(line.removesuffix(" =") for line in lines)
    return OwnWords(path, listed, frozenset(line.removesuffix(" =") for line in lines if line.endswith(" =")))


@cache
def _phrases() -> tuple[str, ...]:
    """Names and abbreviations of either form, those of several words first."""
    lines = (WORDS / "names.txt").read_text("utf-8").splitlines()
    return tuple(sorted((line for line in lines if line and not line.startswith("#")), key=lambda n: -n.count(" ")))


@cache
def shared_names() -> frozenset[str]:
    """Names and abbreviations of one word, which stand in either form as they are."""
    return frozenset(name for name in _phrases() if " " not in name)


@cache
def choices(lang: str) -> dict[str, str]:
    """Words that the dictionary has and the project does not use, each with what it writes instead."""
    lines = (WORDS / f"{lang}-choices.txt").read_text("utf-8").splitlines()
    return dict(line.split(" → ") for line in lines if line and not line.startswith("#"))


def sorting(word: str) -> tuple[str, str]:
    """The order of the lists: the alphabet's, whatever the case."""
    return word.lower().translate({ord("æ"): "{", ord("ø"): "|", ord("å"): "}"}), word


# -- what is wrong


def faults(lang: str, words: Iterable[Word], capitals: bool = False, chosen: bool = False) -> list[str]:
    """What is wrong with the words, one line for each place, with what to do.

    Words in capitals that neither dictionary has are abbreviations; with `capitals`, words that begin with one are
    names. With `chosen`, words that the project does not use are told too.
    """
    told = list(words)
    own, avoided = own_words(lang), choices(lang) if chosen else {}
    doubtful = {
        word.text for word in told if word.text not in own and not {word.text, word.text.lower()} & shared_names()
    }
    wrong = doubtful - known(lang, doubtful)
    others = {word: other for other in LANGUAGES if other != lang for word in known(other, wrong)}
    wrong -= {word for word in wrong - others.keys() if word.isupper() or (capitals and word[0].isupper())}
    proposed = suggestions(lang, wrong)
    found = []
    for word in told:
        place = f"{word.path}:{word.line}: «{word.text}»"
        instead = avoided.get(word.text.lower())
        if word.text in wrong:
            write = f" Write {' or '.join(f'«{one}»' for one in proposed[word.text])}?" if proposed[word.text] else ""
            where = own.path.relative_to(REPOSITORY)
            if word.text in others:
                found.append(f"{place} is {NAMES[others[word.text]]}, or a word the two share.{write} "
                             f"If it is right in {NAMES[lang]}, add «{word.text} =» to {where}.")  # fmt: skip
            else:
                found.append(f"{place} is in no dictionary of {NAMES[lang]}.{write} Else add it to {where}.")
        elif instead:
            found.append(f"{place} is not used here. Write «{instead}».")
    return list(dict.fromkeys(found))
