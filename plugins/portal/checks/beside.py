"""The rules of a portal at work in a process of their own, while this one does the rest."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress

from portal.checks.rules import check
from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem
from portal.source.workers import forked_workers

__all__ = ["Rules", "rules_beside"]

_WORTH_IT = 500
"""Records from which on a process more costs less than it saves."""
_checked: list[LinkedPortal] = []
"""The portal that is checked, for the process that inherits it."""


class Rules:
    """What the rules find in a portal: worked out `beside` this process, or else when it is asked for."""

    def __init__(self, portal: LinkedPortal, beside: Future[list[Problem]] | None = None) -> None:
        self._portal, self._beside = portal, beside

    @property
    def are_beside(self) -> bool:
        """Whether another process is at them."""
        return self._beside is not None

    def found(self) -> list[Problem]:
        """Every problem that a rule finds; found here where the other process ended or cannot tell it."""
        if self._beside is not None:
            with suppress(Exception):
                return self._beside.result()
        return list(check(self._portal))


@contextmanager
def rules_beside(portal: LinkedPortal) -> Iterator[Rules]:
    """The rules of a portal, of many records in a process of their own where one can be had."""
    workers = forked_workers() if len(portal.graph.records) >= _WORTH_IT else None
    if workers is None:
        yield Rules(portal)
        return
    _checked.append(portal)
    try:
        with workers:
            yield Rules(portal, workers.submit(_found))
    finally:
        _checked.clear()


def _found() -> list[Problem]:
    return list(check(_checked[0]))
