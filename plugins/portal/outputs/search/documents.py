"""The documents that are indexed: each page's body, with what it is beside it and without what only serves the page."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment

from portal.model.kinds import CASE, MEETING, ORGANISATION, PROJECT
from portal.outputs.search.entries import SearchEntry
from portal.outputs.search.numbers import archive_signs, day_sign, marked, meeting_signs, signs_in
from portal.text.plain import spelt_out
from portal.text.tree import Element, start_tag

__all__ = ["document", "readable"]

_LEFT_OUT = frozenset(
    (
        "h1 nav button svg form label noscript script style template data-pagefind-ignore "
        ".agenda .cite .citation .crumbs .decision__foot .decision__of .downloads .follow .kind .lifeline .missing "
        ".pager .perma .preview .side .sr .toc #_sakliste @_vis-til"
    ).split()
)
"""What is not searched, as tags, `.` classes, `#` ids, `@` ids of labels and an attribute: ways to move and to cite,
what repeats another page or place, and what a template says is not to be found.
"""
_LEFT_OUT_OF = {
    form: _LEFT_OUT | frozenset(more.split())
    for form, more in {
        CASE.name: ".lede table",
        MEETING.name: ".notice",
        ORGANISATION.name: ".decision .list .tasks @_neste",
        PROJECT.name: ".fig .matrix .sums",
    }.items()
}
"""The same, of the pages of one kind."""
_BAD = ".notice--bad"
"""The class of a notice that is searched: that a meeting was cancelled."""
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_TOLD = frozenset("article br div li p section td ul".split())
"""The elements that Pagefind parts sentences or words at."""


def document(environment: Environment, body: str, entry: SearchEntry, lang: str) -> str:
    """What Pagefind reads of a page: its words, and beside them what it is.

    `body` is the page's HTML, `lang` the language of the site.
    """
    own = list(_own_signs(entry))
    words = readable(body, entry.lang or lang, entry.form)
    return environment.get_template("search/document.html").render(page=entry, body=words, marked=marked, own=own)


def _own_signs(entry: SearchEntry) -> Iterator[str]:
    """The signs that find a page before those that tell of it."""
    numbers = ", ".join(entry.numbers)
    if entry.form == CASE.name:
        yield from signs_in(numbers)
    elif entry.form == MEETING.name:
        yield from meeting_signs(numbers)
        if entry.day:
            yield day_sign(entry.day)
    yield from archive_signs(entry.archive_ref)
    if entry.sign:
        yield entry.sign


def readable(html: str, lang: str, form: str = "") -> str:
    """The HTML of a page with what is searched of it alone.

    Its words are parted and told where the page does it by its looks alone, its numbers bear their signs, and of its
    tags only those are left that Pagefind tells sentences and parts by. `lang` is the language of its words, `form` the
    name of the record's kind.
    """
    left_out = _LEFT_OUT_OF.get(form, _LEFT_OUT)
    return spelt_out(
        html,
        lang,
        told=lambda text: marked(text.replace("\xa0", " ")),
        shown=lambda element: left_out.isdisjoint(marks := _marks(element)) or _BAD in marks,
        opened=_opened,
    )


def _marks(element: Element) -> set[str]:
    """What an element is known by, in the signs of `_LEFT_OUT`."""
    marks = {element.tag}
    for name, value in element.attributes:
        if name == "class":
            marks.update(f".{one}" for one in element.get("class").split())
        elif name == "id":
            marks.add(f"#{value}")
        elif name == "aria-labelledby":
            marks.add(f"@{value}")
        elif name == "data-pagefind-ignore":
            marks.add(name)
    return marks


def _opened(element: Element) -> str:
    """The start tag that Pagefind needs of an element, if any: a heading's has its anchor, a picture's all."""
    if element.tag in _HEADINGS:
        return start_tag(Element(element.tag, tuple(one for one in element.attributes if one[0] == "id")))
    if element.tag == "img":
        return start_tag(element)
    return f"<{element.tag}>" if element.tag in _TOLD else ""
