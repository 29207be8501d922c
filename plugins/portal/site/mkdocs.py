"""MkDocs gets the finished pages: each event is a call of a plain function.

It is the only module that imports MkDocs. ProperDocs loads it unchanged.
"""

from __future__ import annotations

import atexit
import logging
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

import click
from markdown import Extension, Markdown
from mkdocs.config import config_options
from mkdocs.config.base import LegacyConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from portal.language.catalogue import DEFAULT_LANGUAGE, LANGUAGES, Catalogue, catalogue_for
from portal.model import addresses
from portal.model.problems import report
from portal.pages.rendering.document import Frame
from portal.pages.rendering.markup import headings_in, with_relations
from portal.pages.rendering.page import Page
from portal.pages.rendering.policy import page_policy
from portal.site.building import FaultyPortal, build_site, faults_told
from portal.site.preview.live import LivePortal
from portal.site.preview.server import PreviewServer
from portal.site.progress import Progress, Teller
from portal.site.release import release
from portal.site.site import Site, Sort
from portal.site.staging.stage import Stage, StagingError, explain
from portal.site.writing import write_site
from portal.source.cache import FOLDER, Cache
from portal.source.content import shipped_beside, title_in, without_title
from portal.source.field_tables import with_tables
from portal.source.layers import Layers, templates_of
from portal.source.settings import SETTINGS_FILE, PortalSettings, Settings, read_settings

__all__ = ["PortalPlugin"]

_GENERATORS = ("mkdocs", "mkdocs-material", "properdocs")
_LOGS = ("mkdocs", "properdocs")


class FinishedPage(MkDocsPage):
    """A page of ours as MkDocs and other plugins know it: plain texts, and the anchors that links may lead to."""

    def __init__(self, page: Page, file: File, config: Any) -> None:
        super().__init__(str(page.title), file, config)
        self.record_page = page
        self.toc = TableOfContents([])

    def read_source(self, config: Any) -> None:
        self.markdown = ""
        self.meta = {
            "title": str(self.record_page.title),
            "description": str(self.record_page.description),
            "render_macros": False,  # mkdocs-macros would run a title as a template, and titles are records' own
        }

    def render(self, config: Any, files: Files) -> None:
        self.content = self.record_page.body
        self.present_anchor_ids = self.record_page.anchors
        self.links_to_anchors = {}


class _WrittenAsHtml(Extension):
    """Has Markdown write HTML where it writes XHTML by itself, for MkDocs has no setting for that.

    A void element ends without a slash (https://html.spec.whatwg.org/multipage/syntax.html#start-tags).
    """

    def extendMarkdown(self, md: Markdown) -> None:
        self._converter = md
        md.registerExtension(self)

    def reset(self) -> None:
        """Markdown sets its own format after it has its extensions, and begins each text with this."""
        self._converter.set_output_format("html")


class LinkedFiles(Files):
    """The files that MkDocs writes; those that the portal writes itself are found by whoever links to them."""

    def __init__(self, files: Iterable[File], find: Callable[[str], File | None]) -> None:
        super().__init__(files)
        self._find = find

    def get_file_from_path(self, path: str) -> File | None:
        return super().get_file_from_path(path) or self._find(PurePath(path).as_posix())


