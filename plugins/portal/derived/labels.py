"""How a state looks: a tone and a shape, never colour alone; its words stand in the catalogues."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from portal.language.catalogue import Catalogue
from portal.model import addresses
from portal.model.vocabulary import (
    AgreementState,
    CaseState,
    ChangeKind,
    ClosingOutcome,
    FollowUpState,
    Health,
    MeasureState,
    MeetingState,
    MilestoneState,
    Outcome,
    Phase,
)
from portal.public.visibility import Visibility

__all__ = ["EXPLAINED", "StateLabel", "all_labels", "label_of"]


@dataclass(frozen=True)
class StateLabel:
    """A state as people see it: `tone` and `shape` are class names of the style sheet.

    `word` is where the site says what it means, if it does.
    """

    text: str
    tone: str
    shape: str
    word: str = ""


_OUTCOMES = {
    "decided": ("ok", "check"),
    "endorsed": ("ok", "check"),
    "approved": ("ok", "check"),
    "noted": ("mute", "dot"),
    "discussed": ("mute", "half"),
    "postponed": ("warn", "pause"),
    "returned": ("warn", "back"),
    "withdrawn": ("mute", "dash"),
    "rejected": ("bad", "cross"),
    "elected": ("ok", "check"),
    "referred": ("info", "fwd"),
    "recommended": ("info", "fwd"),
}

_LOOKS: dict[type[Enum], dict[str, tuple[str, str]]] = {
    Outcome: _OUTCOMES,
    CaseState: {
        "submitted": ("mute", "ring"),
        "scheduled": ("info", "half"),
        "awaiting_minutes": ("warn", "half"),
        "follow_up": ("info", "half"),
        "closed": ("ok", "dot"),
        **_OUTCOMES,
    },
    MeetingState: {
        "cancelled": ("bad", "cross"),
        "planned": ("mute", "ring"),
        "called": ("info", "half"),
        "awaiting_minutes": ("warn", "half"),
        "minutes_draft": ("info", "half"),
        "minutes_approved": ("ok", "check"),
    },
    FollowUpState: {"done": ("ok", "check"), "open": ("info", "ring"), "overdue": ("bad", "tri")},
    MilestoneState: {
        "done": ("ok", "check"),
        "overdue": ("bad", "tri"),
        "ongoing": ("info", "half"),
        "paused": ("warn", "pause"),
        "coming": ("mute", "ring"),
        "undated": ("mute", "dash"),
    },
    Health: {"on_track": ("ok", "dot"), "at_risk": ("warn", "dia"), "off_track": ("bad", "tri")},
    Phase: {
        "idea": ("mute", "ring"),
        "planned": ("mute", "ring"),
        "active": ("info", "half"),
        "paused": ("warn", "pause"),
        "completed": ("ok", "check"),
        "cancelled": ("mute", "dash"),
    },
    ClosingOutcome: {
        "completed": ("ok", "check"),
        "withdrawn": ("mute", "dash"),
        "rejected": ("bad", "cross"),
        "forwarded": ("info", "fwd"),
    },
    ChangeKind: {
        "cancellation": ("bad", "cross"),
        "move": ("warn", "fwd"),
        "rescheduling": ("warn", "fwd"),
        "relocation": ("warn", "fwd"),
        "reinstatement": ("ok", "check"),
        "decision": ("ok", "check"),
        "amendment": ("warn", "dia"),
        "minutes": ("info", "dot"),
        "approval": ("ok", "check"),
        "agenda": ("info", "half"),
        "force": ("ok", "check"),
        "done": ("ok", "check"),
        "report": ("info", "dot"),
        "submission": ("mute", "ring"),
        "publication": ("mute", "ring"),
        "closing": ("mute", "dot"),
        "correction": ("warn", "dia"),
        "edit": ("mute", "dia"),
        "release": ("info", "dot"),
        "exemption": ("mute", "lock"),
        "retraction": ("mute", "dash"),
    },
    AgreementState: {
        "under_approval": ("warn", "half"),
        "coming": ("info", "half"),
        "in_force": ("ok", "check"),
        "expired": ("mute", "dash"),
        "replaced": ("mute", "fwd"),
    },
    MeasureState: {
        "done": ("ok", "check"),
        "ongoing": ("info", "half"),
        "open": ("info", "ring"),
        "not_started": ("mute", "ring"),
        "overdue": ("bad", "tri"),
        "dropped": ("mute", "dash"),
    },
    Visibility: {
        "exempt": ("mute", "lock"),
        "retracted": ("mute", "dash"),
        "draft": ("warn", "half"),
        "embargoed": ("warn", "pause"),
    },
}

_FAMILIES: dict[type[Enum], str] = {
    Outcome: "outcome",
    CaseState: "case",
    MeetingState: "meeting",
    FollowUpState: "follow_up",
    MilestoneState: "milestone",
    Health: "health",
    Phase: "phase",
    ClosingOutcome: "closing",
    ChangeKind: "change",
    AgreementState: "agreement",
    MeasureState: "measure",
    Visibility: "visibility",
}

EXPLAINED: dict[str, str] = {
    **{name: f"state.meeting.{name}" for name in _LOOKS[MeetingState]},
    **{name: f"state.outcome.{name}" for name in _OUTCOMES},
    "submitted": "state.case.submitted",
    "scheduled": "state.case.scheduled",
    "closed": "state.case.closed",
    "overdue": "state.follow_up.overdue",
    "retracted": "state.visibility.retracted",
    "decision_type": "term.decision_type",
    "discussion_type": "term.discussion_type",
    "information_type": "term.information_type",
    "notice_type": "term.notice_type",
    "statement": "term.statement",
    "follow_up": "term.follow_up",
    "case_file": "term.case_file",
    "exempt": "term.exempt",
    "submission": "term.submission",
}  # fmt: skip
"""The words that are explained, each with its message: of a state its own label. `explained.<name>` is the sentence."""
_WITH_WORDS = {
    Outcome: {*_OUTCOMES},
    CaseState: {*_LOOKS[CaseState]},
    MeetingState: {*_LOOKS[MeetingState]},
    FollowUpState: {"overdue"},
    MilestoneState: {"overdue"},
    MeasureState: {"overdue"},
    Visibility: {"exempt", "retracted"},
}
"""The states that mean what one of those words says."""


@lru_cache(maxsize=None, typed=True)  # a state equals one of another vocabulary that has the same value
def label_of(state: Enum, catalogue: Catalogue) -> StateLabel:
    """The label of a state, in the catalogue's language."""
    tone, shape = _LOOKS[type(state)][state.value]
    text = catalogue.text(f"state.{_FAMILIES[type(state)]}.{state.value}")
    is_explained = state.value in _WITH_WORDS.get(type(state), ())
    return StateLabel(text, f"t-{tone}", f"s-{shape}", addresses.explained(state.value) if is_explained else "")


def all_labels(catalogue: Catalogue) -> dict[str, list[StateLabel]]:
    """The labels of every vocabulary, by its name in the catalogues."""
    return {name: [label_of(kind(value), catalogue) for value in _LOOKS[kind]] for kind, name in _FAMILIES.items()}
