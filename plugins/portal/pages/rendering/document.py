"""What the document around a page needs, whoever writes it: the head's facts, the menu and the footer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from portal.derived.context import Context
from portal.derived.parts import Hyperlink, LazyView
from portal.derived.redirects import Leading, Redirect
from portal.language.phrase import marked
from portal.model import addresses
from portal.pages.rendering.markup import embedded
from portal.pages.rendering.page import Page
from portal.pages.theme import Theme
from portal.source.content import ContentPage
from portal.source.settings import Settings

__all__ = ["Frame", "Frames", "SharingCard", "Surroundings"]


@dataclass(frozen=True)
class SecretariatContact:
    """Where the secretariat is reached: its page, its mailbox and its telephone, either of which may be empty."""

    page: Hyperlink
    email: str
    phone: str


@dataclass(frozen=True)
class Surroundings:
    """What is the same on every page: the site's name on two lines, its menu and its footer."""

    brand: tuple[str, str]
    menu: tuple[Hyperlink, ...]
    about: tuple[Hyperlink, ...]
    accessibility: Hyperlink
    follow: tuple[Hyperlink, ...]
    for_bodies: tuple[Hyperlink, ...]
    contact: SecretariatContact | None


@dataclass(frozen=True)
class SharingCard:
    """How a page looks where somebody shares its address, beside its title and description.

    `type` is the Open Graph type; `modified` the latest of the record's own dates
    (ISO 8601); `image` a whole URL. Either may be empty.
    """

    type: str
    locale: str
    modified: str = ""
    image: str = ""


@dataclass(frozen=True)
class Frame:
    """The document around one page.

    `current` is the address of the entry of the menu that the page belongs to;
    `root` is the site's own path, for a page that answers at any address (404);
    `lang` is the language of a hand-written page that is not in the site's;
    `text` is where its Markdown is, if it has one; `linked_data` is what the page says to machines, as JSON; a page
    that nobody shares (404, a frame's) has no `preview`; one that `is_framed` has neither header nor footer.
    """

    site: Surroundings
    address: str
    heading: str
    title: str
    description: str
    canonical: str
    current: str = ""
    edit_url: str | None = None
    indexed: bool = True
    drawings: bool = False
    cards: bool = False
    scripts: Markup | None = None
    hand_written: bool = False
    root: str | None = None
    feeds: tuple[Hyperlink, ...] = ()
    linked_data: Markup | None = None
    text: str = ""
    preview: SharingCard | None = None
    lang: str = ""
    is_framed: bool = False
    theme: Theme = field(default_factory=Theme)

    def href(self, address: str) -> str:
        """An address as a link from this page; a URL stays as it is."""
        if not address.startswith("/"):
            return address
        address = self.theme.address(address)
        if self.root is not None:
            return f"{self.root}{address}"
        return addresses.relative(self.address, address)


