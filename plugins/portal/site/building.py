"""The one way of the data: read, parse, link, check, publish, view, render."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from portal.checks.beside import rules_beside
from portal.checks.guarding.guard import Guarded, guard
from portal.checks.permalinks import lost_addresses
from portal.checks.rules import LinkedPortal, check_at
from portal.checks.rules.positions import displaced_positions
from portal.derived.context import Context
from portal.derived.redirects import redirects
from portal.language.catalogue import Catalogue, catalogue_for
from portal.linked.portal import linked
from portal.linked.signed_minutes import has_signature, signature_problems
from portal.model import addresses
from portal.model.clock import ClockError, build_moment
from portal.model.kinds import KINDS
from portal.model.problems import Place, Problem, error, report, unreadable, warning
from portal.model.theme import Theme
from portal.model.validation import Location
from portal.outputs.paper.papers import PaperFault
from portal.outputs.search.indexing import SearchFault
from portal.outputs.serving.leading import MOST
from portal.pages.rendering.environment import template_place
from portal.public.discretion import discreet
from portal.public.portal import PublicPortal
from portal.public.publishing import Publisher
from portal.public.releases import Release, due
from portal.public.revisions import history_problems, revisions_of
from portal.site.composition import compose
from portal.site.progress import SILENT, Progress
from portal.site.site import Recipe, Site
from portal.source.cache import FOLDER, Cache
from portal.source.content import ContentPage, read_content
from portal.source.decoding import glance
from portal.source.history.files import History
from portal.source.history.repository import Repository
from portal.source.layers import templates_of
from portal.source.ledger import FILE as LEDGER
from portal.source.ledger import Ledger, read_ledger
from portal.source.pickling import without_collecting
from portal.source.reading import Parsed, read_records
from portal.source.settings import SETTINGS_FILE, Settings
from portal.source.themes import THEMES_FILE, read_themes
from portal.source.tree import Stamp, entry_problems, readable_name, stamps_below, walk_files
from portal.source.twins import WORDS_FILE, read_twins
from portal.source.words import WORDS_FOLDER

__all__ = [
    "Checked", "FaultyPortal", "Read", "build_site", "check_portal", "check_read", "faults_told", "link", "problem_of",
    "read_portal", "sources_of", "stamps_of",
]  # fmt: skip

_NEVER = dt.datetime(dt.MINYEAR, 1, 2, tzinfo=dt.UTC)
"""A moment at which everything is still held back: for a build that does not know its own."""


class FaultyPortal(Exception):
    """The records have errors, and nothing may be published. `str()` tells all of them."""

    def __init__(self, problems: Sequence[Problem], catalogue: Catalogue) -> None:
        super().__init__(report(problems, catalogue))
        self.problems = problems


@dataclass(frozen=True)
class Read:
    """What the files of a portal hold, as far as they can be understood; `broken` are the lines of a faulty ledger,
    `theme_problems` what is wrong with the list of themes.
    """

    parsed: Parsed
    content: tuple[ContentPage, ...]
    ledger: Ledger | None
    broken: tuple[Problem, ...]
    themes: tuple[Theme, ...] = ()
    theme_problems: tuple[Problem, ...] = ()

    @property
    def permalinks(self) -> Collection[str]:
        """The addresses that were ever published, as the ledger writes them."""
        return self.ledger.addresses if self.ledger else ()


def read_portal(root: Path, settings: Settings, parsed: Parsed, cache: Cache) -> Read:
    """The rest of a portal beside the records that were `parsed`; `cache` keeps what hand-written pages hold."""
    ledger, broken = read_ledger(root)
    themes, faults = read_themes(root)
    content = tuple(read_content(root, settings.content, settings.lang, cache))
    return Read(parsed, content, ledger, tuple(broken), themes, tuple(faults))


@dataclass(frozen=True)
class Checked:
    """A portal that was read and linked, and everything that was found wrong with it at a moment.

    There is no `moment` where the clock cannot be read, which is one of the problems. `publisher` has published the
    portal, or will.
    """

    portal: LinkedPortal
    content: tuple[ContentPage, ...]
    problems: tuple[Problem, ...]
    moment: dt.datetime | None
    publisher: Publisher

    @property
    def stops_build(self) -> bool:
        return any(problem.severity.stops_build() for problem in self.problems)

    @cached_property
    def releases(self) -> list[Release]:
        """All that waits for its date, the next first."""
        return due(self.portal, self.moment) if self.moment else []


def build_site(
    root: Path,
    settings: Settings,
    preview: bool = False,
    moment: dt.datetime | None = None,
    progress: Progress = SILENT,
) -> Site:
    """The whole way, from the records below `root` to pages.

    Raises `FaultyPortal` when there is an error, before anything is rendered.
    """
    sources = stamps_of(root, settings)
    catalogue = catalogue_for(settings.lang)
    checked = check_portal(root, settings, moment=moment, progress=progress)
    if not preview:
        told = discreet(checked.problems, checked.portal, checked.moment or _NEVER, lambda path: glance(root / path))
        checked = replace(checked, problems=tuple(told))
    if checked.stops_build or checked.moment is None:
        raise FaultyPortal(checked.problems, catalogue)
    progress.begin("publish")
    with faults_told(root, settings):
        revisions = None if preview else revisions_of(root, checked.portal, checked.moment)
        publisher = Publisher(catalogue.text("text.withheld"), preview) if preview else checked.publisher
        public = publisher.publish(checked.portal, checked.moment, revisions)
        site = compose(root, settings, public, checked.content, preview)
    return replace(
        site,
        warnings=checked.problems,
        next_release=next(iter(checked.releases), None),
        sources=sources,
        recipe=Recipe(root, checked.moment, preview),
    )


@contextmanager
def faults_told(root: Path, settings: Settings) -> Iterator[None]:
    """Turns what fails when a site is made into `FaultyPortal`, if it is the portal's own fault."""
    try:
        yield
    except Exception as fault:
        problem = problem_of(fault, root, settings)
        if problem is None:
            raise
        raise FaultyPortal([problem], catalogue_for(settings.lang)) from fault


