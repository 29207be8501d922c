"""Cases and projects as RecordFiles, with their Consultations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.derived.public import Closed, Key, Record
from portal.model.case import Case
from portal.model.kinds import CASE, ORGANISATION, PROJECT
from portal.model.project import Project
from portal.outputs.oparl.files import RecordFiles
from portal.outputs.oparl.source import BODY, Object, Source

__all__ = ["papers"]


def papers(
    source: Source, consultations: Mapping[Key, list[Object]], attached: Mapping[Key, RecordFiles]
) -> list[Object]:
    """The Paper of each case and project; `consultations` and `attached` are those of a record, by its key."""
    portal = source.portal
    found = [source.of(c, **_case(source, c), **_common(source, c, consultations, attached)) for c in portal.cases]
    found += [
        source.of(p, **_project(source, p), **_common(source, p, consultations, attached)) for p in portal.projects
    ]
    for kind in (CASE, PROJECT):
        found += [_exempt(source, closed, consultations) for closed in source.facts.closed(kind, is_exempt=True)]
        found += map(source.deleted, source.facts.closed(kind, is_exempt=False))
    return found


def _common(
    source: Source, record: Record[Any], consultations: Mapping[Key, list[Object]], attached: Mapping[Key, RecordFiles]
) -> Object:
    """The first attachment is the main file: editors name the paper itself first, what goes with it after."""
    files = attached[record.key].inside(attached[record.key].own)
    return {
        "body": source.url(BODY),
        "name": source.context.title(record),
        "mainFile": files[0] if files else None,
        "auxiliaryFile": files[1:],
        "consultation": consultations.get(record.key, []),
    }


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


def _exempt(source: Source, closed: Closed, consultations: Mapping[Key, list[Object]]) -> Object:
    return source.of(
        closed,
        body=source.url(BODY),
        name=source.context.title(closed),
        paperType=source.context.t(f"kind.{closed.kind.name}"),
        consultation=consultations.get(closed.key, []),
    )