class PortalPlugin(BasePlugin[LegacyConfig]):
    """Builds the portal, has MkDocs write the hand-written pages beside the old site, writes all else there itself, and
    puts it in the old one's place.

    While MkDocs serves, pages are made when they are asked for, and MkDocs builds nothing.
    """

    config_scheme = tuple(
        (name, config_options.Optional(config_options.Type(object))) for name in PortalSettings.model_fields
    )

    def __init__(self) -> None:
        super().__init__()
        self._preview = self._is_served = False
        self._site: Site | None = None
        self._found: dict[str, File] = {}
        self._stage: Stage | None = None
        self._root = Path()
        self._settings: Settings | None = None
        self._config: Any = None
        self._progress = Progress()
        self._live: LivePortal | None = None
        self._server: PreviewServer | None = None

    def load_config(self, options: Any, config_file_path: str | None = None) -> tuple[Any, Any]:
        """What is wrong with the settings is told here in the portal's words, before MkDocs stops for it in its own."""
        path = Path(config_file_path or SETTINGS_FILE)
        settings = read_settings(path.parent, path.name)
        if any(problem.severity.stops_build() for problem in settings.problems):
            catalogue = catalogue_for(settings.lang)
            print(report(settings.problems, catalogue), file=sys.stderr)
            raise Abort(catalogue.text("build.stopped"))
        return super().load_config(options, config_file_path)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._preview = command == "serve"
        options = context.params if (context := click.get_current_context(silent=True)) else {}
        self._is_served = self._preview and options.get("livereload") is not False

    def on_config(self, config: Any) -> Any:
        """Everything that can be wrong with the records is found here, before MkDocs writes anything."""
        root = self._root = Path(config.config_file_path).parent
        settings = self._settings = read_settings(root, Path(config.config_file_path).name)
        # MkDocs looks through its folders in order, and Material's lie behind: ours come where a portal's own would.
        templates = [str(folder) for folder in self._templates.folders]
        config.theme.dirs[:] = [*templates, *(folder for folder in config.theme.dirs if folder not in templates)]
        if self._is_served:
            self._live = self._live or LivePortal(root, settings)
            return config
        config.markdown_extensions.append(_WrittenAsHtml())
        try:
            self._progress = Teller(self._catalogue)
            self._site = build_site(root, settings, self._preview, progress=self._progress)
            self._prove(self._site, settings)
        except FaultyPortal as fault:
            print(fault, file=sys.stderr)
            raise Abort(self._catalogue.text("build.stopped")) from None
        if self._site.warnings:
            print(report(self._site.warnings, self._catalogue), file=sys.stderr)
        if due := self._site.next_release:
            print(self._catalogue.text("due.next", **due.when(settings.lang)), file=sys.stderr)
        self._set_stage(config)
        return config

    def _prove(self, site: Site, settings: Settings) -> None:
        """Make a page of each sort that MkDocs will, for it has no words for a template that cannot be used."""
        with faults_told(self._root, settings):
            for address in (addresses.NOT_FOUND, *(page.address for page in site.content[:1])):
                site[address].make()

    def _set_stage(self, config: Any) -> None:
        """Have MkDocs write beside the old site."""
        try:
            self._stage = Stage(Path(config.site_dir))
        except (StagingError, OSError) as fault:
            raise Abort(explain(fault, Path(config.site_dir), self._catalogue)) from None
        atexit.register(self._stage.abandon)
        config.site_dir = str(self._stage.folder)

    def _leave_stage(self, config: Any = None) -> None:
        """What is still on the stage goes."""
        if self._stage is not None:
            self._stage.abandon()
            atexit.unregister(self._stage.abandon)
            if config is not None:
                config.site_dir = str(self._stage.target)
            self._stage = None

    @event_priority(-100)
    def on_post_build(self, *, config: Any) -> None:
        """Write all that is ours, and put the new site in the old one's place; not where MkDocs stops for a warning."""
        stage = self._stage
        if stage is None:
            return
        try:
            if config.strict and _has_warned():
                return
            site = self._built()
            known = write_site(site, stage.folder, (Sort.WRITTEN,), progress=self._progress)
            self._progress.begin("swap")
            release(site, stage, known, _GENERATORS, keeps=_is_kept)
            self._progress.end()
            Cache(site.root / FOLDER).tidy()
        except FaultyPortal as fault:
            print(fault, file=sys.stderr)
            raise Abort(self._catalogue.text("build.stopped")) from None
        except (StagingError, OSError) as fault:
            raise Abort(explain(fault, stage.target, self._catalogue)) from None
        finally:
            self._leave_stage(config)

    def on_build_error(self, *, error: Exception) -> None:
        target = self._stage.target if self._stage is not None else None
        self._leave_stage()
        if isinstance(error, OSError) and error.errno is not None and target is not None:
            raise Abort(explain(error, target, self._catalogue)) from None

    @event_priority(-100)
    def on_serve(self, server: Any, *, config: Any, builder: Any) -> Any:
        """Let the server answer from the portal itself; MkDocs' own builds do not run any more."""
        assert self._live is not None
        self._live.refresh()  # before there are threads: only then do workers help
        base = f"/{urlsplit(config.site_url or '/').path.strip('/')}/".replace("//", "/")
        self._server = PreviewServer(self._live, base)
        server.set_app(self._server)
        server.builder = self._live.refresh
        self._live.watch()
        return server

    def on_shutdown(self) -> None:
        if self._server is not None:
            self._server.end()
        self._leave_stage()

    @property
    def _templates(self) -> Layers:
        assert self._settings is not None, "on_config runs first"
        return templates_of(self._root, self._settings)

    @property
    def _catalogue(self) -> Catalogue:
        return catalogue_for(self._settings.lang if self._settings else DEFAULT_LANGUAGE)

    def _find(self, path: str) -> File | None:
        """A page or a file of ours by the path that a hand-written page links to it by."""
        address = f"/{path.removesuffix('index.md')}" if path.endswith("index.md") else f"/{path}"
        if self._site is None or address not in self._site or self._site[address].sort is Sort.WRITTEN:
            return None
        if address not in self._found:
            self._found[address] = self._file(address)
        return self._found[address]

    def _file(self, address: str) -> File:
        assert self._site is not None
        if self._site[address].sort is not Sort.PAGE:
            return File.generated(self._config, address.lstrip("/"), content="")
        # Some plugins (rss) want a path of every page; at this one is nothing to read, least of all a record.
        uri, level = f"{address.lstrip('/')}index.md", InclusionLevel.INCLUDED
        file = File.generated(self._config, uri, abs_src_path=os.devnull, inclusion=level)
        FinishedPage(self._site.page(address), file, self._config)
        return file

    @event_priority(50)
    def _with_overviews(self, files: Files, config: Any) -> Files:
        """The pages that the menu leads to are in MkDocs' navigation; the rest is found where a page links to it."""
        if self._live is not None:
            config.theme.static_templates.clear()
            config.extra_templates.clear()
            config.nav = None
            return Files([])
        self._config = config
        config.theme.static_templates.discard("sitemap.xml")  # ours is dated from the records
        for address in filter(self._built().resources.__contains__, addresses.OVERVIEWS):
            if (file := self._find(f"{address.lstrip('/')}index.md")) is not None:
                files.append(file)
        settings = self._built().context.settings
        shipped: dict[str, str | bytes] = {page.path: page.source for page in self._built().content if page.is_shipped}
        for beside in shipped_beside(self._root, settings.content, settings.lang):
            shipped[beside.path] = beside.location.read_bytes()
        for path, content in shipped.items():
            files.append(File.generated(config, path.removeprefix(f"{settings.content}/"), content=content))
        for file in _of_theme(files, config):
            if f"/{file.src_uri}" in self._built().theme.names:
                files.remove(file)
        return files

    @event_priority(-100)
    def _linked(self, files: Files, config: Any) -> Files:
        return LinkedFiles(files, self._find)

    on_files = CombinedEvent(_with_overviews, _linked)

    def on_page_markdown(self, markdown: str, *, page: Any, config: Any, files: Files) -> str:
        if isinstance(page, FinishedPage):
            return markdown
        page.meta.setdefault("title", title_in(markdown) or page.file.name)
        lang = str(page.meta.get("lang") or "")
        return with_tables(without_title(markdown), catalogue_for(lang) if lang in LANGUAGES else self._catalogue)

    def on_env(self, env: Any, config: Any, files: Files) -> Any:
        """Our own templates escape what they print; Material's are written without. White space as elsewhere."""
        if self._site is None:
            return env
        env.trim_blocks = env.lstrip_blocks = True
        env.autoescape = lambda name: name is not None and self._templates.file(name) is not None
        context = self._built().context
        env.globals.update(t=context.catalogue.text, d=context.dates, settings=context.settings, today=context.today)
        env.globals["headings_in"] = headings_in
        env.globals["policy"] = None if self._preview else page_policy
        for folder in map(Path, config.theme.dirs):
            for sheet in folder.glob("assets/stylesheets/main.*.min.css"):
                env.globals["theme_css"] = f"/{sheet.relative_to(folder).as_posix()}"
        return env

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Any, config: Any, files: Files) -> str:
        """A page of ours is finished: what another plugin would write into it does not come to stand there."""
        return page.record_page.body if isinstance(page, FinishedPage) else with_relations(html)

    def on_page_context(self, context: Any, *, page: Any, config: Any, nav: Any) -> Any:
        context["frame"] = self._frame(page)
        return context

    def on_template_context(self, context: Any, *, template_name: str, config: Any) -> Any:
        context["frame"] = self._built().frames.not_found()
        return context

    def _frame(self, page: Any) -> Frame:
        frames = self._built().frames
        if isinstance(page, FinishedPage):
            return frames.of(page.record_page)
        path = None if page.file.generated_by else f"{self._built().context.settings.content}/{page.file.src_uri}"
        description, lang = str(page.meta.get("description") or ""), str(page.meta.get("lang") or "")
        return frames.of_content(f"/{page.url}", page.title, description, path, lang)

    def _built(self) -> Site:
        assert self._site is not None, "on_config runs first"
        return self._site


def _has_warned() -> bool:
    """Whether MkDocs' counter of warnings, which it has under `--strict`, has counted any."""
    handlers = [handler for name in _LOGS for handler in logging.getLogger(name).handlers]
    return any(handler.get_counts() for handler in handlers if hasattr(handler, "get_counts"))


def _is_kept(path: str) -> bool:
    """Whether MkDocs would have left a file at the old site: hidden ones."""
    return path.startswith(".") and path != ".portal-files"


def _of_theme(files: Files, config: Any) -> list[File]:
    """The style sheets, scripts, fonts and pictures that come with the theme, ours and MkDocs'."""
    return [file for file in files if file.src_uri.startswith("assets/") and file.src_dir != config.docs_dir]