def problem_of(fault: Exception, root: Path, settings: Settings) -> Problem | None:
    """What is wrong with a portal of which a page or a file could not be made; `None` for a fault of ours."""
    if isinstance(fault, PaperFault):
        return error(Place(fault.path), "paper_failed", reason=str(fault))
    if isinstance(fault, SearchFault):
        return error(Place(SETTINGS_FILE), "search_failed", reason=str(fault))
    place = template_place(fault, templates_of(root, settings))
    if place is not None:
        return error(place, "template", reason=str(fault))
    if isinstance(fault, OSError):
        return unreadable(_place_of(fault, root), fault)
    return None


def sources_of(settings: Settings) -> tuple[str, ...]:
    """The files and folders of a portal that its site is made of."""
    folders = (*(kind.folder for kind in KINDS), settings.content, settings.templates, WORDS_FOLDER)
    return (*folders, SETTINGS_FILE, LEDGER, WORDS_FILE, THEMES_FILE)


def stamps_of(root: Path, settings: Settings) -> dict[str, Stamp]:
    """How each file is now that a site is made of."""
    stamps = {path: stamp for place in sources_of(settings) for path, stamp in stamps_below(root, place).items()}
    *_, shipped = templates_of(root, settings).folders
    return stamps | {f"{shipped}/{path}": stamp for path, stamp in stamps_below(shipped, ".").items()}


def check_portal(
    root: Path,
    settings: Settings,
    instead: Mapping[str, str] | None = None,
    *,
    moment: dt.datetime | None = None,
    with_permalinks: bool = True,
    with_history: bool = False,
    keeps: bool = True,
    progress: Progress = SILENT,
) -> Checked:
    """Read, parse, link and check, and gather every problem of every record.

    `instead` has the texts that record files, by path, are read as if they held: what is to be written. When all is
    well with the records, every address of the ledger is to be answered for at `moment`, else the build's; a record
    with an error would be missed there for no fault of its own. With `with_history`, agendas are compared with what git
    remembers of them, which a build has no business to tell. What files were found to hold is kept for the next time,
    unless not even that may be written.
    """
    cache = Cache(root / FOLDER, keeps)
    with without_collecting(lasting=False):
        progress.begin("read")
        read = read_portal(root, settings, read_records(root, instead, cache, progress.counting("read")), cache)
        progress.begin("check")
        portal = link(read.parsed, read.content, read.permalinks, themes=read.themes)
        return check_read(root, settings, read, portal, cache, moment, with_permalinks, with_history)


def check_read(
    root: Path,
    settings: Settings,
    read: Read,
    portal: LinkedPortal,
    cache: Cache,
    moment: dt.datetime | None = None,
    with_permalinks: bool = True,
    with_history: bool = False,
) -> Checked:
    """Check what was read and linked, otherwise as `check_portal`; `cache` has what was found in files before."""
    parsed, content, ledger = read.parsed, read.content, read.ledger
    publisher = Publisher(catalogue_for(settings.lang).text("text.withheld"))
    with rules_beside(portal) as rules:
        problems = [
            *_missing_content(settings, content),
            *_missing_files(root, settings),
            *read_twins(root)[1],
            *read.broken,
            *read.theme_problems,
        ]
        problems += [problem for page in content for problem in page.problems]
        problems += guard(_guarded(root, settings, parsed, content), cache)
        problems += [problem for folder in sources_of(settings) for problem in entry_problems(root, folder)]
        problems += signature_problems(portal.records, settings.signing_keys)
        problems += history_problems(root)
        try:
            moment = moment or build_moment()
            problems += check_at(portal, moment, settings.lang)
        except ClockError as fault:
            problems.append(error(Place(SETTINGS_FILE), "epoch", found=fault))
        public = _published_early(publisher, portal, moment) if moment and rules.are_beside else None
        problems = [*settings.problems, *parsed.problems, *_of_their_own(rules.found(), read), *problems]
    is_sound = not any(problem.severity.stops_build() for problem in problems if problem not in read.broken)
    if moment is not None and is_sound:
        public = public or publisher.publish(portal, moment)
        problems += _unshown_signatures(portal, public)
        problems += _dropped_redirects(root, public, settings)
        if with_history:
            with Repository.around(root) as repository:
                earlier = History(repository, root, [record.path for record in portal.records]).texts
                problems += displaced_positions(portal, earlier, moment)
        if ledger is not None and with_permalinks:
            problems += [one.problem for one in lost_addresses(root, settings, portal, public, ledger)]
    return Checked(portal, content, tuple(problems), moment, publisher)


