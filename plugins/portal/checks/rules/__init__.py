"""The rules that records keep. A rule is a function that yields problems; its docstring states it.

Every public function of a module that is named here is one. `check` and `check_at` run them all; every problem of every
record comes in one run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from inspect import isfunction
from types import ModuleType

from portal.checks.rules import (
    addressing,
    agreements,
    cancellations,
    dates,
    meetings,
    money,
    organisations,
    papers,
    plans,
    references,
    texts,
    themes,
    timing,
    votes,
)
from portal.checks.rules.exemptions import bases_are_in_force
from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem

__all__ = ["LinkedPortal", "check", "check_at", "rules_in"]


def rules_in(*modules: ModuleType) -> list[Callable[..., Iterator[Problem]]]:
    """The rules of some modules."""
    members = ((module.__name__, member) for module in modules for member in vars(module).values())
    functions = (member for home, member in members if isfunction(member) and member.__module__ == home)
    return [function for function in functions if not function.__name__.startswith("_")]


_RULES = rules_in(
    references, addressing, meetings, cancellations, votes, dates, papers, money, organisations, texts, agreements,
    plans, themes,
)  # fmt: skip
_RULES_OF_TODAY = rules_in(timing)


def check(portal: LinkedPortal) -> Iterator[Problem]:
    """Every problem that a rule finds in the portal."""
    for rule in _RULES:
        yield from rule(portal)


def check_at(portal: LinkedPortal, moment: dt.datetime, lang: str) -> Iterator[Problem]:
    """Every problem that is one at the moment of the build; `lang` is the language of the portal."""
    for rule in _RULES_OF_TODAY:
        yield from rule(portal, moment)
    yield from bases_are_in_force(portal, moment, lang)
