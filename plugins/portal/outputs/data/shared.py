"""What the rows of several registers share: who and what a record is, and what may be known of a closed one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any

from portal.derived.context import Context
from portal.derived.known import ItemFacts
from portal.derived.parts import Paper
from portal.derived.public import Closed, Handling, Record, Visibility
from portal.language.catalogue import LANGUAGES
from portal.model.case import Case
from portal.model.clock import OSLO
from portal.model.common import RecordFacts
from portal.model.headings import case_meaning
from portal.model.kinds import CASE, MEETING, ORGANISATION, PROJECT, Kind
from portal.model.vocabulary import Accessible, CaseType, SectionMeaning
from portal.outputs.data.columns import By, Fact, Prose, Read, Row, Url
from portal.text.fragment import Fragment
from portal.text.outline import Section
from portal.text.plain import lines_of

__all__ = [
    "AttachmentData", "HeadData", "ItemData", "OriginData", "TailData", "VotesData", "body_title", "case_title",
    "case_type", "case_words", "closed_ends", "count", "day_of", "decision_id", "decision_url", "decision_words",
    "each", "item_facts", "item_papers", "item_title", "item_url", "item_words", "lang", "lead", "organisation_title",
    "party", "party_id", "project_title", "title_of", "words",
]  # fmt: skip


def count(_: Context, values: Sequence[Any]) -> int:
    """How many there are of something."""
    return len(values)


def lang(context: Context, facts: RecordFacts) -> str:
    """The language of a record's words."""
    return context.lang_of(facts)


def words(fragments: Iterable[Fragment], language: str) -> str | None:
    """The words of texts in a language, a line for each paragraph and each point of a list; `None` for none."""
    return lines_of(*(fragment.nodes for fragment in fragments), lang=language) or None


def lead(context: Context, record: Record[Any]) -> str | None:
    """The words that a record's text begins with."""
    return words([record.outline.lead], context.lang_of(record.facts))


def title_of(kind: Kind) -> By:
    """What gives the title of a record of a kind by its id, if it may be known of."""
    return lambda context, id_: link.text if (link := context.link((kind.name, id_))) else None


case_title, project_title, organisation_title = map(title_of, (CASE, PROJECT, ORGANISATION))


def each(by: By, once: bool = False) -> By:
    """What gives all that `by` gives of several values, where it gives something; what is equal but once if `once`."""

    def of(context: Context, values: Iterable[Any]) -> tuple[Any, ...]:
        found = [one for value in values if (one := by(context, value))]
        return tuple(dict.fromkeys(found) if once else found)

    return of


def body_title(context: Context, id_: str) -> str:
    """What the organisation of a meeting is called."""
    return context.body(id_).text


def party_id(context: Context, text: str) -> str | None:
    """The id of the organisation that a text names, if it names one."""
    known = context.portal.organisation_named(text) or context.facts.known((ORGANISATION.name, text))
    return known.id if known else None


def party(context: Context, text: str) -> str | None:
    """What an organisation is called, or the text that stands in the place of one."""
    link = context.party(text)
    return link.text if link else None


def case_type(_: Context, types: Iterable[CaseType]) -> str | None:
    """The letters of a case's type, as the record has them: `D/V`."""
    return "/".join(type_.value for type_ in types) or None


# -- items


def item_facts(context: Context, handling: Handling) -> ItemFacts:
    """What is known of an item."""
    return context.facts.item(handling)


def item_title(context: Context, handling: Handling) -> str:
    """What an item is called; empty when only its number may be known."""
    return context.item_title(handling).text


def item_url(context: Context, handling: Handling) -> str:
    """The URL of an item."""
    return context.url(handling.address)


def item_papers(context: Context, handling: Handling) -> tuple[Paper, ...]:
    """The attachments of an item."""
    return context.papers(handling.meeting, handling.entry.item.attachments)


def item_words(meaning: SectionMeaning) -> By:
    """What gives the words of an item's sections with a meaning."""

    def of(context: Context, handling: Handling) -> str | None:
        sections = handling.entry.having(meaning)
        return words((section.content for section in sections), context.lang_of(handling.meeting.facts))

    return of


