"""What is new as one message to one reader: as text and as HTML, with all that a mail program needs to stop it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment

from portal.commands.notifying.subscribers import Subscriber, followed
from portal.derived.change_log import identity_of
from portal.derived.change_words import entry_link, sentences_of
from portal.derived.changes import Change
from portal.derived.context import Context
from portal.language.catalogue import catalogue_for
from portal.language.phrase import lines_in
from portal.model import addresses
from portal.pages.rendering.environment import template_environment
from portal.public.portal import PublicPortal
from portal.source.layers import templates_of
from portal.source.settings import Settings

__all__ = ["Digests", "fresh", "keys_of"]


def keys_of(context: Context) -> dict[str, Change]:
    """Every change by what it is known by from one run to the next, the newest first: what happened, and its words.

    What happened may be the same twice on one day; then its words tell one from the other.
    """
    found: dict[str, Change] = {}
    for change in context.history.every:
        words = hashlib.sha256(change.words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        found.setdefault(f"{identity_of(context, change)}#{words}", change)
    return found


def fresh(keys: Iterable[str], seen: frozenset[str]) -> tuple[list[str], frozenset[str]]:
    """Those of some keys that are new, and what has been seen from now on.

    Where the same happened no more often than before, its words were put otherwise: that is no news.
    """
    now, before = _by_event(keys), _by_event(sorted(seen))
    new: list[str] = []
    for event, told in now.items():
        known = before.get(event, [])
        more = len(told) - len(known)
        new += [key for key in told if key not in known][: max(0, more)]
        before[event] = told if more >= 0 else known
    return new, frozenset(key for told in before.values() for key in told)


def _by_event(keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in keys:
        found.setdefault(key.rpartition("#")[0], []).append(key)
    return found


@dataclass(frozen=True)
class _Language:
    """What digests in one language are made with, and the changes of the portal as it tells them."""

    context: Context
    environment: Environment

    @cached_property
    def changes(self) -> dict[str, Change]:
        return keys_of(self.context)

    def change(self, key: str) -> Change | None:
        """The change of a key, also where its words were put otherwise since."""
        event = key.rpartition("#")[0]
        others = (change for other, change in self.changes.items() if other.rpartition("#")[0] == event)
        return self.changes.get(key) or next(others, None)


class Digests:
    """Makes the messages of one run: each to one subscriber, of those of some changes that they follow."""

    def __init__(self, root: Path, settings: Settings, public: PublicPortal, sender: str, unsubscribe: str) -> None:
        self._sender, self._unsubscribe = sender, unsubscribe
        self._settings, self._root, self._public = settings, root, public
        self._languages: dict[str, _Language] = {}

    def digest(self, one: Subscriber, keys: Sequence[str], moment: dt.datetime) -> EmailMessage | None:
        """The message with what somebody follows of the changes with some keys; `None` where that is nothing."""
        language = self._language(one.language or self._settings.lang)
        is_followed = followed(one, language.context)
        told = {key: change for key in keys if (change := language.change(key))}
        told = {key: change for key, change in told.items() if is_followed(change)}
        return self._message(one, language, told, moment) if told else None

    def _language(self, lang: str) -> _Language:
        if lang not in self._languages:
            settings = replace(self._settings, lang=lang)
            context = Context(self._public, settings, catalogue_for(lang))
            templates = templates_of(self._root, settings)
            self._languages[lang] = _Language(context, template_environment(templates, context))
        return self._languages[lang]

    def _message(
        self, one: Subscriber, language: _Language, changes: Mapping[str, Change], moment: dt.datetime
    ) -> EmailMessage:
        context, host = language.context, parseaddr(self._sender)[1].rpartition("@")[2]
        site = context.settings.site_name
        values: dict[str, Any] = {
            "lang": context.settings.lang,
            "title": context.catalogue.count("notify.subject", len(changes), site=site),
            "entries": [_entry(context, change) for change in changes.values()],
            "why": context.t("notify.why", what=self._what(one, context)),
            "stop": context.t("notify.stop"),
            "unsubscribe": self._leave(one),
            "all": context.t("notify.all_changes"),
            "news": context.url(addresses.NEWS),
        }
        told = "\n".join([one.key, *sorted(changes)])
        message = EmailMessage(policy=SMTP)
        message["Subject"] = values["title"]
        message["From"] = self._sender
        message["To"] = one.address
        message["Date"] = format_datetime(moment)
        message["Message-ID"] = f"<{hashlib.sha256(told.encode()).hexdigest()[:32]}@{host}>"
        message["List-Id"] = f"<nytt.{urlsplit(self._settings.site_url).hostname or host}>"
        message["List-Unsubscribe"] = f"<{values['unsubscribe']}>"
        if values["unsubscribe"].startswith("https:"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(_text(values))
        message.add_alternative(language.environment.get_template("mail/digest.html").render(values), subtype="html")
        message["Content-Language"] = f"{context.settings.lang}-NO"
        message.set_boundary(f"portal-{hashlib.sha256(told.encode()).hexdigest()[:24]}")
        return message

    def _leave(self, one: Subscriber) -> str:
        """Where somebody says that they want no more: an address on the web with their own in it, or of e-mail."""
        if self._unsubscribe.startswith("http"):
            return self._unsubscribe.replace("{address}", quote(one.address, safe=""))
        address = self._unsubscribe.removeprefix("mailto:") or parseaddr(self._sender)[1]
        return f"mailto:{address}?subject=unsubscribe"

    def _what(self, one: Subscriber, context: Context) -> str:
        """What somebody follows, in words."""
        if one.all:
            return context.t("notify.everything")
        titles = {record.id: context.title(record) for record in context.portal.records.values()}
        named = [str(titles.get(id_, id_)) for id_ in (*one.bodies, *one.organisations, *one.cases)]
        words = [f"«{word}»" for word in one.words]
        return context.catalogue.listed(dict.fromkeys([*named, *words]))


def _entry(context: Context, change: Change) -> dict[str, Any]:
    """A change: what it is, what it is about and where that stands, and what it says."""
    link = entry_link(context, change)
    return {
        "kind": context.state(change.kind).text,
        "title": link.words,
        "url": context.url(link.address or addresses.FRONT),
        "day": context.dates.day(change.day),
        "lines": [line for sentence in sentences_of(context, change) for line in lines_in(sentence)],
    }


def _text(values: Mapping[str, Any]) -> str:
    """The message as text: each change with its lines and its address, then why it came and how it stops."""
    told = [values["title"], ""]
    for entry in values["entries"]:
        told += [f"{entry['kind']}: {entry['title']} ({entry['day']})"]
        told += [f"  {''.join(words for words, _ in line)}" for line in entry["lines"]]
        told += [f"  {entry['url']}", ""]
    return "\n".join(
        [*told, f"{values['all']} {values['news']}", "", values["why"], values["stop"], values["unsubscribe"], ""]
    )
