"""Votes: what was counted agrees with what came of it, and with who was there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portal.derived.attendance import GROUPS, attendance_at
from portal.language.spelling import closest
from portal.linked.agenda import AgendaEntry
from portal.linked.graph import Handling
from portal.linked.portal import LinkedPortal
from portal.model.meeting import Vote
from portal.model.problems import Place, Problem, warning
from portal.model.vocabulary import Outcome
from portal.text.plain import bare_words

_TIE_BROKEN = re.compile(
    r"dobb?elt?[ -]?(?:røyst|stemm)|loddtr|utslag|avgj[eo]r|avgjør"
    r"|(?:leiar|leder|ordstyr)\w*[^.]*(?:røyst|stemm)|(?:røyst|stemm)\w*[^.]*(?:leiar|leder|ordstyr)",
    re.IGNORECASE,
)
"""Words that tell how a tie was decided, in either language."""


def votes_agree_with_outcomes(portal: LinkedPortal) -> Iterator[Problem]:
    """Somebody voted, something came of it, and what was decided had more votes for than against.

    Of several proposals that were voted on, each may have been lost; together they tell nothing of the outcome.
    """
    for handling, _, vote in _counted(portal):
        if len(handling.entry.item.votes) > 1:
            continue
        outcome, in_favour, against = handling.entry.item.outcome, vote.in_favour or 0, vote.against or 0
        found = {"in_favour": in_favour, "against": against}
        if in_favour == against == 0:
            yield warning(handling.place("vote"), "vote_of_nobody")
        elif outcome is None and not handling.entry.is_decision():
            yield warning(handling.place("vote"), "vote_without_outcome", **found)
        elif not vote.is_counted:
            continue  # of those for, nobody knows how many they were
        elif outcome is not None and outcome.is_carried() and against > in_favour:
            yield warning(handling.place("vote"), "vote_against", **found, outcome=outcome.value)
        elif outcome is not None and outcome.is_carried() and vote.is_tied and not _says_how(handling.entry, vote):
            yield warning(handling.place("vote"), "vote_tied", **found, outcome=outcome.value)
        elif outcome is Outcome.REJECTED and in_favour > against:
            yield warning(handling.place("vote"), "vote_for", **found)


def no_more_vote_than_were_there(portal: LinkedPortal) -> Iterator[Problem]:
    """No more votes were given for an item than people were present for it, where the record tells who was."""
    for handling, at, vote in _counted(portal):
        items = [other.entry.item for other in portal.graph.items(handling.meeting.id)]
        there = [one for one in attendance_at(handling.meeting.facts, items) if one.group == "present"]
        present = len({one.person.name for one in there if one.holds_for(handling.entry.item)})
        votes = (vote.in_favour or 0) + (vote.against or 0) + (vote.abstained or 0)
        if there and votes > present:
            yield warning(_place(handling, at), "vote_of_too_many", votes=votes, present=present)


def casting_votes_break_ties(portal: LinkedPortal) -> Iterator[Problem]:
    """The chair's vote decided where as many were for as against."""
    for handling, at, vote in _counted(portal):
        if vote.casting and vote.is_counted and not vote.is_tied:
            found = {"in_favour": vote.in_favour, "against": vote.against}
            yield warning(_place(handling, at, "casting"), "vote_not_tied", **found)


def the_disqualified_are_there(portal: LinkedPortal) -> Iterator[Problem]:
    """Whoever took no part in an item for want of impartiality was present at the meeting."""
    for handling in portal.graph.handlings:
        met = [one.name for group in GROUPS[:-1] for one in getattr(handling.meeting.facts, group)]
        for index, name in enumerate(handling.entry.item.disqualified):
            if name not in met:
                near = closest(name, met, cutoff=0.6)
                code = "disqualified_absent_near" if near else "disqualified_absent"
                yield warning(handling.place("disqualified", index), code, found=name, near=near)


def _place(handling: Handling, at: int, *within: str) -> Place:
    """Where a vote stands in front matter: alone, or in a list of several."""
    in_list = () if handling.place("vote", at) == handling.place("vote") else (at,)
    return handling.place("vote", *in_list, *within)


def _counted(portal: LinkedPortal) -> Iterator[tuple[Handling, int, Vote]]:
    """The votes that were counted, in meetings that were not cancelled, each with its place among those of its item."""
    for handling in portal.graph.handlings:
        for at, vote in enumerate(handling.entry.item.votes):
            if not vote.unanimous and not handling.meeting.facts.cancelled:
                yield handling, at, vote


def _says_how(entry: AgendaEntry, vote: Vote) -> bool:
    """Whether an item tells how a tie was decided, in its vote or in its text."""
    if vote.casting:
        return True
    parts = [part.content for _, section in entry.sections for part in section.walk()]
    return any(_TIE_BROKEN.search(bare_words(text.nodes)) for text in (entry.lead, *parts))
