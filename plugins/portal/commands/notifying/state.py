"""What was told to whom: a small file, written anew after each message, so that the next run goes on where one died."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from portal.model.kinds import MEETING
from portal.model.vocabulary import ChangeKind
from portal.site.folder import write_file

__all__ = ["BadState", "State", "read_state", "write_state"]

_VERSION = 1
_TOLD_LATER = {2: (f"{ChangeKind.DONE.value}/{MEETING.name}/",)}
"""How what is known of a change begins, by the number of the states in which such changes are told first."""
_LATEST = max(_TOLD_LATER)


class BadState(Exception):
    """A file that holds no state."""


@dataclass(frozen=True)
class State:
    """What every change is known by that was seen, and what of it is owed to whom, by the subscribers' keys.

    `under_way` is who is being sent theirs. A run that ends meanwhile leaves open whether it went. `told` numbers what
    sorts of changes there were when it was written: those that came with a later program happened before.
    """

    seen: frozenset[str] = frozenset()
    owed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    under_way: str | None = None
    told: int = _LATEST

    def seen_before(self, keys: Iterable[str]) -> frozenset[str]:
        """What was seen, and those of some keys that no program told of yet when the state was written."""
        since = tuple(one for number, begins in _TOLD_LATER.items() if number > self.told for one in begins)
        return self.seen.union(key for key in keys if key.startswith(since))

    def sending(self, key: str) -> State:
        """The state while a message to somebody is under way."""
        return replace(self, under_way=key)

    def stopped(self) -> State:
        """The state when it did not go, and is to be sent again."""
        return replace(self, under_way=None)

    def settled(self, key: str) -> State:
        """The state when nothing is owed to somebody any more."""
        return replace(self, owed={one: keys for one, keys in self.owed.items() if one != key}, under_way=None)


def read_state(path: Path) -> State | None:
    """The state in a file; `None` where there is none yet. Raises `BadState` and `OSError`."""
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_text("utf-8"))
        if told["version"] != _VERSION:
            raise BadState
        owed = {str(key): tuple(map(str, keys)) for key, keys in told["owed"].items()}
        return State(frozenset(map(str, told["seen"])), owed, told["under_way"], int(told.get("told", 1)))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadState from None


def write_state(path: Path, state: State) -> None:
    """Put a state in the place of the one that is there, whole or not at all; raises `OSError`."""
    owed = {key: list(keys) for key, keys in sorted(state.owed.items())}
    told = {
        "version": _VERSION,
        "under_way": state.under_way,
        "told": state.told,
        "owed": owed,
        "seen": sorted(state.seen),
    }
    write_file(path, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