decision_words = item_words(SectionMeaning.DECISION)


def case_words(meaning: SectionMeaning) -> By:
    """What gives the words of a case's sections with a meaning, those of the headings within them too."""

    def of(context: Context, case: Record[Case]) -> str | None:
        sections = [section for section in case.outline.sections if case_meaning(section.title) is meaning]
        return words(_parts(sections), context.lang_of(case.facts))

    return of


def _parts(sections: Iterable[Section]) -> Iterator[Fragment]:
    """The texts of sections, and of those within them with their headings."""
    for section in sections:
        yield section.content
        for child in section.children:
            yield from (child.heading, child.content)


def decision_id(_: Context, handling: Handling) -> str:
    """The id of a decision: that of its meeting, and its anchor."""
    return f"{handling.meeting.id}#{handling.entry.decision_anchor}"


def decision_url(context: Context, handling: Handling) -> str:
    """The URL of a decision."""
    return context.url(handling.decision_address)


class VoteData(Row, within="agenda.vote."):
    """A vote on a proposal."""

    proposal: Annotated[str | None, Read("agenda.vote.on", "vote_proposal")]
    unanimous: Annotated[bool, Fact("unanimous", source="agenda.vote")]
    votes_for: Annotated[int | None, Read("agenda.vote.for")]
    votes_against: Annotated[int | None, Read("agenda.vote.against")]
    abstained: Annotated[int | None, Read("agenda.vote.abstained", "votes_abstained")]
    casting_vote: Annotated[bool, Read("agenda.vote.casting")]


def _only(name: str) -> By:
    """What gives a value of the vote on an item, where it is the only one."""
    return lambda _, votes: getattr(votes[0], name) if len(votes) == 1 else None


class VotesData(Row):
    """The votes on an item; where there is one, that."""

    unanimous: Annotated[bool | None, Fact(source="agenda.vote", by=_only("unanimous"))]
    votes_for: Annotated[int | None, Fact(source="agenda.vote.for", by=_only("in_favour"))]
    votes_against: Annotated[int | None, Fact(source="agenda.vote.against", by=_only("against"))]
    votes: Annotated[tuple[VoteData, ...], Fact(source="agenda.vote")]


class OriginData(Row, part="handling.entry.item", within="agenda."):
    """An item of a meeting (`ItemFacts`), and the meeting, the body, the cases and the projects that it belongs to.

    Of cases and projects it has the first, for those who read one, and all. What comes from no item has none of it.
    """

    case_number: Annotated[str | None, Read("agenda.number")]
    reference: Annotated[str | None, Fact("handling", by=Context.item_number)]
    item_title: Annotated[str | None, Fact("handling", source="agenda.title", by=item_title)]
    meeting: Annotated[str | None, Fact("handling.meeting.id", "meeting_id")]
    meeting_title: Annotated[str | None, Fact("handling.meeting", by=Context.title)]
    meeting_date: Annotated[dt.date | None, Fact("handling.meeting.day")]
    body: Annotated[str | None, Fact("handling.meeting.body_id")]
    body_title: Annotated[str | None, Fact("handling.meeting.body_id", by=body_title)]
    case: Annotated[str | None, Fact("handling.entry.item.case.0", "case_id", "agenda.case")]
    case_title: Annotated[str | None, Fact("handling.entry.item.case.0", by=case_title)]
    cases: Annotated[tuple[str, ...], Read("agenda.case", "item_cases")]
    case_titles: Annotated[tuple[str, ...], Fact("handling.entry.item.case", by=each(case_title))]
    project: Annotated[str | None, Fact("projects.0", "project_id", "agenda.project")]
    project_title: Annotated[str | None, Fact("projects.0", by=project_title)]
    projects: Annotated[tuple[str, ...], Fact("projects", "item_projects", "agenda.project")]
    project_titles: Annotated[tuple[str, ...], Fact("projects", by=each(project_title))]


class ItemData(OriginData):
    """The same of an item that is there."""

    meeting: Annotated[str, Fact("handling.meeting.id", "meeting_id")]
    meeting_date: Annotated[dt.date, Fact("handling.meeting.day")]
    body: Annotated[str, Fact("handling.meeting.body_id")]


