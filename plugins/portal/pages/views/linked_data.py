"""What a record's page says to machines: schema.org in JSON-LD, as plain dicts.

https://schema.org/docs/full.html. Only what the page itself shows is said, and less: nobody who met
or submitted is named, and no way to reach anybody is told. A closed record says nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from portal.derived.context import Context
from portal.derived.parts import Hyperlink
from portal.derived.places import whereabouts
from portal.derived.public import Handling, Record
from portal.model import addresses
from portal.model.agreement import Agreement
from portal.model.case import Case
from portal.model.clock import OSLO
from portal.model.kinds import AGREEMENT, kind_named
from portal.model.meeting import Meeting
from portal.model.organisation import Organisation
from portal.model.plan import Plan
from portal.model.project import Project, ProjectPeriod
from portal.model.values import PartialDate
from portal.model.vocabulary import MeasureState, MeetingForm, OrganisationKind

__all__ = [
    "agreement_data", "case_data", "meeting_data", "organisation_data", "plan_data", "project_data", "record_data",
]  # fmt: skip

_CONTEXT = "https://schema.org"
_MODES: dict[MeetingForm | None, str] = {
    MeetingForm.IN_PERSON: "Offline", MeetingForm.REMOTE: "Online", MeetingForm.HYBRID: "Mixed",
}  # fmt: skip
"""How one takes part, where a meeting's form says it."""
_ELI = "http://data.europa.eu/eli/ontology#"
_ACTIONS = {
    MeasureState.DONE: "CompletedActionStatus",
    MeasureState.ONGOING: "ActiveActionStatus",
    MeasureState.OPEN: "PotentialActionStatus",
    MeasureState.NOT_STARTED: "PotentialActionStatus",
    MeasureState.OVERDUE: "PotentialActionStatus",
    MeasureState.DROPPED: "FailedActionStatus",
}
"""How a measure stands, in schema.org's words."""
_PUBLIC_BODIES = (OrganisationKind.HOSPITAL_TRUST, OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY)


def meeting_data(context: Context, meeting: Record[Meeting], description: str) -> dict[str, Any]:
    """A meeting as an Event, in local time with its offset from UTC; without a start, its date alone."""
    facts, is_cancelled = meeting.facts, context.facts.meeting(meeting).is_cancelled
    status = "EventCancelled" if is_cancelled else "EventRescheduled" if facts.moved_from else "EventScheduled"
    return _thing(
        context,
        meeting,
        description=description,
        inLanguage=context.lang_of(facts),
        startDate=_at(meeting.day, facts.start),
        endDate=_end(meeting),
        eventStatus=f"{_CONTEXT}/{status}",
        previousStartDate=facts.moved_from.day.isoformat() if facts.moved_from else None,
        **_attendance(facts),
        organizer=_organisers(context, meeting),
    )


def _organisers(context: Context, meeting: Record[Meeting]) -> Any:
    """The body that meets, or those that meet jointly."""
    found = [_organisation(context, context.body(id_)) for id_ in meeting.body_ids]
    return found if len(found) > 1 else found[0]


def _end(meeting: Record[Meeting]) -> str | None:
    """When a meeting ends: the hour if it is known, or the last of several days."""
    facts = meeting.facts
    if facts.start and facts.end:
        return _at(meeting.last_day, facts.end)
    return meeting.last_day.isoformat() if meeting.last_day > meeting.day else None


def case_data(context: Context, case: Record[Case], description: str) -> dict[str, Any]:
    """A case as a CreativeWork, treated in Events.

    schema.org has no type for a matter that public bodies treat. Legislation and
    Report claim more than a case is; an Action would be what a body does with it,
    which is the meeting's. What the page holds is a written work with a number, a
    date, a status and a history, and a CreativeWork says each of them:
    `identifier` is the id, the archive's number and those that it bore in the
    bodies; `creativeWorkStatus` its state in the site's words; `subjectOf` the
    meetings that treat it; `about` its project.
    """
    facts, known = case.facts, context.facts.case(case)
    route = [handling for handling in known.route if handling in known.treated or handling in known.coming]
    by = facts.submitted_by
    numbers = (case.id, facts.archive_ref, *(handling.entry.item.number for handling in route))
    project = context.link(("project", facts.project)) if facts.project else None
    return _thing(
        context,
        case,
        description=description,
        inLanguage=context.lang_of(facts),
        identifier=list(dict.fromkeys(filter(None, numbers))),
        dateCreated=facts.submitted.isoformat() if facts.submitted else None,
        creativeWorkStatus=context.state(known.state).text,
        sourceOrganization=_organisation(context, context.party(by.organisation)) if by else None,
        about=_named(context, "Project", project),
        subjectOf=_events(context, route),
    )


