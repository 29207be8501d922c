"""What is exempt, and by which law. These rules look at the moment of the build, for laws come and go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from portal.language.dates import Calendar
from portal.law.laws import Citation, Law, all_laws, citations
from portal.linking.portal import LinkedPortal
from portal.problems import Place, Problem, warning
from portal.publication.visibility import in_force
from portal.record import Record
from portal.records.case import Case
from portal.records.common import Attachment, Exemption
from portal.records.meeting import Meeting
from portal.spelling import closest

__all__ = ["bases_are_in_force"]

_At = tuple[str | int, ...]


def bases_are_in_force(portal: LinkedPortal, moment: dt.datetime, lang: str) -> Iterator[Problem]:
    """The basis of an exemption that still holds names a section of a law in force, when the record is from and now."""
    for record in portal.records:
        for at, exemption in _exemptions(record):
            if in_force(exemption, moment):
                place = record.marks.value(*at, "basis")
                yield from _of_basis(place, exemption.basis, _day_of(record), moment.date(), lang)


def _exemptions(record: Record[Any]) -> Iterator[tuple[_At, Exemption]]:
    facts = record.facts
    if facts.exempt:
        yield ("exempt",), facts.exempt
    yield from _of_attachments(("attachments",), facts.attachments)
    for index, item in enumerate(facts.agenda if isinstance(facts, Meeting) else ()):
        if item.exempt:
            yield ("agenda", index, "exempt"), item.exempt
        yield from _of_attachments(("agenda", index, "attachments"), item.attachments)


def _of_attachments(at: _At, attachments: tuple[Attachment, ...]) -> Iterator[tuple[_At, Exemption]]:
    for index, attachment in enumerate(attachments):
        if attachment.exempt:
            yield (*at, index, "exempt"), attachment.exempt


def _day_of(record: Record[Any]) -> dt.date | None:
    """The day that a record is from, if it tells."""
    if isinstance(record.facts, Meeting):
        return record.day
    return record.facts.submitted if isinstance(record.facts, Case) else None


def _of_basis(place: Place, basis: str, then: dt.date | None, today: dt.date, lang: str) -> Iterator[Problem]:
    cited = citations(basis)
    if not cited:
        yield warning(place, "basis_unread", found=basis)
    for citation in cited:
        law = citation.law
        if law is None:
            yield _unknown(place, citation, lang)
        elif not law.holds(today):
            yield _not_in_force(place, citation, law, lang)
        elif not citation.is_known:
            known = ", ".join(law.sections)
            yield warning(place, "basis_section", found=citation.section, law=law.names[lang], known=known)
        elif then and not law.holds(then):
            yield _not_then(place, citation, law, then, lang)


def _unknown(place: Place, citation: Citation, lang: str) -> Problem:
    names = {name.casefold(): law for law in all_laws() for name in (*law.also, *law.names.values())}
    near = closest(citation.name.casefold(), names, cutoff=0.7) if citation.name else None
    found = f"{citation.name} § {citation.section}".strip()
    if near:
        return warning(place, "basis_unknown_near", found=found, near=f"{names[near].names[lang]} § {citation.section}")
    return warning(place, "basis_unknown", found=found)


def _not_in_force(place: Place, citation: Citation, law: Law, lang: str) -> Problem:
    found = f"{citation.name} § {citation.section}"
    if law.last is None:
        return warning(place, "basis_not_yet", found=found, law=law.title[lang])
    return warning(place, "basis_ended", found=found, law=law.title[lang], date=Calendar(lang).day(law.last))


def _not_then(place: Place, citation: Citation, law: Law, then: dt.date, lang: str) -> Problem:
    assert law.first is not None
    dates = Calendar(lang)
    found = f"{citation.name} § {citation.section}"
    return warning(place, "basis_later", found=found, first=dates.day(law.first), then=dates.day(then))