# -- records


def day_of(moment: dt.datetime | None) -> dt.date | None:
    """The day of a moment in Norway."""
    return moment.astimezone(OSLO).date() if moment else None


def _accessible(_: Context, paper: Paper) -> Accessible | None:
    return None if paper.exemption else Accessible(paper.accessible)


def _paper_url(context: Context, paper: Paper) -> str | None:
    return context.url(paper.address) if paper.address else paper.url


class AttachmentData(Row):
    """An attachment of a record or an item (`Paper`); the address of one that is published."""

    title: Annotated[str, Fact("title", "attachment_title", "title")]
    url: Annotated[Url | None, Fact("", "attachment_url", "file, url", by=_paper_url)]
    accessible: Annotated[Accessible | None, Fact("", source="accessible", by=_accessible)]
    legal_basis: Annotated[str | None, Fact("exemption.basis", source="exempt.basis")]
    exempt_until: Annotated[dt.date | None, Fact("exemption.until", source="exempt.until")]


class CorrectionData(Row):
    """A correction of a record."""

    date: Annotated[dt.date, Read("date", "correction_date")]
    what: Annotated[Prose, Read("what", "correction_what")]


def _access(context: Context, record: Record[Any]) -> Visibility:
    hold = context.hold(record)
    return hold.visibility if hold else Visibility.PUBLIC


_ACCESS = tuple(v.value for v in (Visibility.PUBLIC, Visibility.EXEMPT, Visibility.RETRACTED))


class HeadData(Row):
    """How the row of a record begins. In the preview, drafts have the reason of their hold as `access`."""

    id: Annotated[str, Fact("id")]
    url: Annotated[Url, Fact(by=lambda c, record: c.url(record.address))]
    title: Annotated[str | None, Fact(source="title", by=Context.title)]
    lang: Annotated[str | None, Fact("facts", source="lang", by=lang, values=LANGUAGES)]
    access: Annotated[Visibility, Fact(values=_ACCESS, by=_access)]


def _papers(context: Context, record: Record[Any]) -> tuple[Paper, ...]:
    return context.papers(record, record.facts.attachments)


class TailData(Row, part="facts"):
    """How the row of a record ends; only a closed one has a basis, or was retracted."""

    summary: Annotated[Prose | None, Read("summary")] = None
    themes: Annotated[tuple[str, ...], Read("themes")] = ()
    archive_ref: Annotated[str | None, Read("archive_ref")] = None
    attachments: Annotated[
        tuple[AttachmentData, ...],
        Fact(source="attachments", by=_papers),
    ] = ()
    corrections: Annotated[tuple[CorrectionData, ...], Read("corrections")] = ()
    issued: Annotated[dt.date | None, Fact(by=lambda c, record: day_of(c.lifetimes.of(record).created))] = None
    modified: Annotated[dt.date | None, Fact("key", by=Context.updated)] = None
    legal_basis: Annotated[str | None, Fact(None, source="exempt.basis")] = None
    exempt_until: Annotated[dt.date | None, Fact(None, source="exempt.until")] = None
    retracted: Annotated[dt.date | None, Fact(None, source="retracted.date")] = None
    retracted_reason: Annotated[Prose | None, Fact(None, source="retracted.reason")] = None


def closed_ends(context: Context, closed: Closed) -> dict[str, Row]:
    """All that may be known of a record of any kind that is exempt or retracted: how its row begins and ends."""
    exemption, retraction = closed.exemption, closed.retraction
    head = HeadData(
        id=closed.id,
        url=Url(context.url(closed.address)),
        title=context.title(closed) if closed.title or closed.kind is MEETING else None,
        lang=closed.lang or context.settings.lang,
        access=closed.visibility,
    )
    tail = TailData(
        legal_basis=exemption.basis if exemption else None,
        exempt_until=exemption.until if exemption else None,
        retracted=retraction.date if retraction else None,
        retracted_reason=Prose(retraction.reason) if retraction else None,
    )
    return {"head": head, "tail": tail}
