"""Texts: what is written is what is read."""

from __future__ import annotations

from collections.abc import Iterator

from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem, warning


def texts_are_read_as_meant(portal: LinkedPortal) -> Iterator[Problem]:
    """No date, number or sentence is taken for a list, a quotation or a heading."""
    for record in portal.records:
        for doubt in record.outline.doubts:
            yield warning(doubt.place, f"text_{doubt.kind.value}", found=doubt.found)
