"""All the papers of a portal, printed or fetched before its pages are made, for the pages tell their sizes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from portal import addresses
from portal.exports.paper import meeting as of_meeting
from portal.exports.paper.press import Press
from portal.exports.paper.shelf import Shelf
from portal.exports.paper.wording import Wording
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.publication.portal import PublicPortal
from portal.rendering.page import Asset
from portal.settings import Settings
from portal.views.context import Context
from portal.views.destinations import Destinations
from portal.views.page import Download

__all__ = ["Papers", "print_papers"]


@dataclass(frozen=True)
class Papers:
    """The papers of one build: the files, what pages tell of each by its address, and how many were printed anew."""

    files: tuple[Asset, ...] = ()
    downloads: Mapping[str, Download] = field(default_factory=dict)
    made: int = 0


def print_papers(portal: PublicPortal, settings: Settings, folder: Path) -> Papers:
    """The papers of a public portal; `folder` keeps what was printed for the next build."""
    if not settings.paper:
        return Papers()
    shelf = Shelf(folder)
    files = tuple(_Room(portal, settings, Press(shelf)).papers())
    shelf.clear()
    return Papers(files, {file.address: Download(file.address, _size(file)) for file in files}, shelf.made)


class _Room:
    """Prints, each record in its own language."""

    def __init__(self, portal: PublicPortal, settings: Settings, press: Press) -> None:
        self._portal = portal
        self._press = press
        destinations = Destinations(portal)
        self._wordings = {
            lang: Wording(Context(portal, replace(settings, lang=lang), catalogue_for(lang)), destinations)
            for lang in LANGUAGES
        }
        self._site = Context(portal, settings, catalogue_for(settings.lang))

    def papers(self) -> Iterator[Asset]:
        for meeting in self._portal.meetings:
            wording = self._wordings[self._site.lang_of(meeting.facts)]
            address = self._portal.address_of(meeting)
            if addresses.NOTICE_PDF not in meeting.files and of_meeting.has_notice_paper(wording, meeting):
                words = of_meeting.notice(wording, meeting)
                printed = self._press.print(words, of_meeting.printed_day(meeting, minutes=False))
                yield _asset(f"{address}{addresses.NOTICE_PDF}", printed)
            if addresses.MINUTES_PDF not in meeting.files and of_meeting.has_minutes_paper(wording, meeting):
                words = of_meeting.minutes(wording, meeting)
                printed = self._press.print(words, of_meeting.printed_day(meeting, minutes=True))
                yield _asset(f"{address}{addresses.MINUTES_PDF}", printed)


def _asset(address: str, printed: Path | bytes) -> Asset:
    return Asset(address, printed) if isinstance(printed, Path) else Asset(address, content=printed)


def _size(file: Asset) -> int:
    return file.location.stat().st_size if file.location else len(file.content or b"")
