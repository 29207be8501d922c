"""The list of laws, read once; and the laws that a basis names, however it is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

import yaml

from portal.language.catalogue import LANGUAGES, catalogue_for

__all__ = ["Citation", "Law", "all_laws", "citations", "unbroken"]

_LIST = Path(__file__).with_name("laws.yaml")
_LOVDATA = "https://lovdata.no/"
_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember",
)  # fmt: skip

_NUMBER = r"\d+(?:-\d+)?(?:\s?[a-h](?![\wæøå]))?(?!\d|\.\s*(?:ledd|punktum)|\s*ledd)"
_BY_DATE = r"lov\s+(?:av\s+)?(?P<day>\d{1,2})\.\s*(?P<month>[a-z]+)\s+(?P<year>\d{4})(?:\s+nr\.?\s*(?P<number>\d+))?"
_BY_NAME = r"(?P<name>(?:helse-?\s+og\s+)?[a-zæøå]+)\.?(?:\s+(?:av|frå|fra)\s+\d{4}|\s*\(\d{4}\))?"
_CITED = re.compile(
    rf"(?:(?:{_BY_DATE}|{_BY_NAME})\s*,?\s*)?§+\s*(?P<sections>{_NUMBER}(?:\s*(?:,|og|eller)\s*{_NUMBER})*)",
    re.IGNORECASE,
)
_NO_NAME = {"jf", "jamfør", "jfr", "og", "samt", "etter", "av", "eller", "ledd", "punktum", "nr", "bokstav"}


@dataclass(frozen=True)
class Law:
    """A law. `first` is its first day in force, `None` when that is not known yet; `last` its last.

    `also` are other ways to write its name than those of the catalogues, `sections` those that a basis may name.
    """

    id: str
    also: tuple[str, ...]
    sections: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None

    def name(self, lang: str) -> str:
        return catalogue_for(lang).text(f"law.name.{self.id}")

    def title(self, lang: str) -> str:
        return catalogue_for(lang).text(f"law.title.{self.id}")

    def about(self, section: str, lang: str) -> str:
        """What one of the `sections` is about."""
        at = f"{self.id}/{section}"
        return catalogue_for(lang).text(f"law.section.{at}")

    def names(self) -> tuple[str, ...]:
        """All that it is called, in any language, in lower case."""
        return (*self.also, *(self.name(lang).casefold() for lang in LANGUAGES))

    def holds(self, day: dt.date) -> bool:
        """Whether the law is in force on a day."""
        return self.first is not None and self.first <= day and (self.last is None or day <= self.last)

    def url(self, section: str = "") -> str:
        """The law, or a section of it, at Lovdata."""
        return f"{_LOVDATA}{self.id}{quote(f'/§{section}') if section else ''}"


@dataclass(frozen=True)
class Citation:
    """A section that a basis names. `name` is the law as it was written, `law` which one it is, if it is known.

    `is_known` tells whether the list has the section too.
    """

    name: str
    section: str
    law: Law | None = None

    @property
    def is_known(self) -> bool:
        return self.law is not None and self.section in self.law.sections


@cache
def all_laws() -> tuple[Law, ...]:
    """Every law of the list."""
    return tuple(
        Law(one["id"], tuple(one["also"]), tuple(one["sections"]), one.get("from"), one.get("to"))
        for one in yaml.safe_load(_LIST.read_text("utf-8"))
    )


_LONGEST = 500
_SIGN = re.compile(r"(?<=§) (?=\d)|(?<=\bnr\.) (?=\d)")


def citations(basis: str) -> tuple[Citation, ...]:
    """The sections that a basis names, in order: `offl. § 13 jf. fvl. § 13 nr. 2`, `offentleglova §§ 14 og 15`.

    A section without a law is of the law before it. Only so much is read as any basis needs.
    """
    return tuple(_cited(basis[:_LONGEST]))


def unbroken(basis: str) -> str:
    """A basis of which no line ends between a sign and its number: `§ 6-2`, `nr. 3`."""
    return _SIGN.sub("\N{NO-BREAK SPACE}", basis)


def _cited(basis: str) -> Iterator[Citation]:
    name = ""
    for found in _CITED.finditer(basis):
        written = found["name"] or ""
        if found["year"]:
            name = _identity(found)
        elif written and written.casefold() not in _NO_NAME:
            name = written
        for section in re.findall(_NUMBER, found["sections"], re.IGNORECASE):
            folded = re.sub(r"\s", "", section).lower()
            yield Citation(name, folded, _law(name, folded))


def _identity(found: re.Match[str]) -> str:
    """Lovdata's name of a law that is named by its date: `lov 19. mai 2006 nr. 16`."""
    month = found["month"].casefold()
    if month not in _MONTHS:
        return found[0]
    number = f"-{found['number']}" if found["number"] else ""
    return f"lov/{found['year']}-{_MONTHS.index(month) + 1:02}-{int(found['day']):02}{number}"


def _law(name: str, section: str) -> Law | None:
    """The law of a name; of several with one name, the one that has the section."""
    folded = " ".join(name.casefold().split())
    called = [law for law in all_laws() if folded in law.names() or law.id == folded]
    return next((law for law in called if section in law.sections), called[0] if called else None)
