"""The theme: what records may be about, such as a priority group of patients, as a list of the portal's own."""

from __future__ import annotations

from pydantic import Field

from portal.model.common import Part
from portal.model.values import Id, Period, Text
from portal.model.vocabulary import ThemeKind

__all__ = ["Theme", "Themes", "Titles"]


class Titles(Part):
    """What a theme is called in each of the written languages."""

    nn: Text
    nb: Text


class Descriptions(Part):
    """What a theme is about, in one or each of the written languages."""

    nn: Text | None = None
    nb: Text | None = None


class ThemeValidity(Part):
    """When a theme is one; each end a day, a month or a year."""

    start: Period | None = Field(default=None, alias="from")
    to: Period | None = None


class Theme(Part):
    """A theme, by the id that records name it with."""

    id: Id
    title: Titles
    kind: ThemeKind
    valid: ThemeValidity | None = None
    description: Descriptions | None = None


class Themes(Part):
    """The list of themes."""

    themes: tuple[Theme, ...] = ()