class Frames:
    """Makes the documents around the pages of one site."""

    def __init__(self, context: Context, content: tuple[ContentPage, ...], theme: Theme) -> None:
        self._settings = context.settings
        self._theme = theme
        self._closed = {closed.address for closed in context.facts.closed()}
        self._t = context.t
        self.surroundings = _surroundings(context, content)
        self._feed_of_all = context.feed_of_all

    def of(self, page: Page) -> Frame:
        """The document around a page that is made from records."""
        return self._around(
            page.address,
            page.title,
            page.description,
            current=page.menu,
            edit_url=self._settings.edit_url(page.source) if page.source else None,
            indexed=page.indexed,
            drawings=page.drawings,
            cards=page.cards,
            scripts=Markup("\n".join(page.scripts)),
            feeds=self._feeds(page.feed),
            text=addresses.text_of(page.address) if page.source is not None else "",
            linked_data=embedded(page.structured) if page.structured else None,
            preview=None if page.is_framed else self._preview(page.updated, is_record=page.source is not None),
            is_framed=page.is_framed,
        )

    def of_content(self, address: str, title: str, description: str, path: str | None, lang: str = "") -> Frame:
        """The document around a hand-written page; `lang` is what its front matter says.

        `path` is where it lies in the portal, if it does.
        """
        foreign = lang if lang != self._settings.lang else ""
        return self._around(
            address,
            title,
            description,
            heading=marked(title, foreign),
            lang=foreign,
            edit_url=self._settings.edit_url(path) if path else None,
            hand_written=True,
            feeds=self._feeds(),
            preview=self._preview(),
        )

    def of_written(self, page: ContentPage) -> Frame:
        """The document around a hand-written page as it was read."""
        path = None if page.is_shipped else page.path
        return self.of_content(page.address, page.title, page.description, path, page.lang)

    def towards(self, redirect: Redirect, leading: Leading, views: Mapping[str, LazyView]) -> Frame | None:
        """What a page that leads on says of where it leads, for whoever is sent its address; `views` by address.

        Of what may not be read it says nothing.
        """
        address, _, anchor = redirect.target.partition("#")
        if address not in views or address in self._closed:
            return None
        title, description = leading.target.words, leading.description
        if not anchor or not description:
            view = views[address].view()
            title, description = title if anchor else view.title, description or view.description
        _, updated = views[address].listing
        is_record = views[address].dated is not None
        return self._around(address, title, description, preview=self._preview(updated, is_record))

    def not_found(self) -> Frame:
        """The document around the page that answers where there is none."""
        root = urlsplit(self._settings.site_url).path.rstrip("/")
        title = self._t("not_found.title")
        return self._around(addresses.NOT_FOUND, title, "", canonical="", indexed=False, hand_written=True, root=root)

    def _around(self, address: str, title: str, description: str, **more: Any) -> Frame:
        told = {
            "heading": title,
            "title": self._title(address, title),
            "description": " ".join(description.split()),
            "canonical": self._canonical(address),
        }
        return Frame(site=self.surroundings, theme=self._theme, address=address, **{**told, **more})

    def _feeds(self, own: Hyperlink | None = None) -> tuple[Hyperlink, ...]:
        """The feeds that a page names to programs: its own, and that of the whole portal."""
        return tuple(dict.fromkeys(filter(None, (own, self._feed_of_all))))

    def _preview(self, updated: dt.date | None = None, is_record: bool = False) -> SharingCard:
        return SharingCard(
            type="article" if is_record else "website",
            locale=f"{self._settings.lang}_NO",
            modified=updated.isoformat() if updated and is_record else "",
            image=self._canonical(addresses.CARD),
        )

    def _title(self, address: str, title: str) -> str:
        if address == addresses.FRONT:
            return self._settings.site_name
        return self._t("document.title", page=title, site=self._settings.site_name)

    def _canonical(self, address: str) -> str:
        return f"{self._settings.site_url.rstrip('/')}{address}" if self._settings.site_url else ""


def _surroundings(context: Context, content: tuple[ContentPage, ...]) -> Surroundings:
    settings, t = context.settings, context.t
    by_path = {page.path.removeprefix(f"{settings.content}/"): page for page in content}
    statement = settings.accessibility_statement
    statement_address = statement if "://" in statement else f"/{statement.strip('/')}/"
    return Surroundings(
        brand=(settings.site_name.partition(" ")[0], settings.site_name.partition(" ")[2]),
        menu=tuple(
            Hyperlink(t(key), address) for key, address in addresses.MENU if address not in context.portal.absent
        ),
        about=_links(settings, settings.about, by_path),
        accessibility=Hyperlink(t("footer.accessibility"), statement_address),
        follow=(
            Hyperlink(t("menu.news"), addresses.NEWS),
            Hyperlink(t("footer.calendar"), f"{addresses.MEETINGS}#folg"),
            Hyperlink(t("data.title"), addresses.DATA),
            Hyperlink(t("words.title"), addresses.WORDS),
        ),
        for_bodies=(
            Hyperlink(t("front.submit"), addresses.SUBMIT),
            *(link for link in _links(settings, settings.for_bodies, by_path) if link.address != addresses.SUBMIT),
            Hyperlink(t("menu.partners"), addresses.PARTNERS),
            Hyperlink(t("status.title"), addresses.STATUS),
        ),
        contact=_contact(context),
    )


def _links(settings: Settings, paths: tuple[str, ...], by_path: dict[str, ContentPage]) -> tuple[Hyperlink, ...]:
    pages = (by_path[path] for path in paths if path in by_path)
    return tuple(
        Hyperlink(page.title, page.address, page.lang if page.lang not in ("", settings.lang) else None)
        for page in pages
    )


def _contact(context: Context) -> SecretariatContact | None:
    """The secretariat's page and how it is reached, if the portal has one that may be known of."""
    record = context.facts.secretariat
    if record is None:
        return None
    known = record.facts.contact
    email, phone = (known.email or "", known.phone or "") if known else ("", "")
    return SecretariatContact(Hyperlink(context.t("footer.contact"), record.address), email, phone)
