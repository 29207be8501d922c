"""Addresses and anchors: each leads to one thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from portal.language.catalogue import LANGUAGES
from portal.linked.portal import LinkedPortal
from portal.model import addresses
from portal.model.kinds import AGREEMENT, KINDS, MEETING, path_of
from portal.model.meeting import Meeting
from portal.model.problems import Place, Problem, error, warning
from portal.model.values import FILE_TYPES
from portal.model.vocabulary import CaseState, CaseType
from portal.source.record import Record
from portal.source.tree import folded_path, is_portable

_MONTH = dt.timedelta(days=31)


def titles_are_given(portal: LinkedPortal) -> Iterator[Problem]:
    """A record has a title, unless it is exempt or retracted, or a meeting."""
    for record in portal.records:
        facts = record.facts
        was_written = ("title",) in record.marks.keys
        if record.kind.needs_title and not was_written and not (facts.title or facts.exempt or facts.retracted):
            yield error(record.place, "title_missing")


def destinations_differ(portal: LinkedPortal) -> Iterator[Problem]:
    """No two pages, files and earlier addresses have the same place on the site, nor one inside another.

    A hand-written page at the form's address stands in its place: then the portal has no form.
    """
    taken = _Destinations()
    written = {*portal.content.values()}
    absent = {address for kind in KINDS if not portal.graph.has(kind) for address in kind.addresses}
    absent |= set() if portal.themes else {addresses.THEMES}
    overviews = (a for a in addresses.OVERVIEWS if a not in absent and (a != addresses.SUBMIT or a not in written))
    forms = () if addresses.SUBMIT in written else map(addresses.word_form, LANGUAGES)
    for address in (*overviews, *forms, *_made_by_the_site(portal)):
        taken.claim(address, address)
    for path, address in portal.content.items():
        yield from taken.claimed(address, path, Place(path))
    for record in portal.records:
        yield from taken.claimed(record.address, record.path, record.place)
    for record in portal.records:
        for name, stored in record.files.items():
            if name.rpartition(".")[2].lower() not in FILE_TYPES:
                continue  # never published
            yield from taken.claimed(f"{record.address}{name}", stored.path, Place(stored.path))
    for record in portal.records:
        own: set[str] = set()
        for index, alias in enumerate(record.facts.aliases):
            place = record.marks.value("aliases", index)
            earlier = addresses.alias_address(alias)
            if earlier is None:
                yield error(place, "alias_form", found=alias)
            elif earlier != record.address and folded_path(earlier) not in own:
                own.add(folded_path(earlier))
                if not all(map(is_portable, earlier.split("/"))):
                    yield warning(place, "alias_unportable", found=alias)
                yield from taken.claimed(earlier, record.path, place)


def _made_by_the_site(portal: LinkedPortal) -> Iterator[str]:
    """The addresses of what the site makes of many records: calendars, feeds, data, years, facets, case numbers."""
    graph = portal.graph
    yield from (
        addresses.COMPONENTS,
        *addresses.SERVER_FILES,
        addresses.SITEMAP,
        addresses.ROBOTS,
        addresses.LLMS,
        addresses.CHANGES,
        addresses.FEED_SHEET,
        addresses.MANIFEST,
        addresses.MANIFEST_SCHEMA,
    )
    yield from (addresses.CALENDAR_OF_ALL, addresses.FEED_OF_ALL, addresses.CATALOGUE, addresses.CATALOGUE_JSON)
    # Whole folders: nothing else may lie in them.
    folders = (addresses.OPARL, addresses.FIKS, addresses.PAGEFIND, addresses.SIGNING_KEYS, addresses.ADMIN)
    yield from (folder.rstrip("/") for folder in folders)
    yield from map(addresses.rows_of, addresses.LONG_REGISTERS)
    yield from (f"{addresses.FOLLOW_UPS}{part}" for part in ("ansvarleg", "tilstand"))
    yield from (addresses.data_file(*of) for of in product(_registers(portal), addresses.DATA_FORMATS))
    for body in graph.organisations:
        yield from (addresses.calendar_of(body.id), addresses.feed_of(body.id))
    yield from (addresses.feed_of_case(case.id) for case in graph.cases)
    yield from (addresses.text_of(record.address) for record in portal.records)
    for meeting in graph.meetings:
        yield from (addresses.event_of(meeting.address), addresses.deadline_of(meeting.address))
    yield from _papers(portal)
    yield from _parted({addresses.meeting_year(meeting.day.year) for meeting in graph.meetings})
    yield from _parted(map(addresses.status_part, addresses.STATUS_PARTS))
    for theme in portal.themes:
        yield addresses.theme_page(theme.id).rstrip("/")  # and its lists
    if portal.themes:
        yield addresses.THEMES_JSON
    if graph.has(AGREEMENT):
        yield f"{addresses.AGREEMENTS}part"
    for organisation in graph.organisations:
        yield from (
            addresses.organisation_list(organisation.address, name).rstrip("/") for name in addresses.ORGANISATION_LISTS
        )
    yield from _parted(addresses.cases_by_state(state.value) for state in CaseState)
    treated = {id_ for handling in graph.handlings if handling.entry.item.cases for id_ in handling.meeting.body_ids}
    bodies = {record.id for record in graph.organisations if record.facts.kind.is_body()}
    yield from _parted(map(addresses.cases_by_body, treated | bodies))
    yield from (addresses.embedded(*of) for of in product(addresses.EMBEDDED, ("", *bodies)))
    decided = [h.meeting for h in graph.handlings if h.entry.is_decision()]
    yield from _parted(map(addresses.decisions_by_body, {id_ for one in decided for id_ in one.body_ids} | bodies))
    yield from _parted(map(addresses.decisions_by_year, {meeting.day.year for meeting in decided}))
    yield from _parted(addresses.decisions_by_type(type_.value) for type_ in CaseType)
    years = {handling.meeting.day.year for handling in graph.handlings if handling.entry.item.cases}
    years |= {case.facts.submitted.year for case in graph.cases if case.facts.submitted}
    yield from _parted(map(addresses.cases_by_year, years))
    for handling in graph.handlings:
        for number in filter(None, (handling.entry.item.number, *handling.entry.item.aliases)):
            if addresses.bears_year(number):
                yield addresses.case_number(handling.meeting.body_id, number)


def _registers(portal: LinkedPortal) -> Iterator[str]:
    """The names of the registers of open data that the portal has."""
    absent = {kind.folder for kind in KINDS if not portal.graph.has(kind)}
    return (name for name in addresses.REGISTERS if name not in absent)


def _parted(pages: Iterable[str]) -> Iterator[str]:
    """Pages, and the folders of their years and sides where they are too long."""
    for page in pages:
        yield from (page, f"{page}ar", f"{page}side")


def _papers(portal: LinkedPortal) -> Iterator[str]:
    """The addresses of what is printed of records; a record's own file of the name stands in its place."""
    for record in portal.records:
        for name in {*record.kind.papers} - set(record.files):
            yield addresses.attachment(record.address, name)


