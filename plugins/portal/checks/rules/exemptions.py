"""What is exempt, and by which law. What looks at laws looks at the moment of the build, for they come and go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from portal.language.dates import Calendar
from portal.language.spelling import closest
from portal.linked.portal import LinkedPortal
from portal.model.case import Case
from portal.model.common import Exemption
from portal.model.law.laws import Citation, all_laws, citations
from portal.model.meeting import Meeting
from portal.model.problems import Place, Problem, warning
from portal.model.references import parts
from portal.public.visibility import in_force
from portal.source.record import Record

__all__ = ["bases_are_in_force"]


def bases_are_in_force(portal: LinkedPortal, moment: dt.datetime, lang: str) -> Iterator[Problem]:
    """The basis of an exemption that still holds names a section of a law in force, when the record is from and now."""
    for record in portal.records:
        for at, exemption in parts(record.facts, Exemption):
            if in_force(exemption, moment):
                place = record.marks.value(*at, "basis")
                yield from _of_basis(place, exemption.basis, _day_of(record), moment.date(), lang)


def _day_of(record: Record[Any]) -> dt.date | None:
    """The day that a record is from, if it tells."""
    if isinstance(record.facts, Meeting):
        return record.day
    return record.facts.submitted if isinstance(record.facts, Case) else None


def _of_basis(place: Place, basis: str, then: dt.date | None, today: dt.date, lang: str) -> Iterator[Problem]:
    cited, dates = citations(basis), Calendar(lang)
    if not cited:
        yield warning(place, "basis_unread", found=basis)
    for citation in cited:
        law, found = citation.law, f"{citation.name} § {citation.section}".strip()
        if law is None:
            near = _near(citation, lang)
            yield warning(place, "basis_unknown_near" if near else "basis_unknown", found=found, near=near)
        elif not law.holds(today) and law.last is None:
            yield warning(place, "basis_not_yet", found=found, law=law.title(lang))
        elif not law.holds(today) and law.last is not None:
            yield warning(place, "basis_ended", found=found, law=law.title(lang), date=dates.day(law.last))
        elif not citation.is_known:
            known = ", ".join(law.sections)
            yield warning(place, "basis_section", found=citation.section, law=law.name(lang), known=known)
        elif then and law.first and not law.holds(then):
            yield warning(place, "basis_later", found=found, first=dates.day(law.first), then=dates.day(then))


def _near(citation: Citation, lang: str) -> str | None:
    """The section of a law that is called nearly as the one which is cited."""
    names = {name: law for law in all_laws() for name in law.names()}
    near = closest(citation.name.casefold(), names, cutoff=0.7) if citation.name else None
    return f"{names[near].name(lang)} § {citation.section}" if near else None
