"""MkDocs gets the finished pages: each event is a call of a plain function.

It is the only module that imports MkDocs. ProperDocs loads it unchanged.
"""

from __future__ import annotations

import atexit
import logging
import os
import sys
import traceback
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config import config_options
from mkdocs.config.base import LegacyConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from portal.language.catalogue import DEFAULT_LANGUAGE, Catalogue, catalogue_for
from portal.model.addresses import file_of
from portal.model.kinds import KINDS
from portal.model.problems import error, report
from portal.pages.rendering.document import Frame, Frames
from portal.pages.rendering.environment import template_place
from portal.pages.rendering.markup import headings_in, with_relations
from portal.pages.rendering.page import Asset, Page
from portal.pages.rendering.policy import page_policy
from portal.site.building import FaultyPortal, Site, build_site, sources_of
from portal.site.preview.panel import Fault, Panel, faults_of
from portal.site.preview.server import PreviewServer
from portal.site.preview.watching import Watch
from portal.site.release import release
from portal.site.staging.stage import Stage, StagingError, explain
from portal.source.content import title_in, without_title
from portal.source.settings import OPTIONS, Settings, settings_from

__all__ = ["PortalPlugin"]

_GENERATORS = ("mkdocs", "mkdocs-material", "properdocs")
_LOGS = ("mkdocs", "properdocs")
_FIRST_ALONE = "index.html"


class FinishedPage(MkDocsPage):
    """A page that is finished when MkDocs gets it; what other plugins see of it are plain texts."""

    def __init__(self, page: Page, file: File, config: Any) -> None:
        super().__init__(str(page.title), file, config)
        self.record_page = page
        self.document = ""
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


@event_priority(100)
def _keep_page(self: Any, output: str, *, page: Any, config: Any) -> str:
    """Keep the document of a page of ours before other plugins change it."""
    if isinstance(page, FinishedPage):
        page.document = output
    return output


@event_priority(-100)
def _give_page_back(self: Any, output: str, *, page: Any, config: Any) -> str:
    """A page of ours as it was: its policy forbids the scripts and styles that others write into pages."""
    return page.document if isinstance(page, FinishedPage) else output


