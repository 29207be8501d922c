"""What the search tells of each page beside its words: what it is, whose, when, and how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from portal.derived.context import Context
from portal.derived.labels import StateLabel
from portal.derived.public import Closed, Record
from portal.derived.themes import themes_of_item
from portal.model.agreement import Agreement
from portal.model.case import Case
from portal.model.kinds import AGREEMENT, CASE, MEETING, ORGANISATION, PLAN, PROJECT, Kind
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.model.plan import Plan
from portal.model.project import Project
from portal.model.vocabulary import CaseType
from portal.outputs.search.names import name_sign
from portal.source.content import ContentPage

__all__ = ["SearchEntry", "entries"]


@dataclass(frozen=True)
class SearchEntry:
    """A page as a result: words in the site's language, for people.

    `form` is the name of the record's kind, or `page`; `numbers` are a case's or a meeting's; `day` sorts and
    `when` is shown; `title_lang` and `lang` are the languages of the title and of the text, where they are not
    the site's; `sign` is that of a page which is found by its name.
    """

    form: str
    kind: str
    title: str
    state: StateLabel | None = None
    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    types: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    day: dt.date | None = None
    when: str = ""
    numbers: tuple[str, ...] = ()
    archive_ref: str = ""
    title_lang: str = ""
    lang: str = ""
    sign: str = ""


def entries(context: Context, content: Iterable[ContentPage]) -> dict[str, Callable[[], SearchEntry]]:
    """Every page that is searched, by address: the records', those that are exempt, and the hand-written ones.

    Each entry is made when it is asked for.
    """
    kind = context.t("search.kind_page")
    return {
        **{record.address: partial(_of_record, context, record) for record in context.portal.records.values()},
        **{closed.address: partial(_of_closed, context, closed) for closed in context.facts.closed(is_exempt=True)},
        **{page.address: partial(SearchEntry, "page", kind, page.title) for page in content if page.is_searched},
    }


def _of_record(context: Context, record: Record[Any]) -> SearchEntry:
    facts = record.facts
    own = _OF_KIND.get(record.kind, _of_any)(context, record)
    lang = context.foreign(facts) or ""
    made = isinstance(facts, Meeting) and not facts.title
    shared = {"archive_ref": facts.archive_ref or "", "lang": lang, "title_lang": "" if made else lang}
    shared["themes"] = _themes(context, record)
    return SearchEntry(title=context.title(record), **{**own, **shared})


def _themes(context: Context, record: Record[Any]) -> tuple[str, ...]:
    """The themes that a record names, and of a meeting those of its items too."""
    items = context.portal.items(record.id) if record.kind is MEETING else ()
    of_items = {id_ for item in items for id_ in themes_of_item(context.portal, item)}
    named = of_items.union(record.facts.themes)
    return tuple(context.theme(one).text for one in context.portal.themes if one.id in named)


def _of_case(context: Context, case: Record[Case]) -> dict[str, Any]:
    facts, route = case.facts, context.portal.route(case.id)
    days = [handling.meeting.day for handling in route]
    day = max((one.meeting.day for one in context.facts.case(case).treated), default=facts.submitted)
    return {
        "form": CASE.name,
        "kind": context.t("kind.case"),
        "state": context.state(context.facts.case(case).state),
        "bodies": _bodies(context, (*(id_ for one in route for id_ in one.meeting.body_ids), *facts.for_bodies)),
        "years": _years((*days, facts.submitted)),
        "types": _types(context, facts.type or ()),
        "day": day,
        "when": context.dates.day(day) if day else "",
        "numbers": context.facts.numbers_of_case(case.id),
    }


def _of_meeting(context: Context, meeting: Record[Meeting]) -> dict[str, Any]:
    found = context.facts.meeting(meeting)
    types = [type_ for item in found.items for type_ in item.types]
    return {
        "form": MEETING.name,
        "kind": context.t("kind.meeting"),
        "state": context.state(found.state) if found.state else None,
        **_when_and_whose(context, meeting),
        "types": _types(context, types),
        "numbers": (meeting.facts.number,) if meeting.facts.number else (),
    }


def _when_and_whose(context: Context, meeting: Record[Meeting] | Closed) -> dict[str, Any]:
    """What is told of every meeting, be it exempt."""
    return {
        "bodies": _bodies(context, meeting.body_ids),
        "years": (meeting.day.year,),
        "day": meeting.day,
        "when": context.dates.day(meeting.day),
    }


def _of_project(context: Context, project: Record[Project]) -> dict[str, Any]:
    facts = project.facts
    latest = context.facts.project(project).report
    period = [edge.first.year for edge in (facts.period.start, facts.period.to) if edge] if facts.period else []
    return {
        "form": PROJECT.name,
        "kind": context.t("kind.project"),
        "sign": name_sign(project.address),
        "state": context.state(facts.phase) if facts.phase else None,
        "bodies": _bodies(context, (facts.steering,) if facts.steering else ()),
        "years": tuple(sorted({*period, *(report.date.year for report in facts.reports)})),
        "day": latest.date if latest else None,
        "when": context.dates.day(latest.date) if latest else "",
    }


def _of_organisation(context: Context, organisation: Record[Organisation]) -> dict[str, Any]:
    is_body = organisation.facts.kind.is_body()
    return {
        "form": ORGANISATION.name,
        "kind": context.t("search.kind_body" if is_body else "search.kind_partner"),
        "sign": name_sign(organisation.address),
        "bodies": _bodies(context, (organisation.id,)) if is_body else (),
    }


def _of_agreement(context: Context, agreement: Record[Agreement]) -> dict[str, Any]:
    facts = agreement.facts
    start = facts.in_force.start if facts.in_force else None
    return {
        **_of_any(context, agreement),
        "state": context.state(context.facts.agreement(agreement).state),
        "years": _years([start]),
        "day": start,
        "when": context.dates.day(start) if start else "",
        "numbers": (facts.number,) if facts.number else (),
    }


def _of_plan(context: Context, plan: Record[Plan]) -> dict[str, Any]:
    facts = plan.facts
    edges = (facts.period.start, facts.period.to) if facts.period else ()
    return {
        "form": PLAN.name,
        "kind": context.t("kind.plan"),
        "bodies": _bodies(context, (facts.organisation,) if facts.organisation else ()),
        "years": tuple(sorted({edge.first.year for edge in edges if edge})),
    }


def _of_any(context: Context, record: Record[Any]) -> dict[str, Any]:
    """What is told of a record of a kind that has nothing else to tell: its own dates, and the bodies that it names."""
    days = [day for day in context.facts.days_of(record) if context.facts.has_come(day)]
    named = (context.portal.target_of(reference) for reference in record.references)
    return {
        "form": record.kind.name,
        "kind": context.t(f"kind.{record.kind.name}"),
        "bodies": _bodies(context, (key[1] for key in named if key and key[0] == ORGANISATION.name)),
        "years": _years(days),
        "day": max(days, default=None),
        "when": context.dates.day(max(days)) if days else "",
    }


_OF_KIND: dict[Kind, Callable[[Context, Record[Any]], dict[str, Any]]] = {
    CASE: _of_case,
    MEETING: _of_meeting,
    PROJECT: _of_project,
    ORGANISATION: _of_organisation,
    AGREEMENT: _of_agreement,
    PLAN: _of_plan,
}


def _of_closed(context: Context, closed: Closed) -> SearchEntry:
    kind = context.t(f"kind.{closed.kind.name}")
    if closed.kind is ORGANISATION:
        kind = context.t("search.kind_body" if closed.is_body else "search.kind_partner")
    lang = context.foreign_lang(closed.lang) or ""
    numbers = context.facts.numbers_of(closed)
    when = _when_and_whose(context, closed) if closed.kind is MEETING else {}
    state = context.state(closed.visibility)
    return SearchEntry(closed.kind.name, kind, context.title(closed), state, numbers=numbers, title_lang=lang, **when)


def _bodies(context: Context, ids: Iterable[str]) -> tuple[str, ...]:
    """The names of the bodies that may be known of, each once."""
    links = (context.link((ORGANISATION.name, id_)) for id_ in ids)
    return tuple(dict.fromkeys(link.text for link in links if link))


def _years(days: Iterable[dt.date | None]) -> tuple[int, ...]:
    return tuple(sorted({day.year for day in days if day}))


def _types(context: Context, types: Iterable[CaseType]) -> tuple[str, ...]:
    """The words for the types, in the order of the vocabulary."""
    there = set(types)
    return tuple(context.types((type_,)) for type_ in CaseType if type_ in there)
