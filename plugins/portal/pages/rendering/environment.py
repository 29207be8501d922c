"""The templates' environment: autoescape on, an unknown name an error, every word from the catalogue.

Whole documents are made with it: a page in its frame, by the same templates that MkDocs uses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from traceback import walk_tb

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError

from portal.derived.context import Context
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.language.dates import Calendar
from portal.language.phrase import marked
from portal.model.law.laws import citations
from portal.model.problems import Place
from portal.pages.rendering.compiled import CompiledTemplates
from portal.pages.rendering.document import Frame
from portal.pages.rendering.markup import headings_in
from portal.pages.rendering.policy import admin_policy, page_policy
from portal.source.layers import Layers

__all__ = ["Shell", "template_environment", "template_place"]


def template_environment(templates: Layers, context: Context) -> Environment:
    """The environment of the templates, in the language of the site."""
    environment = Environment(
        loader=FileSystemLoader(templates.folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=CompiledTemplates(),
    )
    environment.globals.update(
        t=context.catalogue.text,
        each=_in_each(context.settings.lang),
        n=context.catalogue.count,
        marked=marked,
        d=context.dates,
        this_year=context.today.year,
        settings=context.settings,
        webcal=context.webcal,
        mail_of=context.mail_of,
        headings_in=headings_in,
        policy=page_policy,
        admin_policy=admin_policy,
        laws=_laws_in(context.settings.lang),
        submit=context.portal.content.get(f"{context.settings.content}/{context.settings.submit}"),
        access=context.portal.content.get(f"{context.settings.content}/{context.settings.access}"),
    )
    environment.filters["size"] = context.dates.size
    environment.filters["paragraphs"] = _paragraphs
    environment.filters["capitalised"] = lambda text: text[:1].upper() + text[1:]
    return environment


class Shell:
    """Puts pages into documents."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def document(self, frame: Frame, body: str) -> str:
        """The HTML document of a page."""
        return self._environment.get_template("main.html").render(frame=frame, page={"content": body})

    def not_found(self, frame: Frame) -> str:
        """The HTML document that answers where there is no page."""
        return self._environment.get_template("404.html").render(frame=frame)

    def admin(self, script: str) -> str:
        """The HTML document of the editor; `script` is where the script of the form for cases is."""
        return self._environment.get_template("admin.html").render(submission=script)


def template_place(fault: Exception, templates: Layers) -> Place | None:
    """Where in the templates a fault is; `None` for a fault elsewhere."""
    if isinstance(fault, TemplateSyntaxError) and fault.filename:
        return Place(templates.place(fault.filename) or fault.filename, fault.lineno)
    place = Place(templates.names[0]) if isinstance(fault, TemplateError) else None
    for frame, line in walk_tb(fault.__traceback__):
        if (path := templates.place(frame.f_code.co_filename)) is not None:
            place = Place(path, line)
    return place


def _laws_in(lang: str) -> Callable[[str], list[dict[str, str]]]:
    """The sections that a basis names and the list of laws knows: the law's title, what it is on, where it stands."""

    def laws(basis: str) -> list[dict[str, str]]:
        return [
            {
                "title": cited.law.title(lang),
                "section": cited.section,
                "about": cited.law.about(cited.section, lang),
                "url": cited.law.url(cited.section),
            }
            for cited in citations(basis)
            if cited.law is not None and cited.is_known
        ]

    return laws


def _in_each(site: str) -> Callable[..., list[tuple[str, str]]]:
    """A message in each of the languages, the site's own first; a date in them is written out.

    Of a `deadline` it is told that it is a holiday, if it is.
    """
    languages = (site, *(lang for lang in LANGUAGES if lang != site))

    def each(key: str, **values: object) -> list[tuple[str, str]]:
        def said(lang: str, name: str, value: object) -> object:
            if not isinstance(value, dt.date):
                return value
            return Calendar(lang).deadline(value) if name == "deadline" else Calendar(lang).day(value)

        return [
            (lang, catalogue_for(lang).text(key, **{name: said(lang, name, value) for name, value in values.items()}))
            for lang in languages
        ]

    return each


def _paragraphs(text: str) -> list[str]:
    """A plain text cut at its blank lines."""
    return [part.strip() for part in text.replace("\r", "").split("\n\n") if part.strip()]