class PortalPlugin(BasePlugin[LegacyConfig]):
    """Builds the portal, hands its pages over, and has MkDocs write them beside the old site, which stays till the end.

    A preview outlives what is wrong with the portal: it shows it, from the first build on.
    """

    config_scheme = tuple((name, config_options.Optional(config_options.Type(object))) for name in OPTIONS)

    def __init__(self) -> None:
        super().__init__()
        self._preview = False
        self._site: Site | None = None
        self._frames: Frames | None = None
        self._stage: Stage | None = None
        self._root = Path()
        self._settings: Settings | None = None
        self._faults: tuple[Fault, ...] = ()
        self._server: PreviewServer | None = None
        self._watch: Watch | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._preview = command == "serve"

    def on_config(self, config: Any) -> Any:
        """Everything that can be wrong with the records is found here, before MkDocs writes anything."""
        root = self._root = Path(config.config_file_path).parent
        theme = {"language": config.theme.get("language"), "custom_dir": config.theme.custom_dir}
        settings = self._settings = settings_from(config, theme, self.config)
        config.watch.extend(str(root / kind.folder) for kind in KINDS if (root / kind.folder).is_dir())
        config.watch.append(str(root / settings.templates))
        self._site, self._faults = None, ()
        try:
            self._site = build_site(root, settings, self._preview)
        except FaultyPortal as fault:
            self._stop(fault)
        else:
            self._frames = Frames(self._site.context, self._site.content, self._site.theme)
            if self._site.warnings:
                print(report(self._site.warnings, self._catalogue), file=sys.stderr)
            if due := self._site.next_release:
                print(self._catalogue.text("due.next", **due.when(settings.lang)), file=sys.stderr)
        self._set_stage(config)
        return config

    def _stop(self, fault: FaultyPortal) -> None:
        """Tell what is wrong, and end the build; the first of a preview goes on, to show it."""
        print(fault, file=sys.stderr)
        self._faults = faults_of(fault.problems, self._catalogue)
        if not self._preview or self._server is not None:
            raise Abort(self._catalogue.text("build.stopped")) from None

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
        """Put the new site in the old one's place; not where MkDocs is to stop for a warning that it gave."""
        stage = self._stage
        assert stage is not None, "on_config runs first"
        try:
            if config.strict and _has_warned():
                return
            self._stop_without_pages(stage)
            if self._preview or self._site is None:
                stage.swap()
            else:
                release(self._site, self._root, stage, _GENERATORS, keeps=_is_kept)
        except FaultyPortal as fault:
            print(fault, file=sys.stderr)
            raise Abort(self._catalogue.text("build.stopped")) from None
        except (StagingError, OSError) as fault:
            raise Abort(explain(fault, stage.target, self._catalogue)) from None
        finally:
            self._leave_stage(config)

    def _stop_without_pages(self, stage: Stage) -> None:
        """End the build where another plugin has taken pages or files of ours away, or given them other places."""
        if self._site is None:
            return
        ours = [*(page.address for page in self._site.pages), *(file.address for file in self._site.files)]
        missing = [address for address in ours if not (stage.folder / file_of(address).lstrip("/")).is_file()]
        if missing:
            message = self._catalogue.count("build.missing", len(missing), address=missing[0])
            raise Abort(f"{message}\n\n{self._catalogue.text('build.stopped')}")

    def on_build_error(self, *, error: Exception) -> None:
        target = self._stage.target if self._stage is not None else None
        self._leave_stage()
        if isinstance(error, OSError) and error.errno is not None and target is not None:
            raise Abort(explain(error, target, self._catalogue)) from None

    @event_priority(-100)
    def on_serve(self, server: Any, *, config: Any, builder: Any) -> Any:
        """Let the server outlive a build that fails, show what is wrong, and watch what comes and goes."""
        assert self._settings is not None
        panel = self._panel(config)
        self._server = PreviewServer(server.get_app(), panel, panel.base, self._faults)
        server.set_app(self._server)
        server.builder = lambda: self._build_again(builder)
        self._watch = Watch(server, [config.docs_dir, *(str(self._root / name) for name in sources_of(self._settings))])
        return server

    def on_shutdown(self) -> None:
        if self._watch is not None:
            self._watch.end()
        self._leave_stage()

    def _build_again(self, builder: Any) -> None:
        """A build of a preview: should it fail, what is wrong is shown on the pages of the last one."""
        assert self._server is not None and self._settings is not None
        self._faults = ()
        heard = _Heard()
        for name in _LOGS:
            logging.getLogger(name).addHandler(heard)
        try:
            builder()
        except Exception as fault:
            place = template_place(fault, self._root / self._settings.templates)
            if place is not None:
                self._faults = faults_of([error(place, "template", reason=fault)], self._catalogue)
            elif not self._faults and not isinstance(fault, MkDocsException):
                traceback.print_exc()
            told_of = self._faults or tuple(Fault(line) for line in heard.lines) or (Fault(str(fault)),)
            print("\n".join(f"{one.place} {one.text}".strip() for one in told_of), file=sys.stderr)
            self._server.show(told_of)
        else:
            self._server.clear()
        finally:
            for name in _LOGS:
                logging.getLogger(name).removeHandler(heard)

    @property
    def _catalogue(self) -> Catalogue:
        return catalogue_for(self._settings.lang if self._settings else DEFAULT_LANGUAGE)

    @event_priority(50)
    def on_files(self, files: Files, config: Any) -> Files:
        if self._site is None:
            return self._faults_alone(files, config)
        site = self._site
        config.theme.static_templates.discard("sitemap.xml")  # ours is dated from the records
        for page in site.pages:
            level = InclusionLevel.INCLUDED if page.in_navigation else InclusionLevel.NOT_IN_NAV
            # Some plugins (rss) want a path of every page; at this one is nothing to read, least of all a record.
            uri = f"{page.address.lstrip('/')}index.md"
            file = File.generated(config, uri, abs_src_path=os.devnull, inclusion=level)
            FinishedPage(page, file, config)
            files.append(file)
        for asset in site.files:
            files.append(_file(asset, config))
        for file in _of_theme(files, config):
            if f"/{file.src_uri}" in site.theme.names:
                files.remove(file)
        return files

    def _faults_alone(self, files: Files, config: Any) -> Files:
        """The style sheets, and one page: there is no site yet, but what is wrong can be shown."""
        config.theme.static_templates.clear()
        config.extra_templates.clear()
        config.nav = None
        styles = _of_theme(files, config)
        return Files([*styles, File.generated(config, _FIRST_ALONE, content=self._panel(config).page(self._faults))])

    def _panel(self, config: Any) -> Panel:
        assert self._settings is not None
        base = f"/{urlsplit(config.site_url or '/').path.strip('/')}/".replace("//", "/")
        return Panel(self._root / self._settings.templates, self._catalogue, base)

    def on_page_markdown(self, markdown: str, *, page: Any, config: Any, files: Files) -> str:
        if isinstance(page, FinishedPage):
            return markdown
        page.meta.setdefault("title", title_in(markdown) or page.file.name)
        return without_title(markdown)

    def on_env(self, env: Any, config: Any, files: Files) -> Any:
        """Our own templates escape what they print; Material's are written without. White space as elsewhere."""
        if self._site is None:
            return env
        templates = Path(config.theme.custom_dir)
        env.trim_blocks = env.lstrip_blocks = True
        env.autoescape = lambda name: name is not None and (templates / name).is_file()
        context = self._built().context
        env.globals.update(t=context.catalogue.text, d=context.dates, settings=context.settings, today=context.today)
        env.globals["headings_in"] = headings_in
        env.globals["policy"] = None if self._preview else page_policy  # MkDocs reloads a page by a script within it
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

    on_post_page = CombinedEvent(_keep_page, _give_page_back)

    def on_template_context(self, context: Any, *, template_name: str, config: Any) -> Any:
        assert self._frames is not None
        context["frame"] = self._frames.not_found()
        return context

    def _frame(self, page: Any) -> Frame:
        assert self._frames is not None
        if isinstance(page, FinishedPage):
            return self._frames.of(page.record_page)
        path = f"{self._built().context.settings.content}/{page.file.src_uri}"
        description, lang = str(page.meta.get("description") or ""), str(page.meta.get("lang") or "")
        return self._frames.of_content(f"/{page.url}", page.title, description, path, lang)

    def _built(self) -> Site:
        assert self._site is not None, "on_config runs first"
        return self._site


class _Heard(logging.Handler):
    """The errors that MkDocs tells of, and the warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._told: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._told.append((record.levelno, record.getMessage()))

    @property
    def lines(self) -> list[str]:
        """The errors; where there are none, it was a warning that stopped."""
        errors = [text for level, text in self._told if level >= logging.ERROR]
        return list(dict.fromkeys(errors or [text for _, text in self._told]))


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


def _file(asset: Asset, config: Any) -> File:
    """A file to copy; its address is its path, so that no name in it is changed."""
    content = asset.make() if asset.make else asset.content
    source: dict[str, Any] = (
        {"abs_src_path": str(asset.location)} if asset.location is not None else {"content": content}
    )
    return File.generated(config, asset.address.lstrip("/"), **source, inclusion=InclusionLevel.INCLUDED)
