"""All the papers of a portal, printed or fetched before its pages are made, for the pages tell their sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from typst import TypstError

from portal.derived.context import Context
from portal.derived.destinations import Destinations
from portal.derived.parts import Download
from portal.derived.public import PublicPortal, Record
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.model import addresses
from portal.model.case import Case
from portal.model.common import RecordFacts
from portal.model.meeting import Meeting
from portal.outputs.paper.case import case_words
from portal.outputs.paper.case import printed_day as day_of_case
from portal.outputs.paper.enclosures import enclosures_of
from portal.outputs.paper.meeting import minutes, notice, printed_day, prints_minutes
from portal.outputs.paper.press import Press, printed
from portal.outputs.paper.wording import PaperWriter
from portal.pages.rendering.page import Asset
from portal.source.cache import FileCache
from portal.source.settings import Settings

__all__ = ["PaperFault", "PrintedPapers", "print_papers", "printed_minutes"]


class PaperFault(Exception):
    """A paper could not be printed; `path` is that of its record, `str()` tells what typst said."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path


@dataclass(frozen=True)
class PrintedPapers:
    """The papers of one build: the files, what pages tell of each by its address, and how many were printed anew."""

    files: tuple[Asset, ...] = ()
    downloads: Mapping[str, Download] = field(default_factory=dict)
    made: int = 0


def print_papers(portal: PublicPortal, settings: Settings, folder: Path) -> PrintedPapers:
    """The papers of a public portal; `folder` keeps what was printed for the next build.

    An editor's own file of a paper's name stands in its place, and none is printed. Raises `PaperFault`.
    """
    if not settings.paper:
        return PrintedPapers()
    cache = FileCache(folder)
    made = dict(_Room(portal, settings, Press(cache)).papers())
    cache.clear()
    return PrintedPapers(
        tuple(Asset(address, *_held(paper.content)) for address, paper in made.items() if not paper.is_own),
        {address: Download(address, paper.size, paper.pages) for address, paper in made.items()},
        cache.made,
    )


def printed_minutes(portal: PublicPortal, settings: Settings, meeting: Record[Meeting]) -> bytes:
    """The minutes of a public meeting as the portal prints them today."""
    lang = meeting.facts.lang.value if meeting.facts.lang else settings.lang
    context = Context(portal, replace(settings, lang=lang), catalogue_for(lang))
    words = minutes(PaperWriter(context, Destinations(portal)), meeting)
    return printed("paper.typ", words, printed_day(meeting, is_minutes=True))


@dataclass(frozen=True)
class _Printed:
    """A paper: where it lies, or its bytes; `is_own` where an editor laid it there."""

    content: Path | bytes
    pages: int = 0
    is_own: bool = False

    @property
    def size(self) -> int:
        return self.content.stat().st_size if isinstance(self.content, Path) else len(self.content)


class _Room:
    """Prints, each record in its own language."""

    def __init__(self, portal: PublicPortal, settings: Settings, press: Press) -> None:
        self._portal = portal
        self._press = press
        destinations = Destinations(portal)
        self._wordings = {
            lang: PaperWriter(Context(portal, replace(settings, lang=lang), catalogue_for(lang)), destinations)
            for lang in LANGUAGES
        }
        self._lang = settings.lang

    def papers(self) -> Iterator[tuple[str, _Printed]]:
        """Every paper by its address."""
        for meeting in self._portal.meetings:
            wording = self._wording(meeting.facts)
            if self._portal.items(meeting.id):
                yield self._paper(meeting, addresses.NOTICE_PDF, partial(self._of_meeting, wording, meeting, False))
            if prints_minutes(wording, meeting):
                yield self._paper(meeting, addresses.MINUTES_PDF, partial(self._of_meeting, wording, meeting, True))
        for case in self._portal.cases:
            yield self._paper(case, addresses.CASE_PDF, partial(self._case, self._wording(case.facts), case))

    def _wording(self, facts: RecordFacts) -> PaperWriter:
        return self._wordings[facts.lang.value if facts.lang else self._lang]

    def _paper(self, record: Record[Any], name: str, make: Callable[[], _Printed]) -> tuple[str, _Printed]:
        own = record.files.get(name)
        address = f"{self._portal.address_of(record)}{name}"
        try:
            return address, _Printed(own.location, is_own=True) if own else make()
        except TypstError as fault:
            raise PaperFault(record.path, str(fault)) from fault

    def _of_meeting(self, wording: PaperWriter, meeting: Record[Meeting], is_minutes: bool) -> _Printed:
        words = minutes(wording, meeting) if is_minutes else notice(wording, meeting)
        return _Printed(self._press.print(words, printed_day(meeting, is_minutes)))

    def _case(self, wording: PaperWriter, case: Record[Case]) -> _Printed:
        enclosures = enclosures_of(wording.context, case, self._press.cache)
        words = case_words(wording, case, enclosures)

        def stamp(page: int, pages: int) -> str:
            return wording.t("paper_pdf.stamp", page=page, pages=pages)

        return _Printed(*self._press.print_pack(words, day_of_case(wording, case), enclosures, stamp))


def _held(content: Path | bytes) -> tuple[Path | None, bytes | None]:
    return (content, None) if isinstance(content, Path) else (None, content)
