"""What the public may see of one record: its facts, its references, its agenda, its text and its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from operator import is_
from typing import Any

from portal.language.phrase import joined_titles
from portal.linked.agenda import Agenda, AgendaEntry
from portal.linked.names import folded_name
from portal.linked.portal import LinkedPortal
from portal.linked.targets import Target, TargetKind
from portal.model.agreement import Agreement, Approval
from portal.model.case import Case
from portal.model.common import Attachment, Exemption, RecordFacts
from portal.model.headings import heading_slug
from portal.model.kinds import CASE, MEETING, PROJECT, kind_named
from portal.model.meeting import AgendaItem, Meeting
from portal.model.organisation import Organisation
from portal.model.plan import Adoption, Measure, Plan
from portal.model.references import rewritten
from portal.model.values import Refers
from portal.public.portal import Closed
from portal.public.visibility import Visibility, in_force
from portal.source.frontmatter import Marks
from portal.source.record import Key, Record
from portal.text.fragment import Fragment, Reference
from portal.text.outline import Outline, Section, anchors_in, free_anchor, references_in
from portal.text.plain import bare_words

__all__ = ["PATHS", "Redacted", "Redaction"]

PATHS = ("", "paths")
"""Stands for all that links may lead to beside records: what a record looked at whose links do."""


@dataclass(frozen=True)
class Redacted:
    """What was made of a record and its agenda, and what that looked at: keys of records, names, or paths.

    There is no `public` record of one that is hidden or closed. `held_back` are its files that may not be read, each
    with the title that may be known; `wanted` those that it shows, its own and others'.
    """

    record: Record[Any]
    told: Agenda | None
    looked_at: frozenset[Key]
    held_back: Mapping[str, str]
    public: Record[Any] | None = None
    agenda: Agenda | None = None
    wanted: frozenset[tuple[Key, str]] = frozenset()


class Redaction:
    """Takes out of each record what may not be seen of it, and of what refers to it.

    `portal` is the portal as it can be told at `moment`, `visibility` how much of each of its records may be seen.
    """

    def __init__(
        self,
        portal: LinkedPortal,
        moment: dt.datetime,
        withheld: str,
        preview: bool,
        visibility: Mapping[Key, Visibility],
    ) -> None:
        self._portal = portal
        self._moment = moment
        self._withheld = withheld
        self._preview = preview
        self._visibility = visibility
        self._anchors: set[str] = set()
        self._looked_at: set[Key] = set()

    def redacted(self, record: Record[Any]) -> Redacted:
        """What may be seen of a record, and all that was looked at for that."""
        self._anchors = set(record.outline.anchors)
        self._looked_at = {record.key}
        held_back = dict(self._files_held_back(record))
        told = self._portal.graph.agendas[record.id] if record.kind is MEETING else None
        if not self.is_shown(record.key) or self.seen(record.key).is_closed():
            return Redacted(record, told, frozenset(self._looked_at), held_back)
        agenda = self._agenda(record, told) if told else None
        public = self._record(record)
        wanted = frozenset(self._wanted(public, agenda or Agenda()))
        return Redacted(record, told, frozenset(self._looked_at), held_back, public, agenda, wanted)

    def seen(self, key: Key) -> Visibility:
        """How much of a record may be seen; that it was asked for is put down."""
        self._looked_at.add(key)
        return self._visibility.get(key, Visibility.PUBLIC)

    def is_shown(self, key: Key) -> bool:
        """Whether anything of a record is there: in a preview, what waits for its date is too."""
        return self._preview or not self.seen(key).is_hidden()

    # -- records

    def closed(self, record: Record[Any]) -> Closed:
        """What is left of a record that may be known of and not read."""
        facts, seen = record.facts, self.seen(record.key)
        exempt = seen is Visibility.EXEMPT
        return Closed(
            kind=record.kind,
            id=record.id,
            visibility=seen,
            title=facts.exempt.public_title if exempt else None,
            number=facts.number if isinstance(facts, Meeting | Agreement) else None,
            is_body=facts.kind.is_body() if isinstance(facts, Organisation) else True,
            exemption=self._exemption(facts.exempt) if exempt else None,
            retraction=None if exempt else facts.retracted,
            aliases=facts.aliases,
            lang=facts.lang.value if facts.lang else None,
        )

    def _record(self, record: Record[Any]) -> Record[Any]:
        facts = rewritten(record.facts, self._reference)
        changes: dict[str, Any] = {
            "draft": False,
            "publish_after": None,
            "exempt": None,
            "retracted": None,
            "title": facts.title or (facts.exempt.public_title if facts.exempt else None),
            "attachments": self._attachments(facts.attachments),
        }
        if isinstance(facts, Agreement):
            changes["approvals"] = tuple(map(self._approval, facts.approvals))
        if isinstance(facts, Plan):
            changes["measures"] = tuple(map(self._measure, facts.measures))
            changes["adopted"] = self._adoption(facts.adopted)
        if isinstance(facts, Meeting):
            changes["agenda"] = ()  # the agenda's one home from here on is the list of its entries
        if isinstance(facts, Case):
            changes["answer"] = self._title_of_paper(facts, facts.answer)
        outline = Outline() if record.kind is MEETING else self._outline(record, record.outline)
        public = facts.model_copy(update=changes)
        return Record(record.kind, record.id, record.path, public, outline, Marks(record.path), record.files)

    def _is_readable(self, key: Key) -> bool:
        """Whether the public may read a record: what stands in it may be told of elsewhere."""
        return key in self._portal.graph.records and self.is_shown(key) and not self.seen(key).is_closed()

    def _approval(self, approval: Approval) -> Approval:
        """An approval without the number that it bears in a meeting that may not be read."""
        readable = approval.meeting is not None and self._is_readable((MEETING.name, approval.meeting))
        return approval if readable or approval.number is None else approval.model_copy(update={"number": None})

    def _adoption(self, adopted: Adoption | None) -> Adoption | None:
        if adopted is None or not adopted.meeting:
            return None
        readable = self._is_readable((MEETING.name, adopted.meeting))
        return adopted if readable else adopted.model_copy(update={"number": None})

    def _measure(self, measure: Measure) -> Measure:
        """A measure without the name of what a project measures that may not be read."""
        readable = measure.project is not None and self._is_readable((PROJECT.name, measure.project))
        return measure if readable or measure.indicator is None else measure.model_copy(update={"indicator": None})

    def _exemption(self, exemption: Exemption) -> Exemption:
        return exemption if self._preview else exemption.model_copy(update={"note": None})

    def _attachments(self, attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(title=one.exempt.public_title, exempt=self._exemption(one.exempt))
            if one.exempt and in_force(one.exempt, self._moment)
            else one.model_copy(update={"exempt": None})
            for one in attachments
        )

    def _title_of_paper(self, facts: RecordFacts, title: str | None) -> str | None:
        """What a paper that is named by its title may be called."""
        held = (one.exempt for one in facts.attachments if one.title == title and in_force(one.exempt, self._moment))
        exempt = next(held, None)
        return exempt.public_title if exempt else title

    # -- references

    def _reference(self, refers: Refers, value: str) -> str | None:
        """A value that refers to a record, as the public may see it; `None` takes it out."""
        id_: str | None = value
        if refers.or_text:
            self._looked_at.add(("", folded_name(value)))
            id_ = self._portal.graph.names.find(value)
        if id_ is None:
            return value
        key = (refers.kind, id_)
        if not self.is_shown(key):
            return None
        seen = self.seen(key)
        if seen is Visibility.RETRACTED and not kind_named(refers.kind).is_kept_when_retracted:
            return None
        return id_ if seen.is_closed() else value

    # -- agendas

    def _agenda(self, meeting: Record[Meeting], agenda: Agenda) -> Agenda:
        entries = tuple(self._entry(meeting, entry) for entry in agenda.entries)
        return Agenda(entries, self._outline(meeting, agenda.outline), has_minutes=agenda.has_minutes)

    def _entry(self, meeting: Record[Meeting], entry: AgendaEntry) -> AgendaEntry:
        item = entry.item
        held = self._item_held_back(item)
        if held is not None:
            return AgendaEntry(entry.position, held)
        public = rewritten(item, self._reference)
        if item.exempt or item.attachments:
            changes: dict[str, Any] = {"exempt": None, "attachments": self._attachments(item.attachments)}
            if item.exempt and not item.title and not item.cases:  # what is exempt no more was never called otherwise
                changes["title"] = item.exempt.public_title
            public = public.model_copy(update=changes)
        sections = tuple((meaning, self._section(meeting, section)) for meaning, section in entry.sections)
        lead = self._fragment(meeting, entry.lead)
        return AgendaEntry(entry.position, public, lead, sections, is_worded_elsewhere=entry.is_worded_elsewhere)

    def _item_held_back(self, item: AgendaItem) -> AgendaItem | None:
        """What is left of an item that is exempt, or one of whose cases is exempt or retracted; `None` for all others.

        Of its cases, only those that are closed: that an open one was treated with them would tell of them.
        """
        closed = [id_ for id_ in dict.fromkeys(item.cases) if self.seen((CASE.name, id_)).is_closed()]
        exempt = self._exemption_of_cases(closed)
        if item.exempt is not None and in_force(item.exempt, self._moment):
            own = self._exemption(item.exempt)
            if closed:  # it is held back for as long as its cases are
                until = _latest([own, exempt]) if exempt else None
                own = own.model_copy(update={"until": until})
            return AgendaItem(number=item.number, aliases=item.aliases, exempt=own)
        if not closed:
            return None
        return AgendaItem(number=item.number, aliases=item.aliases, case=tuple(closed), exempt=exempt)

    def _exemption_of_cases(self, closed: list[str]) -> Exemption | None:
        """The exemptions of an item's closed cases as one; none where one of them is retracted, which hides more."""
        records = [self._portal.graph.records[(CASE.name, id_)] for id_ in closed]
        found = [self._exemption(record.facts.exempt) for record in records if record.facts.exempt]
        if not found or any(self.seen(record.key) is Visibility.RETRACTED for record in records):
            return None
        together = {
            name: joined_titles(filter(None, (getattr(one, name) for one in found))) or None
            for name in ("public_title", "basis", "note")
        }
        return found[0].model_copy(update={**together, "until": _latest(found)})

    # -- texts

    def _outline(self, record: Record[Any], outline: Outline) -> Outline:
        sections = tuple(self._section(record, section) for section in outline.sections)
        lead = self._fragment(record, outline.lead)
        return Outline(lead, sections, frozenset(anchors_in(lead, sections)))

    def _section(self, record: Record[Any], section: Section) -> Section:
        heading = self._fragment(record, section.heading)
        anchor = section.anchor
        if heading is not section.heading and (words := bare_words(heading.nodes)) != section.title:
            anchor = self._new_anchor(words)  # a slug of the old words would tell them
        content = self._fragment(record, section.content)
        children = tuple(self._section(record, child) for child in section.children)
        is_same = heading is section.heading and content is section.content and not section.openings
        if is_same and all(map(is_, children, section.children)):
            return section
        # The openings are lines of the source, whatever may not be read of them.
        return replace(section, heading=heading, anchor=anchor, content=content, children=children, openings=())

    def _fragment(self, record: Record[Any], fragment: Fragment) -> Fragment:
        return fragment.narrowed(
            lambda reference, words: self._words(record, reference, words),
            self._new_anchor,
        )

    def _new_anchor(self, words: str) -> str:
        anchor = free_anchor(heading_slug(words), self._anchors)
        self._anchors.add(anchor)
        return anchor

    def _words(self, record: Record[Any], reference: Reference, words: str) -> tuple[Reference | None, str | None]:
        """What a link leads to, if it stays a link, and the words to show in place of its own, if others."""
        target = self._portal.targets.resolve(record.path, reference.target)
        if target.key is None:
            self._looked_at.add(PATHS)
            return reference, None
        seen, facts = self.seen(target.key), self._portal.graph.records[target.key].facts
        if target.kind is TargetKind.FILE:
            stays, instead = self._words_of_file(target)
            return reference if stays else None, instead
        if not self.is_shown(target.key):
            return None, self._without_names(words, self._portal.graph.records[target.key])
        # The anchor of a heading that may not be read is made of its words.
        whole = replace(reference, target=reference.target.partition("#")[0])
        if target.kind is TargetKind.RECORD and seen is Visibility.EXEMPT:
            return whole, facts.exempt.public_title
        if target.kind is TargetKind.RECORD and seen is Visibility.RETRACTED:
            return whole, self._withheld
        entry = self._entry_at(target)
        held = self._item_held_back(entry.item) if entry else None
        if entry is None or held is None:
            return reference, None
        of_item = target.anchor in (*entry.anchors, *entry.decision_anchors)
        anchored = reference if of_item else replace(whole, target=f"{whole.target}#{entry.anchor}")
        return anchored, held.exempt.public_title if held.exempt else self._withheld

    def _entry_at(self, target: Target) -> AgendaEntry | None:
        """The item that a link leads to: its anchor, or that of a heading in its text."""
        for entry in self._portal.graph.agendas.get(target.key[1], Agenda()).entries if target.key else ():
            if target.anchor in (*entry.anchors, *entry.decision_anchors, *entry.inner_anchors):
                return entry
        return None

    def _words_of_file(self, target: Target) -> tuple[bool, str | None]:
        assert target.key is not None
        if not self.is_shown(target.key) or self.seen(target.key).is_closed():
            return False, self._withheld
        held = dict(self._files_held_back(self._portal.graph.records[target.key])).get(target.name)
        return (True, None) if held is None else (False, held)

    def _without_names(self, words: str, record: Record[Any]) -> str | None:
        """What stands in the place of a link's words, if they name a hidden record."""
        shown = words.casefold()
        told = any(" ".join(name.split()).casefold() in shown for name in self._names(record))
        return self._withheld if told else None

    def _names(self, record: Record[Any]) -> Iterator[str]:
        """All that a record, or what is in it, is called."""
        facts = record.facts
        names: list[str | None] = [record.id, facts.title, facts.exempt.public_title if facts.exempt else None]
        names += [facts.short] if isinstance(facts, Organisation) else []
        for item in facts.agenda if isinstance(facts, Meeting) else ():
            self._looked_at.update((CASE.name, id_) for id_ in item.cases)
            names += [item.title, *map(self._portal.graph.title_of_case, item.cases)]
        yield from filter(None, names)

    # -- files

    def _files_held_back(self, record: Record[Any]) -> Iterator[tuple[str, str]]:
        """The files of a record that are exempt, each with the title that may be known."""
        items = record.facts.agenda if isinstance(record.facts, Meeting) else ()
        parts = [(record.facts, None), *((item, self._item_held_back(item)) for item in items)]
        for part, held in parts:
            for attachment in part.attachments:
                exempt = held.exempt if held else attachment.exempt
                if attachment.file and (held or in_force(exempt, self._moment)):
                    yield attachment.file, exempt.public_title if exempt else self._withheld

    def _wanted(self, record: Record[Any], agenda: Agenda) -> Iterator[tuple[Key, str]]:
        """The files that a public record shows: attached, or linked to from its text."""
        attached = [*record.facts.attachments, *(a for e in agenda.entries for a in e.item.attachments)]
        yield from ((record.key, attachment.file) for attachment in attached if attachment.file)
        for reference in _references(record, agenda):
            target = self._portal.targets.resolve(record.path, reference.target)
            if target.kind is TargetKind.FILE and target.key is not None:
                yield target.key, target.name


def _latest(exemptions: list[Exemption]) -> dt.date | None:
    """The end of the last of some exemptions; `None` where one of them has none."""
    ends = [exemption.until for exemption in exemptions]
    return None if None in ends else max(filter(None, ends))


def _references(record: Record[Any], agenda: Agenda) -> Iterator[Reference]:
    yield from record.outline.references
    yield from agenda.outline.references
    for entry in agenda.entries:
        yield from references_in(entry.lead, (section for _, section in entry.sections))
