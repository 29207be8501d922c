"""All the papers of a portal, each printed or fetched when its file, or a page that tells its size, is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
from portal.model.agreement import Agreement
from portal.model.case import Case
from portal.model.common import RecordFacts
from portal.model.kinds import AGREEMENT, PLAN
from portal.model.meeting import Meeting
from portal.model.plan import Plan
from portal.outputs.paper.case import case_words
from portal.outputs.paper.case import printed_day as day_of_case
from portal.outputs.paper.enclosures import enclosures_of
from portal.outputs.paper.meeting import minutes, notice, printed_day, prints_minutes
from portal.outputs.paper.press import Press, content_of, printed
from portal.outputs.paper.undertakings import agreement_words, day_of_agreement, day_of_plan, plan_words
from portal.outputs.paper.wording import PaperWriter
from portal.pages.rendering.page import Asset
from portal.source.cache import Cache
from portal.source.settings import Settings

__all__ = ["PaperFault", "Papers", "papers_of", "printed_minutes", "words_of_meeting"]

Make = Callable[[], tuple[Path | bytes, int]]
"""Prints a paper: where it lies or its bytes, and the number of its pages where that is told."""


class PaperFault(Exception):
    """A paper could not be printed; `path` is that of its record, `str()` tells what typst said."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path


class Papers(Mapping[str, Download]):
    """What pages tell of each paper of a portal, by the paper's address; one is printed, or fetched, when asked for.

    `files` are those of them that the portal prints. Whoever asks for a paper may get `PaperFault`.
    """

    def __init__(self, papers: Iterable[_Paper]) -> None:
        self._papers = {f"{paper.record.address}{paper.name}": paper for paper in papers}
        self._made: dict[str, tuple[Path | bytes, int]] = {}
        self.files = tuple(
            Asset(address, make=partial(self._content, address))
            for address, paper in self._papers.items()
            if paper.own is None
        )

    def __getitem__(self, address: str) -> Download:
        content, pages = self._printed(address)
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        return Download(address, size, pages)

    def __iter__(self) -> Iterator[str]:
        return iter(self._papers)

    def __len__(self) -> int:
        return len(self._papers)

    def __contains__(self, address: object) -> bool:
        return address in self._papers

    def _content(self, address: str) -> bytes:
        content, _ = self._printed(address)
        return content_of(content)

    def _printed(self, address: str) -> tuple[Path | bytes, int]:
        if address not in self._made:
            paper = self._papers[address]
            try:
                self._made[address] = (paper.own, 0) if paper.own else paper.make()
            except TypstError as fault:
                raise PaperFault(paper.record.path, str(fault)) from fault
        return self._made[address]


@dataclass(frozen=True)
class _Paper:
    """A paper to be: the record that it is of, its file's name, and what prints it.

    An editor's `own` file of the name stands in its place, and none is printed.
    """

    record: Record[Any]
    name: str
    make: Make

    @property
    def own(self) -> Path | None:
        stored = self.record.files.get(self.name)
        return stored.location if stored else None


def papers_of(portal: PublicPortal, settings: Settings, folder: Path) -> Papers:
    """The papers of a public portal, none printed yet; `folder` keeps what was printed for the next build."""
    if not settings.paper:
        return Papers(())
    return Papers(_papers(portal, settings, Press(Cache(folder))))


def words_of_meeting(portal: PublicPortal, settings: Settings, meeting: Record[Meeting]) -> tuple[dict[str, Any], bool]:
    """What the paper of a public meeting says today, and whether it is its minutes; else it is the notice."""
    lang = meeting.facts.lang.value if meeting.facts.lang else settings.lang
    wording = _writer(portal, settings, lang, Destinations(portal))
    is_minutes = prints_minutes(wording, meeting)
    return (minutes if is_minutes else notice)(wording, meeting), is_minutes


def printed_minutes(portal: PublicPortal, settings: Settings, meeting: Record[Meeting]) -> bytes:
    """The minutes of a public meeting as the portal prints them today."""
    lang = meeting.facts.lang.value if meeting.facts.lang else settings.lang
    words = minutes(_writer(portal, settings, lang, Destinations(portal)), meeting)
    return printed("paper.typ", words, printed_day(meeting, is_minutes=True))


def _writer(portal: PublicPortal, settings: Settings, lang: str, destinations: Destinations) -> PaperWriter:
    return PaperWriter(Context(portal, replace(settings, lang=lang), catalogue_for(lang)), destinations)


def _papers(portal: PublicPortal, settings: Settings, press: Press) -> Iterator[_Paper]:
    """Every paper, in its record's own language."""
    destinations = Destinations(portal)
    writers = {lang: _writer(portal, settings, lang, destinations) for lang in LANGUAGES}

    def writer_of(facts: RecordFacts) -> PaperWriter:
        return writers[facts.lang.value if facts.lang else settings.lang]

    for meeting in portal.meetings:
        wording = writer_of(meeting.facts)
        if portal.items(meeting.id):
            yield _Paper(meeting, addresses.NOTICE_PDF, partial(_of_meeting, press, wording, meeting, False))
        if prints_minutes(wording, meeting):
            yield _Paper(meeting, addresses.MINUTES_PDF, partial(_of_meeting, press, wording, meeting, True))
    for case in portal.cases:
        yield _Paper(case, addresses.CASE_PDF, partial(_of_case, press, writer_of(case.facts), case))
    for agreement in portal.of_kind(AGREEMENT):
        say = writer_of(agreement.facts)
        yield _Paper(agreement, addresses.AGREEMENT_PDF, partial(_of_agreement, press, say, agreement))
    for plan in portal.of_kind(PLAN):
        yield _Paper(plan, addresses.PLAN_PDF, partial(_of_plan, press, writer_of(plan.facts), plan))


def _of_agreement(press: Press, say: PaperWriter, agreement: Record[Agreement]) -> tuple[Path | bytes, int]:
    return press.print(agreement_words(say, agreement), day_of_agreement(agreement)), 0


def _of_plan(press: Press, say: PaperWriter, plan: Record[Plan]) -> tuple[Path | bytes, int]:
    return press.print(plan_words(say, plan), day_of_plan(say, plan)), 0


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
