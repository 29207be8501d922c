"""For which items somebody was there who came late, left early, or was not there for one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from portal.commands.importing.document.blocks import Paragraph
from portal.commands.importing.found import Found, Question
from portal.commands.importing.lexicon import pattern
from portal.commands.importing.meetings.people import Attendee
from portal.commands.importing.words.dates import find_times

__all__ = ["met_for"]

_UNTIL, _FROM, _AFTER = pattern("person.until"), pattern("person.from"), pattern("person.after")
_MOVED = {"left": pattern("person.leaves"), "arrived": pattern("person.comes")}
_WITHOUT, _RANGE = pattern("person.without"), pattern("person.range")


def met_for(one: Attendee, items: Sequence[Mapping[str, Any]], found: Found) -> dict[str, Any]:
    """A person with the numbers of their items as the agenda prints them; where it has no such, they are asked for.

    Who came or left in the midst was there for the items after or before; what that leaves open is left.
    """
    printed = [str(item["number"]) for item in items if item.get("number")]
    person, told = dict(one.person), [str(number) for number in one.person.get("items", ())]
    for note in one.notes:
        moved, (time, _) = next((f for f in ("left", "arrived") if _MOVED[f].search(note)), ""), find_times(note)
        if moved and time:
            person[moved] = time
            continue
        match = next((m for words in (_WITHOUT, _RANGE, _AFTER, _UNTIL, _FROM) if (m := words.fullmatch(note))), None)
        at = next((n for n, number in enumerate(printed) if match and _same(match["number"], number)), None)
        if match is None or at is None:
            found.left.append(Paragraph(f"{person['name']} ({note})", one.place))
        elif match.re is _WITHOUT:
            told = [number for number in told or printed if not _same(match["number"], number)]
        elif match.re is _RANGE:
            last = next((n for n, number in enumerate(printed) if _same(match["last"], number)), None)
            told = [*told, *printed[at : last + 1]] if last is not None else [*told, note]
        elif match.re is _UNTIL:
            told = printed[: at + 1]
        else:
            told = printed[at + (match.re is _AFTER) :]
    numbers = [number for said in told for number in printed if _same(said, number)]
    if len(numbers) != len(told):
        found.questions.append(Question(person["name"], "import.ask_items", one.place))
        numbers = []
    return {name: value for name, value in {**person, "items": numbers}.items() if value}


def _same(said: str, number: str) -> bool:
    return said == number or (_order(said) or 0) == _order(number)


def _order(number: str) -> int | None:
    """An item's own number, without the series before it and the year behind it."""
    match = re.fullmatch(r"(?:[A-ZÆØÅ]{2,4}\s)?0*(\d{1,3})(?:\s*[/-]\s*\d{2,4})?", number.strip())
    return int(match[1]) if match else None
