"""`/data/fiks/`: what is public in the national format of political treatment (KS, Fiks Politisk Behandling V1).

Besides a list of where they are (`filer.json`), the files are the messages that a committee system sends for
publication: one plan of meetings (`einnsyn.moeteplan`), and of each meeting its cases (`einnsyn.utvalgssaker`) and its
decisions (`einnsyn.vedtak`). A case is a number of a year in the format: an item without such a number is in none of
them. Nobody is named: who answers for a case and who sits on a body is told by role. The format knows votes by name
alone, so votes are not told.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Any

from portal.derived.context import Context
from portal.derived.items import case_sections, outcome_label
from portal.derived.known import AnyMeeting
from portal.derived.public import Handling, Record
from portal.model import addresses
from portal.model.common import Exemption
from portal.model.headings import number_of_year
from portal.model.kinds import MEETING
from portal.model.meeting import Meeting
from portal.model.organisation import Member
from portal.model.vocabulary import Outcome, SectionMeaning
from portal.outputs.data import shared as s
from portal.outputs.oparl.source import instant
from portal.pages.rendering.page import Asset
from portal.text.fragment import Fragment
from portal.text.outline import Section

__all__ = ["export"]

_Message = dict[str, Any]
_EXEMPT = "UO"
"""What access is restricted by: that something is exempt from public access (unnateke offentlegheit)."""
_PLAIN = "text/plain"
_proposal_of_case = s.case_words(SectionMeaning.PROPOSAL)
_proposal_of_item = s.item_words(SectionMeaning.PROPOSAL)


def export(context: Context) -> Iterator[Asset]:
    """The plan of meetings, and the files of each meeting that has cases or decisions."""
    messages = list(_messages(context))
    yield Asset(addresses.FIKS_FILES, make=lambda: _written(_listed(context, {one.address for one in messages})))
    yield from messages


def _messages(context: Context) -> Iterator[Asset]:
    yield Asset(addresses.FIKS_PLAN, make=lambda: _written(_plan(context)))
    for meeting in context.portal.meetings:
        items = _numbered(context, meeting)
        if items:
            make = partial(_of_meeting, context, meeting, "sak", items)
            yield Asset(addresses.fiks_cases(meeting.id), make=make)
        decisions = [one for one in items if one.is_decision and not one.entry.item.exempt]
        if decisions:
            make = partial(_of_meeting, context, meeting, "vedtak", decisions)
            yield Asset(addresses.fiks_decisions(meeting.id), make=make)


def _listed(context: Context, there: set[str]) -> _Message:
    """Where the messages are, each by what the format calls it: those of a meeting behind the one before it in time."""
    of_meetings = []
    for meeting in context.portal.meetings:
        places = {"utvalgssaker": addresses.fiks_cases(meeting.id), "vedtak": addresses.fiks_decisions(meeting.id)}
        if urls := {name: context.url(address) for name, address in places.items() if address in there}:
            of_meetings.append({"moeteid": meeting.id, **urls})
    return {"moeteplan": context.url(addresses.FIKS_PLAN), "moeter": of_meetings}


def _numbered(context: Context, meeting: Record[Meeting]) -> list[Handling]:
    """The items of a meeting that bear a number of a year; none of one that was cancelled."""
    is_cancelled = context.facts.meeting(meeting).is_cancelled
    return [] if is_cancelled else [one for one in context.portal.items(meeting.id) if _number(one)]


def _number(handling: Handling) -> _Message | None:
    number, year = handling.entry.item.number, handling.meeting.day.year
    found = number_of_year(number, year) if number else None
    return {"saksaar": found[0], "sakssekvensnummer": found[1]} if found else None


# -- messages


def _plan(context: Context) -> _Message:
    told: list[AnyMeeting] = [one for one in context.portal.meetings if not context.facts.meeting(one).is_cancelled]
    told += context.facts.closed(MEETING, is_exempt=True)
    told.sort(key=lambda one: (one.body_id, one.day, one.id))
    bodies = [_planned(context, id_, of) for id_, of in groupby(told, key=lambda one: one.body_id)]
    return {"avsender": _sender(context), "utvalg": bodies}


def _planned(context: Context, id_: str, meetings: Iterable[AnyMeeting]) -> _Message:
    planned = [_meeting(context, one) for one in meetings]
    return _without_nothing(_body(context, id_) | {"moete": planned, "medlem": list(_members(context, id_))})


def _of_meeting(context: Context, meeting: Record[Meeting], name: str, items: Iterable[Handling]) -> bytes:
    """The cases of a meeting (`sak`), or its decisions (`vedtak`)."""
    make = _case if name == "sak" else _decision
    message = {
        "moete": _meeting(context, meeting),
        "utvalg": _body(context, meeting.body_id),
        "avsender": _sender(context),
        name: [_without_nothing(make(context, one)) for one in items],
    }
    return _written(message)


def _sender(context: Context) -> _Message:
    """Who answers for the site. The format asks for a number; where nobody has told one, it is blank."""
    settings, secretariat = context.settings, context.facts.secretariat
    number = settings.organisation_number or (secretariat.facts.registration if secretariat else None)
    return {"organisasjonsnummer": number or "", "navn": settings.responsible or settings.site_name}


def _body(context: Context, id_: str) -> _Message:
    return {"utvalgId": id_, "utvalgNavn": context.body(id_).text}


def _meeting(context: Context, meeting: AnyMeeting) -> _Message:
    record = context.facts.meeting(meeting).record
    return {
        "moeteid": meeting.id,
        "moetedato": instant(meeting.day, record.facts.start if record else None),
        "tittel": context.title(meeting),
    }


def _members(context: Context, id_: str) -> Iterator[_Message]:
    """The seats of a body, each by what the member is there, and for whom."""
    body = context.portal.organisation(id_)
    for number, one in enumerate(body.facts.members if body else (), 1):
        yield _without_nothing(_seat(context, f"{id_}-{number}", number, one))


def _seat(context: Context, id_: str, number: int, member: Member) -> _Message:
    party = context.party(member.organisation)
    stands_for = party.text if party and party.address else None
    position = context.t(f"position.{member.position.value if member.position else 'member'}")
    return {
        "medlemsId": id_,
        "navn": ", ".join(filter(None, (position, stands_for))),
        "rekkefoelge": number,
        "representerer": stands_for,
        "funksjon": position,
        "fraDato": _day(member.start.first if member.start else None),
        "tilDato": _day(member.to.last if member.to else None),
    }


# -- items


def _case(context: Context, handling: Handling) -> _Message:
    exempt = handling.entry.item.exempt
    return _head(context, handling) | {
        "saksbeskrivelse": None if exempt else _text(context, _description(context, handling)),
        "forslagTilVedtak": None if exempt else _text(context, _proposal(context, handling)),
        "skjerming": _restriction(context, exempt),
        "saksansvarlig": _in_charge(context, handling),
    }


def _decision(context: Context, handling: Handling) -> _Message:
    """A decision; of something exempt it may not even be known that there is one."""
    known = context.facts.item(handling)
    outcome = Outcome.RECOMMENDED if known.is_recommendation else known.outcome
    label = outcome_label(context, known)
    return _head(context, handling) | {
        "arkivetsSaksnummer": _archived(context, handling),
        "vedtaksdato": _day(handling.meeting.day),
        "status": {"kodeverdi": outcome.value, "kodebeskrivelse": label.text} if outcome and label else None,
        "vedtak": _text(context, context.decision_words(handling)),
        "saksansvarlig": _in_charge(context, handling),
    }


def _head(context: Context, handling: Handling) -> _Message:
    key = f"{handling.meeting.id}#{handling.entry.anchor}"
    return {
        "referanseEksternNoekkel": {"fagsystem": context.settings.site_name, "noekkel": key},
        "utvalgetsSaksnummer": _number(handling),
        "tittel": context.item_name(handling),
    }


def _description(context: Context, handling: Handling) -> str | None:
    """What an item is about, in its own words, or else in those of its cases."""
    entry, lang = handling.entry, context.lang_of(handling.meeting.facts)
    own = s.words([entry.lead, *_headed(section for meaning, section in entry.sections if meaning is None)], lang)
    if own:
        return own
    cases = context.portal.cases_of(handling)
    told = ((case, [case.outline.lead, *_headed(case_sections(case.outline, proposals=False))]) for case in cases)
    return "\n".join(filter(None, (s.words(texts, context.lang_of(case.facts)) for case, texts in told)))


def _headed(sections: Iterable[Section]) -> Iterator[Fragment]:
    """The texts of sections, each below its heading."""
    for section in sections:
        yield from (section.heading, section.content)
        yield from _headed(section.children)


def _proposal(context: Context, handling: Handling) -> str | None:
    """What is proposed to be decided, by the item itself, or else by its cases."""
    cases = context.portal.cases_of(handling)
    found = [_proposal_of_item(context, handling)]
    found = found if found[0] else [_proposal_of_case(context, case) for case in cases]
    return "\n".join(filter(None, found))


def _archived(context: Context, handling: Handling) -> _Message | None:
    """The archive's number of the item's case, where it is a year and a number in it."""
    cases = context.portal.cases_of(handling)
    year, _, number = (cases[0].facts.archive_ref or "").partition("/") if cases else ("", "", "")
    if len(year) == 4 and year.isdecimal() and number.isdecimal() and len(number) < 10:
        return {"saksaar": int(year), "sakssekvensnummer": int(number)}
    return None


def _in_charge(context: Context, handling: Handling) -> str:
    """Which office answers for an item: the organisation that its case is from, or else the secretariat."""
    exempt, cases = handling.entry.item.exempt, context.portal.cases_of(handling)
    origins = (case.facts.submitted_by for case in (() if exempt else cases))
    parties = (context.party(one.organisation) for one in origins if one)
    secretariat = context.facts.secretariat
    own = context.title(secretariat) if secretariat else context.t("fiks.secretariat")
    return next((one.text for one in parties if one and one.address), own)


def _restriction(context: Context, exempt: Exemption | None) -> _Message | None:
    """By what law something is exempt from public access, and until when."""
    if exempt is None:
        return None
    return _without_nothing(
        {
            "skjermingshjemmel": exempt.basis,
            "skjermingOpphoererDato": _day(exempt.until),
            "tilgangsrestriksjon": {"kodeverdi": _EXEMPT, "kodebeskrivelse": context.t("fiks.exempt")},
        }
    )


def _text(context: Context, words: str | None) -> _Message | None:
    form = {"kodeverdi": _PLAIN, "kodebeskrivelse": context.t("fiks.plain")}
    return {"tekstInnhold": words, "tekstFormat": form} if words else None


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _without_nothing(message: _Message) -> _Message:
    return {name: value for name, value in message.items() if value not in (None, [])}


def _written(message: _Message) -> bytes:
    return (json.dumps(message, ensure_ascii=False, indent=1) + "\n").encode()
