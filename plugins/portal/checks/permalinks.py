"""Which addresses of the ledger nothing answers for, what had each of them, and how each is mended."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from portal.derived.context import Context
from portal.derived.redirects import Successors, places_of
from portal.language.catalogue import catalogue_for
from portal.language.spelling import closest
from portal.linked.agenda import folded_title
from portal.linked.owners import AddressOwner, owner_of
from portal.linked.portal import LinkedPortal
from portal.model.addresses import alias_address
from portal.model.headings import number_slug
from portal.model.kinds import MEETING, ORGANISATION, path_of
from portal.model.meeting import AgendaItem, Meeting
from portal.model.problems import Problem, error
from portal.public.portal import PublicPortal
from portal.public.visibility import visibility
from portal.source.history.files import History
from portal.source.history.repository import Repository
from portal.source.ledger import Ledger, LedgerLine
from portal.source.parsing import parse_text
from portal.source.record import Key, Record
from portal.source.settings import Settings

__all__ = ["AliasProposal", "Lost", "lost_addresses", "proposals_of"]


@dataclass(frozen=True)
class AliasProposal:
    """An alias to be added in the record file `path`: an address, or a number of the item `index` (from 0).

    `is_sure` tells that git remembers it; otherwise it is a guess.
    """

    path: str
    alias: str
    index: int | None = None
    is_sure: bool = True


@dataclass(frozen=True)
class Lost:
    """An address that nothing answers for, and what would mend it, if that is known."""

    line: LedgerLine
    problem: Problem
    proposal: AliasProposal | None = None


def lost_addresses(
    root: Path, settings: Settings, portal: LinkedPortal, public: PublicPortal, ledger: Ledger
) -> list[Lost]:
    """Every address of the ledger that the site of a `public` portal would not answer for.

    What went with a record is told of once, at the record's own page; what went with an item, at the item.
    """
    context = Context(public, settings, catalogue_for(settings.lang))
    successors = Successors(public, places_of(context))
    gone = [line for line in ledger.lines if successors.answer(line.path) is None]
    loose = [
        line
        for line in ledger.lines
        if line.anchor and successors.answer(line.path) and not successors.has_anchor(line.path, line.anchor)
    ]
    if not gone and not loose:
        return []
    with Repository.around(root) as repository:
        history = History(repository, root, [record.path for record in portal.records])
        search = _Search(portal, successors, public.moment, history, [line.path for line in gone])
        return [*_of_pages(gone, _numbers([*gone, *loose]), search), *_of_items(loose, search)]


def _numbers(lines: list[LedgerLine]) -> set[tuple[str, str]]:
    """The items among the addresses, each by its body and the slug of its number."""
    owners = [(line, owner_of(line.path)) for line in lines if line.anchor]
    return {(owner.key[1].partition("/")[0], line.anchor.removeprefix("sak-")) for line, owner in owners if owner}


def _of_pages(gone: list[LedgerLine], items: set[tuple[str, str]], search: _Search) -> Iterator[Lost]:
    told: set[Key] = set()
    pages = {owner.key for line in gone if (owner := owner_of(line.path)) and owner.is_page}
    for line in gone:
        owner = owner_of(line.path)
        if owner is None:
            yield search.no_record(line)
            continue
        if owner.case_number and (owner.key[1], owner.case_number) in items:
            continue  # it went with its item
        if search.answers(owner):
            yield search.below(line, owner)
        elif owner.key not in told and (owner.is_page or owner.key not in pages):
            told.add(owner.key)
            yield search.record(line, owner)


def _of_items(loose: list[LedgerLine], search: _Search) -> Iterator[Lost]:
    told = set()
    for line in loose:
        item = (search.page(line.path), line.anchor.removeprefix("vedtak-").removeprefix("sak-"))
        if item not in told:
            told.add(item)
            yield search.item(line)


class _Search:
    """Finds what had an address."""

    def __init__(
        self, portal: LinkedPortal, successors: Successors, moment: dt.datetime, history: History, gone: list[str]
    ) -> None:
        self._portal = portal
        self._successors = successors
        self._moment = moment
        self._records = {record.path: record for record in portal.records}
        self._history = history
        owners = [owner for path in gone if (owner := owner_of(path)) and not self.answers(owner)]
        self._lost = sorted({path_of(owner.key) for owner in owners} - {*self._records})
        self._known = {line.partition("#")[0] for line in portal.permalinks}

    def page(self, path: str) -> str:
        """The page that answers at a path."""
        return (self._successors.answer(path) or "").partition("#")[0]

    def answers(self, owner: AddressOwner) -> bool:
        return any(self._successors.answer(page) for page in owner.pages)

    # -- records

    def record(self, line: LedgerLine, owner: AddressOwner) -> Lost:
        """The page of a record that is gone, hidden or called otherwise, or what hangs on it."""
        path, page = path_of(owner.key), owner.page
        renamed = path if path in self._records else self._renamed.get(path)
        if renamed and (renamed == path or self._hold(renamed)):
            return self._hidden(line, path, renamed)
        if renamed:
            return _lost(
                line, "permalink_renamed", AliasProposal(renamed, page), address=page, path=path, other=renamed
            )
        if guess := self._guessed(owner):
            proposal = AliasProposal(guess, page, is_sure=False)
            return _lost(line, "permalink_maybe", proposal, address=page, path=path, other=guess)
        return _lost(line, "permalink_gone", address=page, path=path)

    @cached_property
    def _renamed(self) -> dict[str, str]:
        return self._history.successors(self._lost)

    def _hold(self, path: str) -> str | None:
        """Why a record is not published, if it is not: a key of the messages."""
        record = self._records[path]
        seen = visibility(record.facts, self._moment)
        if seen.is_hidden():
            return seen.value
        body = self._portal.graph.organisation(record.body_id) if record.kind is MEETING else None
        return "body" if body and visibility(body.facts, self._moment).is_hidden() else None

    def _hidden(self, line: LedgerLine, path: str, now: str) -> Lost:
        hold = self._hold(now) or "draft"
        if hold == "body":
            now = path_of((ORGANISATION.name, self._records[now].body_id))
        return _lost(line, f"permalink_{hold}", address=line.address.partition("#")[0], path=now)

    def _guessed(self, owner: AddressOwner) -> str | None:
        """Without a history: a record of the same kind that was never published under its own name, and is alike.

        A meeting is known by its numbers, all others by a like id.
        """
        new = [r for r in self._portal.records if r.kind.name == owner.key[0] and self._is_new(r)]
        if owner.key[0] == MEETING.name:
            old = {line.partition("#")[2] for line in self._portal.permalinks if line.startswith(f"{owner.page}#sak-")}
            same = [r for r in new if len(old) > 1 and old <= self._anchors(r)]
            return same[0].path if len(same) == 1 else None
        near = closest(owner.key[1], [record.id for record in new], cutoff=0.75)
        return next((record.path for record in new if record.id == near), None)

    def _is_new(self, record: Record[Any]) -> bool:
        own = owner_of(f"{record.kind.address}{record.id}/")
        return own is not None and not self._known & {*own.pages} and not self._hold(record.path)

    def _anchors(self, meeting: Record[Meeting]) -> set[str]:
        return {anchor for entry in self._portal.graph.agendas[meeting.id].entries for anchor in entry.all_anchors}

    # -- what hangs on a record, and what hangs on none

    def below(self, line: LedgerLine, owner: AddressOwner) -> Lost:
        """A file of a record that is there, or the number of an item that is not."""
        if owner.case_number:
            return _lost(line, "permalink_number", address=line.address)
        page = next(page for place in owner.pages if (page := self.page(place)))
        now = owner_of(page)
        path = path_of(now.key) if now else page
        return _lost(line, "permalink_file", address=line.address, name=owner.rest or owner.before, path=path)

    def no_record(self, line: LedgerLine) -> Lost:
        """A hand-written page, or an alias that somebody took away."""
        holder = self._history.holder_of(line.path.rstrip("/"))
        if holder is None:
            return _lost(line, "permalink_page", address=line.address)
        now = holder if holder in self._records else self._history.successors([holder]).get(holder)
        proposal = AliasProposal(now, line.path) if now and not self._hold(now) and alias_address(line.path) else None
        return _lost(line, "permalink_alias", proposal, address=line.address, path=now or holder)

    # -- items

    def item(self, line: LedgerLine) -> Lost:
        """An item that bears another number, or stands no more on the agenda of a meeting that is there."""
        page = self.page(line.path)
        owner = owner_of(page)
        assert owner is not None
        meeting = self._records[path_of(owner.key)]
        slug = line.anchor.removeprefix("vedtak-").removeprefix("sak-")
        old, title = self._former(meeting, path_of((owner_of(line.path) or owner).key), slug)
        values: dict[str, Any] = {"address": line.address, "path": meeting.path}
        index = self._same(meeting, old, title) if old else None
        if old is None or not old.number:
            index, is_sure, number = self._only_new(meeting, line.path, slug), False, _number(slug)
        else:
            is_sure, number = True, next((n for n in (old.number, *old.aliases) if number_slug(n) == slug), old.number)
        values["number"] = number
        now = meeting.facts.agenda[index].number if index is not None else None
        if index is None or now is None:
            return _lost(line, "permalink_item_titled" if title else "permalink_item", title=title or "", **values)
        code = "permalink_item_renumbered" if is_sure else "permalink_item_maybe"
        return _lost(line, code, AliasProposal(meeting.path, number, index, is_sure), now=now, **values)

    def _former(self, meeting: Record[Meeting], earlier: str, slug: str) -> tuple[AgendaItem | None, str | None]:
        """The item that bore a number last, and its title."""
        for path in dict.fromkeys((meeting.path, earlier)):
            for text in self._history.texts(path):
                record, _ = parse_text(text, path, MEETING, meeting.id)
                for item in record.facts.agenda if record else ():
                    if slug in map(number_slug, filter(None, (item.number, *item.aliases))):
                        return item, self._portal.graph.title_of_item(item)
        return None, None

    def _same(self, meeting: Record[Meeting], old: AgendaItem, title: str | None) -> int | None:
        """The one item of the meeting that has a case of the old one's, or else its title."""
        agenda, title_of = list(enumerate(meeting.facts.agenda)), self._portal.graph.title_of_item
        same = [n for n, item in agenda if not {*old.cases}.isdisjoint(item.cases)]
        same = same or [n for n, item in agenda if title and folded_title(title_of(item)) == folded_title(title)]
        return same[0] if len(same) == 1 else None

    def _only_new(self, meeting: Record[Meeting], path: str, slug: str) -> int | None:
        """Without a history: the one item whose number was never published, if only one number is missing."""
        known = {line.partition("#sak-")[2] for line in self._portal.permalinks if line.startswith(f"{path}#sak-")}
        borne = [{*map(number_slug, filter(None, (i.number, *i.aliases)))} for i in meeting.facts.agenda]
        new = [n for n, slugs in enumerate(borne) if slugs and not slugs & known]
        return new[0] if len(new) == 1 and known - set().union(*borne) == {slug} else None


def _lost(line: LedgerLine, code: str, proposal: AliasProposal | None = None, **values: object) -> Lost:
    return Lost(line, error(line.problem_place, code, **values), proposal)


def _number(slug: str) -> str:
    """A number that has the slug, as it is most often written: `05/21`."""
    return re.sub(r"^(\d+)-(\d+)$", r"\1/\2", slug)


def proposals_of(lost: list[Lost]) -> Mapping[str, list[AliasProposal]]:
    """What is proposed, by the file that it would be written in."""
    files: dict[str, list[AliasProposal]] = {}
    for one in lost:
        if one.proposal and one.proposal not in files.setdefault(one.proposal.path, []):
            files[one.proposal.path].append(one.proposal)
    return {path: files[path] for path in sorted(files)}
