"""Whole documents: a page in its frame, by the same templates that MkDocs uses."""

from __future__ import annotations

from pathlib import Path
from traceback import walk_tb

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from portal.model.problems import Place
from portal.pages.rendering.document import Frame

__all__ = ["Shell", "template_place"]


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


def template_place(fault: Exception, folder: Path) -> Place | None:
    """Where in the templates below `folder` a fault is; `None` for a fault elsewhere."""
    if isinstance(fault, TemplateSyntaxError) and fault.name:
        return Place(f"{folder.name}/{fault.name}", fault.lineno)
    place = Place(folder.name) if isinstance(fault, TemplateError) else None
    for frame, line in walk_tb(fault.__traceback__):
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(folder):
            place = Place(f"{folder.name}/{path.relative_to(folder).as_posix()}", line)
    return place
