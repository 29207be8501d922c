"""Cases, projects and all that is neither a meeting nor an organisation as Papers, with their Consultations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from portal.derived.public import Closed, Key, Record
from portal.model.case import Case
from portal.model.kinds import CASE, KINDS, ORGANISATION, PROJECT, Kind, kind_named
from portal.model.project import Project
from portal.outputs.oparl.files import RecordFiles
from portal.outputs.oparl.source import BODY, LazyObject, Object, Source

__all__ = ["papers"]


Consultations = Mapping[Key, list[LazyObject]]
"""The Consultations of a record, by its key."""


def papers(source: Source, consultations: Consultations, attached: Callable[[Key], RecordFiles]) -> list[LazyObject]:
    """The Paper of each record that is one; `attached` gives the Files of a record."""
    found: list[LazyObject] = []
    for kind in (kind for kind in KINDS if kind.oparl == "Paper"):
        exempt, retracted = (source.facts.closed(kind, is_exempt=is_exempt) for is_exempt in (True, False))
        make = partial(_paper, source, consultations, attached)
        found += [source.lazy(one, make) for one in source.portal.of_kind(kind)]
        found += [source.lazy(closed, partial(_exempt, source, consultations)) for closed in exempt]
        found += [source.lazy(closed, source.deleted) for closed in retracted]
    return found


def _paper(
    source: Source,
    consultations: Consultations,
    attached: Callable[[Key], RecordFiles],
    record: Record[Any],
) -> Object:
    """The first attachment is the main file: editors name the paper itself first, what goes with it after."""
    found = attached(record.key)
    files = found.inside(found.own)
    return source.of(
        record,
        **_OF_KIND.get(record.kind, _any)(source, record),
        body=source.url(BODY),
        name=source.context.title(record),
        mainFile=files[0] if files else None,
        auxiliaryFile=files[1:],
        consultation=list(map(source.object, consultations.get(record.key, []))),
    )


def _case(source: Source, case: Record[Case]) -> Object:
    facts, portal = case.facts, source.portal
    numbers = source.context.facts.numbers_of_case(case.id)
    related = [*facts.related, *(other.id for other in portal.cases_naming(case.id))]
    types = source.context.types(facts.type or ())
    return {
        "reference": facts.archive_ref or next(iter(numbers), None),
        "date": facts.submitted.isoformat() if facts.submitted else None,
        "paperType": types or source.context.t(f"kind.{CASE.name}"),
        "relatedPaper": source.references(CASE.name, related),
        "superordinatedPaper": source.references(PROJECT.name, [facts.project]),
        "originatorOrganization": source.party(facts.submitted_by.organisation if facts.submitted_by else None),
        "underDirectionOf": source.references(ORGANISATION.name, facts.for_bodies),
    }


def _project(source: Source, project: Record[Project]) -> Object:
    facts = project.facts
    return {
        "reference": facts.archive_ref,
        "paperType": source.context.t(f"kind.{PROJECT.name}"),
        "subordinatedPaper": source.references(CASE.name, [c.id for c in source.portal.cases_of_project(project.id)]),
        "originatorOrganization": source.party(facts.owner),
        "underDirectionOf": source.references(ORGANISATION.name, [facts.steering]),
    }


def _any(source: Source, record: Record[Any]) -> Object:
    """A record of a kind that has nothing else to tell: the Papers and the Organizations that it refers to."""
    named = dict.fromkeys(filter(None, map(source.portal.target_of, record.references)))
    papers = [key for key in named if kind_named(key[0]).oparl == "Paper"]
    bodies = [id_ for kind, id_ in named if kind == ORGANISATION.name]
    return {
        "reference": record.facts.archive_ref,
        "paperType": source.context.t(f"kind.{record.kind.name}"),
        "relatedPaper": [url for key in papers for url in source.references(key[0], [key[1]])],
        "underDirectionOf": source.references(ORGANISATION.name, bodies),
    }


_OF_KIND: dict[Kind, Callable[[Source, Record[Any]], Object]] = {CASE: _case, PROJECT: _project}


def _exempt(source: Source, consultations: Consultations, closed: Closed) -> Object:
    return source.of(
        closed,
        body=source.url(BODY),
        name=source.context.title(closed),
        paperType=source.context.t(f"kind.{closed.kind.name}"),
        consultation=list(map(source.object, consultations.get(closed.key, []))),
    )