def _folders_of(file: str) -> Iterator[str]:
    """The folders that a file lies in, the nearest first; `/` last."""
    while file := file.rpartition("/")[0]:
        yield file
    yield "/"


class _Destinations:
    """The files and folders of the site, each with what is to stand there."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._alike: dict[str, str] = {}

    def claim(self, address: str, owner: str) -> str | None:
        """Take the place of an address; what has it already, if something has."""
        file = addresses.file_of(address)
        folders = list(_folders_of(file))
        holder = self._files.get(file) or self._folders.get(file)
        holder = holder or next((self._files[folder] for folder in folders if folder in self._files), None)
        if holder is None:
            self._files[file] = owner
            self._alike.setdefault(folded_path(file), owner)
            for folder in folders:
                if folder in self._folders:
                    break  # and so are those above it
                self._folders[folder] = owner
        return holder

    def claimed(self, address: str, owner: str, place: Place) -> Iterator[Problem]:
        """A problem if the place of an address is taken, or cannot be told from one that is.

        Files that lie side by side and are called alike are told of where all names are.
        """
        alike = self._alike.get(folded_path(addresses.file_of(address)))
        holder = self.claim(address, owner)
        if holder is not None:
            yield error(place, "address_taken", address=address, other=holder)
        elif alike is not None and (alike == owner or folded_path(alike) != folded_path(owner)):
            yield warning(place, "address_alike", address=address, other=alike)


def anchors_differ(portal: LinkedPortal) -> Iterator[Problem]:
    """No two items of a meeting have the same anchor, earlier numbers included."""
    for meeting in portal.graph.meetings:
        taken: dict[str, int] = {}
        for entry in portal.graph.agendas[meeting.id].entries:
            pairs = zip(entry.all_anchors, entry.all_decision_anchors, strict=True)
            for index, anchors in enumerate(pairs):
                at = ("agenda", entry.position - 1, *(("number",) if index == 0 else ("aliases", index - 1)))
                for anchor in anchors:
                    if taken.setdefault(anchor, entry.position) != entry.position:
                        yield error(meeting.marks.value(*at), "anchor_taken", anchor=anchor, first=taken[anchor])
                        break


def aliases_of_items_have_a_number(portal: LinkedPortal) -> Iterator[Problem]:
    """Only an item that has a number can have had other numbers."""
    for meeting in portal.graph.meetings:
        for index, item in enumerate(meeting.facts.agenda):
            if item.aliases and not item.number:
                yield warning(meeting.marks.key("agenda", index, "aliases"), "item_alias_without_number")


def moved_meetings_have_moved(portal: LinkedPortal) -> Iterator[Problem]:
    """The date that a meeting was moved from is another than its own, or it was another one of that day's."""
    for meeting in portal.graph.meetings:
        if meeting.facts.moved_from and meeting.first_id == meeting.id:
            yield error(meeting.marks.value("moved_from"), "moved_to_itself")


