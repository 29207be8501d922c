"""MkDocs gets the finished pages: each event is a call of a plain function.

It is the only module that imports MkDocs. ProperDocs loads it unchanged.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from portal.content import title_in, without_title
from portal.language.catalogue import catalogue_for
from portal.language.dates import Calendar
from portal.problems import report
from portal.records.kinds import KINDS
from portal.rendering.contents import headings_in
from portal.rendering.document import Frame, Frames
from portal.rendering.page import Asset, Page
from portal.rendering.policy import page_policy
from portal.settings import settings_from
from portal.site import FaultyPortal, Site, build_site

__all__ = ["PortalPlugin"]


class PortalOptions(Config):
    """What `mkdocs.yml` may say under `plugins: - portal:`; `portal.settings` tells what it means."""

    responsible = config_options.Type(str, default="")
    accessibility_statement = config_options.Type(str, default="")
    report_days = config_options.Type(int, default=90)
    about = config_options.ListOfItems(config_options.Type(str), default=[])
    submit = config_options.Type(str, default="")
    edit_path = config_options.Type(str, default="")
    access = config_options.Type(str, default="")
    attachment_megabytes = config_options.Type(int, default=50)
    paper = config_options.Type(bool, default=True)
    search = config_options.Type(bool, default=True)
    search_names_months = config_options.Type(int, default=12)
    for_bodies = config_options.ListOfItems(config_options.Type(str), default=[])
    licence = config_options.Type(str, default="")
    open_data_people = config_options.Type(bool, default=False)


class RecordPage(MkDocsPage):
    """A page that is finished when MkDocs gets it."""

    def __init__(self, page: Page, file: File, config: Any) -> None:
        super().__init__(page.title, file, config)
        self.record_page = page

    def read_source(self, config: Any) -> None:
        self.markdown = ""
        self.meta = {"title": self.record_page.title, "description": self.record_page.description}

    def render(self, config: Any, files: Files) -> None:
        self.content = self.record_page.body
        self.present_anchor_ids = self.record_page.anchors
        self.links_to_anchors = {}


class PortalPlugin(BasePlugin[PortalOptions]):
    """Builds the portal before MkDocs touches the old site, and hands its pages over."""

    def __init__(self) -> None:
        super().__init__()
        self._preview = False
        self._site: Site | None = None
        self._frames: Frames | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._preview = command == "serve"

    def on_config(self, config: Any) -> Any:
        """Everything that can fail, fails here: MkDocs empties `site/` after this."""
        root = Path(config.config_file_path).parent
        theme = {"language": config.theme.get("language"), "custom_dir": config.theme.custom_dir}
        settings = settings_from(config, theme, self.config)
        catalogue = catalogue_for(settings.lang)
        try:
            self._site = build_site(root, settings, self._preview)
        except FaultyPortal as fault:
            print(fault, file=sys.stderr)
            raise Abort(catalogue.text("build.stopped")) from None
        self._frames = Frames(self._site.context, self._site.content)
        if self._site.warnings:
            print(report(self._site.warnings, catalogue), file=sys.stderr)
        if release := self._site.next_release:
            dates = Calendar(settings.lang)
            when = {"date": dates.day(release.moment.date()), "time": dates.time(release.moment.time())}
            print(catalogue.text("due.next", **when), file=sys.stderr)
        config.watch.extend(str(root / kind.folder) for kind in KINDS if (root / kind.folder).is_dir())
        config.watch.append(str(root / settings.templates))
        return config

    @event_priority(50)
    def on_files(self, files: Files, config: Any) -> Files:
        site = self._built()
        config.theme.static_templates.discard("sitemap.xml")  # ours is dated from the records
        for page in site.pages:
            level = InclusionLevel.INCLUDED if page.in_navigation else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, f"{page.address.lstrip('/')}index.md", content="", inclusion=level)
            RecordPage(page, file, config)
            files.append(file)
        for asset in site.files:
            files.append(_file(asset, config))
        return files

    def on_page_markdown(self, markdown: str, *, page: Any, config: Any, files: Files) -> str:
        if isinstance(page, RecordPage):
            return markdown
        page.meta.setdefault("title", title_in(markdown) or page.file.name)
        return without_title(markdown)

    def on_env(self, env: Any, config: Any, files: Files) -> Any:
        """Our own templates escape what they print; Material's are written without. White space as elsewhere."""
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

    def on_page_context(self, context: Any, *, page: Any, config: Any, nav: Any) -> Any:
        context["frame"] = self._frame(page)
        return context

    def on_template_context(self, context: Any, *, template_name: str, config: Any) -> Any:
        assert self._frames is not None
        context["frame"] = self._frames.not_found()
        return context

    def _frame(self, page: Any) -> Frame:
        assert self._frames is not None
        if isinstance(page, RecordPage):
            return self._frames.of(page.record_page)
        path = f"{self._built().context.settings.content}/{page.file.src_uri}"
        description, lang = str(page.meta.get("description") or ""), str(page.meta.get("lang") or "")
        return self._frames.of_content(f"/{page.url}", page.title, description, path, lang)

    def _built(self) -> Site:
        assert self._site is not None, "on_config runs first"
        return self._site


def _file(asset: Asset, config: Any) -> File:
    """A file to copy; its address is its path, so that no name in it is changed."""
    source: dict[str, Any] = (
        {"abs_src_path": str(asset.location)} if asset.location is not None else {"content": asset.content}
    )
    return File.generated(config, asset.address.lstrip("/"), **source, inclusion=InclusionLevel.INCLUDED)
