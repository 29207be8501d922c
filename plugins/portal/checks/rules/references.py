"""References: every id exists, every link in a text leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Set
from urllib.parse import unquote

from portal.language.spelling import closest
from portal.linked.anchors import anchors_of
from portal.linked.portal import LinkedPortal
from portal.linked.targets import TargetKind
from portal.model.kinds import KINDS
from portal.model.problems import Problem, error, warning

_MOST_NEAR = 50  # a folder renamed breaks hundreds of links, and each search reads all paths
_FOLDERS = {kind.name: kind.folder for kind in KINDS}


def ids_exist(portal: LinkedPortal) -> Iterator[Problem]:
    """An id in a field that refers to a record is the id of one."""
    for record in portal.records:
        for reference in record.references:
            kind = reference.refers.kind
            if reference.refers.or_text or (kind, reference.value) in portal.known:
                continue
            place = record.marks.value(*reference.at)
            near = closest(reference.value, [id_ for k, id_ in portal.known if k == kind], cutoff=0.6)
            code = "unknown_id_near" if near else "unknown_id"
            yield error(place, code, found=reference.value, near=near, folder=_FOLDERS[kind])


def lists_name_once(portal: LinkedPortal) -> Iterator[Problem]:
    """A list names each record once, an organisation by whichever of its names."""
    names = portal.graph.names
    for record in portal.records:
        seen: set[tuple[object, ...]] = set()
        for reference in record.references:
            *field, index = reference.at
            named = (*field, (names.find(reference.value) if reference.refers.or_text else None) or reference.value)
            if isinstance(index, int) and named in seen:
                yield warning(record.marks.value(*reference.at), "named_twice", found=reference.value)
            seen.add(named)


def organisations_are_named(portal: LinkedPortal) -> Iterator[Problem]:
    """What has the form of an organisation's id is one; what nearly names an organisation is told."""
    names = portal.graph.names
    for record in portal.records:
        for reference in record.references:
            text = reference.value
            if not reference.refers.or_text or ("organisation", text) in portal.known or names.find(text):
                continue
            place = record.marks.value(*reference.at)
            near = names.near(text)
            if names.is_ambiguous(text):
                yield warning(place, "organisation_ambiguous", found=text)
            elif names.must_exist(text):
                code = "unknown_id_near" if near else "unknown_id"
                yield error(place, code, found=text, near=near, folder="organisations")
            elif near:
                yield warning(place, "organisation_near", found=text, near=near)


def meetings_have_a_body(portal: LinkedPortal) -> Iterator[Problem]:
    """The folder that a meeting lies in is the id of an organisation."""
    for meeting in portal.graph.meetings:
        if ("organisation", meeting.body_id) not in portal.known:
            near = closest(meeting.body_id, [id_ for kind, id_ in portal.known if kind == "organisation"], cutoff=0.6)
            code = "meeting_without_body_near" if near else "meeting_without_body"
            yield error(meeting.place, code, found=meeting.body_id, near=near)


def links_lead_somewhere(portal: LinkedPortal) -> Iterator[Problem]:
    """A relative link or image in a text leads to a record, a file of a record or a content page."""
    paths = portal.targets.paths()
    sought = 0
    for record in portal.records:
        for reference in record.outline.references:
            target = portal.targets.resolve(record.path, reference.target)
            if target.kind is TargetKind.ELSEWHERE:
                yield warning(reference.place, "image_elsewhere", found=reference.target)
            elif target.kind is TargetKind.OUTSIDE:
                yield error(reference.place, "link_outside", found=reference.target)
            elif target.kind is TargetKind.MISSING:
                sought += 1
                near = closest(target.path, paths, cutoff=0.7) if sought <= _MOST_NEAR else None
                code = "link_missing_near" if near else "link_missing"
                yield error(reference.place, code, found=unquote(reference.target), near=near)


def anchors_exist(portal: LinkedPortal) -> Iterator[Problem]:
    """The anchor of a link is one that its target has."""
    for record in portal.records:
        for reference in record.outline.references:
            target = portal.targets.resolve(record.path, reference.target)
            if target.kind is TargetKind.CONTENT:
                known: Set[str] = portal.content_anchors.get(target.path, frozenset())
            elif target.kind in (TargetKind.RECORD, TargetKind.HERE) and target.key is not None:
                known = anchors_of(portal.graph, target.key)
            else:
                continue
            if target.anchor and target.anchor not in known:
                near = closest(target.anchor, known, cutoff=0.6)
                code = "anchor_missing_near" if near else "anchor_missing"
                yield error(reference.place, code, found=target.anchor, path=target.path, near=near)


def cases_are_not_their_own_relatives(portal: LinkedPortal) -> Iterator[Problem]:
    """A case does not name itself among its related cases."""
    for case in portal.graph.cases:
        for index, id_ in enumerate(case.facts.related):
            if id_ == case.id:
                yield warning(case.marks.value("related", index), "related_to_itself")
