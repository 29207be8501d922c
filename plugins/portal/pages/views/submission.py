"""The page where a case is submitted: a form that becomes a record in the reader's own browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, LazyView, View
from portal.derived.public import Record
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.model import addresses
from portal.model.kinds import CASE
from portal.model.organisation import Organisation
from portal.model.vocabulary import CaseType, Language, OrganisationKind

__all__ = ["BodyChoice", "Form", "FormChoice", "NamedOrganisation", "SubmissionPage", "read_form", "views"]

_TYPES = (CaseType.DISCUSSION, CaseType.DECISION, CaseType.INFORMATION)
"""What one can ask a body for, in the order in which a record names them: `D/V/O`."""


@dataclass(frozen=True)
class FormChoice:
    """A record that can be chosen: its id, and its title with the language of that."""

    id: str
    title: str
    lang: str


@dataclass(frozen=True)
class BodyChoice(FormChoice):
    """A body that can be asked to treat the case.

    `meeting` is its next meeting and `deadline` the last day for submitting to
    it; where that has gone by, `later` is the first meeting that still takes
    cases, and `later_deadline` the last day for that.
    """

    meeting: dt.date | None = None
    deadline: dt.date | None = None
    is_late: bool = False
    later: dt.date | None = None
    later_deadline: dt.date | None = None


@dataclass(frozen=True)
class NamedOrganisation(FormChoice):
    """An organisation that the submitter may belong to."""

    short: str = ""


@dataclass(frozen=True)
class Form:
    """All of the portal that the form shows.

    `languages` are those of the form, the site's own first; `of_records` are those that a record can say it is in;
    `email` is where the secretariat takes cases and `phone` where it answers, if that is known; `new_file` is where a
    record can be added to the portal's repository, and `taken` are the ids of public cases that
    a new one may not have.
    """

    languages: tuple[str, ...]
    of_records: tuple[str, ...]
    types: tuple[CaseType, ...]
    bodies: tuple[BodyChoice, ...]
    organisations: tuple[NamedOrganisation, ...]
    projects: tuple[FormChoice, ...]
    secretariat: Hyperlink | None
    email: str | None
    phone: str | None
    new_file: str | None
    taken: tuple[str, ...]


@dataclass(frozen=True)
class SubmissionPage:
    """The form, and the same as Word documents: each language, by its tag and its name, with where its document is."""

    form: Form
    documents: tuple[tuple[str, str, str], ...]


def views(context: Context) -> Iterator[LazyView]:
    """The form, unless a hand-written page stands at its address: that one is shown in its place."""
    if _has_form(context):
        yield LazyView(addresses.SUBMIT, partial(_view, context))


def _has_form(context: Context) -> bool:
    return addresses.SUBMIT not in context.portal.content.values()


def _view(context: Context) -> View:
    form = _form(context)
    names = ((lang, catalogue_for(lang).text("language.name").lower()) for lang in form.languages)
    documents = tuple((lang, name, addresses.word_form(lang)) for lang, name in names)
    return View(
        "submission.html",
        addresses.SUBMIT,
        context.t("front.submit"),
        SubmissionPage(form, documents),
        description=context.t("submit.lede"),
    )


def read_form(context: Context) -> Form | None:
    """What the form shows; `None` where a hand-written page stands in its place, and there is no form."""
    return _form(context) if _has_form(context) else None


def _form(context: Context) -> Form:
    portal = context.portal
    site = context.settings.lang
    known = context.facts.organisation
    secretariat = context.facts.secretariat
    contact = secretariat.facts.contact if secretariat else None
    bodies = [o for o in portal.organisations if known(o.id).is_open]
    bodies.sort(key=lambda o: (list(OrganisationKind).index(o.facts.kind), o.facts.title))
    return Form(
        languages=(site, *(lang for lang in LANGUAGES if lang != site)),
        of_records=tuple(lang.value for lang in Language),
        types=_TYPES,
        bodies=tuple(_body(context, body) for body in bodies),
        organisations=tuple(
            NamedOrganisation(o.id, context.title(o), context.lang_of(o.facts), o.facts.short or "")
            for o in sorted(portal.organisations, key=context.title)
        ),
        projects=tuple(
            FormChoice(p.id, context.title(p), context.lang_of(p.facts))
            for p in portal.projects
            if not (p.facts.phase and p.facts.phase.is_over())
        ),
        secretariat=context.link_to(secretariat) if secretariat else None,
        email=contact.email if contact else None,
        phone=contact.phone if contact else None,
        new_file=context.settings.new_file_url(),
        taken=_taken(context),
    )


def _taken(context: Context) -> tuple[str, ...]:
    """The public ids of cases of this year and those beside it."""
    years = tuple(f"{context.today.year + n}-" for n in (-1, 0, 1))
    ids = [case.id for case in context.portal.cases] + [closed.id for closed in context.facts.closed(CASE)]
    return tuple(sorted(id_ for id_ in ids if id_.startswith(years)))


def _body(context: Context, body: Record[Organisation]) -> BodyChoice:
    """A body with its next meeting, and the next one that a case can still be submitted to."""
    known = context.facts.organisation(body.id)
    deadline = known.next.submission if known.next else None
    is_late = deadline is not None and deadline.is_past
    later = known.next_open if is_late else None
    return BodyChoice(
        body.id,
        context.title(body),
        context.lang_of(body.facts),
        known.next.meeting.day if known.next else None,
        deadline.day if deadline else None,
        is_late,
        later.meeting.day if later else None,
        later.submission.day if later and later.submission else None,
    )
