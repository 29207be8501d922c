"""`portal show` of a record: its facts in words, on one screen, as an editor may know them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from portal.commands.editing.records import linked_records
from portal.derived.context import Context
from portal.derived.key_facts import KeyFact, case_facts, meeting_facts, project_facts
from portal.language.catalogue import catalogue_for
from portal.language.phrase import shortened
from portal.linked.graph import Handling
from portal.linked.portal import LinkedPortal
from portal.model.case import Case
from portal.model.clock import build_moment
from portal.model.kinds import KINDS
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.model.project import Project
from portal.public.publishing import Publisher
from portal.source.record import Record
from portal.source.settings import Settings

__all__ = ["tell_record"]

_MOST = 10
"""So many rows of a list stand on the screen."""
_LONGEST = 96


def tell_record(root: Path, settings: Settings, path: str) -> Iterator[str]:
    """The lines that tell of the record whose file is `path`; of a closed one, all that its file says of it."""
    _, portal = linked_records(root, settings)
    catalogue = catalogue_for(settings.lang)
    publisher = Publisher(catalogue.text("text.withheld"), preview=True)
    context = Context(publisher.publish(portal, build_moment()), settings, catalogue)
    record = next(one for one in portal.records if one.path == path)
    yield from map(_short, _Telling(context, portal, record).lines())


def _short(line: str) -> str:
    return shortened(line.replace("\u00a0", " "), _LONGEST)


class _Telling:
    """Puts a record into words."""

    def __init__(self, context: Context, portal: LinkedPortal, record: Record[Any]) -> None:
        self._context, self._portal, self._whole = context, portal, record
        self._record = context.portal.records.get(record.key, record)
        self._is_read = record.key in context.portal.records
        self._catalogue = context.catalogue

    def lines(self) -> Iterator[str]:
        catalogue, facts = self._catalogue, self._whole.facts
        named = facts.title or isinstance(facts, Meeting)
        yield self._context.title(self._record) if named else self._whole.id
        yield f"  {catalogue.text(f'kind.{self._whole.kind.name}')}: {self._whole.path}:1"
        yield f"  {catalogue.text('show.address')}: {self._whole.address}"
        if not self._is_read:
            yield f"  {catalogue.text('show.closed')}"
        for name, value in self._facts():
            yield f"  {name}: {value}"
        rows = [*self._rows()] if self._is_read else []
        yield from (f"    {row}" for row in rows[:_MOST])
        if len(rows) > _MOST:
            yield f"    {catalogue.count('show.more', len(rows) - _MOST)}"
        referring = [one.path for kind in KINDS for one in self._portal.graph.referring(kind, self._whole.key)]
        if referring:
            more = [catalogue.count("show.more", len(referring) - 1)] if len(referring) > 1 else []
            yield f"  {catalogue.text('show.referring')}: {' '.join([referring[0], *more])}"

    def _facts(self) -> Iterator[tuple[str, str]]:
        """The names and the words of the record's facts, its state first."""
        context, catalogue, record = self._context, self._catalogue, self._record
        if not self._is_read:
            return
        facts: tuple[KeyFact, ...] = ()
        state: Enum | None = None
        if isinstance(record.facts, Case):
            facts, state = case_facts(context, record), context.facts.case(record).state
        elif isinstance(record.facts, Meeting):
            facts, state = meeting_facts(context, record), context.facts.meeting(record).state
        elif isinstance(record.facts, Project):
            facts = project_facts(context, record)
        if state:
            yield catalogue.text("show.state"), context.state(state).text
        for fact in facts:
            values = [fact.url] if fact.url else [value.text for value in fact.values]
            yield catalogue.text(f"fact.{fact.key}"), ", ".join(filter(None, values))
        if isinstance(record.facts, Organisation):
            yield from self._organisation(record.facts)

    def _organisation(self, facts: Organisation) -> Iterator[tuple[str, str]]:
        context, catalogue = self._context, self._catalogue
        yield catalogue.text("show.kind"), catalogue.text(f"organisation_kind.{facts.kind.value}")
        if facts.short:
            yield catalogue.text("show.short"), facts.short
        if facts.parent and (parent := context.link(("organisation", facts.parent))):
            yield catalogue.text("fact.parent"), parent.text
        coming = [one for one in self._portal.graph.meetings_of(self._whole.id) if one.day >= context.today]
        if coming:
            yield catalogue.text("fact.next_meeting"), context.dates.day(coming[0].day)

    def _rows(self) -> Iterator[str]:
        """The agenda of a meeting, the route of a case, the latest items of a project, the members of a body."""
        graph, facts = self._context.portal, self._record.facts
        if isinstance(facts, Meeting):
            yield from (self._item(one) for one in graph.items(self._whole.id))
        elif isinstance(facts, Case):
            yield from (self._treated(one) for one in graph.route(self._whole.id))
        elif isinstance(facts, Project):
            yield from (self._treated(one) for one in reversed(graph.handlings_of_project(self._whole.id)))
        elif isinstance(facts, Organisation):
            for member in facts.members:
                position = self._catalogue.text(f"position.{member.position.value}") if member.position else ""
                yield ", ".join(filter(None, (member.name, position, member.role)))

    def _item(self, handling: Handling) -> str:
        item = handling.entry.item
        outcome = f": {self._context.state(item.outcome).text}" if item.outcome else ""
        name = self._context.item_name(handling)
        return f"{item.number or ''} {name}{outcome}".strip()

    def _treated(self, handling: Handling) -> str:
        day = self._context.dates.day(handling.meeting.day)
        body = self._portal.graph.organisation(handling.meeting.body_id)
        name = (body.facts.short or body.facts.title) if body else handling.meeting.body_id
        return f"{day}, {name}: {self._item(handling)}"
