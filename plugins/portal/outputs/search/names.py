"""What readers call pages that they look for by name: bodies, partners and projects, and what the site can do.

The search page compares these names with what was typed, all small words left out, and shows such a page first.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.derived.context import Context
from portal.derived.public import Record
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.language.dates import month_names
from portal.model import addresses
from portal.model.organisation import Organisation

__all__ = ["Named", "name_sign", "named_pages", "reading"]

_FUNCTIONS = {
    "submit": (addresses.SUBMIT, "front.submit"),
    "meetings": (addresses.MEETINGS, "menu.meetings"),
    "decisions": (addresses.DECISIONS, "menu.decisions"),
    "follow_ups": (addresses.FOLLOW_UPS, "menu.follow_ups"),
    "cases": (addresses.CASES, "menu.cases"),
    "projects": (addresses.PROJECTS, "menu.projects"),
    "bodies": (addresses.BODIES, "menu.bodies"),
    "partners": (addresses.PARTNERS, "menu.partners"),
    "news": (addresses.NEWS, "menu.news"),
    "data": (addresses.DATA, "data.title"),
    "status": (addresses.STATUS, "status.title"),
    "words": (addresses.WORDS, "words.title"),
    "embed": (addresses.EMBED, "embed.title"),
}
"""The pages that do something, by what the catalogues call them: where they answer and their titles."""


@dataclass(frozen=True)
class Named:
    """A page with all that it may be called, as people type it.

    `sign` finds it in the index, where it is; other pages are told by their title and `kind`.
    """

    names: tuple[str, ...]
    address: str
    title: str
    kind: str = ""
    sign: str = ""


def name_sign(address: str) -> str:
    """The word that stands in the index of a page that is found by its name, and of no other."""
    return f"i{zlib.crc32(address.encode()):08x}y0"


def named_pages(context: Context) -> Iterator[Named]:
    """The pages that are found by their names, those that do something first."""
    t = context.t
    for name, (address, title) in _FUNCTIONS.items():
        yield Named((t(title), *_said(f"search.names.{name}")), address, t(title), t("search.kind_page"))
    for year in sorted({meeting.day.year for meeting in context.portal.meetings}):
        names = tuple(f"{name} {year}" for name in (*_said("search.names.year"), t("menu.meetings")))
        title = t("year.title", year=year)
        yield Named(names, addresses.meeting_year(year), title, t("search.kind_page"))
    if secretariat := context.facts.secretariat:
        names = (*_said("search.names.contact"), t("footer.contact"), *_names_of(secretariat))
        yield Named(names, secretariat.address, context.title(secretariat), sign=name_sign(secretariat.address))
    for organisation in context.portal.organisations:
        if organisation is not secretariat:
            names = tuple(_names_of(organisation))
            called = (*names, *(f"{name} {more}" for name in names for more in _said("search.names.of_body")))
            shown = called if organisation.facts.kind.is_body() else names
            sign = name_sign(organisation.address)
            yield Named(shown, organisation.address, context.title(organisation), sign=sign)
    for project in context.portal.projects:
        title = context.title(project)
        yield Named((title, project.id.replace("-", " ")), project.address, title, sign=name_sign(project.address))


def reading(pages: Iterable[Named]) -> dict[str, object]:
    """What the search page reads queries with: the names of pages, small words, and months, in all languages.

    A page is a list: its names, its address below the site, its title, its kind and its sign.
    """
    return {
        "names": [[[*dict.fromkeys(p.names)], p.address.lstrip("/"), p.title, p.kind, p.sign] for p in pages],
        "little": sorted({*_said("search.little_words")}),
        "months": [sorted({name for lang in LANGUAGES for name in month_names(lang, month)}) for month in range(1, 13)],
    }


def _said(key: str) -> tuple[str, ...]:
    """The words of a message in every language, which parts them by commas."""
    every = ", ".join(catalogue_for(lang).text(key) for lang in LANGUAGES)
    return tuple(dict.fromkeys(word.strip() for word in every.split(",")))


def _names_of(organisation: Record[Organisation]) -> Iterator[str]:
    facts = organisation.facts
    yield from filter(None, (facts.short, facts.title, organisation.id.replace("-", " ")))
    for lang in LANGUAGES:
        yield catalogue_for(lang).text(f"organisation_kind.{facts.kind.value}")
