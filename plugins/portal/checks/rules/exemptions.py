"""What is exempt, and by which law. What looks at laws looks at the moment of the build, for they come and go."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from portal.language.dates import Calendar
from portal.language.spelling import closest
from portal.linked.portal import LinkedPortal
from portal.model.case import Case
from portal.model.common import Attachment, Exemption
from portal.model.law.laws import Citation, Law, all_laws, citations
from portal.model.meeting import Meeting
from portal.model.problems import Place, Problem, warning
from portal.public.visibility import in_force
from portal.source.record import Record

__all__ = ["RULES", "bases_are_in_force"]

_At = tuple[str | int, ...]
_HELD_BACK = (
    r"(?:unn(?:tatt|atekn?e|teken)\s+(?:(?:frå|fra|for)\s+)?off(?:entle?i?g(?:heit|het)|\.)|u\.?\s?off\b\.?"
    r"|(?:strengt\s+)?(?:fortr[ou]l[ei]g|konfidensie(?:ll|lt))|ikk?j?e\s+offentle?i?g)"
)
_IN_WORDS = re.compile(
    rf"\W*(?P<first>{_HELD_BACK})(?=\s*(?:$|[:,–—(\[)\]]|-\s))|.*(?:[(\[,:–—]|\s-)\s*(?P<last>{_HELD_BACK})[)\]!.\s]*$",
    re.IGNORECASE,
)
"""That something is held back, told by itself before or behind a title, and not as a part of it."""


def bases_are_in_force(portal: LinkedPortal, moment: dt.datetime, lang: str) -> Iterator[Problem]:
    """The basis of an exemption that still holds names a section of a law in force, when the record is from and now."""
    for record in portal.records:
        for at, exemption in _exemptions(record):
            if in_force(exemption, moment):
                place = record.marks.value(*at, "basis")
                yield from _of_basis(place, exemption.basis, _day_of(record), moment.date(), lang)


def titles_hold_nothing_back(portal: LinkedPortal) -> Iterator[Problem]:
    """What is said to be exempt in a title is exempt by its field, for only the field holds anything back."""
    for record in portal.records:
        if not (record.facts.exempt or record.facts.draft or record.facts.retracted):
            for at, title in _titles_shown(record):
                if match := _IN_WORDS.match(title):
                    word = match["first"] or match["last"]
                    yield warning(record.marks.value(*at), "exempt_in_words", found=word)


def _titles_shown(record: Record[Any]) -> Iterator[tuple[_At, str]]:
    """The titles of a record, of its attachments and of its items, but for what is exempt."""
    facts = record.facts
    named: list[tuple[_At, Any]] = [((), facts)]
    named += [(("attachments", index), attachment) for index, attachment in enumerate(facts.attachments)]
    for index, item in enumerate(facts.agenda if isinstance(facts, Meeting) else ()):
        if not item.exempt:
            named.append((("agenda", index), item))
            named += [(("agenda", index, "attachments", n), paper) for n, paper in enumerate(item.attachments)]
    for at, one in named:
        if one.title and not one.exempt:
            yield (*at, "title"), one.title


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
            yield warning(place, "basis_section", found=citation.section, law=law.name(lang), known=known)
        elif then and not law.holds(then):
            yield _not_then(place, citation, law, then, lang)


def _unknown(place: Place, citation: Citation, lang: str) -> Problem:
    names = {name: law for law in all_laws() for name in law.names()}
    near = closest(citation.name.casefold(), names, cutoff=0.7) if citation.name else None
    found = f"{citation.name} § {citation.section}".strip()
    if near:
        return warning(place, "basis_unknown_near", found=found, near=f"{names[near].name(lang)} § {citation.section}")
    return warning(place, "basis_unknown", found=found)


def _not_in_force(place: Place, citation: Citation, law: Law, lang: str) -> Problem:
    found = f"{citation.name} § {citation.section}"
    if law.last is None:
        return warning(place, "basis_not_yet", found=found, law=law.title(lang))
    return warning(place, "basis_ended", found=found, law=law.title(lang), date=Calendar(lang).day(law.last))


def _not_then(place: Place, citation: Citation, law: Law, then: dt.date, lang: str) -> Problem:
    assert law.first is not None
    dates = Calendar(lang)
    found = f"{citation.name} § {citation.section}"
    return warning(place, "basis_later", found=found, first=dates.day(law.first), then=dates.day(then))


RULES = (titles_hold_nothing_back,)
