"""The boundary between views and templates: a page to be, and the small parts that pages share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portal.derived.labels import StateLabel
from portal.language.phrase import marked
from portal.model.common import Exemption

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = [
    "CorrectionRow", "Download", "Hyperlink", "LazyView", "Paper", "Restriction", "TaskRow", "View", "restriction_of",
]  # fmt: skip


@dataclass(frozen=True)
class Hyperlink:
    """Words that lead somewhere, or nowhere. `lang` is set when the words are in the other language.

    `note` is said behind the link: that an organisation is not there any more.
    """

    text: str
    address: str | None = None
    lang: str | None = None
    note: str = ""

    @property
    def words(self) -> str:
        """The text, marked with its language, to stand among words of the site's."""
        return marked(self.text, self.lang)


@dataclass(frozen=True)
class Restriction:
    """Why something may not be read (offentleglova): the `basis` in law, `until` when, and a `note` to the reader."""

    basis: str
    until: dt.date | None = None
    note: str | None = None


def restriction_of(exemption: Exemption | None) -> Restriction | None:
    """What an exemption says to a reader; `None` where there is none."""
    return Restriction(exemption.basis, exemption.until, exemption.note) if exemption else None


@dataclass(frozen=True)
class CorrectionRow:
    """What was corrected after publication, and on which day."""

    date: dt.date
    what: str


@dataclass(frozen=True)
class Paper:
    """An attachment: `address` within the site, `url` elsewhere, or neither; `size` in bytes."""

    title: str
    lang: str | None = None
    address: str | None = None
    url: str | None = None
    type: str = ""
    size: int = 0
    accessible: str = "unknown"
    exemption: Restriction | None = None


@dataclass(frozen=True)
class Download:
    """A file that was made of a record: `size` in bytes, and the number of its pages where that is told."""

    address: str
    size: int
    pages: int = 0


@dataclass(frozen=True)
class TaskRow:
    """A follow-up: `value` is its state's own name; `days` counts to its due date, or past it when negative.

    Those `responsible` may be several, or none; rows that are of the `same` follow-up bear one number, if not 0.
    `origin` is where it comes from, in a `meeting` (called by its body) or a plan. `marks` are the choices of facets
    that hold it, in a register, `keys` those of the records that it tells of.
    """

    what: str
    lang: str | None
    state: StateLabel
    value: str
    responsible: tuple[Hyperlink, ...]
    due: dt.date | None
    done: dt.date | None
    days: int | None
    origin: Hyperlink
    meeting: Hyperlink
    same: int = 0
    marks: str = ""
    keys: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class View:
    """A page to be.

    `template` is a path below the templates' folder and gets `values` by the names of their fields: plain values
    alone, which can be compared and printed and lead nowhere back to the portal; `menu`
    is the address of the entry of the main menu that the page belongs to;
    `source` is the file that the page is made from; `updated` the latest of
    the record's own dates; `feed` (with what it is called) and the address `calendar` are those
    that follow the page; `structured` is what the page says to machines
    (JSON-LD); `summary` is what the record says of itself in plain words, first on its page; one that
    `is_framed` stands in the frame of another site, without the header and the footer of this one.
    """

    template: str
    address: str
    title: str
    values: DataclassInstance
    menu: str = ""
    description: str = ""
    source: str | None = None
    updated: dt.date | None = None
    indexed: bool = True
    crumbs: tuple[Hyperlink, ...] = field(default=())
    feed: Hyperlink | None = None
    calendar: str = ""
    structured: Mapping[str, Any] | None = None
    summary: Hyperlink | None = None
    is_framed: bool = False


@dataclass(frozen=True)
class LazyView:
    """The address of a page, which is known before anything of it is worked out; `view()` makes its view.

    A record's page tells at once when its record was last changed (`dated`), and whether it may be `indexed`.
    """

    address: str
    view: Callable[[], View]
    dated: Callable[[], dt.date | None] | None = None
    indexed: bool = True

    @classmethod
    def of(cls, view: View) -> LazyView:
        """A view that is made already."""
        return cls(view.address, lambda: view)

    @property
    def listing(self) -> tuple[bool, dt.date | None]:
        """Whether the page may be indexed, and the day on which what it shows was last changed."""
        if self.dated:
            return self.indexed, self.dated()
        view = self.view()
        return view.indexed, view.updated
