"""What was voted, as minutes say it: by how many each proposal was carried, who did not vote, and how a tie ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.derived.context import Context
from portal.language.phrase import Phrase, joined, marked
from portal.model.meeting import Vote

__all__ = ["Tally", "tallies"]


@dataclass(frozen=True)
class Tally:
    """A vote in words; where both were counted, so many in favour and against, which may be drawn."""

    unanimous: bool
    in_favour: int | None
    against: int | None
    words: str

    @property
    def is_drawn(self) -> bool:
        """Whether there is something to draw."""
        return self.in_favour is not None and self.against is not None


def tallies(context: Context, votes: Sequence[Vote], lang: str | None) -> tuple[Tally, ...]:
    """The votes on an item; `lang` is the language of the record, where it is not the site's.

    Proposals that stood against each other, each with its votes for alone, are told in one sentence.
    """
    if len(votes) > 1 and all(one.in_favour is not None and one.against is None for one in votes):
        return (Tally(False, None, None, _contest(context, votes, lang)),)
    return tuple(_tally(context, one, lang) for one in votes)


def _tally(context: Context, vote: Vote, lang: str | None) -> Tally:
    if vote.unanimous:
        return Tally(True, None, None, context.t("vote.unanimous"))
    proposal = marked(vote.proposal, lang) if vote.proposal else None
    if vote.is_counted:
        words = context.t("vote.count", in_favour=vote.in_favour, against=vote.against)
        words = context.t("vote.on", proposal=proposal, words=words) if proposal else words
    elif vote.in_favour is not None:
        words = context.catalogue.count("vote.got", vote.in_favour, proposal=proposal)
    else:
        words = context.catalogue.count("vote.against", vote.against or 0)
        words = context.t("vote.on", proposal=proposal, words=words) if proposal else words
    return Tally(False, vote.in_favour, vote.against, _sentence(words, _beside(context, [vote])))


def _contest(context: Context, votes: Sequence[Vote], lang: str | None) -> str:
    """`Framlegget fekk 3 røyster, det alternative 2; 1 lét vere å røyste`."""
    first, *others = votes
    words = [context.catalogue.count("vote.got", first.in_favour or 0, proposal=marked(first.proposal or "", lang))]
    for one in others:
        words.append(context.t("vote.got_too", proposal=marked(one.proposal or "", lang), number=one.in_favour))
    return _sentence(joined(words, ", "), _beside(context, votes))


def _beside(context: Context, votes: Sequence[Vote]) -> Iterator[str]:
    """How a tie was broken, and how many did not vote; of proposals against each other, those are the same people."""
    if any(one.casting for one in votes):
        yield context.t("vote.casting")
    abstained = [one.abstained for one in votes if one.abstained]
    if abstained:
        yield context.catalogue.count("vote.abstained", max(abstained))


def _sentence(words: str, beside: Iterator[str]) -> str:
    more = list(beside)
    if not more:
        return words
    return joined([words, *more], "; ") if isinstance(words, Phrase) else "; ".join([words, *more])
