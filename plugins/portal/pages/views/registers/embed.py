"""Small pages for the frames of other sites, such as a municipality's: what comes, and what was decided last.

There is one for all bodies and one for each; `/bygg-inn/` has the line of HTML that shows one. What a server must allow
for them is in `outputs.serving`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from html import escape

from portal.derived.context import Context
from portal.derived.items import DecisionRow, decision_row
from portal.derived.parts import Hyperlink, LazyView, View
from portal.derived.public import Closed, Handling, Record
from portal.language.phrase import marked
from portal.model import addresses
from portal.model.meeting import Meeting
from portal.pages.views.rows import MeetingRow, meeting_row

__all__ = ["EmbedList", "EmbedPage", "FramePage", "Snippet", "views"]

_MOST = 8
"""How many rows stand in a frame."""
_HEIGHT = 600
"""How high the frame is that the page offers, in pixels."""


@dataclass(frozen=True)
class FramePage:
    """What stands in a frame: the rows of one list, and where the whole of it is.

    Without a `body` they are of all, and `bodies` are those that have a page of their own.
    """

    name: str
    whole: Hyperlink
    body: Hyperlink | None
    meetings: tuple[MeetingRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Snippet:
    """A page for a frame: where it is within the site and as a whole URL, and its title for an attribute."""

    link: Hyperlink
    url: str
    title: str


@dataclass(frozen=True)
class EmbedList:
    """One of the lists that can be embedded, of all bodies and of each."""

    anchor: str
    title: str
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True)
class EmbedPage:
    """The page that offers the lists."""

    lists: tuple[EmbedList, ...]
    height: int = _HEIGHT


def views(context: Context) -> Iterator[LazyView]:
    """The page that offers frames, and what stands in each."""
    yield LazyView(addresses.EMBED, partial(_offer, context))
    for name in addresses.EMBEDDED:
        for body in ("", *_bodies(context)):
            yield LazyView(addresses.embedded(name, body), partial(_frame, context, name, body))


def _bodies(context: Context) -> list[str]:
    """The bodies that may be read, by what they are called."""
    bodies = (one for one in context.portal.organisations if one.facts.kind.is_body())
    return [one.id for one in sorted(bodies, key=lambda one: (context.title(one), one.id))]


def _title(context: Context, name: str, body: str) -> str:
    return context.t(f"embed.{name}_of", body=context.body(body).words) if body else context.t(f"embed.{name}")


def _snippet(context: Context, name: str, body: str) -> Snippet:
    address = addresses.embedded(name, body)
    shown = context.body(body) if body else Hyperlink(context.t("embed.all"))
    said = marked(escape(shown.text), shown.lang)
    title = context.t(f"embed.{name}_of", body=said) if body else context.t(f"embed.{name}")
    return Snippet(replace(shown, address=address), context.url(address), title)


def _offer(context: Context) -> View:
    standing = (one for one in _bodies(context) if not context.facts.organisation(one).is_over)
    bodies = ("", *standing)
    lists = (
        EmbedList(f"_{name}", context.t(f"embed.{name}"), tuple(_snippet(context, name, body) for body in bodies))
        for name in addresses.EMBEDDED
    )
    return View(
        "register/embed.html",
        addresses.EMBED,
        context.t("embed.title"),
        EmbedPage(tuple(lists)),
        description=context.t("embed.lede"),
    )


def _frame(context: Context, name: str, body: str) -> View:
    of_body = context.body(body) if body else None
    meetings, decisions = _rows(context, name, body)
    whole = addresses.MEETINGS if name == "meetings" else addresses.DECISIONS
    if of_body:
        whole = (of_body.address if name == "meetings" else addresses.decisions_by_body(body)) or whole
    return View(
        "register/frame.html",
        addresses.embedded(name, body),
        _title(context, name, body),
        FramePage(
            name,
            Hyperlink(context.t(f"embed.whole_{name}"), whole),
            of_body,
            tuple(meeting_row(context, one) for one in meetings[:_MOST]),
            tuple(decision_row(context, one) for one in decisions[:_MOST]),
            () if body else tuple(_bodies(context)),
        ),
        description=context.t("embed.lede"),
        indexed=False,
        is_framed=True,
    )


def _rows(context: Context, name: str, body: str) -> tuple[list[Record[Meeting] | Closed], list[Handling]]:
    """The meetings that come, or the latest decisions but those that only approve something."""
    facts = context.facts
    if name == "meetings":
        return [one.meeting for one in facts.coming if not body or body in one.meeting.body_ids], []
    made = (one for one in facts.decisions if not body or body in one.meeting.body_ids)
    return [], [one for one in made if not facts.item(one).is_routine]