def project_data(context: Context, project: Record[Project], description: str) -> dict[str, Any]:
    """A project as a Project: an Organization that is to reach an aim, with its owner above it and its partners in it.

    Its beginning and its end are told once they have come; a plan for them is no fact.
    """
    facts = project.facts
    period, is_over = facts.period, facts.phase is None or facts.phase.is_over()
    return _thing(
        context,
        project,
        description=description,
        foundingDate=_past(context, period.start if period else None),
        dissolutionDate=_past(context, period.to if period and is_over else None),
        parentOrganization=_organisation(context, context.party(facts.owner)),
        member=[_organisation(context, context.party(text)) for text in facts.partners],
    )


def organisation_data(context: Context, organisation: Record[Organisation], description: str) -> dict[str, Any]:
    """A body or a partner as an Organization; a municipality, county or hospital trust is a GovernmentOrganization.

    The collaboration's own bodies are none: their members come from several
    authorities, and from outside them. `0192` stands before a Norwegian organisation's number (ISO 6523).
    """
    facts, valid = organisation.facts, organisation.facts.valid
    parent = context.link(("organisation", facts.parent)) if facts.parent else None
    return _thing(
        context,
        organisation,
        "GovernmentOrganization" if facts.kind in _PUBLIC_BODIES else None,
        description=description,
        alternateName=facts.short,
        iso6523Code=f"0192:{facts.registration}" if facts.registration else None,
        foundingDate=_past(context, valid.start if valid else None),
        dissolutionDate=_past(context, valid.to if valid else None),
        parentOrganization=_organisation(context, parent),
    )


def agreement_data(context: Context, agreement: Record[Agreement], description: str) -> dict[str, Any]:
    """An agreement as a CreativeWork between Organizations, with the terms of ELI for when it holds.

    schema.org has no type for an agreement, and its Legislation is passed by a body; but the European Legislation
    Identifier's properties of time and of versions (http://data.europa.eu/eli/ontology#) say what is so of any legal
    resource, and are told beside: `first_date_entry_in_force`, `date_no_longer_in_force`, `in_force`, `repeals`,
    `repealed_by`, `based_on`.
    """
    facts, known = agreement.facts, context.facts.agreement(agreement)
    force = facts.in_force
    eli = {
        "eli:in_force": {"@id": f"eli:InForce-{'inForce' if known.is_in_force else 'notInForce'}"},
        "eli:first_date_entry_in_force": _day(force.start if force else None),
        "eli:date_no_longer_in_force": _day(force.to if force else None),
        "eli:repeals": [{"@id": context.url(one.address)} for one in _others(context, facts.replaces)],
        "eli:repealed_by": [{"@id": context.url(one.address)} for one in known.replaced_by],
        "eli:based_on": list(facts.basis),
    }
    told = _thing(
        context,
        agreement,
        description=description,
        inLanguage=context.lang_of(facts),
        identifier=[one for one in (agreement.id, facts.archive_ref, facts.number) if one],
        creativeWorkStatus=context.state(known.state).text,
        temporalCoverage=_interval(force.start, force.to) if force else None,
        expires=force.to.isoformat() if force and force.to else None,
        contributor=[_organisation(context, link) for link in context.parties(facts.parties)],
    )
    told |= {name: value for name, value in eli.items() if value}
    return {**told, "@context": [_CONTEXT, {"eli": _ELI}]}


def plan_data(context: Context, plan: Record[Plan], description: str) -> dict[str, Any]:
    """A plan as a CreativeWork of its body, with its measures as PlanActions in their order."""
    facts, known = plan.facts, context.facts.plan(plan)
    body = context.link(("organisation", facts.organisation)) if facts.organisation else None
    return _thing(
        context,
        plan,
        description=description,
        inLanguage=context.lang_of(facts),
        identifier=[one for one in (plan.id, facts.archive_ref) if one],
        sourceOrganization=_organisation(context, body),
        temporalCoverage=_interval(*_ends(facts.period)),
        subjectOf=_events(context, [known.adopting]) if known.adopting else None,
        potentialAction=[
            {
                "@type": "PlanAction",
                "@id": context.url(f"{plan.address}#{addresses.measure_anchor(one.measure.number)}"),
                "name": one.measure.what,
                "actionStatus": f"{_CONTEXT}/{_ACTIONS[one.state]}",
                "agent": [_organisation(context, link) for link in context.parties(one.measure.responsible)],
            }
            for one in known.measures
        ],
    )


