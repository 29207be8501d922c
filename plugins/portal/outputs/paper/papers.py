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
from portal.source.cache import Cache
from portal.source.settings import Settings

__all__ = ["PaperFault", "PrintedPapers", "print_papers", "printed_minutes"]

Make = Callable[[], tuple[Path | bytes, int]]
"""Prints a paper: where it lies or its bytes, and the number of its pages where that is told."""


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
    cache, files, downloads = Cache(folder), [], {}
    for record, name, make in _papers(portal, settings, Press(cache)):
        own, address = record.files.get(name), f"{record.address}{name}"
        try:
            content, pages = (own.location, 0) if own else make()
        except TypstError as fault:
            raise PaperFault(record.path, str(fault)) from fault
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        downloads[address] = Download(address, size, pages)
        if own is None:
            files.append(Asset(address, content) if isinstance(content, Path) else Asset(address, None, content))
    cache.tidy()
    return PrintedPapers(tuple(files), downloads, cache.made)


def printed_minutes(portal: PublicPortal, settings: Settings, meeting: Record[Meeting]) -> bytes:
    """The minutes of a public meeting as the portal prints them today."""
    lang = meeting.facts.lang.value if meeting.facts.lang else settings.lang
    words = minutes(_writer(portal, settings, lang, Destinations(portal)), meeting)
    return printed("paper.typ", words, printed_day(meeting, is_minutes=True))


def _writer(portal: PublicPortal, settings: Settings, lang: str, destinations: Destinations) -> PaperWriter:
    return PaperWriter(Context(portal, replace(settings, lang=lang), catalogue_for(lang)), destinations)


def _papers(portal: PublicPortal, settings: Settings, press: Press) -> Iterator[tuple[Record[Any], str, Make]]:
    """Every paper: its record, its file's name, and what prints it, in the record's own language."""
    destinations = Destinations(portal)
    writers = {lang: _writer(portal, settings, lang, destinations) for lang in LANGUAGES}

    def writer_of(facts: RecordFacts) -> PaperWriter:
        return writers[facts.lang.value if facts.lang else settings.lang]

    for meeting in portal.meetings:
        wording = writer_of(meeting.facts)
        if portal.items(meeting.id):
            yield meeting, addresses.NOTICE_PDF, partial(_of_meeting, press, wording, meeting, False)
        if prints_minutes(wording, meeting):
            yield meeting, addresses.MINUTES_PDF, partial(_of_meeting, press, wording, meeting, True)
    for case in portal.cases:
        yield case, addresses.CASE_PDF, partial(_of_case, press, writer_of(case.facts), case)


def _of_meeting(
    press: Press, wording: PaperWriter, meeting: Record[Meeting], is_minutes: bool
) -> tuple[Path | bytes, int]:
    words = minutes(wording, meeting) if is_minutes else notice(wording, meeting)
    return press.print(words, printed_day(meeting, is_minutes)), 0


def _of_case(press: Press, wording: PaperWriter, case: Record[Case]) -> tuple[Path | bytes, int]:
    enclosures = enclosures_of(wording.context, case, press.cache)
    words = case_words(wording, case, enclosures)

    def stamp(page: int, pages: int) -> str:
        return wording.t("paper_pdf.stamp", page=page, pages=pages)

    return press.print_pack(words, day_of_case(wording, case), enclosures, stamp)
