"""What the rows of several registers share: who and what a record is, and what may be known of a closed one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from portal.derived.context import Context
from portal.linked.graph import Handling
from portal.model.clock import OSLO
from portal.model.common import Attachment
from portal.model.kinds import CASE, MEETING, PROJECT
from portal.model.meeting import Vote
from portal.model.vocabulary import Accessible
from portal.outputs.data.columns import Column, Row, Type, listed
from portal.public.portal import Closed
from portal.public.visibility import Visibility
from portal.source.record import Record
from portal.text.fragment import Fragment
from portal.text.plain import lines_of

__all__ = [
    "ATTACHMENTS", "HEAD", "TAIL", "VOTE", "case_type", "cases_and_projects", "closed_row", "day", "day_of", "first",
    "folded", "head", "item_facts", "papers", "party", "party_id", "tail", "title_of", "votes", "words",
]  # fmt: skip

_ACCESS = tuple(v.value for v in (Visibility.PUBLIC, Visibility.EXEMPT, Visibility.RETRACTED))
_ACCESSIBLE = tuple(v.value for v in Accessible)

HEAD = (
    Column("id", required=True),
    Column("url", Type.URL, required=True),
    Column("title", source="title"),
    Column("lang", Type.CODE, "lang", values=("nn", "nb")),
    Column("access", Type.CODE, values=_ACCESS, required=True),
)
"""How every row of a record begins. In the preview, drafts have the reason of their hold as `access`."""

ATTACHMENTS = Column(
    "attachments",
    Type.OBJECTS,
    "attachments",
    fields=(
        Column("title", source="title", about="attachment_title", required=True),
        Column("url", Type.URL, "file, url", about="attachment_url"),
        Column("accessible", Type.CODE, "accessible", values=_ACCESSIBLE),
        Column("legal_basis", source="exempt.basis"),
        Column("exempt_until", Type.DATE, "exempt.until"),
    ),
)

TAIL = (
    Column("archive_ref", source="archive_ref"),
    ATTACHMENTS,
    Column(
        "corrections",
        Type.OBJECTS,
        "corrections",
        fields=(
            Column("date", Type.DATE, "date", about="correction_date", required=True),
            Column("what", source="what", about="correction_what", required=True),
        ),
    ),
    Column("issued", Type.DATE),
    Column("modified", Type.DATE),
    Column("legal_basis", source="exempt.basis"),
    Column("exempt_until", Type.DATE, "exempt.until"),
    Column("retracted", Type.DATE, "retracted.date"),
    Column("retracted_reason", source="retracted.reason"),
)
"""How every row of a record ends."""

VOTE = (
    Column("unanimous", Type.BOOLEAN, "agenda.vote"),
    Column("votes_for", Type.INTEGER, "agenda.vote.for"),
    Column("votes_against", Type.INTEGER, "agenda.vote.against"),
)


def head(context: Context, record: Record[Any]) -> dict[str, Any]:
    """The first columns of a public record's row."""
    hold = context.portal.holds.get(record.key)
    return {
        "id": record.id,
        "url": context.url(context.portal.address_of(record)),
        "title": folded(context.title(record)),
        "lang": context.lang_of(record.facts),
        "access": (hold.visibility if hold else Visibility.PUBLIC).value,
    }


def tail(context: Context, record: Record[Any]) -> dict[str, Any]:
    """The last columns of a public record's row."""
    life = context.lifetimes.of(record)
    return {
        "archive_ref": folded(record.facts.archive_ref),
        "attachments": papers(context, record, record.facts.attachments),
        "corrections": [{"date": day(c.date), "what": c.what} for c in record.facts.corrections],
        "issued": day_of(life.created),
        "modified": day_of(life.modified),
    }


def closed_row(context: Context, closed: Closed) -> dict[str, Any]:
    """All that may be known of a record that is exempt or retracted, its number apart."""
    exemption, retraction = closed.exemption, closed.retraction
    named = closed.title or closed.kind is MEETING
    return {
        "id": closed.id,
        "url": context.url(closed.address),
        "title": folded(context.title(closed)) if named else None,
        "lang": closed.lang or context.settings.lang,
        "access": closed.visibility.value,
        "legal_basis": folded(exemption.basis) if exemption else None,
        "exempt_until": day(exemption.until) if exemption else None,
        "retracted": day(retraction.date) if retraction else None,
        "retracted_reason": retraction.reason if retraction else None,
    }


