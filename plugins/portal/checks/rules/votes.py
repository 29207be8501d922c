"""Votes: what was counted agrees with what came of it, and with who was there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.derived.attendance import attendance_at
from portal.linked.agenda import AgendaEntry
from portal.linked.graph import Handling
from portal.linked.portal import LinkedPortal
from portal.model.problems import Problem, warning
from portal.model.vocabulary import Outcome
from portal.text.plain import bare_words

_TIE_BROKEN = re.compile(
    r"dobb?elt?[ -]?(?:røyst|stemm)|loddtr|utslag|avgj[eo]r|avgjør"
    r"|(?:leiar|leder|ordstyr)\w*[^.]*(?:røyst|stemm)|(?:røyst|stemm)\w*[^.]*(?:leiar|leder|ordstyr)",
    re.IGNORECASE,
)
"""Words that tell how a tie was decided, in either language."""


def votes_agree_with_outcomes(portal: LinkedPortal) -> Iterator[Problem]:
    """Somebody voted, something came of it, and what was decided had more votes for than against."""
    for handling, in_favour, against in _counted(portal):
        outcome = handling.entry.item.outcome
        found = {"in_favour": in_favour, "against": against}
        if in_favour == against == 0:
            yield warning(handling.place("vote"), "vote_of_nobody")
        elif outcome is None and not handling.entry.is_decision():
            yield warning(handling.place("vote"), "vote_without_outcome", **found)
        elif outcome is not None and outcome.is_approval() and against > in_favour:
            yield warning(handling.place("vote"), "vote_against", **found, outcome=outcome.value)
        elif outcome is not None and outcome.is_approval() and against == in_favour and not _says_how(handling.entry):
            yield warning(handling.place("vote"), "vote_tied", **found, outcome=outcome.value)
        elif outcome is Outcome.REJECTED and in_favour > against:
            yield warning(handling.place("vote"), "vote_for", **found)


def no_more_vote_than_were_there(portal: LinkedPortal) -> Iterator[Problem]:
    """No more votes were given for an item than people were present for it, where the record tells who was."""
    for handling, in_favour, against in _counted(portal):
        items = [other.entry.item for other in portal.graph.items(handling.meeting.id)]
        there = [one for one in attendance_at(handling.meeting.facts, items) if one.group == "present"]
        present = len({one.person.name for one in there if one.holds_for(handling.entry.item)})
        if there and in_favour + against > present:
            yield warning(handling.place("vote"), "vote_of_too_many", votes=in_favour + against, present=present)


def _counted(portal: LinkedPortal) -> Iterator[tuple[Handling, int, int]]:
    """The votes that were counted, in meetings that were not cancelled."""
    for handling in portal.graph.handlings:
        vote = handling.entry.item.vote
        if vote and vote.in_favour is not None and vote.against is not None and not handling.meeting.facts.cancelled:
            yield handling, vote.in_favour, vote.against


def _says_how(entry: AgendaEntry) -> bool:
    """Whether an item's text tells how a tie was decided."""
    parts = [part.content for _, section in entry.sections for part in section.walk()]
    return any(_TIE_BROKEN.search(bare_words(text.nodes)) for text in (entry.lead, *parts))
