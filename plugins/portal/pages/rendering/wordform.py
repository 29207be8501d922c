"""The form for submitting a case as a Word document: real headings, a table with labels, boxes that can be ticked.

A `.docx` is a zip of XML parts (ECMA-376); the parts are templates in `templates/word/`. The same portal gives the
same bytes: nothing in the file is dated, and nothing is compressed, for libraries differ in how they do it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from jinja2 import Environment

from portal.derived.context import Context
from portal.language.catalogue import catalogue_for
from portal.model import addresses
from portal.pages.rendering.page import Asset
from portal.pages.views.submission import Form, read_form

__all__ = ["word_form", "word_forms"]

_PARTS = {
    "[Content_Types].xml": "content-types",
    "_rels/.rels": "relations",
    "docProps/core.xml": "core",
    "word/document.xml": "document",
    "word/_rels/document.xml.rels": "document-relations",
    "word/settings.xml": "settings",
    "word/styles.xml": "styles",
}
"""The parts of the document, each with its template; the list of types comes first."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, escaped or not."""


def word_forms(environment: Environment, context: Context) -> Iterator[Asset]:
    """The document in each of the written languages, where the portal has a form."""
    form = read_form(context)
    if form is not None:
        for lang in form.languages:
            yield Asset(addresses.word_form(lang), content=word_form(environment, form, lang))


def word_form(environment: Environment, form: Form, lang: str) -> bytes:
    """The document in one language."""
    catalogue = catalogue_for(lang)
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name, template in _PARTS.items():
            xml = environment.get_template(f"word/{template}.html").render(form=form, lang=lang, t=catalogue.text)
            part = ZipInfo(name)
            part.create_system, part.external_attr = 3, 0o644 << 16
            archive.writestr(part, _NOT_XML.sub("", xml).strip() + "\n")
    return stream.getvalue()
