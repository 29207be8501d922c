"""The rules that records keep. A rule is a function that yields problems; its docstring states it.

`check` runs them all; every problem of every record comes in one run.
"""

from __future__ import annotations

from collections.abc import Iterator

from portal.linking.portal import LinkedPortal
from portal.problems import Problem
from portal.rules import (
    addressing,
    cancellations,
    dates,
    exemptions,
    meetings,
    money,
    organisations,
    papers,
    references,
    texts,
)

__all__ = ["RULES", "LinkedPortal", "check"]

RULES = (
    *references.RULES,
    *addressing.RULES,
    *meetings.RULES,
    *cancellations.RULES,
    *dates.RULES,
    *papers.RULES,
    *exemptions.RULES,
    *money.RULES,
    *organisations.RULES,
    *texts.RULES,
)


def check(portal: LinkedPortal) -> Iterator[Problem]:
    """Every problem that a rule finds in the portal."""
    for rule in RULES:
        yield from rule(portal)
