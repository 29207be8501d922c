"""What the document around a page needs, whoever writes it: the head's facts, the menu and the footer."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from portal import addresses
from portal.content import ContentPage
from portal.rendering.page import Page
from portal.views.context import Context
from portal.views.page import Hyperlink

__all__ = ["NOT_FOUND", "Frame", "frame_of", "frame_of_content"]

NOT_FOUND = "/404.html"

_MENU = (
    ("menu.meetings", addresses.MEETINGS),
    ("menu.cases", addresses.CASES),
    ("menu.decisions", addresses.DECISIONS),
    ("menu.follow_ups", addresses.FOLLOW_UPS),
    ("menu.projects", addresses.PROJECTS),
    ("menu.bodies", addresses.BODIES),
)


@dataclass(frozen=True)
class Frame:
    """The facts of a document: what stands in its head, its menu and its footer.

    `root` is the site's own path, for a page that answers at any address (404).
    """

    address: str
    title: str
    heading: str
    brand: tuple[str, str]
    description: str
    canonical: str
    menu: tuple[Hyperlink, ...]
    current: str
    about: tuple[Hyperlink, ...]
    accessibility: Hyperlink
    for_bodies: tuple[Hyperlink, ...]
    contact: Hyperlink | None
    edit_url: str | None = None
    indexed: bool = True
    drawings: bool = False
    hand_written: bool = False
    root: str | None = None

    def href(self, address: str) -> str:
        """An address as a link from this page; a URL stays as it is."""
        if not address.startswith("/"):
            return address
        if self.root is not None:
            return f"{self.root}{address}"
        return addresses.relative(self.address, address)


def frame_of(page: Page, context: Context, content: tuple[ContentPage, ...]) -> Frame:
    """The document around a page that is made from records."""
    edit_url = context.settings.edit_url(page.source) if page.source else None
    return _frame(
        context, content, page.address, page.title, page.description, page.menu, edit_url, page.indexed, page.drawings
    )


def frame_of_content(
    address: str, title: str, description: str, path: str, context: Context, content: tuple[ContentPage, ...]
) -> Frame:
    """The document around a hand-written page."""
    edit_url = context.settings.edit_url(path) if path else None
    return _frame(context, content, address, title, description, "", edit_url, True, False, hand_written=True)


def _frame(
    context: Context,
    content: tuple[ContentPage, ...],
    address: str,
    title: str,
    description: str,
    current: str,
    edit_url: str | None,
    indexed: bool,
    drawings: bool,
    hand_written: bool = False,
) -> Frame:
    settings, t = context.settings, context.t
    by_path = {page.path.removeprefix(f"{settings.content}/"): page for page in content}
    statement = settings.accessibility_statement
    site_address = statement if "://" in statement else "/" + statement.strip("/") + "/"
    full_title = title if address == addresses.FRONT else t("document.title", page=title, site=settings.site_name)
    return Frame(
        address=address,
        title=full_title,
        heading=title,
        brand=_brand(settings.site_name),
        description=" ".join(description.split()),
        canonical=f"{settings.site_url.rstrip('/')}{address}" if settings.site_url else "",
        menu=tuple(Hyperlink(t(key), to) for key, to in _MENU),
        current=current,
        about=_links(settings.about, by_path),
        accessibility=Hyperlink(t("footer.accessibility"), site_address),
        for_bodies=(*_links(settings.for_bodies, by_path), Hyperlink(t("menu.partners"), addresses.PARTNERS),
                    Hyperlink(t("status.title"), addresses.STATUS)),
        contact=_contact(context),
        edit_url=edit_url,
        indexed=indexed,
        drawings=drawings,
        hand_written=hand_written,
        root=urlsplit(settings.site_url).path.rstrip("/") if address == NOT_FOUND else None,
    )  # fmt: skip


def _brand(site_name: str) -> tuple[str, str]:
    """A site's name on two lines: its first word, and the rest."""
    first, _, rest = site_name.partition(" ")
    return (first, rest)


def _links(paths: tuple[str, ...], by_path: dict[str, ContentPage]) -> tuple[Hyperlink, ...]:
    return tuple(Hyperlink(by_path[path].title, by_path[path].address) for path in paths if path in by_path)


def _contact(context: Context) -> Hyperlink | None:
    """The secretariat, if the portal has one that may be known of."""
    for record in context.portal.organisations:
        if record.facts.kind.value == "secretariat":
            return Hyperlink(context.t("footer.contact"), context.portal.address_of(record))
    return None
