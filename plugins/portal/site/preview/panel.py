"""What is wrong, on top of every page of the preview; and a page of it alone, where there is no site yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import escape

from portal.language.catalogue import Catalogue
from portal.model.problems import Problem
from portal.source.layers import Layers

__all__ = ["Fault", "Panel", "faults_of"]

PART = "parts/problems.html"
PAGE = "problems.html"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, `path:line:column`, if that is known, and what it is."""

    text: str
    place: str = ""


def faults_of(problems: Iterable[Problem], catalogue: Catalogue) -> tuple[Fault, ...]:
    """The problems that stopped a build, by place."""
    stopping = sorted((p for p in problems if p.severity.stops_build()), key=lambda p: (p.place, p.code))
    return tuple(dict.fromkeys(Fault(p.text(catalogue), str(p.place)) for p in stopping))


class Panel:
    """Makes the panel and the page from the portal's own templates.

    Should one of these be what is broken, the one read last does, or else the words stand alone.
    """

    def __init__(self, templates: Layers, catalogue: Catalogue, base: str) -> None:
        self.base = base
        self._environment = Environment(
            loader=FileSystemLoader(templates.folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._environment.globals.update(t=catalogue.text, n=catalogue.count, lang=catalogue.lang, base=base)
        self._sound = {}
        for name in (PART, PAGE):
            try:
                self._sound[name] = self._environment.get_template(name)
            except (TemplateError, OSError):
                continue

    def part(self, faults: tuple[Fault, ...]) -> str:
        """The panel, as HTML to put into a page."""
        return self._made(PART, faults)

    def page(self, faults: tuple[Fault, ...]) -> str:
        """A whole document that shows the panel alone."""
        return self._made(PAGE, faults)

    def _made(self, name: str, faults: tuple[Fault, ...]) -> str:
        for read in (self._environment.get_template, self._sound.__getitem__):
            try:
                return read(name).render(faults=faults)
            except (TemplateError, OSError, KeyError):
                continue
        return str(escape("\n".join(f"{fault.place} {fault.text}".strip() for fault in faults)))
