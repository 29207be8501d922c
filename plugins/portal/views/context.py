"""What every view needs: the public portal, the words, the dates, and how to name and link a record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from typing import Any

from portal import addresses
from portal.changes import Change, history
from portal.language.catalogue import Catalogue
from portal.language.dates import Calendar
from portal.language.phrase import marked
from portal.linking.graph import Handling, Task
from portal.publication.portal import Closed, PublicPortal
from portal.record import Key, Record
from portal.records.common import Attachment, RecordFacts
from portal.records.kinds import CASE, MEETING, ORGANISATION
from portal.records.meeting import Meeting
from portal.records.vocabulary import CaseType
from portal.settings import Settings
from portal.states import follow_up_state, is_coming, is_held
from portal.views.page import Download, Hyperlink, Paper, TaskRow
from portal.views.states import StateLabel, label_of

__all__ = ["Context"]


class Context:
    """The public portal as views see it; `downloads` are the papers that were printed of it, by address.

    `is_searched` tells whether there is an index of it for the search.
    """

    def __init__(
        self,
        portal: PublicPortal,
        settings: Settings,
        catalogue: Catalogue,
        downloads: Mapping[str, Download] | None = None,
        is_searched: bool = False,
    ) -> None:
        self.portal = portal
        self.settings = settings
        self.catalogue = catalogue
        self.t = catalogue.text
        self.dates = Calendar(settings.lang)
        self.today = portal.today
        self.downloads = downloads or {}
        self.is_searched = is_searched
        self._links: dict[tuple[Key, str], Hyperlink | None] = {}
        self._parties: dict[tuple[str, str | None], Hyperlink | None] = {}

    @cached_property
    def history(self) -> dict[Key, list[Change]]:
        """The changes of each record, the newest first."""
        return history(self.portal)

    def url(self, address: str) -> str:
        """The whole URL of an address of the site; the address itself where the site's own is not known."""
        return f"{self.settings.site_url.rstrip('/')}{address}"

    def webcal(self, address: str) -> str:
        """A calendar's address as programs subscribe to it; empty where the site's own is not known."""
        site = self.settings.site_url.rstrip("/")
        return re.sub(r"^https?:", "webcal:", f"{site}{address}") if site else ""

    # -- names

    def lang_of(self, facts: RecordFacts) -> str:
        """The language of a record's words."""
        return facts.lang.value if facts.lang else self.settings.lang

    def foreign(self, facts: RecordFacts) -> str | None:
        """The language of a record's words, when it is not the site's."""
        lang = self.lang_of(facts)
        return None if lang == self.settings.lang else lang

    def state(self, state: Enum) -> StateLabel:
        return label_of(state, self.catalogue)

    def title(self, record: Record[Any] | Closed) -> str:
        """What a record is called, marked with its language."""
        if isinstance(record, Closed):
            return marked(self._closed_title(record), self._closed_lang(record))
        if isinstance(record.facts, Meeting) and not record.facts.title:
            return self._meeting_title(record.body_id, record.facts.number, record.day)
        return marked(str(record.facts.title), self.foreign(record.facts))

    def _closed_lang(self, closed: Closed) -> str | None:
        """The language of the public title of a closed record, when it has one and that is not in the site's."""
        return closed.lang if closed.title and closed.lang != self.settings.lang else None

    def _closed_title(self, closed: Closed) -> str:
        if closed.title:
            return closed.title
        if closed.kind is MEETING:
            return self._meeting_title(closed.body_id, closed.number, closed.day)
        return self.t(f"closed.title.{closed.kind.name}")

    def _meeting_title(self, body_id: str, number: str | None, day: dt.date) -> str:
        body = self.body(body_id)
        values = {"body": body.words, "number": number, "date": self.dates.day(day)}
        return self.t("meeting.title_number" if number else "meeting.title", **values)

    def body(self, organisation_id: str) -> Hyperlink:
        """The organisation of a meeting."""
        link = self.link((ORGANISATION.name, organisation_id))
        return link or Hyperlink(self.t("organisation.unknown"))

    # -- links

    def link(self, key: Key, anchor: str = "") -> Hyperlink | None:
        """A link to a record that may be known of; `None` for any other."""
        if (key, anchor) not in self._links:
            self._links[key, anchor] = self._new_link(key, anchor)
        return self._links[key, anchor]

    def _new_link(self, key: Key, anchor: str) -> Hyperlink | None:
        record = self.portal.records.get(key)
        address = self.portal.address_of_key(key)
        if record is not None:
            lang = self._title_lang(record)
            return Hyperlink(str(record.facts.title) if lang else self.title(record), f"{address}{anchor}", lang)
        closed = self.portal.closed.get(key)
        return Hyperlink(self._closed_title(closed), address, self._closed_lang(closed)) if closed else None

    def link_to(self, record: Record[Any] | Closed, anchor: str = "") -> Hyperlink:
        """A link to a public or a closed record."""
        link = self.link(record.key, anchor)
        assert link is not None
        return link

    def _title_lang(self, record: Record[Any]) -> str | None:
        if isinstance(record.facts, Meeting) and not record.facts.title:
            return None  # the portal made the title
        return self.foreign(record.facts)

    def party(self, text: str | None, lang: str | None = None) -> Hyperlink | None:
        """An organisation that is named by its id, title or short name, or else the text as it stands.

        `lang` is the language of the record that says it, when it is not the site's.
        """
        if not text:
            return None
        if (text, lang) not in self._parties:
            self._parties[text, lang] = self._new_party(text, lang)
        return self._parties[text, lang]

    def _new_party(self, text: str, lang: str | None) -> Hyperlink | None:
        record = self.portal.organisation_named(text)
        if record is not None:
            return self.link(record.key)
        closed = self.portal.closed_organisation(text)
        return self.link(closed.key) if closed else Hyperlink(text, lang=lang)

    # -- agenda items

    def item_title(self, handling: Handling) -> Hyperlink:
        """The title of an agenda item, as a link to the item; `text` is empty when only its number may be shown."""
        item, meeting = handling.entry.item, handling.meeting
        address = f"{self.portal.address_of(meeting)}#{handling.entry.anchor}"
        if item.exempt:
            closed = self.portal.closed.get((CASE.name, item.case or ""))
            of_case = closed is not None and closed.title == item.exempt.public_title
            lang = self._closed_lang(closed) if closed and of_case else self.foreign(meeting.facts)
            return Hyperlink(item.exempt.public_title, address, lang)
        if item.title:
            return Hyperlink(item.title, address, self.foreign(meeting.facts))
        case = self.portal.case(item.case) if item.case else None
        if case is not None:
            return Hyperlink(str(case.facts.title), address, self.foreign(case.facts))
        if item.case and (CASE.name, item.case) in self.portal.closed:
            return Hyperlink(self.t("item.retracted"), address)
        return Hyperlink("", address)

    def item_name(self, handling: Handling) -> str:
        """The title of an agenda item, or `Sak <number>` when that is all that may be known."""
        return self.item_title(handling).words or self.item_number(handling)

    def item_number(self, handling: Handling) -> str:
        """`Sak 05/21`, or the item's place on the agenda."""
        number = handling.entry.item.number
        if number:
            return self.t("item.number", number=number)
        return self.t("item.position", position=handling.entry.position)

    def item_types(self, handling: Handling) -> tuple[CaseType, ...]:
        """The type of an item: its own, or its case's."""
        item = handling.entry.item
        case = self.portal.case(item.case) if item.case else None
        return item.type or (case.facts.type if case and case.facts.type else ()) or ()

    def types(self, types: tuple[CaseType, ...]) -> str:
        """A case's type in words: `Drøfting og vedtak`."""
        words = [self.t(f"case_type.{type_.name.lower()}") for type_ in types]
        if not words:
            return ""
        rest = [word[0].lower() + word[1:] for word in words[1:]]
        return self.t("list.and", first=", ".join([words[0], *rest[:-1]]), last=rest[-1]) if rest else words[0]

    # -- parts

    def papers(self, record: Record[Any], attachments: tuple[Attachment, ...]) -> list[Paper]:
        """The attachments of a record or of one of its items."""
        return [self._paper(record, attachment) for attachment in attachments]

    def _paper(self, record: Record[Any], attachment: Attachment) -> Paper:
        lang = self.foreign(record.facts)
        if attachment.exempt:
            return Paper(attachment.title, lang, exemption=attachment.exempt)
        stored = record.files.get(attachment.file) if attachment.file else None
        if stored is None:
            return Paper(attachment.title, lang, url=attachment.url, accessible=attachment.accessible.value)
        return Paper(
            attachment.title,
            lang,
            address=addresses.attachment(self.portal.address_of(record), stored.name),
            type=stored.name.rpartition(".")[2].upper(),
            size=stored.location.stat().st_size,
            accessible=attachment.accessible.value,
        )

    def task(self, task: Task) -> TaskRow:
        """A follow-up as a row of a list."""
        follow_up, handling = task.follow_up, task.handling
        due = follow_up.due
        number = handling.entry.item.number
        key = "task.from_decision" if handling.entry.is_decision() else "task.from_item"
        origin = self.t(key, number=number) if number else self.item_name(handling)
        anchor = handling.entry.decision_anchor if handling.entry.is_decision() else handling.entry.anchor
        state = follow_up_state(follow_up, self.today)
        return TaskRow(
            what=follow_up.what,
            lang=self.foreign(handling.meeting.facts),
            state=self.state(state),
            value=state.value,
            responsible=self.party(follow_up.responsible, self.foreign(handling.meeting.facts)),
            due=due,
            done=follow_up.done,
            days=(due - self.today).days if due and not follow_up.done else None,
            origin=Hyperlink(origin, f"{self.portal.address_of(handling.meeting)}#{anchor}"),
            meeting=self.body(handling.meeting.body_id),
        )

    def tasks(self, tasks: list[Task]) -> list[TaskRow]:
        """Follow-ups as rows: overdue first, then open by due date, then done."""
        return [self.task(task) for task in sorted(tasks, key=self._pressing)]

    def _pressing(self, task: Task) -> tuple[Any, ...]:
        state = follow_up_state(task.follow_up, self.today)
        order = list(type(state)).index(state)
        day = task.follow_up.done if not state.is_open() else task.follow_up.due
        return (order, day or dt.date.max, task.handling.meeting.id, task.handling.entry.position)

    def is_held(self, meeting: Record[Meeting] | Closed) -> bool:
        """Whether a meeting was held; of a closed one, its date alone tells."""
        return meeting.day < self.today if isinstance(meeting, Closed) else is_held(self.portal, meeting, self.today)

    def is_coming(self, meeting: Record[Meeting] | Closed) -> bool:
        """Whether a meeting is yet to be held."""
        return not self.is_held(meeting) if isinstance(meeting, Closed) else is_coming(self.portal, meeting, self.today)

    def hold(self, record: Record[Any]) -> Any:
        """Why a record is seen in the preview only, if it is."""
        return self.portal.holds.get(record.key)

    def forgets_names(self, day: dt.date) -> bool:
        """Whether those who met on `day` are not to be found by name any more: so many whole months have passed."""
        passed = 12 * (self.today.year - day.year) + self.today.month - day.month - (self.today.day < day.day)
        months = self.settings.search_names_months
        return months == 0 or passed >= months

    def deadline(self, organisation_id: str, day: dt.date, which: str) -> dt.date | None:
        """The date on which a body's `submission`, `notice` or `minutes` are due for a meeting on `day`."""
        body = self.portal.organisation(organisation_id)
        days = getattr(body.facts.deadlines, which) if body and body.facts.deadlines else None
        if days is None:
            return None
        try:
            return day + dt.timedelta(days=days if which == "minutes" else -days)
        except OverflowError:  # a date at the edge of the calendar
            return None

    def updated(self, *keys: Key) -> dt.date | None:
        """The latest own date, not to come, of the records with these keys; `None` where they have none."""
        return max((self.history[key][0].day for key in keys if key in self.history), default=None)
