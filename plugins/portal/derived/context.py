"""What every view needs: the public portal, the words, the dates, and how to name and link a record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import cached_property
from operator import attrgetter
from typing import Any
from urllib.parse import quote

from portal.derived.changes import History
from portal.derived.facts import Facts
from portal.derived.labels import StateLabel, label_of
from portal.derived.lifetimes import Lifetimes
from portal.derived.parts import CorrectionRow, Download, Hyperlink, Paper, TaskRow, restriction_of
from portal.language.catalogue import Catalogue
from portal.language.dates import Calendar
from portal.language.phrase import joined_titles, marked
from portal.linked.graph import Handling, Task
from portal.model import addresses
from portal.model.clock import OSLO
from portal.model.common import Attachment, RecordFacts
from portal.model.kinds import MEETING, ORGANISATION, Kind
from portal.model.meeting import Meeting
from portal.model.theme import Theme
from portal.model.values import PartialDate
from portal.model.vocabulary import CaseType
from portal.public.portal import Closed, Hold, PublicPortal
from portal.source.record import Key, Record
from portal.source.settings import FEED_SIGN, Settings
from portal.text.plain import lines_of

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
    def facts(self) -> Facts:
        """What is worked out of the portal today."""
        return Facts.of_public(self.portal, self.settings.report_days)

    @cached_property
    def history(self) -> History:
        """The changes of each record, the newest first."""
        return History(self.portal)

    @cached_property
    def lifetimes(self) -> Lifetimes:
        """When each record was made and last changed."""
        return Lifetimes(self.portal, self.history)

    def url(self, address: str) -> str:
        """The whole URL of an address of the site; the address itself where the site's own is not known."""
        return f"{self.settings.site_url.rstrip('/')}{address}"

    @property
    def feed_of_all(self) -> Hyperlink:
        """The feed of the whole portal, by its title."""
        return Hyperlink(self.t("feed.of_all", site=self.settings.site_name), addresses.FEED_OF_ALL)

    def feed_of(self, record: Record[Any], address: str) -> Hyperlink:
        """The feed of one record that answers at an address, by its title."""
        title = self.t("feed.of_one", title=self.title(record), site=self.settings.site_name)
        return Hyperlink(title, address)

    def feed_of_body(self, organisation_id: str | None) -> Hyperlink | None:
        """The feed of an organisation, if it is public."""
        body = self.portal.organisation(organisation_id) if organisation_id else None
        return self.feed_of(body, addresses.feed_of(body.id)) if body else None

    def webcal(self, address: str) -> str:
        """A calendar's address as programs subscribe to it; empty where the site's own is not known."""
        site = self.settings.site_url.rstrip("/")
        return re.sub(r"^https?:", "webcal:", f"{site}{address}") if site else ""

    def mail_of(self, feed: str) -> str:
        """Where a reader asks to get a feed by e-mail, at the service that the portal names; empty where it names none,
        or one that is to be told of the feed while the site's own address is not known.
        """
        service = self.settings.mail_service
        if FEED_SIGN in service and not self.settings.site_url:
            return ""
        return service.replace(FEED_SIGN, quote(self.url(feed), safe=""))

    # -- names

    def lang_of(self, facts: RecordFacts) -> str:
        """The language of a record's words."""
        return facts.lang.value if facts.lang else self.settings.lang

    def foreign(self, facts: RecordFacts) -> str | None:
        """The language of a record's words, when it is not the site's."""
        return self.foreign_lang(self.lang_of(facts))

    def foreign_lang(self, lang: str | None) -> str | None:
        """A language, when it is told and is not the site's."""
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
        return self.foreign_lang(closed.lang) if closed.title else None

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

    def period(self, date: PartialDate) -> str:
        """A day, a month or a year, as exactly as it is known."""
        written = {"day": self.dates.day, "month": self.dates.month_year}.get(date.precision)
        return written(date.first) if written else date.text

    def between(self, start: PartialDate | None, to: PartialDate | None) -> str:
        """From when to when something holds, in words; none where neither is known."""
        first = self.t("valid.from", date=self.period(start)) if start else ""
        last = self.t("valid.to", date=self.period(to)) if to else ""
        return f"{first} {last}".strip()

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
            words = str(record.facts.title) if lang else self.title(record)
            return Hyperlink(words, f"{address}{anchor}", lang, self._over(record))
        closed = self.portal.closed.get(key)
        return Hyperlink(self._closed_title(closed), address, self._closed_lang(closed)) if closed else None

    def _over(self, record: Record[Any]) -> str:
        """That an organisation is not there any more, and who came after it."""
        if record.kind is not ORGANISATION or not self.facts.is_over(record.facts):
            return ""
        after = [self.title(one) for one in self.portal.referring(ORGANISATION, record.key, "predecessor")]
        if not after:
            return self.t("organisation.over")
        return self.t("organisation.over_successor", successor=joined_titles(after))

    def links(self, kind: Kind, ids: Iterable[str]) -> tuple[Hyperlink, ...]:
        """Links to those of the records of a kind that may be known of."""
        return tuple(link for id_ in ids if (link := self.link((kind.name, id_))))

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

    def parties(self, texts: Iterable[str], lang: str | None = None) -> tuple[Hyperlink, ...]:
        """Several organisations or texts, as `party` gives them, each once."""
        links = (link for text in texts if (link := self.party(text, lang)))
        return tuple({link.address or link.text: link for link in links}.values())

    def theme(self, theme: Theme) -> Hyperlink:
        """A theme by what it is called in the site's language."""
        title = getattr(theme.title, self.settings.lang, theme.title.nn)
        return Hyperlink(title, addresses.theme_page(theme.id))

    def themes_of(self, facts: RecordFacts) -> tuple[Hyperlink, ...]:
        """The themes that a record names, those that the portal has."""
        return tuple(self.theme(one) for one in self.portal.themes if one.id in facts.themes)

    # -- agenda items

    def item_title(self, handling: Handling) -> Hyperlink:
        """The title of an agenda item, as a link to the item; `text` is empty when only its number may be shown."""
        item, meeting = handling.entry.item, handling.meeting
        address = handling.address
        if item.exempt:
            closed = self.facts.closed_cases(handling)
            of_cases = _together([(str(one.title), self._closed_lang(one)) for one in closed])
            if of_cases.text == item.exempt.public_title:
                return replace(of_cases, address=address)
            return Hyperlink(item.exempt.public_title, address, self.foreign(meeting.facts))
        if item.title:
            return Hyperlink(item.title, address, self.foreign(meeting.facts))
        if cases := self.portal.cases_of(handling):
            titles = [(str(case.facts.title), self.foreign(case.facts)) for case in cases]
            return replace(_together(titles), address=address)
        if self.facts.closed_cases(handling):
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

    def decision_words(self, handling: Handling) -> str:
        """The words of an item's decision as plain text, a line for each paragraph and each point of a list."""
        decided = handling.entry.decided if handling.is_decision else ()
        return lines_of(*decided, lang=self.lang_of(handling.meeting.facts))

    def types(self, types: tuple[CaseType, ...]) -> str:
        """A case's type in words: `Drøfting og vedtak`."""
        words = [self.t(f"case_type.{type_.name.lower()}") for type_ in types]
        return self.catalogue.listed([*words[:1], *(word[0].lower() + word[1:] for word in words[1:])])

    def typed(self, types: tuple[CaseType, ...]) -> tuple[Hyperlink, ...]:
        """The same, each word with where it is explained."""
        names = [type_.name.lower() for type_ in types]
        words = [self.t(f"case_type.{name}") for name in names]
        words[1:] = (word[0].lower() + word[1:] for word in words[1:])
        return tuple(
            Hyperlink(word, addresses.explained(f"{name}_type")) for name, word in zip(names, words, strict=True)
        )

    # -- parts

    def corrections(self, facts: RecordFacts) -> tuple[CorrectionRow, ...]:
        """What was corrected in a record after publication, the latest first."""
        latest = sorted(facts.corrections, key=attrgetter("date"), reverse=True)
        return tuple(CorrectionRow(one.date, one.what) for one in latest)

    def papers(self, record: Record[Any], attachments: tuple[Attachment, ...]) -> tuple[Paper, ...]:
        """The attachments of a record or of one of its items."""
        return tuple(self._paper(record, attachment) for attachment in attachments)

    def _paper(self, record: Record[Any], attachment: Attachment) -> Paper:
        lang = self.foreign(record.facts)
        if attachment.exempt:
            return Paper(attachment.title, lang, exemption=restriction_of(attachment.exempt))
        stored = record.files.get(attachment.file) if attachment.file else None
        if stored is None:
            return Paper(attachment.title, lang, url=attachment.url, accessible=attachment.accessible.value)
        return Paper(
            attachment.title,
            lang,
            address=addresses.attachment(record.address, stored.name),
            type=stored.name.rpartition(".")[2].upper(),
            size=stored.size,
            accessible=attachment.accessible.value,
        )

    def task(self, task: Task) -> TaskRow:
        """A follow-up as a row of a list."""
        follow_up, lang = task.follow_up, self.foreign(task.record.facts)
        facts = self.facts.follow_up(task)
        return TaskRow(
            what=follow_up.what,
            lang=lang,
            state=self.state(facts.state),
            value=facts.state.value,
            responsible=self.parties(follow_up.responsible, lang),
            due=follow_up.due,
            done=follow_up.done,
            days=facts.days,
            origin=Hyperlink(self._origin(task), task.address),
            meeting=self.body(task.handling.meeting.body_id) if task.handling else self.link_to(task.record),
            keys=(task.record.key,),
        )

    def _origin(self, task: Task) -> str:
        """What a follow-up comes from: `Vedtak 05/21`, or `Tiltak 3.2`."""
        if task.measure:
            return self.t("measure.number", number=task.measure.number)
        assert task.handling is not None
        number = task.handling.entry.item.number
        key = "task.from_decision" if task.handling.entry.is_decision() else "task.from_item"
        return self.t(key, number=number) if number else self.item_name(task.handling)

    def tasks(self, tasks: Iterable[Task]) -> tuple[TaskRow, ...]:
        """Follow-ups as rows: overdue first, then open by due date, then done."""
        return tuple(self.task(one.task) for one in sorted(map(self.facts.follow_up, tasks), key=attrgetter("rank")))

    def hold(self, record: Record[Any]) -> Hold | None:
        """Why a record is seen in the preview only, if it is."""
        return self.portal.holds.get(record.key)

    def forgets_names(self, day: dt.date) -> bool:
        """Whether those who met on `day` are not to be found by name any more: so many whole months have passed."""
        passed = 12 * (self.today.year - day.year) + self.today.month - day.month - (self.today.day < day.day)
        months = self.settings.search_names_months
        return months == 0 or passed >= months

    def updated(self, *keys: Key) -> dt.date | None:
        """The day on which the latest changed of the records with these keys was changed; `None` if nobody knows."""
        moments = (self.lifetimes.of_key(key).modified for key in keys)
        latest = max(filter(None, moments), default=None)
        return latest.astimezone(OSLO).date() if latest else None


def _together(titles: Sequence[tuple[str, str | None]]) -> Hyperlink:
    """Titles, each with its language when that is not the site's, as the words of one link."""
    langs = {lang for _, lang in titles}
    if len(langs) == 1:
        return Hyperlink(joined_titles(text for text, _ in titles), lang=langs.pop())
    return Hyperlink(joined_titles(marked(text, lang) for text, lang in titles))
