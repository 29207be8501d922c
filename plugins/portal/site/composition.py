"""The composition of a site: what answers at each address of a public portal. Nothing else puts a site together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from jinja2 import Environment

from portal.derived.context import Context
from portal.derived.parts import LazyView
from portal.derived.redirects import Redirect, redirects
from portal.language.catalogue import catalogue_for
from portal.model import addresses
from portal.outputs.data.page import views as data_views
from portal.outputs.files import all_exports
from portal.outputs.paper.papers import papers_of
from portal.outputs.search.documents import document
from portal.outputs.search.entries import SearchEntry, entries
from portal.outputs.search.files import index_files
from portal.outputs.serving.files import server_files
from portal.outputs.sitemap import sitemap
from portal.pages.rendering.document import Frames
from portal.pages.rendering.environment import Shell, template_environment
from portal.pages.rendering.handwritten import handwritten_html
from portal.pages.rendering.page import Asset, Page
from portal.pages.rendering.renderer import Renderer
from portal.pages.rendering.wordform import word_forms
from portal.pages.theme import Theme, read_theme
from portal.pages.views.pages import all_views
from portal.public.portal import PublicPortal
from portal.site.manifest import schema_text
from portal.site.site import Made, Resource, Site, Sort
from portal.source.cache import FOLDER
from portal.source.content import ContentPage
from portal.source.settings import Settings
from portal.source.tree import walk_files
from portal.source.twins import read_twins

__all__ = ["compose", "views_of"]

_NOT_FOUND = "/404.html"


def compose(
    root: Path, settings: Settings, public: PublicPortal, content: tuple[ContentPage, ...], preview: bool = False
) -> Site:
    """The site of a public portal and its hand-written pages: every address, and how to make what answers there.

    In a preview the files of the theme keep their names.
    """
    papers = papers_of(public, settings, root / FOLDER)
    context = Context(public, settings, catalogue_for(settings.lang), papers, settings.search)
    theme = Theme() if preview else read_theme(root / settings.templates)
    composer = _Composer(root, context, content, theme)
    files = [*composer.pages(), *composer.written()]
    files += map(Resource.of, chain(word_forms(composer.environment, context), papers.files, all_exports(context)))
    files += map(Resource.of, composer.not_laid(sitemap(context, composer.views.values(), content)))
    for record in public.records.values():
        stored = record.files.values()
        files += (Resource.of(Asset(f"{record.address}{one.name}", one.location)) for one in stored)
    taken = {one.address for one in files} | set(public.content.values())
    leading = list(redirects(context, taken))
    files += (composer.redirect(one) for one in leading)
    places = taken | {one.address for one in leading}
    files += map(Resource.of, composer.not_laid(server_files(leading, taken, settings.site_url)))
    files += map(Resource.of, theme.files)
    files += (composer.not_found(), *map(Resource.of, composer.own_files()))
    return Site(
        root,
        {one.address: one for one in files},
        context,
        content,
        theme,
        composer.frames,
        composer.rendered,
        composer.indexed,
        frozenset(places),
    )


def views_of(context: Context) -> Iterator[LazyView]:
    """Every page of the site that is made from records, as the values that its template gets."""
    return chain(all_views(context), data_views(context))


class _Composer:
    """What makes the pages of one site; everything in it is put together when it is first needed."""

    def __init__(self, root: Path, context: Context, content: tuple[ContentPage, ...], theme: Theme) -> None:
        self._root, self._settings = root, context.settings
        self._context, self._content, self._theme = context, content, theme
        self._templates = root / context.settings.templates
        self.views = {lazy.address: lazy for lazy in views_of(context)}

    @cached_property
    def environment(self) -> Environment:
        """The templates."""
        return template_environment(self._templates, self._context)

    @cached_property
    def frames(self) -> Frames:
        """What the documents around the pages need."""
        return Frames(self._context, self._content, self._theme)

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer(self.environment, self._context.portal, self._settings.site_url, self._theme)

    @cached_property
    def _shell(self) -> Shell:
        return Shell(self.environment)

    @cached_property
    def _searched(self) -> Mapping[str, Callable[[], SearchEntry]]:
        """What is told of each page that is searched, by address."""
        return entries(self._context, self._content) if self._context.is_searched else {}

    @cached_property
    def _by_path(self) -> dict[str, str]:
        """The address of each page by the file that hand-written pages know it by."""
        by_path = {f"{self._settings.content}{address}index.md": address for address in self.views}
        return by_path | {page.path: page.address for page in self._content}

    # -- pages

    def pages(self) -> Iterator[Resource]:
        """The pages that are made from records."""
        for address, lazy in self.views.items():
            yield Resource(address, partial(self._page, lazy), Sort.PAGE)

    def written(self) -> Iterator[Resource]:
        """The hand-written pages."""
        for page in self._content:
            yield Resource(page.address, partial(self._written, page), Sort.WRITTEN)

    def rendered(self, address: str) -> Page:
        """A page that is made from records, without the document around it. Raises `KeyError`."""
        return self._renderer.page(self.views[address].view())

    def _page(self, lazy: LazyView) -> Made:
        page = self._renderer.page(lazy.view())
        data = self._shell.document(self.frames.of(page), page.body).encode()
        return Made(data, self._document(page.address, page.body) if page.indexed else "")

    def _written(self, page: ContentPage) -> Made:
        data = self._shell.document(self.frames.of_written(page), handwritten_html(page, self._by_path)).encode()
        searched = self._document(page.address, handwritten_html(page, {})) if page.address in self._searched else ""
        return Made(data, searched)

    def not_found(self) -> Resource:
        """The page that answers where there is none."""
        return Resource(_NOT_FOUND, self._not_found, Sort.WRITTEN)

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
        return index_files(read_twins(self._root)[0], found) if self._context.is_searched else iter(())

    # -- files

    def not_laid(self, files: Iterable[Asset]) -> Iterator[Asset]:
        """Those of some files in whose place the portal has none of its own, such as `content/robots.txt`."""
        for file in files:
            if not (self._root / self._settings.content / file.address.lstrip("/")).is_file():
                yield file

    def own_files(self) -> Iterator[Asset]:
        """The files of the theme that keep their names, the shape of the manifest, and the keys for signed minutes."""
        for file in walk_files(self._templates, "assets"):
            if f"/{file.path}" not in self._theme.names:
                yield Asset(f"/{file.path}", file.location)
        schema = addresses.MANIFEST_SCHEMA
        yield Asset(schema, make=lambda: schema_text(self._context.catalogue, self._context.url(schema)))
        for key in self._settings.signing_keys:
            yield Asset(addresses.signing_key(key.id), content=key.file())
