"""The composition of a site: what answers at each address of a public portal. Nothing else puts a site together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache as cached
from functools import cached_property, partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin

from jinja2 import Environment

from portal.derived.context import Context
from portal.derived.parts import LazyView, View
from portal.derived.redirects import Redirect, redirects
from portal.language.catalogue import catalogue_for
from portal.model import addresses
from portal.model.colours import Palette
from portal.model.kinds import KINDS
from portal.outputs.data.page import views as data_views
from portal.outputs.files import EXPORTS
from portal.outputs.paper.papers import Papers, papers_of
from portal.outputs.search.documents import document
from portal.outputs.search.entries import SearchEntry, entries
from portal.outputs.search.files import index_files
from portal.outputs.search.names import named_pages
from portal.outputs.serving.files import server_files
from portal.outputs.sharing import sharing_card
from portal.outputs.sitemap import sitemap
from portal.pages.rendering.digest import digest_of_view
from portal.pages.rendering.document import Frames
from portal.pages.rendering.environment import Shell, template_environment
from portal.pages.rendering.handwritten import handwritten_html
from portal.pages.rendering.page import Asset, Page
from portal.pages.rendering.renderer import Renderer
from portal.pages.rendering.wordform import word_forms
from portal.pages.theme import Theme, read_theme
from portal.pages.views.pages import groups_of_views
from portal.public.portal import PublicPortal
from portal.site.manifest import schema_text
from portal.site.site import Group, Groups, Made, MadeOf, Resource, Site, Sort
from portal.source.cache import FOLDER, code_version, digest_of
from portal.source.content import ContentPage, shipped_beside
from portal.source.layers import PACKAGE, Layers, templates_of
from portal.source.settings import Settings
from portal.source.tree import StoredFile, walk_files
from portal.source.twins import read_twins
from portal.text.markdown import markdown_of

__all__ = ["compose", "views_of"]

_ADMIN_FILES = "outputs/admin/files"
"""What the editor in the browser runs on, in the package."""


def compose(
    root: Path, settings: Settings, public: PublicPortal, content: tuple[ContentPage, ...], preview: bool = False
) -> Site:
    """The site of a public portal and its hand-written pages: every address, and how to make what answers there.

    In a preview the files of the theme keep their names.
    """
    papers = papers_of(public, settings, root / FOLDER)
    context = Context(public, settings, catalogue_for(settings.lang), papers, settings.search)
    templates = templates_of(root, settings)
    theme = Theme() if preview else read_theme(templates, settings.palette)
    composer = _Composer(root, context, content, templates, theme)
    own = [*composer.pages.each, *_groups_of_files(composer, context, papers)]

    def places() -> set[str]:
        return set(chain.from_iterable(group.found for group in own)) | set(public.content.values())

    leading = cached(lambda: list(redirects(context, places())))
    groups = [
        *own,
        Group(("/",), lambda: map(composer.redirect, leading())),
        Group(("/",), lambda: composer.for_servers(leading(), places())),
        Group(("/",), composer.own_files),
        Group((addresses.ADMIN,), composer.admin),
    ]
    return Site(
        root,
        Groups(groups),
        context,
        content,
        theme,
        composer.frames,
        composer.rendered,
        composer.listed,
        composer.indexed,
        lambda: frozenset(places() | {one.address for one in leading()}),
    )


def _groups_of_files(composer: _Composer, context: Context, papers: Papers) -> Iterator[Group[Resource]]:
    """The files that are made of records, or belong to them."""

    def group(below: tuple[str, ...], make: Callable[[], Iterable[Asset]]) -> Group[Resource]:
        return Group(below, lambda: map(Resource.of, make()))

    yield group((addresses.SUBMIT,), lambda: word_forms(composer.environment, context))
    yield Group(tuple(address for kind in KINDS for address in kind.addresses), composer.texts)
    yield group(("/",), lambda: papers.files)
    for below, export in EXPORTS:
        yield group(below, partial(export, context))
    yield Group(("/",), composer.lists)
    yield group(("/",), lambda: _attachments(context.portal))


def _attachments(portal: PublicPortal) -> Iterator[Asset]:
    for record in portal.records.values():
        for stored in record.files.values():
            yield Asset(f"{record.address}{stored.name}", stored.location)


def views_of(context: Context) -> Groups[LazyView]:
    """Every page of the site that is made from records, as the values that its template gets, by address."""
    groups = [Group(below, views) for below, views in groups_of_views(context)]
    return Groups([*groups, Group((addresses.DATA,), partial(data_views, context))])


class _Composer:
    """What makes the pages of one site; everything in it is put together when it is first needed."""

    def __init__(
        self, root: Path, context: Context, content: tuple[ContentPage, ...], templates: Layers, theme: Theme
    ) -> None:
        self._root, self._settings = root, context.settings
        self._context, self.content, self._theme = context, content, theme
        self._templates = templates
        self.listed: dict[str, tuple[bool, dt.date | None]] = {}
        self._latest_view: tuple[LazyView, View] | None = None
        self._latest_page: tuple[View, Page] | None = None

    @cached_property
    def views(self) -> Groups[LazyView]:
        """The pages that are made from records, before they are."""
        return views_of(self._context)

    @cached_property
    def pages(self) -> Groups[Resource]:
        """The pages that are made from records, and the hand-written ones."""
        made = (MadeOf(one, self._page_of) for one in self.views.each)
        return Groups([*made, Group(("/",), self._written_pages)])

    @cached_property
    def environment(self) -> Environment:
        """The templates."""
        return template_environment(self._templates, self._context)

    @cached_property
    def frames(self) -> Frames:
        """What the documents around the pages need."""
        return Frames(self._context, self.content, self._theme)

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer(self.environment, self._context.portal, self._settings.site_url, self._theme)

    @cached_property
    def _shell(self) -> Shell:
        return Shell(self.environment)

    @cached_property
    def _searched(self) -> Mapping[str, Callable[[], SearchEntry]]:
        """What is told of each page that is searched, by address."""
        return entries(self._context, self.content) if self._context.is_searched else {}

    def _address_of(self, path: str) -> str | None:
        """The address of a page by the file that hand-written pages know it by."""
        address = f"/{path.removeprefix(f'{self._settings.content}/').removesuffix('index.md')}"
        written = next((page.address for page in self.content if page.path == path), None)
        return written or (address if path.endswith("/index.md") and address in self.views else None)

    # -- pages

    def _page_of(self, lazy: LazyView) -> Resource:
        return Resource(lazy.address, partial(self._page, lazy), Sort.PAGE, keyed=partial(self._keyed, lazy))

    def texts(self) -> Iterator[Resource]:
        """The Markdown beside each record's page."""
        for lazy in self.views.values():
            if lazy.dated is not None:
                make, keyed = partial(self._text, lazy), partial(self._keyed_text, lazy)
                yield Resource(addresses.text_of(lazy.address), make, keyed=keyed)

    def _view(self, lazy: LazyView) -> View:
        """What a page is to be; asked twice in a row, for the page and for its Markdown, it is worked out once."""
        latest = self._latest_view
        if latest is None or latest[0] is not lazy:
            latest = self._latest_view = (lazy, lazy.view())
        return latest[1]

    def _rendered(self, view: View) -> Page:
        """A page without the document around it; asked twice in a row it is rendered once."""
        latest = self._latest_page
        if latest is None or latest[0] is not view:
            latest = self._latest_page = (view, self._renderer.page(view))
        return latest[1]

    def _keyed_text(self, lazy: LazyView) -> tuple[bytes | None, Callable[[], Made]]:
        view = self._view(lazy)
        shown = digest_of_view(view, self._renderer.destination)
        key = digest_of("text", self._versions, shown) if shown is not None else None
        return key, partial(self._text_of, view)

    def _text(self, lazy: LazyView) -> Made:
        return self._text_of(self._view(lazy))

    def _text_of(self, view: View) -> Made:
        page = self._rendered(view)

        def absolute(link: str) -> str:
            return urljoin(self._context.url(page.address), link)

        return Made(markdown_of(page.body, absolute).encode())

    def _written_pages(self) -> Iterator[Resource]:
        for page in self.content:
            yield Resource(page.address, partial(self._written, page), Sort.WRITTEN)

    def rendered(self, address: str) -> Page:
        """A page that is made from records, without the document around it. Raises `KeyError`."""
        return self._rendered(self._view(self.views[address]))

    @cached_property
    def _versions(self) -> str:
        """All that the rendering of any page depends on, beside what the page shows."""
        templates = {file.path: file.location.read_bytes() for file in self._templates.files()}
        tools = [(name, version(name)) for name in ("babel", "jinja2", "markdown", "markupsafe")]
        context = self._context
        told = (self._settings, self._theme.names, self.frames.surroundings, self._renderer.short_names)
        return repr((code_version(), digest_of(templates), tools, *told, context.today, context.portal.content))

    def _keyed(self, lazy: LazyView) -> tuple[bytes | None, Callable[[], Made]]:
        """A digest of all that a page is made of, and what makes it of that."""
        view = self._view(lazy)
        self.listed[view.address] = view.indexed, view.updated
        shown = digest_of_view(view, self._renderer.destination)
        entry = self._searched[view.address]() if view.address in self._searched else None
        key = digest_of("page", self._versions, shown, entry) if shown is not None else None
        return key, partial(self._shown, view)

    def _page(self, lazy: LazyView) -> Made:
        return self._shown(self._view(lazy))

    def _shown(self, view: View) -> Made:
        page = self._rendered(view)
        data = self._shell.document(self.frames.of(page), page.body).encode()
        searched = self._document(page.address, page.body) if page.indexed else ""
        return Made(data, searched, (page.indexed, page.updated))

    def _written(self, page: ContentPage) -> Made:
        data = self._shell.document(self.frames.of_written(page), handwritten_html(page, self._address_of)).encode()
        searched = (
            self._document(page.address, handwritten_html(page, lambda path: None))
            if page.address in self._searched
            else ""
        )
        return Made(data, searched)

    def _not_found(self) -> Made:
        return Made(self._shell.not_found(self.frames.not_found()).encode())

    def redirect(self, redirect: Redirect) -> Resource:
        """A page that leads on."""
        return Resource(addresses.page_that_leads(redirect.address), partial(self._redirect, redirect), Sort.REDIRECT)

    def _redirect(self, redirect: Redirect) -> Made:
        leading = redirect.words()
        frame = self.frames.towards(redirect, leading, self.views)
        return Made(self._renderer.redirect(redirect, leading, frame).encode())

    # -- the search

    def _document(self, address: str, body: str) -> str:
        if address not in self._searched:
            return ""
        return document(self.environment, body, self._searched[address](), self._settings.lang)

    def indexed(self, found: Iterable[tuple[str, str]]) -> Iterator[Asset]:
        """The files of the search, of the documents by address."""
        if not self._context.is_searched:
            return iter(())
        return index_files(read_twins(self._root)[0], named_pages(self._context), found)

    # -- files

    def not_laid(self, files: Iterable[Asset]) -> Iterator[Asset]:
        """Those of some files in whose place the portal has none of its own, such as `content/robots.txt`."""
        for file in files:
            if not (self._root / self._settings.content / file.address.lstrip("/")).is_file():
                yield file

    def lists(self) -> Iterator[Resource]:
        """The sitemap, and where crawlers find it."""

        def listing_of(lazy: LazyView) -> tuple[bool, dt.date | None]:
            return self.listed.get(lazy.address) or lazy.listing

        files = sitemap(self._context, self.views.values(), self.content, listing_of)
        return (Resource.of(file, Sort.LIST) for file in self.not_laid(files))

    def for_servers(self, leading: list[Redirect], places: set[str]) -> Iterator[Resource]:
        """What servers read."""
        origins = self._settings.admin.origins() if self._settings.admin else None
        files = server_files(leading, places, self._settings.site_url, origins)
        return map(Resource.of, self.not_laid(files))

    @property
    def _beside(self) -> Iterator[StoredFile]:
        """The files that lie among the hand-written pages, and those that come with the package's."""
        settings = self._settings
        files = walk_files(self._root, settings.content)
        yield from (file for file in files if not file.name.endswith(".md") and not file.is_link)
        yield from shipped_beside(self._root, settings.content, settings.lang)

    def _in_own_look(self, asset: Asset) -> Asset:
        """A picture of ours in the portal's own colours, or with its logo; what is its own stays as it is."""
        palette, logo, location = self._settings.palette, self._settings.logo, asset.location
        if location is None or not location.is_relative_to(self._templates.folders[-1]):
            return asset
        if asset.address == addresses.CARD and (palette or logo):
            drawn = self._file(logo) if logo else None
            told = (logo, drawn.read_bytes()) if drawn else None
            return Asset(asset.address, make=partial(sharing_card, palette or Palette(), told))
        if palette and asset.address.endswith(".svg"):
            return Asset(asset.address, content=palette.recoloured(location.read_text("utf-8")))
        return asset

    def _file(self, path: str) -> Path | None:
        """The file that a setting names: one of the content, else one of the templates."""
        own = self._root / self._settings.content / path
        return own if own.is_file() else self._templates.file(path)

    def own_files(self) -> Iterator[Resource]:
        """The theme, the page that answers where there is none, the shape of the manifest, and the keys of minutes."""
        yield Resource(addresses.NOT_FOUND, self._not_found, Sort.WRITTEN)
        yield from map(Resource.of, self._theme.files)
        palette = self._settings.palette
        if palette is not None and addresses.PALETTE not in self._theme.names:
            yield Resource.of(Asset(addresses.PALETTE, content=palette.sheet()))
        for file in self._templates.files("assets"):
            if f"/{file.path}" not in self._theme.names:
                yield Resource.of(self._in_own_look(Asset(f"/{file.path}", file.location)))
        for file in self._beside:
            address = file.path.removeprefix(self._settings.content)
            yield Resource.of(Asset(address, file.location), Sort.WRITTEN)
        schema = addresses.MANIFEST_SCHEMA
        yield Resource.of(Asset(schema, make=lambda: schema_text(self._context.catalogue, self._context.url(schema))))
        for key in self._settings.signing_keys:
            yield Resource.of(Asset(addresses.signing_key(key.id), content=key.file()))

    def admin(self) -> Iterator[Resource]:
        """The editor in the browser, where it is on: its page and what that runs on."""
        if self._settings.admin is None:
            return
        yield Resource(addresses.ADMIN, self._admin)
        for file in walk_files(PACKAGE, _ADMIN_FILES):
            address = addresses.ADMIN + file.path.removeprefix(f"{_ADMIN_FILES}/")
            yield Resource.of(Asset(address, file.location))

    def _admin(self) -> Made:
        script = self._theme.address(f"{addresses.THEME}submission.js")
        return Made(self._shell.admin(script).encode())


def _nowhere(path: str) -> None:
    """Where links lead that nobody follows."""