def moved_meetings_leave_an_address(portal: LinkedPortal) -> Iterator[Problem]:
    """The date that a meeting was moved from is no other meeting's: neither its own now, nor one it was moved from.

    Nor is the address of that date an alias of another record.
    """
    claims: dict[str, list[Record[Meeting]]] = {}
    aliases = {
        addresses.alias_address(alias): record.path for record in portal.records for alias in record.facts.aliases
    }
    for meeting in portal.graph.meetings:
        if meeting.first_id != meeting.id:
            claims.setdefault(meeting.first_id, []).append(meeting)
    for earlier, claimants in claims.items():
        for meeting in claimants:
            place, date = meeting.marks.value("moved_from"), meeting.facts.moved_from
            assert date is not None
            values = {"found": str(date), "instead": str(replace(date, ordinal=date.ordinal + 1))}
            if (MEETING.name, earlier) in portal.known:
                other = path_of((MEETING.name, earlier))
                yield warning(place, "moved_from_taken", other=other, **values)
                continue
            others = [other.path for other in claimants if other is not meeting]
            others += filter(None, [aliases.get(addresses.moved_meeting(meeting.body_id, date))])
            if rival := next((path for path in others if path != meeting.path), None):
                yield warning(place, "moved_from_twice", other=rival, **values)


def case_ids_bear_the_year(portal: LinkedPortal) -> Iterator[Problem]:
    """A case's id begins with the year in which it was submitted, where both are there (a convention)."""
    for case in portal.graph.cases:
        year = case.id.partition("-")[0]
        submitted = case.facts.submitted
        if submitted and len(year) == 4 and year.isdigit() and abs(int(year) - submitted.year) > 1:
            yield warning(case.marks.value("submitted"), "case_id_year", year=year, found=submitted.isoformat())


def numbers_bear_the_meetings_year(portal: LinkedPortal) -> Iterator[Problem]:
    """A meeting's number `1/2021` bears the year of its date, or of the date it was moved from."""
    for meeting in portal.graph.meetings:
        number = meeting.facts.number or ""
        year = number.rpartition("/")[2].strip()
        if not (len(year) == 4 and year.isdigit() and 1900 <= int(year) <= 2100):
            continue
        days = [meeting.day, *([meeting.facts.moved_from.day] if meeting.facts.moved_from else [])]
        if int(year) in {day.year for day in days}:
            continue
        # The last meeting of a year may be held in January, the first one in December.
        turns = (dt.date(int(year), 1, 1), dt.date(int(year), 12, 31))
        near = any(abs(day - turn) <= _MONTH for day in days for turn in turns)
        problem = warning if near else error
        place = meeting.marks.value("number")
        yield problem(place, "meeting_number_year", found=number, year=meeting.day.year)
