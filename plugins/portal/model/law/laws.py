"""The list of laws, read once; and the laws that a basis names, however it is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

import yaml

__all__ = ["Citation", "Law", "all_laws", "citations"]

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

    `names`, `title` and what each of the `sections` is about are by language; `also` are other ways to write its name.
    """

    id: str
    names: Mapping[str, str]
    also: tuple[str, ...]
    title: Mapping[str, str]
    sections: Mapping[str, Mapping[str, str]]
    first: dt.date | None
    last: dt.date | None

    def is_called(self, name: str) -> bool:
        return name in (*self.also, *(given.casefold() for given in self.names.values()))

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
        Law(
            id=one["id"],
            names=one["names"],
            also=tuple(one["also"]),
            title=one["title"],
            sections=one["sections"],
            first=one.get("from"),
            last=one.get("to"),
        )
        for one in yaml.safe_load(_LIST.read_text("utf-8"))
    )


_LONGEST = 500


def citations(basis: str) -> tuple[Citation, ...]:
    """The sections that a basis names, in order: `offl. § 13 jf. fvl. § 13 nr. 2`, `offentleglova §§ 14 og 15`.

    A section without a law is of the law before it. Only so much is read as any basis needs.
    """
    return tuple(_cited(basis[:_LONGEST]))


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
    called = [law for law in all_laws() if law.is_called(folded) or law.id == folded]
    return next((law for law in called if section in law.sections), called[0] if called else None)
