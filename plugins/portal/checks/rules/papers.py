"""Papers: every file that a record names lies in its folder, and every file there is named."""

from __future__ import annotations

from collections.abc import Iterator

from portal.language.spelling import closest
from portal.linked.portal import LinkedPortal
from portal.linked.signed_minutes import NAMES, has_signature
from portal.linked.targets import TargetKind
from portal.model.common import Attachment
from portal.model.problems import Place, Problem, error, warning
from portal.model.references import parts
from portal.model.values import FILE_TYPES


def attached_files_are_there(portal: LinkedPortal) -> Iterator[Problem]:
    """A file that an attachment names lies in the record's own folder, and is no symbolic link."""
    for record in portal.records:
        for at, attachment in parts(record.facts, Attachment):
            if attachment.file is None:
                continue
            place = record.marks.value(*at, "file")
            stored = record.files.get(attachment.file)
            if stored is None:
                near = closest(attachment.file, record.files)
                code = "attachment_missing_near" if near else "attachment_missing"
                yield error(place, code, found=attachment.file, folder=record.folder, near=near)
            elif stored.is_link:
                yield error(place, "symbolic_link")


def linked_files_may_be_published(portal: LinkedPortal) -> Iterator[Problem]:
    """A file that a text links to or shows is of a type that may be published, and is no symbolic link."""
    for record in portal.records:
        for reference in record.outline.references:
            target = portal.targets.resolve(record.path, reference.target)
            if target.kind is not TargetKind.FILE or target.key is None:
                continue
            if target.name.rpartition(".")[2].lower() not in FILE_TYPES:
                yield error(reference.place, "linked_file_type", found=target.name, types=", ".join(FILE_TYPES))
            elif portal.graph.records[target.key].files[target.name].is_link:
                yield error(reference.place, "symbolic_link")


def files_are_named(portal: LinkedPortal) -> Iterator[Problem]:
    """A file in a record's folder is named by an attachment or by a text; else it is not published."""
    linked = {
        (target.key, target.name)
        for record in portal.records
        for reference in record.outline.references
        if (target := portal.targets.resolve(record.path, reference.target)).kind is TargetKind.FILE
    }
    for record in portal.records:
        named = {attachment.file for _, attachment in parts(record.facts, Attachment)}
        named |= {*NAMES} if has_signature(record) else set()
        for name, stored in record.files.items():
            if name not in named and (record.key, name) not in linked:
                yield warning(Place(stored.path), "file_not_named", record=record.path)


def answers_are_attached(portal: LinkedPortal) -> Iterator[Problem]:
    """The answer of a case to a letter is one of its attachments."""
    for case in portal.graph.cases:
        answer, titles = case.facts.answer, [one.title for one in case.facts.attachments]
        if answer and answer not in titles:
            near = closest(answer, titles, cutoff=0.6)
            yield warning(
                case.marks.value("answer"), "answer_unknown_near" if near else "answer_unknown", found=answer, near=near
            )
