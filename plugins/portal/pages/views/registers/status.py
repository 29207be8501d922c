"""What is missing before publishing: everything that an editor should mend, each line with its record."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any, Generic, TypeVar

from portal.derived.context import Context
from portal.derived.known import CaseFacts
from portal.derived.labels import StateLabel
from portal.derived.parts import Hyperlink, LazyView, Paper, TaskRow, View
from portal.derived.plans import MeasureFacts
from portal.derived.representation import Representation
from portal.derived.undertakings import MeasureRow, measure_row
from portal.language.catalogue import catalogue_for
from portal.model import addresses
from portal.model.kinds import AGREEMENT, ORGANISATION, PLAN
from portal.model.meeting import Meeting
from portal.model.vocabulary import MeetingState
from portal.pages.views import bounds
from portal.pages.views.agreement import AgreementRow, agreement_row
from portal.pages.views.bounds import Side, described, fits, sides, titled
from portal.pages.views.project import ProjectRow, project_row
from portal.pages.views.registers.follow_ups import Loose, loose_decision
from portal.pages.views.representation import lacks
from portal.pages.views.rows import MeetingRow, meeting_row

__all__ = ["StatusPage", "views"]

R = TypeVar("R")
_OF_KINDS = {"reviews": AGREEMENT, "approvals": AGREEMENT, "measures": PLAN}
"""The lists of records of kinds that a portal may be without, by their fields."""


@dataclass(frozen=True)
class WaitingCase:
    """A case that no coming meeting treats, and the bodies that it waits for."""

    title: Hyperlink
    state: StateLabel
    bodies: tuple[Hyperlink, ...]


@dataclass(frozen=True)
class LockedPaper:
    """A paper that is not known to be readable by all, or that is named but not published."""

    paper: Paper
    record: Hyperlink


@dataclass(frozen=True)
class LackingBody:
    """A body that is not whole, or met without a quorum: what is lacking, a line each."""

    body: Hyperlink
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Unplaced:
    """A measure that lacks somebody responsible, a date, or a case or project, and in words which of them."""

    measure: MeasureRow
    lacks: str


@dataclass(frozen=True)
class Unreached:
    """Why somebody cannot be reached as the site says, and who that is; no one where nobody is there."""

    who: Hyperlink | None
    why: str


@dataclass(frozen=True)
class Mend(Generic[R]):
    """A line of what is to be mended; for editors, in the preview, the file in which it is, and where it is edited.

    `path` is empty for the public; `url` is not known of every portal.
    """

    row: R
    path: str
    url: str | None


@dataclass(frozen=True)
class LanguageShare:
    """How many records are in a written language, and how many that is of a hundred."""

    name: str
    number: int
    percent: int


@dataclass(frozen=True)
class Part(Generic[R]):
    """A list of what is to be mended: some of so many lines, and what it is called in addresses."""

    name: str
    rows: tuple[Mend[R], ...]
    number: int

    @property
    def address(self) -> str:
        return addresses.status_part(self.name)


@dataclass(frozen=True)
class StatusPage:
    """What an editor should mend, and the written languages of all `number` records; or one `side` of one `part`.

    `report_days` is the age in days at which a report is too old; `next_release` is when something held back is due.
    """

    contact: Part[Unreached] | None
    agendas: Part[MeetingRow] | None
    minutes: Part[MeetingRow] | None
    drafts: Part[MeetingRow] | None
    waiting: Part[WaitingCase] | None
    overdue: Part[TaskRow] | None
    reports: Part[ProjectRow] | None
    papers: Part[LockedPaper] | None
    loose: Part[Loose] | None
    representation: Part[LackingBody] | None
    reviews: Part[AgreementRow] | None
    approvals: Part[AgreementRow] | None
    measures: Part[Unplaced] | None
    report_days: int
    languages: tuple[LanguageShare, ...]
    number: int
    next_release: dt.datetime | None
    part: str = ""
    side: Side | None = None


Line = tuple[Callable[[], Any], str]
"""What makes the row of a line, and the path of the file in which it is to be mended."""


def views(context: Context) -> Iterator[LazyView]:
    """The status page; where that is too long for all lines, the sides of each of its lists besides."""
    is_long = _is_long(context)
    yield LazyView(addresses.STATUS, partial(_view, context, bounds.FEW if is_long else None))
    for field, name, lines in _PARTS if is_long else ():
        if not _is_there(context, field):
            continue
        for side in sides(addresses.status_part(name), sum(1 for _ in lines(context))):
            yield LazyView(side.address, partial(_part_view, context, field, name, side))


def _is_long(context: Context) -> bool:
    """Whether there are more lines than a page can hold; no more of them are looked for."""
    lines = chain.from_iterable(lines(context) for _, _, lines in _PARTS)
    return not fits(sum(1 for _ in islice(lines, bounds.MOST + 1)))


def _view(context: Context, most: int | None) -> View:
    parts: dict[str, Any] = {
        field: _part(context, name, lines(context), slice(0, most)) if _is_there(context, field) else None
        for field, name, lines in _PARTS
    }
    return View(
        "register/status.html",
        addresses.STATUS,
        context.t("status.title"),
        StatusPage(
            **parts,
            report_days=context.settings.report_days,
            languages=_languages(context),
            number=len(context.portal.records),
            next_release=context.portal.next_release,
        ),
        description=context.t("status.lede"),
    )


def _is_there(context: Context, field: str) -> bool:
    """Whether a list is of something that the portal has: a kind of records, bodies that say who is to sit on them."""
    if field == "representation":
        return any(map(context.facts.representation, (one.id for one in context.portal.organisations)))
    return field not in _OF_KINDS or context.portal.has(_OF_KINDS[field])


def _part_view(context: Context, field: str, name: str, side: Side) -> View:
    lines = {field: lines for field, _, lines in _PARTS}
    shown = _part(context, name, lines[field](context), slice(side.first - 1, side.last))
    parts: dict[str, Any] = dict.fromkeys(lines) | {field: shown}
    days = context.settings.report_days
    named = {"loose": "lacks.title"}.get(field, f"status.{field}")
    title = context.catalogue.count(named, days) if field == "reports" else context.t(named)
    return View(
        "register/status.html",
        side.address,
        titled(context, title, side),
        StatusPage(
            **parts,
            report_days=days,
            languages=(),
            number=0,
            next_release=None,
            part=field,
            side=side,
        ),
        description=described(context, context.t("status.of_part", part=title), side),
        crumbs=(Hyperlink(context.t("status.title"), addresses.STATUS),),
    )


def _part(context: Context, name: str, lines: Iterable[Line], shown: slice) -> Part[Any]:
    every = list(lines)
    told = context.portal.is_preview
    url_of = context.settings.edit_url
    rows = (Mend(make(), path if told else "", url_of(path) if told else None) for make, path in every[shown])
    return Part(name, tuple(rows), len(every))


def _languages(context: Context) -> tuple[LanguageShare, ...]:
    found = Counter(context.lang_of(record.facts) for record in context.portal.records.values())
    return tuple(
        LanguageShare(catalogue_for(lang).text("language.name"), number, round(100 * number / found.total()))
        for lang, number in sorted(found.items())
    )


def _late(context: Context, wanted: MeetingState) -> list[Line]:
    """The meetings in a state that lack what should be there by now; minutes should, where there is no deadline."""
    known = [one for one in map(context.facts.meeting, context.portal.meetings) if one.state is wanted]
    needs_deadline = wanted is not MeetingState.AWAITING_MINUTES
    lacking = [one for one in known if one.is_late or not (needs_deadline or one.missing)]
    return [
        (partial(meeting_row, context, one.meeting), one.record.path)
        for one in sorted(lacking, key=lambda one: not one.is_late)
        if one.record
    ]


def _waiting_case(context: Context, known: CaseFacts) -> WaitingCase:
    bodies = tuple(context.body(id_) for id_ in known.waits_for)
    return WaitingCase(context.link_to(known.case), context.state(known.state), bodies)


def _drafts(context: Context) -> Iterator[Line]:
    for meeting in context.portal.meetings:
        if context.facts.meeting(meeting).is_unapproved:
            yield partial(meeting_row, context, meeting), meeting.path


def _waiting(context: Context) -> Iterator[Line]:
    for known in map(context.facts.case, context.portal.cases):
        if known.is_waiting:
            yield partial(_waiting_case, context, known), known.case.path


def _overdue(context: Context) -> Iterator[Line]:
    """The follow-ups that are overdue, the oldest first."""
    for known in sorted(context.facts.follow_ups, key=lambda one: one.days or 0):
        if known.is_overdue:
            yield partial(context.task, known.task), known.task.record.path


def _reports(context: Context) -> Iterator[Line]:
    for known in map(context.facts.project, context.portal.projects):
        if known.is_report_due:
            yield partial(project_row, context, known), known.project.path


def _loose(context: Context) -> Iterator[Line]:
    for known in context.facts.lacking:
        yield partial(loose_decision, context, known), known.handling.meeting.path


def _representation(context: Context) -> Iterator[Line]:
    """The bodies that lack somebody, or met without a quorum."""
    for organisation in context.portal.organisations:
        known = context.facts.representation(organisation.id)
        if known and known.lacks:
            yield partial(_lacking_body, context, known), organisation.path


def _lacking_body(context: Context, known: Representation) -> LackingBody:
    return LackingBody(context.link_to(known.organisation), lacks(context, known))


def _papers(context: Context) -> Iterator[Line]:
    for record in context.portal.records.values():
        attachments = [*record.facts.attachments]
        if isinstance(record.facts, Meeting):
            attachments += [a for h in context.portal.items(record.id) for a in h.entry.item.attachments]
        for paper in context.papers(record, tuple(attachments)):
            if paper.exemption is None and paper.accessible != "yes":
                yield partial(LockedPaper, paper, context.link_to(record)), record.path


def _reviews(context: Context) -> Iterator[Line]:
    """The agreements that should have been looked at again, the oldest first."""
    for known in sorted(context.facts.agreements, key=lambda one: one.review_days or 0):
        if known.is_review_overdue:
            yield partial(agreement_row, context, known), known.agreement.path


def _approvals(context: Context) -> Iterator[Line]:
    for known in context.facts.agreements:
        if known.lacking:
            yield partial(agreement_row, context, known), known.agreement.path


def _measures(context: Context) -> Iterator[Line]:
    for plan in context.facts.plans:
        for known in plan.measures:
            if known.lack:
                yield partial(_unplaced, context, known), plan.plan.path


def _unplaced(context: Context, known: MeasureFacts) -> Unplaced:
    lack = known.lack
    names = [name for name in ("responsible", "due", "case") if getattr(lack, name)]
    lacks = context.catalogue.listed([context.t(f"measure.lacks_{name}") for name in names])
    return Unplaced(measure_row(context, known), lacks)


def _contact(context: Context) -> Iterator[Line]:
    """What keeps readers from reaching the secretariat as the site says that they can."""
    secretariat = context.facts.secretariat
    if secretariat is None:
        yield partial(Unreached, None, context.t("status.no_secretariat")), ORGANISATION.folder
    elif not (secretariat.facts.contact and secretariat.facts.contact.email):
        row = partial(Unreached, context.link_to(secretariat), context.t("status.no_mailbox"))
        yield row, secretariat.path


_PARTS: tuple[tuple[str, str, Callable[[Context], Iterable[Line]]], ...] = (
    ("overdue", "frist", _overdue),
    ("loose", "utan", _loose),
    ("papers", "papir", _papers),
    ("waiting", "ventar", _waiting),
    ("agendas", "saklister", partial(_late, wanted=MeetingState.PLANNED)),
    ("minutes", "referat", partial(_late, wanted=MeetingState.AWAITING_MINUTES)),
    ("drafts", "utkast", _drafts),
    ("reports", "rapportar", _reports),
    ("representation", "sete", _representation),
    ("reviews", "gjennomgang", _reviews),
    ("approvals", "godkjenning", _approvals),
    ("measures", "tiltak", _measures),
    ("contact", "kontakt", _contact),
)
"""The lists by their fields, with what they are called in addresses; those first whose lines are found soonest."""
