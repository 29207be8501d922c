"""Themes: what a record is about stands in the portal's list."""

from __future__ import annotations

from collections.abc import Iterator

from portal.language.spelling import closest
from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem, error, warning


def themes_are_known(portal: LinkedPortal) -> Iterator[Problem]:
    """Each theme of a record is one of the list, and is named once."""
    known = [theme.id for theme in portal.themes]
    for record in portal.records:
        for index, id_ in enumerate(record.facts.themes):
            place = record.marks.value("themes", index)
            if id_ not in known:
                near = closest(id_, known, cutoff=0.6)
                yield error(place, "unknown_theme_near" if near else "unknown_theme", found=id_, near=near)
            elif id_ in record.facts.themes[:index]:
                yield warning(place, "named_twice", found=id_)