def papers(context: Context, record: Record[Any], attachments: tuple[Attachment, ...]) -> list[Row]:
    """The attachments of a record or an item; the address of one that is published."""
    return [
        {
            "title": folded(paper.title),
            "url": context.url(paper.address) if paper.address else paper.url,
            "accessible": None if paper.exemption else paper.accessible,
            "legal_basis": folded(paper.exemption.basis) if paper.exemption else None,
            "exempt_until": day(paper.exemption.until) if paper.exemption else None,
        }
        for paper in context.papers(record, attachments)
    ]


def day(value: dt.date | None) -> str | None:
    """A date as ISO 8601 writes it."""
    return value.isoformat() if value else None


def day_of(moment: dt.datetime | None) -> str | None:
    """The day of a moment in Norway."""
    return day(moment.astimezone(OSLO).date()) if moment else None


def folded(text: str | None) -> str | None:
    """A text on one line; `None` for one without words."""
    return " ".join(text.split()) or None if text else None


def words(fragments: Iterable[Fragment], lang: str) -> str | None:
    """The words of texts in a language, a line for each paragraph and each point of a list; `None` for none."""
    return lines_of(*(fragment.nodes for fragment in fragments), lang=lang) or None


def title_of(context: Context, kind: str, id_: str | None) -> str | None:
    """The title of a record that may be known of."""
    link = context.link((kind, id_)) if id_ else None
    return folded(link.text) if link else None


def titles_of(context: Context, kind: str, ids: Iterable[str]) -> list[str]:
    """The titles of those records that may be known of."""
    return [title for id_ in ids if (title := title_of(context, kind, id_))]


def first(values: Sequence[str]) -> str | None:
    """The first of some values, for those who read one."""
    return values[0] if values else None


def party_id(context: Context, text: str | None) -> str | None:
    """The id of the organisation that a text names, if it names one."""
    record = context.portal.organisation_named(text)
    if record is not None:
        return record.id
    closed = context.portal.closed_organisation(text) if text else None
    return closed.id if closed else None


def party(context: Context, text: str | None) -> str | None:
    """What an organisation is called, or the text that stands in the place of one."""
    link = context.party(text)
    return folded(link.text) if link else None


def case_type(types: Iterable[Any]) -> str | None:
    """The letters of a case's type, as the record has them: `D/V`."""
    return "/".join(type_.value for type_ in types) or None


def votes(vote: Vote | None) -> dict[str, Any]:
    """A vote in three columns."""
    return {
        "unanimous": vote.unanimous if vote else None,
        "votes_for": vote.in_favour if vote else None,
        "votes_against": vote.against if vote else None,
    }


CASES = (listed("cases", "agenda.case", about="item_cases"), listed("case_titles"))
PROJECTS = (listed("projects", "agenda.project", about="item_projects"), listed("project_titles"))
"""All the cases and projects of an item, beside the columns that have the first: whose item has one needs no list."""

ITEM = (
    Column("case_number", source="agenda.number"),
    Column("reference"),
    Column("item_title", source="agenda.title"),
    Column("meeting", about="meeting_id", required=True),
    Column("meeting_title"),
    Column("meeting_date", Type.DATE, required=True),
    Column("body", required=True),
    Column("body_title"),
    Column("case", source="agenda.case", about="case_id"),
    Column("case_title"),
    *CASES,
    Column("project", source="agenda.project", about="project_id"),
    Column("project_title"),
    *PROJECTS,
)


def item_facts(context: Context, handling: Handling) -> dict[str, Any]:
    """An agenda item, and the meeting, the body, the cases and the projects that it belongs to."""
    item, meeting = handling.entry.item, handling.meeting
    return {
        "case_number": folded(item.number),
        "reference": folded(context.item_number(handling)),
        "item_title": folded(context.item_title(handling).text),
        "meeting": meeting.id,
        "meeting_title": folded(context.title(meeting)),
        "meeting_date": day(meeting.day),
        "body": meeting.body_id,
        "body_title": folded(context.body(meeting.body_id).text),
        **cases_and_projects(context, handling),
    }


def cases_and_projects(context: Context, handling: Handling) -> dict[str, Any]:
    """The cases and projects of an agenda item: the first, and all of them."""
    cases, projects = handling.entry.item.cases, context.portal.projects_of(handling)
    case_titles = titles_of(context, CASE.name, cases)
    project_titles = titles_of(context, PROJECT.name, projects)
    return {
        "case": first(cases),
        "case_title": first(case_titles),
        "cases": list(cases),
        "case_titles": case_titles,
        "project": first(projects),
        "project_title": first(project_titles),
        "projects": list(projects),
        "project_titles": project_titles,
    }
