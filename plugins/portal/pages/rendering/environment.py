"""The templates' environment: autoescape on, an unknown name an error, every word from the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portal.derived.context import Context
from portal.language.catalogue import LANGUAGES, catalogue_for
from portal.language.dates import Calendar
from portal.language.phrase import marked
from portal.model.law.laws import citations
from portal.pages.rendering.compiled import CompiledTemplates
from portal.pages.rendering.contents import headings_in
from portal.pages.rendering.policy import page_policy

__all__ = ["template_environment"]


def template_environment(folder: Path, context: Context) -> Environment:
    """The environment of the templates below `folder`, in the language of the site."""
    environment = Environment(
        loader=FileSystemLoader(folder),
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
        headings_in=headings_in,
        policy=page_policy,
        laws=_laws_in(context.settings.lang),
        submit=context.portal.content.get(f"{context.settings.content}/{context.settings.submit}"),
        access=context.portal.content.get(f"{context.settings.content}/{context.settings.access}"),
    )
    environment.filters["size"] = context.dates.size
    environment.filters["paragraphs"] = _paragraphs
    environment.filters["capitalised"] = lambda text: text[:1].upper() + text[1:]
    return environment


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