def _others(context: Context, ids: Iterable[str]) -> Iterator[Record[Any]]:
    """The agreements with some ids that can be read."""
    return (one for id_ in ids if (one := context.portal.records.get((AGREEMENT.name, id_))))


def _day(day: dt.date | None) -> dict[str, str] | None:
    """A day as a typed literal."""
    return {"@type": "http://www.w3.org/2001/XMLSchema#date", "@value": day.isoformat()} if day else None


def _ends(period: ProjectPeriod | None) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day of a period, as far as they are known."""
    start, end = (period.start, period.to) if period else (None, None)
    return start.first if start else None, end.last if end else None


def _interval(start: dt.date | None, end: dt.date | None) -> str | None:
    """A span of time (ISO 8601), open at an end that is not known."""
    return f"{start.isoformat() if start else '..'}/{end.isoformat() if end else '..'}" if start or end else None


def record_data(context: Context, record: Record[Any], description: str) -> dict[str, Any]:
    """A record of a kind that says nothing else: its name, its dates, and what it refers to."""
    life = context.lifetimes.of(record)
    named = dict.fromkeys(filter(None, map(context.portal.target_of, record.references)))
    return _thing(
        context,
        record,
        description=description,
        inLanguage=context.lang_of(record.facts),
        identifier=record.facts.archive_ref,
        datePublished=life.created.isoformat() if life.created else None,
        dateModified=life.modified.isoformat() if life.modified else None,
        about=[thing for key in named if (thing := _named(context, kind_named(key[0]).thing, context.link(key)))],
    )


def _thing(context: Context, record: Record[Any], type_: str | None = None, **properties: Any) -> dict[str, Any]:
    """A record as a thing of a type, its kind's if left out; what is not known is left out."""
    url = context.url(record.address)
    known = {name: value for name, value in properties.items() if value}
    head = {"@context": _CONTEXT, "@type": type_ or record.kind.thing, "@id": url, "url": url}
    return {**head, "name": context.title(record), **known}


def _named(context: Context, type_: str, link: Hyperlink | None) -> dict[str, Any] | None:
    """Another thing: its name, and its page where it has one."""
    if link is None:
        return None
    if link.address is None:
        return {"@type": type_, "name": link.text}
    url = context.url(link.address)
    return {"@type": type_, "@id": url, "url": url, "name": link.text}


def _organisation(context: Context, link: Hyperlink | None) -> dict[str, Any] | None:
    return _named(context, "Organization", link)


def _events(context: Context, route: list[Handling]) -> list[dict[str, Any]]:
    """The meetings of a case's route, each once."""
    meetings = {handling.meeting.key: handling.meeting for handling in route}
    return [
        {**(_named(context, "Event", context.link_to(m)) or {}), "startDate": _at(m.day, m.facts.start)}
        for m in meetings.values()
    ]


def _attendance(facts: Meeting) -> dict[str, Any]:
    """Where a meeting is and how one takes part; nothing where the record does not tell."""
    if facts.is_written:
        return {}
    where = whereabouts(facts.place)
    room = {"@type": "Place", "name": where.room} if where.room else None
    screen = None
    if facts.online or where.screen:
        named = {"name": where.screen} if where.screen else {}
        screen = {"@type": "VirtualLocation", **named, **({"url": facts.online} if facts.online else {})}
    if room is None and screen is None:
        told = _MODES.get(facts.form)
        return {"eventAttendanceMode": f"{_CONTEXT}/{told}EventAttendanceMode"} if told else {}
    mode = _MODES.get(facts.form) or ("Mixed" if room and screen else "Offline" if room else "Online")
    return {
        "eventAttendanceMode": f"{_CONTEXT}/{mode}EventAttendanceMode",
        "location": [room, screen] if room and screen else room or screen,
    }


def _at(day: dt.date, time: dt.time | None) -> str:
    """A date, or a date and time with its offset from UTC (ISO 8601)."""
    return dt.datetime.combine(day, time, OSLO).isoformat() if time else day.isoformat()


def _past(context: Context, date: PartialDate | None) -> str | None:
    """A date that has come, as exactly as it is known: a day, a month or a year (ISO 8601)."""
    return date.text if date and context.facts.has_come(date) else None
