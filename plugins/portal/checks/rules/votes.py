"""Votes: what was counted agrees with what came of it, and with who was there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from portal.derived.attendance import GROUPS, Attendance, attendance_at
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

    Of several proposals that were voted on, each may have been lost, but not all of them where one was decided.
    """
    for handling, at, vote in _counted(portal):
        votes, outcome = handling.entry.item.votes, handling.entry.item.outcome
        in_favour, against = vote.in_favour or 0, vote.against or 0
        is_carried = outcome is not None and outcome.is_carried()
        found = {"in_favour": in_favour, "against": against}
        code = ""
        if in_favour == against == 0 and (vote.is_counted or len(votes) == 1):
            yield warning(_place(handling, at), "vote_of_nobody")
        elif outcome is None and not handling.entry.is_decision():
            code = "" if at else "vote_without_outcome"
        elif is_carried and all(map(_is_lost, votes)):
            code = "" if at else "vote_against"
        elif len(votes) > 1 or not vote.is_counted:
            continue  # the others may tell, or nobody knows how many those for were
        elif is_carried and vote.is_tied and not _says_how(handling.entry, vote):
            code = "vote_tied"
        elif outcome is Outcome.REJECTED and in_favour > against:
            code = "vote_for"
        if code:
            more = {"outcome": outcome.value} if outcome and code in ("vote_against", "vote_tied") else {}
            yield warning(handling.place("vote"), code, **found, **more)


def contests_are_won(portal: LinkedPortal) -> Iterator[Problem]:
    """Of proposals that stood against each other, one had most votes, or it is told how the tie was decided."""
    for handling in portal.graph.handlings:
        votes, outcome = handling.entry.item.votes, handling.entry.item.outcome
        if not _is_contest(votes) or outcome is None or not outcome.is_carried() or handling.meeting.facts.cancelled:
            continue
        most = max(vote.in_favour or 0 for vote in votes)
        is_level = sum(vote.in_favour == most for vote in votes) > 1
        if is_level and not any(_says_how(handling.entry, vote) for vote in votes):
            yield warning(handling.place("vote"), "vote_level", number=most, outcome=outcome.value)


def no_more_vote_than_were_there(portal: LinkedPortal) -> Iterator[Problem]:
    """No more votes were given for an item than people were present for it, where the record tells who was.

    Of proposals that stood against each other, each of them voted for one.
    """
    met = _Present(portal)
    for handling, at, vote in _counted(portal):
        present, votes = met.at(handling), (vote.in_favour or 0) + (vote.against or 0)
        is_contest = _is_contest(handling.entry.item.votes)
        if is_contest:
            votes = sum(one.in_favour or 0 for one in handling.entry.item.votes)
        votes += vote.abstained or 0
        if present is not None and votes > present and not (is_contest and at):
            place = handling.place("vote") if is_contest else _place(handling, at)
            yield warning(place, "vote_of_too_many", votes=votes, present=present)


def somebody_was_there_to_decide(portal: LinkedPortal) -> Iterator[Problem]:
    """What was decided was decided by somebody: not all of those present were disqualified or had left."""
    met = _Present(portal)
    for handling in portal.graph.handlings:
        outcome = handling.entry.item.outcome
        if outcome is None or not outcome.is_decision() or handling.meeting.facts.cancelled:
            continue
        if met.at(handling) == 0:
            yield warning(handling.place("outcome"), "decided_by_nobody", outcome=outcome.value)


class _Present:
    """Who was present at meetings; asked of one item after another of a meeting, it is worked out once."""

    def __init__(self, portal: LinkedPortal) -> None:
        self._portal = portal
        self._latest: tuple[str, list[Attendance]] = ("", [])

    def at(self, handling: Handling) -> int | None:
        """How many were present for an item; `None` where the meeting does not tell who was, or with a fault."""
        meeting = handling.meeting
        if "present" in meeting.marks.faulty:
            return None
        if self._latest[0] != meeting.id:
            items = [other.entry.item for other in self._portal.graph.items(meeting.id)]
            there = [one for one in attendance_at(meeting.facts, items) if one.group == "present"]
            self._latest = (meeting.id, there)
        there = self._latest[1]
        return len({one.person.name for one in there if one.holds_for(handling.entry.item)}) if there else None


def _is_contest(votes: Sequence[Vote]) -> bool:
    """Whether proposals stood against each other, each with its votes for alone."""
    return len(votes) > 1 and all(vote.in_favour is not None and vote.against is None for vote in votes)


def _is_lost(vote: Vote) -> bool:
    return vote.is_counted and (vote.against or 0) > (vote.in_favour or 0)


def casting_votes_break_ties(portal: LinkedPortal) -> Iterator[Problem]:
    """The chair's vote decided where as many were for as against."""
    for handling, at, vote in _counted(portal):
        if vote.casting and vote.is_counted and not vote.is_tied:
            found = {"in_favour": vote.in_favour, "against": vote.against}
            yield warning(_place(handling, at, "casting"), "vote_not_tied", **found)


def the_disqualified_are_there(portal: LinkedPortal) -> Iterator[Problem]:
    """Whoever took no part in an item for want of impartiality was present at the meeting."""
    for handling in portal.graph.handlings:
        if not set(GROUPS).isdisjoint(handling.meeting.marks.faulty):
            continue  # somebody with a fault may be meant
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
