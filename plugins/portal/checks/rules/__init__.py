"""The rules that records keep. A rule is a function that yields problems; its docstring states it.

`check` and `check_at` run them all; every problem of every record comes in one run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from portal.checks.rules import (
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
    timing,
    votes,
)
from portal.checks.rules.dates import meetings_and_deadlines_avoid_holidays
from portal.checks.rules.exemptions import bases_are_in_force
from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem

__all__ = ["RULES", "LinkedPortal", "check", "check_at"]

RULES = (
    *references.RULES,
    *addressing.RULES,
    *meetings.RULES,
    *cancellations.RULES,
    *votes.RULES,
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


def check_at(portal: LinkedPortal, moment: dt.datetime, lang: str) -> Iterator[Problem]:
    """Every problem that is one at the moment of the build; `lang` is the language of the portal."""
    for rule in timing.RULES:
        yield from rule(portal, moment)
    yield from bases_are_in_force(portal, moment, lang)
    yield from meetings_and_deadlines_avoid_holidays(portal, moment.date())