def _published_early(publisher: Publisher, portal: LinkedPortal, moment: dt.datetime) -> PublicPortal | None:
    """The public portal, before it is known that all is well; records that no rule has looked at may lead anywhere."""
    try:
        return publisher.publish(portal, moment)
    except Exception:  # what is wrong with them is told by the rules
        return None


def _of_their_own(problems: Iterable[Problem], read: Read) -> Iterator[Problem]:
    """The problems, but for themes that a list with errors does not have: one fault is not told at each record."""
    is_faulty = any(problem.severity.stops_build() for problem in read.theme_problems)
    return (one for one in problems if not (is_faulty and one.code.startswith("unknown_theme")))


def _guarded(root: Path, settings: Settings, parsed: Parsed, content: Iterable[ContentPage]) -> Guarded:
    """All that is published of the portal's own making, or lies beside it."""
    beside = (file for file in walk_files(root, settings.content) if not file.name.endswith(".md"))
    names = (name for record in parsed.records for name in (record.facts.title, getattr(record.facts, "short", None)))
    return Guarded(
        {**parsed.texts, **{page.path: page.source for page in content if not page.is_shipped}},
        (*parsed.files, *beside),
        tuple(parsed.records),
        frozenset(filter(None, (*names, settings.site_name, settings.responsible.strip().rstrip(".")))),
        settings.attachment_megabytes,
        settings.content,
    )


def link(
    parsed: Parsed,
    content: Iterable[ContentPage] = (),
    permalinks: Iterable[str] = (),
    earlier: LinkedPortal | None = None,
    themes: Iterable[Theme] = (),
) -> LinkedPortal:
    """Records that know each other; what stayed the same is taken over from an `earlier` portal."""
    content = tuple(content)
    places = {page.path: page.address for page in content}
    anchors = {page.path: page.anchors for page in content}
    return linked(parsed.records, parsed.known, places, anchors, permalinks, earlier, themes)


def _unshown_signatures(portal: LinkedPortal, public: PublicPortal) -> Iterator[Problem]:
    """Signed minutes that are not published as they were signed, though their meeting is public."""
    for record in portal.records:
        if has_signature(record) and record.key in public.records and record.id not in public.signed:
            place = Place(record.files[addresses.MINUTES_SIGNATURE].path)
            yield warning(place, "signature_not_shown", meeting=record.id)


def _dropped_redirects(root: Path, public: PublicPortal, settings: Settings) -> Iterator[Problem]:
    """A warning of redirects that a host would drop, of as many as anybody may know of."""
    if (root / settings.content / addresses.REDIRECTS.lstrip("/")).is_file():
        return
    context = Context(public, settings, catalogue_for(settings.lang))
    found = sum(1 for redirect in redirects(context, set()) if not redirect.is_choice)
    if found > MOST:
        yield warning(Place(SETTINGS_FILE), "redirects_dropped", found=found, most=MOST, rest=found - MOST)


def _place_of(fault: OSError, root: Path) -> Place:
    """The file that the system had a fault with."""
    file = Path(os.fsdecode(fault.filename)) if isinstance(fault.filename, str | bytes | os.PathLike) else root
    path = file.relative_to(root) if file.is_relative_to(root) else file
    return Place(readable_name(path.as_posix()))


def _missing_files(root: Path, settings: Settings) -> Iterator[Problem]:
    """The pictures and style sheets that the settings name, and that are neither among the pages nor the templates."""
    named: list[tuple[Location, str]] = [(("theme", name), getattr(settings, name)) for name in ("logo", "favicon")]
    named += [(("extra_css", number), path) for number, path in enumerate(settings.style_sheets)]
    templates = templates_of(root, settings)
    for at, path in named:
        if path and not (root / settings.content / path).is_file() and templates.file(path) is None:
            yield error(settings.marks.value(*at), "settings_file", found=path, folder=settings.content)


def _missing_content(settings: Settings, content: Iterable[ContentPage]) -> list[Problem]:
    """The footer's pages that are not there."""
    known = {page.path for page in content}
    named = {name: getattr(settings, name) for name in ("about", "for_bodies")}
    named |= {name: (getattr(settings, name),) for name in ("access", "submit")}
    missing = [
        error(settings.place(name), "settings_about", found=path, folder=settings.content)
        for name, paths in named.items()
        for path in paths
        if path and f"{settings.content}/{path}" not in known
    ]
    statement = settings.accessibility_statement
    if statement and "://" not in statement and f"/{statement.strip('/')}/" not in {page.address for page in content}:
        place = settings.place("accessibility_statement")
        missing.append(error(place, "settings_about", found=statement, folder=settings.content))
    return missing
